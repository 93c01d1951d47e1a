"""Ids that come out the same on every machine and every run, because they are hashes of what they name.

    source     the file's stem, the key given in sources.csv, or url_source_id("https://…")
    snapshot   SHA-256 of the bytes
    document   hash of (source id, cleaned text)
    figure     hash of (document id, start, end)

A run is the one exception: it is named after the time it started and chance.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime

_LENGTH = 20  # hexadecimal digits, 80 bits: no two of a thousand million rows share one, and people can read it


def _hashed(kind: str, *parts: object) -> str:
    """Stable hash of `parts`; each is written with its length, so that no two lists of parts look alike."""
    digest = hashlib.sha256(kind.encode())
    for part in parts:
        data = str(part).encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(data))
        digest.update(data)
    return digest.hexdigest()[:_LENGTH]


def url_source_id(url: str) -> str:
    """The id of a source that is known by its URL alone."""
    return _hashed("source", url)


def snapshot_id(content: bytes) -> str:
    """SHA-256 of the bytes fetched."""
    return hashlib.sha256(content).hexdigest()


def fetch_id(source_id: str, snapshot: str | None, outcome: str, error: str | None = None) -> str:
    """The id of one row of `snapshots`: one for each source and bytes, one for each way a source failed."""
    return _hashed("fetch", source_id, snapshot) if snapshot else _hashed("fetch", source_id, outcome, error)


def document_id(source_id: str, text: str) -> str:
    """The id of one cleaned text of one source."""
    return _hashed("document", source_id, text)


def figure_id(document: str, char_start: int, char_end: int) -> str:
    """The id of one figure: the document and the span of its quote."""
    return _hashed("figure", document, char_start, char_end)


def quarantine_id(stage: str, table_name: str, source_id: str | None, row: str) -> str:
    """The id of one quarantined row."""
    return _hashed("quarantine", stage, table_name, source_id, row)


def review_id(figure: str, decision: str, field: str | None, reviewer: str, reviewed_at: datetime) -> str:
    """The id of one decision on a figure."""
    return _hashed("review", figure, decision, field, reviewer, reviewed_at.isoformat())


def run_id(started_at: datetime | None = None) -> str:
    """A new id for a run: sorts by time of start, and no two runs share one."""
    started_at = started_at or datetime.now(UTC)
    return f"{started_at.astimezone(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(4)}"
