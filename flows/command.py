"""What the commands have in common: a terminal that shows our own progress, and exit codes that mean the same.

0  it is done; a run may be partial, which its outcome says
1  it failed: nothing was published, the previous state stays
2  an option, a setting or a folder cannot be used; nothing was written
3  a check of severity block failed: nothing was published, the failed checks are on record
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable

from httpx import TransportError

from checks.registry import BlockedError
from flows import prefect_home
from seeds.tables import ReferenceTableError
from tasks.errors import InputError, TaizhangError
from warehouse.errors import LocationError, WarehouseError

DONE, FAILED, REFUSED, BLOCKED = 0, 1, 2, 3

_SERVER_GONE = (
    "Prefect's server (PREFECT_API_URL) does not answer any more. The warehouse holds all of the run or none of it: "
    "see the table `runs`, then run again."
)

log = logging.getLogger("taizhang")


def speak_to_a_person() -> None:
    """On a terminal: our own progress, and none of Prefect's bookkeeping."""
    for name in ("prefect", "prefect.flow_runs", "prefect.task_runs", "prefect.server"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    if not any(type(handler) is logging.StreamHandler for handler in log.handlers):  # Prefect adds one of its own
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s  %(message)s", "%H:%M:%S"))
        log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.propagate = False


def exit_code(command: Callable[[], object]) -> int:
    """Run a command to its end; what went wrong on purpose is said in one message."""
    try:
        _refuse_without_home()
        command()
    except (InputError, LocationError, ReferenceTableError) as error:
        return _told(error, REFUSED)
    except BlockedError as error:
        return _told(error, BLOCKED)
    except (TaizhangError, WarehouseError, TimeoutError) as error:
        return _told(error, FAILED)
    except TransportError as error:
        return _told(f"{_SERVER_GONE} ({type(error).__name__})", FAILED)
    return DONE


def _refuse_without_home() -> None:
    """Without its folder Prefect's own server would be waited for in vain; another server needs none."""
    home = prefect_home()
    if not os.environ.get("PREFECT_API_URL") and not os.access(home, os.W_OK):
        raise InputError(
            f"{home}: Prefect cannot write there. Set PREFECT_HOME (or HOME) to a folder that can be written."
        )


def _told(error: Exception | str, code: int) -> int:
    print(f"taizhang: {error}", file=sys.stderr)
    return code
