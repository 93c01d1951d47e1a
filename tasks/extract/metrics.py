"""Which metric a figure belongs to.

    协助核酸检测88035人次      testing_assisted      the activity is named in the clause: it beats reach
    服务居民3000余人           people_reached        only people served are named
    走访老人60余次             home_visits           visits counted as visits; 走访3户 counts households
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from seeds.tables import read_reference
from tasks.extract.dimensions import bind_dimensions
from tasks.extract.evidence import PERSONS, WINDOW, Neighbourhood, Surroundings
from tasks.extract.layout import Layout
from tasks.extract.model import NO_SPAN, Bound, Mention
from tasks.extract.noun_classes import Word, actions, lexicon, read_words

__all__ = ["METRICS", "bind_dimensions", "bind_metrics"]

METRICS = tuple(
    row["code"]
    for row in read_reference(
        "metrics.csv",
        ("code", "group", "label_en", "label_zh", "description_en", "description_zh"),
        key=("code",),
        required=("group", "label_en", "label_zh", "description_en", "description_zh"),
    )
)

PROVIDERS = {
    "social_worker": "social_workers",
    "volunteer": "volunteers",
    "counsellor": "counsellors",
    "provider": "other_personnel",
    "donor": "other_personnel",
}
BODIES_AS_PEOPLE = {
    "agency": "social_workers",
    "station": "social_workers",
    "volunteer_org": "volunteers",
    "volunteer_team": "volunteers",
    "org_team": "other_personnel",
    "rescue": "other_personnel",
    "social_org": "other_personnel",
}
_PEOPLE_OF = {
    "volunteer_groups": "volunteers",
    "social_organizations": "other_personnel",
    "social_work_agencies": "social_workers",
    "social_work_stations": "social_workers",
}
THINGS = {
    "agency": "social_work_agencies",
    "station": "social_work_stations",
    "volunteer_org": "volunteer_groups",
    "volunteer_team": "volunteer_groups",
    "org_team": "other_organizations",
    "rescue": "social_organizations",
    "social_org": "social_organizations",
    "organization": "other_organizations",
    "household_member": "households_reached",
    "place": "facilities",
    "line": "facilities",
    "equipment": "facilities",
    "call": "calls",
    "record": "records_processed",
    "case": "cases",
    "session": "sessions",
    "publicity": "publicity_materials",
    "goods": "supplies",
    "money": "money",
    "other": "other",
    "hours": "service_hours",
}
ACTIVITIES = {
    "testing": "testing_assisted",
    "vaccination": "vaccination_assisted",
    "counselling": "counselling_contacts",
    "screening": "screening_checks",
    "records": "records_processed",
    "calls": "calls",
    "visit": "home_visits",
    "casework": "cases",
}
_ACTIVITY_BITS = [(actions(name), metric) for name, metric in ACTIVITIES.items()]
_OF_PEOPLE = actions("testing", "vaccination", "counselling", "screening", "records", "calls")
_AT_SCENE = actions("testing", "vaccination")
_OF_TAIL = actions("testing", "vaccination", "counselling", "screening")
_OF_CONTACTS = actions("testing", "vaccination", "counselling", "screening", "records", "calls", "visit")
_OF_EVENTS = actions("vaccination", "counselling", "screening", "calls", "visit", "casework")
_OF_THINGS = actions("counselling", "calls", "records", "casework", "screening")
_SESSION = actions("session")
_SERVE, _MOBILISE, _SUPPLY = actions("serve"), actions("mobilise"), actions("supply")
_SERVICE, _TAKE_PART, _COUNSEL = actions("service", "serve"), actions("take_part"), actions("counselling")
_ATTEND = actions("serve", "take_part")
_WORK = actions("serve", "supply", "mobilise", "visit", "publicise", "service", "screening", "testing")
_ROLES = frozenset(PROVIDERS.values()) | {"member"}
_FOUNDING = re.compile("年前|之初|筹建|我们|起初|最初|当初|成立|刚|创办|创立|开始|那时|办起|起步|只有|就")
_DONATE, _ASSIST = actions("donate"), actions("assist")
_FOR_SIGNS = frozenset("为给向替对帮让")
_ENROLLED = actions("enrol")
_ENROL = actions("mobilise", "take_part", "records", "enrol")
_CASEWORK, _RECORDS, _VIEW = actions("casework"), actions("records"), actions("view")
_BY_ACTION = (
    (actions("publicise"), "publicity_materials"),
    (actions("records"), "records_processed"),
    (actions("casework"), "cases"),
    (actions("calls"), "calls"),
    (actions("fit"), "facilities"),
    (actions("supply"), "supplies"),
)
_BY_DIMENSION = {
    "items": "supplies",
    "records": "records_processed",
    "lines": "facilities",
    "sites": "facilities",
    "organizations": "other_organizations",
    "teams": "volunteer_groups",
}
_BY_UNIT = {
    **dict.fromkeys("省 市 县 区 镇 乡 村 处 所 间 座 栋 幢 层 片 席 道 路 站".split(), "facilities"),
    **dict.fromkeys("家 家次 批".split(), "other_organizations"),
    **dict.fromkeys("支 队 组 团".split(), "volunteer_groups"),
    **dict.fromkeys("份 件 只 张 套 根 卷 块 种 单 笔 针 剂 片 头".split(), "supplies"),
    "条": "records_processed",
    "封": "other",
    **dict.fromkeys("篇 幅 首 则 帖 集 段 版 期".split(), "publicity_materials"),
    **dict.fromkeys("眼 口".split(), "facilities"),
    "项": "sessions",
}
_BARE_UNITS = frozenset("人 人次 户 户次 元 % 人份 小时 天 次 趟 回".split())
_SESSION_UNITS = frozenset("场 场次 期 节 节课 节次 堂 堂课 课时 轮 轮次 班 届 讲 课次 期次 课 讲次 堂次 批 批次".split())
_MONEY_UNITS = frozenset("笔 单 项 份 块".split())
_TRIP_UNITS = ("台次", "辆次", "间次", "处次", "点次", "家次", "车次", "架次", "艘次", "班次", "趟次")
_TIME_UNITS = frozenset("晚 夜 个晚上 个夜晚 分钟 刻钟 周 个星期 星期 个礼拜 年 个年头 周年 秒 季度 个季度 学期 个学期 个学年 学年".split())
_HANDLED = frozenset({"record", "goods", "publicity", "case", "call", "money", "other"})
"""What a verb can follow and still be counted: 物资发放300份, 问卷回收1126份."""

_COUNSEL_SIGNS = ("心理", "情绪", "倾听", "倾诉")
_STATIC = frozenset({"facilities", "supplies", "service_hours", "publicity_materials", "sessions"})
"""What an unnamed rate (成活率, 退课率) is hardly a share of."""
_TREND = re.compile("[较比]上|[较比]去|同期|下降|上升|增长|减少|增加|提高|回落|上涨|下滑|翻|[涨降升]到")
_GIVING = frozenset("捐赠送发寄运派分援")
_IN_NEED = re.compile("[被困滞受贫病伤失孤残弱灾难]")
_GROWN = re.compile("[增长壮扩大展升涨加跃到]至|[大加长展升涨扩增变]到|变成|发展成")
_BECOMING = re.compile("成为|担任|当上|当起|加入|化身|变身|当选|聘为|转为")
_RATE_ENDS = ("率", "度", "比", "幅", "例", "满意", "好评")
_WHOLES = {
    "social_worker": "social_workers",
    "volunteer": "volunteers",
    "counsellor": "counsellors",
    "household_member": "households_reached",
    "money": "money",
}
_AFTER_YUAN = frozenset("钱一二三四五六七八九十0123456789")
_VOLUNTEERS = frozenset({"volunteer", "volunteer_team", "volunteer_org"})
_PEOPLE_METRICS = frozenset(
    "people_reached service_contacts home_visits households_reached social_workers volunteers counsellors "
    "other_personnel counselling_contacts testing_assisted vaccination_assisted screening_checks "
    "records_processed calls cases".split()
)
_SHARED = _PEOPLE_METRICS | {"facilities", "sessions", "supplies", "other_organizations", "social_organizations"}


def bind_metrics(
    layout: Layout, mentions: Sequence[Mention], objects: Sequence[Bound], actors: Sequence[Bound]
) -> list[Bound]:
    """The metric of each of `mentions` (figures in text order), with the word that decided it."""
    binder = _Binder(layout, mentions, objects, actors)
    for number in range(len(mentions)):
        binder.results.append(binder.bind(number))
    return binder.results


class _Binder:
    """Decides the figures of one text in order; a later one may continue the metric of an earlier one."""

    def __init__(
        self, layout: Layout, mentions: Sequence[Mention], objects: Sequence[Bound], actors: Sequence[Bound]
    ) -> None:
        self.layout, self.side, self.mentions = layout, layout.side, mentions
        self.objects, self.actors = objects, actors
        self.near = Neighbourhood(layout, read_words(layout.side), mentions)
        self.results: list[Bound] = []
        nouns = [word.noun for word in self.near.reading.words]
        workers = sum(noun in ("social_worker", "station", "agency") for noun in nouns)
        helpers = sum(noun in _VOLUNTEERS for noun in nouns)
        self.on_social_work = workers >= 3
        self.on_volunteers = helpers > 0 and helpers >= workers
        self.deciders: dict[str, Callable[[int, Surroundings], Bound]] = {
            "people": self.people,
            "person_times": self.contacts,
            "events": self.events,
            "calls": self.calls,
            "percent": self.share,
            "households": self.households,
            "other": self.measure,
        }

    def bind(self, number: int) -> Bound:
        """The metric of figure `number`; all before it are decided."""
        mention = self.mentions[number]
        kind = mention.dimension if mention.unit != "口" else None
        if kind == "money":
            return Bound("money", rule="unit")
        if kind in ("hours", "days", "months"):
            return Bound("service_hours", rule="unit")
        around = self.near.around(number, kind == "people", kind == "households" or mention.unit not in _BARE_UNITS)
        if mention.column_label or mention.row_label:
            labelled = self.cell(mention)
            if labelled.value:
                return labelled
        if kind in (None, "items") and (mention.unit or "").endswith(_TRIP_UNITS):
            kind = "events"
        return self.deciders.get(kind or "", self.thing)(number, around)

    def households(self, number: int, around: Surroundings) -> Bound:
        """Households are reached, unless they give and help (57户村民腾出床铺)."""
        if around.after.noun == "civic" and not self.near.lead(around, around.floor):
            for word in self.near.tail(around, around.after.end):
                if word.acts:
                    helping = word.acts & (_MOBILISE | _DONATE) and not word.acts & _TAKE_PART
                    return Bound("other_personnel" if helping else "households_reached", rule="households")
        return Bound("households_reached", rule="households")

    # --- who or what is named

    def named(self, number: int, around: Surroundings) -> Word:
        """The word that names what the figure counts: after it when a phrase begins there, else before it."""
        known_before = around.before_adjacent and around.before.noun and around.before.end - around.before.start > 1
        listed = self.side[self.mentions[number].start - 1 : self.mentions[number].start] == "等"
        noun_first = known_before and not around.after_direct and not listed
        if around.after.noun and around.after_strong and not noun_first:
            return around.after
        if around.before_adjacent and (around.before.noun or around.before.acts):
            if self.mentions[number].dimension != "people" or self.countable(around.before):
                return self.nominal(around)
        given = self.given(number)
        if given.noun:
            return given
        if around.after.noun:
            return around.after
        return around.before

    def together(self, word: Word, number: int) -> set[str]:
        """The noun classes named together with `word`, without what the figure before counts."""
        if word.start < 0:
            return {word.noun}
        return self.near.companions(word, number, self.results[number - 1].end if number else 0)

    @staticmethod
    def countable(word: Word) -> bool:
        """Whether a number of people can be counted by `word`: a role, a body that has members, a service."""
        return word.noun in PERSONS or word.noun in BODIES_AS_PEOPLE or bool(word.acts)

    def nominal(self, around: Surroundings) -> Word:
        """The word before the figure; of a noun with its own verb (问卷回收1126份) the noun with the verb's actions."""
        word = around.before
        if word.noun or around.last < 1:
            return word
        owner = self.near.reading.words[around.last - 1]
        if owner.end < word.start - 1 or owner.start < around.floor:
            return word
        if owner.noun in _HANDLED and owner.end == word.start:
            return owner._replace(acts=owner.acts | word.acts)
        if owner.noun in PERSONS and self.side[word.end : word.end + 1] == "的":
            return owner
        return word

    def given(self, number: int) -> Word:
        """The head of the object that another rule found for this figure."""
        bound = self.objects[number]
        if not bound.value:
            return Word("", 0, "", NO_SPAN, NO_SPAN)
        noun, acts, size = lexicon().head(bound.value)
        end = bound.end if bound.end > 0 else NO_SPAN
        return Word(noun, acts, "", end - size if end > 0 else NO_SPAN, end)

    def cell(self, mention: Mention) -> Bound:
        """The metric that the header cell or the row label names."""
        for label in (mention.column_label, mention.row_label):
            if label:
                noun, acts, size = lexicon().head(self.side[label[0] : label[1]].strip())
                metric = THINGS.get(noun) or PROVIDERS.get(noun) or _activity(acts, _OF_CONTACTS)
                if metric:
                    return Bound(metric, label[1] - size, label[1], "cell")
        return Bound(None)

    # --- people

    def people(self, number: int, around: Surroundings) -> Bound:
        """Persons: by their role when they provide, by what is done for them when they are served."""
        word = self.named(number, around)
        if word.noun == "case":
            return _bound("cases", word, "people:cases")
        part = self.part(number, around, word) or self.grown(number, around) or self.of_body(number, around)
        if part:
            return part
        becoming = self.becoming(number)
        if becoming:
            return becoming
        if word.noun == "member":
            return self.member(number, around, word)
        if word.noun == "civic":
            word = self.with_role(word)
        if word.noun in PROVIDERS:
            return self.provider(number, around, word)
        if word.noun in BODIES_AS_PEOPLE and around.before_adjacent:
            counsellors = "心理" in self.side[max(around.floor, word.start - 4) : word.end]
            metric = "counsellors" if counsellors else BODIES_AS_PEOPLE[word.noun]
            return _bound(metric, word, "people:body")
        return self.served(number, around, word)

    def part(self, number: int, around: Surroundings, word: Word) -> Bound | None:
        """`其中女孩79名`, `党员有29名`: a part of the people of the figure before keeps their metric."""
        if word.noun in ("social_worker", "volunteer", "counsellor"):
            return None
        among = self.among(around)
        if among:
            return among
        if not number:
            return None
        base, mention = self.results[number - 1], self.mentions[number - 1]
        if mention.start < around.sentence_start or mention.dimension not in ("people", "person_times", None):
            return None
        if base.value not in _PEOPLE_METRICS:
            return None
        lead = self.near.lead(around, max(around.clause_start, mention.end))
        marked = any(other.glue in ("partitive", "among") for other in lead)
        start = self.mentions[number].start
        has = around.before_adjacent and word is around.before and "有" in self.side[word.end : start]
        return base._replace(rule="part") if marked or has else None

    def with_role(self, word: Word) -> Word:
        """`党员骑手`: people named after a role they have keep the role."""
        words, place = self.near.reading.words, self.near.reading.last_until(word.start)
        if word.start < 0 or place < 0 or words[place].end != word.start or words[place].noun not in PROVIDERS:
            return word
        return word._replace(noun=words[place].noun, start=words[place].start)

    def of_body(self, number: int, around: Surroundings) -> Bound | None:
        """`夜巡队3支、75人`: the people of the bodies just counted."""
        if not number or not around.bare or self.mentions[number].start - self.mentions[number - 1].end > 2:
            return None
        metric = _PEOPLE_OF.get(self.results[number - 1].value or "")
        return Bound(metric, rule="people:of_body") if metric else None

    def among(self, around: Surroundings) -> Bound | None:
        """`志愿者里有48名学生`: the group that the people are part of."""
        lead = self.near.lead(around, around.floor)
        for word, group in pairwise(lead):
            if word.glue == "among" and group.end == word.start:
                metric = PROVIDERS.get(group.noun) or ("other_personnel" if group.noun == "member" else "")
                return _bound(metric, group, "people:among") if metric else None
        return None

    def grown(self, number: int, around: Surroundings) -> Bound | None:
        """`从7人壮大到400多人`: the same people at a later time."""
        if not number or self.mentions[number - 1].unit != self.mentions[number].unit:
            return None
        start, end = self.mentions[number - 1].end, self.mentions[number].start
        if start < around.clause_start or not _GROWN.search(self.side, start, end):
            return None
        return self.results[number - 1]._replace(rule="people:grown")

    def becoming(self, number: int) -> Bound | None:
        """`14790人登记成为捐献志愿者`: people who take up a role."""
        end = self.mentions[number].end
        taken = _BECOMING.search(self.side, end, min(len(self.side), end + 12))
        if not taken:
            return None
        for word in self.near.reading.words[self.near.reading.first_from(taken.end()) :][:3]:
            if word.noun in PROVIDERS and word.start - taken.end() <= 8:
                return _bound(PROVIDERS[word.noun], word, "people:becoming")
        return None

    def member(self, number: int, around: Surroundings, word: Word) -> Bound:
        """Members and regulars (骨干, 队员) of whatever group the sentence speaks of."""
        if "volunteer" in self.together(word, number):
            return _bound("other_personnel", word, "people:mixed")
        for other in self.near.lead(around, around.floor):
            metric = BODIES_AS_PEOPLE.get(other.noun) or PROVIDERS.get(other.noun)
            if metric:
                return _bound(metric, other, "member:of")
        if number and self.results[number - 1].value in ("volunteers", "social_workers", "counsellors"):
            if self.mentions[number - 1].start >= around.sentence_start:
                return self.results[number - 1]._replace(rule="member:continued")
        return _bound(self.helper_metric(number, around), word, "member")

    def helper_metric(self, number: int, around: Surroundings, role: str = "") -> str:
        """What people at work without a role of their own are: volunteers where the sentence or the whole text
        speaks of volunteers, else other personnel."""
        mention = self.mentions[number]
        lead = self.near.lead(around, around.sentence_start)
        nearby = [*lead, *self.near.tail(around, mention.end)]
        actor = self.actors[number].value
        if any(word.noun in _VOLUNTEERS for word in nearby) or (actor and "志愿" in actor):
            return "volunteers"
        employed = role != "civic" and any(word.noun in ("agency", "station", "organization", "social_org") for word in lead)
        return "volunteers" if self.on_volunteers and not employed else "other_personnel"

    def staff_metric(self) -> str:
        """What the people of the reporting body itself are."""
        if self.on_volunteers:
            return "volunteers"
        return "social_workers" if self.on_social_work else "other_personnel"

    def giving(self, around: Surroundings, end: int) -> bool:
        """Whether the people beside a figure are donors (个人1093人次捐款)."""
        for word in self.near.tail(around, end)[:3]:
            if word.acts & (_DONATE | _SERVE):
                return bool(word.acts & _DONATE)
        return around.before_adjacent and bool(around.before.acts & _DONATE)

    def provider(self, number: int, around: Surroundings, word: Word) -> Bound:
        """A role that provides, unless these very people are served (慰问医护人员60名)."""
        mention = self.mentions[number]
        if self.is_served(number, around, word):
            return self.served(number, around, word)
        if word.noun == "provider" and word.start >= 0:
            start = mention.end if word.start >= mention.end else max(around.floor, word.start - 6)
            if self.side.find("心理", start, word.start) >= 0:
                return _bound("counsellors", word, "people:counsellor")
        roles = {PROVIDERS.get(role, role) for role in self.together(word, number)}
        if len(roles & _ROLES) > 1:
            return _bound("other_personnel", word, "people:mixed")
        return _bound(PROVIDERS[word.noun], word, "people:role")

    def is_served(self, number: int, around: Surroundings, word: Word) -> bool:
        """Whether a role is named for being served: 慰问医护人员60名, 为志愿者, 参训教师."""
        if word.noun == "donor":
            return False
        start = self.mentions[number].start
        verb = self.nearest(around, around.floor, _SERVE | _MOBILISE | _SUPPLY)
        if verb is not None and verb.acts & _SERVE and not verb.acts & _MOBILISE and verb.start < word.start + 2:
            return True
        words = self.near.reading.words
        place = self.near.reading.last_until(word.start) if word.start >= 0 else -1
        if place >= 0 and words[place].end == word.start and words[place].acts & _TAKE_PART:
            return True
        return self.near.done_for(around, min(word.start, start) if word.start >= 0 else start)

    def served(self, number: int, around: Surroundings, word: Word) -> Bound:
        """People without a providing role: the activity named in the clause, else reached, unless mobilised."""
        acting = self.acting(number, around, word)
        if acting:
            return acting
        mention = self.mentions[number]
        verb = self.nearest(around, around.floor, ~0)
        activity = self.nearest(around, around.floor, _OF_PEOPLE)
        done_for = self.side[mention.start - 1 : mention.start] in _FOR_SIGNS
        if activity and verb and activity.start >= verb.start and not done_for:
            return _bound(_activity(activity.acts, _OF_PEOPLE) or "", activity, "people:activity")
        wanted = _OF_PEOPLE if self.side[mention.end : mention.end + 1] == "的" else _OF_TAIL
        for other in self.near.tail(around, max(mention.end, word.end)):
            if other.acts & wanted:
                return _bound(_activity(other.acts, wanted) or "", other, "people:activity_after")
        return _bound("people_reached", word, "people:served")

    def acting(self, number: int, around: Surroundings, word: Word) -> Bound | None:
        """Whether people without a providing role are at work all the same: sent out, enrolled, doing something."""
        floor = around.floor
        verb = self.nearest(around, floor, ~0)
        if not verb and around.bare and word.noun in ("civic", ""):
            floor = max(around.sentence_start, self.mentions[number - 1].end if number else 0)
            verb = self.nearest(around, floor, ~0)
        if word.noun not in PERSONS and verb:
            subject = self.subject(around, verb)
            if subject:
                return _bound(PROVIDERS[subject.noun], subject, "people:subject")
            referral = self.nearest(around, around.floor, _CASEWORK)
            if referral and referral.noun == "case":
                return _bound("cases", referral, "people:referral")
        if word.noun not in ("civic", ""):
            return None
        mention = self.mentions[number]
        if self.giving(around, mention.end):
            return _bound("other_personnel", word, "people:giving")
        if not verb and _FOUNDING.search(self.side, around.floor, mention.start):
            return Bound(self.staff_metric(), rule="people:founding")
        enrolled = verb and verb.acts & _ENROLLED and not word.noun
        if verb and (enrolled or (verb.acts & _MOBILISE and not verb.acts & _ATTEND)):
            return _bound(self.helper_metric(number, around), verb, "people:mobilised")
        if word.start >= 0 and _IN_NEED.search(self.side, max(0, word.start - 4), word.start):
            return None
        if verb or word.noun != "civic" or self.near.done_for(around, self.mentions[number].start):
            return None
        for other in self.near.tail_of_series(number, max(self.mentions[number].end, word.end)):
            if other.acts:
                works = other.acts & _WORK and not other.acts & _TAKE_PART
                metric = self.helper_metric(number, around, word.noun)
                return _bound(metric, word, "people:acting") if works else None
        return None

    def subject(self, around: Surroundings, verb: Word) -> Word | None:
        """`志愿者登记了1215人`: the role right before a verb of taking part is what is counted."""
        if not verb.acts & _ENROL or verb.acts & _SERVE:
            return None
        for word in self.near.lead(around, around.floor):
            if word.end <= verb.start:
                return word if word.noun in PROVIDERS and verb.start - word.end <= 2 else None
        return None

    def nearest(self, around: Surroundings, floor: int, wanted: int) -> Word | None:
        """The nearest word of the lead that is an action of the kinds `wanted`."""
        for word in self.near.lead(around, floor):
            if word.acts & wanted:
                return word
        return None

    # --- person-times

    def contacts(self, number: int, around: Surroundings) -> Bound:
        """Person-times: of providers, of a named activity, else of service."""
        word = self.named(number, around)
        if word.noun in PROVIDERS and not self.is_served(number, around, word):
            return self.provider(number, around, word)
        if self.giving(around, self.mentions[number].end):
            return _bound("other_personnel", word, "contacts:giving")
        activity = self.nearest(around, around.floor, _OF_CONTACTS)
        if activity:
            metric = _activity(activity.acts, _OF_CONTACTS) or ""
            return self.calls(number, around) if metric == "calls" else _bound(metric, activity, "contacts:activity")
        verb = self.nearest(around, around.floor, ~0)
        if verb and verb.acts & _ASSIST:
            scene = self.nearest(around, around.sentence_start, _AT_SCENE)
            if scene:
                return _bound(_activity(scene.acts, _AT_SCENE) or "", scene, "contacts:scene")
        if not verb and not (word.noun and around.before_adjacent):
            continued = self.breakdown(number)
            if continued:
                return continued
        for other in self.near.tail(around, self.mentions[number].end):
            if other.acts & _OF_CONTACTS and around.bare:
                return _bound(_activity(other.acts, _OF_CONTACTS) or "", other, "contacts:after")
        subject = self.subject(around, verb) if verb else None
        if subject:
            return _bound(PROVIDERS[subject.noun], subject, "contacts:subject")
        if verb and verb.acts & (_MOBILISE | _TAKE_PART) and not verb.acts & _SERVE:
            for other in self.near.lead(around, around.floor):
                if other.noun in _VOLUNTEERS:
                    return _bound("volunteers", other, "contacts:volunteers")
        return _bound("service_contacts", word, "contacts")

    def breakdown(self, number: int) -> Bound | None:
        """`疫情焦虑40人次,家庭关系26人次`: unknown kinds of what the figure before counts in the same unit."""
        unit, block = self.mentions[number].unit, self.layout.block_number(self.mentions[number].start)
        for earlier in range(number - 1, max(-1, number - 4), -1):
            if self.mentions[earlier].unit == unit:
                same_block = self.layout.block_number(self.mentions[earlier].start) == block
                return self.results[earlier]._replace(rule="breakdown") if same_block else None
        return None

    # --- events, calls

    def events(self, number: int, around: Surroundings) -> Bound:
        """Rounds, courses and times."""
        word = self.named(number, around)
        if self.mentions[number].unit in _SESSION_UNITS:
            metric = "publicity_materials" if word.noun == "publicity" else "sessions"
            return _bound(metric, word, "events:session")
        if around.bare and number and not word.noun:
            return self.results[number - 1]._replace(rule="events:continued")
        if not word.acts and word.noun not in ("session", "case", "call"):
            word = self.nearest(around, around.floor, ~0) or word
            if not word.acts and any(w.noun == "line" for w in self.near.lead(around, around.floor)):
                return self.calls(number, around)
        metric = "publicity_materials" if word.acts & _VIEW else _activity(word.acts, _OF_EVENTS)
        if not metric:
            metric = {"call": "calls", "case": "cases"}.get(word.noun, "sessions")
            if word.acts & (_SERVICE | _SUPPLY | _ASSIST) and word.noun != "session" and not word.acts & _SESSION:
                metric = "service_contacts"
        return _bound(metric, word, "events")

    def calls(self, number: int, around: Surroundings) -> Bound:
        """Phone calls, on a counselling hotline reported as counselling."""
        floor = max(around.sentence_start, self.mentions[number].start - 2 * WINDOW)
        lead = self.near.lead(around, floor)
        for word in lead:
            if word.acts & _COUNSEL or word.noun == "counsellor":
                return _bound("counselling_contacts", word, "calls:counselling")
        if number and self.mentions[number - 1].unit == self.mentions[number].unit:
            if self.results[number - 1].value in ("calls", "counselling_contacts"):
                return self.results[number - 1]._replace(rule="calls:continued")
        outward = any(self.side.startswith(("拨", "打", "致"), word.start) for word in lead[:2])
        if not outward and self.counselled(self.mentions[number].start):
            return Bound("counselling_contacts", rule="calls:context")
        return Bound("calls", rule="calls")

    def counselled(self, position: int) -> bool:
        """Whether the headings above, the title or the paragraph so far speak of counselling."""
        block = self.layout.blocks[self.layout.block_number(position)]
        spans = [(max(block.start, position - 4 * WINDOW), position)]
        spans += [(above.start, above.end) for above in self.layout.headings_above(position)]
        spans += [(title.start, title.end) for title in self.layout.blocks[:3] if title.kind in ("title", "heading")]
        return any(self.side.find(sign, start, end) >= 0 for start, end in spans for sign in _COUNSEL_SIGNS)

    # --- things, places, bodies

    def thing(self, number: int, around: Surroundings) -> Bound:
        """Things, places and bodies: by the class of the noun; without one by the actions of the clause."""
        mention = self.mentions[number]
        word = self.named(number, around)
        if mention.dimension == "cases":
            return self.case(around, word)
        if word.noun in PERSONS:
            return self.people(number, around)
        if mention.unit == "块" and self.is_money(number, around, word):
            return Bound("money", rule="thing:yuan")
        if self.rest(number, around):
            return self.results[number - 1]._replace(rule="thing:rest")
        if not word.noun or (word.noun == "money" and mention.unit not in _MONEY_UNITS):
            return self.unnamed(number, around, word)
        if word.noun == "organization" and self.on_social_work and self.side[word.end - 2 : word.end] == "机构":
            if word.end - word.start == 2 or self.side[word.start : word.end] == "服务机构":
                return _bound("social_work_agencies", word, "thing:theme")
        if word.noun == "post":
            metric = "other" if word.end <= mention.start else "facilities"
            return _bound(metric, word, "thing:post")
        if word.noun == "case" and mention.unit == "条" and self.touching(word, ("登记", "录入")):
            return _bound("records_processed", word, "thing:registered")
        if word.noun == "volunteer_team" and self.side[word.start : word.end] == "小组" and self.on_social_work:
            if word.end <= mention.start:
                return _bound("sessions", word, "thing:group_work")
        if word.noun == "organization" and mention.unit in ("处", "座", "间", "栋"):
            return _bound("facilities", word, "thing:site")
        if word.noun == "record" and mention.unit == "件":
            return _bound("cases", word, "thing:piece")
        if word.noun == "equipment":
            verb = self.nearest(around, around.clause_start, _SUPPLY | _DONATE | _MOBILISE)
            if not verb:
                tail = self.near.tail_of_series(number, max(mention.end, word.end))
                verb = next((other for other in tail if other.acts), None)
            given = verb and verb.acts & (_SUPPLY | _DONATE) and self.side[verb.start] in _GIVING
            return _bound("supplies" if given else "facilities", word, "thing:equipment")
        if word.noun == "call" and mention.unit in ("条", "部", "线", "路"):
            return _bound("facilities", word, "thing:line")
        if word.noun == "call" or (word.noun == "line" and mention.dimension == "calls"):
            return self.calls(number, around)
        if word.noun == "agency" and "social_org" in self.together(word, number):
            return _bound("social_organizations", word, "thing:mixed")
        return _bound(THINGS[word.noun], word, "thing:noun")

    def rest(self, number: int, around: Surroundings) -> bool:
        """`解决286条,其余34条转交部门`: nothing but 其余 before it, the unit of the figure before."""
        if not number or self.mentions[number - 1].unit != self.mentions[number].unit or around.before.noun:
            return False
        if self.mentions[number - 1].start < around.sentence_start or around.after.start == self.mentions[number].end:
            return False
        return any(word.glue == "partitive" for word in self.near.lead(around, around.floor)[:1])

    def case(self, around: Surroundings, word: Word) -> Bound:
        """例, 起, 件次: cases, but 心理疏导96例 counts counselling."""
        verb = word if word.acts else self.nearest(around, around.floor, ~0) or word
        counselled = verb.acts & _COUNSEL and not verb.acts & _CASEWORK and word.noun != "case"
        return _bound("counselling_contacts" if counselled else "cases", verb, "case")

    def touching(self, word: Word, verbs: tuple[str, ...]) -> bool:
        """Whether one of `verbs` stands right before `word` (登记需求)."""
        return word.start >= 2 and self.side[word.start - 2 : word.start] in verbs

    def is_money(self, number: int, around: Surroundings, word: Word) -> bool:
        """Whether 块 is money here (三万块, 三十六块五) and no piece of something (十块毛毯)."""
        mention = self.mentions[number]
        if self.side[mention.end : mention.end + 1] in _AFTER_YUAN or mention.value >= 1000 or mention.value % 1 or word.noun == "money":
            return True
        return not around.after.noun and any(other.noun == "money" for other in self.near.lead(around, around.clause_start))

    def unnamed(self, number: int, around: Surroundings, word: Word) -> Bound:
        """No known noun: the figure it continues, else its unit, else the actions before it."""
        mention = self.mentions[number]
        if around.before_adjacent and word is around.before and word.acts:
            metric = self.done(mention, word.acts)
            if metric:
                return _bound(metric, word, "thing:activity")
        continued = self.continued(number, around)
        if continued:
            return continued
        mention = self.mentions[number]
        previous_end = self.mentions[number - 1].end if number else 0
        verb = self.nearest(around, around.clause_start, ~0) or self.nearest(
            around, max(around.sentence_start, previous_end), ~0
        )
        acts = verb.acts if verb else 0
        if mention.dimension in _BY_DIMENSION and mention.dimension != "items":
            return Bound(_BY_DIMENSION[mention.dimension], rule="thing:unit")
        topic = self.topic(number, around)
        if topic:
            return topic
        if verb:
            for bits, metric in _BY_ACTION[:1] if mention.dimension == "items" else _BY_ACTION:
                if acts & bits:
                    return _bound(metric, verb, "thing:action")
        metric = _BY_UNIT.get(mention.unit or "") or _BY_DIMENSION.get(mention.dimension or "")
        return Bound(metric or "other", rule="thing:unit")

    def topic(self, number: int, around: Surroundings) -> Bound | None:
        """`小词典,去年印了3000册`: the thing that an earlier clause of the sentence put first."""
        previous_end = self.mentions[number - 1].end if number else 0
        for word in self.near.lead(around, max(around.sentence_start, previous_end)):
            if word.noun in ("publicity", "goods", "record", "other") and word.end < around.clause_start:
                return _bound(THINGS[word.noun], word, "thing:topic")
        return None

    @staticmethod
    def done(mention: Mention, acts: int) -> str | None:
        """The metric of an activity that is itself counted (情绪疏导近百个, 危机干预7例)."""
        if mention.dimension == "cases" and acts & _CASEWORK or mention.unit == "件":
            return "cases" if acts & (_CASEWORK | _COUNSEL) else None
        return _activity(acts, _OF_THINGS)

    def continued(self, number: int, around: Surroundings) -> Bound | None:
        """The metric of the figure before, when this one only goes on counting the same (其余17个, 只剩几十本)."""
        if not number or self.mentions[number - 1].start < around.sentence_start:
            return None
        before, mention = self.mentions[number - 1], self.mentions[number]
        both_goods = before.dimension == "items" == mention.dimension
        result = self.results[number - 1]
        if mention.dimension == "items" != before.dimension and before.unit != mention.unit:
            return None
        if not (around.bare or before.unit == mention.unit or both_goods):
            return None
        if result.value in ("money", "service_hours"):
            return None
        given = result.value == "facilities" and self.nearest(around, around.floor, _SUPPLY)
        return result._replace(value="supplies" if given else result.value, rule="thing:continued")

    # --- shares and measures

    def share(self, number: int, around: Surroundings) -> Bound:
        """Percentages: the metric of what they are a share of."""
        mention = self.mentions[number]
        previous_end = self.mentions[number - 1].end if number else 0
        named = self.rate(max(around.sentence_start, mention.start - 20, previous_end), mention.start)
        if named and named.value:
            return named
        continued = self.results[number - 1].value if named and previous_end > around.sentence_start else None
        if continued and (named is None or named.rule == "share:rate" or continued not in _STATIC):
            return self.results[number - 1]._replace(rule="share:rate_of_before")
        if named:
            return Bound("other", named.start, named.end, "share:rate_alone")
        for word in (around.after, around.before):
            if word.noun in _WHOLES:
                return _bound(_WHOLES[word.noun], word, "share:noun")
        lead = self.near.lead(around, around.floor)
        trend = _TREND.search(self.side, max(around.floor, mention.start - 10), mention.start)
        if previous_end > around.sentence_start and (trend or self.mentions[number - 1].dimension == "percent"):
            if not any(word.noun in _WHOLES for word in lead):
                return self.results[number - 1]._replace(rule="share:trend")
        recent = [
            result.value
            for earlier, result in zip(self.mentions[max(0, number - 4) : number], self.results[-4:], strict=False)
            if earlier.start >= around.sentence_start
        ]
        for word in lead:
            if THINGS.get(word.noun) in recent and word.noun not in ("place", "organization"):
                return _bound(THINGS[word.noun], word, "share:thing")
            if word.noun in PROVIDERS and self.side[word.end : word.end + 1] in ("中", "里", "当"):
                return _bound(PROVIDERS[word.noun], word, "share:among")
            if word.noun in _WHOLES:
                return _bound(_WHOLES[word.noun], word, "share:lead")
        if not any(word.noun for word in lead) and previous_end > around.sentence_start:
            before, start = self.results[number - 1], mention.start
            beside = self.side[start - 4 : start] + self.side[mention.end : mention.end + 3]
            spent = before.value == "money" and any(sign in beside for sign in "用拨支花投发")
            if spent:
                return before._replace(rule="share:continued")
        persons = around.after.noun in PERSONS
        return self.base(number, _PEOPLE_METRICS - {"households_reached"} if persons else _SHARED)

    def rate(self, start: int, end: int) -> Bound | None:
        """The metric of a named rate (满意率, 电话回访率); '' when it is one of the figure before (到位率, 同比)."""
        mark = max(self.side.rfind(sign, start, end) for sign in _RATE_ENDS)
        if mark < 0:
            return None
        mark += 1 if self.side[mark] in "满好" else 0
        for size in range(8, 1, -1):
            first = max(start, mark + 1 - size)
            metric = lexicon().rates.get(self.side[first : mark + 1])
            if metric is not None:
                if not metric:
                    acts = lexicon().head(self.side[max(start, first - 6) : first])[1]
                    metric = _activity(acts, _OF_CONTACTS) or ""
                return Bound(metric, first, mark + 1, "share:rate")
        if self.side[mark] != "率":
            return None
        acts = lexicon().head(self.side[max(start, mark - 8) : mark])[1]
        return Bound(_activity(acts, _OF_CONTACTS) or "", mark, mark + 1, "share:rate_of")

    def base(self, number: int, allowed: frozenset[str]) -> Bound:
        """The nearest earlier figure whose metric is among `allowed`."""
        for earlier in range(number - 1, max(-1, number - 6), -1):
            if self.results[earlier].value in allowed:
                return self.results[earlier]._replace(rule="share:base")
        return Bound("people_reached" if allowed is not _SHARED else "other", rule="share:none")

    def measure(self, number: int, around: Surroundings) -> Bound:
        """Weights, lengths, areas, minutes, weeks, multiples."""
        unit = self.mentions[number].unit or ""
        if unit in _TIME_UNITS:
            return Bound("service_hours", rule="measure:time")
        if unit == "倍":
            return self.multiple(number, around)
        word = self.named(number, around)
        if word.noun == "place":
            return _bound("facilities", word, "measure:place")
        return Bound("other", rule="measure")

    def multiple(self, number: int, around: Surroundings) -> Bound:
        """`棉衣是去年同期的2.4倍`: of the thing named since the figure before, else of that figure."""
        previous_end = self.mentions[number - 1].end if number else 0
        for word in self.near.lead(around, max(around.sentence_start, previous_end)):
            if word.noun in ("goods", "publicity", "record", "case", "session", "call", "money", "volunteer"):
                return _bound(THINGS.get(word.noun) or PROVIDERS[word.noun], word, "multiple:noun")
        return self.results[number - 1]._replace(rule="multiple") if number else Bound("other", rule="multiple")


def _bound(metric: str, word: Word, rule: str) -> Bound:
    return Bound(metric, word.start, word.end, rule)


def _activity(acts: int, wanted: int) -> str | None:
    for bit, metric in _ACTIVITY_BITS:
        if acts & wanted & bit:
            return metric
    return None
