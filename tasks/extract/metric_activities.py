"""The metric of person-times, rounds and calls: the activity that the clause names.

走访5460人次         home_visits            病房探访1204人次      home_visits
测温验码1.4万人次     screening_checks       接送184人次           service_contacts
五轮核酸检测         sessions               翻译两千余次          service_contacts
热线接来电1562通      counselling_contacts  where the text is about a counselling hotline, else calls
"""

from __future__ import annotations

import re

from tasks.extract.evidence import PERSONS, WINDOW
from tasks.extract.metric_codes import PROVIDERS, THINGS, UNIT_KIND, VOLUNTEERS, activity, cue_pattern, cues
from tasks.extract.metric_deeds import volunteering
from tasks.extract.metric_people import done_to_people, giving, is_served, on_duty, provider, subject, urged
from tasks.extract.metric_scene import ANY, OF_A_KIND, Figure, Scene, bound
from tasks.extract.metric_staff import helpers
from tasks.extract.model import Bound
from tasks.extract.noun_classes import BODY_CLASSES, Word, actions

OF_CONTACTS = actions("testing", "vaccination", "counselling", "screening", "records", "calls", "visit")
"""Activities that person-times can be of."""

_AT_SCENE = actions("testing", "vaccination")
_OF_EVENTS = actions("vaccination", "counselling", "screening", "calls", "visit", "casework")
_ONE_BY_ONE = actions("service", "serve", "supply", "assist")
_SERVE, _TURN_OUT, _ASSIST = actions("serve"), actions("mobilise", "take_part"), actions("assist")
_VISIT, _SERVICE, _RECORDS = actions("visit"), actions("service"), actions("records")
_SCREENING, _VACCINATION = actions("screening"), actions("vaccination")
_HELPS_ALONG = cue_pattern("helps_along")
_COME_IN = cue_pattern("to_homes")
_ACCOMPANIED = re.compile(f"(?:{cue_pattern('accompanied').pattern})[^,。;、]{{0,10}}$")
_SESSION, _VIEW, _COUNSEL = actions("session"), actions("view"), actions("counselling")
_DONATE, _PUBLICISE, _SUPPLY = actions("donate"), actions("publicise"), actions("supply")
_SESSION_OF = {"publicity": "publicity_materials", "goods": "supplies"}
"""What comes in 期 and 批 and is no session."""
_NO_EVENTS = ("money", "supplies", "facilities", "service_hours", "publicity_materials", "other")
_CALLS = ("calls", "counselling_contacts")
_SENT = cue_pattern("sent")
_BREAKDOWN_REACH = 3
_TITLE_REACH = 3
_HEADING_LENGTH = 100
_COUNSEL_SIGNS, _OUTWARD = cues("counselling"), cues("outward")
_COUNSELLING, _TALK = cue_pattern("counselling"), re.compile(rf".{{0,2}}(?:{cue_pattern('talk').pattern})")
_CAME = re.compile(f"(?:{cue_pattern('turned_up').pattern})[的了约近有共]*$")
_MEASURED = re.compile(f"(?:{cue_pattern('vital_sign').pattern})[^,。;]{{0,4}}$")
_MEASURE_REACH = 10
_RANG = re.compile("(?:响铃|铃声|响)(?:了|起|过)?[约近共]*$")
_PHRASE_ENDS = re.compile("(?:服务|工作|活动|任务)?(?:[,。;、!?)\n]|$)")
_CALLS_MADE = re.compile(f"[打拨致][了出过通]?(?:{cue_pattern('named_call').pattern})的?电话[约近共有达了]*$")
_STOPPED_REACH = 24
_TURNED_BACK = cue_pattern("turned_back")
_STOPPED = re.compile(
    f"(?:{cue_pattern('stopped').pattern}|{cue_pattern('checked').pattern}|{_TURNED_BACK.pattern})[^,。;]{{0,12}}$"
)
_CHECKPOINT = cue_pattern("checkpoint")
_DONE_TO = actions("screening", "vaccination")
_NAMED_SO = ("provider", "volunteer", "social_worker", "civic")
_SERVED_AS = cue_pattern("served_as")
_OF_THE_CHECKS = ("volunteer", "social_worker")
"""Right behind a check these make it: 消毒志愿者540人次 came, nobody checked them."""
_CONSOLED = re.compile(f"(?<!访)(?:{cue_pattern('honours').pattern})[^,。;]{{0,24}}$")
_OTHERS = re.compile("其[他它余][约近共有]*$")
_NEXT_PART = re.compile("、|,?(?:其余|其他|另外|还有|余下|剩下)")
_VACCINATES, _TESTS = re.compile("接种"), re.compile("核酸|采样点|检测点")
_DIVIDED = re.compile(",?(?:按|从)[^,。;]{2,8}[分看计],")
_OFTEN = re.compile(
    "(?:日均|平均每[天日]|每[天日]|累计|共计|一共|前后|先后|至今|共|总共)[测查验扫采送跑]?[了约近共有达]*$"
)
_SUPERVISED = re.compile(f"(?:{cue_pattern('supervises').pattern})了?(?:{cue_pattern('supervised').pattern})*$")
_EACH, _EACH_REACH = re.compile("[均每]"), 5


def contacts(scene: Scene, figure: Figure) -> Bound:
    """Person-times: of providers, of a named activity, else of service."""
    word = figure.named
    behind = _right_behind(scene, figure)
    if behind and word.end <= figure.mention.start:
        return bound(activity(behind.acts, OF_CONTACTS) or "", behind, "contacts:of")
    if decided := _of_providers(scene, figure, word):
        return decided
    if scene.clause_says(figure, _CONSOLED) and word.noun in _NAMED_SO:
        return bound("service_contacts", word, "contacts:consoled")
    if giving(scene, figure) or _donors(scene, figure):
        return bound("other_personnel", word, "contacts:giving")
    if called := _of_helpers(scene, figure, word):
        return called
    act = _outside_brackets(scene, figure)
    if not act and _OTHERS.search(scene.text_before(figure, _EACH_REACH)) and (first := _first_kind(scene, figure)):
        return first
    if not act and (_is_share(scene, figure) or _next_share(scene, figure)):
        return scene.again(figure, "contacts:part")
    act = act or _of_clause_before(scene, figure)
    if act and not _on_the_way(scene, figure, act):
        if (
            act.acts & _RECORDS
            and scene.word_before(act.start).acts & _ASSIST
            and (scene_of := _scene_of(scene, figure))
        ):
            return bound(scene_of, act, "contacts:scene")
        metric = activity(_with_listed(scene, act), OF_CONTACTS) or ""
        return calls(scene, figure) if metric == "calls" else bound(metric, act, "contacts:activity")
    return _of_service(scene, figure, scene.nearest(figure))


def _of_providers(scene: Scene, figure: Figure, word: Word) -> Bound | None:
    """`志愿者2.3万人次`: how often those of a role turned out, unless they are served or a part of those who are."""
    if done := done_to_people(scene, figure):
        return done
    if word.noun not in PROVIDERS:
        return None
    if _of_those_served(scene, figure) or _next_of_volunteers(scene, figure):
        return scene.again(figure, "contacts:part")
    works = not is_served(scene, figure, word) and not _is_done(scene, figure, word)
    return provider(scene, figure, word) if works else None


def _of_helpers(scene: Scene, figure: Figure, word: Word) -> Bound | None:
    """`2.3万人次参与志愿服务`, `发动群众3200人次参与清淤`: how often people without a role helped."""
    if word.noun in PROVIDERS:
        return None
    if volunteering(scene, figure):
        return bound("volunteers", word, "contacts:volunteering")
    alone = not word.noun and not scene.nearest(figure)
    return urged(scene, figure) or (on_duty(scene, figure, word) if alone else None)


def _of_those_served(scene: Scene, figure: Figure) -> bool:
    """`心理疏导3217人次,其中医护814人次`: people of a role among those for whom something was done."""
    if not figure.number:
        return False
    before = scene.results[figure.number - 1].value
    if before in PROVIDERS.values() and (before, figure.named.noun) != ("volunteers", "provider"):
        return False
    divided = _DIVIDED.match(scene.side, scene.previous_end(figure)) is not None and scene.same_unit_before(figure)
    return divided or _is_share(scene, figure) or _next_share(scene, figure)


def _next_of_volunteers(scene: Scene, figure: Figure) -> bool:
    """`志愿者2.3万人次,其中骑手6800人次、油锯手近千人次`: the next of the parts of what volunteers did."""
    if not figure.number or figure.named.noun in VOLUNTEERS:
        return False
    before = scene.results[figure.number - 1]
    of_them = (before.rule, before.value) == ("contacts:part", "volunteers") and scene.same_unit_before(figure)
    return of_them and scene.side.startswith("、", scene.previous_end(figure))


def _is_share(scene: Scene, figure: Figure) -> bool:
    """`居家探访12600人次,其中特困老人4100人次`: some of the person-times just counted, whoever they went to."""
    if not scene.previous(figure) or not scene.same_unit_before(figure) or figure.named.acts:
        return False
    lead = scene.lead(figure)
    return not any(word.acts for word in lead) and any(word.glue == "partitive" for word in lead[-1:])


def _with_listed(scene: Scene, act: Word) -> int:
    """`扫码、登记1.2万人次`: entering people is a part of the check listed with it."""
    before = scene.word_before(act.start - 1)
    listed = act.acts & _RECORDS and scene.side[act.start - 1 : act.start] == "、" and before.acts & _SCREENING
    return _SCREENING if listed else act.acts


def _scene_of(scene: Scene, figure: Figure) -> str | None:
    """`接种点每天引导登记7415人次`: what goes on at the place where people are helped to enter themselves."""
    if scene.sentence_says(figure, _VACCINATES):
        return "vaccination_assisted"
    return "testing_assisted" if scene.sentence_says(figure, _TESTS) else None


def _right_behind(scene: Scene, figure: Figure, wanted: int = OF_CONTACTS) -> Word | None:
    """`开展5460人次走访`, `每周3次接送`: the activity right behind the number, where the phrase ends with it."""
    end = figure.mention.end
    first = scene.reading.first_from(end)
    word = scene.words[first] if first < len(scene.words) else None
    if word is None or word.start > end + 2 or not word.acts & wanted or activity(word.acts, OF_CONTACTS) == "calls":
        return None
    named = scene.side[end : word.start]
    closed = _PHRASE_ENDS.match(scene.side, word.end) is not None
    return word if closed and (not named or named.isalpha()) and "的" not in named else None


def _is_done(scene: Scene, figure: Figure, word: Word) -> bool:
    """`查验过往司乘2.7万人次`, `咨询师先后74人次谈心`: done to people of a role, or by them."""
    if not figure.around.before_adjacent and word.end <= figure.mention.start and _right_behind(scene, figure, ANY):
        return True
    if _SUPERVISED.search(scene.side, figure.around.floor, max(word.start, 0)):
        return True
    act = scene.nearest(figure, _DONE_TO)
    if act is not None and act.end == word.start and act.acts & _SCREENING and word.noun in _OF_THE_CHECKS:
        return False  # 消毒志愿者540人次
    return act is not None and act.end <= word.start <= figure.mention.start


def _next_share(scene: Scene, figure: Figure) -> bool:
    """`失眠732人次、牵挂家人596人次,其余128人次`: the next of the parts just counted."""
    if not scene.same_unit_before(figure) or not scene.previous(figure) or figure.named.acts:
        return False
    if scene.results[figure.number - 1].rule not in ("contacts:part", "contacts:breakdown"):
        return False
    between = scene.side[scene.previous_end(figure) : figure.mention.start]
    return _NEXT_PART.match(between) is not None


def _of_clause_before(scene: Scene, figure: Figure) -> Word | None:
    """`在9个预检点测温,日均2300人次`: the activity of the clause before, of which the figure says how often."""
    if not figure.around.bare and not _OFTEN.search(scene.text_before(figure, _MEASURE_REACH)):
        return None
    start, clause = scene.previous_end(figure), figure.around.clause_start
    if clause <= start or clause <= figure.around.sentence_start:
        return None
    for word in scene.lead(figure, max(start, scene.layout.clause_at(clause - 1).start)):
        if word.acts:
            return word if word.acts & OF_CONTACTS and word.end >= clause - 2 else None
    return None


def _outside_brackets(scene: Scene, figure: Figure) -> Word | None:
    """`紧急陪同(报警、就医)203人次`: the nearest activity before the figure, but for brackets right before it."""
    start = figure.mention.start
    opened = scene.side.rfind("(", figure.around.floor, start) if scene.side[start - 1 : start] == ")" else start
    for word in scene.lead(figure):
        if word.acts & OF_CONTACTS and (opened < 0 or word.start < opened):
            return word
    return None


def _on_the_way(scene: Scene, figure: Figure, act: Word) -> bool:
    """`上门提供助浴、助洁等服务11.7万人次`, `入户量血压730人次`: who comes to do something else is no visit."""
    if act.acts & _VISIT and _ACCOMPANIED.search(scene.side[figure.around.floor : act.start]):
        return True
    if not act.acts & _VISIT or not _COME_IN.match(scene.side, act.start):
        return False
    later = [word for word in scene.lead(figure, act.end) if not word.acts & _VISIT]
    return any(word.acts & (_ONE_BY_ONE | _SERVICE) or word.noun == "goods" for word in later)


def _donors(scene: Scene, figure: Figure) -> bool:
    """`捐款2万元,来自1100人次`: those whom the money comes from."""
    from_money = figure.number > 0 and scene.results[figure.number - 1].value == "money"
    return from_money and "来自" in scene.text_before(figure, _BREAKDOWN_REACH)


def _of_service(scene: Scene, figure: Figure, verb: Word | None) -> Bound:
    """Person-times whose clause names no activity before them."""
    told = _at_the_scene(scene, figure, verb)
    if told:
        return told
    goes_on = _EACH.search(scene.text_before(figure, _EACH_REACH)) is not None
    if goes_on or (not verb and not (figure.named.noun and figure.around.before_adjacent)):
        continued = _breakdown(scene, figure)
        if continued:
            return continued
    if figure.around.bare:
        for other in scene.near.tail(figure.around, figure.mention.end):
            if other.acts & OF_CONTACTS:
                return bound(activity(other.acts, OF_CONTACTS) or "", other, "contacts:after")
    told = _by_verb(scene, figure, verb) if verb else None
    told = told or _of_teams(scene, figure) or _of_counsellors(scene, figure)
    if told:
        return told
    if not verb and figure.around.bare:
        verb = scene.nearest(figure, floor=figure.around.clause_start)
    return (verb and _of_volunteers(scene, figure, verb)) or bound("service_contacts", figure.named, "contacts")


def _by_verb(scene: Scene, figure: Figure, verb: Word) -> Bound | None:
    """`劝返无证进山者516人次`: a check at a checkpoint; `约见谈心213人次`: counselling, where the sentence is on it."""
    if _TURNED_BACK.match(scene.side, verb.start) and scene.sentence_says(figure, _CHECKPOINT):
        return bound("screening_checks", verb, "contacts:turned_back")
    if _TALK.match(scene.side, verb.start) and _on_counselling(scene, figure):
        return bound("counselling_contacts", verb, "contacts:talk")
    return None


def _of_teams(scene: Scene, figure: Figure) -> Bound | None:
    """`志愿队伍27支、1346人次`: how often the people of the teams just counted turned out."""
    before = scene.previous(figure)
    if not before or scene.results[figure.number - 1].value != "volunteer_groups":
        return None
    between = scene.side[before.end : figure.mention.start]
    return Bound("volunteers", rule="contacts:of_teams") if between in ("、", "") else None


def _of_counsellors(scene: Scene, figure: Figure) -> Bound | None:
    """`3位咨询师每月来两趟,先后谈心74人次`: what counsellors do with people without a more specific word."""
    verb = scene.nearest(figure)
    if verb and verb.acts & (_TURN_OUT | _SUPPLY | _DONATE):
        return None
    for word in scene.lead(figure, figure.around.sentence_start):
        if word.noun in PROVIDERS or word.noun in BODY_CLASSES:
            return bound("counselling_contacts", word, "contacts:of_counsellors") if word.noun == "counsellor" else None
    return None


def _on_counselling(scene: Scene, figure: Figure) -> bool:
    start = figure.mention.start
    met = scene.side.find("面谈", max(figure.around.clause_start, start - WINDOW), start) >= 0
    return scene.sentence_says(figure, _COUNSELLING) or (met and _counselled(scene, start))


def _at_the_scene(scene: Scene, figure: Figure, verb: Word | None) -> Bound | None:
    """Help where an activity goes on (在采样点服务4000人次), or a second count of it (走访老人212户、640人次)."""
    if verb and verb.acts & _ASSIST:
        at = scene.nearest(figure, _AT_SCENE, figure.around.sentence_start)
        return bound(activity(at.acts, _AT_SCENE) or "", at, "contacts:scene") if at else None
    if verb and _HELPS_ALONG.match(scene.side, verb.start):
        at = scene.nearest(figure, _AT_SCENE, figure.around.sentence_start)
        if at and at.acts & _VACCINATION:
            return bound("vaccination_assisted", at, "contacts:scene")
    start = figure.mention.start
    second = scene.side[max(scene.previous_end(figure), start - 1) : start] in ("", "、")
    if verb or not figure.around.bare or not second:
        return None
    floor = figure.around.clause_start
    act = scene.nearest(figure, OF_CONTACTS, floor) or scene.nearest(
        figure, OF_CONTACTS, max(figure.around.sentence_start, scene.layout.clause_at(max(0, floor - 1)).start)
    )
    return bound(activity(act.acts, OF_CONTACTS) or "", act, "contacts:listed") if act else None


def _of_volunteers(scene: Scene, figure: Figure, verb: Word) -> Bound | None:
    """`志愿者参与500人次`: person-times of those who turn out."""
    agent = subject(scene, figure, verb)
    if agent:
        return bound(PROVIDERS[agent.noun], agent, "contacts:subject")
    if not verb.acts & _TURN_OUT or verb.acts & _SERVE:
        return None
    if _SERVED_AS.match(scene.side, verb.start) and _volunteers_before(scene, figure):
        return Bound("volunteers", verb.start, verb.end, "contacts:volunteers_before")
    for other in scene.lead(figure):
        if other.noun == "served":
            break
        if other.noun in VOLUNTEERS:
            return bound("volunteers", other, "contacts:volunteers")
    sent = verb.acts & actions("mobilise", "enrol") and _SENT.search(scene.side, verb.start, verb.end)
    if sent and figure.mention.column_label and scene.on_volunteers:
        return bound("volunteers", verb, "contacts:sent")
    return bound(helpers(scene, figure, figure.named.noun), verb, "contacts:sent") if sent else None


def _volunteers_before(scene: Scene, figure: Figure) -> bool:
    """`注册志愿者65万名,参与服务402万人次`: those who served were counted before, and nobody else is named."""
    if not scene.previous(figure) or any(word.noun in PERSONS for word in scene.lead(figure)):
        return False
    floor = figure.around.sentence_start
    earlier = (number for number in range(figure.number - 1, -1, -1) if scene.mentions[number].start >= floor)
    return any(scene.results[number].value == "volunteers" for number in earlier)


def _breakdown(scene: Scene, figure: Figure) -> Bound | None:
    """`疫情焦虑40人次,家庭关系26人次`: unknown kinds of what a figure before counts in the same unit."""
    if _CAME.search(scene.text_before(figure, _EACH_REACH)):
        return None
    block = scene.layout.block_number(figure.mention.start)
    for earlier in range(figure.number - 1, max(-1, figure.number - 1 - _BREAKDOWN_REACH), -1):
        if scene.mentions[earlier].unit == figure.mention.unit:
            same_block = scene.layout.block_number(scene.mentions[earlier].start) == block
            return scene.results[earlier]._replace(rule="contacts:breakdown") if same_block else None
    return None


def _first_kind(scene: Scene, figure: Figure) -> Bound | None:
    """`发热咨询13400人次,…,心理疏导2940人次,其他7078人次`: of the kind that the list begins with."""
    alike = []
    for earlier in range(figure.number - 1, max(-1, figure.number - 1 - 2 * _BREAKDOWN_REACH), -1):
        if not scene.same_sentence(figure, earlier):
            break
        if scene.mentions[earlier].unit == figure.mention.unit:
            alike.append(earlier)
    return scene.results[alike[-1]]._replace(rule="contacts:others") if len(alike) > 1 else None


_VEHICLES = ("辆次", "车次", "台次", "艘次", "船次", "台辆次")
_RIDES = ("趟", "趟次", "车次", "航次")
"""Ways made for those who are served; classes and meetings are not counted in them."""


def events(scene: Scene, figure: Figure) -> Bound:
    """Rounds, courses and times."""
    word = figure.named
    if word.noun in BODY_CLASSES and figure.mention.unit == "家次":
        return bound(THINGS[word.noun], word, "events:bodies")
    if UNIT_KIND.get(figure.mention.unit or "") == "session":
        if figure.mention.unit == "期" and word.acts & _PUBLICISE:
            return bound("publicity_materials", word, "events:issues")
        goods = word.noun == "goods" and not (figure.mention.unit or "").startswith("批")
        return bound("sessions" if goods else _SESSION_OF.get(word.noun, "sessions"), word, "events:session")
    behind = _right_behind(scene, figure, ANY)
    if behind and behind.start == figure.mention.end and not behind.noun:
        return bound(_event_metric(behind), behind, "events:of")
    told = _events_again(scene, figure) or _events_told(scene, figure)
    if told:
        return told
    goes_on = figure.around.bare and figure.number and not word.noun
    if goes_on and scene.results[figure.number - 1].value not in (*_NO_EVENTS, *PROVIDERS.values()):
        return scene.again(figure, "events:continued")
    if not word.acts and word.noun not in ("session", "case", "call"):
        word = scene.nearest(figure) or word
        if not word.acts and any(other.noun == "line" for other in scene.lead(figure)):
            return calls(scene, figure)
    if not word.acts and (not word.noun or word.noun in PERSONS):
        word = next((other for other in scene.near.tail(figure.around, figure.mention.end) if other.acts), word)
    metric = _event_metric(word)
    ride = metric == "sessions" and not word.acts & _SESSION and (figure.mention.unit or "").endswith(_RIDES)
    return bound("service_contacts" if ride else metric, word, "events")


def _events_again(scene: Scene, figure: Figure) -> Bound | None:
    """Some of the times just counted, or how many of them: 4.36万辆次,日均1200辆次."""
    if not scene.previous(figure) or not scene.same_unit_before(figure):
        return None
    if _is_part(scene, figure):
        return scene.again(figure, "events:part")
    alone = not figure.named.noun and not scene.lead(figure)
    return scene.again(figure, "events:again") if alone else None


def _events_told(scene: Scene, figure: Figure) -> Bound | None:
    """`血压测了1300多次`, `手机响了512次`."""
    told = scene.text_before(figure, _MEASURE_REACH)
    if _MEASURED.search(told):
        return bound("service_contacts", figure.named, "events:measured")
    vehicles = figure.mention.unit in _VEHICLES
    if vehicles and _STOPPED.search(scene.text_before(figure, _STOPPED_REACH)):
        return Bound("screening_checks", rule="events:stopped")
    return Bound("calls", rule="events:rang") if _RANG.search(told) else None


def _is_part(scene: Scene, figure: Figure) -> bool:
    """`接答3317次,其中来问住宿的有九百余次`: some of the times just counted."""
    partitive = any(word.glue in ("partitive", "among") for word in scene.lead(figure))
    return partitive or OF_A_KIND.search(scene.text_before(figure, _EACH_REACH)) is not None


def _event_metric(word: Word) -> str:
    """What is counted when `word` happened so many times."""
    if word.acts & _VIEW:
        return "publicity_materials"
    if word.acts & _DONATE:
        return "other"
    metric = activity(word.acts, _OF_EVENTS)
    if metric == "counselling_contacts" and word.noun == "session":
        return "sessions"
    if metric:
        return metric
    if word.acts & _ONE_BY_ONE and word.noun != "session" and not word.acts & _SESSION:
        return "service_contacts"
    return {"call": "calls", "case": "cases"}.get(word.noun, "sessions")


def calls(scene: Scene, figure: Figure) -> Bound:
    """Phone calls, on a counselling hotline reported as counselling."""
    if _CALLS_MADE.search(scene.text_before(figure, _MEASURE_REACH)):
        return Bound("calls", rule="calls:by_name")
    lead = scene.lead(figure, max(figure.around.sentence_start, figure.mention.start - 2 * WINDOW))
    for word in lead:
        if word.acts & _COUNSEL or word.noun == "counsellor":
            return bound("counselling_contacts", word, "calls:counselling")
    if _COUNSELLING.search(scene.text_before(figure, _MEASURE_REACH)):
        return Bound("counselling_contacts", rule="calls:of_that_kind")
    if scene.same_unit_before(figure) and scene.results[figure.number - 1].value in _CALLS:
        return scene.again(figure, "calls:continued")
    outward = any(scene.side.startswith(_OUTWARD, word.start) for word in lead[:2])
    if not outward and _counselled(scene, figure.mention.start):
        return Bound("counselling_contacts", rule="calls:context")
    return Bound("calls", rule="calls")


def _counselled(scene: Scene, position: int) -> bool:
    """Whether the title, the headings above or the paragraph so far speak of counselling."""
    layout = scene.layout
    block = layout.blocks[layout.block_number(position)]
    heads = [*layout.headings_above(position), *layout.blocks[:_TITLE_REACH]]
    spans = [(head.start, head.end) for head in heads if head.kind in ("title", "heading")]
    spans = [(start, min(end, start + _HEADING_LENGTH)) for start, end in spans]
    spans.append((max(block.start, position - 4 * WINDOW), position))
    return any(scene.side.find(sign, start, end) >= 0 for start, end in spans for sign in _COUNSEL_SIGNS)
