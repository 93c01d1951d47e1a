"""The next state of a warehouse, published in one step; the same for a DuckDB file and for a DuckLake.

    with publication(locate("warehouse/taizhang.duckdb")) as connection:    # one writer at a time
        connection.execute("INSERT …")                  # raising here leaves the published state as it was
                                                        # leaving here publishes
    with reading(locate("ducklake:postgres:…")) as connection:              # as many readers as there are
        connection.execute("SELECT …")                  # all of a run or none of it, however long this takes

How each keeps its promises: `warehouse.file_publication`, `warehouse.lake_publication`.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from types import ModuleType

import duckdb

from warehouse import file_publication, lake_publication
from warehouse.locations import Lake, Location
from warehouse.schema import is_lake
from warehouse.sessions import COMPARING, LOADING

STEPS = ("locked", "inspected", "copied", "prepared", "loaded", "committed", "closed", "published")
"""The moments at which `at_step` is called, in order; tests stop a run at each. A lake is not copied."""


def _no_step(step: str) -> None:
    """Nobody watches the steps."""


def publication(
    location: Location, wait_seconds: float = 60.0, at_step: Callable[[str], None] = _no_step
) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
    """A transaction on the next state of a warehouse; published when the block ends without raising.

    A missing warehouse is made. Waits up to `wait_seconds` for another writer. Raises BusyError, UnreadableError,
    NewerSchemaError or StorageError; whatever the block raises passes through.
    """
    writer: AbstractContextManager[duckdb.DuckDBPyConnection]
    writer = _backend(location).writing(location, wait_seconds, at_step)
    return writer


def reading(location: Location) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
    """The published state of a warehouse, read-only; neither waits for a writer nor hinders one."""
    reader: AbstractContextManager[duckdb.DuckDBPyConnection] = _backend(location).reading(location)
    return reader


def published(location: Location) -> bool:
    """Whether there is a warehouse to read."""
    return bool(_backend(location).published(location))


def confine(connection: duckdb.DuckDBPyConnection, beside_others: bool) -> None:
    """Keep a session that brings rows into a file in little memory, somewhat more where others are there already."""
    if not is_lake(connection):
        connection.execute(COMPARING if beside_others else LOADING)


def settle(connection: duckdb.DuckDBPyConnection) -> None:
    """Let go of memory that waits for the commit; nothing is published by it.

    In a file the rows so far are committed to the private copy, which goes where the block raises. A lake commits once.
    """
    if not is_lake(connection):
        connection.execute("COMMIT")
        connection.execute("BEGIN")


def _backend(location: Location) -> ModuleType:
    return lake_publication if isinstance(location, Lake) else file_publication
