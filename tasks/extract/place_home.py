"""The home region of a document: the division it reports on where the text names no other.

    "石首市新厂镇社工站工作日报"                            -> 石首市
    "法治山城 > 社区矫正", "全市累计接收…", "渝ICP备…"      -> 重庆市
    headings 城关区（兰州）, 岷县（定西）, 嘉峪关            -> 甘肃省

Evidence is weighed in two steps. Every name, telephone number and ICP licence adds to the weight of the divisions
it may stand for; with these weights ambiguous names are settled (普陀区 beside 沪公网安备). Then the title decides,
else the head of the page (masthead, source, lead, signature); words like 全省 or 县里 may lift the answer, headings
may widen it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from seeds.regions import COUNTY, LEVELS, PROVINCE, Region, all_regions, names_of_region, region_of
from seeds.tables import read_reference
from tasks.clean.blocks import HEADING, PARAGRAPH, SOURCE, TITLE, Block
from tasks.extract.event_words import event
from tasks.extract.gazetteer import (
    BRIEF,
    COMMON,
    FORMER_TOWN,
    FULL,
    LETTER,
    MULTI,
    SEAT,
    SHORT,
    TOWN,
    WEAK,
    Hit,
    Name,
    aliases,
    gazetteer,
)
from tasks.extract.layout import LIST_SIGNS, Layout, fold
from tasks.extract.model import Context
from tasks.extract.place_chains import Atlas, Chain, read_chain
from tasks.extract.place_regions import FAR, SAME_CITY, SAME_LINE, choose, common, meant, nearness, path, within
from tasks.extract.place_sections import is_of_body, label_regions
from tasks.extract.place_words import (
    AID,
    AT,
    BEYOND,
    COMES_ALONG,
    FROM,
    GOODS,
    NUMBERED,
    OUT,
    TO,
    house_behind,
    place_word,
    role_before,
    words,
)

_LICENCE = re.compile(r"([一-鿿])(?:ICP|公网安备|B2-|新网备)")
_PHONE = re.compile(r"(?=[(0])(?<![\d.])\(?(0\d{2,3})\)?[-— ]?\d{7,8}(?!\d)")
_HEAD_BLOCKS, _HEAD_LENGTH, _SIGNATURE_LENGTH, _LEAD_LENGTH = 5, 90, 30, 300
_TITLE_WEIGHT, _HEAD_WEIGHT, _PUBLISHER_WEIGHT, _HINT_WEIGHT = 6.0, 3.0, 4.0, 2.0
_BEYOND_WEIGHT = 8.0
_GIVEN_WEIGHT = 20.0
_PART_OF_WHOLE = 0.4
_MUCH_MORE = 3
_RIVAL = 0.6
_CLEARLY = 6.0
_SCENE = 3.0
_BYLINE = 30  # characters within which a bracket with the organisation of the writer opens and closes
_TWO_PLACES = re.compile(r"[两双三][地省市县区城座]|两个[省市县区城]")
_POSTED = re.compile(r"(?:发[表布]于|发自|属地:?|定位:?) ?\Z")
_POSTED_AT = re.compile(r"(?:[0-9]:[0-9]{2}(?::[0-9]{2})?|[0-9]日?)[ |·]+\Z")
_POSTED_WEIGHT, _BRAND_WEIGHT = 0.5, 0.3
_CLOSES = re.compile("[”」』]")
_LONGEST_BRAND = 8
_WRITES = re.compile(r"[^\d,。;:]{0,16}(?:[ |\n]|$)")  # the rest of 新蔡县|关津乡卫生院 in the line on the source
_NAMED_ENOUGH = 2
_PAIR, _PRIOR, _MARGIN, _GIVES_WITHIN = 2, 4, 2, 14
_HOUSE = house_behind(8)
_IN_A_WORD, _BEFORE_IN_A_WORD = re.compile("[山江河湖路街桥门寺庙楼]"), ("临", "新", "老", "古", "大", "小")
_VISITS = re.compile(  # 山东省立医院的|9名医生: a team, where another place heads the report
    r"[^,。;\d|]{0,18}?的?(?:\d|[一二两三四五六七八九十百]+(?=[名位辆支台]))[\d,余多]*[名位辆支台]"
)
_GIVES_MONEY = re.compile(rf"[^,。;\n]{{0,16}}?{place_word('grants')}")
_REPORTS = re.compile(rf"[^,。;\n]{{0,12}}?的?{place_word('report')}")
_SPEAKS = re.compile(rf"[^,。;:\n]{{0,10}}(?:{place_word('speaker')}|团[省市县州区]委):")
_SUBTITLE = re.compile(r"\s*[—―–-]{1,2}")
_SEAT_OF = re.compile(rf"[^\s,。;:、|]{{0,14}}?{place_word('seat')}")
_FUND_OF = re.compile(rf"[^\s,。;:、|]{{0,12}}?{place_word('fund')}")
_TELLS = 3  # so many times we, or answers, make a text one in the first person
_POSTED_TO = re.compile(
    r"[^,。;:、\n ]{0,14}?(?:派驻|驻)(?![村点站场地守扎京外])"
    r"(?=[^,。;:、\n ]{2,12}?(?:队|组|部|团|站|办|干部|社工|医生|教师))"
)
_DATED = re.compile(r"[^,。;\d]{2,24}(?:[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日|[0-9]{4}[-./][0-9]{1,2}[-./][0-9]{1,2})\W*")
_SIGNED = re.compile(rf"{place_word('signer')}[:/ ]{{0,2}}[一-鿿]{{2,4}} ?\((?:[一-鿿]{{2,4}})?\Z")
_SETS_OUT = re.compile(rf"{place_word('sets_out')}[了过]?\Z")
_SENT_TO = re.compile("[到赴往抵达]$")
_EVENT = re.compile(
    rf"[”」』]?(?:[0-9]{{1,2}}[.·][0-9]{{1,2}})?(?:[0-9.]{{1,3}}级|强|特?大|超强)?{event('disaster', 'ground')}"
)
_STRUCK = re.compile(
    rf"[^\d,。;:、 \n]{{0,12}}?(?:{event('strikes', 'found')}|遭)[^,。;]{{0,10}}?{event('disaster', 'outbreak')}"
)
_SUFFERS = re.compile(rf"[段市县区镇乡城境内的]{{0,3}}{place_word('suffers')}")
_MEETING = re.compile("[^,。\n]{0,24}会议?上的?")
_CHAPTERS = 3
_AS_MUCH = 3  # a second county that a report on a disaster names a third as often as the first
_RECEIVED = re.compile(place_word("gift_list"))
_NEIGHBOUR = re.compile(rf"{place_word('neighbour')}\Z")
_HEADING_LEAD = 8  # a place further on in a heading is no subject of its section
Weights = defaultdict[str, float]

_OFFICIAL = (FULL, SHORT, BRIEF, COMMON)
_KIND_WEIGHT = {WEAK: 0.5, TOWN: 0.7, FORMER_TOWN: 0.5, SEAT: 0.7}


class Home(NamedTuple):
    """The home region, and how much of the document speaks of every division, by code.

    `opening` is the place of the title, where headings further down lead away from it; `seat` where a
    charity lies that reports on its work in several provinces.
    """

    region: Region | None
    weights: Weights
    opening: Region | None = None
    seat: Region | None = None


class _Evidence(NamedTuple):
    """One name met in the document: where, what it may mean, how much it counts."""

    hit: Hit
    title: bool
    head: bool
    weight: float
    origin: bool
    scene: bool = False  # 在喀什, 走进双江
    sender: bool = False  # 武汉大学, 山东援疆
    joint: str = ""  # the character before the name
    charity: bool = False  # 省红十字会, 市慈善总会
    office: bool = False  # 市民政局, 团市委
    aided: bool = False  # 对口帮扶西吉县
    event: bool = False  # 泸定6.8级地震: what happened there, told by whoever helped
    struck: bool = False  # 仙游县枫亭镇|发现疫情, in a lead
    speaks: bool = False  # 汶上红十字会：一列开往黄冈的菜车
    visiting: bool = False  # 番禺区一家车友会的16辆越野车
    after: str = ""  # the character after the name
    seat: bool = False  # 吉阳区蓝湾社会工作服务中心
    house: bool = False  # 上海市第八人民医院: the house stands in one district of it
    fund: bool = False  # 宁波市微光公益基金会, 市慈善总会
    source: bool = False  # in the line that says who writes, or the publisher of the register


def find_home(
    layout: Layout, context: Context, hits: Sequence[Hit], levels: Sequence[re.Match[str]], year: int
) -> Home:
    """The home region; `hits` are the names of places of the text, `levels` its bare levels of administration."""
    evidence = _towns_settled([*_outside_text(context), *_inside_text(layout, hits)])
    weights = _weigh(evidence, year)
    given = _given(context)
    for step in path(given) if given else ():
        weights[step.code] += _GIVEN_WEIGHT
    for code, weight in _hints(layout.side).items():
        weights[code] += weight
    from_title = _by_title(layout, context, evidence, hits, year, weights)
    if (from_title is None or _is_of_two(evidence, year)) and _spans_provinces(layout, context, evidence):
        return Home(given, weights)
    region = from_title or _by_head(evidence, year, weights)
    region = (_narrators(region, layout, evidence, year) if from_title is None else None) or region
    if region is not None and given is not None and not within(region, given):
        region = region if from_title is not None and not within(given, region) else given
    spoken = _spoken_levels(levels, hits)
    of_all = _spoken_levels([match for match in levels if not (match["office"] or match["league"])], hits)
    if from_title is None and (own := _own_level(layout, levels)):
        region = next((step for step in reversed(path(region)) if step.name.endswith(own)), region) if region else None
    elif from_title is None:
        # 市慈善总会 who helps the team of a district is no report on the city, when the head names that district twice
        told = _heading_regions(layout, hits, year, region, weights, titled=False)
        region = _lifted(region or given, of_all if _is_named_twice(region, evidence, year) else spoken, told)
        region = _told_of_alone(_narrowed(region, evidence, year, spoken), region, evidence, year)
    else:
        if not _is_on_event(evidence):
            region = _lowered(region, _head_region(evidence, year, weights), spoken)
        region = _narrowed(region, evidence, year, spoken)
    region = region or given
    headings = _heading_regions(layout, hits, year, region, weights, from_title is not None)
    if headings and common(headings) is None and _TWO_PLACES.search(_titles(layout, context)):
        return Home(given, weights)  # 津沈两地, and a heading on each
    if from_title is not None:
        return _below_title(region, region == from_title, headings, evidence, weights)
    widened = _widened(_of_headings(region, headings, of_all), headings, sure=False)
    return Home(widened, weights, seat=_seat_of_funds(evidence, year) if widened is None else None)


def _seat_of_funds(evidence: Sequence[_Evidence], year: int) -> Region | None:
    """The division of the charity that heads the page: 宁波市|微光公益基金会."""
    named = [choose(item.hit.names, year, ()) for item in evidence if item.head and item.fund and not item.origin]
    return common([region for region in named if region is not None])


def _towns_settled(evidence: Sequence[_Evidence]) -> list[_Evidence]:
    """Towns of a name that several counties have, told apart by the counties and cities named beside them."""
    named = {
        name.region.code
        for item in evidence
        for name in (item.hit.names if len(item.hit.names) == 1 and item.hit.names[0].kind != TOWN else ())
        if name.region is not None and name.region.level != PROVINCE
    }
    return [item._replace(hit=item.hit._replace(names=_settled_town(item.hit, named))) for item in evidence]


def _settled_town(hit: Hit, named: set[str]) -> tuple[Name, ...]:
    if len(hit.names) < 2 or any(name.kind != TOWN for name in hit.names):
        return hit.names
    near = tuple(n for n in hit.names if n.region and not named.isdisjoint(step.code for step in path(n.region)))
    return near or hit.names


def _below_title(
    region: Region | None, as_told: bool, headings: Sequence[Region], evidence: Sequence[_Evidence], weights: Weights
) -> Home:
    """The place of the title, `as_told` there or lowered, as far as the headings below it bear it out."""
    if as_told and region is not None and _is_of_an_office(evidence, region):
        return Home(region, weights)  # 甘肃省慈善联合会…, with headings on 青海 too
    helped = common(headings)
    aids = any(item.aided for item in evidence if item.title)
    if aids and helped is not None and region is not None and not nearness(helped, region):
        return Home(helped, weights)  # 湖南社工线上驰援黄冈, with headings on 麻城, 武穴, 黄州
    sure = not _is_on_event(evidence)
    widened = _widened(region, headings, sure)
    named = any(name.region == region for item in evidence if item.title for name in item.hit.names)
    leads_away = sure and named and widened not in (None, region) and region not in headings
    return Home(widened, weights, region if leads_away else None)


def _by_title(
    layout: Layout, context: Context, evidence: Sequence[_Evidence], hits: Sequence[Hit], year: int, weights: Weights
) -> Region | None:
    """The home region that the title gives, read together with what the text says of it."""
    region = _receiving_office(evidence, year, layout, context) or _title_region(evidence, year, weights)
    if region is None or _is_stray(region, evidence, year):
        return None
    region = _played_in(layout, evidence, hits, year) or region
    region = _helped(layout, context, evidence, hits, year) or _aided_inside(region, evidence, year) or region
    written = [item for item in evidence if item.source and not item.sender]
    region = _host(region, evidence, _head_region(written, year, weights))
    region = _office_below(region, evidence, _head_region(written, year, weights))
    if sender := _sender(region, evidence, _head_region(written, year, weights)):
        return sender
    offices = [item for item in written if item.hit.names[0].kind != WEAK]  # not 雪域同行
    if wider := _wider_than_event(region, evidence, _head_region(offices, year, weights), year):
        return wider
    body = _weigh([item._replace(weight=1.0) for item in evidence if not item.title and not item.origin], year)
    if _plays_elsewhere(region, body):
        return _descend(body, 0.6, body)  # 福建援宁社工的三年: told in 宁夏
    return region


def _is_stray(region: Region, evidence: Sequence[_Evidence], year: int) -> bool:
    """Whether a short name in the title is no place of the text: 临|江门|那头的灯, 缙云|山下, 爸妈在杭州，我跟阿太过.

    So it is when nothing else in the text lies around it, and the rest agrees on another place.
    """
    titles = [item for item in evidence if item.title]
    if any(name.kind != SHORT for item in titles for name in item.hit.names):
        return False
    others = [item for item in evidence if not item.title and not item.origin]
    meant_by = [name.region for item in others for name in item.hit.names if name.region]
    if any(within(one, region) for one in meant_by):
        return False
    elsewhere = [(item, choose(item.hit.names, year, ())) for item in others]
    heads = [named for item, named in elsewhere if named and item.head and not item.visiting]
    counties = [named for named in heads if named.level == COUNTY]
    if any(within(region, one) for one in meant_by):
        return region.level == COUNTY and len({named.code for named in counties}) == 1  # 雨花台, by 宁海路街道
    in_a_word = any(_IN_A_WORD.match(item.after) or item.joint in _BEFORE_IN_A_WORD for item in titles)
    if any(item.source and named for item, named in elsewhere):
        if in_a_word:  # 临|江门|那头的灯, by 吉林市船营区黄旗街道社工站 in 松江社工札记
            full = [item.hit.names[0].kind == FULL and item.head for item, _ in elsewhere]
            heads = [named for (_, named), sure in zip(elsewhere, full, strict=True) if named and sure] or heads
        return common(heads) is not None  # 鹿城, by 昆山民政在线
    told = [(item.hit.names[0].kind, named) for item, named in elsewhere if named is not None]
    sure = [named for kind, named in told if kind in (FULL, TOWN)]
    if len(sure) > 1 or (sure and in_a_word):
        return common(sure) is not None
    far = not any(nearness(named, region) for _, named in told)  # not 宿州, with a heading on 合肥、蚌埠
    return far and len(told) > 1 and common([named for _, named in told]) is not None


def _narrators(region: Region | None, layout: Layout, evidence: Sequence[_Evidence], year: int) -> Region | None:
    """The county of those who tell in the first person, whom the head names with it: 三亚市吉阳区蓝湾社工中心."""
    if region is None or region.level == COUNTY or layout.side.count("我们") + layout.side.count("答:") < _TELLS:
        return None
    seats = [item for item in evidence if item.head and item.seat and not item.origin]
    counties = {named.code for item in seats if (named := choose(item.hit.names, year, (region,))) and named != region}
    county = region_of(counties.pop()) if len(counties) == 1 else None
    return county if county is not None and county.level == COUNTY and within(county, region) else None


def _by_head(evidence: Sequence[_Evidence], year: int, weights: Weights) -> Region | None:
    """The home region of a text whose title names no place."""
    region = _head_region(evidence, year, weights) or _first_named(_body_region(weights), evidence, year)
    return (_scene_away(region, evidence, year) or region) if region is not None else None


def _receiving_office(evidence: Sequence[_Evidence], year: int, layout: Layout, context: Context) -> Region | None:
    """The division of the office that opens a title on what it received: 甘肃省慈善联合会积石山地震捐赠公示."""
    for item in evidence:
        if not item.title or item.joint.strip():
            continue
        if item.charity and _RECEIVED.search(_titles(layout, context)):
            return choose(item.hit.names, year, ())
        if item.speaks:
            return choose(item.hit.names, year, ())
    return None


def _helped(
    layout: Layout, context: Context, evidence: Sequence[_Evidence], hits: Sequence[Hit], year: int
) -> Region | None:
    """Of two provinces that a title pairs the place in the one that is helped: 青岛西海岸新区与陇南武都的“山海账”.

    Which one that is the text says (到武都, 投入武都区 against 青岛捐); else the provinces known to help.
    """
    told = [item for item in evidence if item.title and (item.aided or not item.origin)]
    named = [choose(item.hit.names, year, ()) for item in told]
    regions = [region for region in named if region is not None]
    provinces = sorted({path(region)[0].code for region in regions})
    sent = any(item.title and item.joint == "从" for item in evidence)  # 从德州到霸州: told by those who went
    if sent or len(provinces) != _PAIR or not words().pairing.search(layout.side):
        return None
    score: Counter[str] = Counter({code: _PRIOR for code in provinces if _name(code) not in words().helpers})
    for hit in hits:
        region = choose(hit.names, year, regions)
        if region is not None and path(region)[0].code in provinces:
            score[path(region)[0].code] += _received(layout, hit)
    best, other = sorted(provinces, key=lambda code: -score[code])
    if score[best] - score[other] < _MARGIN:
        return None
    return _deepest(*_of_province(regions, best))


def _aided_inside(region: Region, evidence: Sequence[_Evidence], year: int) -> Region | None:
    """The place that a title calls helped by those of the city or province it lies in: 金华社会工作力量驰援|义乌."""
    aided = [choose(item.hit.names, year, (region,)) for item in evidence if item.title and item.aided]
    inside = [place for place in aided if place is not None and place != region and within(place, region)]
    return common(inside)


def _played_in(layout: Layout, evidence: Sequence[_Evidence], hits: Sequence[Hit], year: int) -> Region | None:
    """Of two places in a title the one that things and people come to: 德令哈给大河家的羊肉, 北川的孩子来了都江堰."""
    told = [choose(item.hit.names, year, ()) for item in evidence if item.title and not item.origin]
    regions = {region.code: region for region in told if region is not None}
    equals = any(item.title and item.joint in ("从", "、") for item in evidence)  # 清远、韶关社会力量
    if equals or len(regions) != _PAIR or common(list(regions.values())) in regions.values():
        return None
    score = dict.fromkeys(regions, 0)
    for hit in hits:
        if layout.blocks[layout.block_number(hit.start)].kind == TITLE:
            continue
        for code, region in regions.items():
            if any(name.region is not None and within(name.region, region) for name in hit.names):
                score[code] += _received(layout, hit)
    best, other = sorted(sorted(score), key=lambda code: -score[code])
    return regions[best] if score[best] > 0 >= score[other] else None


def _host(region: Region, evidence: Sequence[_Evidence], head: Region | None) -> Region:
    """Where those work whom a title calls sent by another province: 上海援滇干部…, from a county of 云南."""
    named = [item for item in evidence if item.title and not item.origin]
    if head is None or not named or not all(item.sender for item in named):
        return region
    return region if nearness(region, head) else head


def _office_below(region: Region, evidence: Sequence[_Evidence], head: Region | None) -> Region:
    """The division of those who write, within a landscape that the title calls: 粤西…, by 云浮市社会工作委员会."""
    kinds = {name.kind for item in evidence if item.title for name in item.hit.names}
    return head if head is not None and kinds == {WEAK} and within(head, region) else region


def _sender(region: Region, evidence: Sequence[_Evidence], head: Region | None) -> Region | None:
    """Where those are at home who tell how they brought something to another province: 连夜到麻城, from 义乌."""
    named = [item for item in evidence if item.title and not item.origin]
    if head is None or not named or not all(_SENT_TO.search(item.joint) for item in named):
        return None
    return None if nearness(region, head) else head


def _wider_than_event(region: Region, evidence: Sequence[_Evidence], head: Region | None, year: int) -> Region | None:
    """The division of those who report on a disaster that the title calls by one county, and that struck others too."""
    if head is None or head == region or not within(region, head) or not _is_on_event(evidence):
        return None
    counts: Counter[str] = Counter()
    for item in evidence:
        near = choose(item.hit.names, year, (region, head)) if not item.title and not item.origin else None
        if near is not None and near.level == COUNTY and within(near, head):
            counts[near.code] += 1
    others = max((count for code, count in counts.items() if code != region.code), default=0)
    return head if others * _AS_MUCH >= max(counts[region.code], _NAMED_ENOUGH * _AS_MUCH) else None


def _is_on_event(evidence: Sequence[_Evidence]) -> bool:
    """Whether a title names places only as where a disaster struck, or where help went: 驰援泸定."""
    titles = [item for item in evidence if item.title]
    struck = {item.hit.start for item in titles if item.event or item.aided}
    return bool(titles) and all(
        not struck.isdisjoint((item.hit.start, item.hit.end)) for item in titles
    )  # 云南|漾濞地震


def _received(layout: Layout, hit: Hit) -> int:
    """1 where something comes to the place, -1 where it comes from there, else 0."""
    clause = layout.clause_at(hit.start)
    role, _ = role_before(layout.side, hit.start, clause.start)
    suffers = _STRUCK.match(layout.side, hit.end, clause.end) or _SUFFERS.match(layout.side, hit.end, clause.end)
    if role in (AT, TO, GOODS, AID) or suffers:
        return 1
    after = layout.side[hit.end : min(clause.end, hit.end + _GIVES_WITHIN)]
    return -1 if role in (FROM, OUT) or words().donates.search(after) else 0


def _name(code: str) -> str:
    region = region_of(code)
    return region.name if region else ""


def _of_province(regions: Sequence[Region], code: str) -> tuple[Region, list[Region]]:
    inside = [region for region in regions if path(region)[0].code == code]
    return inside[0], inside


def _is_of_an_office(evidence: Sequence[_Evidence], region: Region) -> bool:
    """Whether the title names an office of the region: 甘肃省红十字会."""
    return any(
        item.charity and any(name.region is not None and name.region.code == region.code for name in item.hit.names)
        for item in evidence
        if item.title
    )


def _titles(layout: Layout, context: Context) -> str:
    titles = [layout.side[block.start : block.end] for block in layout.blocks if block.kind == TITLE]
    return "\n".join((*titles, fold(context.title or "")))


def _heading_regions(
    layout: Layout, hits: Sequence[Hit], year: int, region: Region | None, weights: Weights, titled: bool
) -> list[Region]:
    """The divisions that headings begin with, else those that label paragraphs.

    Below a title that names the place, `titled`, bodies from elsewhere do not count: 【青岛红十字搜救队】.
    """
    atlas = Atlas(layout.side, year, weights)
    nearby = (region,) if region else _context(weights)
    found: list[Region] = []
    gone: list[Region] = []  # where those at home in `region` went: 04 援 · 去仙游
    for block, place, chain in _heading_chains(layout, atlas, hits, nearby):
        away = region is not None and not within(place, region)
        if away and _is_departure(layout, block, chain):
            gone.append(place)
        elif not (away and titled and is_of_body(layout, block, chain)):
            found.append(place)
    if any(region is not None and within(one, region) for one in found):
        found = [one for one in found if not any(within(one, other) for other in gone)]
    else:
        found += gone
    return found or label_regions(layout, atlas, hits, nearby)


def _heading_chains(
    layout: Layout, atlas: Atlas, hits: Sequence[Hit], nearby: Sequence[Region]
) -> Iterator[tuple[Block, Region, Chain]]:
    """The places that headings begin with, one for each, without those next door or where somebody came from."""
    block_number, number = -1, 0
    while number < len(hits):
        here = layout.block_number(hits[number].start)
        block = layout.blocks[here]
        label = NUMBERED.match(layout.side, block.start, block.end)
        far = hits[number].start - (label.end() if label else block.start) > _HEADING_LEAD
        if block.kind != HEADING or here == block_number or far or words().elsewhere.match(layout.side, block.start):
            number += 1
            continue
        block_number = here
        chain, number = read_chain(atlas, hits, number, nearby)
        if chain is not None and chain.region is not None and not _is_from_there(layout, block, chain):
            yield block, chain.region, chain


def _is_from_there(layout: Layout, block: Block, chain: Chain) -> bool:
    """Whether a heading only tells where somebody is from: 隔壁的|陇川县, 从|芒市、陇川来的车."""
    if _NEIGHBOUR.search(layout.side, max(block.start, chain.start - _HEADING_LEAD), chain.start):
        return True
    role, _ = role_before(layout.side, chain.start, block.start)
    return role in (FROM, OUT) or words().came.match(layout.side, chain.end) is not None


def _is_departure(layout: Layout, block: Block, chain: Chain) -> bool:
    """Whether a heading says that those who report went to a place: 去仙游, 驰援郑州, 开赴涿州."""
    if role_before(layout.side, chain.start, block.start)[0] == AID:
        return True
    before = max(block.start, chain.start - _HEADING_LEAD)
    return _SETS_OUT.search(layout.side, before, chain.start) is not None


def _outside_text(context: Context) -> list[_Evidence]:
    found = []
    for text, weight, title in ((context.title, _TITLE_WEIGHT, True), (context.publisher, _PUBLISHER_WEIGHT, False)):
        side = fold(text or "")
        for hit in _settled(gazetteer().find(side)):
            role, _ = role_before(side, hit.start, 0)
            sender = words().sends.match(side, hit.end) is not None
            brand = _is_brand(side, hit)
            origin = role in (FROM, AID) or words().came.match(side, hit.end) is not None
            item = _Evidence(
                hit, title and not brand, not title, _BRAND_WEIGHT if brand else weight, origin, role == AT
            )
            item = item._replace(house=_HOUSE.match(side, hit.end) is not None)
            found.append(_beside_words(side, item._replace(sender=sender, source=not title, aided=role == AID)))
    return found


def _beside_words(side: str, item: _Evidence) -> _Evidence:
    """`item` with what stands right before and after its name."""
    if _GIVES_MONEY.match(side, item.hit.end):
        item = item._replace(visiting=True)  # 由北京的一家基金会资助
    if _POSTED_TO.match(side, item.hit.end):
        item = item._replace(origin=True)  # 东莞市|驻乐昌市坪石镇帮扶工作队
    after = words().charity.match(side, item.hit.end), words().official.match(side, item.hit.end)
    seat = _SEAT_OF.match(side, item.hit.end) is not None
    return item._replace(
        seat=seat,
        fund=_FUND_OF.match(side, item.hit.end) is not None,
        after=side[item.hit.end : item.hit.end + 1],
        speaks=_SPEAKS.match(side, item.hit.end) is not None,
        joint=side[item.hit.start - 1 : item.hit.start],
        charity=after[0] is not None,
        office=any(after),
        event=_EVENT.match(side, item.hit.end) is not None,
        struck=_STRUCK.match(side, item.hit.end) is not None,
    )


def _inside_text(layout: Layout, hits: Sequence[Hit]) -> list[_Evidence]:
    found = []
    lead = _lead_block(layout)
    starts = _chain_starts(hits)
    for index, hit in enumerate(_settled(hits)):
        number = layout.block_number(hit.start)
        block = layout.blocks[number]
        length = block.end - block.start
        head = block.kind == SOURCE or (number == lead and hit.start - block.start < _LEAD_LENGTH)
        line = length <= _HEAD_LENGTH and "。" not in layout.side[block.start : block.end]
        head = head or (line and number < _HEAD_BLOCKS)
        head = head or (line and length <= _SIGNATURE_LENGTH and number >= len(layout.blocks) - 3)
        subtitle = number in (1, 2, 3) and _SUBTITLE.match(layout.side, block.start, block.end) is not None
        signs = _is_byline(layout.side, hit, block.end) or _is_dated(layout, number)
        title = (block.kind == TITLE and not signs) or (subtitle and line)
        byline = block.kind == TITLE and not title
        head = head or byline
        role, _ = role_before(layout.side, starts[index], block.start)
        weight = _TITLE_WEIGHT if title else _HEAD_WEIGHT if head else _HINT_WEIGHT if block.kind == HEADING else 1.0
        if weight == 1.0 and role == GOODS:  # 寄给了云南昭通市镇雄县: it may lie elsewhere, and is one place
            part = index + 1 < len(hits) and starts[index + 1] == starts[index]
            weight = 0.0 if part else _POSTED_WEIGHT
        reports = role == FROM and title and _REPORTS.match(layout.side, hit.end, block.end)  # ——来自武汉市青山区的报告
        origin = (role in (FROM, AID) and not reports) or (
            role == OUT and not title
        )  # 从德州到霸州 is told by those of 德州
        origin = origin or _comes_after(layout.side, hits, index) or _is_of_writer(layout.side, hit, block)
        if role == BEYOND:  # 不只在河北区: that is where the report is at home
            title, head, weight = False, True, _BEYOND_WEIGHT
        if _is_posted(layout.side, hit, block):
            title, head, weight = False, False, _POSTED_WEIGHT  # where the account is registered or the writer was
        if weight > _BRAND_WEIGHT and _is_brand(layout.side, hit):
            title, head, weight = False, False, _BRAND_WEIGHT
        sender = title and words().sends.match(layout.side, hit.end) is not None
        source = head and not title and block.kind != HEADING and (block.kind == SOURCE or number < _HEAD_BLOCKS)
        source = source and _WRITES.match(layout.side, hit.end, block.end) is not None
        item = _Evidence(hit, title, head and not title, weight, origin, role == AT, sender)
        house = _HOUSE.match(layout.side, hit.end) is not None
        visiting = block.kind == PARAGRAPH and not line and _VISITS.match(layout.side, hit.end, block.end) is not None
        item = item._replace(source=source, aided=role == AID, house=house, visiting=visiting)
        found.append(_beside_words(layout.side, item))
    return found


def _chain_starts(hits: Sequence[Hit]) -> list[int]:
    """Where the chain of names that each hit belongs to begins: 寄给|云南昭通市镇雄县."""
    starts: list[int] = []
    for number, hit in enumerate(hits):
        joined = number > 0 and hit.start == hits[number - 1].end
        starts.append(starts[-1] if joined else hit.start)
    return starts


def _settled(hits: Sequence[Hit]) -> list[Hit]:
    """The hits, those right behind the name of what they lie in told apart by it: 北京市|朝阳区, 唐山市|玉田."""
    settled = list(hits[:1])
    for hit in hits[1:]:
        before = settled[-1]
        inside = tuple(
            name._replace(kind=FULL)
            for name in (hit.names if hit.start == before.end else ())
            if name.kind in _OFFICIAL and name.region and _lies_in_one(name.region, before)
        )
        settled.append(hit._replace(names=_largest(inside)) if inside else hit)
    return settled


def _largest(names: Sequence[Name]) -> tuple[Name, ...]:
    """湖南|衡阳 is the city, not the county of that name in it."""
    cities = tuple(name for name in names if name.region and name.region.level != COUNTY)
    return cities or tuple(names)


def _lies_in_one(region: Region, hit: Hit) -> bool:
    return any(name.region and name.region != region and within(region, name.region) for name in hit.names)


def _is_posted(side: str, hit: Hit, block: Block) -> bool:
    """发布于北京, and a bare province at the end of the line that says when: 2025年1月8日 07:30 江苏."""
    start = max(block.start, hit.start - 12)
    if _POSTED.search(side, max(block.start, hit.start - 6), hit.start):
        return True
    last = not side[hit.end : block.end].strip()
    large = any(name.region is not None and name.region.level == PROVINCE for name in hit.names)
    return last and large and _POSTED_AT.search(side, start, hit.start) is not None


def _is_brand(side: str, hit: Hit) -> bool:
    """“嘉陵归航”社区矫正简报: a short form that opens a short quotation, and is no more than part of a name."""
    if hit.names[0].kind != SHORT or side[hit.start - 1 : hit.start] not in ("“", "「", "『"):
        return False
    closing = _CLOSES.search(side, hit.end, hit.end + _LONGEST_BRAND)
    return closing is not None and closing.start() - hit.end >= 2


def _is_byline(side: str, hit: Hit, end: int) -> bool:
    """次仁央宗(拉萨市城关区雪莲社会工作服务中心): a name below the title that says who writes, not what of."""
    closing = side.find(")", hit.end, min(end, hit.end + _BYLINE))
    opening = side.rfind("(", max(0, hit.start - _BYLINE), hit.start)
    if closing < 0 or opening < 0 or ")" in side[opening : hit.start]:
        return False
    return words().organisation.fullmatch(side, hit.end, closing) is not None


def _is_dated(layout: Layout, number: int) -> bool:
    """Whether a line below the title only says who writes and when: 南京 阿吉 整理于2023年8月16日."""
    block = layout.blocks[number]
    above = number > 0 and layout.blocks[number - 1].kind == TITLE
    return above and _DATED.fullmatch(layout.side, block.start, block.end) is not None


def _is_of_writer(side: str, hit: Hit, block: Block) -> bool:
    """通讯员 吴小燕(湖南|新晃): where a person is from who signs."""
    closed = ")" in side[hit.end : min(block.end, hit.end + 4)]
    return closed and _SIGNED.search(side, block.start, hit.start) is not None


def _comes_after(side: str, hits: Sequence[Hit], index: int) -> bool:
    """浙江嘉兴来的医护: whether the words after a name, or after the name joined to it, make it an origin."""
    end = hits[index].end
    if index + 1 < len(hits) and hits[index + 1].start == end:
        end = hits[index + 1].end
    return words().came.match(side, end) is not None


def _lead_block(layout: Layout) -> int:
    """The number of the first block of running text."""
    for number, block in enumerate(layout.blocks):
        if block.kind == PARAGRAPH and block.end - block.start >= 20 and "。" in layout.side[block.start : block.end]:
            return number
    return -1


def _weigh(evidence: Sequence[_Evidence], year: int) -> Weights:
    weights: Weights = defaultdict(float)
    for item in evidence:
        meanings = meant(item.hit.names, year)
        for kind, region in meanings:
            share = item.weight * _KIND_WEIGHT.get(kind, 1.0) / len(meanings) * (0.2 if item.origin else 1.0)
            if kind == SHORT and region.level == COUNTY:
                share *= 0.4
            for step in path(region):
                weights[step.code] += share
    return weights


def _hints(side: str) -> Weights:
    """Weights from telephone numbers and the licence of the page."""
    weights: Weights = defaultdict(float)
    codes = {_letters().get(letter) for letter in _LICENCE.findall(side)}
    codes |= {_area_codes().get(prefix) for prefix in _PHONE.findall(side)}
    for code in codes:
        region = region_of(code) if code else None
        for step in path(region) if region else ():
            weights[step.code] += _HINT_WEIGHT
    return weights


@cache
def _letters() -> dict[str, str]:
    return {row["alias"]: row["code"] for row in aliases() if row["kind"] == LETTER}


@cache
def _area_codes() -> dict[str, str]:
    return {row["prefix"]: row["code"] for row in read_reference("area_codes.csv", ("prefix", "code"), key=("prefix",))}


def _given(context: Context) -> Region | None:
    """The division that the register of sources names for the document."""
    wanted = (context.adm1, context.adm2, context.adm3)
    last = next((name for name in reversed(wanted) if name), None)
    for region in all_regions() if last else ():
        if region.name == last and all(
            w is None or w == n for w, n in zip(wanted, names_of_region(region), strict=True)
        ):
            return region
    return None


def _title_region(evidence: Sequence[_Evidence], year: int, weights: Weights) -> Region | None:
    """The division the title names; of several the one the document speaks of most, then the smallest."""
    titles = [item for item in evidence if item.title]
    plain = [item for item in titles if not item.origin]
    aided = any(item.aided for item in titles)
    if not plain and not aided and any(item.head and not item.origin and not item.title for item in evidence):
        return None  # 东营来的“护工老师”, by an office of 酉阳
    plain = plain or titles
    scenes = [item for item in plain if item.scene]
    plain = (scenes if any(item.sender for item in plain) else []) or [i for i in plain if not i.sender] or plain
    around = _context(weights)
    chosen = [
        choose(item.hit.names, year, around, weights) or choose(item.hit.names, year, (), weights) for item in plain
    ]
    regions = [region for region in chosen if region is not None]
    if not regions:
        regions = [r for item in titles for kind, r in meant(item.hit.names, year) if kind == WEAK]
    if not regions:
        return None
    best = max(regions, key=lambda region: (weights[path(region)[0].code], weights[region.code]))
    if listed := _listed(plain, chosen, best):
        return listed
    rivals = [r for r in regions if nearness(r, best) == SAME_CITY and weights[r.code] > _RIVAL * weights[best.code]]
    return common([best, *rivals]) if rivals else _deepest(best, regions)


def _listed(items: Sequence[_Evidence], regions: Sequence[Region | None], best: Region) -> Region | None:
    """What counties of one province have in common that a title names side by side: 融水、三江, 鲁甸、会泽两县."""
    for (one, first), (other, second) in pairwise(zip(items, regions, strict=True)):
        if first is None or second is None or not (within(first, best) or within(second, best)):
            continue
        beside = other.hit.start - one.hit.end == 1 and other.joint in LIST_SIGNS
        shared = common((first, second)) if beside else None
        if shared is not None and shared not in (first, second):
            return shared
    return None


def _plays_elsewhere(region: Region, body: Weights) -> bool:
    """Whether the text below the title speaks of another province nearly all the time."""
    top = max((weight for code, weight in body.items() if code.endswith("0000")), default=0.0)
    return top >= _CLEARLY and body[path(region)[0].code] * _MUCH_MORE < top


def _scene_away(region: Region, evidence: Sequence[_Evidence], year: int) -> Region | None:
    """Where a text plays that only its sender sets elsewhere: 拉萨 social workers who tell of a county of 日喀则."""
    if region.level == PROVINCE:
        return None
    body = _weigh([item for item in evidence if not item.title and not item.head and not item.origin], year)
    province, prefecture, *_ = path(region)
    top = max((body[code] for code in sorted(body) if code != prefecture.code and _beside(code, prefecture)), default=0)
    if top < _SCENE or body[prefecture.code] * _MUCH_MORE >= top:
        return None
    scene = _descend(body, 0.6, body)
    return scene if scene is not None and scene.level != PROVINCE and within(scene, province) else None


def _beside(code: str, prefecture: Region) -> bool:
    """Whether `code` is a prefecture of the same province."""
    other = region_of(code)
    return other is not None and other.level == prefecture.level and other.parent == prefecture.parent


def _is_of_two(evidence: Sequence[_Evidence], year: int) -> bool:
    """Whether a title names places of several provinces and none of them as helped: 荣昌区与隆昌市共建."""
    titles = [item for item in evidence if item.title]
    named = [choose(item.hit.names, year, ()) for item in titles if not item.origin]
    provinces = {path(region)[0].code for region in named if region is not None}
    return len(provinces) > 1 and not any(item.aided for item in titles)


def _spans_provinces(layout: Layout, context: Context, evidence: Sequence[_Evidence]) -> bool:
    """Whether the title is on several provinces at once: 京津冀, 冀吉京, 湘鄂两地."""
    if any(item.title and any(name.kind == MULTI for name in item.hit.names) for item in evidence):
        return True
    runs = _letter_runs().findall(_titles(layout, context))
    return any(len({_letters()[letter] for letter in run}) == len(run) for run in runs)


@cache
def _letter_runs() -> re.Pattern[str]:
    """Three names of provinces of one character each, or two before 两地, 交界, 携手."""
    letters = "".join(sorted(_letters()))
    return re.compile(
        rf"[{letters}]{{3,4}}(?=[^一-鿿]|社|志|民|公|多|各|三|四|救|区|地|协)|[{letters}]{{2}}(?={place_word('two_provinces')})"
    )


def _deepest(region: Region, regions: Sequence[Region]) -> Region:
    for other in regions:
        if within(other, region):
            region = other
    return region


def _context(weights: Weights) -> tuple[Region, ...]:
    """The province that most of the document speaks of, when it is clear."""
    provinces = sorted(((w, code) for code, w in weights.items() if code.endswith("0000")), reverse=True)
    if not provinces or (len(provinces) > 1 and provinces[0][0] < 1.5 * provinces[1][0]):
        return ()
    region = region_of(provinces[0][1])
    return (region,) if region else ()


def _head_region(evidence: Sequence[_Evidence], year: int, weights: Weights) -> Region | None:
    """The division that masthead, source, lead and signature agree on."""
    calm = [item for item in evidence if not item.struck]
    if len(calm) < len(evidence):
        region = _head_region(calm, year, weights)
        if region is not None and region.level == COUNTY:
            return region
    settled = [item for item in evidence if not item.visiting]
    if len(settled) < len(evidence) and (at_home := _head_region(settled, year, weights)) is not None:
        return at_home
    head: Weights = defaultdict(float)
    around = _context(weights)
    for item in evidence:
        if not item.head or item.origin:
            continue
        region = choose(item.hit.names, year, around, weights)
        regions = [region] if region else [r for kind, r in meant(item.hit.names, year) if kind == WEAK]
        for step in path(regions[0]) if regions else ():
            head[step.code] += item.weight
    return _district_of_house(_descend(head, 0.6, weights), evidence, year)


def _district_of_house(region: Region | None, evidence: Sequence[_Evidence], year: int) -> Region | None:
    """The one district that the head names of a city which it names only in the name of a hospital or school."""
    if region is None or region.level == COUNTY:
        return region
    heads = [(item, choose(item.hit.names, year, (region,))) for item in evidence if item.head and not item.origin]
    if not all(item.house for item, named in heads if named == region):
        return region
    counties = {named.code for _, named in heads if named and named.level == COUNTY and within(named, region)}
    return region_of(counties.pop()) if len(counties) == 1 else region


def _body_region(weights: Weights) -> Region | None:
    return _descend(weights, 0.75, weights) if sum(weights.values()) >= _HINT_WEIGHT else None


def _first_named(region: Region | None, evidence: Sequence[_Evidence], year: int) -> Region | None:
    """The county that the text names first, where the whole text speaks of a province or city and no head says which.

    Another that it names more often stands against it.
    """
    if region is None or region.level == COUNTY:
        return region
    counts: Counter[str] = Counter()
    for item in evidence:
        near = choose(item.hit.names, year, (region,)) if not item.origin else None
        if near is not None and near.level == COUNTY and within(near, region):
            counts[near.code] += 1
    first = next(iter(counts), None)
    return region_of(first) if first and counts[first] == max(counts.values()) > 1 else region


def _descend(head: Weights, share: float, weights: Weights) -> Region | None:
    """From the heaviest province down, as long as one division outweighs its sisters and counts in what it lies in."""
    best: Region | None = None
    for _ in LEVELS:
        sisters = {
            region.code: weight
            for code, weight in head.items()
            if (region := region_of(code)) and (region.parent == best.code if best else region.level == PROVINCE)
        }
        top = max(sorted(sisters), key=lambda code: (sisters[code], weights[code]), default=None)
        if top is None or sisters[top] < share * sum(sisters.values()):
            break
        if best is not None and sisters[top] < _PART_OF_WHOLE * head[best.code]:
            break
        best = region_of(top)
    return best


def _spoken_levels(levels: Sequence[re.Match[str]], hits: Sequence[Hit]) -> Counter[str]:
    """How often the text speaks of all of, or an office of, a province, city, county (but not 齐齐哈尔|团市委)."""
    counts: Counter[str] = Counter()
    named = {position for hit in hits for position in range(hit.start, hit.end + 1)}
    for match in levels:
        if match.start() in named or COMES_ALONG.match(match.string, match.end()):
            continue
        letter = match["whole"] or match["own"] or match["office"] or match["small"] or match["league"]
        if letter:
            counts[letter] += 1
    return counts


def _is_named_twice(region: Region | None, evidence: Sequence[_Evidence], year: int) -> bool:
    """Whether masthead, lead and signature name the county itself more than once."""
    if region is None or region.level != COUNTY:
        return False
    heads = [item for item in evidence if item.head and not item.origin]
    return sum(choose(item.hit.names, year, (region,)) == region for item in heads) > 1


def _own_level(layout: Layout, levels: Sequence[re.Match[str]]) -> str:
    """The level at which a title speaks of itself: 我市, 全县."""
    for match in levels:
        own: str | None = match["own"] or match["whole"]
        title = layout.blocks[layout.block_number(match.start())]
        meeting = _MEETING.match(layout.side, match.end(), title.end)  # 在全地区推进会上的发言: by one who came to it
        if own and title.kind == TITLE and not meeting:
            return own
    return ""


def _is_of_chapters(region: Region, headings: Sequence[Region]) -> bool:
    """Whether several headings are on places in one county, and none on another: 姐告, 弄岛镇, 畹町镇 of 瑞丽市."""
    several = region.level == COUNTY and len(headings) >= _CHAPTERS
    return several and all(within(heading, region) for heading in headings)


def _lifted(region: Region | None, levels: Counter[str], headings: Sequence[Region]) -> Region | None:
    """A division that only the head of the page gave, lifted to the level that the text itself speaks of."""
    if region is None or _is_of_chapters(region, headings):
        return region
    steps = path(region)
    own = _MUCH_MORE * levels[region.name[-1]]
    if region.level == COUNTY and len(steps) == len(LEVELS):
        above = steps[1].name[-1]
        if above in "市州盟" and above != region.name[-1] and levels[above] >= max(2, own):
            return steps[1]
    if region.level != PROVINCE and levels["省"] + levels["自治区"] >= max(2, own):
        return steps[0]
    return region


def _lowered(region: Region | None, head: Region | None, levels: Counter[str]) -> Region | None:
    """A title that names the city, over a text that speaks of one county in it and never of the city."""
    if region is None or head is None or head.level != COUNTY or not within(head, region):
        return region
    return head if levels[head.name[-1]] >= 1 and not levels[region.name[-1]] else region


def _narrowed(region: Region | None, evidence: Sequence[_Evidence], year: int, levels: Counter[str]) -> Region | None:
    """A title that names no more than the city or province, over a text that all plays in one county of it.

    The county must be named by who writes, or twice; and nothing be said of the city as a whole.
    """
    if region is None or region.level == COUNTY or levels[region.name[-1]] or levels["市"] or levels["省"]:
        return region
    if any(item.office for item in evidence if item.title):
        return region  # 宁波市民政局…: it speaks for all of it
    counts: Counter[str] = Counter()
    joined = -1
    for item in evidence:
        near = choose(item.hit.names, year, (region,)) if not item.title and not item.origin else None
        apart = item.head or item.hit.start != joined  # 开平市|水口镇 further down is named once
        if near is not None and near != region and within(near, region) and apart:
            counts[near.code if near.level == COUNTY else ""] += _NAMED_ENOUGH if item.source else 1
        joined = item.hit.end
    if len(counts) != 1 or "" in counts:
        return region
    ((code, count),) = counts.items()
    return region_of(code) if count >= _NAMED_ENOUGH else region


def _told_of_alone(
    county: Region | None, region: Region | None, evidence: Sequence[_Evidence], year: int
) -> Region | None:
    """`county` of a text whose head names `region`, unless the text names another place of its province."""
    if county is None or region is None or county == region:
        return region
    named = [choose(item.hit.names, year, (county,)) for item in evidence if not item.origin]
    others = [other for other in named if other is not None and nearness(other, county) not in (FAR, SAME_LINE)]
    return region if others else county


def _of_headings(region: Region | None, headings: Sequence[Region], levels: Counter[str]) -> Region | None:
    """The city that all headings lie in, of a province that only the head of the page speaks of."""
    if region is None or levels[region.name[-1]]:
        return region
    shared = common(headings) if len({heading.code for heading in headings}) > 1 else None
    return shared if shared is not None and shared.level != COUNTY and within(shared, region) else region


def _widened(region: Region | None, headings: Sequence[Region], sure: bool) -> Region | None:
    """What the headings have in common, when they are on several places that the region does not hold.

    One such place is enough beside one inside when no title bears the region out (赤水市, 合江县; sent from 贵州).
    """
    outside = [heading for heading in headings if region is None or not within(heading, region)]
    if len({heading.code for heading in headings}) < 2 or not outside:
        return region
    distinct, strangers = {heading.code for heading in headings}, {heading.code for heading in outside}
    if region is not None and len(strangers) < 2 and (sure or len(distinct) > 2 * len(strangers)):
        return region
    shared = common(headings)
    if shared is None or region is None:
        return shared
    return common((region, shared))
