"""Looks whether the bytes of every snapshot are still there, and still those that were fetched.

damaged(store, ["d95aa4b0…", "77c1…"])     [("77c1…", "snapshot 77c1…: its stored bytes no longer match their hash …")]
"""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from checks.registry import SAMPLE, check
from tasks.errors import DocumentError
from tasks.fetch.snapshots import SnapshotStore
from warehouse.frames import frame

CHECK = "snapshots.stored"


def damaged(store: SnapshotStore, snapshot_ids: Iterable[str]) -> list[tuple[str, str]]:
    """The snapshots whose bytes are gone or are other bytes, each with what is wrong and the way out."""
    found = []
    for identity in snapshot_ids:
        try:
            store.read(identity)
        except DocumentError as error:
            found.append((identity, str(error)))
    return found


def verdict(checked: int, problems: Iterable[tuple[str, str]]) -> pl.DataFrame:
    """The row of `check_results` for all snapshots looked at."""
    failed = [identity for identity, _ in problems]
    row = {"name": CHECK, "severity": check(CHECK).severity, "rows_checked": checked}
    return frame("check_results", [row | {"rows_failed": len(failed), "sample": failed[:SAMPLE]}])
