"""People without a noun of their own who belong to those at work: on a roster, on the staff, taught instead.

志愿队每天轮9人:3人掌勺,2人打包      volunteers        the team's people, shared out
“春泥支教队”一行15人               volunteers        a body on the road
社工离职7人,新招9人                 social_workers    the staff comes and goes
减压沙龙9场,246名医护参加            (attends)         a role that is itself taught or treated
"""

from __future__ import annotations

import re

from tasks.extract.evidence import PERSONS
from tasks.extract.metric_codes import BODIES_AS_PEOPLE, OWN_ROLES, PROVIDERS, VOLUNTEERS, cue_pattern
from tasks.extract.metric_scene import Figure, Scene, bound
from tasks.extract.model import Bound
from tasks.extract.noun_classes import Word, actions

_ROLES = frozenset(PROVIDERS[noun] for noun in (*OWN_ROLES, "provider"))
_EMPLOYERS = ("agency", "station", "organization", "social_org")
_AT_WORK, _TAKE_PART = actions("mobilise", "enrol"), actions("take_part")
_TRAIN = actions("session", "take_part")
_ATTEND = actions("take_part", "enrol")
_GROUPS = ("volunteer_team", "volunteer_org", "org_team", "service_team", "rescue")
_NAME_ENDS = ("岗", "队", "台", "站", "点", "团", "组")
_HEADS = ("人", "个", "名", "位")
_ROSTERED = re.compile(rf"(?:{cue_pattern('rostered').pattern})[了着的有约近共]?$")
_CHOSEN = cue_pattern("chosen")
_EMPLOYED = re.compile(rf"(?:{cue_pattern('employed').pattern})[了的有约近]?$")
_LICENSED = re.compile(
    r"社(?:会)?工(?:作)?(?:者)?(?:师)?(?:职业)?(?:水平)?(?:资格(?:证书?)?|证书?)的?(?:人员|人数)?(?:有|共|达)?$"
)
_HOLDS = re.compile(
    f"[^,。;、\\d]{{0,6}}?(?:{cue_pattern('licence_got').pattern})了?[^,。;\\d]{{0,6}}?(?:社会工作|社工)[^,。;站\\d]{{0,10}}[证书格试]"
)
_CERTIFIED, _COURSE = re.compile("(?:取证|考取证书)[了的约近有共]*$"), re.compile("培训|开班|办班")
_LEARNING = cue_pattern("learning")
_TAUGHT = re.compile(rf"[^,。;]{{0,16}}?(?:{cue_pattern('trained').pattern}|{cue_pattern('taught').pattern})")
_TEACHES = re.compile(f"[给向帮替陪]|为(?!主|家|了|期)|{cue_pattern('lectures').pattern}")
_COMES = re.compile(f"(?:{cue_pattern('takes_part').pattern})(?:了|学习|活动)?(?=[,。;、]|$)")
_AT_POST = cue_pattern("at_post")
_ON_DUTY = re.compile(f"(?:{cue_pattern('on_duty').pattern})[了着的有约近共]*$")
_WORKPLACE = re.compile(f"(?:{cue_pattern('workplace').pattern})(?:里|上)?(?:只有|就|共|有|一共|总共)?$")
_OFFICE = cue_pattern("office")
_STANDS_GUARD = re.compile(f"(?:还|都|仍|轮流|昼夜|日夜)?(?:{cue_pattern('guards').pattern})")
_EMPLOYEE = re.compile(f"(?:{cue_pattern('employee').pattern})$")
_VOLUNTEERING = re.compile("志愿")
_JOBS = cue_pattern("job_market")
_GREW = re.compile(
    f"([^,。;\\d]{{2,20}}?)(?:人数|总数|数量|总量)?(?:已|也|均|还)?(?:同比|环比|[较比与][^,。;]{{1,10}}?)(?:又|净|共)?"
    f"(?:{cue_pattern('rose').pattern})了?(?:近|约|超)?"
)
_IN_ALL = re.compile(f"(?:{cue_pattern('in_all').pattern})(?:已|有|达|近|约|超)*")
_MADE_UP = re.compile(f"(?:{cue_pattern('made_up').pattern}|以[^,。;]{{1,10}}为主)")
_HAS = re.compile(
    f"[^,。;、了着过给为]{{0,6}}?(?:{cue_pattern('numbers').pattern})[约近]?"
    "|[^。;、了着过给为]{2,20},(?:现|共|一共|总共)有?"
)
_REGISTER = re.compile(f"(?:{cue_pattern('roll').pattern})[上里中内]?(?:现|已|共|一共|总共|登记|记着|列着)?有?[了着]?$")
_SERVE, _HELPERS = actions("serve"), re.compile("志愿者|义工|志愿服务")
_PUT_DOWN = re.compile(f"(?:{cue_pattern('put_down').pattern})了?[约近共有]*$")
_REGULARS = re.compile(f"(?:{cue_pattern('regulars').pattern})的(?:只|也|都|就)?(?:有|共有|是|达)?$")
_SENT_BY = re.compile(rf"(?:{cue_pattern('sent_by').pattern})[的了]?[^,。;、\d]{{0,8}}$")
_EMPLOYER = cue_pattern("employer")
_POINTING = ("这支", "这个", "该支", "这群", "一支", "此支")
_THIS = ("这", "该", "此")
_REACH, _LIST_REACH, _LICENSE_REACH, _LONGEST_CLAUSE = 8, 5, 16, 40


def helpers(scene: Scene, figure: Figure, role: str = "") -> str:
    """What people at work without a role of their own are.

    Volunteers where the sentence or the whole text speaks of volunteers, else other personnel.
    """
    lead = scene.lead(figure, figure.around.sentence_start)
    tail = scene.near.tail(figure.around, figure.mention.end)
    own = next((word.noun for word in lead if word.noun in OWN_ROLES), "")
    if not role and own in ("social_worker", "counsellor"):
        return PROVIDERS[own]
    actor = scene.actors[figure.number].value or ""
    called = scene.said_before(figure, _VOLUNTEERING)
    if called or "志愿" in actor or any(word.noun in VOLUNTEERS for word in [*lead, *tail]):
        return "volunteers"
    employed = role != "civic" and any(word.noun in _EMPLOYERS for word in lead)
    return "volunteers" if scene.on_volunteers and not employed else "other_personnel"


def citizens(scene: Scene, figure: Figure) -> str:
    """What people named for what they are in life (students, veterans) are when they do something for others.

    Volunteers, unless they are employees: drivers, workers.
    """
    word = figure.named
    named = scene.side[max(0, word.start) : max(0, word.end)]
    employed = named == "人" or _EMPLOYEE.search(named)
    if employed and _sent_by_employer(scene, figure):
        return "other_personnel"
    return helpers(scene, figure, word.noun) if employed or word.noun != "civic" else "volunteers"


def _sent_by_employer(scene: Scene, figure: Figure) -> bool:
    """`一家汽车零部件厂派来职工190名`: who is sent by the firm that pays is no volunteer."""
    start = figure.mention.start if figure.named.start < 0 else min(figure.named.start, figure.mention.start)
    told = _SENT_BY.search(scene.side, figure.around.clause_start, start)
    return told is not None and _EMPLOYER.search(scene.side, figure.around.clause_start, told.start()) is not None


def staff(scene: Scene) -> str:
    """What the people of the reporting body itself are."""
    if scene.on_volunteers:
        return "volunteers"
    return "social_workers" if scene.on_social_work else "other_personnel"


# --- the staff and its roster


def employed(scene: Scene, figure: Figure) -> Bound | None:
    """`社工离职7人,新招9人`, `专职人员5人、兼职11人`: people who are on the staff, join it or leave it."""
    told = scene.text_before(figure, _LICENSE_REACH)
    if _LICENSED.search(told) or _licensed_now(scene, figure):
        return Bound("social_workers", rule="people:licensed")
    if figure.named.noun in PERSONS or not _EMPLOYED.search(told):
        return None
    for word in scene.lead(figure, figure.around.sentence_start):
        if word.noun in ("served", "civic"):
            return None
        if word.noun in PROVIDERS and word.noun != "donor":
            return bound(PROVIDERS[word.noun], word, "people:employed")
    before = _providers_before(scene, figure)
    if not before and figure.number and scene.results[figure.number - 1].value in _ROLES and _next_line(scene, figure):
        before = scene.results[figure.number - 1]
    if before:
        return before._replace(rule="people:employed_as_before")
    if _CERTIFIED.search(told) and scene.sentence_says(figure, _COURSE):
        return None  # 培训三千人次,取证1100余人
    elsewhere = scene.said_before(figure, _OFFICE)
    own = scene.on_social_work and not elsewhere
    return Bound("social_workers" if own else "other_personnel", rule="people:staff")


def _licensed_now(scene: Scene, figure: Figure) -> bool:
    """`1200余人取得高级社会工作师证书`: whoever holds the licence is a social worker, if named for nothing else."""
    unnamed = figure.named.noun not in PERSONS or figure.named.noun == "social_worker"
    return unnamed and _HOLDS.match(scene.side, figure.mention.end) is not None


def _next_line(scene: Scene, figure: Figure) -> bool:
    """Whether the figure before stands in the line above: 专职社工:18人 / 兼职:5人."""
    layout = scene.layout
    above = layout.block_number(scene.mentions[figure.number - 1].start)
    return layout.block_number(figure.mention.start) - above <= 1


def on_a_register(scene: Scene, figure: Figure) -> Bound | None:
    """`志愿者名册上三百四十来人`, `登记260名,常来的七八十名`: people on the roll of a role, and its regulars."""
    told = scene.text_before(figure, _LICENSE_REACH)
    if _REGULARS.search(told) and figure.number and scene.results[figure.number - 1].value in _ROLES:
        near = scene.layout.block_number(scene.mentions[figure.number - 1].start)
        same = near == scene.layout.block_number(figure.mention.start)
        return scene.again(figure, "people:regulars") if same else None
    if _PUT_DOWN.search(told) and _nameless(figure) and _on_helpers_here(scene, figure):
        return Bound("volunteers", rule="people:put_down")
    roll = _REGISTER.search(told) if figure.named.noun in ("", "member") else None
    role = scene.word_before(figure.mention.start - len(told) + roll.start()) if roll else None
    if role is None or role.noun not in PROVIDERS or role.noun == "donor":
        return None
    return bound(PROVIDERS[role.noun], role, "people:on_a_register")


def _on_helpers_here(scene: Scene, figure: Figure) -> bool:
    """Whether the text, or the heading above, is on volunteers, and the sentence so far on nobody who is served."""
    lead = scene.lead(figure, figure.around.sentence_start)
    if any(word.noun in ("served", "social_worker") or word.acts & _SERVE for word in lead):
        return False
    above = scene.layout.headings_above(figure.mention.start)[-1:]
    headed = any(_HELPERS.search(scene.side, head.start, head.end) for head in above)
    return headed or (scene.on_volunteers and not scene.on_social_work)


def at_work_here(scene: Scene, figure: Figure) -> Bound | None:
    """`后厨5个人`: the people of a place of work."""
    if figure.named.noun and figure.named.end - figure.named.start > 1:
        return None
    told = scene.text_before(figure, _LICENSE_REACH)
    return Bound(staff(scene), rule="people:at_work_here") if _WORKPLACE.search(told) else None


def of_subject(scene: Scene, figure: Figure) -> Bound | None:
    """`注册志愿者较去年增加1260人`, `志愿者来自36所高校,共计560人`: bare people of the role that the clause is on."""
    end, side = figure.mention.end, scene.side
    if figure.mention.unit not in _HEADS or (figure.around.after.noun and figure.around.after.start == end):
        return None
    start = figure.around.clause_start
    grown = _GREW.fullmatch(side, start, figure.mention.start)
    if grown:
        role = scene.word_before(grown.end(1))
        return bound(PROVIDERS[role.noun], role, "people:grown_role") if role.noun in PROVIDERS else None
    if start <= figure.around.sentence_start or not _IN_ALL.fullmatch(side, start, figure.mention.start):
        return None
    first = scene.reading.first_from(scene.layout.clause_at(start - 2).start)
    role = scene.words[first] if first < len(scene.words) else figure.named
    made_up = role.noun in PROVIDERS and role.end < start and _MADE_UP.match(side, role.end)
    serving = any(word.acts & _SERVE for word in scene.lead(figure, max(role.end, 0)))
    return bound(PROVIDERS[role.noun], role, "people:in_all") if made_up and not serving else None


def _providers_before(scene: Scene, figure: Figure) -> Bound | None:
    """The nearest of the last few figures of the sentence that counts people, when they provide."""
    for earlier in range(figure.number - 1, max(-1, figure.number - 1 - _LIST_REACH), -1):
        if not scene.same_sentence(figure, earlier):
            return None
        if scene.mentions[earlier].unit in _HEADS:
            result = scene.results[earlier]
            return result if result.value in _ROLES else None
    return None


def rostered(scene: Scene, figure: Figure) -> Bound | None:
    """`志愿队每天轮9人:3人掌勺,2人打包`, `支教队一行15人`: bare people of the body or role that the sentence is on."""
    if not _nameless(figure) or figure.mention.unit not in _HEADS:
        return None
    if _STANDS_GUARD.match(scene.side, figure.mention.end):
        return Bound(helpers(scene, figure), rule="people:on_guard")
    told = scene.text_before(figure, _REACH)
    on_roster, chosen = _ROSTERED.search(told) is not None, _CHOSEN.search(told) is not None
    body = _of_body_before(scene, figure)
    if body or _taken_care_of(scene, figure, chosen):
        return body
    if scene.sentence_says(figure, _JOBS):
        return None
    role = next((word for word in scene.lead(figure) if word.noun in OWN_ROLES), None)
    if role and (on_roster or chosen):
        return bound(PROVIDERS[role.noun], role, "people:rostered")
    before = _providers_before(scene, figure)
    if before and (on_roster or chosen or _shared_out(scene, figure)):
        return before._replace(rule="people:shared_out")
    if not on_roster and not chosen:
        return None
    for word in scene.lead(figure, figure.around.sentence_start):
        metric = BODIES_AS_PEOPLE[word.noun] if word.noun in _GROUPS else PROVIDERS.get(word.noun)
        if metric or word.noun in PERSONS:
            return bound(metric, word, "people:rostered") if metric and word.noun != "donor" else None
    at_post = _ON_DUTY.search(told) or scene.said_before(figure, _AT_POST)
    return Bound(helpers(scene, figure), rule="people:at_post") if at_post else None


def _of_body_before(scene: Scene, figure: Figure) -> Bound | None:
    """`这支队伍眼下有112人`: the people of the body right before, or of the one that 这支队伍 speaks of."""
    found, pointed = None, False
    for word in scene.lead(figure, figure.around.sentence_start):
        if word.noun in _GROUPS:
            if not found and not _HAS.fullmatch(scene.side, word.end, figure.mention.start):
                return None
            found = word
            told = scene.side[max(0, word.start - 2) : word.start]
            if told not in _POINTING and not told.endswith(_THIS):
                break
            pointed = True
        elif not found and (word.noun or word.acts):
            return None
        elif pointed and word.noun in PROVIDERS:
            return bound(PROVIDERS[word.noun], word, "people:of_that_body")
    return bound(BODIES_AS_PEOPLE[found.noun], found, "people:of_this_body") if found else None


def _nameless(figure: Figure) -> bool:
    """Whether no noun names the people: none at all, a group, or one that the next words are on (23人都是工人)."""
    further = figure.mention.unit == "人" and figure.named.start > figure.mention.end
    return further or figure.named.noun in ("", *_GROUPS)


def _taken_care_of(scene: Scene, figure: Figure, chosen: bool) -> bool:
    """Whether anything but turning out is said of the people: somebody serves them, or they take part.

    Those who are `chosen` may have been trained before.
    """
    harmless = _AT_WORK | (_TRAIN if chosen else 0)
    around = figure.around
    floor = around.clause_start if around.bare and scene.previous(figure) else around.sentence_start
    for word in scene.lead(figure, max(floor, scene.previous_end(figure))):
        named_so = scene.side[word.end : word.end + 1] in _NAME_ENDS
        if (
            word.acts & ~harmless
            and not named_so
            and not _CHOSEN.match(scene.side, word.start)
            and not _registered(scene, word)
        ):
            return True
    tail = scene.near.tail(figure.around, figure.mention.end)
    first = next((word for word in tail if word.acts), None)
    return first is not None and bool(first.acts & _TAKE_PART) and not first.acts & _AT_WORK


def _registered(scene: Scene, word: Word) -> bool:
    """`队里登记的有63人`: those who have put their names down."""
    return scene.side.startswith("登记", word.start) and scene.side[word.start - 1 : word.start] in "里中队团"


def _shared_out(scene: Scene, figure: Figure) -> bool:
    """`3人掌勺,2人打包`: nothing stands before the figure, what its people do stands behind it."""
    follower = scene.side[figure.mention.end : figure.mention.end + 1]
    return figure.around.bare and (follower.isalpha() or follower == "(") and follower not in "的以"


# --- roles that are themselves taught


def attends(scene: Scene, figure: Figure, word: Word) -> bool:
    """`沙龙9场,246名医护参加`, `40名村医到县医院进修`: people of a role who are taught, treated or entertained."""
    end = max(word.end, figure.mention.end)
    limit = min(scene.layout.clause_at(figure.mention.start).end, end + _LONGEST_CLAUSE)
    behind = scene.side[end:limit]
    if _TEACHES.search(behind):
        return False
    if _TAUGHT.match(behind):
        return True
    taking_part = next((other for other in scene.near.tail(figure.around, end) if other.acts), None)
    if not taking_part or not taking_part.acts & _ATTEND or taking_part.acts & actions("mobilise"):
        return False
    start = max(figure.around.sentence_start, figure.mention.start - _LONGEST_CLAUSE)
    if _COMES.match(scene.side, taking_part.start, limit):
        return _LEARNING.search(scene.side, start, figure.mention.start) is not None
    return _LEARNING.search(scene.side, taking_part.end, limit) is not None
