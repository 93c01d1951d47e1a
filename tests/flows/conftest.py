"""What flow tests have in common: no settings of this machine, and the seeds read once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows import settings
from flows.ingest import ingest


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
