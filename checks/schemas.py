"""The pandera schemas: every column as the catalogue declares it, every row as `checks.rules` demands.

    failures(name, frame)  ->  one line for each row and check that failed: index, check

Frames are validated eagerly and lazily in pandera's sense (a polars DataFrame, all failures collected): with a
LazyFrame pandera looks at no data. Rows are never dropped here; `tasks.validate` splits them by these lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

import pandera.polars as pa
import polars as pl
from pandera.errors import SchemaErrors

from checks.rules import RULES
from warehouse.catalogue import codes, table
from warehouse.frames import polars_schema

_LINES = pl.Schema({"index": pl.UInt32(), "check": pl.String()})


class Demand(NamedTuple):
    """What one check asks of one column: true holds, false fails, null is not asked."""

    check: str
    column: str
    holds: pl.Expr


@cache
def demands(name: str) -> tuple[Demand, ...]:
    """All that is asked of the rows of table `name`, but that required columns are filled."""
    first, *_ = key = table(name).key
    unique = Demand(f"{name}.key", first, pl.struct(key).is_first_distinct())
    rules = (Demand(check, column, holds) for check, (column, holds) in RULES[name].items())
    return (*_column_demands(name), unique, *rules)


@cache
def asked(name: str) -> tuple[str, ...]:
    """The checks that `failures` asks of the rows of table `name`."""
    names = (f"{name}.required", *(demand.check for demand in demands(name)))
    return tuple(dict.fromkeys(names))


@cache
def schema(name: str, columns: tuple[str, ...] | None = None) -> pa.DataFrameSchema:
    """The pandera schema of table `name`, or of some columns of it; columns beside them are allowed."""
    kinds = polars_schema(name)
    parts = {column: pa.Column(kinds[column], nullable=_nullable(name, column)) for column in columns or kinds}
    for demand in demands(name):
        if demand.column in parts:
            parts[demand.column].checks.append(pa.Check(_question(demand.holds), name=demand.check))
    return pa.DataFrameSchema(parts, strict=False)


def failures(name: str, rows: pl.DataFrame) -> pl.DataFrame:
    """What fails: `index` of the row and `check`, each pair once."""
    columns = _columns_in_doubt(name, rows)
    if columns:
        try:
            schema(name, columns).validate(rows, lazy=True)
        except SchemaErrors as errors:
            return _lines(name, errors.failure_cases)
    return pl.DataFrame(schema=_LINES)


def _columns_in_doubt(name: str, rows: pl.DataFrame) -> tuple[str, ...]:
    """The columns where something fails, found in one pass.

    Pandera takes a millisecond for each column and each check, however few the rows: for a batch of fifty documents
    ten times what the questions themselves take. So it is asked only where there is something to find.
    """
    found = rows.schema
    wrong = tuple(column for column, kind in polars_schema(name).items() if found.get(column) != kind)
    if wrong or rows.is_empty():
        return wrong
    every = rows.select(_all_hold(name))
    return tuple(column for column, held in zip(every.columns, every.row(0), strict=True) if not held)


@cache
def _all_hold(name: str) -> tuple[pl.Expr, ...]:
    """By column: whether all that is asked of it holds in every row."""
    holds: dict[str, list[pl.Expr]] = {}
    for column in polars_schema(name):
        if not _nullable(name, column):
            holds.setdefault(column, []).append(pl.col(column).is_not_null())
    for demand in demands(name):
        holds.setdefault(demand.column, []).append(demand.holds)
    return tuple(
        pl.all_horizontal(one.all(ignore_nulls=True) for one in asked).alias(column) for column, asked in holds.items()
    )


def _lines(name: str, cases: pl.DataFrame) -> pl.DataFrame:
    """The failure cases with our ids; one that names no row means that the frame is not a frame of its table."""
    if cases["index"].null_count():
        broken = cases.filter(pl.col("index").is_null()).select("column", "check").rows()
        raise ValueError(f"{name}: the frame has not the columns of the catalogue: {broken}")
    check = pl.col("check").replace({"not_nullable": f"{name}.required"})
    return cases.select(pl.col("index").cast(pl.UInt32), check).unique(maintain_order=True)


def _column_demands(name: str) -> Iterator[Demand]:
    """Code lists and bounds as the catalogue has them; a number is never infinite or none."""
    for column in polars_schema(name):
        declared, value = table(name).column(column), pl.col(column)
        if declared.code_list:
            allowed = [code.code for code in codes(declared.code_list)]
            yield Demand(f"{name}.codes", column, value.is_in(allowed))
        if declared.minimum is not None:
            yield Demand(f"{name}.range", column, value >= declared.minimum)
        if declared.maximum is not None:
            yield Demand(f"{name}.range", column, value <= declared.maximum)
        if declared.type == "DOUBLE":
            yield Demand(f"{name}.range", column, value.is_finite())


def _nullable(name: str, column: str) -> bool:
    return table(name).column(column).nullable


def _question(holds: pl.Expr) -> Callable[[pa.PolarsData], pl.LazyFrame]:
    return lambda data: data.lazyframe.select(holds.alias("holds"))
