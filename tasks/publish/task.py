"""The publish stage: one state of the warehouse, worked out once, then written in every form asked for."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
from prefect import task

from tasks.publish import hxl, package
from tasks.publish.manifest import MANIFEST, README, as_json, manifest, readme
from tasks.publish.tables import HXL, PUBLISHED
from tasks.publish.workbook import further_sheets, sheets
from tasks.spreadsheet import write_workbook
from warehouse import outgoing
from warehouse.catalogue import table
from warehouse.locations import Location
from warehouse.outgoing import State

WORKBOOK = "taizhang.xlsx"

log = logging.getLogger("taizhang")


@task(name="gather")
def gather(warehouse: Location, target: Path) -> State:
    """Work out all that is published into the file `target`. Raises WarehouseError."""
    return outgoing.gather(warehouse, target, PUBLISHED)


@task(name="write", task_run_name="write {form}")
def write(form: str, target: Path, state: State, folder: Path, licence: str) -> None:
    """Write one form (`parquet`, `package`, `hxl`, `excel`) of what was gathered into `folder`."""
    with outgoing.gathered(target) as connection:
        WRITERS[form](connection, state, folder, licence)


@task(name="describe")
def describe(state: State, folder: Path, forms: Sequence[str], licence: str) -> dict[str, Any]:
    """Write the manifest and the README of all that lies in `folder`; returns the manifest."""
    described = manifest(state, folder, forms, licence)
    (folder / README).write_text(readme(described), encoding="utf-8")
    (folder / MANIFEST).write_text(as_json(described), encoding="utf-8")
    return described


def _write_parquet(connection: duckdb.DuckDBPyConnection, state: State, folder: Path, licence: str) -> None:
    (folder / "parquet").mkdir()
    for name in PUBLISHED:
        outgoing.write_parquet(connection, name, folder / "parquet" / f"{name}.parquet")


def _write_package(connection: duckdb.DuckDBPyConnection, state: State, folder: Path, licence: str) -> None:
    (folder / package.FOLDER).mkdir()
    for name in PUBLISHED:
        outgoing.write_csv(connection, name, folder / package.FOLDER / f"{name}.csv")
    description = package.descriptor(state, outgoing.publishers(connection), licence)
    (folder / "datapackage.json").write_text(as_json(description), encoding="utf-8")


def _write_hxl(connection: duckdb.DuckDBPyConnection, state: State, folder: Path, licence: str) -> None:
    (folder / "hxl").mkdir()
    for name in HXL:
        path = folder / "hxl" / f"{name}.csv"
        outgoing.write_csv(connection, name, path, hxl.heading_rows(table(name)))


def _write_excel(connection: duckdb.DuckDBPyConnection, state: State, folder: Path, licence: str) -> None:
    rows = write_workbook(folder / WORKBOOK, sheets(state, partial(outgoing.rows, connection)), state.made_at)
    for name in further_sheets(rows):
        log.info("%s: a sheet holds no more rows, so they go on in the sheet %s (%d rows)", WORKBOOK, name, rows[name])


WRITERS: dict[str, Callable[[duckdb.DuckDBPyConnection, State, Path, str], None]] = {
    "parquet": _write_parquet,
    "package": _write_package,
    "hxl": _write_hxl,
    "excel": _write_excel,
}
"""By form: what writes it."""
