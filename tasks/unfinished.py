"""Runs that have begun and not ended: a small file each in the store, by which the next run knows who was killed.

    runs/0198f2….json    {"run": {"run_id": "0198f2…", "flow": "ingest", …}, "warehouse": …, "host": …, "process": 4711}

A run enters itself when it begins and strikes itself out when it ends, however it ends. What is still there once its
process is gone, or long after its time limit, was killed: only others can put it on record.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from tasks.storage import storage

_FOLDER = "runs"
_GRACE = timedelta(hours=1)
"""How long after its time limit a run of another machine may still be writing what it had read by then."""


def enter(store: str, run: Mapping[str, Any], warehouse: str, limit_seconds: float) -> None:
    """Note that a run of this process has begun; `run` is its row of `runs` so far. Raises StoreError, InputError."""
    noted = {
        "run": {**run, "started_at": run["started_at"].isoformat()},
        "warehouse": warehouse,
        "host": socket.gethostname(),
        "process": os.getpid(),
        "limit_seconds": limit_seconds,
    }
    storage(store).write(_name(run["run_id"]), json.dumps(noted, ensure_ascii=False).encode())


def strike_out(store: str, run_id: str) -> None:
    """The run has ended, or is on record. Raises StoreError or OSError where it stays noted."""
    storage(store).remove(_name(run_id))


def killed(store: str, warehouse: str, now: datetime) -> list[dict[str, Any]]:
    """Rows of `runs`, as far as they were known at the start, of noted runs on this warehouse that cannot go on."""
    place, found = storage(store), []
    for name in place.names(_name("*")):
        with suppress(OSError, ValueError, KeyError, TypeError):  # struck out just now, or damaged: it tells nothing
            noted = json.loads(place.read(name))
            if noted["warehouse"] == warehouse and _is_over(noted, now):
                found.append({**noted["run"], "started_at": _begun(noted)})
    return found


def _is_over(noted: Mapping[str, Any], now: datetime) -> bool:
    """Whether its process is gone; of another machine, whether it would long have been ended."""
    if noted["host"] == socket.gethostname() and not _is_alive(noted["process"]):
        return True
    return now > _begun(noted) + timedelta(seconds=noted["limit_seconds"]) + _GRACE


def _begun(noted: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(noted["run"]["started_at"])


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # somebody else's
        return True
    return True


def _name(run_id: str) -> str:
    return f"{_FOLDER}/{run_id}.json"
