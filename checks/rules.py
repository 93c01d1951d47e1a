"""What one row must be, as polars expressions: true holds, false fails, null is not asked.

    RULES["figures"]["figures.bounds"]  ->  ("value", value_low <= value <= value_high)

The column named beside each is the one a failure is reported at. Columns that begin with `_` are looked up before
(`checks.lookups`, `checks.across`): whether the quote stands in the text, whether the region exists, and the like.
"""

from __future__ import annotations

from datetime import date

import polars as pl

Rule = tuple[str, pl.Expr]

_FIRST_DAY = date(1949, 10, 1)


def _col(name: str) -> pl.Expr:
    return pl.col(name)


def _within(value: str, low: str, high: str) -> pl.Expr:
    return (_col(value) >= _col(low)).fill_null(True) & (_col(value) <= _col(high)).fill_null(True)


def _exact_bounds() -> pl.Expr:
    exact = (_col("value_low").eq_missing(_col("value"))) & (_col("value_high").eq_missing(_col("value")))
    two_ends = (_col("value_low") < _col("value_high")).fill_null(False)
    return (
        pl.when(_col("qualifier") == "exact")
        .then(exact)
        .when(_col("qualifier") == "range")
        .then(two_ends)
        .otherwise(True)
    )


def _region_levels() -> pl.Expr:
    coded = _col("adm1").is_null() == _col("region_code").is_null()
    under = _col("adm1").is_not_null() | (_col("adm2").is_null() & _col("adm3").is_null())
    return coded & under


def _numeral_quote() -> pl.Expr:
    no_offsets = _col("char_start").is_null() & _col("char_end").is_null()
    offsets = _col("char_start").is_not_null() & _col("char_end").is_not_null()
    return (
        pl.when(_col("part") == "furniture").then(no_offsets).otherwise(offsets & _col("_quote_stands").fill_null(True))
    )


RULES: dict[str, dict[str, Rule]] = {
    "sources": {},
    "snapshots": {},
    "documents": {
        "documents.source": ("source_id", _col("_source_known")),
        "documents.one_per_source": ("source_id", _col("source_id").is_first_distinct()),
        "documents.text": ("text", _col("text").str.contains(r"\S")),
        "documents.char_count": ("char_count", _col("char_count") == _col("text").str.len_chars()),
        "documents.blocks": ("blocks", _col("_blocks_fit")),
        "documents.published_on": ("published_on", _col("published_on").is_between(_FIRST_DAY, _col("_today"))),
    },
    "removed_text": {"removed_text.document": ("document_id", _col("_document_known"))},
    "figures": {
        "figures.document": ("document_id", _col("_document_known")),
        "figures.quote": ("quote", _col("_quote_stands")),
        "figures.sentence": ("sentence", _col("_sentence_stands")),
        "figures.bounds": ("value", _within("value", "value_low", "value_high")),
        "figures.exact_bounds": ("value", _exact_bounds()),
        "figures.unit_dimension": ("dimension", _col("_unit_fits")),
        "figures.region": ("region_code", _col("_region_exists")),
        "figures.region_levels": ("region_code", _region_levels()),
        "figures.period_order": ("period_end", _col("period_start") <= _col("period_end")),
        "figures.period_future": (
            "period_start",
            pl.coalesce("period_start", "period_end") <= _col("_published_on"),
        ),
        "figures.rate_per": ("per", (_col("aggregation") == "rate") == _col("per").is_not_null()),
        "figures.numeral": ("figure_id", _col("_has_numeral")),
        "figures.parent": ("parent_figure_id", _col("_parent_fits")),
        "figures.overlap": ("char_start", _col("_stands_alone")),
        "figures.subtotals": ("value", _col("_parts_fit")),
        "figures.disagreement": ("value", _col("_agrees")),
        "figures.headline": ("value", _col("_in_body")),
    },
    "numerals": {
        "numerals.document": ("document_id", _col("_document_known")),
        "numerals.quote": ("quote", _numeral_quote()),
        "numerals.figure": (
            "figure_id",
            ((_col("disposition") == "figure") == _col("figure_id").is_not_null()) & _col("_figure_known"),
        ),
    },
}
"""By table: check id -> (column it is reported at, what must hold)."""
