"""What the policy no longer keeps: old versions of texts, fetches that nothing refers to, runs of long ago.

    expire(connection, versions_before=2024-11-22, runs_before=2024-11-22)
        {"document_versions": 3, "removed_text": 7, "snapshots": 3, "runs": 41, "check_results": 2870}

What is current is never touched, nor what it leads to: the fetch of every text that stays, the last fetch of every
source, the run that any row names, every review. Everything happens inside the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import duckdb

from warehouse import catalogue

# A version has no date of its own: it is as old as the run that wrote it.
_VERSIONS = """DELETE FROM document_versions WHERE NOT is_current
AND run_id IN (SELECT run_id FROM runs WHERE started_at < $before)"""
_REMOVED_TEXT = "DELETE FROM removed_text WHERE document_id NOT IN (SELECT document_id FROM document_versions)"
_SNAPSHOTS = """DELETE FROM snapshots WHERE fetched_at < $before
AND (source_id, snapshot_id) NOT IN (SELECT (source_id, snapshot_id) FROM document_versions)
AND fetch_id NOT IN (SELECT arg_max(fetch_id, fetched_at) FROM snapshots GROUP BY source_id)"""
_RUNS = """DELETE FROM runs WHERE started_at < $before AND run_id NOT IN ({named})"""
_CHECK_RESULTS = "DELETE FROM check_results WHERE run_id NOT IN (SELECT run_id FROM runs)"


def expire(
    connection: duckdb.DuckDBPyConnection, versions_before: datetime, runs_before: datetime
) -> Mapping[str, int]:
    """Remove what is older (UTC) and not referred to; how many rows of each table went."""
    named = " UNION ".join(f'SELECT run_id FROM "{name}" WHERE run_id IS NOT NULL' for name in _lineage())  # noqa: S608
    steps = {
        "document_versions": (_VERSIONS, {"before": versions_before}),
        "removed_text": (_REMOVED_TEXT, {}),
        "snapshots": (_SNAPSHOTS, {"before": versions_before}),
        "runs": (_RUNS.format(named=named), {"before": runs_before}),
        "check_results": (_CHECK_RESULTS, {}),
    }
    return {table: _removed(connection, statement, values) for table, (statement, values) in steps.items()}


def _lineage() -> list[str]:
    """The stored tables whose rows name the run that wrote them."""
    own = ("runs", "check_results")
    return [
        table.name
        for table in catalogue.tables()
        if table.name not in own and any(c.name == "run_id" for c in table.columns)
    ]


def _removed(connection: duckdb.DuckDBPyConnection, statement: str, values: Mapping[str, datetime]) -> int:
    row = connection.execute(statement, dict(values)).fetchone()
    return int(row[0]) if row else 0
