"""Asks for one source on the web and makes its row of `snapshots`, however it ends.

200, new bytes                     fetched    kept in the store
200 with the bytes of last time    unchanged  nothing new in the store
304                                unchanged
404, timeout, broken answer        failed     with the reason
private address, robots, too big   refused    with the reason
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from tasks.errors import DocumentError
from tasks.fetch.client import Client, Page
from tasks.fetch.media import declared_charset, sniff
from tasks.fetch.problems import REFUSED, FetchError, refused
from tasks.fetch.settings import WebSettings
from tasks.fetch.snapshots import SnapshotStore
from tasks.fetch.web_sources import INDEX, PAGE, SITEMAP, WebSource
from tasks.media_types import HTML, XML
from warehouse.identity import fetch_id

STAGE = "fetch"
_REMEDY = "The next run tries again; if it stays so, mend or remove the source."
_LONGEST_MARK = 500


class Known(NamedTuple):
    """What the last run knew of a source: its marks for conditional requests and the bytes they stand for."""

    etag: str | None = None
    last_modified: str | None = None
    snapshot_id: str | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """How asking for one source ended: its row of `snapshots`, the bytes if any came, the error if it failed."""

    source: WebSource
    row: dict[str, Any]
    data: bytes = b""
    charset: str | None = None
    """What the server said the bytes are written in."""
    error: DocumentError | None = None


class Visitor:
    """Visits the sources of one run; may be used from several threads."""

    def __init__(self, store: SnapshotStore, now: datetime, known: Mapping[str, Known], settings: WebSettings) -> None:
        self._store, self._now, self._known, self._clock = store, now, known, settings.clock
        self._client = Client(settings)
        self._began = settings.clock()

    def visit(self, source: WebSource) -> Visit:
        """Ask for one source; whatever comes of it becomes a row."""
        if source.refusal:
            return self._without_bytes(source, FetchError("", outcome=REFUSED), source.refusal)
        known, kept = self._remembered(source)
        try:
            page = self._client.get(source.address, _conditions(known))
            data = kept if page.answer.status == 304 else page.answer.body
            kind = _kind(source, data, page)
        except FetchError as error:
            return self._without_bytes(source, error)
        except Exception as error:  # a source that meets a fault of ours must not cost the others
            return self._without_bytes(source, _unexpected(error))
        return self._with_bytes(source, page, data, kind, known)

    def unreadable(self, visit: Visit, error: Exception) -> Visit:
        """The same visit, when what it brought cannot be read as the list it should be."""
        problem = error if isinstance(error, FetchError) else _unexpected(error)
        told = DocumentError(visit.source.url, STAGE, problem.problem, _REMEDY)
        return Visit(visit.source, {**visit.row, "outcome": problem.outcome, "error": str(told)}, error=told)

    def _remembered(self, source: WebSource) -> tuple[Known, bytes]:
        """What is known of the source, and its bytes: without them an unchanged page would be a lost one."""
        known = self._known.get(source.source_id, Known())
        try:
            return (known, self._store.read(known.snapshot_id)) if known.snapshot_id else (Known(), b"")
        except DocumentError:
            return Known(), b""

    def _with_bytes(self, source: WebSource, page: Page, data: bytes, kind: str, known: Known) -> Visit:
        row = {**self._row(source), "final_uri": page.url, "http_status": page.answer.status}
        identity = self._keep(source, page, data)
        unchanged = identity == known.snapshot_id
        marks = _marks(page, known if unchanged else Known())
        row |= {
            "fetch_id": fetch_id(source.source_id, identity, "fetched"),
            "snapshot_id": identity,
            "media_type": kind,
            "bytes": len(data),
            "sha256": identity,
            "etag": marks.etag,
            "last_modified": marks.last_modified,
            "outcome": "unchanged" if unchanged else "fetched",
        }
        content_type = page.answer.headers.get("content-type") or self._store.origin(identity).get("content-type")
        return Visit(source, row, data, declared_charset(str(content_type or "")))

    def _keep(self, source: WebSource, page: Page, data: bytes) -> str:
        """Keep the bytes with where they came from and what the server said of them."""
        said = {name: page.answer.headers.get(name) for name in ("content-type", "etag", "last-modified")}
        where = {"url": source.url, "final_uri": page.url, "fetched_at": self._time().isoformat()}
        return self._store.keep(data, {**where, "http_status": page.answer.status, **said})

    def _without_bytes(self, source: WebSource, error: FetchError, told: DocumentError | None = None) -> Visit:
        told = told or DocumentError(source.url, STAGE, error.problem, _REMEDY)
        row = {
            **self._row(source),
            "fetch_id": fetch_id(source.source_id, None, error.outcome, str(told)),
            "final_uri": error.url or source.address,
            "http_status": error.status if error.status and 100 <= error.status <= 599 else None,
            "outcome": error.outcome,
            "error": str(told),
        }
        return Visit(source, row, error=told)

    def _row(self, source: WebSource) -> dict[str, Any]:
        return {"source_id": source.source_id, "fetched_at": self._time()}

    def _time(self) -> datetime:
        """The time by the clock of the run."""
        return self._now + timedelta(seconds=self._clock() - self._began)


def _conditions(known: Known) -> dict[str, str]:
    """The headers of a conditional request."""
    marked = {"If-None-Match": _mark(known.etag), "If-Modified-Since": _mark(known.last_modified)}
    return {name: value for name, value in marked.items() if value}


def _marks(page: Page, known: Known) -> Known:
    """The marks to send next time: those of this answer, where it gives none those of last time."""
    headers = page.answer.headers
    etag, last_modified = _mark(headers.get("etag")), _mark(headers.get("last-modified"))
    return Known(etag or known.etag, last_modified or known.last_modified)


def _mark(value: str | None) -> str | None:
    """An ETag or Last-Modified that can be sent back as it came."""
    return value if value and len(value) <= _LONGEST_MARK and value.isascii() and value.isprintable() else None


def _kind(source: WebSource, data: bytes, page: Page) -> str:
    """The media type of what came. Raises FetchError where it is none for this kind of source."""
    if page.answer.status == 304 and not data:
        raise FetchError("HTTP 304 to a first request", status=304)
    if source.kind == SITEMAP and data.startswith(b"\x1f\x8b"):
        return "application/gzip"
    try:
        kind = sniff(data, page.answer.headers.get("content-type", ""), page.url)
        if source.kind == PAGE and kind == XML:
            raise refused("it is XML, no page; if it is a feed or a sitemap, say so in `kind`")
        if source.kind == INDEX and kind != HTML:
            raise refused(f"it is {kind}, no index page")
    except FetchError as error:
        error.url, error.status = page.url, page.answer.status
        raise
    return kind


def _unexpected(error: Exception) -> FetchError:
    return FetchError(f"unexpected {type(error).__name__}: {str(error)[:200]}")
