"""How a run ends: its outcome, its row in `runs`, the state of the flow, who is told, and what stays published."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from prefect.client.orchestration import get_client
from prefect.settings import PREFECT_API_URL

from checks.registry import BlockedError
from flows import ROOT, command, running
from flows import ingest as module
from flows.ingest import ingest, main
from tasks.load import task as load_task
from tests.builders import ask
from tests.flows.test_notification import receiver
from warehouse.errors import BusyError
from warehouse.frames import frame
from warehouse.publication import publication

RUNS = "SELECT outcome, error, finished_at IS NOT NULL FROM runs ORDER BY started_at"
SOURCES = "SELECT source_id FROM documents ORDER BY source_id"


@pytest.fixture(scope="module")
def begun(prefect: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with report a, and a warehouse from a run that was complete."""
    folder = tmp_path_factory.mktemp("begun")
    (folder / "reports").mkdir()
    (folder / "reports" / "a.txt").write_text("全市投入社工165名。", encoding="utf-8")
    state = ingest(documents=str(folder / "reports"), warehouse=str(folder / "w.duckdb"), return_state=True)
    assert (state.name, state.type.value) == ("Completed", "COMPLETED")
    return folder


@pytest.fixture
def warehouse(begun: Path, tmp_path: Path) -> Path:
    """That warehouse; report b is there to be read next."""
    shutil.copytree(begun, tmp_path, dirs_exist_ok=True)
    (tmp_path / "reports" / "b.txt").write_text("全市投入志愿者20名。", encoding="utf-8")
    return tmp_path / "w.duckdb"


@pytest.fixture
def reports(warehouse: Path) -> Path:
    """The folder of its reports."""
    return warehouse.with_name("reports")


def run(reports: Path, warehouse: Path) -> Any:
    return ingest(documents=str(reports), warehouse=str(warehouse), return_state=True)


def broken(*_: object) -> Any:
    row = {"name": "figures.trace", "severity": "block", "rows_checked": 2, "rows_failed": 1, "sample": ["f1"]}
    return frame("check_results", [row])


def test_a_blocked_run_publishes_only_that_it_was_blocked_and_by_what(
    reports: Path, warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load_task, "examine", broken)
    with receiver() as (address, received):
        monkeypatch.setenv("TAIZHANG_NOTIFY_WEBHOOK", address)
        state = run(reports, warehouse)
    assert (state.name, state.type.value) == ("Blocked", "FAILED")
    assert "Every figure leads to a current document" in state.message
    assert ask(warehouse, SOURCES) == [("a",)]
    (_, (outcome, error, _finished)) = ask(warehouse, RUNS)
    assert outcome == "blocked"
    assert "figures.trace" in error
    failed = "SELECT name, rows_failed, sample FROM check_results JOIN runs USING (run_id) WHERE outcome = 'blocked'"
    assert ("figures.trace", 1, ["f1"]) in ask(warehouse, failed)
    assert [got["outcome"] for got in received] == ["blocked"]
    with pytest.raises(BlockedError):
        ingest(documents=str(reports), warehouse=str(warehouse))
    assert main(["--documents", str(reports), "--warehouse", str(warehouse)]) == command.BLOCKED


def test_a_run_that_fails_is_on_record_and_the_next_one_is_whole(
    reports: Path, warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("the moon is in the way")

    with monkeypatch.context() as patch:
        patch.setattr(load_task, "load_batches", fail)
        state = run(reports, warehouse)
    assert (state.name, state.message) == ("Failed", "the moon is in the way")
    assert ask(warehouse, SOURCES) == [("a",)]
    assert ask(warehouse, RUNS)[1] == ("failed", "the moon is in the way", True)
    assert run(reports, warehouse).name == "Completed"
    assert ask(warehouse, SOURCES) == [("a",), ("b",)]


def test_a_run_that_takes_too_long_is_ended(reports: Path, warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAIZHANG_RUN_TIMEOUT_SECONDS", "0.2")
    monkeypatch.setattr(module, "run_stages", lambda *_: threading.Event().wait(30))
    state = run(reports, warehouse)
    assert (state.name, state.type.value) == ("TimedOut", "FAILED")
    assert "longer than 0.2 s (run_timeout_seconds)" in state.message
    assert [outcome for outcome, *_ in ask(warehouse, RUNS)] == ["complete", "failed"]


def test_what_is_refused_is_no_run(reports: Path, warehouse: Path) -> None:
    state = ingest(documents=str(reports / "none"), warehouse=str(warehouse), return_state=True)
    assert (state.name, state.type.value) == ("Refused", "FAILED")
    assert len(ask(warehouse, RUNS)) == 1


def test_a_partial_run_is_completed_called_partial_and_told(
    reports: Path, warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (reports / "c.txt").write_bytes(b"")
    with receiver() as (address, received):
        monkeypatch.setenv("TAIZHANG_NOTIFY_WEBHOOK", address)
        state = run(reports, warehouse)
    assert (state.name, state.type.value) == ("Partial", "COMPLETED")
    assert ask(warehouse, SOURCES) == [("a",), ("b",)]
    (got,) = received
    assert (got["outcome"], got["quarantined"], got["new_documents"]) == ("partial", 1, 1)
    assert "T0KEN" not in json.dumps(ask(warehouse, "SELECT parameters, error FROM runs"))


@pytest.mark.parametrize(
    ("text", "counted", "said"),
    [
        (None, {"all": 0, "without_figures": 0}, "no new documents: what was read is known already"),
        ("今日无事。", {"all": 1, "without_figures": 1}, "1 documents, 1 of them without a figure"),
        ("志愿者20名。", {"all": 1, "without_figures": 0}, "1 documents, none of them without a figure"),
    ],
    ids=["no new documents", "no figures in a new document", "figures"],
)
def test_no_new_documents_is_something_else_than_no_figures(
    reports: Path, warehouse: Path, text: str | None, counted: dict[str, int], said: str
) -> None:
    if text is None:
        (reports / "b.txt").unlink()
    else:
        (reports / "b.txt").write_text(text, encoding="utf-8")
    summary = run(reports, warehouse).result()
    assert said in summary.as_text()
    (row,) = ask(warehouse, "SELECT counts ->> 'new_documents' FROM runs ORDER BY started_at DESC LIMIT 1")
    assert json.loads(row[0]) == counted


def test_a_second_run_says_who_holds_the_warehouse(
    reports: Path, warehouse: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TAIZHANG_LOCK_WAIT_SECONDS", "0.1")
    with publication(warehouse):
        assert main(["--documents", str(reports), "--warehouse", str(warehouse)]) == command.FAILED
    assert f"being written by process {os.getpid()}" in capsys.readouterr().err
    assert ask(warehouse, SOURCES) == [("a",)]


def test_a_file_open_in_another_program_is_tried_again(
    reports: Path, warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    holder = python(HOLD, warehouse)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    asked: list[object] = []

    def let_go(*of: object) -> bool:
        asked.append(of)
        holder.communicate("\n", timeout=60)
        return bool(is_worth_another_try(*of))

    is_worth_another_try = load_task._is_worth_another_try
    patient = load_task.load.with_options(retry_condition_fn=let_go, retry_delay_seconds=0, retry_jitter_factor=0)
    monkeypatch.setattr(module, "load", patient)
    assert run(reports, warehouse).name == "Completed"
    assert len(asked) == 1


def test_only_what_may_pass_by_itself_is_worth_another_try(warehouse: Path) -> None:
    class Ended:
        def __init__(self, error: Exception) -> None:
            self.error = error

        def result(self) -> None:
            raise self.error

    for error in (BusyError("another run"), RuntimeError("a fault"), BlockedError([], [])):
        assert not load_task._is_worth_another_try(None, None, Ended(error))  # type: ignore[arg-type]


HOLD = """
import sys, duckdb
connection = duckdb.connect(sys.argv[1])
print("held", flush=True)
sys.stdin.readline()
"""

INGEST = """
import sys
from flows.ingest import main
sys.exit(main(["--documents", sys.argv[1], "--warehouse", sys.argv[2]]))
"""

SLOW = """
import sys, threading
from tasks.load import task
load_batches = task.load_batches
def slowly(*given):
    changes = load_batches(*given)
    print("loaded", flush=True)
    threading.Event().wait(60)
    return changes
task.load_batches = slowly
"""


def python(program: str, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", program, *map(str, arguments)]
    environment = {**os.environ, "PREFECT_API_URL": PREFECT_API_URL.value() or ""}
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdin=pipe, stdout=pipe, stderr=pipe, text=True)


def ended(processes: Sequence[subprocess.Popen[str]]) -> list[int]:
    said = [process.communicate(timeout=120) for process in processes]
    assert all("Traceback" not in errors for _, errors in said), said
    return [process.returncode for process in processes]


def test_two_runs_at_once_write_one_after_the_other(reports: Path, warehouse: Path) -> None:
    assert ended([python(INGEST, reports, warehouse) for _ in range(2)]) == [0, 0]
    assert ask(warehouse, SOURCES) == [("a",), ("b",)]
    assert [outcome for outcome, *_ in ask(warehouse, RUNS)] == ["complete"] * 3
    assert ask(warehouse, "SELECT count(*), count(DISTINCT figure_id) FROM figures") == [(2, 2)]
    overlap = "SELECT count(*) FROM runs a JOIN runs b ON a.run_id < b.run_id AND a.finished_at = b.finished_at"
    assert ask(warehouse, overlap) == [(0,)]


@pytest.mark.parametrize(
    ("ending", "said"),
    [(signal.SIGTERM, "stopped from outside"), (signal.SIGKILL, "killed")],
    ids=["stopped", "killed"],
)
def test_a_run_that_is_ended_from_outside_leaves_the_last_state_and_is_on_record(
    reports: Path, warehouse: Path, monkeypatch: pytest.MonkeyPatch, ending: signal.Signals, said: str
) -> None:
    with receiver() as (address, received):
        monkeypatch.setenv("TAIZHANG_NOTIFY_WEBHOOK", address)
        process = python(SLOW + INGEST, reports, warehouse)
        assert process.stdout is not None
        assert process.stdout.readline() == "loaded\n"
        process.send_signal(ending)
        process.communicate(timeout=60)
        assert process.returncode != 0
        assert ask(warehouse, SOURCES) == [("a",)]
        assert run(reports, warehouse).name == "Completed"
    assert ask(warehouse, SOURCES) == [("a",), ("b",)]
    (_, (outcome, error, when_is_known), (last, _, _)) = ask(warehouse, RUNS)
    assert (outcome, last, when_is_known) == ("interrupted", "complete", ending == signal.SIGTERM)
    assert said in error
    assert [(got["outcome"], got["flow"]) for got in received] == [("interrupted", "ingest")]
    assert not list(warehouse.parent.glob("*.writing-*"))
    assert not list(warehouse.with_name("w.store").glob("runs/*"))


def test_a_run_that_is_stopped_says_so_before_it_ends(
    reports: Path, warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(module, "run_stages", stop)
        run(reports, warehouse)
    assert ask(warehouse, RUNS)[1] == ("interrupted", running._STOPPED.format("KeyboardInterrupt"), True)
    assert ask(warehouse, SOURCES) == [("a",)]
    assert not list(warehouse.with_name("w.store").glob("runs/*"))


def test_a_run_that_is_stopped_after_it_published_is_what_it_was(
    reports: Path, warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(running, "publish_artifacts", stop)
        run(reports, warehouse)
    assert [outcome for outcome, *_ in ask(warehouse, RUNS)] == ["complete", "complete"]


def test_a_run_leaves_its_summary_and_its_tables_on_prefects_pages(reports: Path, warehouse: Path) -> None:
    (reports / "c.txt").write_bytes(b"")
    listed = "file,source_id,title,publisher,url,published_on,adm1,adm2,adm3\n"
    listed += "b.txt,b,<b>乙[1],民政局,https://mzj.example.cn/b(1).html,,,,\n"
    (reports / "sources.csv").write_text(listed, encoding="utf-8")
    run(reports, warehouse.rename(warehouse.with_name("pages.duckdb")))
    with get_client(sync_client=True) as client:
        found = {artifact.key: artifact for artifact in client.read_artifacts(limit=200)}
    summary = str(found["ingest-pages-summary"].data)
    assert "/artifacts/key/ingest-pages-checks" in summary
    assert "**sources.readable** (1 rows)" in summary
    rows = {row["source"]: row for row in json.loads(str(found["ingest-pages-sources"].data))}
    assert "it is empty" in rows["c"]["problem"]
    assert rows["b"]["report"] == "[&lt;b>乙\\[1\\]](https://mzj.example.cn/b%281%29.html)"
    assert json.loads(str(found["ingest-pages-checks"].data))[0]["check"] == "sources.readable"
