"""Upkeep finds what rotted, removes what the policy no longer keeps, and touches nothing that is current."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import duckdb
import pytest

from flows.maintain import Upkeep, maintain
from tests.builders import ask
from warehouse.errors import UnreadableError

CURRENT = ("sources", "documents", "figures", "numerals", "reviews")
LONG_AGO = 1_000_000_000  # seconds: 2001


@pytest.fixture
def warehouse(seed_warehouse: Path, tmp_path: Path) -> Path:
    shutil.copytree(seed_warehouse.with_suffix(".store"), tmp_path / "w.store")
    return Path(shutil.copy(seed_warehouse, tmp_path / "w.duckdb"))


def test_a_sound_warehouse_says_the_same_afterwards_in_less_room(warehouse: Path) -> None:
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("CREATE TABLE large AS SELECT random() AS number FROM range(500000)")
        connection.execute("CHECKPOINT; DROP TABLE large; CHECKPOINT")
    before = {table: ask(warehouse, f"FROM {table} ORDER BY ALL") for table in CURRENT}
    comments = ask(warehouse, "SELECT table_name, column_name, comment FROM duckdb_columns() ORDER BY ALL")
    upkeep: Upkeep = maintain(warehouse=str(warehouse))
    assert (upkeep.outcome, upkeep.verified, upkeep.damaged) == ("complete", 5, [])
    assert {table: ask(warehouse, f"FROM {table} ORDER BY ALL") for table in CURRENT} == before
    kept = ask(warehouse, "SELECT table_name, column_name, comment FROM duckdb_columns() ORDER BY ALL")
    assert [row for row in comments if row[0] != "large"] == kept
    assert upkeep.tidied["bytes_after"] < upkeep.tidied["bytes_before"]
    assert ask(warehouse, "SELECT outcome FROM runs WHERE flow = 'maintain'") == [("complete",)]


def test_a_warehouse_that_is_not_there_is_named_and_not_made(prefect: None, tmp_path: Path) -> None:
    missing = tmp_path / "mistyped.duckdb"
    with pytest.raises(UnreadableError, match="there is no warehouse here yet"):
        maintain(warehouse=str(missing))
    assert not missing.exists()


def test_rotten_bytes_are_named_and_the_run_warns(warehouse: Path) -> None:
    file = min(warehouse.with_suffix(".store").glob("snapshots/*/*.zst"))
    file.write_bytes(file.read_bytes()[:-9])
    upkeep: Upkeep = maintain(warehouse=str(warehouse))
    assert [identity for identity, _ in upkeep.damaged] == [file.stem]
    assert upkeep.outcome == "complete_with_warnings"
    failed = "SELECT sample FROM check_results JOIN runs USING (run_id) WHERE flow = 'maintain' AND rows_failed > 0"
    assert ask(warehouse, failed) == [([file.stem],)]


def test_partitions_of_long_ago_and_of_killed_runs_go_and_younger_ones_stay(warehouse: Path) -> None:
    partitions = warehouse.with_suffix(".store") / "partitions" / "clean"
    young = next(partitions.iterdir())
    for name in ("0123abcd", ".partial-xyz"):
        (partitions / name).mkdir()
        os.utime(partitions / name, (LONG_AGO, LONG_AGO))
    upkeep: Upkeep = maintain(warehouse=str(warehouse))
    assert upkeep.cleared["partitions"] == 2
    assert [path.name for path in partitions.iterdir()] == [young.name]


def test_half_written_bytes_of_killed_runs_go_and_those_of_a_run_at_work_stay(warehouse: Path) -> None:
    folder = min(warehouse.with_suffix(".store").glob("snapshots/*/"))
    old, young = folder / ".partial-old", folder / ".partial-young"
    for piece in (old, young):
        piece.write_bytes(b"half")
    os.utime(old, (LONG_AGO, LONG_AGO))
    upkeep: Upkeep = maintain(warehouse=str(warehouse))
    assert upkeep.cleared["unfinished"] == 1
    assert (old.exists(), young.exists()) == (False, True)
