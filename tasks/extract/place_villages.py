"""Villages and communities that the document itself places, found again where they stand alone.

"大兴区黄村镇红旗社区开夜校12期。……红旗社区夜校结业58人"    the second 红旗社区 lies in 大兴区 too
# 维拉坝：认门课 / "泸水市大练地街道的维拉坝珠海社区"            维拉坝, further on, lies in 泸水市
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from seeds.regions import COUNTY, Region
from tasks.clean.blocks import HEADING
from tasks.extract.gazetteer import OTHER, Hit, Name
from tasks.extract.layout import Layout
from tasks.extract.place_chains import Atlas, read_chain
from tasks.extract.place_words import NUMBERED

_VILLAGE = re.compile(
    r"(?:[一-鿿]{2,4}(?:街道|镇|乡|苏木))?的?(?P<name>(?P<stem>(?!各|全|多|几|每|这|该|一|两|某|本|所|城乡|农)[一-鿿]{2,5}?)"
    r"(?:社区|村(?![民委里庄干支口镇])|安置[点区]|小区|嘎查|新村|寨(?!子)))"
)
_LABEL = re.compile(r"[^\w\n]{0,3}([一-鿿]{2,6})[^\w\n]")
_JOINING = re.compile(r"[的在和与及等了是个]")
_LONGEST = 7
_LONGEST_CHAIN = 4
_SHORTEST_STEM = 3  # shorter ones are words: 幸福, 团结


def with_villages(layout: Layout, atlas: Atlas, hits: Sequence[Hit], home: Region | None) -> list[Hit]:
    """`hits` and the places where a village that the text has placed stands without its county.

    In a report on one county they would say nothing new.
    """
    known = _placed(layout, atlas, hits, home) if home is None or home.level != COUNTY else {}
    if not known:
        return list(hits)
    pattern = re.compile("|".join(map(re.escape, sorted(known, key=lambda name: (-len(name), name)))))
    taken = {position for hit in hits for position in range(hit.start, hit.end)}  # not 黄村镇|红旗社区
    found = [
        Hit(match.start(), match.end(), (Name(OTHER, known[match[0]]),))
        for match in pattern.finditer(layout.side)
        if not taken.intersection((match.start(), match.start() - 1, match.end() - 1))
    ]
    return sorted([*hits, *found]) if found else list(hits)


def _placed(layout: Layout, atlas: Atlas, hits: Sequence[Hit], home: Region | None) -> dict[str, Region]:
    """The villages that stand right after the name of their county, street or town; none that two counties have."""
    labels: frozenset[str] | None = None
    known: dict[str, Region] = {}
    twice: set[str] = set()
    for number, hit in enumerate(hits):
        village = _VILLAGE.match(layout.side, hit.end)
        if not village or _JOINING.search(village["name"]):
            continue
        chain, _ = read_chain(atlas, hits, _chain_start(hits, number), (home,) if home else ())
        if chain is None or chain.end != hit.end or chain.region is None or chain.region.level != COUNTY:
            continue
        labels = _labels(layout) if labels is None else labels
        for name in _names(layout.side, village, labels):
            if known.setdefault(name, chain.region) != chain.region:
                twice.add(name)
    return {name: region for name, region in known.items() if name not in twice}


def _chain_start(hits: Sequence[Hit], number: int) -> int:
    """The first of the hits that stand one right after the other up to `number`."""
    first = number
    while first and number - first < _LONGEST_CHAIN and hits[first - 1].end == hits[first].start:
        first -= 1
    return first


def _names(side: str, village: re.Match[str], labels: frozenset[str]) -> list[str]:
    """What a village is called: 维拉坝珠海社区, and by a heading 维拉坝."""
    names = [village["name"]]
    if len(village["stem"]) >= _SHORTEST_STEM:
        names.append(village["stem"])
    start = village.start("name")
    return [
        *names,
        *(side[start : start + size] for size in range(2, _LONGEST) if side[start : start + size] in labels),
    ]


def _labels(layout: Layout) -> frozenset[str]:
    """The first words of the headings, their numbers aside."""
    found: set[str] = set()
    for block in layout.blocks:
        if block.kind == HEADING:
            number = NUMBERED.match(layout.side, block.start, block.end)
            label = _LABEL.match(layout.side, number.end() if number else block.start, block.end + 1)
            if label:
                found.add(label[1])
    return frozenset(found)
