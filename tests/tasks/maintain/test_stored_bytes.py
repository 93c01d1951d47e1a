"""Bytes that rot or go are found, whatever happened to them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tasks.fetch.snapshots import SnapshotStore
from tasks.maintain.stored_bytes import damaged, verdict

REPORT = "全市投入社工165名。".encode()


@pytest.fixture
def stored(tmp_path: Path) -> tuple[SnapshotStore, str, Path]:
    store = SnapshotStore(tmp_path)
    identity = store.keep(REPORT, {"file": "a.txt"})
    return store, identity, tmp_path / "snapshots" / identity[:2] / f"{identity}.zst"


def test_sound_bytes_are_no_problem(stored: tuple[SnapshotStore, str, Path]) -> None:
    store, identity, _ = stored
    assert damaged(store, [identity]) == []


def test_missing_cut_and_exchanged_bytes_are_named_with_the_way_out(stored: tuple[SnapshotStore, str, Path]) -> None:
    store, identity, file = stored
    other = store.keep(b"another report", {"file": "b.txt"})
    sound = file.read_bytes()
    for harm in (
        lambda: file.unlink(),
        lambda: file.write_bytes(sound[: len(sound) // 2]),
        lambda: file.write_bytes(b"\0" * 64),
        lambda: file.write_bytes((file.parents[1] / other[:2] / f"{other}.zst").read_bytes()),
    ):
        harm()
        ((named, problem),) = damaged(store, [identity, other])
        assert named == identity
        assert identity[:12] in problem
        assert "Fetch the source again" in problem


def test_the_check_counts_what_was_looked_at_and_names_what_is_harmed() -> None:
    (row,) = verdict(3, [("77c1", "gone")]).to_dicts()
    assert (row["name"], row["severity"], row["rows_checked"], row["rows_failed"]) == ("snapshots.stored", "warn", 3, 1)
    assert row["sample"] == ["77c1"]
