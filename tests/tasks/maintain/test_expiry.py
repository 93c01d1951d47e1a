"""What the policy removes, and what it never touches."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest

from tasks.load.rows import load_run
from tasks.maintain.expiry import expire
from tests.builders import article, ask, batch, figure, load
from warehouse.frames import empty, frame
from warehouse.publication import publication

OLD, CUT, RECENT = datetime(2020, 1, 1), datetime(2022, 1, 1), datetime(2023, 1, 1)
FIRST, SECOND = "全市投入社工165名。", "全市投入社工170名。"


def recorded(warehouse: Path, run_id: str, started_at: datetime) -> None:
    """Put a run on record, and say that what it fetched came on its day."""
    row = {"run_id": run_id, "flow": "ingest", "parameters": "{}", "code_version": "1", "lexicon_version": "1"}
    row |= {"counts": "{}", "started_at": started_at, "outcome": "complete"}
    with publication(warehouse) as connection:
        load_run(connection, frame("runs", [row]), empty("check_results"))
        connection.execute("UPDATE snapshots SET fetched_at = ? WHERE run_id = ?", [started_at, run_id])


def expired(warehouse: Path, versions_before: datetime = CUT, runs_before: datetime = CUT) -> Mapping[str, int]:
    with publication(warehouse) as connection:
        return expire(connection, versions_before, runs_before)


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    """A report that changed: the old text came with a run of 2020, the present one with a run of 2023."""
    path = tmp_path / "w.duckdb"
    for run_id, started, text, quote in (("r1", OLD, FIRST, "165名"), ("r2", RECENT, SECOND, "170名")):
        load(path, batch(article("a", text, figure(quote, float(quote[:3])))), run_id=run_id)
        recorded(path, run_id, started)
    return path


def test_an_old_version_goes_with_its_fetch_and_nothing_else(warehouse: Path) -> None:
    removed = expired(warehouse, runs_before=OLD)
    assert (removed["document_versions"], removed["snapshots"], removed["runs"]) == (1, 1, 0)
    assert ask(warehouse, "SELECT text, is_current FROM document_versions") == [(SECOND, True)]
    assert ask(warehouse, "SELECT count(*) FROM figures JOIN snapshots USING (source_id)") == [(1,)]


def test_a_version_younger_than_the_policy_stays(warehouse: Path) -> None:
    assert expired(warehouse, versions_before=OLD)["document_versions"] == 0


def test_a_run_that_any_row_names_stays_and_its_checks_with_it(warehouse: Path) -> None:
    recorded(warehouse, "nothing-new", OLD)
    removed = expired(warehouse, versions_before=OLD)
    assert removed["runs"] == 1
    assert ask(warehouse, "SELECT run_id FROM runs ORDER BY ALL") == [("r1",), ("r2",)]


def test_expiring_twice_removes_nothing_more(warehouse: Path) -> None:
    expired(warehouse)
    assert not any(expired(warehouse).values())
