"""One Prefect server for all flow tests of a session, since starting one takes longer than every test together."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, PREFECT_LOGGING_TO_API_ENABLED, temporary_settings
from prefect.testing.utilities import prefect_test_harness

from flows import settings
from flows.ingest import ingest


@pytest.fixture(scope="session")
def prefect() -> Iterator[None]:
    """A server of the tests' own; no flow waits at its end for a heartbeat that nobody watches."""
    quiet = {PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None, PREFECT_LOGGING_TO_API_ENABLED: False}
    with prefect_test_harness(server_startup_timeout=180), temporary_settings(quiet):
        yield


@pytest.fixture(scope="session", autouse=True)
def no_settings_of_this_machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Tests run with the defaults, whatever a developer has in the environment, `.env` and `taizhang.toml`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "HOME", tmp_path_factory.mktemp("settings"))
        for name in [name for name in os.environ if name.startswith(settings.PREFIX)]:
            patch.delenv(name)
        yield


@pytest.fixture(scope="session")
def seed_warehouse(prefect: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seeds, read once; tests that write work on a copy."""
    warehouse = tmp_path_factory.mktemp("seed-warehouse") / "seeds.duckdb"
    ingest(warehouse=str(warehouse))
    return warehouse
