"""What goes out of a warehouse: tables and views worked out once, then written as Parquet or CSV, or handed on in rows.

    gather(warehouse, target, ("facts", "metric_totals"))   every row in its order, from one state
    with gathered(target) as connection:
        write_parquet(connection, "facts", path)
        write_csv(connection, "facts", path)                text cells guarded (`warehouse.cells`)
        for row in rows(connection, "facts", ("value", "quote")): …

Working a view out takes its time for each question; so that all formats tell the same state and none works it out
again, they read from `target`, a file of its own. DuckDB streams: no table has to fit into memory.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from warehouse import catalogue, schema
from warehouse.catalogue import Column
from warehouse.cells import guarded_in_sql
from warehouse.errors import UnreadableError
from warehouse.locations import Location
from warehouse.publication import reading
from warehouse.sessions import BOUNDED

# Names in these statements come from the catalogue alone; paths are quoted.
_TAKE = 'CREATE TABLE outgoing."{name}" AS SELECT {columns} FROM "{name}" ORDER BY {order}'
_LAST_RUN = "SELECT run_id, coalesce(finished_at, started_at) FROM runs ORDER BY started_at DESC, run_id DESC LIMIT 1"
_PACKED = "(FORMAT parquet, COMPRESSION zstd)"
_SPREAD = "(FORMAT csv, HEADER {header})"
_PUBLISHERS = """SELECT coalesce(d.publisher, s.publisher, '未详 not stated') AS name, min(s.url)
FROM sources s LEFT JOIN documents d ON d.source_id = s.source_id GROUP BY name ORDER BY name LIMIT 1000"""
_AT_ONCE = 10_000
_RENEW = "`make ingest` renews it."
SHARED = ("reviewed_figures", "facts", "counted_facts")
"""Views that many others read from, each after those it reads from itself: to be kept while all are asked."""


@dataclass(frozen=True, slots=True)
class State:
    """The state of the warehouse that was gathered: its last run, its schema, and rows by table."""

    run_id: str
    made_at: datetime
    schema_version: int
    extractor_versions: tuple[str, ...]
    rows: dict[str, int]


def gather(warehouse: Location, target: Path, names: Sequence[str]) -> State:
    """Work out the tables and views `names` into the new file `target`. Raises UnreadableError, NewerSchemaError."""
    with reading(warehouse) as connection:
        connection.execute(BOUNDED)
        connection.execute(f"ATTACH {_quoted(target)} AS outgoing (READ_WRITE)")
        try:
            for view in SHARED:
                keep(connection, view)
            counts = {name: _taken(connection, name) for name in names}
        except duckdb.CatalogException as error:
            raise UnreadableError(f"{warehouse}: it was written by an older taizhang. {_RENEW}") from error
        run_id, made_at = connection.execute(_LAST_RUN).fetchone() or ("", datetime(1980, 1, 1))
        versions = connection.execute("SELECT DISTINCT extractor_version FROM figures ORDER BY ALL").fetchall()
        connection.execute("DETACH outgoing")
        return State(run_id, made_at, schema.version(connection), tuple(found for (found,) in versions), counts)


def keep(connection: duckdb.DuckDBPyConnection, view: str) -> None:
    """Work a view out once, as a temporary table that stands before it; from the definition that the warehouse holds.

    Raises UnreadableError where there is no such view.
    """
    definition = "SELECT sql FROM duckdb_views() WHERE view_name = ? AND database_name = current_database()"
    found = connection.execute(definition, [view]).fetchone()
    if found is None:
        raise UnreadableError(f"The warehouse has no view {view}: it was written by an older taizhang. {_RENEW}")
    _, _, query = str(found[0]).partition(" AS ")
    connection.execute(f'CREATE TEMP TABLE "{view}" AS {query}')


def _taken(connection: duckdb.DuckDBPyConnection, name: str) -> int:
    table = catalogue.table(name)
    in_text = [name for name in ("source_id", "char_start") if "char_start" in table.names]
    order = ", ".join(f'"{name}"' for name in (*in_text, *table.key)) or "ALL"
    columns = ", ".join(f'"{column}"' for column in table.names)
    row = connection.execute(_TAKE.format(name=name, columns=columns, order=order)).fetchone()
    return int(row[0]) if row else 0


@contextmanager
def gathered(target: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """What `gather` wrote, read-only."""
    connection = duckdb.connect(str(target), read_only=True)
    try:
        connection.execute(BOUNDED)
        yield connection
    finally:
        connection.close()


def write_parquet(connection: duckdb.DuckDBPyConnection, name: str, path: Path) -> None:
    """Write a table as it is."""
    connection.execute(f'COPY (SELECT * FROM "{name}") TO {_quoted(path)} {_PACKED}')  # noqa: S608


def write_csv(connection: duckdb.DuckDBPyConnection, name: str, path: Path, heading: str | None = None) -> None:
    """Write a table as UTF-8 CSV: NULL is blank, lists and structures are JSON, times end in Z, text is guarded.

    `heading` (whole lines) stands in place of the row of column names.
    """
    cells = ", ".join(f'{_cell(column)} AS "{column.name}"' for column in catalogue.table(name).columns)
    spread = _SPREAD.format(header=str(heading is None).lower())
    connection.execute(f'COPY (SELECT {cells} FROM "{name}") TO {_quoted(path)} {spread}')  # noqa: S608
    if heading is not None:
        _put_before(path, heading)


def _put_before(path: Path, heading: str) -> None:
    below = path.with_name(f"{path.name}.below")
    path.rename(below)
    with path.open("wb") as whole, below.open("rb") as part:
        whole.write(heading.encode("utf-8"))
        shutil.copyfileobj(part, whole)
    below.unlink()


def publishers(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str | None]]:
    """Who published the reports, with a web address of one, by name; the first thousand."""
    return connection.execute(_PUBLISHERS).fetchall()


def rows(connection: duckdb.DuckDBPyConnection, name: str, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """The rows of a table, some columns of it, a few thousand at a time."""
    named = ", ".join(f'"{column}"' for column in columns)
    cursor = connection.cursor().execute(f'SELECT {named} FROM "{name}"')  # noqa: S608
    while batch := cursor.fetchmany(_AT_ONCE):
        yield from batch


def _cell(column: Column) -> str:
    name = f'"{column.name}"'
    if column.type == "TIMESTAMP":
        return f"strftime({name}, '%Y-%m-%dT%H:%M:%SZ')"
    if column.type == "VARCHAR":
        return guarded_in_sql(name)
    if column.type == "JSON" or column.type.endswith(("]", ")")):
        return f"to_json({name})::VARCHAR"
    return name


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
