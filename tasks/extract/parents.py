"""Finds the total that a figure is a part of.

    "探望独居老人46户，其中特困供养7户、残疾人家庭5户"        7户, 5户 -> 46户
    "跟进个案246例，…分别为121例、87例和38例"                 the three -> 246例, which is their sum
    "由中心的9名社工（持证6名）承接"                          6名 -> 9名
    "312名志愿者里有48名外语专业学生"                         48名 -> 312名
    a table with a line 合计                                   the lines above -> the figure of that line

Only what counts the same kind of thing can be a part: 7440瓶 after 155箱 says the same again. A share, a rate and the
largest of many (单笔最高20万元) are no parts. Better no parent than a wrong one.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from seeds.tables import read_reference
from tasks.clean.blocks import TABLE
from tasks.extract.guarded import GuardedWords
from tasks.extract.layout import Layout
from tasks.extract.model import AT_LEAST, AT_MOST, EXACT, Bound, Mention

_AMONG, _WITHIN, _TOTAL, _EXTREME = "among", "within", "total", "extreme"
_NO_PART = ("share", "rate")
_PERSONS = frozenset(("人", "名", "位", "员", "号"))
_LOOK_BACK = 4  # figures among which the total of 其中 is looked for
_LONGEST_SUM = 12  # figures that one sum may have
_NEAR = 24  # characters between a total and its part in brackets or after 里有
_ITEM = 16  # characters between two parts after 其中
_ROUNDING = 0.001  # by how much parts may miss their total
_EXACTLY = 1e-6  # the same for sums that are the only evidence
_LEAST_SUM = 5  # smaller totals add up by chance
_LINE = 2000  # characters of one line of a table
_REACH = 120  # characters between a total and the figures of its sum


def bind_parents(
    layout: Layout, mentions: Sequence[Mention], objects: Sequence[Bound], aggregations: Sequence[Bound]
) -> list[int | None]:
    """For each mention the number of the mention that is its total, or None."""
    binder = _Binder(layout, mentions, objects, aggregations)
    return binder.parents()


@cache
def _part_words() -> GuardedWords:
    columns = ("word", "role", "not_after", "not_before")
    return GuardedWords(
        read_reference("part_words.csv", columns, key=("word",), codes={"role": (_AMONG, _WITHIN, _TOTAL, _EXTREME)})
    )


class _Binder:
    """The figures of one document in text order, and the parents found so far."""

    def __init__(
        self, layout: Layout, mentions: Sequence[Mention], objects: Sequence[Bound], aggregations: Sequence[Bound]
    ) -> None:
        self.layout, self.side, self.mentions = layout, layout.side, mentions
        self.objects, self.aggregations = objects, aggregations
        self.order = sorted(range(len(mentions)), key=lambda number: mentions[number].start)
        self.words = _part_words().find(layout.side)
        self.found: list[int | None] = [None] * len(mentions)
        self.can_be_part = [
            added.value not in _NO_PART and mention.qualifier not in (AT_MOST, AT_LEAST)
            for mention, added in zip(mentions, aggregations, strict=True)
        ]

    def parents(self) -> list[int | None]:
        """The parent of every mention, in the order of the mentions."""
        tables = self._tables()
        in_tables = {number for numbers in tables for number in numbers}
        running = [place for place, number in enumerate(self.order) if number not in in_tables]
        for place in running:
            self._sum(place)
        for place in running:
            number = self.order[place]
            if place and self.found[number] is None:
                self.found[number] = self._total_of(place)
        for numbers in tables:
            self._table(numbers)
        return self.found

    def _fits(self, part: int, total: int) -> bool:
        """Whether two figures count the same kind of thing, and the first can be a part of the second."""
        if not (self.can_be_part[part] and self.can_be_part[total]):
            return False
        a, b = self.mentions[part], self.mentions[total]
        if a.value > b.value:
            return False
        return a.unit == b.unit if a.unit not in _PERSONS else b.unit in _PERSONS

    def _total_of(self, place: int) -> int | None:
        number = self.order[place]
        mention = self.mentions[number]
        sentence = self.layout.sentence_at(mention.start)
        clause = self.layout.clause_at(mention.start)
        words = self.words.between(sentence.start, mention.start, 6)
        if any(word.row["role"] == _EXTREME and word.start >= clause.start for word in words):
            return None
        among = next((word for word in reversed(words) if word.row["role"] == _AMONG), None)
        if among:
            return self._before_among(place, among.start, among.end)
        return self._right_before(place)

    def _before_among(self, place: int, start: int, end: int) -> int | None:
        """The total before 其中, for a figure after it: the first of the parts, or one that goes on with them."""
        number = self.order[place]
        position = self.mentions[number].start
        if position - end > _REACH or ";" in self.side[end:position]:
            return None
        sibling = self._sibling(place, end)
        if sibling is not None:
            parent = self.found[sibling]
            goes_on = parent is not None and self._fits(number, parent) and self._is_next_item(place, parent)
            return parent if parent is not None and goes_on and self._still_fits(place, parent, end) else None
        if "," in self.side[end:position].strip(","):
            return None
        for earlier in reversed(self.order[max(0, place - _LOOK_BACK) : place]):
            if self.mentions[earlier].end <= start and self._fits(number, earlier):
                return earlier if self._is_close(earlier, start) else None
        return None

    def _sibling(self, place: int, since: int) -> int | None:
        """The figure before the one at `place`, shares and rates aside, when it stands after `since`."""
        for earlier in reversed(self.order[max(0, place - _LOOK_BACK) : place]):
            if self.mentions[earlier].start < since:
                return None
            if self.aggregations[earlier].value not in _NO_PART:
                return earlier
        return None

    def _is_next_item(self, place: int, parent: int) -> bool:
        """Whether a figure goes on with a list of parts: next to the one before, and not of another kind of people."""
        number = self.order[place]
        gap = self.side[self.mentions[self.order[place - 1]].end : self.mentions[number].start]
        if len(gap) > _ITEM or gap.count(",") > 1:
            return False
        mine, whole = self.objects[number].value, self.objects[parent].value
        return "," not in gap or not mine or not whole or bool(set(mine) & set(whole))

    def _still_fits(self, place: int, parent: int, start: int) -> bool:
        """Whether the parts since `start`, the one at `place` included, do not exceed their total."""
        parts = self.mentions[self.order[place]].value
        for other in self.order[max(0, place - _LONGEST_SUM) : place]:
            if self.found[other] == parent and self.mentions[other].start >= start:
                parts += self.mentions[other].value
        return parts <= self.mentions[parent].value * (1 + _ROUNDING)

    def _is_close(self, number: int, position: int) -> bool:
        """Whether a total stands in the sentence of `position` or the one before."""
        mine = self.layout.sentence_number(self.mentions[number].start)
        return self.layout.sentence_number(position) - mine <= 1

    def _right_before(self, place: int) -> int | None:
        """9名社工（持证6名）; 312名志愿者里有48名: the figure directly before."""
        number, total = self.order[place], self.order[place - 1]
        start, end = self.mentions[total].end, self.mentions[number].start
        if not 0 < end - start <= _NEAR or not self._fits(number, total):
            return None
        between = self.side[start:end]
        if any(char in between for char in "。;!?\n"):
            return None
        bracket = between.rfind("(")
        if bracket >= 0 and ")" not in between:
            return total if len(between) - bracket - 1 > 0 and "," not in between[:bracket] else None
        within = any(word.row["role"] == _WITHIN for word in self.words.between(start, end))
        return total if within and between.count(",") <= 1 else None

    def _sum(self, place: int) -> None:
        """A total whose following figures of the same kind add up to it: 118例，…分别为61例、57例."""
        total = self.order[place]
        mention = self.mentions[total]
        if mention.qualifier != EXACT or mention.value < _LEAST_SUM or not self.can_be_part[total]:
            return
        rest, parts, end = mention.value, list[int](), mention.end
        last_sentence = self.layout.sentence_number(mention.start) + 1
        for number in self.order[place + 1 : place + 1 + _LONGEST_SUM]:
            part = self.mentions[number]
            if part.start - end > _REACH or self.layout.sentence_number(part.start) > last_sentence:
                return
            end = part.end
            if self._fits(number, total) and self.found[number] is None and part.qualifier == EXACT:
                parts.append(number)
                rest -= part.value
            if rest <= mention.value * _EXACTLY:
                break
        if len(parts) > 1 and abs(rest) <= mention.value * _EXACTLY and self._same_block(total, parts[-1]):
            for number in parts:
                self.found[number] = total

    def _same_block(self, one: int, other: int) -> bool:
        block = self.layout.block_number
        return block(self.mentions[one].start) == block(self.mentions[other].start)

    def _tables(self) -> list[list[int]]:
        """The figures of each table, in text order."""
        tables: dict[int, list[int]] = {}
        for number in self.order:
            block = self.layout.block_number(self.mentions[number].start)
            if self.layout.blocks[block].kind == TABLE:
                tables.setdefault(block, []).append(number)
        return list(tables.values())

    def _table(self, numbers: list[int]) -> None:
        """Give the figures of a column to the figure of the line 合计, when they add up to it."""
        columns: dict[object, list[tuple[int, bool]]] = {}
        line, place, is_total = -1, 0, False
        for number in numbers:
            mention = self.mentions[number]
            start = self.side.rfind("\n", max(0, mention.start - _LINE), mention.start) + 1
            place = place + 1 if start == line else 0
            if start != line:
                heads = self.words.between(start, mention.start)
                line, is_total = start, any(word.row["role"] == _TOTAL for word in heads)
            columns.setdefault(mention.column_label or place, []).append((number, is_total))
        for column in columns.values():
            self._column(column)

    def _column(self, column: list[tuple[int, bool]]) -> None:
        """One column, each figure with whether its line is a total: the lines above since the last total, or below."""
        totals = [index for index, (_, is_total) in enumerate(column) if is_total]
        for order, index in enumerate(totals):
            above = column[totals[order - 1] + 1 if order else 0 : index]
            below = column[index + 1 : totals[order + 1] if order + 1 < len(totals) else len(column)]
            for rows in (above, below):
                parts = [number for number, _ in rows]
                value = self.mentions[column[index][0]].value
                added = sum(self.mentions[number].value for number in parts)
                if len(parts) > 1 and abs(added - value) <= abs(value) * _EXACTLY:
                    for number in parts:
                        self.found[number] = column[index][0]
                    break
