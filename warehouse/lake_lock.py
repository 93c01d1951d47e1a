"""One writer of a lake at a time, whichever machine it is on: a lock that PostgreSQL keeps beside the catalogue.

DuckLake has no primary keys, and two programs that add the same new rows at once both succeed, which makes
duplicates. The lock is an advisory one of a transaction: PostgreSQL drops it when the writer ends, is killed or loses
its connection. `Catalogue.refuse_if_lost` asks whether it is still held, right before a commit.
"""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from warehouse.errors import BusyError, UnreadableError, first_line
from warehouse.locations import Lake
from warehouse.sessions import OFFLINE, close, open_extensions, quoted

_KEY = int.from_bytes(b"taizhang")
_ASK_AGAIN_SECONDS = 0.2
_TRY = f"SELECT pg_try_advisory_xact_lock({_KEY})"
_HOLDER = f"""SELECT application_name || ' since ' || to_char(xact_start AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS')
FROM pg_locks JOIN pg_stat_activity USING (pid)
WHERE locktype = 'advisory' AND granted AND classid = {_KEY >> 32} AND objid = {_KEY & 0xFFFFFFFF}"""  # noqa: S608 - our own number
_LATEST = "SELECT max(snapshot_id) FROM ducklake_snapshot"
_KNOWN = "SELECT to_regclass('ducklake_snapshot') IS NOT NULL"


class Catalogue:
    """The PostgreSQL database that keeps a lake's catalogue, asked directly."""

    def __init__(self, lake: Lake) -> None:
        self._lake = lake
        self._connection = duckdb.connect(config=dict(OFFLINE))
        try:
            open_extensions(self._connection, "postgres_scanner")
            name = f"taizhang, process {os.getpid()} on {socket.gethostname()}"[:60]
            words = f"{lake.catalogue} application_name={quoted(name)}"
            self._connection.execute(f"ATTACH {quoted(words)} AS catalogue (TYPE postgres)")
        except duckdb.Error as error:
            self.close()
            raise UnreadableError(
                f"{lake}: its catalogue cannot be reached ({first_line(error)}). Nothing was changed. Check that "
                "PostgreSQL runs there, that the database exists, and PGPASSWORD."
            ) from error
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """End the connection, and with it the lock."""
        close(self._connection)

    def latest_snapshot(self) -> int | None:
        """The newest state of the lake; None when there is no lake yet."""
        found = self._ask(_LATEST) if self._ask(_KNOWN) else None
        return int(str(found)) if found is not None else None

    def lock(self, wait_seconds: float) -> None:
        """Become the writer. Raises BusyError saying who is, when the wait is over."""
        self._connection.execute("BEGIN")
        until = time.monotonic() + wait_seconds
        while not self._ask(_TRY):
            if time.monotonic() >= until:
                raise BusyError(
                    f"{self._lake} is being written by {self._ask(_HOLDER) or 'another process'} UTC. Waited "
                    f"{wait_seconds:g} s; nothing was changed. Run again when it has ended."
                )
            time.sleep(_ASK_AGAIN_SECONDS)

    def refuse_if_lost(self) -> None:
        """Raise BusyError when PostgreSQL has ended our connection: somebody else may be writing."""
        try:
            held = self._ask(_TRY)  # true for the one who holds it
        except duckdb.Error as error:
            held, reason = False, first_line(error)
        else:
            reason = "the lock is gone"
        if not held:
            raise BusyError(
                f"{self._lake}: the lock was lost while writing ({reason}). Nothing was changed; run again."
            )

    def _ask(self, question: str) -> object:
        row = self._connection.execute("FROM postgres_query('catalogue', ?)", [question]).fetchone()
        return row[0] if row else None


@contextmanager
def catalogue_of(lake: Lake) -> Iterator[Catalogue]:
    """The catalogue of a lake, until the block ends. Raises UnreadableError when it cannot be reached."""
    catalogue = Catalogue(lake)
    try:
        yield catalogue
    finally:
        catalogue.close()
