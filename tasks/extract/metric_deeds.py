"""People whom neither a role nor a known verb shows at work: by what their clause says they do, or by their nickname.

31名退役军人开着9辆货车去拉菜      (deed)        开着: they do something for others
县妇联招募的52名“临时妈妈”        volunteer     kin in quotes: helpers by nickname
给19栋楼各配1名“楼栋管家”         provider      a job in quotes
46名孩子背着书包住进酒店           (no deed)     children are served, whatever they carry
"""

from __future__ import annotations

import re

from tasks.extract.metric_codes import cue_pattern
from tasks.extract.metric_scene import Figure, Scene
from tasks.extract.noun_classes import Word

_MANNER = rf"(?:{cue_pattern('manner').pattern}|分成[^,。;]{{1,4}}[组队班]|利用[^,。;]{{2,6}})*"
_MAKES = '[装包搬扛卸抬熬煮蒸缝叠切洗折拉][了满好“"]'
_DEED = re.compile(rf" ?{_MANNER}(?:{cue_pattern('deed').pattern}|{cue_pattern('job').pattern}|{_MAKES})")
_HANDS_OVER = re.compile(rf" ?{_MANNER}把[^,。;]{{1,12}}[送运背搬拉扛抬发递接捎]")
_FOR_OTHERS = re.compile(f"{_MANNER}(?:[给帮替陪教]|为(?!主|家|了|民|期))")
_NOT_THEIRS = re.compile("(?:书包|行李|伤|病|孩子?|娃|通知书|证书)")
_NICKNAME_BEHIND = re.compile(r"[“\"]([^“”\",。;、]{2,7})[”\"]")
_NICKNAME_BEFORE = re.compile(r"[“\"]([^“”\",。;、]{2,7})[”\"](?:一共|总共|共有|共|有|已有|现有|约|近)?$")
_KIN = re.compile(f"(?:{cue_pattern('kin').pattern})们?$")
_JOB_TITLE = re.compile(f"(?:{cue_pattern('job_title').pattern})们?$")
_REACH = 12
_COMES = re.compile("(?:[来添][了的]|[派请招喊拉招引迎聘]来了?|赶来了?|多了)[约近]?$")


def does_a_deed(scene: Scene, end: int) -> bool:
    """Whether the clause that goes on at `end` says what people do for others: 开着货车拉菜, 把药送到门口."""
    told = _DEED.match(scene.side, end)
    if told:
        return not _NOT_THEIRS.match(scene.side, told.end())
    return _HANDS_OVER.match(scene.side, end) is not None


def comes_to_help(scene: Scene, figure: Figure, end: int) -> bool:
    """`夜巡队添了9名大学生,给露宿者理发`: those who came, and in the next clause what they do for others."""
    if scene.side[end : end + 1] != "," or not _COMES.search(scene.text_before(figure, _REACH)):
        return False
    return does_a_deed(scene, end + 1) or _FOR_OTHERS.match(scene.side, end + 1) is not None


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
