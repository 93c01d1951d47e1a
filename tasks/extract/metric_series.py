"""Figures dealt out to the items of a list that stands before them: each takes the metric of its own item.

核酸采样、疫苗接种分别为21.6万人次和8300人次    testing_assisted, vaccination_assisted
社工、康复师、护理员分别为6名、4名和7名           social_workers, other_personnel, other_personnel
"""

from __future__ import annotations

import re

from tasks.extract.metric_codes import BODIES_AS_PEOPLE, PROVIDERS, THINGS, activity
from tasks.extract.metric_scene import Figure, Scene
from tasks.extract.model import Bound
from tasks.extract.noun_classes import actions, lexicon

_ACTIVITIES = actions("testing", "vaccination", "counselling", "screening", "records", "calls", "visit")
_DEALT_OUT = re.compile("(?:分别|依次)(?:为|是|有|达到?|计|共|各)?$")
_JOINT = re.compile("[、,]|和|及|与|以及")
_ITEM_ENDS = re.compile("[、和及与]")
_REACH, _MOST = 60, 8


def dealt_out(scene: Scene, figure: Figure) -> Bound | None:
    """The metric of the item that the figure belongs to; None where no list is dealt out, or its item is unknown."""
    first = _first_of_row(scene, figure.number)
    if first is None:
        return None
    count = _row_length(scene, first)
    told = scene.side[max(0, scene.mentions[first].start - _REACH) : scene.mentions[first].start]
    end = scene.mentions[first].start - len(_matched(told))
    clause = scene.layout.clause_at(end - 1).start
    items = _ITEM_ENDS.split(scene.side[max(clause, end - _REACH) : end])
    if count < 2 or len(items) < count:
        return None
    metric = _metric_of(scene, figure, items[len(items) - count + figure.number - first])
    return Bound(metric, rule="series") if metric else None


def _matched(told: str) -> str:
    found = _DEALT_OUT.search(told)
    return found.group() if found else ""


def _first_of_row(scene: Scene, number: int) -> int | None:
    """The figure right behind 分别为, of the row that figure `number` stands in."""
    for first in range(number, max(-1, number - _MOST), -1):
        start = scene.mentions[first].start
        if _matched(scene.side[max(0, start - _REACH) : start]):
            return first
        if first == 0 or not _JOINT.fullmatch(scene.side, scene.mentions[first - 1].end, start):
            return None
    return None


def _row_length(scene: Scene, first: int) -> int:
    last, limit = first, min(len(scene.mentions), first + _MOST)
    while last + 1 < limit and _JOINT.fullmatch(scene.side, scene.mentions[last].end, scene.mentions[last + 1].start):
        last += 1
    return last - first + 1


def _metric_of(scene: Scene, figure: Figure, item: str) -> str | None:
    noun, acts, _ = lexicon().head(item.strip().rstrip("”」"))
    dimension = figure.mention.dimension
    if dimension == "people":
        return PROVIDERS.get(noun) or BODIES_AS_PEOPLE.get(noun)
    if dimension in ("person_times", "events", "calls"):
        return activity(acts, _ACTIVITIES)
    if dimension in ("households", "money", "percent"):
        return None
    return THINGS.get(noun) if noun != "place" else None  # 麻城、蕲春分别为9000只和8500只: to whom
