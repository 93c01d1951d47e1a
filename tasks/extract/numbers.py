"""Reads one number as Chinese reports write it: Arabic, Chinese, mixed, vague, or a range of two.

    2,094,713      2094713
    5.7万          57000
    三十多万       300000, more_than          十几   10, more_than
    数百           100, several               百     100
    一千零五十     1050                       两百一二十   210 to 220, range
    300至500       300 to 500, range          3~5万  30000 to 50000, range

Only digits, scale words (十百千万亿) and what stands between them belong here; the words around a number are read by
`quantities`. Nothing here knows what a number counts.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from tasks.extract.model import ABOUT, MORE_THAN, RANGE, SEVERAL

DIGITS = {"〇": 0, "零": 0, **{char: n for n, char in enumerate("一二三四五六七八九", 1)}, "两": 2}
SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_TENS = {"廿": "二十", "卅": "三十"}
FORMAL_CHARS = "壹贰叁肆伍陆柒捌玖拾佰仟萬"
_PLAIN = str.maketrans(FORMAL_CHARS, "一二三四五六七八九十百千万")
HAN_CHARS = "".join(DIGITS) + "".join(SCALES) + "".join(_TENS)

_LONGEST = 40
"""Characters of one number at most: longer runs of digits are no numbers that anybody counts."""

_ARABIC = re.compile(
    r"(?P<digits>\d{1,3}(?:,\d{3}){1,5}(?![\d])|\d{1,3}(?: \d{3}){1,5}(?![\d,])|\d{1,32})(?P<fraction>\.\d{1,9})?"
)
_SCALE = re.compile(
    r"(?: (?=[千百]?[万亿]))?(?P<inner>[余多来几](?=[百千万亿]))?"
    r"(?P<scale>万亿|[十百千]?[万亿]|[百千](?![克瓦米卡伏赫帕]))"
)
_BEFORE_SCALE = frozenset(" 余多来几十百千万亿")
_LOWER_PART = re.compile(r"(\d{1,4})(千万|[千百十万])(?![克瓦米卡伏赫帕])|(?<=万)(\d{4})(?![\d.,年万])")
_MOST_PARTS = 4
_HAN = re.compile(
    r"(?P<several>[数几](?=[十百千万亿]))?"
    rf"(?P<run>[{HAN_CHARS}]{{1,{_LONGEST}}})"
    r"(?:点(?P<decimals>[〇零一二三四五六七八九]{1,6})(?=[万亿倍米元吨亩成斤升]|公[里斤顷]|千米|平方|个百分点))?"
    r"(?:(?P<inner>几(?=[万亿]|(?<=十几))|几十(?<=百几十)|好几(?<=十好几)|[余多来](?=[百千万亿]))(?P<scale>[百千]?[万亿]|[百千])?)?"
    r"(?P<after>(?<=点[〇零一二三四五六七八九])[万亿]|(?<=[〇零一二三四五六七八九]{2})[万亿])?"
)
_FORMAL = re.compile(rf"[{FORMAL_CHARS}零万亿]{{2,{_LONGEST}}}")
_APPROXIMATE = re.compile(
    r"(?P<head>[一二两三四五六七八九十百千万亿零]*?[十百千万亿]|)"
    r"(?P<low>[一二两三四五六七八])(?P<high>[二两三四五六七八九])(?P<tail>[十百千万亿]*)"
)
_NEIGHBOURS = {a + b for a, b in zip("一二三四五六七八", "二三四五六七八九", strict=True)} | {
    "一两",
    "两三",
    "三五",
}
_SEPARATOR = re.compile(r" ?(?:-{1,2}|—{1,2}|─{1,2}|–|~|―|至|到) ?(?=[0-9一二两三四五六七八九十百千几])")
RANGE_SIGNS = frozenset(" -—─–~―至到")
"""What the words or signs between the ends of a range begin with."""
_INNER_HINT = {"好": MORE_THAN, "余": MORE_THAN, "多": MORE_THAN, "几": MORE_THAN, "来": ABOUT}


class Number(NamedTuple):
    """A number at `side[start:end]`: its value and, of a range, the upper end.

    `hint` is the qualifier that its own words carry (数十 several, 十几 more_than, 三五 range), None for a plain
    number. `han` tells Chinese digits from Arabic ones, `bare_scale` that it is scale words alone (百, 千万).
    """

    start: int
    end: int
    value: float
    high: float | None = None
    hint: str | None = None
    han: bool = False
    bare_scale: bool = False


def read_number(side: str, start: int) -> Number | None:
    """The number that begins at `start`, its range included, or None when what stands there is no number."""
    first = _read_single(side, start)
    if first is None or first.high is not None:
        return first
    return _with_upper_end(side, first)


def _read_single(side: str, start: int) -> Number | None:
    char = side[start : start + 1]
    if char.isascii():
        return _read_arabic(side, start)
    return _read_formal(side, start) if char in FORMAL_CHARS else _read_han(side, start)


def _read_formal(side: str, start: int) -> Number | None:
    """Digits as cheques have them: 伍万叁仟元."""
    match = _FORMAL.match(side, start)
    parsed = _parse_han(match[0].translate(_PLAIN)) if match else None
    return None if match is None or parsed is None else Number(start, match.end(), parsed[0], None, None, True)


def _read_arabic(side: str, start: int) -> Number | None:
    match = _ARABIC.match(side, start)
    if match is None:
        return None
    digits, fraction = match["digits"], match["fraction"] or ""
    end = match.end()
    plain = digits if digits.isdigit() else digits.replace(",", "").replace(" ", "")
    value = float(plain + fraction)
    scale = _SCALE.match(side, end) if side[end : end + 1] in _BEFORE_SCALE else None
    if scale is not None:
        factor = _scale_value(scale["scale"])
        value, end = _scaled(value, factor), scale.end()
        if scale["inner"]:
            return Number(start, end, value, None, _INNER_HINT[scale["inner"]])
        return _with_lower_part(side, Number(start, end, value), factor)
    if end < len(side) and side[end] == "几" and digits[-1] == "0":
        return Number(start, end + 1, value, None, MORE_THAN)
    return Number(start, end, value)


def _scaled(value: float, factor: float) -> float:
    """`value` times `factor` without the dust of binary fractions (4.6万 is 46000, not 45999.99…)."""
    return round(value * factor, 4)


def _scale_value(words: str) -> float:
    value = 1.0
    for char in words:
        value *= SCALES[char]
    return value


def _with_lower_part(side: str, number: Number, factor: float) -> Number:
    """1万2千, 21万3千6百 and 1万2000 are one number each: every part is smaller than the scale before it."""
    for _ in range(_MOST_PARTS):
        match = _LOWER_PART.match(side, number.end)
        if match is None:
            break
        scale = _scale_value(match[2]) if match[2] else 1.0
        lower = float(match[1] or match[3]) * scale
        if lower >= factor:
            break
        number = number._replace(end=match.end(), value=number.value + lower)
        factor = scale
    return number


def _read_han(side: str, start: int) -> Number | None:
    match = _HAN.match(side, start)
    if match is None:
        return None
    run, end = match["run"], match.end()
    parsed = _parse_han(run)
    if parsed is None:
        return None
    value, high, hint = parsed
    bare = all(char in SCALES for char in run)
    if match["decimals"]:
        value += float("0." + "".join(str(DIGITS[char]) for char in match["decimals"]))
    if match["after"]:
        value = _scaled(value, SCALES[match["after"]])
    if match["inner"]:
        hint = _INNER_HINT[match["inner"][0]]
        value = value * _scale_value(match["scale"] or "")
    if match["several"]:
        hint = SEVERAL
    return Number(start, end, value, high, hint, True, bare)


@lru_cache(maxsize=4096)
def _parse_han(run: str) -> tuple[float, float | None, str | None] | None:
    """Value, upper end and hint of Chinese digits and scale words, None when they make no number."""
    plain = run.replace("廿", "二十").replace("卅", "三十")
    pair = _APPROXIMATE.fullmatch(plain)
    if pair is not None and pair["low"] + pair["high"] in _NEIGHBOURS:
        low = _value_of(pair["head"] + pair["low"] + pair["tail"])
        high = _value_of(pair["head"] + pair["high"] + pair["tail"])
        return None if low is None or high is None else (low, high, RANGE)
    value = _value_of(plain)
    return None if value is None else (value, None, None)


def _value_of(text: str) -> float | None:
    if len(text) > 1 and all(char in DIGITS for char in text):
        return float("".join(str(DIGITS[char]) for char in text)) if len(text) > 2 else None
    for scale in ("亿", "万"):
        head, found, tail = text.rpartition(scale)
        if found:
            return _joined(head, tail, SCALES[scale])
    return _below_ten_thousand(text)


def _joined(head: str, tail: str, scale: int) -> float | None:
    """The value of `head` times `scale` plus `tail`; 一万二 is 12000."""
    high = _value_of(head) if head else 1.0
    if high is None:
        return None
    if len(tail) == 1 and tail in DIGITS:
        return high * scale + DIGITS[tail] * scale / 10
    low = _value_of(tail.lstrip("零〇")) if tail.strip("零〇") else 0.0
    return None if low is None or low >= scale else high * scale + low


def _below_ten_thousand(text: str) -> float | None:
    total, digit, last = 0.0, None, 10**4
    for position, char in enumerate(text):
        if char in DIGITS:
            if digit not in (None, 0):
                return None
            digit = DIGITS[char]
            continue
        scale = SCALES[char]
        if scale >= last or (digit == 0 and position > 1):
            return None
        total += (1 if digit is None else digit) * scale
        digit, last = None, scale
    if digit is None:
        return total
    colloquial = last in (100, 1000) and len(text) > 2 and text[-2] in SCALES
    return total + digit * (last / 10 if colloquial else 1)


def _with_upper_end(side: str, first: Number) -> Number:
    """300至500: one range when the second number follows at once and is the larger one."""
    separator = _SEPARATOR.match(side, first.end) if side[first.end : first.end + 1] in RANGE_SIGNS else None
    if separator is None:
        return first
    second = _read_single(side, separator.end())
    if second is None or second.high is not None or second.hint == SEVERAL:
        return first
    low = _low_in_scale(side, first, second)
    if low >= second.value:
        return first
    return Number(first.start, second.end, low, second.value, RANGE, first.han)


def _low_in_scale(side: str, first: Number, second: Number) -> float:
    """3—5万 begins at 30000: a low end without scale takes that of the high one when it is smaller before scaling."""
    if first.han != second.han or side[first.end - 1] in SCALES or side[second.end - 1] not in SCALES:
        return first.value
    scale = _trailing_scale(side, second)
    return _scaled(first.value, scale) if first.value < second.value / scale else first.value


def _trailing_scale(side: str, number: Number) -> float:
    start = number.end
    while start > number.start and side[start - 1] in SCALES:
        start -= 1
    return _scale_value(side[start : number.end])
