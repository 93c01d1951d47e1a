"""A run is noted while it goes on; what is noted and cannot go on any more was killed."""

from __future__ import annotations

import socket
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tasks import unfinished
from tasks.storage import storage

BEGUN = datetime(2026, 11, 22, 2, 15, 0, 250)
WAREHOUSE = "/data/台账.duckdb"
LIMIT = 3600.0


@pytest.fixture(params=["folder", "bucket"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "folder":
        return str(tmp_path / "台账 1.store")
    return f"{request.getfixturevalue('bucket')}/taizhang.store"


def row(run_id: str) -> dict[str, Any]:
    return {"run_id": run_id, "flow": "ingest", "parameters": '{"documents": "报告"}', "started_at": BEGUN}


def killed(store: str, later: timedelta = timedelta(minutes=5)) -> list[dict[str, Any]]:
    return unfinished.killed(store, WAREHOUSE, BEGUN + later)


def ended_process() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait(timeout=60)
    return process.pid


def test_a_run_that_goes_on_was_not_killed_until_its_time_is_long_over(store: str) -> None:
    assert killed(store) == []
    unfinished.enter(store, row("a"), WAREHOUSE, LIMIT)
    assert killed(store) == []
    assert killed(store, timedelta(hours=3)) == [row("a")], "its number is another process by now"
    assert unfinished.killed(store, "/data/another.duckdb", BEGUN + timedelta(hours=3)) == []
    unfinished.strike_out(store, "a")
    unfinished.strike_out(store, "a")
    assert killed(store, timedelta(hours=3)) == []


def test_a_run_whose_process_is_gone_was_killed(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = ended_process()
    with monkeypatch.context() as patch:
        patch.setattr(unfinished, "os", SimpleNamespace(getpid=lambda: gone))
        unfinished.enter(store, row("b"), WAREHOUSE, LIMIT)
        unfinished.enter(store, row("a"), WAREHOUSE, LIMIT)
        patch.setattr(socket, "gethostname", lambda: "another-machine")
        unfinished.enter(store, row("c"), WAREHOUSE, LIMIT)
    assert killed(store) == [row("a"), row("b")], "of another machine's processes nobody here knows"


@pytest.mark.parametrize(
    "note", [b'{"run": {"run_', b"[]", b'{"run": {}}', b'{"warehouse": "/data/\\u53f0\\u8d26.duckdb"}']
)
def test_a_damaged_note_says_nothing(store: str, note: bytes) -> None:
    storage(store).write("runs/x.json", note)
    assert killed(store, timedelta(days=9)) == []
