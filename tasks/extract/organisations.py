"""Finds the names of organisations and groups in a text: who can be the one that provides or does something.

    "宁乡市诚一社会工作发展中心积极对接…"     organisation  宁乡市诚一社会工作发展中心
    "“莼菜青”服务队累计…"                     organisation  “莼菜青”服务队
    "镇海区澥浦镇“澥小美”志愿者送汤圆"         group         镇海区澥浦镇“澥小美”志愿者
    "他们为62名对象…", "我院5名社工…"          pronoun 他们, self 我院
    "社工周赛姣连续半个月…"                    person        社工周赛姣: an individual, who is no actor

A name ends in a word of `organisation_words.csv` or `group_words.csv` and reaches left over whatever is no verb,
preposition, number or punctuation mark: place names, proper names, quoted names.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from seeds.tables import read_reference
from tasks.extract.wording import (
    ACTIVITY,
    ADVERB,
    BRIEF_VERB,
    CLOSE_QUOTE,
    COLON,
    CONJUNCTION,
    FIRST_PERSON,
    LIST_COMMA,
    LOCALISER,
    NOUN,
    OPEN_QUOTE,
    ORGANISATION,
    PARTICLE,
    PERSON,
    PLACE,
    PREPOSITION,
    PRONOUN,
    PROVIDER,
    SCOPE,
    STOP,
    TIME,
    UNKNOWN,
    VERB,
    Words,
)

ORGANISATION_NAME, GROUP, PERSON_NAME, PRONOUN_NAME, SELF, QUOTED = (
    "organisation",
    "group",
    "person",
    "pronoun",
    "self",
    "quoted",
)
_OPENINGS = frozenset((ORGANISATION, PROVIDER, PRONOUN, FIRST_PERSON, OPEN_QUOTE))
_PARTS = frozenset((NOUN, PERSON, UNKNOWN, PROVIDER, ORGANISATION, ACTIVITY, PLACE, CLOSE_QUOTE))
_BETWEEN_HEADS = frozenset((NOUN, UNKNOWN, PROVIDER, ACTIVITY, PLACE, OPEN_QUOTE, CLOSE_QUOTE))
_INSIDE = frozenset((ADVERB, BRIEF_VERB, LOCALISER, TIME, PARTICLE))
_AFTER_PERSON = frozenset(
    (VERB, BRIEF_VERB, PREPOSITION, ADVERB, STOP, CONJUNCTION, PARTICLE, ACTIVITY, TIME, "、", "(")
)
_OF_TOWNS = frozenset("新大小老")
_FAMILIAR = frozenset("老小")
LABEL_OPENS, LABEL_CLOSES = frozenset("【〖"), frozenset("】〗")
"""A label in such brackets is a heading: the body in it has no brackets."""
_VERBAL = frozenset((VERB, ADVERB))
_BRAND_BOUNDARIES = frozenset((STOP, TIME, COLON, LIST_COMMA, CONJUNCTION, PREPOSITION))
_CHARTERED = (
    "中心",
    "协会",
    "联合会",
    "基金会",
    "促进会",
    "总会",
    "服务社",
    "事务所",
    "工作室",
    "义工团",
    "服务队",
    "救援队",
    "联盟",
)
"""Ends of the names that registered bodies have: a verb may stand within."""
_LEVELS = ("省", "市", "县", "区", "旗", "州", "镇", "乡", "街道", "社区", "村")
_FIELDS = (
    "发展",
    "研究",
    "培训",
    "服务",
    "评估",
    "促进",
    "救援",
    "指导",
    "教育",
    "咨询",
    "康复",
    "援助",
    "支持",
    "创新",
)
_LONGEST = 14
_LONGEST_QUOTED = 10


class Name(NamedTuple):
    """One name: words `first` to `last` of the text, characters `start` to `end`, and what it names."""

    first: int
    last: int
    start: int
    end: int
    kind: str


@cache
def _surnames() -> frozenset[str]:
    return frozenset(row["surname"] for row in read_reference("surnames.csv", ("surname",), ("surname",)))


@cache
def _words_of(role: str) -> frozenset[str]:
    rows = read_reference("actor_words.csv", ("word", "role"), ("word", "role"))
    return frozenset(row["word"] for row in rows if row["role"] == role)


@cache
def _deeds() -> frozenset[str]:
    """Activities that are the verb where a body stands before and another behind (工会|走访|企业)."""
    rows = read_reference("object_words.csv", ("word", "role"), ("word", "role"))
    return frozenset(row["word"] for row in rows if row["role"] == "generic")


def find_names(words: Words) -> list[Name]:
    """All names of organisations and groups of the text, in order, none overlapping."""
    names: list[Name] = []
    free = 0
    for at in [at for at, kind in enumerate(words.kinds) if kind in _OPENINGS]:
        if at < free:
            continue
        name = _quoted_at(words, at) if words.kinds[at] == OPEN_QUOTE else _name_at(words, at, free)
        if name:
            names.append(name)
            free = name.last + 1
    return names


def _name_at(words: Words, at: int, floor: int) -> Name | None:
    kind = words.kinds[at]
    if kind == PRONOUN:
        return _name(words, at, at, PRONOUN_NAME)
    if kind == FIRST_PERSON:
        return _name(words, at, at, SELF)
    last = _last_head(words, at)
    first = _first_part(words, at, max(floor, at - _LONGEST), last)
    if last + 1 < len(words.kinds) and words.kinds[last + 1] == CLOSE_QUOTE and _opens_within(words, first, last):
        last += 1
    if len(words.forms[last]) == 1 and (last == 0 or words.kinds[last - 1] not in _PARTS):
        return None  # 一|组
    if words.forms[first].startswith("每"):
        return None  # 每|组
    if words.forms[first] in LABEL_OPENS:
        first, last = first + 1, last - (words.kinds[last] == CLOSE_QUOTE)  # 【社区食堂】
    if words.kinds[last] == PROVIDER and _is_person(words, last):
        return _name(words, first, last + 1, PERSON_NAME)
    if _is_addressed(words, first, last):
        return _name(words, first, last, PERSON_NAME)
    return _name(words, first, last, GROUP if words.kinds[last] == PROVIDER else ORGANISATION_NAME)


def _name(words: Words, first: int, last: int, kind: str) -> Name:
    return Name(first, last, words.starts[first], words.ends[last], kind)


def _last_head(words: Words, at: int) -> int:
    """The last word of the name: 徐汇区中心医院|社工部, 上海两新组织党建服务中心|党员社工志愿团队."""
    kinds, last = words.kinds, at
    for step in range(at + 1, min(at + 6, len(kinds))):
        if kinds[step] == ORGANISATION or (kinds[step] == PROVIDER and kinds[last] == PROVIDER):
            last = step
        elif kinds[step] not in _BETWEEN_HEADS or (kinds[step] == ACTIVITY and words.forms[step] in _deeds()):
            break
    return last


def _opens_within(words: Words, first: int, last: int) -> bool:
    """Whether a quote that begins in words `first` to `last` is still open behind them."""
    inside = words.kinds[first : last + 1]
    return inside.count(OPEN_QUOTE) > inside.count(CLOSE_QUOTE)


def _first_part(words: Words, at: int, floor: int, last: int) -> int:
    """The first word of the name whose head is word `at` and that ends with word `last`."""
    kinds, first = words.kinds, at
    while first > floor and _is_part(words, first, floor, last):
        before = kinds[first - 1]
        opening = _opening_quote(words, first - 1, floor) if before == CLOSE_QUOTE else first - 1
        if before == CLOSE_QUOTE and opening == first - 1:
            break  # “走一程,歇一脚”|货车司机驿站
        first = opening
        if before == SCOPE:
            break
    alone = at - 1 if len(words.forms[at]) == 1 else -1  # 护理|组: a head of one character keeps the work before it
    while first < at and kinds[first] in (ACTIVITY, CLOSE_QUOTE) and kinds[first + 1] not in (ACTIVITY, CLOSE_QUOTE):
        if first == alone:
            break
        first += 1
    return first


def _is_part(words: Words, first: int, floor: int, last: int) -> bool:
    """Whether the word before word `first` belongs to the name that ends with word `last`."""
    kind = words.kinds[first - 1]
    if kind == OPEN_QUOTE:
        return CLOSE_QUOTE in words.kinds[first : last + 2]
    if kind in _VERBAL and _is_brand(words, first - 1, last):
        return True
    if kind == CONJUNCTION:
        return _joins_inside(words, first - 1, floor)
    if kind in _INSIDE:
        return _is_inside(words, first - 1, floor)
    return kind in _PARTS or kind == SCOPE


def _opening_quote(words: Words, at: int, floor: int) -> int:
    """The quote that the one at `at` closes, or `at` itself when it stands too far off."""
    for step in range(at - 1, max(floor, at - 8) - 1, -1):
        if words.kinds[step] == OPEN_QUOTE:
            return step
        if words.kinds[step] == STOP:
            break
    return at


def _joins_inside(words: Words, at: int, floor: int) -> bool:
    """和, 与 inside a name: 评估|与|研究中心, 海曙区|和|义社工师事务所."""
    if at <= floor or at + 1 >= len(words.kinds):
        return False
    left, right = words.kinds[at - 1], words.kinds[at + 1]
    if left == ACTIVITY and (right == ACTIVITY or words.form(at + 1).startswith(_FIELDS)):
        return True
    alone = at - 1 == floor or words.kinds[at - 2] not in _PARTS
    return words.forms[at] == "和" and left == PLACE and right in (UNKNOWN, BRIEF_VERB) and alone


def _is_inside(words: Words, at: int, floor: int) -> bool:
    """One character that is a function word elsewhere but part of a name here: 锋|之|社爱心公益协会, 第一|医院."""
    form = words.forms[at]
    if words.kinds[at] == TIME:
        ordinal = form[0] in "第一二三四五六七八九十" and not any(mark in form for mark in "年月日来")
        return words.kinds[at + 1] == ORGANISATION and ordinal
    if form in _OF_TOWNS and words.kinds[at + 1] in (UNKNOWN, ORGANISATION):
        return True  # 新|厂镇社工站
    if len(form) > 1 or at <= floor or form in "的了等":
        return False
    return words.kinds[at - 1] in (UNKNOWN, PLACE) and words.kinds[at + 1] in (UNKNOWN, NOUN, ORGANISATION)


def _is_brand(words: Words, at: int, last: int) -> bool:
    """守望, 启航 in the name of a body: behind a place (丹徒区|牵手|慈善联合会) or where a clause begins."""
    form = words.forms[at]
    if len(form) < 2 or words.kinds[last] != ORGANISATION or not words.forms[last].endswith(_CHARTERED):
        return False
    before = words.kinds[at - 1] if at else STOP
    if before == PLACE or (at and words.forms[at - 1].endswith(_LEVELS)):
        return form in _words_of("brand") or form in _words_of("brand_of_place")
    return form in _words_of("brand") and before in _BRAND_BOUNDARIES


def _is_addressed(words: Words, first: int, last: int) -> bool:
    """徐|师傅, 王建国|医生: one person, by surname and form of address."""
    if first + 1 != last or words.kinds[first] != UNKNOWN or words.forms[last] not in _words_of("address"):
        return False
    form = words.forms[first]
    return len(form) <= 3 and (form[0] in _surnames() or form[0] in "老小")


def is_one_person(side: str, start: int, end: int) -> bool:
    """一位船长, 90岁的张|奶奶, 居民王先生: one person, by 一位 or by surname and form of address."""
    phrase = side[start:end]
    singles = tuple(_words_of("individual"))
    if phrase.startswith(singles) or phrase.endswith(singles):
        return True
    for address in _words_of("address"):
        if phrase.endswith(address):
            before = phrase[: -len(address)][-1:]
            return before in _surnames() or before in _FAMILIAR
    return False


def _is_person(words: Words, at: int) -> bool:
    """Whether a personal name follows the word `at`: 社工|周赛姣, 志愿者|老夏."""
    side, start = words.side, words.ends[at]
    if start >= len(side) or at + 1 >= len(words.kinds):
        return False
    if side[start] in _FAMILIAR and side[start + 1 : start + 2] in _surnames() and words.kinds[at + 1] == UNKNOWN:
        return True  # 志愿者|老陈三年骑坏
    if side[start] not in _surnames() or len(words.form(at + 1)) > 3:
        return False
    if words.kinds[at + 1] not in (UNKNOWN, ADVERB, PLACE, BRIEF_VERB, TIME):
        return False
    if words.kinds[at + 1] in (ADVERB, TIME) and words.ends[at + 1] - start > 1:
        return False
    behind = (*words.forms[at + 2 : at + 3], "")[0]
    if words.kinds[at + 1] == UNKNOWN and words.ends[at + 1] - start > 1 and behind[:2] in _deeds():
        return True  # 心理咨询师|李敏|接待来访
    following = words.at(start + 3) if start + 3 < len(side) else len(words.kinds) - 1
    return any(words.kinds[step] in _AFTER_PERSON for step in range(at + 2, following + 2) if step < len(words.kinds))


def _room_after(words: Words, at: int) -> bool:
    """“云调解”|室: one character that makes a place or team of the quoted name."""
    following = words.form(at + 1) if at + 1 < len(words.kinds) else " "
    return (
        words.kinds[at] == CLOSE_QUOTE
        and following[0] in "室角屋团社队吧坊站点"
        and words.kinds[at + 1] in (UNKNOWN, BRIEF_VERB)
    )


def _quoted_at(words: Words, at: int) -> Name | None:
    """A short quoted name that no head follows: “周末妈妈”结对…; the clause tells whether it acts."""
    kinds = words.kinds
    for step in range(at + 1, min(at + 8, len(kinds))):
        if kinds[step] == CLOSE_QUOTE:
            room = _room_after(words, step)
            if room and step > at + 1:
                return Name(at, step + 1, words.starts[at], words.starts[step + 1] + 1, ORGANISATION_NAME)
            if words.forms[at] in "《〈【「" or words.starts[step] - words.ends[at] > _LONGEST_QUOTED or step == at + 1:
                return None
            if step + 1 < len(kinds) and kinds[step + 1] in _PARTS - {ACTIVITY}:
                return None
            return _name(words, at, step, QUOTED)
        if kinds[step] in (STOP, OPEN_QUOTE, "#", "、", ":"):
            return None
    return None
