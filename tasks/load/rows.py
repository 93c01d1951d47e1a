"""Checked frames become rows of the warehouse, keyed by content, so that the same input changes nothing.

    [Batch(sources, snapshots, documents, figures, …), …]  ->  {"figures": Change(added=108, changed=0, removed=0), …}

Everything happens inside the caller's transaction (`warehouse.publication`). Batches are gathered in temporary tables
and brought into the warehouse together, so that the time of a run grows with its rows and not with its batches. A row
that is there already as it comes is not touched and keeps the `run_id` of the run that first wrote it. A source whose
text changed gets a new current document; the old text stays in `document_versions`, its figures go.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, fields
from typing import NamedTuple

import duckdb
import polars as pl

from checks import registry
from tasks.load.reposts import content_groups
from warehouse import catalogue
from warehouse.errors import LostRowsError
from warehouse.frames import Batch, conform, frame
from warehouse.schema import is_lake
from warehouse.sessions import make_room

# Names in these statements come from the catalogue alone, values from parameters and registered frames.
_OPEN_STAGE = "CREATE OR REPLACE TEMP TABLE incoming_{table} ({columns})"
_CLOSE_STAGE = "DROP TABLE incoming_{table}"
_REMOVE = """DELETE FROM {table} WHERE {scope}
AND NOT EXISTS (SELECT 1 FROM incoming_{table} AS incoming WHERE {same})"""
_KNOWN = "FROM incoming_{table} AS incoming SEMI JOIN {table} ON {same} SELECT count(*)"
# A changed row is taken out and written again with the new ones: INSERT OR REPLACE takes 0.2 ms a row where a column
# is a list, and MERGE as long wherever there is a primary key.
_TAKE_OUT = "DELETE FROM {table} USING incoming_{table} AS incoming WHERE {same} AND ({differs})"
_ADD = """INSERT INTO {table} BY NAME SELECT incoming.*{stamps} FROM incoming_{table} AS incoming
ANTI JOIN {table} ON {same}"""

_ROWS_TOGETHER = 20_000
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


_Frames = Mapping[str, pl.DataFrame]


class Change(NamedTuple):
    """How many rows of a table a load added, changed and removed."""

    added: int = 0
    changed: int = 0
    removed: int = 0


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


def load_batches(connection: duckdb.DuckDBPyConnection, batches: Iterable[Batch], run_id: str) -> dict[str, Change]:
    """Bring the warehouse to say of the batches' sources what the batches say; what changed, by table.

    Batches are taken one at a time, and no source may be in two of them.
    """
    first = not any(_height(connection, target.table) for target in _TARGETS)
    together = _with_room(connection, _ahead(map(_by_table, _in_larger_batches(batches))))
    changes = (_load_first if first else _load_changes)(connection, together, run_id)
    if any(any(changes[name]) for name in ("sources", "document_versions", "fingerprints")):
        _regroup(connection, run_id)
    return changes


def _with_room(connection: duckdb.DuckDBPyConnection, batches: Iterable[_Frames]) -> Iterator[_Frames]:
    """The batches, each with the memory that a file of so many documents needs; a lake has no indexes."""
    documents, in_lake = _height(connection, "document_versions"), is_lake(connection)
    for frames in batches:
        documents += frames["document_versions"].height
        if not in_lake:
            make_room(connection, documents)
        yield frames


def _ahead(batches: Iterator[_Frames]) -> Iterator[_Frames]:
    """The same batches, each read and made ready while the one before is written."""
    with ThreadPoolExecutor(1) as reader:
        coming = reader.submit(next, batches, None)
        while frames := coming.result():
            coming = reader.submit(next, batches, None)
            yield frames


def _load_first(connection: duckdb.DuckDBPyConnection, batches: Iterable[_Frames], run_id: str) -> dict[str, Change]:
    """Write all rows to tables that have none, as they come: there is nothing to compare them with."""
    columns = {target.table: connection.table(target.table).columns for target in _TARGETS}
    added: Counter[str] = Counter()
    for frames in batches:
        for name, rows in frames.items():
            stamped = rows.with_columns(run_id=pl.lit(run_id)) if "run_id" in columns[name] else rows
            added[name] += _insert(connection, name, stamped.select(columns[name]))
    for name, height in added.items():
        _kept(connection, name, height)
    return {target.table: Change(added=added[target.table]) for target in _TARGETS}


def _load_changes(connection: duckdb.DuckDBPyConnection, batches: Iterable[_Frames], run_id: str) -> dict[str, Change]:
    """Gather all rows, then bring in what is new or differs."""
    for name, rows in _by_table(Batch()).items():
        _open_stage(connection, name, rows)
    gathered: Counter[str] = Counter()
    for frames in batches:
        for name, rows in frames.items():
            gathered[name] += _insert(connection, _staged(name), rows)
    for name, height in gathered.items():
        _kept(connection, _staged(name), height)
    connection.execute(_RETIRE)
    changes = {target.table: _bring_in(connection, target, run_id) for target in _TARGETS}
    for target in _TARGETS:
        connection.execute(_CLOSE_STAGE.format(table=target.table))
    return changes


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


def load_reviews(connection: duckdb.DuckDBPyConnection, reviews: pl.DataFrame) -> None:
    """Add decisions of people; those that are there stay as they are."""
    _load_whole(connection, _Target("reviews"), conform("reviews", reviews), "")


def load_reference(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables `codes` and `checks` what this program knows."""
    codes = [{"list": name, **asdict(code)} for name, entries in catalogue.code_lists().items() for code in entries]
    _load_whole(connection, _Target("codes", _EVERY_ROW), frame("codes", codes), "")
    checks = [asdict(check) for check in registry.checks()]
    _load_whole(connection, _Target("checks", _EVERY_ROW), frame("checks", checks), "")


def _in_larger_batches(batches: Iterable[Batch]) -> Iterator[Batch]:
    """The same rows in fewer batches: a statement takes milliseconds, whether it brings ten rows or ten thousand."""
    waiting: list[Batch] = []
    for batch in batches:
        waiting.append(batch)
        if sum(part.numerals.height for part in waiting) >= _ROWS_TOGETHER:
            yield _together(waiting)
            waiting = []
    if waiting:
        yield _together(waiting)


def _together(batches: Sequence[Batch]) -> Batch:
    names = [field.name for field in fields(Batch)]
    return Batch(**{name: pl.concat([getattr(batch, name) for batch in batches]) for name in names})


def _by_table(batch: Batch) -> _Frames:
    """The frames of a batch by the table they go to; a batch's documents become current versions."""
    frames = {}
    for target in _TARGETS:
        if target.table == "document_versions":
            rows = conform("documents", batch.documents).with_columns(is_current=pl.lit(True))
        else:
            rows = conform(target.table, getattr(batch, target.table))
        frames[target.table] = _one_of_each(rows, target.table)
    return frames


def _one_of_each(rows: pl.DataFrame, table: str) -> pl.DataFrame:
    """Of several rows of one key the last."""
    key = catalogue.table(table).key
    if rows.select(pl.struct(key).n_unique()).item() == rows.height:
        return rows
    return rows.unique(key, keep="last", maintain_order=True)


def _load_whole(connection: duckdb.DuckDBPyConnection, target: _Target, rows: pl.DataFrame, run_id: str) -> None:
    """Load a table that does not come in batches."""
    _open_stage(connection, target.table, rows)
    staged = _staged(target.table)
    _kept(connection, staged, _insert(connection, staged, _one_of_each(rows, target.table)))
    _bring_in(connection, target, run_id)
    connection.execute(_CLOSE_STAGE.format(table=target.table))


def _open_stage(connection: duckdb.DuckDBPyConnection, table: str, like: pl.DataFrame) -> None:
    """Make the temporary table for rows like these.

    Its columns are spelled out: DuckDB 1.5.5 loses large inserts, and says nothing, into a table made in the same
    transaction by CREATE TABLE AS from an empty frame (measured; hence also `_kept`).
    """
    columns = ", ".join(f'"{name}" {catalogue.table(table).column(name).type}' for name in like.columns)
    connection.execute(_OPEN_STAGE.format(table=table, columns=columns))


def _staged(table: str) -> str:
    return f"incoming_{table}"


def _insert(connection: duckdb.DuckDBPyConnection, into: str, rows: pl.DataFrame) -> int:
    """Add rows and say how many.

    They are not registered under a name: DuckDB would keep every frame that was until the transaction ends. They are
    read as they lie in polars' memory, without a copy.
    """
    if rows.height:
        connection.from_arrow(rows).insert_into(into)
    return rows.height


def _bring_in(connection: duckdb.DuckDBPyConnection, target: _Target, run_id: str) -> Change:
    """Write the rows that are new or differ, and remove those in scope that are not among them."""
    table = catalogue.table(target.table)
    staged = [row[0] for row in connection.execute(f"DESCRIBE incoming_{table.name}").fetchall()]
    compared = [column for column in staged if column not in (*table.key, *target.keep)]
    stamped = "run_id" in table.names and "run_id" not in staged
    parts = {
        "table": table.name,
        "scope": target.scope,
        "same": _all_of(table.key, "incoming.{0} = {1}.{0}", table.name),
        "differs": " OR ".join(_each(compared, "incoming.{0} IS DISTINCT FROM {1}.{0}", table.name)) or "false",
        "stamps": ", $run AS run_id" if stamped else "",
    }
    before = _height(connection, table.name)
    removed = _count(connection, _REMOVE.format(**parts)) if target.scope and before else 0
    known = _count(connection, _KNOWN.format(**parts)) if before else 0
    changed = _count(connection, _TAKE_OUT.format(**parts)) if known else 0
    written = _count(connection, _ADD.format(**parts), {"run": run_id} if stamped else None)
    _kept(connection, table.name, before - removed - changed + written)
    return Change(written - changed, changed, removed)


def _kept(connection: duckdb.DuckDBPyConnection, table: str, expected: int) -> None:
    """Raise LostRowsError unless the table holds as many rows as were written."""
    found = _height(connection, table)
    if found != expected:
        raise LostRowsError(f"{table} holds {found} rows, {expected} were written. Nothing was published; report it.")


def _height(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    return _count(connection, f"FROM {table} SELECT count(*)")


def _each(columns: Sequence[str], template: str, table: str) -> list[str]:
    return [template.format(f'"{column}"', table) for column in columns]


def _all_of(columns: Sequence[str], template: str, table: str) -> str:
    return " AND ".join(_each(columns, template, table))


def _count(connection: duckdb.DuckDBPyConnection, statement: str, values: dict[str, str] | None = None) -> int:
    row = connection.execute(statement, values).fetchone()
    return int(row[0]) if row else 0
