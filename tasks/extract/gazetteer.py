"""Finds every name of a place in a text: divisions, their short forms, streets and towns, functional areas.

    "浙江宁波:镇海区庄市街道…"   ->  浙江 (short 浙江省), 宁波 (short 宁波市), 镇海区 (full), 庄市街道 (town of 镇海区)

A hit says what the characters may mean, in general; which of several 城关区 is meant, and whether the place matters
for a figure, is decided by `tasks.extract.places`. Left out are words that only look like places (南京路, 三明治) and
short forms that are everyday words (和平, 公安), unless the name of what they lie in stands before them (天津和平):
both are in `seeds/reference/place_traps.csv`. Left out are also those that arise where two words meet (搬迁|安置), by
`place_seams.csv`. The names come from `places.csv`, `townships.csv`, `place_aliases.csv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from seeds.regions import COUNTY, LEVELS, Region, all_regions, region_of
from seeds.tables import read_reference
from tasks.extract.layout import LIST_SIGNS
from tasks.extract.place_words import place_word

FULL, SHORT, OTHER, ZONE, SEAT = "full", "short", "name", "zone", "seat"
BRIEF, COMMON = "brief", "common"  # 沛县, 老城区: official, but only in a text on their city
TOWN, FORMER_TOWN, WEAK, MULTI, LETTER = "town", "former town", "weak", "multi", "letter"
STEM = "stem"  # 澄江 in 北碚区, which has a 澄江镇; elsewhere the city
_RAISED = (
    ("乡", "镇"),
    ("镇", "街道"),
)  # a township becomes a town, a town a street; reports use the name of their day
ALIAS_KINDS = (OTHER, ZONE, SEAT, WEAK, MULTI, LETTER)
UNDATED_YEAR = 2024
"""The year in which the names of an undated document are read."""
TRAP_KINDS = ("word", "usual", "near", "phrase", "tail", "title")

_NATIONS = place_word("ethnic")
_AUTONOMOUS = re.compile(rf"(?P<stem>.{{2,}}?){_NATIONS}+自治(?P<suffix>[州县旗])")
_ETHNIC_TOWNSHIP = re.compile(rf"(?P<stem>.{{2,}}?){_NATIONS}+(?:民族)?乡")
_PLAIN = re.compile(
    r"(?P<stem>.{2,}?)(?:壮族|回族|维吾尔)?(?:特别行政区|自治区|(?<=神农架)林区|特区|新区|地区|[省市区县盟旗])"
)
_SHORT_SINCE = 2010  # short forms of divisions that ended earlier are left out
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜"
    "崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
# 合作市|场, 城东区|域, 和县|级: the last character of the name begins another word.
_NEXT_WORD = {"市": "场", "区": "域间块号", "县": "级域区"}
_NAMED = re.compile(rf"(?:^|[^一-鿿])[{_SURNAMES}]$")  # at the start of a clause
_DOTS = ("·", "•", "・")
_STREET = r"街(?![道头坊区镇面上])"
_PERSON = r"人(?![民次大员社口均才数力事工寿防文行类])"
_FOLK = rf"{place_word('folk')}|话(?![剧筒务费题])"  # 四川|大哥: where somebody comes from
_LONGEST_LIST = 12
# 瑞宝街|社工站: what shows that 街 stands for the office of a street (街道), not for a road.
_OF_A_STREET = re.compile(rf"(?:道)?{place_word('street_office')}")

_CHEERS = re.compile(rf"[,!]?{place_word('cheer')}")  # 附言：泗县，挺住！
_WE_CAME = re.compile(r"[,!]?我们来了")  # 卫辉，我们来了: a title says where
# 定日|抗震救灾日记: what a report on a place is called.
_TOLD_OF = rf"[0-9.]{{1,3}}级地震|{place_word('told_of')}"
# 武都|选送40名村医: what goes on after a place that opens its clause, once the text has named it in full.
_GOES_ON_AFTER = (
    r"[的派选送捐投建开办发组举联出拿获受从向及又再把被城籍这那社志民残妇团红退卫医应财扶,;。)(及到去]|$|\s|设[立有点]|全[县区市]"
    r"|已|还|现有|累计|新增|推|成立|作为|地处|位于|当地|教育|司法|法[院援]|检察|[一-鿿]{2,6}:"
)
_LONGER = r"[县区市镇乡村路街河江湖山岛桥港湾站店]"  # a longer name begins: 尚志|镇, 安陆|路
_OPENS_KNOWN, _TO_KNOWN = re.compile(r"(?<![一-鿿\w])"), re.compile("(?<=[到往抵赴至])")
_BESIDE_RARE, _CHARACTER = re.compile("(?<=[到往抵赴在给向从由与和])"), re.compile("[一-鿿]")
_KNOWN_AFTER = re.compile(rf"[来在有共两各也则、和与:]|[站班](?![台点前长口内外子车级])|的?\d|{_TOLD_OF}")
_RARE_AFTER, _LONGER_AFTER = re.compile(_GOES_ON_AFTER), re.compile(_LONGER)
# 抵达|理塘, 石棉:, 【石棉】, 尚志|社工: what shows that an everyday word is a place of the neighbourhood.
_GONE_BEFORE = re.compile(rf"{place_word('gone_to')}\Z")
_GONE_AFTER = re.compile(rf"(?![一-鿿])|(?={_GOES_ON_AFTER}|[一-鿿]{{0,6}}[\d,。;:])(?!{_LONGER})")
_LIST_AFTER = re.compile(r":|、[一-鿿]{2,4}[、和两三等:]")
_AROUND_A_LABEL = frozenset((*(left + right for left in "【[〔" for right in "】]〕"), "·】", "·]", "\n\n", "\n:"))
_LISTED_SHORT = re.compile(
    r"[、和与及]([一-鿿]{2,3}?)"
    rf"(?=、|[和与及][一-鿿]|等|[两三四五六七八九十][县市区旗地个]|各|的|分别|依次|$|\n|[,;。)]|{_TOLD_OF})"
)
_COUNT_OF_LIST = re.compile(r"(?<=[一-鿿])[两三四五六七八九十]个?[县区市旗](?![级域长委场])")
_BEFORE_COUNT = re.compile(
    r"(?:(?<![一-鿿])|(?<=[在到由从给对向自付往赴抵]))[一-鿿]{2,3}(?:[、和与及][一-鿿]{2,3}){1,9}\Z"
)
_ITEMS = re.compile(r"(?:(?<=、)|(?![和与及]))[一-鿿]{2,3}?(?=[、和与及]|[两三四五六七八九十]个?[县区市旗])")
_LONGEST_COUNTED = 42
_AFTER = 8  # characters looked at behind an item of a list
_TOWN_STEM = re.compile(r"([一-鿿]{2,4}?)(?:街道|[镇乡])(?:办事处)?")
_COUNTED_HEADS = r"[\d一二三四五六七八九十百千万两几数][\d一二三四五六七八九十百千万两余多,.]*[名个家支位人户]"
_HEADS_AFTER = re.compile(rf"的?(?:{_COUNTED_HEADS}|社工|志愿者|队员)")
_CELLS_AFTER = re.compile(r"[ |]+[0-9][0-9,.]*[ |]+[0-9]")  # 凤凰|　8　365, a row of a table
_CAME_IN = re.compile(r"(?:打|送|报|寄|转)?来的?\d")  # 其中云和|打来的86个
_LISTED_COUNTS = re.compile(r"\d[\d,.万余多]*[一-鿿]{1,3}[、,;][一-鿿]{2,4}\d")  # 云和|86件、松阳41件
_PART_BEFORE = re.compile("(?:其中|[0-9余多][名个家支位人户只箱吨件套份万元]、)\\Z")  # 其中|玉环60只、|天台150只
_WATERS = frozenset("江河湖山")
_LABEL = re.compile(  # 石棉:, 2. 石棉:, PART.02 石棉 · 草科乡
    r"^[^\w\n]{0,4}(?:(?:PART|Part|NO|No)[ .]{0,2})?"
    r"(?:第?[0-9一二三四五六七八九十]{1,3}[^\w\n]{1,3}|第[一二三四五六七八九十][站章节篇] ?|[①-⑳❶-❿])?"
    r"([一-鿿]{2,3})(?= ?[:·•|(]|$|(?<=^[★☆●○■□◆◇▲△▶►▪•·〇◎✔✓➤※*][一-鿿]{2}) (?! ))",
    re.MULTILINE,
)
_SHARED_BY, _HEAD = 8, 160  # counties that may share the name of a town; characters of the head of a text
_CAPITALS = ("省会", "首府")
_MOUNTAIN = "山(?![东西南北阴阳丹亭海区村乡里上下间脚头水高城地坡])"  # 缙云|山山火, but 济南|山东路
_SIDES = r"[东南西北中]?[一二三四五六]?"


class Name(NamedTuple):
    """One meaning of the characters of a hit."""

    kind: str
    region: Region | None


class Hit(NamedTuple):
    """`side[start:end]` is the name of a place; what it may mean, the likeliest first."""

    start: int
    end: int
    names: tuple[Name, ...]


def short_forms(region: Region) -> tuple[str, ...]:
    """The forms in which the press writes a division: 临夏回族自治州 -> 临夏州, 临夏; 海曙区 -> 海曙."""
    autonomous = _AUTONOMOUS.fullmatch(region.name)
    if autonomous:
        return autonomous["stem"] + autonomous["suffix"], autonomous["stem"]
    plain = _PLAIN.fullmatch(region.name)
    return (plain["stem"],) if plain else ()


class Gazetteer:
    """All names in one automaton; `find` reads a text once."""

    def __init__(self) -> None:
        traps = read_reference("place_traps.csv", ("text", "kind"), key=("text", "kind"), codes={"kind": TRAP_KINDS})
        of_kind = {kind: [row["text"] for row in traps if row["kind"] == kind] for kind in TRAP_KINDS}
        meanings = _meanings()
        for text in of_kind["near"]:
            meanings[text] = tuple(name._replace(kind=COMMON) for name in meanings[text])
        self._usual = frozenset(of_kind["usual"])
        self._everyday = {word: meanings[word] for word in of_kind["word"] if word in meanings}
        for word, names in self._everyday.items():
            meanings[word] = tuple(name for name in names if name.kind == WEAK)
        meanings.update(dict.fromkeys(of_kind["phrase"], ()))
        self._larger = {text: names for text, names in meanings.items() if _is_large(names)}
        tails = "|".join(map(re.escape, of_kind["tail"]))
        self._cancelled = re.compile(rf"{_SIDES}(?:{tails})|{_SIDES}{_STREET}|{_PERSON}|{_MOUNTAIN}")
        self._origin = re.compile(rf"籍|{_PERSON}(?!士)|{_FOLK}")
        self._says = re.compile(rf"{place_word('says')}|今年\d")
        self._seams = _seams()
        self._counties = _counties_around(self._everyday, self._usual)
        self._titled = re.compile(rf"(?:{'|'.join(map(re.escape, of_kind['title']))})[{_SURNAMES}]$")
        searched = {text: names for text, names in meanings.items() if names or text not in self._everyday}
        self._names = list(searched.values())
        self._texts = frozenset(searched)
        self._automaton = AhoCorasick(
            list(searched), MatchKind.LeftmostLongest, store_patterns=False, implementation=Implementation.ContiguousNFA
        )

    def find(self, side: str) -> list[Hit]:
        """Every name of a place in `side`, in order, not overlapping; the longest from the left wins."""
        hits: list[Hit] = []
        for number, start, end in self._automaton.find_matches_as_indexes(side):
            names = self._names[number]
            if not names:
                continue
            hit = self._shifted(side, Hit(start, end, names))
            if hit.names[0].kind == SHORT and self._origin.match(side, hit.end):
                _drop_joined(side, hit.start, hits)
            elif self._stands(side, hit):
                if hits and hits[-1].end > hit.start:  # 天津|和平 was read where 和平区 or 和平医院 stands
                    hits.pop()
                hits.append(hit)
                self._add_everyday(side, hit, hits)
                if side[hits[-1].end : hits[-1].end + 1] in LIST_SIGNS:
                    self._add_listed(side, hits)
        return self._with_known(side, hits)

    def _add_listed(self, side: str, hits: list[Hit]) -> None:
        """西昌、|会理|两市: an everyday word in a list after a place of the same prefecture."""
        for _ in range(_LONGEST_LIST):
            last = hits[-1]
            match = _LISTED_SHORT.match(side, last.end)
            names = self._everyday.get(match[1]) if match else None
            if not match or not names or not any(_beside(name, last) for name in names):
                return
            hits.append(Hit(match.start(1), match.end(1), names))

    def _with_known(self, side: str, hits: list[Hit]) -> list[Hit]:
        """合江县…; 合江|来了57个, 运抵合江: a word placed like a name, where the text has the full one."""
        known = self._known(side, hits)
        if not known:
            return hits
        ends = {hit.end for hit in hits}
        more: list[Hit] = []
        for start, end, word in _occurrences(side, known):
            listed = start - 1 in ends and _LISTED_SHORT.match(side, start - 1, end + _AFTER)
            stands = (listed and listed[1] == word) or _stands_known(side, start, end, word in self._usual)
            if stands and not self._cancelled.match(side, end):
                more.append(Hit(start, end, known[word]))
                ends.add(end)
        taken = {position for hit in hits for position in (hit.start, hit.end - 1)}
        apart = [hit for hit in more if hit.start not in taken and hit.end - 1 not in taken]
        return sorted([*hits, *apart]) if apart else hits

    def with_near(self, side: str, hits: list[Hit], home: Region | None) -> list[Hit]:
        """`hits` and the everyday words that stand as places around `home`: 在尚志, 安陆:, told in 哈尔滨.

        They are counties of its prefecture; in a report on a province, of the province.
        """
        listed = [*self._in_counted_lists(side, hits, home), *self._labels(side, hits, home)]
        hits = sorted([*hits, *listed]) if listed else hits
        near = self._near(home)
        taken = {position for hit in hits for position in (hit.start, hit.end - 1)}
        more = [
            Hit(start, end, near[word])
            for start, end, word in _occurrences(side, near)
            if _stands_near(side, start, end, word in self._usual)
            and taken.isdisjoint((start, end - 1))
            and not self._cancelled.match(side, end)
        ]
        return sorted([*hits, *more]) if more else hits

    def _in_counted_lists(self, side: str, hits: list[Hit], home: Region | None) -> list[Hit]:
        """The everyday words, the most usual too, that a list with its count calls counties: 德清、长兴、安吉|三县."""
        around = home.parent if home is not None and home.level == COUNTY else home.code if home is not None else None
        if around is None:
            return []
        taken = {position for hit in hits for position in (hit.start, hit.end - 1)}
        found: list[Hit] = []
        for count in _COUNT_OF_LIST.finditer(side):
            listed = _BEFORE_COUNT.search(side, max(0, count.start() - _LONGEST_COUNTED), count.start())
            items = list(_ITEMS.finditer(side, listed.start(), count.end())) if listed else []
            # 泸定、石棉两县: beside a county that is known the other one may lie in another prefecture
            wide = around[:2] + "0000" if any(item.start() in taken for item in items) else around
            for item in items:
                inside = [n for n in self._everyday.get(item[0], ()) if n.region and _lies_under(n.region, wide)]
                if inside and taken.isdisjoint((item.start(), item.end() - 1)):
                    found.append(Hit(item.start(), item.end(), tuple(inside)))
        return found

    def _labels(self, side: str, hits: list[Hit], home: Region | None) -> list[Hit]:
        """石棉:, an everyday word that is a county of the province, below 泸定:, a line with the name of another."""
        if home is None:
            return []
        starts = {hit.start for hit in hits}
        labels = list(_LABEL.finditer(side))
        if not any(label.start(1) in starts for label in labels):
            return []
        found = []
        for label in labels:
            names = self._everyday.get(label[1], ()) if label.start(1) not in starts else ()
            inside = tuple(name for name in names if name.region is not None and name.region.code[:2] == home.code[:2])
            if inside and label[1] not in self._usual:
                found.append(Hit(label.start(1), label.end(1), inside))
        return found

    def _near(self, home: Region | None) -> dict[str, tuple[Name, ...]]:
        """The everyday words that name a county around `home`; the most usual ones only in its own prefecture."""
        if home is None:
            return {}
        around = home.parent if home.level == COUNTY else home.code
        return self._counties.get(around, {})

    def _known(self, side: str, hits: list[Hit]) -> dict[str, tuple[Name, ...]]:
        """The words that the text uses as places: 武都区 and 陇南武都 make a place of 武都, 枫亭镇 one of 枫亭."""
        known: dict[str, tuple[Name, ...]] = {}
        for text, names in {side[hit.start : hit.end]: hit.names for hit in hits}.items():
            town = _TOWN_STEM.fullmatch(text) if names[0].kind == TOWN else None
            if town and town[1] not in self._texts:
                known[town[1]] = names
            if names[0].kind == TOWN and len(names) <= _SHARED_BY:
                known |= self._borne_out(side, names)
            if names[0].kind == FULL:
                stems = {stem for name in names if name.region for stem in short_forms(name.region)}
                known |= {stem: tuple(n._replace(kind=FULL) for n in names) for stem in stems if stem in self._everyday}
        for before, hit in pairwise(hits):
            text = side[hit.start : hit.end]
            if text in self._everyday and text not in known:
                listed = hit.start - before.end == 1 and side[before.end] in LIST_SIGNS
                holds = _beside if listed else _lies_in
                inside = tuple(name._replace(kind=FULL) for name in hit.names if holds(name, before))
                known |= {text: inside} if inside else {}
        return known

    def _borne_out(self, side: str, names: tuple[Name, ...]) -> dict[str, tuple[Name, ...]]:
        """登封:, 上城|社工: everyday words at the head of a text that names a town of that county further on."""
        found: dict[str, tuple[Name, ...]] = {}
        for name in names:
            for stem in short_forms(name.region) if name.region else ():
                if stem in self._everyday and stem not in self._usual and side.find(stem, 0, _HEAD) >= 0:
                    found[stem] = (Name(FULL, name.region),)
        return found

    def _shifted(self, side: str, hit: Hit) -> Hit:
        """名|山东 -> 山东: a short form of two characters gives way to a large place that starts inside it."""
        if hit.end - hit.start == 2 and hit.names[0].kind == SHORT and not _is_large(hit.names):
            for size in (3, 2):
                text = side[hit.start + 1 : hit.start + 1 + size]  # shorter than `size` where the text ends
                if (names := self._larger.get(text)) and text[-1] not in _WATERS:  # but 瑞丽|江
                    return Hit(hit.start + 1, hit.start + 1 + len(text), names)
        return hit

    def _stands(self, side: str, hit: Hit) -> bool:
        """Whether the characters are a place here and not part of another word or name."""
        kind = hit.names[0].kind
        opens = hit.start == 0 or side[hit.start - 1] == "\n"
        if _CHEERS.match(side, hit.end) and not (opens and _WE_CAME.match(side, hit.end)):
            return False
        if kind in (FULL, BRIEF, COMMON):
            following = side[hit.end : hit.end + 1]
            return not following or following not in _NEXT_WORD.get(side[hit.end - 1], "")
        if kind == FORMER_TOWN and side[hit.end - 1] == "街":
            return _OF_A_STREET.match(side, hit.end) is not None
        if kind not in (SHORT, MULTI):
            return True
        if self._cancelled.match(side, hit.end) or (kind == MULTI and side.startswith("线", hit.end)):
            return False
        if self._is_a_seam(side, hit):
            return False
        if self._titled.search(side, max(0, hit.start - 5), hit.start):
            return False
        named = _NAMED.search(side, max(0, hit.start - 2), hit.start)
        return named is None or not self._says.match(side, hit.end)

    def _is_a_seam(self, side: str, hit: Hit) -> bool:
        """Whether the name only arises where two words meet: 搬迁|安置, 公益|阳光; but not 省会|长沙."""
        before, after = self._seams.get(side[hit.start : hit.end], ("", ""))
        if not before or not 0 < hit.start < hit.end < len(side):
            return False
        meets = side[hit.start - 1] in before and side[hit.end] in after
        return meets and not side.startswith(_CAPITALS, max(0, hit.start - 2))

    def _add_everyday(self, side: str, hit: Hit, hits: list[Hit]) -> None:
        """北京|朝阳: an everyday word right after a province or prefecture is the place of that name in it."""
        if hit.names[0].kind in (FULL, SHORT, OTHER) and _is_large(hit.names):
            start = hit.end + (side[hit.end : hit.end + 1] in _DOTS)
            for size in (3, 2):
                text = side[start : start + size]
                names = self._everyday.get(text)
                after = Hit(start, start + len(text), names or ())
                if names and any(_lies_in(name, hit) for name in names) and not self._cancelled.match(side, after.end):
                    hits.append(after)
                    return


def _counties_around(
    everyday: dict[str, tuple[Name, ...]], usual: frozenset[str]
) -> dict[str, dict[str, tuple[Name, ...]]]:
    """The everyday words that name a county, by the division it lies in; the most usual ones only right under it."""
    found: dict[str, dict[str, tuple[Name, ...]]] = {}
    for word, names in everyday.items():
        for name in names:
            if name.region is None or name.region.level != COUNTY:
                continue
            above = region_of(name.region.parent)
            codes = {name.region.parent} if above is None or word in usual else {name.region.parent, above.parent}
            for code in codes:
                words = found.setdefault(code, {})
                words[word] = (*words.get(word, ()), name)
    return found


def _stands_known(side: str, start: int, end: int, usual: bool) -> bool:
    """Whether a word stands like a place, in a text that names it in full; a most usual one needs more to show it."""
    if _OPENS_KNOWN.match(side, start):
        return bool(_KNOWN_AFTER.match(side, end) or (not usual and _RARE_AFTER.match(side, end)))
    if _TO_KNOWN.match(side, start) and not _CHARACTER.match(side, end):
        return True
    return not usual and bool(_BESIDE_RARE.match(side, start)) and not _LONGER_AFTER.match(side, end)


def _stands_near(side: str, start: int, end: int, usual: bool) -> bool:
    """Whether an everyday word of the neighbourhood stands like a place; a most usual one needs more to show it."""
    before, after = side[max(0, start - 1) : start], side[end : end + 1]
    if before + after in _AROUND_A_LABEL or before + after == "在,":
        return True
    opens = not (before.isalnum() or before == "_")
    if (opens and _HEADS_AFTER.match(side, end)) or (before == "\n" and _CELLS_AFTER.match(side, end)):
        return True
    if _PART_BEFORE.search(side, max(0, start - 4), start) and (after.isdigit() or _CAME_IN.match(side, end)):
        return True
    if opens and _LISTED_COUNTS.match(side, end):
        return True
    if usual:
        return False
    gone = _GONE_BEFORE.search(side, max(0, start - 2), start) is not None
    return bool((gone and _GONE_AFTER.match(side, end)) or (opens and _LIST_AFTER.match(side, end)))


def _occurrences(side: str, words: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    """Start, end and word wherever one of `words` stands, in text order and none overlapping."""
    free = 0
    for start, word in sorted((at, one) for one in words for at in _starts(side, one)):
        if start >= free:
            free = start + len(word)
            yield start, free, word


def _starts(side: str, word: str) -> Iterator[int]:
    start = side.find(word)
    while start >= 0:
        yield start
        start = side.find(word, start + 1)


def _seams() -> dict[str, tuple[str, str]]:
    """The characters that make a word with the first and with the last one of a name, by name."""
    rows = read_reference("place_seams.csv", ("name", "before", "after"), key=("name",), required=("before", "after"))
    return {row["name"]: (row["before"], row["after"]) for row in rows}


def _lies_under(region: Region, code: str) -> bool:
    """Whether a county lies in the division of that code."""
    above = region_of(region.parent)
    return region.level == COUNTY and (region.parent == code or (above is not None and above.parent == code))


def _beside(name: Name, hit: Hit) -> bool:
    """Whether a division lies in the same one as a meaning of `hit`."""
    return name.region is not None and any(
        other.region is not None and other.region.parent == name.region.parent and name.region.level == COUNTY
        for other in hit.names
    )


def _drop_joined(side: str, start: int, hits: list[Hit]) -> None:
    """甘肃|兰州人, 湖南、|广西籍: the names joined to where somebody comes from say so too."""
    while hits and side[hits[-1].end : start] in ("", "、", "和", "与", "及"):
        start = hits.pop().start


def _is_large(names: tuple[Name, ...]) -> bool:
    return bool(names) and any(
        name.kind in (SHORT, FULL) and name.region is not None and name.region.level != COUNTY for name in names
    )


def _lies_in(name: Name, hit: Hit) -> bool:
    """Whether one meaning of `hit` is what the division `name` lies in."""
    if name.region is None:
        return False
    above = {name.region.parent}
    parent = region_of(name.region.parent)
    if parent is not None:
        above.add(parent.parent)
    return any(meant.region is not None and meant.region.code in above for meant in hit.names)


def _meanings() -> dict[str, tuple[Name, ...]]:
    """What every name may mean, the likeliest kind first."""
    found: dict[str, tuple[Name, ...]] = {}
    for source in (_division_names(), _alias_names(), _town_names()):
        for text, names in source:
            known = found.get(text)
            found[text] = known + names if known else names
    for text, name in _town_stems():
        if text in found and found[text][0].kind == SHORT and not _is_large(found[text]):
            found[text] += (name,)
    return found


def _division_names() -> Iterator[tuple[str, tuple[Name, ...]]]:
    regions = all_regions()
    for region in regions:
        yield region.name, (Name(FULL if len(region.name) > 2 else BRIEF, region),)
    for level in LEVELS:
        for region in regions:
            if region.level == level and region.last >= _SHORT_SINCE:
                for form in short_forms(region):
                    yield form, (Name(SHORT, region),)


def _alias_names() -> Iterator[tuple[str, tuple[Name, ...]]]:
    for row in aliases():
        if row["kind"] != LETTER:
            kind = (
                BRIEF if row["kind"] == OTHER and len(row["alias"]) == 2 and row["alias"][-1] in "旗县" else row["kind"]
            )
            yield row["alias"], (Name(kind, region_of(row["code"])),)


def aliases() -> list[dict[str, str]]:
    """The rows of `place_aliases.csv`."""
    columns = ("alias", "code", "kind")
    return read_reference("place_aliases.csv", columns, key=("alias", "kind"), codes={"kind": ALIAS_KINDS})


def _town_names() -> Iterator[tuple[str, tuple[Name, ...]]]:
    for row in read_reference("townships.csv", ("code", "townships"), key=("code",)):
        name, was = (Name(TOWN, region_of(row["code"])),), (Name(FORMER_TOWN, region_of(row["code"])),)
        for town in row["townships"].split():
            if len(town) > 2:
                yield town, name
                for brief in _briefly(town):
                    yield brief, was
                if town.endswith("镇镇"):  # 乌镇镇 is called 乌镇
                    yield town[:-1], name
                for before, after in _RAISED:
                    if town.endswith(after) and len(town) - len(after) + len(before) > 2:
                        yield town[: -len(after)] + before, was


def _briefly(town: str) -> Iterator[str]:
    """How the people of a place call it: 瑞宝街道 -> 瑞宝街, 王岗坪彝族藏族乡 -> 王岗坪乡."""
    if town.endswith("街道") and len(town) > len("街道") + 1:
        yield town[:-1]
    if ethnic := _ETHNIC_TOWNSHIP.fullmatch(town):
        yield ethnic["stem"] + "乡"


def _town_stems() -> Iterator[tuple[str, Name]]:
    """The names of towns without 镇, 乡, 街道."""
    for row in read_reference("townships.csv", ("code", "townships"), key=("code",)):
        name = Name(STEM, region_of(row["code"]))
        for town in row["townships"].split():
            stem = town.removesuffix("街道") if town.endswith("街道") else town[:-1]
            if len(stem) > 1 and town[-1] in "镇乡道":
                yield stem, name


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer, built when first asked for."""
    return Gazetteer()
