"""How divisions lie in each other, and which division a name means among those around it.

choose(城关区, nearby=(兰州市,))      -> 城关区 of 兰州市
choose(城关区, nearby=())             -> None: seven provinces have one
common([海曙区, 鄞州区])              -> 宁波市
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from seeds.regions import COUNTY, LEVELS, MUNICIPALITIES, Region, region_of
from tasks.extract.gazetteer import (
    BRIEF,
    COMMON,
    FORMER_TOWN,
    FULL,
    MULTI,
    OTHER,
    SEAT,
    SHORT,
    STEM,
    TOWN,
    WEAK,
    ZONE,
    Name,
)

SAME_LINE, SAME_CITY, SAME_PROVINCE, FAR = 3, 2, 1, 0
_SURE = (FULL, OTHER, ZONE)


@cache
def path(region: Region) -> tuple[Region, ...]:
    """The division and what it lies in, the province first."""
    steps = [region]
    while len(steps) < len(LEVELS):
        parent = region_of(steps[-1].parent)
        if parent is None:
            break
        steps.append(parent)
    return tuple(reversed(steps))


@cache
def within(inner: Region, outer: Region) -> bool:
    """Whether `inner` is `outer` or lies in it."""
    return any(step.code == outer.code for step in path(inner))


@cache
def nearness(one: Region, other: Region) -> int:
    """SAME_LINE when one lies in the other, SAME_CITY (prefecture or municipality), SAME_PROVINCE or FAR."""
    if within(one, other) or within(other, one):
        return SAME_LINE
    ours, theirs = path(one), path(other)
    if ours[0].code != theirs[0].code:
        return FAR
    if ours[0].code in MUNICIPALITIES:
        return SAME_CITY
    return SAME_CITY if ours[1].code == theirs[1].code else SAME_PROVINCE


def common(regions: Iterable[Region]) -> Region | None:
    """The smallest division that all of them lie in; None when they lie in several provinces."""
    shared: tuple[Region, ...] | None = None
    for region in regions:
        steps = path(region)
        if shared is not None:
            steps = tuple(a for a, b in zip(shared, steps, strict=False) if a.code == b.code)
        shared = steps
    return shared[-1] if shared else None


@cache
def meant(names: tuple[Name, ...], year: int) -> tuple[tuple[str, Region], ...]:
    """Kind and division of every meaning, under the names in force in `year`.

    A name that had gone out of force by then stands for the division that took over (新津县 -> 新津区).
    """
    found: dict[str, tuple[str, Region]] = {}
    late: dict[str, tuple[str, Region]] = {}
    for kind, region in names:
        if region is None or kind in (MULTI, STEM):
            continue
        if region.in_force(year):
            found.setdefault(region.code, (kind, region))
            continue
        today = region_of(region.successor) or region
        late.setdefault(today.code, (kind, today))
    return tuple(found.values()) or tuple(late.values())


def choose(
    names: tuple[Name, ...], year: int, nearby: Sequence[Region], weights: Mapping[str, float] | None = None
) -> Region | None:
    """The division that a name means beside the divisions `nearby`, the most telling first; None when unclear.

    `weights` says how much of the document speaks of each province and prefecture, by code.
    """
    meanings = tuple((kind, region) for kind, region in meant(names, year) if kind != WEAK)
    stems = [name.region for name in names if name.kind == STEM and name.region in nearby]
    if stems or not meanings:
        return stems[0] if stems else None
    sure = [region for kind, region in meanings if kind in _SURE]
    if len(sure) == 1:
        return sure[0]
    if sure:
        return _nearest(sure, nearby, SAME_PROVINCE) or _heaviest(sure, weights)
    careful = [(kind, region) for kind, region in meanings if kind in (BRIEF, COMMON)]
    if careful:
        return _choose_careful(careful, nearby)
    if any(kind == SHORT for kind, _ in meanings):
        return _choose_short([region for kind, region in meanings if kind == SHORT], nearby, weights)
    if any(kind in (TOWN, FORMER_TOWN) for kind, _ in meanings):
        return _choose_by_town(meanings, nearby, weights)
    seats = [region for kind, region in meanings if kind == SEAT]
    return seats[0] if len(seats) == 1 and not nearby else None


def _choose_by_town(
    meanings: Sequence[tuple[str, Region]], nearby: Sequence[Region], weights: Mapping[str, float] | None
) -> Region | None:
    """The county of a street or town: one just spoken of, else by its present name, else by its former one."""
    for kind, region in meanings:
        if kind in (TOWN, FORMER_TOWN) and any(region.code == other.code for other in nearby):
            return region
    towns = [region for kind, region in meanings if kind == TOWN]
    return _choose_town(towns or [region for kind, region in meanings if kind == FORMER_TOWN], nearby, weights)


def _choose_careful(meanings: list[tuple[str, Region]], nearby: Sequence[Region]) -> Region | None:
    """A name that other words may hide (老城区, 和县): a place in its own city, or where no place is known."""
    regions = [region for _, region in meanings]
    if nearby:
        counties = [region for region in regions if region.name[-1] == "县" and len(region.name) > len("和县")]
        return _nearest(regions, nearby, SAME_CITY) or _nearest(counties, nearby, SAME_PROVINCE)  # 公安县, by 潜江市
    return regions[0] if len(regions) == 1 and meanings[0][0] == BRIEF else None


def _choose_short(
    regions: list[Region], nearby: Sequence[Region], weights: Mapping[str, float] | None
) -> Region | None:
    for region in regions:  # 大理 in a report of 大理市 is the city, elsewhere the prefecture
        if any(region.code == other.code for other in nearby):
            return region
    large = [region for region in regions if region.level != COUNTY]
    if large:
        return large[0]
    near = _nearest(regions, nearby, SAME_CITY)
    if near is not None:
        return near
    same_province = _nearest(regions, nearby, SAME_PROVINCE)
    if same_province is not None:
        return same_province
    if len(regions) == 1:
        distinctive = len(regions[0].name) > 3 or regions[0].name[-1] in "市旗"
        return regions[0] if distinctive or not nearby else None
    return _heaviest(regions, weights)


def _choose_town(
    counties: list[Region], nearby: Sequence[Region], weights: Mapping[str, float] | None
) -> Region | None:
    """The county of a street or town; one of another province only when no region is known at all."""
    if not nearby:
        return counties[0] if len(counties) == 1 else _heaviest(counties, weights)
    near = [county for county in counties if any(nearness(county, other) > FAR for other in nearby)]
    return _nearest(near, nearby, SAME_PROVINCE) or _heaviest(near, weights) if near else None


def _nearest(regions: list[Region], nearby: Sequence[Region], least: int) -> Region | None:
    """The one division nearest to the first of `nearby` that tells them apart."""
    for other in nearby:
        scores = [nearness(region, other) for region in regions]
        best = max(scores, default=FAR)
        if best >= least and scores.count(best) == 1:
            return regions[scores.index(best)]
    return None


def _heaviest(regions: list[Region], weights: Mapping[str, float] | None) -> Region | None:
    """The one division in whose prefecture, else province, most of the document plays."""
    if not weights:
        return None
    for depth in (1, 0):
        scores = [weights.get(steps[min(depth, len(steps) - 1)].code, 0.0) for steps in map(path, regions)]
        best = max(scores, default=0.0)
        if best > 0 and scores.count(best) == 1:
            return regions[scores.index(best)]
    return None
