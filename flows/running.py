"""The life of a run: what it is known by, its time limit, and what is left of it however it ends.

    run = begin("ingest", settings, "documents", "warehouse")
    return conduct(run, lambda: load(run_stages(…), …))           a state of Prefect with a Summary in it

    outcome                 state of the flow run      row in `runs`
    complete                Completed                  yes
    complete_with_warnings  CompletedWithWarnings      yes
    partial                 Partial                    yes
    blocked                 Blocked (failed)           yes, and its check_results; nothing else is published
    failed                  Failed or TimedOut         where there is a warehouse that can be written
    refused                 Refused (failed)           no: an option or folder cannot be used, nothing was begun

A run that is cancelled or killed leaves the last published state and no row.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from prefect import State
from prefect.states import Completed, Failed
from prefect.utilities.timeout import timeout

from checks.registry import BlockedError
from flows.notification import notify
from flows.report import Ending, Failure, Summary, publish_artifacts
from flows.settings import Settings
from seeds.tables import ReferenceTableError, lexicon_version
from tasks.errors import InputError
from tasks.extract.figures import extractor_version
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
"""How long a run that failed waits for another writer to put itself on record."""

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
        _put_on_record(run, said)
    failure = Failure(run.run_id, run.settings.warehouse, run.flow, outcome, said)
    publish_artifacts(run.flow, run.settings.warehouse, failure)
    notify(run.settings, run.flow, run.run_id, outcome, said, {"warehouse": run.settings.warehouse})
    return Failed(name=name, message=said, data=error)


def _put_on_record(run: Run, said: str) -> None:
    """Where there is a warehouse: a name given wrongly must not make an empty one."""
    try:
        if not published(run.warehouse):
            return
        record(run.warehouse, run.row, "failed", said, _RECORD_WAIT_SECONDS)
    except WarehouseError as error:
        log.warning("The run is not on record in the warehouse: %s", error)
