"""Names that stand together mean one place: 福建福州市鼓楼区, 随州·随县, 城关区（兰州）.

side "固原市原州区彭堡镇的课堂"   hits 固原市, 原州区, 彭堡镇   ->  one chain, 原州区 of 固原市
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from seeds.regions import COUNTY, Region
from tasks.extract.gazetteer import BRIEF, COMMON, FULL, MULTI, OTHER, SHORT, Hit
from tasks.extract.layout import LIST_SIGNS
from tasks.extract.place_regions import FAR, choose, meant, nearness, within

_JOINTS = ("", "·", "•", "-", " ", "/", "(", "之", "的", "大学", "大学附属", "医科大学附属", "大学医学院附属")
_LONGEST_CHAIN = 6
_OFTEN = 3


class Chain(NamedTuple):
    """`side[start:end]` names one place; `region` is None for an area of several provinces (京津冀)."""

    start: int
    end: int
    region: Region | None


class Atlas(NamedTuple):
    """What is needed to tell which place a name means: the year, and how much the document speaks of what.

    `named` are the codes of the counties that the document names in full, or with what they lie in.
    """

    side: str
    year: int
    weights: Mapping[str, float]
    named: frozenset[str] = frozenset()


def with_named(atlas: Atlas, hits: Sequence[Hit]) -> Atlas:
    """`atlas` with the counties that `hits` name beyond doubt: 武都区, 陇南|武都, and 青浦 time and again."""
    short = [hit.names[0].region for hit in hits if len(hit.names) == 1 and hit.names[0].kind == SHORT]
    counts = Counter(region.code for region in short if region is not None and region.level == COUNTY)
    named = {code for code, count in counts.items() if count >= _OFTEN}
    for number, hit in enumerate(hits):
        chain, _ = read_chain(atlas, hits, number, ())
        if chain is None or chain.region is None or chain.region.level != COUNTY:
            continue
        if chain.end > hit.end or hit.names[0].kind in (FULL, OTHER):
            named.add(chain.region.code)
    return atlas._replace(named=frozenset(named))


def _meaning(atlas: Atlas, hit: Hit, nearby: Sequence[Region]) -> Region | None:
    """What a name means beside `nearby`; else the one county of that name, or of that town, that the text has named."""
    region = choose(hit.names, atlas.year, nearby, atlas.weights) or _with_its_sum(atlas, hit, nearby)
    if region is not None or not atlas.named:
        return region
    named = [meaning for _, meaning in meant(hit.names, atlas.year) if meaning.code in atlas.named]
    return named[0] if len(named) == 1 else None


def _with_its_sum(atlas: Atlas, hit: Hit, nearby: Sequence[Region]) -> Region | None:
    """舟曲400万元、|文县|300万元: a name that is also a word, in a list of places with a sum for each."""
    listed = atlas.side[hit.start - 1 : hit.start] in LIST_SIGNS and atlas.side[hit.end : hit.end + 1].isdigit()
    if not listed or hit.names[0].kind not in (BRIEF, COMMON):
        return None
    region = choose(tuple(name._replace(kind=FULL) for name in hit.names), atlas.year, nearby)
    return region if region is not None and any(nearness(region, other) > FAR for other in nearby) else None


def read_chain(atlas: Atlas, hits: Sequence[Hit], number: int, nearby: Sequence[Region]) -> tuple[Chain | None, int]:
    """The place named by `hits[number]` and the hits joined to it, and the number of the hit after them."""
    first = hits[number]
    if any(name.kind == MULTI for name in first.names):
        return Chain(first.start, first.end, None), number + 1
    region = _meaning(atlas, first, nearby)
    end, after = first.end, number + 1
    while after < min(len(hits), number + _LONGEST_CHAIN):
        joint = atlas.side[end : hits[after].start]
        if (joint.strip(" ") or joint) not in _JOINTS:
            break
        joined = _join(atlas, region, first, hits[after], nearby)
        if joined is None:
            break
        region, end, after = joined, hits[after].end, after + 1
    return (Chain(first.start, end, region) if region else None), after


def _join(atlas: Atlas, region: Region | None, first: Hit, later: Hit, nearby: Sequence[Region]) -> Region | None:
    """The place that both names mean together; None when they are two places."""
    outer = (region, *nearby) if region else nearby
    inner = _meaning(atlas, later, outer)
    candidates = [meaning for _, meaning in meant(later.names, atlas.year)]
    if region is not None and region.level != COUNTY:
        inside = [candidate for candidate in candidates if within(candidate, region) and candidate != region]
        if len(inside) == 1:
            return inside[0]
    if region is not None and inner is not None and within(inner, region):
        return inner
    if inner is None:
        return None
    return _narrowed(atlas, first, inner)


def _narrowed(atlas: Atlas, first: Hit, parent: Region) -> Region | None:
    """城关区（兰州）: the first name, told apart by what it lies in."""
    inside = [region for _, region in meant(first.names, atlas.year) if within(region, parent) and region != parent]
    return inside[0] if len(inside) == 1 else None
