"""Figures dealt out over several that were told before: how much each has grown, and what part of each it is.

个案320例、小组96个,两者较上年分别增长12%和8%            12% is of the 320, 8% of the 96
社会组织14家、志愿者867名,其中本县的分别为11家和742名    11 are of the 14, 742 of the 867
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.extract.counting import pattern_of
from tasks.extract.layout import LIST_JOINTS
from tasks.extract.model import Mention

_DEALS_OUT = re.compile(
    "(?:分别|同比|环比|[较比](?:上|去|前|往|同)[^,。;\\d]{0,8})[^,。;\\d]{0,16}"
    f"(?:{pattern_of('grown')})[了近约超出]*$|(?:{pattern_of('growth')})(?:率|幅度)?分别[为是达]?$"
)
_MOST = 24  # figures dealt out in one list
_PARTS = re.compile("[,;](?:其中)?[^,。;、\\d]{1,14}的(?:分别|依次|各)[为是有达约]*$")


def dealt_over(side: str, mentions: Sequence[Mention], number: int, floor: int) -> int:
    """The figure of which figure `number` tells the growth or a part; -1 without one or with too few behind `floor`."""
    first = last = number
    while first > max(0, number - _MOST) and _follows(side, mentions, first):
        first -= 1
    while last < min(len(mentions) - 1, number + _MOST) and _follows(side, mentions, last + 1):
        last += 1
    dealt = last - first + 1
    if not 1 < dealt <= min(first, _MOST) or mentions[first - dealt].start < floor:
        return -1
    start, end = mentions[first - 1].end, mentions[first].start
    if _DEALS_OUT.search(side, start, end):
        return number - dealt
    wholes = zip(mentions[first - dealt : first], mentions[first : last + 1], strict=True)
    parts = _PARTS.fullmatch(side, start, end) and all(whole.unit == part.unit for whole, part in wholes)
    return number - dealt if parts else -1


def _follows(side: str, mentions: Sequence[Mention], number: int) -> bool:
    """Whether nothing but 、 or 和 stands before a figure and behind the one before it."""
    return side[mentions[number - 1].end : mentions[number].start].strip() in LIST_JOINTS
