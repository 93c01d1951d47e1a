"""The period that a sentence without a time of its own takes from what stands above it.

"截至1月20日，127家机构动了起来。近200名社工轮班。"      the second sentence: until 01-20, as the first
"截至6月底，主要成效如下：" / "1.服务老人300人；"         the item of the list: until 06-30
"7月21日　暴雨" / "连夜腾出16间教室"                      the entry of a diary: 07-21
"三、服务量（1—6月）" / "上门服务1284510人次"             the section: 01-01 to 06-30
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache

from tasks.clean.blocks import CAPTION, HEADING, PARAGRAPH, TABLE, TITLE, Block
from tasks.clean.lines import PICTURE
from tasks.extract.dates import either
from tasks.extract.event_words import event
from tasks.extract.layout import Layout
from tasks.extract.listings import list_heads
from tasks.extract.model import Period
from tasks.extract.period_heads import is_bracketed, period_of_head
from tasks.extract.time_expressions import DAY, NOW, SPAN, TimeExpression, date_lines
from tasks.extract.time_scopes import MERGED, NUMBERING, OPENS, UNDATED, TimeScopes, period_of

DIARY = "diary"  # the rule of what the date line of a diary entry gives

_ITEM_TITLE = re.compile(rf"\s*{NUMBERING}[^,。;:]{{1,12}}[。:]?\s*\Z")
_LIST_ITEM = re.compile(rf"[ \W]{{0,4}}{NUMBERING}|[ ]*[—–\-·•●■◆▲*]")
_BROKEN_OFF = re.compile(rf"(?!{PICTURE})[^。!?:…”』」》)\]】~|\s]\s*\Z")  # in a post a picture ends a sentence
_SENTENCE_MARK = re.compile(r",(?![0-9])|[。;!?]")
_ANNOUNCES = re.compile(r":\s*\Z")
_PART_OF_THE_SAME = re.compile(r"[ “(]*(?:这?其中|这?当中|其余)")
_HOLIDAY = re.compile(r"假|黄金周")
_LONG_AGO = 400  # days before publication after which a year only tells how something began
_ONSET = re.compile(
    rf"{event('strikes')}[^,。;]{{0,14}}{event('disaster', 'outbreak')}"
    rf"|{event('disaster', 'outbreak')}[^,。;]{{0,6}}{event('comes')}"
    rf"|(?:决口|溃口|溃堤|漫堤|按下[“\"]?暂停键|{event('shut')})[”\"]?[。!]?\Z"
)
_LABEL_LINE = re.compile(r"[\W_]*[^\W\d_]{0,6}(?:周期|期限|时间|日期|时段): ?")
"""周期：2022年9月1日至2023年8月31日: a line of particulars, no section."""
_SUM_LINE = re.compile(r"[\s|]*(?:合计|共计|总计|小计)")
_WORD = re.compile(r"\w")
_ROW_LENGTH = 200
_CELL_LENGTH = 16  # characters of a line that may be the cell of a broken table


@cache
def _beginning() -> re.Pattern[str]:
    return re.compile(either("founded"))


@dataclass(slots=True)
class _State:
    """What is handed from sentence to sentence."""

    carried: Period | None = None  # from the expression that opened the paragraph
    tail: Period | None = None  # what held at the end of the sentence before
    opening: bool = True  # no sentence of the paragraph has been read yet, titles of items aside
    announced: bool = False  # the paragraph before ended in a colon
    announcer: Period | None = None  # what held when the list was announced
    level: int = 0  # of the heading that the announcement stands under, 0 for none
    aside: tuple[Period | None, Period | None] | None = None  # both, while a caption interrupts
    block: int = -1
    above: int = -1  # the block before, captions aside


def _is_inside(period: Period, time: TimeExpression) -> bool:
    """Whether a period is a part of a longer time."""
    if not (period.first and period.last and time.first and time.last):
        return False
    return time.first <= period.first and period.last <= time.last


class Inheritance:
    """What the sentences of one document inherit; `with_figures` are the sentences that matter."""

    def __init__(
        self, layout: Layout, scopes: TimeScopes, with_figures: Collection[int], published: date | None
    ) -> None:
        self.layout, self.side, self.scopes = layout, layout.side, scopes
        self.with_figures, self.published = with_figures, published
        self._diary = date_lines(layout)
        self._diary_numbers = sorted(self._diary)
        self._list_heads = list_heads(layout)
        self._ended_lists = {head for item, head in self._list_heads.items() if layout.blocks[item].kind == PARAGRAPH}
        self._bare_times = self._find_bare_times()
        self._of_block: dict[int, Period | None] = {}
        self._of_sentence: dict[int, Period] = {}
        self._pass_down()

    def of_sentence(self, number: int) -> Period | None:
        """What a sentence has from the opening of its paragraph or from the line that announced its list."""
        return self._of_sentence.get(number)

    def of_heading(self, number: int) -> Period | None:
        """What the headings above a block say: the day of a diary entry, the period of a section."""
        if number not in self._of_block:
            self._of_block[number] = self._entry(number) or self._section(number)
        return self._of_block[number]

    def _entry(self, number: int) -> Period | None:
        place = bisect_left(self._diary_numbers, number)
        if place == 0:
            return None
        line = self._diary_numbers[place - 1]
        level = self._diary[line]
        for block in self.layout.headings_above(self.layout.blocks[number].start):
            if block.start > self.layout.blocks[line].start and block.level <= level:
                return None
        return self._heading_period(self.layout.blocks[line], DIARY)

    def _section(self, number: int) -> Period | None:
        head = self._list_heads.get(number)
        found = self._heading_period(self.layout.blocks[head], "list") if head is not None else None
        if found:
            return found
        for block in reversed(self.layout.headings_above(self.layout.blocks[number].start)):
            ended = head is None and self.layout.block_number(block.start) in self._ended_lists
            found = None if ended else self._heading_period(block, "heading")
            if found:
                return found
        return self._first_entry(number)

    def _first_entry(self, number: int) -> Period | None:
        """The period of the entry that stands first below the titles, its line (1月) taken for one of them."""
        blocks = self.layout.blocks
        if number == 0 or len(self._bare_times) < 2 or not self._bare_times[0] < number < self._bare_times[1]:
            return None
        first = blocks[self._bare_times[0]]
        return self._heading_period(first, "heading") if first.kind == TITLE else None

    def _find_bare_times(self) -> list[int]:
        """The numbers of the titles and headings that are a time and nothing more."""
        found = []
        for number, block in enumerate(self.layout.blocks):
            times = self.scopes.within(block.start, block.end) if block.kind in (TITLE, HEADING) else ()
            if len(times) == 1:
                around = self.side[block.start : times[0].start] + self.side[times[0].end : block.end]
                if not _WORD.search(around):
                    found.append(number)
        return found

    def _heading_period(self, block: Block, rule: str) -> Period | None:
        times = self.scopes.within(block.start, block.end)
        if rule == DIARY:
            times = times[-1:]  # 第二天·7月21日
        if len(times) != 1:  # none, or the header of a table
            return None
        time = times[0]
        own_day = time.kind == DAY and time.first == self.published and rule != DIARY
        if rule != DIARY and _LABEL_LINE.fullmatch(self.side, block.start, time.start):
            return None
        bracketed = is_bracketed(self.layout, time)
        if own_day or not (bracketed or rule == DIARY or self._opens(time, self.layout.sentence_number(time.start))):
            return None
        return period_of_head(self.layout, time, rule)

    def _opens(self, time: TimeExpression, sentence: int) -> bool:
        return self.scopes.standing(time, sentence) == OPENS

    def _pass_down(self) -> None:
        state = _State()
        for number, sentence in enumerate(self.layout.sentences):
            if sentence.block != state.block:
                self._into_block(state, sentence.block)
            same = state.tail and _PART_OF_THE_SAME.match(self.side, sentence.start)
            base = state.tail if same else state.carried
            if base and number in self.with_figures:
                self._of_sentence[number] = base
            own = self.scopes.before(sentence.end, number)
            if own:
                state.carried = self._carried(number, own) if state.opening else None
            state.tail = own or base
            state.opening = state.opening and bool(_ITEM_TITLE.match(self.side, sentence.start, sentence.end))

    def _into_block(self, state: _State, number: int) -> None:
        """Take over what the block before leaves: to the rest of a broken paragraph, and to a list it announced."""
        block, state.block = self.layout.blocks[number], number
        if block.kind == CAPTION:  # a picture interrupts a paragraph, it does not end it
            state.aside = state.aside or (state.carried, state.tail)
            state.carried, state.tail, state.opening = None, None, True
            return
        if state.aside:
            state.carried, state.tail = state.aside
            state.aside = None
        period = state.announcer if state.announced else state.tail or state.carried
        above = self.layout.blocks[state.above] if state.above >= 0 else None
        state.above = number
        if above is None or period is None or not self._goes_on(state, above, block):
            state.announced, period = False, None
        state.announcer = period
        state.carried = state.tail = period
        state.opening = period is None

    def _goes_on(self, state: _State, above: Block, block: Block) -> bool:
        ending = max(above.start, above.end - 8), above.end
        if above.kind == PARAGRAPH and _ANNOUNCES.search(self.side, *ending):
            headings = self.layout.headings_above(above.start)
            state.announced, state.level = True, headings[-1].level if headings else 0
            return True
        if block.kind == HEADING and block.level <= state.level:
            return False
        short = block.end - block.start <= _CELL_LENGTH
        cell = (short or "|" in self.side[block.start : block.start + _ROW_LENGTH]) and not _SENTENCE_MARK.search(
            self.side, block.start, block.end
        )
        if state.announced and (block.kind == TABLE or cell or self._is_an_item(above, block)):
            return True
        broken = above.kind == block.kind == PARAGRAPH and above.end - above.start > _CELL_LENGTH
        if not broken or self._is_picture(ending) or self._is_after_item(above, block, ending):
            return False
        return _BROKEN_OFF.search(self.side, *ending) is not None

    def _is_picture(self, ending: tuple[int, int]) -> bool:
        """Whether a line ends with the name of who took the picture above or below it: 社工在分装蔬菜包。老黎 摄."""
        return self.side[slice(*ending)].rstrip(" )】").endswith(("摄", "供图", "摄影"))

    def _is_after_item(self, above: Block, block: Block, ending: tuple[int, int]) -> bool:
        """Whether a semicolon ends an item of a list, not a line of a sentence in many lines."""
        if not self.side[slice(*ending)].rstrip().endswith(";"):
            return False
        return any(_LIST_ITEM.match(self.side, line.start) for line in (above, block))

    def _is_an_item(self, above: Block, block: Block) -> bool:
        """Whether a block goes on with a list: a numbered line, one after a line that ends in a semicolon, the sum."""
        if _LIST_ITEM.match(self.side, block.start) or _SUM_LINE.match(self.side, block.start, block.end):
            return True
        return above.kind == block.kind == PARAGRAPH and self.side[above.start : above.end].rstrip().endswith(";")

    def _carried(self, number: int, period: Period) -> Period | None:
        """The period of a sentence that opens its paragraph, when it also opens with it."""
        time = self.scopes.by_sentence[number][0]
        is_setting = time.kind == NOW and number not in self.with_figures  # 当前，防控形势严峻。
        holiday = _HOLIDAY.search(self.side, time.start, time.end)
        if is_setting or holiday or period.rule == UNDATED or not self._opens(time, number):
            return None
        if time.kind in (DAY, SPAN) and number not in self.with_figures and self._is_a_story(time, number):
            return None
        narrowed = time.kind == SPAN and _is_inside(period, time)  # 2023年，…，年末结余…: the paragraph is on the year
        return period_of(time, "paragraph") if narrowed or period.rule == MERGED else period._replace(rule="paragraph")

    def _is_a_story(self, time: TimeExpression, number: int) -> bool:
        """Whether a sentence without figures tells how something began, long before: 2011年，协会成立; 突发疫情."""
        sentence = self.layout.sentences[number]
        if time.kind == DAY and _ONSET.search(self.side, time.end, sentence.end):
            return True
        if time.first and time.last and (time.last - time.first).days < 27:
            return False
        if self.published and time.last and (self.published - time.last).days > _LONG_AGO:
            return True
        return bool(_beginning().search(self.side, sentence.start, min(sentence.end, sentence.start + 200)))
