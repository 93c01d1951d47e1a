"""Rules that see by a number and what touches it that it counts nothing: articles, ages, labels, ranks, trifles.

    "一名社工"        idiom        一 is an article          "护理床一张，轮椅10台"   counted, it stands in a list
    "今年八十三"      age                                    "热线12345"             identifier
    "前三名"          ordinal                                "每30户配1名"           norm
    "三个方面"        idiom                                  "五里墩社区"            name

A rule returns the reason and its own name, or None when it has nothing to say.
"""

from __future__ import annotations

import re

from tasks.extract.model import FIGURE
from tasks.extract.numeral_words import EFFORT, SERVICE, labels, noun_kind_at
from tasks.extract.quantities import Quantity
from tasks.extract.scene import Scene, Verdict, neighbours
from tasks.extract.units import unit_at

TRIFLING_KINDS = frozenset(("general", "event", "group", "animal", "goods"))
"""Sorts of units that also count trifles."""

_NEAR = 16
_TRIFLE = 12
_SMALL = 10
_CLOSE = 20
_LOADS = frozenset(("车", "筐", "船", "卡车", "板车"))
_LOADED = re.compile(f"(?:{neighbours('before', 'loaded')})[了满出走来回去]{{1,3}}$")
"""整整装了两车."""
_DECADES = frozenset((0, 5, 10, 50, 60, 70, 75, 80, 85, 90, 95))
_GENERAL_KINDS = frozenset(("general", "group", "batch", "goods"))
_NEVER_COUNTED = {
    "age": "age",
    "year": "date",
    "grade": "ordinal",
    "page": "identifier",
    "second": "time",
    "rate": "idiom",
    "measure": "measurement",
}
_LABEL = re.compile(r"([^\s\d,。;:|()【】\[\]]{1,10})(?::|[ (\[:]{1,3}) ?$")
_NOTED_UNITS = frozenset(("份", "字", "个字", "张", "幅", "组"))
_LABELLED_UNITS = frozenset(("次", "条", "人"))
_SHARED_UNIT = re.compile(r"(?:[、,和及与]{1,2}\d{1,9}(?:\.\d{1,3})?[万亿]?){1,8}")
_CLAUSE_STOP = frozenset(",。;、!?:)|\n ”")
_MONEY_SIGNS = frozenset("¥$")
_PRICED_EACH = re.compile(r"[一每][套件个份张本台斤户人只箱袋盒瓶辆床桶节课次场碗把顿]$")
_SUMMED_UP = re.compile(rf"(?:{neighbours('before', 'sum_label')})(?:共|累计|合计|总)?[计为达是约有共超:]{{0,3}}$")
"""参与人数380: what the number sums up stands right before it."""
_IN_BATCHES = frozenset(("批", "拨", "路", "班"))
_GROUP_DOES = re.compile(neighbours("after", "group_does"))
_LEVELS = frozenset(("层", "站"))
_BIG_THINGS = re.compile("大?(?:铁|水|土|机|古|深|干|老|行军)?[锅井窑灶缸塘钟窖泉池棺]")
"""四口大锅, 五口井: 口 counts these, not a family."""
_EACH_ONE = re.compile(
    r"每(?:[晚天日周月年季人名位户家村站校班组镇乡县床车箱包份]|学期|季度|星期|个?家庭|个?孩子|位?老人)$"
)
_EACH_TIME = re.compile(r"每个?(?:[晚天日周月季年]|学期|季度|星期)[^\W\d_a-zA-Z]{2,4}$")
_NOT_ONE = re.compile("[也都]?[不没](?:少|落|漏|差|缺|丢|能|剩)")  # 一顶不少
_DENIED = re.compile("(?:没有?|不|未|无)[^,。;]{0,4}$")
_AT_FIRST = re.compile(f"(?:{neighbours('before', 'at_first')})(?:[只仅就才]?有?|是)?$")
"""起初一条线，后来增加到4条: one, against what became of it."""
_NONE_AT_ALL = re.compile("[^,。;]{0,3}[也都](?:没|不|无)")
_EACH_DAY = re.compile("每个?(?:[天日晚周月季年场次户人]|星期)[^,。;0-9]{0,4}$")  # 每天一到两节
_TIMES = frozenset(("次", "回", "趟", "场", "期", "节", "堂", "封"))
"""每月碰头一次: so often it is done."""
_WHILES = frozenset(("遍", "番", "圈", "回", "趟", "下", "把"))
"""摸排一遍: how the verb is done, not how often."""
_SHARED = re.compile("(?:合|共)[用住租开建买享]$|租了$")
_BEFORE_ONE = frozenset("这那哪某另同此每任上下前后头统唯惟单逐不没无又再第")
_OF_AGE = re.compile("(?:年龄|年纪|岁数)[^,。;]{0,6}$")
_VERB_ENDS = frozenset("了过着的再又有是等为作做走跑看打说听问来去回试帮拉推送漏落缺少找见想")
_INTO = frozenset("在成到")
"""编在一组: one, as the others are."""
_AND_BEFORE = frozenset("和及与、")
_LIKENED = re.compile("(?:[是像如似]|[是像]了|好比)$")
_DESCRIBED = re.compile(r"[^\W\d_a-zA-Z、]{2,10}的[^\W\d_a-zA-Z]")
_SUM_SOON = re.compile("(?:都|均|也|各|照|合|同|一起|共|皆|分别|轮流|联手|联合|互|相|接力|先后)")
_NAMED_BEFORE = re.compile(r"[、和与及][^。;]{1,24}[,:]$")
_PLACES_SUMMED = frozenset(("处", "家", "方", "边", "站", "镇", "村", "乡", "县", "校", "院", "所", "支", "个"))
"""两街道的社工来取过经，两处照着样子认领: the two named just before."""
_SECRET = re.compile(f"(?:{neighbours('before', 'secret')})[^,。;]{{0,4}}[前后]?$")
_CLAUSE_BETWEEN = re.compile("[,。;:]")
_REACHED = re.compile("[,。;](?![^,。;]{0,8}(?:[可能享]|予以|给予|奖励|颁发|授予))|$")
"""献血满102次，: so often it was done; 献血满50次，可获纪念章 is a rule."""
_KEPT_ON = re.compile(rf"(?:{neighbours('before', 'running')})(?:已经?)?满$")
_COUNT_BESIDE = re.compile(
    r"[^\d,。;、了的]{1,8}(?:[、和及与]|以及)(?:\d{1,5}|[两三四五六七八九十]{1,3})[名个位家台辆条部所支份件本张套]"
)
_COUNT_NEXT = re.compile(r"[,、;][^\d,。;、]{1,8}(?:\d{1,9}|[两三四五六七八九十百]{1,5})(?![\d年月日时点.])")
_NOUN_ALONE = re.compile(r"[^\W\d_a-zA-Z了着过的一二两三四五六七八九十]{1,5}[,、。;]")
_NO_LEADING = frozenset("目之此日以年先提当面眼门月天会产术赛节生空床课班午期口街里")
_ADJECTIVES = frozenset("大小老旧新破烂土黄黑白红肥瘦热冷野母公好坏")
_SORTS = frozenset(("类", "种", "项"))
_PORTIONS = frozenset(("份", "袋", "箱", "包", "盒", "斤", "公斤", "桶", "筐", "车", "捆"))
_ON_STAGE = frozenset(("台", "出", "场", "首"))
_CALLED = frozenset(("电话", "来电", "求助", "热线", "视频", "语音"))
_HEADS_OF_NOUNS = frozenset("碰牵带领馒石砖枕罐木灯龙山户人锄猪街码烟巷村镜斧榔拳骨芋插接钟奶馍额铺插")
"""馒头3个, 罐头6盒: 头 ends the noun that is counted."""
_FULL = frozenset("满坐挤站装住填堆登写种挂布围圆爆")
_LISTING = frozenset("、至和到")
_RANKED_LIST = re.compile(
    r"第[\d一二三四五六七八九十]{1,3}(?:[、至和到—-][\d一二三四五六七八九十]{1,3}){0,5}[、至和到]$"
)
_SIGNED = re.compile(rf"(?:{neighbours('before', 'byline')})[ :/]{{1,3}}[^\W\d_a-zA-Z]{{1,2}}$")
_AVERAGE = re.compile(f"(?:{neighbours('before', 'average')})[^,。;]{{0,8}}$")
MINUTES = frozenset(("分钟", "刻钟"))
_THRESHOLDS = frozenset(("以上", "以下", "以内", "及以上", "及以下", "之内"))
_PLACE_SOON = re.compile(r".{0,3}?(?:街道|社区|[镇村乡路桥区县市院寺庙庄屯湾山河湖港])")
_PLACE_OF_UNIT = re.compile(r"[店子庄坝湾坪岭岗铺屯营寨堡坊](?:社区|街道|村|镇|乡|站|路|桥|[东西南北])")
_QUOTED_NAME = r"[^”\"]{0,2}[站点室屋吧角仓店厅馆亭园坊岗队群]|[^”\"]?[A-Za-z]"
# 10支“荷叶”志愿服务队
_NO_NAME_GOES_ON = (
    "(?!(?![字的])[一-鿿]{0,5}?(?:[队站社室屋群班营线]|小组|课堂|学堂|讲堂|食堂|超市|基金|项目|志愿|平台|行动))"
)
_QUOTED_CHAR = re.compile(
    rf"[“\"](?:(?!{_QUOTED_NAME})[^”\"]{{1,2}}|(?:没|不|必|再|更|最)[^”\"]{{1,4}})[”\"]{_NO_NAME_GOES_ON}"
)
_DIVIDED = re.compile(r"[分共开办设编成]$")
_LIST_BEFORE = re.compile(r"、[^,。;、]{1,8}$")


def furniture(scene: Scene) -> Verdict | None:
    """A line of the page that stayed in the text, and notes on the page itself (印80份, 配图5张)."""
    if scene.line_reason:
        return scene.line_reason, "line"
    noted = scene.quantity.unit_name in _NOTED_UNITS and scene.follows("page_note")
    return ("furniture", "page_note") if noted else None


def named(scene: Scene) -> Verdict | None:
    """A title or a short quotation (“5+1”, 《三十六计》), and whoever signs (审稿 陈三元)."""
    if scene.named:
        return "name", "quoted"
    return ("name", "byline") if _signs(scene) else None


def _signs(scene: Scene) -> bool:
    """A small Chinese number with a surname before it, in the line of those who wrote and checked."""
    quantity = scene.quantity
    if not quantity.han or quantity.hinted or quantity.value >= _SMALL or not scene.before(1).isalpha():
        return False
    match = _SIGNED.search(scene.before(12))
    return match is not None and not scene.after(1).isalpha()


def labelled(scene: Scene) -> Verdict | None:
    """A bare number beside a label: 浏览次数：1386, 热线12345, 12385热线; 验证码6位."""
    quantity = scene.quantity
    if quantity.unit_name == "位" and _SECRET.search(scene.before(10)):
        return "identifier", "secret"
    if quantity.unit is not None and quantity.unit_name not in _LABELLED_UNITS:
        return None
    match = _LABEL.search(scene.before(13))
    reason = _label_reason(match[1]) if match is not None else None
    if reason is not None:
        return reason, "label_before"
    if quantity.unit is not None or quantity.hinted:
        return None
    if _label_reason(scene.before(8)) == "identifier":
        return "identifier", "label_before"
    if quantity.value >= 100 and scene.after(8).startswith(tuple(labels("after"))):
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


def age(scene: Scene) -> Verdict | None:
    """今年八十三, 90后; ages with 岁 are told by their unit."""
    quantity = scene.quantity
    if quantity.unit is not None:
        return None
    if quantity.value in _DECADES and not quantity.han and scene.after(1) == "后" and not quantity.hinted:
        return "name", "decade"
    if not 1 <= quantity.value <= 120:
        return None
    if ("近" not in quantity.prefix and scene.follows("age")) or _OF_AGE.search(scene.before(10)):
        return "age", "age_before"
    return None


_DEEP_THINGS = ("锅", "灶", "井", "缸", "窖")
_DESCRIBES = re.compile(
    f"(?:{neighbours('after', 'described')})(?=[个项人对场服社家课工企群村][^,。;、])"
)  # 12个重点个案
_PAID = re.compile("(?:最[少多低高小大](?:的|一笔|的一笔|只有|才)?|[捐付收补给花掏]了?)$")  # 最少的一笔十元


def never_counted(scene: Scene) -> Verdict | None:
    """Units that rank, date or measure (级, 年, 岁, ℃), and phrases of small numbers (三番, 两步)."""
    quantity = scene.quantity
    if quantity.unit_name == "号" and quantity.value >= _SMALL and (quantity.hinted or scene.after(1) == "人"):
        return None
    if quantity.unit_name in _LEVELS and _passed_through(scene):
        return None
    told = quantity.bare_scale and _PAID.search(scene.before(6))
    if scene.kind == "money" and quantity.bare_scale and not quantity.hinted and quantity.value <= 10**4 and not told:
        return "idiom", "unit_of_money"
    if _asked(scene):
        return "norm", "asking_price"
    reason = _NEVER_COUNTED.get(scene.kind)
    if scene.kind == "second" and _AVERAGE.search(scene.before(12)):
        return None
    if reason is not None:
        return reason, f"unit_{scene.kind}"
    if scene.kind == "narrative" and quantity.value < _TRIFLE:
        return "idiom", "unit_narrative"
    return None


def _passed_through(scene: Scene) -> bool:
    """爬了46层, 停靠86站: floors and stops that somebody did, not the one where something is."""
    return scene.follows("climbed" if scene.quantity.unit_name == "层" else "stopped") is not None


def _asked(scene: Scene) -> bool:
    """¥199起, 88元起: the price of an offer."""
    if scene.kind == "money":
        return scene.precedes("asking_price") is not None
    return scene.quantity.unit_name == "起" and scene.before(1) in _MONEY_SIGNS


def bare(scene: Scene) -> Verdict | None:
    """A number without a unit counts when what it counts is clear: 投入20余万, 百余志愿者, 常来的两百出头."""
    quantity = scene.quantity
    if quantity.unit is not None:
        return None
    if scene.before(2) == "数到":
        return "idiom", "counted_up_to"
    noun = noun_kind_at(scene.side, quantity.end, 5)
    return _bare_han(quantity, noun) if quantity.han else _bare_arabic(scene, noun)


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
    marked = quantity.hinted or digits[-1] in "百千万亿" or "," in digits
    if (marked and quantity.value >= _SMALL) or scene.before(1) in _MONEY_SIGNS:
        return None
    if digits.isdigit() and len(digits) == 4 and 1900 <= quantity.value <= 2099 and noun != "countable":
        return "date", "year_number"
    if noun in ("countable", "area") or _shares_unit(scene) or _counted_label(scene) or _priced(scene):
        return None
    if len(digits) > 1 and _SUMMED_UP.search(scene.before(_NEAR)):
        return None
    return ("identifier" if len(digits) >= 4 or digits[0] == "0" else "ordinal"), "bare_number"


def _priced(scene: Scene) -> bool:
    """两千套，一套180: what one of them cost."""
    return _PRICED_EACH.search(scene.before(2)) is not None and scene.after(1) in _CLAUSE_STOP | {""}


def _shares_unit(scene: Scene) -> bool:
    """分别为12、15、30人: the last number carries the unit of all."""
    if "分别" not in scene.side[scene.sentence_start : scene.quantity.start]:
        return False
    match = _SHARED_UNIT.match(scene.side, scene.quantity.end, scene.sentence_end)
    return match is not None and unit_at(scene.side, match.end()) is not None


def _counted_label(scene: Scene) -> bool:
    """志愿者：120 on a line of its own."""
    match = _LABEL.search(scene.before(12))
    follower = scene.after(1)
    if match is None or ":" not in match[0] or (follower and follower not in _CLAUSE_STOP):
        return False
    label = match[1]
    return any(noun_kind_at(label, at, 5) == "countable" for at in range(max(0, len(label) - 5), len(label)))


def one(scene: Scene) -> Verdict | None:
    """一 before a classifier is an article, unless it stands in a count with others; 二 ranks, 两 counts."""
    quantity, side = scene.quantity, scene.side
    if quantity.upper == 2.0 and quantity.han and scene.kind != "money" and not _EACH_DAY.search(scene.before(8)):
        return "idiom", "one_or_two"
    if _is_priced(scene) or _is_likened(scene):
        return "idiom", "article"
    if quantity.number_end - quantity.number_start != 1 or side[quantity.number_start] not in "一二":
        return None
    if side[quantity.number_start] == "二":
        return None if scene.kind == "weight" else ("ordinal", "two_by_rank")
    if scene.kind == "time":
        return _one_of_time(scene)
    if quantity.value == 1 and quantity.prefix.startswith("最"):  # 最大一笔2万元
        return "idiom", "article"
    if quantity.hinted or scene.kind == "share" or quantity.value != 1:
        return None
    pointed = side[quantity.start - 1 : quantity.start] in _BEFORE_ONE and not _EACH_TIME.search(scene.before(8))
    if pointed or not _counts_one(scene):
        return "idiom", "article"
    return None


def _is_priced(scene: Scene) -> bool:
    """15元一份: what one of them costs."""
    last, quantity = scene.last, scene.quantity
    between = scene.side[last.end : quantity.start] if last is not None else ""
    if last is None or last.unit is None or between not in ("", "钱", " "):
        return False
    if last.unit.kind != "money" and between != "钱":
        return False
    return quantity.value == 1 and quantity.unit is not None and scene.after(1) in _CLAUSE_STOP | {""}


def _is_likened(scene: Scene) -> bool:
    """是1间很大很大的屋子: a 1 that tells what something is like."""
    if scene.quantity.value != 1 or scene.quantity.unit is None or scene.quantity.han:
        return False
    return _LIKENED.search(scene.before(3)) is not None and _DESCRIBED.match(scene.after(14)) is not None


def _one_of_time(scene: Scene) -> Verdict | None:
    """每场一小时 and 一个多小时 measure work; 一天, 一个月 only date it."""
    if scene.quantity.value != 1:
        return None
    if in_hours(scene.quantity) and (scene.quantity.hinted or scene.codes_before(_NEAR) & EFFORT):
        return None
    return "date", "one_period"


def _counts_one(scene: Scene) -> bool:
    """一 counts in a list (轮椅10台、护理床一张) and beside another count (一名社工和三名志愿者)."""
    quantity, side = scene.quantity, scene.side
    before = side[quantity.start - 1] if quantity.start > scene.sentence_start else ""
    if scene.kind in ("narrative", "batch", "") or before == "的":
        return False
    weak = quantity.unit is not None and quantity.unit.weak
    if not weak and (_EACH_ONE.search(scene.before(4)) or _SHARED.search(scene.before(2))):
        return True
    if not weak and _AT_FIRST.search(scene.before(6)) and not _NONE_AT_ALL.match(scene.after(6)):
        return True
    if quantity.unit_name in _TIMES and _EACH_TIME.search(scene.before(8)):
        return True
    if (quantity.unit_name in _WHILES and before.isalpha()) or _DENIED.search(scene.before(6)):
        return False
    if _NOT_ONE.match(scene.after(3)):
        return False
    near = _follows_a_figure(scene)
    if near and before in _AND_BEFORE and not _CLAUSE_BETWEEN.search(side, _end_of_last(scene), quantity.start):
        return True
    follower = side[quantity.end : quantity.end + 1]
    counted = before.isalpha() and before not in _VERB_ENDS and before not in _INTO
    if counted and (not follower or follower in _CLAUSE_STOP):
        return near or _COUNT_NEXT.match(side, quantity.end, scene.sentence_end) is not None
    if near and quantity.start == scene.clause_start and _begins_like_the_last(scene):
        return True
    return _COUNT_BESIDE.match(side, quantity.end, scene.sentence_end) is not None


def _end_of_last(scene: Scene) -> int:
    return scene.last.end if scene.last is not None else scene.quantity.start


def _follows_a_figure(scene: Scene) -> bool:
    last, verdict = scene.last, scene.last_verdict
    if last is None or verdict is None or verdict[0] != FIGURE:
        return False
    return scene.quantity.start - last.end <= _CLOSE


def _begins_like_the_last(scene: Scene) -> bool:
    """7个人，一辆皮卡，…: short clauses that each begin with a count."""
    last, quantity = scene.last, scene.quantity
    if last is None or scene.side[last.start - 1 : last.start] not in (":", ",", ";", "”", "。"):
        return False
    if scene.kind in ("general", "group"):
        return scene.side[quantity.end : quantity.end + 1].isalpha()
    return scene.kind == "goods" and _NOUN_ALONE.match(scene.side, quantity.end, scene.sentence_end) is not None


def in_hours(quantity: Quantity) -> bool:
    """Whether the quantity is a number of hours."""
    return quantity.unit is not None and quantity.unit.dimension == "hours"


def pointed_at(scene: Scene) -> Verdict | None:
    """前三名, 每30户, 满5年, 近三个月, 第一、二批: the number places or measures something else."""
    quantity = scene.quantity
    before = scene.before(2)
    timed = scene.kind == "time"
    if not before:
        return None
    char, further = before[-1], before[0]
    if char == "每" and quantity.value != 1:
        return "norm", "per_number"
    of_a_noun = char == "头" and (
        quantity.value >= _SMALL or further in _HEADS_OF_NOUNS or scene.kind in ("weight", "money", "share", "distance")
    )
    if char in "前头首" and not of_a_noun and (further not in _NO_LEADING or (further == "年" and timed)):
        return ("date" if timed else "ordinal"), "leading_ones"
    if char in _LISTING and _RANKED_LIST.search(scene.before(14)):
        return "ordinal", "ranked_list"
    if char == "逢" and not scene.quantity.hinted:
        return "date", "every_so_often"
    if char in "这那" and (timed or (quantity.han and quantity.unit_name == "个" and quantity.value < _SMALL)):
        return ("date" if timed else "idiom"), "pointed_at"
    if char == "限":
        return "norm", "limit"
    if char == "分" and quantity.han and quantity.unit_name in _IN_BATCHES and quantity.value < _SMALL:
        return "idiom", "in_batches"
    if char == "满" and further not in _FULL:
        counts = scene.kind == "event" or (timed and _KEPT_ON.search(scene.before(6)))
        reached = counts and _REACHED.match(scene.side, quantity.end, scene.sentence_end)
        return None if reached else ("norm", "threshold")
    return None


def recent_time(scene: Scene) -> Verdict | None:
    """近三个月 and 打烊前的半小时 say when, not how long anybody worked."""
    quantity = scene.quantity
    if scene.kind != "time":
        return None
    short = in_hours(quantity) or quantity.unit_name in MINUTES
    recent = quantity.prefix.startswith(("近", "最近", "将近")) and not short
    if recent and not scene.codes_before(_NEAR) & EFFORT:
        return "date", "recent_time"
    return ("date", "around_time") if scene.follows("around_time") else None


_FEWER = ("不足", "不满", "不到", "少于", "低于")
_OF_THAT_CLASS = re.compile(r"[^,。;的\d]{0,8}的[^,。;\d]{1,10}?(?:有|达|共|为|占)[到约近]?[0-9]")
"""拥有5名以上|社工的社工站达86个, 不足百人|的县有12个."""


def class_bound(scene: Scene) -> Verdict | None:
    """10万元以上的捐赠: the number bounds a class, it counts nothing."""
    above = scene.quantity.suffix in _THRESHOLDS
    bounded = above and scene.after(1) in ("的", "者")
    below = scene.quantity.prefix.endswith(_FEWER)
    counted = (above or below) and _OF_THAT_CLASS.match(scene.side, scene.quantity.end, scene.sentence_end)
    return ("norm", "class_bound") if (bounded or counted) and scene.kind != "share" else None


def weak_unit(scene: Scene) -> Verdict | None:
    """A single Chinese digit before a character that is seldom a unit is mostly part of a name (五里墩)."""
    quantity, unit = scene.quantity, scene.quantity.unit
    if unit is None:
        return None
    if unit.name == "口":
        return _mouths(scene)
    if _enumerates(scene):
        return "ordinal", "enumeration"
    if unit.name in ("班", "组") and not quantity.hinted and _numbered_group(scene, unit.name):
        return "ordinal", "numbered_group"
    if quantity.start == scene.sentence_start and quantity.han and scene.after(1) == ":" and quantity.value < _SMALL:
        return "name", "heading"  # 三台:把门一家家敲开
    return None if quantity.value >= _SMALL else _weakly(scene)


def _enumerates(scene: Scene) -> bool:
    """一管水电，二管防火，三管串门: 二 before a classifier never counts, so that all of them only rank."""
    quantity = scene.quantity
    if not quantity.han or quantity.start != scene.clause_start or quantity.value >= _SMALL:
        return False
    return scene.side.find(f"二{quantity.unit_name}", scene.sentence_start, scene.sentence_end) >= 0


def _weakly(scene: Scene) -> Verdict | None:
    """The verdict of a small number before a character that may be part of a name."""
    quantity, unit = scene.quantity, scene.quantity.unit
    if scene.kind == "person" and scene.precedes("grouped"):
        return "idiom", "grouped_people"
    if unit is None or not quantity.han or quantity.hinted:
        return None
    if _PLACE_OF_UNIT.match(scene.after(3)):
        return "name", "place"
    if unit.name in _LOADS and _LOADED.search(scene.before(6)):
        return None
    called = unit.name == "通" and scene.after(2) in _CALLED
    if called or not unit.weak or scene.follows("rated") or quantity.number_end - quantity.number_start > 1:
        return None
    return _part_of_name(scene, unit.kind in _GENERAL_KINDS)


def _mouths(scene: Scene) -> Verdict | None:
    """四口大锅 are counted, 一家四口 and 五口人 are a family."""
    if _BIG_THINGS.match(scene.after(4)) or scene.before(1) in _DEEP_THINGS:
        return None
    if scene.before(1) == "家" or scene.after(2) == "之家":
        return "idiom", "family"
    if scene.quantity.value >= _SMALL:
        return None
    return ("idiom", "family") if scene.after(1) in ("人", "") else _weakly(scene)


def _numbered_group(scene: Scene, unit: str) -> bool:
    """初二3班, 村民2组 and 三组负责运送 are names; 分成两班 is a count."""
    if unit == "组" and scene.quantity.start == scene.clause_start and _GROUP_DOES.match(scene.after(4)):
        return True
    if unit == "班":
        return not scene.quantity.han and _DIVIDED.search(scene.before(2)) is None
    return not scene.quantity.han and scene.before(1) in ("村", "区", "民", "社")


def _part_of_name(scene: Scene, general: bool) -> Verdict | None:
    after = scene.after(5)
    if not after[:1].isalpha() or after[0].isascii():
        counted = general and scene.before(1).isalpha() and scene.before(1) not in _VERB_ENDS
        return None if counted else ("idiom", "weak_unit")
    return None if general and not _PLACE_SOON.match(after) else ("name", "weak_unit")


def trifle(scene: Scene) -> Verdict | None:
    """Three aspects, two words, two geese, two rounds of rain and one's own children are counted by no report."""
    quantity, unit = scene.quantity, scene.quantity.unit
    if unit is None or quantity.value > _TRIFLE or scene.kind not in TRIFLING_KINDS:
        return None
    if scene.kind == "event" and scene.precedes("honour"):
        return "idiom", "honour"
    if _sums_up(scene):
        return "idiom", "sum_of_list"
    if unit.name == "期" and quantity.han and quantity.start == scene.clause_start:
        return "ordinal", "stage"
    if _own_children(scene):
        return "idiom", "private_noun"
    if _QUOTED_CHAR.match(scene.after(12)):
        return "idiom", "quoted_character"
    return _trifling_noun(scene)


def _sums_up(scene: Scene) -> bool:
    """元旦、春节两节, 两项合起来: so many were named just before."""
    quantity = scene.quantity
    if not quantity.han or quantity.hinted:
        return False
    if quantity.value < _SMALL and (scene.precedes("summed") or _sums_up_places(scene)):
        return True
    if quantity.unit_name == "节":
        return scene.follows("festival") is not None
    return quantity.unit_name in ("项", "类") and _LIST_BEFORE.search(scene.before(10)) is not None


def _sums_up_places(scene: Scene) -> bool:
    """A small number that opens its clause, after a clause that named so many."""
    quantity = scene.quantity
    if quantity.start != scene.clause_start or quantity.unit_name not in _PLACES_SUMMED:
        return False
    named = _NAMED_BEFORE.search(scene.side, scene.sentence_start, quantity.start)
    return named is not None and _SUM_SOON.match(scene.after(2)) is not None


def _trifling_noun(scene: Scene) -> Verdict | None:
    """The verdict of the first noun of the table within four characters of the unit."""
    quantity = scene.quantity
    for offset in range(4):
        position = quantity.unit_end + offset
        if not scene.side[position : position + 1].isalpha():
            return None
        noun = noun_kind_at(scene.side, position)
        if noun == "countable" and offset == 0 and quantity.unit_name not in _SORTS:
            return None
        if noun == "abstract" and not _DESCRIBES.match(scene.side, position):
            return "idiom", "abstract_noun"
        if noun == "weather" and offset <= 2:
            return "measurement", "weather"
        private = noun == "private" and quantity.unit_name not in _PORTIONS and not _ends_a_word(scene, position)
        if private and offset <= 1 and quantity.value < _SMALL and not _performed(scene):
            return None if scene.codes_before() & SERVICE or scene.follows("rated") else ("idiom", "private_noun")
    return None


def _ends_a_word(scene: Scene, position: int) -> bool:
    """5个基地, 3个部门: 地 and 门 end another noun; 两只老鸡 are 鸡."""
    if position == scene.quantity.unit_end or scene.side[position - 1] in _ADJECTIVES:
        return False
    return noun_kind_at(scene.side, position, 1) is not None


def _performed(scene: Scene) -> bool:
    """排了4台小戏, 打了三个电话: what is put on a stage, and calls, are counted."""
    return scene.quantity.unit_name in _ON_STAGE or scene.after(2) in _CALLED


def _own_children(scene: Scene) -> bool:
    """带着两个孩子: the family of somebody the report tells of."""
    if scene.quantity.value >= _TRIFLE / 2 or scene.quantity.unit_name != "个":
        return False
    child = scene.precedes("children")
    if child is None:
        return False
    if scene.last_verdict == ("idiom", "private_noun") and scene.before(1) in _AND_BEFORE:
        return True
    alone = scene.quantity.start == scene.clause_start
    return (alone and scene.after(9)[len(child) :][:1] in tuple("都均也在常")) or bool(scene.follows("own"))
