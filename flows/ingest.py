"""Reads reports into the warehouse: fetch, clean, extract, validate, load.

    python -m flows.ingest                                   the reports in seeds/documents
    python -m flows.ingest --documents reports/              every report of a folder
    prefect deployment run ingest/daily                      the same on a schedule, see prefect.yaml

One Prefect task runs per stage and batch of documents. What a document cannot pass costs only that document: it
becomes a row of `quarantine`, the others are loaded. The warehouse is published in one step at the end.
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from prefect import flow

from flows.command import exit_code, speak_to_a_person
from flows.report import Summary
from flows.runners import task_runner
from flows.running import Run, begin, conduct
from flows.settings import read_settings
from flows.stages import run_stages, running_on
from tasks.errors import InputError
from tasks.fetch.sources import Source, list_all
from tasks.fetch.task import fetch, fetch_pages
from tasks.fetch.web_sources import WebSource
from tasks.load.task import Loaded, load
from tasks.partitions import remove_of_run

RECORDED = ("documents", "sources", "warehouse", "batch_size", "runner", "workers")
"""Settings that a run's row in `runs` tells."""

log = logging.getLogger("taizhang")


@flow(name="ingest")
def ingest(
    documents: str | None = None,
    sources: str | None = None,
    warehouse: str | None = None,
    batch_size: int | None = None,
    contact: str | None = None,
    runner: str | None = None,
    workers: int | None = None,
    runner_address: str | None = None,
) -> Any:
    """Read every report of the folder `documents` into the warehouse. What is not given comes from the settings.

    `sources` is a CSV of what is known of each report (default: sources.csv in the folder); `batch_size` is how
    many documents go through a stage together, on which `runner` (thread, process, dask) with how many `workers` or at
    which `runner_address`; `contact` says to web servers who is asking (needed where the sources file names web
    addresses). Gives a Summary, in a state named after the outcome. Raises InputError before
    anything is written, WarehouseError, BlockedError or TimeoutError when nothing could be published.
    """
    settings = read_settings(
        documents=documents,
        sources=sources,
        warehouse=warehouse,
        batch_size=batch_size,
        contact=contact,
        runner=runner,
        workers=workers,
        runner_address=runner_address,
    )
    run = begin("ingest", settings, *RECORDED)
    return conduct(run, lambda: run.summary(_read(run)))


def _read(run: Run) -> Loaded:
    """Fetch, clean, extract, validate and load."""
    settings = run.settings
    runner = task_runner(settings.runner, settings.workers, settings.runner_address)
    files, pages = list_sources(settings.documents, settings.sources, settings.contact)
    log.info("reading %d files and %d web addresses of %s", len(files), len(pages), settings.documents)
    try:
        with running_on(runner):
            validated = run_stages(_fetched(run, files, pages), run.store, run.run_id)
        return load(validated, run.warehouse, run.row, settings.lock_wait_seconds)  # not submitted: to be interrupted
    finally:
        remove_of_run(run.store, run.run_id)


def _fetched(run: Run, files: Sequence[Source], pages: Sequence[WebSource]) -> list[Any]:
    """Batches of files and one of all web addresses, as futures of partitions."""
    size = run.settings.batch_size
    fetched: list[Any] = [
        fetch.submit(files[first : first + size], run.store, run.run_id, first // size + 1)
        for first in range(0, len(files), size)
    ]
    if pages:
        asking = str(run.settings.contact), run.settings.loopback_port
        fetched.append(fetch_pages.submit(pages, run.store, run.warehouse, run.run_id, *asking))
    return fetched


def list_sources(
    documents: Path, sources: Path | None, contact: str | None
) -> tuple[tuple[Source, ...], tuple[WebSource, ...]]:
    """The files and the web addresses to read. Raises InputError when they cannot be used."""
    files, pages = list_all(documents, sources)
    if pages and not contact:
        raise InputError(
            f"the sources file names {len(pages)} web addresses. Say who is asking: --contact with a mail address "
            "or a page about you; it is sent with every request."
        )
    return files, pages


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m flows.ingest",
        description="Read reports into the warehouse: fetch, clean, extract, validate, load.",
        epilog="A folder may hold a sources.csv with the columns file, source_id, title, publisher, url, "
        "published_on, adm1, adm2, adm3 (all but file optional) that says what is known of each report; "
        "without it a file's stem is its source_id. Every option is a setting too: docs/settings.md.",
    )
    parser.add_argument("--documents", metavar="DIR", help="folder of .txt, .md, .html, .pdf and .docx reports")
    parser.add_argument("--sources", metavar="FILE", help="what is known of each report, instead of DIR/sources.csv")
    parser.add_argument("--warehouse", metavar="FILE", help="the DuckDB file to write, or ducklake:postgres:...")
    parser.add_argument("--batch-size", metavar="N", help="documents per task (default 200)")
    parser.add_argument(
        "--contact",
        metavar="WHO",
        help="your mail address or web page, sent to web servers; needed where the sources file names web addresses",
    )
    parser.add_argument("--runner", metavar="KIND", help="where the stages run: thread (default), process or dask")
    parser.add_argument("--workers", metavar="N", help="tasks side by side (2 threads, otherwise one per core)")
    parser.add_argument("--runner-address", metavar="URL", help="scheduler of a Dask cluster that is there already")
    return parser.parse_args(argv)


def _command(arguments: argparse.Namespace) -> None:
    given = {name: value for name, value in vars(arguments).items() if value is not None}
    settings = read_settings(**given)
    list_sources(settings.documents, settings.sources, settings.contact)  # refused before Prefect is started
    summary: Summary = ingest(**given)
    print(summary.as_text())


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; the exit codes are those of `flows.command`."""
    arguments = _arguments(argv)
    speak_to_a_person()
    return exit_code(lambda: _command(arguments))


if __name__ == "__main__":
    sys.exit(main())
