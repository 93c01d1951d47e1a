"""Decides of each quantity whether the report claims it: a figure, or the reason why it is none.

    "发放口罩1500只"             figure      nothing speaks against it
    "明年计划招募20名社工"        target      计划 and 明年 rule the sentence
    "单次驾驶不得超过4小时"       norm        不得
    "新增确诊病例6例"             epidemic    what is counted is the epidemic, nobody is served
    "一名社工走了进来"            idiom       一 is an article here
    "连续6天作战" / "6天前"       figure / date

The rules run in their order and the first that speaks decides; a quantity on which none speaks is a figure. Each rule
reads a bounded stretch around the number. What a sentence is about is told by the cues of `numeral_words`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from tasks.extract.model import AT_LEAST, AT_MOST, FIGURE
from tasks.extract.numeral_words import (
    DISASTER,
    DONE,
    EFFORT,
    EPIDEMIC,
    FUTURE,
    GOAL,
    IDLE,
    MEASURE,
    NORM,
    SERVICE,
    TRAVEL,
    Cue,
    Words,
    labels,
    noun_kind_at,
)
from tasks.extract.quantities import Quantity
from tasks.extract.units import unit_at

Verdict = tuple[str, str]
"""A disposition ("figure" or a reason code) and the rule that gave it."""

_NEAR = 16
_BEYOND = 12
_STATISTIC_UNITS = frozenset(("例", "人", "名", "位", "个", "起", "户", "宗"))
_TRIFLING_KINDS = frozenset(("general", "event", "group", "animal", "goods"))
_GENERAL_KINDS = frozenset(("general", "group", "batch", "goods"))
_KINDS_NEVER_COUNTED = {
    "age": "age",
    "year": "date",
    "grade": "ordinal",
    "page": "identifier",
    "second": "time",
    "rate": "idiom",
    "measure": "measurement",
}
_DECADES = frozenset((0, 5, 10, 50, 60, 70, 75, 80, 85, 90, 95))
_AGE_BEFORE = re.compile(r"(?:今年|现年|年近|年逾|年过|年已|年方|年届|芳龄|享年|高龄|刚满|虚岁|将近|快)(?:已)?$")
_PEOPLE_AFTER_CUE = re.compile(
    r"(?:的)?(?:群众|村民|家庭|老人|学生|儿童|居民|旅客|乡亲|司机|司乘|人员|老乡|孩子|农户|商户|学校|社区)"
)
_SERVES = re.compile(r"(?<![因作成认分列约均各])为(?![期了止主])|给|帮|替|向|对(?![外])|送|助|陪")
_ASKED_BY = re.compile(r"按|根据|依|应|响应|遵|落实|符合|围绕|对照")
_GOAL_AFTER = re.compile(r"[^,。;]{0,6}的(?:年度)?(?:目标|计划|愿景|规划|打算)")
_NORM_AFTER = re.compile(
    r"的,?(?:可|均可|都可|应|须|予以|给予)|[^,。;]{0,6}的(?:规定|要求|原则|上限|下限|门槛)|[^。;]{0,12}(?:即可|方可|才可|可兑|可换|才能申)"
)
_BASIS_AFTER = re.compile(r"[^,。;]{0,10}的?基础上")
_FUTURE_YEAR = re.compile(r"(20\d{2})年")
_GOAL_MARKERS = re.compile(r"(?:到|至|在)?20\d{2}年(?:年?底前?|末前?|前)?,?(?:[^,。;]{0,12})(?:要|将|全|实现|达|力争|每|建)")
_IDLE_AFTER = re.compile(
    r"(?:以|之)?[前后内](?!两)|以?来(?!的?[孩老客])|[期假龄]|(?:都|也)?没|未|不(?!间断|停|休|眠|分)|无(?!休|间|缝|偿)|车程|路程|的(?:车程|路程|路|山路|时间就)"
    r"|(?:的)?(?:集中|居家|医学|自我)?(?:隔离|观察|健康监测|留观)|(?:长)?假|大|的?(?:成长|等待|婚姻|生命|光阴|岁月|历程|风雨)"
    r"|(?:内)?(?:核酸|阴性)|保质"
)
_WHILE_AFTER = re.compile(r"(?:的时间)?[里间],?|的?时间,?")
_NOTHING_NEW = re.compile(r"(?:无|零|未|没有)(?:新增|报告|发现|发生)")
_COUNT_SOON = re.compile(r"[^,。;]{0,10}?[0-9〇一二两三四五六七八九十百千万]")
_AROUND_THE_CLOCK = frozenset((24.0, 48.0, 72.0))
_TALK = re.compile(r"(?:通话|通电话|疏导|沟通|按摩|值守|陪护|坚守|授课|服务|志愿服务|工作|劳动|奋战|聊天)$")
_WAITED = re.compile(r"[等晚过隔病停歇躺困睡迟耽拖饿死]了$")
_DISTANCE_RULE = re.compile(r"(?:的?(?:安全)?(?:距离|间隔|间距|线)|以上(?:间隔|距离|间距))|(?:远|外|开外|以外)")
_NO_LEADING = frozenset("目之此日以年先提当面眼门月天会产术赛节生空床课班午期口街里")
_KEEP_BEFORE = re.compile(r"(?:保持|间隔|相隔|隔|留出|拉开)$")
_BEFORE_ONE = frozenset("这那哪某另同此每任上下前后头统唯惟单逐不没无又再第")
_VERB_ENDS = frozenset("了过着的再又有是等为作做走跑看打说听问来去回试帮拉推送漏落缺少找见想")
_AND_BEFORE = frozenset("和及与、")
_COUNT_BESIDE = re.compile(
    r"[^\d,。;、了的]{1,8}(?:[、和及与]|以及)(?:\d{1,5}|[两三四五六七八九十]{1,3})[名个位家台辆条部所支份件本张套]"
)
_COUNT_NEXT = re.compile(r"[,、;][^\d,。;、]{1,8}(?:\d{1,9}|[两三四五六七八九十百]{1,5})(?![\d年月日时点.])")
_CLAUSE_STOP = frozenset(",。;、!?)\n ”）")
_PLACE_SOON = re.compile(r".{0,3}?(?:街道|社区|[镇村乡路桥区县市院寺庙庄屯湾山河湖港])")
_WEAK_NOUN_AFTER = re.compile(r"[^\W\d_a-zA-Z]")
_HALF_WORDS = frozenset("大小前后上下多过一")
_SHARED_UNIT = re.compile(r"(?:[、,和及与]{1,2}\d{1,9}(?:\.\d{1,3})?[万亿]?){1,8}")
_LABEL = re.compile(r"([^\s\d,。;:|()（）【】\[\]]{1,10})(?:[::]|[ (\[:]{1,3}) ?$")
_COUNTED_LABEL = re.compile(r"([^\s\d,。;:|()]{1,10})[::] ?$")
_GROUPED_PEOPLE = re.compile(r"一[组班岗队户桌间]|之家|行")
_SCORED = re.compile(r"(?:得分|评分|均分|分数|平均|满意度|打分|测评)[^,。;]{0,4}$")
_QUOTED_CHAR = re.compile(r"[“\"][^”\"]{1,2}[”\"]")
_THRESHOLDS = frozenset(("以上", "以下", "以内", "及以上", "及以下", "之内"))
_SHARE_MEASURED = re.compile(r"(?:湿度|电量|血氧|浓度|坡度|概率|含氧量|电池)[^,。;]{0,4}$")
_ORIGINALLY = re.compile(r"原(?:定|计划|拟|先计划)的?$")
_AWAY_FROM = re.compile(r"(?:离|距)[^,。;]{0,8}$")
_HONOUR_AFTER = re.compile(r"(?:被评|获评|荣获|荣膺|获得|被授|当选|入选|被表彰|受到表彰|蝉联|登上)")
_OWN_CHILDREN = re.compile(r"(?:带着?|拉扯|抚养|养活|养|生了?|育有|有|丢下|留下|膝下|家里|家中|照看)$")
_CHILDREN_AFTER = re.compile(r"(?:年幼的|未成年的?|小|上学的|正在上学的)?(?:孩子|娃娃?|子女|儿女|闺女|丫头)")
_LIST_BEFORE = re.compile(r"、[^,。;、]{1,8}$")
_TWO_RATES = re.compile(r"每[^\d,。;每]{1,3}每[^\d,。;]{1,3}$")
_PLACE_OF_UNIT = re.compile(r"[店子庄坝湾坪岭岗铺屯营寨堡坊](?:社区|街道|村|镇|乡|站|路|桥|[东西南北])")
_TRIFLE = 12
_SMALL = 10


@dataclass(slots=True)
class Scene:
    """A quantity and what stands around it: its clause and sentence in `side`, its line and section, what came before.

    `named` says that it lies in a short quotation or a title; `line_reason` and `section_reason` are what line and
    headings make of every number; `last` is the quantity before it in the same sentence with its verdict.
    """

    side: str
    words: Words
    quantity: Quantity
    clause_start: int
    clause_end: int
    sentence_start: int
    sentence_end: int
    named: bool
    line_reason: str | None
    section_reason: str | None
    year: int | None
    last: Quantity | None
    last_verdict: Verdict | None

    @property
    def kind(self) -> str:
        """The sort of the unit, "" without one."""
        unit = self.quantity.unit
        return unit.kind if unit is not None else ""

    def before(self, size: int) -> str:
        """At most `size` characters of the sentence before the quantity."""
        return self.side[max(self.sentence_start, self.quantity.start - size) : self.quantity.start]

    def after(self, size: int) -> str:
        """At most `size` characters of the sentence after the quantity."""
        return self.side[self.quantity.end : min(self.sentence_end, self.quantity.end + size)]

    def codes_before(self, size: int = 200) -> int:
        """Codes of the cues of the clause that end before the quantity."""
        start = max(self.clause_start, self.quantity.start - size)
        return self.words.codes_between(start, self.quantity.start)


def judge(scene: Scene) -> Verdict:
    """The disposition of a quantity and the rule that gave it."""
    for rule in _RULES:
        verdict = rule(scene)
        if verdict is not None:
            return verdict
    return FIGURE, "counted"


def _furniture(scene: Scene) -> Verdict | None:
    return (scene.line_reason, "line") if scene.line_reason else None


def _named(scene: Scene) -> Verdict | None:
    return ("name", "quoted") if scene.named else None


def _labelled(scene: Scene) -> Verdict | None:
    """A bare number beside a label: 浏览次数：1386, 热线12345, 12385热线."""
    quantity = scene.quantity
    if quantity.unit is not None and quantity.unit_name not in ("次", "条", "人"):
        return None
    match = _LABEL.search(scene.before(13))
    if match is not None:
        reason = _label_reason(match[1])
        if reason is not None:
            return reason, "label_before"
    if quantity.unit is not None:
        return None
    reason = _label_reason(scene.before(8)) if not quantity.hinted else None
    if reason == "identifier":
        return reason, "label_before"
    if quantity.value >= 100 and not quantity.hinted:
        known = labels("after")
        after = scene.after(8)
        if any(after.startswith(word) for word in known):
            return "identifier", "label_after"
    return None


def _label_reason(words: str) -> str | None:
    """The reason of the longest label that `words` end in."""
    known = labels("before")
    for size in range(min(10, len(words)), 0, -1):
        reason = known.get(words[-size:])
        if reason is not None and (size > 1 or size == len(words)):
            return reason
    return None


def _age(scene: Scene) -> Verdict | None:
    """今年八十三, 90后; ages with 岁 are told by their unit."""
    quantity = scene.quantity
    if quantity.unit is not None:
        return None
    if quantity.value in _DECADES and not quantity.han and scene.after(1) == "后" and not quantity.hinted:
        return "name", "decade"
    number_before = scene.side[max(scene.sentence_start, quantity.number_start - 6) : quantity.number_start]
    if 1 <= quantity.value <= 120 and _AGE_BEFORE.search(number_before) and "近" not in quantity.prefix:
        return "age", "age_before"
    return None


def _never_counted(scene: Scene) -> Verdict | None:
    quantity = scene.quantity
    if quantity.unit_name == "号" and quantity.value >= _SMALL and (quantity.hinted or scene.after(1) == "人"):
        return None
    if quantity.unit_name == "床" and scene.before(2).rstrip("在到")[-1:] == "住":
        return "ordinal", "bed_number"
    if quantity.bare_scale and not quantity.hinted and quantity.value <= 10**4 and scene.kind == "money":
        return "idiom", "unit_of_money"
    reason = _KINDS_NEVER_COUNTED.get(scene.kind)
    if reason is not None:
        return reason, f"unit_{scene.kind}"
    if scene.kind == "narrative" and quantity.value < _TRIFLE:
        return "idiom", "unit_narrative"
    return None


def _bare(scene: Scene) -> Verdict | None:
    """A number without a unit counts when what it counts is clear: 投入20余万, 百余志愿者, 常来的两百出头."""
    quantity = scene.quantity
    if quantity.unit is not None:
        return None
    noun = noun_kind_at(scene.side, quantity.end, 5)
    if quantity.han:
        return _bare_han(quantity, noun)
    return _bare_arabic(scene, noun)


def _bare_han(quantity: Quantity, noun: str | None) -> Verdict | None:
    if quantity.hinted and quantity.value >= _SMALL:
        return None
    if quantity.value >= _SMALL and not quantity.bare_scale and (noun == "countable" or quantity.value >= 100):
        return None
    if quantity.bare_scale or quantity.value < 2:
        return "idiom", "bare_scale"
    return "name", "bare_han"


def _bare_arabic(scene: Scene, noun: str | None) -> Verdict | None:
    quantity = scene.quantity
    digits = scene.side[quantity.number_start : quantity.number_end]
    scaled = digits[-1] in "百千万亿" or "," in digits
    if (quantity.hinted and quantity.value >= _SMALL) or (scaled and quantity.value >= _SMALL):
        return None
    if digits.isdigit() and len(digits) == 4 and 1900 <= quantity.value <= 2099 and noun != "countable":
        return "date", "year_number"
    if noun in ("countable", "area"):
        return None
    if _shares_unit(scene) or _counted_label(scene):
        return None
    long_code = len(digits) >= 4 or digits.startswith("0")
    return ("identifier" if long_code else "ordinal"), "bare_number"


def _shares_unit(scene: Scene) -> bool:
    """分别为12、15、30人: the last number carries the unit of all."""
    if "分别" not in scene.side[scene.sentence_start : scene.quantity.start]:
        return False
    match = _SHARED_UNIT.match(scene.side, scene.quantity.end, scene.sentence_end)
    return match is not None and unit_at(scene.side, match.end()) is not None


def _counted_label(scene: Scene) -> bool:
    """志愿者：120 on a line of its own."""
    match = _COUNTED_LABEL.search(scene.before(12))
    if match is None or scene.after(1) not in ("", " ", ",", ";", "。", "、", "|"):
        return False
    label = match[1]
    return any(noun_kind_at(label, at, 5) == "countable" for at in range(max(0, len(label) - 5), len(label)))


def _one(scene: Scene) -> Verdict | None:
    """一 before a classifier is an article, unless it stands in a count with others."""
    quantity = scene.quantity
    side = scene.side
    if quantity.upper == 2.0 and quantity.han:
        return "idiom", "one_or_two"
    alone = quantity.number_end - quantity.number_start == 1
    if not alone or side[quantity.number_start] not in "一二" or quantity.value not in (1.0, 2.0):
        return None
    if side[quantity.number_start] == "二":
        return None if scene.kind == "weight" else ("ordinal", "two_by_rank")
    if scene.kind == "time":
        return _one_of_time(scene)
    if quantity.hinted or scene.kind == "share":
        return None
    if side[quantity.start - 1 : quantity.start] in _BEFORE_ONE or not _counts_one(scene):
        return "idiom", "article"
    return None


def _one_of_time(scene: Scene) -> Verdict | None:
    """每场一小时 and 一个多小时 measure work; 一天, 一个月 only date it."""
    measured = scene.quantity.unit is not None and scene.quantity.unit.dimension == "hours"
    if measured and (scene.quantity.hinted or scene.codes_before(_NEAR) & EFFORT):
        return None
    return "date", "one_period"


def _counts_one(scene: Scene) -> bool:
    """一 counts in a list (轮椅10台、护理床一张) and beside another count (一名社工和三名志愿者)."""
    quantity, side = scene.quantity, scene.side
    follower = side[quantity.end : quantity.end + 1]
    before = side[quantity.start - 1] if quantity.start > scene.sentence_start else ""
    if scene.kind in ("narrative", "batch", "") or before == "的":
        return False
    last = scene.last
    counted = last is not None and scene.last_verdict is not None and scene.last_verdict[0] == FIGURE
    near = counted and last is not None and quantity.start - last.end <= 20
    if near and before in _AND_BEFORE:
        return True
    if (not follower or follower in _CLAUSE_STOP) and before and before.isalpha() and before not in _VERB_ENDS:
        return bool(near) or _COUNT_NEXT.match(side, quantity.end, scene.sentence_end) is not None
    if scene.kind in ("general", "group") and near and quantity.start == scene.clause_start and last is not None:
        return side[last.start - 1 : last.start] in tuple(":,;”。") and follower.isalpha()
    return _COUNT_BESIDE.match(side, quantity.end, scene.sentence_end) is not None


def _pointed_at(scene: Scene) -> Verdict | None:
    """前三名, 每30户, 满5年, 近三个月: the number places or measures something else."""
    quantity = scene.quantity
    before = scene.before(2)
    timed = scene.kind == "time"
    if timed and quantity.prefix.startswith(("近", "最近", "将近")) and not _hours(quantity):
        if not scene.codes_before(_NEAR) & EFFORT:
            return "date", "recent_time"
    if not before:
        return None
    char = before[-1]
    if char == "每" and quantity.value != 1:
        return "norm", "per_number"
    if char in "前头首" and before[0] not in _NO_LEADING:
        return ("date" if timed else "ordinal"), "leading_ones"
    if char in "这那" and (timed or (quantity.han and quantity.unit_name == "个" and quantity.value < _SMALL)):
        return ("date" if timed else "idiom"), "pointed_at"
    if timed and before in ("前的", "后的", "之前", "之后"):
        return "date", "around_time"
    if char == "满" and before[0] not in "坐挤站装住填堆登写种挂布围圆爆":
        return "norm", "threshold"
    return None


def _threshold(scene: Scene) -> Verdict | None:
    """10万元以上的捐赠: the number bounds a class, it counts nothing."""
    bounded = scene.quantity.suffix in _THRESHOLDS and scene.after(1) == "的"
    return ("norm", "class_bound") if bounded and scene.kind != "share" else None


def _hours(quantity: Quantity) -> bool:
    return quantity.unit is not None and quantity.unit.dimension == "hours"


def _weak_unit(scene: Scene) -> Verdict | None:
    """A single Chinese digit before a character that is seldom a unit is mostly part of a name (五里墩)."""
    quantity = scene.quantity
    unit = quantity.unit
    if unit is None:
        return None
    if unit.name == "口" and scene.after(1) in ("人", "之", ""):
        return "idiom", "family"
    if scene.kind == "person" and _GROUPED_PEOPLE.match(scene.after(3)) and quantity.value < _SMALL:
        return "idiom", "grouped_people"
    if quantity.han and quantity.value < _SMALL and _PLACE_OF_UNIT.match(scene.after(3)):
        return "name", "place"
    if not quantity.han or not unit.weak or quantity.hinted or quantity.value >= _SMALL:
        return None
    if quantity.number_end - quantity.number_start > 1:
        return None
    after = scene.after(5)
    if not after or not _WEAK_NOUN_AFTER.match(after):
        noun_before = scene.before(1).isalpha() and scene.before(1) not in _VERB_ENDS
        return None if noun_before and unit.kind in _GENERAL_KINDS else ("idiom", "weak_unit")
    return ("name", "weak_unit") if _PLACE_SOON.match(after) or unit.kind not in _GENERAL_KINDS else None


def _duration(scene: Scene) -> Verdict | None:
    """Time counts when it is work (连续6天作战, 累计126小时), not when it only passes (半年没有开口)."""
    if scene.kind != "time":
        return None
    quantity = scene.quantity
    unit = quantity.unit
    codes = scene.codes_before(_NEAR)
    if quantity.unit_name is not None and "/" in quantity.unit_name:
        return None
    effort = bool(codes & EFFORT) or _works_before(scene)
    idle = _IDLE_AFTER.match(scene.after(8))
    if idle is not None and effort and idle[0] in ("没", "都没", "也没", "未", "不"):
        idle = None
    if idle is not None or quantity.suffix in ("以内", "之内"):
        return ("norm" if "内" in quantity.suffix + scene.after(2) else "date"), "passing_time"
    if quantity.value == 0.5 and unit is not None and unit.dimension == "days":
        return "date", "half_day"
    if _hours(quantity):
        return _duration_in_hours(scene, effort)
    if effort and not _idles_before(scene):
        return None
    if unit is not None and unit.name not in ("分钟", "刻钟") and _worked_within(scene):
        return None
    return ("time" if unit is not None and unit.name in ("分钟", "刻钟") else "date"), "passing_time"


def _duration_in_hours(scene: Scene, effort: bool) -> Verdict | None:
    if scene.quantity.value in _AROUND_THE_CLOCK and not effort and not scene.quantity.hinted:
        return "norm", "around_the_clock"
    if _idles_before(scene) and not effort:
        return "time", "passing_time"
    return None


def _works_before(scene: Scene) -> bool:
    before = scene.before(4)
    if _WAITED.search(before):
        return False
    return before.endswith("了") or _TALK.search(before) is not None


def _idles_before(scene: Scene) -> bool:
    """The last cue before the time says that it only passed."""
    start = max(scene.clause_start, scene.quantity.start - 6)
    return bool(scene.words.codes_between(start, scene.quantity.start) & IDLE)


def _worked_within(scene: Scene) -> bool:
    """18天跑了5.4万公里, 37天里上课: what follows was done in that time."""
    if scene.quantity.value == 1:
        return False
    after = scene.after(_NEAR)
    match = _WHILE_AFTER.match(after)
    if match is not None:
        return _COUNT_SOON.match(after, match.end()) is not None or scene.quantity.end + 4 < scene.clause_end
    opens = scene.quantity.start == scene.clause_start
    follower = after[:1]
    return opens and follower.isalpha() and _COUNT_SOON.match(after) is not None


def _next_steps(scene: Scene) -> Verdict | None:
    """Plans, goals and rules: by section, by cues of the sentence before the number, by what closes the phrase."""
    if scene.section_reason is not None:
        return scene.section_reason, "section"
    quantity = scene.quantity
    if _BASIS_AFTER.match(scene.side, quantity.end, scene.sentence_end):
        return None
    if _ORIGINALLY.search(scene.before(6)):
        return "target", "first_plan"
    if _ratio(scene):
        return "norm", "ratio"
    codes = _ruling_codes(scene)
    if codes & FUTURE or _GOAL_AFTER.match(scene.side, quantity.end, scene.sentence_end):
        return "target", "plan"
    if codes & NORM or _NORM_AFTER.match(scene.side, quantity.end, scene.sentence_end):
        return "norm", "rule"
    return ("target", "coming_year") if _in_coming_year(scene) else None


def _ratio(scene: Scene) -> bool:
    """每1000名老人配1名社工, 每户每周不超过2次: one number per another is a rule."""
    if scene.last_verdict == ("norm", "per_number") and scene.last is not None:
        return scene.last.start >= scene.clause_start
    limit = scene.quantity.qualifier in (AT_MOST, AT_LEAST)
    return limit and _TWO_RATES.search(scene.before(10)) is not None


def _ruling_codes(scene: Scene) -> int:
    """FUTURE and NORM cues of the sentence before the number that no word of completion has ended."""
    codes = 0
    start = scene.quantity.start
    for cue in scene.words.cues_between(scene.sentence_start, start):
        if cue.codes & DONE and cue.start > scene.sentence_start:
            codes = 0
        elif cue.codes & GOAL:
            codes |= FUTURE if start - cue.end <= 3 else 0
        elif cue.codes & (FUTURE | NORM) and _cue_rules(scene, cue):
            codes |= cue.codes
    return codes


def _cue_rules(scene: Scene, cue: Cue) -> bool:
    """要求 after 按照 is no rule that follows, 计划 in quotation marks is a name."""
    side = scene.side
    word, follower = side[cue.start : cue.end], side[cue.end : cue.end + 1]
    if word == "计划":
        return follower not in tuple("”》」』的中内外、,。)") and side[cue.start - 1 : cue.start] not in tuple("该按原列")
    if word == "要求":
        if follower in tuple("的下、。;)"):
            return False
        return follower != "," or not _ASKED_BY.search(side, max(scene.sentence_start, cue.start - 24), cue.start)
    if word[-1] == "将":
        return not follower.isdigit() and follower not in tuple("近一两三四五六七八九十数几百千万")
    return True


def _in_coming_year(scene: Scene) -> bool:
    """到2025年全省每个县都要建起: a year after the report's own, with a word of purpose."""
    if scene.year is None:
        return False
    prefix = scene.side[max(scene.sentence_start, scene.quantity.start - 60) : scene.quantity.start]
    for match in _FUTURE_YEAR.finditer(prefix):
        if int(match[1]) > scene.year and not re.search(r"已|了", prefix[match.end() :]):
            return True
    return False


def _event_statistics(scene: Scene) -> Verdict | None:
    """Counts of the epidemic or the disaster itself; whoever is served, moved or paid is none of them."""
    codes = scene.words.codes_between(scene.sentence_start, min(scene.sentence_end, scene.quantity.end + _BEYOND))
    if not codes & (EPIDEMIC | DISASTER):
        return None
    if scene.kind == "time":
        return ("epidemic", "nothing_new") if _NOTHING_NEW.match(scene.after(5)) else None
    if _is_served(scene):
        return None
    unit = scene.quantity.unit_name
    countable = unit is None or unit in _STATISTIC_UNITS
    before = _statistic_before(scene)
    if before == EPIDEMIC and countable:
        return "epidemic", "epidemic_before"
    if before == DISASTER:
        return "measurement", "disaster_before"
    after = _statistic_after(scene)
    if after == EPIDEMIC and countable:
        return "epidemic", "epidemic_after"
    if after == DISASTER:
        return "measurement", "disaster_after"
    if unit == "例" and codes & EPIDEMIC:
        return "epidemic", "epidemic_sentence"
    return _carried_on(scene)


def _is_served(scene: Scene) -> bool:
    """The clause names help, or gives to somebody, before the number."""
    if scene.codes_before() & SERVICE:
        return True
    start = max(scene.clause_start, scene.quantity.start - 24)
    return _SERVES.search(scene.side, start, scene.quantity.start) is not None


def _statistic_before(scene: Scene) -> int:
    start = max(scene.clause_start, scene.quantity.start - _NEAR)
    for cue in reversed(scene.words.cues_between(start, scene.quantity.start)):
        if cue.codes & (EPIDEMIC | DISASTER):
            return 0 if _PEOPLE_AFTER_CUE.match(scene.side, cue.end) else cue.codes & (EPIDEMIC | DISASTER)
    return 0


def _statistic_after(scene: Scene) -> int:
    end = scene.quantity.end
    for cue in scene.words.cues_between(end, min(scene.clause_end, end + _BEYOND)):
        if cue.codes & SERVICE:
            return 0
        if cue.codes & EPIDEMIC and cue.start - end <= 4:
            return 0 if _PEOPLE_AFTER_CUE.match(scene.side, cue.end) else EPIDEMIC
        if cue.codes & DISASTER:
            return 0 if _PEOPLE_AFTER_CUE.match(scene.side, cue.end) else DISASTER
    return 0


def _carried_on(scene: Scene) -> Verdict | None:
    """The next number of a list of such statistics: 受灾人口12.3万人，其中…4人."""
    last, verdict = scene.last, scene.last_verdict
    if last is None or verdict is None or verdict[1][:8] not in ("epidemic", "disaster"):
        return None
    between = scene.words.codes_between(last.end, scene.quantity.start)
    close = scene.quantity.start - last.end <= _BEYOND
    return (verdict[0], verdict[1]) if close and not between & (SERVICE | DONE) else None


def _measured(scene: Scene) -> Verdict | None:
    """Heights, depths, weather and the length of roads, unless somebody walked, cleared or built them."""
    quantity = scene.quantity
    kind = scene.kind
    if kind == "share":
        return ("measurement", "measured_share") if _SHARE_MEASURED.search(scene.before(10)) else None
    if kind in ("distance", "length", "area", "score", "weight"):
        codes = scene.codes_before(_NEAR)
        if kind == "score":
            return None if _SCORED.search(scene.before(12)) else ("idiom", "score")
        near = scene.words.codes_between(max(scene.clause_start, quantity.start - 8), quantity.start)
        if kind in ("distance", "length") and (
            _DISTANCE_RULE.match(scene.after(5)) or _KEEP_BEFORE.search(scene.before(3))
        ):
            return "norm", "distance_rule"
        if kind in ("distance", "length") and _AWAY_FROM.search(scene.before(12)) and not codes & TRAVEL:
            return "measurement", "away_from"
        if near & MEASURE and not (kind == "distance" and codes & TRAVEL):
            return "measurement", "measured"
        if kind == "length" and not codes & (TRAVEL | SERVICE):
            return "measurement", "length"
    return None


def _trivial_noun(scene: Scene) -> Verdict | None:
    """Three aspects, two words, two geese and two rounds of rain are counted by no report."""
    quantity = scene.quantity
    unit = quantity.unit
    if unit is None or quantity.value > _TRIFLE or scene.kind not in _TRIFLING_KINDS:
        return None
    if scene.kind == "event" and _HONOUR_AFTER.match(scene.after(4)):
        return "idiom", "honour"
    if unit.name in ("项", "类") and quantity.han and _LIST_BEFORE.search(scene.before(10)):
        return "idiom", "sum_of_list"
    if unit.name == "期" and quantity.han and quantity.start == scene.clause_start:
        return "ordinal", "stage"
    if _own_children(scene):
        return "idiom", "private_noun"
    if _QUOTED_CHAR.match(scene.after(4)):
        return "idiom", "quoted_character"
    for offset in (0, 1, 2, 3):
        position = quantity.unit_end + offset
        if not scene.side[position : position + 1].isalpha():
            return None
        noun = noun_kind_at(scene.side, position)
        if noun == "abstract":
            return "idiom", "abstract_noun"
        if noun == "weather" and offset <= 2:
            return "measurement", "weather"
        if noun == "private" and offset <= 1 and quantity.value < _SMALL:
            return None if scene.codes_before() & SERVICE else ("idiom", "private_noun")
    return None


def _own_children(scene: Scene) -> bool:
    """带着两个孩子: the family of somebody the report tells of."""
    if scene.quantity.value >= _TRIFLE / 2 or scene.quantity.unit_name != "个":
        return False
    child = _CHILDREN_AFTER.match(scene.after(8))
    if child is None:
        return False
    theirs = scene.quantity.start == scene.clause_start and scene.after(9)[child.end() :][:1] in tuple("都均也在常")
    return theirs or _OWN_CHILDREN.search(scene.before(3)) is not None


_RULES: tuple[Callable[[Scene], Verdict | None], ...] = (
    _furniture,
    _labelled,
    _named,
    _age,
    _never_counted,
    _bare,
    _one,
    _pointed_at,
    _threshold,
    _weak_unit,
    _next_steps,
    _duration,
    _event_statistics,
    _measured,
    _trivial_noun,
)
