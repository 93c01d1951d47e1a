"""The stages as Prefect tasks, wired to each other; whatever brings the batches (a fetch, the store) is the flow's.

    with running_on(task_runner("dask", workers=2)):
        fetched = [fetch.submit(…), …]                    a future of a partition for each batch
        validated = run_stages(fetched, store, run_id)    the partitions to load

One task runs per stage and batch. A batch goes its way by itself: no stage waits for all of the one before.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any
from uuid import UUID

from prefect.artifacts import create_progress_artifact, update_progress_artifact
from prefect.context import FlowRunContext
from prefect.task_runners import TaskRunner

from flows.runners import surroundings
from tasks.clean.task import clean
from tasks.extract.task import extract_figures
from tasks.validate.task import validate

log = logging.getLogger("taizhang")

_PAUSE = 5.0
"""Seconds between two words of how far a run has come."""


@contextmanager
def running_on(runner: TaskRunner[Any]) -> Iterator[None]:
    """Inside a flow: the tasks submitted in the block go to this runner, which ends with the block.

    So a runner can be a setting or a parameter of one run; the one in `@flow` is fixed when the module is imported.
    """
    context = FlowRunContext.get()
    if context is None:
        raise RuntimeError("The stages run inside a flow.")
    with surroundings(runner), runner, context.model_copy(update={"task_runner": runner}):
        yield


def run_stages(fetched: Sequence[Any], store: str, run_id: str) -> list[str]:
    """Clean, extract and validate every fetched batch (futures of partitions); the partitions to load."""
    waiting = []
    for number, batch in enumerate(fetched, start=1):
        cleaned: Any = clean.submit(batch, store, number)  # a future, which Prefect hands on as its result
        extracted: Any = extract_figures.submit(cleaned, store, number)
        waiting.append((batch, cleaned, extracted, validate.submit(batch, cleaned, extracted, store, run_id, number)))
    progress, validated = Progress(len(waiting)), []
    for futures in waiting:
        *_, partition = [future.result() for future in futures]  # in order: the stage that failed says why
        validated.append(partition)
        progress.report(len(validated))
    return validated


class Progress:
    """Says how far a run has come: at its end, and before that every few seconds, in the log and on Prefect's pages."""

    def __init__(self, batches: int) -> None:
        self._batches, self._next = batches, time.monotonic() + _PAUSE
        self._artifact: UUID | None = None

    def report(self, done: int) -> None:
        """`done` batches are read and checked."""
        last = done == self._batches
        if not last and time.monotonic() < self._next:
            return
        log.info("%d of %d batches are read and checked", done, self._batches)
        if self._artifact or not last:  # a short run needs no bar
            self._show(100 * done / self._batches)
        self._next = time.monotonic() + _PAUSE

    def _show(self, percent: float) -> None:
        with suppress(Exception):  # a server that does not answer must not end a run
            if self._artifact is None:
                created: Any = create_progress_artifact(percent, description="Batches read and checked")
                self._artifact = created
            else:
                update_progress_artifact(self._artifact, percent)
