"""What a long run says on its way, and that a short one says it once."""

from __future__ import annotations

import logging
from itertools import count
from typing import Any

import pytest

from flows import stages
from flows.runners import task_runner
from flows.stages import Progress, running_on


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What the progress bar shows, one after the other."""
    percents: list[float] = []
    monkeypatch.setattr(stages, "create_progress_artifact", lambda percent, **_: percents.append(percent) or "id")
    monkeypatch.setattr(stages, "update_progress_artifact", lambda _, percent: percents.append(percent))
    return percents


def report_all(batches: int) -> None:
    progress = Progress(batches)
    for done in range(1, batches + 1):
        progress.report(done)


def test_a_short_run_says_how_far_it_is_once(shown: list[float], caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "taizhang"):
        report_all(4)
    assert caplog.messages == ["4 of 4 batches are read and checked"]
    assert shown == []


def test_a_long_run_says_it_every_few_seconds(
    shown: list[float], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = count(step=3)
    monkeypatch.setattr(stages.time, "monotonic", lambda: next(seconds))
    with caplog.at_level(logging.INFO, "taizhang"):
        report_all(8)
    assert shown[0] < shown[-1] == 100
    assert 1 < len(caplog.messages) < 8


def test_a_server_that_does_not_answer_does_not_end_a_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: Any, **__: Any) -> None:
        raise ConnectionError

    seconds = count(step=9)
    monkeypatch.setattr(stages.time, "monotonic", lambda: next(seconds))
    monkeypatch.setattr(stages, "create_progress_artifact", gone)
    report_all(3)


def test_stages_run_inside_a_flow() -> None:
    with pytest.raises(RuntimeError, match="inside a flow"), running_on(task_runner("thread")):
        pass
