"""Bytes are kept under their hash, whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tasks.errors import DocumentError
from tasks.fetch.snapshots import SnapshotStore
from warehouse.identity import snapshot_id

DATA = "链接防疫物资5.7万余件".encode()


def test_what_is_kept_is_read_back_and_its_sidecar_names_its_origin(tmp_path: Path) -> None:
    store = SnapshotStore(tmp_path)
    identity = store.keep(DATA, {"file": "../../etc/报告.txt"})
    assert identity == snapshot_id(DATA)
    assert store.read(identity) == DATA
    (sidecar,) = tmp_path.rglob("*.json")
    assert json.loads(sidecar.read_text(encoding="utf-8"))["file"] == "../../etc/报告.txt"
    assert sidecar.stem == identity, "a user's file name never becomes a path"


def test_the_same_bytes_are_stored_once_with_their_first_origin(tmp_path: Path) -> None:
    store = SnapshotStore(tmp_path)
    store.keep(DATA, {"file": "first.txt"})
    store.keep(DATA, {"file": "second.txt"})
    (sidecar,) = tmp_path.rglob("*.json")
    assert json.loads(sidecar.read_text(encoding="utf-8"))["file"] == "first.txt"


@pytest.mark.parametrize("damage", [b"", b"not zstd", None])
def test_damaged_bytes_are_never_passed_on(tmp_path: Path, damage: bytes | None) -> None:
    store = SnapshotStore(tmp_path)
    identity, other = store.keep(DATA, {}), store.keep(b"something else", {})
    paths = {path.stem: path for path in tmp_path.rglob("*.zst")}
    paths[identity].write_bytes(paths[other].read_bytes() if damage is None else damage)
    with pytest.raises(DocumentError, match="stored bytes"):
        store.read(identity)
    assert store.keep(DATA, {}) == identity, "the remedy that the message names"
    assert store.read(identity) == DATA
