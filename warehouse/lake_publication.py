"""A warehouse in a DuckLake: a run is one transaction of the catalogue, and so one snapshot that readers see whole.

    catalogue    PostgreSQL: tables, views, macros, comments, which Parquet files belong to which snapshot
    data         Parquet files in a folder or under an s3:// prefix; never changed once written
    lock         an advisory lock of PostgreSQL (`warehouse.lake_lock`), held by the run that writes

A reader is tied to the snapshot that was newest when it opened the lake. A run that is killed leaves at most Parquet
files that no snapshot knows. What a file's primary keys forbid is asked before the commit here.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from warehouse import schema
from warehouse.errors import HeldError, StorageError, UnreadableError, first_line
from warehouse.lake_lock import Catalogue, catalogue_of
from warehouse.locations import Lake
from warehouse.sessions import BOUNDED, OFFLINE, close, open_extensions, open_s3, quoted

_KEPT = "The published state was left as it was."


@contextmanager
def writing(lake: Lake, wait_seconds: float, at_step: Callable[[str], None]) -> Iterator[duckdb.DuckDBPyConnection]:
    """What `warehouse.publication.publication` does for a lake; a missing one is made in the database given."""
    with catalogue_of(lake) as catalogue:
        catalogue.lock(wait_seconds)
        at_step("locked")
        _make_folder(lake)
        with session(lake, f"DATA_PATH {quoted(lake.data)}") as connection:
            schema.refuse_newer(connection, lake)
            at_step("inspected")
            yield from _transaction(lake, catalogue, connection, at_step)
        at_step("closed")
    at_step("published")


@contextmanager
def reading(lake: Lake) -> Iterator[duckdb.DuckDBPyConnection]:
    """What `warehouse.publication.reading` does for a lake."""
    with catalogue_of(lake) as catalogue:
        snapshot = catalogue.latest_snapshot()
    if snapshot is None:
        raise UnreadableError(f"{lake}: there is no warehouse here yet. Run ingest with this warehouse to make one.")
    with session(lake, f"READ_ONLY, SNAPSHOT_VERSION {snapshot}") as connection:
        schema.refuse_newer(connection, lake)
        yield connection


def published(lake: Lake) -> bool:
    """Whether there is a lake to read."""
    with catalogue_of(lake) as catalogue:
        return catalogue.latest_snapshot() is not None


def _transaction(
    lake: Lake, catalogue: Catalogue, connection: duckdb.DuckDBPyConnection, at_step: Callable[[str], None]
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Bring the lake up to date, yield it inside a transaction, commit it."""
    with database_errors(lake):
        connection.execute(BOUNDED)
        schema.migrate(connection)
        connection.execute("BEGIN")
        schema.refresh_definitions(connection)
    at_step("prepared")
    with _refused_files(lake):
        yield connection
    at_step("loaded")
    schema.refuse_duplicates(connection)
    catalogue.refuse_if_lost()
    with database_errors(lake):
        connection.execute("COMMIT")
    at_step("committed")


@contextmanager
def session(lake: Lake, options: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """A session that has the lake open, attached with these options of DuckLake, and spills to a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="taizhang-", ignore_cleanup_errors=True) as spill:
        connection = duckdb.connect(config={**OFFLINE, "temp_directory": spill})
        try:
            with database_errors(lake):
                open_extensions(connection, "ducklake", "postgres_scanner")
                if lake.remote:
                    open_s3(connection)
                connection.execute(f"ATTACH {quoted(f'ducklake:postgres:{lake.catalogue}')} AS lake ({options})")
                connection.execute("USE lake")
            yield connection
        finally:
            close(connection)


def _make_folder(lake: Lake) -> None:
    if lake.remote:
        return
    try:
        Path(lake.data).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            f"{lake.data}: {error.strerror or error}. {_KEPT} Check data_path and permissions."
        ) from error


@contextmanager
def database_errors(lake: Lake) -> Iterator[None]:
    """Around our own statements: what the catalogue or the data refuses, as errors that say the way out."""
    try:
        with _refused_files(lake):
            yield
    except duckdb.TransactionException as error:
        raise HeldError(
            f"{lake} was changed by another program in the meantime ({first_line(error)}). {_KEPT} Run again."
        ) from error
    except duckdb.Error as error:
        raise UnreadableError(
            f"{lake}: {first_line(error)}. {_KEPT} If it is no lake of taizhang, name another database; if data_path "
            "is another than the lake was made with, name that one."
        ) from error


@contextmanager
def _refused_files(lake: Lake) -> Iterator[None]:
    """What the place of the data refuses is ours to explain, the rest is the caller's."""
    try:
        yield
    except (duckdb.IOException, duckdb.HTTPException) as error:
        raise StorageError(
            f"{lake.data}: {first_line(error)}. {_KEPT} Check free space, permissions, and for s3:// the bucket and "
            "AWS_ENDPOINT_URL."
        ) from error
