"""Keeps a DuckLake small and fast: fewer and larger files, no old snapshots, no files that nobody knows.

    tidy(lake, keep_days=30)  ->  {"rewritten": 2, "merged": 14, "expired": 210, "removed": 371, "orphaned": 0}

Every run adds a snapshot and a few Parquet files, and a killed one leaves files that no snapshot knows. Readers that
opened a snapshot before it expired can go on until its files are removed, a day later at the earliest.
"""

from __future__ import annotations

from collections.abc import Mapping

from warehouse.lake_lock import catalogue_of
from warehouse.lake_publication import database_errors, session
from warehouse.locations import Lake
from warehouse.sessions import quoted

_STEPS = (
    ("rewritten", "CALL ducklake_rewrite_data_files('lake')"),
    ("merged", "CALL ducklake_merge_adjacent_files('lake')"),
    ("expired", "CALL ducklake_expire_snapshots('lake', older_than => now() - INTERVAL {days} DAY)"),
    ("removed", "CALL ducklake_cleanup_old_files('lake', older_than => now() - INTERVAL 1 DAY)"),
    ("orphaned", "CALL ducklake_delete_orphaned_files('lake', older_than => now() - INTERVAL 1 DAY)"),
)


def tidy(lake: Lake, keep_days: int, wait_seconds: float = 60.0) -> Mapping[str, int]:
    """Do the upkeep as the one writer; how many files or snapshots each step touched.

    Snapshots of the last `keep_days` days stay, and with them what the lake was then. Raises WarehouseError.
    """
    with catalogue_of(lake) as catalogue:
        catalogue.lock(wait_seconds)
        with session(lake, f"DATA_PATH {quoted(lake.data)}") as connection, database_errors(lake):
            return {
                name: len(connection.execute(statement.format(days=max(1, keep_days))).fetchall())
                for name, statement in _STEPS
            }
