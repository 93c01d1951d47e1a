"""One state before and one after, for all tests of a session."""

from __future__ import annotations

import pytest

from tests.reliability.states import Expected, begin, expect


@pytest.fixture(scope="session")
def expected(tmp_path_factory: pytest.TempPathFactory) -> Expected:
    folder = tmp_path_factory.mktemp("before")
    begin(folder)
    return expect(folder, tmp_path_factory.mktemp("undisturbed"))
