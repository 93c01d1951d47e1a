"""The metric of percentages, of measures and multiples: what they are a share or a measure of.

电话回访率99.8%          calls          the rate is named
其中朝鲜族老人占四成       as the figure before
志愿者中大学生占63.8%     volunteers     the whole is named
棉衣是去年同期的2.4倍      supplies       the thing is named
行程约2600公里           other          连续六周陪伴     service_hours
"""

from __future__ import annotations

import re

from tasks.extract.evidence import PERSONS
from tasks.extract.metric_activities import OF_CONTACTS
from tasks.extract.metric_codes import (
    PEOPLE_METRICS,
    PROVIDERS,
    THINGS,
    UNIT_KIND,
    activity,
    counted_as,
    cue_pattern,
    cues,
)
from tasks.extract.metric_scene import NO_WORD, Figure, Scene, bound
from tasks.extract.model import Bound
from tasks.extract.noun_classes import Word, actions, lexicon

_FLOORS = ("平方米", "平米", "㎡", "平")
"""Areas of rooms and buildings, which are facilities; of land and of what is disinfected the noun tells."""

_OF_MONEY = re.compile(f"(?:{cue_pattern('money_rate').pattern})率")
_SPENT_ON = re.compile(f"(?:已经?|都|全部?)?(?:{cue_pattern('spent_on').pattern})")
_SWEPT = re.compile("[扫清除铲洗擦][^,。;]{0,5}$")

_WHOLES = {
    "social_worker": "social_workers",
    "volunteer": "volunteers",
    "counsellor": "counsellors",
    "household_member": "households_reached",
    "money": "money",
    "donor": "other_personnel",
}
"""Nouns that name the whole of a share wherever they stand beside it."""

_STATIC = frozenset({"facilities", "supplies", "service_hours", "publicity_materials", "sessions"})
"""What an unknown rate (成活率, 退课率) is hardly a share of."""

_GIVEN_OUT = ("supplies", "publicity_materials", "records_processed")
_SHARED = PEOPLE_METRICS | {
    "facilities",
    "sessions",
    "supplies",
    "other_organizations",
    "social_organizations",
    "social_work_agencies",
    "social_work_stations",
    "volunteer_groups",
}
_COUNTS_PERSONS = ("people", "person_times", "calls", "percent", "cases")
_OF_PERSONS = PEOPLE_METRICS - {"households_reached"}
_COUNTABLE = ("goods", "publicity", "record", "case", "session", "call", "money", "volunteer")
_WHOLE_BEHIND = ("case", "record", "call", "publicity")
_SCREENING = actions("screening")
_OF_SHARES = OF_CONTACTS & ~actions("calls")
_TREND, _SPENT, _AMONG = cue_pattern("trend"), cue_pattern("spent"), cues("among")
_RATE_ENDS, _INDICATOR = cues("rate"), cue_pattern("indicator")
_BECOMES = ("当", "做")
_AREA, _AREA_REACH = cue_pattern("area"), 6
_OF_THE_WHOLE = re.compile("占(?:了|到|比|约|近|超)?$")
_GIVEN = re.compile(
    f"(?:{cue_pattern('money_source').pattern})(?:资金|部分|额|收入|支出|报销)?(?:占(?:了|到|比|约|近|超)?)$"
)
_MOST_OF_THEM = re.compile(r" ?(?:以上|左右|多|强)?(?:都|均|全)?(?:是|为|来自|属于|系)")
_IN_THEM = cue_pattern("within")
_AMONG_THEM = re.compile(f",|{_IN_THEM.pattern}")
_OF_ALL = re.compile(f"(?:{_IN_THEM.pattern}),")
_SOME_OF_IT = re.compile("(?:其中|里面|里头|当中|之中|这里面|这笔[钱款]里)[^。;]*$")
_NEXT_SHARE = re.compile(r"(?:以上|左右|多|强)?[、,和][^,。;、\d]{1,12}占(?:了|到|比|约|近|超)?")
_OF_SUM_NAMED = re.compile(f"(?:{cue_pattern('sum_named').pattern})[里中]的?(?:有|约|近)*$")
_SUM_OF_EACH = re.compile("[每均][^,。;]{0,6}$|增收|月薪|时薪|工资")
_LEFT = re.compile(f"(?:{cue_pattern('left').pattern})了?[近约超]?$")
_FOR_SOME = re.compile("(?:[给替帮]|为)其中的?$")
_HANDED_OUT = re.compile(f"(?:{cue_pattern('handed_out').pattern})[了掉]?[近约超]?$")
_SERVED = ("served", "civic")
_SPLIT = re.compile(r"(?:分|按|从|以)[^,。;]{1,8}?(?:看|来看|分|计|统计|划分|算),?|其中,?|构成上|结构上")
_RUN_BY = re.compile(
    f"(?:由[^,。;]{{2,14}}|委托[^,。;]{{0,10}})(?:{cue_pattern('run_by').pattern})(?:运营|管理)?"
    "的(?P<stations>站点?|社工站)?占[了到比约近超]?$"
)
_COVERS = re.compile("覆盖(?:了|到)?(?:全[县市区旗州镇乡省院校域街]{1,2}|[^,。;了的]{2,4}[县市区镇乡])?[近约超]?$")
_ARE_PERSONS = re.compile(r" ?(?:以上|左右|多|强)?[^,。;\d的]{2,6}的(?:都|全|大多|多)?(?:是|为)")
_ANSWER = re.compile('[”」"](?:的)?占(?:了|到|比|约|近|超)?$')
_OF_IT = re.compile("的[才仅只就约近达占超]*有?$")
_TARGET = cue_pattern("target")
_PLACES = ("social_work_stations", "facilities", "volunteer_groups")
_AT_ONCE = re.compile("[了过近约超逾]*")
"""消杀27万平方米; behind 面积 or 累计 an area is no longer so many checks."""
_AREAS = ("平方米", "平米", "平方", "平", "亩", "公顷", "平方公里")
_WAITED = cue_pattern("waiting")
_NUMBER = re.compile(
    "(人次|人数|户数|场次)(?:数|量)?[^,。;]{0,2}"
    "(?:同比|环比|[较比]?(?:上|去|前|往|同)|增|上升|下降|减|翻|涨|多|少)[^,。;]{0,10}$"
)
_OF_NUMBER = {"人次": "service_contacts", "户数": "households_reached", "场次": "sessions"}
_OF_THE_NUMBER = re.compile("占[^,。;\\d]{0,8}(?:人数|总数|总量|户数)的$")
_AMOUNT = re.compile(f"(?:{cue_pattern('amount').pattern})的?$")
_ROSE = rf"(?:{cue_pattern('rose').pattern})"
_ROSE_ALONE = re.compile(rf"(?:同比|环比)?{_ROSE}[^,。;\d]{{0,3}}")
_GROWN = re.compile(
    rf"([^,。;:\d]{{2,20}}?)(?:(?:也|已|均|都|又|还)?(?:同比|环比|年均|逐年|平均每年|[较比与](?:上|去|前|往|同|年|[一二三四五六七八九十]+年))"
    rf"[^,。;]{{0,10}}?|(?<=[数量额次模伍])){_ROSE}[^,。;\d]{{0,3}}$"
)
"""What has grown, and what it is compared with."""
_TOPIC_REACH = 30
_RATED = (
    "served",
    "civic",
    "provider",
    "volunteer",
    "social_worker",
    "volunteer_team",
    "station",
    "agency",
    "place",
    "line",
)
_DONATE = actions("donate")
_THE_PEOPLE = ("的人", "的网友", "的用户")
_PAID, _SPACES = re.compile(f"(?:{cue_pattern('paid').pattern})了?$"), ("平方米", "平米", "平方", "平")
_LONGEST_RATED = 3
_RATE_REACH, _TREND_REACH, _BASE_REACH, _LONGEST_RATE = 20, 10, 5, 8


def share(scene: Scene, figure: Figure) -> Bound:
    """The metric of a percentage."""
    lead = scene.text_before(figure, _TREND_REACH)
    if _PAID.search(lead[-_AREA_REACH:]) or _GIVEN.search(lead) or _OF_SUM_NAMED.search(lead):
        return Bound("money", rule="share:paid")
    if _goes_on(scene, figure):
        return scene.again(figure, "share:rest")
    if figure.around.bare and scene.previous(figure) and _SPENT_ON.match(scene.side, figure.mention.end):
        before = scene.results[figure.number - 1]
        if before.value == "money":
            return scene.again(figure, "share:spent")
    if _of_money_before(scene, figure):
        return scene.again(figure, "share:of_money_before")
    left = _left(scene, figure)
    if left:
        return left
    if _is_handed_out(scene, figure):
        return scene.again(figure, "share:handed_out")
    told = (
        _of_target(scene, figure)
        or _answered(scene, figure)
        or _of_topic(scene, figure)
        or _by_rate(scene, figure)
        or _of_sum(scene, figure)
    )
    told = told or _of_things(scene, figure) or _split_up(scene, figure) or _of_hours(scene, figure)
    told = told or _of_number(scene, figure) or _of_persons_named(scene, figure)
    told = told or _of_stations_run(scene, figure) or _of_places_covered(scene, figure) or _who_they_are(scene, figure)
    return told or _by_noun(scene, figure) or _by_figure(scene, figure)


def _goes_on(scene: Scene, figure: Figure) -> bool:
    """`企业捐赠占七成,其余三成来自个人`: the rest of what the share before is of."""
    before = scene.previous(figure)
    rest = any(word.glue == "partitive" for word in scene.lead(figure)[:1])
    return before is not None and before.dimension == "percent" and rest


def _of_money_before(scene: Scene, figure: Figure) -> bool:
    """`接收捐款2540万元,其中七成以上为定向捐款`: some of the sum just counted, whoever gives it or gets it."""
    before = scene.previous(figure)
    if not before or scene.results[figure.number - 1].value != "money":
        return False
    if before.dimension == "percent":
        return _NEXT_SHARE.fullmatch(scene.side, before.end, figure.mention.start) is not None
    if before.dimension != "money":
        return False
    told = _SOME_OF_IT.search(scene.text_before(figure, 2 * _RATE_REACH))
    return told is not None and not _SUM_OF_EACH.search(scene.side, max(0, before.start - _TREND_REACH), before.start)


def _left(scene: Scene, figure: Figure) -> Bound | None:
    """`护理员一年走了一成多`: how many of those at work have gone."""
    told = _LEFT.search(scene.text_before(figure, _TREND_REACH))
    if not told:
        return None
    whose = next((word for word in scene.lead(figure) if word.noun in PERSONS), NO_WORD)
    return bound(PROVIDERS[whose.noun], whose, "share:left") if whose.noun in PROVIDERS else None


def _is_handed_out(scene: Scene, figure: Figure) -> bool:
    """`手册印了2000册,已发出九成`: how much of what was just counted is gone."""
    if not scene.previous(figure) or scene.results[figure.number - 1].value not in _GIVEN_OUT:
        return False
    return _HANDED_OUT.search(scene.text_before(figure, _TREND_REACH)) is not None


def _of_target(scene: Scene, figure: Figure) -> Bound | None:
    """`共26万元,是目标的104%`: what the figure before makes of a target."""
    told = scene.previous(figure) and _TARGET.search(scene.text_before(figure, _TREND_REACH))
    return scene.again(figure, "share:of_target") if told else None


def _answered(scene: Scene, figure: Figure) -> Bound | None:
    """`问卷186份,“愿意再来”的占九成`: a share of answers rates and counts nothing."""
    told = scene.text_before(figure, 2 * _RATE_REACH)
    if not _ANSWER.search(told) or _SOME_OF_IT.search(told):
        return None
    asked = any(word.noun == "record" for word in scene.lead(figure, figure.around.sentence_start))
    return Bound("other", rule="share:answer") if asked else None


def _head_behind(scene: Scene, figure: Figure) -> Word:
    """The noun right behind a share, or behind its 的, unless another noun follows it (四成求助|老人)."""
    end = figure.mention.end
    first = scene.reading.first_from(end)
    words = [*scene.words[first : first + 2], NO_WORD, NO_WORD]
    head, following = words[0], words[1]
    touches = scene.side[end : head.start] in ("", "的") if head.start >= end else False
    done = head.acts and head.noun != "case"
    return NO_WORD if not touches or done or (following.noun and following.start == head.end) else head


def _of_things(scene: Scene, figure: Figure) -> Bound | None:
    """`逾四成个案与家庭有关`, `个案中,情绪问题占35%`: things named as the whole, behind the share or with 中."""
    after = _head_behind(scene, figure)
    if after.noun in _WHOLE_BEHIND:
        return bound(counted_as(after) or "other", after, "share:of_these")
    if not _OF_THE_WHOLE.search(scene.text_before(figure, _BASE_REACH)):
        return None
    counted = {"calls", "counselling_contacts"}.isdisjoint(_recent(scene, figure))
    if counted and figure.around.before.noun == "call" and figure.around.before_adjacent:
        return bound("calls", figure.around.before, "share:of_calls")  # 夜间来电占|四成
    for word in scene.lead(figure, max(figure.around.sentence_start, scene.previous_end(figure))):
        if word.noun in _COUNTABLE and _AMONG_THEM.match(scene.side, word.end):
            return bound(counted_as(word) or "other", word, "share:among_these")
    return None


def _of_persons_named(scene: Scene, figure: Figure) -> Bound | None:
    """`服务对象中七成以上为独居老人`: persons named first with 中 or 里, and what most of them are behind the share."""
    start = figure.mention.start
    right_before = scene.word_before(start - 1)
    if right_before.noun in _SERVED and scene.side[start - 1] in _AMONG:
        return bound("people_reached", right_before, "share:of_persons_named")  # 受访老人中|九成
    if _FOR_SOME.search(scene.text_before(figure, _BASE_REACH)):
        return Bound("people_reached", rule="share:of_them")
    if _MOST_OF_THEM.match(scene.side, figure.mention.end):
        return _among_persons(scene, figure)
    if not _OF_THE_WHOLE.search(scene.text_before(figure, _BASE_REACH)):
        return None
    named = _among_persons(scene, figure)
    if not named or named.value != "people_reached" or named.start < scene.previous_end(figure):
        return None
    return named if _OF_ALL.match(scene.side, named.end) else None


def _among_persons(scene: Scene, figure: Figure) -> Bound | None:
    """`献血者中,90后占比达54%`: the persons that 中 or 里 makes the whole."""
    for word in scene.lead(figure, figure.around.sentence_start):
        if word.noun in PERSONS and _IN_THEM.match(scene.side, word.end):
            return bound(PROVIDERS.get(word.noun, "people_reached"), word, "share:of_persons_named")
    return None


def _of_stations_run(scene: Scene, figure: Figure) -> Bound | None:
    """`由社工机构承接的站占七成`: not those who run the stations, the stations just counted or named first."""
    told = _RUN_BY.search(scene.text_before(figure, 2 * _RATE_REACH))
    if not told:
        return None
    station = next((word for word in scene.lead(figure, figure.around.sentence_start) if word.noun == "station"), None)
    named = station or told["stations"]
    return bound("social_work_stations", station or NO_WORD, "share:of_stations_run") if named else None


def _of_places_covered(scene: Scene, figure: Figure) -> Bound | None:
    """`联络员28名,覆盖全院九成以上病区`: the places that are covered, not those who cover them."""
    if not _COVERS.search(scene.text_before(figure, _TREND_REACH)):
        return None
    first = scene.reading.first_from(figure.mention.end)
    for word in scene.words[first : first + 3]:
        if word.start - figure.mention.end > _LONGEST_RATED or word.acts:
            return None
        if word.noun in ("place", "organization"):
            return bound("facilities", word, "share:of_places_covered")
    return None


def _who_they_are(scene: Scene, figure: Figure) -> Bound | None:
    """`每天送餐120份,近七成收餐的是独居老人`: what persons the share is, behind what they do."""
    told = _ARE_PERSONS.match(scene.side, figure.mention.end)
    if not told:
        return None
    first = scene.reading.first_from(told.end())
    word = next((word for word in scene.words[first : first + 3] if word.noun), NO_WORD)
    near = word.start - told.end() <= _LONGEST_RATED
    return bound("people_reached", word, "share:who_they_are") if word.noun in _SERVED and near else None


def _split_up(scene: Scene, figure: Figure) -> Bound | None:
    """`总时长142万小时。分领域看,助老占31%`: a sentence that splits up the last total of the paragraph."""
    start = figure.around.sentence_start
    if not figure.number or not _SPLIT.match(scene.side, start) or scene.mentions[figure.number - 1].start >= start:
        return None
    layout = scene.layout
    same_block = layout.block_number(scene.mentions[figure.number - 1].start) == layout.block_number(start)
    return scene.again(figure, "share:split_up") if same_block else None


def _of_hours(scene: Scene, figure: Figure) -> Bound | None:
    """`服务时长86万小时,其中助学占25%`: hours and sums just counted are the whole when no persons are named."""
    before = scene.previous(figure)
    if not before or not _OF_THE_WHOLE.search(scene.text_before(figure, _BASE_REACH)):
        return None
    lead = scene.lead(figure)
    if any(word.noun in PERSONS for word in lead):
        return None
    nameless = not lead and "的占" not in scene.text_before(figure, _BASE_REACH)
    whose = any(word.noun == "household_member" for word in lead)  # 户均增收3000元,其中低保户占三成
    each = whose and _SUM_OF_EACH.search(scene.side, max(0, before.start - _TREND_REACH), before.start)
    of_sum = before.dimension == "money" and not each and (nameless or any(word.glue == "partitive" for word in lead))
    return scene.again(figure, "share:of_hours") if of_sum or before.dimension == "hours" else None


def _of_number(scene: Scene, figure: Figure) -> Bound | None:
    """`献血人数较上年同期增加8.6%`, `户数比上年多一成半`: the number that rose or fell is named."""
    named = _NUMBER.search(scene.text_before(figure, _RATE_REACH))
    if not named:
        return None
    start = figure.mention.start - len(named.string) + named.start()
    whose = scene.word_before(start)
    if named.group(1) != "人数":
        return Bound(_OF_NUMBER[named.group(1)], rule="share:of_number")
    giving = whose.acts & _DONATE and "other_personnel"
    return bound(PROVIDERS.get(whose.noun) or giving or "people_reached", whose, "share:of_number")


def _of_topic(scene: Scene, figure: Figure) -> Bound | None:
    """`捐赠收入同比下降8.6%`, `社工队伍较五年前增长近3倍`: what the clause says has grown, though nothing counts it."""
    own = scene.text_before(figure, _TOPIC_REACH)
    grown = _GROWN.search(own) or _GROWN.search(_clause_before(scene, figure) if _ROSE_ALONE.fullmatch(own) else "")
    topic = grown.group(1) if grown else ""
    amount = _AMOUNT.search(topic)
    named = topic[: amount.start()] if amount else topic
    noun, acts, size = lexicon().head(named)
    if not grown or not size or topic.endswith(_RATE_ENDS):
        return None
    unit = amount.group()[-2:] if amount else ""
    if unit in _OF_NUMBER:
        return Bound(activity(acts, OF_CONTACTS) or _OF_NUMBER[unit], rule="share:of_topic")
    people = "people_reached" if noun in _SERVED else None
    metric = PROVIDERS.get(noun) or THINGS.get(noun) or people or (amount and activity(acts, OF_CONTACTS))
    return Bound(metric, rule="share:of_topic") if metric else None


def _clause_before(scene: Scene, figure: Figure) -> str:
    """`志愿者人数比去年翻了一番,|增长120%`: the clause before, with no figure in it."""
    start = max(figure.around.sentence_start, scene.previous_end(figure), figure.mention.start - 2 * _TOPIC_REACH)
    told = scene.side[start : figure.mention.start].rstrip().rpartition(",")[0]
    return told.rpartition(",")[2]


def _of_sum(scene: Scene, figure: Figure) -> Bound | None:
    """`捐款中,来自企业241家的占七成`: a sum named first with 中 or 里 is the whole."""
    if not _OF_THE_WHOLE.search(scene.text_before(figure, _BASE_REACH)):
        return None
    for word in scene.lead(figure, figure.around.sentence_start):
        if word.glue == "among" or scene.side[word.end : word.end + 1] in _AMONG:
            whole = {"money": "money", "hours": "service_hours"}.get(word.noun)
            return bound(whole, word, "share:of_sum") if whole else None
    return None


def _by_rate(scene: Scene, figure: Figure) -> Bound | None:
    """A share that a rate names (满意率), or that a rate of the figure before is (到位率)."""
    start = max(figure.around.sentence_start, figure.mention.start - _RATE_REACH, scene.previous_end(figure))
    named = _rate(scene, start, figure.mention.start)
    if named and scene.previous(figure) and _is_of_spending(scene, named):
        before = scene.results[figure.number - 1].value
        return named._replace(value="money") if before == "money" else named
    if not named or named.value:
        return named
    before = scene.results[figure.number - 1].value if scene.previous(figure) else None
    if named.rule != "share:rate" and _INDICATOR.search(scene.text_before(figure, _RATE_REACH)):
        return named._replace(value="other", rule="share:indicator")
    if scene.side.startswith("覆盖", named.start):
        covered = _covered(scene, figure)
        if covered:
            return covered
    whose = _whose(scene, named, start)
    if whose.noun in ("served", "civic") and before in _STATIC:
        return bound("people_reached", whose, "share:rate_of_persons")
    if named.rule == "share:rate" and before in ("service_hours", "sessions"):
        return _earlier_people(scene, figure) or scene.again(figure, "share:rate_of_before")
    if before and (named.rule == "share:rate" or before not in _STATIC):
        return scene.again(figure, "share:rate_of_before")
    if whose.noun in _RATED and whose.start >= start:
        return bound(counted_as(whose) or "people_reached", whose, "share:rate_of_these")
    licensed = scene.on_social_work and scene.side.startswith("持证", named.start)
    alone = named._replace(value="social_workers" if licensed else "other", rule="share:rate_alone")
    return _among_persons(scene, figure) or alone


def _is_of_spending(scene: Scene, named: Bound) -> bool:
    """Whether a rate may be of money or of goods: 使用率, 发放率."""
    return named.value == "supplies" or _OF_MONEY.match(scene.side, named.start) is not None


def _whose(scene: Scene, named: Bound, start: int) -> Word:
    """The word that a rate is of: right before it, or before an unknown word for what is rated (志愿者|留存率)."""
    place = scene.reading.last_until(named.start)
    word = scene.words[place] if place >= 0 else NO_WORD
    between = scene.side[word.end : named.start]
    known = named.rule != "share:unknown_rate"
    unknown_rated = word.noun in PERSONS and len(between) <= _LONGEST_RATED and between.isalpha()
    return word if word.start >= start and (not between or (not known and unknown_rated)) else NO_WORD


def _earlier_people(scene: Scene, figure: Figure) -> Bound | None:
    """`15名村医学完32学时,通过率93%`: of the people who took the hours."""
    for earlier in range(figure.number - 1, max(-1, figure.number - 1 - _BASE_REACH), -1):
        if not scene.same_sentence(figure, earlier):
            return None
        if scene.results[earlier].value in _OF_PERSONS:
            return scene.results[earlier]._replace(rule="share:rate_of_people")
    return None


def _covered(scene: Scene, figure: Figure) -> Bound | None:
    """`社工站18个,驻站社工54名,覆盖率100%`: places are covered before people are."""
    for earlier in range(figure.number - 1, max(-1, figure.number - 1 - _BASE_REACH), -1):
        if not scene.same_sentence(figure, earlier):
            return None
        if scene.results[earlier].value in _PLACES:
            return scene.results[earlier]._replace(rule="share:covered")
    return None


def _rate(scene: Scene, start: int, end: int) -> Bound | None:
    """The rate named in `side[start:end]`; its metric is '' when the table leaves it to the figure before."""
    side = scene.side
    marks = [side.rfind(sign, start, end) + len(sign) for sign in _RATE_ENDS if side.find(sign, start, end) >= 0]
    if not marks:
        return None
    mark = max(marks)
    for size in range(_LONGEST_RATE, 1, -1):
        first = max(start, mark - size)
        metric = lexicon().rates.get(side[first:mark])
        if metric is not None:
            return Bound(metric or _activity_before(side, start, first), first, mark, "share:rate")
    if side[mark - 1] != "率":
        return None
    return Bound(_activity_before(side, start, mark - 1), mark - 1, mark, "share:unknown_rate")


def _activity_before(side: str, start: int, end: int) -> str:
    """The metric of the activity that `side[start:end]` ends in (敲门成功率: of visits), else ''."""
    acts = lexicon().head(side[max(start, end - _LONGEST_RATE) : end])[1]
    return activity(acts, OF_CONTACTS) or ""


def _by_noun(scene: Scene, figure: Figure) -> Bound | None:
    """A share whose whole is named beside it."""
    for word in (figure.around.after, figure.around.before):
        becomes = scene.side[word.start - 1 : word.start] in _BECOMES
        if word.noun in _WHOLES and word.end - word.start > 1 and not becomes:
            return bound(_WHOLES[word.noun], word, "share:noun")
    if scene.previous(figure) and _OF_THE_NUMBER.search(scene.text_before(figure, _RATE_REACH)):
        return scene.again(figure, "share:of_the_number")
    if figure.around.before_adjacent and (metric := activity(figure.around.before.acts, _OF_SHARES)):
        return bound(metric, figure.around.before, "share:activity")
    lead = scene.lead(figure)
    if not any(word.noun in _WHOLES for word in lead) and _follows_on(scene, figure):
        return scene.again(figure, "share:trend")
    recent = _recent(scene, figure)
    for word in lead:
        metric = _whole(scene, word, recent)
        if metric:
            return bound(metric, word, "share:lead")
    return None


def _whole(scene: Scene, word: Word, recent: list[str | None]) -> str | None:
    """The metric of a noun before the figure that names the whole: a thing just counted, a role with 中 or 里."""
    if THINGS.get(word.noun) in recent and word.noun not in ("place", "organization"):
        return THINGS[word.noun]
    if word.noun in PROVIDERS and scene.side[word.end : word.end + 1] in _AMONG:
        return PROVIDERS[word.noun]
    if word.noun == "household_member" and _WHOLES[word.noun] not in recent:
        return None
    return _WHOLES.get(word.noun)


def _follows_on(scene: Scene, figure: Figure) -> bool:
    """Whether the share only goes on: another percentage before it, or a trend (较上年下降7.2%)."""
    before, start = scene.previous(figure), figure.mention.start
    if not before:
        return False
    if _OF_THE_WHOLE.search(scene.text_before(figure, _BASE_REACH)) and _rates_only(scene, figure):
        return False
    reach = max(figure.around.floor, start - _TREND_REACH)
    return before.dimension == "percent" or _TREND.search(scene.side, reach, start) is not None


def _rates_only(scene: Scene, figure: Figure) -> bool:
    """`求助1260件,满意率99%,其中就医类占四成`: the figure before only rates, nothing is a part of it."""
    before = scene.results[figure.number - 1]
    return before.value == "other" and before.rule.startswith("share:rate")


def _recent(scene: Scene, figure: Figure) -> list[str | None]:
    """The metrics of the last few figures of the sentence."""
    first = max(0, figure.number - _BASE_REACH + 1)
    numbers = range(first, figure.number)
    floor = figure.around.sentence_start
    return [scene.results[number].value for number in numbers if scene.mentions[number].start >= floor]


def _by_figure(scene: Scene, figure: Figure) -> Bound:
    """A share of an earlier figure: of money when money is spent, else of the nearest that can have a share."""
    if figure.number and not any(word.noun for word in scene.lead(figure)):
        start, end = figure.mention.start, figure.mention.end
        spent = _SPENT.search(scene.side[max(0, start - 4) : start] + scene.side[end : end + 3])
        if spent and scene.results[figure.number - 1].value == "money":
            return scene.again(figure, "share:spent")
    before = scene.results[figure.number - 1].value if scene.previous(figure) else "money"
    if before != "money" and _OF_IT.search(scene.text_before(figure, _AREA_REACH)):
        return scene.again(figure, "share:of_it")
    named = figure.around.before.noun in PERSONS and _OF_THE_WHOLE.search(scene.text_before(figure, _BASE_REACH))
    persons = named or figure.around.after.noun in PERSONS or scene.side.startswith(_THE_PEOPLE, figure.mention.end)
    of_heads = figure.around.after.noun in _SERVED and scene.side.startswith("的", figure.mention.end)
    allowed = _OF_PERSONS if persons else _SHARED
    for earlier in range(figure.number - 1, max(-1, figure.number - 1 - _BASE_REACH), -1):
        counted = scene.results[earlier].value
        if persons and counted != "people_reached" and scene.mentions[earlier].dimension not in _COUNTS_PERSONS:
            continue
        if of_heads and counted != "people_reached":
            continue
        if scene.results[earlier].value in allowed:
            return scene.results[earlier]._replace(rule="share:earlier")
    lead = scene.lead(figure, figure.around.sentence_start)
    sum_named = next((word for word in lead if word.noun == "money"), None)
    if sum_named and not persons:
        return bound("money", sum_named, "share:of_money")
    return Bound("people_reached" if persons else "other", rule="share:none")


def measure(scene: Scene, figure: Figure) -> Bound:
    """Lengths, areas, minutes, weeks, multiples."""
    unit = figure.mention.unit or ""
    if UNIT_KIND.get(unit) == "time":
        waited = _WAITED.search(scene.text_before(figure, _RATE_REACH)) is not None
        return Bound("other" if waited else "service_hours", rule="measure:waited" if waited else "measure:time")
    if unit == "倍":
        return _multiple(scene, figure)
    spacious = unit in _SPACES and scene.side[figure.mention.end : figure.mention.end + 1] == "的"
    cleaned = scene.nearest(figure, _SCREENING, max(figure.around.sentence_start, scene.previous_end(figure)))
    if cleaned and unit in _AREAS:
        at_once = _AT_ONCE.fullmatch(scene.side, cleaned.end, figure.mention.start)
        checks = at_once and not scene.side.endswith("面积", cleaned.start, cleaned.end)
        return bound("screening_checks" if checks else "other", cleaned, "measure:screening")
    told = spacious or _AREA.search(scene.text_before(figure, _AREA_REACH))
    room = unit in _FLOORS and not _SWEPT.search(scene.text_before(figure, _AREA_REACH))
    if told or room or (unit in _AREAS and figure.named.noun in ("place", "organization")):
        return bound("facilities", figure.named, "measure:place")
    return Bound("other", rule="measure")


def _multiple(scene: Scene, figure: Figure) -> Bound:
    """So many times: of the thing named since the figure before, else of that figure."""
    topic = _of_topic(scene, figure)
    if topic:
        return topic
    for word in scene.lead(figure, max(figure.around.sentence_start, scene.previous_end(figure))):
        if word.noun in _COUNTABLE:
            return bound(counted_as(word) or "other", word, "measure:multiple")
    return scene.again(figure, "measure:multiple_of_before") if figure.number else Bound("other", rule="measure")
