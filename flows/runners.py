"""Where the stages run: threads or processes of this machine, or a Dask cluster, without a change to the stages.

    python -m flows.ingest --runner process --workers 4
    python -m flows.ingest --runner dask                                        a cluster of its own, on this machine
    python -m flows.ingest --runner dask --runner-address tcp://10.0.0.5:8786   a cluster that is there already

Threads share one interpreter: extraction gains nothing from a second one, which is there to wait for files and pages.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal
from unittest.mock import patch
from urllib.parse import urlsplit

from prefect.settings import PREFECT_API_URL, temporary_settings
from prefect.task_runners import ProcessPoolTaskRunner, TaskRunner, ThreadPoolTaskRunner

from tasks.errors import InputError

Kind = Literal["thread", "process", "dask"]

THREADS = 2


def task_runner(kind: Kind, workers: int | None = None, address: str | None = None) -> TaskRunner[Any]:
    """The runner of this kind; `workers` is how many run side by side (default: threads 2, others one per core).

    `address` is the scheduler of a Dask cluster that is there already, which has its own workers. Raises InputError
    when the three do not fit together.
    """
    if address:
        return _cluster_at(address, kind, workers)
    if kind == "thread":
        return ThreadPoolTaskRunner(max_workers=workers or THREADS)
    workers = workers or os.cpu_count() or 1
    if kind == "process":
        return ProcessPoolTaskRunner(max_workers=workers)
    return _own_cluster(workers)


@contextmanager
def surroundings(runner: TaskRunner[Any]) -> Iterator[None]:
    """Inside a flow: what workers in other processes need of it, until the block ends.

    They report to the same Prefect server as the run (without it each would start one of its own), and are as
    talkative as the run is.
    """
    if isinstance(runner, ThreadPoolTaskRunner):
        yield
        return
    address = PREFECT_API_URL.value() or _temporary_server()
    level = logging.getLevelName(logging.getLogger("prefect").getEffectiveLevel())
    inherited = {"PREFECT_API_URL": address, "PREFECT_LOGGING_LEVEL": level}
    with temporary_settings({PREFECT_API_URL: address}), patch.dict(os.environ, inherited):
        yield


def _temporary_server() -> str:
    """The address of the server that Prefect started for this run alone."""
    from prefect.server.api.server import SubprocessASGIServer  # here: it takes seconds to import

    return str(SubprocessASGIServer().api_url)


def _own_cluster(workers: int) -> TaskRunner[Any]:
    return _dask_runner(
        cluster_kwargs={
            "n_workers": workers,
            "threads_per_worker": 1,  # extraction holds the interpreter; a second thread would only wait for it
            "host": "127.0.0.1",
            "dashboard_address": "127.0.0.1:0",  # without one Dask listens at 8787; its pages need bokeh, not installed
        }
    )


def _cluster_at(address: str, kind: Kind, workers: int | None) -> TaskRunner[Any]:
    if kind != "dask":
        raise InputError(f"an address ({address}) is for the runner dask, not {kind}. Add --runner dask.")
    if not (PREFECT_API_URL.value() or _is_here(address)):
        raise InputError(
            f"The workers at {address} report to a Prefect server that they can reach. Start one (`make server`) and "
            "set PREFECT_API_URL here."
        )
    if workers:
        raise InputError(f"the cluster at {address} has its own workers. Leave out --workers, or the address.")
    return _dask_runner(address=address)


def _is_here(address: str) -> bool:
    return (urlsplit(address).hostname or "") in ("127.0.0.1", "localhost", "::1")


def _dask_runner(**options: Any) -> TaskRunner[Any]:
    os.environ.setdefault("DASK_LOGGING__DISTRIBUTED", "critical")  # read by the workers when they import Dask
    from prefect_dask.task_runners import DaskTaskRunner  # here: importing Dask takes longer than a small run

    # here Prefect may have imported it before, with the level that Dask gives itself
    logging.getLogger("distributed").setLevel(os.environ["DASK_LOGGING__DISTRIBUTED"].upper())
    runner: TaskRunner[Any] = DaskTaskRunner(**options)
    return runner
