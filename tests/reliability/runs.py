"""Runs that are made to be killed: processes that say how far they are, and stop where they are told to.

    with Run(bare, reports, warehouse, halt_at="cleaned 2") as run:      a child process
        run.reach("cleaned 2")                                           hears "begun", "fetched 1", "cleaned 1", …
        run.resume()                                                     or SIGKILL where the block ends

    begun → fetched 1 → cleaned 1 → extracted 1 → validated 1 → fetched 2 → … → locked → … → published → done

`bare` calls the stages as the flow `ingest` does, without Prefect's engine, whose start takes longer than ten runs;
`flow` is the real flow. Children are forked from a server process that has imported everything and has read the word
tables (`tests.reliability.warm`), for the same reason.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from datetime import UTC
from functools import partial
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from prefect.settings import (
    PREFECT_API_URL,
    PREFECT_FLOWS_HEARTBEAT_FREQUENCY,
    PREFECT_LOGGING_TO_API_ENABLED,
    temporary_settings,
)

from tasks.clean import task as cleaning
from tasks.extract import task as extracting
from tasks.fetch import task as fetching
from tasks.fetch.sources import list_documents
from tasks.load import task as loading
from tasks.partitions import remove_of_run
from tasks.validate import task as validating
from warehouse.identity import run_id as new_run_id
from warehouse.locations import beside
from warehouse.publication import STEPS

BATCH = 2
"""Documents per batch, so that a few reports make several."""
STAGES = ("fetched", "cleaned", "extracted", "validated")
PATIENCE = 120.0
"""Seconds for a child to say its next word, on a machine that does other things too."""

Announce = Callable[[str], None]
Program = Callable[[Path, Path, Announce], None]

_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["tests.reliability.warm"])


def steps(batches: int) -> list[str]:
    """What a bare run of so many batches says, in order."""
    stages = [f"{stage} {batch}" for batch in range(1, batches + 1) for stage in STAGES]
    return ["begun", *stages, *STEPS, "done"]


def bare(reports: Path, warehouse: Path, announce: Announce) -> None:
    """All stages over all batches, in a process of their own."""
    _watch(announce)
    run_stages(reports, warehouse)


def run_stages(reports: Path, warehouse: Path, store: str = "") -> loading.Loaded:
    """What the flow `ingest` does with files, one batch after the other."""
    store, run_id = store or beside(warehouse, ".store"), new_run_id(fetching.datetime.now(UTC))
    files = list_documents(reports, None)
    validated = []
    for number, first in enumerate(range(0, len(files), BATCH), start=1):
        fetched = fetching.fetch.fn(files[first : first + BATCH], store, run_id, number)
        cleaned = cleaning.clean.fn(fetched, store, number)
        extracted = extracting.extract_figures.fn(cleaned, store, number)
        validated.append(validating.validate.fn(fetched, cleaned, extracted, store, run_id, number))
    loaded: loading.Loaded = loading.load.fn(validated, warehouse, _row(run_id))
    remove_of_run(store, run_id)
    return loaded


def flow(server: str, reports: Path, warehouse: Path, announce: Announce) -> None:
    """The flow `ingest`, which reports to this server of Prefect; none of this machine's settings count."""
    from flows import ingest, settings  # here: importing flows takes seconds, and few tests need it

    _watch(announce)
    for name in [name for name in os.environ if name.startswith(settings.PREFIX)]:
        del os.environ[name]
    settings.HOME = reports.parent
    quiet = {PREFECT_API_URL: server, PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None, PREFECT_LOGGING_TO_API_ENABLED: False}
    with temporary_settings(quiet):
        ingest.ingest(documents=str(reports), warehouse=str(warehouse), batch_size=BATCH)


def _row(run_id: str) -> dict[str, Any]:
    """The row of `runs` as a run begins it."""
    versions = dict.fromkeys(("code_version", "lexicon_version"), "-")
    now = fetching.datetime.now(UTC).replace(tzinfo=None)
    return {"run_id": run_id, "flow": "ingest", "parameters": "{}", "started_at": now, **versions}


def _watch(announce: Announce) -> None:
    """Let the stages of this process say what they have made, and the load stage its steps."""
    for stage, module in zip(STAGES, (fetching, cleaning, extracting, validating), strict=True):
        module.derive = _announcing(module.derive, stage, announce)  # type: ignore[attr-defined]
    loading.publication = partial(loading.publication, at_step=announce)  # type: ignore[assignment]


def _announcing(derive: Callable[..., str], stage: str, announce: Announce) -> Callable[..., str]:
    numbers = count(1)

    def announced(*given: Any) -> str:
        partition = derive(*given)
        announce(f"{stage} {next(numbers)}")
        return partition

    return announced


class Run:
    """A run in a child process, which is killed at the end of the block unless it has ended by itself."""

    def __init__(self, program: Program, reports: Path, warehouse: Path, halt_at: str = "") -> None:
        self._hears, says = _processes.Pipe()
        self.process = _processes.Process(target=_child, args=(says, program, reports, warehouse, halt_at))
        self.process.start()
        says.close()

    def __enter__(self) -> Run:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.join(PATIENCE)
        self._hears.close()

    def reach(self, step: str) -> dict[str, float]:
        """Wait until the run says this step; when it said each up to there (monotonic seconds)."""
        heard: dict[str, float] = {}
        while step not in heard:
            if not self._hears.poll(PATIENCE):
                raise TimeoutError(f"{step} was not reached, but {list(heard)}")
            heard[self._hears.recv()] = time.monotonic()
        return heard

    def says_something(self, seconds: float) -> bool:
        """Whether it says anything within this time."""
        return self._hears.poll(seconds)

    def resume(self) -> None:
        """Let it go on from where it halts."""
        self._hears.send("go on")

    def finish(self) -> None:
        """Wait until the run has ended well by itself."""
        self.reach("done")
        self.process.join(PATIENCE)
        assert self.process.exitcode == 0

    @property
    def was_killed(self) -> bool:
        return self.process.exitcode == -signal.SIGKILL


def _child(says: Connection, program: Program, reports: Path, warehouse: Path, halt_at: str) -> None:
    speaking = threading.Lock()

    def announce(step: str) -> None:
        with speaking:
            says.send(step)
        if step == halt_at:
            says.recv()

    announce("begun")
    program(reports, warehouse, announce)
    announce("done")
