"""The words that tell a numeral's sort, found in one pass over a text.

    "统一调度，三社联动"           tokens   [统一 idiom] [三社联动 name]
    "计划明年招募20名，已招5名"    cues     [计划 future] [明年 future] [已 done]

Tokens are set phrases, names and places that hold numerals themselves: what lies in one is no figure. Cues are words
beside numerals: what sort of statement the sentence makes. The words are tables in `seeds/reference`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, reduce
from operator import or_
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from seeds.tables import read_reference
from tasks.extract.model import REASONS, maker
from tasks.extract.units import unit_at

NO_NUMERAL = "word"
CODES = (
    "future",
    "goal",
    "done",
    "norm",
    "epidemic",
    "disaster",
    "measure",
    "travel",
    "effort",
    "idle",
    "service",
)
FUTURE, GOAL, DONE, NORM, EPIDEMIC, DISASTER, MEASURE, TRAVEL, EFFORT, IDLE, SERVICE = (
    1 << place for place in range(len(CODES))
)
NOUN_KINDS = ("abstract", "private", "weather", "countable", "area", "latin")

_NUMERAL = re.compile(r"[〇零一二两三四五六七八九十百千万亿几]")
_AREA_SUFFIX = re.compile(r"(?:满族|回族|苗族|侗族|壮族|瑶族|彝族|土家族|蒙古族)*(?:街道|镇|乡|苏木|区|县|市|旗)$")


class Token(NamedTuple):
    """A set phrase, name or place at `side[start:end]`, and why the numerals in it count nothing."""

    start: int
    end: int
    reason: str


class Cue(NamedTuple):
    """A word at `side[start:end]` that says something of the numerals near it; `codes` are bits."""

    start: int
    end: int
    codes: int


_cue = maker(Cue)


@dataclass(frozen=True, slots=True)
class Words:
    """What was found in one text, in text order."""

    tokens: list[Token]
    cues: list[Cue]
    cue_starts: list[int]
    codes: int
    """The codes of all cues together."""

    def cues_between(self, start: int, end: int) -> list[Cue]:
        """The cues that begin at or after `start` and before `end`."""
        return self.cues[bisect_left(self.cue_starts, start) : bisect_left(self.cue_starts, end)]

    def codes_between(self, start: int, end: int) -> int:
        """All codes of the cues that begin in the window, as bits."""
        codes = 0
        for cue in self.cues_between(start, end):
            codes |= cue.codes
        return codes


def find_words(side: str) -> Words:
    """Tokens and cues of a text, in one pass of each automaton."""
    cues = _find_cues(side)
    codes = reduce(or_, {cue.codes for cue in cues}, 0)
    return Words(_find_tokens(side), cues, [cue.start for cue in cues], codes)


def _find_tokens(side: str) -> list[Token]:
    automaton, reasons, guards = _tokens()
    found = []
    for index, start, end in automaton.find_matches_as_indexes(side):
        follower = side[end : end + 1]
        if follower and follower in guards[index]:
            continue
        if _opens_a_quantity(side, end):
            continue
        found.append(Token(start, end, reasons[index]))
    return found


def _opens_a_quantity(side: str, end: int) -> bool:
    """A phrase that ends in a digit is none before a unit: 提高一|倍, 又一|名."""
    if not _NUMERAL.match(side, end - 1):
        return False
    found = unit_at(side, end)
    return found is not None and not found[0].weak


def _find_cues(side: str) -> list[Cue]:
    automaton, codes = _cues()
    return [_cue((start, end, codes[index])) for index, start, end in automaton.find_matches_as_indexes(side)]


@cache
def _tokens() -> tuple[AhoCorasick, list[str], list[str]]:
    phrases = read_reference(
        "numeral_idioms.csv",
        ("phrase", "reason", "not_before"),
        key=("phrase",),
        codes={"reason": {*REASONS, NO_NUMERAL}},
    )
    words = {row["phrase"]: (row["reason"], row["not_before"]) for row in phrases}
    for name in sorted(_places()):
        words.setdefault(name, ("name", "亲" if name.endswith("乡") else ""))
    automaton = AhoCorasick(list(words), matchkind=MatchKind.LeftmostLongest)
    return automaton, [reason for reason, _ in words.values()], [guard for _, guard in words.values()]


def _places() -> set[str]:
    """Names of counties, towns and streets that hold a numeral, in full and short (五里桥街道, 五里桥)."""
    divisions = read_reference("places.csv", ("code", "name", "level", "parent", "valid_from", "valid_to", "successor"))
    towns = read_reference("townships.csv", ("code", "townships"))
    names = {row["name"] for row in divisions} | {name for row in towns for name in row["townships"].split()}
    found = set()
    for name in names:
        if _NUMERAL.search(name):
            found.add(name)
            short = _AREA_SUFFIX.sub("", name)
            if len(short) >= 3 and not _reads_as_quantity(short):
                found.add(short)
    return found


def _reads_as_quantity(name: str) -> bool:
    """三间房 may be three rooms; a short name like this needs its suffix."""
    position = 0
    while position < len(name) and _NUMERAL.match(name, position):
        position += 1
    if position == 0:
        return False
    found = unit_at(name, position)
    if found is None:
        return position == len(name)
    return not found[0].weak or found[1] == len(name)


@cache
def _cues() -> tuple[AhoCorasick, list[int]]:
    rows = read_reference("numeral_contexts.csv", ("word", "code"), key=("word",), required=("code",))
    bits = {**{code: 1 << place for place, code in enumerate(CODES)}, "none": 0}
    words = [row["word"] for row in rows]
    codes = [sum(bits[code] for code in set(row["code"].split())) for row in rows]
    return AhoCorasick(words, matchkind=MatchKind.LeftmostLongest), codes


@cache
def _nouns() -> dict[str, str]:
    rows = read_reference("numeral_nouns.csv", ("noun", "kind"), key=("noun",), codes={"kind": set(NOUN_KINDS)})
    return {row["noun"]: row["kind"] for row in rows}


def noun_kind_at(side: str, start: int, widest: int = 4) -> str | None:
    """The kind of the longest noun of the table that begins at `start`; one of a single character must end there."""
    nouns = _nouns()
    for size in range(widest, 1, -1):
        kind = nouns.get(side[start : start + size])
        if kind is not None:
            return kind
    follower = side[start + 1 : start + 2]
    return nouns.get(side[start : start + 1]) if not follower.isalpha() or follower in "的了都就也" else None


@cache
def is_latin_noun(word: str) -> bool:
    """Whether Latin letters are the name of a thing that is counted by pieces: AED58台."""
    return _nouns().get(word.upper()) == "latin"


@cache
def labels(place: str) -> dict[str, str]:
    """Words that label a bare number, by where they stand (before, after) -> the reason it is no figure."""
    rows = read_reference(
        "numeral_labels.csv",
        ("word", "place", "reason"),
        key=("word", "place"),
        codes={"reason": set(REASONS), "place": {"before", "after"}},
    )
    return {row["word"]: row["reason"] for row in rows if row["place"] == place}


@cache
def section_words() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern for headings under which numbers are no figures, and the reason of each of its words."""
    rows = read_reference("numeral_sections.csv", ("words", "reason"), key=("words",), codes={"reason": set(REASONS)})
    reasons = {row["words"]: row["reason"] for row in rows}
    return _any_of(reasons), reasons


@cache
def furniture_words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns for lines of the page that stayed in the text: how they begin, what they hold."""
    rows = read_reference("numeral_furniture.csv", ("words", "form"), key=("words",), codes={"form": {"start", "has"}})
    starts = _any_of(row["words"] for row in rows if row["form"] == "start")
    return re.compile(r"[^\w]{0,6}(?:" + starts.pattern + ")"), _any_of(
        row["words"] for row in rows if row["form"] == "has"
    )


def _any_of(words: object) -> re.Pattern[str]:
    ordered = sorted((str(word) for word in words), key=lambda word: (-len(word), word))  # type: ignore[attr-defined]
    return re.compile("|".join(re.escape(word) for word in ordered))
