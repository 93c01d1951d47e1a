"""Checks that look at several figures of one document: totals and parts, contradictions, headline and body.

    全市共有社工165名，其中男性60名、女性120名      parts 180 > total 165       _parts_fit false on the total
    标题 投入社工170名 … 正文 投入社工165名         no body figure says 170     _in_body false on the headline's

Bounds, not values, are compared: 2000余 and 2300 do not contradict each other. A result of null means that there is
nothing to compare with.
"""

from __future__ import annotations

import polars as pl

_SAME_THING = (
    "document_id",
    "metric",
    "dimension",
    "_unit_kind",
    "object",
    "actor",
    "adm1",
    "adm2",
    "adm3",
    "period_start",
    "period_end",
    "per",
    "aggregation",
)
_SAME_MEASURE = ("document_id", "metric", "dimension", "_unit_kind")
_OWN_UNITS = ("items", "money", "other")
"""Dimensions whose units cannot be added to or compared with one another; as unit_kind of the views."""

_ROUNDING = 1e-9
"""What adding decimals may lose, relative to their sum."""

_HEADLINE = 300
"""Characters that headline and sub-headlines take at most."""

_LIST = 10
"""More numbers than this for one thing are a list, and no contradiction; as in the view conflicts."""

_LOW = pl.col("value_low").fill_null(float("-inf"))
_HIGH = pl.col("value_high").fill_null(float("inf"))


def with_comparisons(figures: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Figures with _parent_fits, _stands_alone, _parts_fit, _agrees, _in_body."""
    own_unit = pl.when(pl.col("dimension").is_in(_OWN_UNITS)).then("unit")
    rows = figures.with_columns(_unit_kind=own_unit, _in_headline=_in_headline(figures, documents))
    rows = _with_parents(rows)
    rows = _with_parts(rows)
    return _with_body(rows).with_columns(_stands_alone=_stands_alone(), _agrees=_agrees(rows))


def _in_headline(figures: pl.DataFrame, documents: pl.DataFrame) -> pl.Series:
    """Whether a figure stands before the end of its document's last title block, and near the top of the text."""
    blocks = documents.select("document_id", "blocks").explode("blocks").drop_nulls("blocks").unnest("blocks")
    titles = (
        blocks.filter(pl.col("kind") == "title")
        .group_by("document_id")
        .agg(_title_end=pl.col("char_end").max().clip(upper_bound=_HEADLINE))
    )
    joined = figures.join(titles, on="document_id", how="left", maintain_order="left")
    return joined.select((pl.col("char_start") < pl.col("_title_end")).fill_null(False)).to_series()


def _with_parents(rows: pl.DataFrame) -> pl.DataFrame:
    """_parent_fits: the total is a figure of the same document, and neither the figure itself nor its part."""
    totals = rows.select(
        parent_figure_id="figure_id", _total_document="document_id", _total_parent="parent_figure_id"
    ).unique("parent_figure_id", keep="first")
    joined = rows.join(totals, on="parent_figure_id", how="left", maintain_order="left")
    own = pl.col("figure_id")
    fits = (
        pl.col("_total_document").eq_missing(pl.col("document_id"))
        & (pl.col("parent_figure_id") != own)
        & pl.col("_total_parent").ne_missing(own)
    )
    return joined.with_columns(_parent_fits=pl.when(pl.col("parent_figure_id").is_not_null()).then(fits)).drop(
        "_total_document", "_total_parent"
    )


def _with_parts(rows: pl.DataFrame) -> pl.DataFrame:
    """_parts_fit: the least that the parts can be together is no more than the most that the total can be."""
    summed = rows.filter(pl.col("parent_figure_id").is_not_null() & ~pl.col("aggregation").is_in(["share", "rate"]))
    sums = summed.group_by("parent_figure_id", "dimension", "_unit_kind").agg(
        _parts=pl.col("value_low").fill_null(0).sum()
    )
    sums = sums.rename({"parent_figure_id": "figure_id"})
    keys = ["figure_id", "dimension", "_unit_kind"]
    joined = rows.join(sums, on=keys, how="left", nulls_equal=True, maintain_order="left")
    most = pl.col("value_high") * (1 + _ROUNDING)
    return joined.with_columns(_parts_fit=pl.col("_parts") <= most).drop("_parts")


def _with_body(rows: pl.DataFrame) -> pl.DataFrame:
    """_in_body: a figure of the headline agrees with some figure of the body that measures the same."""
    body = rows.filter(~pl.col("_in_headline")).select(*_SAME_MEASURE, _body_low=_LOW, _body_high=_HIGH)
    heads = rows.filter("_in_headline").select("figure_id", *_SAME_MEASURE, _head_low=_LOW, _head_high=_HIGH)
    pairs = heads.join(body, on=_SAME_MEASURE, nulls_equal=True)
    meets = (pl.col("_head_low") <= pl.col("_body_high")) & (pl.col("_body_low") <= pl.col("_head_high"))
    found = pairs.group_by("figure_id").agg(_in_body=meets.any())
    return rows.join(found, on="figure_id", how="left", maintain_order="left")


def _stands_alone() -> pl.Expr:
    """Whether no figure of the document that begins earlier (or as early, and comes before) reaches into this one."""
    reached = pl.col("char_end").cum_max().shift(1).over("document_id", order_by=["char_start", "char_end"])
    return reached <= pl.col("char_start")


def _agrees(rows: pl.DataFrame) -> pl.Series:
    """Whether all statements of the same thing have a number in common: the greatest low is under the least high.

    What one sentence says of a thing (从19人到4.27万人) is taken together, from the least of it to the greatest.
    """
    asked = rows.with_row_index("_row").filter(
        pl.col("object").is_not_null()
        & pl.col("aggregation").is_in(["stock", "cumulative"])
        & pl.col("parent_figure_id").is_null()
        & (pl.len().over(*_SAME_THING) <= _LIST)
    )
    by_sentence = (*_SAME_THING, "sentence_start")
    spans = asked.with_columns(_low=_LOW.min().over(*by_sentence), _high=_HIGH.max().over(*by_sentence))
    agreed = pl.col("_low").max().over(*_SAME_THING) <= pl.col("_high").min().over(*_SAME_THING)
    answers = spans.select("_row", _agrees=agreed)
    return rows.with_row_index("_row").join(answers, on="_row", how="left", maintain_order="left")["_agrees"]
