"""Finds the classifier or measure word that follows a number, by the table `seeds/reference/units.csv`.

    "165名专业社工"  at 3   名, people
    "5000余个小时"   at 5   小时, hours      (个 before a measure of time is no part of the unit)
    "50万元/人"      at 3   元/人, money
    "20家庭"         at 2   nothing           (家庭 is a noun, not 家)

The longest unit wins. Scale words (万元) belong to the number and are read before this.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from seeds.tables import read_reference

_COLUMNS = ("unit", "dimension", "kind", "weak", "not_before")
_AFTER_GE = frozenset(("小时", "钟头", "月", "星期", "礼拜", "工作日", "昼夜", "季度", "学期", "学年", "世纪", "年头"))
_NO_TIME = {"月": tuple("亮饼捐嫂"), "工作日": ("志", "记")}
"""5个月饼, 3个工作日志: what is counted only begins like a time."""
_PER = re.compile(r"/(?:平方米|小时|公里|学期|个|人|户|月|年|天|次|份|亩|吨|日|周|件|名|床|套|场|家|例)")
_WIDEST_PER = 6


class Unit(NamedTuple):
    """One row of the table of units.

    `dimension` is what it counts by itself (None: the noun tells), `kind` its sort, `weak` that it is as often part
    of a name, `not_before` the characters that make it another word.
    """

    name: str
    dimension: str | None
    kind: str
    weak: bool
    not_before: str


@cache
def unit_table() -> dict[str, Unit]:
    """All units by their written form."""
    rows = read_reference("units.csv", _COLUMNS, key=("unit",), required=("kind",))
    return {
        row["unit"]: Unit(row["unit"], row["dimension"] or None, row["kind"], bool(row["weak"]), row["not_before"])
        for row in rows
    }


@cache
def _lengths() -> dict[str, tuple[int, ...]]:
    """For each first character, the lengths of the units that begin with it, longest first."""
    lengths: dict[str, set[int]] = {}
    for name in unit_table():
        lengths.setdefault(name[0], set()).add(len(name))
    return {first: tuple(sorted(sizes, reverse=True)) for first, sizes in lengths.items()}


def unit_at(side: str, start: int) -> tuple[Unit, int] | None:
    """The longest unit that begins at `start`, and where it ends."""
    sizes = _lengths().get(side[start : start + 1])
    if sizes is None:
        return None
    table = unit_table()
    for size in sizes:
        unit = table.get(side[start : start + size])
        if unit is not None:
            end = start + len(unit.name)
            follower = side[end : end + 1]
            if not follower or follower not in unit.not_before:
                return unit, end
    return None


def unit_after_ge(side: str, start: int) -> tuple[Unit, int] | None:
    """The unit at `start` when 个 may stand before it (个小时, 个月, 个百分点)."""
    if side.startswith("百分点", start):
        return unit_table()["个百分点"], start + 3
    for size in (3, 2, 1):
        name = side[start : start + size]
        if name in _AFTER_GE and side[start + size : start + size + 1] not in _NO_TIME.get(name, ()):
            unit = unit_table().get(name)
            return (unit, start + len(name)) if unit is not None else None
    return None


def per_suffix(side: str, end: int) -> int:
    """Where `/人` and the like after a unit ends; `end` itself when nothing of the sort follows."""
    if side[end : end + 1] != "/":
        return end
    match = _PER.match(side, end, end + _WIDEST_PER)
    return match.end() if match else end


def unit_of_word(words: str) -> Unit | None:
    """The unit that `words` are (人次, 件), None when they are none."""
    return unit_table().get(words)
