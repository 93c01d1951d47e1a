"""The load stage: all batches of a run into the warehouse, in one transaction, published in one step."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl
from prefect import task

from checks.promises import examine
from checks.registry import refuse_blocked
from checks.results import combine
from tasks.load.rows import Change, load_batches, load_reference, load_run
from tasks.partitions import read_frame
from warehouse.frames import BATCH_TABLES, Batch, frame
from warehouse.publication import publication

STAGE = "load"
WAIT_SECONDS = 600.0
"""How long a run waits for another writer before it says why not."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a run brought: its outcome, rows by stage, changes by table, checks that failed, what was set aside."""

    outcome: str
    rows: Mapping[str, int]
    changes: Mapping[str, Change]
    failed_checks: Sequence[Mapping[str, Any]]
    quarantined: Sequence[str]


@task(name=STAGE)
def load(validated: Sequence[Path], warehouse: Path, run: Mapping[str, Any]) -> Loaded:
    """Load every validated partition and record the run. Raises WarehouseError or BlockedError: nothing changed."""
    run_id = str(run["run_id"])
    tally = _Tally()
    with publication(warehouse, WAIT_SECONDS) as connection:
        load_reference(connection)
        changes = load_batches(connection, tally.counted(validated), run_id)
        promised = examine(connection, run_id)
        refuse_blocked(promised)
        checked = combine([*(read_frame(partition, "check_results") for partition in validated), promised])
        outcome = _outcome(checked, len(tally.problems))
        load_run(connection, _run_row(run, outcome, tally.rows, changes), checked)
    failed = checked.filter(pl.col("rows_failed") > 0).sort("severity", "name")
    return Loaded(outcome, dict(tally.rows), changes, failed.to_dicts(), tally.problems)


class _Tally:
    """Counts the rows of batches, and keeps the problems of those set aside, as they pass by to be loaded."""

    def __init__(self) -> None:
        self.rows: Counter[str] = Counter()
        self.problems: list[str] = []

    def counted(self, partitions: Sequence[Path]) -> Iterator[Batch]:
        for partition in partitions:
            batch = Batch(**{name: read_frame(partition, name) for name in BATCH_TABLES})
            self.rows.update({name: getattr(batch, name).height for name in BATCH_TABLES})
            self.problems += batch.quarantine["problem"].to_list()
            yield batch


def _outcome(checked: pl.DataFrame, quarantined: int) -> str:
    if quarantined:
        return "partial"
    return "complete_with_warnings" if checked["rows_failed"].sum() else "complete"


def _run_row(
    run: Mapping[str, Any], outcome: str, rows: Mapping[str, int], changes: Mapping[str, Change]
) -> pl.DataFrame:
    counts = {"stages": dict(rows), "tables": {name: change._asdict() for name, change in changes.items()}}
    finished = {"counts": json.dumps(counts), "finished_at": datetime.now(UTC).replace(tzinfo=None)}
    return frame("runs", [{**run, **finished, "outcome": outcome}])
