"""Which figures a new reading adds, removes or changes, attribute by attribute.

    before   a1…  165名  metric social_workers  adm3 NULL
    after    a1…  165名  metric social_workers  adm3 海曙区
    gives    changed  a1…  165名  adm3  (empty)  海曙区

A figure is the same one when it has its id (document and span). Where cleaning changed the text, ids change; then the
same words of the same source in the same sentence are the same figure, the first with the first.
"""

from __future__ import annotations

import polars as pl

from warehouse.catalogue import STATED

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
COMPARED = ("figure_id", "source_id", "char_start", "quote", "sentence", *STATED)

SCHEMA = pl.Schema(
    dict.fromkeys(
        ("change", "source_id", "figure_id", "quote", "sentence", "attribute", "before", "after"), pl.String()
    )
)
_OCCURRENCE = ["source_id", "quote", "sentence", "occurrence"]


def figure_changes(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """One row for each figure added or removed and for each attribute changed; both frames have COMPARED."""
    same = before.join(after, on="figure_id", suffix="_after")
    gone = _numbered(before.join(after, on="figure_id", how="anti"))
    new = _numbered(after.join(before, on="figure_id", how="anti"))
    moved = gone.join(new, on=_OCCURRENCE, suffix="_after", nulls_equal=True)
    parts = [_whole(ADDED, new.join(gone, on=_OCCURRENCE, how="anti", nulls_equal=True))]
    parts.append(_whole(REMOVED, gone.join(new, on=_OCCURRENCE, how="anti", nulls_equal=True)))
    parts += [_changed(attribute, pairs) for pairs in (same, moved) for attribute in STATED]
    return pl.concat(parts).sort("source_id", "change", "quote", "attribute", "figure_id", nulls_last=True)


def _numbered(figures: pl.DataFrame) -> pl.DataFrame:
    """Which one of the same words in the same sentence each is."""
    ordered = figures.sort("source_id", "char_start")
    return ordered.with_columns(occurrence=pl.int_range(pl.len()).over("source_id", "quote", "sentence"))


def _whole(change: str, figures: pl.DataFrame) -> pl.DataFrame:
    rows = figures.with_columns(change=pl.lit(change), attribute=None, before=None, after=None)
    return rows.select(pl.col(name).cast(pl.String) for name in SCHEMA)


def _changed(attribute: str, pairs: pl.DataFrame) -> pl.DataFrame:
    differing = pairs.filter(pl.col(attribute).ne_missing(pl.col(f"{attribute}_after")))
    rows = differing.with_columns(
        change=pl.lit(CHANGED),
        attribute=pl.lit(attribute),
        before=pl.col(attribute),
        after=pl.col(f"{attribute}_after"),
    )
    return rows.select(pl.col(name).cast(pl.String) for name in SCHEMA)
