"""What the words around a figure say is counted or done: noun classes, action classes, and one pass over the text.

    text    社工站走访独居老人35人次，发放口罩200只
    words   社工站 station | 走访 action visit | 独居老人 served | 发放 action supply | 口罩 goods

A Chinese noun phrase is decided by its last word (专职社工 -> 社工, 社工机构 -> 机构), so only heads are listed in
`seeds/reference/nouns.csv`; `actions.csv` lists verbs and service words, `glue.csv` the words that stand between a
noun and its number. All three are matched in one scan, the longest word first, and looked up by bisection.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from seeds.tables import read_reference
from tasks.extract.model import maker

PERSON_CLASSES = ("social_worker", "volunteer", "counsellor", "provider", "member", "donor", "civic", "served")
BODY_CLASSES = (
    "agency",
    "station",
    "volunteer_org",
    "volunteer_team",
    "org_team",
    "service_team",
    "rescue",
    "social_org",
    "organization",
)
THING_CLASSES = (
    "household_member",
    "place",
    "line",
    "equipment",
    "post",
    "call",
    "record",
    "case",
    "session",
    "project",
    "publicity",
    "goods",
    "money",
    "other",
    "hours",
)
NOUN_CLASSES = (*PERSON_CLASSES, *BODY_CLASSES, *THING_CLASSES)
ACTION_CLASSES = (
    "testing",
    "vaccination",
    "screening",
    "records",
    "calls",
    "counselling",
    "visit",
    "session",
    "publicise",
    "casework",
    "view",
    "serve",
    "service",
    "take_part",
    "enrol",
    "assist",
    "donate",
    "supply",
    "fit",
    "mobilise",
)
GLUE_CLASSES = ("filler", "partitive", "among", "plain", "no_ending")

ACTION_BITS = {name: 1 << place for place, name in enumerate(ACTION_CLASSES)}
"""Each class of action as one bit, so that a word of several classes is one number."""

_LONGEST_HEAD = 12
_MEMBER_OF = {"org_team": "provider", "rescue": "provider", "volunteer_org": "volunteer"}
"""What the people of a team are whose name ends in 队员; those of other teams are read by their own words."""
_NAME_ENDS = frozenset("室站所员师群队")
_DESKS, _NOTHING = frozenset("台室亭"), frozenset[str]()
"""Characters that make something else of the word before them: of an action (调解|室, 陪护|师), of a role (导医|台)."""


def actions(*names: str) -> int:
    """The bits of several action classes together."""
    bits = 0
    for name in names:
        bits |= ACTION_BITS[name]
    return bits


class Word(NamedTuple):
    """One word beside a figure: noun class ('' if it is none), action bits (0 if none), glue class, span."""

    noun: str
    acts: int
    glue: str
    start: int
    end: int


_word = maker(Word)
_START, _END = attrgetter("start"), attrgetter("end")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The tables as one automaton; `entries[k]` is (noun class, action bits, glue class) of pattern k.

    Before a character of `cuts[k]` pattern k is no word, unless one of `no_endings` begins there.
    """

    automaton: AhoCorasick
    entries: list[tuple[str, int, str]]
    cuts: list[frozenset[str]]
    no_endings: tuple[str, ...]
    nouns: dict[str, str]
    acts: dict[str, int]
    rates: dict[str, str]

    def head(self, phrase: str) -> tuple[str, int, int]:
        """Noun class, action bits and length of the longest known word that `phrase` ends in; ('', 0, 0)."""
        for size in range(min(_LONGEST_HEAD, len(phrase)), 0, -1):
            tail = phrase[-size:]
            noun, acts = self.nouns.get(tail, ""), self.acts.get(tail, 0)
            if noun or acts:
                return noun, acts, size
        return "", 0, 0


@cache
def lexicon() -> Lexicon:
    """The lexicon of the reference tables, built once."""
    nouns = {row["word"]: row["class"] for row in _table("nouns.csv", NOUN_CLASSES, ("word",))}
    nouns = _members(nouns) | nouns
    acts: dict[str, int] = {}
    for row in _table("actions.csv", ACTION_CLASSES, ("word", "class")):
        acts[row["word"]] = acts.get(row["word"], 0) | ACTION_BITS[row["class"]]
    rows = _table("glue.csv", GLUE_CLASSES, ("word",))
    glue = {row["word"]: row["class"] for row in rows if row["class"] != "no_ending"}
    no_endings = tuple(row["word"] for row in rows if row["class"] == "no_ending")
    rates = {row["word"]: row["metric"] for row in read_reference("rate_metrics.csv", ("word", "metric"), ("word",))}
    words = sorted(word for word in {*nouns, *acts, *glue} if len(word) > 1)
    entries = [(nouns.get(word, ""), acts.get(word, 0), glue.get(word, "")) for word in words]
    automaton = AhoCorasick(words, matchkind=MatchKind.LeftmostLongest)
    cuts = [_cut_by(noun, bits) for noun, bits, _ in entries]
    return Lexicon(automaton, entries, cuts, no_endings, nouns, acts, rates)


def _members(nouns: dict[str, str]) -> dict[str, str]:
    """The people of the teams among `nouns`: 援沪医疗队 makes a provider of 援沪医疗队员."""
    teams = {word + "员": noun for word, noun in nouns.items() if word.endswith("队") and len(word) > 2}
    return {word: _MEMBER_OF[noun] for word, noun in teams.items() if noun in _MEMBER_OF}


def _table(name: str, classes: tuple[str, ...], key: tuple[str, ...]) -> list[dict[str, str]]:
    return read_reference(name, ("word", "class"), key, codes={"class": classes})


@dataclass(slots=True)
class Reading:
    """The known words of one text, in order; `starts` and `ends` serve bisection."""

    words: list[Word]
    starts: list[int]
    ends: list[int]

    def first_from(self, position: int) -> int:
        """The number of the first word that begins at `position` or later."""
        return bisect_left(self.starts, position)

    def last_until(self, position: int) -> int:
        """The number of the last word that ends at `position` or before; -1 when there is none."""
        return bisect_right(self.ends, position) - 1


def _cut_by(noun: str, acts: int) -> frozenset[str]:
    """The characters behind a word that make a place or a role of it: 调解|室, 导医|台."""
    if noun in PERSON_CLASSES:
        return _DESKS
    return _NAME_ENDS if acts and not noun else _NOTHING


def read_words(side: str, breaks: Iterable[int] = ()) -> Reading:
    """All known words of `side` (a text folded to half width), longest first, none overlapping.

    No word goes across one of the `breaks`, positions in order: behind a figure a new word begins (4家|医院).
    """
    reading = _read_between(side, ())
    crossed = [position for position in breaks if _is_crossed(reading, position)]
    return _read_between(side, crossed) if crossed else reading


def _is_crossed(reading: Reading, position: int) -> bool:
    place = bisect_right(reading.ends, position)
    return place < len(reading.starts) and reading.starts[place] < position


def _read_between(side: str, breaks: Sequence[int]) -> Reading:
    entries, cuts, no_endings = lexicon().entries, lexicon().cuts, lexicon().no_endings
    words: list[Word] = []
    first = 0
    for last in (*breaks, len(side)):
        words += [
            _word((*entries[number], first + start, first + end))
            for number, start, end in lexicon().automaton.find_matches_as_indexes(side[first:last])
            if side[first + end : first + end + 1] not in cuts[number] or side.startswith(no_endings, first + end)
        ]
        first = last
    return Reading(words, list(map(_START, words)), list(map(_END, words)))
