"""The fetch stage: the bytes of a batch of sources into the store, and a row of `snapshots` for every attempt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import polars as pl
from prefect import task

from tasks.errors import DocumentError
from tasks.fetch.files import read_report
from tasks.fetch.settings import web_settings
from tasks.fetch.snapshots import SnapshotStore
from tasks.fetch.sources import Source
from tasks.fetch.web import fetch_web
from tasks.fetch.web_sources import WebSource
from tasks.partitions import derive
from tasks.quarantine import failed_row
from warehouse.frames import frame
from warehouse.identity import fetch_id
from warehouse.locations import Location
from warehouse.publication import published, reading

STAGE = "fetch"


@task(name=STAGE, task_run_name="fetch {partition}", retries=2, retry_delay_seconds=[1, 5], retry_jitter_factor=0.5)
def fetch(sources: Sequence[Source], store: str, run_id: str, partition: int) -> str:
    """Fetch one batch of sources; returns the partition that holds `sources`, `snapshots` and `quarantine`.

    The partition belongs to its run: what a fetch finds is not a matter of its inputs alone.
    """
    now = datetime.now(UTC).replace(tzinfo=None)
    return derive(store, STAGE, f"{run_id}-{partition}", lambda: fetch_sources(sources, SnapshotStore(store), now))


@task(name="fetch web")
def fetch_pages(
    sources: Sequence[WebSource],
    store: str,
    warehouse: Location,
    run_id: str,
    contact: str,
    loopback_port: int | None = None,
) -> str:
    """Fetch all web sources of a run, politely; returns a partition like that of `fetch`.

    It retries by itself, address by address; `contact` says to the servers who is asking.
    """
    now, settings = datetime.now(UTC).replace(tzinfo=None), web_settings(contact, loopback_port)
    known = last_fetches(warehouse)
    return derive(store, STAGE, f"{run_id}-web", lambda: fetch_web(sources, SnapshotStore(store), now, known, settings))


def last_fetches(warehouse: Location) -> dict[str, tuple[str | None, str | None, str | None]]:
    """ETag, Last-Modified and snapshot of the last good fetch of each source, so that unchanged pages stay unsent."""
    if not published(warehouse):
        return {}
    with reading(warehouse) as connection:
        rows = connection.execute(
            "SELECT DISTINCT ON (source_id) source_id, etag, last_modified, snapshot_id FROM snapshots "
            "WHERE snapshot_id IS NOT NULL ORDER BY source_id, fetched_at DESC"
        ).fetchall()
    return {source: (etag, modified, snapshot) for source, etag, modified, snapshot in rows}


def fetch_sources(sources: Sequence[Source], store: SnapshotStore, now: datetime) -> dict[str, pl.DataFrame]:
    """Frames of `sources`, `snapshots` and `quarantine` for one batch; a source that fails costs only itself."""
    snapshots, quarantine = [], []
    for source in sources:
        try:
            data = _read(source)
        except DocumentError as error:
            snapshots.append(_failed_fetch(source, error, now))
            quarantine.append(failed_row(error, "sources", source_row(source)))
        else:
            snapshots.append(_fetch(source, data, store, now))
    return {
        "sources": frame("sources", [source_row(source) for source in sources]),
        "snapshots": frame("snapshots", snapshots),
        "quarantine": frame("quarantine", quarantine),
    }


def _read(source: Source) -> bytes:
    if source.refusal:
        raise source.refusal
    return read_report(source.path, source.file)


def source_row(source: Source) -> dict[str, Any]:
    """The row of `sources` for one listed file."""
    return {
        "source_id": source.source_id,
        "kind": "file",
        "location": source.file,
        "url": source.url,
        "title": source.title,
        "publisher": source.publisher,
        "adm1": source.adm1,
        "adm2": source.adm2,
        "adm3": source.adm3,
        "published_on": source.published_on,
        "enabled": True,
    }


def _fetch(source: Source, data: bytes, store: SnapshotStore, now: datetime) -> dict[str, Any]:
    identity = store.keep(data, {"file": source.file, "url": source.url, "fetched_at": now.isoformat()})
    return {
        "fetch_id": fetch_id(source.source_id, identity, "fetched"),
        "source_id": source.source_id,
        "snapshot_id": identity,
        "fetched_at": now,
        "final_uri": source.file,
        "media_type": source.media_type,
        "bytes": len(data),
        "sha256": identity,
        "outcome": "fetched",
    }


def _failed_fetch(source: Source, error: DocumentError, now: datetime) -> dict[str, Any]:
    return {
        "fetch_id": fetch_id(source.source_id, None, "refused", str(error)),
        "source_id": source.source_id,
        "fetched_at": now,
        "final_uri": source.file,
        "media_type": source.media_type,
        "outcome": "refused",
        "error": str(error),
    }
