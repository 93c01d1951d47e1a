"""Decides of each quantity whether the report claims it: a figure, or the reason why it is none.

    "发放口罩1500只"             figure      nothing speaks against it
    "明年计划招募20名社工"        target      计划 and 明年 rule the sentence
    "单次驾驶不得超过4小时"       norm        不得
    "新增确诊病例6例"             epidemic    what is counted is the epidemic, nobody is served
    "一名社工走了进来"            idiom       一 is an article here
    "连续6天作战" / "6天前"       figure / date

The rules run in their order and the first that speaks decides; a quantity on which none speaks is a figure.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from tasks.extract.model import FIGURE
from tasks.extract.scene import Scene, Verdict
from tasks.extract.uncounted_houses import address, numbered
from tasks.extract.uncounted_numbers import (
    TRIFLING_KINDS,
    age,
    bare,
    class_bound,
    furniture,
    labelled,
    named,
    never_counted,
    one,
    pointed_at,
    recent_time,
    trifle,
    weak_unit,
)
from tasks.extract.uncounted_statements import duration, event_statistics, measured, new_cases, next_steps

Rule = Callable[[Scene], Verdict | None]

_RULES: tuple[Rule, ...] = (
    furniture,
    labelled,
    named,
    age,
    numbered,
    never_counted,
    bare,
    one,
    pointed_at,
    recent_time,
    address,
    class_bound,
    weak_unit,
    next_steps,
    duration,
    new_cases,
    event_statistics,
    measured,
    trifle,
)
_ONLY_FOR: dict[Rule, frozenset[str]] = {
    labelled: frozenset(("", "event", "general", "person")),
    age: frozenset(("",)),
    bare: frozenset(("",)),
    recent_time: frozenset(("time",)),
    address: frozenset(("general", "goods")),
    duration: frozenset(("time",)),
    trifle: TRIFLING_KINDS,
}
"""Rules that have a word to say of some sorts of unit only ("": none)."""


@cache
def _rules_of(kind: str) -> tuple[Rule, ...]:
    """The rules that may speak of a quantity with a unit of this sort, in their order."""
    return tuple(rule for rule in _RULES if kind in _ONLY_FOR.get(rule, (kind,)))


def judge(scene: Scene) -> Verdict:
    """The disposition of a quantity and the name of the rule that gave it."""
    for rule in _rules_of(scene.kind):
        verdict = rule(scene)
        if verdict is not None:
            return verdict
    return FIGURE, "counted"
