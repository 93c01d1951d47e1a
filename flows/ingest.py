"""Reads reports into the warehouse: fetch, clean, extract, validate, load.

    python -m flows.ingest                                   the reports in seeds/documents
    python -m flows.ingest --documents reports/              every .txt, .md and .html file of a folder
    prefect deployment run ingest/daily                      the same on a schedule, see prefect.yaml

One Prefect task runs per stage and batch of documents. What a document cannot pass costs only that document: it
becomes a row of `quarantine`, the others are loaded. The warehouse is published in one step at the end.
"""

from __future__ import annotations

import argparse
import json
import logging
import shutil
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from prefect import flow
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from checks.registry import BlockedError
from flows import ROOT
from flows.report import Summary, publish_artifacts
from seeds.tables import ReferenceTableError, lexicon_version
from tasks.clean.task import clean
from tasks.errors import InputError, TaizhangError
from tasks.extract.figures import extractor_version
from tasks.extract.task import extract_figures
from tasks.fetch.sources import Source, list_documents, list_web
from tasks.fetch.task import fetch, fetch_pages
from tasks.fetch.web_sources import WebSource
from tasks.load.task import load
from tasks.validate.task import validate
from warehouse.errors import WarehouseError
from warehouse.identity import run_id as new_run_id

DOCUMENTS = ROOT / "seeds" / "documents"
WAREHOUSE = ROOT / "warehouse" / "taizhang.duckdb"
BATCH_SIZE = 50

RUNNER: TaskRunner[Any] = ThreadPoolTaskRunner(max_workers=2)

log = logging.getLogger("taizhang")


@flow(name="ingest", task_runner=RUNNER)
def ingest(
    documents: str = str(DOCUMENTS),
    sources: str | None = None,
    warehouse: str = str(WAREHOUSE),
    batch_size: int = BATCH_SIZE,
    contact: str | None = None,
) -> Summary:
    """Read every report of the folder `documents` into the DuckDB file `warehouse`.

    `sources` is a CSV of what is known of each report (default: sources.csv in the folder); `batch_size` is how
    many documents go through a stage together; `contact` says to web servers who is asking (needed where the
    sources file names web addresses). Raises InputError before anything is written, WarehouseError or BlockedError
    when nothing could be published.
    """
    started_at, run_id, path = datetime.now(UTC).replace(tzinfo=None), new_run_id(), Path(warehouse)
    files, pages = list_sources(Path(documents), Path(sources) if sources else None, contact)
    store = store_of(path)
    log.info("reading %d files and %d web addresses of %s", len(files), len(pages), documents)
    fetched = [
        fetch.submit(files[first : first + batch_size], store, run_id, first // batch_size + 1)
        for first in range(0, len(files), batch_size)
    ]
    if pages:
        fetched.append(fetch_pages.submit(pages, store, path, run_id, str(contact)))
    validated = run_stages(fetched, store, run_id)
    parameters = {
        "documents": documents,
        "sources": sources,
        "warehouse": warehouse,
        "batch_size": batch_size,
    }  # the contact stays out: it is a person's
    run = {
        "run_id": run_id,
        "flow": "ingest",
        "parameters": json.dumps(parameters, ensure_ascii=False),
        "code_version": extractor_version(),
        "lexicon_version": lexicon_version(),
        "started_at": started_at,
    }
    summary = Summary(run_id, warehouse, load.submit(validated, path, run).result())
    publish_artifacts(summary)
    _remove_of_run(store, run_id)
    return summary


def store_of(warehouse: Path) -> Path:
    """Where the bytes and partitions of a warehouse are kept: a folder beside it."""
    return warehouse.with_suffix(".store").absolute()


def list_sources(
    documents: Path, sources: Path | None, contact: str | None
) -> tuple[tuple[Source, ...], tuple[WebSource, ...]]:
    """The files and the web addresses to read. Raises InputError when they cannot be used."""
    files, pages = list_documents(documents, sources), list_web(documents, sources)
    if pages and not contact:
        raise InputError(
            f"the sources file names {len(pages)} web addresses. Say who is asking: --contact with a mail address "
            "or a page about you; it is sent with every request."
        )
    return files, pages


def run_stages(fetched: Sequence[Any], store: Path, run_id: str) -> list[Path]:
    """Clean, extract and validate every fetched batch (futures of partitions); the partitions to load."""
    waiting = []
    for number, batch in enumerate(fetched, start=1):
        cleaned: Any = clean.submit(batch, store, number)  # a future, which Prefect hands on as its result
        extracted: Any = extract_figures.submit(cleaned, store, number)
        waiting.append(validate.submit(batch, cleaned, extracted, store, run_id, number))
    validated = []
    for number, future in enumerate(waiting, start=1):
        validated.append(future.result())
        log.info("batch %d of %d is read and checked", number, len(waiting))
    return validated


def _remove_of_run(store: Path, run_id: str) -> None:
    """Remove the partitions that belong to this run alone; those named by their inputs stay for the next."""
    for partition in store.glob(f"partitions/*/{run_id}-*"):
        shutil.rmtree(partition, ignore_errors=True)


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m flows.ingest",
        description="Read reports into the warehouse: fetch, clean, extract, validate, load.",
        epilog="A folder may hold a sources.csv with the columns file, source_id, title, publisher, url, "
        "published_on, adm1, adm2, adm3 (all but file optional) that says what is known of each report; "
        "without it a file's stem is its source_id.",
    )
    parser.add_argument(
        "--documents", type=Path, default=DOCUMENTS, metavar="DIR", help="folder of .txt, .md and .html reports"
    )
    parser.add_argument(
        "--sources", type=Path, metavar="FILE", help="what is known of each report, instead of DIR/sources.csv"
    )
    parser.add_argument("--warehouse", type=Path, default=WAREHOUSE, metavar="FILE", help="the DuckDB file to write")
    parser.add_argument(
        "--batch-size",
        type=_positive,
        default=BATCH_SIZE,
        metavar="N",
        help=f"documents per task (default {BATCH_SIZE})",
    )
    parser.add_argument(
        "--contact",
        metavar="WHO",
        help="your mail address or web page, sent to web servers; needed where the sources file names web addresses",
    )
    return parser.parse_args(argv)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def speak_to_a_person() -> None:
    """On a terminal: our own progress, and none of Prefect's bookkeeping."""
    for name in ("prefect", "prefect.flow_runs", "prefect.task_runs", "prefect.server"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s  %(message)s", "%H:%M:%S"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.propagate = False


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command: 0 loaded, 1 nothing could be published, 2 the input cannot be used."""
    arguments = _arguments(argv)
    speak_to_a_person()
    sources = arguments.sources and str(arguments.sources)
    try:
        list_sources(arguments.documents, arguments.sources, arguments.contact)
        summary = ingest(
            str(arguments.documents), sources, str(arguments.warehouse), arguments.batch_size, arguments.contact
        )
    except (TaizhangError, ReferenceTableError) as error:
        print(f"taizhang: {error}", file=sys.stderr)
        return 2
    except (WarehouseError, BlockedError) as error:
        print(f"taizhang: {error}", file=sys.stderr)
        return 1
    print(summary.as_text())
    return 0


if __name__ == "__main__":
    sys.exit(main())
