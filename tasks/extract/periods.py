"""Says when each figure holds: the time expression that governs it.

    "截至4月11日24时，累计服务居民38.6万人次，…；接听求助电话12060通。"     both: end 2022-04-11
    "7月21日　暴雨" / "连夜腾出16间教室"                                    2020-07-21, from the heading of the entry
    "热线原有座机1条，3月21日增至3条，…；64名心理教师分成两班"               1条 none, 3条 03-21, 64名 none

First its own sentence (`time_scopes`), then what opened the paragraph or announced the list, then the headings above
(`period_inheritance`); for a table its labels, header and caption (`period_tables`). A time without dates (近日,
疫情发生以来) governs as well, and leaves the figure without a period.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.clean.blocks import TABLE
from tasks.extract.dates import either
from tasks.extract.layout import Layout
from tasks.extract.model import Context, Mention, Period
from tasks.extract.period_inheritance import DIARY, Inheritance
from tasks.extract.period_tables import cell_period
from tasks.extract.time_expressions import find_time_expressions
from tasks.extract.time_scopes import FROM_ELSEWHERE, UNDATED, TimeScopes, length_of_lapse

_NONE = Period(None, None)
_LATER = re.compile(
    rf"{either('later')}|{either('since_spent')}|不久[,后便就]|[会赛训展演典礼节][式]?后(?![勤台方])"
    r"|(?:洪?水|台风|风|雨|雪|雾|火|烟|潮|余震|疫情|警报|封控|灾情)(?:刚|一|终于|渐渐|慢慢)?(?:退|停|散|过|灭|解除|结束|平息|缓解)(?:[下去散了]{0,2})[,后]"
)
_OF_ANOTHER_TOWN = re.compile(r"[一-鿿]{2,10}?(?:街道|[镇乡县旗])(?:社工站|社区|民政|的|有|里)")
_OF_ALL = re.compile(
    r"[ ]*(?:目前)?[全本][镇乡县市区村旗州]"
    r"(?:[^,。;:]{0,10}?(?:共有|现有|已有|设有|登记|在册|建档)|[^,。;:]{0,12}[0-9]+[户人名][中里])"
)  # 全镇低保户732户中, in a report on one month
_AS_LONG = (0.7, 1.5)  # how much longer a span may be than the round number that says its length
_FEW_DAYS, _BACK = 31, 60
_COUNT = "(?:[2-9]|[1-9][0-9]|[两二三四五六七八九]|十[一二三四五六七八九]?)"
_DAYS_LONG = re.compile(
    rf"(?<![0-9一二三四五六七八九十第月])(?:{_COUNT}[多来余]?(?:天|昼夜)|{_COUNT}[多来余]?个多?(?:月|星期)|{_COUNT}周)(?![前后日一二三四五六])"
)
_RUNNING_TOTAL = re.compile(either("running_total"))


def bind_periods(layout: Layout, context: Context, mentions: Sequence[Mention]) -> list[Period]:
    """The period of each mention, in the order of `mentions`."""
    binder = _Binder(layout, context, mentions)
    return [binder.period(mention) for mention in mentions]


class _Binder:
    """What one document says of time, ready to be asked for each figure."""

    def __init__(self, layout: Layout, context: Context, mentions: Sequence[Mention]) -> None:
        self.layout = layout
        self.scopes = TimeScopes(layout, find_time_expressions(layout, context), mentions)
        with_figures = {layout.sentence_number(mention.start) for mention in mentions}
        self.inheritance = Inheritance(layout, self.scopes, with_figures, context.published_on)

    def period(self, mention: Mention) -> Period:
        """The period of one mention."""
        block = self.layout.block_number(mention.start)
        sentence = self.layout.sentence_number(mention.start)
        in_table = mention.column_label or mention.row_label or self.layout.blocks[block].kind == TABLE
        own = cell_period(self.layout, self.scopes, mention, block) if in_table else self.scopes.of(mention, sentence)
        if own:
            return own if own.rule != UNDATED else self._told_again(own, sentence) or own
        heading = self.inheritance.of_heading(block)
        if heading and heading.rule == DIARY:
            return heading
        inherited = self.inheritance.of_sentence(sentence)
        if (
            inherited
            and not in_table
            and (self._is_not_of_that_day(mention, inherited, sentence) or self._is_later(mention, inherited, sentence))
        ):
            inherited = None
        return inherited or heading or _NONE

    def _told_again(self, own: Period, sentence: int) -> Period | None:
        """The days that the paragraph tells of, where its sentence only says how long they were: 三个多月里."""
        inherited = self.inheritance.of_sentence(sentence)
        if not inherited or not inherited.first or not inherited.last:
            return None
        days = length_of_lapse(self.layout.side, own.start, own.end)
        length = (inherited.last - inherited.first).days + 1
        return inherited if days and days * _AS_LONG[0] <= length <= days * _AS_LONG[1] else None

    def _is_later(self, mention: Mention, inherited: Period, sentence: int) -> bool:
        """Whether its sentence goes on to what came after the days that the paragraph tells of: 协会随后发放…."""
        first, last = inherited.first, inherited.last
        if not first or not last or (last - first).days > _FEW_DAYS:
            return False
        start = max(self.layout.sentences[sentence].start, mention.start - _BACK)
        return bool(_LATER.search(self.layout.side, start, mention.start))

    def _is_not_of_that_day(self, mention: Mention, inherited: Period, sentence: int) -> bool:
        """Whether a figure counts more than the one day that its paragraph tells of, or another town speaks.

        站里累计服务300人; 人民路街道社工站接手9名
        """
        opening = self.layout.sentences[sentence].start
        told_here = self.layout.block_number(inherited.start) == self.layout.block_number(mention.start)
        if told_here and FROM_ELSEWHERE.match(self.layout.side, opening, mention.end + _BACK):
            return True
        if inherited.first is None or inherited.last is None or (inherited.last - inherited.first).days > _FEW_DAYS:
            return False
        if inherited.first != inherited.last:
            return bool(_OF_ALL.match(self.layout.side, opening))
        start = max(self.layout.clause_at(mention.start).start, mention.start - 30)
        total = _RUNNING_TOTAL.search(self.layout.side, start, mention.start) or _DAYS_LONG.search(
            self.layout.side, opening, min(mention.end + 8, self.layout.sentences[sentence].end)
        )
        return bool(total or _OF_ANOTHER_TOWN.match(self.layout.side, opening))
