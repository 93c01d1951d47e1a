"""Rules that see by the statement that a number is no figure: plans, rules, statistics of the event, idle time.

    "明年计划招募20名"         target        "各站每周上门不少于2次"（要求）   norm
    "新增确诊病例6例"          epidemic      "帮助47名确诊学生"               counted, they are served
    "倒损房屋970余间"          measurement   "来回走了9公里"                  counted, somebody walked
    "半年没有开口"             date          "连续6天作战"                    counted, it is work

A rule returns the reason and its own name, or None when it has nothing to say.
"""

from __future__ import annotations

import re

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
    noun_kind_at,
)
from tasks.extract.scene import Scene, Verdict, first_characters, neighbours
from tasks.extract.uncounted_numbers import MINUTES, in_hours

_NEAR = 16
_BEYOND = 12
_VERY_NEAR = 8
_STATISTIC_UNITS = frozenset(("例", "人", "名", "位", "个", "起", "户", "宗", "管"))
_UNITS_OF_SERVICE = frozenset(("通", "单", "份", "场", "节", "封", "篇", "趟", "车次", "台次", "册", "期", "课时"))
"""其中问停电停水的两百通: neither the sick nor the damage are counted by these."""
_CLAUSE_END = ("", ",", "。", ";", "、", "\n")
_AROUND_THE_CLOCK = frozenset((24.0, 48.0, 72.0))
_COUNT_SOON = re.compile(r"[^,。;]{0,10}?[0-9〇一二两三四五六七八九十百千万]")
_OPEN_ALL_HOURS = re.compile(neighbours("after", "open_all_hours"))
_ALWAYS_MANNED = re.compile(neighbours("after", "manned"))
_LATER = 24
_COUNT_LATER = re.compile(r"(?!后|前|内|之|以来|过去)[^,。;]{0,20}?[0-9〇一二两三四五六七八九十百千万]")
_BY_THEN = re.compile(r"(?:规划|纲要|目标|方案|愿景)[”」》\"]?[^。;]{0,20}到20\d\d年[^。;已了]*$")
_YEAR_AHEAD = re.compile(r"(20\d{2})年")
_STANDS = re.compile(neighbours("after", "stands"))
_FALLS_SHORT = re.compile(neighbours("after", "falls_short"))
"""徐墩、吉阳两个园的坡道不合规范, under 问题和打算: what is wrong, no plan."""
_NOT_WHAT_CAN_BE = tuple("能可才就不没都也要得")
_COMPLETED = re.compile(r"已|了")
_EACH_TAKES = re.compile(
    r"(?:每[位个人次晚场天日节堂通户例趟单条][^,。;0-9]{0,4}|(?:[平人户场次]均|单次|单场)[^,。;0-9]{0,6}"
    r"|一[个次场节堂单][^\W\d_a-zA-Z]{1,4}"
    rf"|(?:{neighbours('before', 'lasting')})(?:时长)?(?:共|累计|总计|合计)?[达了]?)$"
)
"""每个8到10分钟, 一个澡洗40至60分钟: how long one of them takes."""
_IN_ONE_GO = re.compile(r"一[^\W\d_a-zA-Z]{1,2},?[就便]是$|(?<![大相粘牵毗])连[住吃睡宿值待蹲泡扎]了?$")
_RUNNING = re.compile(rf"(?:{neighbours('before', 'running')})(?:以来|至今)?(?:已经?|了|满|整整|近|将近)*$")
_NO_WORK = re.compile(
    rf"(?:{neighbours('before', 'idle_time')})[^,。;]{{0,6}}?$"
    "|(?:[才仅刚共内前后满隔每第这那近够]|至少|不少于|不低于|最多)$"
)
_ROUTE = re.compile(r"[从由自][^,。;]{1,24}[到至]")
_LIES = frozenset("有约距隔")
_ON_THE_ROAD = frozenset(("单程",))
_FILLED = re.compile(rf"[^。;盼望待请需拟将求呼]{{0,16}}(?:{neighbours('after', 'filled')})")
_SPECIFYING = frozenset(" ×xX*/的医") | first_characters(("solution",))
_SPECIFICATION = re.compile(
    r" ?[×xX*] ?\d|/(?:[盒箱包袋瓶桶套支]|m²|㎡)"
    rf"|(?<=[%‰])的?(?:医用)?(?:{neighbours('after', 'solution')})"
)
_ALLOTS = re.compile(r"[配设建派要应须安]|至少|不少于|不超过|不低于")
_MOVED = re.compile(
    rf"[、,](?:已|累计|共)?(?:紧急|集中|避险)?(?:{neighbours('after', 'moved')})"
    rf"(?:{neighbours('after', 'moved_people')})*"
)
_TWO_RATES = re.compile(r"每[^\d,。;每]{1,3}每[^\d,。;]{1,3}$")
_EACH_PLACE = re.compile("每个?(?:站|点|校|村|镇|县|社区|室|楼|区|街道|乡|园|所|班)[^,。;\\d]{0,8}$")
_EACH_OF_STAFF = re.compile(
    "(?:每[名位个](?![星工月])[^,。;\\d每均]{2,10}"
    rf"|(?:{neighbours('before', 'staff')})每[^,。;\d每]{{1,4}})(?:应|须|要|需)?$"
)
_NEXT_LIMIT = re.compile("[、,]每[^,。;\\d]{1,8}$")
_FORMAL_LIMITS = ("不少于", "不低于", "不超过", "不高于", "不多于", "不超")
"""每名社工负责不超过40户: a limit for each of those who work."""
_LEAST_RATE = re.compile("每[^,。;均]{1,4}(?:至少|不少于|不低于|最少)[^,。;]{0,4}$")
_NEW_THERE = re.compile(
    "(?:[市区县州盟旗省镇]|全国|本[土地]|当地|[0-9]日)(?:[昨今当][日天]|再次?|又|连续)?(?:新增|报告|新报告|通报)了?$"
)
_TESTS_DUE = re.compile(
    "[0-9一两三四五六七八九十][天日时]内[要须需应]?(?:再|各)?(?:做|检测|完成|进行)$"
)  # 14天内做3次核酸
_THEY = re.compile("(?:们|大家|全[队站班组])[只仅就才]?$")
_LIMITED_TO = re.compile("不得?(?:高|低|少|多|超)[于过出]?[^,。;0-9]{0,14}的$")
"""管理费用不高于总支出的8%: a share that is a limit."""
_EACH_GETS = re.compile(rf"每[^,。;\d]{{1,4}}(?:{neighbours('after', 'assigned')})[有好足]?$")
_FULFILLED = re.compile(rf"[^,。;\d]{{0,4}}(?:已经?|均已|全部|悉数)(?:{neighbours('after', 'fulfilled')})")
"""首笔100万元已到账, in a sentence on what was agreed."""
_RECKONED_AS = re.compile("(?:按|按照|以|作|做|记|折合?|折算[成为]?|视[作为]|算[作成]?)$")
_RECKONED = re.compile("(?:计算?|折算|统计|计入|计时|记录|为准|为限)(?=[,。;)、]|$)")
_RECKONED_BY = re.compile("[^,。;0-9]{0,6}按[^,。;]{1,8}(?:计算?|折算|统计)(?=[,。;)、]|$)")  # 不足1小时按1小时计
_DEFINES = re.compile(
    rf"[^\w\n]*[^,。;:0-9]{{2,14}}(?:{neighbours('after', 'defines')}"
    rf"|(?={neighbours('before', 'means')})(?:{neighbours('after', 'means')})[一-鿿]{{3}})"
)
"""护理型床位指配备护理设施的床位，…: what a word means is no claim."""
_BY_RULE = re.compile(
    f"(?:按照?|依照|根据|依据|遵照)[^,。;已]{{0,16}}(?:{neighbours('after', 'rule_paper')}),?[^。;已了]*$"
)
"""按照规定，低保对象每年核查不少于1次: a limit that a rule sets."""
_GOODS_BY_LENGTH = re.compile(f"(?:{neighbours('before', 'goods_by_length')})$")
_OTHER_END = re.compile(r"[长短多少快慢久][的则](?:[要有达]|也[有要]|竟?达)?$")
_SETS_RATE = re.compile("为每[人户名位](?:每[天日月年次])?$")
_GETS_NEXT = re.compile(
    "(?:、[0-9]{1,6}[人户名])?[,、](?:人均|户均|每[人户名]|均已?|都已?|全部|全都|悉数)"
    f"[^,。;]{{0,8}}?(?:{neighbours('after', 'gets')})"
)
"""滞留的外来工291人，人均领到…: they were helped."""
_HELPERS = re.compile(
    rf"[^,。;\d]{{0,5}}(?:{neighbours('after', 'helpers')})|[^,。;\d]{{1,6}}(?:{neighbours('after', 'helping')})"
)
_WHAT_IT_TAKES = re.compile(rf"[\W_]*(?:按照?|根据|依照?)[^,。;]{{0,10}}(?:{neighbours('after', 'rule_word')})[,:]?")
_ONLY_THEN = re.compile("[^。;了已]{0,24}(?:才能|方可|方能|才可|才算|才准|才许)")
_SAVED = re.compile("(?:[攒积集凑存累]|积累|收集|累积)(?:够|齐|满|到|足)$")
_EXCHANGED = re.compile("[^。;了]{0,6}(?:[可能就即便]|可以)[^。;了]{0,4}(?:换|兑|领|抵|送|免|享|评|参加|获得)")
_OF_THE_PLAN = re.compile("[占完](?:成了?)?(?:年度|全年|总)?(?:计划|目标|任务)数?的?$")  # 占计划的五成七
_GIVES = "[^,。;0-9]{0,6},?[就可]?(?:记|计|积|换|兑|得|存)(?:入|得|取)?"
_REWARDED = re.compile(rf"{_GIVES}[0-9一二两三]{{1,3}}(?:[个枚分点块]|积分|币)")
_REWARD = re.compile(rf"[0-9一二两三](?:个?小时|次|件|回|天|斤|公斤){_GIVES}$")
"""帮厨1小时，记1个时间币: what one gets for it."""
_MUST_FILL = re.compile("(?:要|须|需|得|应)[^,。;]{0,3}满$")  # 要住满14天
_TO_STAY = re.compile(f"(?:要|需要?|须|得|应当?)[^,。;]{{0,6}}(?:{neighbours('after', 'stay')})[^,。;0-9]{{0,4}}$")
_BY_PLAN = re.compile(
    "(?:按照?|依照?|根据)[^,。;]{0,4}(?:计划|安排|部署),?[^。;已了]{0,12}(?:要|将|会|拟)(?![求员议])[^。;已了]*$"
)
"""按计划，我们要走完12个村。"""
_BY_DEADLINE = re.compile(
    "(?:按照?|依照?|根据|据)[^,。;]{0,6}(?:计划|安排|部署|规划|方案|要求),?[^。已了]{0,30}?(?:[0-9一二三四五六七八九十][日月]底?|年底?|[年节季雪汛夏冬春秋]|供暖|开学|解封)"
    "(?:之?前|以前)[^。;已了]*$"
    "|(?:[0-9一二三四五六七八九十][日月]底?|年底|解封|开学|入冬|春节|国庆)前,?[^。;已了每]{0,6}(?:还|再)?要[^。;已了每]*$"
)
"""按照部署，9月底前每个站至少再招2名: what is to be done until then."""
_CALLS = re.compile("(?<![不高])招$|(?:招[募收录聘]|征[集召]|名额|限)[^,。;了到]{0,8}$")
_ENROL = re.compile(neighbours("after", "enrolment"))
_OPENING, _LONGEST_NAME = "“「『《", 8
_ACTS = re.compile(neighbours("after", "acts"))
"""房屋倒塌210间，社会组织搭建帐篷340顶: what was done against the disaster is none of its statistics."""
_HANDLES = re.compile("(?<![一两二三0-9即必大])(?:把|将)(?!近|来|要|会|于)")
_BROUGHT = re.compile(neighbours("after", "brought"))
"""消防员将被困的17名群众|救出."""
_TRAPPED = re.compile(f"(?:{neighbours('before', 'trapped')})的?[^,。;]{{0,2}}$")
_IN_SAFETY = re.compile(
    f"[^,。;、0-9]{{0,12}}?(?:{neighbours('after', 'in_safety')}|被[^,。;]{{0,8}}(?:{neighbours('after', 'brought')}))"
)
"""被困的32名村民|被安全转移."""
_MOVES_THEM = re.compile(
    f"(?:{neighbours('before', 'moves')})[了出]?[^,。;、0-9的]{{0,6}}(?:{neighbours('after', 'people')})[共约近达]?$"
)
"""紧急转移安置受灾群众|2300人, against 紧急转移安置|1.2万人."""
_BOOKED = re.compile(  # 建立滞留人员台账9417条
    rf"等(?:{neighbours('before', 'matter')})[^,。;]{{0,3}}$|(?:{neighbours('before', 'book')})[^,。;]{{0,4}}$"
)
_COMPARES = frozenset("于过超是为:的")
_SERVING = re.compile(neighbours("before", "serving"))
_ASKING = re.compile(neighbours("before", "asking"))
_PEOPLE = re.compile(neighbours("after", "people"))
_PLAN_IS_NOUN_BEFORE = frozenset("”》」』的中内外、,。)")
_CLOSING_MARKS = frozenset('”"》」』')
_PROGRAMME = re.compile(
    f"(?:[0-9一两三四五六七八九十]{{1,2}}年)?(?:{neighbours('after', 'in_all')})"
    f"|[0-9一两三四五六七八九十]{{1,2}}年[来里间]|{neighbours('after', 'programme')}"
)
"""计划两年共支出一百万元: the programme of that name."""
_PLAN_IS_NOUN_AFTER = frozenset("该按原列")
_ANSWERED = re.compile('[”」"’][^“「"‘]{0,4}$|[^,。;]{0,8}的(?:有|占|达|约|近|超)?$')
"""表示“明年还报名”的九成三: the share is of those who say so."""
_NOUNS_OR_RULES = ("急需", "规定", "要求")
_NEEDED_BY = re.compile("[购买送办集运配调筹寄供给发][了到去来给]?$|所$")  # 代办急需药品
_WILL_BE = re.compile(
    f"[^,。;了已\\d]{{0,10}}(?:{neighbours('after', 'will_be')})[^。;了已]{{0,14}}?"
    f"(?:{neighbours('after', 'comes_to_be')})"
)
"""36个社工站|将于年底前建成."""
_KEPT_LOW = re.compile("[^将把使应须要]*率(?:始终|一直|均|都|稳定|连续|持续|也|有效|成功)*")
"""再犯罪率|控制在0.2%以下: what came of it, against 将再犯罪率控制在0.2%以下."""
_KEPT_TO = re.compile("(?:符合|达到|满足)[^,。;]{0,22}$")
_PLANS_AHEAD = re.compile(r",[^。;]{0,10}?(?:再|将|年内|20\d\d年|明年|下[半个]?[年季月周])")  # 协会计划，2022年再配1名
_OF_WHAT_IS_DONE = re.compile("(?:后|好|完|过|来|出|到)的")  # 将改造后的20间客房腾了出来
_WISHES = ("想", "希望", "期望", "盼", "愿", "打算", "期待")
_OF_WHO_WISHES = re.compile('[^了]的[”」"]?(?:,?[也都又还]?(?:共?有|占|约|达|近)?)?$|[”」"]的,?(?:[也都又还]?有|占)$')
"""其中想让人陪着看病的626份: a part told by what it wishes."""
_SCORED = re.compile(f"(?:{neighbours('before', 'measured_by')})[^。;]{{0,24}}$|积分(?:共|累计|达)?$")
_BEST = re.compile(f"(?:{neighbours('before', 'full_marks')})[为是均计:]?$")
_DEMAND_IS_NOUN_BEFORE = frozenset("的下、。;)")
_CLOSING, _FURTHEST_CLOSING = ("basis", "goal", "rule", "condition", "exchange"), 12
"""What behind a number makes a plan or a rule of its phrase, and how far off: the rest of a sentence seldom does."""
_NUMERAL_CHARS = frozenset("近一两三四五六七八九十数几百千万0123456789")


def next_steps(scene: Scene) -> Verdict | None:
    """Plans, goals and rules: by section, by cues of the sentence before the number, by what closes the phrase."""
    if scene.section_reason is not None and not _stands_today(scene):
        return scene.section_reason, "section"
    closed = scene.may_precede(_CLOSING, _FURTHEST_CLOSING)
    if (closed and scene.precedes("basis", 10)) or _FULFILLED.match(scene.side, scene.quantity.end, scene.sentence_end):
        return None
    if scene.kind == "share" and _OF_THE_PLAN.search(scene.before(8)):
        return None
    if scene.follows("first_plan", 4) or _is_called_for(scene) or _is_to_be(scene):
        return "target", "first_plan"
    if _ratio(scene):
        return "norm", "ratio"
    if _DEFINES.match(scene.side, scene.sentence_start, scene.quantity.start):
        return "norm", "definition"
    if _BY_PLAN.search(scene.before(48)) or _BY_DEADLINE.search(scene.before(60)):
        return "target", "by_plan"
    codes = _ruling_codes(scene)
    if codes & FUTURE or (closed and scene.precedes("goal", 6)):
        return "target", "plan"
    if codes & NORM or (closed and _closed_by_rule(scene)) or _is_condition(scene):
        return "norm", "rule"
    return ("target", "coming_year") if _in_coming_year(scene) else None


def _stands_today(scene: Scene) -> bool:
    """目前还有5个站没有配齐, among what is planned: the clause tells how things are."""
    if scene.section_reason != "target":
        return False
    if _STANDS.search(scene.side, scene.clause_start, scene.quantity.start):
        return True
    if scene.words.codes_between(scene.sentence_start, scene.quantity.start) & (FUTURE | NORM | GOAL):
        return False
    return _FALLS_SHORT.search(scene.side, scene.clause_start, scene.clause_end) is not None


def _is_to_be(scene: Scene) -> bool:
    """社工站36个|将于年底前建成: they do not stand yet."""
    return scene.kind != "person" and _WILL_BE.match(scene.side, scene.quantity.end, scene.clause_end) is not None


def _is_called_for(scene: Scene) -> bool:
    """招募志愿者50名，报名截至6月20日: they are still to come."""
    if _CALLS.search(scene.before(12)) is None:
        return False
    return _ENROL.search(scene.side, scene.sentence_start, scene.sentence_end) is not None


def _closed_by_rule(scene: Scene) -> bool:
    return bool(scene.precedes("rule", 6) or scene.precedes("condition") or scene.precedes("exchange", 12))


def _is_condition(scene: Scene) -> bool:
    """按规定，两次核酸阴性才能出舱; 攒够3枚可以换; 回家前要隔离14天，每天量体温2次: nobody says that it was done."""
    side, quantity = scene.side, scene.quantity
    if _WHAT_IT_TAKES.match(side, scene.sentence_start, quantity.start) and _ONLY_THEN.match(
        side, quantity.end, scene.sentence_end
    ):
        return True
    if _REWARDED.match(side, quantity.end) or _REWARD.search(scene.before(16)):
        return True
    if _TESTS_DUE.search(scene.before(10)) and scene.after(2) in ("核酸", "抗原", "检测"):
        return True
    if scene.kind == "time" and (scene.before(2) == "限时" or _MUST_FILL.search(scene.before(8))):
        return True
    if _SAVED.search(scene.before(4)) and _EXCHANGED.match(side, quantity.end, scene.sentence_end):
        return True
    last, verdict = scene.last, scene.last_verdict
    if last is None or verdict is None or verdict[0] == FIGURE or last.unit is None or last.unit.kind != "time":
        return False
    return bool(_TO_STAY.search(side, scene.sentence_start, last.start)) and "每" in side[last.end : quantity.start]


def _ratio(scene: Scene) -> bool:
    """每1000名老人配1名社工, 每户每周不超过2次: one number per another is a rule."""
    last = scene.last
    if last is not None and scene.last_verdict == ("norm", "per_number") and last.start >= scene.clause_start:
        if last.unit is not None and last.unit.kind == "time":  # 每48小时核酸检测一次
            return True
        return _ALLOTS.search(scene.side, last.end, scene.quantity.number_start) is not None
    quantity, before = scene.quantity, scene.before(12)
    if _RECKONED_AS.search(before) and _RECKONED.match(scene.side, quantity.end):
        return True
    if _RECKONED_BY.match(scene.side, quantity.end, scene.sentence_end):
        return True
    if scene.kind == "share" and _LIMITED_TO.search(scene.before(24)):
        return True
    if _is_limit(scene, before):
        return True
    return quantity.value == 1 and _LEAST_RATE.search(before) is not None


def _is_limit(scene: Scene, before: str) -> bool:
    """每站不少于3名, 每户每周不超过2次, and the next one: 每县不少于1处、每处不少于10张; 平均每站 tells a result."""
    quantity, last = scene.quantity, scene.last
    formal = quantity.prefix in _FORMAL_LIMITS and scene.kind not in ("money", "share") and "均每" not in before
    if formal and _EACH_OF_STAFF.search(before):
        return True
    limit = quantity.qualifier in (AT_MOST, AT_LEAST) and scene.kind != "money" and "均" not in before
    limit = limit and not quantity.prefix.startswith(("不到", "不足"))
    if not (limit or _EACH_GETS.search(before) or _SETS_RATE.search(before)):
        return False
    goes_on = last is not None and scene.last_verdict == ("norm", "ratio")
    if goes_on and _NEXT_LIMIT.search(scene.side[scene.sentence_start : quantity.start]):
        return True
    if _BY_RULE.search(scene.before(48)):
        return True
    given = scene.kind == "weight" and scene.last_verdict is not None and scene.last_verdict[0] == FIGURE
    return not given and bool(_TWO_RATES.search(before) or _EACH_PLACE.search(before))


def _ruling_codes(scene: Scene) -> int:
    """FUTURE and NORM cues of the sentence before the number that no word of completion has ended.

    A plain share is a result, unless its own clause says otherwise (须完成16学时，通过率为97%).
    """
    codes = 0
    start = scene.quantity.start
    result = scene.kind == "share" and scene.quantity.qualifier not in (AT_LEAST, AT_MOST)
    for cue in scene.words.cues_between(scene.sentence_start, start):
        if cue.codes & DONE:
            codes = 0
        elif cue.codes & GOAL and not (cue.codes & FUTURE and scene.side[cue.end - 1] in "是为:"):
            codes |= FUTURE if start - cue.end <= 3 and scene.kind != "share" else 0
        elif result and _of_others(scene, cue):
            continue
        elif cue.codes & (FUTURE | NORM) and _cue_rules(scene, cue):
            codes |= cue.codes
    return codes


def _of_others(scene: Scene, cue: Cue) -> bool:
    """Whether a cue does not govern the share: a rule of an earlier clause, or what the asked plan themselves."""
    if cue.codes & NORM and cue.start < scene.clause_start:
        return True
    compares = scene.side[cue.end - 1] in _COMPARES  # 不得低于总数的1.7%
    return not compares and _ANSWERED.search(scene.side, cue.end, scene.quantity.start) is not None


def _cue_rules(scene: Scene, cue: Cue) -> bool:
    """要求 after 按照 is no rule that follows, 计划 in quotation marks is a name, 将 before a number means 把."""
    side = scene.side
    word, follower = side[cue.start : cue.end], side[cue.end : cue.end + 1]
    if word.startswith(_WISHES) and _OF_WHO_WISHES.search(side, cue.end, scene.quantity.start):
        return False
    if word[0] == "将" and _OF_WHAT_IS_DONE.match(side, cue.end):
        return False
    if cue.start < scene.clause_start and scene.before(1) == "了":  # 想让孩子有书读，她捐了300本
        return False
    if side[cue.start - 1 : cue.start] in _OPENING and _closed_before(scene, cue):
        return False
    if word.startswith("缺口"):
        return _FILLED.match(side, scene.quantity.end, scene.sentence_end) is None
    if word.startswith("计划"):
        return _is_a_plan(scene, cue, word)
    if word in _NOUNS_OR_RULES:
        return _is_a_rule(scene, cue, word)
    if word == "控制在" and _KEPT_LOW.fullmatch(side, scene.clause_start, cue.start):
        return False
    return word[-1] != "将" or follower not in _NUMERAL_CHARS


def _is_a_plan(scene: Scene, cue: Cue, word: str) -> bool:
    """“雏鹰”计划 is a name, 按计划 and 计划的 a noun; 协会计划，2022年再配1名 plans."""
    side, before = scene.side, scene.side[cue.start - 1 : cue.start]
    if before in _CLOSING_MARKS or _PROGRAMME.match(side, cue.end):
        return False
    if word != "计划" or _PLANS_AHEAD.match(side, cue.end, scene.quantity.start):
        return True
    return side[cue.end : cue.end + 1] not in _PLAN_IS_NOUN_BEFORE and before not in _PLAN_IS_NOUN_AFTER


def _is_a_rule(scene: Scene, cue: Cue, word: str) -> bool:
    """代办急需药品, 符合“不高于10%”的规定 and 应村民要求， rule nothing that follows."""
    side, follower = scene.side, scene.side[cue.end : cue.end + 1]
    if word == "急需" and scene.before(1) == "的":  # 急需上门送药的四十七户
        return False
    if word == "急需":
        return not _NEEDED_BY.search(side, max(scene.sentence_start, cue.start - 4), cue.start)
    before = max(scene.sentence_start, cue.start - 24), cue.start
    if word == "规定":
        return not _KEPT_TO.search(side, *before)
    if follower in _DEMAND_IS_NOUN_BEFORE:
        return False
    return follower != "," or not _ASKING.search(side, *before)


def _closed_before(scene: Scene, cue: Cue) -> bool:
    """“未来之星”夏令营: a name that begins like a plan has ended where the number stands."""
    end = min(cue.end + _LONGEST_NAME, scene.quantity.start)
    return any(char in _CLOSING_MARKS or char == "》" for char in scene.side[cue.end : end])


def _in_coming_year(scene: Scene) -> bool:
    """到2025年全省每个县都要建起: a year after the report's own, and nothing completed since."""
    prefix = scene.before(60)
    if scene.year is None and _BY_THEN.search(prefix):
        return True
    if scene.year is None or "20" not in prefix:
        return False
    for match in _YEAR_AHEAD.finditer(prefix):
        if int(match[1]) > scene.year and not _COMPLETED.search(prefix, match.end()):
            return True
    return False


def duration(scene: Scene) -> Verdict | None:
    """Time counts when it is work (连续6天作战, 累计126小时), not when it only passes (半年没有开口)."""
    quantity, unit = scene.quantity, scene.quantity.unit
    if scene.kind != "time" or unit is None or "/" in (quantity.unit_name or ""):
        return None
    effort = _is_effort(scene)
    if scene.precedes("within") or quantity.suffix in ("以内", "之内"):
        return "norm", "time_limit"
    if scene.precedes("idle") or (not effort and scene.precedes("nothing") and not _is_spent(scene)):
        return "date", "passing_time"
    if quantity.value == 0.5 and unit.dimension == "days":
        if scene.codes_before(4) & EFFORT:
            return None
        worked = _worked_within(scene) and not scene.after(1).startswith(_NOT_WHAT_CAN_BE)
        return None if worked else ("date", "half_day")
    if in_hours(quantity):
        return _hours(scene, effort)
    minutes = unit.name in MINUTES
    if not minutes and _listed_in_work(scene):
        return None
    weather = noun_kind_at(scene.side, quantity.unit_end) == "weather"  # 三天|平均降雨247毫米
    worked = (effort and not _idles_before(scene)) or (not minutes and _worked_within(scene))
    if not weather and (worked or (_EACH_TAKES.search(scene.before(_NEAR)) if minutes else _is_spent(scene))):
        return None
    return ("time" if minutes else "date"), "passing_time"


def _follows_staff(scene: Scene) -> bool:
    """80名队员5天清淤300吨, 他们10天送餐4万份: who worked stands right before."""
    if _THEY.search(scene.side, scene.clause_start, scene.quantity.start):
        return True
    last, verdict = scene.last, scene.last_verdict
    if last is None or last.unit is None or verdict is None or verdict[0] != FIGURE or last.unit.kind != "person":
        return False
    return last.start >= scene.clause_start and 0 < scene.quantity.start - last.end <= _VERY_NEAR


def _is_spent(scene: Scene) -> bool:
    """16天，求助电话接了2074通; 一做就是半个月; 开张十四个月; 23名护工留院17天: so long somebody was at it."""
    quantity = scene.quantity
    before, after = scene.before(_NEAR), scene.after(1)
    if _IN_ONE_GO.search(before) or _RUNNING.search(before):
        return True
    if quantity.value == 1 or _NO_WORK.search(before):
        return False
    if (quantity.start == scene.clause_start and after == ",") or scene.precedes("unbroken"):
        return quantity.qualifier != AT_MOST and not in_hours(quantity) and quantity.unit_name not in MINUTES
    staff = scene.last is not None and scene.last.unit is not None and scene.last.unit.kind == "person"
    counted = scene.last_verdict is not None and scene.last_verdict[0] == FIGURE
    return staff and counted and after in _CLAUSE_END and before[-1:].isalpha()


def _listed_in_work(scene: Scene) -> bool:
    """`培训班:86名学员,5天`: a time that is a clause of its own, in a sentence on work."""
    quantity = scene.quantity
    alone = quantity.start == scene.clause_start and scene.after(1) in _CLAUSE_END
    follows = scene.last_verdict is not None and scene.last_verdict[0] == FIGURE
    return alone and follows and bool(scene.words.codes_between(scene.sentence_start, quantity.start) & EFFORT)


def _hours(scene: Scene, effort: bool) -> Verdict | None:
    around_the_clock = scene.quantity.value in _AROUND_THE_CLOCK and not scene.quantity.hinted
    if scene.quantity.start == scene.clause_start and _ALWAYS_MANNED.match(scene.after(6)):
        return "norm", "around_the_clock"
    if around_the_clock and _OPEN_ALL_HOURS.match(scene.after(_VERY_NEAR)):
        return "norm", "around_the_clock"  # 开通24小时热线
    if effort:
        return None
    if scene.quantity.qualifier == AT_MOST and scene.quantity.start == scene.clause_start and scene.after(1) == ",":
        return "time", "passing_time"  # 不到两个小时，接龙排到了第137位
    if around_the_clock:
        return "norm", "around_the_clock"
    return ("time", "passing_time") if _idles_before(scene) or scene.follows("waiting") else None


def _works_before(scene: Scene) -> bool:
    """守了15天, 通话27分钟, but not 等了三天."""
    if scene.follows("waiting"):
        return False
    return scene.before(1) == "了" or scene.follows("talking") is not None


def _is_effort(scene: Scene) -> bool:
    """Whether a word of work stands before the time in its clause, or as its label (值守：31天), or around it."""
    start = scene.quantity.start
    short = scene.quantity.unit_name in MINUTES  # 时长：约95分钟 is how long the paper takes
    labelled = not short and scene.before(1) == ":" and scene.words.codes_between(start - _VERY_NEAR, start) & EFFORT
    return bool(labelled or scene.codes_before(_NEAR) & EFFORT) or _works_before(scene) or _works_after(scene)


def _works_after(scene: Scene) -> bool:
    """48小时没合眼, 两天一夜, 短的照看5天，长的十九天: who keeps awake, and the other end of a span of work."""
    if scene.precedes("sleepless", 2):
        return True
    if scene.side[scene.quantity.end - 1] == "夜" and not scene.follows("waiting"):
        return True
    last, verdict = scene.last, scene.last_verdict
    if last is None or verdict is None or verdict[0] != FIGURE or last.unit_name != scene.quantity.unit_name:
        return False
    return _OTHER_END.search(scene.before(4)) is not None


def _idles_before(scene: Scene) -> bool:
    """A word just before the time says that it only passed."""
    return bool(scene.codes_before(6) & IDLE)


def _worked_within(scene: Scene) -> bool:
    """18天跑了5.4万公里, 37天里上课, 11天敲完: what follows was done in that time; 7天里共有 only frames a count."""
    quantity = scene.quantity
    if quantity.value == 1 or scene.precedes("framing"):
        return False
    after = scene.after(_NEAR)
    if after[:1] == "的" and not after.startswith(("的时间", "的战斗", "的奋战", "的坚守", "的努力")):
        return False
    during = scene.precedes("while")
    if during is not None:
        return _COUNT_SOON.match(after, len(during)) is not None or quantity.end + 4 < scene.clause_end
    if scene.precedes("done_in_time", 4):
        return True
    if quantity.start != scene.clause_start and not _follows_staff(scene):
        return False
    if scene.precedes("summing_up"):
        return True
    return after[:1].isalpha() and _COUNT_LATER.match(scene.after(_LATER)) is not None


def new_cases(scene: Scene) -> Verdict | None:
    """苏州全市新增2例: cases of the disease, where nothing else is counted by cases (个案新增2例)."""
    alone = scene.quantity.unit_name == "例" and scene.after(1) in (*_CLAUSE_END, ")")
    return ("epidemic", "new_cases") if alone and _NEW_THERE.search(scene.before(12)) else None


def event_statistics(scene: Scene) -> Verdict | None:
    """Counts of the epidemic or the disaster itself; whoever is served, moved or paid is none of them."""
    if not scene.words.codes & (EPIDEMIC | DISASTER):
        return None
    around = scene.words.codes_between(scene.sentence_start, min(scene.sentence_end, scene.quantity.end + _BEYOND))
    if not around & (EPIDEMIC | DISASTER):
        return None
    if scene.kind == "time":
        return ("epidemic", "nothing_new") if scene.precedes("nothing_new") else None
    if scene.quantity.unit_name in _UNITS_OF_SERVICE or _is_part_of_the_served(scene) or _is_of_an_illness(scene):
        return None
    moved = _moved_in_the_list(scene)
    if moved is not None or _is_served(scene):
        return moved
    unit = scene.quantity.unit_name
    for statistic, where in ((_statistic_before(scene), "before"), (_statistic_after(scene), "after")):
        if statistic & EPIDEMIC and (unit is None or unit in _STATISTIC_UNITS):
            return "epidemic", f"epidemic_{where}"
        if statistic & DISASTER:
            return "measurement", f"disaster_{where}"
    if unit == "例" and around & EPIDEMIC:
        return "epidemic", "epidemic_sentence"
    return _carried_on(scene)


def _is_of_an_illness(scene: Scene) -> bool:
    """56名儿童被确诊为|先心病: an illness that is no epidemic, found in people who are served."""
    return scene.kind == "person" and scene.precedes("illness", _BEYOND) is not None


def _is_part_of_the_served(scene: Scene) -> bool:
    """转出游客六百余人，其中重伤员87人: a part of the people that were helped."""
    last, verdict = scene.last, scene.last_verdict
    if last is None or verdict is None or verdict[0] != FIGURE or last.unit is None or last.unit.kind != "person":
        return False
    return scene.kind == "person" and scene.side.startswith("其中", scene.clause_start)


def _moved_in_the_list(scene: Scene) -> Verdict | None:
    """受灾8.9万户、转移5.3万人: who was moved belongs to the statistics that it is listed with."""
    last, verdict = scene.last, scene.last_verdict
    if last is None or verdict is None or not verdict[1].startswith("disaster"):
        return None
    return verdict if _MOVED.fullmatch(scene.side, last.end, scene.quantity.start) else None


def _is_served(scene: Scene) -> bool:
    """The clause names help, or gives to somebody, before the number."""
    if scene.codes_before() & SERVICE:
        return True
    start = max(scene.clause_start, scene.quantity.start - 24)
    if _SERVING.search(scene.side, start, scene.quantity.start):
        return True
    if scene.kind == "person" and _MOVES_THEM.search(scene.side, start, scene.quantity.start):
        return True
    trapped = _TRAPPED.search(scene.side, start, scene.quantity.start)
    if trapped and _IN_SAFETY.match(scene.side, scene.quantity.end, scene.clause_end):
        return True
    handled = scene.kind == "person" and _HANDLES.search(scene.side, start, scene.quantity.start)
    return bool(handled) and _BROUGHT.search(scene.side, scene.quantity.end, scene.clause_end) is not None


def _statistic_before(scene: Scene) -> int:
    """The codes of the nearest word of statistics before the number in its clause.

    0 when it names people who go on to do something: 受灾群众86户领到…
    """
    start = max(scene.clause_start, scene.quantity.start - _NEAR, scene.last.end if scene.last is not None else 0)
    for cue in reversed(scene.words.cues_between(start, scene.quantity.start)):
        if cue.codes & (EPIDEMIC | DISASTER):
            if _BOOKED.search(scene.side, cue.end, scene.quantity.start):
                return 0
            people = scene.side[cue.end - 1] in "户众" or _PEOPLE.match(scene.side, cue.end)
            named = people and scene.after(1) not in _CLAUSE_END
            helped = named or _GETS_NEXT.match(scene.side, scene.quantity.end, scene.sentence_end)
            return 0 if helped else cue.codes
    return 0


def _statistic_after(scene: Scene) -> int:
    """The same behind the number: 140余人遇难, 3例确诊病例."""
    end = scene.quantity.end
    for cue in scene.words.cues_between(end, min(scene.clause_end, end + _BEYOND)):
        if cue.codes & SERVICE:
            return 0
        if "的" in scene.side[end : cue.start]:  # 13个镇的受灾户领到补助
            return 0
        if cue.codes & DISASTER or (cue.codes & EPIDEMIC and cue.start - end <= 4):
            return 0 if _PEOPLE.match(scene.side, cue.end) else cue.codes
    return 0


def _carried_on(scene: Scene) -> Verdict | None:
    """The next number of a list of such statistics: 受灾人口12.3万人，其中…4人."""
    last, verdict = scene.last, scene.last_verdict
    if last is None or verdict is None or not verdict[1].startswith(("epidemic", "disaster")):
        return None
    between = scene.words.codes_between(last.end, scene.quantity.start)
    end = scene.quantity.end
    if _ACTS.search(scene.side, last.end, scene.quantity.start) or _HELPERS.match(scene.side, end, scene.clause_end):
        return None
    if _GETS_NEXT.match(scene.side, end, scene.sentence_end):
        return None
    close = scene.quantity.start - last.end <= _BEYOND
    return verdict if close and not between & (SERVICE | DONE) else None


def measured(scene: Scene) -> Verdict | None:
    """Heights, depths, weights, weather and the length of roads, unless somebody walked, cleared or built them."""
    kind = scene.kind
    if scene.after(1) in _SPECIFYING and _SPECIFICATION.match(scene.side, scene.quantity.end, scene.sentence_end):
        return "measurement", "specification"
    if kind == "share":
        return ("measurement", "measured_share") if scene.follows("share_measured", 4) else None
    if kind == "score":
        return None if _is_scored(scene) else ("idiom", "score")
    if kind in ("distance", "length"):
        return _road(scene)
    if kind in ("area", "weight") and scene.codes_before(_VERY_NEAR) & MEASURE:
        return "measurement", "measured"
    return None


def _is_scored(scene: Scene) -> bool:
    """满意度9.6分, 平均分提高8.6分, but not 满分10分."""
    if _BEST.search(scene.before(6)):
        return False
    if scene.follows("scored", 4) or _rises_from_a_score(scene):
        return True
    start = max(scene.sentence_start, scene.quantity.start - 40)
    return _SCORED.search(scene.side, start, scene.quantity.start) is not None


def _rises_from_a_score(scene: Scene) -> bool:
    """打分从8.6分涨到9.3分: the second score is what became of the first."""
    last, verdict = scene.last, scene.last_verdict
    if last is None or verdict is None or verdict[0] != FIGURE or last.unit != scene.quantity.unit:
        return False
    return 0 < scene.quantity.start - last.end <= _VERY_NEAR and "," not in scene.side[last.end : scene.quantity.start]


def _road(scene: Scene) -> Verdict | None:
    """Ways that somebody went; from one place to another (从县城到村里单程…) is geography."""
    if scene.precedes("apart") or scene.follows("apart"):
        return "norm", "distance_rule"
    codes = scene.codes_before(_NEAR)
    walked = bool(codes & TRAVEL)
    if not walked and scene.follows("away", 8):
        return "measurement", "away_from"
    if scene.codes_before(_VERY_NEAR) & MEASURE and not (walked and scene.kind == "distance"):
        return "measurement", "measured"
    lies = scene.before(2) in _ON_THE_ROAD or scene.before(1) in _LIES
    if lies and _ROUTE.search(scene.side, scene.clause_start, scene.quantity.start):
        return "measurement", "route"
    if scene.kind == "length" and not (walked or codes & SERVICE or _GOODS_BY_LENGTH.search(scene.before(4))):
        return "measurement", "length"
    return None
