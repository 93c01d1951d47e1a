"""Small hand-made batches for tests of validation, loading and views.

batch(article("a", "全市投入社工165名。", figure("165名", 165, metric="social_workers", object="社工")))
"""

from __future__ import annotations

import atexit
import hashlib
import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection

from tasks.load.rows import Change, Tables, load_batches, load_reference, read_ahead
from warehouse import identity
from warehouse.frames import BATCH_TABLES, Batch, frame
from warehouse.publication import publication, reading

PUBLISHED = date(2022, 4, 8)
_SENTENCES = re.compile(r"[^。\n]+。?")


@dataclass(frozen=True)
class Article:
    source_id: str
    text: str
    figures: Sequence[Mapping[str, Any]]
    fields: Mapping[str, Any] = field(default_factory=dict)

    @property
    def document_id(self) -> str:
        return identity.document_id(self.source_id, self.text)


def article(source_id: str, text: str, *figures: Mapping[str, Any], **fields: Any) -> Article:
    return Article(source_id, text, figures, fields)


def figure(quote: str, value: float, nth: int = 0, part_of: int | None = None, **fields: Any) -> dict[str, Any]:
    """The `nth` place in the text where `quote` stands; `part_of` is the number of its total among the figures."""
    return {"quote": quote, "value": value, "nth": nth, "part_of": part_of, **fields}


def batch(*articles: Article, **frames: Any) -> Batch:
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in ("sources", "snapshots", "documents")}
    figures, numerals = [], []
    for entry in articles:
        data = entry.text.encode()
        snapshot = hashlib.sha256(data).hexdigest()
        rows["sources"].append(source_row(entry.source_id))
        rows["snapshots"].append(snapshot_row(entry.source_id, snapshot, len(data)))
        rows["documents"].append(document_row(entry, snapshot))
        own = [figure_row(entry, given) for given in entry.figures]
        for given, row in zip(entry.figures, own, strict=True):
            if given["part_of"] is not None:
                row["parent_figure_id"] = own[given["part_of"]]["figure_id"]
        figures += own
        numerals += [numeral_row(entry, number, row) for number, row in enumerate(own)]
    made = {name: frame(name, given) for name, given in rows.items()}
    made |= {"figures": frame("figures", figures), "numerals": frame("numerals", numerals)}
    return Batch(**{**made, **frames})


def source_row(source_id: str) -> dict[str, Any]:
    return {"source_id": source_id, "kind": "file", "location": f"{source_id}.txt", "enabled": True}


def snapshot_row(source_id: str, snapshot: str, size: int) -> dict[str, Any]:
    return {
        "fetch_id": identity.fetch_id(source_id, snapshot, "fetched"),
        "source_id": source_id,
        "snapshot_id": snapshot,
        "sha256": snapshot,
        "bytes": size,
        "fetched_at": datetime(2026, 11, 21, 8, 0),
        "outcome": "fetched",
    }


def document_row(entry: Article, snapshot: str) -> dict[str, Any]:
    row = {
        "document_id": entry.document_id,
        "source_id": entry.source_id,
        "snapshot_id": snapshot,
        "published_on": PUBLISHED,
        "text": entry.text,
        "char_count": len(entry.text),
        "cleaner_version": "test",
        "blocks": [{"kind": "paragraph", "level": 0, "char_start": 0, "char_end": len(entry.text)}],
    }
    return {**row, **entry.fields}


def figure_row(entry: Article, given: Mapping[str, Any]) -> dict[str, Any]:
    start = -1
    for _ in range(given["nth"] + 1):
        start = entry.text.index(given["quote"], start + 1)
    end = start + len(given["quote"])
    sentence = next(m for m in _SENTENCES.finditer(entry.text) if m.start() <= start < m.end())
    row = {
        "figure_id": identity.figure_id(entry.document_id, start, end),
        "document_id": entry.document_id,
        "source_id": entry.source_id,
        "sentence": sentence[0],
        "sentence_start": sentence.start(),
        "char_start": start,
        "char_end": end,
        "value_low": given["value"],
        "value_high": given["value"],
        "qualifier": "exact",
        "unit": "名",
        "dimension": "people",
        "metric": "social_workers",
        "aggregation": "stock",
        "confidence": 0.9,
        "warnings": [],
        "extractor_version": "test",
    }
    return {**row, **{name: value for name, value in given.items() if name not in ("nth", "part_of")}}


def numeral_row(entry: Article, number: int, row: Mapping[str, Any]) -> dict[str, Any]:
    same = {name: row[name] for name in ("document_id", "source_id", "char_start", "char_end", "quote", "figure_id")}
    more = {"ordinal": number, "part": "text", "disposition": "figure", "rule": "test", "extractor_version": "test"}
    return {**same, **more}


@cache
def _template() -> Path:
    """An empty warehouse, made once: making one takes longer than most tests."""
    path = Path(tempfile.mkdtemp()) / "template.duckdb"
    atexit.register(shutil.rmtree, path.parent, ignore_errors=True)
    with publication(path) as connection:
        load_reference(connection)
    return path


def empty_warehouse(folder: Path) -> Path:
    """The path of an empty warehouse in `folder`."""
    return Path(shutil.copy(_template(), folder / "warehouse.duckdb"))


def tables(made: Batch) -> Tables:
    """A batch as the load takes it."""
    return {name: getattr(made, name).to_arrow() for name in BATCH_TABLES}


def bring_in(connection: DuckDBPyConnection, *batches: Batch, run_id: str = "run-1") -> dict[str, Change]:
    """Load the batches in a publication that is open."""
    with read_ahead(map(tables, batches)) as ready:
        return load_batches(connection, ready, run_id)


def load(path: Path, *batches: Batch, run_id: str = "run-1") -> dict[str, Change]:
    """Publish the batches as they are; what changed, without tables where nothing did."""
    with publication(path) as connection:
        changes = bring_in(connection, *batches, run_id=run_id)
    return {table: change for table, change in changes.items() if any(change)}


def ask(path: Path, query: str) -> list[tuple[Any, ...]]:
    """The rows that a reader gets."""
    with reading(path) as connection:
        return connection.execute(query).fetchall()
