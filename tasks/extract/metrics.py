"""Which metric a figure belongs to.

    协助核酸检测88035人次      testing_assisted      the activity is named in the clause: it beats reach
    服务居民3000余人           people_reached        only people served are named
    走访老人60余次             home_visits           visits counted as visits; 走访3户 counts households

What the unit alone says (`mention.dimension`) chooses the rules; the noun beside the figure, the actions of its
clause and the figure before it decide. The principles, in the order in which they overrule each other:

1. Money is money, hours and days are service_hours, households are households_reached, whoever did what.
2. The noun counted is the head of the phrase: right behind the classifier (3名社工), else right before the figure
   (防疫物资5.7万件), fillers like 共, 累计, 约 stepped over. A noun beats a verb, the nearest beats the far.
3. A role provides (民警60名), unless a verb of serving or 为, 给 governs it (慰问民警60名): then it is people_reached.
   Roles named together (社工及志愿者60名) are other_personnel; donors are other_personnel, donating bodies
   other_organizations. 学生, 村民, 骑手 provide when they are sent out or go to work themselves.
4. An activity named in the clause beats reach: testing, vaccination, counselling, screening, records, calls. Visits
   only when counted as visits. Person-times without one are service_contacts, rounds without one sessions.
5. Calls on a line of which sentence, heading or title says that it counsels are counselling_contacts.
6. Goods handed over are supplies; equipment in place or at work, lines and places are facilities.
7. A figure that names nothing continues the one before (其中, 其余, 人均, 壮大到); a percentage is of what it is a
   share of, and other when it only rates (满意率).

Each result carries the word that decided it and the name of the rule.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from tasks.extract.dimensions import bind_dimensions
from tasks.extract.evidence import PERSONS
from tasks.extract.layout import Layout
from tasks.extract.metric_activities import OF_CONTACTS, contacts, events
from tasks.extract.metric_activities import calls as count_calls
from tasks.extract.metric_codes import (
    BODIES_AS_PEOPLE,
    METRICS,
    PROVIDERS,
    THINGS,
    TRIP_UNITS,
    UNIT_KIND,
    activity,
    cue_pattern,
    cues,
)
from tasks.extract.metric_people import people
from tasks.extract.metric_scene import NO_WORD, Figure, Scene
from tasks.extract.metric_series import dealt_out, dealt_over_earlier, pointed_at
from tasks.extract.metric_shares import measure, share
from tasks.extract.metric_things import thing
from tasks.extract.model import Bound, Mention
from tasks.extract.noun_classes import BODY_CLASSES, actions, lexicon

__all__ = ["METRICS", "bind_dimensions", "bind_metrics"]

_BY_DIMENSION_ALONE = {
    "money": "money",
    "hours": "service_hours",
    "days": "service_hours",
    "months": "service_hours",
}
_GENERAL = ("团体", "组织")
_HELPERS_GROUP = cue_pattern("helpers_group")
_GROUP_WORK, _TABLE_REACH = re.compile(r"个案|\((?:场|次|节|场次|例|户次)\)"), 6
_COUNT = re.compile(rf"(?:{cue_pattern('count').pattern}|\([^()]*\))+$")
"""What the header of a column of numbers ends in besides its noun: 志愿者人数(人)."""
_LONGEST_LABEL = 24
_WIDEST_ROW = 12
_TREND = re.compile(
    rf"(?:(?:[较比与][^()]{{0,8}}?)?(?:[同环]比)?(?:{cue_pattern('moves').pattern})(?:率|幅度?|百分比)?|[同环]比)"
    r"(?:\([^()]*\))?$"
)
_BRACKETS = re.compile(r"\([^()]*\)")
_MONEY, _MONEY_EACH = cue_pattern("yuan_before"), cue_pattern("yuan_each")
_MONEY_OF_EACH = re.compile("(?:[一每][人家户套件斤亩桌箱袋只张本份吨瓶盒台]|[人户]均|每月|[月年日]薪)$")
_NO_PERSONS = ("session", "case", "household_member", "money", "goods", "publicity", "record")
_PORTIONS = ("份", "套", "箱", "盒", "包", "袋", "瓶")
_SITE_UNITS = ("个", "处", "座", "间", "所", "家")
_GOODS_UNITS = ("件", *_PORTIONS)
_LEAST_MONEY = 100
_UNITLESS_REACH = 12
_HEADCOUNT = re.compile("人数(?:共|累计|合计|总)?[计为达是约有超突破:]{0,3}$")
_SIGNED_UP = re.compile(f"(?:{cue_pattern('enrolled').pattern})的[有共约近达是就]*$")
_ON_STAGE = re.compile("[开演讲办放唱]了?[近约]?$")
_MANKIND = re.compile("人(?!次|份|家|工|民|才|口|体|员|物|行|均|大|文)")
_DONE_TO = cues("done_to")
_TAKES_IN = re.compile(f"(?:主动|连夜|自发|都|先后|也)*(?:{cue_pattern('takes_in').pattern})")
_LESSONS = re.compile("[教学上开授讲]")
_NIGHTS = ("晚", "夜", "个晚上")
_CASEWORK, _ASSIST = actions("casework"), actions("assist")
_CASES_OF = re.compile("个案|转介|危机")
_GIFTS = cue_pattern("gift_record")
_SERVE = actions("serve")
_HELP, _TAKE_PART = actions("mobilise", "donate"), actions("take_part")


def bind_metrics(
    layout: Layout, mentions: Sequence[Mention], objects: Sequence[Bound], actors: Sequence[Bound]
) -> list[Bound]:
    """The metric of each of `mentions` (figures in text order), with the word that decided it.

    `objects` and `actors` are parallel to `mentions`; they help where the text beside a figure names nothing.
    """
    scene = Scene(layout, mentions, objects, actors)
    for number, mention in enumerate(mentions):
        scene.results.append(_metric(scene, number, mention))
    return scene.results


def _metric(scene: Scene, number: int, mention: Mention) -> Bound:
    unit = mention.unit or ""
    # 口 counts people and pots alike
    kind = mention.dimension if unit != "口" else None
    if unit in _NIGHTS and _ON_STAGE.search(scene.side, max(0, mention.start - 3), mention.start):
        return Bound("sessions", rule="unit:nights")
    if kind in _BY_DIMENSION_ALONE:
        return Bound(_BY_DIMENSION_ALONE[kind], rule="unit")
    if kind in (None, "items") and unit.endswith(TRIP_UNITS):
        kind = "events"
    elif kind is None and (UNIT_KIND.get(unit) == "head" or (unit == "个" and _MANKIND.match(scene.side, mention.end))):
        kind = "people"
    labelled = _cell(scene, mention) if kind != "households" else None
    if labelled:
        return labelled
    if not unit and kind is None:
        return _unitless(scene, scene.figure(number, kind))
    figure = scene.figure(number, kind)
    series = dealt_out(scene, figure) or dealt_over_earlier(scene, figure) or pointed_at(scene, figure)
    if series:
        return series
    pieces = unit == "节" and figure.named.noun in ("goods", "equipment") and figure.named.end == mention.start
    pieces = pieces and not _LESSONS.search(scene.text_before(figure, _UNITLESS_REACH))
    return thing(scene, figure) if pieces else _RULES.get(kind or "", thing)(scene, figure)


def _cell(scene: Scene, mention: Mention) -> Bound | None:
    """The metric that the header cell or the row label of a table names."""
    labels = [mention.column_label, mention.row_label]
    for label in reversed(labels) if _is_of_places(scene, mention) else labels:
        named = _labelled(scene, mention, label) if label else None
        if named is None and label and mention.dimension == "cases":
            named = Bound("cases", *label, "cell:cases")  # 代买菜(单): whatever the row is on
        if named:
            return named
    return None


def _is_of_places(scene: Scene, mention: Mention) -> bool:
    """物资 | 卫辉市 | 浚县 over `瓶装水 | 12,600 | 7,850`: a column that is a place, of what the row names."""
    if not (mention.column_label and mention.row_label) or mention.unit == "个":
        return False
    phrase = scene.side[mention.column_label[0] : mention.column_label[1]].strip()
    noun, _, size = lexicon().head(phrase)
    return noun == "place" and size < len(phrase)


def _labelled(scene: Scene, mention: Mention, label: tuple[int, int]) -> Bound | None:
    """The metric that one label names; a header knows better than the unit of the whole table what it counts."""
    start = max(label[0], label[1] - _LONGEST_LABEL)
    phrase = scene.side[start : label[1]].rstrip()
    if mention.dimension == "percent" and (grown := _of_trend(scene, mention, phrase)):
        return grown
    phrase = _COUNT.sub("", phrase)
    noun, acts, size = lexicon().head(phrase)
    header = label is mention.column_label
    noun = noun if header or size > 1 else ""  # 乐群 | 6, the name of an agency
    if noun == "money" and mention.dimension:
        # 收入 over goods counted in 双 is what came in
        return None
    end = start + len(phrase)
    people = mention.dimension in ("people", "person_times")
    thing_named = not people or (header and end == label[1] and noun in _NO_PERSONS)
    is_site = noun == "place" and mention.unit in _SITE_UNITS  # 采样点（个）
    done = None if is_site else activity(acts, OF_CONTACTS)
    metric = PROVIDERS.get(noun) or done or (THINGS.get(noun) if thing_named else None)
    if not metric and acts & _ASSIST:
        metric = activity(lexicon().head(phrase[:-size])[1], OF_CONTACTS)  # 核酸协助, 疫苗引导
    if noun == "equipment" and _is_of_gifts(scene, mention):
        metric = "supplies"
    if header and not people and not metric:
        metric = _members(scene, mention) if noun == "member" else activity(acts, _CASEWORK)
    if not header and metric == "facilities" and mention.unit in _GOODS_UNITS:
        return None  # 鹤峰县 | 1,240, in a table of goods counted in 件: where, not what
    metric = _as_unit_tells(scene, mention, phrase, noun) or metric
    if mention.dimension == "cases" and metric == "counselling_contacts" and _CASES_OF.search(phrase):
        metric = "cases"
    if header and not metric and not noun and mention.unit in _PORTIONS:
        return Bound("supplies", *label, "cell:portions")  # 送餐(份)
    return Bound(metric, end - size, end, "cell") if metric else None


def _of_trend(scene: Scene, mention: Mention, phrase: str) -> Bound | None:
    """`服务人次较上年增长` over 11.6%: of the column of that name, else of the one before it in the row (同比增长)."""
    told = _TREND.search(phrase)
    if not told:
        return None
    whole, number = phrase[: told.start()], len(scene.results)
    for earlier in range(number - 1, max(-1, number - 1 - _WIDEST_ROW), -1):
        other = scene.mentions[earlier]
        if other.row_label != mention.row_label or not other.column_label:
            return None
        named = scene.side[other.column_label[0] : other.column_label[1]]
        if not whole or whole.startswith(_BRACKETS.sub("", named).strip()):
            return scene.results[earlier]._replace(rule="cell:trend")
    return None


def _as_unit_tells(scene: Scene, mention: Mention, phrase: str, noun: str) -> str | None:
    """What a label counts when its unit or the text makes something else of its noun: 互助会(场), 与家长视频(通)."""
    held = mention.dimension == "events" or UNIT_KIND.get(mention.unit or "") in ("session", "trip")
    if noun in BODY_CLASSES and held:
        return "sessions"
    if noun == "volunteer_team" and phrase.endswith("小组") and _is_group_work(scene, mention, phrase):
        return "sessions"
    if noun == "publicity" and mention.dimension == "calls":
        return "calls"
    general = phrase.endswith(_GENERAL) and noun == "social_org" and lexicon().head(phrase)[2] == len(_GENERAL[0])
    return "volunteer_groups" if general and scene.on_volunteers else None


def _is_group_work(scene: Scene, mention: Mention, phrase: str) -> bool:
    """Whether `互助小组(个)` stands in a table that also counts cases or activities: group work, no team."""
    if _HELPERS_GROUP.search(phrase) or mention.dimension == "events":
        return mention.dimension == "events"
    number = scene.layout.block_number(mention.start)
    first, last = max(0, number - _TABLE_REACH), min(len(scene.layout.blocks) - 1, number + _TABLE_REACH)
    return _GROUP_WORK.search(scene.side, scene.layout.blocks[first].start, scene.layout.blocks[last].end) is not None


def _is_of_gifts(scene: Scene, mention: Mention) -> bool:
    """Whether the line above a table says that things were given: 收到企业捐赠情况(截至3月3日):."""
    number = scene.layout.block_number(mention.start)
    above = scene.layout.blocks[max(0, number - 1)]
    return _GIFTS.search(scene.side, above.start, above.end) is not None


def _members(scene: Scene, mention: Mention) -> str | None:
    """`队伍名称 | 队员数` over `夕阳红志愿队 | 42`: what the members of the body of the row are."""
    start, end = mention.row_label or (0, 0)
    return BODIES_AS_PEOPLE.get(lexicon().head(scene.side[start:end].strip())[0])


def _unitless(scene: Scene, figure: Figure) -> Bound:
    """`总收入186万`, `常来的两百出头`: a bare number is money, people of the figure before, or what a noun says."""
    lead = scene.text_before(figure, _UNITLESS_REACH)
    if "人次" in lead:
        return contacts(scene, figure)
    if _HEADCOUNT.search(lead) or (_SIGNED_UP.search(lead) and not figure.around.after.noun):
        return people(scene, figure)
    if _is_sum(scene, figure, lead):
        return Bound("money", rule="unitless:money")
    if _same_people(scene, figure):
        return scene.again(figure, "unitless:people")
    if figure.named.noun in PERSONS:
        return people(scene, figure)
    return thing(scene, figure)


def _same_people(scene: Scene, figure: Figure) -> bool:
    """Whether a number with neither unit nor noun follows a number of people."""
    before = scene.previous(figure)
    return before is not None and before.dimension == "people" and not figure.named.noun


def _is_sum(scene: Scene, figure: Figure, lead: str) -> bool:
    """Whether a number without a unit is money: 掏了五百, 每月三千二, or any after a sum of money."""
    named = figure.named if figure.named.end > figure.around.floor else NO_WORD
    if named.noun == "money" and named.start == figure.mention.end:
        return True
    if _MONEY_OF_EACH.search(lead):
        return True
    if named.noun in PERSONS:
        return False
    if _MONEY.search(lead):
        return True
    if named.noun and named.noun not in ("money", "household_member"):
        return False
    before = scene.previous(figure)
    if before and scene.results[figure.number - 1].value == "money":
        return True
    return figure.mention.value >= _LEAST_MONEY and _MONEY_EACH.search(lead) is not None


def _households(scene: Scene, figure: Figure) -> Bound:
    """Households are reached, unless they give and help (57户村民腾出床铺)."""
    neighbours = figure.around.after
    end = max(figure.mention.end, neighbours.end)
    helped = scene.near.done_for(figure.around, figure.mention.start) or scene.nearest(figure, _SERVE)
    if not helped and _TAKES_IN.match(scene.side, end + (scene.side[end : end + 1] == ",")):
        return Bound("other_personnel", rule="households:help")
    helped_here = bool(helped) or scene.side.startswith(_DONE_TO, end)
    alone = not helped_here and not any(word.acts or word.noun != "place" for word in scene.lead(figure))
    if alone and neighbours.noun == "civic":
        for word in scene.near.tail(figure.around, neighbours.end):
            if word.acts:
                helping = word.acts & _HELP and not word.acts & _TAKE_PART
                return Bound("other_personnel" if helping else "households_reached", rule="households")
    return Bound("households_reached", rule="households")


_RULES: dict[str, Callable[[Scene, Figure], Bound]] = {
    "people": people,
    "person_times": contacts,
    "events": events,
    "calls": count_calls,
    "percent": share,
    "households": _households,
    "other": measure,
}
