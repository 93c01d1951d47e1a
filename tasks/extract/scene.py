"""A quantity and what stands around it: all that the rules of disposition may look at.

    "…；礼包每份不少于5公斤，合计340余吨。"
    quantity    不少于5公斤
    clause      礼包每份不少于5公斤，
    before(4)   礼包每份          touches("before", "apart")  no

Every look is bounded, so that a text without any full stop costs no more than another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from seeds.tables import ReferenceTableError, read_reference
from tasks.extract.numeral_words import Words
from tasks.extract.quantities import Quantity

Verdict = tuple[str, str]
"""A disposition ("figure" or a reason code) and the rule that gave it."""

_WIDEST = 12
CODES = (
    "acts",
    "brought",
    "trapped",
    "in_safety",
    "moves",
    "address",
    "age",
    "apart",
    "around_time",
    "asking",
    "asking_price",
    "assigned",
    "at_first",
    "average",
    "away",
    "basis",
    "book",
    "byline",
    "children",
    "climbed",
    "condition",
    "defines",
    "described",
    "done_in_time",
    "enrolment",
    "exchange",
    "falls_short",
    "festival",
    "filled",
    "first_plan",
    "framing",
    "comes_to_be",
    "fulfilled",
    "full_marks",
    "gets",
    "goal",
    "goods_by_length",
    "group_does",
    "grouped",
    "helpers",
    "helping",
    "honour",
    "idle",
    "idle_time",
    "in_all",
    "illness",
    "lasting",
    "loaded",
    "manned",
    "open_all_hours",
    "matter",
    "means",
    "measured_by",
    "members",
    "moved",
    "moved_people",
    "nothing",
    "nothing_new",
    "numbered_body",
    "own",
    "page_note",
    "patient",
    "people",
    "programme",
    "rated",
    "rule",
    "rule_paper",
    "rule_word",
    "running",
    "scored",
    "secret",
    "serving",
    "share_measured",
    "sleepless",
    "solution",
    "staff",
    "stands",
    "stay",
    "stopped",
    "sum_label",
    "summed",
    "summing_up",
    "talking",
    "unbroken",
    "waiting",
    "will_be",
    "while",
    "within",
)
"""The sorts of words of `numeral_neighbours.csv`."""


@dataclass(slots=True)
class Scene:
    """A quantity in its clause and sentence (both cut at a horizon), its line and section, what came before it.

    `kind` is the sort of its unit, "" without one. `named` says that it lies in a short quotation or a title;
    `line_reason` and `section_reason` are what line and headings make of every number; `year` is the year of the
    report; `last` is the quantity before it in the same sentence with its verdict.
    """

    side: str
    words: Words
    quantity: Quantity
    kind: str
    clause_start: int
    clause_end: int
    sentence_start: int
    sentence_end: int
    named: bool
    line_reason: str | None
    section_reason: str | None
    year: int | None
    last: Quantity | None
    last_verdict: Verdict | None

    def before(self, size: int) -> str:
        """At most `size` characters of the sentence before the quantity."""
        return self.side[max(self.sentence_start, self.quantity.start - size) : self.quantity.start]

    def after(self, size: int) -> str:
        """At most `size` characters of the sentence after the quantity."""
        return self.side[self.quantity.end : min(self.sentence_end, self.quantity.end + size)]

    def codes_before(self, size: int = 200) -> int:
        """Codes of the cues of the clause that begin at most `size` characters before the quantity."""
        start = max(self.clause_start, self.quantity.start - size)
        return self.words.codes_between(start, self.quantity.start)

    def follows(self, code: str, gap: int = 0) -> str | None:
        """The word of this code that ends where the quantity begins, up to `gap` characters of the clause between."""
        window = self.before(gap + _WIDEST)
        edges, pattern = _neighbours_before(code, gap)
        if edges.isdisjoint(window if gap else window[-1:]):
            return None
        match = pattern.search(window)
        return match[1] if match else None

    def may_precede(self, codes: tuple[str, ...], gap: int) -> bool:
        """Whether a word of one of these codes may begin behind the quantity: its first character is there."""
        return not first_characters(codes).isdisjoint(self.after(gap + _WIDEST))

    def precedes(self, code: str, gap: int = 0) -> str | None:
        """The word of this code that begins where the quantity ends, up to `gap` characters of the clause between."""
        window = self.after(gap + _WIDEST)
        edges, pattern = _neighbours_after(code, gap)
        if edges.isdisjoint(window if gap else window[:1]):
            return None
        match = pattern.match(window)
        return match[1] if match else None


@cache
def neighbours(place: str, code: str) -> str:
    """A pattern of all words of this place and code, the longest first."""
    return "|".join(_guarded(place, word, guard) for word, guard in _words(place, code))


@cache
def _rows() -> list[dict[str, str]]:
    return read_reference(
        "numeral_neighbours.csv",
        ("word", "place", "code", "not_beside"),
        key=("word", "place", "code"),
        codes={"place": {"before", "after"}, "code": CODES},
        each=("code",),
    )


@cache
def _words(place: str, code: str) -> tuple[tuple[str, str], ...]:
    words = [(row["word"], row["not_beside"]) for row in _rows() if (row["place"], row["code"]) == (place, code)]
    if not words:
        raise ReferenceTableError(f"numeral_neighbours.csv: no word {place} a quantity has the code {code}")
    return tuple(sorted(words, key=lambda word: -len(word[0])))


def _guarded(place: str, word: str, guard: str) -> str:
    pattern = re.escape(word)
    if not guard:
        return pattern
    return f"{pattern}(?![{guard}])" if place == "after" else f"(?<![{guard}]){pattern}"


@cache
def _neighbours_before(code: str, gap: int) -> tuple[frozenset[str], re.Pattern[str]]:
    """The last characters of the words, to rule most windows out, and the pattern that finds them."""
    edges = frozenset(word[-1] for word, _ in _words("before", code))
    return edges, re.compile(rf"({neighbours('before', code)})[^,。;]{{0,{gap}}}$")


@cache
def first_characters(codes: tuple[str, ...]) -> frozenset[str]:
    """What the words of these codes that may stand behind a quantity begin with."""
    return frozenset(word[0] for code in codes for word, _ in _words("after", code))


@cache
def _neighbours_after(code: str, gap: int) -> tuple[frozenset[str], re.Pattern[str]]:
    edges = frozenset(word[0] for word, _ in _words("after", code))
    return edges, re.compile(rf"[^,。;]{{0,{gap}}}?({neighbours('after', code)})")
