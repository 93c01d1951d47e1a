"""The life of a run: what it is known by, its time limit, and what is left of it however it ends.

    run = begin("ingest", settings, "documents", "warehouse")
    return conduct(run, lambda: load(run_stages(…), …))           a state of Prefect with a Summary in it

    outcome                 state of the flow run      row in `runs`
    complete                Completed                  yes
    complete_with_warnings  CompletedWithWarnings      yes
    partial                 Partial                    yes
    blocked                 Blocked (failed)           yes, and its check_results; nothing else is published
    failed                  Failed or TimedOut         where there is a warehouse that can be written
    interrupted             Cancelled or Crashed       likewise; of a run that was killed by the next one
    refused                 Refused (failed)           no: an option or folder cannot be used, nothing was begun

Whatever happens to a run, the last published state stays. A run is noted in the store while it goes on
(`tasks.unfinished`); what is noted there and cannot go on any more was killed.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import polars as pl
from prefect import State
from prefect.states import Completed, Failed
from prefect.utilities.timeout import timeout

from checks.registry import BlockedError
from flows.notification import notify
from flows.report import Ending, Failure, Summary, publish_artifacts
from flows.settings import Settings
from seeds.tables import ReferenceTableError, lexicon_version
from tasks import unfinished
from tasks.errors import InputError, TaizhangError
from tasks.extract.figures import extractor_version
from tasks.load.rows import run_row
from tasks.load.task import Loaded, record
from warehouse.errors import BusyError, LocationError, WarehouseError
from warehouse.identity import run_id as new_run_id
from warehouse.locations import Location, beside, locate
from warehouse.publication import published

_STATES = {
    "complete": "Completed",
    "complete_with_warnings": "CompletedWithWarnings",
    "partial": "Partial",
}
_RECORD_WAIT_SECONDS = 10.0
"""How long a run waits for another writer where it puts itself or a killed one on record and nothing else."""
_KILLED = "It was killed, or its machine went down. The state before it stayed; this was noted by a later run."
_STOPPED = "It was cancelled or stopped from outside ({0}). The state before it stays."

log = logging.getLogger("taizhang")


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a flow: its identity and what it was started with."""

    flow: str
    settings: Settings
    run_id: str
    started_at: datetime
    parameters: dict[str, Any]

    @property
    def warehouse(self) -> Location:
        """Where it writes."""
        return locate(self.settings.warehouse)

    @property
    def store(self) -> str:
        """Where its bytes and partitions are kept: as set, or beside the warehouse."""
        return self.settings.store or beside(self.warehouse, ".store")

    def summary(self, loaded: Loaded) -> Summary:
        """What it says at its end when it has loaded something."""
        return Summary(self.run_id, self.settings.warehouse, loaded, self.flow)

    @property
    def row(self) -> dict[str, Any]:
        """The row of `runs` as far as it is known from the start."""
        return {
            "run_id": self.run_id,
            "flow": self.flow,
            "parameters": json.dumps(self.parameters, ensure_ascii=False),
            "code_version": extractor_version(),
            "lexicon_version": lexicon_version(),
            "started_at": self.started_at,
        }


def begin(flow: str, settings: Settings, *recorded: str) -> Run:
    """A new run of a flow; `recorded` names the settings that its row in `runs` tells (never a private one)."""
    now = datetime.now(UTC)
    return Run(flow, settings, new_run_id(now), now.replace(tzinfo=None), settings.recorded(*recorded))


def conduct(run: Run, work: Callable[[], Ending]) -> State[Any]:
    """Do the work of a run within its time limit; its outcome as a state, recorded, shown and told.

    A caller in the same process gets what `work` gave, or the error raised. Tasks that a thread is in the middle of
    cannot be interrupted; the run waits for them, starts no further one and publishes nothing.
    """
    if not _has_warehouse(run):  # nowhere to put anything on record
        return _conducted(run, work)
    _record_killed(run)
    with _noted(run):
        return _conducted(run, work)


@contextmanager
def _noted(run: Run) -> Iterator[None]:
    """Keep the run noted as long as it goes on; one that is stopped from outside goes on record before it ends."""
    with suppress(TaizhangError):  # a store that cannot be written ends the run soon enough, and says more
        unfinished.enter(run.store, run.row, run.settings.warehouse, run.settings.run_timeout_seconds)
    try:
        yield
    except BaseException as signal:  # errors end in a state: this is a signal, an interrupt or a cancellation
        said = _STOPPED.format(type(signal).__name__)
        _record_interrupted(run, [run.row], said)
        raise
    _strike_out(run, run.run_id)


def _record_killed(run: Run) -> None:
    """Put runs on record that were killed before this one."""
    try:
        killed = unfinished.killed(run.store, run.settings.warehouse, run.started_at)
    except (TaizhangError, OSError) as error:
        log.warning("Whether a run before this one was killed cannot be seen: %s", error)
        return
    if killed:
        _record_interrupted(run, killed, _KILLED, when_is_known=False)


def _record_interrupted(run: Run, begun: Sequence[Mapping[str, Any]], said: str, when_is_known: bool = True) -> None:
    """Put runs on record that published nothing, and tell of them; where that cannot be, they stay noted."""
    rows = [run_row(row, "interrupted", said, when_is_known=when_is_known) for row in begun]
    recorded = _put_on_record(run, pl.concat(rows))
    if recorded is None:
        return
    for row in begun:
        if row["run_id"] in recorded:  # else it was killed after it had published
            log.warning("The run %s of %s was interrupted, and is on record", row["run_id"], row["flow"])
            about = {"warehouse": run.settings.warehouse}
            notify(run.settings, row["flow"], row["run_id"], "interrupted", said, about)
        _strike_out(run, row["run_id"])


def _strike_out(run: Run, run_id: str) -> None:
    with suppress(TaizhangError, OSError):  # it stays noted, and is found on record later
        unfinished.strike_out(run.store, run_id)


def _conducted(run: Run, work: Callable[[], Ending]) -> State[Any]:
    limit = run.settings.run_timeout_seconds
    try:
        with timeout(limit):
            ending = work()
    except TimeoutError:
        told = f"The run took longer than {limit:g} s (run_timeout_seconds) and was ended. The previous state stays."
        return _failed(run, TimeoutError(told), "TimedOut")
    except BlockedError as error:
        return _failed(run, error, "Blocked")
    except (InputError, LocationError, ReferenceTableError) as error:
        return _failed(run, error, "Refused")
    except Exception as error:
        return _failed(run, error, "Failed")
    return _ended(run, ending)


def _ended(run: Run, ending: Ending) -> State[Any]:
    outcome, said = ending.outcome, ending.in_a_line()
    publish_artifacts(run.flow, run.settings.warehouse, ending)
    notify(run.settings, run.flow, run.run_id, outcome, said, ending.details())
    return Completed(name=_STATES[outcome], message=said, data=ending)


def _failed(run: Run, error: Exception, name: str) -> State[Any]:
    """What is left of a run that published nothing. That it is on record already where a check blocked it."""
    outcome = "blocked" if name == "Blocked" else "failed"
    said = str(error) or type(error).__name__
    if name in ("Failed", "TimedOut") and not isinstance(error, BusyError):
        _put_on_record(run, run_row(run.row, "failed", said))
    failure = Failure(run.run_id, run.settings.warehouse, run.flow, outcome, said)
    publish_artifacts(run.flow, run.settings.warehouse, failure)
    notify(run.settings, run.flow, run.run_id, outcome, said, {"warehouse": run.settings.warehouse})
    return Failed(name=name, message=said, data=error)


def _put_on_record(run: Run, rows: pl.DataFrame) -> list[str] | None:
    """The ids of those that were not on it; None where there is no way to: a wrong name must not make a warehouse."""
    try:
        if published(run.warehouse):
            return record(run.warehouse, rows, _RECORD_WAIT_SECONDS)
    except WarehouseError as error:
        log.warning("%s is not on record in the warehouse: %s", ", ".join(rows["run_id"]), error)
    return None


def _has_warehouse(run: Run) -> bool:
    try:
        return published(run.warehouse)
    except WarehouseError:  # the work will say why
        return False
