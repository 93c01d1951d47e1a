"""Reads a clause word by word for its subject: which name acts, which is only addressed, helped, or a place.

在三圣街道办事处|指导下   governed by 在: no subject          由县残联|出资     agent
海曙区和义社工师事务所|开展…    the first name that nothing governs: subject
发出倡议,指导市社会工作协会|…  behind a verb: done to, not doing
漳港街道的|“法律角”|设…        what belongs to the body before it takes over
村民|捐来棉被                  served people act when they give
"""

from __future__ import annotations

import re
from dataclasses import replace

from tasks.extract.acting import GROUP, LASTING, NAMED, PASSING, PERSON, Actor, Clause, Scene, endings_of, words_of
from tasks.extract.organisations import GROUP as GROUP_NAME
from tasks.extract.organisations import (
    LABEL_CLOSES,
    LABEL_OPENS,
    ORGANISATION_NAME,
    PERSON_NAME,
    PRONOUN_NAME,
    QUOTED,
    SELF,
    Name,
    is_one_person,
)
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
    LOCALISER,
    NOUN,
    OPEN_QUOTE,
    ORGANISATION,
    PLACE,
    PREPOSITION,
    PROVIDER,
    SCOPE,
    STOP,
    TIME,
    UNKNOWN,
    VERB,
    is_deed_noun,
)
from tasks.extract.wording import PERSON as SERVED

_ACTED_ON = frozenset((NOUN, SERVED, FIGURE, UNKNOWN, PLACE, PROVIDER, ORGANISATION, SCOPE))
_THINGS = frozenset((NOUN, UNKNOWN, SERVED, ACTIVITY, PLACE))
_BOUNDARIES = frozenset((STOP, ADVERB, TIME, COLON))
_AFTER_QUOTED = frozenset((VERB, ADVERB, ACTIVITY, BRIEF_VERB, PREPOSITION, TIME, BRACKET))
_NOT_OF_AREAS = frozenset("到至离距在于")
_DAY_WORDS = frozenset("那当期前后以")
_TEAMS, _CREWS = frozenset("队伍团社"), frozenset("队伍团社组")
_OF_GIVERS = frozenset((UNKNOWN, NOUN, SERVED, PLACE, ORGANISATION, PROVIDER))
_TO_SOMEONE = frozenset(("给", "为", "把", "向", "替"))
_POINTING = frozenset(("是", "要数", "要", "数", "当数", "当属", "就是"))
_LONGEST_POINTING = 4
_GIVERS = frozenset((SERVED, PROVIDER, ORGANISATION))
_CALLERS = frozenset((SERVED, PROVIDER, ORGANISATION, ADVERB))
_AT = frozenset(("在", "于"))
_FOR = frozenset(("给", "为", "替", "帮"))
_IDLE_ROLES = ("partaking", "receiving", "existing", "suffering", "visiting", "growth")
_FAMILIAR = frozenset("老小阿")
_GIVING = ("捐", "赠", "免费", "无偿", "义务")
WITH = frozenset(("与", "同", "跟"))
_BOUNDS = frozenset(("以上", "以下", "及以上", "及以下", "以内"))
"""为60周岁以上老人: no place, the preposition goes on."""
_GOVERNING = frozenset(("向", "给", "为", "对", "替", "帮", "与", "同", "从"))
_LONGEST_RELATIVE = 8
_LONGEST_GAP = 10
_LONGEST_QUOTE = 8
_LONGEST_MANNER = 4
"""Characters of a name in quotes that only says how something is done (“三敲门”)."""
_NUMERALS = frozenset("两三四五六七八九十")
_INSIDE = "里"
"""站里, 队里 ends so."""
_LABELLED = re.compile("[—–-]{1,2}")
_SET_UP = frozenset("开设建办")
_ANTECEDENT = 24
"""Words between a 这支队伍 and the body it stands for."""


def read_word(scene: Scene, clause: Clause, at: int) -> None:
    """Take word `at`, which is no name and no figure, into account."""
    kind = scene.kinds[at]
    if _is_native(scene, at):
        return
    if kind == PREPOSITION or (kind == CONJUNCTION and scene.kind(at - 1) in _BOUNDARIES):
        kept = clause.preposition in _GOVERNING and _is_in_relative(scene, at)
        clause.preposition = clause.preposition if kept else scene.words.forms[at]
    elif kind == VERB or (kind in (ACTIVITY, BRIEF_VERB) and _acts(scene, clause, at)) or _gives(scene, clause, at):
        _read_verb(scene, clause, at)
    elif _is_acting(scene, clause, at):
        first = _place_before(scene, clause, at) if kind != SERVED else scene.words.span(at)
        clause.subject = scene.actor(*first, GROUP)
    elif kind == LOCALISER:
        if scene.form(at + 1) != "的" and scene.form(at) not in _BOUNDS:
            clause.preposition, clause.thing = "", -1
    elif kind == SCOPE:
        _read_scope(scene, clause, at)
    elif kind == COLON:
        _read_colon(scene, clause, at)
    elif kind in _THINGS and not (clause.verb or clause.preposition or clause.subject):
        _read_thing(scene, clause, at)


def read_quote(scene: Scene, clause: Clause, at: int) -> int:
    """Pass over a short quoted name that is no one's (“一元捐”小程序), so that no verb is read in it; its last word."""
    whole = scene.names.get(at + 1)
    if whole and scene.kind(whole.last + 1) == CLOSE_QUOTE:
        return at
    for step in range(at + 1, min(at + _LONGEST_QUOTE, scene.count)):
        if scene.kinds[step] in (STOP, FIGURE, OPEN_QUOTE):
            return at
        if scene.kinds[step] == CLOSE_QUOTE:
            if not (clause.verb or clause.preposition or clause.subject or at in scene.counted_words):
                clause.thing = at
            return step
    return at


def begins_anew(scene: Scene, first: int) -> bool:
    """Whether people or a body with a verb stand at word `first`, behind the comma of a list: 学生|自主求助89件."""
    name = scene.names.get(first)
    if name:
        following = name.last + 1
    else:
        following = first
        while scene.kind(following) in (UNKNOWN, NOUN, PLACE, SERVED):
            following += 1
        if following == first or scene.kinds[following - 1] != SERVED:
            return False
    if any(at in scene.counted_words for at in range(first, following)):
        return False
    if scene.form(following) in words_of("calling"):
        return False  # 家长打来400通、|孩子打来300通
    while scene.kind(following) in (ADVERB, TIME, UNKNOWN, PREPOSITION) and following < first + 5:
        following += 1
    verb = scene.kind(following) in (VERB, BRIEF_VERB, ACTIVITY)
    return verb and not (name and scene.kind(following) == ACTIVITY and _is_modifier(scene, name))


def read_name(scene: Scene, clause: Clause, name: Name) -> None:
    """Take a name into account that no figure counts."""
    if scene.form(name.first - 1) in LABEL_OPENS:
        _read_label(scene, clause, name)
        return
    _read_list(scene, clause, name)
    if clause.first and _LABELLED.fullmatch(scene.form(name.last + 1)) and name.kind == ORGANISATION_NAME:
        scene.home = scene.actor(name.start, name.end, NAMED, "heading")  # 阳光社工中心——|开通热线2条
    if _is_line_of(scene, clause, name):
        clause.subject = scene.actor(name.start, name.end, NAMED)
    elif not _is_weak(scene, clause, name):
        _read_role(scene, clause, name)


def _read_label(scene: Scene, clause: Clause, name: Name) -> None:
    """【镇社工站】|4名社工带着…: the body that a label at the head of a line names acts below it; not 【社区食堂】."""
    opens = clause.first and scene.words.starts[name.first - 1] == clause.start
    if opens and scene.is_named_body(name) and scene.form(name.last + 1) in LABEL_CLOSES:
        scene.home, scene.topic = scene.actor(name.start, name.end, NAMED, "heading"), None


def _read_role(scene: Scene, clause: Clause, name: Name) -> None:
    """What part the name has in its clause: agent, done to, whose, or subject."""
    if clause.preposition in words_of("reliance") and scene.kind(name.last + 1) == STOP:
        clause.pivot = replace(_as_actor(scene, clause, name), strength=NAMED)  # 送餐靠“时间银行”。
    elif name.kind == QUOTED and not (_quoted_acts(scene, clause, name) or _heads_relative(scene, clause, name)):
        _read_idle_quote(scene, clause, name)
    elif clause.preposition and not _is_elsewhere(scene, clause, name):
        if clause.preposition in words_of("agent") and scene.form(name.last + 1) not in words_of("composing"):
            clause.agent, clause.preposition = _as_actor(scene, clause, name), ""
    elif clause.verb and not _heads_relative(scene, clause, name):
        _read_done_to(scene, clause, name)
    elif _is_set(scene, name) or (scene.is_area(name) and not _area_acts(scene, name)):
        return
    elif _is_modifier(scene, name):
        clause.thing = name.last
        clause.lone = clause.lone or any(scene.form(name.last + step) in words_of("title") for step in (1, 2))
    else:
        _read_subject(scene, clause, name)


def _is_elsewhere(scene: Scene, clause: Clause, name: Name) -> bool:
    """远在|兰溪市的|一家药企|寄来…: the preposition only says where the body is."""
    passing = scene.layout.side[name.start : name.end].startswith(PASSING) and scene.kind(name.last + 1) == VERB
    placed = scene.form(name.first - 1) == "的" and scene.kind(name.first - 2) == PLACE and clause.preposition in _AT
    if passing and placed:
        clause.preposition, clause.thing = "", -1
    return passing and placed


def _is_line_of(scene: Scene, clause: Clause, name: Name) -> bool:
    """“小昆热线”的|4部电话一天接进903通: what belongs to a line is the line."""
    free = not (clause.subject or clause.verb or clause.preposition or clause.counted)
    line = name.kind in (QUOTED, ORGANISATION_NAME) and scene.layout.side[name.start : name.end].rstrip(
        '”"」'
    ).endswith(("热线", "专线"))
    return free and line and scene.form(name.last + 1) == "的" and scene.kind(name.last + 2) == FIGURE


def _sends_one(scene: Scene, name: Name) -> bool:
    """东营职业学院的|小葛负责…: one person of a body, by a familiar name."""
    form, following = scene.form(name.last + 2), scene.form(name.last + 3)
    whole = form[:1] in _FAMILIAR and len(form) in (2, 3) and scene.kind(name.last + 2) == UNKNOWN
    parted = form in _FAMILIAR and len(following) == 1 and scene.kind(name.last + 3) == UNKNOWN
    return scene.form(name.last + 1) == "的" and (whole or parted)


def _people_of(scene: Scene, name: Name) -> Actor | None:
    """附近工厂的|工友们|凑了…, 幼儿园|老师|录…: the people of a body, before a deed of theirs."""
    people = name.last + 1 + (scene.form(name.last + 1) == "的")
    if people in scene.counted_words or not helps(scene, people, people + 1):
        return None
    if is_one_person(scene.layout.side, name.start, scene.words.ends[people]):
        return Actor(None, name.start, scene.words.ends[people], PERSON, "individual")
    return scene.actor(name.start, scene.words.ends[people], GROUP)


def _read_subject(scene: Scene, clause: Clause, name: Name) -> None:
    if clause.counted:
        return
    people = _people_of(scene, name)
    if people and not clause.subject:
        clause.subject = people
        return
    if _sends_one(scene, name):
        clause.subject = Actor(None, name.start, name.end, PERSON, "individual")
    elif not clause.subject or _takes_over(scene, clause.subject, name):
        clause.subject = _as_actor(scene, clause, name)
    elif name.kind == PERSON_NAME and clause.listed and clause.listed[0] == clause.subject.start:
        clause.subject = _as_actor(scene, clause, name)  # 人大代表、|村支书王刚
    elif clause.listed and clause.listed[0] == clause.subject.start:
        clause.subject = scene.longer(clause.subject, name.end, clause.subject.strength)


def _is_native(scene: Scene, at: int) -> bool:
    """六安籍|在|沪企业家: where people come from and live, not where something is done."""
    if scene.form(at) not in ("在", "驻"):
        return False
    short = len(scene.form(at + 1)) == 1 and scene.kind(at + 1) in (UNKNOWN, PLACE)
    return scene.form(at - 1).endswith("籍") or (short and scene.kind(at + 2) == FIGURE)  # 在|凉|11家企业


# -- words -----------------------------------------------------------------------------------------------------


def _acts(scene: Scene, clause: Clause, at: int) -> bool:
    """Whether an activity word or a one-character verb is the verb of the clause here."""
    if _is_giving(scene.words.forms[at]):
        return True
    following = scene.kind(at + 1)
    if clause.thing == at - 1 >= 0 and scene.kinds[at - 1] == SERVED and scene.forms[at] in words_of("serving"):
        return following in _ACTED_ON  # 渔嫂|走访困难家庭
    if scene.kinds[at] == BRIEF_VERB:
        return following not in (UNKNOWN, BRIEF_VERB) or bool(clause.subject)
    return following in _ACTED_ON and clause.thing != at - 1


def _gives(scene: Scene, clause: Clause, at: int) -> bool:
    """三地老兵|捐款8.76万元: a noun that is a verb behind people."""
    people = clause.thing >= at - 2 and clause.thing >= 0 and scene.kinds[clause.thing] == SERVED
    return people and _is_giving(scene.form(at))


def _is_giving(form: str) -> bool:
    return form in words_of("giving") or (len(form) > 1 and form.startswith(_GIVING))


def _read_verb(scene: Scene, clause: Clause, at: int) -> None:
    form = scene.words.forms[at]
    if form in words_of("existing"):
        return
    if form in words_of("calling") and scene.kind(at - 1) in _CALLERS and not scene.form(at + 1).endswith("元"):
        _forget_caller(clause)
        return
    composed = form in words_of("made_of") and scene.form(at + 1) == "的"  # 商户|组成的14支志愿队
    if clause.thing >= 0 and not (clause.subject or clause.agent or clause.counted or composed):
        clause.other = True
        if _is_giving(form) or _serves(scene, clause, at) or helps(scene, clause.thing, clause.thing + 1):
            clause.subject = _giver(scene, clause, at)
        clause.other = clause.other and not clause.subject
    if not clause.subject and _opens_elsewhere(scene, clause):
        scene.topic = None
    pointed = giver_pointed_out(scene, at + 1) if clause.other and form.endswith("是") else None
    clause.pivot = pointed or clause.pivot
    clause.sourced = clause.sourced or form in words_of("source")
    kept = clause.preposition if clause.preposition in _GOVERNING and _is_in_relative(scene, at) else ""
    clause.verb, clause.preposition = form, kept


def _forget_caller(clause: Clause) -> None:
    """护理员|打来|360通: who rings is served, and the line that takes the calls goes on acting."""
    calls = clause.subject is not None and clause.subject.strength == GROUP and not clause.subject.is_line()
    clause.subject = None if calls else clause.subject
    clause.thing = -1


def _is_in_relative(scene: Scene, at: int) -> bool:
    """向|驰援|湖北的47名医护人员: the verb only describes those whom the preposition governs."""
    for step in range(at + 1, at + _LONGEST_RELATIVE):
        if scene.form(step) == "的":
            return scene.kind(step + 1) in (FIGURE, SERVED, PROVIDER, ORGANISATION)
        if scene.kind(step) in (STOP, FIGURE, SERVED, PROVIDER):
            return False
    return False


def helps(scene: Scene, people: int, at: int) -> bool:
    """清镇市的菜农|也在今天拉来…, 返乡大学生|给老人做饭: people who help when they do more than take part."""
    form, helpers = scene.form(people), endings_of("helper")
    if scene.kind(people) != SERVED or not (form.endswith(helpers) or form.removesuffix("们").endswith(helpers)):
        return False
    stop = at + _LONGEST_QUOTE
    while at < stop and (scene.kind(at) in (ADVERB, TIME) or (scene.form(at) == "在" and scene.kind(at + 1) == TIME)):
        at += 1
    if scene.form(at) in _FOR:
        return True
    done = scene.kind(at + 1) in _ACTED_ON or scene.form(at - 1) in words_of("shift")  # 轮班|做饭、改作业
    deed = scene.kind(at) in (VERB, BRIEF_VERB) or (scene.kind(at) == ACTIVITY and done)
    return deed and not any(scene.form(at) in words_of(role) for role in _IDLE_ROLES)


def _heads_own_relative(scene: Scene, clause: Clause, at: int) -> bool:
    """在外打工的|年轻人|寄回…: people behind a clause that describes them, before a deed of theirs."""
    free = not (clause.subject or clause.counted or clause.preposition or scene.named_topic())
    told = clause.verb and clause.verb not in words_of("serving") and scene.form(at - 1) == "的"
    return bool(free and told and at not in scene.counted_words and helps(scene, at, at + 1))


def _serves(scene: Scene, clause: Clause, at: int) -> bool:
    """渔嫂|走访…, 城市书房|办…: people who do a work of service, or what is called like a body, before its verb."""
    last, form = at - 1, scene.form(clause.thing)
    while last > clause.thing and scene.kind(last) in (ADVERB, TIME):
        last -= 1
    if last != clause.thing or last in scene.counted_words:
        return False
    if scene.kinds[last] == SERVED:
        return scene.form(at) in words_of("serving")
    body = scene.kinds[last] == UNKNOWN and form.endswith(endings_of("body"))
    return body and not any(scene.form(at) in words_of(role) for role in ("growth", "suffering", "receiving"))


def _giver(scene: Scene, clause: Clause, at: int) -> Actor | None:
    """台州籍在沪|企业家|捐…, 旅澳乡亲|汇来…: people or a shop that no table calls a provider, before what they give."""
    last, before = clause.thing, at - 1
    while before > last and (scene.kind(before) in (ADVERB, TIME) or scene.form(before) in _AT):
        before -= 1
    named = before == last and scene.form(last).endswith(endings_of("giver")) and scene.kind(last) in (UNKNOWN, NOUN)
    named = named or (scene.form(last) == "人" and scene.kind(last - 1) == PLACE)  # 在浙江经商的|铅山人
    if not (named or scene.kinds[last] == SERVED):
        return None
    if clause.lone:
        return Actor(None, scene.words.starts[last], scene.words.ends[last], PERSON, "individual")
    return giver_phrase(scene, clause, last)


def giver_phrase(scene: Scene, clause: Clause, last: int) -> Actor:
    """The people whose last word is word `last`, with the nouns before it in the clause: 新巴尔虎右旗|牧民."""
    first = last
    floor = max(0, last - _LONGEST_QUOTE)
    while first > floor and scene.kind(first - 1) in _OF_GIVERS and scene.words.starts[first - 1] >= clause.start:
        first -= 1
    start, end = scene.words.starts[first], scene.words.ends[last]
    if is_one_person(scene.layout.side, start, end):
        return Actor(None, start, end, PERSON, "individual")
    return scene.actor(start, end, GROUP)


def giver_pointed_out(scene: Scene, first: int) -> Actor | None:
    """饺子是|酒店|送的, 油是|东坡区的两家粮企|捐的: behind 是 who gave it, from word `first` to the verb."""
    for last in range(first, first + _LONGEST_QUOTE):
        if scene.kind(last) in _GIVERS and any(scene.form(last + step) == "的" for step in (2, 3)):
            if not any(_is_handing(scene.form(last + step)) for step in (1, 2)):
                continue
            begin = last
            while begin > first and scene.kind(begin - 1) in _OF_GIVERS:
                begin -= 1
            start, end = scene.words.starts[begin], scene.words.ends[last]
            alone = is_one_person(scene.layout.side, start, end)
            return Actor(None, start, end, PERSON, "individual") if alone else scene.actor(start, end, GROUP)
        if scene.kind(last) in (STOP, VERB):
            return None
    return None


def _is_handing(form: str) -> bool:
    return form in words_of("handing") or _is_giving(form)


def _opens_elsewhere(scene: Scene, clause: Clause) -> bool:
    """Whether a sentence opens with another thing or the whole area, or its part with a place."""
    if clause.first:
        return clause.other or clause.scope
    passing = scene.topic and scene.topic.strength not in LASTING
    return clause.opens and clause.other and (passing or scene.kinds[clause.thing] == PLACE)


def _read_scope(scene: Scene, clause: Clause, at: int) -> None:
    """全市 is where; 县里, 镇里 act where a deed follows (县里|给42个自然村配了电话)."""
    idle = scene.form(at + 1) in words_of("suffering") or scene.form(at + 1) in words_of("coming")
    deed = scene.kind(at + 1) == VERB and not idle
    acts = scene.form(at).endswith("里") and (deed or scene.form(at + 1) in _TO_SOMEONE | WITH)
    if acts and not (clause.subject or clause.verb or clause.preposition):
        clause.subject = scene.actor(*scene.words.span(at), GROUP)
    clause.scope = clause.scope or not clause.verb


def _is_acting(scene: Scene, clause: Clause, at: int) -> bool:
    """A place that sends, or people behind a clause that describes them."""
    return _heads_own_relative(scene, clause, at) if scene.kinds[at] == SERVED else _sends(scene, clause, at)


def _sends(scene: Scene, clause: Clause, at: int) -> bool:
    """新区|投入…, 武都|选送…, 镇上|配套…: a place acts that opens a clause, where a sending verb follows at once."""
    named = scene.form(at) in words_of("place_actor") and not scene.form(at - 1).startswith(("这", "该"))
    if clause.subject or clause.verb or clause.preposition or clause.counted or not 0 <= clause.thing + 1 <= at:
        return False
    listed = clause.thing == at - 2 and scene.kind(at - 1) in JOINTS and scene.kinds[clause.thing] == PLACE
    if clause.thing >= 0 and not (listed or (named and clause.thing == at - 1)):
        return False
    if not named and scene.kinds[at] != PLACE:
        return False
    following = at + 1 + (scene.kind(at + 1) in (ADVERB, TIME))
    form = scene.form(following)
    if named and (form in words_of("serving") or form in words_of("giving") or form in _TO_SOMEONE):
        return True
    return form in words_of("sending") or form + scene.form(following + 1) in words_of("sending")


def _place_before(scene: Scene, clause: Clause, at: int) -> tuple[int, int]:
    """高|新区: with what stands directly before the place."""
    first = at
    if scene.kind(at - 1) in (PLACE, UNKNOWN) and scene.words.starts[at - 1] >= clause.start:
        first = at - 1
    while scene.kind(first - 1) in JOINTS and scene.kind(first - 2) == PLACE:  # 仪征市、|高邮市
        first -= 2
    return scene.words.starts[first], scene.words.ends[at]


def _read_thing(scene: Scene, clause: Clause, at: int) -> None:
    form = scene.words.forms[at]
    clause.lone = clause.lone or form in words_of("individual") or (form[0] == "位" and scene.form(at - 1) == "有")
    if form[0] not in "一每" and at not in scene.counted_words:
        clause.thing = at


def _read_colon(scene: Scene, clause: Clause, at: int) -> None:
    """段庄街道社工站： opens a paragraph that is about it; …的是积分超市： says who acts next."""
    if clause.subject and (clause.subject.value or "").endswith(endings_of("area")) and scene.form(at - 1) != "说":
        clause.subject = None  # 均安镇：煎鱼饼的霞姨…
        return
    if clause.subject and not clause.verb and clause.subject.value in words_of("header"):
        clause.subject = None  # 捐赠单位:恒达集团
        return
    if clause.subject and not clause.verb:
        scene.home = clause.subject if clause.first else scene.home
        return
    for first in range(max(0, at - 6), at):
        name = scene.names.get(first)
        if name and name.last == at - 1 and name.kind != QUOTED and not _is_seen(clause, name):
            clause.pivot = _as_actor(scene, clause, name)


def _is_seen(clause: Clause, name: Name) -> bool:
    """8名心理医生专看|队员: who is done to before a colon does not act behind it."""
    group = name.kind == GROUP_NAME and (clause.subject or clause.counted or clause.verb)
    return bool(group and clause.verb and not clause.verb.endswith(("是", "有")))


# -- names -----------------------------------------------------------------------------------------------------


def _read_list(scene: Scene, clause: Clause, name: Name) -> None:
    """Keep the list of names that ends with `name`: A、B和C."""
    start, listed = name.start, clause.listed
    if listed and listed[2] == name.first - 2 and scene.kind(name.first - 1) in JOINTS:
        start = listed[0]
    clause.listed = (start, name.end, name.last)


def forms_team(clause: Clause) -> bool:
    """结成, 编成, 组了: the verb makes a team of people, not a course (办了“识字班”)."""
    return clause.verb in words_of("team") and (clause.verb.endswith("成") or clause.verb in ("组了", "组起"))


def _read_idle_quote(scene: Scene, clause: Clause, name: Name) -> None:
    team = not scene.form(name.last - 1).endswith(endings_of("paper")) and "一" not in scene.form(name.first + 1)[:1]
    named = (clause.subject and clause.subject.strength == NAMED) or scene.named_topic()
    crew = scene.form(name.last - 1)[-1] in (_CREWS | {"班"} if forms_team(clause) and not named else _CREWS)
    formed = clause.verb in words_of("team") and (crew or not named)  # not 社工站把学生编成“云上自习室”
    if team and (formed or (crew and clause.verb in words_of("fetching"))) and scene.kind(name.last + 1) == STOP:
        clause.pivot = _as_actor(scene, clause, name)  # 办了“拇指合作社”,
    elif not clause.verb and not clause.preposition:
        clause.thing = name.first


def _read_done_to(scene: Scene, clause: Clause, name: Name) -> None:
    """A name behind the verb: who was brought in, or the group that was formed, acts in the clauses to come."""
    if _is_pointed_out(scene, clause, name):
        clause.pivot = _as_actor(scene, clause, name)
        return
    brought = clause.verb in words_of("pivot") and name.kind == ORGANISATION_NAME and not clause.figures
    if brought and scene.kind(name.last + 1) in (VERB, BRIEF_VERB, ADVERB) and not scene.is_area(name):
        clause.subject, clause.verb = _as_actor(scene, clause, name), ""  # 资助一家社工机构|开设热线2条
        return
    named = (clause.subject and clause.subject.strength == NAMED) or scene.named_topic()
    team = clause.verb in words_of("team") and scene.form(name.last)[-1] in (_TEAMS if named else _CREWS)
    owns = scene.form(name.last + 1) == "的" and scene.form(scene.words.from_position(clause.start)) in ("这", "这是")
    if owns and clause.verb in ("是", "这是") and name.kind == ORGANISATION_NAME:
        clause.pivot = _as_actor(scene, clause, name)  # 这是腾克镇站|的老品牌
    fund = scene.form(name.last) in ("基金", "专项基金") and clause.verb in words_of("founding")  # 发起|“同心桥”基金
    team = team or (fund and scene.kind(name.last + 1) == STOP and scene.form(name.first - 1) != "的")
    alone = not ((clause.subject and clause.subject.value) or scene.topic or scene.home)
    line = clause.verb[0] in _SET_UP and scene.form(name.last).endswith(("热线", "专线")) and not named
    line = line and scene.kind(name.last + 1) == STOP
    if brought or team or line or (alone and clause.verb in words_of("forming")):
        clause.pivot = _as_actor(scene, clause, name)


def _is_pointed_out(scene: Scene, clause: Clause, name: Name) -> bool:
    """承办方是|清源社工中心, 领头的是|老兵服务站, 最忙的要数|厨师志愿者: who is said to be the one that acts."""
    said = name.first - 1
    while scene.kind(said) == ADVERB or scene.form(said) in _POINTING:
        said -= 1
        if name.first - said > _LONGEST_POINTING:
            return False
    ends = scene.kind(name.last + 1) in (STOP, COLON) and name.kind in (ORGANISATION_NAME, GROUP_NAME)
    if scene.form(said + 1) not in _POINTING or not ends:
        return False
    end = scene.words.ends[said]
    return scene.form(said) == "的" or scene.layout.side[max(clause.start, end - 4) : end].endswith(endings_of("party"))


def _heads_relative(scene: Scene, clause: Clause, name: Name) -> bool:
    """开通的|“心桥”热线|全年接听: behind a relative clause stands the subject."""
    before = name.first - 1 - (scene.kind(name.first - 1) == ADVERB)  # 社工组成的|线上|小组
    if scene.form(before) != "的" or (clause.subject and not _takes_over(scene, clause.subject, name)):
        return False
    made = clause.verb in words_of("made_of") and scene.kind(name.last + 1) == FIGURE  # 律师组成的|志愿团57人
    return made or scene.kind(name.last + 1) in (VERB, ADVERB, TIME, PREPOSITION, ACTIVITY)


def _is_set(scene: Scene, name: Name) -> bool:
    """志愿者|里有…, 河南大学|的占六成: what a part is taken from, not who acts."""
    if scene.kind(name.last + 1) == LOCALISER:
        return True
    behind = name.last + 1
    while scene.kind(behind) in (NOUN, SERVED) and behind <= name.last + 2:
        behind += 1
    if scene.form(behind) in ("占", "占到", "占比") and scene.kind(behind + 1) == FIGURE:
        return True  # 本院|退休职工占18.7%
    return scene.form(name.last + 1) == "的" and scene.form(name.last + 2) in ("占", "有", "占到")


def _is_income(scene: Scene, name: Name) -> bool:
    """政府补助120万元、|企业|捐赠556万元: an entry of a list of sums."""
    if name.first != name.last or scene.form(name.last) not in words_of("guest"):
        return False
    listed = scene.kind(name.first - 1) == LIST_COMMA or scene.form(name.first - 1) == "其中"
    return listed and scene.form(name.last + 1) in words_of("entry") and scene.form(name.last + 2).endswith("元")


def _is_modifier(scene: Scene, name: Name) -> bool:
    """师生|满意度, 中心|主任: the name only says whose."""
    kind = scene.kind(name.last + 1)
    behind = name.last + 1 + (scene.form(name.last + 1) == "的")
    if scene.form(behind) in words_of("reporting") and scene.kind(behind + 1) in (STOP, COLON):
        return True  # 省民政厅|统计,截至…
    shown = (step for step in range(behind, behind + 3) if scene.form(step + 1) in words_of("showing"))
    recorded = any(scene.form(step) in words_of("record") for step in shown)  # 团市委|台账显示
    if recorded or _is_income(scene, name):
        return True
    if scene.form(name.last + 1) in words_of("premises"):
        return True
    if kind in (NOUN, SERVED, PROVIDER) and scene.form(name.last + 1) in words_of("title"):
        return True
    if scene.form(name.last + 1) == "的" and scene.form(name.last + 2) in words_of("title"):
        return True
    if scene.kinds[name.last] == PROVIDER and kind == ACTIVITY and scene.kind(name.last + 2) == FIGURE:
        form = scene.form(name.last + 1)  # 员工|减压沙龙9场, not 传承人|授课24节
        return form.endswith(endings_of("programme")) and form not in words_of("serving")
    if name.kind == GROUP_NAME and scene.form(name.last + 1) == "的" and scene.kind(name.last + 2) == PROVIDER:
        return True  # 帮厨的|志愿者
    if is_deed_noun(scene.form(name.last + 1)):
        return False  # 教师志愿者|打电话2900个
    gives = _is_giving(scene.form(name.last + 1)) or _is_giving(scene.form(name.last + 2))  # 网友小额|捐款
    return kind == NOUN and scene.kinds[name.last] == PROVIDER and not gives


def _area_acts(scene: Scene, name: Name) -> bool:
    """广胜寺镇推行…, 观音桥街道把…: a town acts where a deed follows at once; else it is where people live."""
    following, form = scene.kind(name.last + 1), scene.form(name.last + 1)
    if following == ACTIVITY:
        return scene.kind(name.last + 2) not in (UNKNOWN, NOUN)
    if following == PREPOSITION:
        return form not in _NOT_OF_AREAS
    if following == ADVERB and (scene.kind(name.last + 2) == FIGURE or form.startswith(("分别", "各"))):
        return False  # 安海镇|各3个, 东关街道|分别为950万元, 红果街道|各停献血车1台
    return following in (VERB, ADVERB, BRIEF_VERB) and form not in words_of("suffering")


def _takes_over(scene: Scene, subject: Actor, name: Name) -> bool:
    """漳港街道(的)|“候机厅法律角”, 党员混编的|巡查队: the team or place that belongs to who stands before it."""
    if name.kind not in (QUOTED, ORGANISATION_NAME) or name.start - subject.end > _LONGEST_GAP:
        return False
    gap = scene.layout.side[subject.end : name.start].strip()
    if (gap == "的" or (not gap and name.kind == QUOTED)) and _keeps(scene, subject, name):
        return False
    return gap in ("", "的") or (subject.strength in (GROUP, PERSON) and gap.endswith("的"))


def _keeps(scene: Scene, subject: Actor, name: Name) -> bool:
    """朝阳街道社工站的|“邻里饭桌”: a station keeps the activity or room it runs, a town does not."""
    if subject.strength != NAMED or (subject.value or "").endswith(endings_of("area")):
        return False
    form = scene.form(name.last - (scene.kinds[name.last] == CLOSE_QUOTE))
    return name.kind == QUOTED or form.endswith(endings_of("venue") + endings_of("facility"))


def _is_weak(scene: Scene, clause: Clause, name: Name) -> bool:
    """Quoted activities (“检爱同行”宣讲) do not act, quoted places only where no body does."""
    quoted = name.kind == QUOTED
    if not quoted and scene.kinds[name.first] != OPEN_QUOTE:
        return False
    form, following = scene.form(name.last - quoted), scene.form(name.last + 1)
    if quoted and _is_manner(scene, name):
        return True
    if quoted and scene.home and scene.home.rule == "subject" and form[-1:] not in _CREWS:
        return True  # 青岛街道社工站:“一人一图”|带出…
    if quoted and form.endswith("班") and forms_team(clause) and not scene.named_topic():
        return False  # 11名社工结成|“雪橇班”
    if quoted and (form.endswith(endings_of("weak")) or following[:1] in _DAY_WORDS or _is_campaign(scene, name)):
        return True
    return bool(scene.home or scene.named_topic()) and form.endswith(endings_of("venue"))


def _is_manner(scene: Scene, name: Name) -> bool:
    """“三敲门”|走访…, 分“三色”|照看: a short name that begins with a numeral, but not “四个一”志愿队."""
    short = name.last - name.first <= _LONGEST_MANNER and name.end - name.start <= _LONGEST_MANNER + 2
    teams = any(scene.kind(name.last + step) == ORGANISATION for step in (1, 2))
    return (
        short
        and scene.form(name.first + 1)[:1] in _NUMERALS
        and not teams
        and scene.form(name.last - 1)[-1] not in _CREWS
    )


def _is_campaign(scene: Scene, name: Name) -> bool:
    """“暖阳”|助老项目: the quoted name is that of a project."""
    for at in range(name.last + 1, name.last + 5):
        if scene.form(at) in words_of("campaign"):
            return True
        if scene.kind(at) not in (NOUN, UNKNOWN, ACTIVITY, SERVED):
            return False
    return False


def _quoted_acts(scene: Scene, clause: Clause, name: Name) -> bool:
    if clause.verb or clause.preposition:
        return False
    following = scene.kind(name.last + 1)
    if scene.form(name.last + 1).startswith("一") or scene.form(name.last + 1) in WITH:
        return True  # “爱心冰箱”|一夏天送出…, “周末妈妈”|与64名孩子结对
    if scene.form(name.last + 1) == "们" and scene.kind(name.last - 1) in (PROVIDER, SERVED):
        return True  # “代理妈妈”|们送去…
    if following == FIGURE and scene.kind(name.last - 1) == ORGANISATION:
        return True  # “护童队”|40人,每天护送…
    opens = clause.first and scene.words.starts[name.first] == clause.start
    if opens and following == UNKNOWN and scene.form(name.last - 1)[-1] in _TEAMS:
        return True  # “摇橹队”|最活跃
    venue = following == UNKNOWN and scene.form(name.last - 1).endswith(endings_of("venue"))
    return following in _AFTER_QUOTED or venue


def _as_actor(scene: Scene, clause: Clause, name: Name) -> Actor:
    if name.kind == PRONOUN_NAME:
        return _antecedent(scene, name)
    written = scene.layout.side[name.start : name.end]
    alone = name.kind == GROUP_NAME and written.startswith(endings_of("individual")) and not written.endswith("们")
    alone = alone or scene.form(name.last) in ("记者", "本报记者")
    if alone or name.kind == PERSON_NAME or (clause.lone and name.kind != ORGANISATION_NAME):
        return Actor(None, name.start, name.end, PERSON, "individual")
    if name.kind == SELF and scene.form(name.last).endswith(_INSIDE):
        return _insider(scene, name)
    if name.kind == SELF and scene.layout.side[name.start : name.end] == "我们":
        return scene.page_body() or Actor(None, name.start, name.end, GROUP, "ourselves")
    if name.first == name.last and scene.form(name.last) in words_of("member"):
        body = _team_before(scene, name)
        if body:
            return scene.actor(body.start, body.end, NAMED, "member")
    guest = name.first == name.last and scene.form(name.last) in words_of("guest")
    team = name.kind == QUOTED and scene.form(name.last - 1)[-1] in _CREWS
    guest = guest or scene.layout.side[name.start : name.end].startswith(PASSING)
    named = (team or name.kind in (ORGANISATION_NAME, SELF)) and not guest
    return scene.actor(name.start, name.end, NAMED if named else GROUP)


def _insider(scene: Scene, name: Name) -> Actor:
    """街道社工站接到通知,|站里的5名社工…: the body of that kind that still holds; else the words themselves."""
    source, kind = scene.named_topic(), scene.layout.side[name.start : name.end].rstrip(_INSIDE)
    near = source is not None and source.start >= scene.layout.sentence_at(name.start).start
    if source and near and (source.value or "").rstrip('”"」').endswith(kind[-1]):
        return replace(source, strength=NAMED, rule="pronoun")
    return scene.actor(name.start, name.end, NAMED)


def _antecedent(scene: Scene, name: Name) -> Actor:
    """他们, 这支队伍 -> the body or group spoken of; 该机构 stands for itself."""
    form = scene.layout.text[name.start : name.end]
    before = _nearest_body(scene, name) if form[0] == "这" else None
    if before:
        return scene.actor(before.start, before.end, NAMED, "pronoun")
    if form[0] in "该这":
        return Actor(form, name.start, name.end, NAMED)
    source = scene.named_topic() or scene.last_group
    if source:
        return Actor(source.value, source.start, source.end, source.strength, "pronoun")
    return Actor(None, name.start, name.end, GROUP, "pronoun")


def _team_before(scene: Scene, name: Name) -> Name | None:
    """The team named last before 队员, 组员 in the same paragraph: “小课桌”队…。|队员陪娃娃打电话268通."""
    start = scene.layout.blocks[scene.layout.block_number(name.start)].start
    for first in range(name.first - 1, max(-1, name.first - 8 * _ANTECEDENT), -1):
        if scene.words.starts[first] < start:
            return None
        team = scene.names.get(first)
        if team is None or team.kind not in (ORGANISATION_NAME, QUOTED):
            continue
        form = scene.layout.text[team.start : team.end].rstrip("”’」』")
        if form[-1:] in _CREWS and (len(form) > 3 or form[0] in "“‘「『"):
            return team
    return None


def _nearest_body(scene: Scene, name: Name) -> Name | None:
    """The body named last before a 这支队伍, in the same sentence or the one before."""
    for first in range(name.first - 1, max(-1, name.first - _ANTECEDENT), -1):
        body = scene.names.get(first)
        if body and body.kind == ORGANISATION_NAME and body.end - body.start > 2:
            return body
    return None
