"""Keeps the bytes of every fetch under their own hash, so that everything can be derived again without fetching.

    <store>/snapshots/d9/d95aa4b0….zst    the bytes, compressed
    <store>/snapshots/d9/d95aa4b0….json   where they came from and when they were first seen

A file is written beside its place and moved there whole: a killed run leaves no half snapshot. Names are hashes
only; nothing of a user's file name or URL becomes a path.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

import zstandard

from tasks.errors import DocumentError
from warehouse.identity import snapshot_id


class SnapshotStore:
    """Content-addressed, compressed bytes in a folder."""

    def __init__(self, root: Path) -> None:
        self._root = root / "snapshots"

    def keep(self, data: bytes, origin: Mapping[str, str | int | None]) -> str:
        """Store `data` once and return its id; `origin` becomes the sidecar of its first sighting."""
        identity = snapshot_id(data)
        path = self._path(identity)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            sidecar = json.dumps({"sha256": identity, "bytes": len(data), **origin}, ensure_ascii=False, indent=1)
            write_whole(path.with_suffix(".json"), sidecar.encode())
            write_whole(path, zstandard.ZstdCompressor(level=9).compress(data))
        return identity

    def read(self, identity: str) -> bytes:
        """The bytes of a snapshot. Raises DocumentError when they are gone or no longer match their hash."""
        remedy = "Fetch the source again: run ingest with the original file in place."
        try:
            packed = self._path(identity).read_bytes()
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
            origin = json.loads(self._path(identity).with_suffix(".json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return origin if isinstance(origin, dict) else {}

    def _path(self, identity: str) -> Path:
        return self._root / identity[:2] / f"{identity}.zst"


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is either there whole or not there at all."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".partial-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
