"""Hands the rows of a batch from stage to stage by reference: a folder of Parquet files, named by what made it.

    <store>/partitions/clean/3f9a…/documents.parquet
                                   removed_text.parquet
                                   quarantine.parquet

The name is a hash of the inputs and of the stage's version, so a partition that is there is the right one: a run
that is repeated, or resumed after a crash, makes only what is missing. A partition is written beside its place and
moved there whole.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import polars as pl

Frames = Mapping[str, pl.DataFrame]


def partition_key(version: str, inputs: Iterable[str]) -> str:
    """A stable name for what a stage of this version makes of these inputs."""
    digest = hashlib.sha256(version.encode())
    for part in inputs:
        digest.update(b"\0" + part.encode())
    return digest.hexdigest()[:32]


def derive(store: Path, stage: str, key: str, make: Callable[[], Frames]) -> Path:
    """The partition of `stage` named `key`; `make` is called only when it is not there yet."""
    place = store / "partitions" / stage / key
    if place.is_dir():
        return place
    place.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(dir=place.parent, prefix=".partial-"))
    try:
        for table, frame in make().items():
            frame.write_parquet(temporary / f"{table}.parquet", compression="zstd")
        try:
            temporary.rename(place)
        except OSError:  # another run made the same partition in the meantime
            if not place.is_dir():
                raise
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    return place


def read_frame(partition: Path, table: str) -> pl.DataFrame:
    """One table of a partition."""
    return pl.read_parquet(partition / f"{table}.parquet")
