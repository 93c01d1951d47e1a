"""Checked frames become rows of the warehouse, keyed by content, so that the same input changes nothing.

    [{"sources": …, "documents": …, "figures": …}, …]  ->  {"figures": Change(added=108, changed=0, removed=0), …}

A batch is the tables of `warehouse.frames.Batch` as Arrow has them, which is how DuckDB takes them without a copy.

Everything happens inside the caller's transaction (`warehouse.publication`). Batches are gathered in temporary tables,
some thousand documents at a time, and brought into the warehouse together, so that the time of a run grows with its
rows and not with its batches, and its memory does not grow. A row that is there already as it comes is not touched and
keeps the `run_id` of the run that first wrote it. A source whose text changed gets a new current document; the old text
stays in `document_versions`, its figures go.
"""

from __future__ import annotations

import json
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any, NamedTuple

import duckdb
import polars as pl
import pyarrow as pa

from checks import registry
from tasks.load.reposts import content_groups
from warehouse import catalogue
from warehouse.errors import LostRowsError
from warehouse.frames import BATCH_TABLES, FrameError, conform, frame, polars_schema
from warehouse.publication import confine, settle

# Names in these statements come from the catalogue alone, values from parameters and registered frames.
_OPEN_STAGE = "CREATE OR REPLACE TEMP TABLE incoming_{table} ({columns})"
_CLOSE_STAGE = "DROP TABLE incoming_{table}"
_REMOVE = """DELETE FROM {table} WHERE {scope}
AND NOT EXISTS (SELECT 1 FROM incoming_{table} AS incoming WHERE {same})"""
_KNOWN = "FROM incoming_{table} AS incoming SEMI JOIN {table} ON {same} SELECT count(*)"
# A changed row is taken out and written again with the new ones: INSERT OR REPLACE takes 0.2 ms a row where a column
# is a list, and MERGE as long wherever there is a primary key. Rows are compared by 64-bit hashes: a join holds its one
# side in memory, which should be keys and hashes and not texts.
_TAKE_OUT = """DELETE FROM {table} WHERE ({key}) IN (
    SELECT ({key}) FROM (SELECT {key}, hash({compared}) AS stored FROM {table})
    JOIN (SELECT {key}, hash({compared}) AS coming FROM incoming_{table}) USING ({key}) WHERE stored <> coming)"""
_LEAVE_OUT = "DELETE FROM incoming_{table} AS incoming WHERE EXISTS (SELECT 1 FROM {table} WHERE {same})"
_ADD = "INSERT INTO {table} BY NAME SELECT *{stamps} FROM incoming_{table}"

_ROWS_TOGETHER, _AHEAD = 20_000, 2
_BYTES_AT_ONCE = 128_000_000  # compared with the warehouse together: some 8,000 documents; 160,000,000 fit too
_DOCUMENTS_TOGETHER = 1_024
_EVERY_ROW = "true"
_OF_THESE_DOCUMENTS = """document_id IN (
    SELECT document_id FROM document_versions WHERE source_id IN (SELECT source_id FROM incoming_document_versions))"""
_OF_THESE_SOURCES = "source_id IN (SELECT source_id FROM incoming_sources)"
_RETIRE = """UPDATE document_versions SET is_current = false, content_group = NULL
WHERE is_current AND source_id IN (SELECT source_id FROM incoming_document_versions)
AND document_id NOT IN (SELECT document_id FROM incoming_document_versions)"""

_FINGERPRINTS = """SELECT document_id, passage_count, passages, numbers
FROM fingerprints SEMI JOIN documents USING (document_id)"""
_COMPARED = """WITH wanted AS MATERIALIZED (
    SELECT unnest($wanted) AS document_id
), told AS MATERIALIZED (
    FROM documents SEMI JOIN wanted USING (document_id) SELECT document_id, source_id, publisher, published_on
), marked AS MATERIALIZED (
    FROM fingerprints SEMI JOIN wanted USING (document_id) SELECT document_id, origin, passage_count, passages, numbers
) SELECT document_id, sources.publisher AS registered_publisher, told.publisher, origin, told.published_on,
    passage_count, passages, numbers
FROM told JOIN marked USING (document_id) JOIN sources USING (source_id)"""
_REGROUP = """UPDATE document_versions SET content_group = found.content_group, run_id = $run
FROM (SELECT document_id, grouped.content_group FROM fingerprints LEFT JOIN grouped USING (document_id)) AS found
WHERE found.document_id = document_versions.document_id
AND found.content_group IS DISTINCT FROM document_versions.content_group"""


Tables = Mapping[str, pa.Table]
"""Rows by the name of their table."""


class Change(NamedTuple):
    """How many rows of a table a load added, changed and removed."""

    added: int = 0
    changed: int = 0
    removed: int = 0

    def and_also(self, other: Change) -> Change:
        """Both changes together."""
        return Change(*(one + another for one, another in zip(self, other, strict=True)))


class _Target(NamedTuple):
    """A table that a batch is loaded into: which rows it may remove, and columns that do not make a row differ."""

    table: str
    scope: str | None = None
    keep: tuple[str, ...] = ()


_TARGETS = (
    _Target("sources"),
    _Target("snapshots", keep=("fetched_at", "outcome", "http_status")),  # the same bytes: sent again, or not (304)
    _Target("document_versions", keep=("content_group",)),  # found below, among all documents
    _Target("removed_text", _OF_THESE_DOCUMENTS),
    _Target("fingerprints", _OF_THESE_DOCUMENTS),
    _Target("figures", _OF_THESE_DOCUMENTS),
    _Target("numerals", _OF_THESE_DOCUMENTS),
    _Target("quarantine", _OF_THESE_SOURCES),
)


@contextmanager
def read_ahead(batches: Iterable[Tables]) -> Iterator[Iterator[Tables]]:
    """The rows by the table they go to, in larger batches, made ready beside what is done with those before.

    It begins at once, before the first is asked for. A batch that is not as declared raises FrameError.
    """
    before = pa.default_memory_pool()
    pa.set_memory_pool(pa.system_memory_pool())  # Arrow's own keeps what it once took
    ready = map(_by_table, _in_larger_batches(batches))
    with ThreadPoolExecutor(1) as reader:
        coming = deque(reader.submit(next, ready, None) for _ in range(_AHEAD))

        def in_order() -> Iterator[Tables]:
            while rows := coming.popleft().result():
                coming.append(reader.submit(next, ready, None))
                yield rows

        try:
            yield in_order()
        finally:
            reader.shutdown(cancel_futures=True)
            pa.set_memory_pool(before)


def load_batches(connection: duckdb.DuckDBPyConnection, batches: Iterator[Tables], run_id: str) -> dict[str, Change]:
    """Bring the warehouse to say of the batches' sources what the batches say; what changed, by table.

    Batches come from `read_ahead` and are taken one at a time; no source may be in two of them.
    """
    first = not any(_height(connection, target.table) for target in _TARGETS)
    confine(connection, beside_others=not first)
    changes = (_load_first if first else _load_changes)(connection, batches, run_id)
    pa.default_memory_pool().release_unused()
    if any(any(changes[name]) for name in ("sources", "document_versions", "fingerprints")):
        _regroup(connection, run_id)
    return changes


def _load_first(connection: duckdb.DuckDBPyConnection, batches: Iterable[Tables], run_id: str) -> dict[str, Change]:
    """Write all rows to tables that have none, as they come: there is nothing to compare them with."""
    columns = {target.table: connection.table(target.table).columns for target in _TARGETS}
    added: Counter[str] = Counter()
    for frames in batches:
        for name, rows in frames.items():
            stamped = _with_constant(rows, "run_id", run_id) if "run_id" in columns[name] else rows
            added[name] += _insert(connection, name, stamped.select(columns[name]))
    for name, height in added.items():
        _kept(connection, name, height)
    settle(connection)
    return {target.table: Change(added=added[target.table]) for target in _TARGETS}


def _load_changes(connection: duckdb.DuckDBPyConnection, batches: Iterator[Tables], run_id: str) -> dict[str, Change]:
    """Gather rows, as many as memory has room for, and bring in what of them is new or differs."""
    changes = {target.table: Change() for target in _TARGETS}
    while _gathered(connection, batches):
        connection.execute(_RETIRE)
        for name, change in _bring_in(connection, _TARGETS, run_id).items():
            changes[name] = changes[name].and_also(change)
        settle(connection)
    return changes


def _gathered(connection: duckdb.DuckDBPyConnection, batches: Iterator[Tables]) -> bool:
    """Put the rows of the next batches into temporary tables; whether there were any."""
    gathered: Counter[str] = Counter()
    size = 0
    for frames in batches:
        for name, rows in frames.items():
            if name not in gathered:
                _open_stage(connection, name, rows.column_names)
            gathered[name] += _insert(connection, _staged(name), rows)
            size += rows.nbytes
        if size >= _BYTES_AT_ONCE:
            break
    for name, height in gathered.items():
        _kept(connection, _staged(name), height)
    return bool(gathered)


def _regroup(connection: duckdb.DuckDBPyConnection, run_id: str) -> None:
    """Find anew which documents are re-posts of which; one changed document may join or part others."""

    def documents(wanted: Sequence[str]) -> pl.DataFrame:
        return connection.execute(_COMPARED, {"wanted": list(wanted)}).pl()

    connection.register("grouped", content_groups(_fingerprints(connection), documents))
    try:
        connection.execute(_REGROUP, {"run": run_id})
    finally:
        connection.unregister("grouped")


def _fingerprints(connection: duckdb.DuckDBPyConnection) -> Iterator[pl.DataFrame]:
    """The fingerprints of all current documents, some thousand at a time; a relation is not read as a whole first."""
    for rows in connection.sql(_FINGERPRINTS).to_arrow_reader(_DOCUMENTS_TOGETHER):
        yield pl.DataFrame(rows)


def load_run(connection: duckdb.DuckDBPyConnection, run: pl.DataFrame, results: pl.DataFrame) -> None:
    """Record a run and the results of its checks."""
    run_id = str(run["run_id"].item())
    _load_whole(connection, _Target("runs"), conform("runs", run), run_id)
    results = conform("check_results", results).with_columns(run_id=pl.lit(run_id))
    _load_whole(connection, _Target("check_results"), results, run_id)


def run_row(
    run: Mapping[str, Any],
    outcome: str,
    error: str | None = None,
    counts: Mapping[str, Any] | None = None,
    when_is_known: bool = True,
) -> pl.DataFrame:
    """The row of `runs` of a run that ends now, or that ended nobody knows when."""
    finished_at = datetime.now(UTC).replace(tzinfo=None) if when_is_known else None
    told = {"counts": json.dumps(counts or {}), "finished_at": finished_at, "outcome": outcome, "error": error}
    return frame("runs", [{**run, **told}])


def load_reviews(connection: duckdb.DuckDBPyConnection, reviews: pl.DataFrame) -> None:
    """Add decisions of people; those that are there stay as they are."""
    _load_whole(connection, _Target("reviews"), conform("reviews", reviews), "")


def load_reference(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables `codes` and `checks` what this program knows."""
    codes = [{"list": name, **asdict(code)} for name, entries in catalogue.code_lists().items() for code in entries]
    _load_whole(connection, _Target("codes", _EVERY_ROW), frame("codes", codes), "")
    checks = [asdict(check) for check in registry.checks()]
    _load_whole(connection, _Target("checks", _EVERY_ROW), frame("checks", checks), "")


def _in_larger_batches(batches: Iterable[Tables]) -> Iterator[Tables]:
    """The same rows in fewer batches: a statement takes milliseconds, whether it brings ten rows or ten thousand."""
    waiting: list[Tables] = []
    for batch in batches:
        waiting.append(batch)
        if sum(part["numerals"].num_rows for part in waiting) >= _ROWS_TOGETHER:
            yield _together(waiting)
            waiting = []
    if waiting:
        yield _together(waiting)


def _together(batches: Sequence[Tables]) -> Tables:
    return {name: pa.concat_tables([batch[name] for batch in batches]) for name in BATCH_TABLES}


def _by_table(batch: Tables) -> Tables:
    """The rows of a batch by the table they go to; a batch's documents become current versions.

    Raises FrameError where the rows have not the columns of their table.
    """
    checked = {name: _as_declared(name, rows) for name, rows in batch.items()}
    versions = _with_constant(checked.pop("documents"), "is_current", True)
    return {name: _one_of_each(rows, name) for name, rows in {**checked, "document_versions": versions}.items()}


def _as_declared(name: str, rows: pa.Table) -> pa.Table:
    found, declared = pl.DataFrame(rows.schema.empty_table()).schema, polars_schema(name)
    if found != declared:
        differing = [column for column in {**found, **declared} if found.get(column) != declared.get(column)]
        raise FrameError(f"{name}: not as declared: {', '.join(differing or found)}")
    return rows


def _with_constant(rows: pa.Table, column: str, value: str | bool) -> pa.Table:
    return rows.append_column(column, pa.repeat(value, rows.num_rows))


def _one_of_each(rows: pa.Table, table: str) -> pa.Table:
    """Of several rows of one key the last."""
    keys = pl.DataFrame(rows.select(catalogue.table(table).key)).with_row_index("at")
    last = keys.unique(catalogue.table(table).key, keep="last", maintain_order=True)["at"]
    return rows if len(last) == rows.num_rows else rows.take(last.to_arrow())


def _load_whole(connection: duckdb.DuckDBPyConnection, target: _Target, rows: pl.DataFrame, run_id: str) -> None:
    """Load a table that does not come in batches."""
    _open_stage(connection, target.table, rows.columns)
    staged = _staged(target.table)
    _kept(connection, staged, _insert(connection, staged, _one_of_each(rows.to_arrow(), target.table)))
    _bring_in(connection, [target], run_id)


def _open_stage(connection: duckdb.DuckDBPyConnection, table: str, names: Sequence[str]) -> None:
    """Make the temporary table for rows with these columns.

    Its columns are spelled out: DuckDB 1.5.5 loses large inserts, and says nothing, into a table made in the same
    transaction by CREATE TABLE AS from an empty frame (measured; hence also `_kept`).
    """
    columns = ", ".join(f'"{name}" {catalogue.table(table).column(name).type}' for name in names)
    connection.execute(_OPEN_STAGE.format(table=table, columns=columns))


def _staged(table: str) -> str:
    return f"incoming_{table}"


def _insert(connection: duckdb.DuckDBPyConnection, into: str, rows: pa.Table) -> int:
    """Add rows and say how many.

    They are not registered under a name: DuckDB would keep every table that was until the transaction ends.
    """
    height = int(rows.num_rows)
    if height:
        connection.from_arrow(rows).insert_into(into)
    return height


def _bring_in(connection: duckdb.DuckDBPyConnection, targets: Sequence[_Target], run_id: str) -> dict[str, Change]:
    """Remove the rows in scope that are not among those gathered, then write the rows that are new or differ.

    Removed is first of all, because what is in scope is told by what was gathered, and known rows are left out of it.
    """
    removed = {target.table: _remove(connection, target) for target in targets}
    written = {target.table: _write(connection, target, run_id) for target in targets}
    for target in targets:
        connection.execute(_CLOSE_STAGE.format(table=target.table))
    return {name: change._replace(removed=removed[name]) for name, change in written.items()}


def _remove(connection: duckdb.DuckDBPyConnection, target: _Target) -> int:
    if not target.scope or not _height(connection, target.table):
        return 0
    return _count(connection, _REMOVE.format(table=target.table, scope=target.scope, same=_same(target.table)))


def _write(connection: duckdb.DuckDBPyConnection, target: _Target, run_id: str) -> Change:
    table = catalogue.table(target.table)
    staged = [row[0] for row in connection.execute(f"DESCRIBE {_staged(table.name)}").fetchall()]
    stamped = "run_id" in table.names and "run_id" not in staged
    parts = {
        "table": table.name,
        "key": _listed(table.key),
        "same": _same(table.name),
        "compared": _listed([column for column in staged if column not in (*table.key, *target.keep)]),
        "stamps": ", $run AS run_id" if stamped else "",
    }
    before = _height(connection, table.name)
    known = _count(connection, _KNOWN.format(**parts)) if before else 0
    changed = _count(connection, _TAKE_OUT.format(**parts)) if known else 0
    if changed:
        settle(connection)
    if known > changed:
        _count(connection, _LEAVE_OUT.format(**parts))
    written = _count(connection, _ADD.format(**parts), {"run": run_id} if stamped else None)
    _kept(connection, table.name, before - changed + written)
    return Change(added=written - changed, changed=changed)


def _kept(connection: duckdb.DuckDBPyConnection, table: str, expected: int) -> None:
    """Raise LostRowsError unless the table holds as many rows as were written."""
    found = _height(connection, table)
    if found != expected:
        raise LostRowsError(f"{table} holds {found} rows, {expected} were written. Nothing was published; report it.")


def _height(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    return _count(connection, f"FROM {table} SELECT count(*)")


def _same(table: str) -> str:
    return " AND ".join(f'incoming."{column}" = {table}."{column}"' for column in catalogue.table(table).key)


def _listed(columns: Sequence[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def _count(connection: duckdb.DuckDBPyConnection, statement: str, values: dict[str, str] | None = None) -> int:
    row = connection.execute(statement, values).fetchone()
    return int(row[0]) if row else 0
