"""Says how a figure adds up: stock, flow, cumulative, share, rate.

    "全市现有社工站120个"                              stock        how many there are
    "3月5日，志愿者走访46户"                           flow         how many in the period
    "累计接听来电1908通，其中转介危机个案17例"         cumulative   counted up over a time
    "截至4月9日，接收善款209万元"                      cumulative
    "占84.2%", "七成"                                  share
    "每天供餐300份", "人均1500元"                      rate

The nearest word before the figure in its sentence decides (`seeds/reference/aggregation_words.csv`), then its period:
what was counted up to a day (截至) is a stock when it counts people or places, else cumulative.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from seeds.tables import read_reference
from tasks.extract.guarded import GuardedWords, Hits
from tasks.extract.layout import Layout
from tasks.extract.model import Bound, Mention, Period

STOCK, FLOW, CUMULATIVE, SHARE, RATE = "stock", "flow", "cumulative", "share", "rate"
AGGREGATIONS = (STOCK, FLOW, CUMULATIVE, SHARE, RATE)

_SHARE_UNITS = frozenset("%％‰成折")
_IN_PLACE = frozenset(("people", "organizations", "teams", "sites", "households"))
_REACH = 200  # characters that a word counts for at most
_LISTED = 40  # characters between figures that one stock word counts for


@cache
def _words() -> GuardedWords:
    columns = ("word", "aggregation", "not_after", "not_before")
    return GuardedWords(
        read_reference(
            "aggregation_words.csv", columns, key=("word",), codes={"aggregation": (STOCK, FLOW, CUMULATIVE)}
        )
    )


def bind_aggregations(
    layout: Layout, mentions: Sequence[Mention], rates: Sequence[Bound], periods: Sequence[Period]
) -> list[Bound]:
    """How each mention adds up, in the order of `mentions`."""
    words = _words().find(layout.side)
    return [_aggregation(layout, words, *figure) for figure in zip(mentions, rates, periods, strict=True)]


def _aggregation(layout: Layout, words: Hits, mention: Mention, rate: Bound, period: Period) -> Bound:
    if mention.dimension == "percent" or mention.unit in _SHARE_UNITS:
        return Bound(SHARE, mention.start, mention.end, "unit")
    if rate.value:
        return Bound(RATE, rate.start, rate.end, rate.rule)
    return _by_word(layout, words, mention) or _by_period(mention, period)


def _by_word(layout: Layout, words: Hits, mention: Mention) -> Bound | None:
    """By the nearest word before the figure in its sentence, or in the labels of its cell."""
    for label in (mention.column_label, mention.row_label):
        for word in words.between(*label) if label else ():
            return Bound(word.row["aggregation"], word.start, word.end, "label")
    clause = layout.clause_at(mention.start)
    start = max(layout.sentences[clause.sentence].start, mention.start - _REACH)
    for word in reversed(words.between(start, mention.start)):
        value = word.row["aggregation"]
        between = layout.side[word.end : mention.start]
        in_reach = {
            CUMULATIVE: True,
            STOCK: "," not in between and ";" not in between and len(between) <= _LISTED,
            FLOW: word.start >= clause.start,
        }
        if in_reach[value]:
            return Bound(value, word.start, word.end, "word")
    return None


def _by_period(mention: Mention, period: Period) -> Bound:
    if period.last and not period.first:
        value = STOCK if mention.dimension in _IN_PLACE else CUMULATIVE
        return Bound(value, period.start, period.end, "period")
    if period.first and not period.last:
        return Bound(CUMULATIVE, period.start, period.end, "period")
    return Bound(FLOW, rule="default")
