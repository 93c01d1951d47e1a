"""The stages run unchanged on every runner, and what comes out is the same."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from prefect.settings import PREFECT_API_URL, temporary_settings
from prefect.task_runners import ProcessPoolTaskRunner, ThreadPoolTaskRunner

from flows.ingest import ingest
from flows.runners import Kind, surroundings, task_runner
from tasks.errors import InputError
from tests.builders import ask

TABLES = ("sources", "document_versions", "figures", "numerals", "removed_text", "quarantine")


def everything(warehouse: Path) -> Mapping[str, list[tuple[Any, ...]]]:
    """All rows but for the name of the run."""
    stamped = {table: "" if table == "removed_text" else "EXCLUDE (run_id)" for table in TABLES}
    return {table: ask(warehouse, f"SELECT * {less} FROM {table} ORDER BY ALL") for table, less in stamped.items()}  # noqa: S608


@pytest.fixture(scope="module")
def by_threads(prefect: None, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[tuple[Any, ...]]]:
    warehouse = tmp_path_factory.mktemp("thread") / "w.duckdb"
    ingest(warehouse=str(warehouse), batch_size=2)
    return everything(warehouse)


@pytest.mark.parametrize("kind", ["process", "dask"])
def test_three_batches_on_two_workers_give_the_rows_that_threads_give(
    by_threads: Mapping[str, list[tuple[Any, ...]]],
    kind: str,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    warehouse = tmp_path / "w.duckdb"
    caplog.set_level(logging.CRITICAL, "prefect")  # as on a terminal
    ingest(warehouse=str(warehouse), batch_size=2, runner=kind, workers=2)
    assert everything(warehouse) == by_threads
    assert capfd.readouterr() == ("", ""), "workers are silent"


def test_a_dask_cluster_of_its_own_listens_on_loopback_alone() -> None:
    runner: Any = task_runner("dask", 1)
    assert runner.cluster_kwargs["host"] == "127.0.0.1"
    assert runner.cluster_kwargs["dashboard_address"] == "127.0.0.1:0"


def test_dask_is_silent_though_something_else_imported_it_first(monkeypatch: pytest.MonkeyPatch) -> None:
    import distributed  # noqa: F401

    monkeypatch.delenv("DASK_LOGGING__DISTRIBUTED", raising=False)
    logging.getLogger("distributed").setLevel(logging.INFO)
    task_runner("dask", 1)
    assert not logging.getLogger("distributed.scheduler").isEnabledFor(logging.ERROR)


@pytest.mark.parametrize(
    ("kind", "workers", "address", "problem"),
    [
        ("thread", None, "tcp://127.0.0.1:8786", "is for the runner dask, not thread. Add --runner dask"),
        ("dask", 4, "tcp://127.0.0.1:8786", "has its own workers"),
        ("dask", None, "tcp://10.0.0.5:8786", "set PREFECT_API_URL here"),
    ],
)
def test_what_does_not_fit_together_is_refused(kind: Kind, workers: int | None, address: str, problem: str) -> None:
    with temporary_settings({PREFECT_API_URL: None}), pytest.raises(InputError, match=problem):
        task_runner(kind, workers, address)


def test_a_cluster_elsewhere_is_reached_by_its_address() -> None:
    with temporary_settings({PREFECT_API_URL: "http://10.0.0.4:4200/api"}):
        runner: Any = task_runner("dask", address="tcp://10.0.0.5:8786")
    assert runner.address == "tcp://10.0.0.5:8786"


def test_workers_in_other_processes_share_the_server_of_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    with temporary_settings({PREFECT_API_URL: "http://127.0.0.1:4200/api"}):
        with surroundings(ThreadPoolTaskRunner(1)):
            assert "PREFECT_API_URL" not in os.environ
        with surroundings(ProcessPoolTaskRunner(1)):
            assert os.environ["PREFECT_API_URL"] == "http://127.0.0.1:4200/api"
        assert "PREFECT_API_URL" not in os.environ
