"""A warehouse in one DuckDB file: one writer at a time makes its next state beside it and puts it in place at once.

    published    warehouse/taizhang.duckdb              what readers open; never written to
    private      warehouse/taizhang.duckdb.writing-…    the copy that a run works on
    lock         warehouse/taizhang.duckdb.lock         held by the run that writes; says who it is

DuckDB lets nobody read a file beside its writer, hence the copy. A reader that has the published file open keeps the
state it opened (in one process: until its last connection to the file is closed), later readers see the new one. A
run that is killed leaves at most a private copy, which the next run removes.
"""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from warehouse import schema
from warehouse.errors import (
    BusyError,
    HeldError,
    LostRowsError,
    StorageError,
    UnreadableError,
    WarehouseError,
    first_line,
)
from warehouse.sessions import BOUNDED, WRITING, quoted

_REFUSALS = ("No space left", "Could not write", "failed to offload", "Permission denied", "Read-only file system")
_KEPT = "The published state was left as it was."
_REMEDY = "Check free space and permissions, then run again."


@contextmanager
def writing(path: Path, wait_seconds: float, at_step: Callable[[str], None]) -> Iterator[duckdb.DuckDBPyConnection]:
    """What `warehouse.publication.publication` does for a file; a missing one is made."""
    path = path.resolve()  # behind a link, the file and not the link is replaced
    with _sole_writer(path, wait_seconds):
        at_step("locked")
        _remove_leftovers(path)
        _inspect(path)
        at_step("inspected")
        private = path.with_name(f"{path.name}.writing-{os.getpid()}")
        try:
            with _storage_errors(path):
                _copy(path, private)
            at_step("copied")
            yield from _transaction(path, private, at_step)
            at_step("closed")
            with _storage_errors(path):
                _put_in_place(private, path)
            at_step("published")
        finally:
            _remove(private)


def published(path: Path) -> bool:
    """Whether there is a file to read."""
    return path.is_file()


@contextmanager
def reading(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """What `warehouse.publication.reading` does for a file."""
    if not published(path):
        raise UnreadableError(f"{path}: there is no warehouse here yet. `make ingest` makes one.")
    connection = _open(path, read_only=True)
    try:
        schema.refuse_newer(connection, path)
        yield connection
    finally:
        connection.close()


def compact(path: Path, wait_seconds: float) -> tuple[int, int]:
    """Write every row into a new file, which takes the place of the old; its size in bytes before and after.

    Room that removed rows took is given back. Waits and raises as `writing` does; readers see the same rows throughout.
    """
    path = path.resolve()
    with _sole_writer(path, wait_seconds):
        _remove_leftovers(path)
        _inspect(path)
        private = path.with_name(f"{path.name}.writing-{os.getpid()}")
        before = path.stat().st_size
        try:
            with _database_errors(path), duckdb.connect() as connection:
                connection.execute(BOUNDED)
                connection.execute(f"ATTACH {quoted(str(path))} AS published (READ_ONLY)")
                connection.execute(f"ATTACH {quoted(str(private))} AS private")
                connection.execute("COPY FROM DATABASE published TO private")
                _refuse_lost_rows(connection)
            with _storage_errors(path):
                _put_in_place(private, path)
        finally:
            _remove(private)
        return before, path.stat().st_size


def _refuse_lost_rows(connection: duckdb.DuckDBPyConnection) -> None:
    """Raise when a table of the copy has not the rows of the published one."""
    names = connection.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'published'").fetchall()
    for (name,) in names:
        counts = [connection.table(f'{database}.main."{name}"').shape[0] for database in ("published", "private")]
        if counts[0] != counts[1]:
            raise LostRowsError(f"{name}: {counts[1]} of {counts[0]} rows were copied. {_KEPT} Run again.")


@contextmanager
def _sole_writer(path: Path, wait_seconds: float) -> Iterator[None]:
    lock_file = path.with_name(f"{path.name}.lock")
    with _storage_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(lock_file, timeout=wait_seconds)
        try:
            lock.acquire()
        except Timeout:
            raise BusyError(
                f"{path} is being written by {_holder(lock_file)}. Waited {wait_seconds:g} s; nothing was changed. "
                "Run again when it has ended."
            ) from None
    try:
        with _storage_errors(path):
            now = datetime.now(UTC)
            lock_file.write_text(f"process {os.getpid()} on {socket.gethostname()} since {now:%Y-%m-%d %H:%M:%S} UTC")
        yield
    finally:
        lock.release()


def _holder(lock_file: Path) -> str:
    with suppress(OSError):
        return lock_file.read_text() or "another process"
    return "another process"


def _remove_leftovers(path: Path) -> None:
    """Remove what killed runs left; we hold the lock, so nobody works on it."""
    for left in path.parent.glob(f"{path.name.replace('[', '[[]')}.writing-*"):
        _remove(left)


def _remove(private: Path) -> None:
    for name in (private, private.with_name(f"{private.name}.wal")):
        with suppress(OSError):
            name.unlink()
    shutil.rmtree(private.with_name(f"{private.name}.tmp"), ignore_errors=True)


def _inspect(path: Path) -> None:
    """Refuse a file that cannot be built upon, and fold in what another program left in its write-ahead log."""
    if not path.exists():
        return
    if not path.is_file():
        raise UnreadableError(f"{path} is no file. Name another with --warehouse.")
    if path.with_name(f"{path.name}.wal").exists():
        with _database_errors(path), _open(path, read_only=False) as connection:
            schema.refuse_newer(connection, path)
            connection.execute("CHECKPOINT")
    with _database_errors(path), _open(path, read_only=True) as connection:
        schema.refuse_newer(connection, path)


def _copy(path: Path, private: Path) -> None:
    if path.exists():
        shutil.copyfile(path, private)


def _transaction(path: Path, private: Path, at_step: Callable[[str], None]) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the private copy, bring it up to date, yield it inside a transaction, commit and close it."""
    connection = _open(private, read_only=False)
    try:
        with _database_errors(path):
            connection.execute(BOUNDED)
            connection.execute(WRITING)
            schema.migrate(connection)
            connection.execute("BEGIN")
            schema.refresh_definitions(connection)  # inside: four hundred statements, committed once
        at_step("prepared")
        with _file_errors(path):
            yield connection
        at_step("loaded")
        with _database_errors(path):
            schema.refuse_duplicates(connection)
            connection.execute("COMMIT")
            at_step("committed")
            connection.execute("CHECKPOINT")
    finally:
        connection.close()


def _open(path: Path, read_only: bool) -> duckdb.DuckDBPyConnection:
    with _database_errors(path):
        return duckdb.connect(str(path), read_only=read_only)


def _put_in_place(private: Path, path: Path) -> None:
    """Make the private copy the published file, on the disk as well as in the eyes of other programs."""
    if private.with_name(f"{private.name}.wal").exists():
        raise WarehouseError(f"{private} was not written out whole. {_KEPT}")
    _sync(private)
    private.replace(path)
    _sync(path.parent)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _storage_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StorageError(f"{path.parent}: {error.strerror or error}. {_KEPT} {_REMEDY}") from error


@contextmanager
def _database_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except duckdb.Error as error:
        reason = first_line(error)
        if "Conflicting lock" in reason:
            raise HeldError(
                f"{path} is open for writing in another program ({reason}). Nothing was changed; close it there and "
                "run again. Readers should open the file read-only."
            ) from error
        if _is_refused(error):
            raise StorageError(f"{path}: {reason}. {_KEPT} {_REMEDY}") from error
        raise UnreadableError(
            f"{path}: {reason}. {_KEPT} If it is no taizhang warehouse, name another file with --warehouse; if it is "
            "damaged, put a backup in its place, or move it away and run again: every report is read anew."
        ) from error


@contextmanager
def _file_errors(path: Path) -> Iterator[None]:
    """Around the caller's own statements: a full disk and a damaged file are ours to explain, the rest is theirs."""
    try:
        yield
    except duckdb.Error as error:
        if _is_refused(error) or isinstance(error, duckdb.IOException):
            with _database_errors(path):
                raise
        raise


def _is_refused(error: duckdb.Error) -> bool:
    """Whether the file system refused; in the middle of a checkpoint DuckDB calls that fatal, not an IOException."""
    return any(sign in first_line(error) for sign in _REFUSALS)
