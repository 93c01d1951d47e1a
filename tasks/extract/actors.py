"""Binds to each figure the organisation or group that provides or does it, as it is written.

    "三圣街道社工站协助社区落实防控措施。开展排查共覆盖196户居民,募集物资1310件。"
        196户, 1310件 -> 三圣街道社工站     the subject holds until another one takes its place

Who acts:
1. the subject of the clause (`subjects`): a named body (团市委备下姜茶1.5万杯), a group (彭州社工拨打电话300余个),
   a list of them as a whole, the body that owns the counted people (X中心的11名社工), a place of service;
2. whoever stands behind 由, 被, 经: 项目经费由县残联出资;
3. the group that a figure before it in the sentence counts: 41家社会工作机构调动3029人 -> 社会工作机构; also where
   it stands alone before a comma (6支突击队，守着29个卡点), was brought in (请来6名律师，坐诊3天) or came;
4. the subject that still holds: a named body until its paragraph ends or another subject opens a sentence, a group or
   counted people until their sentence ends; 他们 stands for the last of them;
5. the body whose heading or run-in label (段庄街道社工站：) the paragraph stands under.
Who does not act (the figure then has no actor, or that of the rules above):
- the counted providers themselves: 全市共有41家机构、120名社工 has no actor, the 120 belong to no one named;
- what is counted: “向日葵”小组办了5期, 志愿者队伍扩至六千余人;
- individuals (社工周赛姣, 一位咨询师), recipients, places and sources (为…, 在…内, 据…通报, 在…指导下, 来自83家单位);
- nobody, where a sentence opens with another thing or with the whole area: 物资分送31家单位, 全市累计服务…, 满意率98%.
"""

from __future__ import annotations

from collections.abc import Sequence

from tasks.clean.blocks import TABLE
from tasks.extract.acting import (
    BODIES,
    COMPOUND,
    GROUP,
    LASTING,
    NAMED,
    PEOPLE,
    PERSON,
    Actor,
    Clause,
    Scene,
    endings_of,
    words_of,
)
from tasks.extract.counting import words_of as object_words
from tasks.extract.layout import Layout
from tasks.extract.listings import giver_of
from tasks.extract.model import Bound, Context, Mention
from tasks.extract.organisations import ORGANISATION_NAME, SELF, Name
from tasks.extract.subjects import (
    WITH,
    begins_anew,
    forms_team,
    giver_phrase,
    giver_pointed_out,
    helps,
    read_name,
    read_quote,
    read_word,
)
from tasks.extract.wording import (
    ACTIVITY,
    ADVERB,
    BRIEF_VERB,
    CLOSE_QUOTE,
    COLON,
    FIGURE,
    FIRST_PERSON,
    JOINTS,
    LIST_COMMA,
    LOCALISER,
    NOUN,
    OPEN_QUOTE,
    ORGANISATION,
    PARTICLE,
    PLACE,
    PREPOSITION,
    PROVIDER,
    SCOPE,
    SPACE,
    STOP,
    TIME,
    UNKNOWN,
    VERB,
    is_deed_noun,
)
from tasks.extract.wording import PERSON as SERVED

_NOTHING = Bound(None)
_COUNTABLE = frozenset((PROVIDER, ORGANISATION, CLOSE_QUOTE))
_IDLE = frozenset((ADVERB, TIME, PARTICLE, STOP, SPACE, LIST_COMMA))
_PREDICATES = frozenset((VERB, BRIEF_VERB, PREPOSITION, ADVERB, ACTIVITY))
_LISTED = JOINTS | {UNKNOWN, NOUN, SERVED, PROVIDER}
_AGENTS = frozenset((SERVED, PROVIDER, ORGANISATION, FIRST_PERSON))
_NAMED_BY = _LISTED | {ORGANISATION, PLACE}
_TOLD = frozenset((VERB, BRIEF_VERB, ADVERB, TIME, UNKNOWN, ACTIVITY, PREPOSITION, LOCALISER))
_BEFORE_TOLD = frozenset((STOP, ADVERB, TIME, SPACE))
_SITTINGS = frozenset(("节", "场", "期", "场次", "讲", "课时"))
_OF_PARTS = JOINTS | {PLACE, FIGURE, SPACE}
_BODIES_OF = frozenset((ORGANISATION, FIRST_PERSON))
_DEEDS = frozenset((VERB, BRIEF_VERB, PREPOSITION))
_FOR_OTHERS = frozenset(("向", "给", "为", "对", "替", "帮"))
_SHARED = frozenset(("分别为", "分别是", "分别达", "分别有", "依次为", "依次是"))
_SPENT_OF = ("支出", "结余", "执行率", "支出率")
_OF_STOCK = frozenset(("个", "处", "座", "家", "所", "间"))
_OF_PLACES = frozenset(("处", "间", "座", "条", "部", "张"))
_TOWNS = ("镇", "乡", "村")
_REACH = 24
_SHORTEST_BODY = 3
"""Characters of the shortest name of a body in a table; 合计 and 公斤 are none."""
_NAME = 8
"""Words that the name behind a 由 may have."""
_FORMED = ("队", "组", "队伍", "小组", "团", "社", "会", "联盟", "班")
_RESULTS = ("完", "遍", "了", "到", "出", "起", "齐", "过")


def bind_actors(layout: Layout, context: Context, mentions: Sequence[Mention], objects: Sequence[Bound]) -> list[Bound]:
    """Who provides or does what each figure counts, parallel to `mentions` (the figures in text order)."""
    scene = Scene(layout, context, mentions, objects)
    while len(scene.bound) < len(mentions):
        _read_block(scene, layout.block_number(mentions[len(scene.bound)].start))
    return scene.bound


# -- blocks and clauses ----------------------------------------------------------------------------------------


def _read_block(scene: Scene, number: int) -> None:
    """Bind the figures of block `number`, at least one."""
    block, last = scene.layout.blocks[number], len(scene.bound) + 1
    while last < len(scene.mentions) and scene.mentions[last].start < block.end:
        last += 1
    if block.kind != TABLE:
        _enter_block(scene, number)
        first = len(scene.bound)
        _read_clauses(scene, scene.layout.clause_number(block.start), block.end, last)
        _of_list(scene, number, first)
    announced = _announced(scene, number)
    while len(scene.bound) < last:
        acting = _of_row(scene, len(scene.bound))
        scene.bound.append(_give(announced, "announced") if announced and acting is _NOTHING else acting)


def _enter_block(scene: Scene, number: int) -> None:
    """Whom the new paragraph stands under; a line that was broken at a comma goes on (区社工站拉上合作社,|收来…)."""
    block, before = scene.layout.blocks[number], scene.layout.blocks[max(0, number - 1)]
    broken = number > 0 and scene.layout.side[before.start : before.end].rstrip().endswith(",")
    last = scene.mentions[len(scene.bound) - 1].start if scene.bound else -1
    kept = scene.topic if broken and last >= before.start else None
    announced = _announced(scene, number)
    named = announced is not None and len(announced.value or "") > _SHORTEST_BODY
    scene.spread = announced if named else scene.spread if _is_item(scene, number) else None
    scene.home, scene.topic = scene.heading_actor(block.start) or scene.spread or scene.page, kept


def _is_item(scene: Scene, number: int) -> bool:
    """Whether a line is one more item of the list before it: that ended with a semicolon, or begins with its mark."""
    block, before = scene.layout.blocks[number], scene.layout.blocks[number - 1]
    side = scene.layout.side
    marked = not side[block.start].isalnum() and side[block.start] == side[before.start]
    return side[before.start : before.end].rstrip().endswith(";") or marked


def _of_list(scene: Scene, number: int, first: int) -> None:
    """Items below 捐赠方：新乡市青藤爱心协会 are given by that body, when they name no other."""
    head = scene.list_heads.get(number)
    label = giver_of(scene.layout, scene.layout.blocks[head]) if head is not None else None
    if label:
        given = _give(scene.actor(*label, NAMED), "list")
        scene.bound[first:] = [bound if bound.value else given for bound in scene.bound[first:]]


def _of_row(scene: Scene, number: int) -> Bound:
    """Who acts in the row of a table: the cell below 实施单位, 捐赠企业."""
    label = scene.mentions[number].actor_label
    if label is None or label[1] - label[0] < _SHORTEST_BODY or scene.layout.side[label[0]].isdigit():
        return _NOTHING
    return _give(scene.actor(*label, NAMED), "row")


def _announced(scene: Scene, number: int) -> Actor | None:
    """各社会组织送到的物资如下：| a table: the body of the line before gives what its cells count."""
    line = scene.layout.blocks[number - 1]
    if number == 0 or not scene.layout.side[line.start : line.end].rstrip().endswith(":"):
        return None
    if not scene.bound or scene.mentions[len(scene.bound) - 1].start < line.start:  # a line without figures is unread
        scene.topic = None
        _read_clauses(scene, scene.layout.clause_number(line.start), line.end, len(scene.bound) + 1)
    topic = scene.topic
    if topic is None or not 0 < line.end - topic.end <= 2 * _REACH:
        return None
    behind = range(scene.words.from_position(topic.end), scene.words.from_position(line.end))
    told = any(scene.kinds[at] == VERB or scene.form(at) in ("把", "将") for at in behind)
    return topic if told else None  # 各片区服务量如下: no one acts


def _read_clauses(scene: Scene, number: int, end: int, last: int) -> None:
    """Read clauses from `number` on until the figures before `last` are bound; none goes beyond `end`."""
    clauses, sentence, divided, framed = scene.layout.clauses, -1, False, False
    while len(scene.bound) < last and number < len(clauses) and clauses[number].start < end:
        span = clauses[number]
        first = span.sentence != sentence or framed
        clause = Clause(first, first or divided, span.start)
        scene.told = -1 if clause.opens else scene.told
        _read_clause(scene, clause, span.start, span.end)
        framed = first and clause.is_frame()
        sentence, divided = span.sentence, scene.layout.side[span.end - 1] == ";"
        number += 1


def _read_clause(scene: Scene, clause: Clause, start: int, end: int) -> None:
    at, stop = scene.words.from_position(start), scene.words.from_position(end)
    if clause.first and scene.topic and not _holds_on(scene, scene.topic, start):
        scene.topic = None
    names, kinds = scene.names, scene.kinds
    while at < stop:
        name = names.get(at)
        if name and not _is_counted(scene, name):
            read_name(scene, clause, name)
            at = name.last + 1
            continue
        kind = kinds[at]
        if kind == FIGURE:
            _read_figure(scene, clause, at)
        elif kind == OPEN_QUOTE:
            at = read_quote(scene, clause, at)
        elif kind == LIST_COMMA and clause.figures and not clause.preposition and begins_anew(scene, at + 1):
            _read_anew(scene, clause)
        elif kind not in _IDLE:
            read_word(scene, clause, at)
        at += 1
    _close(scene, clause, stop - 1)


def _holds_on(scene: Scene, topic: Actor, position: int) -> bool:
    """Whether `topic` still holds in the sentence that begins at `position`: a body that is no town (神垕镇)."""
    if topic.strength not in LASTING or (topic.value or "").endswith(endings_of("area")):
        return False
    return topic.start < 0 or not _came_late(scene, topic, position)


def _came_late(scene: Scene, topic: Actor, position: int) -> bool:
    """…,成本12元,街道补3元。上个月用面粉2200斤: a body named late in its sentence does not hold in the next one."""
    sentence = scene.layout.sentence_at(topic.start)
    before = scene.layout.side[sentence.start : topic.start]
    return sentence.end <= position and (";" in before or before.count(",") > 1)


def _read_anew(scene: Scene, clause: Clause) -> None:
    """校友会赠电脑40台、|青岛商会捐图书2000册: the next item of the list has a subject and a verb of its own."""
    clause.subject = clause.agent = clause.counted = scene.topic = None
    clause.verb, clause.preposition, clause.thing, clause.other = "", "", -1, False


def _is_counted(scene: Scene, name: Name) -> bool:
    """Whether the name is what a figure counts, not who acts."""
    number = scene.counted_words.get(name.last)
    if number is None or _is_crew(scene, number) or _is_line_grown(scene, number):
        return False
    listed = scene.kind(name.last + 1) in JOINTS and scene.counted_words.get(name.last + 2) == number
    return listed or _tail_kind(scene, number) in _COUNTABLE


def _is_line_grown(scene: Scene, number: int) -> bool:
    """心理援助热线|由2条增至6条: the line acts, though its wires are counted."""
    line = (scene.objects[number].value or "").endswith(("热线", "专线"))
    return line and not _stands_behind(scene, number) and scene.mentions[number].unit in ("条", "部")


def _is_crew(scene: Scene, number: int) -> bool:
    """心理援助小分队|8人: a team told by its number of people acts itself."""
    heads = scene.mentions[number].unit in ("人", "名") and not _stands_behind(scene, number)
    if heads and _tail_kind(scene, number) == CLOSE_QUOTE:  # “卡嫂互助队”|有29人
        last = scene.words.at(scene.objects[number].end - 1) - 1
        return scene.kind(last) == ORGANISATION or scene.form(last).endswith(_FORMED)
    return heads and _tail_kind(scene, number) == ORGANISATION


def _close(scene: Scene, clause: Clause, last: int) -> None:
    """What holds after the clause that ends with word `last`."""
    holder = clause.pivot or clause.subject or _people_lead_on(scene, clause, last)
    if clause.verb in words_of("receiving") and not _is_at_work(scene, clause):
        scene.topic, scene.told = None, scene.layout.sentence_number(clause.start)
        return
    if clause.agent and not holder:
        holder = Actor(clause.agent.value, clause.agent.start, clause.agent.end, GROUP, clause.agent.rule)
    if clause.counted and not holder:
        joined = scene.named_topic() if _joins_in(clause, clause.counted) else None
        lasts = clause.counted.strength == NAMED or _has_predicate(scene, clause.counted, last)
        lasts = lasts and clause.counted.strength != COMPOUND  # 93个社工站、27家机构: no one named acts from then on
        lasts = lasts or _leads_on(scene, clause, last)
        holder, scene.topic = joined or (clause.counted if lasts else None), None
    if holder:
        scene.gave = clause.verb in words_of("giving")
        scene.topic, scene.told = holder, -1
        people = holder.end > 0 and scene.kinds[scene.words.at(holder.end - 1)] != ORGANISATION
        group = holder.strength == GROUP or holder is clause.pivot
        scene.last_group = holder if group and people else scene.last_group
    elif clause.first and (clause.scope or clause.other or _is_topic_phrase(scene, clause, last)):
        scene.topic = None
    elif clause.lone and not clause.figures:
        scene.topic = Actor(None, -1, -1, PERSON, "individual")


def _is_at_work(scene: Scene, clause: Clause) -> bool:
    """96名社工|住进隔离酒店: providers and named bodies go on acting where others are helped."""
    if clause.subject and clause.subject.strength == NAMED:
        return True
    if clause.counted is None or clause.verb not in words_of("moving_in"):
        return False
    return scene.kinds[scene.words.at(clause.counted.end - 1)] == PROVIDER


def _joins_in(clause: Clause, counted: Actor) -> bool:
    """街道开展服务周,|43家共建单位参加,…: bodies that take part in what the named body does."""
    bodies = counted.strength in (BODIES, COMPOUND)
    return bodies and clause.verb in words_of("joining") and not (clause.opens or clause.scope)


def _has_predicate(scene: Scene, counted: Actor, last: int) -> bool:
    """Whether something is said of the counted providers, or they are only listed (助餐点9个,)."""
    first = scene.words.at(counted.end - 1) + 1
    for at in range(first, min(last + 1, first + _REACH)):
        if (
            scene.kinds[at] in _PREDICATES
            or is_deed_noun(scene.form(at))
            or (scene.kinds[at] == UNKNOWN and scene.kind(at + 1) != FIGURE)
        ):
            return True
    return False


def _leads_on(scene: Scene, clause: Clause, last: int) -> bool:
    """6支党员突击队,|守着29个卡点: the counted providers stand alone in their clause, before a deed of theirs."""
    lone = clause.figures == 1 or _is_told_with_people(scene, clause, last)
    if not lone or clause.verb or clause.counted is None or scene.form(last) != ",":
        return False
    following = last + 1
    while scene.kind(following) in (ADVERB, TIME) or _is_while(scene, following):
        following += 1
    if scene.words.figures[len(scene.bound) - 1] == last - 1:  # 网友2,104人次,|凑了…; 大学生志愿者260余名,|连续5天清出…
        often = clause.scope and scene.mentions[len(scene.bound) - 1].unit not in ("名", "人", "位")
        staffed = clause.figures == 2 or _are_people(scene, clause.counted)
        people = staffed and scene.kind(following) == VERB and not often
        deed = clause.opens and (people or scene.form(following) in _FOR_OTHERS)
        return scene.form(following) in words_of("giving") or deed
    if clause.scope:
        return False
    alone = scene.words.at(clause.counted.end - 1) == last - 1
    return alone and (_is_deed(scene, following) or scene.form(following) in words_of("giving"))


def _is_told_with_people(scene: Scene, clause: Clause, last: int) -> bool:
    """社会救援队67支、|队员2140名, 23支背水队、|417人: bodies and their people, at the end of the clause."""
    number = len(scene.bound) - 1
    if clause.figures != 2 or scene.words.figures[number] != last - 1 or _tail_kind(scene, number - 1) != ORGANISATION:
        return False
    counted = scene.objects[number].value or ""
    people = not counted or counted.endswith(endings_of("member")) or _is_provider(scene, number)
    return people and scene.mentions[number].unit in ("人", "名")


def _are_people(scene: Scene, counted: Actor) -> bool:
    """志愿者|260名, “代理妈妈”|33名: people who provide, in quotes or not."""
    last = scene.words.at(counted.end - 1)
    return scene.kinds[last - (scene.kinds[last] == CLOSE_QUOTE)] == PROVIDER


def _is_while(scene: Scene, at: int) -> bool:
    """连续|5天: how long it went on."""
    number = len(scene.bound)
    later = scene.kind(at) == FIGURE and number < len(scene.mentions) and scene.words.figures[number] == at
    return later and scene.mentions[number].dimension in ("days", "hours", "months")


def _is_deed(scene: Scene, at: int) -> bool:
    if scene.kind(at) == UNKNOWN:
        return scene.kind(at + 1) == FIGURE  # 驻扎|90天
    return (
        scene.kind(at) in _DEEDS
        or scene.form(at) in WITH
        or (scene.kind(at) == ACTIVITY and scene.kind(at + 1) in (NOUN, SERVED))
    )


def _people_lead_on(scene: Scene, clause: Clause, last: int) -> Actor | None:
    """惠安的渔民连夜划着船,|救出94人: people who stand alone in their clause, before a deed of theirs."""
    at = last - 1
    while scene.kind(at) in (ADVERB, TIME) and at > clause.thing:
        at -= 1
    alone = at == clause.thing and not (clause.verb or clause.preposition or clause.figures)
    if not alone or scene.form(last) != "," or not helps(scene, at, last + 1):
        return None
    return giver_phrase(scene, clause, at)


def _is_topic_phrase(scene: Scene, clause: Clause, last: int) -> bool:
    """What the sentence is about, without a verb: 病区里的小词典,|去年印了3000册; 尉氏县也跟过,|坚持了87天."""
    if clause.thing >= 0 and scene.kinds[clause.thing] == PLACE:
        return True
    return clause.thing >= 0 and last - clause.thing <= 1 and not clause.verb


# -- figures ---------------------------------------------------------------------------------------------------


def _read_figure(scene: Scene, clause: Clause, at: int) -> None:
    figures, count = scene.words.figures, len(scene.mentions)
    while len(scene.bound) < count and figures[len(scene.bound)] <= at:
        number = len(scene.bound)
        clause.figures += 1
        scene.bound.append(_decide(scene, clause, number, at) if figures[number] == at else _NOTHING)


def _decide(scene: Scene, clause: Clause, number: int, at: int) -> Bound:
    """Who does what figure `number`, word `at`, counts."""
    if scene.mentions[number].column_label:
        return _of_row(scene, number)
    if scene.objects[number].rule == "object.part_of_body":
        return _give(_body_of_part(scene, clause, at), "owner")
    giver = _giver_counted(scene, number)
    if giver:
        return _give(giver, "counted")
    if number and _is_part(scene, clause, number):
        return _NOTHING if _is_share_of_staff(scene, clause, number) else _as_before(scene, number)
    if _is_share(scene, clause, number, at):
        return _NOTHING
    if scene.objects[number].rule == "object.label":
        return _give(_giver_of_entry(scene, at), "list")
    provider = _is_provider(scene, number)
    if provider and _stands_behind(scene, number) and not scene.named_topic():
        scene.last_group = scene.counted_actor(number, GROUP)
    if _closes_list(scene, clause, number, at, provider) and clause.listed:
        return _give(scene.actor(clause.listed[0], clause.listed[1], NAMED), "list")
    fixed = _by_agent_or_owner(scene, clause, number, at, provider)
    bound = fixed or _by_subject(scene, clause, number, at, provider)
    clause.pivot = _pivot_behind(scene, clause, number, provider) or clause.pivot
    return bound


def _body_of_part(scene: Scene, clause: Clause, at: int) -> Actor:
    """社工57名,其中市社工协会|18名、乡镇社工站|29名,…: each part is of the body before it, which goes on to nothing."""
    clause.subject = scene.topic = None
    first = at - 1
    while scene.kind(first - 1) not in (STOP, FIGURE, LIST_COMMA) and scene.form(first - 1) not in ("其中", "和"):
        first -= 1
    return scene.actor(scene.words.starts[first], scene.words.ends[at - 1], NAMED)


def _giver_counted(scene: Scene, number: int) -> Actor | None:
    """118家企业捐款|531万元: whom the figure before counts, with nothing but the verb between."""
    if not number or not _stands_behind(scene, number - 1):
        return None
    between = scene.layout.side[scene.objects[number - 1].end : scene.mentions[number].start]
    return scene.counted_actor(number - 1, GROUP) if between.rstrip("共约") in object_words("giving") else None


def _giver_of_entry(scene: Scene, at: int) -> Actor:
    """医用口罩:米兰侨胞|12万只: whoever stands between the last mark and the number."""
    first = at - 1
    while scene.kind(first - 1) not in (STOP, COLON, FIGURE, LIST_COMMA) and first > at - _NAME:
        first -= 1
    return scene.actor(scene.words.starts[first], scene.words.ends[at - 1], GROUP)


def _pivot_behind(scene: Scene, clause: Clause, number: int, provider: bool) -> Actor | None:
    """The counted group that was formed, relied on or brought in: it acts in the clauses to come."""
    if clause.verb in words_of("team") and _is_team(scene, number) and not _is_formed_by_body(scene, clause):
        named = (scene.objects[number].value or "").endswith(("”", "’", "」"))  # 组了6支|“骑士队”。…
        return scene.counted_actor(number, NAMED if named else GROUP)
    if not _stands_behind(scene, number):
        return None
    if provider and clause.preposition in words_of("reliance"):
        owner = clause.subject if scene.form(scene.words.figures[number] - 1) == "的" else None
        return owner or scene.counted_actor(number, NAMED)  # 送药靠|39名骑手志愿者, 装卸多亏某学院的|230名学生志愿者
    if not clause.pivot and _is_brought(scene, clause, number, provider):
        return scene.counted_actor(number, GROUP)
    return None


def _is_brought(scene: Scene, clause: Clause, number: int, provider: bool) -> bool:
    """请来|6名律师, 今天来了|14名志愿者: who was brought in, or came to no named body, acts from then on."""
    if clause.verb in words_of("fetching"):
        return provider or _tail_kind(scene, number) == SERVED
    came = clause.verb in words_of("coming") or ("派" in clause.verb and clause.opens)
    return provider and came and not (clause.subject or clause.scope or scene.home or scene.named_topic())


def _is_share(scene: Scene, clause: Clause, number: int, at: int) -> bool:
    """大学城的学生|占四成: what part of those served, or of a thing, they are; no one does it."""
    if scene.mentions[number].dimension != "percent" or scene.form(at - 1) not in words_of("making_up"):
        return False
    first = scene.words.from_position(clause.start)
    if scene.form(first) == "其中" or scene.kind(at - 2) != SERVED:
        return False
    scene.told = scene.layout.sentence_number(clause.start)
    return True


def _is_team(scene: Scene, number: int) -> bool:
    """编成31个|“火塘调解组”, 结成|邻里互助队137支: the group that was formed acts from then on."""
    value = (scene.objects[number].value or "").rstrip('”’」』"')
    return len(value) > 2 and value.endswith(_FORMED) and scene.mentions[number].unit in ("个", "支", "队", None)


def _is_formed_by_body(scene: Scene, clause: Clause) -> bool:
    """Whether a named body formed the group: it goes on acting."""
    subject = clause.subject
    own = subject is not None and subject.strength == NAMED and len(subject.value or "") > _SHORTEST_BODY
    return own or scene.named_topic() is not None


def _by_agent_or_owner(scene: Scene, clause: Clause, number: int, at: int, provider: bool) -> Bound | None:
    """What 由, a source, a part or an owner settles; None where the subject of the clause decides."""
    settled = _by_agent(scene, clause, number, at, provider)
    if settled:
        return settled
    body = _body_counted_before(scene, number, at) if provider and not clause.subject else None
    if body:
        clause.counted = body
        return _give(body, "owner")
    if clause.preposition in words_of("agent") or clause.sourced:
        return _NOTHING
    if _is_partition(scene, at) and not scene.home:
        scene.topic = None
        return _NOTHING
    if clause.agent:
        return _give(clause.agent, "agent")
    return _by_owner(scene, clause, number, at) if provider else None


def _by_agent(scene: Scene, clause: Clause, number: int, at: int, provider: bool) -> Bound | None:
    """What a 由 behind the figure or before it settles."""
    given = clause.agent or (clause.verb in words_of("giving") and (clause.subject or clause.counted))
    behind = None if given else _agent_behind(scene, at)  # 商户捐出口罩150万只,由红十字会装车发运
    if behind:
        return _give(behind, "agent")
    if scene.form(at + 1) == "由" and scene.kind(at + 2) == FIGURE:
        return _NOTHING  # 手术费7.2万元|由3家企业兜底
    if clause.preposition != "由":
        return None
    if clause.subject and _is_membership(scene, at):
        return _give(clause.subject, clause.subject.rule)
    line = clause.subject or scene.topic
    people = provider and _tail_kind(scene, number) == PROVIDER and _stands_behind(scene, number)
    own = line is not None and line.strength == NAMED and scene.form(at - 1) == "由"
    if people and line and (line.is_line() or (own and scene.mentions[number].unit != "家")):
        return _give(line, line.rule)  # “晚安热线”由|九位教师轮值, 街道社工站办有热线2条,由|11名咨询师值守
    if people and not scene.named_topic():
        clause.pivot = scene.counted_actor(number, GROUP)  # 由12名厨师志愿者掌勺,每天供热饭…
    return None


def _by_owner(scene: Scene, clause: Clause, number: int, at: int) -> Bound | None:
    """The body whose people are counted, where the clause has no other subject."""
    if clause.pivot and clause.verb in words_of("fetching") and scene.form(at - 1) == "的":
        return _give(clause.pivot, "owner")  # 请来广西师大的|33名志愿者
    unnamed = clause.subject is None or clause.subject.value is None
    owner = _owner_behind(scene, clause, at) if unnamed else None
    owner = owner or (None if clause.subject else _owner_before(scene, number))
    if owner:
        clause.subject = owner
        return _give(owner, "owner")
    return _NOTHING if _is_joined(scene, clause, number, at) else None


def _by_subject(scene: Scene, clause: Clause, number: int, at: int, provider: bool) -> Bound:
    """The subject of the clause, counted providers, or the subject that still holds."""
    if clause.subject and (_is_shared_out(scene, clause.subject, at) or _is_item_shared(scene, clause.subject, number)):
        clause.subject = None
    modified = scene.form(at - 1) == "的"
    if clause.subject and not (clause.subject.strength == PERSON and provider and modified):
        return _of_subject(scene, clause, number, clause.subject)
    clause.subject = None  # 大学生马小燕和外地来的|11名志愿者
    done = scene.kind(at - 1) == UNKNOWN and scene.form(at - 1).endswith(_RESULTS)
    helped = clause.preposition in _FOR_OTHERS  # 向驰援湖北的|47名医护人员
    free = not (clause.verb or clause.preposition or done) or (modified and not (clause.counted or helped))
    if provider and _is_placed(scene, clause, number):
        free, clause.verb, clause.preposition = True, "", ""
    if free and (provider or _acts_as_place(scene, number)) and not _is_where(scene, number):
        return _of_counted(scene, clause, number)
    if clause.counted:
        return _behind_counted(scene, clause, number, clause.counted)
    return _of_topic(scene, clause, number, at, provider)


def _is_placed(scene: Scene, clause: Clause, number: int) -> bool:
    """在卫辉市报备作业的|社会救援队67支: the verb before the 的 only says where the counted bodies are."""
    first = scene.words.from_position(clause.start)
    while scene.kind(first) in (TIME, ADVERB, SPACE):
        first += 1
    behind = scene.form(scene.words.at(scene.objects[number].start) - 1) == "的"
    return behind and scene.form(first) == "在" and not (clause.counted or _stands_behind(scene, number))


def _is_shared_out(scene: Scene, subject: Actor, at: int) -> bool:
    """市人民医院、市中医院分别为|800万元: the bodies that 分别为 shares something out to do not act."""
    if scene.form(at - 1) not in _SHARED or scene.words.ends[at - 2] != subject.end:
        return False
    first = scene.words.at(subject.start)
    return scene.kind(first - 1) in JOINTS or not JOINTS.isdisjoint(scene.kinds[first:at])


def _is_item_shared(scene: Scene, subject: Actor, number: int) -> bool:
    """困难志愿者帮扶、队伍培训分别为|62万元和50万元: people named in what the 分别 shares out do not act."""
    for step in range(number, min(number + _NAME, len(scene.mentions))):
        item = scene.objects[step]
        if item.rule != "object.shared_out" or scene.mentions[step].dimension == "percent":
            return False
        if item.start <= subject.start and subject.end <= item.end:
            return True
    return False


def _is_part(scene: Scene, clause: Clause, number: int) -> bool:
    """派出社工14位,其中持中级证书的|5位: a part of what was counted before, told by a modifier only."""
    if scene.form(scene.words.from_position(clause.start)) != "其中" or clause.figures != 1:
        return False
    mine, before = scene.objects[number], scene.objects[number - 1]
    return mine.start >= 0 and mine.end <= clause.start and mine[:3] == before[:3]


def _is_membership(scene: Scene, at: int) -> bool:
    """“护河哨”由|48名返乡青年组成: who belongs to the subject."""
    forms = [scene.form(step) for step in range(at + 1, at + 7)]
    return not words_of("composing").isdisjoint(forms[: forms.index(",")] if "," in forms else forms)


def _closes_list(scene: Scene, clause: Clause, number: int, at: int, provider: bool) -> bool:
    """A中心、B中心等|9条热线, A队、B队等|170名队员: the bodies of the list own what is counted."""
    if not clause.listed or clause.listed[2] != at - 2 or clause.preposition or scene.form(at - 1) != "等":
        return False
    if (scene.objects[number].value or "").endswith(endings_of("area")):
        return False  # 齐满镇、牙哈镇等11个乡镇
    return not provider or _tail_kind(scene, number) == PROVIDER


def _agent_behind(scene: Scene, at: int) -> Actor | None:
    """燃料200袋,由|甘德县牧民|捐出, 帐篷50顶由|红十字会|调拨: who is named behind the figure as the one who gave it."""
    first = at + 2 + (scene.form(at + 1) == ",")
    if scene.kind(first - 1) == VERB and scene.form(first - 1).endswith("是"):
        return giver_pointed_out(scene, first)  # 面、油合计7.2吨,是|东坡区两家粮企|捐的
    if scene.form(first - 1) != "由" or scene.kind(first) == FIGURE or _is_membership(scene, first - 1):
        return None
    for last in range(first, first + _NAME):
        if scene.kind(last + 1) in _PREDICATES:
            if scene.kind(last) not in _AGENTS or scene.kind(last + 2) == FIGURE:
                return None  # 救助187人次,由家人接回|52人
            if scene.form(last + 1) in words_of("keeping") or scene.form(last + 2) in words_of("keeping"):
                return None  # 值守点58个,由边民轮守
            return scene.actor(scene.words.starts[first], scene.words.ends[last], GROUP)
        if scene.kind(last + 1) not in _NAMED_BY and scene.form(last + 1) != "的":
            return None
    return None


def _body_counted_before(scene: Scene, number: int, at: int) -> Actor | None:
    """46支志愿服务队的|1900余名队员: the counted bodies whose people they are."""
    if number == 0 or scene.form(at - 1) != "的" or not _stands_behind(scene, number - 1):
        return None
    body = scene.objects[number - 1]
    own = scene.words.at(body.end - 1) == at - 2 and _tail_kind(scene, number - 1) == ORGANISATION
    return scene.counted_actor(number - 1, PEOPLE) if own else None


def _owner_before(scene: Scene, number: int) -> Actor | None:
    """区关工委|“五老”志愿者15人: the body whose name leads over to the counted people."""
    counted = scene.objects[number]
    last = scene.words.at(counted.start) - 1
    if _stands_behind(scene, number) or scene.kind(last) != ORGANISATION:
        return None
    for first in range(last, max(-1, last - 9), -1):
        name = scene.names.get(first)
        if name:
            fits = name.start < counted.start <= name.end and name.kind == ORGANISATION_NAME
            return scene.actor(name.start, counted.start, NAMED) if fits and not scene.is_area(name) else None
    return None


def _owner_behind(scene: Scene, clause: Clause, at: int) -> Actor | None:
    """来了|区妇联派的|9名志愿者, 押车的是|区红十字会的|4名队员: the body behind the verb whose people they are."""
    last = at - 2
    sent = scene.form(last) in words_of("dispatching")
    last -= sent
    pointed = clause.verb.endswith("是") or clause.verb in words_of("coming")
    pointed = pointed or clause.preposition in words_of("reliance")
    if scene.form(at - 1) != "的" or scene.kind(last) not in _BODIES_OF or not (sent or pointed):
        return None
    for first in range(last, max(-1, last - 9), -1):
        name = scene.names.get(first)
        if name:
            ours = name.kind == SELF and name.end - name.start > _SHORTEST_BODY
            fits = name.last == last and (name.kind == ORGANISATION_NAME or ours) and not scene.is_area(name)
            return scene.actor(name.start, name.end, NAMED) if fits else None
    return None


def _is_partition(scene: Scene, at: int) -> bool:
    """抽查的60户|中有|17户未达到, 球员里,有|40多个换下球衣: what was found, not what was done."""
    apart = scene.form(at - 1) == "有" and scene.form(at - 2) == "," and scene.kind(at - 3) == LOCALISER
    return apart or (scene.kind(at + 1) == LOCALISER and scene.form(at + 2) == "有")


def _of_subject(scene: Scene, clause: Clause, number: int, subject: Actor) -> Bound:
    """The subject of the clause, unless it is what is counted (“向日葵”小组办了5期) or what grew."""
    counted = scene.objects[number]
    if _is_crew(scene, number) and subject.end == counted.end:
        clause.subject = subject = scene.longer_left(subject, counted.start)
    itself = subject.start < counted.end <= subject.end and not subject.is_line()
    itself = (itself and not _is_crew(scene, number)) or (clause.verb == "新增" and subject.strength == GROUP)
    if itself and scene.kinds[scene.words.at(subject.start)] == SCOPE:
        clause.subject = scene.topic = None  # 全省社工站|建成2438个: no one named acts from then on
    made = _is_made_of(scene, subject, counted)
    if made and scene.form(scene.words.figures[number] - 1) == "的":
        clause.subject = scene.counted_actor(number, GROUP)  # 商户组成的|14支志愿队给…送护膝
    itself = itself or made or _is_measured(scene, number, subject)
    itself = itself or _becomes(scene, clause, number, subject)
    settled = subject.strength == NAMED and (subject.value or "")[-1:] not in "”’」』"
    settled = settled and scene.kind(scene.words.figures[number] + 1) == STOP
    if itself and settled and scene.mentions[number].unit in _OF_STOCK and subject.end >= counted.end:
        clause.subject = scene.topic = None  # 村社工室|建了8763个。驻站人员…
    grown = clause.verb in words_of("growth") and subject.strength != PERSON
    return _NOTHING if itself or grown else _give(subject, subject.rule)


def _is_measured(scene: Scene, number: int, subject: Actor) -> bool:
    """志愿者|到岗|不到三成: a share of those named."""
    if scene.mentions[number].dimension != "percent" or subject.strength != GROUP:
        return False
    return scene.words.figures[number] - scene.words.at(subject.end - 1) <= 2


def _becomes(scene: Scene, clause: Clause, number: int, subject: Actor) -> bool:
    """村医、社工、邻居|结成探访小组58个: people who become the teams that are counted."""
    whole = subject.strength == GROUP and forms_team(clause)
    return whole and _is_team(scene, number) and scene.kinds[scene.words.at(subject.end - 1)] != ORGANISATION


def _is_joined(scene: Scene, clause: Clause, number: int, at: int) -> bool:
    """慈善协会|和11家商户补上了…: a body and counted ones act together; the counted ones are no one's."""
    subject = clause.subject
    if not subject or clause.verb or scene.kind(at - 1) not in JOINTS or scene.words.at(subject.end - 1) != at - 2:
        return False
    if not _stands_behind(scene, number) or _tail_kind(scene, number) != ORGANISATION:
        return False
    clause.subject = scene.longer(subject, scene.objects[number].end, subject.strength)
    return True


def _is_made_of(scene: Scene, subject: Actor, counted: Bound) -> bool:
    """村干部|等协助人员80余名, 网格员、家属|组成的帮扶小组9个: the names say what the counted group is made of."""
    if not subject.end <= counted.end <= subject.end + _REACH:
        return False
    first = scene.words.from_position(subject.end)
    for at in range(first, scene.words.at(counted.end - 1)):
        if scene.form(at) == "等" or scene.form(at) in words_of("made_of"):
            return True
        if scene.kinds[at] not in _LISTED:
            return False
    return False


def _of_counted(scene: Scene, clause: Clause, number: int) -> Bound:
    """A number of providers is the subject: they belong to the named body of the sentence, or to no one."""
    counted = scene.objects[number]
    if scene.form(scene.words.at(counted.end - 1) + 1) == "的":
        return _of_topic(scene, clause, number, scene.words.figures[number], provider=True)
    people = _tail_kind(scene, number) == PROVIDER
    if clause.counted and clause.counted.strength == NAMED:
        return _give(clause.counted, "owner")
    owner = scene.home if clause.opens else scene.named_topic() or scene.home
    owner = None if owner and (owner.value or "").endswith(_TOWNS) else owner  # 神垕镇歇了火,|31名窑工志愿者…
    if people and owner and not (clause.scope or clause.counted) and clause.thing < 0:
        reported = owner.rule == "page"
        clause.counted = scene.counted_actor(number, PEOPLE) if reported else owner
        return _give(owner, "owner")
    if clause.counted:
        if scene.home and scene.home.rule == "page":
            return _give(scene.home, "owner")
        crew = clause.counted.strength == BODIES and (counted.value or "").endswith(endings_of("member"))
        if not crew:  # 9支救援队、|160名队员: the teams act, their people are no others
            clause.counted = scene.longer(clause.counted, counted.end, COMPOUND)
    else:
        guests = (counted.value or "").endswith(endings_of("guest"))
        passing = people or guests or clause.scope  # 全州88个社工站|在岗…。今年以来,累计…
        clause.counted = scene.counted_actor(number, PEOPLE if passing else BODIES)
    return _NOTHING


def _behind_counted(scene: Scene, clause: Clause, number: int, counted: Actor) -> Bound:
    """41家社会工作机构调动|3029人 -> 社会工作机构; one more item of a list of stocks has no actor."""
    paired = scene.form(scene.words.figures[number] - 1) in WITH and _tail_kind(scene, number) == SERVED
    if paired:
        return _give(counted, "counted_subject")  # 12家企业|与36名女童结对
    if counted.strength == COMPOUND and _is_provider(scene, number) and not _stands_behind(scene, number):
        return _NOTHING  # 93个社工站、27家社工机构在岗社工|618人
    said = clause.verb or _has_predicate(scene, counted, scene.words.figures[number] - 1)
    led = clause.verb or clause.preposition in _FOR_OTHERS  # 9名党员用爬犁给|128户老人拉去煤
    if counted.strength != NAMED and (not said or (_stands_behind(scene, number) and not led)):
        return _NOTHING
    return _give(counted, "counted_subject")


def _of_topic(scene: Scene, clause: Clause, number: int, at: int, provider: bool) -> Bound:
    """The subject that still holds, the body of the heading, or no one."""
    if _is_told(scene, clause, number, at):
        return _NOTHING
    unnamed = not scene.home and (not scene.topic or (clause.first and scene.topic.strength == BODIES))
    if provider and clause.verb in words_of("forming") and unnamed:
        scene.topic = None
        clause.pivot = scene.counted_actor(number, GROUP)
    if scene.topic and scene.topic.start == scene.objects[number].start and not scene.topic.is_line():
        return _NOTHING  # 编成“老兵”分队168支,其中抢险类|43支
    if _is_no_ones(scene, clause, number, provider):
        return _NOTHING
    if _is_average(scene, number, at):
        return _give(scene.counted_actor(number - 1, GROUP), "average")
    if number and _is_parted_by_place(scene, clause, number, at):
        return _as_before(scene, number)
    if number and not clause.verb and scene.form(scene.words.from_position(clause.start)) == "其中":
        return _as_before(scene, number)
    before = scene.kind(scene.words.at(max(0, scene.objects[number].start)) - 1)
    rate = (scene.objects[number].value or "").endswith(endings_of("rate")) and before != VERB  # not 追回|工资
    existing = scene.form(at - 1) in ("有", "是") and scene.form(at - 2) == "的"
    served = clause.other and scene.kinds[clause.thing] == SERVED
    elsewhere = (clause.opens and clause.scope) or served or _is_about_another(scene, clause, number, at)
    told = (scene.objects[number].value or "").endswith(endings_of("own_rate"))
    if told and scene.topic and scene.topic.strength == NAMED:
        rate = scene.topic.start < scene.layout.sentence_at(scene.mentions[number].start).start
    if scene.topic and not (rate or existing or elsewhere):
        return _give(scene.topic, "carried")
    return _give(scene.home, "heading") if scene.home and not clause.scope else _NOTHING


def _is_parted_by_place(scene: Scene, clause: Clause, number: int, at: int) -> bool:
    """累计拨付96万元,城厢区、荔城区分别为|48万元和|29万元: the parts belong to whom the whole belongs to."""
    first = scene.words.from_position(clause.start)
    if clause.opens or scene.mentions[number].unit != scene.mentions[number - 1].unit:
        return False
    shares = any(scene.form(step) in _SHARED for step in range(first, at))
    return shares and all(scene.kinds[step] in _OF_PARTS or scene.form(step) in _SHARED for step in range(first, at))


def _is_no_ones(scene: Scene, clause: Clause, number: int, provider: bool) -> bool:
    """What the subject that still holds does not do: 17个社工站运行平稳,驻站社工|增至36名; 平均花费|下降五成八."""
    if clause.other and clause.verb in words_of("changing") and scene.kinds[clause.thing] == NOUN:
        return True
    if _is_assessed(scene, number):
        return True
    counted = scene.topic is not None and scene.topic.strength in (BODIES, PEOPLE)
    if provider and counted and _is_staff_only(clause):
        return True
    return _is_share_of_staff(scene, clause, number) or _is_spent(scene, clause, number)


def _is_assessed(scene: Scene, number: int) -> bool:
    """第三方回访2000名,满意度97%;投诉|16件: who assesses does not act beyond a semicolon."""
    topic = scene.topic
    if topic is None or topic.end < 0 or not (topic.value or "").startswith("第三方"):
        return False
    return ";" in scene.layout.side[topic.end : scene.mentions[number].start]


def _is_staff_only(clause: Clause) -> bool:
    """Whether nothing is done to the counted providers: they are only there, or have become more."""
    only_there = ("growth", "staffing", "making_up")
    grown = not clause.verb or any(clause.verb in words_of(role) for role in only_there)
    return grown and clause.preposition not in ("把", "将", "与", "同", "跟")


def _is_share_of_staff(scene: Scene, clause: Clause, number: int) -> bool:
    """88个社工站在岗社工263名,其中|本地户籍占八成三: a share of those who are no one's."""
    if scene.mentions[number].dimension != "percent" or number == 0:
        return False
    if scene.bound[number - 1].value and not (scene.topic and scene.topic.strength == PEOPLE):
        return False
    among = scene.form(scene.words.from_position(clause.start)) == "其中" or clause.verb in words_of("making_up")
    return among and clause.figures == 1 and _is_provider(scene, number - 1)


def _is_spent(scene: Scene, clause: Clause, number: int) -> bool:
    """企业赞助12.5万元,|支出49.7万元, 街坊捐进38万元,|花掉九成二: those who gave do not spend."""
    lasting = scene.topic is None or (scene.topic.strength == NAMED and not scene.gave)
    if lasting or scene.mentions[number].dimension not in ("money", "percent"):
        return False
    spent = scene.form(scene.words.figures[number] - 1) in ("支出", "结余")
    return spent or clause.verb in words_of("spending") or (scene.objects[number].value or "").endswith(_SPENT_OF)


def _is_told(scene: Scene, clause: Clause, number: int, at: int) -> bool:
    """81位老人|每天来吃饭, 九成|表示满意, 16份|被采纳: about those served, or what became of a thing."""
    sentence = scene.layout.sentence_number(clause.start)
    if scene.told == sentence:
        return True
    if scene.form(at + 1) == "被":
        return True
    if not clause.opens or clause.verb or clause.preposition or clause.subject or clause.figures > 1:
        return False
    last = scene.words.at(scene.objects[number].end - 1) if _stands_behind(scene, number) else at
    served = scene.mentions[number].dimension == "percent" or (last > at and scene.kinds[last] == SERVED)
    if served and scene.kind(last + 1) in _TOLD and scene.kind(at - 1) in _BEFORE_TOLD:
        scene.told = sentence
    return scene.told == sentence


def _as_before(scene: Scene, number: int) -> Bound:
    """全旗社工增至36名,其中|达斡尔族占三成: a part belongs to whom the whole belongs to."""
    return scene.bound[number - 1]


def _is_average(scene: Scene, number: int, at: int) -> bool:
    """持证护理员1967名,人均|服务老人6名: the counted people do it."""
    if number == 0 or scene.topic or not _is_provider(scene, number - 1) or _stands_behind(scene, number - 1):
        return False
    if scene.kind(scene.words.at(scene.objects[number - 1].start) - 1) != STOP:
        return False
    before = scene.words.figures[number - 1]
    return at - before < 6 and scene.form(before + 2) == "人均"


def _is_about_another(scene: Scene, clause: Clause, number: int, at: int) -> bool:
    """A new subject ends a group's hold at once, a named body's at the start of a sentence."""
    if clause.other and clause.first:
        return True
    if clause.first and clause.thing >= 0 and not clause.verb and clause.figures == 1:
        scene.topic = None
        return True  # 屋里|8张折叠床、两台洗衣机
    if not scene.topic or scene.topic.strength in LASTING:
        return False
    if clause.other and scene.kinds[clause.thing] != ACTIVITY:
        return True
    if clause.verb or clause.preposition:
        return False
    counted = scene.objects[number]
    after = scene.words.at(counted.end - 1) + 1 if _stands_behind(scene, number) else at + 1
    told = counted.start >= 0 and scene.kind(after) in (VERB, ADVERB, PREPOSITION, TIME)
    deed = scene.kind(scene.words.from_position(clause.start)) == ACTIVITY and counted.start > clause.start
    if told or (clause.opens and not clause.first and not deed):  # ;登记|返家需求1206条
        scene.topic = None
    return scene.topic is None


# -- what is counted -------------------------------------------------------------------------------------------


def _tail_kind(scene: Scene, number: int) -> str:
    return scene.kinds[scene.words.at(scene.objects[number].end - 1)]


def _stands_behind(scene: Scene, number: int) -> bool:
    return scene.objects[number].start >= scene.mentions[number].end


def _is_provider(scene: Scene, number: int) -> bool:
    """Whether the counted noun names people or bodies that provide; 9处食堂, 4条热线 are in place only."""
    counted = scene.objects[number]
    if counted.start < 0 or not counted.value:
        return False
    mixed = _tail_kind(scene, number) == SERVED and scene.kinds[scene.words.at(counted.start)] == PROVIDER
    if not mixed and _tail_kind(scene, number) not in (PROVIDER, ORGANISATION):
        return False
    where = counted.value.endswith(endings_of("facility")) or counted.value.endswith(endings_of("area"))
    anew = number == 0 or counted.start != scene.objects[number - 1].start
    held = anew and scene.mentions[number].unit in _SITTINGS  # 喘息小组|16节
    return not (where or held) and scene.mentions[number].unit not in _OF_PLACES


def _acts_as_place(scene: Scene, number: int) -> bool:
    """6个观护基地|提供岗位, 57户村民|腾出床铺, 肉铺、粮油店共86家|捐出…: counted places, and people who give."""
    if not _stands_behind(scene, number):
        behind = scene.form(scene.words.figures[number] + 1)
        gives = scene.objects[number].start >= 0 and (behind in words_of("giving") or behind in ("把", "拿出", "凑"))
        return gives and scene.mentions[number].unit in ("家", "户")
    last = scene.words.at(scene.objects[number].end - 1)
    if scene.kinds[last] == SERVED:
        return _does_service(scene, last)
    if scene.kinds[last] == CLOSE_QUOTE:
        return scene.kind(last + 1) in (VERB, ADVERB) or scene.form(last + 1) in WITH
    if scene.mentions[number].unit in ("家", "所"):
        return scene.kind(last + 1) in (VERB, ADVERB)
    return scene.kind(last + 1) == VERB and scene.form(last).endswith(endings_of("acting_place"))


def _does_service(scene: Scene, last: int) -> bool:
    """57户村民|腾出床铺, 12名返乡青年|轮流给老人做饭: people that no table calls providers give or serve."""
    following = last + 1
    if helps(scene, last, following + (scene.form(following) == ",")):
        return True
    while scene.kind(following) in (ADVERB, TIME):
        following += 1
    return scene.form(following) in words_of("giving")


def _is_where(scene: Scene, number: int) -> bool:
    """312名志愿者|里有48名…: the counted people are where, not who."""
    return scene.kind(scene.words.at(scene.objects[number].end - 1) + 1) == LOCALISER


def _give(actor: Actor, rule: str) -> Bound:
    if not actor.value:
        return Bound(None, actor.start, actor.end, f"actor.{actor.rule}")
    return Bound(actor.value, actor.start, actor.end, f"actor.{rule}")
