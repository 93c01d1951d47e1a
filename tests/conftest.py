"""For all tests: the same examples in every run, and servers that are started once.

A failure is about the change and not about chance.

To search for new examples: `HYPOTHESIS_PROFILE=search make test`.
"""

from __future__ import annotations

import logging
import os
import secrets
from collections.abc import Iterator, Mapping

import pytest
from hypothesis import HealthCheck, settings
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, PREFECT_LOGGING_TO_API_ENABLED, temporary_settings

from tests import servers

# How fast examples come says how busy the machine is, and nothing of the change.
CLOCKLESS = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("repeatable", CLOCKLESS, derandomize=True)
settings.register_profile("search", CLOCKLESS, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))


@pytest.fixture(scope="session")
def prefect() -> Iterator[None]:
    """A Prefect server of the tests' own; no flow waits at its end for a heartbeat that nobody watches."""
    from prefect.testing.utilities import prefect_test_harness  # here, because most tests need none of it

    quiet = {PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None, PREFECT_LOGGING_TO_API_ENABLED: False}
    with prefect_test_harness(server_startup_timeout=180), temporary_settings(quiet):
        yield


@pytest.fixture(autouse=True)
def no_terminal_is_left() -> Iterator[None]:
    """A command that a test ran no longer writes its progress to that test's terminal, which is closed."""
    yield
    log = logging.getLogger("taizhang")
    for handler in [handler for handler in log.handlers if type(handler) is logging.StreamHandler]:
        log.removeHandler(handler)


@pytest.fixture(scope="session")
def postgres() -> Iterator[servers.Postgres]:
    """One PostgreSQL for all tests; each makes databases of its own."""
    try:
        with servers.postgres() as server:
            yield server
    except servers.MissingError as reason:
        pytest.skip(str(reason))


@pytest.fixture(scope="session")
def s3_server() -> Iterator[Mapping[str, str]]:
    """One S3 for all tests; each makes a bucket of its own."""
    try:
        with servers.s3() as environment:
            yield environment
    except servers.MissingError as reason:
        pytest.skip(str(reason))


@pytest.fixture
def s3_environment(s3_server: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> Mapping[str, str]:
    """The S3 server, found by every client of this test."""
    for name, value in s3_server.items():
        monkeypatch.setenv(name, value)
    return s3_server


@pytest.fixture
def database(postgres: servers.Postgres, monkeypatch: pytest.MonkeyPatch) -> str:
    """Connection words of an empty database; the password is where PostgreSQL looks for it."""
    monkeypatch.setenv("PGPASSWORD", servers.PASSWORD)
    return postgres.database(f"lake_{secrets.token_hex(4)}")


@pytest.fixture
def bucket(s3_environment: Mapping[str, str]) -> str:
    """The s3:// address of an empty bucket."""
    return servers.make_bucket(s3_environment, f"bucket-{secrets.token_hex(4)}")
