"""By how much each of several figures has grown: as many shares in a list as there are figures right before it.

个案320例、小组96个,两者较上年分别增长12%和8%      12% is of the 320, 8% of the 96
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


def grown_from(side: str, mentions: Sequence[Mention], number: int, floor: int) -> int:
    """The figure that figure `number` is the growth of, -1 where it is none, or where too few stand behind `floor`."""
    first = last = number
    while first > max(0, number - _MOST) and _follows(side, mentions, first):
        first -= 1
    while last < min(len(mentions) - 1, number + _MOST) and _follows(side, mentions, last + 1):
        last += 1
    dealt = last - first + 1
    if not 1 < dealt <= min(first, _MOST) or mentions[first - dealt].start < floor:
        return -1
    told = _DEALS_OUT.search(side, mentions[first - 1].end, mentions[first].start)
    return number - dealt if told else -1


def _follows(side: str, mentions: Sequence[Mention], number: int) -> bool:
    """Whether nothing but 、 or 和 stands before a figure and behind the one before it."""
    return side[mentions[number - 1].end : mentions[number].start].strip() in LIST_JOINTS
