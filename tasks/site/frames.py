"""The answers that pages are made from, and the sums that several pages show.

`Answers` holds one frame for each question of `tasks.site.questions`. `sums` adds facts up the way the view
`metric_totals` does: never across units, stocks apart from flows, what was left out counted by reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl

Answers = Mapping[str, pl.DataFrame]
Row = dict[str, Any]

_SAME = ("metric", "dimension", "unit_kind", "adds_as")


def sums(facts: pl.DataFrame, by: Sequence[str] = ()) -> pl.DataFrame:
    """One row for each value of `by`, metric, dimension, kind of unit and way of counting.

    Columns: those of `by`, metric, dimension, unit, aggregation, total, total_low, total_high (null where one bound is
    open), included_facts, approximate_facts, excluded_facts, excluded_reasons (list of structs reason, count).
    """
    included = pl.col("included")
    units = facts.group_by([*by, *_SAME]).agg(pl.col("unit").drop_nulls().mode().sort().first().alias("usual_unit"))
    added = facts.group_by([*by, *_SAME]).agg(
        pl.col("value").filter(included).sum().alias("total"),
        pl.col("value_low").filter(included).fill_null(0).sum().alias("total_low"),
        pl.col("value_high").filter(included).sum().alias("total_high"),
        pl.col("value_high").filter(included).null_count().alias("open_highs"),
        included.sum().alias("included_facts"),
        (included & (pl.col("qualifier") != "exact")).sum().alias("approximate_facts"),
        (~included).sum().alias("excluded_facts"),
        pl.col("reason").filter(~included).value_counts().alias("excluded_reasons"),
        pl.col("document_id").filter(included).n_unique().alias("document_count"),
    )
    nothing = pl.col("included_facts") == 0
    return (
        added.join(units, on=[*by, *_SAME], nulls_equal=True)
        .with_columns(
            pl.when(~nothing).then(pl.col("total")).alias("total"),
            pl.when(~nothing).then(pl.col("total_low")).alias("total_low"),
            pl.when(~nothing & (pl.col("open_highs") == 0)).then(pl.col("total_high")).alias("total_high"),
            pl.coalesce("unit_kind", "usual_unit").alias("unit"),
            pl.col("adds_as").alias("aggregation"),
        )
        .sort([*by, "included_facts", *_SAME], descending=[*(False for _ in by), True, *(False for _ in _SAME)])
        .drop("open_highs", "usual_unit", "adds_as", "unit_kind")
    )


def grouped(frame: pl.DataFrame, column: str) -> dict[Any, list[Row]]:
    """The rows of `frame` by their value of `column`, in the order they have."""
    groups: dict[Any, list[Row]] = {}
    for row in frame.iter_rows(named=True):
        groups.setdefault(row[column], []).append(row)
    return groups


def reasons(row: Mapping[str, Any]) -> list[tuple[str, int]]:
    """Why rows were left out and how many for each reason, the most frequent first."""
    counted = [tuple(entry.values()) for entry in row["excluded_reasons"] or []]
    return sorted(((str(reason), int(count)) for reason, count in counted), key=lambda entry: (-entry[1], entry[0]))


def batches(frame: pl.DataFrame, size: int) -> Iterator[pl.DataFrame]:
    """The frame in parts of at most `size` rows."""
    for first in range(0, frame.height, size):
        yield frame.slice(first, size)
