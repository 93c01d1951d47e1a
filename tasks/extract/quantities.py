"""Joins a number with the words that touch it: qualifiers before and after, unit, coins.

    "约9800余小时"       9800, about, unit 小时
    "最高50万元/人"      500000, at_most, unit 元/人
    "两个半小时"         2.5, exact, unit 小时
    "13,582元5角"        13582.5, exact, unit 元
    "九成五"             95, exact, unit 成
    "300份左右"          300, about, unit 份

What touches the number is all that is read here, so that the span of a quantity is the quote of the guidelines. The
words are in `seeds/reference/qualifiers.csv` and `units.csv`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from seeds.tables import read_reference
from tasks.extract.model import (
    ABOUT,
    AT_LEAST,
    AT_MOST,
    EXACT,
    MORE_THAN,
    NEARLY,
    QUALIFIERS,
    RANGE,
    SEVERAL,
)
from tasks.extract.numbers import DIGITS, RANGE_SIGNS, Number, read_number
from tasks.extract.units import Unit, per_suffix, unit_after_ge, unit_at, unit_table

_COLUMNS = ("word", "place", "qualifier", "not_after", "bare_scale")
_MOST_BEFORE = 3
_SIZES_OF_VESSELS = frozenset("大小满整")
_FULL_VESSEL = re.compile(r"[大小满整](?=[桶锅箱包袋筐盆捆碗盘篓缸壶罐车](?![间箱包裹]))")
"""熬姜汤八大桶: the vessel is the unit."""
_NO_LEFTOVER = frozenset("姚杭江干庆款额票缺热下地生暇粮钱")
_NO_MORE = frozenset("媒功样谋劳")
_NO_ABOUT = frozenset("自源到往宾访电信客看说历源")
_GE_EXTRA = re.compile(r"个(?P<extra>半|多|把|来)?多?")
_JIAO = re.compile(r"(?P<jiao>[0-9一二两三四五六七八九])[角毛](?:(?P<fen>[0-9一二三四五六七八九])分)?")
_KUAI = re.compile(
    r"(?P<jiao>[半一二三四五六七八九])(?![十百千万亿一二三四五六七八九名个人])"
    r"|(?P<digit>(?<=\d块)[1-9])(?=[,。;:!?)、\n]|$)"
)
"""六十三块五, 8块8: what stands alone behind 块 is tenths."""
_TENTH = re.compile(r"[半一二三四五六七八九](?![十百千万名个成人位家户件])")
_NIGHTS = re.compile(r"(?:[一二两三四五六七八九十]{1,3}|\d{1,2})(?:个?夜)(?![校间班市里晚场])")
_PERCENT = re.compile(r"(?P<base>百|千|万)分之")
_PLAIN_SHARE = Unit("", "percent", "share", False, "")
_DECIMALS = re.compile(r"点([〇零一二三四五六七八九]{1,4})")
_FRACTION = re.compile(r"(?P<below>[二三四五六七八九十百两]{1,3}|\d{1,3})分之")
_BELOW = 5
"""Where 分之 ends at the latest, counted from the beginning of a fraction."""
_HALF_AFTER = re.compile(r"半(?![天夜年月价数路个])")
_HALF = re.compile(r"半(?:个(?:多)?(?=月|小时|钟头|世纪)|(?=小时|吨|斤|公斤|亩|公里|里路|年|天|月|钟头))")
_NO_HALF_AFTER = frozenset("大小前后上下多过一各夜每参折减对")
_UNTIL = re.compile(r" ?(?:-{1,2}|—{1,2}|─{1,2}|–|~|至|到) ?(?=[0-9一二两三四五六七八九十百千])")
_FROM = frozenset("从由自")
_MEASURES = frozenset({"time", "area", "weight", "distance", "length", "year"})
_HALVED_KINDS = _MEASURES | {"goods"}
_TRAILING_KINDS = _MEASURES | {"money", "share"}


class _Qualifier(NamedTuple):
    qualifier: str
    not_after: str
    bare_scale: bool


@dataclass(slots=True)
class Quantity:
    """A number with all that touches it; `side[start:end]` is the quote, the number alone lies inside it.

    `low` and `high` are the bounds the wording supports, `upper` the second number of a range. `suffix` is the
    qualifier behind (以上), `han` tells Chinese digits, `halved` a half that is part of the value.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    value: float
    upper: float | None
    qualifier: str
    unit: Unit | None
    unit_name: str | None
    unit_end: int
    han: bool
    bare_scale: bool
    hinted: bool
    prefix: str
    suffix: str

    @property
    def low(self) -> float | None:
        """The lower bound, None where the wording leaves it open."""
        return None if self.qualifier in (ABOUT, NEARLY, AT_MOST) else self.value

    @property
    def high(self) -> float | None:
        """The upper bound, None where the wording leaves it open."""
        if self.qualifier == RANGE:
            return self.upper
        if self.qualifier == SEVERAL:
            return self.value * 10
        return self.value if self.qualifier in (EXACT, NEARLY, AT_MOST) else None


class _Tail(NamedTuple):
    """What follows a number: where the unit and the whole end, the unit, what it adds to the value."""

    unit: Unit | None
    name: str | None
    unit_end: int
    end: int
    added: float
    qualifiers: tuple[str, ...]
    suffix: str


@cache
def _qualifiers(place: str) -> dict[str, _Qualifier]:
    rows = read_reference("qualifiers.csv", _COLUMNS, key=("word", "place"), codes={"qualifier": QUALIFIERS})
    return {
        row["word"]: _Qualifier(row["qualifier"], row["not_after"], bool(row["bare_scale"]))
        for row in rows
        if row["place"] == place
    }


@cache
def _sizes(place: str) -> dict[str, tuple[int, ...]]:
    """Lengths of the qualifiers of a place by their edge character (the one that touches the number)."""
    sizes: dict[str, set[int]] = {}
    for word in _qualifiers(place):
        sizes.setdefault(word[-1 if place == "before" else 0], set()).add(len(word))
    return {edge: tuple(sorted(found, reverse=True)) for edge, found in sizes.items()}


def read_quantity(side: str, start: int, floor: int = 0, ranged: bool = True) -> Quantity | None:
    """The quantity whose number begins at `start`, or None when no number does.

    Qualifiers before it are looked for down to `floor`, the end of the quantity before. `ranged` also reads on
    to a second number with the same unit (30份至50份).
    """
    number, tail_start = _number_at(side, start)
    if number is None:
        return None
    forced = _forced_unit(side, start)
    tail = _forced_tail(side, number, forced) if forced else _tail(side, number, tail_start)
    begin, before, prefix = _before(side, number, floor)
    qualifier = _settle(before, number.hint, tail.qualifiers)
    value, upper, unit_end, end = number.value + tail.added, number.high, tail.unit_end, tail.end
    if tail.unit is not None and tail.unit.kind == "share" and tail.name == "成":
        value, upper = value * 10, None if upper is None else upper * 10
    if tail.unit is not None and tail.name in ("角", "毛"):  # 5角
        value, upper = value / 10, None if upper is None else upper / 10
        tail = tail._replace(unit=tail.unit._replace(name="元"), name="元")
    quantity = Quantity(
        begin,
        end,
        number.start,
        number.end,
        value,
        upper,
        qualifier,
        tail.unit,
        tail.name,
        unit_end,
        number.han,
        number.bare_scale,
        bool(number.hint or before or tail.qualifiers),
        prefix,
        tail.suffix,
    )
    return _repeated_unit_range(side, quantity) if ranged and upper is None and tail.unit else quantity


def _number_at(side: str, start: int) -> tuple[Number | None, int]:
    """The number at `start` and where what follows it begins; halves, percents and fractions included."""
    char = side[start]
    if char == "半":
        match = _HALF.match(side, start)
        if match is None or (start and side[start - 1] in _NO_HALF_AFTER):
            return None, start
        return Number(start, start + 1, 0.5, None, None, True), match.end()
    if "分之" in side[start + 1 : start + _BELOW]:
        match = _PERCENT.match(side, start) if char in "百千万" else _FRACTION.match(side, start)
        if match is not None:
            return _number_of_fraction(side, start, match)
    number = read_number(side, start)
    return number, number.end if number else start


def _number_of_fraction(side: str, start: int, match: re.Match[str]) -> tuple[Number | None, int]:
    above = read_number(side, match.end()) if match.end() < len(side) else None
    if above is None:
        return None, start
    decimals = _DECIMALS.match(side, above.end)
    if decimals is not None:
        added = float("0." + "".join(str(DIGITS[char]) for char in decimals[1]))
        above = above._replace(end=decimals.end(), value=above.value + added)
    if "base" in match.re.groupindex:
        scale = {"百": 1.0, "千": 1.0, "万": 0.01}[match["base"]]
        high = None if above.high is None else above.high * scale
        return Number(start, above.end, above.value * scale, high, above.hint, above.han), above.end
    below = read_number(match["below"], 0)
    if below is None or not below.value:
        return None, start
    return Number(start, above.end, round(100 * above.value / below.value, 4), None, None, above.han), above.end


def _forced_unit(side: str, start: int) -> Unit | None:
    """百分之 says the unit before the number; 三分之二 is a share without one."""
    if side.startswith("分之", start + 1) and side[start] in "百千万":
        return unit_table()["‰" if side[start] == "千" else "%"]
    return _PLAIN_SHARE if "分之" in side[start + 1 : start + _BELOW] and _FRACTION.match(side, start) else None


def _forced_tail(side: str, number: Number, unit: Unit) -> _Tail:
    end, qualifiers, suffix = _after(side, number.end, unit)
    return _Tail(unit, unit.name or None, number.end, end, 0.0, qualifiers, suffix)


def _tail(side: str, number: Number, start: int) -> _Tail:
    """Qualifier, unit, half and coins after the number."""
    position, inner = _inner(side, number, start)
    found = _unit(side, position, number)
    if found is None:
        end, qualifiers, suffix = _after(side, position, None)
        end = max(end, number.end)
        return _Tail(None, None, end if position == start else position, end, 0.0, inner + qualifiers, suffix)
    unit, name, end, added, extra = found
    added, end = _coins(side, unit, end, added)
    unit_end = end
    end, qualifiers, suffix = _after(side, end, unit)
    return _Tail(unit, name, unit_end, end, added, inner + extra + qualifiers, suffix)


def _inner(side: str, number: Number, position: int) -> tuple[int, tuple[str, ...]]:
    """余, 多, 来 between number and unit."""
    char = side[position : position + 1]
    if char == " " and side[position + 1 : position + 2] in ("余", "多"):
        position += 1
        char = side[position]
    if char not in ("余", "多", "来", "许", "有", "把") or (number.value < 10 and not number.bare_scale):
        return position, ()
    if char == "把" and (number.hint or unit_at(side, position + 1) is None):
        return position, ()
    word = "有余" if char == "有" else char
    qualifier = _qualifiers("inner").get(word)
    follower = side[position + len(word) : position + len(word) + 1]
    if qualifier is None or not side.startswith(word, position) or not _inner_fits(word, number, follower):
        return position, ()
    return position + len(word), (qualifier.qualifier,)


def _inner_fits(word: str, number: Number, follower: str) -> bool:
    if word == "余":
        return follower not in _NO_LEFTOVER or not follower
    if word == "多":
        return follower not in _NO_MORE or not follower
    if word == "来":
        return number.value % 10 == 0 and (follower not in _NO_ABOUT or not follower)
    if word == "许":
        return number.han and follower not in ("多", "可", "久", "愿")
    return word == "有余" or number.bare_scale


def _unit(side: str, position: int, number: Number) -> tuple[Unit, str, int, float, tuple[str, ...]] | None:
    """The unit at `position` (one or two spaces may part it from Arabic digits), a half and 多 after 个 included."""
    char = side[position : position + 1]
    if char == " " and not number.han:
        position += 2 if side[position + 1 : position + 2] == " " else 1
        found = unit_at(side, position)
        if found is None or found[0].kind == "narrative" or (found[0].weak and side[found[1] : found[1] + 1].isalpha()):
            return None
    if side[position : position + 1] == "个":
        match = _GE_EXTRA.match(side, position)
        timed = unit_after_ge(side, match.end()) if match else None
        if match and timed:
            added = 0.5 if match["extra"] == "半" else 0.0
            more = (MORE_THAN,) if "多" in match[0] else ((ABOUT,) if match["extra"] in ("把", "来") else ())
            return timed[0], timed[0].name, timed[1], added, more
    vessel = char in _SIZES_OF_VESSELS and _FULL_VESSEL.match(side, position)
    found = unit_at(side, position + 1 if vessel else position)
    if found is None:
        return None
    unit, end = found
    stop = per_suffix(side, end)
    if stop > end:
        return unit, unit.name + side[end:stop], stop, 0.0, ()
    if unit.kind in _HALVED_KINDS and _HALF_AFTER.match(side, end):
        return unit, unit.name, end + 1, 0.5, ()
    return unit, unit.name, end, 0.0, ()


def _coins(side: str, unit: Unit, end: int, added: float) -> tuple[float, int]:
    """4元5角, 三十六块五 and 九成三: what a smaller unit or a bare digit adds; 五天四夜 are five days."""
    if unit.name in ("元", "块", "块钱"):
        match = _JIAO.match(side, end)
        if match:
            return added + _digit(match["jiao"]) / 10 + _digit(match["fen"]) / 100, match.end()
        match = _KUAI.match(side, end) if unit.name == "块" else None
        if match:
            return added + _digit(match["jiao"] or match["digit"]) / 10, match.end()
    if unit.name == "天" and (match := _NIGHTS.match(side, end)):
        return added, match.end()
    if unit.name == "成":
        match = _TENTH.match(side, end)
        if match:
            return added + (0.5 if match[0] == "半" else _digit(match[0]) / 10), match.end()
    return added, end


def _digit(char: str | None) -> float:
    if not char:
        return 0.0
    if char == "半":
        return 5.0
    return float(DIGITS[char]) if char in DIGITS else float(char)


def _after(side: str, end: int, unit: Unit | None) -> tuple[int, tuple[str, ...], str]:
    """The qualifier behind the unit: where it ends, its meaning, its word."""
    sizes = _sizes("after").get(side[end : end + 1])
    if sizes is None:
        return end, (), ""
    table = _qualifiers("after")
    for size in sizes:
        word = side[end : end + size]
        qualifier = table.get(word)
        if qualifier is not None and (len(word) > 1 or _short_after_fits(word, side, end, unit)):
            return end + len(word), (qualifier.qualifier,), word
    return end, (), ""


def _short_after_fits(word: str, side: str, end: int, unit: Unit | None) -> bool:
    """多 and 余 follow only measures (两公里多), and begin no other word there (三年多次)."""
    if unit is None or unit.kind not in _TRAILING_KINDS:
        return False
    follower = side[end + 1 : end + 2]
    if word == "余":
        return follower not in _NO_LEFTOVER or not follower
    return follower not in tuple("次名个种样方元家项位人场媒部") or not follower


def _before(side: str, number: Number, floor: int) -> tuple[int, tuple[str, ...], str]:
    """Qualifiers before the number: where they begin, their meanings, their words."""
    begin = number.start
    meanings: list[str] = []
    sizes_by_edge, table = _sizes("before"), _qualifiers("before")
    for _ in range(_MOST_BEFORE):
        edge = begin - 1 if begin > floor and side[begin - 1] == " " and not meanings else begin
        sizes = sizes_by_edge.get(side[edge - 1]) if edge > floor else None
        found = None
        for size in sizes or ():
            found = table.get(side[edge - size : edge]) if edge - size >= floor else None
            if found is not None and _before_fits(found, side, edge - size, floor, number):
                begin = edge - size
                meanings.append(found.qualifier)
                break
            found = None
        if found is None:
            break
    return begin, tuple(meanings), side[begin : number.start]


def _before_fits(found: _Qualifier, side: str, start: int, floor: int, number: Number) -> bool:
    if found.bare_scale and not (number.bare_scale or number.hint == SEVERAL):
        return False
    if found.qualifier == SEVERAL:
        return number.hint == SEVERAL
    return start <= floor or side[start - 1] not in found.not_after or not found.not_after


def _settle(before: tuple[str, ...], hint: str | None, after: tuple[str, ...]) -> str:
    """One qualifier of all: a range is a range; 约…余 is about; 余, 多, 超, 逾 win over the others."""
    if hint is None and not before and not after:
        return EXACT
    if hint == RANGE:
        return RANGE
    rest = {hint, *after} - {None}
    if MORE_THAN in rest or MORE_THAN in before:
        return ABOUT if ABOUT in before else MORE_THAN
    for qualifier in (AT_MOST, AT_LEAST):
        if qualifier in before or qualifier in rest:
            return qualifier
    if SEVERAL in rest:
        return SEVERAL
    for qualifier in (NEARLY, ABOUT):
        if qualifier in before or qualifier in rest:
            return qualifier
    return EXACT


def _repeated_unit_range(side: str, first: Quantity) -> Quantity:
    """30份至50份 is a range; 从19人到30人 is two numbers."""
    if first.end != first.unit_end or side[first.end : first.end + 1] not in RANGE_SIGNS:
        return first
    match = _UNTIL.match(side, first.unit_end)
    if match is None or first.qualifier not in (EXACT, ABOUT):
        return first
    if not _FROM.isdisjoint(side[max(0, first.start - 12) : first.start]):
        return first
    second = read_quantity(side, match.end(), match.end(), ranged=False)
    if second is None or second.unit_name != first.unit_name or second.upper is not None:
        return first
    if second.value <= first.value or second.qualifier != EXACT:
        return first
    first.upper, first.qualifier = second.value, RANGE
    first.end, first.unit_end = second.end, second.unit_end
    return first
