"""What a machine does to a run: each fault has a message with the way out, leaves the state before, and passes.

Two runs at once, a run ended by SIGTERM and a file held by another program: tests/flows/test_running.py; files that are
no database: tests/warehouse/test_publication.py; a server that restarts: test_flow_kills.py.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tasks.clean import task as cleaning
from tasks.errors import StoreError
from tasks.fetch import task as fetching
from tasks.load import rows as loading
from tasks.partitions import read_frame
from tasks.recall import task as recalling
from tasks.validate import task as validating
from tests.builders import ask
from tests.reliability.runs import Run, bare, run_stages
from tests.reliability.states import (
    AFTER,
    BATCHES,
    BEFORE,
    Expected,
    assert_sound,
    copied,
    rows,
    without_runs,
    write,
)
from warehouse import file_publication
from warehouse.errors import StorageError, UnreadableError
from warehouse.identity import snapshot_id
from warehouse.locations import beside

DISK_BYTES = 64_000_000


@pytest.fixture
def warehouse(expected: Expected, tmp_path: Path) -> Path:
    """A warehouse in the state before."""
    return copied(expected.folder, tmp_path / "here")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small file system of its own."""
    place = tmp_path / "disk"
    place.mkdir()
    _mount(place, "-t", "tmpfs", "-o", f"size={DISK_BYTES}", "tmpfs")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", place], check=True, timeout=60)


def _mount(place: Path, *how: str) -> None:
    try:
        subprocess.run(["mount", *how, place], check=True, capture_output=True, timeout=60)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"only root may mount a small file system ({error})")


def reports(warehouse: Path) -> Path:
    return warehouse.with_name("reports")


def completed(warehouse: Path, expected: Expected) -> None:
    """The next run, with nothing in its way, ends as an undisturbed one."""
    run_stages(reports(warehouse), warehouse)
    assert rows(warehouse) == expected.after
    assert_sound(warehouse)


_NO_ROOM = "No space left on device|failed to offload data block"  # the second when rows are written at commit
_BLOCK = 262_144


def test_a_full_disk_is_named_by_every_stage_and_the_next_run_is_whole(expected: Expected, disk: Path) -> None:
    warehouse = copied(expected.folder, disk)
    published, size = warehouse.read_bytes(), warehouse.stat().st_size
    for room, told in [
        (0, "Stage fetch: .* snapshots/.* cannot be kept"),
        (100_000, "Stage (clean|extract|validate): .* partitions/.* cannot be kept"),
        (size // 2, r"disk: No space left on device\. The published state was left"),
        (size + 500_000, rf"w\.duckdb: .*(?:{_NO_ROOM}).*The published state was left"),
    ]:
        with pytest.raises((StoreError, StorageError), match=f"(?s){told}.*Check free space") as raised:
            _run_with_room(warehouse, disk, room)
        assert re.search(_NO_ROOM, str(raised.value))
        assert warehouse.read_bytes() == published
        assert not list(disk.glob("*.writing-*"))
    completed(warehouse, expected)


def _run_with_room(warehouse: Path, disk: Path, room: int) -> None:
    ballast, free = disk / "ballast", os.statvfs(disk)
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(1, free.f_bavail * free.f_frsize - room))
    try:
        run_stages(reports(warehouse), warehouse)
    finally:
        ballast.unlink()


@pytest.mark.parametrize(
    ("store_elsewhere", "told"),
    [(False, "Stage fetch: .* cannot be kept "), (True, "disk: .*The published state was left as it was")],
    ids=["store", "warehouse"],
)
def test_a_folder_that_may_only_be_read_is_named(
    expected: Expected, disk: Path, tmp_path: Path, store_elsewhere: bool, told: str
) -> None:
    warehouse = copied(expected.folder, disk)
    store = str(tmp_path / "store") if store_elsewhere else ""
    _mount(disk, "-o", "remount,ro")
    with pytest.raises((StoreError, StorageError), match=told) as raised:
        run_stages(reports(warehouse), warehouse, store)
    assert "Read-only file system" in str(raised.value)
    assert "Check free space and permissions, then run again" in str(raised.value)
    assert rows(warehouse) == expected.before
    _mount(disk, "-o", "remount,rw")
    completed(warehouse, expected)


def test_damaged_bytes_are_stored_again_by_a_run_that_has_the_report(expected: Expected, warehouse: Path) -> None:
    store = Path(beside(warehouse, ".store"))
    cut, emptied = (snapshot_id(BEFORE[name].encode()) for name in ("a.txt", "c.txt"))
    snapshots = {snapshot.stem: snapshot for snapshot in store.rglob("*.zst")}
    snapshots[cut].write_bytes(snapshots[cut].read_bytes()[:-9])
    snapshots[emptied].write_bytes(b"")
    shutil.rmtree(store / "partitions")
    completed(warehouse, expected)


def test_damaged_bytes_are_set_aside_for_no_longer_than_they_are_damaged(expected: Expected, warehouse: Path) -> None:
    store = beside(warehouse, ".store")
    snapshots = sorted(Path(store).rglob("*.zst"))
    whole = [snapshot.read_bytes() for snapshot in snapshots]
    snapshots[0].write_bytes(whole[0][:-5])
    found = []
    for run_id in ("run1", "run2"):
        recalled = recalling.recall.fn(["a", "b", "c"], warehouse, store, run_id, 1)
        cleaned = cleaning.clean.fn(recalled, store, 1)
        found.append([read_frame(cleaned, table).height for table in ("documents", "quarantine")])
        problems = read_frame(cleaned, "quarantine")["problem"].to_list()
        assert all("run ingest with the original file in place" in problem for problem in problems)
        snapshots[0].write_bytes(whole[0])
    assert found == [[2, 1], [3, 0]]


@pytest.mark.parametrize(
    "damage",
    [lambda data: data[: len(data) // 2], lambda _: b"", lambda data: data[::-1]],
    ids=["half", "none", "other"],
)
def test_a_damaged_partition_is_made_anew(
    expected: Expected, damage: Callable[[bytes], bytes], warehouse: Path
) -> None:
    for name in AFTER.keys() - BEFORE.keys():
        (reports(warehouse) / name).unlink()
    write(reports(warehouse), BEFORE)
    partitions = Path(beside(warehouse, ".store"), "partitions")
    whole = {file: file.read_bytes() for file in partitions.glob("*/*/*.arrow")}
    assert {file.parts[-3] for file in whole} == {"clean", "extract"}
    for file, data in whole.items():
        file.write_bytes(damage(data))
    run_stages(reports(warehouse), warehouse)
    assert without_runs(rows(warehouse)) == without_runs(expected.before)
    assert all(pl.read_ipc(file).equals(pl.read_ipc(data)) for file, data in whole.items())


def test_a_damaged_warehouse_is_left_alone_and_read_anew_when_it_is_moved_away(
    expected: Expected, warehouse: Path
) -> None:
    with warehouse.open("r+b") as file:
        for block in range(20_000, warehouse.stat().st_size, _BLOCK):  # behind the headers; some blocks hold no rows
            file.seek(block)
            file.write(b"\xff" * 64)
    damaged = warehouse.read_bytes()
    with pytest.raises(UnreadableError, match=r"w\.duckdb: .*Corrupt database file.*move it away and run again"):
        run_stages(reports(warehouse), warehouse)
    assert warehouse.read_bytes() == damaged
    warehouse.rename(warehouse.with_name("damaged.duckdb"))
    run_stages(reports(warehouse), warehouse)
    assert rows(warehouse)["figures"] == expected.after["figures"]
    assert_sound(warehouse)


@pytest.mark.parametrize("years", [-30, 40])
def test_a_clock_that_jumps_between_runs_changes_no_row(
    expected: Expected, warehouse: Path, years: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        jump(patch, years, fetching, validating, loading, file_publication)
        completed(warehouse, expected)
    loaded = run_stages(reports(warehouse), warehouse)
    assert loaded.new_documents == 0
    assert without_runs(rows(warehouse)) == without_runs(expected.after)
    assert {check["name"] for check in loaded.failed_checks} == {"sources.readable"}
    runs = "SELECT count(*), count(DISTINCT run_id), max(started_at) - min(started_at) > INTERVAL 20 YEAR FROM runs"
    assert ask(warehouse, runs) == [(3, 3, True)]


def test_a_clock_that_jumps_back_in_mid_run_changes_no_row(
    expected: Expected, warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    jump(monkeypatch, -30, validating, loading, file_publication)
    completed(warehouse, expected)
    assert ask(warehouse, "SELECT count(*) FROM runs WHERE finished_at < started_at") == [(1,)]


def jump(patch: pytest.MonkeyPatch, years: int, *modules: Any) -> None:
    """Set the clock of these modules."""

    class Elsewhen(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return datetime.now(tz) + timedelta(days=365 * years)

    for module in modules:
        patch.setattr(module, "datetime", Elsewhen)


def test_a_run_that_waits_takes_over_from_one_that_is_killed_while_it_writes(
    expected: Expected, warehouse: Path
) -> None:
    with ExitStack() as still_running:
        with Run(bare, reports(warehouse), warehouse, halt_at="loaded") as first:
            first.reach("loaded")
            second = still_running.enter_context(Run(bare, reports(warehouse), warehouse))
            second.reach(f"validated {BATCHES}")
            assert not second.says_something(0.3), "two write at once"
        assert first.was_killed
        second.finish()
    assert rows(warehouse) == expected.after
    assert_sound(warehouse)
