"""The load stage: all batches of a run into the warehouse, in one transaction, published in one step."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl
from duckdb import DuckDBPyConnection
from prefect import State, task

from checks.history import compare
from checks.promises import examine
from checks.registry import BlockedError, refuse_blocked
from checks.results import combine
from tasks.load.rows import Change, Tables, load_batches, load_reference, load_run, read_ahead, run_row
from tasks.partitions import read_frame, read_table
from warehouse.errors import HeldError
from warehouse.frames import BATCH_TABLES, empty
from warehouse.locations import Location
from warehouse.publication import publication

STAGE = "load"
WAIT_SECONDS = 600.0
"""How long a run waits for another writer before it says why not, unless told otherwise."""

log = logging.getLogger("taizhang")


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a run brought: its outcome, rows by stage, changes by table, checks that failed, what was set aside."""

    outcome: str
    rows: Mapping[str, int]
    changes: Mapping[str, Change]
    failed_checks: Sequence[Mapping[str, Any]]
    quarantined: Sequence[str]
    new_documents: int = 0
    """Documents that were not there before, or not as they are now."""
    new_without_figures: int = 0
    """How many of the new documents say no figure: something else than no new documents."""


def _is_worth_another_try(task: object, task_run: object, state: State[Any]) -> bool:
    """Whether another program has the file open: a person at a prompt may be done in a moment."""
    try:
        state.result()
    except HeldError as error:
        log.info("%s Trying again soon.", error)
        return True
    except Exception:
        return False
    return False


@task(
    name=STAGE,
    retries=3,
    retry_delay_seconds=[2, 8, 20],
    retry_jitter_factor=0.5,
    retry_condition_fn=_is_worth_another_try,
)
def load(
    validated: Sequence[str], warehouse: Location, run: Mapping[str, Any], wait_seconds: float = WAIT_SECONDS
) -> Loaded:
    """Load every validated partition and record the run.

    Waits up to `wait_seconds` for another run that writes. Raises WarehouseError: nothing changed; or BlockedError:
    nothing changed but that the run and its failed checks are on record.
    """
    tally = _Tally()
    try:
        with read_ahead(tally.counted(validated)) as batches, publication(warehouse, wait_seconds) as connection:
            load_reference(connection)
            changes = load_batches(connection, batches, str(run["run_id"]))
            checked = combine([*tally.checked, _examined(connection, run, tally.rows)])
            refuse_blocked(checked)
            loaded = _loaded(connection, run, checked, tally, changes)
            load_run(connection, run_row(run, loaded.outcome, counts=_counts(loaded)), checked)
    except BlockedError as error:
        row = run_row(run, "blocked", str(error), {"stages": dict(tally.rows)})
        record(warehouse, row, wait_seconds, checked)
        raise
    return loaded


def record(
    warehouse: Location, runs: pl.DataFrame, wait_seconds: float, checked: pl.DataFrame | None = None
) -> list[str]:
    """Put runs that published nothing on record, by a publication of its own; the ids of those that were not on it.

    `checked` are check results of a single run. Raises WarehouseError.
    """
    with publication(warehouse, wait_seconds) as connection:
        load_reference(connection)
        known = {row[0] for row in connection.execute("SELECT run_id FROM runs").fetchall()}
        unknown = [run for run in runs.iter_slices(1) if run["run_id"].item() not in known]
        for run in unknown:
            load_run(connection, run, empty("check_results") if checked is None else checked)
    return [str(run["run_id"].item()) for run in unknown]


def _examined(connection: DuckDBPyConnection, run: Mapping[str, Any], rows: Mapping[str, int]) -> pl.DataFrame:
    """What the whole warehouse promises, and what is usual of it."""
    usual = compare(connection, run, rows["documents"], rows["figures"])
    return pl.concat([examine(connection, str(run["run_id"])), usual])


class _Tally:
    """Counts the rows of batches as they pass by, and keeps their checks and the problems of those set aside."""

    def __init__(self) -> None:
        self.rows: Counter[str] = Counter()
        self.problems: list[str] = []
        self.checked: list[pl.DataFrame] = []

    def counted(self, partitions: Sequence[str]) -> Iterator[Tables]:
        for partition in partitions:
            batch = {name: read_table(partition, name) for name in BATCH_TABLES}
            self.rows.update({name: rows.num_rows for name, rows in batch.items()})
            self.problems += batch["quarantine"]["problem"].to_pylist()
            self.checked.append(read_frame(partition, "check_results"))
            yield batch


def _loaded(
    connection: DuckDBPyConnection,
    run: Mapping[str, Any],
    checked: pl.DataFrame,
    tally: _Tally,
    changes: Mapping[str, Change],
) -> Loaded:
    failed = checked.filter(pl.col("rows_failed") > 0).sort("severity", "name")
    new, without = _new_documents(connection, str(run["run_id"]))
    outcome = _outcome(checked, len(tally.problems))
    return Loaded(outcome, dict(tally.rows), changes, failed.to_dicts(), tally.problems, new, without)


def _new_documents(connection: DuckDBPyConnection, run_id: str) -> tuple[int, int]:
    """How many current documents this run brought, and how many of them say no figure."""
    row = connection.execute(
        "SELECT count(*), count(*) FILTER (document_id NOT IN (SELECT document_id FROM figures)) "
        "FROM document_versions WHERE is_current AND run_id = ?",
        [run_id],
    ).fetchone()
    return (int(row[0]), int(row[1])) if row else (0, 0)


def _outcome(checked: pl.DataFrame, quarantined: int) -> str:
    if quarantined:
        return "partial"
    return "complete_with_warnings" if checked["rows_failed"].sum() else "complete"


def _counts(loaded: Loaded) -> dict[str, Any]:
    return {
        "stages": dict(loaded.rows),
        "tables": {name: change._asdict() for name, change in loaded.changes.items()},
        "new_documents": {"all": loaded.new_documents, "without_figures": loaded.new_without_figures},
    }
