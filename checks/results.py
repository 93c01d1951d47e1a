"""The results of checks: one row of `check_results` for each check, over all batches of a run.

[figures.bounds 50 rows, 0 failed], [figures.bounds 38 rows, 1 failed]  ->  figures.bounds 88 rows, 1 failed
"""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from checks.registry import SAMPLE
from warehouse.frames import empty


def combine(results: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """The results of several batches as those of one run: counts added, the first few keys kept."""
    together = pl.concat([empty("check_results"), *results])
    return together.group_by("name", "severity", maintain_order=True).agg(
        pl.col("rows_checked", "rows_failed").sum(), pl.col("sample").list.explode().head(SAMPLE)
    )
