"""Keeps the bytes of every fetch under their own hash, so that everything can be derived again without fetching.

    <store>/snapshots/d9/d95aa4b0….zst    the bytes, compressed
    <store>/snapshots/d9/d95aa4b0….json   where they came from and when they were first seen

The store is a folder or a bucket (`tasks.storage`); a killed run leaves no half snapshot. Names are hashes only;
nothing of a user's file name or URL becomes a path.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import zstandard

from tasks.errors import DocumentError
from tasks.storage import storage
from warehouse.identity import snapshot_id


class SnapshotStore:
    """Content-addressed, compressed bytes."""

    def __init__(self, store: str | Path) -> None:
        self._storage = storage(store)

    def keep(self, data: bytes, origin: Mapping[str, str | int | None]) -> str:
        """Store `data` once and return its id; `origin` becomes the sidecar of its first sighting.

        Bytes that were damaged since are stored again. Raises StoreError where there is no room for them.
        """
        identity = snapshot_id(data)
        name = _name(identity)
        if not self._holds(identity):
            sidecar = json.dumps({"sha256": identity, "bytes": len(data), **origin}, ensure_ascii=False, indent=1)
            self._storage.write(f"{name}.json", sidecar.encode())
            self._storage.write(f"{name}.zst", zstandard.ZstdCompressor(level=9).compress(data))
        return identity

    def read(self, identity: str) -> bytes:
        """The bytes of a snapshot. Raises DocumentError when they are gone or no longer match their hash."""
        remedy = "Fetch the source again: run ingest with the original file in place."
        try:
            packed = self._storage.read(f"{_name(identity)}.zst")
            data = zstandard.ZstdDecompressor().decompressobj().decompress(packed)
        except (OSError, zstandard.ZstdError) as error:
            problem = f"its stored bytes cannot be read ({error})"
            raise DocumentError(f"snapshot {identity[:12]}", "fetch", problem, remedy) from error
        if snapshot_id(data) != identity:
            problem = "its stored bytes no longer match their hash"
            raise DocumentError(f"snapshot {identity[:12]}", "fetch", problem, remedy)
        return data

    def origin(self, identity: str) -> dict[str, str | int | None]:
        """Where the bytes of a snapshot came from when they were first seen; nothing when that is lost."""
        try:
            origin = json.loads(self._storage.read(f"{_name(identity)}.json").decode())
        except (OSError, ValueError):
            return {}
        return origin if isinstance(origin, dict) else {}

    def _holds(self, identity: str) -> bool:
        """Whether the bytes are there as they were stored, and where they came from."""
        try:
            self.read(identity)
        except DocumentError:
            return False
        return bool(self.origin(identity))

    def discard(self, identity: str) -> None:
        """Remove the bytes of a snapshot that nothing refers to any more."""
        for ending in ("zst", "json"):
            self._storage.remove(f"{_name(identity)}.{ending}")

    def discard_unfinished(self, moment: datetime) -> int:
        """Remove what killed runs began to write before then and did not finish; how many pieces."""
        return self._storage.remove_unfinished_before(moment)


def _name(identity: str) -> str:
    return f"snapshots/{identity[:2]}/{identity}"
