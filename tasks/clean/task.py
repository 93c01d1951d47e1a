"""The clean stage: the stored bytes of a batch into articles, their blocks and what was left out."""

from __future__ import annotations

from typing import Any

import polars as pl
from prefect import task

from seeds.tables import lexicon_version
from tasks.clean.document import CleanDocument, Known, clean_bytes
from tasks.errors import DocumentError
from tasks.fetch.media import declared_charset
from tasks.fetch.snapshots import SnapshotStore
from tasks.likeness import fingerprint
from tasks.partitions import Frames, derive, key_of, partition_key, read_frame
from tasks.quarantine import failed_row
from warehouse.frames import frame
from warehouse.identity import document_id

STAGE = "clean"
RULES_VERSION = "2"
"""Moves when a rule of cleaning changes what comes out; words that change are in `lexicon_version`."""

ARTICLES = ("file", "page")
"""Kinds of sources whose bytes are a report; those of feeds, index pages and sitemaps only lead to some."""

_LOST_BYTES = "fetch"
"""The stage that a document failed in whose stored bytes cannot be read."""

CHARSETS = pl.Schema({"source_id": pl.String(), "snapshot_id": pl.String(), "charset": pl.String()})


def cleaner_version() -> str:
    """The version of rules and words together, as recorded with every document."""
    return f"{RULES_VERSION}+{lexicon_version()}"


@task(name=STAGE, task_run_name="clean {partition}")
def clean(fetched: str, store: str, partition: int) -> str:
    """Clean one fetched batch; returns the partition with `sources`, `documents`, `removed_text`, `fingerprints`, …."""
    sources, snapshots = read_frame(fetched, "sources"), read_frame(fetched, "snapshots")
    articles = sources.filter(pl.col("kind").is_in(ARTICLES))
    read = snapshots.filter(pl.col("snapshot_id").is_not_null()).join(articles, on="source_id", suffix="_source")
    inputs = [repr(row) for row in read.drop("fetched_at").iter_rows()]
    key = partition_key(cleaner_version(), inputs)

    def lasting(made: Frames) -> str:
        """Stored bytes that are lost today may be back tomorrow: what was made without them is of this run alone."""
        return key_of(fetched) if _LOST_BYTES in made["quarantine"]["stage"] else key

    return derive(store, STAGE, key, lambda: clean_snapshots(read, sources, SnapshotStore(store)), lasting)


def clean_snapshots(read: pl.DataFrame, sources: pl.DataFrame, store: SnapshotStore) -> dict[str, pl.DataFrame]:
    """Frames of one batch; `read` is a snapshot with its source a row. A document that fails costs only itself."""
    documents, removed, fingerprints, charsets, quarantine = [], [], [], [], []
    for row in read.iter_rows(named=True):
        try:
            cleaned = _clean(row, store)
        except DocumentError as error:
            quarantine.append(failed_row(error, "snapshots", row))
            continue
        identity = document_id(row["source_id"], cleaned.text)
        documents.append(_document_row(row, identity, cleaned))
        removed += _removed_rows(identity, cleaned)
        fingerprints.append(_fingerprint_row(identity, cleaned))
        charsets.append(
            {name: row[name] for name in ("source_id", "snapshot_id")} | {"charset": cleaned.charset or None}
        )
    return {
        "sources": sources,
        "documents": frame("documents", documents),
        "removed_text": frame("removed_text", removed),
        "fingerprints": frame("fingerprints", fingerprints),
        "charsets": pl.DataFrame(charsets, schema=CHARSETS),
        "quarantine": frame("quarantine", quarantine),
    }


def _clean(row: dict[str, Any], store: SnapshotStore) -> CleanDocument:
    known = Known(
        title=row["title"],
        publisher=row["publisher"],
        author=None,
        published_on=row["published_on"],
        is_hint=bool(row["is_listed"]),
    )
    try:
        served_as = str(store.origin(row["snapshot_id"]).get("content-type") or "")
        data = store.read(row["snapshot_id"])
        return clean_bytes(data, row["media_type"], known, declared_charset(served_as))
    except ValueError as error:
        remedy = "Look at the file: is it the report itself?"
        raise DocumentError(row["location"], STAGE, str(error), remedy) from error


def _document_row(row: dict[str, Any], identity: str, cleaned: CleanDocument) -> dict[str, Any]:
    return {
        "document_id": identity,
        "source_id": row["source_id"],
        "snapshot_id": row["snapshot_id"],
        "title": cleaned.title,
        "publisher": cleaned.publisher,
        "author": cleaned.author,
        "published_on": cleaned.published_on,
        "text": cleaned.text,
        "char_count": len(cleaned.text),
        "cleaner_version": cleaner_version(),
        "blocks": [
            {"kind": block.kind, "level": block.level, "char_start": block.start, "char_end": block.end}
            for block in cleaned.blocks
        ],
    }


def _fingerprint_row(identity: str, cleaned: CleanDocument) -> dict[str, Any]:
    made = fingerprint(cleaned.text, cleaned.blocks)
    return {
        "document_id": identity,
        "origin": cleaned.origin,
        "passage_count": made.size,
        "passages": made.passages,
        "numbers": made.numbers,
    }


def _removed_rows(identity: str, cleaned: CleanDocument) -> list[dict[str, Any]]:
    return [
        {
            "document_id": identity,
            "ordinal": ordinal,
            "before_char": piece.before,
            "rule": piece.rule,
            "text": piece.text,
        }
        for ordinal, piece in enumerate(cleaned.removed)
    ]
