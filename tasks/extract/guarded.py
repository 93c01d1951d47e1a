"""Finds the words of a reference table in a text, but not where they are part of another word.

    row    {"word": "共", "aggregation": "cumulative", "not_after": "公中", "not_before": "享同建"}
    text   "中共党员共服务300人"        one hit: the second 共

`not_after` and `not_before` list the characters beside which a word is not itself.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from tasks.extract.layout import fold


class Hit(NamedTuple):
    """One word in the text: its span, and its row in the table."""

    start: int
    end: int
    row: dict[str, str]


class GuardedWords:
    """A table of words with guards, ready to be looked for."""

    def __init__(self, rows: Sequence[dict[str, str]]) -> None:
        self._rows = [{**row, "not_before": fold(row.get("not_before", ""))} for row in rows]
        self._automaton = AhoCorasick([row["word"] for row in rows], matchkind=MatchKind.LeftmostLongest)

    def find(self, side: str, unless: re.Pattern[str] | None = None) -> Hits:
        """The words of `side` in order, the longest where several begin; not those that `unless` matches at."""
        found = []
        for number, start, end in self._automaton.find_matches_as_indexes(side):
            row = self._rows[number]
            before, after = side[start - 1 : start], side[end : end + 1]
            guarded = (before and before in row.get("not_after", "")) or (after and after in row["not_before"])
            if not guarded and not (unless and unless.match(side, start)):
                found.append(Hit(start, end, row))
        return Hits(found)


class Hits:
    """The words found in one text, to be looked up by place."""

    def __init__(self, hits: Sequence[Hit]) -> None:
        self._hits = hits
        self._starts = [hit.start for hit in hits]

    def between(self, start: int, end: int, most: int = 4) -> Sequence[Hit]:
        """The words that begin in a stretch of text, in order; of more than `most` the last ones."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return self._hits[max(first, last - most) : last]
