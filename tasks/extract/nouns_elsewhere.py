"""The noun of a figure beside which none stands: that of an earlier figure, or one further off in the sentence.

拨打电话138个,接通121个,其余|17个          -> 电话          the wording points back
募集物资4283件,总价值|29739.5元            -> 物资
发放帮扶金31.8万元,人均|5129元             -> 帮扶金
给滞留司机送热饭,每天|400份                -> 热饭          the nearest noun that fits the unit
"""

from __future__ import annotations

import re

from tasks.extract.counting import (
    KNOWN,
    NAMES,
    NOTHING,
    OF_BODIES,
    PARTITIVES,
    PEOPLE,
    REACH,
    REPEATED,
    Reading,
    endings_of,
    words_of,
)
from tasks.extract.model import Bound
from tasks.extract.nouns_before import is_per_head, is_shared_by_place, phrase_start
from tasks.extract.wording import (
    ACTIVITY,
    ADVERB,
    BRACKET,
    CLOSE_QUOTE,
    CONJUNCTION,
    FIGURE,
    LIST_COMMA,
    LOCALISER,
    NOUN,
    ORGANISATION,
    PARTICLE,
    PERSON,
    PLACE,
    PREPOSITION,
    PROVIDER,
    STOP,
    UNKNOWN,
    VERB,
)

_FIRST_BODY, _NEXT_BODY = re.compile(",其中[^,。;、\\d]{2,20}"), re.compile("[、和][^,。;、\\d]{2,20}")
_GLOSSING = frozenset(("money", "duration", "distance", "person_time"))
_SUMS = frozenset(("money", "duration", "distance", "percent"))
_ENDS = frozenset((STOP, LIST_COMMA, CONJUNCTION, BRACKET, FIGURE))
_RECEIVERS = frozenset((PERSON, PROVIDER, ORGANISATION, PLACE))
_AVERAGES = ("人均", "户均", "平均")
_A_FEW = re.compile("一.")
_CASES = frozenset(("户", "起", "件", "例", "宗", "次", "处", "人次"))
_THAN = ("比", "较")
_NEAR = 6
_FUNDS = ("资金", "款", "款物", "经费")
_COMPARED = frozenset(("比", "较", "同比", "环比", "比上年", "较上年", "比去年", "较去年"))


def noun_elsewhere(reading: Reading, number: int) -> Bound:
    """The noun that figure `number` counts though none stands beside it."""
    if _is_of_rule(reading, number):
        return NOTHING
    compared = _parted(reading, number) or _compared(reading, number)
    if compared.value or number == 0:
        return compared if compared.value else _fronted(reading, number)
    between = reading.layout.side[reading.mentions[number - 1].end : reading.mentions[number].start]
    if reading.bound[number - 1].value and _is_gloss(reading, number, between.strip()):
        return reading.same(number - 1, "in_brackets")
    if len(between) < 24 and _is_change(reading, number):
        return reading.same(number - 1, "change")
    lead = reading.lead(number)
    if "其余" in lead and _is_list_of_parts(reading, number):
        return NOTHING
    for name, rule in _RULES:
        earlier = rule(reading, number, lead)
        if earlier is not None:
            return reading.same(earlier, name)
    return _further_off(reading, number, lead)


def _is_of_rule(reading: Reading, number: int) -> bool:
    """敲开4318户|的门: the noun behind the 的 is not counted, and no other."""
    at = reading.words.figures[number]
    return reading.classes[number] == "person" and reading.form(at + 1) == "的" and reading.has(at + 2, "head_of_rule")


def _further_off(reading: Reading, number: int, lead: list[str]) -> Bound:
    """The noun further off in the sentence, or that of the last figure in this unit."""
    if "一笔" in lead and all(_is_of_one_gift(word) for word in lead):
        return NOTHING  # 最大的一笔|60万元
    fronted = _fronted(reading, number)
    if not (fronted.value or "").endswith(_FUNDS):
        fronted = _spent(reading, number) or fronted
    if fronted.value:
        return fronted
    earlier = _same_unit(reading, number)
    return NOTHING if earlier is None else reading.same(earlier, "same_unit")


def _is_of_one_gift(word: str) -> bool:
    """Whether a word only says which gift is told of: 最小的一笔是."""
    return word in ("一笔", "的", "是", "为", "有") or word.startswith(("最", "单笔"))


def _spent(reading: Reading, number: int) -> Bound | None:
    """企业认捐78.5万元,已支出|241.3万元: the spending, where no whole is named that it is a part of."""
    at = reading.words.figures[number] - 1
    alone = reading.form(at) == "支出" and reading.form(at - 1) in ("已", "已经") and reading.form(at - 2) in (",", ";")
    spent = alone and reading.classes[number] == "money"
    return reading.quote(reading.span(at, at), "spent") if spent else None


def _is_gloss(reading: Reading, number: int, between: str) -> bool:
    """155箱(|7440瓶, 9名社工(持证|6名, 412场次、|2.2万小时: the same things told in another measure or in part."""
    if between in ("(", "(约", "(共", "(计", "(合"):
        return True
    if between in ("、", ",", "、约", ",约") and reading.classes[number] in _GLOSSING:
        if reading.classes[number] == "duration":
            return reading.kind(reading.words.figures[number] + 1) in _ENDS
        return reading.classes[number] != "money" or reading.tail_kind(number - 1) not in PEOPLE
    same_unit = reading.unit(number) == reading.unit(number - 1)
    if same_unit and between in ("、", "和", "与", "及"):
        return True  # 86人次、54人次和|21人次
    return same_unit and "(" in between and ")" not in between and len(between) < 12


def _is_change(reading: Reading, number: int) -> bool:
    """由21户|降到|8户: nothing but words of change and dates stands between the two numbers."""
    first, last = reading.words.figures[number - 1] + 1, reading.words.figures[number]
    forms = [reading.form(at) for at in range(first, min(last, first + 7))]
    if not 0 < len(forms) < 7 or words_of("change").isdisjoint(forms):
        return False
    return all(
        form in words_of("change") or form == "," or reading.is_moment(first + step) for step, form in enumerate(forms)
    )


def _worth(reading: Reading, number: int, lead: list[str]) -> int | None:
    """共计价值2万余元 -> the goods counted before."""
    if reading.classes[number] != "money" or words_of("value").isdisjoint(lead):
        return None
    for earlier in reading.earlier(number, 1):
        if reading.classes[earlier] in ("thing", "event") and reading.bound[earlier].value:
            return earlier
    return None


def _each(reading: Reading, number: int, lead: list[str]) -> int | None:
    """礼包每份不少于5公斤, 已开督导4场,每场一个半小时 -> the noun of the last figure with that unit."""
    came = lead[:2] == ["有", "的"] or lead[:1] == ["来"]  # 减压课14场,每场收看的有|三五百人
    units = [] if came else [word[word.index("每") + 1 :] for word in lead if "每" in word[:-1]]
    if "每人次" in lead and reading.classes[number] == "duration":
        return None
    if _is_handed_out(reading, number, lead):
        return _handed_out(reading, number)
    for earlier in reading.earlier(number, 1) if units else ():
        people = reading.classes[number] == "money" and reading.tail_kind(earlier) in PEOPLE
        people = people or _is_sum_before(reading, number, lead)
        if reading.bound[earlier].value and _is_each(reading.unit(earlier), units[0]) and not people:
            return earlier
    return None


def _is_sum_before(reading: Reading, number: int, lead: list[str]) -> bool:
    """向326人发放慰问金,每人|1000元: the clause before ends with what the money is."""
    last = reading.words.figures[number] - len(lead) - 2
    money = reading.classes[number] == "money" and reading.form(last).endswith(endings_of("money_noun"))
    return money and reading.kind(last) == NOUN and reading.kind(last + 1) == STOP


def _is_handed_out(reading: Reading, number: int, lead: list[str]) -> bool:
    """分到4个小区,每户|6只: goods for each of those counted just before, who get them."""
    each = any(is_per_head(word) or word == "人均" for word in lead)
    return each and _is_of_goods(reading, number)


def _is_of_goods(reading: Reading, number: int) -> bool:
    """Whether a number of goods follows one of those who get them: 5个小区,每天|400份."""
    goods = reading.classes[number] == "thing" and reading.unit(number) not in OF_BODIES
    return bool(goods and number) and _receives(reading, number - 1)


def _receives(reading: Reading, number: int) -> bool:
    value = reading.bound[number].value or ""
    return reading.tail_kind(number) in _RECEIVERS or value.endswith(endings_of("area"))


def _handed_out(reading: Reading, number: int) -> int | None:
    """The goods of an earlier figure, unless a noun nearer by names others: 给217户送汤圆,每户|两盒."""
    lead = reading.lead(number)
    last = reading.words.figures[number] - len(lead) - 2
    named = reading.kind(last) in (NOUN, ACTIVITY, VERB) and reading.words.ends[last] != reading.bound[number - 1].end
    if named and reading.kind(last + 1) == STOP:
        return None
    for earlier in reading.earlier(number, 0):
        if reading.bound[earlier].value and not _receives(reading, earlier) and reading.classes[earlier] == "thing":
            return earlier
    return None


def _is_each(unit: str, each: str) -> bool:
    """每场 of 4场; 每次 of 137人次."""
    return unit.startswith(each) or (each == "次" and unit.endswith("次"))


def _times(reading: Reading, number: int, lead: list[str]) -> int | None:
    """…4800人次,是平日的近3倍, 从19人到4万人,翻了两千倍 -> the noun of the figure just before."""
    if reading.unit(number) != "倍" or not lead or reading.sentence(number - 1) != reading.sentence(number):
        return None
    return number - 1 if lead[-1] == "是" or lead[0] in ("翻了", "了", "翻") else None


def _portion(reading: Reading, number: int, lead: list[str]) -> int | None:
    """人均, 户均, 单笔, 最高 -> the noun of the last figure of the same class."""
    unit_class = reading.classes[number]
    if unit_class not in ("money", "duration") or not words_of("own_money").isdisjoint(lead):
        return None
    limited = reading.mentions[number].qualifier in ("at_most", "at_least")
    if not limited and words_of("inherit").isdisjoint(lead):
        return None
    if unit_class == "duration" and not any(word.startswith(_AVERAGES) for word in lead):
        return None
    if number and unit_class == "money" and _is_spent_each(reading, number, lead):
        return number - 1
    for earlier in reading.earlier(number, 1):
        if reading.classes[earlier] == unit_class and reading.bound[earlier].value and not _is_worth(reading, earlier):
            return earlier
    return None


def _is_worth(reading: Reading, number: int) -> bool:
    """物资折价|4300万元: a worth of goods, of which no 单笔 is a part."""
    return reading.classes[number] == "money" and not words_of("value").isdisjoint(reading.lead(number))


def _is_spent_each(reading: Reading, number: int, lead: list[str]) -> bool:
    """急难救助共37起,户均|3260元: a sum for each of the works counted just before."""
    averaged = any(word.startswith(_AVERAGES) for word in lead)
    work = bool(reading.bound[number - 1].value) and reading.tail_kind(number - 1) in (ACTIVITY, NOUN)
    near = reading.mentions[number].start - reading.mentions[number - 1].end < 8
    return averaged and work and near and reading.classes[number - 1] == "thing" and reading.unit(number - 1) in _CASES


def _remaining(reading: Reading, number: int, lead: list[str]) -> int | None:
    """其余17个, 累计2.4万斤, 近五成 -> the noun of the last figure of this sentence."""
    earlier = next((one for one in reading.earlier(number, 0) if not _is_bare_while(reading, one)), None)
    unit_class = reading.classes[number]
    if "其中" in lead and earlier is not None and reading.unit(earlier) != reading.unit(number):
        same = (one for one in reading.earlier(number, 0) if reading.unit(one) == reading.unit(number))
        earlier = next(same, earlier)  # 献血者1200名,女性占四成,其中首次献血的|380名
    if earlier is None or reading.classes[earlier] in _SUMS or unit_class in ("money", "duration", "distance"):
        return None
    elsewhere = reading.unit(earlier) != reading.unit(number) and _is_of_goods(reading, number)
    elsewhere = elsewhere or (unit_class, reading.classes[earlier]) in (("person", "thing"), ("event", "person"))
    if elsewhere or _names_another(reading, number, earlier, lead):
        return None
    if unit_class == "percent":
        return earlier
    if unit_class == "person_time" and not (lead and lead[0] == "的" and "其中" in lead):
        return _repeated(reading, number, lead)
    return earlier if lead and _points_back(reading, number, earlier, lead) else None


def _names_another(reading: Reading, number: int, earlier: int, lead: list[str]) -> bool:
    """9家爱心餐馆给卡口送饭,少则|六七百份: another thing closes the clause before, and the unit is another."""
    last = reading.words.figures[number] - len(lead) - 2
    if reading.unit(earlier) == reading.unit(number) or last <= reading.words.at(reading.bound[earlier].end):
        return False
    if reading.kind(last + 1) != STOP or reading.words.figures[earlier] >= last:
        return False
    if reading.classes[number] == "person":
        return reading.kinds[last] in PEOPLE
    goods = reading.kinds[last] in (NOUN, UNKNOWN) or reading.has(last, "inner")
    return reading.classes[number] == "thing" and goods


def _is_list_of_parts(reading: Reading, number: int) -> bool:
    """睡眠困扰19人次,家庭关系26人次,其余|12人次: what is left of several kinds is none of them."""
    kinds = {
        reading.bound[one].value for one in reading.earlier(number, 0)[:2] if reading.unit(one) == reading.unit(number)
    }
    return len(kinds) > 1


def _points_back(reading: Reading, number: int, earlier: int, lead: list[str]) -> bool:
    """Whether the words before the number are words of pointing only, or name a part of what was counted."""
    if "其中" in lead and lead[0].endswith(endings_of("area")):
        return True
    same_unit = reading.unit(earlier) == reading.unit(number)
    at = reading.words.figures[number] - 1
    at -= reading.form(at) in ("各", "各有", "均", "都有", "有", "共")
    if (
        earlier == number - 1
        and reading.form(at).endswith(endings_of("area"))
        and is_shared_by_place(reading, number, at)
    ):
        return True
    if not same_unit and any(word in _AVERAGES for word in lead):
        return False
    if "的" in lead and (same_unit or lead[-1] in words_of("inherit")):
        return True
    return all(word in words_of("inherit") or word in words_of("filler") for word in lead)


def _repeated(reading: Reading, number: int, lead: list[str]) -> int | None:
    """日均7000余人次 -> the noun of the figure of this sentence with the same unit, or that counts people."""
    if not lead or not all(word in words_of("inherit") for word in lead):
        return None
    for earlier in reading.earlier(number, 0):
        if reading.unit(earlier) == reading.unit(number) or reading.tail_kind(earlier) in PEOPLE:
            return earlier
    return None


def _same_unit(reading: Reading, number: int) -> int | None:
    """后来又送来十多块 -> the noun of the last figure with this classifier."""
    if reading.classes[number] not in ("thing", "event") or reading.unit(number) in REPEATED:
        return None
    for earlier in reading.earlier(number, 1 if reading.classes[number] == "thing" else 0):
        if reading.unit(earlier) == reading.unit(number) and reading.bound[earlier].value:
            return earlier
    return None


def _more(reading: Reading, number: int, lead: list[str]) -> int | None:
    """在岗社工64名,比上周多|9名, 较昨日增加3家、|76名 -> the noun of the last figure of this sentence in that unit."""
    if reading.classes[number] not in ("person", "person_time", "thing") or not number:
        return None
    joined = reading.layout.side[reading.mentions[number - 1].end : reading.mentions[number].start].strip() == "、"
    words = lead if lead and not joined else reading.lead(number - 1)
    if not any(word.startswith(_THAN) for word in words) or not any(word in words_of("more") for word in words):
        return None
    same = (one for one in reading.earlier(number, 0) if reading.unit(one) == reading.unit(number))
    return next((one for one in same if reading.bound[one].value), None)


def _packed(reading: Reading, number: int, lead: list[str]) -> int | None:
    """白菜、萝卜共31吨,分成|4600袋, 64名心理教师分成|两班 -> the noun of the figure just before."""
    if not lead or lead[0] not in words_of("packing") or reading.sentence(number - 1) != reading.sentence(number):
        return None
    goods = reading.classes[number] == "thing" and reading.classes[number - 1] in ("thing", "person")
    return number - 1 if goods and reading.bound[number - 1].value else None


def _sum_of(reading: Reading, number: int, lead: list[str]) -> int | None:
    """口罩、消毒液8.7万件,合计|163.5万元 -> the goods."""
    sums = reading.classes[number] == "money" and bool(lead) and all(word in ("合计", "共计", "总计") for word in lead)
    near = reading.mentions[number].start - reading.mentions[number - 1].end < _NEAR
    goods = reading.classes[number - 1] == "thing" and reading.tail_kind(number - 1) == NOUN
    return number - 1 if sums and near and goods else None


def _growth(reading: Reading, number: int, lead: list[str]) -> int | None:
    """善款120万元,较上年增长|12.7% -> 善款."""
    if reading.classes[number] != "percent" or _COMPARED.isdisjoint(lead):
        return None
    near = reading.earlier(number, 0)
    return near[0] if near and reading.bound[near[0]].value else None


def _granted(reading: Reading, number: int, lead: list[str]) -> int | None:
    """善款1.37亿元,其中企业捐款8740万元;已拨付泸定县|3000万元 -> 善款: what is handed on is of the whole."""
    if reading.classes[number] != "money":
        return None
    between = reading.layout.side[reading.mentions[number - 1].end : reading.mentions[number].start]
    if between.startswith("、") and reading.bound[number - 1].rule == "object.granted":
        return number - 1  # 已拨付泸定县3000万元、石棉县|2200万元
    if words_of("granted").isdisjoint(lead):
        return None
    sums = [one for one in reading.earlier(number, 0) if reading.classes[one] == "money"]
    parts = [place for place, one in enumerate(sums) if "其中" in reading.lead(one)]
    wholes = sums[parts[-1] + 1 :] if parts else sums
    whole = next((one for one in wholes if words_of("granted").isdisjoint(reading.lead(one))), None)
    named = whole is not None and (reading.bound[whole].value or "").endswith((*endings_of("money_noun"), "款物"))
    return whole if named else None


def _part_of_body(reading: Reading, number: int, lead: list[str]) -> int | None:
    """社工57名,其中市社工协会|18名、乡镇社工站|29名: bodies that send a part of the people just counted."""
    last = reading.words.figures[number] - 1
    if reading.classes[number] != "person" or reading.kind(last) != ORGANISATION:
        return None
    if reading.unit(number) != reading.unit(number - 1) or reading.sentence(number) != reading.sentence(number - 1):
        return None
    between = reading.layout.side[reading.mentions[number - 1].end : reading.mentions[number].start]
    goes_on = reading.bound[number - 1].rule == "object.part_of_body" and _NEXT_BODY.fullmatch(between)
    return number - 1 if goes_on or _FIRST_BODY.fullmatch(between) else None


_RULES = (
    ("part_of_body", _part_of_body),
    ("worth", _worth),
    ("worth", _sum_of),
    ("packed", _packed),
    ("growth", _more),
    ("growth", _growth),
    ("each", _each),
    ("times", _times),
    ("granted", _granted),
    ("portion", _portion),
    ("remaining", _remaining),
)


# -- a noun further off in the sentence ------------------------------------------------------------------------


def _fronted(reading: Reading, number: int) -> Bound:
    """The nearest noun phrase to the left, in this sentence, that this unit can count."""
    if reading.classes[number] in ("distance", "percent") or reading.unit(number) == "倍":
        return NOTHING
    start = reading.layout.sentence_at(reading.mentions[number].start).start
    at, stops = reading.words.figures[number] - 1, 0
    floor = max(reading.words.from_position(start) - 1, at - 2 * REACH, -1)
    got = reading.bound[number - 1].end if _is_of_goods(reading, number) else -1
    while at > floor:
        kind = reading.kinds[at]
        if kind == FIGURE and reading.classes[number] != "money" and not _is_a_while(reading, number, at):
            return _audience(reading, number)
        stops -= kind == FIGURE
        stops += kind == STOP
        if stops == 1 and reading.has(at, "inner") and _may_count_inner(reading, number):
            return reading.quote((reading.words.ends[at] - 1, reading.words.ends[at]), "fronted")  # 送饭,少则六七百份
        if not _ends_phrase(reading, number, at):
            at -= 1
            continue
        first = min(at, phrase_start(reading, at, floor))
        while first < at and reading.kinds[first] in (LIST_COMMA, CONJUNCTION, CLOSE_QUOTE):
            first += 1
        if reading.words.ends[at] != got and _may_be_counted(reading, number, first, at, stops):
            return reading.quote(reading.span(first, at), "fronted")
        at = (at if kind == UNKNOWN else first) - 1
    return NOTHING


def _may_count_inner(reading: Reading, number: int) -> bool:
    """送饭,少则|六七百份; 带着孩子上课,每天|三节."""
    daily = reading.classes[number] == "event" and all(word.startswith("每") for word in reading.lead(number))
    return daily or reading.classes[number] == "thing"


def _is_a_while(reading: Reading, number: int, at: int) -> bool:
    """午饭管够,|42天|,一共1.3万份: a length of time that counts nothing stands between."""
    earlier = number - 1
    return reading.words.figures[earlier] == at and _is_bare_while(reading, earlier)


def _is_bare_while(reading: Reading, number: int) -> bool:
    return reading.classes[number] == "duration" and reading.bound[number].value is None


def _ends_phrase(reading: Reading, number: int, at: int) -> bool:
    kind = reading.kinds[at]
    if kind == CLOSE_QUOTE:
        return reading.kind(at - 1) in NAMES
    if kind == ACTIVITY and reading.classes[number] == "person_time":
        return False  # 为独居老人|代买代送|316户次
    return kind in NAMES


def _parted(reading: Reading, number: int) -> Bound | None:
    """受助的501名学生里,|117名已经就业; 商会中,有|215家参加: the set before the comma is what the part is of."""
    at = reading.words.figures[number] - 1
    at -= reading.form(at) == "有"
    last = at - 2
    within = reading.kind(at) == STOP and reading.form(at - 1) in PARTITIVES and reading.kind(at - 1) == LOCALISER
    if not within or last < 0 or reading.kinds[last] not in KNOWN or reading.classes[number] not in ("person", "thing"):
        return None
    return reading.quote(reading.span(min(last, phrase_start(reading, last, max(-1, last - _NEAR))), last), "parted")


def _compared(reading: Reading, number: int) -> Bound:
    """收到的棉衣,|是去年同期的2.4倍: the noun that ends the clause before."""
    lead = reading.lead(number)
    at = reading.words.figures[number] - len(lead) - 2
    if reading.unit(number) != "倍" or not lead or lead[-1] != "是" or reading.kind(at) not in KNOWN:
        return NOTHING
    return reading.quote(reading.span(min(at, phrase_start(reading, at, max(-1, at - 6))), at), "compared")


def _audience(reading: Reading, number: int) -> Bound:
    """直播6场,观看|120万人次 -> 直播: what was watched or attended is counted just before."""
    lead = reading.lead(number)
    if number and lead and lead[0] in words_of("audience") and reading.sentence(number - 1) == reading.sentence(number):
        return reading.same(number - 1, "audience")
    return NOTHING


def _may_be_counted(reading: Reading, number: int, first: int, last: int, stops: int) -> bool:
    """Whether the phrase is of the kind the unit counts and no place, agent or recipient of the clause."""
    form = reading.form(last)
    if (
        form in words_of("quantity")
        or (first == last and form in words_of("lone_verb"))
        or form.endswith("了")
        or (form == "支出" and reading.form(last - 1) in ("已", "已经"))
        or reading.form(first)[0] == "每"
        or reading.form(first)[0].isdigit()
        or _A_FEW.fullmatch(reading.form(first))
    ):
        return False
    if reading.kind(last + 1) in (LOCALISER, PARTICLE) and reading.form(last + 1) != "了":
        return False
    governor = reading.form(first - 1) if reading.kind(first - 1) in (PREPOSITION, CONJUNCTION) else ""
    unit_class = reading.classes[number]
    if unit_class in ("person", "person_time"):
        return _may_be_people(reading, number, last, governor, stops)
    if governor and governor not in ("把", "将", "和", "与", "及"):
        return False
    if unit_class == "money" and words_of("value").isdisjoint(reading.lead(number)):
        fund = reading.form(last - (reading.kinds[last] == CLOSE_QUOTE)).endswith("基金")  # 凑起社区基金,最少的出|200元
        if fund and stops < _NEAR and words_of("raising").isdisjoint(reading.lead(number)):
            return True
        return reading.kinds[last] in (NOUN, ACTIVITY, UNKNOWN) and form.endswith(endings_of("money_noun"))
    if unit_class == "duration":
        spent = not words_of("spend").isdisjoint(reading.lead(number))
        return spent and stops == 0 and reading.kinds[last] == ACTIVITY
    return _may_be_thing(reading, number, last, governor, stops)


def _may_be_thing(reading: Reading, number: int, last: int, governor: str, stops: int) -> bool:
    kind, unit_class, limit = reading.kinds[last], reading.classes[number], 2
    if unit_class not in ("thing", "money") and not _may_count_inner(reading, number):
        limit = 1
    if kind == UNKNOWN and stops == 1 and reading.kind(last + 1) == STOP:
        return unit_class == "thing" and _says_nothing(reading.lead(number))  # 年年送冻鱼,|去年是1.2吨
    if kind == UNKNOWN and reading.unit(number) in REPEATED:
        return False
    if kind == CLOSE_QUOTE:
        return stops < 3
    if kind == PERSON and reading.unit(number) == "个":
        return stops < limit and not governor and not words_of("arrival").isdisjoint(reading.lead(number))
    if kind == ACTIVITY:
        return not reading.has(last, "generic") and stops < limit
    if kind == NOUN:
        return stops < limit + (reading.kind(last - 1) == CLOSE_QUOTE)
    if kind not in (UNKNOWN, ORGANISATION):
        return False
    built = _is_built(reading, number, last + 1) or (unit_class == "event" and reading.has(last + 1, "session"))
    subject = built or (reading.kind(last + 1) in (VERB, ADVERB) and kind == UNKNOWN)
    sorted_out = reading.lead(number)[:2] == ["有", "的"] and reading.kind(last + 1) == PREPOSITION
    return (stops == 0 and (subject or sorted_out)) or governor in ("把", "将") or _thrives(reading, number, last + 1)


def _is_built(reading: Reading, number: int, at: int) -> bool:
    """社工站|建成126个, 志愿服务队|去年已组建56支: what is built or founded, times and adverbs stepped over."""
    if reading.has(at, "build"):
        return True
    last = reading.words.figures[number]
    while at < last and (reading.kind(at) == ADVERB or reading.is_moment(at) or reading.has(at, "filler")):
        at += 1
    rest = range(at + 1, last)
    return reading.has(at, "build") and all(reading.has(word, "filler") or reading.kind(word) == VERB for word in rest)


def _thrives(reading: Reading, number: int, at: int) -> bool:
    """社工站|从无到有,2020年建成320个: how well what is counted does, before the comma."""
    last = at
    while reading.kind(last) not in (STOP, FIGURE):
        last += 1
    if "".join(reading.forms[at:last]) not in words_of("thrives") or reading.form(last) != ",":
        return False
    return _is_built(reading, number, last + 1) or _says_nothing(reading.lead(number))


def _says_nothing(lead: list[str]) -> bool:
    """Whether the words before the number hold no verb of their own."""
    known = words_of("filler") | words_of("inherit")
    return bool(lead) and all(word in known or word in ("去年", "今年", "本月", "上月", "当年") for word in lead)


def _only_changes(reading: Reading, number: int) -> bool:
    """Whether only words of change, fillers and times stand between the last stop and the number."""
    at = reading.words.figures[number] - 1
    roles = ("change", "filler", "inherit")
    while reading.kind(at) != STOP and (reading.is_moment(at) or any(reading.has(at, role) for role in roles)):
        at -= 1
    return reading.kind(at) == STOP


def _may_be_people(reading: Reading, number: int, last: int, governor: str, stops: int) -> bool:
    kind = reading.kinds[last]
    if kind == CLOSE_QUOTE:
        lead = reading.lead(number)
        return bool(lead) and lead[0] in words_of("audience") and stops < 2
    if kind == ACTIVITY and reading.unit(number) == "户":
        return "完成" in reading.lead(number) and stops < 2
    closing = kind in PEOPLE and stops == 1 and reading.kind(last + 1) == STOP
    if closing and (_only_changes(reading, number) or reading.has(reading.words.figures[number] - 2, "enrol")):
        return True  # 登记的志愿者,|从年初的300名增加到…; 还有外籍务工人员,|挨家登记了2208人
    if kind != PERSON:
        return False
    return reading.classes[number] == "person" or (governor in words_of("beneficiary") and stops < 2)
