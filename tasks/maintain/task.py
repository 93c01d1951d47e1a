"""The maintain stage: bytes verified batch by batch, then one publication that expires and asks every promise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import duckdb
import polars as pl
from prefect import task

from checks.promises import examine
from tasks.fetch.snapshots import SnapshotStore
from tasks.maintain.expiry import expire
from tasks.maintain.stored_bytes import damaged
from tasks.partitions import remove_before
from warehouse.locations import Location
from warehouse.publication import reading

STAGE = "maintain"

_SNAPSHOTS = "SELECT DISTINCT snapshot_id FROM snapshots WHERE snapshot_id IS NOT NULL ORDER BY snapshot_id"


@dataclass(frozen=True, slots=True)
class Kept:
    """What an expiry left: rows removed by table, snapshots that nothing refers to now, and the promises asked."""

    removed: Mapping[str, int]
    unreferenced: Sequence[str]
    promised: pl.DataFrame


@task(name="verify", task_run_name="verify {partition}")
def verify(snapshot_ids: Sequence[str], store: str, partition: int) -> list[tuple[str, str]]:
    """The snapshots of one batch whose stored bytes are gone or damaged, each with what is wrong."""
    return damaged(SnapshotStore(store), snapshot_ids)


def stored_snapshots(warehouse: Location) -> list[str]:
    """Every snapshot that the warehouse knows of."""
    with reading(warehouse) as connection:
        return _snapshots(connection)


def expire_and_examine(
    connection: duckdb.DuckDBPyConnection, run_id: str, versions_before: datetime, runs_before: datetime
) -> Kept:
    """Inside a publication: remove what the policy no longer keeps, and ask every promise of everything."""
    before = _snapshots(connection)
    removed = expire(connection, versions_before, runs_before)
    unreferenced = sorted(set(before) - set(_snapshots(connection)))
    return Kept(removed, unreferenced, examine(connection, run_id, thorough=True))


@task(name="clear out")
def clear_out(unreferenced: Sequence[str], store: str, before: datetime) -> Mapping[str, int]:
    """Remove bytes that nothing refers to, partitions from before then and what was left half written; how many."""
    snapshots = SnapshotStore(store)
    for identity in unreferenced:
        snapshots.discard(identity)
    partitions = remove_before(store, before)
    return {
        "snapshots": len(unreferenced),
        "partitions": partitions,
        "unfinished": snapshots.discard_unfinished(before),
    }


def _snapshots(connection: duckdb.DuckDBPyConnection) -> list[str]:
    return [str(row[0]) for row in connection.execute(_SNAPSHOTS).fetchall()]
