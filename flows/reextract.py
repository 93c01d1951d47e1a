"""Reads every report again from its stored bytes, after a rule or a word table has changed. Nothing is fetched.

    python -m flows.reextract --dry-run                      what would change, and nothing is published
    python -m flows.reextract --changes changes.csv          publish, and keep a list of every change
    prefect deployment run reextract/after-change            the same from Prefect, see prefect.yaml

What is added, removed and changed is compared and shown before the run publishes. Only sources that the present rules
and words have not read are taken, unless `--every` asks for all. Reviews of people stay as they are; those whose
figure is gone are named by the check reviews.applies.
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import polars as pl
from prefect import State, flow
from prefect.artifacts import create_table_artifact
from prefect.states import Completed

from flows.command import exit_code, speak_to_a_person
from flows.report import Summary
from flows.runners import task_runner
from flows.running import Run, begin, conduct
from flows.settings import read_settings
from flows.stages import run_stages, running_on
from tasks.compare.changes import ADDED, CHANGED, REMOVED
from tasks.compare.task import compare
from tasks.load.task import load
from tasks.partitions import remove_of_run
from tasks.recall.task import recall, sources_to_read
from warehouse.cells import guarded

RECORDED = ("warehouse", "batch_size", "runner", "workers")
"""Settings that a run's row in `runs` tells."""
_SHOWN = 20

_Then = TypeVar("_Then")

log = logging.getLogger("taizhang")


@dataclass(frozen=True, slots=True)
class NotPublished:
    """A run that had nothing to publish, or was asked not to."""

    said: str

    def as_text(self) -> str:
        """What a terminal shows at the end."""
        return f"\n{self.said}"


@flow(name="reextract")
def reextract(
    warehouse: str | None = None,
    every: bool = False,
    dry_run: bool = False,
    changes: str | None = None,
    runner: str | None = None,
    workers: int | None = None,
    runner_address: str | None = None,
) -> Any:
    """Derive all figures again from stored bytes, say what changes, and publish unless `dry_run`.

    `every` takes the sources too that the present rules have read; `changes` names a CSV to write every change to.
    Gives a Summary in a state named after the outcome, or NotPublished. Raises as `ingest` does.
    """
    settings = read_settings(warehouse=warehouse, runner=runner, workers=workers, runner_address=runner_address)
    run = begin("reextract", settings, *RECORDED)
    sources = sources_to_read(run.warehouse, every)
    listed = Path(changes) if changes else None
    if not sources:
        return _ended("UpToDate", "Everything was read by the present rules and words. --every reads it again.")
    if dry_run:
        found = _read_again(run, sources, listed, lambda _, found: found)
        return _ended("DryRun", f"{in_words(found)}. This was a dry run: nothing was published.")
    return conduct(run, lambda: _read_again(run, sources, listed, lambda validated, _: _publish(run, validated)))


def _read_again(
    run: Run, sources: Sequence[str], listed: Path | None, then: Callable[[list[str], pl.DataFrame], _Then]
) -> _Then:
    """Recall, clean, extract, validate and compare; then do something with the partitions and the changes."""
    settings = run.settings
    runner = task_runner(settings.runner, settings.workers, settings.runner_address)
    log.info("reading %d sources again from their stored bytes", len(sources))
    size = settings.batch_size
    try:
        with running_on(runner):
            recalled = [
                recall.submit(sources[first : first + size], run.warehouse, run.store, run.run_id, first // size + 1)
                for first in range(0, len(sources), size)
            ]
            validated = run_stages(recalled, run.store, run.run_id)
        changes = compare(validated, run.warehouse)
        _tell(changes, listed)
        return then(validated, changes)
    finally:
        remove_of_run(run.store, run.run_id)


def _publish(run: Run, validated: Sequence[str]) -> Summary:
    return run.summary(load(validated, run.warehouse, run.row, run.settings.lock_wait_seconds))


def _tell(changes: pl.DataFrame, listed: Path | None) -> None:
    """Show what changes, before it is published: in the log, on Prefect's pages and, when asked, in a file."""
    log.info("%s", in_words(changes))
    for row in changes.head(_SHOWN).iter_rows(named=True):
        log.info("  %s", _in_a_line(row))
    table = [{name: str(value or "") for name, value in row.items()} for row in changes.head(_SHOWN).to_dicts()]
    with suppress(Exception):  # a server that does not answer must not end a run
        create_table_artifact(table or [{"change": "none"}], key="reextract-changes", description=in_words(changes))
    if listed:
        harmless = changes.with_columns(pl.all().map_elements(guarded, return_dtype=pl.String))
        harmless.write_csv(listed, include_bom=True)
        log.info("every change is in %s", listed)


def in_words(changes: pl.DataFrame) -> str:
    """How many figures are added, removed and changed."""
    counts = {
        name: changes.filter(pl.col("change") == name)["figure_id"].n_unique() for name in (ADDED, REMOVED, CHANGED)
    }
    by_attribute = changes.filter(pl.col("change") == CHANGED)["attribute"].value_counts(sort=True)
    attributes = ", ".join(f"{name} {count}" for name, count in by_attribute.iter_rows())
    return (
        "Figures: "
        + ", ".join(f"{count} {name}" for name, count in counts.items())
        + (f" ({attributes})" if attributes else "")
    )


def _in_a_line(row: dict[str, Any]) -> str:
    said = f"{row['change']:8}{row['source_id']}  {row['quote']}"
    return f"{said}  {row['attribute']}: {row['before']} -> {row['after']}" if row["attribute"] else said


def _ended(name: str, said: str) -> State[Any]:
    log.info("%s", said)
    return Completed(name=name, message=said, data=NotPublished(said))


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m flows.reextract",
        description="Read every report again from its stored bytes, after a rule or a word table has changed.",
    )
    parser.add_argument(
        "--warehouse", metavar="FILE", help="the DuckDB file to read and write, or ducklake:postgres:..."
    )
    parser.add_argument("--every", action="store_true", help="also what the present rules have read already")
    parser.add_argument("--dry-run", action="store_true", help="say what would change and publish nothing")
    parser.add_argument("--changes", metavar="FILE", help="write every change to this CSV")
    parser.add_argument("--runner", metavar="KIND", help="where the stages run: thread (default), process or dask")
    parser.add_argument("--workers", metavar="N", help="tasks side by side (2 threads, otherwise one per core)")
    parser.add_argument("--runner-address", metavar="URL", help="scheduler of a Dask cluster that is there already")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; the exit codes are those of `flows.command`."""
    given = {name: value for name, value in vars(_arguments(argv)).items() if value is not None}
    speak_to_a_person()

    def command() -> None:
        ended: Summary | NotPublished = reextract(**given)
        print(ended.as_text())

    return exit_code(command)


if __name__ == "__main__":
    sys.exit(main())
