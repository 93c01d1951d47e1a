"""What the rules for the counted noun share: the words of a text, its figures, and what was bound before.

    unit 名 -> person    人次 -> person_time    小时 -> duration    场 -> event    件 -> thing    元 -> money

The class of a unit says what noun it can count: 8名 asks for people, 126件 for things, 2.3小时 for no noun at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from seeds.tables import read_reference
from tasks.extract.layout import Layout
from tasks.extract.model import Bound, Mention
from tasks.extract.wording import (
    ACTIVITY,
    FIGURE,
    LOCALISER,
    NOUN,
    ORGANISATION,
    PERSON,
    PLACE,
    PROVIDER,
    STOP,
    TIME,
    UNKNOWN,
    Words,
    read_words,
)

ROLES = (
    "amount",
    "area",
    "arrival",
    "audience",
    "beneficiary",
    "besides",
    "broken",
    "build",
    "carried",
    "change",
    "course",
    "crew",
    "deed",
    "done",
    "effort",
    "elsewhere",
    "enrol",
    "equals",
    "filler",
    "finished",
    "generic",
    "gift",
    "giving",
    "granted",
    "growth",
    "grown",
    "handled",
    "handover",
    "head_of_rule",
    "header_end",
    "inherit",
    "inner",
    "length_noun",
    "light",
    "lone_verb",
    "manner",
    "money_noun",
    "more",
    "own_money",
    "packing",
    "percent_verb",
    "plea",
    "quantity",
    "raising",
    "respective",
    "serving",
    "session",
    "shown",
    "source",
    "spend",
    "thrives",
    "time_taken",
    "total_row",
    "transitive",
    "value",
)
UNIT_CLASSES = ("person", "person_time", "duration", "distance", "event", "money", "percent")

Span = tuple[int, int]

NOTHING = Bound(None)
NAMES = frozenset((NOUN, PERSON, UNKNOWN, PROVIDER, ORGANISATION, ACTIVITY, PLACE))
KNOWN = frozenset((NOUN, PERSON, PROVIDER, ORGANISATION))
PEOPLE = frozenset((PERSON, PROVIDER))
ACTING = frozenset((PERSON, PROVIDER, ORGANISATION))
PARTITIVES = ("里", "中", "当中", "之中", "里面")
"""Behind those of whom some are counted."""
REPEATED = frozenset(("次", "趟", "回", "遍"))
"""Units that count how often something was done."""
OF_BODIES = frozenset(("个", "家", "名", "位", "户", "支", "所", "处", "人"))
"""Units of those who get goods, never of goods."""
REACH = 24
"""Words looked at on either side of a number: more than any noun phrase has."""

_MOMENTS = ("时", "初", "末", "之初", "之前", "以前", "之后", "前", "后")
_TIME_DIMENSIONS = frozenset(("hours", "days", "months"))


@cache
def _words() -> dict[str, frozenset[str]]:
    rows = read_reference("object_words.csv", ("word", "role"), ("word", "role"), {"role": ROLES}, each=("role",))
    return {role: frozenset(row["word"] for row in rows if row["role"] == role) for role in ROLES}


def words_of(role: str) -> frozenset[str]:
    """The words of `object_words.csv` that have `role`."""
    return _words()[role]


@cache
def endings_of(role: str) -> tuple[str, ...]:
    """The same as a tuple, for `str.endswith`."""
    return tuple(sorted(words_of(role)))


def pattern_of(role: str) -> str:
    """A regular expression for any of them, the longest first."""
    return "|".join(sorted(map(re.escape, words_of(role)), key=lambda word: (-len(word), word)))


@cache
def _unit_classes() -> dict[str, str]:
    rows = read_reference("object_units.csv", ("unit", "class"), ("unit",), {"class": UNIT_CLASSES})
    return {row["unit"]: row["class"] for row in rows}


def class_of(mention: Mention) -> str:
    """What the unit asks for: a person, a length of time, a sum, …, or a thing."""
    if mention.dimension in ("money", "percent"):
        return mention.dimension
    if mention.dimension in _TIME_DIMENSIONS:
        return "duration"
    return _unit_classes().get(mention.unit or "", "thing" if mention.unit else "person_time")


class Reading:
    """The figures of one text with the words around them; `bound` grows as the figures are bound in order."""

    def __init__(self, layout: Layout, mentions: Sequence[Mention]) -> None:
        self.layout = layout
        self.mentions = mentions
        self.classes = [class_of(mention) for mention in mentions]
        self.words: Words = read_words(layout, mentions)
        self.kinds, self.forms, self.count = self.words.kinds, self.words.forms, len(self.words.kinds)
        self.bound: list[Bound] = []

    def kind(self, at: int) -> str:
        """The kind of word `at`, STOP beyond the text."""
        return self.kinds[at] if 0 <= at < self.count else STOP

    def form(self, at: int) -> str:
        """Word `at` as it stands, '' beyond the text."""
        return self.forms[at] if 0 <= at < self.count else ""

    def has(self, at: int, role: str) -> bool:
        """Whether word `at` has `role`."""
        return self.form(at) in words_of(role)

    def span(self, first: int, last: int) -> Span:
        """The characters of words `first` to `last`."""
        return self.words.starts[first], self.words.ends[last]

    def unit(self, number: int) -> str:
        """The unit of figure `number`, '' if it has none."""
        return self.mentions[number].unit or ""

    def sentence(self, number: int) -> int:
        """The number of the sentence of figure `number`."""
        return self.layout.sentence_number(self.mentions[number].start)

    def tail_kind(self, number: int) -> str:
        """The kind of the last word of the noun bound to figure `number`."""
        bound = self.bound[number]
        return self.kinds[self.words.at(bound.end - 1)] if bound.end > 0 else STOP

    def is_moment(self, at: int) -> bool:
        """Whether word `at` says when: 首课, 去年底, 开灶|时."""
        if self.kind(at) == TIME:
            return True
        return self.kind(at) in (UNKNOWN, LOCALISER) and self.form(at).endswith(_MOMENTS)

    def lead(self, number: int) -> list[str]:
        """The words between the last stop or figure and figure `number`, nearest first, at most eight."""
        at, lead = self.words.figures[number] - 1, list[str]()
        while at >= 0 and len(lead) < 8 and self.kinds[at] not in (STOP, FIGURE):
            lead.append(self.words.forms[at])
            at -= 1
        return lead

    def earlier(self, number: int, sentences: int) -> list[int]:
        """At most eight figures before `number`, in its own sentence and `sentences` before it, nearest first."""
        oldest = self.sentence(number) - sentences
        block = self.layout.block_number(self.mentions[number].start)
        found = []
        for earlier in range(number - 1, max(-1, number - 9), -1):
            if self.sentence(earlier) < oldest:
                break
            if self.layout.block_number(self.mentions[earlier].start) == block:
                found.append(earlier)
        return found

    def trim(self, start: int, end: int) -> Span:
        """The span less blanks, bars and list commas at its ends."""
        side = self.layout.side
        while start < end and side[start] in " \n\t|、":
            start += 1
        while end > start and side[end - 1] in " \n\t|、":
            end -= 1
        return start, end

    def quote(self, span: Span, rule: str) -> Bound:
        """The span as the bound noun, NOTHING when it is empty."""
        start, end = self.trim(*span)
        return Bound(self.layout.text[start:end], start, end, f"object.{rule}") if start < end else NOTHING

    def same(self, earlier: int, rule: str) -> Bound:
        """The noun of figure `earlier` again."""
        value, start, end, _ = self.bound[earlier]
        return Bound(value, start, end, f"object.{rule}") if value else NOTHING
