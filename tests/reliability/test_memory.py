"""A load takes the memory of a small one however much there is to load, to compare with, or to change.

    $ python -m tests.reliability.test_memory /tmp/folder 40     40 copies of the development reports, thrice
    {"first": {"added": 41240, …, "mb": 391.2}, "same": …, "changed": …}     and the peak memory of the process so far

Every copy is a set of documents of its own: other keys, other passages.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl
import pytest

from checks.promises import examine
from tasks.clean.task import clean
from tasks.extract.task import extract_figures
from tasks.fetch.sources import list_documents
from tasks.fetch.task import fetch
from tasks.load.rows import Tables, load_batches, load_reference, read_ahead
from tasks.partitions import read_table
from tasks.validate.task import validate
from tests.reliability.test_kills import LONG
from warehouse.frames import BATCH_TABLES
from warehouse.publication import publication

ROOT = Path(__file__).resolve().parents[2]
REPORTS = ROOT / "tests" / "gold" / "dev" / "docs"
FEW, MANY = 20, 400
"""Copies: some 800 and 15,000 documents, 20,000 and 400,000 figures."""
_KEYS = ("source_id", "document_id", "snapshot_id", "fetch_id", "figure_id", "parent_figure_id")
_MARKS = ("passages", "numbers")


def validated(folder: Path) -> str:
    """The partition of all reports, read once."""
    store, files = folder / "store", list_documents(REPORTS)
    fetched = fetch.fn(files, store, "memory", 1)
    cleaned = clean.fn(fetched, store, 1)
    return validate.fn(fetched, cleaned, extract_figures.fn(cleaned, store, 1), store, "memory", 1)


def copies(partition: str, number: int, title: str) -> Iterator[Tables]:
    """Batches of one copy each; `title` is added to every title and sentence, and so changes what was there before."""
    tables = {name: pl.DataFrame(read_table(partition, name)) for name in BATCH_TABLES}
    for copy in range(number):
        yield {name: _copied(rows, copy, title).to_arrow() for name, rows in tables.items()}


def _copied(rows: pl.DataFrame, copy: int, title: str) -> pl.DataFrame:
    keys = [pl.col(name) + f"-{copy}" for name in _KEYS if name in rows.columns]
    marks = [pl.col(name).list.eval(pl.element() * (2 * copy + 1) + copy) for name in _MARKS if name in rows.columns]
    told = [pl.col(name) + title for name in ("title", "sentence") if name in rows.columns]
    return rows.with_columns(*keys, *marks, *told)


def load(warehouse: Path, batches: Iterator[Tables], run: str) -> dict[str, int]:
    """Load and examine; how many figures were added, changed and removed."""
    with read_ahead(batches) as ready, publication(warehouse) as connection:
        load_reference(connection)
        changes = load_batches(connection, ready, run)
        examine(connection, run)
    return changes["figures"]._asdict()


def main(arguments: Sequence[str]) -> None:
    """Load so many copies for the first time, the same again, and all of them changed."""
    folder, number = Path(arguments[0]), int(arguments[1])
    partition, measured = validated(folder), {}
    for run, title in {"first": "", "same": "", "changed": "（新）"}.items():
        told = load(folder / "w.duckdb", copies(partition, number, title), run)
        measured[run] = {**told, "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}
    sys.stdout.write(json.dumps(measured) + "\n")


def measured(folder: Path, number: int) -> dict[str, dict[str, float]]:
    command = [sys.executable, "-m", "tests.reliability.test_memory", str(folder), str(number)]
    done = subprocess.run(command, cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, check=True)
    found: dict[str, dict[str, float]] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.mark.skipif(not LONG, reason="takes minutes: make test-long")
def test_twenty_times_the_documents_are_loaded_compared_and_changed_in_the_same_memory(tmp_path: Path) -> None:
    for name in ("few", "many"):
        (tmp_path / name).mkdir()
    few, many = measured(tmp_path / "few", FEW), measured(tmp_path / "many", MANY)
    for found, number in ((few, FEW), (many, MANY)):
        figures = found["first"]["added"]
        assert figures > 900 * number
        assert (found["same"]["added"], found["same"]["changed"], found["same"]["removed"]) == (0, 0, 0)
        assert (found["changed"]["added"], found["changed"]["changed"]) == (0, figures)
    assert all(many[run]["mb"] < 1.35 * few[run]["mb"] for run in few)


if __name__ == "__main__":
    main(sys.argv[1:])
