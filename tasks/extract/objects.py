"""Binds to each figure the noun it counts, as it is written.

    "彭州社工为18名空巢独居老人提供心理疏导,链接防疫物资5.7万余件,价值13万余元。"
        18名      -> 空巢独居老人    the noun stands behind the number
        5.7万余件 -> 防疫物资        it stands before it
        13万余元  -> 防疫物资        it is the thing whose worth is told

In this order:
1. in a table, the label of the row, or of the column where the row is a place, a month or a sum;
2. the item that 分别 gives to this figure (经济救助、情绪支持分别为121例和87例);
3. the noun behind the unit (`nouns_behind`), unless the one before the number is better known;
4. the noun before the number (`nouns_before`), a list as a whole (口罩、手套共3200件);
5. the noun of an earlier figure, or one further off in the sentence (`nouns_elsewhere`).
A verb alone is no noun (服务9000余人), and a length of time, a distance or a sum does not count the people beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.clean.blocks import TABLE
from tasks.extract.counting import ACTING, KNOWN, NAMES, NOTHING, OF_BODIES, REACH, Reading, Span, endings_of, words_of
from tasks.extract.dealt_over import dealt_over
from tasks.extract.layout import LIST_JOINTS, Layout
from tasks.extract.model import Bound, Mention
from tasks.extract.nouns_before import Before, noun_before
from tasks.extract.nouns_behind import Behind, noun_behind
from tasks.extract.nouns_elsewhere import noun_elsewhere
from tasks.extract.units import unit_of_word
from tasks.extract.wording import (
    ACTIVITY,
    BRIEF_VERB,
    CLOSE_QUOTE,
    COLON,
    FIGURE,
    JOINTS,
    LIST_COMMA,
    NOUN,
    OPEN_QUOTE,
    ORGANISATION,
    PARTICLE,
    PERSON,
    PLACE,
    PREPOSITION,
    PROVIDER,
    SCOPE,
    SPACE,
    STOP,
    TIME,
    UNKNOWN,
    VERB,
)

_BETTER_KNOWN = KNOWN | {OPEN_QUOTE, SCOPE}
_LONGEST_RUN = 8
_WIDEST_ROW = 24
_TIMES_OF_PEOPLE = ("人次", "户次")
_NAMING = frozenset((NOUN, PERSON, PROVIDER, ORGANISATION, ACTIVITY))
"""Kinds of words that a header ends in when it names what is counted."""
_AMONG = re.compile("其中[:,、 ]*")  # the row 其中：社会团体
_SHORTEST_NAME = 2


def bind_objects(layout: Layout, mentions: Sequence[Mention]) -> list[Bound]:
    """The noun each figure counts, parallel to `mentions` (the figures in text order)."""
    reading = Reading(layout, mentions)
    shares = _Shares(reading)
    for number in range(len(mentions)):
        reading.bound.append(_bind(reading, shares, number))
    return reading.bound


def _bind(reading: Reading, shares: _Shares, number: int) -> Bound:
    """The noun of one figure: of its cell, run, label or list, of what it is dealt out over, else the one beside it."""
    if _in_table(reading, number):
        return _label_of(reading, number)
    run = _noun_of_run(reading, number)
    if run:
        return reading.quote(run, "behind")
    label = _label_of_givers(reading, number)
    if label:
        return reading.quote(label, "label")
    before = noun_before(reading, number)
    shared = shares.item_of(number, before)
    if shared:
        return reading.quote(shared, "shared_out")
    sentence = reading.layout.sentence_at(reading.mentions[number].start)
    whole = dealt_over(reading.layout.side, reading.mentions, number, sentence.start)
    if whole >= 0:
        return reading.same(whole, "dealt_over")
    if number <= shares.blank_until:
        return NOTHING
    if number <= shares.areas_until:
        return reading.same(shares.whole, "remaining") if shares.whole >= 0 else NOTHING
    return _beside(reading, number, before)


def _beside(reading: Reading, number: int, before: Before) -> Bound:
    """The noun behind a figure or `before` it, whichever is nearer to it, else one further off."""
    behind = noun_behind(reading, number)
    if behind.span and not (before.span and _rather_before(reading, behind, before)):
        return reading.quote(behind.span, "behind")
    if before.span:
        return reading.quote(before.span, "before")
    return noun_elsewhere(reading, number)


def _noun_of_run(reading: Reading, number: int) -> Span | None:
    """抽调|48名、35名、22名|队员: the noun behind the last of a run in one unit is counted by all."""
    mentions, side, last = reading.mentions, reading.layout.side, number
    end = min(len(mentions), number + _LONGEST_RUN)
    while last + 1 < end and side[mentions[last].end : mentions[last + 1].start].strip() in ("、", "和"):
        last += 1
    if last == number or not reading.unit(last) or reading.classes[last] not in ("person", "thing"):
        return None
    if any(reading.unit(step) != reading.unit(last) for step in range(number, last)):
        return None
    return noun_behind(reading, last).span


def _label_of_givers(reading: Reading, number: int) -> Span | None:
    """医用口罩:米兰侨胞|12万只;乐清商会|8.5万只: the label opens the sentence, each giver stands before its number."""
    at = reading.words.figures[number] - 1
    if reading.classes[number] != "thing" or reading.kind(at) not in ACTING or reading.unit(number) in OF_BODIES:
        return None
    first = reading.words.from_position(reading.layout.sentence_at(reading.mentions[number].start).start)
    first += reading.kind(first) == SPACE
    colon = next((step for step in range(first, min(at, first + _LONGEST_RUN)) if reading.kind(step) == COLON), first)
    if colon == first or any(reading.kinds[step] not in (NOUN, UNKNOWN) for step in range(first, colon)):
        return None
    told = any(reading.kinds[step] in (VERB, BRIEF_VERB, PREPOSITION) for step in range(colon + 1, at))
    return None if told else reading.span(first, colon - 1)


def _rather_before(reading: Reading, behind: Behind, before: Before) -> bool:
    """Both sides hold a noun: the one before wins when it is known and the other is not."""
    if behind.linked or "等" in before.over or not behind.span or not before.span:
        return False
    if reading.kinds[reading.words.from_position(behind.span[0])] in _BETTER_KNOWN:
        return False
    if _closes_alone(reading, behind.span) and before.over in ([], ["有"]):
        return False  # 院子有18间|房,
    last = reading.words.at(before.span[1] - 1)
    if reading.has(last, "generic") and reading.words.starts[last] == before.span[0]:
        return False
    return reading.kinds[last] in (NOUN, PERSON, PROVIDER, ACTIVITY, CLOSE_QUOTE) or bool(before.over)


def _closes_alone(reading: Reading, span: Span) -> bool:
    """Whether one character behind a classifier is all that stands before the next mark: 18间|房,."""
    return span[1] - span[0] == 1 and reading.kind(reading.words.from_position(span[1])) in (STOP, LIST_COMMA)


# -- tables ----------------------------------------------------------------------------------------------------


def _in_table(reading: Reading, number: int) -> bool:
    mention, layout = reading.mentions[number], reading.layout
    if mention.row_label or mention.column_label:
        return True
    return layout.blocks[layout.block_number(mention.start)].kind == TABLE


def _label_of(reading: Reading, number: int) -> Bound:
    """The row's label; where the row is a place, a month or a sum, the column's, if that names a thing."""
    mention = reading.mentions[number]
    row = _label(reading, mention.row_label or _cell_before(reading, mention.start))
    column = _label(reading, mention.column_label or _header_above(reading, mention.start))
    if column and _names_thing(reading, column):
        return reading.quote(column, "column")
    named = _has_named_columns(reading, number)
    if row and not named and not _names_no_thing(reading, row):
        return reading.quote(row, "row")
    if named and column and reading.layout.side[column[0] : column[1]].endswith(_TIMES_OF_PEOPLE):
        return NOTHING
    if column and reading.layout.side[column[0] : column[1]] not in words_of("quantity"):
        return reading.quote(column, "column")
    if row and column and reading.kinds[reading.words.at(row[1] - 1)] == ORGANISATION and not _is_area(reading, row):
        return reading.quote(row, "row")  # 社会团体 under 数量（个）
    return Bound(None, *row, "object.total_row") if row else NOTHING


def _header_above(reading: Reading, position: int) -> Span | None:
    """棉帐篷 | 帆布床 / 1360顶 | 近2000张: the cell of the first line over that of a number with a unit of its own."""
    layout = reading.layout
    above = layout.blocks[layout.block_number(position)].start
    begin = layout.side.rfind("\n", above, position) + 1
    cells = layout.side[above : layout.side.find("\n", above)].split("|")
    place = layout.side.count("|", begin, position)
    if begin <= above or place >= len(cells) or len(cells) < 2 or any(char.isdigit() for char in cells[place]):
        return None
    first = above + sum(len(cell) + 1 for cell in cells[:place])
    return first, first + len(cells[place])


def _label(reading: Reading, span: Span | None) -> Span | None:
    """A cell less its unit in brackets: 发放棉衣被（件）."""
    if not span:
        return None
    side, (start, end) = reading.layout.side, reading.trim(*span)
    among = _AMONG.match(side, start, end)
    start = among.end() if among else start
    if end > start and side[end - 1] == ")":
        opening = side.rfind("(", start, end)
        start, end = reading.trim(start, opening if opening > start else end)
    slash = side.rfind("/", start, end)
    if slash > start and unit_of_word(side[slash + 1 : end].strip().lstrip("十百千万亿")):
        start, end = reading.trim(start, slash)  # 补助/万元
    return (start, end) if start < end else None


def _names_thing(reading: Reading, column: Span) -> bool:
    """Whether a header names what its cells count (注册志愿者, 服务时长), not only how or when (金额, 12月, 受益)."""
    form = reading.layout.side[column[0] : column[1]]
    if form in words_of("quantity") or form.endswith(endings_of("header_end")) or form in words_of("length_noun"):
        return False
    first, last = reading.words.at(column[0]), reading.words.at(column[1] - 1)
    if reading.kinds[first] in (TIME, PLACE, SCOPE) or reading.kinds[last] in (TIME, PLACE):
        return False
    if len(form) > _SHORTEST_NAME and _is_area(reading, column):  # 泗水镇, but 社区（个）
        return False
    return reading.kinds[last] in _NAMING or form.endswith(endings_of("length_noun"))


def _has_named_columns(reading: Reading, number: int) -> bool:
    """Whether another column of the row names a thing: then the row's label is a name, and counts nothing itself."""
    mentions, row = reading.mentions, reading.mentions[number].row_label
    if not row:
        return False
    for step in (-1, 1):
        at = number + step
        while 0 <= at < len(mentions) and abs(at - number) < _WIDEST_ROW and mentions[at].row_label == row:
            column = _label(reading, mentions[at].column_label)
            if column and _names_thing(reading, column):
                return True
            at += step
    return False


def _names_no_thing(reading: Reading, label: Span) -> bool:
    form = "".join(reading.layout.side[label[0] : label[1]].split())
    if form in words_of("total_row") or form[0].isdigit() or form.endswith(endings_of("area")):
        return True
    first, last = reading.words.at(label[0]), reading.words.at(label[1] - 1)
    return reading.kinds[first] in (PLACE, SCOPE, TIME) or reading.kinds[last] in (PLACE, ORGANISATION)


def _cell_before(reading: Reading, position: int) -> Span | None:
    """The nearest cell before `position`, at most nine cells back, that holds a word."""
    text, layout, end = reading.layout.text, reading.layout, position
    floor = max(layout.blocks[layout.block_number(position)].start, position - 200)
    for _ in range(9):
        start = max(text.rfind(mark, floor, end) for mark in "|\n\t")
        cell = text[max(start + 1, floor) : end].strip()
        if cell and not cell[0].isdigit() and end < position:
            return max(start + 1, floor), end
        if start < floor:
            return None
        end = start
    return None


def _is_area(reading: Reading, span: Span) -> bool:
    last = reading.words.at(span[1] - 1)
    return reading.kinds[last] == PLACE or reading.words.forms[last].endswith(endings_of("area"))


# -- 分别 ------------------------------------------------------------------------------------------------------


class _Shares:
    """What a 分别 shares out among the figures behind it: 救助、支持和安置|分别为121例、87例和38例."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.items: list[Span] = []
        self.items_until = -1
        self.blank_until = -1  # the last figure of a 分别 whose items are not written
        self.areas_until, self.whole = -1, -1  # of one whose items are places: 城厢区、荔城区分别为640个和750个

    def item_of(self, number: int, before: Before) -> Span | None:
        """The item that falls to figure `number`, None when there is none."""
        over = before.over
        if not words_of("respective").isdisjoint(over):
            self._list_items(number, len(over))
            last = self._run_of_figures(number)
            shared = before.span or self._given_before(number, len(over))
            if not self.items and number > self.areas_until and shared and last > number:
                self.items = [shared] * (last - number + 1)  # 善款|分别为980万元、520万元
                self.items_until = last
            if not self.items and number > self.areas_until:
                self.blank_until = last
        if number <= self.items_until and self.items:
            return self.items.pop(0)
        return None

    def _run_of_figures(self, number: int) -> int:
        """The last of the figures that only commas and 和 divide: 分别为210万元、65万元和88.5万元."""
        mentions, side, last = self.reading.mentions, self.reading.layout.side, number
        while last + 1 < len(mentions) and side[mentions[last].end : mentions[last + 1].start].strip() in LIST_JOINTS:
            last += 1
        return last

    def _is_place_or_time(self, item: Span) -> bool:
        """城厢区, 10月: a part by place or time, no thing."""
        return _is_area(self.reading, item) or self.reading.kinds[self.reading.words.at(item[1] - 1)] == TIME

    def _gets(self, item: Span, number: int) -> bool:
        """市人民医院、市中医院分别为|800万元: bodies that a sum is shared out to."""
        last = self.reading.kinds[self.reading.words.at(item[1] - 1)]
        return last == ORGANISATION and self.reading.classes[number] == "money"

    def _whole_before(self, number: int) -> int:
        """The nearest figure of the same class, which is parted: 应急包1800个,…其中城厢区、荔城区分别为640个."""
        classes = self.reading.classes
        near = (one for one in self.reading.earlier(number, 0) if classes[one] == classes[number])
        return next(near, -1)

    def _items_before(self, at: int, joints: frozenset[str]) -> list[Span]:
        """The items, nearest first, of the list that ends with word `at`; `joints` divide them."""
        reading = self.reading
        items: list[Span] = []
        end, floor = at, max(-1, at - 3 * REACH)
        while at >= floor and end > floor:
            closes = at == floor or reading.kinds[at] in (STOP, FIGURE, COLON, PREPOSITION, PARTICLE)
            if closes or reading.kinds[at] in joints:
                if at < end:
                    items.append(reading.span(at + 1, end))
                end = at - 1
            if closes:
                break
            at -= 1
        return self._without_deed(items)

    def _doers_before(self, at: int) -> list[Span]:
        """老人打来的、孩子打来的和居委干部打来的|分别为: those who did it, nearest first, where 的 closes each item."""
        reading, items = self.reading, list[Span]()
        while (
            reading.form(at) == "的" and reading.kind(at - 1) in (VERB, BRIEF_VERB) and reading.kind(at - 2) in ACTING
        ):
            first = at - 2
            while reading.kind(first - 1) in NAMES:
                first -= 1
            items.append(reading.span(first, at - 2))
            at = first - 2 if reading.kind(first - 1) in JOINTS else -1
        return items

    def _without_deed(self, items: list[Span]) -> list[Span]:
        """药企送来|蔬菜、制氧机和护理垫: the first item of a list begins behind the verb that governs all of them."""
        verbs = [self._behind_verb(item) for item in items]
        if items and verbs[0] and not all(verbs):  # 给黔西、织金捐来棉服: the verb is of the whole clause
            return []
        if items and verbs[-1] and not any(verbs[:-1]):
            items[-1] = (verbs[-1], items[-1][1])
        return items

    def _behind_verb(self, item: Span) -> int | None:
        """Where the words behind the last verb of an item begin; None when there is none, or nothing behind it."""
        words, kinds = self.reading.words, self.reading.kinds
        at, first = words.at(item[1] - 1), words.at(item[0])
        last = at
        while at >= first and kinds[at] != VERB:
            at -= 1
        return self.reading.span(at + 1, last)[0] if first <= at < last else None

    def _given_before(self, number: int, passed: int) -> Span | None:
        """给黔西、织金捐来|棉服，分别为900件和650件: the object of the clause before."""
        at = self._end_of_list(self.reading.words.figures[number] - 1 - passed)
        if self.reading.kinds[at + 1] != STOP:
            return None
        first = at
        while first > 0 and self.reading.kinds[first] in (NOUN, UNKNOWN, ACTIVITY):
            first -= 1
        given = first < at and self.reading.kinds[first] == VERB
        return self.reading.span(first + 1, at) if given else None

    def _end_of_list(self, at: int) -> int:
        """The last word of the list before 分别, which may stand off: 孕产妇、老人|，分别为; 蔬菜、米|，数量分别为."""
        forms = self.reading.words.forms
        while at > 0 and (forms[at] in words_of("amount") or forms[at] == ","):
            at -= 1
        return at

    def _is_of_whole(self, number: int) -> bool:
        """Whether the clause of a figure begins with 其中: 支出1045万元,其中给泸定县、石棉县的分别为|560万元、…."""
        clause = self.reading.layout.clause_at(self.reading.mentions[number].start)
        return self.reading.layout.side.startswith("其中", clause.start)

    def _list_items(self, number: int, passed: int) -> None:
        """Remember the items of the list before figure `number` when as many figures follow as there are items."""
        reading = self.reading
        at = self._end_of_list(reading.words.figures[number] - 1 - passed)
        at -= 2 * (reading.form(at) == "的" and reading.form(at - 1) == "来" and reading.kind(at - 2) == PLACE)
        at -= reading.form(at) == "的" and reading.kind(at - 1) == PLACE and self._is_of_whole(number)
        items = self._doers_before(at) or self._items_before(at, JOINTS)
        if number + len(items) - 2 == self._run_of_figures(number):  # 孤儿和事实孤儿、残疾儿童分别为|9名、4名: 和 joins
            items = self._items_before(at, frozenset((LIST_COMMA,)))
        last = number + len(items) - 1
        self.items, self.items_until = [], -1
        if len(items) < 2 or last >= len(reading.mentions) or reading.sentence(last) != reading.sentence(number):
            return
        if all(self._is_place_or_time(item) or self._gets(item, number) for item in items):
            self.areas_until, self.whole = last, self._whole_before(number)
        else:
            self.items, self.items_until = items[::-1], last
