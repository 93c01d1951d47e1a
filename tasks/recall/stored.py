"""What was fetched of each source, as the warehouse knows it: the shape that stage fetch gives, without fetching.

    stale_sources(connection, cleaner="1+3f9a", extractor="1+3f9a")     ["002", "004"]
    recalled(connection, ["002", "004"])                                 sources, snapshots, quarantine

A source is stale when its document or a figure of it was made by another version than the present one, when its
document has no figure (whether a new rule would find one cannot be told from nothing), and when its bytes could not
be read. The bytes that are read again are those of the current document; of a source without one, the latest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import duckdb
import polars as pl

from warehouse.frames import conform, empty, polars_schema

_LATEST = """SELECT DISTINCT ON (n.source_id) n.source_id, n.fetch_id
FROM snapshots n LEFT JOIN documents d ON d.source_id = n.source_id AND d.snapshot_id = n.snapshot_id
WHERE n.snapshot_id IS NOT NULL
ORDER BY n.source_id, d.document_id IS NULL, n.fetched_at DESC, n.fetch_id"""

_STALE = f"""WITH latest AS ({_LATEST}), made AS (
    SELECT document_id, bool_and(extractor_version = $extractor) AS is_fresh FROM figures GROUP BY document_id
)
SELECT source_id FROM latest
LEFT JOIN documents USING (source_id) LEFT JOIN made USING (document_id)
WHERE $every OR cleaner_version IS DISTINCT FROM $cleaner OR is_fresh IS NOT true
ORDER BY source_id"""  # noqa: S608 - from the constant above

_SOURCES = "SELECT {columns} FROM sources WHERE list_contains($wanted, source_id) ORDER BY source_id"
_SNAPSHOTS = """SELECT {columns} FROM snapshots
SEMI JOIN (SELECT fetch_id FROM ({latest}) WHERE list_contains($wanted, source_id)) USING (fetch_id)
ORDER BY source_id"""


def stale_sources(connection: duckdb.DuckDBPyConnection, cleaner: str, extractor: str, every: bool) -> list[str]:
    """The sources with stored bytes that these versions have not read, or (`every`) all that have some."""
    values = {"cleaner": cleaner, "extractor": extractor, "every": every}
    return [str(row[0]) for row in connection.execute(_STALE, values).fetchall()]


def recalled(connection: duckdb.DuckDBPyConnection, source_ids: Sequence[str]) -> Mapping[str, pl.DataFrame]:
    """Frames of `sources`, `snapshots` and `quarantine` (none) of these sources, as stage fetch would give them."""
    wanted = {"wanted": list(source_ids)}
    sources = connection.execute(_SOURCES.format(columns=_columns("sources")), wanted).pl()
    snapshots = connection.execute(_SNAPSHOTS.format(columns=_columns("snapshots"), latest=_LATEST), wanted).pl()
    return {
        "sources": conform("sources", sources),
        "snapshots": conform("snapshots", snapshots),
        "quarantine": empty("quarantine"),
    }


def _columns(table: str) -> str:
    return ", ".join(f'"{name}"' for name in polars_schema(table))
