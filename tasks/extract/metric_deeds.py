"""People whom neither a role nor a known verb shows at work: by what their clause says they do, or by their nickname.

31名退役军人开着9辆货车去拉菜      (deed)        开着: they do something for others
县妇联招募的52名“临时妈妈”        volunteer     kin in quotes: helpers by nickname
给19栋楼各配1名“楼栋管家”         provider      a job in quotes
46名孩子背着书包住进酒店           (no deed)     children are served, whatever they carry
"""

from __future__ import annotations

import re

from tasks.extract.evidence import PERSONS
from tasks.extract.metric_codes import OWN_ROLES, PROVIDERS, cue_pattern
from tasks.extract.metric_scene import Figure, Scene, bound
from tasks.extract.model import Bound
from tasks.extract.noun_classes import BODY_CLASSES, Word, actions

_MANNER = rf"(?:{cue_pattern('manner').pattern}|分成[^,。;]{{1,4}}[组队班]|利用[^,。;]{{2,6}})*"
_MAKES = '[装包搬扛卸抬熬煮蒸缝叠切洗折拉][了满好“"]'
_DEED = re.compile(rf" ?{_MANNER}(?:{cue_pattern('deed').pattern}|{cue_pattern('job').pattern}|{_MAKES})")
_HANDS_OVER = re.compile(rf" ?{_MANNER}把[^,。;]{{1,12}}[送运背搬拉扛抬发递接捎]")
_FOR_OTHERS = re.compile(f"{_MANNER}(?:[给帮替陪教]|为(?!主|家|了|民|期))")
_NOT_THEIRS = re.compile(f"了?新?(?:{cue_pattern('own_thing').pattern})")
_NICKNAME_BEHIND = re.compile(r"[“\"]([^“”\",。;、]{2,7})[”\"]")
_NICKNAME_BEFORE = re.compile(r"[“\"]([^“”\",。;、]{2,7})[”\"](?:一共|总共|共有|共|有|已有|现有|约|近)?$")
_KIN = re.compile(f"(?:{cue_pattern('kin').pattern})们?$")
_JOB_TITLE = re.compile(f"(?:{cue_pattern('job_title').pattern})们?$")
_GOES_TO_HELP = re.compile(" ?[下来走赶进去奔][到进]?[^,。;\\d]{1,6}(?:帮着|帮忙|帮厨|帮工|[给替](?!自))")
_REACH = 12
_TEAM = re.compile(
    rf" ?{_MANNER}(?:组成|结成|组建|组织起|成立|拉起|编成|凑成|合成)了?[^,。;\d]{{0,14}}?"
    rf"(?:[”\"][^,。;]{{0,4}}队|(?:{cue_pattern('team_of_deeds').pattern})[^,。;]{{0,6}}?[队团组班])"
)
_FREELY = re.compile(
    rf"(?:自发|义务|无偿|自愿)(?![教参报加])|(?:轮班|轮流|轮着|轮换着|倒班|换着班)(?:{cue_pattern('deed').pattern}|{cue_pattern('job').pattern}|{_MAKES}|[给替帮教]|为)"
    r"|免费(?:[给替帮]|为|接送|送)"
)
_FREELY_REACH = 16
_OTHERS = re.compile(
    rf"(?:[在趁][^,。;\d]{{1,8}}|利用[^,。;\d]{{1,8}})?{_MANNER}(?:[给替帮陪教]|为)[^,。;\d]{{0,4}}?(?:{cue_pattern('others').pattern})"
)
_SERVE, _NEED = actions("serve"), cue_pattern("need")
_COLLEGE = re.compile(f"(?:{cue_pattern('college').pattern})来?的?$")
_STUDENTS = re.compile(f"(?:{cue_pattern('student').pattern})们?$")
_DONE_WITH_THEM = re.compile(
    f"[^,。;]{{0,6}}(?:{cue_pattern('student_in_need').pattern})|[被受获领患听]|参加|接受|收到|体验|参观"
)
_SAME_DEED = re.compile(f"(?:{cue_pattern('turned_out').pattern})$")
_VERB_REACH = 4
_VOLUNTEERS = re.compile(
    rf"[^,。;\d]{{0,4}}?(?:{cue_pattern('joins_in').pattern})[了到过]?[^,。;\d被受]{{0,12}}?"
    rf"(?:{cue_pattern('voluntary_work').pattern})(?!培训|讲座|课程|论坛|对象)"
)
_GETS_AWAY = re.compile(
    rf"(?:{cue_pattern('manner').pattern}|{cue_pattern('safely').pattern})*"
    rf"(?:{cue_pattern('gets_away').pattern})(?=[了到至出回往,。;、]|$)"
)
_COMES = re.compile("(?:[来添][了的]|[派请招喊拉招引迎聘]来了?|赶来了?|多了)[约近]?$")


def does_a_deed(scene: Scene, end: int) -> bool:
    """Whether the clause that goes on at `end` says what people do for others: 开着货车拉菜, 把药送到门口."""
    told = _DEED.match(scene.side, end)
    if told:
        return not _NOT_THEIRS.match(scene.side, told.end())
    return _HANDS_OVER.match(scene.side, end) is not None or _GOES_TO_HELP.match(scene.side, end) is not None


def gives_a_hand(scene: Scene, end: int) -> bool:
    """Whether people who might as well be served help by what follows at `end`: 结成服务队, 轮班熬凉茶."""
    if _TEAM.match(scene.side, end) or _OTHERS.match(scene.side, end):
        return True
    freely = _FREELY.search(scene.side, end, min(end + _FREELY_REACH, scene.layout.sentence_at(end).end))
    if freely is None or any(sign in scene.side[end : freely.start()] for sign in "由被请。;"):
        return False
    first = scene.reading.first_from(end)
    between = scene.words[first : scene.reading.last_until(freely.start()) + 1]
    return not any(word.noun in PERSONS or word.noun in BODY_CLASSES for word in between)


def comes_to_help(scene: Scene, figure: Figure, end: int) -> bool:
    """`夜巡队添了9名大学生,给露宿者理发`: those who came, and in the next clause what they do for others."""
    if scene.side[end : end + 1] != "," or not _COMES.search(scene.text_before(figure, _REACH)):
        return False
    return does_a_deed(scene, end + 1) or _FOR_OTHERS.match(scene.side, end + 1) is not None


def volunteering(scene: Scene, figure: Figure) -> bool:
    """`2.3万人参与疫情防控志愿服务`: whoever takes part in voluntary work is a volunteer."""
    if figure.named.noun in OWN_ROLES or scene.near.done_for(figure.around, figure.mention.start):
        return False
    return _VOLUNTEERS.match(scene.side, max(figure.mention.end, figure.named.end)) is not None


def gets_away(scene: Scene, end: int) -> bool:
    """`56名学生|安全撤离`: people who are brought out of danger, not those who bring them."""
    return _GETS_AWAY.match(scene.side, end) is not None


def of_college(scene: Scene, figure: Figure) -> Bound | None:
    """`三峡大学的620名学生到镇上帮农户摘橙`: students of a university in a report on help are those who help."""
    word, end = figure.named, figure.mention.end
    students = _STUDENTS.search(scene.side, word.start, word.end) if word.start >= end else None
    if not students or word.noun in OWN_ROLES or not _COLLEGE.search(scene.text_before(figure, _REACH)):
        return None
    if scene.near.done_for(figure.around, figure.mention.start) or scene.nearest(figure, _SERVE):
        return None
    served = _NEED.search(scene.side, end, word.start) or _DONE_WITH_THEM.match(scene.side, word.end)
    return None if served else bound("volunteers", word, "people:of_college")


def same_deed(scene: Scene, figure: Figure) -> Bound | None:
    """`诸暨市来了31名社工,新昌县来了24名`: people without a noun of whom the same verb is said as of those before."""
    before = scene.previous(figure)
    if not before or not scene.same_unit_before(figure) or figure.named.noun or figure.around.after.noun:
        return None
    told = _SAME_DEED.search(scene.text_before(figure, _VERB_REACH))
    same = told and scene.side.endswith(told.group(), 0, before.start)
    provides = scene.results[figure.number - 1].value in PROVIDERS.values()
    return scene.again(figure, "people:same_deed") if same and provides else None


def nickname(scene: Scene, figure: Figure) -> Word | None:
    """The role that a nickname in quotes beside the figure gives its people, None without one."""
    start, end = figure.mention.start, figure.mention.end
    behind = _NICKNAME_BEHIND.match(scene.side, end)
    before = None if behind else _NICKNAME_BEFORE.search(scene.side, max(figure.around.floor, start - _REACH), start)
    name = behind or before
    if name is None or (behind and _noun_follows(scene, behind.end())):
        return None
    if _KIN.search(name.group(1)):
        return Word("volunteer", 0, "", *name.span(1))
    return Word("provider", 0, "", *name.span(1)) if _JOB_TITLE.search(name.group(1)) else None


def _noun_follows(scene: Scene, position: int) -> bool:
    """Whether a noun stands right behind, which a name in quotes only describes: “爱心妈妈”|志愿者."""
    first = scene.reading.first_from(position)
    return first < len(scene.words) and scene.words[first].start == position and scene.words[first].noun != ""
