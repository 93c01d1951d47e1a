"""Walks through a text and keeps in mind which place it is speaking of.

    "雁塔区一位网格员说…。社工在12个小区的门岗测温1.4万余人次。市民政局要求…"
     雁塔区 ------------------------------------------------->  西安市 ---->

Every block begins on the place of its section, else on the home region. A place that is the subject or the scene of a
clause takes over; where people or goods come from, partners, and people helped far away do not. Bare levels (全市,
县里, 省民政厅) lead back up. A place in the object of a gift counts for its sentence only.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from seeds.regions import COUNTY, PREFECTURE, PROVINCE, Region
from tasks.clean.blocks import CAPTION, PARAGRAPH, TABLE
from tasks.clean.lines import PICTURE
from tasks.extract.event_words import event
from tasks.extract.gazetteer import Hit
from tasks.extract.layout import Layout
from tasks.extract.place_chains import Atlas, Chain, read_chain
from tasks.extract.place_donors import donor_cells
from tasks.extract.place_regions import FAR, SAME_CITY, SAME_LINE, SAME_PROVINCE, common, nearness, path, within
from tasks.extract.place_sections import Section
from tasks.extract.place_words import (
    AID,
    AT,
    BEYOND,
    COMES_ALONG,
    FROM,
    GOODS,
    MIDDLE,
    OUT,
    PLAIN,
    TO,
    WITH,
    house_behind,
    place_word,
    role_before,
    words,
)

_COPIED = 80  # characters around a place in which what makes it count, or not, is looked for
_GOES_ON = frozenset("、,和及与等")
_AFTER = 24  # characters looked at after a place
_NEAR_START = 4  # a place so near the start of its clause is its subject: 最北的漠河市
_UNBROKEN = 20  # a block that ends without a full stop after so many characters goes on in the next
_PICTURE = re.compile(PICTURE)
_ENDS = "。!?…”」』\"'):;"
_LIST_JOINTS = frozenset(["、", "和", "与", "及", "以及", ",", "或", "至", "到", " ", "、 ", "-", "—"])
_LISTED_ORGANISATIONS = 30
_LONGEST_LIST = 40
_ANNOUNCES = re.compile(r":\s*\Z")
_LIST_ITEM = re.compile(
    r"[ \W]{0,4}(?:[(【]?[0-9一二三四五六七八九十]{1,3}[)】、.]|[①-⑳❶-➓]|[—–\-·•●■◆▲*])|[^\n]{0,60}\|"
)
_BULLET = re.compile(r"[ ]*(?:[—–·•●○■□◆◇▲△▶►▪★☆✔✓➤※*]|[①-⑳❶-➓]|[(]?[0-9一二三四五六七八九十]{1,2}[)、.])")
_ASKS, _ANSWERS = ("问:", "Q:", "问 ", "记者:", "编辑:"), ("答:", "A:", "答 ")
_CHAPTERS, _MOST_BLOCKS = 3, 100
_LAST_MARKS = 12  # names of places that are looked through for the two last spoken of
_CAPTION_LEAD = 12  # a place so near the start of a caption is where the picture was taken
_CAPTIONS = 4  # pictures that may stand between the halves of a paragraph
_PARTS = re.compile(r"[^;]+;?|;")
_COUNTED = re.compile(r"^(?:等?[两三四五六七八九十]|等)[省市县区州地旗盟](?:市|区|县)?")  # 巫山、巫溪|两县|的社工
_OWN_FIGURE = re.compile(r"的?[0-9一二两三四五六七八九十百千几数]")
_LONGEST_GOODS = 8
_OWN_GOODS = re.compile(  # 援助湖北省|496万元, 支援沙洋县|口罩2万只, but not 支援湖北|的17名医护
    rf"[^\d,。;:的]{{0,{_LONGEST_GOODS - 2}}}[0-9][0-9,.]*[万亿]?[余多]?(?![0-9,.万亿余多名位人])"
)
_OWN_COUNT = re.compile(r"[0-9][0-9,.]*[万亿]?[余多]?(?![0-9,.万亿余多名位人家支辆台])")  # 乳源|1,204通, told on 乐昌
_SHARE = re.compile(r"的(?:占|居多|占到|约占|最多)")
_DATELINE = re.compile(r"\d{1,2}月\d{1,2}日(?:电|讯)")  # 新华社兰州12月20日电
_ATTRIBUTION = re.compile(r"\([^()]{2,24}\)。?$")
_FIRM_GIVES = re.compile(rf"{place_word('firm_gives')}[^,。;]{{0,8}}?[捐送赠寄]")
_COMPARED = re.compile(r"(?:[比较]|[高低多少]于|[高低]出|超[过出]?|占)\Z")  # 比全市平均水平低
_BOTH = re.compile(r"[两三双][地省市县区城方]")  # 两地社工座谈2次, in a report on two provinces
_SEATED = re.compile(rf"[^,。;、]{{0,8}}的[^,。;、]{{0,14}}{place_word('giver')}")  # 位于浙江义乌|的暖冬集团
_SEAT_BEFORE = re.compile(rf"{place_word('seated')}\Z")
_OF_ITSELF = re.compile(
    rf"[“\"]?(?:(?:去年|前年|今年|[0-9]{{4}}年|目前|近年来|截至[^,。;]{{2,12}}),?)?[^,。;]{{0,8}}?{place_word('giver')}"
    rf"[^,。;]{{0,14}}?{place_word('own_affairs')}"
)  # 去年集团公益支出350万元
_BRINGS_ALONG = re.compile("来|援|[捐凑匀][给到]?[了出]?$")
_LEADING_TIME = re.compile(r"[^,。;:、]{0,10}?[日月年底初旬晨晚午天周后起来]间?,")
_TURNS = re.compile(r"转[到至往去战]")  # at the start of a clause those who tell go on themselves
_THEY_TURN = re.compile(
    rf"(?:{place_word('staffer')}|队伍?|们)(?:又|再|随后|一起|连夜)?转[到至往去战]\Z"
)  # 两名社工转往|鄂州市
_FARTHEST = re.compile(r"最[远长][^,。;]{0,10}\Z")
_WAY = re.compile(
    r"[^,。;]{0,8},?(?:来回|往返|单程|全程|一趟|路上)[^,。;]{0,6}?[0-9一二两三四五六七八九十百千几]+[多余来]?(?:公里|里|小时)"
)
_FUNDS = re.compile(place_word("funds"))
_GIFTS_TAKEN = re.compile(f"{place_word('taken_in')}[^。;]{{0,24}}(?:捐|赠|善款)")
_IS_GIVEN = re.compile(r"的(?:则|就)?(?:是|有|为)")  # 给石泉县|的是米面310袋
_TAKEN_IN = re.compile(place_word("taken_in"))  # 为河南水灾|接收定向捐款17万元
_OWN_HOUSES = re.compile(  # 麻城市|6家餐馆为3个集中隔离点供餐, once masks went there
    r"的?(?:[0-9]+|[一二两三四五六七八九十百几数]+)[余多来]?[家个所处]"
    r"(?![^,。;]{0,16}(?:来|捐|赠|寄|凑|垫|出资|送往|支援|资助))"
)
_FOR_THEM = re.compile("[为给替向与同帮教陪送](?:他们|她们|它们|这里|当地|这支|这个)")
_LEADS = re.compile(rf"[^,。;\d]{{1,12}}?{place_word('leads')}")  # 由市|红十字会牵头，60名志愿者…, told on one district
_FAR_END = re.compile(rf"{place_word('screen')}的?[那另]一?[头端边]")
_HELPERS = re.compile(place_word("staffer"))
_CAME_HERE = re.compile(
    rf"(?:的?[^,。;:、\d的]{{2,12}}?{place_word('visitors')})?[也还又]?(?:派|赶|增援|支援)?来了?"
    r"(?:[0-9]|[一二两三四五六七八九十百几]+[余多来]?[名位个支])"
)  # 诸暨市|来了31名社工, told on 上虞区
_OF_ALL = re.compile(  # 已拨付马尔康市400万元、壤塘县120万元|，拨付率77.8%
    r",(?:[^,。;\d]{0,4}(?:率|占[^,。;\d]{0,8})|合计|总计|共计|累计|余款|余额|结余|剩余|其余[^,。;\d]{0,6})"
)
_ADDED_UP = re.compile(rf"(?<=[,;])(?:{place_word('sums')}|[两三四五六七八九][地县市区旗]|平均每[个家]?[站县区市地])")
_LANDFALL = re.compile(rf"{place_word('landfall')}\Z")  # 台风登陆|浦东, told on 崇明区
_WITH_US = re.compile(  # 宝山区|社工站的两名社工与我们结对，一起走访21户
    rf"[^。;]{{0,24}}?{place_word('beside')}[了到]?{place_word('us')}"
)
_HOUSE = house_behind(5)
_OF_TOWN = re.compile(rf"(?:镇|乡|村|街道){place_word('town_body')}")
_WENT_HOME = re.compile(rf"[,:](?:一)?(?:回去|回到当地|回家)[^,。;\d]{{0,6}}?(?:{place_word('copy')}|开|办|建|设)")
_LISTED_FROM = re.compile(rf"{place_word('from')}[一-鿿]{{2,4}}、\Z")
_PASSING = re.compile(rf"{place_word('passing')}\Z")
_STOPS = re.compile(rf"[^,。;\d]{{0,10}},[^,。;\d]{{0,4}}{place_word('stops')}")  # 路过西昌市|安哈镇，大家又给敬老院…
_ALL_GIVE = re.compile(r"[^,。;\d]{0,8}?(?:捐|赠|寄|送)")
_BEARING = re.compile(r"的?(?:[东西南北]{1,2}(?:边|面|侧|头)|隔壁|旁边|对岸)")  # 青浦在上海市|的西边
_KIN = re.compile(  # 在瑞丽|值守人员的家属, told on 芒市
    rf"[^\d,。;的]{{0,4}}{place_word('post')}[^\d,。;]{{0,8}}?{place_word('kin')}"
)
_GIVEN = re.compile("[办开做搞讲送授教设]了?\\Z|(?:组织|举办|开展|开设|进行|提供)了?\\Z")
_SHARE_OF = re.compile(r"(?:籍|来)?的(?:人|居民|群众|来电)?(?:占|居多|占到|约占|最多)")
_THEIRS = re.compile(  # 桑珠孜区|的3辆卡车
    r"(?:的|(?<![道镇乡]))(?:[0-9]+|[一二两三四五六七八九十百几数]+)[余多来]?(?:名|位|家|支|辆|台|艘|架|条船)"
)
_STAFF = re.compile(  # 市|心理学会的40名咨询师, told on one district
    rf"[^,。;、的\d]{{1,12}}{place_word('staff')}(?:的|派出|派来|抽调|选派|派)?"
    rf"(?:(?:[0-9]+|[一二两三四五六七八九十百几数]+)[余多来]?(?:名|位|支|辆|台)|(?<=的){place_word('staffer')})"
)
_ONE_SUM = re.compile(r"[^,。;:、]{0,4}[0-9][0-9,.]*[^,。;:、]{0,8}[、,和及]")
_PART = re.compile(  # 其中|上虞区320名, 其中派往|泸定县71支, 其中市义工联18名、|华容县乡镇社工站29名
    r"其中(?:[^\d,。;:、]{1,16}[0-9一二两三四五六七八九十百千]+[余多]?[名位人个家支辆台][、和及])*[^\d,。;、]{0,4}\Z"
)
_LONGEST_PARTS = 60
_SENT_OUT = re.compile(r"(?:派|遣|选送|抽调)(?:出?[到往赴至去驻]|到|往)\Z")  # 派往|莱西市的34名队员, told on 平度市
_STRUCK = re.compile(rf"[^\d,。;:、]{{0,4}}{event('found')}[^,。;\d]{{0,8}}{event('outbreak')}")
_SENDS_PEOPLE = re.compile(
    rf"{place_word('sends_people')}[^,。;:]{{0,8}}[0-9一二两三四五六七八九十百几]+[余多]?(?:名|人|支|辆|艘|位)"
    rf"|[0-9一二两三四五六七八九十百几][余多]?[名位][^,。;:、\d]{{1,8}}{place_word('to_aid')}\Z"
)
"""派出12名社工支援|长安区; 23名队员支援|陈埭镇."""
_THEY = re.compile(
    rf"(?:这[些批支]|这[0-9]+[名位]|全体)?(?:{place_word('staffer')}|他们|她们|队伍|小组|[一-鿿]{{1,4}}队(?!员))"
)
_REFERRED = re.compile(rf"[^,。;\d]{{2,16}}{place_word('referred')}")
_HOSTS = re.compile(  # 康定市民宿协会腾出客房, 东胜区|的4家酒店腾空客房
    rf"(?:的?[0-9]+[余多]?[家处所个户])?[^。;\d]{{0,16}}?{place_word('hosts')}"
)
_FIRM = re.compile(rf"[^\d的在了已共有,、。;:]{{2,14}}?{place_word('firm')}")
"""上海|申暖社会工作服务中心, at work in 浦东新区."""
_LINE_OF_HELP = re.compile(place_word("help_line"))  # 州|心理援助热线接听1,093通: no gift
_EVERYWHERE = re.compile("[在从面对向]全[省市州县区盟]")  # 大连市心理咨询行业协会在全市招来36位, told on a county
_BY_ORIGIN = re.compile(  # 省|内41支、省外13支: where they come from
    r"内(?:的|来的)?[0-9一二三四五六七八九十百千两几][^,。;、]{0,9}[、,和及][^,。;、]{0,2}(?:[省市县区州]外|外[省市县区州地])"
)
_TOGETHER = re.compile(f"{place_word('sums')}|共|累计")  # 各县市区|共建站120个
_STANDSTILL = re.compile(place_word("standstill"))
_ROWS = re.compile(r"[^\n]*\n|[^\n]+")


class Focus(NamedTuple):
    """The place the text is speaking of; `several` when it lies in several provinces."""

    region: Region | None
    start: int
    end: int
    rule: str
    several: bool = False


class Mark(NamedTuple):
    """A place as read.

    `region` is what counts (of a list: what its places have in common; None for several provinces), `own` the region
    of its own name, `counts` whether figures after it apply there.
    """

    start: int
    end: int
    clause: int
    role: str
    region: Region | None
    counts: bool
    own: Region | None


class Listing(NamedTuple):
    """Places named one after the other (随州、仙桃和荆州), and how far the text goes on about them.

    `counts` is False where they only give or come from there.
    """

    regions: tuple[Region, ...]
    end: int
    reach: int
    counts: bool


class _Unit(NamedTuple):
    start: int
    end: int
    block: int
    row: bool
    opens: bool  # begins a sentence


class Walk:
    """One pass over a document.

    Afterwards `positions` and `focuses` say which place counts from where on, `marks` are the places met, `listings`
    the lists of places.
    """

    def __init__(
        self,
        layout: Layout,
        atlas: Atlas,
        hits: Sequence[Hit],
        home: Region | None,
        sections: Sequence[Section],
        figures: Sequence[int],
        levels: Sequence[re.Match[str]],
    ) -> None:
        self.positions: list[int] = []
        self.focuses: list[Focus] = []
        self.marks: list[Mark] = []
        self.listings: list[Listing] = []
        self._layout, self._side, self._atlas = layout, layout.side, atlas
        self._hits, self._hit_starts = hits, [hit.start for hit in hits]
        self._levels, self._level_starts = levels, [match.start() for match in levels]
        self._all_events = sorted(
            [*((start, False) for start in self._hit_starts), *((start, True) for start in self._level_starts)]
        )
        self._next_event = 0
        self._home, self._sections, self._figures = home, sections, figures
        self._donors = donor_cells(self._side)
        self._served: set[str] = set()  # the codes of the places that goods or people went to
        self._base = self._focus = Focus(None, -1, -1, "none")
        self._lasting = self._focus
        self._set_in = -1
        self._block_regions: set[str] = set()
        self._aside: tuple[int, Focus] | None = None  # where the text goes on after 其中上虞区320名
        self._told_of: list[Region] = []  # the places that the sentence turned to, in order
        self._told_before = 0  # how many of them before the unit
        self._block_ends: dict[int, Focus] = {}
        self._announced: Focus | None = None  # by the line that a list or table stands below
        self._last_named: Region | None = None
        self._sent: Focus | None = None  # where people were sent: 向卫辉市派出社工36名
        self._seat: Focus | None = None  # of the giver that the text introduced: 位于浙江义乌的暖冬集团
        self._items: list[Region] = []
        self._dealt_out = False  # whether the unit shared out a whole to places beside each other
        self._items_count = False  # whether figures apply at any of them
        self._list_role, self._list_end = PLAIN, -1
        self._before_list = (self._focus, self._lasting, -1)
        for number, unit in enumerate(self._units()):
            self._read(number, unit)

    def focus_at(self, position: int) -> Focus:
        """The place the text is speaking of at `position`."""
        number = bisect_right(self.positions, position) - 1
        return self.focuses[number] if number >= 0 else self._base

    def base_of(self, position: int) -> Region | None:
        """The place of the section that `position` stands in, else the home region."""
        return self._sections[self._layout.block_number(position)].region or self._home

    def _units(self) -> list[_Unit]:
        """The parts of sentences between semicolons; in a table its rows."""
        units: list[_Unit] = []
        for sentence in self._layout.sentences:
            row = self._layout.blocks[sentence.block].kind == TABLE
            start = sentence.start
            for part in (_ROWS if row else _PARTS).finditer(self._side, sentence.start, sentence.end):
                units.append(_Unit(start, part.end(), sentence.block, row, start == sentence.start))
                start = part.end()
        return units

    def _read(self, number: int, unit: _Unit) -> None:
        self._begin(unit)
        self._items, self._list_end = [], -1
        for start, level in self._events(unit):
            if start < self._list_end:
                continue  # inside the chain just read
            if level:
                self._read_level(number, unit, bisect_left(self._level_starts, start))
            else:
                self._read_places(number, unit, bisect_left(self._hit_starts, start))
        self._note_listing(unit.end)
        if self._aside is not None:
            self._put(self._aside[1], max(self._aside[0], self.positions[-1]), lasting=False)
            self._aside = None
        if self._dealt_out and (whole := _OF_ALL.search(self._side, self._list_end, unit.end)):
            self._put(self._lasting, whole.start() + 1)
        elif added := self._added_up(unit):
            self._put(*added)
        self._announced = self._announcement(unit) or self._announced
        self._block_ends[unit.block] = self._lasting

    def _added_up(self, unit: _Unit) -> tuple[Focus, int] | None:
        """永嘉县3个，苍南县4个，|合计7个: what lies around the counties, each of which has one figure."""
        told = self._told_of
        if len(told) < 2 or not (shared := self._around(told)):
            return None
        whole = _ADDED_UP.search(self._side, self.positions[-1], unit.end)
        first = bisect_left(self._figures, unit.start)
        if not whole or bisect_left(self._figures, whole.start()) - first != len(told):
            return None
        return Focus(shared, whole.start(), whole.end(), "added up"), whole.start()

    def _around(self, regions: Sequence[Region]) -> Region | None:
        """What lies around counties beside each other, where the section is on it."""
        shared = common(regions)
        return shared if shared is not None and shared not in regions and self._inside(shared) else None

    def _begin(self, unit: _Unit) -> None:
        """Turn to the place that the block, row or sentence begins on."""
        if unit.start == self._layout.blocks[unit.block].start:
            self._begin_block(unit.block)
        elif unit.row:
            self._put(self._base, unit.start)
        elif unit.opens:
            self._begin_sentence(unit)
        else:
            self._begin_part(unit.start)
        self._dealt_out = False
        if unit.opens:
            self._told_of = []
            if self._seat is not None and not unit.row and _OF_ITSELF.match(self._side, unit.start, unit.end):
                self._put(self._seat, unit.start)
        self._told_before = len(self._told_of)

    def _begin_part(self, start: int) -> None:
        """Turn to the place that a sentence goes on with behind a semicolon."""
        if both := self._of_both(start):
            self._put(both, start)  # 五华区120名；盘龙区80名；|两区合计200名
        elif self._shared_out(self._lasting) and len(self._told_of) - self._told_before > 1:
            shared = common(self._told_of[-2:])  # 全市610件：会宁县310件，靖远县210件；|受益老人480名
            self._put(Focus(shared, start, start, "shared out"), start)
        elif self._dealt_out:
            self._put(self._lasting, start)  # 拨付余姚市1,500万元、奉化区600万元；|单笔最高200万元

    def _events(self, unit: _Unit) -> list[tuple[int, bool]]:
        """Where names of places and bare levels begin in the unit."""
        first = bisect_left(self._all_events, (unit.start,), self._next_event)
        self._next_event = bisect_left(self._all_events, (unit.end,), first)
        return self._all_events[first : self._next_event]

    def _begin_block(self, number: int) -> None:
        section = self._sections[number]
        if section.region is not None:
            self._base = Focus(section.region, section.start, section.end, "section")
        else:
            self._base = Focus(self._home, -1, -1, "home" if self._home else "none")
        self._announced = self._announced if self._is_of_a_list(number) else None
        self._base = self._attributed(number) or self._announced or self._base
        self._block_regions, self._sent = set(), None
        earlier = self._goes_on_from(number)
        focus = self._block_ends.get(earlier, self._base) if earlier is not None else self._base
        start = self._layout.blocks[number].start
        self._put((self._of_both(start) if self._base.region is not None else None) or focus, start)

    def _attributed(self, number: int) -> Focus | None:
        """The place that a paragraph gives at its end: …(碑林区民政局供稿)."""
        block = self._layout.blocks[number]
        closed = block.kind == PARAGRAPH and self._side[block.end - 1 : block.end] in (")", "。")
        match = _ATTRIBUTION.search(self._side, max(block.start, block.end - _AFTER - 4), block.end) if closed else None
        first = bisect_left(self._hit_starts, match.start()) if match else len(self._hits)
        if first >= len(self._hits) or self._hits[first].start >= block.end:
            return None
        chain, _ = read_chain(self._atlas, self._hits, first, [r for r in (self._base.region,) if r])
        if chain is None or chain.region is None or not self._inside(chain.region):
            return None
        return Focus(chain.region, chain.start, chain.end, "attribution")

    def _announcement(self, unit: _Unit) -> Focus | None:
        """The place named by a line that announces a list or table: 累计送到玛多县的物资如下：."""
        block = self._layout.blocks[unit.block]
        if block.kind != PARAGRAPH or unit.end < block.end or self._focus.region is None:
            return None
        announces = _ANNOUNCES.search(self._side, max(block.start, block.end - 4), block.end)
        return self._focus if announces and self._inside(self._focus.region) else None

    def _is_of_a_list(self, number: int) -> bool:
        """Whether a block belongs to the list or table announced above it, or adds to it: 另有…."""
        block = self._layout.blocks[number]
        if block.kind == TABLE or words().adds.match(self._side, block.start):
            return True
        return _LIST_ITEM.match(self._side, block.start, block.end) is not None

    def _goes_on_from(self, number: int) -> int | None:
        """The earlier block whose place a block goes on with: one broken in mid-sentence, or before 该区, 当地."""
        block = self._layout.blocks[number]
        if block.kind != PARAGRAPH or number == 0:
            return None
        before = number - 1
        while before > max(0, number - _CAPTIONS) and self._is_caption(before):
            before -= 1
        if words().here.match(self._side, block.start) or self._is_answer(before, block.start):
            return before
        if _OF_TOWN.match(self._side, block.start):
            return number - 1  # ［图④］美兰区三江镇，…。/ 镇志愿服务站备下…
        if words().adds.match(self._side, block.start):
            return None  # 合计225名, below a list
        earlier = self._layout.blocks[before]
        text = self._side[max(earlier.start, earlier.end - 3) : earlier.end].rstrip()
        long = earlier.end - earlier.start >= _UNBROKEN
        unended = earlier.kind == PARAGRAPH and long and text and text[-1] not in _ENDS and not _PICTURE.match(text[-1])
        return before if unended and not _BULLET.match(self._side, block.start) else None

    def _is_answer(self, before: int, position: int) -> bool:
        """Whether a block answers the one before it: 问：龙口站为什么开在菜市场边上？ / 答：图个人气。…."""
        asked = self._side.startswith(_ASKS, self._layout.blocks[before].start)
        return asked and self._side.startswith(_ANSWERS, position)

    def _is_caption(self, number: int) -> bool:
        block = self._layout.blocks[number]
        return block.kind == CAPTION or self._side.startswith(("(图", "图", "▲", "△"), block.start)

    def _begin_sentence(self, unit: _Unit) -> None:
        vocabulary = words()
        focus = self._lasting
        foreign = focus.region is not None and not self._inside(focus.region)
        if foreign and vocabulary.self_reference.match(self._side, self._after_time(unit)):
            focus = self._base
        both = _BOTH.match(self._side, unit.start)
        of_both = self._base.region is None and both
        if of_both or (len(self._block_regions) > 1 and vocabulary.summary.match(self._side, unit.start)):
            focus = self._base
        focus = focus if of_both else self._of_both(unit.start) or self._of_those_sent(unit) or focus
        if self._shared_out(focus):
            focus = Focus(common(self._told_of[-2:]), focus.start, focus.end, "shared out")
        if focus != self._focus:
            self._put(focus, unit.start)

    def _of_those_sent(self, unit: _Unit) -> Focus | None:
        """Where people were sent, as the sentence before said: 向卫辉市派出社工36名。8月1日起，|社工走访安置点19处."""
        sent, self._sent = self._sent, None
        return sent if _THEY.match(self._side, self._after_time(unit)) else None

    def _after_time(self, unit: _Unit) -> int:
        """Where a sentence goes on after the time that it begins with: 9月12日，|我院派出."""
        led = _LEADING_TIME.match(self._side, unit.start, unit.end)
        return led.end() if led else unit.start

    def _of_both(self, position: int) -> Focus | None:
        """What two counties of one province have in common, where a sentence is on both: 两地共有志愿者33人."""
        both = _BOTH.match(self._side, position)
        if both and self._side[position] == "三":
            return self._of_three(position, both.end())
        shared = self._last_two() if both else None
        return Focus(shared, position, both.end(), "both") if both and shared else None

    def _of_three(self, start: int, end: int) -> Focus | None:
        """三地的护水人, below three chapters: what their places have in common, in several provinces nothing."""
        block = self._layout.block_number(start)
        chapters = self._sections[max(0, block - _MOST_BLOCKS) : block + 1]
        regions = {section.region.code: section.region for section in chapters if section.region}
        shared = common(regions.values())
        return Focus(shared, start, end, "both", several=shared is None) if len(regions) == _CHAPTERS else None

    def _last_two(self) -> Region | None:
        """What the last two counties spoken of have in common, when they are of one province."""
        counties: list[Region] = []
        for mark in reversed(self.marks[-_LAST_MARKS:]):
            if mark.counts and mark.own is not None and mark.own.level == COUNTY and mark.own not in counties:
                counties.append(mark.own)
        return common(counties[:2]) if len(counties) > 1 else None

    def _shared_out(self, focus: Focus) -> bool:
        """Whether the sentence before dealt out its figures to places one beside the other: 仙桃20场，潜江15场."""
        if len(self._told_of) < 2 or focus.region != self._told_of[-1]:
            return False
        return self._around(self._told_of[-2:]) is not None

    def _put(self, focus: Focus, position: int, lasting: bool = True) -> None:
        if self._aside is not None and self._aside[0] < position:
            (end, earlier), self._aside = self._aside, None
            self.positions.append(end)
            self.focuses.append(earlier)
        self._focus = focus
        if lasting:
            self._lasting = focus
        self.positions.append(position)
        self.focuses.append(focus)

    def _inside_named(self, number: int, region: Region) -> bool:
        """全州8个县…，其中理县: within a division that the sentence has just named."""
        focus = self._focus.region
        return focus is not None and self._set_in == number and within(region, focus)

    def _inside(self, region: Region) -> bool:
        return self._base.region is None or within(region, self._base.region)

    # --- bare levels -------------------------------------------------------------------------------------------

    def _read_level(self, number: int, unit: _Unit, index: int) -> None:
        """全市, 县里, 省民政厅: back to the division of that level."""
        match = self._levels[index]
        compared = _COMPARED.search(self._side, max(unit.start, match.start() - 4), match.start())
        if compared or self._covered(match.start()) or _BY_ORIGIN.match(self._side, match.end()):
            return
        if match["nation"]:
            if role_before(self._side, match.start(), unit.start)[0] != FROM:
                self._set_in = number
                self._put(Focus(None, match.start(), match.end(), "level", several=True), match.end(), lasting=False)
            return
        if match["whole"] and (_STANDSTILL.match(self._side, match.end()) or self._gave(unit, match)):
            return  # 全市按下“慢行键”: what goes on around, not where
        region = self._region_of(number, match)
        if region is None:
            return
        office = match["office"] or match["small"] or match["autonomous"] or match["league"] or match["area"]
        if office and self._is_bystander(number, unit, match.start(), match.end(), region):
            return
        if match["area"] and not self._opens_clause(unit, match.start()):
            return
        self._items = []
        self._focus_on(number, Focus(region, match.start(), match.end(), "level"), match.end())

    def _region_of(self, number: int, match: re.Match[str]) -> Region | None:
        """The division that a bare level means."""
        if match["each"] or match["area"]:
            summed = match["each"] and _TOGETHER.match(self._side, match.end())
            return self._parent_of_county(bool(summed))
        region = self._level_region(_letter(match), self._set_in == number)
        own = self._home_of_own(match) if match["own"] and not self._is_of_county(match) else None
        return next((step for step in reversed(path(own)) if _is_level(step, match["own"])), region) if own else region

    def _home_of_own(self, match: re.Match[str]) -> Region | None:
        """Around what 我市, 本县 are read: the home region, but right below 【兴城市】 (本市受灾较轻) that."""
        of_section = match[0].startswith("本") and self._opens_section(match.start())
        return self._base.region if of_section else self._home

    def _is_of_county(self, match: re.Match[str]) -> bool:
        """Whether 本市, 本县 is the county of the section that the text is still on: 蛟河市的菌农…分给|本市的卡点."""
        base, focus = self._base, self._focus.region
        told = base.rule == "section" and base.region is not None and focus == base.region
        return told and match[0].startswith("本") and focus is not None and _is_level(focus, match["own"])

    def _opens_section(self, position: int) -> bool:
        """Whether a text begins at `position`, right below a heading, or behind a label, with a county."""
        base = self._base
        if base.rule != "section" or base.region is None or base.region.level != COUNTY or base.end > position:
            return False
        return position - base.end < _AFTER and not any(map(str.isalnum, self._side[base.end : position]))

    def _gave(self, unit: _Unit, match: re.Match[str]) -> bool:
        """Whether all of a division only gave: 永修县收到|全市各界捐赠的凉席2,000床."""
        focus = self._focus.region
        taken = _TAKEN_IN.search(self._side, self._clause_start(match.start()), match.start())
        gives = _ALL_GIVE.match(self._side, match.end(), unit.end)
        return focus is not None and focus.level == COUNTY and gives is not None and taken is not None

    def _covered(self, position: int) -> bool:
        """Whether `position` lies in the name of a place (宁波市|民政局)."""
        index = bisect_right(self._hit_starts, position) - 1
        return index >= 0 and position < self._hits[index].end

    def _level_region(self, letter: str, just_named: bool = False) -> Region | None:
        """The division of that level around the place the text is speaking of."""
        focus = self._focus.region
        if just_named and focus is not None and _is_level(focus, letter):
            return focus  # 大连市A协会在全市, told on 庄河市
        around = focus if focus is not None and self._inside(focus) else self._base.region or focus
        around = around or self._last_named  # a report on several provinces: 保定市…。省慈善总会…
        if around is None:
            return None
        steps = path(around)
        for step in reversed(steps):
            if _is_level(step, letter):
                return step
        last = self._last_named  # 市青年志愿者协会, below a paragraph on 瑞丽市, told on 德宏州
        if last is not None and last.level == COUNTY and within(last, around) and _is_level(last, letter):
            return last
        return steps[0] if letter == "区" and steps[0].name.endswith("自治区") else None

    def _parent_of_county(self, summed: bool) -> Region | None:
        """各区县, 高新区: what the county just spoken of lies in; in a section on it only where all are `summed` up."""
        focus, base = self._focus.region, self._base.region
        if focus is None or focus.level != COUNTY or base is None or (base.level == COUNTY and not summed):
            return None
        steps = path(focus)
        return steps[-2] if len(steps) > 1 else None

    def _is_bystander(self, number: int, unit: _Unit, start: int, end: int, region: Region) -> bool:
        """An office above the place of the section that gives, guides or is reported to."""
        focus = self._focus.region
        if focus is not None and region == self._base.region and focus != region and within(region, focus):
            return False  # 由州红十字会交到|县人民医院, told on the county
        after = _LINE_OF_HELP.sub("", self._side[end : min(unit.end, end + _AFTER)])
        staff = _STAFF.match(after) is not None
        led = focus is not None and self._set_in == number and focus != region
        if led and (not self._opens_clause(unit, start) or (staff and focus is not None and within(focus, region))):
            return True  # 磨西镇的营地里，|省里一家精神卫生中心的8名医生
        if self._base.region is None or self._inside(region):
            return False
        if staff or _LEADS.match(after) or self._opens_section(start):
            return True
        gives = words().donates.search(after) or COMES_ALONG.match(after)
        role, _ = role_before(self._side, start, max(unit.start, self._clause_start(start)))
        turned_to = role == WITH or (role == TO and _REFERRED.match(after) is not None)
        if self._serves_a_place(end):
            return True
        return turned_to or (gives is not None and not words().receives.search(after))

    def _serves_a_place(self, position: int) -> bool:
        """Whether an office does something for a place named in its clause: 州心理援助热线|为瑞丽增设2条分线."""
        end = self._clause_end(position)
        first, last = bisect_left(self._hit_starts, position), bisect_left(self._hit_starts, end)
        return any(self._side[hit.start - 1] in "为给向替帮" for hit in self._hits[first:last])

    def _opens_clause(self, unit: _Unit, start: int) -> bool:
        clause_start = max(unit.start, self._clause_start(start))
        return start - clause_start <= _NEAR_START or role_before(self._side, start, clause_start)[0] == PLAIN

    def _clause_start(self, position: int) -> int:
        return self._layout.clause_at(position).start

    def _clause_end(self, position: int) -> int:
        return self._layout.clause_at(position).end

    # --- names of places -----------------------------------------------------------------------------------------

    def _read_places(self, number: int, unit: _Unit, index: int) -> None:
        nearby = [r for r in (self._base.region, self._home, self._focus.region) if r is not None]
        chain, _ = read_chain(self._atlas, self._hits, index, nearby)
        if chain is None:
            return
        clause = self._layout.clause_number(chain.start)
        clause_start = max(unit.start, self._layout.clauses[clause].start)
        if not self._continues_list(chain, clause_start):
            self._note_listing(chain.start)
            self._items, self._items_count = [], False
            self._list_role = self._parallel_role(chain, clause) or self._role(chain, clause_start)
            self._before_list = (self._focus, self._lasting, self._set_in)
        self._list_end = chain.end
        if chain.region is not None and len(self._items) < _LONGEST_LIST:
            self._items.append(chain.region)
        self._focus, self._lasting, self._set_in = self._before_list
        region = common(self._items) if chain.region is not None else None
        counts = not self._is_donor(chain) and self._counts(number, unit, chain, region)
        self._items_count = self._items_count or counts
        if _SEAT_BEFORE.search(self._side, max(0, chain.start - 4), chain.start) and chain.region is not None:
            seated = _SEATED.match(self._side, chain.end) and not self._inside(chain.region)
            self._seat = Focus(chain.region, chain.start, chain.end, "seat") if seated else self._seat
        self._last_named = chain.region if counts and chain.region is not None else self._last_named
        if counts and chain.region is not None and (unit.row or self._list_role in (TO, GOODS)):
            self._served.add(chain.region.code)
        self.marks.append(Mark(chain.start, chain.end, clause, self._list_role, region, counts, chain.region))
        if counts:
            self._settle(number, chain, region)
        else:
            self._pass_by(chain, region)

    def _is_donor(self, chain: Chain) -> bool:
        """Whether a place stands in the column of a table that says who gave."""
        return any(start <= chain.start < end for start, end in self._donors)

    def _pass_by(self, chain: Chain, region: Region | None) -> None:
        """Go on with the place told of before, behind one that does not count or counts for one figure only."""
        earlier = self._focus  # an earlier item of the list may have counted
        if self._gives_at_home(chain, earlier):
            earlier = self._base
            self._lasting = earlier
        if region is not None and self._has_own_figure(chain, region):
            self._put(Focus(region, chain.start, chain.end, "visited"), chain.end, lasting=False)
            self._put(earlier, self._figure_after(chain.end) + 1, lasting=False)
        else:
            self._put(earlier, chain.end, lasting=False)

    def _settle(self, number: int, chain: Chain, region: Region | None) -> None:
        """Turn to a place that counts: for its clause, for its sentence, or until the next place."""
        further = self._aside is not None and chain.start < self._aside[0]
        further = further or _STRUCK.match(self._side, chain.end) is not None
        if further or self._gives_to_several(chain) or self._part(chain):
            self._read_aside(chain, region)
            return
        rule = "place" if len(self._items) < 2 else "list"
        focus = Focus(region, chain.start, chain.end, rule, several=region is None)
        if region is not None and self._list_role not in (TO, GOODS) and not self._is_passing(chain, region):
            self._focus_on(number, focus, chain.end)
        else:
            self._set_in = number
            self._put(focus, chain.end, lasting=False)
            to_people = region is not None and _SENDS_PEOPLE.search(self._side, chain.end, self._clause_end(chain.end))
            self._sent = focus if to_people else None

    def _part(self, chain: Chain) -> re.Match[str] | None:
        """The words before a place that make it one of the parts of a whole: 其中|上虞区320名."""
        start = max(self._clause_start(chain.start), chain.start - _LONGEST_PARTS)
        return _PART.search(self._side, start, chain.start)

    def _came_from(self, unit: _Unit, chain: Chain) -> bool:
        """Whether a part tells where people at work in one place came from: 派到华容县的57名，其中|君山区社工站10名."""
        part = self._part(chain)
        if chain.region is None or part is None:
            return False
        told = (m for m in reversed(self.marks) if m.end <= part.start() and (m.counts or m.start < unit.start))
        last = next(told, None)
        if last is None or last.start < unit.start or last.role not in (AT, AID) or last.region is None:
            return False
        return not within(chain.region, last.region)

    def _is_met_here(self, unit: _Unit, chain: Chain, role: str) -> bool:
        """Whether a place elsewhere is one that a storm struck, or whose people work with those who tell, at home."""
        if self._base.region is None or chain.region is None or nearness(chain.region, self._base.region) == SAME_LINE:
            return False
        if _LANDFALL.search(self._side, max(unit.start, chain.start - _NEAR_START), chain.start):
            return True
        return role in (PLAIN, MIDDLE) and _WITH_US.match(self._side, chain.end, unit.end) is not None

    def _is_house_above(self, chain: Chain) -> bool:
        """Whether a city only stands in the name of a house: 转给扬州|大学的15名心理教师, told on 邗江区."""
        base = self._base.region
        if base is None or chain.region is None or base == chain.region or not within(base, chain.region):
            return False
        return _HOUSE.match(self._side, chain.end) is not None

    def _has_own_figure(self, chain: Chain, region: Region) -> bool:
        """Whether a place that does not count has the figure right after it: 到青山区的|3家机构跟岗, 乳源|1,204通."""
        if self._list_role == PLAIN:
            base, sentence = self._base.region, self._layout.sentence_at(chain.start)
            if _GIFTS_TAKEN.search(self._side, sentence.start, chain.start):
                return False  # 敦煌市收到捐款310万元，其中兰州|120万元
            near = base is not None and nearness(region, base) not in (FAR, SAME_LINE)
            return near and _OWN_COUNT.match(self._side, chain.end) is not None
        own = {AT: _OWN_FIGURE, AID: _OWN_GOODS}.get(self._list_role)
        return own is not None and own.match(self._side, chain.end) is not None

    def _gives_at_home(self, chain: Chain, focus: Focus) -> bool:
        """Whether a sentence opens with those who bring something, after one on a place elsewhere: 番禺区一家厂运来."""
        base = self._base.region
        if focus.region is None or base is None or nearness(focus.region, base) == SAME_LINE or self._items_count:
            return False
        sentence = self._layout.sentence_at(chain.start)
        led = _LEADING_TIME.match(self._side, sentence.start, sentence.end)  # 2月15日，青羊区还派来5名社工
        opens = chain.start in (sentence.start, led.end() if led else -1)
        return opens and words().brings.search(self._side, chain.end, chain.end + _AFTER) is not None

    def _gives_to_several(self, chain: Chain) -> bool:
        """Whether a place only gives, in a report on several provinces: 赤水市慈善总会支持3.6万元，网友捐款…."""
        told = self._base.region is None and self._list_role in (PLAIN, MIDDLE)
        return told and _FUNDS.search(self._side, chain.end, chain.end + _AFTER) is not None

    def _is_passing(self, chain: Chain, region: Region) -> bool:
        """Whether the text speaks of a place for one sentence: people sent there, a host or giver from elsewhere."""
        side = self._side
        if self._base.region is None:
            return False
        focus = self._focus.region
        if self._inside(region):
            higher = focus is not None and focus != region and within(focus, region)
            people = words().organisation.match(side, chain.end) or words().official.match(side, chain.end)
            return higher and focus is not None and focus.code in self._block_regions and people is not None
        sent = self._is_sent_there(chain) or _SENT_OUT.search(side, max(0, chain.start - 4), chain.start)
        copied = words().copies.search(side, chain.end, self._layout.clause_at(chain.end).end)
        return bool(sent or copied) or _HOSTS.match(side, chain.end) is not None

    def _read_aside(self, chain: Chain, region: Region | None) -> None:
        """社工964名，其中上虞区|320名；服务时长…: a part of the whole that the sentence goes on with."""
        earlier = self._aside[1] if self._aside is not None else self._focus
        self._put(Focus(region, chain.start, chain.end, "part"), chain.end, lasting=False)
        self._aside = (self._layout.clause_at(chain.start).end, earlier)

    def _figure_after(self, position: int) -> int:
        """Where the figure that follows directly begins: 到包头市青山区的|3家机构跟岗学习."""
        index = bisect_left(self._figures, position)
        following = self._figures[index] if index < len(self._figures) else position
        return following if following - position <= _LONGEST_GOODS else position

    def _focus_on(self, number: int, focus: Focus, position: int) -> None:
        self._set_in = number
        if focus.region is not None:
            self._block_regions.add(focus.region.code)
            self._told_of.append(focus.region)
        self._put(focus, position)

    def _role(self, chain: Chain, clause_start: int) -> str:
        role, _ = role_before(self._side, chain.start, clause_start)
        if _LISTED_FROM.search(self._side, max(clause_start, chain.start - _AFTER), chain.start):
            return FROM  # 远在长宁、|普陀的市民
        if role == FROM and _PASSING.search(self._side, clause_start, chain.start):
            return AT if _STOPS.match(self._side, chain.end) else FROM
        if role == MIDDLE and chain.start - clause_start <= _NEAR_START:
            return PLAIN
        if role == WITH and self._turn_to(chain, clause_start):
            return AT
        return role

    def _turn_to(self, chain: Chain, clause_start: int) -> bool:
        """Whether those at work go on to a place: 转到|拉孜县, 两名社工转往|鄂州市; but not patients."""
        near = chain.start - clause_start <= _NEAR_START
        led = near and _TURNS.match(self._side, clause_start)
        return bool(led) or _THEY_TURN.search(self._side, clause_start, chain.start) is not None

    def _parallel_role(self, chain: Chain, clause: int) -> str | None:
        """The role of the place before, with whose sum it shares out the whole: 拨付余姚市1,500万元、|奉化区600万元."""
        before = self.marks[-1] if self.marks else None
        if before is None or before.clause < clause - 1 or before.role != GOODS:
            return None
        if not _ONE_SUM.fullmatch(self._side, before.end, chain.start):
            return None
        self._dealt_out = True
        return GOODS

    def _continues_list(self, chain: Chain, clause_start: int) -> bool:
        """海曙、|鄞州 and A市甲协会、|B区乙中心: the place is a further item of a list."""
        if not self._items:
            return False
        gap = self._side[self._list_end : chain.start]
        if gap == "," and len(self._items) > 1 and self._side[chain.end : chain.end + 1] in _GOES_ON:
            return True  # 颍上县、临泉县，|霍邱县、金寨县
        if self._list_end < clause_start:
            return False
        if gap in ("与", "和", "同", "跟") and words().pairs.match(self._side, chain.end):
            return False  # 程家桥街道与金平县结对: a partner
        if gap in _LIST_JOINTS:
            return True
        if not gap.endswith(("、", "和", "与", "及")) or len(gap) > _LISTED_ORGANISATIONS:
            return False
        return bisect_left(self._figures, self._list_end) == bisect_left(self._figures, chain.start)

    def _counts(self, number: int, unit: _Unit, chain: Chain, region: Region | None) -> bool:
        """Whether the place is where the figures after it apply."""
        role = self._list_role
        after = self._side[chain.end : min(unit.end, chain.end + _AFTER)].partition(",")[0]
        if role == FROM and _WENT_HOME.search(self._side, chain.end, unit.end):
            return True  # 来自合肥市蜀山区的考察团看过，回去照样开起3家
        if self._is_no_scene(unit, chain, role, after):
            return False
        told_on = chain.region is not None and self._base.region is not None and self._inside(chain.region)
        if not told_on and self._is_far_off(unit, chain, role, after):
            return False
        if role == TO:
            given = words().gives.search(after) or _IS_GIVEN.match(after)
            if not given or _TAKEN_IN.search(after):
                role = MIDDLE
            else:
                return True
        if role == GOODS:
            return True
        if region is None:
            return role == AT or (role == PLAIN and not words().donates.search(after))
        inside = self._inside(region) or self._inside_named(number, region)
        if role == AID:
            return (inside and region != self._base.region) or self._is_sent_there(chain)
        if inside:
            helps = self._set_in != number and self._helps_those_told_of(unit, chain, region)
            return (
                not helps
                and self._counts_inside(number, role, region, after)
                and not self._comes_from(role, region, after)
            )
        return self._counts_outside(unit, chain, role, region, after)

    def _is_no_scene(self, unit: _Unit, chain: Chain, role: str, after: str) -> bool:
        """Whether a place only tells where people or things come from, or is part of the name of a house."""
        if role in (BEYOND, FROM, OUT) or words().came.match(after) or _DATELINE.match(after):
            return True
        return self._is_house_above(chain) or self._came_from(unit, chain) or self._is_met_here(unit, chain, role)

    def _is_far_off(self, unit: _Unit, chain: Chain, role: str, after: str) -> bool:
        """Whether a place elsewhere only tells where people come from or how far they went: 最远的一单跑到遵化市."""
        if _SHARE_OF.match(_COUNTED.sub("", after)):
            return True
        if role not in (AT, GOODS) or (role == GOODS and _OWN_FIGURE.match(after)):
            return False
        farthest = _FARTHEST.search(self._side, max(unit.start, chain.start - _AFTER), chain.start)
        if role == GOODS:
            return farthest is not None
        went = farthest or _WAY.match(self._side, chain.end, unit.end) or _BEARING.match(after) or _KIN.match(after)
        return went is not None or words().away.match(after) is not None

    def _is_sent_there(self, chain: Chain) -> bool:
        """派出12名社工支援|长安区，协助采样…: those who are sent work there."""
        return _SENDS_PEOPLE.search(self._side, self._clause_start(chain.start), chain.start) is not None

    def _counts_inside(self, number: int, role: str, region: Region, after: str) -> bool:
        focus = self._focus.region
        if role == AT:
            return not _is_visit(after) and not _SHARE.match(after)
        if focus is None:
            return True
        higher = within(focus, region) and region != focus
        if self._set_in != number:
            of_here = higher and focus.code in self._block_regions
            sent = _FIRM.match(after) or _STAFF.match(after)  # 鹤壁市|社会工作协会派出14名社工, told on 浚县
            return not of_here or words().official.match(after) is not None or not sent
        if role in (WITH, MIDDLE):
            return within(region, focus) and region != focus
        return not (higher and words().organisation.match(after))

    def _helps_those_told_of(self, unit: _Unit, chain: Chain, region: Region) -> bool:
        """Whether a larger division does something for those the text was on: 恩施州|社会工作协会为他们办了3次培训."""
        focus = self._focus.region
        higher = focus is not None and region != focus and within(focus, region) and focus.code in self._block_regions
        return higher and _FOR_THEM.search(self._side, chain.end, unit.end) is not None

    def _comes_from(self, role: str, region: Region, after: str) -> bool:
        """Whether people of a sister county bring something to the one a paragraph is on: 荥阳市的一支车队送来."""
        focus = self._focus.region
        if role not in (PLAIN, MIDDLE) or focus is None or focus.level != COUNTY or focus == region:
            return False
        if region.level != COUNTY or region.parent != focus.parent or focus.code not in self._block_regions:
            return False
        verb = words().brings.search(after)
        return verb is not None and _BRINGS_ALONG.search(verb[0]) is not None

    def _counts_outside(self, unit: _Unit, chain: Chain, role: str, region: Region, after: str) -> bool:
        base = self._base.region
        above = base is not None and within(base, region) and len(self._items) == 1
        if role == AT:
            return not above and not _is_visit(after) and not _SHARE.match(after)
        focus = self._focus.region
        settled = self._is_settled_outside(unit, chain, region, role, above)
        if settled is not None:
            return settled
        after = _COUNTED.sub("", after)
        around = [r for r in (base, focus if focus and not self._inside(focus) else None) if r is not None]
        near = not above and any(all(nearness(item, r) >= SAME_CITY for item in self._items) for r in around)
        opens = self._home is None and unit.start == self._layout.blocks[unit.block].start == chain.start
        if opens and words().official.match(after):
            return True  # 河北省民政厅…: a new topic in a report on several provinces
        if role in (WITH, MIDDLE):
            return False
        given = (words().brings if near else words().donates).search(after)
        if given:  # but 公安县人民医院签收本会捐赠的呼吸机
            return words().receives.search(after[: given.start()]) is not None
        if near and _FIRM_GIVES.search(after):
            return False  # 普陀区的一家水产公司年年送冻鱼, told on 嵊泗县
        if self._copies(unit, chain):
            return True
        people = after.startswith("的") or words().organisation.match(after) is not None
        if people and words().visits.search(after):
            return False  # 巫山、巫溪两县的社工12人组团参观
        if above:
            official = words().official.match(after) is not None and self._base.rule == "home"
            everywhere = official or _EVERYWHERE.search(after) is not None
            return everywhere or (not people and words().scope.match(after) is not None)
        caption = self._is_caption(unit.block) and self._home is not None and within(region, self._home)
        on_county = self._base.rule == "section" and base is not None and base.level == COUNTY and not caption
        return not on_county and (near or not people)

    def _is_settled_outside(self, unit: _Unit, chain: Chain, region: Region, role: str, above: bool) -> bool | None:
        """Whether a place elsewhere counts, where the words right after it say so; None where they do not."""
        before = max(unit.start, chain.start - _COPIED)
        if _OWN_FIGURE.match(self._side, chain.end) and words().strangers.search(self._side, before, chain.start):
            return False  # 外省市捐赠蔬菜6000吨，其中山东1200吨
        if above:
            return None
        told = role in (PLAIN, MIDDLE)
        if told and (self._is_further_part(chain) or self._is_on_screen(unit, chain)):
            return True
        if told and _CAME_HERE.match(self._side, chain.end, unit.end) and self._is_beside_base(region):
            return False
        if told and _HOSTS.match(self._side, chain.end, unit.end):
            return True
        if told and region.code in self._served and _OWN_HOUSES.match(self._side, chain.end):
            return True
        if told and self._sends_its_own(chain):
            return self._copies(unit, chain)
        return True if self._is_place_of_picture(unit, chain) else None

    def _is_on_screen(self, unit: _Unit, chain: Chain) -> bool:
        """Whether the text turns to those on a screen: 屏幕那头，贵州|安龙县来了爷爷奶奶63位，|兴仁市来了…."""
        told = _FAR_END.search(self._side, max(unit.start, chain.start - _COPIED), chain.start)
        return told is not None and _HELPERS.search(self._side, chain.end, self._clause_end(chain.end)) is None

    def _is_beside_base(self, region: Region) -> bool:
        """Whether a county lies beside the one that the section is on."""
        base = self._base.region
        return base is not None and base.level == COUNTY and nearness(region, base) >= SAME_PROVINCE

    def _is_further_part(self, chain: Chain) -> bool:
        """其中荣成317家、乳山|九十余家, in a paragraph on 荣成."""
        parted = self._aside is not None and chain.start < self._aside[0]
        return parted and _OWN_FIGURE.match(self._side, chain.end) is not None

    def _copies(self, unit: _Unit, chain: Chain) -> bool:
        """沧源的同行来取经，照着办起书屋5间."""
        return words().copies.search(self._side, chain.end, min(unit.end, chain.end + _COPIED)) is not None

    def _sends_its_own(self, chain: Chain) -> bool:
        """Whether those counted right after a place elsewhere are its own: 桑珠孜区|的3辆卡车, |社工协会的11名社工."""
        base = self._base.region
        if base is None:
            return False
        staff = base.level == COUNTY and _STAFF.match(self._side, chain.end)
        return bool(staff) or _THEIRS.match(self._side, chain.end) is not None

    def _is_place_of_picture(self, unit: _Unit, chain: Chain) -> bool:
        """Whether a caption opens with the place and names no other: ▲梧州藤县社工站为老人送药."""
        block = self._layout.blocks[unit.block]
        if not self._is_caption(unit.block) or chain.start - block.start > _CAPTION_LEAD:
            return False
        following = bisect_left(self._hit_starts, chain.end)
        return following == len(self._hits) or self._hits[following].start >= block.end

    def _note_listing(self, end: int) -> None:
        """Keep the list just read; its figures stand before `end`."""
        came = words().came.match(self._side, self._list_end)  # 安徽、河南|来的分别是41个和36个
        if len(self._items) > 1 and self._list_role not in (FROM, OUT) and not came:
            self.listings.append(Listing(tuple(self._items), self._list_end, end, self._items_count))


def _is_visit(after: str) -> bool:
    """Whether people go to a place on business of their own: 到北京参加培训, but not 到闽清县|办培训3期."""
    visit = words().visits.search(after[:10])
    return visit is not None and not _GIVEN.search(after, 0, visit.start())


def _letter(match: re.Match[str]) -> str:
    groups = ("whole", "own", "league", "office", "autonomous", "small")
    return next(match[name] for name in groups if match[name])


def _is_level(region: Region, letter: str) -> bool:
    """Whether 全市, 全县, 全区… may mean this division."""
    if letter in ("省", "自治区"):
        return region.level == PROVINCE and region.name.endswith(letter)
    if letter in ("州", "盟", "地区"):
        return region.level == PREFECTURE and region.name.endswith(letter)
    if letter == "市":
        return region.name.endswith("市")
    return region.level == COUNTY and region.name.endswith(letter)
