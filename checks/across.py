"""Checks that look at several figures of one document: totals and parts, contradictions, headline and body.

    全市共有社工165名，其中男性60名、女性120名      parts 180 > total 165       _parts_fit false on the total
    标题 投入社工170名 … 正文 投入社工165名         no body figure says 170     _in_body false on the headline's

Bounds, not values, are compared: 2000余 and 2300 do not contradict each other. A result of null means that there is
nothing to compare with.

The comparisons are plain loops: a join or a window of polars takes a millisecond however few the rows, which for the
few hundred figures of a batch is ten times what there is to compare, and for a million a loop is no slower.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import polars as pl

Answers = Iterable[tuple[int, bool | None]]
"""Numbers of rows, with what is said of them; what is not named is null, a later answer counts."""

_SAME_THING = (
    "document_id",
    "metric",
    "dimension",
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
_SAME_MEASURE = ("document_id", "metric", "dimension")
_OWN_UNITS = ("items", "money", "other")
"""Dimensions whose units cannot be added to or compared with one another; as unit_kind of the views."""

_ROUNDING = 1e-9
"""What adding decimals may lose, relative to their sum."""

_HEADLINE = 300
"""Characters that headline and sub-headlines take at most."""

_LIST = 10
"""More numbers than this for one thing are a list, and no contradiction; as in the view conflicts."""

_STANDING = ("stock", "cumulative")
_NO_SUM = ("share", "rate")

# The same for every batch, hence made once. Things and measures go by their 64-bit hashes: of a million figures, once
# in thirty million times two would meet that are not one, and be marked with a warning.
_UNIT_KIND = pl.when(pl.col("dimension").is_in(_OWN_UNITS)).then("unit")
_LOW, _HIGH = pl.col("value_low").fill_null(float("-inf")), pl.col("value_high").fill_null(float("inf"))
_IS_STATEMENT = pl.col("object").is_not_null() & pl.col("aggregation").is_in(_STANDING)
_IS_PART = pl.col("parent_figure_id").is_not_null()
_COMPARED = (
    pl.int_range(pl.len()).alias("number"),
    *("figure_id", "document_id", "parent_figure_id", "sentence_start", "dimension", "value_low", "value_high"),
    _UNIT_KIND.alias("unit_kind"),
    _LOW.alias("low"),
    _HIGH.alias("high"),
    _IS_PART.alias("is_part"),
    (_IS_PART & ~pl.col("aggregation").is_in(_NO_SUM)).alias("is_summed"),
    pl.when(_IS_STATEMENT).then(pl.struct(*_SAME_THING, _UNIT_KIND.alias("unit_kind")).hash()).alias("thing"),
    pl.when(_IS_STATEMENT & ~_IS_PART).then(_LOW <= _HIGH).alias("agrees_alone"),
    pl.struct(*_SAME_MEASURE, _UNIT_KIND.alias("unit_kind")).hash().alias("measure"),
)
_ENDS = pl.col("blocks").list.eval(
    pl.when(pl.element().struct.field("kind") == "title").then(pl.element().struct.field("char_end"))
)
TITLE_END = _ENDS.list.max().clip(upper_bound=_HEADLINE).alias("title_end")
"""Of documents: where the last title block ends, near the top of the text; null without one."""

_REACHED = pl.col("char_end").cum_max().shift(1).over("document_id", order_by=["char_start", "char_end"])
STANDS_ALONE = (pl.col("char_start") >= _REACHED).alias("_stands_alone")
"""Whether no figure of the document that begins earlier (or as early, and comes before) reaches into this one."""


def comparisons(figures: pl.DataFrame, title_ends: pl.Series) -> dict[str, pl.Series]:
    """_parent_fits, _parts_fit, _in_body, _agrees of each figure; `title_ends` has TITLE_END of its document."""
    in_headline = (pl.col("char_start") < title_ends).fill_null(False)
    rows = figures.select(*_COMPARED, in_headline.alias("in_headline"))
    parts = rows.filter("is_part")
    totals = rows.filter(pl.col("figure_id").is_in(parts["parent_figure_id"].implode()))
    answers = {
        "_parent_fits": _parents_fit(parts, totals),
        "_parts_fit": _parts_fit(parts.filter("is_summed"), totals),
        "_in_body": _are_in_body(rows),
        "_agrees": _agree(rows),
    }
    return {name: _by_row(given, rows.height) for name, given in answers.items()}


def _by_row(given: Answers, height: int) -> pl.Series:
    answers: list[bool | None] = [None] * height
    for number, answer in given:
        answers[number] = answer
    return pl.Series(answers, dtype=pl.Boolean)


def _values(rows: pl.DataFrame, *names: str) -> Iterator[tuple[Any, ...]]:
    return zip(*(rows[name].to_list() for name in names), strict=True)


def _parents_fit(parts: pl.DataFrame, totals: pl.DataFrame) -> Answers:
    """Whether the total is a figure of the same document, and neither the figure itself nor its part."""
    known: dict[str, tuple[str, str | None]] = {}
    for own, document, above in _values(totals, "figure_id", "document_id", "parent_figure_id"):
        known.setdefault(own, (document, above))
    for number, own, document, total in _values(parts, "number", "figure_id", "document_id", "parent_figure_id"):
        found, above = known.get(total, (None, None))
        yield number, found == document and total != own and above != own


def _parts_fit(parts: pl.DataFrame, totals: pl.DataFrame) -> Answers:
    """Whether the least that the parts can be together is no more than the most that the total can be."""
    sums: dict[tuple[Any, ...], float] = defaultdict(float)
    for low, *measure in _values(parts, "value_low", "parent_figure_id", "dimension", "unit_kind"):
        sums[tuple(measure)] += low or 0.0
    for number, most, *measure in _values(totals, "number", "value_high", "figure_id", "dimension", "unit_kind"):
        least = sums.get(tuple(measure))
        yield number, None if least is None or most is None else least <= most * (1 + _ROUNDING)


def _are_in_body(rows: pl.DataFrame) -> Answers:
    """Whether a figure of the headline agrees with some figure of the body that measures the same."""
    heads = rows.filter("in_headline")
    body: dict[int, list[tuple[float, float]]] = defaultdict(list)
    asked = ~pl.col("in_headline") & pl.col("measure").is_in(heads["measure"].implode())
    for measure, low, high in _values(rows.filter(asked), "measure", "low", "high"):
        body[measure].append((low, high))
    for number, measure, low, high in _values(heads, "number", "measure", "low", "high"):
        if measure in body:
            yield number, any(low <= most and least <= high for least, most in body[measure])


def _agree(rows: pl.DataFrame) -> Answers:
    """Whether all statements of the same thing have a number in common: the greatest low is under the least high."""
    yield from _values(rows.filter(pl.col("agrees_alone").is_not_null()), "number", "agrees_alone")
    several = rows.filter(pl.col("thing").is_not_null() & pl.col("thing").is_duplicated())
    by_thing: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for thing, *statement in _values(several, "thing", "number", "is_part", "sentence_start", "low", "high"):
        by_thing[thing].append(tuple(statement))
    for said in by_thing.values():
        whole = [(number, *span) for number, is_part, *span in said if not is_part]
        agreed = _have_common([span for _, *span in whole]) if len(said) <= _LIST else None
        yield from ((number, agreed) for number, *_ in whole)


def _have_common(spans: Sequence[Sequence[Any]]) -> bool:
    """Whether spans (sentence, low, high) have a number in common.

    What one sentence says of a thing (从19人到4.27万人) is taken together, from the least of it to the greatest.
    """
    lows: dict[int, float] = {}
    highs: dict[int, float] = {}
    for sentence, low, high in spans:
        lows[sentence] = min(low, lows.get(sentence, low))
        highs[sentence] = max(high, highs.get(sentence, high))
    return not spans or max(lows.values()) <= min(highs.values())
