"""Two complete states of a small warehouse: before a run that changes, adds and sets aside, and after it.

    begin(folder)                     folder/w.duckdb holds the state before, folder/reports what the run will read
    rows(folder / "w.duckdb")         {"figures": [(…), …], "sources": …}, equal for equal states, whoever made them

What differs between two undisturbed runs is left out: ids of runs, times, and the folder they work in.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from checks.promises import examine
from tasks.fetch.snapshots import SnapshotStore
from tasks.maintain.stored_bytes import damaged
from tasks.maintain.task import stored_snapshots
from tests.builders import ask
from tests.reliability.runs import Program, Run, bare
from warehouse import catalogue
from warehouse.locations import beside
from warehouse.publication import reading

BEFORE = {
    "a.txt": "2022年3月，全市投入社工165名，志愿者20余名。\n链接防疫物资5.7万余件，服务居民1200人次。",
    "b.txt": "截至2022年4月8日，社工站接听热线312个。\n其中心理疏导86人次。",
    "c.txt": "本月开展小组活动12场，参与老人340人次。",
}
AFTER = {
    **BEFORE,
    "b.txt": "截至2022年4月10日，社工站接听热线402个。\n其中心理疏导101人次，个案36例。",
    "d.txt": "全区共有社工机构48家，持证社工1,024人。\n募集资金35.6万元。",
    "e.txt": "",
    "f.txt": "今日无事。",
}
BATCHES = 3

_DIFFERS = ("run_id", "parameters", "fetched_at", "started_at", "finished_at", "applied_at")
_OF_RUNS = ("runs", "check_results")

Rows = dict[str, list[tuple[Any, ...]]]


def begin(folder: Path) -> Path:
    """Make the state before, and put there what is to be read next; the warehouse."""
    warehouse, reports = folder / "w.duckdb", folder / "reports"
    reports.mkdir()
    write(reports, BEFORE)
    with Run(bare, reports, warehouse) as run:
        run.finish()
    write(reports, AFTER)
    return warehouse


@dataclass(frozen=True)
class Expected:
    """The state before (its folder and rows), the state after a run, and how long each step of it was on its way."""

    folder: Path
    before: Rows
    after: Rows
    seconds: dict[str, float]


def expect(before: Path, folder: Path, program: Program = bare) -> Expected:
    """Run undisturbed from the state before; the run works in another folder."""
    warehouse = copied(before, folder)
    with Run(program, folder / "reports", warehouse) as run:
        heard = run.reach("done")
    assert_sound(warehouse)
    seconds = {step: heard[following] - heard[step] for step, following in pairwise(heard)}
    return Expected(before, rows(before / "w.duckdb"), rows(warehouse), seconds)


def copied(before: Path, folder: Path) -> Path:
    """The state before, in another folder; the warehouse there."""
    shutil.copytree(before, folder, dirs_exist_ok=True)
    return folder / "w.duckdb"


def write(folder: Path, reports: dict[str, str]) -> None:
    for name, text in reports.items():
        (folder / name).write_text(text, encoding="utf-8")


def rows(warehouse: Path) -> Rows:
    """Every row of every table, without what differs between two runs."""
    with reading(warehouse) as connection:
        found = {}
        for table in catalogue.tables():
            names = ", ".join(f'"{name}"' for name in table.names if name not in _DIFFERS)
            found[table.name] = connection.table(table.name).select(names).order("ALL").fetchall()
        return found


def without_runs(found: Rows) -> Rows:
    """The same without what tells of runs."""
    return {name: given for name, given in found.items() if name not in _OF_RUNS}


def without_interrupted(found: Rows) -> Rows:
    """The same without the runs that were killed, which the next run puts on record."""
    return {**found, "runs": [run for run in found["runs"] if "interrupted" not in run]}


def assert_sound(warehouse: Path) -> None:
    """Every promise holds of every row, every row's run is on record, and all bytes are there."""
    with reading(warehouse) as connection:
        promised = examine(connection, "", thorough=True)
    assert promised["rows_failed"].sum() == 0, promised.filter(promised["rows_failed"] > 0)
    orphans = "SELECT run_id FROM {0} WHERE run_id NOT IN (SELECT run_id FROM runs)"
    assert ask(warehouse, " UNION ALL ".join(map(orphans.format, ("figures", "document_versions", "snapshots")))) == []
    assert damaged(SnapshotStore(beside(warehouse, ".store")), stored_snapshots(warehouse)) == []
