"""Figures out to a person as a sheet, decisions back in: accept, correct or reject.

    python -m flows.review export --out review.xlsx --below-confidence 0.8
    python -m flows.review import review.xlsx

The sheet (.xlsx, or .csv as Excel saves it) shows each figure with its sentence, the quote in 【】; a person fills in
决定, 字段, 更正值, 复核人, 理由. Rows that can be used land together, the others go into <sheet>.problems.csv with what
is wrong, to be mended and given again. A sheet that comes twice adds nothing.
"""

from __future__ import annotations

import argparse
import hashlib
import logging
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from prefect import flow

from flows.command import exit_code, speak_to_a_person
from flows.running import begin
from flows.settings import read_settings
from tasks.errors import InputError
from tasks.review.answers import AnswerError, canonical
from tasks.review.sheet import write_problems
from tasks.review.task import Filters, Imported, export_sheet, import_sheet
from warehouse.locations import locate

_SHOWN = 10

log = logging.getLogger("taizhang")


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What became of a sheet, and where the rows lie that could not be used."""

    imported: Imported
    problems_file: Path | None

    def as_text(self) -> str:
        """What a terminal shows at the end."""
        done = self.imported
        lines = [
            f"\nAnswers     {done.answered} of {done.answered + done.unanswered} rows",
            f"Entered     {done.added} new, {done.already} there already",
            f"Problems    {len(done.problems)}",
        ]
        lines += [f"  line {answer.line}: {problem}" for answer, problem in done.problems[:_SHOWN]]
        if self.problems_file:
            lines.append(f"Mend them in {self.problems_file} and give that file again.")
        return "\n".join(lines)


@flow(name="review")
def review(sheet: str, warehouse: str | None = None) -> Reviewed:
    """Bring the decisions of a review sheet into the warehouse.

    Raises InputError when the sheet cannot be read, WarehouseError when nothing could be published.
    """
    settings, path = read_settings(warehouse=warehouse), Path(sheet)
    told: dict[str, Any] = {"sheet": path.name, "sha256": _digest(path)}
    run = replace(begin("review", settings), parameters=told)
    imported = import_sheet(path, run.warehouse, run.row, settings.lock_wait_seconds)
    log.info("%s: %d decisions entered", path.name, imported.added)
    problems_file = None
    if imported.problems:
        problems_file = path.with_name(f"{path.stem}.problems.csv")
        write_problems(problems_file, imported.problems)
    return Reviewed(imported, problems_file)


def export(sheet: Path, filters: Filters, warehouse: str | None = None) -> int:
    """Write the figures that the filters choose into `sheet` (.xlsx or .csv); how many."""
    return export_sheet.fn(locate(read_settings(warehouse=warehouse).warehouse), sheet, filters)


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}. Name a sheet that can be read.") from error


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m flows.review", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    out = commands.add_parser("export", help="write figures into a sheet")
    out.add_argument("--out", type=Path, default=Path("review.xlsx"), metavar="FILE", help=".xlsx or .csv to write")
    out.add_argument("--document", metavar="ID", help="of this source or document alone")
    out.add_argument("--metric", metavar="CODE", help="of this metric alone: its code or its name")
    out.add_argument("--below-confidence", type=float, metavar="N", help="of a confidence under this, 0 to 1")
    out.add_argument("--conflicts", action="store_true", help="that contradict another figure")
    back = commands.add_parser("import", help="bring the decisions of a sheet into the warehouse")
    back.add_argument("sheet", help=".xlsx or .csv with decisions")
    for command in (out, back):
        command.add_argument("--warehouse", metavar="FILE", help="the warehouse")
    return parser.parse_args(argv)


def _export(arguments: argparse.Namespace) -> None:
    try:
        metric = canonical("metric", arguments.metric) if arguments.metric else None
    except AnswerError as error:
        raise InputError(f"--metric {arguments.metric}: {error}") from error
    filters = Filters(arguments.document, metric, arguments.below_confidence, arguments.conflicts)
    print(f"{export(arguments.out, filters, arguments.warehouse)} figures in {arguments.out}")


def _import(arguments: argparse.Namespace) -> None:
    speak_to_a_person()
    print(review(arguments.sheet, arguments.warehouse).as_text())


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; the exit codes are those of `flows.command`. Rows with problems do not make an import fail."""
    arguments = _arguments(argv)
    return exit_code(lambda: _export(arguments) if arguments.command == "export" else _import(arguments))


if __name__ == "__main__":
    sys.exit(main())
