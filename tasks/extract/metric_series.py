"""Figures dealt out to the items of a list that stands before them: each takes the metric of its own item.

核酸采样、疫苗接种分别为21.6万人次和8300人次    testing_assisted, vaccination_assisted
社工、康复师、护理员分别为6名、4名和7名           social_workers, other_personnel, other_personnel

Which item is a figure's own is settled where its object is (`objects.py`).
"""

from __future__ import annotations

from tasks.extract.metric_codes import BODIES_AS_PEOPLE, PROVIDERS, THINGS, activity
from tasks.extract.metric_scene import Figure, Scene
from tasks.extract.model import Bound
from tasks.extract.noun_classes import actions, lexicon

_ACTIVITIES = actions("testing", "vaccination", "counselling", "screening", "records", "calls", "visit")


def dealt_out(scene: Scene, figure: Figure) -> Bound | None:
    """The metric of the item that the figure belongs to; None where no list is dealt out, or its item is unknown."""
    item = scene.objects[figure.number]
    if item.rule != "object.shared_out" or item.value is None:
        return None
    metric = _metric_of(figure.mention.dimension, item.value)
    return Bound(metric, item.start, item.end, "series") if metric else None


def _metric_of(dimension: str | None, item: str) -> str | None:
    noun, acts, _ = lexicon().head(item.rstrip("”」"))
    if dimension == "people":
        return PROVIDERS.get(noun) or BODIES_AS_PEOPLE.get(noun)
    if dimension in ("person_times", "events", "calls"):
        return activity(acts, _ACTIVITIES)
    if dimension in ("households", "money", "percent"):
        return None
    if dimension == "cases":
        return "cases"
    return THINGS.get(noun) if noun != "place" else None  # 麻城、蕲春分别为9000只和8500只: to whom
