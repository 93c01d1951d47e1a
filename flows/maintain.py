"""Keeps the warehouse and its store in order: verifies, expires, clears out, compacts.

    python -m flows.maintain                                 by the policy of the settings keep_*_days
    prefect deployment run maintain/weekly                   the same on a schedule, see prefect.yaml

The stored bytes of every snapshot are read and held against their hash; versions, fetches and runs that the policy no
longer keeps go; every promise of the warehouse is asked of every row; bytes and partitions that nothing refers to are
removed; the warehouse is written anew without the room they took. Nothing current is ever removed, and no review.
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl
from prefect import flow

from checks.registry import refuse_blocked
from checks.results import combine
from flows.command import exit_code, speak_to_a_person
from flows.report import check_lines, checks_in_words
from flows.runners import task_runner
from flows.running import Run, begin, conduct
from flows.settings import read_settings
from flows.stages import running_on
from tasks.load.rows import load_reference, load_run, run_row
from tasks.maintain.stored_bytes import verdict
from tasks.maintain.task import Kept, clear_out, expire_and_examine, stored_snapshots, verify
from warehouse.publication import publication
from warehouse.upkeep import tidy

RECORDED = ("warehouse", "keep_versions_days", "keep_runs_days", "keep_partitions_days")
"""Settings that a run's row in `runs` tells."""
_TOGETHER = 500
"""How many snapshots are verified by one task."""
_SHOWN = 20

log = logging.getLogger("taizhang")


@dataclass(frozen=True, slots=True)
class Upkeep:
    """What a maintenance found and did."""

    run_id: str
    verified: int
    damaged: Sequence[tuple[str, str]]
    removed: Mapping[str, int]
    cleared: Mapping[str, int]
    tidied: Mapping[str, int]
    failed_checks: Sequence[Mapping[str, Any]]

    @property
    def outcome(self) -> str:
        """Its code in `run_outcome`."""
        return "complete_with_warnings" if self.failed_checks else "complete"

    def as_text(self) -> str:
        """What a terminal shows at the end."""
        lines = [f"{label:<12}  {text}" for label, text in self._lines().items()]
        lines += [f"{'':<12}  {problem}" for _, problem in self.damaged[:_SHOWN]]
        return "\n" + "\n".join(lines)

    def in_a_line(self) -> str:
        """The run in one line, for states and notifications."""
        return "; ".join(f"{label.lower()}: {text}" for label, text in self._lines().items())

    def as_markdown(self) -> str:
        """The page of the run."""
        rows = "\n".join(f"| {label} | {text} |" for label, text in self._lines().items())
        return f"# maintain {self.run_id}\n\n| | |\n|---|---|\n{rows}\n\n{check_lines(self.failed_checks)}\n"

    def details(self) -> dict[str, Any]:
        """What a program that is notified may want to know."""
        return {"damaged": [identity for identity, _ in self.damaged], "removed": dict(self.removed)}

    def _lines(self) -> dict[str, str]:
        return {
            "Snapshots": f"{self.verified} verified, {len(self.damaged)} damaged",
            "Expired": _counted(self.removed),
            "Cleared out": _counted(self.cleared),
            "Tidied": _counted(self.tidied),
            "Checks": checks_in_words(self.failed_checks),
            "Outcome": self.outcome.replace("_", " "),
        }


@flow(name="maintain")
def maintain(warehouse: str | None = None) -> Any:
    """Verify, expire, clear out and compact; what is not given comes from the settings.

    Gives an Upkeep in a state named after the outcome. Raises WarehouseError or BlockedError when nothing could be
    published; the previous state stays.
    """
    settings = read_settings(warehouse=warehouse)
    run = begin("maintain", settings, *RECORDED)
    return conduct(run, lambda: _keep_up(run))


def _keep_up(run: Run) -> Upkeep:
    settings, now = run.settings, datetime.now(UTC)
    with running_on(task_runner(settings.runner, settings.workers, settings.runner_address)):
        identities = stored_snapshots(run.warehouse)
        log.info("verifying the stored bytes of %d snapshots", len(identities))
        looks = [
            verify.submit(identities[first : first + _TOGETHER], run.store, first // _TOGETHER + 1)
            for first in range(0, len(identities), _TOGETHER)
        ]
        damaged = [problem for look in looks for problem in look.result()]
    kept, checked = _publish(run, verdict(len(identities), damaged), now)
    log.info("removed %s", _counted(kept.removed))
    cleared = clear_out(kept.unreferenced, run.store, now - timedelta(days=settings.keep_partitions_days))
    tidied = tidy(run.warehouse, settings.keep_versions_days, settings.lock_wait_seconds)
    failed = checked.filter(pl.col("rows_failed") > 0).to_dicts()
    return Upkeep(run.run_id, len(identities), damaged, kept.removed, cleared, tidied, failed)


def _publish(run: Run, verified: pl.DataFrame, now: datetime) -> tuple[Kept, pl.DataFrame]:
    """Expire and examine in one publication, which puts the run on record."""
    versions, runs = (
        (now - timedelta(days=days)).replace(tzinfo=None)
        for days in (run.settings.keep_versions_days, run.settings.keep_runs_days)
    )
    with publication(run.warehouse, run.settings.lock_wait_seconds) as connection:
        load_reference(connection)
        kept = expire_and_examine(connection, run.run_id, versions, runs)
        checked = combine([verified, kept.promised])
        refuse_blocked(checked)
        outcome = "complete_with_warnings" if checked["rows_failed"].sum() else "complete"
        load_run(connection, run_row(run.row, outcome, counts={"removed": kept.removed}), checked)
    return kept, checked


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name.replace('_', ' ')} {count:,}" for name, count in counts.items())


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m flows.maintain",
        description="Keep the warehouse in order: verify stored bytes, expire by policy, clear out, compact.",
        epilog="The policy is in the settings keep_versions_days, keep_runs_days and keep_partitions_days: "
        "docs/settings.md.",
    )
    parser.add_argument("--warehouse", metavar="FILE", help="the DuckDB file, or ducklake:postgres:...")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; the exit codes are those of `flows.command`."""
    given = {name: value for name, value in vars(_arguments(argv)).items() if value is not None}
    speak_to_a_person()

    def command() -> None:
        upkeep: Upkeep = maintain(**given)
        print(upkeep.as_text())

    return exit_code(command)


if __name__ == "__main__":
    sys.exit(main())
