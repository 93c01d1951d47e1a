"""How numbers, periods, places and hostile characters are written on a page.

number(57000.0)                          '57,000'
bounds(2000.0, 2000.0, None)             '≥ 2,000'
period(date(2022, 1, 1), date(2022, 12, 31))   '2022'
place("浙江省", "宁波市", None)            '浙江省 宁波市'
plain("165\u202e名")                      '165\ufffd名'
"""

from __future__ import annotations

import calendar
import hashlib
import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]"
)
"""Characters that a reader cannot see and that may turn the words around them: controls, marks of direction."""

_REPLACEMENT = "\ufffd"
_REMEMBERED = 1 << 15
"""How many numbers and periods are remembered as they were written; cell after cell says the same."""


def plain(text: str) -> str:
    """`text` with every unseen character replaced by one that is seen; as long as before."""
    return _HIDDEN.sub(_REPLACEMENT, text)


def pieces(text: str) -> Iterator[tuple[str, str]]:
    """`text` in parts (words, name): either words without unseen characters, or the name of one unseen character."""
    start = 0
    for found in _HIDDEN.finditer(text):
        if found.start() > start:
            yield text[start : found.start()], ""
        yield "", f"U+{ord(found[0]):04X}"
        start = found.end()
    if start < len(text):
        yield text[start:], ""


@lru_cache(maxsize=_REMEMBERED)
def number(value: float | None) -> str:
    """Thousands grouped, at most six decimals; nothing for none."""
    if value is None:
        return ""
    written = f"{value:,.6f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def bounds(value: float | None, low: float | None, high: float | None) -> str:
    """What the wording supports, where that is more or less than the number itself."""
    if low == high == value or (low is None and high is None):
        return ""
    if high is None:
        return f"≥ {number(low)}"
    if low is None:
        return f"≤ {number(high)}"
    return f"{number(low)}–{number(high)}"


@lru_cache(maxsize=_REMEMBERED)
def period(start: date | None, end: date | None) -> str:
    """A span of days as short as can be: a year, a month, a day, `… –` or `– …` where one end is open."""
    if start is None or end is None:
        return f"{start} –" if start else f"– {end}" if end else ""
    if start == end:
        return str(start)
    if start == date(start.year, 1, 1) and end == date(start.year, 12, 31):
        return str(start.year)
    last = calendar.monthrange(start.year, start.month)[1]
    if start.day == 1 and end == start.replace(day=last):
        return f"{start:%Y-%m}"
    return f"{start} – {end}"


def place(*names: str | None) -> str:
    """The names of a region from the widest to the narrowest."""
    return " ".join(name for name in names if name)


def page_id(*names: str | None) -> str:
    """A file name for what has no id of its own: a hash, so that no name reaches the file system."""
    return hashlib.sha256("\0".join(name or "" for name in names).encode()).hexdigest()[:20]
