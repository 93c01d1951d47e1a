"""Measures extraction on one and on two Dask workers, and what each runner spends on a task that does nothing.

    $ .venv/bin/python -m benchmarks.workers                       # 4,000 generated reports, some minutes
    $ .venv/bin/python -m benchmarks.workers --documents 1000 --passes 1

Cleaned partitions are made first. Then the extraction of all of them is timed on workers that are up and have read
their tables, once with one worker and once with two, in turn; the times are medians. Beside the time on the clock
stands what the workers spent of the processors: on a machine that others use, the clock tells of them too.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from prefect import flow, task

from benchmarks.generated import write_reports
from flows.command import speak_to_a_person
from flows.runners import Kind, task_runner
from flows.settings import read_settings
from flows.stages import running_on
from tasks.clean.task import clean
from tasks.extract.task import extract_figures
from tasks.fetch.sources import list_documents
from tasks.fetch.task import fetch
from tasks.partitions import read_frame

_EMPTY_TASKS = 100
_KINDS: tuple[Kind, ...] = ("thread", "process", "dask")


@task(name="nothing")
def nothing(number: int) -> int:
    """A task that does nothing."""
    return number


@task(name="cpu seconds")
def cpu_seconds(_: int) -> tuple[int, float]:
    """The worker this runs on, and the processor time it has spent."""
    time.sleep(0.2)  # so that no worker gets both of two
    return os.getpid(), time.process_time()


@flow(name="extraction")
def extraction(cleaned: Sequence[str], store: str, kind: Kind, workers: int) -> dict[str, float]:
    """Extract every partition into `store`; seconds on the clock, and of the processors."""
    with running_on(task_runner(kind, workers)):
        # as many partitions as workers are extracted first, so that each has read its tables
        _wait(lambda number: extract_figures.submit(cleaned[number], f"{store}.warm", number), workers)
        before, started = _spent(workers), time.perf_counter()
        _wait(lambda number: extract_figures.submit(cleaned[number], store, number), len(cleaned))
        seconds = time.perf_counter() - started
        return {"seconds": seconds, "cpu_seconds": _spent(workers) - before}


@flow(name="overhead")
def overhead(kind: Kind) -> float:
    """Seconds that a task takes which does nothing, on two workers that are up."""
    with running_on(task_runner(kind, 2)):
        _wait(nothing.submit, 4)
        started = time.perf_counter()
        _wait(nothing.submit, _EMPTY_TASKS)
        return (time.perf_counter() - started) / _EMPTY_TASKS


def _wait(submit: Callable[[int], Any], count: int) -> list[Any]:
    return [future.result() for future in [submit(number) for number in range(count)]]


def _spent(workers: int) -> float:
    """Processor seconds of all workers until now."""
    return sum(dict(_wait(cpu_seconds.submit, 4 * workers)).values())


def clean_partitions(documents: int, folder: Path) -> list[str]:
    """The cleaned partitions of so many generated reports, in batches as on the Dask runner."""
    write_reports(documents, folder)
    size, store, made = read_settings().batch_size, str(folder / "store"), []
    files = list_documents(folder / "docs", None)
    for number, first in enumerate(range(0, len(files), size)):
        made.append(clean.fn(fetch.fn(files[first : first + size], store, "run", number), store, number))
    return made


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, and print the results as JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.workers", description="Measure workers and runners.")
    parser.add_argument("--documents", type=int, default=4_000, metavar="N", help="generated reports (default 4000)")
    parser.add_argument("--passes", type=int, default=3, metavar="N", help="times each is measured (default 3)")
    arguments = parser.parse_args(argv)
    speak_to_a_person()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cleaned = clean_partitions(arguments.documents, folder)
        characters = sum(read_frame(partition, "documents")["char_count"].sum() for partition in cleaned)
        runs: dict[int, list[dict[str, float]]] = {1: [], 2: []}
        for turn in range(arguments.passes):
            for workers, measured in runs.items():
                measured.append(extraction(cleaned, str(folder / f"out-{turn}-{workers}"), "dask", workers))
                print(workers, measured[-1], file=sys.stderr)
    medians = {
        workers: {key: statistics.median(run[key] for run in measured) for key in measured[0]}
        for workers, measured in runs.items()
    }
    print(
        json.dumps(
            {
                "documents": arguments.documents,
                "characters": characters,
                "batches": len(cleaned),
                "one_worker": medians[1],
                "two_workers": medians[2],
                "ratio": medians[1]["seconds"] / medians[2]["seconds"],
                "milliseconds_per_task": {kind: round(1000 * overhead(kind), 1) for kind in _KINDS},
            },
            indent=1,
        )
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
