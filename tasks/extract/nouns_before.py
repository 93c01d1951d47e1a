"""The noun that stands before a number, and the words between the two.

防疫物资|共|5.7万余件      over 共                    口罩、手套|合计|3200件    a list as a whole
满意率|达|98%              退休|的占|四成              社工里会讲佤语|的占|三成   -> 社工
供|餐|300份                the thing inside the verb    陪伴|1420小时              the verb itself
服务|300人, 发放|500元     a verb only: nothing
"""

from __future__ import annotations

from typing import NamedTuple

from tasks.extract.counting import (
    ACTING,
    KNOWN,
    NAMES,
    PARTITIVES,
    PEOPLE,
    REACH,
    REPEATED,
    Reading,
    Span,
    endings_of,
    words_of,
)
from tasks.extract.wording import (
    ACTIVITY,
    ADVERB,
    BRIEF_VERB,
    CLOSE_QUOTE,
    COLON,
    FIGURE,
    JOINTS,
    LOCALISER,
    NOUN,
    OPEN_QUOTE,
    ORGANISATION,
    PARTICLE,
    PERSON,
    PLACE,
    PREPOSITION,
    PROVIDER,
    SPACE,
    STOP,
    TIME,
    UNKNOWN,
    VERB,
    is_deed_noun,
)

_QUOTES = frozenset((OPEN_QUOTE, CLOSE_QUOTE))
_SMALL = frozenset("大小新老")
_LABEL_MARKS = frozenset("】〗")
"""A label in such brackets opens a paragraph, it is no noun that is counted."""
_COMPARED = frozenset(("同比", "环比", "比"))
_WITH = frozenset(("同", "与", "跟", "和"))
_LED = frozenset((VERB, UNKNOWN, ACTIVITY, BRIEF_VERB))
_MOTIONS = frozenset("来到去")
_NEAR = 6
_CASES = frozenset(("例", "件", "起", "宗", "人", "名", "位", "人次", "例次"))
_SITTINGS = frozenset(("场", "场次", "期", "课时", "学时"))
_PEOPLE_ENDS = tuple(
    "人者员师生民商亲胞友兵们家户族工军客属板妇儿童孩女男子弟妹姐哥嫂叔婶爷奶"
    "伯姨翁娘匠倌手警医护教农伍队班组会干群官将士僧尼道迷星长司籍众骨主导模佬娃"
)
"""Last characters of words for people."""
_NOT_OF_PROVIDERS = REPEATED | {"户", "户次"}
_OFTEN = REPEATED | {"人次", "例次"}
"""Units under which the deed itself is counted: 接诊2480人次, 家访2次."""
_OF_SESSIONS = frozenset(("场", "次", "期", "场次", "节", "讲", "课时"))
_POINTS = frozenset(("百分点", "个百分点", "分"))


class Before(NamedTuple):
    """The noun phrase before a number, and the words passed over to reach it, nearest first."""

    span: Span | None
    over: list[str]


def noun_before(reading: Reading, number: int) -> Before:
    """The noun phrase that ends before figure `number`."""
    floor = _floor(reading, number)
    at, over = _pass_fillers(reading, number, reading.words.figures[number] - 1, floor)
    if at <= floor:
        return Before(None, over)
    if _is_part_of_whole(reading, number, at) or _is_part_spent(reading, number, at, over):
        return Before(None, over)
    rate = _rate_from(reading, number, floor)
    if rate:
        return Before(rate, over)
    if _is_against_mean(reading, number, at):
        return Before(_compared_rate(reading, at, floor), over)
    at -= _steps_between(reading, at, floor)
    special = _special(reading, number, at, floor, over)
    if special:
        return Before(special, over)
    compared = reading.classes[number] == "percent" and not _COMPARED.isdisjoint(over)
    if compared and not reading.form(at).endswith("率"):
        return Before(None, over)
    first, last = phrase_start(reading, at, floor), at
    if first > last:
        return Before(None, over)
    if first == last and reading.form(last) == "率" and reading.kind(first - 1) in (VERB, ACTIVITY, BRIEF_VERB):
        return Before(reading.span(first - 1, last), over)  # 兑现|率96%
    return Before(_phrase(reading, number, first, last), over)


def _is_part_of_whole(reading: Reading, number: int, at: int) -> bool:
    """驻校社工14位,其中持中级证书|的5位: the words before the 的 say which part of what was counted before."""
    if reading.form(at) != "的" or reading.classes[number] not in ("person", "person_time", "thing", "event"):
        return False
    return number > 0 and "其中" in reading.lead(number) and reading.sentence(number - 1) == reading.sentence(number)


def _steps_between(reading: Reading, at: int, floor: int) -> int:
    """Words of what stands between a work and its number: 家庭无障碍改造|完工|1060户, 个案|目标40例|完成46例."""
    before = at - 1 - (reading.kind(at - 1) == SPACE)
    if before <= floor:
        return 0
    form = reading.form(at)
    aim = form.startswith(("目标", "计划", "任务")) and any(char.isdigit() for char in form)
    if aim:
        return at - before if reading.kinds[before] in NAMES else 0
    return int(reading.has(at, "finished") and reading.kinds[at - 1] in (ACTIVITY, NOUN))


def _is_part_spent(reading: Reading, number: int, at: int, over: list[str]) -> bool:
    """拨款120万元,已支出|七成半: a share of what was counted before, not of the spending; 已支出|24万元 too."""
    if reading.classes[number] == "money" and reading.form(at) == "支出" and not over:
        return reading.form(at - 1) in ("已", "已经") and number > 0
    return reading.classes[number] == "percent" and reading.form(at) in ("支出", "结余") and "占" not in over


def _rate_from(reading: Reading, number: int, floor: int) -> Span | None:
    """足底溃疡的愈合率,从|不足三成涨到六成八: the share that changes stands before the comma."""
    at = reading.words.figures[number] - 1
    if reading.classes[number] != "percent" or reading.form(at) not in ("从", "由") or reading.kind(at - 1) != STOP:
        return None
    last = at - 2
    if last <= floor or reading.kind(last) not in (NOUN, UNKNOWN, PERSON, PROVIDER):
        return None
    first = phrase_start(reading, last, floor)
    cut = first == last and reading.form(last) == "率" and len(reading.form(last - 1)) == 1
    return reading.span(first - 2 * cut, last)  # 愈|合|率


def _is_against_mean(reading: Reading, number: int, at: int) -> bool:
    """比全市平均水平低|0.3个百分点: only a comparison stands before the number."""
    if reading.unit(number) not in _POINTS or reading.form(at).endswith("率"):
        return False
    return not {"比", "较"}.isdisjoint(reading.lead(number))


def _compared_rate(reading: Reading, at: int, floor: int) -> Span | None:
    """协议履行率|比上年提高2.1个百分点 -> 协议履行率."""
    while at > floor and reading.form(at) not in ("比", "较") and reading.kinds[at] != STOP:
        at -= 1
    last = at - 1
    rate = last > floor and reading.form(at) in ("比", "较") and reading.kinds[last] in NAMES
    return reading.span(min(last, phrase_start(reading, last, floor)), last) if rate else None


def phrase_start(reading: Reading, last: int, floor: int) -> int:
    """The first word of the noun phrase that ends with word `last`; `last` + 1 when it ends none."""
    kinds, at = reading.kinds, last
    while at > floor and _belongs(reading, at, last, floor):
        at = _opening_quote(reading, at, floor) if kinds[at] == CLOSE_QUOTE else at
        at -= 1
    if _split_by_brief_verb(reading, at, last, floor):
        at -= 1 + (reading.kind(at - 1) == UNKNOWN and at - 1 > floor)
    return at + 1


def _floor(reading: Reading, number: int) -> int:
    """The number of the last word that cannot belong to figure `number`: the figure before it."""
    at = reading.words.figures[number]
    return max(reading.words.figures[number - 1] if number else -1, at - REACH - 1, -1)


# -- what stands between ---------------------------------------------------------------------------------------


def _pass_fillers(reading: Reading, number: int, at: int, floor: int) -> tuple[int, list[str]]:
    """Step left from `at` over what stands between a noun and its number: 共, 达, 价值, a date, a bracket."""
    over: list[str] = []
    while at > floor:
        form = reading.words.forms[at]
        if form == "了" and reading.kind(at - 1) in (UNKNOWN, BRIEF_VERB):
            return floor, [*over, form]  # 走坏了: an unknown word before 了 is a verb
        if form == ")":
            opening = _opening_bracket(reading, at, floor)
            if opening < 0:
                break
            at = opening
        elif not _is_filler(reading, number, at, form) and not (over == [] and _holds_alone(reading, number, at)):
            break
        over.append(form)
        at -= 1
    if "的" in over and over[-1] == "时" and reading.kind(phrase_start(reading, at, floor) - 1) == PREPOSITION:
        at = phrase_start(reading, at, floor) - 2  # 从|开灶|时的21位
    return at, over


def _is_filler(reading: Reading, number: int, at: int, form: str) -> bool:
    kind = reading.kinds[at]
    if kind in (ADVERB, TIME) or form in words_of("filler") or form in words_of("value"):
        return True
    if kind == COLON:
        return reading.kind(at - 1) in KNOWN
    if form == "的":
        share = reading.classes[number] == "percent" or reading.kind(at - 2) == PLACE
        came = reading.form(at - 1) in _MOTIONS and share  # 贵州|来的79个
        return reading.is_moment(at - 1) and not came  # 由|去年年底的|3307人, 由|首课的|37%
    if kind == UNKNOWN and reading.form(at + 1) == "的" and reading.is_moment(at):
        return True  # 从|开灶时|的21位
    if reading.classes[number] == "percent" and form in words_of("percent_verb"):
        return True
    return form.isspace() and "\n" not in form


def _holds_alone(reading: Reading, number: int, at: int) -> bool:
    """社工|(12名): whether the word at `at` opens brackets that hold nothing but figure `number`."""
    figure = reading.words.figures[number]
    return at == figure - 1 and reading.form(at) == "(" and reading.form(figure + 1) == ")"


def _opening_bracket(reading: Reading, at: int, floor: int) -> int:
    """The number of the bracket that the one at `at` closes, -1 if it is not near."""
    for step in range(at - 1, floor, -1):
        if reading.words.forms[step] == "(":
            return step
    return -1


def _opening_quote(reading: Reading, at: int, floor: int) -> int:
    """The quote that the one at `at` closes, or `at` itself."""
    for step in range(at - 1, max(floor, at - 9), -1):
        if reading.kinds[step] == OPEN_QUOTE:
            return step
        if reading.kinds[step] in (STOP, FIGURE):
            break
    return at


# -- nouns that are no plain phrase ----------------------------------------------------------------------------


def _special(reading: Reading, number: int, at: int, floor: int, over: list[str]) -> Span | None:
    """The noun of a share, of an age group, within a verb, or the verb itself."""
    form = reading.words.forms[at]
    if form == "的":
        return _of_relative(reading, number, at, floor, over)
    if form == "了" or (form.endswith("了") and reading.unit(number) in ("人", "名", "位")):
        return _enrolled(reading, at)
    if reading.kinds[at] == LOCALISER:
        return _age_group(reading, at)
    if reading.classes[number] == "percent" and reading.kinds[at] in (VERB, ACTIVITY) and reading.has(at - 1, "done"):
        last = at - 2
        return reading.span(phrase_start(reading, last, floor), last) if reading.kind(last) == NOUN else None
    if reading.classes[number] == "percent":
        return _time_of_day(reading, number, at) if "占" in over else None
    special = _with_verb(reading, number, at, floor)
    if not special and reading.kinds[at] in (VERB, ACTIVITY, UNKNOWN, NOUN):
        return _within_verb(reading, number, at, form, over)
    return special


def _with_verb(reading: Reading, number: int, at: int, floor: int) -> Span | None:
    """Who is led, who came, what was handled or done so often: the noun beside the verb `at`, or both."""
    people = _led_somewhere(reading, number, at, floor) or _who_came(reading, number, at, floor)
    deed = people or _deed_in_manner(reading, number, at) or _done_so_often(reading, number, at, floor)
    return deed or _deed_in_two(reading, number, at) or _handled(reading, number, at)


def _of_relative(reading: Reading, number: int, at: int, floor: int, over: list[str]) -> Span | None:
    """Before 的: 退休|的占四成, 社工里会讲佤语|的占三成, 独居老牧民登记在册|的有386位, 占咨询人|的近七成."""
    whole = _whole(reading, at, floor)
    if reading.classes[number] == "percent":
        if "占" in over:
            return whole or _whose_share(reading, at - 1, floor)
        return _numerator(reading, at, floor)
    return whole or (_in_relative(reading, number, at, floor) if "有" in over else None)


def _run_before(reading: Reading, step: int, floor: int) -> Span | None:
    """The run of nouns that ends before word `step`."""
    first = step
    while first - 1 > floor and reading.kinds[first - 1] in NAMES:
        first -= 1
    return reading.span(first, step - 1) if first < step else None


def _whole(reading: Reading, at: int, floor: int) -> Span | None:
    """社工里会讲佤语|的占三成, 星级志愿者里,五星|的有88位: the set that a part is taken from."""
    for step in range(at - 1, max(floor, at - 14), -1):
        if reading.kinds[step] == LOCALISER and reading.words.forms[step] in PARTITIVES:
            return None if reading.has(step - 1, "quantity") else _run_before(reading, step, floor)
    return None


def _numerator(reading: Reading, at: int, floor: int) -> Span | None:
    """外来务工者|占咨询人的近七成 -> 外来务工者."""
    for step in range(at - 1, max(floor, at - 9), -1):
        if reading.form(step) == "占":
            return _run_before(reading, step, floor)
    return None


def _whose_share(reading: Reading, last: int, floor: int) -> Span | None:
    """退休|的占四成 -> 退休: whatever stands before the 的."""
    at = last
    while at > floor and last - at < 6 and reading.kinds[at] not in (STOP, FIGURE, COLON, PARTICLE):
        if reading.kinds[at] == ADVERB and reading.has(at, "inherit"):
            break
        at -= 1
    if reading.form(last) in _MOTIONS:
        return reading.span(at + 1, at + 1) if reading.kinds[at + 1] in PEOPLE else None  # 外省来|的占一成七
    if at == last or reading.kinds[last] == PLACE or reading.form(last).endswith(endings_of("area")):
        return None  # 其中靖西市|的占四成: a part by place
    return reading.trim(*reading.span(at + 1, last))


def _in_relative(reading: Reading, number: int, at: int, floor: int) -> Span | None:
    """独居老牧民登记在册|的有386位, 接种肉苁蓉|的有240亩: the people, or the thing, of the relative clause."""
    if reading.unit(number) == "人次" and reading.has(at - 1, "audience"):
        return reading.span(at - 1, at - 1)  # 听课|的有200人次
    if reading.classes[number] not in ("person", "thing"):
        return None
    wanted = PEOPLE if reading.classes[number] == "person" else frozenset((NOUN, UNKNOWN))
    for step in range(at - 1, max(floor, at - 9), -1):
        if reading.kinds[step] in (STOP, COLON):
            break
        if reading.kinds[step] in wanted and not reading.has(step, "quantity"):
            first = step
            while first - 1 > floor and reading.kinds[first - 1] in NAMES - {ACTIVITY}:
                first -= 1
            return reading.span(first, step)
    return None


def _enrolled(reading: Reading, at: int) -> Span | None:
    """志愿者|登记了1215人 -> 志愿者."""
    deed = at - (reading.form(at) == "了")
    enrolled = reading.form(deed).removesuffix("了") in words_of("enrol")
    return reading.span(deed - 1, deed - 1) if enrolled and reading.kind(deed - 1) in PEOPLE else None


def _who_came(reading: Reading, number: int, at: int, floor: int) -> Span | None:
    """志愿者累计|上岗17294人次, 孩子们|来了1032人次: those who come or attend are counted."""
    if reading.classes[number] != "person_time" or reading.unit(number) == "户次":
        return None
    if not (reading.has(at, "audience") or reading.has(at, "arrival")):
        return None
    last = at - 1
    while last > floor and reading.kinds[last] in (ADVERB, TIME):
        last -= 1
    if last <= floor or reading.kinds[last] not in PEOPLE:
        return None
    return reading.span(min(last, phrase_start(reading, last, floor)), last)


def _led_somewhere(reading: Reading, number: int, at: int, floor: int) -> Span | None:
    """护送|学生|过街1.9万人次, 劝导|流浪人员|进站57人: people whom a deed brings to do something are counted."""
    if reading.unit(number) not in ("人", "名", "位", "人次") or reading.kinds[at] not in _LED:
        return None
    parted = len(reading.form(at)) == 1 and len(reading.form(at - 1)) == 1  # 进|站, 过|街
    last = at - 1 - parted
    whole = parted or (1 < len(reading.form(at)) < 4 and reading.kinds[at] != BRIEF_VERB)
    if last <= floor or reading.kinds[last] not in PEOPLE or not whole:
        return None
    first = phrase_start(reading, last, floor)
    first = 1 + max((step for step in range(first, last) if reading.kinds[step] == ACTIVITY), default=first - 1)
    deed = reading.kind(first - 1) in (VERB, ACTIVITY) and first - 1 > floor
    return reading.span(first, last) if deed and first <= last else None


def _handled(reading: Reading, number: int, at: int) -> Span | None:
    """受理|申请376件, 接待|来访640批次: a verb that is a noun behind the verb of those who handle it."""
    plea = reading.kinds[at] == VERB and reading.has(at, "plea") and reading.classes[number] in ("thing", "event")
    return reading.span(at, at) if plea and reading.kind(at - 1) in (VERB, BRIEF_VERB, UNKNOWN) else None


def _deed_in_manner(reading: Reading, number: int, at: int) -> Span | None:
    """入户指导612次, 上门服务90趟: how it is done makes a noun of a deed that names nothing alone."""
    if reading.unit(number) not in REPEATED or not reading.has(at, "generic") or reading.kinds[at] != ACTIVITY:
        return None
    return reading.span(at - 1, at) if reading.has(at - 1, "manner") else None


def _done_so_often(reading: Reading, number: int, at: int, floor: int) -> Span | None:
    """康复训练|做了3920人次, 血压、血氧|测了一千三百多次: what was done so often stands before the verb."""
    if reading.unit(number) not in _OFTEN or reading.kinds[at] != VERB or not reading.form(at).endswith("了"):
        return None
    last = at - 1
    while last > floor and (reading.kinds[last] in (ADVERB, TIME) or reading.is_moment(last + 1)):
        last -= 1
    meets = reading.kinds[last] == ORGANISATION and reading.has(at, "session")
    if last <= floor or not (meets or reading.kinds[last] in (ACTIVITY, NOUN, UNKNOWN, CLOSE_QUOTE)):
        return None
    first = phrase_start(reading, last, floor)
    if first > last or len(reading.form(last)) == 1 or _names_nothing(reading, last, reading.form(last)):
        return None
    return reading.span(first, last)


def _deed_in_two(reading: Reading, number: int, at: int) -> Span | None:
    """看|病327人次, 往返|医院184人次: a verb with what belongs to it; with those it is done for they are counted."""
    if reading.unit(number) not in _OFTEN:
        return None
    word = reading.kinds[at] == UNKNOWN and len(reading.form(at)) == 1 and reading.kind(at - 1) == BRIEF_VERB
    way = reading.kinds[at] == ORGANISATION and reading.has(at - 1, "deed")
    if not (word or way):
        return None
    return reading.span(at - 2, at - 2) if reading.kind(at - 2) == PERSON else reading.span(at - 1, at)


def _age_group(reading: Reading, at: int) -> Span | None:
    """其中80岁及以上|7905人 -> 80岁及以上."""
    for step in (at - 1, at - 2):
        if "岁" in reading.form(step):
            return reading.span(step, at)
    return None


def _time_of_day(reading: Reading, number: int, at: int) -> Span | None:
    """其中|夜间|占四成半: a time of day as the part that is counted."""
    for step in range(reading.words.figures[number] - 1, at, -1):
        if reading.form(step) == "占" and reading.kind(step - 1) == TIME:
            return None if reading.form(step - 1)[0].isdigit() else reading.span(step - 1, step - 1)
    return None


def _within_verb(reading: Reading, number: int, at: int, form: str, over: list[str]) -> Span | None:
    """供|餐|300份, 分红|36万元, 陪伴|1420小时."""
    unit_class, span = reading.classes[number], reading.span(at, at)
    worth = unit_class == "money" and any(word in words_of("value") for word in over)
    if (unit_class in ("thing", "event") or worth) and form in words_of("inner"):
        return span[1] - 1, span[1]
    if reading.kinds[at] not in (VERB, ACTIVITY):
        return None
    if unit_class == "money" and form.endswith(endings_of("money_noun")):
        return span
    return span if _is_deed(reading, number, at, form) else None


def _is_deed(reading: Reading, number: int, at: int, form: str) -> bool:
    """陪伴|1420小时, 往返|167趟: the verb itself is what is counted."""
    if form in words_of("time_taken"):
        return reading.classes[number] == "duration" and reading.form(at - 1) in ("平均", "人均", "均", "最快", "最长")
    if (
        len(form) < 2
        or "了" in form
        or reading.form(at - 1) == "被"
        or any(form in words_of(role) for role in ("effort", "spend", "light"))
    ):
        return False
    if reading.classes[number] == "duration":
        return True
    if reading.kinds[at] != VERB or reading.unit(number) not in _OFTEN or form in words_of("generic"):
        return False
    people = reading.unit(number) not in REPEATED
    return not (people and any(form in words_of(role) for role in ("arrival", "change", "source")))


# -- plain phrases ---------------------------------------------------------------------------------------------


def _belongs(reading: Reading, at: int, last: int, floor: int) -> bool:
    """Whether word `at` belongs to the noun phrase that ends with word `last`."""
    kind = reading.kinds[at]
    if kind == UNKNOWN:
        return not reading.words.forms[at][0].isdigit()
    if kind in NAMES or kind in _QUOTES:
        return reading.words.forms[at] not in _LABEL_MARKS
    if kind in JOINTS or (kind == PARTICLE and reading.words.forms[at] == "等"):
        return at < last and at - 1 > floor and (reading.kinds[at - 1] in NAMES or reading.kinds[at - 1] == CLOSE_QUOTE)
    return kind == ADVERB and at < last and reading.words.forms[at] in _SMALL and reading.kinds[at + 1] == UNKNOWN


def _split_by_brief_verb(reading: Reading, at: int, last: int, floor: int) -> bool:
    """站票坐|垫: one odd character left over behind a one-character verb belongs to a longer noun; not in 发|掉."""
    if at <= floor or at + 1 != last or reading.kinds[at] != BRIEF_VERB or reading.has(last, "broken"):
        return False
    return reading.kinds[last] == UNKNOWN and len(reading.form(last)) == 1


def _phrase(reading: Reading, number: int, first: int, last: int) -> Span | None:
    """Words `first` to `last` less what cannot be what is counted; None when nothing is left."""
    kinds = reading.kinds
    while first <= last and (kinds[first] in JOINTS or kinds[first] == CLOSE_QUOTE):
        first += 1
    while last >= first and (kinds[last] in JOINTS or kinds[last] == OPEN_QUOTE):
        last -= 1
    trained = reading.unit(number) in _SITTINGS and kinds[last] in PEOPLE
    if trained and kinds[first] == ACTIVITY:
        return reading.span(first, first)  # 培训|社工16场次
    if _is_handed_over(reading, number, first, last):
        return None
    first, last = _of_served(reading, number, first, last)
    first += first < last and is_per_head(reading.form(first))  # 每户|慰问金800元
    first = _past_verbs(reading, number, first, last)
    last = _before_verbs(reading, number, first, last)
    if first > last or not _fits(reading, number, first, last):
        return None
    return reading.trim(*reading.span(first, last))


def _is_handed_over(reading: Reading, number: int, first: int, last: int) -> bool:
    """转介|市第三人民医院2例: who a case is handed over to is not counted; nor 社工|护送1028人 those who lead."""
    if reading.kinds[last] == ORGANISATION and reading.classes[number] in ("event", "thing", "person_time"):
        steps = range(max(0, last - _NEAR), last)
        return reading.unit(number) in _CASES and any(reading.has(at, "handover") for at in steps if at >= first - 1)
    led = reading.unit(number) in ("人", "名", "位") and first < last and reading.kinds[last - 1] == PROVIDER
    return led and reading.has(last, "transitive") and reading.kinds[last] == ACTIVITY


def _of_served(reading: Reading, number: int, first: int, last: int) -> tuple[int, int]:
    """给|老人|体检960人 counts the people, 给|老人|拍全家福270张 what was done for them."""
    served = reading.kind(first - 1) == PREPOSITION and reading.kind(first) == PERSON and first + 1 == last
    if not served or reading.kinds[last] != ACTIVITY:
        return first, last
    people = reading.classes[number] in ("person", "person_time") and reading.form(first - 1) not in _WITH
    return (first, first) if people else (last, last)  # not 同|渔民|个别谈心93人次


def _past_verbs(reading: Reading, number: int, first: int, last: int) -> int:
    """The first word behind the verb that stands in the phrase: 服务|居民, 工会走访|企业, 市心理卫生协会|直播6场."""
    kinds = reading.kinds
    while first < last and _is_verb_before(reading, first, last):
        first += 1
    for at in range(last, first, -1):
        doers = kinds[at - 1] in ACTING or reading.kind(first - 1) == PREPOSITION  # 向|灾区|捐赠|帐篷200顶
        if at < last and kinds[at] == ACTIVITY and doers and _done_to(reading, at):
            return at + 1
        if kinds[at - 1] in (PROVIDER, ORGANISATION) and is_deed_noun(reading.form(at)):
            return at  # 医务社工|跟进个案97例
    if reading.classes[number] == "money" and reading.form(last) in words_of("gift"):
        return last  # 老兵|捐款8.76万元
    does = kinds[last] == ACTIVITY or reading.form(last) in words_of("shown")
    if does and first < last and kinds[last - 1] == ORGANISATION:
        return last
    return first


def _is_verb_before(reading: Reading, first: int, last: int) -> bool:
    """服务|居民, 配送|图书: an activity word before what it is done to."""
    if reading.kinds[first] != ACTIVITY:
        return False
    following = reading.kinds[first + 1]
    if reading.has(first, "generic"):
        return following != ACTIVITY or reading.kinds[last] == PERSON
    return reading.has(first, "transitive") and following in (NOUN, PERSON, UNKNOWN)


def _done_to(reading: Reading, at: int) -> bool:
    following = reading.kinds[at + 1]
    if following == NOUN:
        return reading.has(at, "generic") or reading.has(at, "transitive")
    return following in (PERSON, ORGANISATION)


def _before_verbs(reading: Reading, number: int, first: int, last: int) -> int:
    """The last word before a verb that closes the phrase: 重病患者|补助6917人次, 电子手册|点击下载2.8万次."""
    kinds = reading.kinds
    people = reading.classes[number] in ("person", "person_time")
    while first < last and people and kinds[last - 1] in PEOPLE and reading.has(last, "generic"):
        last -= 1
    while first < last and reading.has(last, "audience") and kinds[last - 1] in (NOUN, ACTIVITY):
        last -= 1
    return last


def _fits(reading: Reading, number: int, first: int, last: int) -> bool:
    """Whether words `first` to `last` can be what a unit of this class counts."""
    unit_class, kind, form = reading.classes[number], reading.kinds[last], reading.form(last)
    if _is_done(unit_class, kind, form, first == last):
        return False
    if first == last and _names_nothing(reading, last, form):
        return False
    if _is_lone_verb(reading, number, first, last) or (kind == PROVIDER and reading.unit(number) in _NOT_OF_PROVIDERS):
        return False  # 病退|2人, 护理员每月上门|4次, 社工入户|517户次
    if unit_class in ("duration", "distance"):
        made = unit_class == "distance" and reading.kind(first - 1) in (VERB, ACTIVITY) and kind in (NOUN, UNKNOWN)
        return made or _fits_length(unit_class, kind, form)  # 腾出|冷库|600平方米
    if reading.unit(number) in ("人", "名") and kind == ORGANISATION and form.endswith(endings_of("crew")):
        return True  # 心理援助小分队|8人
    if unit_class in ("person", "person_time") and kind in (ORGANISATION, PLACE):
        return False
    sum_each = unit_class == "money" and kind == NOUN  # 每户|慰问金800元
    heads = (last, first) if sum_each else (last, first, first - 1)
    if any(is_per_head(reading.form(at)) for at in heads) or _is_area_of(reading, number, last):
        return False
    if unit_class == "money":
        sum_of = kind in (NOUN, UNKNOWN, CLOSE_QUOTE) or form.endswith(endings_of("money_noun"))
        return sum_of and reading.form(first)[0] not in "每单一"
    if first == last and form in words_of("generic"):
        often = reading.unit(number) in _OFTEN and form in words_of("deed")
        return often or (unit_class == "event" and reading.unit(number) not in REPEATED)
    return _fits_bodies(reading, number, first, last)


def _is_done(unit_class: str, kind: str, form: str, alone: bool) -> bool:
    """走坏了, 社工|敲了280户的门: a verb, not 课上了66堂."""
    verb = alone or kind == UNKNOWN or (kind == ACTIVITY and unit_class == "person")
    return verb and form.endswith("了") and unit_class != "duration"


def _fits_length(unit_class: str, kind: str, form: str) -> bool:
    """A time counts a work or a length of time, a distance only a way."""
    if unit_class == "distance":
        return kind == NOUN and form.endswith(endings_of("length_noun"))
    return form.endswith(endings_of("length_noun")) or (kind == ACTIVITY and form not in words_of("generic"))


def is_per_head(form: str) -> bool:
    """Whether a word shares something out: 每户, 每人; not 每月|家访2次."""
    return form.startswith("每") and not form.endswith(("天", "日", "周", "月", "年", "季度", "学期", "星期"))


def _fits_bodies(reading: Reading, number: int, first: int, last: int) -> bool:
    """A place or body alone is counted by a classifier, unless it closes a list (A中心、B中心等|9条热线)."""
    if any(kind not in (PLACE, ORGANISATION) for kind in reading.kinds[first : last + 1]):
        return True
    if reading.classes[number] == "event" and reading.form(last).endswith(endings_of("course")):
        return reading.unit(number) in _OF_SESSIONS  # 病友会|18场, 小组|22节
    return reading.classes[number] == "thing" and reading.form(reading.words.figures[number] - 1) != "等"


def _names_nothing(reading: Reading, at: int, form: str) -> bool:
    """人, 目标, 一笔, or the second half of a verb (发|掉)."""
    if form in words_of("quantity") or (len(form) == 2 and form[0] in "一单"):
        return True
    return reading.kinds[at] == UNKNOWN and (form in words_of("broken") or form.endswith("了"))


def _is_lone_verb(reading: Reading, number: int, first: int, last: int) -> bool:
    """补|录5人, 病退|2人: a short word that no table knows before a number of people is a verb."""
    form = "".join(reading.forms[first : last + 1])
    if form in words_of("lone_verb"):
        return True
    if reading.classes[number] not in ("person", "person_time") or len(form) > 3 or form.endswith(_PEOPLE_ENDS):
        return False
    return reading.kinds[last] == UNKNOWN and (first == last or reading.kinds[first] == BRIEF_VERB)


def _is_area_of(reading: Reading, number: int, last: int) -> bool:
    """其中曹杨新村街道9处, 海原县34台,沙坡头区|58台: a place that holds a part, not what is counted."""
    form = reading.form(last)
    if not form.endswith(endings_of("area")) or (form in words_of("area") and reading.kind(last - 1) not in NAMES):
        return False
    if not {"其中", "最多", "最少"}.isdisjoint(reading.lead(number)):
        return True
    return is_shared_by_place(reading, number, last)


def is_shared_by_place(reading: Reading, number: int, last: int) -> bool:
    """装上除颤器34台,沙坡头区|58台: a named place with its part of what the figure before counts in the same unit."""
    if not number or reading.sentence(number - 1) != reading.sentence(number):
        return False
    same = reading.unit(number) and reading.unit(number) == reading.unit(number - 1) and reading.bound[number - 1].value
    named = reading.kinds[last] == PLACE or reading.kind(last - 1) in (PLACE, UNKNOWN)
    settled = reading.form(last).endswith(("村", "社区", "小区"))
    return bool(same) and named and not (settled and reading.unit(number) == "个")
