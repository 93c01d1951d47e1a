"""Binds to every figure the place where it applies: official names and the six-digit code.

    "随州·随县"  "曾都区红十字救援队的23名队员踩着冰走进来"       -> 随县 421321 (the section, not the helpers)
    "兰州的38名厨师志愿者在大河家镇支起十五口大锅"               -> 积石山县 (where they act, not where they come from)
    "拨往随州、仙桃和荆州的分别为210万元、65万元和88.5万元"       -> 随州市, 仙桃市, 荆州市

The gazetteer finds names, `place_home` the region the document reports on, `place_sections` what its headings say,
`place_walk` follows the text; here each figure takes the place that counts where it stands, unless the sentence
itself names another after it (… 已到甘肃青少年发展基金会账上), shares out a list, or a table says it in a label.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from itertools import pairwise

from seeds.regions import Region, names_of_region
from tasks.clean.blocks import HEADING, TITLE
from tasks.extract.dates import count_of
from tasks.extract.gazetteer import UNDATED_YEAR, gazetteer
from tasks.extract.layout import LIST_JOINTS, Layout
from tasks.extract.model import Context, Mention, Place
from tasks.extract.place_chains import Atlas, with_named
from tasks.extract.place_home import find_home
from tasks.extract.place_regions import common, within
from tasks.extract.place_sections import opened_on, sections
from tasks.extract.place_villages import with_villages
from tasks.extract.place_walk import Focus, Listing, Mark, Walk
from tasks.extract.place_words import AID, AT, GOODS, OUT, TO, place_word, words

_OPENING, _NEAR_BY = 6, 14
_REACH = 200  # characters after a list in which 分别 is looked for
_INCOME = re.compile(place_word("income"))
_SPENT = re.compile(place_word("spent"))
_SENT = re.compile(rf"(?:[赴到去]|抵达|{place_word('posted')})\Z")  # 队员15人|开赴河北涿州
_LEADING_DATE = re.compile(
    r"(?:[0-9]{1,2}月)?[0-9]{1,2}日(?:[凌早上下中]?[晨午]|[傍当]?晚|夜里?)?|[当次][日天]|随后|现?已|[昨今][天日]"
)
_POSTED = re.compile(rf"{place_word('posted')}\Z")
_AT_WORK = re.compile(
    rf"[^\d,。;:、]{{0,6}}?{place_word('staffer')}(?:们|一直|正|还|都|也|仍|分头|先后|,){{0,2}}"
    rf"{place_word('works_at')}(?:设在|设于|位于|建在)?"
)
_CAME = re.compile(rf"{place_word('dispatch')}[来出了]?[^,。;\d]{{0,6}}\Z")
_THEN_AT = re.compile(rf"[^,。;:、\d]{{1,10}},(?:他们|分头|先后|分别|连夜|一起|一道|直接)?{place_word('then_at')}")
_GIVES = re.compile(place_word("money_given"))
_OF_PEOPLE = frozenset(("名", "人", "位", "家", "户"))  # not goods: 6家企业凑出口罩,送到鲅鱼圈区
_LONGEST_LIST = 12
_OTHERS = ("最", "余下", "其余", "剩下", "剩余", "另", "余者", "多出")  # opens a clause on others than those counted
_SHARES = frozenset(("%", "％", "成"))  # 依次占41%、38.5%和三成六
_TOTAL = re.compile(r"\W*(?:合 *计|小 *计|总 *计|共 *计|总 *和|总 *数|累 *计)\W*")
_MOST_ROWS = 200  # rows that a total sums up
_COUNT_OF_PLACES = re.compile("([一两三四五六七八九])[省市县区州旗地镇乡][^场级]")
_PARTS = re.compile("[^;]+")
_DEALT_TO_OTHERS = re.compile(  # 志愿者、社工分别为8名和9名
    f"[一-鿿”][、和及与][一-鿿“]|{place_word('two_sorts')}"
)
_EACH_OF_TWO = ("前者", "后者")
_SHARED_OUT = re.compile(r"分别|依次")
_BROUGHT = re.compile("[捐寄送运汇发空]来")
"""杭州一家书城、深圳一所中学分别寄来图书2200本和860本: the figures belong where the books went."""


def bind_places(layout: Layout, context: Context, mentions: Sequence[Mention]) -> list[Place]:
    """The place of every figure of `mentions`, which stand in text order."""
    if not mentions:
        return []
    year = context.published_on.year if context.published_on else UNDATED_YEAR
    hits = gazetteer().find(layout.side)
    levels = list(words().level.finditer(layout.side))
    home = find_home(layout, context, hits, levels, year)
    hits = gazetteer().with_near(layout.side, hits, home.region)
    atlas = with_named(Atlas(layout.side, year, home.weights), hits)
    hits = with_villages(layout, atlas, hits, home.region)
    starts = [mention.start for mention in mentions]
    parts = opened_on(sections(layout, atlas, hits, levels, home.region), home.opening)
    walk = Walk(layout, atlas, hits, home.region, parts, starts, levels)
    shared = _shared_out(layout, walk, mentions)
    shared = _of_sections(layout, walk, mentions, {place.start for place in shared.values()}) | shared
    binder = _Binder(layout, walk, starts, home.seat)
    return [shared.get(number) or binder.place(mention) for number, mention in enumerate(mentions)]


class _Binder:
    """Finds the place of one figure in a text that was walked through."""

    def __init__(self, layout: Layout, walk: Walk, starts: Sequence[int], seat: Region | None) -> None:
        self._layout, self._walk, self._starts, self._seat = layout, walk, starts, seat
        self._mark_starts = [mark.start for mark in walk.marks]

    def place(self, mention: Mention) -> Place:
        """Where the figure applies."""
        whole = self._whole(mention)
        if whole is not None:
            return _place(whole)
        for label, rule in ((mention.row_label, "row"), (mention.column_label, "column")):
            labelled = self._labelled(label)
            if labelled is not None:
                return _place(Focus(labelled.own, labelled.start, labelled.end, rule))
        ahead = self._ahead(mention)
        if ahead is not None:
            return _place(Focus(ahead.region, ahead.start, ahead.end, "ahead"))
        return _place(self._own_income(mention) or self._walk.focus_at(mention.start))

    def _own_income(self, mention: Mention) -> Focus | None:
        """Where those who report are at home, for what was given to them: 基金会收到捐赠317万元, at work elsewhere."""
        if self._seat is None or self._walk.focus_at(mention.start).rule not in ("none", "home"):
            return None
        sentence = self._layout.sentence_at(mention.start)
        told = _INCOME.search(self._layout.side, sentence.start, mention.start)
        spent = _SPENT.search(self._layout.side, told.end(), mention.start) if told else None
        return Focus(self._seat, told.start(), told.end(), "seat") if told and not spent else None

    def _whole(self, mention: Mention) -> Focus | None:
        """What the rows above a total have in common: 小计 below 泸定县, 石棉县 is on 四川省."""
        label = mention.row_label
        if label is None or not _TOTAL.fullmatch(self._layout.side, *label):
            return None
        block = self._layout.blocks[self._layout.block_number(label[0])]
        first, last = bisect_left(self._mark_starts, block.start), bisect_left(self._mark_starts, label[0])
        above = self._walk.marks[max(first, last - _MOST_ROWS) : last]
        rows = {mark.own.code: mark.own for mark in above if mark.counts and mark.own}
        shared = common(rows.values()) if len(rows) > 1 else None
        return Focus(shared, *label, "total") if shared is not None else None

    def _labelled(self, label: tuple[int, int] | None) -> Mark | None:
        """The place named in a row or column label."""
        if label is None:
            return None
        first, last = bisect_left(self._mark_starts, label[0]), bisect_left(self._mark_starts, label[1])
        marks = [mark for mark in self._walk.marks[first:last] if mark.counts and mark.own]
        return marks[-1] if marks else None

    def _ahead(self, mention: Mention) -> Mark | None:
        """A place of action or destination named after the figure in its clause: 在大河家镇, 也运抵临夏."""
        clause = self._layout.clause_number(mention.start)
        base = self._walk.base_of(mention.start)
        first = bisect_left(self._mark_starts, mention.end)
        marks = list(enumerate(self._walk.marks[first : first + 4], first))
        came = bool(marks) and marks[0][1].role == OUT and marks[0][1].clause == clause
        ends = self._layout.sentence_at(mention.start).end
        for index, mark in marks[came:]:
            if mark.start >= ends or mark.clause > clause + 1 or not mark.counts or self._is_dealt_out(index):
                break
            here = mark.clause == clause
            inside = mark.region is not None and (base is None or within(mark.region, base))
            goods = mark.role == GOODS and mention.unit not in _OF_PEOPLE
            if goods and (here or self._closes(mark)):
                return self._whole_list(index, mark)
            if mark.role == TO and not here and self._is_given_there(mention, mark):
                return mark
            if mark.role in (AT, AID) and self._is_sent_there(mention, mark, here, inside):
                return self._whole_list(index, mark)
            if mark.role == TO and inside and self._works_there(mention, mark):
                return mark  # 29名|咨询师为三亚市|居民做线上疏导
            if mark.role == AT and (self._works_there(mention, mark) or (inside and came)):
                return self._whole_list(index, mark)  # 26名队员从洛阳市赶来，在内黄县转移…
            if mark.role == AT and inside and here and not self._has_place(clause, mention.start, base):
                return self._whole_list(index, mark)
        return None

    def _works_there(self, mention: Mention, mark: Mark) -> bool:
        """永康市一支救援队的23名|队员在上海市|浦东新区…: people at work elsewhere, told in one breath."""
        if mention.unit not in _OF_PEOPLE:
            return False
        side = self._layout.side
        if _AT_WORK.fullmatch(side, mention.end, mark.start):
            return True
        came = _CAME.search(side, self._layout.clause_at(mention.start).start, mention.start)
        return came is not None and _THEN_AT.fullmatch(side, mention.end, mark.start) is not None

    def _is_dealt_out(self, index: int) -> bool:
        """Whether goods went to the place before too: 拨付余姚市|1,500万元、奉化区600万元 stands there already."""
        before, mark = self._walk.marks[max(0, index - 1)], self._walk.marks[index]
        same = index > 0 and before.clause == mark.clause and before.end <= self._figure_before(mark.start)
        return same and before.role == mark.role == GOODS and before.counts

    def _figure_before(self, position: int) -> int:
        """Where the last figure before `position` begins."""
        number = bisect_left(self._starts, position)
        return self._starts[number - 1] if number else -1

    def _is_sent_there(self, mention: Mention, mark: Mark, here: bool, inside: bool) -> bool:
        """队员15人|开赴河北涿州; in the next clause people who are posted (随即派往崖州区), or goods (拉到石棉县城)."""
        if here and mark.role == AID:
            return not inside or self._are_strangers(mention)  # 派出队员36名支援卫辉
        if not _SENT.search(self._layout.side, mark.start - 4, mark.start):
            return False
        if here:
            return not inside
        posted = _POSTED.search(self._layout.side, mark.start - 4, mark.start) is not None
        return self._closes(mark) and (posted if mention.unit in _OF_PEOPLE else not posted)

    def _is_given_there(self, mention: Mention, mark: Mark) -> bool:
        """周老师捐款|3万元|，给桑植县|的村小添了书桌: money or goods, and whom they are for in the next clause."""
        clause = self._layout.clause_at(mention.start)
        gives = _GIVES.search(self._layout.side, clause.start, clause.end)
        return gives is not None and mention.unit not in _OF_PEOPLE and self._closes(mark)

    def _are_strangers(self, mention: Mention) -> bool:
        """惠安县的|8名|志愿者驰援仙游县, told on 莆田: whether their clause names a place elsewhere before them."""
        base, clause = self._walk.base_of(mention.start), self._layout.clause_number(mention.start)
        last = bisect_left(self._mark_starts, mention.start) - 1
        mark = self._walk.marks[last] if last >= 0 else None
        if mark is None or mark.clause != clause or mark.own is None or base is None:
            return False
        return not within(mark.own, base) and not within(base, mark.own)

    def _whole_list(self, index: int, mark: Mark) -> Mark:
        """The last place of a list of them, which stands for all: 发往日喀则市、那曲市等地."""
        for later in self._walk.marks[index + 1 : index + _LONGEST_LIST]:
            if self._layout.side[mark.end : later.start] not in LIST_JOINTS:
                break
            mark = later
        return mark

    def _closes(self, mark: Mark) -> bool:
        """Whether a destination opens its clause, and no figure of its own follows: 折价45万元，也运抵临夏."""
        clause = self._layout.clauses[mark.clause]
        led = _LEADING_DATE.match(self._layout.side, clause.start, mark.start)  # 9月12日|运抵石棉
        following = bisect_left(self._starts, mark.end)
        own = following < len(self._starts) and self._starts[following] < clause.end
        of_one = self._layout.side.startswith(_OTHERS, clause.start)  # 最远的送到广东省茂名市, 余下的转给
        opens = mark.start - (led.end() if led else clause.start) <= _OPENING
        return opens and not own and not of_one

    def _has_place(self, clause: int, position: int, base: Region | None) -> bool:
        """Whether the clause names a place of the section before the figure."""
        last = bisect_left(self._mark_starts, position)
        for mark in self._walk.marks[max(0, last - 3) : last]:
            inside = mark.region is not None and (base is None or within(mark.region, base))
            if mark.clause == clause and mark.counts and inside:
                return True
        return False


def _shared_out(layout: Layout, walk: Walk, mentions: Sequence[Mention]) -> dict[int, Place]:
    """随州、仙桃和荆州的分别为210万元、65万元和88.5万元: one figure for each place of the list."""
    places: dict[int, Place] = {}
    starts = [mention.start for mention in mentions]
    for listing in walk.listings:
        places |= _each_of_two(layout, listing, starts)
        word = _SHARED_OUT.search(layout.side, listing.end, min(listing.reach, listing.end + _REACH))
        first = bisect_left(starts, word.end() if word else listing.end)
        last = bisect_left(starts, listing.reach)
        count = len(listing.regions)
        # 晋江、赣州员工分别捐款19万元和8万元 is shared out, but not 分别捐来200万元、制氧机120台
        sure = word is not None and listing.counts
        if word is not None and _deals_out_others(layout, listing, word.start()):
            continue
        brought = word is not None and _BROUGHT.match(layout.side, word.end())
        if (
            brought
            or last - first < count
            or not (sure or _in_a_row(layout, mentions[first : min(last, first + count + 1)], count))
        ):
            continue
        # 分别选出18名、24名，开讲56堂和40堂: every row of figures is dealt out
        for row in (first, *(_rows(layout, mentions, first + count, last, count) if word else ())):
            for offset, region in enumerate(listing.regions):
                places[row + offset] = _place(Focus(region, listing.end, starts[row], "respectively"))
    return places


def _deals_out_others(layout: Layout, listing: Listing, position: int) -> bool:
    """台江县、雷山县共服务310名，其中独居、空巢的分别为…: whether the words right before 分别 list something else."""
    start = layout.clause_at(position).start
    return start >= listing.end and _DEALT_TO_OTHERS.search(layout.side, start, position) is not None


def _of_sections(layout: Layout, walk: Walk, mentions: Sequence[Mention], dealt: Collection[int]) -> dict[int, Place]:
    """东港市、凤城市 / 两市社工总站分别开通2部、1部: rows of figures for a list that stands before their sentence.

    The list is a heading, or the sentence right before one that says of how many it speaks; or it is one of those
    that end at `dealt`, whose figures were shared out before.
    """
    places: dict[int, Place] = {}
    starts = [mention.start for mention in mentions]
    for listing in walk.listings:
        for start, end in _told_on(layout, listing, listing.end in dealt):
            for part in _PARTS.finditer(layout.side, start, end):
                word = _SHARED_OUT.search(layout.side, part.start(), part.end())
                if word is None or _DEALT_TO_OTHERS.search(layout.side, part.start(), word.start()):
                    continue
                first, last = bisect_left(starts, word.end()), bisect_left(starts, part.end())
                focus = Focus(None, listing.end, word.end(), "respectively")
                for row in _rows(layout, mentions, first, last, len(listing.regions)):
                    places |= {row + n: _place(focus._replace(region=one)) for n, one in enumerate(listing.regions)}
    return places


def _rows(layout: Layout, mentions: Sequence[Mention], first: int, last: int, count: int) -> Iterator[int]:
    """The numbers of the figures that begin rows of just `count` of them, one row after the other."""
    while len(row := mentions[first : min(last, first + count + 1)]) >= count and _in_a_row(layout, row, count):
        yield first
        first += count


def _told_on(layout: Layout, listing: Listing, dealt: bool) -> Iterator[tuple[int, int]]:
    """The sentences on the places of a list that stands before them: below a heading, else 两市社工总站…."""
    heading = layout.blocks[layout.block_number(listing.end - 1)].kind == HEADING
    if dealt:  # …分别建站8个、9个；|其中示范站分别为2个、3个
        yield listing.reach, layout.sentence_at(listing.end - 1).end
    number = bisect_left(layout.sentences, listing.end, key=lambda sentence: sentence.start)
    for sentence in layout.sentences[number : number + (_LONGEST_LIST if heading else 1)]:
        if layout.blocks[sentence.block].kind in (HEADING, TITLE):
            return
        count = _COUNT_OF_PLACES.match(layout.side, sentence.start, sentence.end)
        part = dealt and layout.side.startswith("其中", sentence.start)
        if heading or part or (count and count_of(count[1]) == len(listing.regions)):
            yield sentence.start, sentence.end


def _each_of_two(layout: Layout, listing: Listing, starts: Sequence[int]) -> dict[int, Place]:
    """开往青浦和昆山，前者22吨，后者16吨: the figures right behind these words."""
    places: dict[int, Place] = {}
    if len(listing.regions) != len(_EACH_OF_TWO):
        return places
    for word, region in zip(_EACH_OF_TWO, listing.regions, strict=True):
        at = layout.side.find(word, listing.end, min(listing.reach, listing.end + _REACH))
        number = bisect_left(starts, at) if at >= 0 else len(starts)
        if number < len(starts) and starts[number] - at <= _OPENING:
            places[number] = _place(Focus(region, at, at + len(word), "respectively"))
    return places


def _in_a_row(layout: Layout, mentions: Sequence[Mention], count: int) -> bool:
    """梅州、河源两市获助720名、530名: whether just so many figures of one unit stand in a row, nothing between them."""
    gaps = [layout.side[one.end : other.start] for one, other in pairwise(mentions)]
    listed = [gap in LIST_JOINTS for gap in gaps]
    same = len({"%" if mention.unit in _SHARES else mention.unit for mention in mentions[:count]}) == 1
    return same and all(listed[: count - 1]) and not any(listed[count - 1 :])


@cache
def _names(region: Region) -> tuple[str | None, str | None, str | None]:
    return names_of_region(region)


def _place(focus: Focus) -> Place:
    if focus.region is None:
        return Place(None, None, None, None, focus.start, focus.end, "several" if focus.several else focus.rule)
    province, prefecture, county = _names(focus.region)
    return Place(province, prefecture, county, focus.region.code, focus.start, focus.end, focus.rule)
