"""What the line above says of when: a heading, the title of a table, the head of a list.

"一线力量（9月11日17时在岗）"     until 09-11: as things stood at that hour
"第二批清单（7月9日发往华容县）"   07-09
"表1　2023年捐赠收入"             2023-01-01 to 2023-12-31: the time opens the title
"""

from __future__ import annotations

import re

from tasks.extract.layout import Layout
from tasks.extract.model import Period
from tasks.extract.time_expressions import DAY, TimeExpression
from tasks.extract.time_scopes import TimeScopes, together

_AT_THE_HOUR = re.compile(r"[0-9]{1,2}(?:[时点]|:[0-9]{2})[0-9整半分]{0,3}")
_TITLE_NUMBER = re.compile(
    r"[\W_]*(?:(?:附?表|附件) ?[0-9一二三四五六七八九十:之]{0,4}|[0-9一二三四五六七八九十]{1,3}[、.])?[\W_]*"
)
_LEAVES = re.compile(r"[)\n]")
_LONGEST_TITLE = 60
_ENDS_A_SENTENCE = frozenset("。!?;")


def is_bracketed(layout: Layout, time: TimeExpression) -> bool:
    """Whether a time stands in brackets that its own line closes."""
    opening = layout.side.rfind("(", max(0, time.start - _LONGEST_TITLE), time.start)
    return opening >= 0 and not _LEAVES.search(layout.side, opening, time.start)


def period_of_head(layout: Layout, time: TimeExpression, rule: str) -> Period:
    """The period of what stands below a line with this time: （9月11日17时在岗） tells how things stood then."""
    if time.kind == DAY and is_bracketed(layout, time) and _AT_THE_HOUR.search(layout.side, time.start, time.end):
        return Period(None, time.last, time.start, time.end, rule)
    return together([time], rule)


def time_of_title(layout: Layout, scopes: TimeScopes, start: int, end: int) -> TimeExpression | None:
    """The one time that the title of a table opens with, closes with or brackets."""
    if end - start > _LONGEST_TITLE or layout.side[end - 1 : end] in _ENDS_A_SENTENCE:
        return None
    times = scopes.within(start, end)
    if len(times) != 1:
        return None
    time = times[0]
    number = _TITLE_NUMBER.match(layout.side, start, time.start)
    opens = number is not None and number.end() == time.start
    closes = not layout.side[time.end : end].strip(" :)】")
    return time if opens or closes or is_bracketed(layout, time) else None
