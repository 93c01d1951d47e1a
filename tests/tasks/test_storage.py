"""A folder and a bucket keep bytes alike: whole or not at all."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from tasks.errors import InputError, StoreError
from tasks.fetch.snapshots import SnapshotStore
from tasks.partitions import derive, key_of, partition_key, read_frame, remove_of_run
from tasks.storage import Bucket, storage

FRAME = pl.DataFrame({"quote": ["5.7万余件"], "value": [57000.0]})


@pytest.fixture(params=["folder", "bucket"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "folder":
        return str(tmp_path / "台账 1.store")
    return f"{request.getfixturevalue('bucket')}/a/taizhang.store"


def never() -> dict[str, pl.DataFrame]:
    raise AssertionError("made twice")


def test_a_partition_is_made_once_and_read_by_its_location(store: str) -> None:
    key = partition_key("1", ["a", "b"])
    partition = derive(store, "clean", key, lambda: {"documents": FRAME, "figures": FRAME.clear()})
    assert partition.startswith(store)
    assert key_of(partition) == key
    assert read_frame(partition, "documents").equals(FRAME)
    assert read_frame(partition, "figures").schema == FRAME.schema
    assert derive(store, "clean", key, never) == partition


def test_a_partition_that_was_not_finished_is_not_there(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program ends, as if killed, while the second table is written."""
    written = []

    def die(*given: object) -> None:
        written.append(given)
        if len(written) > 1:
            raise KeyboardInterrupt
        original(*given)

    target = Bucket if store.startswith("s3:") else Path
    name = "write" if target is Bucket else "write_bytes"
    original = getattr(target, name)
    monkeypatch.setattr(target, name, lambda *given: die(*given))
    frames = {"documents": FRAME, "figures": FRAME}
    with pytest.raises(KeyboardInterrupt):
        derive(store, "clean", "k", lambda: frames)
    monkeypatch.undo() if target is Path else monkeypatch.setattr(target, name, original)
    better = FRAME.with_columns(value=pl.lit(1.0))
    partition = derive(store, "clean", "k", lambda: {"documents": better, "figures": better})
    assert read_frame(partition, "documents").equals(better)


def test_the_partitions_of_a_run_are_removed_and_no_others(store: str) -> None:
    own = derive(store, "fetch", "run1-1", lambda: {"t": FRAME})
    kept = [derive(store, stage, key, lambda: {"t": FRAME}) for stage, key in (("fetch", "run2-1"), ("clean", "3f9a"))]
    remove_of_run(store, "run1")
    assert all(read_frame(partition, "t").equals(FRAME) for partition in kept)
    with pytest.raises(StoreError, match=r"run1-1: the table t cannot be read .* Run again"):
        read_frame(own, "t")
    assert derive(store, "fetch", "run1-1", lambda: {"t": FRAME}) == own


def test_snapshots_are_kept_alike(store: str) -> None:
    snapshots = SnapshotStore(store)
    identity = snapshots.keep("通知".encode(), {"file": "通知.txt"})
    assert snapshots.keep("通知".encode(), {"file": "other.txt"}) == identity
    assert snapshots.read(identity) == "通知".encode()
    assert snapshots.origin(identity)["file"] == "通知.txt"


def test_a_group_made_twice_at_once_is_the_first_one(tmp_path: Path) -> None:
    """Another run puts the same partition in place while this one still makes it."""
    first = {"a.arrow": b"first"}
    place = storage(tmp_path)
    place.write_group("partitions/clean/k", first)
    place.write_group("partitions/clean/k", {"a.arrow": b"second"})
    assert place.read("partitions/clean/k/a.arrow") == b"first"
    assert [path.name for path in (tmp_path / "partitions" / "clean").iterdir()] == ["k"]


@pytest.mark.parametrize("damage", [b"", b"other bytes", None], ids=["empty", "other", "gone"])
def test_a_damaged_partition_is_made_anew_and_a_whole_one_stays(store: str, damage: bytes | None) -> None:
    partition = derive(store, "clean", "k", lambda: {"documents": FRAME, "figures": FRAME})
    file, place = "partitions/clean/k/figures.arrow", storage(store)
    place.remove(file) if damage is None else place.write(file, damage)
    better = FRAME.with_columns(value=pl.lit(1.0))
    assert derive(store, "clean", "k", lambda: {"documents": better, "figures": better}) == partition
    assert all(read_frame(partition, table).equals(better) for table in ("documents", "figures"))
    assert derive(store, "clean", "k", never) == partition


def test_what_is_a_matter_of_more_than_its_inputs_gets_another_key(store: str) -> None:
    renamed = derive(store, "clean", "k", lambda: {"documents": FRAME}, lambda _: "run1-1")
    assert key_of(renamed) == "run1-1"
    assert key_of(derive(store, "clean", "k", lambda: {"documents": FRAME.clear()})) == "k"
    assert read_frame(renamed, "documents").equals(FRAME)


def test_a_place_that_cannot_be_written_is_told_with_its_stage(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("no folder")
    with pytest.raises(StoreError, match=r"Stage clean: .*store: partitions/clean/k cannot be kept .*run again"):
        derive(str(tmp_path / "store"), "clean", "k", lambda: {"t": FRAME})


def test_a_bucket_that_is_not_there_is_named_and_no_secret_is(s3_environment: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="s3://no-such-bucket/x does not answer") as raised:
        derive("s3://no-such-bucket/x", "clean", "k", lambda: {"t": FRAME})
    assert s3_environment["AWS_SECRET_ACCESS_KEY"] not in str(raised.value)


def test_a_place_that_nothing_can_reach_is_refused() -> None:
    with pytest.raises(InputError, match=r"nowhere://x: .*A store is a folder or s3://bucket/prefix"):
        storage("nowhere://x")
