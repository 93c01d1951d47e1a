"""The administrative divisions of the country: six-digit code, official name, level, what it lies in.

    >>> names_of("330203")
    ('浙江省', '宁波市', '海曙区')
    >>> names_of("500103")                      # a municipality has no prefecture
    ('重庆市', None, '渝中区')
    >>> region_exists("330299")
    False

Former divisions are kept with the years in which their name was in force (新津县 until 2020, now 新津区).
Reads `seeds/reference/places.csv`, which `seeds/build_places.py` writes.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from seeds.tables import read_reference

PROVINCE, PREFECTURE, COUNTY = "province", "prefecture", "county"
LEVELS = (PROVINCE, PREFECTURE, COUNTY)
MUNICIPALITIES = frozenset({"110000", "120000", "310000", "500000"})
_EVER = (0, 9999)


class Region(NamedTuple):
    """One division under one name; `first` and `last` are the years in which the name was in force."""

    code: str
    name: str
    level: str
    parent: str
    first: int
    last: int
    successor: str

    def in_force(self, year: int) -> bool:
        """Whether the name was official at some time of `year`."""
        return self.first <= year <= self.last


@cache
def all_regions() -> tuple[Region, ...]:
    """Every division, in force and former, in the order of codes."""
    columns = ("code", "name", "level", "parent", "valid_from", "valid_to", "successor")
    rows = read_reference("places.csv", columns, key=("code", "name"), codes={"level": LEVELS})
    return tuple(
        Region(
            row["code"],
            row["name"],
            row["level"],
            row["parent"],
            int(row["valid_from"] or _EVER[0]),
            int(row["valid_to"] or _EVER[1]),
            row["successor"],
        )
        for row in rows
    )


@cache
def _by_code() -> dict[str, Region]:
    """The division of every code; where a code had several names, the one in force, else the last."""
    found: dict[str, Region] = {}
    for region in all_regions():
        known = found.get(region.code)
        if known is None or region.last > known.last:
            found[region.code] = region
    return found


def region_of(code: str) -> Region | None:
    """The division with this code."""
    return _by_code().get(code)


def region_codes() -> frozenset[str]:
    """All codes, in force and former."""
    return frozenset(_by_code())


def region_exists(code: str) -> bool:
    """Whether a division has, or had, this code."""
    return code in _by_code()


def names_of(code: str) -> tuple[str | None, str | None, str | None]:
    """Province, prefecture and county of a code, None where there is none; all None for an unknown code."""
    region = region_of(code)
    return names_of_region(region) if region else (None, None, None)


def names_of_region(region: Region) -> tuple[str | None, str | None, str | None]:
    """Province, prefecture and county of a division."""
    names: dict[str, str] = {}
    step: Region | None = region
    for _ in LEVELS:
        if step is None:
            break
        names[step.level] = step.name
        step = region_of(step.parent)
    return names.get(PROVINCE), names.get(PREFECTURE), names.get(COUNTY)
