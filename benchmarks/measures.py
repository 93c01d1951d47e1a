"""The single measurements of `make benchmark`, each run in a process of its own so that its memory is its own.

    $ .venv/bin/python -m benchmarks.measures bare /tmp/reports /tmp/bare.duckdb
    {"documents": 1000, "figures": 13412, "fetch": 0.41, "clean": 1.2, …, "peak_mb": 402.1}

Seconds are wall seconds. `bare` calls the stages without Prefect's engine; `flow` is what a user runs.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from warehouse import schema

ROWS_ONE_BY_ONE = 2_000
"""How many rows `executemany` is given; it takes milliseconds for each."""

Seconds = dict[str, float]


@contextmanager
def timed(seconds: Seconds, name: str) -> Iterator[None]:
    """Add the wall seconds of the block to `seconds[name]`."""
    started = time.perf_counter()
    yield
    seconds[name] = seconds.get(name, 0.0) + time.perf_counter() - started


def bare(reports: Path, warehouse: Path) -> dict[str, Any]:
    """The stages over all batches, one after the other, without Prefect's engine."""
    from flows.ingest import list_sources
    from flows.settings import read_settings
    from tasks.clean.task import clean
    from tasks.extract.task import extract_figures
    from tasks.fetch.task import fetch
    from tasks.load.task import load
    from tasks.validate.task import validate
    from warehouse.locations import beside
    from warehouse.publication import publication

    seconds: Seconds = {}
    store, run_id = beside(warehouse, ".store"), "bare"
    with timed(seconds, "list"):
        files, _ = list_sources(reports / "docs", None, None)
    size = read_settings().batch_size  # as the flow takes them
    validated = []
    for number, first in enumerate(range(0, len(files), size), start=1):
        with timed(seconds, "fetch"):
            fetched = fetch.fn(files[first : first + size], store, run_id, number)
        with timed(seconds, "clean"):
            cleaned = clean.fn(fetched, store, number)
        with timed(seconds, "extract"):
            extracted = extract_figures.fn(cleaned, store, number)
        with timed(seconds, "validate"):
            validated.append(validate.fn(fetched, cleaned, extracted, store, run_id, number))
    with timed(seconds, "new warehouse"), publication(warehouse):
        pass
    with timed(seconds, "load"):
        loaded = load.fn(validated, warehouse, _run(run_id))
    return _counts(warehouse) | seconds | {"total": sum(seconds.values()), "outcome": loaded.outcome}


def flow(reports: Path, warehouse: Path) -> dict[str, Any]:
    """The flow `ingest` as a user starts it, Prefect's own server included."""
    seconds: Seconds = {}
    from flows.command import speak_to_a_person
    from flows.ingest import ingest

    speak_to_a_person()
    with timed(seconds, "total"):
        ingest(documents=str(reports / "docs"), warehouse=str(warehouse))
    return _counts(warehouse) | seconds


def quality(reports: Path, warehouse: Path) -> dict[str, Any]:
    """How the figures of a warehouse stand against the gold of the generated reports."""
    from checks.scoring import total
    from flows.evaluate import score_sources

    return dict(total(scores.counted() for scores in score_sources(reports / "gold", warehouse)).summary())


def validation(_: Path, warehouse: Path) -> dict[str, Any]:
    """The checks alone, of all rows of a warehouse in one go; nothing is read or written meanwhile."""
    from tasks.validate.batch import validate_batch
    from warehouse.frames import BATCH_TABLES, Batch, polars_schema

    with duckdb.connect(str(warehouse), read_only=True) as connection:
        frames = {name: connection.table(name).select(*polars_schema(name).names()).pl() for name in BATCH_TABLES}
    seconds: Seconds = {}
    with timed(seconds, "checks"):
        checked, _results = validate_batch(Batch(**frames), datetime.now(UTC).date())
    return {"figures": checked.figures.height} | seconds


def inserts(_: Path, warehouse: Path) -> dict[str, Any]:
    """DuckDB's own insert of the same rows, and `executemany`, which peers use, of some of the figures.

    `own_insert` goes into empty tables of the same declaration, as the load does, in one transaction; `plain_insert`
    into tables without any constraint, made by CREATE TABLE AS. Frames lie in memory.
    """
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        tables = {name: connection.sql(f"FROM {name}").pl() for name in _tables(connection)}
    seconds: Seconds = {}
    own, plain = warehouse.with_name("own.duckdb"), warehouse.with_name("plain.duckdb")
    with duckdb.connect(str(own)) as connection:
        schema.migrate(connection)
    with timed(seconds, "own_insert"), duckdb.connect(str(own)) as connection:
        _insert_all(connection, tables)
    with timed(seconds, "plain_insert"), duckdb.connect(str(plain)) as connection:
        for name, rows in tables.items():
            connection.register("rows", rows)
            connection.execute(f"CREATE TABLE {name} AS FROM rows")
        connection.execute("CHECKPOINT")
    figures = tables["figures"]
    some = figures.drop([name for name, kind in figures.schema.items() if kind.is_nested()]).head(ROWS_ONE_BY_ONE)
    with duckdb.connect(str(plain)) as connection:
        _insert_one_by_one(connection, some, seconds)
    own.unlink()
    plain.unlink()
    return {"rows": sum(rows.height for rows in tables.values()), "executemany_rows": some.height} | seconds


def _insert_all(connection: duckdb.DuckDBPyConnection, tables: Mapping[str, pl.DataFrame]) -> None:
    """What a load cannot do without: the rows, the commit."""
    connection.execute("BEGIN")
    for name, rows in tables.items():
        connection.register("rows", rows)
        connection.execute(f"INSERT INTO {name} BY NAME FROM rows")
    connection.execute("COMMIT")
    connection.execute("CHECKPOINT")


def _insert_one_by_one(connection: duckdb.DuckDBPyConnection, some: pl.DataFrame, seconds: Seconds) -> None:
    marks = ", ".join("?" * some.width)
    connection.register("sample", some)
    connection.execute("CREATE TABLE one_by_one AS FROM sample LIMIT 0")
    with timed(seconds, "executemany"):
        connection.executemany(f"INSERT INTO one_by_one VALUES ({marks})", some.rows())  # noqa: S608 - only marks


def _tables(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """The stored tables that a batch brings rows to."""
    from warehouse.frames import BATCH_TABLES

    stored = {row[0] for row in connection.sql("SELECT table_name FROM duckdb_tables()").fetchall()}
    return sorted(stored & ({*BATCH_TABLES} | {"document_versions"}))


def _run(run_id: str) -> dict[str, Any]:
    now = datetime.now(UTC).replace(tzinfo=None)
    return {"run_id": run_id, "flow": "bare", "parameters": "{}", "started_at": now} | dict.fromkeys(
        ("code_version", "lexicon_version"), "-"
    )


def _counts(warehouse: Path) -> dict[str, Any]:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        row = connection.sql(
            "SELECT count(*), sum(char_count)::BIGINT, (SELECT count(*) FROM figures) FROM documents"
        ).fetchone()
    return dict(zip(("documents", "characters", "figures"), row or (), strict=True))


MEASURES: dict[str, Callable[[Path, Path], dict[str, Any]]] = {
    measure.__name__: measure for measure in (bare, flow, quality, validation, inserts)
}


def main() -> int:
    """Run one measure in this process; print it with the memory and processor seconds that the process took."""
    name, reports, warehouse = sys.argv[1:]
    measured = MEASURES[name](Path(reports), Path(warehouse))
    usage = resource.getrusage(resource.RUSAGE_SELF)
    own = {"peak_mb": round(usage.ru_maxrss / 1024, 1), "cpu": round(usage.ru_utime + usage.ru_stime, 2)}
    print(json.dumps(measured | own))
    return 0


if __name__ == "__main__":
    sys.exit(main())
