"""The words and names by which lines and parts of a page are told apart, as pieces of patterns.

    words("caption_end")    "(?:摄影报道|供图|摄影|摄|图)"             from seeds/reference/page_words.csv
    names("comments")       finds comment, reply, pinglun in a name   from seeds/reference/page_names.csv

What each role of words is for:

    pictures                     caption_start, caption_end, caption_whole, picture_credit
    who, where from, when        date_prefix, reporter, credit, kept_credit, from, from_no_source, author, source_label,
                                 no_author, no_publisher, end_of_names
    what a line names            place_ending, organisation_ending, issuer_ending, report_ending
    what is no heading           form_label, no_heading
    furniture                    contact, contents_head, reply
"""

from __future__ import annotations

import re
from functools import cache

from seeds.tables import read_reference

WORD_ROLES = (
    *("caption_start", "caption_end", "caption_whole", "picture_credit"),
    *("date_prefix", "reporter", "credit", "kept_credit", "from", "from_no_source", "author", "source_label"),
    *("no_author", "no_publisher", "end_of_names"),
    *("place_ending", "organisation_ending", "issuer_ending", "report_ending"),
    *("form_label", "no_heading", "contact", "contents_head", "reply"),
)
NAME_ROLES = ("furniture", "maybe_furniture", "comments", "post", "caption")
MATCHES = ("part", "whole")
_SHORT_LABEL = 2
_COUNTING = frozenset(
    ("person", "household", "turn", "event", "case", "call", "general", "goods", "money", "weight", "group")
)


@cache
def words(role: str) -> str:
    """The words of a role as an alternation, the longest first; space may stand between two characters."""
    found = sorted(word_set(role), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(_spaced(word) for word in found) + ")"


@cache
def units() -> str:
    """The units of people, things and deeds as an alternation, without those that are as often part of a name."""
    columns = ("unit", "dimension", "kind", "weak", "not_before")
    rows = read_reference("units.csv", columns)
    counting = {row["unit"] for row in rows if row["kind"] in _COUNTING and not row["weak"]}
    return "(?:" + "|".join(sorted(map(re.escape, counting), key=lambda unit: (-len(unit), unit))) + ")"


def _spaced(word: str) -> str:
    """作者 is found as 作　者 too, the way pages set short labels."""
    return r"[ \u3000]?".join(map(re.escape, word)) if len(word) == _SHORT_LABEL else re.escape(word)


@cache
def word_set(role: str) -> frozenset[str]:
    """The words of a role."""
    rows = read_reference("page_words.csv", ("role", "word"), key=("role", "word"), codes={"role": WORD_ROLES})
    return frozenset(row["word"] for row in rows if row["role"] == role)


@cache
def names(role: str) -> re.Pattern[str]:
    """A pattern that finds the names of a role in class and id names."""
    columns = ("role", "name", "match")
    rows = read_reference("page_names.csv", columns, key=columns, codes={"role": NAME_ROLES, "match": MATCHES})
    part, whole = (
        [re.escape(row["name"]) for row in rows if row["role"] == role and row["match"] == match] for match in MATCHES
    )
    patterns = part + ([rf"(?<![a-z])(?:{'|'.join(whole)})(?![a-z])"] if whole else [])
    return re.compile("|".join(patterns), re.IGNORECASE)
