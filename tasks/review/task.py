"""Review, both ways: figures of the warehouse into a sheet, the answers of a sheet into the warehouse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
from prefect import task

from checks import lookups, registry, schemas
from tasks.errors import InputError
from tasks.load.rows import load_reviews, load_run, run_row
from tasks.review.answers import SHEET, Answer, answers
from tasks.review.judgement import Judged, Standing, judge
from tasks.review.sheet import write_sheet
from tasks.spreadsheet import read_table
from warehouse.errors import UnreadableError
from warehouse.frames import conform, empty, frame
from warehouse.locations import Location
from warehouse.publication import publication, reading

STAGE = "review"
_AT_ONCE = 10_000
_COLUMNS = ", ".join(f"r.{name}" for name in SHEET.names)
_EXPORT = "SELECT {columns} FROM review_sheet r JOIN figures f USING (figure_id) WHERE {chosen} ORDER BY {order}"
_ORDER = "f.source_id, f.char_start, r.figure_id"
# A figure as it stands; one that a review rejects, as it was read.
_FIGURES = """SELECT {columns} FROM reviewed_figures WHERE figure_id IN (SELECT unnest($ids))
UNION ALL BY NAME
SELECT {columns} FROM figures WHERE figure_id IN (SELECT unnest($ids))
AND figure_id NOT IN (SELECT figure_id FROM reviewed_figures)"""
_MOVED = """SELECT given.figure_id AS old, min(f.figure_id) AS figure_id
FROM given JOIN figures f ON f.source_id = given.source_id AND f.quote = given.quote
    AND (contains(f.sentence, given.sentence) OR contains(given.sentence, f.sentence))
WHERE given.figure_id NOT IN (SELECT figure_id FROM figures)
GROUP BY given.figure_id HAVING count(DISTINCT f.figure_id) = 1"""
_REVIEWS = """SELECT a.figure_id, a.decision, a.field, a.new_value, a.reviewer, a.reason, a.reviewed_at
FROM applied_reviews a WHERE a.figure_id IN (SELECT unnest($ids)) ORDER BY a.reviewed_at"""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which figures go into a sheet; what is not said does not choose."""

    document: str | None = None
    metric: str | None = None
    below_confidence: float | None = None
    conflicts: bool = False

    def in_sql(self) -> tuple[str, dict[str, Any]]:
        """The condition and its values."""
        parts = {
            "document": "$document IN (f.source_id, f.document_id)",
            "metric": "r.metric = $metric",
            "below_confidence": "r.confidence < $below_confidence",
        }
        values = {name: getattr(self, name) for name in parts if getattr(self, name) is not None}
        chosen = [parts[name] for name in values] + (["r.in_conflict"] if self.conflicts else [])
        return " AND ".join(chosen) or "true", values


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a sheet: answers read, reviews added, answers there already, and answers with problems."""

    answered: int
    unanswered: int
    added: int
    already: int
    problems: Sequence[tuple[Answer, str]]


class _NothingLeftError(Exception):
    """No answer passed the checks: the warehouse is left as it is."""


@task(name="export-review-sheet")
def export_sheet(warehouse: Location, sheet: Path, filters: Filters) -> int:
    """Write the figures that the filters choose into `sheet`; how many. Raises WarehouseError or InputError."""
    chosen, values = filters.in_sql()
    query = _EXPORT.format(columns=_COLUMNS, chosen=chosen, order=_ORDER)
    with reading(warehouse) as connection:
        try:
            cursor = connection.execute(query, values)
        except duckdb.CatalogException as error:
            raise UnreadableError(
                f"{warehouse}: it was written by an older taizhang. `make ingest` renews it."
            ) from error
        made_at = connection.cursor().execute("SELECT max(started_at) FROM runs").fetchone()
        try:
            return write_sheet(sheet, _batches(cursor), (made_at and made_at[0]) or datetime(1980, 1, 1))
        except OSError as error:
            raise InputError(f"{sheet}: {error.strerror or error}. Name another file.") from error


@task(name="import-review-sheet")
def import_sheet(sheet: Path, warehouse: Location, run: Mapping[str, Any], wait_seconds: float) -> Imported:
    """Bring the answers of a sheet into `reviews`: good rows land, the others are handed back with their problems.

    What is there already is not entered again; when nothing is new the warehouse is not touched.
    Raises InputError when the sheet cannot be read, WarehouseError when nothing could be published.
    """
    given = answers(read_table(sheet), sheet.name)
    moment = run["started_at"]
    with reading(warehouse) as connection:
        judged = judge(given, _standing(connection, given), moment)
    if judged.reviews:
        try:
            with publication(warehouse, wait_seconds) as connection:
                judged = judge(given, _standing(connection, given), moment)
                _enter(connection, judged, run)
        except _NothingLeftError:
            pass  # the problems are in `judged`
    answered = sum(not answer.is_blank for answer in given)
    added = len({answer.line for answer in judged.origins})
    return Imported(answered, len(given) - answered, added, judged.already, sorted(judged.problems, key=_line))


def _line(problem: tuple[Answer, str]) -> int:
    return problem[0].line


def _batches(cursor: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    while batch := cursor.fetchmany(_AT_ONCE):
        yield from batch


def _standing(connection: duckdb.DuckDBPyConnection, given: Sequence[Answer]) -> Standing:
    """All that the warehouse says of the figures that the answers name, also as totals."""
    said = [answer for answer in given if not answer.is_blank]
    moved = _moved(connection, said)
    ids = {answer["figure_id"].strip() for answer in said} | {answer["new_value"].strip() for answer in said}
    chosen = {"ids": sorted(ids | set(moved.values()))}
    columns = ", ".join(empty("figures").columns)
    figures = connection.execute(_FIGURES.format(columns=columns), chosen).pl()
    reviews: dict[str, list[dict[str, Any]]] = {}
    for review in connection.execute(_REVIEWS, chosen).pl().iter_rows(named=True):
        reviews.setdefault(review["figure_id"], []).append(review)
    runs = dict(connection.execute("SELECT run_id, started_at FROM runs").fetchall())
    return Standing({row["figure_id"]: row for row in figures.iter_rows(named=True)}, moved, reviews, runs)


def _moved(connection: duckdb.DuckDBPyConnection, said: Iterable[Answer]) -> dict[str, str]:
    """The id that a figure has now, by the id in the sheet: same source and quote, same sentence or a part of it."""
    columns = ("figure_id", "source_id", "quote")
    rows = [{**{name: answer[name].strip() for name in columns}, "sentence": answer.sentence} for answer in said]
    known = [row for row in rows if row["sentence"]]
    if not known:
        return {}
    connection.register("given", pl.DataFrame(known))
    try:
        return dict(connection.execute(_MOVED).fetchall())
    finally:
        connection.unregister("given")


def _enter(connection: duckdb.DuckDBPyConnection, judged: Judged, run: Mapping[str, Any]) -> None:
    """Load the reviews, take back those that make a figure what no figure may be, and record the run."""
    load_reviews(connection, frame("reviews", judged.reviews))
    faults = _faults(connection, sorted({review["figure_id"] for review in judged.reviews}))
    _take_back(connection, judged, faults)
    if not judged.reviews:
        raise _NothingLeftError
    tables = {"reviews": {"added": len(judged.reviews), "changed": 0, "removed": 0}}
    stages = {"reviews": len(judged.reviews), "problems": len(judged.problems)}
    outcome = "partial" if judged.problems else "complete"
    row = run_row(run, outcome, counts={"stages": stages, "tables": tables})
    load_run(connection, row, empty("check_results"))


def _take_back(connection: duckdb.DuckDBPyConnection, judged: Judged, faults: Mapping[str, str]) -> None:
    pairs = list(zip(judged.reviews, judged.origins, strict=True))
    bad = [(review, answer) for review, answer in pairs if review["figure_id"] in faults]
    good = [(review, answer) for review, answer in pairs if review["figure_id"] not in faults]
    connection.execute(
        "DELETE FROM reviews WHERE review_id IN (SELECT unnest(?))", [[review["review_id"] for review, _ in bad]]
    )
    judged.reviews, judged.origins = [review for review, _ in good], [answer for _, answer in good]
    of_line = {answer.line: (answer, faults[review["figure_id"]]) for review, answer in bad}
    judged.problems += of_line.values()


def _faults(connection: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> dict[str, str]:
    """What is wrong with figures as they stand after review: they must pass the checks that read ones pass."""
    columns = ", ".join(empty("figures").columns)
    found = connection.execute(
        f"SELECT {columns} FROM reviewed_figures WHERE figure_id IN (SELECT unnest(?))",  # noqa: S608 - own columns
        [ids],
    ).pl()
    documents = connection.execute(
        "SELECT * EXCLUDE (run_id) FROM documents WHERE document_id IN (SELECT unnest(?))",
        [found["document_id"].unique().to_list()],
    ).pl()
    rows = lookups.figures(conform("figures", found), conform("documents", documents), found.select("figure_id"))
    failed = schemas.failures("figures", rows)
    errors = failed.filter(pl.col("check").is_in(registry.names("figures", registry.ERROR)))
    by_row = errors.group_by("index").agg(pl.col("check").sort())
    return {
        str(found["figure_id"][index]): " ".join(registry.check(name).problem for name in names)
        for index, names in by_row.iter_rows()
    }
