"""Binds to each figure the noun it counts, as it is written.

    "彭州社工为18名空巢独居老人提供心理疏导,链接防疫物资5.7万余件,价值13万余元。"
        18名      -> 空巢独居老人    the noun stands behind the number
        5.7万余件 -> 防疫物资        it stands before it
        13万余元  -> 防疫物资        it is the thing whose worth is told

In this order:
1. in a table, the label of the row;
2. the noun behind the unit (3户|低保户家庭, 13万余元的|防疫物资), unless the one before the number is nearer known;
3. the noun before the number, over 累计, 共, 达, 有 (防疫物资|共5.7万余件): a list as a whole (口罩、手套共3200件), one
   item each after 分别 (经济救助、情绪支持分别为121例和87例), the thing inside the verb (供|餐300份);
4. the noun of an earlier figure that the wording points back to: 其余17个, 人均3000元, 价值2万元, (7440瓶), 降到8户;
5. a noun of the same sentence that fits the unit: 给司机送热饭,每天400份; 适老化改造已完成126户.
A verb alone is no noun (服务9000余人), and a length of time, a distance or a sum does not count the people beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from seeds.tables import read_reference
from tasks.clean.blocks import TABLE
from tasks.extract.layout import Layout
from tasks.extract.model import Bound, Mention
from tasks.extract.wording import (
    ACTIVITY,
    ADVERB,
    BRACKET,
    BRIEF_VERB,
    CLOSE_QUOTE,
    COLON,
    CONJUNCTION,
    FIGURE,
    LIST_COMMA,
    LOCALISER,
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
    Words,
    read_words,
)

ROLES = (
    "generic",
    "filler",
    "value",
    "inherit",
    "total",
    "change",
    "beneficiary",
    "respective",
    "total_row",
    "light",
    "inner",
    "own_money",
    "spend",
    "money_noun",
    "length_noun",
    "percent_verb",
    "equals",
    "quantity",
    "area",
    "audience",
    "effort",
    "head_of_rule",
    "build",
    "enrol",
    "broken",
)
UNIT_CLASSES = ("person", "person_time", "duration", "distance", "event", "money")

Span = tuple[int, int]

_CELL_END = re.compile(r"\s*\|\s*|\t+|[ \u3000]{2,}")
_NOTHING = Bound(None)
_NAMES = frozenset((NOUN, PERSON, UNKNOWN, PROVIDER, ORGANISATION, ACTIVITY, PLACE))
_KNOWN = frozenset((NOUN, PERSON, PROVIDER, ORGANISATION))
_PEOPLE = frozenset((PERSON, PROVIDER))
_ACTING = frozenset((PERSON, PROVIDER, ORGANISATION))
_QUOTES = frozenset((OPEN_QUOTE, CLOSE_QUOTE))
_JOINTS = frozenset((LIST_COMMA, CONJUNCTION))
_ENDS = frozenset((STOP, LIST_COMMA, CONJUNCTION, BRACKET, FIGURE, PARTICLE))
_SMALL = frozenset("大小新老")
_TIMES = frozenset(("次", "趟", "回", "遍", "多次", "余次"))
_TIME_DIMENSIONS = frozenset(("hours", "days", "months"))
_GLOSSING = frozenset(("money", "duration", "distance", "person_time"))
_REACH = 24
"""Words looked at on either side of a number: more than any noun phrase has."""


@cache
def words_of(role: str) -> frozenset[str]:
    """The words of `object_words.csv` that have `role`."""
    rows = read_reference("object_words.csv", ("word", "role"), ("word", "role"), {"role": ROLES})
    return frozenset(row["word"] for row in rows if row["role"] == role)


@cache
def _unit_classes() -> dict[str, str]:
    rows = read_reference("object_units.csv", ("unit", "class"), ("unit",), {"class": UNIT_CLASSES})
    return {row["unit"]: row["class"] for row in rows}


def bind_objects(layout: Layout, mentions: Sequence[Mention]) -> list[Bound]:
    """The noun each figure counts, parallel to `mentions` (the figures in text order)."""
    reader = _Reader(layout, mentions)
    for number in range(len(mentions)):
        reader.bound.append(reader.bind(number))
    return reader.bound


def _class_of(mention: Mention) -> str:
    """What the unit asks for: a person, a length of time, a sum, …, or a thing."""
    if mention.dimension == "money":
        return "money"
    if mention.dimension == "percent":
        return "percent"
    if mention.dimension in _TIME_DIMENSIONS:
        return "duration"
    return _unit_classes().get(mention.unit or "", "thing" if mention.unit else "person_time")


class _Reader:
    """Binds the figures of one text in order; what was bound before is there for those that point back."""

    def __init__(self, layout: Layout, mentions: Sequence[Mention]) -> None:
        self.layout = layout
        self.mentions = mentions
        self.classes = [_class_of(mention) for mention in mentions]
        self.words: Words = read_words(layout, mentions)
        self.kinds = self.words.kinds
        self.bound: list[Bound] = []
        self.items: list[Span] = []  # what a 分别 shares out among the figures behind it
        self.items_until = -1

    def bind(self, number: int) -> Bound:
        """The noun of figure `number`."""
        if self._in_table(number):
            return self._row_label(number)
        behind, linked = self._behind(number)
        before, over = self._before(number)
        shared = self._share_out(number, over)
        if shared:
            return self._bound(shared, "shared_out")
        if behind and not (before and self._rather_before(number, behind, before, over, linked)):
            return self._bound(behind, "behind")
        if before:
            return self._bound(before, "before")
        return self._pointed_back(number) if number else self._fronted(number)

    # -- tables ------------------------------------------------------------------------------------------------

    def _in_table(self, number: int) -> bool:
        mention = self.mentions[number]
        if mention.row_label or mention.column_label:
            return True
        return self.layout.blocks[self.layout.block_number(mention.start)].kind == TABLE

    def _row_label(self, number: int) -> Bound:
        """The row's label; where the row is a place, a month or a sum, the column's, if that names a thing."""
        mention = self.mentions[number]
        row, column = mention.row_label, mention.column_label
        if not row:
            row, column = self._cells_of(mention.start)
        label = self._label(row)
        if label and not self._names_no_thing(label):
            return self._bound(label, "row")
        header = self._label(column)
        if header and not self.layout.side[header[0]].isdigit() and self.layout.side[header[0] : header[1]] not in words_of("quantity"):
            return self._bound(header, "column")
        return Bound(None, *label, "object.total_row") if label else _NOTHING

    def _label(self, span: Span | None) -> Span | None:
        """A cell less its unit in brackets (发放棉衣被（件）)."""
        if not span:
            return None
        start, end = self._trim(*span)
        side = self.layout.side
        if end > start and side[end - 1] == ")":
            opening = side.rfind("(", start, end)
            start, end = self._trim(start, opening if opening > start else end)
        return (start, end) if start < end else None

    def _names_no_thing(self, label: Span) -> bool:
        form = "".join(self.layout.side[label[0] : label[1]].split())
        if form in words_of("total_row") or form[0].isdigit():
            return True
        first, last = self.words.at(label[0]), self.words.at(label[1] - 1)
        area = form.endswith(tuple(words_of("area")))
        return area or self.kinds[first] in (PLACE, SCOPE, TIME) or self.kinds[last] in (PLACE, ORGANISATION)

    def _cells_of(self, position: int) -> tuple[Span | None, Span | None]:
        """The first cell of the row that holds `position`, and the cell of the first row above it."""
        side, block = self.layout.side, self.layout.blocks[self.layout.block_number(position)]
        start = side.rfind("\n", max(block.start, position - 400), position) + 1
        start = max(start, block.start)
        cells = self._row(start, position + 1)
        if len(cells) < 2:
            return self._cell_before(position), None
        end = side.find("\n", block.start, block.end)
        header = self._row(block.start, end if end > 0 else block.end)
        return cells[0], header[len(cells) - 1] if len(header) >= len(cells) else None

    def _row(self, start: int, end: int) -> list[Span]:
        """The cells of one line, those of an outer border left out."""
        text, cells = self.layout.text, list[Span]()
        while start <= end and len(cells) < 64:
            bar = _CELL_END.search(text, start, end)
            stop = bar.start() if bar else end
            if stop > start or cells:
                cells.append((start, stop))
            start = bar.end() if bar else end + 1
        return cells

    def _cell_before(self, position: int) -> Span | None:
        """The nearest cell before `position`, at most nine cells back, that holds a word."""
        text, end = self.layout.text, position
        floor = max(self.layout.blocks[self.layout.block_number(position)].start, position - 200)
        for _ in range(9):
            start = max(text.rfind(mark, floor, end) for mark in "|\n\t")
            cell = text[max(start + 1, floor) : end].strip()
            if cell and not cell[0].isdigit() and end < position:
                return max(start + 1, floor), end
            if start < floor:
                return None
            end = start
        return None

    # -- the noun behind the unit ------------------------------------------------------------------------------

    def _behind(self, number: int) -> tuple[Span | None, bool]:
        """The noun phrase that follows the unit, and whether 的 links it."""
        kinds = self.kinds
        first = self.words.figures[number] + 1
        first += self._kind(first) == SPACE
        linked = self._is(first, "的")
        if self.classes[number] == "percent" and not linked:
            linked = self._kind(first) != STOP and self.words.form(first) in words_of("equals")
        first += linked
        if first >= len(kinds):
            return None, linked
        strict = self.classes[number] not in ("thing", "person", "event") and not linked
        if kinds[first] in (VERB, BRIEF_VERB, ADVERB) and not strict:
            relative = self._head_of_relative(first, self.classes[number])
            first = relative if kinds[first] == VERB or relative > 0 else first
        if first < 0 or not self._may_begin(number, first, strict):
            return None, linked
        last = self._extend(first)
        return (self.words.starts[first], self.words.ends[last]), linked

    def _may_begin(self, number: int, first: int, strict: bool) -> bool:
        kind, following = self.kinds[first], self._kind(first + 1)
        linked_to_rule = self.words.form(first) in words_of("head_of_rule")
        if kind == ACTIVITY:
            return self._activity_begins(number, first, strict)
        if strict and not linked_to_rule:
            return kind in (NOUN, PERSON, PROVIDER) and self.classes[number] not in ("duration", "distance")
        if kind == OPEN_QUOTE:
            return following in _NAMES | {TIME, SCOPE, ADVERB}
        if linked_to_rule:
            return False
        if kind in (ADVERB, BRIEF_VERB):
            fits = kind != ADVERB or self.words.form(first) in _SMALL
            return fits and following in (UNKNOWN, NOUN) and len(self.words.form(first)) == 1 and self._is_thing(number, kind)
        if kind in (TIME, SCOPE):
            return following in _NAMES
        return kind in _NAMES

    def _is_thing(self, number: int, kind: str) -> bool:
        """After 名, 户 a one-character verb is a verb (8户|搬出); after 块, 台 rather the first part of a noun (插线板)."""
        return kind != BRIEF_VERB or self.classes[number] == "thing"

    def _activity_begins(self, number: int, first: int, strict: bool) -> bool:
        following = self._kind(first + 1)
        if following in _KNOWN | {UNKNOWN} and not strict:
            return self.classes[number] != "person" or following != UNKNOWN
        if self.classes[number] in ("duration", "event"):
            return following in _ENDS or following == ACTIVITY
        return self.classes[number] == "thing" and following in _ENDS

    def _head_of_relative(self, first: int, unit_class: str) -> int:
        """The word after the 的 that closes a relative clause (2名|来自武汉的医生), or -1."""
        kinds = self.kinds
        for at in range(first + 1, min(first + 10, len(kinds) - 1)):
            if kinds[at] in (STOP, FIGURE, COLON):
                return -1
            if kinds[at] in _PEOPLE and kinds[first] == ADVERB and at < first + 3 and unit_class == "person":
                return first + 1  # 13名已|故人员
            if kinds[at] == PARTICLE:
                heads = _PEOPLE | {ORGANISATION} if unit_class == "person" else _KNOWN
                return at + 1 if self._is(at, "的") and self._run_kind(at + 1) in heads else -1
        return -1

    def _run_kind(self, first: int) -> str:
        """The kind of the last word of the phrase that begins at `first`."""
        kind = self._kind(first)
        return self.kinds[self._extend(first)] if kind in _NAMES else kind

    def _extend(self, first: int) -> int:
        """The last word of the noun phrase that begins at `first`; a list counts as one phrase."""
        kinds, last = self.kinds, first
        for at in range(first, min(first + _REACH, len(kinds))):
            kind = kinds[at]
            if kind == UNKNOWN and at > first and kinds[at - 1] in _ACTING and self._kind(at + 1) not in _KNOWN:
                break  # 14名社工|三班倒
            if kind in _NAMES or kind == CLOSE_QUOTE or at == first:
                last = at
            elif kind == PARTICLE and self._links_head(first, at):
                continue
            elif kind != OPEN_QUOTE and not (kind in _JOINTS and self._list_goes_on(at + 1)):
                break
        if kinds[last] == ACTIVITY and last > first and kinds[last - 1] in _KNOWN and self._kind(last + 1) not in _ENDS:
            last -= 1  # 9名社工|走访村民
        return last

    def _links_head(self, first: int, at: int) -> bool:
        """患重病|的|困难人群: nothing known before the 的, a known noun behind it."""
        if not self._is(at, "的") or self._kind(at + 1) not in _KNOWN:
            return False
        if all(self.kinds[step] in (UNKNOWN, PLACE, ADVERB, BRIEF_VERB) for step in range(first, at)):
            return True
        return self._kind(at + 1) in _PEOPLE and self.kinds[at - 1] == NOUN and self.kinds[first] in (UNKNOWN, BRIEF_VERB)

    def _list_goes_on(self, at: int) -> bool:
        """Whether an item without a number of its own follows: 医务社工、|社区社工等."""
        kinds = self.kinds
        for step in range(at, min(at + 8, len(kinds))):
            if kinds[step] in (FIGURE, BRIEF_VERB, PREPOSITION):
                return False
            if kinds[step] in (STOP, BRACKET, COLON, VERB, PARTICLE, *_JOINTS):
                return step > at
        return False

    # -- the noun before the number ----------------------------------------------------------------------------

    def _before(self, number: int) -> tuple[Span | None, list[str]]:
        """The noun phrase that ends before the number, and the words passed over to reach it."""
        floor = self._floor(number)
        at, over = self._pass_fillers(number, self.words.figures[number] - 1, floor)
        if at > floor:
            special = self._special(number, at, floor, over)
            if special:
                return special, over
        last = at
        while at > floor and self._belongs(at, last, floor):
            at = self._opening_quote(at, floor) if self.kinds[at] == CLOSE_QUOTE else at
            at -= 1
        if self._split_by_brief_verb(at, last, floor) and self.words.form(last) not in words_of("broken"):
            at -= 1 + (self._kind(at - 1) == UNKNOWN and at - 1 > floor)
        if self.classes[number] == "percent" and {"同比", "环比", "比"} & {*over}:
            return None, over
        return self._phrase(number, at + 1, last), over

    def _special(self, number: int, at: int, floor: int, over: list[str]) -> Span | None:
        """Nouns that are no plain phrase before the number: of a share, an age group, within a verb, a verb itself."""
        unit_class, form, span = self.classes[number], self.words.form(at), (self.words.starts[at], self.words.ends[at])
        if form == "的" and ("占" in over or unit_class != "percent"):
            whole = self._whole(at, floor)
            if whole or unit_class != "percent":
                return whole
            return self._whose_share(at - 1, floor)
        if self.kinds[at] == LOCALISER and "岁" in self.words.form(at - 1) + self.words.form(at - 2):
            start = self.words.starts[at - 1 if "岁" in self.words.form(at - 1) else at - 2]
            return (start, span[1])
        worth = unit_class == "money" and any(word in words_of("value") for word in over)
        if (unit_class in ("thing", "event") or worth) and form in words_of("inner"):
            return (span[1] - 1, span[1])
        if unit_class == "money" and self.kinds[at] in (VERB, ACTIVITY) and form.endswith(tuple(words_of("money_noun"))):
            return span
        if form == "了" and self._kind(at - 2) in _PEOPLE and self.words.form(at - 1) in words_of("enrol"):
            return self.words.starts[at - 2], self.words.ends[at - 2]
        if unit_class == "percent" and form == "的":
            return self._numerator(at, floor)
        if unit_class == "percent" and "占" in over and self._is_lexical_time(at + 1):
            return self.words.starts[at + 1], self.words.ends[at + 1]
        return span if self._is_deed(number, at) else None

    def _is_lexical_time(self, at: int) -> bool:
        """其中|夜间|占四成半: a time of day as the part that is counted."""
        return self._kind(at) == TIME and not self.words.form(at)[0].isdigit() and self._kind(at + 1) != TIME

    def _is_deed(self, number: int, at: int) -> bool:
        """陪伴|1420小时, 往返|167趟: the verb itself is what is counted."""
        kind, form = self.kinds[at], self.words.form(at)
        if len(form) < 2 or "了" in form or form in words_of("effort") | words_of("spend") | words_of("light"):
            return False
        if self.classes[number] == "duration":
            return kind in (VERB, ACTIVITY)
        return kind == VERB and self.mentions[number].unit in _TIMES and form not in words_of("generic")

    def _numerator(self, at: int, floor: int) -> Span | None:
        """外来务工者|占咨询人的近七成 -> 外来务工者."""
        for step in range(at - 1, max(floor, at - 9), -1):
            if self._is(step, "占"):
                first = step
                while first - 1 > floor and self.kinds[first - 1] in _NAMES:
                    first -= 1
                return (self.words.starts[first], self.words.ends[step - 1]) if first < step else None
        return None

    def _whole(self, at: int, floor: int) -> Span | None:
        """社工里会讲佤语|的占三成, 星级志愿者里,五星|的有88位: the set that a part is taken from."""
        for step in range(at - 1, max(floor, at - 14), -1):
            if self.kinds[step] == LOCALISER and self.words.form(step) in ("里", "中", "当中", "之中", "里面"):
                first = step
                while first - 1 > floor and self.kinds[first - 1] in _NAMES:
                    first -= 1
                return (self.words.starts[first], self.words.ends[step - 1]) if first < step else None
        return None

    def _opening_quote(self, at: int, floor: int) -> int:
        """The quote that the one at `at` closes, or `at` itself."""
        for step in range(at - 1, max(floor, at - 9), -1):
            if self.kinds[step] == OPEN_QUOTE:
                return step
            if self.kinds[step] in (STOP, FIGURE):
                break
        return at

    def _floor(self, number: int) -> int:
        """The number of the last word that cannot belong to this figure: the figure before it."""
        at = self.words.figures[number]
        return max(self.words.figures[number - 1] if number else -1, at - _REACH - 1, -1)

    def _pass_fillers(self, number: int, at: int, floor: int) -> tuple[int, list[str]]:
        """Step left from `at` over what stands between a noun and its number: 共, 达, 价值, a bracketed list."""
        over: list[str] = []
        while at > floor:
            form, kind = self.words.form(at), self.kinds[at]
            if form == "了" and self._kind(at - 1) in (UNKNOWN, BRIEF_VERB):
                over.append(form)
                return floor, over  # 走坏了: an unknown word before 了 is a verb
            if form == ")":
                opening = self._opening(at, floor)
                if opening < 0:
                    break
                at = opening
            elif not self._is_filler(form, kind, at) and not self._is_date(at) and not self._moves(number, form):
                break
            over.append(form)
            at -= 1
        return at, over

    def _is_filler(self, form: str, kind: str, at: int) -> bool:
        if kind == COLON:
            return self._kind(at - 1) in _KNOWN
        if form in words_of("filler") or form in words_of("value"):
            return True
        return kind == ADVERB or (form.isspace() and "\n" not in form)

    def _is_date(self, at: int) -> bool:
        """由|去年年底的|3307人: a date before the number, and its 的."""
        return self.kinds[at] == TIME or (self._is(at, "的") and self._kind(at - 1) == TIME)

    def _moves(self, number: int, form: str) -> bool:
        return self.classes[number] == "percent" and form in words_of("percent_verb")

    def _opening(self, at: int, floor: int) -> int:
        """The number of the bracket that the one at `at` closes, -1 if it is not near."""
        for step in range(at - 1, floor, -1):
            if self.words.form(step) == "(":
                return step
        return -1

    def _whose_share(self, last: int, floor: int) -> Span | None:
        """退休|的占四成 -> 退休: whatever stands before the 的."""
        at = last
        while at > floor and last - at < 6 and self.kinds[at] not in (STOP, FIGURE, COLON, PARTICLE):
            if self.kinds[at] == ADVERB and self.words.form(at) in words_of("inherit"):
                break
            at -= 1
        return self._trim(self.words.starts[at + 1], self.words.ends[last]) if at < last else None

    def _belongs(self, at: int, last: int, floor: int) -> bool:
        kind = self.kinds[at]
        if kind in _NAMES or kind in _QUOTES:
            return True
        if kind in _JOINTS:
            return at < last and at - 1 > floor and self.kinds[at - 1] in _NAMES | {CLOSE_QUOTE}
        return kind == ADVERB and at < last and self.words.form(at) in _SMALL and self.kinds[at + 1] == UNKNOWN

    def _split_by_brief_verb(self, at: int, last: int, floor: int) -> bool:
        """站票坐|垫: one odd character left over behind a one-character verb belongs to a longer noun."""
        if at <= floor or at + 1 != last or self.kinds[at] != BRIEF_VERB:
            return False
        return self.kinds[last] == UNKNOWN and self.words.ends[last] - self.words.starts[last] == 1

    def _phrase(self, number: int, first: int, last: int) -> Span | None:
        """Words `first` to `last` less what cannot be what is counted; None when nothing is left."""
        kinds, words, generic = self.kinds, self.words, words_of("generic")
        while first <= last and (kinds[first] in _JOINTS or kinds[first] == CLOSE_QUOTE):
            first += 1
        while last >= first and kinds[last] in (*_JOINTS, OPEN_QUOTE):
            last -= 1
        while first < last and kinds[first] == ACTIVITY and words.form(first) in generic and kinds[first + 1] != ACTIVITY:
            first += 1
        if first < last and kinds[last] == ACTIVITY and kinds[first] == ORGANISATION and self._kind(first - 1) == STOP:
            first += 1  # 市心理卫生协会|直播6场
        while first < last and words.form(last) in words_of("audience") and kinds[last - 1] in (NOUN, ACTIVITY):
            last -= 1  # 电子手册|点击下载2.8万次
        if first > last or not self._fits(number, first, last):
            return None
        return self._trim(words.starts[first], words.ends[last])

    def _fits(self, number: int, first: int, last: int) -> bool:
        """Whether words `first` to `last` can be what a unit of this class counts."""
        unit_class, kind, form = self.classes[number], self.kinds[last], self.words.form(last)
        lone, words_start = first == last, self.words.form(first)
        if lone and (form == "人" or (kind == UNKNOWN and form in words_of("broken"))):
            return False
        if unit_class == "duration":
            return form.endswith(tuple(words_of("length_noun"))) or (kind == ACTIVITY and form not in words_of("generic"))
        if unit_class == "distance":
            return kind == NOUN and form.endswith(tuple(words_of("length_noun")))
        if unit_class in ("person", "person_time") and kind in (ORGANISATION, PLACE):
            return False
        if self._is_area_of(number, last):
            return False
        if unit_class == "money":
            if words_start.startswith(("每", "单", "一")):
                return False
            return kind in (NOUN, UNKNOWN, CLOSE_QUOTE) or form.endswith(tuple(words_of("money_noun")))
        if lone and form in words_of("generic"):
            return unit_class in ("thing", "event")
        if all(self.kinds[at] in (PLACE, ORGANISATION) for at in range(first, last + 1)):
            return unit_class == "thing" and not self._is_list_head(number)
        if self.words.form(first - 1).startswith("每") and first and not self.kinds[first - 1] == STOP:
            return False
        return not (lone and form.startswith(("一", "每", "单人", "单个"))) and not form.startswith("每")

    def _is_area_of(self, number: int, last: int) -> bool:
        """其中曹杨新村街道9处: a place that holds a part, not what is counted."""
        form = self.words.form(last)
        return form.endswith(tuple(words_of("area"))) and bool({"其中", "最多", "最少"} & {*self._lead(number)})

    def _is_list_head(self, number: int) -> bool:
        """A中心、B中心等|9条热线: the bodies before 等 are not what is counted."""
        return self._is(self.words.figures[number] - 1, "等")

    def _rather_before(self, number: int, behind: Span, before: Span, over: list[str], linked: bool) -> bool:
        """Both sides hold a noun: the one before wins when it touches the number and the other is no known noun."""
        if linked or "等" in over:
            return False
        if self.kinds[self.words.from_position(behind[0])] in _KNOWN | {OPEN_QUOTE, SCOPE}:
            return False
        at = self.words.at(before[1] - 1)
        return self.kinds[at] in (NOUN, PERSON, PROVIDER, ACTIVITY, CLOSE_QUOTE) or bool(over)

    # -- 分别 --------------------------------------------------------------------------------------------------

    def _share_out(self, number: int, over: list[str]) -> Span | None:
        """The item of a list that falls to this figure: 救助、支持和安置|分别为121例、87例和38例."""
        if any(word in words_of("respective") for word in over):
            self._list_items(number, len(over))
        if number <= self.items_until and self.items:
            return self.items.pop(0)
        return None

    def _list_items(self, number: int, passed: int) -> None:
        """Remember the items of the list before figure `number` when as many figures follow as there are items."""
        at = self.words.figures[number] - 1 - passed
        items: list[Span] = []
        end, floor = at, max(-1, at - 3 * _REACH)
        while at >= floor and end > floor:
            closes = at == floor or self.kinds[at] in (STOP, FIGURE, COLON, PREPOSITION, PARTICLE)
            if closes or self.kinds[at] in _JOINTS:
                if at < end:
                    items.append((self.words.starts[at + 1], self.words.ends[end]))
                end = at - 1
            if closes:
                break
            at -= 1
        last = number + len(items) - 1
        if len(items) > 1 and last < len(self.mentions) and self._sentence(last) == self._sentence(number):
            self.items, self.items_until = items[::-1], last

    # -- figures that point back -------------------------------------------------------------------------------

    def _pointed_back(self, number: int) -> Bound:
        """The noun of an earlier figure, where the wording says that it is meant."""
        between = self.layout.side[self.mentions[number - 1].end : self.mentions[number].start]
        if self._is_gloss(number, between.strip()) and self.bound[number - 1].value:
            return self._same(number - 1, "in_brackets")
        if len(between) < 24 and self._is_change(number):
            return self._same(number - 1, "change")
        lead = self._lead(number)
        for rule in (self._worth, self._each, self._times, self._portion, self._remaining):
            earlier = rule(number, lead)
            if earlier is not None:
                return self._same(earlier, rule.__name__.strip("_"))
        fronted = self._fronted(number)
        if fronted.value:
            return fronted
        earlier = self._same_unit(number)
        return _NOTHING if earlier is None else self._same(earlier, "same_unit")

    def _is_gloss(self, number: int, between: str) -> bool:
        """155箱(|7440瓶, 9名社工(持证|6名, 412场次、|2.2万小时: the same things told in another measure or in part."""
        if between in ("(", "(约", "(共", "(计", "(合"):
            return True
        person = self.classes[number] == "money" and self._tail_kind(number - 1) in (PERSON, PROVIDER)
        if between in ("、", ",", "、约", ",约") and self.classes[number] in _GLOSSING and not person:
            closed = self._kind(self.words.figures[number] + 1) in (STOP, LIST_COMMA, CONJUNCTION, BRACKET, FIGURE)
            return closed or self.classes[number] != "duration"
        same_unit = self.mentions[number].unit == self.mentions[number - 1].unit
        return same_unit and "(" in between and ")" not in between and len(between) < 12

    def _tail_kind(self, number: int) -> str:
        bound = self.bound[number]
        return self.kinds[self.words.at(bound.end - 1)] if bound.end > 0 else STOP

    def _same(self, earlier: int, rule: str) -> Bound:
        value, start, end, _ = self.bound[earlier]
        return Bound(value, start, end, f"object.{rule}") if value else _NOTHING

    def _is_change(self, number: int) -> bool:
        """由21户|降到|8户: nothing but words of change stands between the two numbers."""
        first, last = self.words.figures[number - 1] + 1, self.words.figures[number]
        forms = [self.words.form(at) for at in range(first, last)]
        change = words_of("change")
        dated = [self.kinds[at] == TIME for at in range(first, last)]
        known = all(form in change or form == "," or date for form, date in zip(forms, dated, strict=True))
        return 0 < len(forms) < 7 and known and any(form in change for form in forms)

    def _lead(self, number: int) -> list[str]:
        """The words between the last stop or figure and the number, nearest first, at most eight."""
        at, lead = self.words.figures[number] - 1, list[str]()
        while at >= 0 and len(lead) < 8 and self.kinds[at] not in (STOP, FIGURE):
            lead.append(self.words.form(at))
            at -= 1
        return lead

    def _sentence(self, number: int) -> int:
        return self.layout.sentence_number(self.mentions[number].start)

    def _earlier(self, number: int, sentences: int) -> list[int]:
        """At most eight figures before `number`, in its own sentence and `sentences` before it, nearest first."""
        oldest = self._sentence(number) - sentences
        block = self.layout.block_number(self.mentions[number].start)
        found = []
        for earlier in range(number - 1, max(-1, number - 9), -1):
            if self._sentence(earlier) < oldest:
                break
            if self.layout.block_number(self.mentions[earlier].start) == block:
                found.append(earlier)
        return found

    def _worth(self, number: int, lead: list[str]) -> int | None:
        """共计价值2万余元 -> the goods counted before."""
        if self.classes[number] != "money" or not any(word in words_of("value") for word in lead):
            return None
        for earlier in self._earlier(number, 1):
            if self.classes[earlier] in ("thing", "event") and self.bound[earlier].value:
                return earlier
        return None

    def _each(self, number: int, lead: list[str]) -> int | None:
        """礼包每份不少于5公斤, 已开督导4场,每场一个半小时 -> the noun of the last figure with that unit."""
        units = [word[1:] for word in lead if word.startswith("每") and len(word) > 1]
        if not units:
            return None
        for earlier in self._earlier(number, 1):
            if self.bound[earlier].value and (self.mentions[earlier].unit or "").startswith(units[0]):
                return earlier
        return None

    def _times(self, number: int, lead: list[str]) -> int | None:
        """…4800人次,是平日的近3倍, 从19人到4万人,翻了两千倍 -> the noun of the figure just before."""
        if self.mentions[number].unit != "倍" or not lead:
            return None
        pointing = lead[-1] == "是" or lead[0] in ("翻了", "了", "翻")
        return number - 1 if pointing and self._sentence(number - 1) == self._sentence(number) else None

    def _portion(self, number: int, lead: list[str]) -> int | None:
        """人均, 户均, 单笔, 最高 -> the noun of the last figure of the same class."""
        mention, unit_class = self.mentions[number], self.classes[number]
        if unit_class not in ("money", "duration") or any(word in words_of("own_money") for word in lead):
            return None
        if mention.qualifier not in ("at_most", "at_least") and not any(word in words_of("inherit") for word in lead):
            return None
        if unit_class == "duration" and not any(word.startswith(("人均", "平均", "户均")) for word in lead):
            return None
        for earlier in self._earlier(number, 1):
            if self.classes[earlier] == unit_class and self.bound[earlier].value:
                return earlier
        return None

    def _remaining(self, number: int, lead: list[str]) -> int | None:
        """其余17个, 累计2.4万斤, 近五成 -> the noun of the last figure of this sentence."""
        earlier = next(iter(self._earlier(number, 0)), None)
        if earlier is None or self.classes[earlier] in ("money", "duration", "distance", "percent"):
            return None
        if self.classes[number] == "percent":
            return earlier
        if self.classes[number] == "person_time":
            return self._repeated(number, lead)
        if self.classes[number] not in ("thing", "person", "event") or not lead:
            return None
        if "其中" in lead and lead[0].endswith(tuple(words_of("area"))):
            return earlier
        if any(word in ("人均", "户均", "平均") for word in lead) and self.mentions[earlier].unit != self.mentions[number].unit:
            return None
        known = words_of("inherit") | words_of("filler")
        pointing = all(word in known for word in lead) or (lead[-1] in words_of("inherit") and "的" in lead)
        same = self.mentions[earlier].unit == self.mentions[number].unit and "的" in lead
        return earlier if pointing or same else None

    def _repeated(self, number: int, lead: list[str]) -> int | None:
        """日均7000余人次 -> the noun of the figure of this sentence with the same unit."""
        if not lead or not all(word in words_of("inherit") for word in lead):
            return None
        for earlier in self._earlier(number, 0):
            same = self.mentions[earlier].unit == self.mentions[number].unit
            if same or self._tail_kind(earlier) in (PERSON, PROVIDER):
                return earlier
        return None

    def _same_unit(self, number: int) -> int | None:
        """后来又送来十多块 -> the noun of the last figure with this classifier."""
        if self.classes[number] not in ("thing", "event") or self.mentions[number].unit in _TIMES:
            return None
        for earlier in self._earlier(number, 1 if self.classes[number] == "thing" else 0):
            if self.mentions[earlier].unit == self.mentions[number].unit and self.bound[earlier].value:
                return earlier
        return None

    # -- a noun further off in the sentence --------------------------------------------------------------------

    def _fronted(self, number: int) -> Bound:
        """The nearest noun phrase to the left, in this sentence, that this unit can count."""
        if self.classes[number] in ("distance", "percent"):
            return _NOTHING
        start = self.layout.sentence_at(self.mentions[number].start).start
        floor = max(self.words.from_position(start) - 1, self.words.figures[number] - 2 * _REACH, -1)
        at, stops = self.words.figures[number] - 1, 0
        while at > floor:
            kind = self.kinds[at]
            if kind == FIGURE and self.classes[number] != "money":
                return self._audience(number)
            stops += kind == STOP
            if kind not in _NAMES and not (kind == CLOSE_QUOTE and self._kind(at - 1) in _NAMES):
                at -= 1
                continue
            first = self._phrase_start(at, floor)
            if self._may_be_counted(number, first, at, stops):
                return self._bound((self.words.starts[first], self.words.ends[at]), "fronted")
            at = first - 1
        return _NOTHING

    def _audience(self, number: int) -> Bound:
        """直播6场,观看|120万人次 -> 直播: what was watched or attended is counted just before."""
        lead = self._lead(number)
        if number and lead and lead[0] in words_of("audience") and self._sentence(number - 1) == self._sentence(number):
            return self._same(number - 1, "audience")
        return _NOTHING

    def _phrase_start(self, last: int, floor: int) -> int:
        at = last
        while at > floor and self._belongs(at, last, floor):
            at -= 1
        first = at + 1
        while first < last and self.kinds[first] in _JOINTS | {CLOSE_QUOTE}:
            first += 1
        return first

    def _may_be_counted(self, number: int, first: int, last: int, stops: int) -> bool:
        """Whether the phrase is of the kind the unit counts and no place, agent or recipient of the clause."""
        unit_class, kind = self.classes[number], self.kinds[last]
        if self._kind(last + 1) in (LOCALISER, PARTICLE) and not self._is(last + 1, "了"):
            return False
        governor = self.words.form(first - 1) if first and self.kinds[first - 1] in (PREPOSITION, CONJUNCTION) else ""
        if unit_class in ("person", "person_time"):
            return self._may_be_people(number, kind, governor, stops)
        if governor and governor not in ("把", "将", "和", "与", "及"):
            return False
        form = self.words.form(last)
        if unit_class == "money":
            return kind in (NOUN, ACTIVITY) and form.endswith(tuple(words_of("money_noun")))
        if unit_class == "duration":
            spent = any(word in words_of("spend") for word in self._lead(number))
            return spent and stops == 0 and kind == ACTIVITY
        if kind == ACTIVITY:
            return form not in words_of("generic") and stops < (2 if unit_class == "thing" else 1)
        if kind in (UNKNOWN, ORGANISATION):
            built = self._kind(last + 1) == VERB and self.words.form(last + 1) in words_of("build")
            subject = self._kind(last + 1) in (VERB, ADVERB) and (kind == UNKNOWN or unit_class == "event" or built)
            return (stops == 0 and subject) or governor in ("把", "将")
        if kind == CLOSE_QUOTE:
            return stops < 3
        return kind == NOUN and stops < (2 if unit_class == "thing" else 1)

    def _may_be_people(self, number: int, kind: str, governor: str, stops: int) -> bool:
        if kind == CLOSE_QUOTE:
            lead = self._lead(number)
            return bool(lead) and lead[0] in words_of("audience") and stops < 2
        if kind != PERSON:
            return False
        return self.classes[number] == "person" or (governor in words_of("beneficiary") and stops < 2)

    # -- helpers -----------------------------------------------------------------------------------------------

    def _kind(self, at: int) -> str:
        return self.kinds[at] if 0 <= at < len(self.kinds) else STOP

    def _is(self, at: int, form: str) -> bool:
        return 0 <= at < len(self.kinds) and self.words.form(at) == form

    def _trim(self, start: int, end: int) -> Span:
        side = self.layout.side
        while start < end and side[start] in " \n\t|、":
            start += 1
        while end > start and side[end - 1] in " \n\t|、":
            end -= 1
        return start, end

    def _bound(self, span: Span, rule: str) -> Bound:
        start, end = self._trim(*span)
        return Bound(self.layout.text[start:end], start, end, f"object.{rule}") if start < end else _NOTHING
