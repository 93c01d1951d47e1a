"""Figures dealt out to the items of a list that stands before them: each takes the metric of its own item.

核酸采样、疫苗接种分别为21.6万人次和8300人次    testing_assisted, vaccination_assisted
社工、康复师、护理员分别为6名、4名和7名           social_workers, other_personnel, other_personnel

Which item is a figure's own is settled where its object is (`objects.py`).
"""

from __future__ import annotations

import re

from tasks.extract.dealt_over import dealt_over
from tasks.extract.metric_activities import OF_CONTACTS
from tasks.extract.metric_codes import BODIES_AS_PEOPLE, PROVIDERS, THINGS, activity
from tasks.extract.metric_scene import Figure, Scene
from tasks.extract.model import Bound
from tasks.extract.noun_classes import lexicon

_POINTS = re.compile("(前者|后者)(?:共|总共|一共|约|近|有|是|为|达|占|则|各|只|就)*$")
_TWO = re.compile("(?:和|与|及|以及|、|,)")
_LONGEST_ITEM, _REACH, _LOOK_BACK = 10, 8, 4


def dealt_out(scene: Scene, figure: Figure) -> Bound | None:
    """The metric of the item that the figure belongs to; None where no list is dealt out, or its item is unknown."""
    item = scene.objects[figure.number]
    if item.rule != "object.shared_out" or item.value is None:
        return None
    metric = _metric_of(figure.mention.dimension, item.value)
    if item.value.endswith("小组") and _beside_casework(scene, figure.number):
        metric = "sessions"
    return Bound(metric, item.start, item.end, "series") if metric else None


def _beside_casework(scene: Scene, number: int) -> bool:
    """`个案、小组、社区活动分别36例、12个、86场`: whether the item before or behind is casework or an activity."""
    beside = scene.objects[max(0, number - 1) : number + 2]
    heads = [lexicon().head(one.value)[0] for one in beside if one.value and one.rule == "object.shared_out"]
    return "case" in heads or "session" in heads


def dealt_over_earlier(scene: Scene, figure: Figure) -> Bound | None:
    """`个案320例、小组96个,两者较上年分别增长12%和8%`: the metric of what has grown so much, or is parted."""
    whole = dealt_over(scene.side, scene.mentions, figure.number, figure.around.sentence_start)
    return scene.results[whole]._replace(rule="series:dealt_over") if whole >= 0 else None


def pointed_at(scene: Scene, figure: Figure) -> Bound | None:
    """`心理援助员和社工19名,前者11名,后者8名`: the metric of what 前者 or 后者 stands for.

    That is one of the two that the figure before counts together, else one of the last two figures of the sentence.
    """
    told = _POINTS.search(scene.text_before(figure, _REACH))
    if not told or not scene.previous(figure):
        return None
    last = told.group(1) == "后者"
    for earlier in range(figure.number - 1, max(-1, figure.number - 1 - _LOOK_BACK), -1):
        if not scene.same_sentence(figure, earlier):
            return None
        items = _TWO.split((scene.objects[earlier].value or "")[-2 * _LONGEST_ITEM :])
        metric = _metric_of(figure.mention.dimension, items[-1 if last else -2]) if len(items) > 1 else None
        if metric:
            return Bound(metric, rule="pointed")
    return _one_of_two(scene, figure, last)


def _one_of_two(scene: Scene, figure: Figure, last: bool) -> Bound | None:
    """`社工3名、志愿者40名,前者…,后者…`: the last two figures of one unit that themselves point at nothing."""
    alike = [
        number
        for number in range(max(0, figure.number - _LOOK_BACK), figure.number)
        if scene.same_sentence(figure, number)
        and scene.mentions[number].unit == figure.mention.unit
        and scene.results[number].rule != "pointed"
    ]
    return scene.results[alike[-1 if last else -2]]._replace(rule="pointed") if len(alike) > 1 else None


def _metric_of(dimension: str | None, item: str) -> str | None:
    noun, acts, _ = lexicon().head(item.rstrip("”」"))
    if dimension == "people":
        return PROVIDERS.get(noun) or BODIES_AS_PEOPLE.get(noun)
    if dimension in ("person_times", "events", "calls"):
        return activity(acts, OF_CONTACTS)
    if dimension in ("households", "money", "percent"):
        return None
    if dimension == "cases":
        return "cases"
    return THINGS.get(noun) if noun != "place" else None  # 麻城、蕲春分别为9000只和8500只: to whom
