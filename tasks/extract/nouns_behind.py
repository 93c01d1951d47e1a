"""The noun that stands behind a number and its unit.

3户|低保户家庭,    13万余元的|防疫物资    2名|患重病的困难人群    8000多名|医务社工、社区社工、儿童社工等
9名社工|走访…      14名社工|三班倒        509人|服务…              the phrase ends where a verb begins
"""

from __future__ import annotations

from typing import NamedTuple

from tasks.extract.counting import ACTING, KNOWN, NAMES, PEOPLE, REACH, Reading, Span, words_of
from tasks.extract.wording import (
    ACTIVITY,
    ADVERB,
    BRACKET,
    BRIEF_VERB,
    CLOSE_QUOTE,
    COLON,
    CONJUNCTION,
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

_ENDS = frozenset((STOP, LIST_COMMA, CONJUNCTION, BRACKET, FIGURE, PARTICLE))
_CLOSING = frozenset((STOP, BRACKET, COLON, VERB, PARTICLE, LIST_COMMA, CONJUNCTION))
_MODIFIERS = frozenset((UNKNOWN, PLACE, ADVERB, BRIEF_VERB))
_BEFORE_LINK = frozenset((BRIEF_VERB, ADVERB, PARTICLE))
_LINKING = _MODIFIERS | {PARTICLE}
_COUNTING = frozenset(("thing", "person", "event"))
"""Units that ask for a noun; after 人, 元, 小时 a piece that no table knows is rather a verb."""
_LENGTHS = frozenset(("duration", "distance"))
_VERBS_ELSEWHERE = frozenset((("站", "个"), ("组织", "家")))
"""Nouns behind their classifier that are verbs elsewhere."""
_ALL_OF = ("都", "均", "双双", "全")
_WITHOUT = ("没有", "没", "无")
_ASPECTS = frozenset("着了过")
_SMALL = frozenset("大小新老")


class Behind(NamedTuple):
    """The noun phrase behind a unit, and whether 的 or 是 links it."""

    span: Span | None
    linked: bool


def noun_behind(reading: Reading, number: int) -> Behind:
    """The noun phrase that follows the unit of figure `number`."""
    kinds, unit_class = reading.kinds, reading.classes[number]
    first = reading.words.figures[number] + 1
    first += reading.kind(first) == SPACE
    linked = reading.form(first) == "的" or _is_equated(reading, number, first)
    first += linked
    if reading.kind(first) in (SCOPE, PLACE) and reading.form(first + 1) == "的" and reading.kind(first + 2) in NAMES:
        first += 2  # 52位城里的|哥哥姐姐
    if first >= len(kinds) or _makes_up(reading, first, unit_class):
        return Behind(None, linked)
    if (reading.form(first), reading.unit(number)) in _VERBS_ELSEWHERE:
        return Behind(reading.span(first, first), linked)  # 还有5个|站人手没有配齐
    first = _behind_modifier(reading, first) if unit_class == "person" else first
    strict = unit_class not in _COUNTING and not linked
    if unit_class == "money" and kinds[first] in (VERB, BRIEF_VERB) and _is_measure(reading, number):
        first += 1  # 按每人300元|发补贴
        if reading.kind(first) in (NOUN, ACTIVITY):
            return Behind(reading.span(first, phrase_end(reading, first)), True)
        return Behind(None, linked)
    if kinds[first] in (VERB, BRIEF_VERB, ADVERB, PREPOSITION) and not strict:
        relative = _head_of_relative(reading, first, unit_class)
        whole = kinds[first] == PREPOSITION and relative > 0
        if whole and reading.kind(relative - 2) in (NOUN, UNKNOWN):
            return Behind(reading.span(first, phrase_end(reading, relative)), linked)  # 17个|跟车的娃
        first = relative if kinds[first] == VERB or relative > 0 else first
    if kinds[first] == PERSON and reading.form(first + 1) in _ALL_OF:
        head = _head_of_relative(reading, first + 1, unit_class)  # 47个父母都在一线的|孩子
        first = head if head > 0 else first
    if first < 0 or not _may_begin(reading, number, first, strict):
        return Behind(None, linked)
    last = phrase_end(reading, first)
    given = unit_class in ("thing", "person") and _gives_sum(reading, first, last)
    return Behind(reading.span(first, last - (given or _goes(reading, first, last, unit_class))), linked)


def _makes_up(reading: Reading, first: int, unit_class: str) -> bool:
    """社工12名|组成的服务队: the people stand before their number, the team that they make up behind it."""
    return unit_class == "person" and reading.has(first, "build") and reading.kind(first - 2) in PEOPLE


def _goes(reading: Reading, first: int, last: int, unit_class: str) -> bool:
    """1300名|滞留旅客|返乡: the last word of the phrase is where the people go."""
    gone = unit_class == "person" and first < last and reading.has(last, "lone_verb")
    return gone and reading.kinds[last - 1] in PEOPLE


def _gives_sum(reading: Reading, first: int, last: int) -> bool:
    """36家|企业|捐款260万元: the last word of the phrase is what they do, a number follows it."""
    gift = reading.form(last) in words_of("giving") and reading.kind(last + 1) in (FIGURE, STOP)
    return gift and first < last and reading.kind(last - 1) in (ORGANISATION, PERSON, PROVIDER, NOUN)


def _is_equated(reading: Reading, number: int, first: int) -> bool:
    """六成|是环卫工, 其余17名|是楼组长: who they are."""
    if reading.classes[number] == "percent":
        return reading.has(first, "equals")
    rest = not {"其余", "余下", "剩下", "其他"}.isdisjoint(reading.lead(number))
    people = reading.classes[number] == "person" and reading.kind(first + 1) in PEOPLE
    return people and rest and reading.form(first) == "是"


def _behind_modifier(reading: Reading, first: int) -> int:
    """37位|回不了家的日托老人, 37名|受伤、中暑志愿者, 56名|志愿“团长”: the first word of those who are counted."""
    kinds = reading.kinds
    if kinds[first] == VERB and reading.kind(first + 1) in JOINTS:
        ends = (step for step in range(first + 2, first + 6) if reading.kind(step) in PEOPLE | {STOP, FIGURE})
        last = next(ends, -1)
        return last if last > 0 and kinds[last] in PEOPLE else first
    if kinds[first] == ACTIVITY and reading.kind(first + 1) == OPEN_QUOTE and reading.kind(first + 2) in PEOPLE:
        return first + 1
    if kinds[first] not in (UNKNOWN, NOUN, BRIEF_VERB) or kinds[phrase_end(reading, first)] in KNOWN - {NOUN}:
        return first
    if reading.kind(first + 1) in (VERB, PREPOSITION) or (kinds[first] == NOUN and phrase_end(reading, first) == first):
        return first
    head = _head_of_relative(reading, first, "person")
    return head if head > 0 else first


def _is_measure(reading: Reading, number: int) -> bool:
    return not {"按", "按照", "依照"}.isdisjoint(reading.lead(number))


def phrase_end(reading: Reading, first: int) -> int:
    """The last word of the noun phrase that begins at `first`; a list counts as one phrase."""
    kinds, last = reading.kinds, first
    for at in range(first, min(first + REACH, len(kinds))):
        kind = kinds[at]
        if kind == UNKNOWN and at > first and kinds[at - 1] in ACTING and reading.kind(at + 1) not in KNOWN:
            break  # 14名社工|三班倒
        if kind == ACTIVITY and at > first and (_is_deed(reading, at) or _is_for_them(reading, first, at)):
            break  # 6家单位|走访慰问百岁老人
        if kind == UNKNOWN and at > first and kinds[at - 1] == PERSON and _is_verb_of(reading, at):
            break  # 214户果农|摘脐橙
        if at > first and reading.has(at, "handled") and reading.kind(at + 1) == FIGURE:
            break  # 5条热线|接听来电60通
        if kind in NAMES or kind == CLOSE_QUOTE or at == first:
            last = at
        elif kind == PARTICLE and _links_head(reading, first, at):
            continue
        elif kind in _BEFORE_LINK and reading.kinds[first] == UNKNOWN and _links_head(reading, first, at + 1):
            continue  # 手|写|的慰问信, 坏|了|的轮椅
        elif kind != OPEN_QUOTE and not (kind in JOINTS and _list_goes_on(reading, at + 1)):
            break
    return last


def _is_verb_of(reading: Reading, at: int) -> bool:
    """Whether the one unknown character at `at` is what the people before it do with the thing behind it."""
    return len(reading.form(at)) == 1 and reading.kind(at + 1) == NOUN and reading.kind(at + 2) == FIGURE


def _is_deed(reading: Reading, at: int) -> bool:
    """Whether the activity at `at` is what those before it do."""
    before, following = reading.kinds[at - 1], reading.kind(at + 1)
    if following == PERSON:
        return before in KNOWN
    if before not in ACTING or following in (ORGANISATION, PROVIDER):
        return False
    return before in PEOPLE or reading.has(at, "generic")


def _is_for_them(reading: Reading, first: int, at: int) -> bool:
    """向36个|受灾村|捐赠抽水泵: the activity at `at` is done for those who are counted, the thing stands behind it."""
    given = reading.has(at, "gift") or reading.has(at, "transitive")
    return given and reading.kind(first - 2) == PREPOSITION and reading.kind(at + 1) in (NOUN, UNKNOWN)


def _links_head(reading: Reading, first: int, at: int) -> bool:
    """患重病|的|困难人群, 骑电动车|的|志愿者: a modifier before the 的, a known noun behind it."""
    if reading.form(at) != "的" or reading.kind(at + 1) not in KNOWN:
        return False
    if all(kind in _MODIFIERS for kind in reading.kinds[first : at - 1]) and reading.kinds[at - 1] in _LINKING:
        return True
    led = reading.kinds[at - 1] == NOUN and reading.kinds[first] in (UNKNOWN, BRIEF_VERB)
    return led and reading.kind(at + 1) in PEOPLE


def _list_goes_on(reading: Reading, at: int) -> bool:
    """Whether an item without a number of its own follows: 医务社工、|社区社工等."""
    kinds = reading.kinds
    for step in range(at, min(at + 8, len(kinds))):
        if kinds[step] in (FIGURE, BRIEF_VERB, PREPOSITION):
            return False
        if kinds[step] in _CLOSING:
            return step > at
    return False


def _head_of_relative(reading: Reading, first: int, unit_class: str) -> int:
    """The word after the 的 that closes a relative clause (2名|来自武汉的医生), or -1."""
    kinds = reading.kinds
    for at in range(first + 1, min(first + 10, len(kinds) - 1)):
        if kinds[at] in (STOP, FIGURE, COLON):
            return -1
        if kinds[at] in PEOPLE and kinds[first] == ADVERB and at < first + 3 and unit_class == "person":
            return first + 1 if reading.form(first) not in _WITHOUT else -1  # 13名已|故人员, not 17名没有|家长
        if kinds[at] == PARTICLE and reading.form(at) not in _ASPECTS:
            heads = PEOPLE | {ORGANISATION} if unit_class == "person" else KNOWN
            return at + 1 if reading.form(at) == "的" and _run_kind(reading, at + 1) in heads else -1
    return -1


def _run_kind(reading: Reading, first: int) -> str:
    """The kind of the last word of the phrase that begins at `first`."""
    kind = reading.kind(first)
    return reading.kinds[phrase_end(reading, first)] if kind in NAMES else kind


def _may_begin(reading: Reading, number: int, first: int, strict: bool) -> bool:
    """Whether a noun phrase that this unit counts can begin with word `first`."""
    kind, following = reading.kinds[first], reading.kind(first + 1)
    if reading.has(first, "head_of_rule") or reading.form(first) == "钱":
        return False  # 2000元的|标准, 两块|钱
    if kind == ACTIVITY and reading.form(first - 1) == "的" and following in _ENDS:
        return True  # 1500人次的|问询
    if kind == ACTIVITY:
        return _activity_begins(reading, number, first, strict)
    if strict:
        lessons = reading.unit(number) in ("学时", "课时")
        return kind in (NOUN, PERSON, PROVIDER) and (lessons or reading.classes[number] not in _LENGTHS)
    if kind == OPEN_QUOTE:
        return following in NAMES or following in (TIME, SCOPE, ADVERB)
    if kind in (ADVERB, BRIEF_VERB):
        return following in (UNKNOWN, NOUN) and _begins_word(reading, number, first)
    if kind in (TIME, SCOPE):
        return following in NAMES
    if kind == UNKNOWN and len(reading.form(first)) == 1 and reading.classes[number] == "person":
        return following not in (PREPOSITION, VERB)  # 其余2户|排到下周
    return kind in NAMES


def _begins_word(reading: Reading, number: int, first: int) -> bool:
    """块|插线板, 台|大型车: one character that is a verb or adverb elsewhere; after 名, 户 it is one (8户|搬出)."""
    form = reading.form(first)
    if reading.kinds[first] == ADVERB:
        return form in _SMALL
    return len(form) == 1 and reading.classes[number] == "thing"


def _activity_begins(reading: Reading, number: int, first: int, strict: bool) -> bool:
    """4场|义诊, 120小时|培训; after 名 an activity is the verb unless a noun follows (20名|培训学员)."""
    following, unit_class = reading.kind(first + 1), reading.classes[number]
    if (following in KNOWN or following == UNKNOWN) and not strict:
        return unit_class != "person" or following != UNKNOWN
    if unit_class == "duration" and following == FIGURE:
        return False  # 16天|送药2315户次
    if unit_class in ("duration", "event"):
        return following in _ENDS or following == ACTIVITY
    return unit_class == "thing" and following in _ENDS
