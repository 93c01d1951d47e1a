"""Writes what the warehouse says as files that others open: Parquet, a data package, HXL, Excel, evidence pages.

    python -m flows.publish                                  everything, into `published` beside the warehouse
    python -m flows.publish --out /srv/figures --forms excel,hxl
    prefect deployment run publish/daily                     the same on a schedule, see prefect.yaml

One state of the warehouse is worked out once and written in every form; the folder is replaced whole at the end, so
that nobody sees half of a publication. What lies in it: docs/exports.md.
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from prefect import flow

from flows.command import exit_code, speak_to_a_person
from flows.runners import task_runner
from flows.settings import read_settings
from tasks.errors import InputError
from tasks.publish.folder import PINNED, pinned, refuse_foreign, replacing
from tasks.publish.task import WRITERS, describe, gather, write
from tasks.site.task import build_site
from warehouse.locations import Lake, Location, locate

SITE = "site"
FORMS = (*WRITERS, SITE)

log = logging.getLogger("taizhang")


@dataclass(frozen=True, slots=True)
class Published:
    """What lies in a publication now: where, of which run, rows by table, files with their sizes and hashes."""

    folder: Path
    manifest: dict[str, Any]

    def as_text(self) -> str:
        """What a terminal shows at the end."""
        files = self.manifest["files"]
        size = sum(file["bytes"] for file in files) / 1_000_000
        rows = self.manifest["rows"]
        return (
            f"\nRun         {self.manifest['run_id']}\n"
            f"Figures     {rows['evidence']} after review, {rows['facts']} facts, {rows['metric_totals']} totals\n"
            f"Files       {len(files)}, {size:.1f} MB: {', '.join(self.manifest['formats'])}\n"
            f"Folder      {self.folder}"
        )


@flow(name="publish", task_runner=task_runner("thread"))
def publish(
    warehouse: str | None = None,
    out: str | None = None,
    forms: Sequence[str] = FORMS,
    licence: str | None = None,
) -> Published:
    """Write the forms asked for into the folder `out`, which is replaced whole.

    What is not given comes from the settings. Raises InputError when the folder or a form cannot be used,
    WarehouseError when the warehouse cannot be read; the folder is then as it was.
    """
    settings = read_settings(warehouse=warehouse, publish_folder=out, licence=licence)
    location, chosen = locate(settings.warehouse), known_forms(forms)
    place = settings.publish_folder or published_folder(location)
    with replacing(place) as folder:
        described = _write_all(pinned(location, folder), folder, chosen, settings.licence)
    return Published(place, described)


def _write_all(warehouse: Location, folder: Path, forms: Sequence[str], licence: str) -> dict[str, Any]:
    """Write the forms; the site comes last, because it links to the other files."""
    gathered = folder / ".gathered.duckdb"
    log.info("working out the tables")
    state = gather(warehouse, gathered)
    files = [form for form in forms if form != SITE]
    writing = [write.submit(form, gathered, state, folder, licence) for form in files]
    for form, future in zip(files, writing, strict=True):
        future.result()
        log.info("%s is written", form)
    if SITE in forms:
        build_site(warehouse, folder / SITE, folder)
        log.info("%s is written", SITE)
    for left in (gathered, folder / PINNED):
        left.unlink(missing_ok=True)
    return describe(state, folder, forms, licence)


def published_folder(location: Location) -> Path:
    """Where publications lie when no setting says: beside a file; for a lake, in the current folder."""
    return Path("published") if isinstance(location, Lake) else location.with_name("published")


def known_forms(forms: Sequence[str]) -> tuple[str, ...]:
    """The forms asked for, in their own order, each once. Raises InputError for one that there is not."""
    unknown = [form for form in forms if form not in FORMS]
    if unknown or not forms:
        raise InputError(f"--forms {','.join(unknown)}: there is no such form. Choose of {','.join(FORMS)}.")
    return tuple(form for form in FORMS if form in forms)


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m flows.publish", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--warehouse", metavar="FILE", help="the DuckDB file to read")
    parser.add_argument("--out", metavar="DIR", help="the folder to write (default: `published` beside the warehouse)")
    parser.add_argument(
        "--forms",
        default=",".join(FORMS),
        metavar="FORM,…",
        help=f"what to write, of {', '.join(FORMS)} (default: all of them)",
    )
    parser.add_argument("--licence", metavar="NAME", help="under which the figures may be used, such as CC-BY-4.0")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; the exit codes are those of `flows.command`."""
    arguments = _arguments(argv)
    speak_to_a_person()
    return exit_code(lambda: _publish(arguments))


def _publish(arguments: argparse.Namespace) -> None:
    forms = known_forms([form.strip() for form in arguments.forms.split(",") if form.strip()])
    if arguments.out:
        refuse_foreign(Path(arguments.out))
    print(publish(arguments.warehouse, arguments.out, forms, arguments.licence).as_text())


if __name__ == "__main__":
    sys.exit(main())
