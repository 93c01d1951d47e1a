"""The exact polars schemas of the frames that pass between stages, made from the catalogue.

A stage that makes figures makes them in this shape, and the load takes nothing else:

    >>> rows = [{"document_id": "a1", "ordinal": 0, "before_char": 0, "rule": "share", "text": "分享到"}]
    >>> frame("removed_text", rows).schema["before_char"]
    Int32
    >>> empty("figures").width > 30
    True

A frame has every column of its table except those the load fills in itself: `run_id` (the run that first wrote the
row as it stands; a stage's result may come from a cache and must not name a run) and `is_current`. Only `runs` brings
its `run_id` along. Articles pass as `documents`, which the load writes to `document_versions`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cache, partial

import polars as pl
from polars.datatypes import DataType, DataTypeClass

from warehouse.catalogue import table

STAMPED = ("run_id", "is_current")
"""Columns that the load fills in."""

_POLARS = {
    "VARCHAR": pl.String(),
    "JSON": pl.String(),
    "INTEGER": pl.Int32(),
    "BIGINT": pl.Int64(),
    "DOUBLE": pl.Float64(),
    "BOOLEAN": pl.Boolean(),
    "DATE": pl.Date(),
    "TIMESTAMP": pl.Datetime("us"),
}
_STRUCT = re.compile(r"STRUCT\((.*)\)")


class FrameError(ValueError):
    """A frame has not the columns of its table; the message names table and columns."""


@cache
def polars_schema(name: str) -> pl.Schema:
    """The columns and types a frame of table `name` must have."""
    stamped = () if name == "runs" else STAMPED
    columns = [column for column in table(name).columns if column.name not in stamped]
    return pl.Schema({column.name: _polars_type(column.type) for column in columns})


def _polars_type(duckdb_type: str) -> DataType | DataTypeClass:
    """`VARCHAR[]` -> List(String); `STRUCT(a VARCHAR, b INTEGER)` -> Struct."""
    if duckdb_type.endswith("[]"):
        return pl.List(_polars_type(duckdb_type.removesuffix("[]")))
    struct = _STRUCT.fullmatch(duckdb_type)
    if struct:
        fields = (field.split(" ", 1) for field in struct[1].split(", "))
        return pl.Struct({field: _polars_type(field_type) for field, field_type in fields})
    return _POLARS[duckdb_type]


def empty(name: str) -> pl.DataFrame:
    """A frame of table `name` without rows."""
    return pl.DataFrame(schema=polars_schema(name))


def frame(name: str, rows: Sequence[Mapping[str, object]]) -> pl.DataFrame:
    """A frame of table `name` from dicts; a missing column is null, an unknown one is refused.

    Raises FrameError naming the columns, polars errors where a value has not its column's type.
    """
    schema = polars_schema(name)
    unknown = {column for row in rows for column in row} - set(schema)
    if unknown:
        raise FrameError(f"{name} has no column {', '.join(sorted(unknown))}")
    return pl.DataFrame({column: [row.get(column) for row in rows] for column in schema}, schema=schema, strict=True)


def conform(name: str, data: pl.DataFrame) -> pl.DataFrame:
    """`data` with the columns of table `name` in order; missing ones null, all of the declared type.

    Raises FrameError on an unknown column or a type that cannot be cast without loss.
    """
    schema = polars_schema(name)
    if data.schema == schema:
        return data
    unknown = set(data.columns) - set(schema)
    if unknown:
        raise FrameError(f"{name} has no column {', '.join(sorted(unknown))}")
    present = (pl.col(column) if column in data.columns else pl.lit(None).alias(column) for column in schema.names())
    try:
        return data.select(present).cast(schema, strict=True)
    except pl.exceptions.PolarsError as error:
        raise FrameError(f"{name}: {error}") from error


@dataclass(frozen=True, slots=True)
class Batch:
    """Some sources and all that was read of them: what stage validate checks and stage load writes.

    `sources` names every source that was tried. A source whose document is not in `documents` (it could not be
    fetched, or was quarantined) keeps what the warehouse has of it; one whose document is there has its figures,
    numerals, removed text and fingerprint replaced by those given here, and its rows in `quarantine` likewise.
    """

    sources: pl.DataFrame = field(default_factory=partial(empty, "sources"))
    snapshots: pl.DataFrame = field(default_factory=partial(empty, "snapshots"))
    documents: pl.DataFrame = field(default_factory=partial(empty, "documents"))
    removed_text: pl.DataFrame = field(default_factory=partial(empty, "removed_text"))
    figures: pl.DataFrame = field(default_factory=partial(empty, "figures"))
    numerals: pl.DataFrame = field(default_factory=partial(empty, "numerals"))
    quarantine: pl.DataFrame = field(default_factory=partial(empty, "quarantine"))
    fingerprints: pl.DataFrame = field(default_factory=partial(empty, "fingerprints"))


BATCH_TABLES = tuple(entry.name for entry in fields(Batch))
"""The tables that a batch brings rows of."""
