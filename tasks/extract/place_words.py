"""What the words before and after the name of a place make of it, for the figures near it.

    来自福建的11名支教志愿者      from   origin, no place of action
    在大河家镇支起十五口大锅      at     place of action
    运抵临夏                      goods  where goods go
    向雁塔区捐赠口罩5000只        to     who receives (a giving verb must follow)
    对接长沙市开福区的中心        with   a partner or object

and the bare levels of administration: 市民政局, 全省, 县里, 团省委. The words are in `place_words.csv`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from seeds.tables import read_reference

BEYOND, FROM, OUT, AID, AT, GOODS, TO, WITH, PLAIN, MIDDLE = (
    "beyond",
    "from",
    "out",
    "aid",
    "at",
    "goods",
    "to",
    "with",
    "plain",
    "middle",
)
_BEFORE = (WITH, AT, TO, AID, GOODS, OUT, FROM, BEYOND)  # a word in several lists has the role of the last
KINDS = (
    *_BEFORE,
    "give",
    "donor",
    "bring",
    "receive",
    "visit",
    "org",
    "official",
    "scope",
    "all",
    "tail",
    "pairs",
    "copy",
    "strangers",
    "away",
    "sender",
    "nation",
    "charity",
    "helper",
    "pairing",
    "area",
    "before",
    "not_before",
    "folk",
    "street_office",
    "house",
    "seat",
    "speaker",
    "staff",
    "firm",
    "standstill",
    "post",
    "staffer",
    "no_org",
    "donor_column",
    "came",
    "neighbour",
    "suffers",
    "comes_to",
    "leads",
    "kin",
    "town_body",
    "posted",
    "works_at",
    "dispatch",
    "then_at",
    "money_given",
    "two_sorts",
    "hosts",
    "referred",
    "taken_in",
    "sums",
    "screen",
    "stops",
    "passing",
    "firm_gives",
    "giver",
    "seated",
    "funds",
    "sends_people",
    "closing",
    "report",
    "grants",
    "gift_list",
    "signer",
    "cheer",
    "told_of",
    "gone_to",
    "says",
    "two_provinces",
    "ethnic",
    "own_affairs",
    "summary",
    "self",
    "here",
    "adds",
    "opener",
    "elsewhere",
    "sets_out",
    "landfall",
    "beside",
    "us",
    "visitors",
    "to_aid",
    "help_line",
    "spent",
    "income",
    "fund",
)
"""What a word of `place_words.csv` may say."""
_LONGEST = 6
_OPENERS = frozenset("\n,;:。!?…、“”\"'‘’「」『』《》()[]【】〖〗〔〕■▌◆●□○·•*→>|—-~ \t.=/丨")

NUMBERED = re.compile(
    r"[^\w\n]{0,10}(?:(?:PART|Part|part|NO|No|STEP|Step)[ .]{0,2})?第?[0-9一二三四五六七八九十①-⑳❶-➓]{1,3}"
    r"(?:[、.:)〕】 /|]|站|章|节|篇|部分|幕|回|\Z)"
)
"""The label of a heading: 一、, （二）, 03, PART.01, 第一站."""

_RANKED = (  # 排在全市第3: a comparison, no report on all of it
    "(?:排名|位列|排)?(?:第[0-9一二三四五六七八九十]|首[个家次批例创]|唯一|率先|最[早大多好长高]|前列|领先|之[首最冠])"
)
LEVELS = "自治区|地区|省|市|州|盟|区|县|旗"


class Words(NamedTuple):
    """The patterns of the vocabulary, ready for use."""

    before: dict[str, str]
    done: dict[str, str]
    openers: frozenset[str]
    gives: re.Pattern[str]
    donates: re.Pattern[str]
    brings: re.Pattern[str]
    receives: re.Pattern[str]
    visits: re.Pattern[str]
    organisation: re.Pattern[str]
    official: re.Pattern[str]
    pairs: re.Pattern[str]
    copies: re.Pattern[str]
    strangers: re.Pattern[str]
    away: re.Pattern[str]
    scope: re.Pattern[str]
    sends: re.Pattern[str]
    charity: re.Pattern[str]
    helpers: frozenset[str]
    pairing: re.Pattern[str]
    level: re.Pattern[str]
    summary: re.Pattern[str]
    self_reference: re.Pattern[str]
    here: re.Pattern[str]
    adds: re.Pattern[str]
    came: re.Pattern[str]
    elsewhere: re.Pattern[str]


@cache
def words() -> Words:
    """The vocabulary, read once."""
    lists = _lists()
    before = {word: kind for kind in _BEFORE for word in lists[kind]}
    return Words(
        before=before,
        done={word: role for word, role in before.items() if role in (AT, TO, GOODS)},  # 走访了, 送到了
        openers=frozenset(lists["opener"]),
        gives=re.compile(_any(lists["give"])),
        donates=re.compile(rf"来的|{_any(lists['donor'])}"),
        brings=re.compile(_any(lists["bring"])),
        receives=re.compile(_any(lists["receive"])),
        visits=re.compile(_any(lists["visit"])),
        organisation=re.compile(
            rf"(?:(?!{_any(lists['no_org'])})[^\d的在了已共有,、。;:]){{0,16}}?(?!{_any(lists['no_org'])}){_any(lists['org'])}"
        ),
        official=re.compile(_any(lists["official"])),
        pairs=re.compile(rf"[^,。;:、]{{0,8}}?{_any(lists['pairs'])}"),
        copies=re.compile(_any(lists["copy"])),
        strangers=re.compile(_any([*lists["strangers"], *lists["receive"]])),
        away=re.compile(rf"[^\d,。;的]{{0,4}}{_any(lists['away'])}(?:多年|的)"),
        scope=re.compile(rf"的?(?:{_any(lists['scope'])}|\d)"),
        sends=re.compile(rf"(?!大学城){_any(lists['sender'])}"),
        charity=re.compile(_any(lists["charity"])),
        helpers=frozenset(lists["helper"]),
        pairing=re.compile(_any(lists["pairing"])),
        level=_level_pattern(lists),
        summary=re.compile(_any(lists["summary"])),
        self_reference=re.compile(_any(lists["self"])),
        here=re.compile(_any(lists["here"])),
        adds=re.compile(_any(lists["adds"])),
        came=re.compile(_any(lists["came"])),
        elsewhere=re.compile(rf"\W{{0,4}}{_any(lists['elsewhere'])}"),
    )


@cache
def _lists() -> dict[str, list[str]]:
    rows = read_reference(
        "place_words.csv", ("word", "kind"), key=("word", "kind"), codes={"kind": KINDS}, each=("kind",)
    )
    lists: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for row in rows:
        lists[row["kind"]].append(row["word"])
    return lists


def place_word(kind: str) -> str:
    """A pattern of any word of one kind."""
    return _any(_lists()[kind])


def house_behind(reach: int) -> re.Pattern[str]:
    """A pattern of the rest of the name of a house behind its place, up to `reach` characters: 市第一人民|医院."""
    return re.compile(rf"[市省]?(?:第[一二三四五六七八九十]|[^\d,。;:、的\s]){{0,{reach}}}?{place_word('house')}")


def _any(options: list[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, sorted(options, key=len, reverse=True)))})"


def _level_pattern(lists: dict[str, list[str]]) -> re.Pattern[str]:
    """全市, 我省, 各区县, 团市委, and 市, 省, 县 before the rest of the name of an office."""
    tail = _any(lists["tail"])
    opener = "".join(re.escape(word) for word in lists["before"] if len(word) == 1)
    not_before = "".join(re.escape(word) for word in lists["not_before"])
    first = "全我本各团自" + "".join(word[0] for word in lists["area"]) + "".join(LEVELS.split("|"))
    return re.compile(
        rf"(?=[{first}])(?:(?P<nation>全国)(?:范围内)?(?={_any(lists['nation'])}|\d)"
        rf"|(?<![安健完保齐周])全(?P<whole>{LEVELS})(?!场|域|间|{_RANKED})"
        rf"|(?<![基根日成资原文样版])[我本](?P<own>{LEVELS})(?!场|域|间)"
        rf"|各(?P<each>区\(?县市?\)?|县\(?市?、?区\)?|县区|县|区|市区县|市县区?|市州|州市|地市|设区市)(?!域|间|级)"
        rf"|(?P<area>{_any(lists['area'])})(?!域)"
        rf"|团(?P<league>自治区|省|市|州|盟|区|县|旗)委"
        rf"|(?<![{not_before}])(?P<office>省|市|自治区)(?={tail})"
        rf"|(?<![一-鿿])自治(?P<autonomous>[州县旗])(?={tail})"
        rf"|(?:(?<=[{opener}])|(?<![一-鿿]))(?P<small>[区县旗州盟])(?={tail}))"
    )


def role_before(side: str, start: int, clause_start: int) -> tuple[str, int]:
    """The role that the words right before a place give it, and the length of those words."""
    vocabulary = words()
    window = side[max(clause_start, start - _LONGEST) : start]
    for size in range(len(window), 0, -1):
        word = window[-size:]
        role = vocabulary.before.get(word) or (vocabulary.done.get(word[:-1]) if word[-1] in "了过" else None)
        if role is not None:
            return role, size
    if not window or window[-1] in _OPENERS:
        return PLAIN, 0
    if not vocabulary.openers.isdisjoint([window[-size:] for size in range(1, len(window) + 1)]):
        return PLAIN, 0
    return MIDDLE, 0


COMES_ALONG = re.compile(rf"里?的?[^,。;\d]{{1,8}}?来[^,。;\d]{{0,6}}?{place_word('comes_to')}")
"""市|里的医生来义诊: those of a higher level come, and the text goes on where it is."""
