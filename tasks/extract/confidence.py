"""How likely a figure is right as a whole, from how often its rules were right on reports they had never seen.

    value by "number_unit", metric by "thing:noun", place by "home", period by "sentence"   ->   0.83

`seeds/reference/confidence.csv` holds, for every rule, how often it was right of how often it was seen, and a curve
that turns the product of these shares into a probability; `python -m flows.evaluate --calibrate` measures both.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from functools import cache, lru_cache
from math import prod
from operator import itemgetter

from seeds.tables import read_reference

ATTRIBUTES = ("value", "metric", "place", "period")
"""What must be right for a figure to count as right."""

_IN_ORDER = itemgetter(*ATTRIBUTES)
CURVE = "curve"
ANY_RULE = "*"
TABLE = "confidence.csv"
COLUMNS = ("attribute", "rule", "right", "seen")

_PRIOR_WEIGHT = 4.0
"""A rule seen rarely is believed like its family; after four sightings its own record weighs half."""


Records = Mapping[tuple[str, str], tuple[float, float]]
"""For (attribute, rule): how often it was right, of how often it was seen."""


def family(rule: str) -> str:
    """The rule without its particulars: `people:reached` -> `people`."""
    return rule.split(":", 1)[0]


def levels(rule: str) -> tuple[str, ...]:
    """The records that speak for a rule, the widest first: all rules, its family, itself."""
    return tuple(dict.fromkeys((ANY_RULE, family(rule), rule)))


def share(records: Records, attribute: str, rule: str) -> float:
    """The share of figures that `rule` gets right, drawn towards its family's, and that towards all rules'."""
    believed = 0.5
    for name in levels(rule):
        right, seen = records.get((attribute, name), (0.0, 0.0))
        believed = (right + _PRIOR_WEIGHT * believed) / (seen + _PRIOR_WEIGHT)
    return believed


def raw_score(records: Records, rules: Mapping[str, str]) -> float:
    """The product of the shares of the rules of one figure."""
    return prod(share(records, attribute, rules[attribute]) for attribute in ATTRIBUTES)


def confidence(rules: Mapping[str, str]) -> float:
    """The calibrated probability that a figure made by these rules (attribute -> rule) is right as a whole."""
    return _of_rules(_IN_ORDER(rules))


@lru_cache(maxsize=4096)
def _of_rules(rules: tuple[str, ...]) -> float:
    """The same by the rules in the order of `ATTRIBUTES`: few combinations make most figures."""
    records, starts, probabilities = _measured()
    step = bisect_right(starts, raw_score(records, dict(zip(ATTRIBUTES, rules, strict=True)))) - 1
    return probabilities[max(0, step)]


@cache
def _measured() -> tuple[Records, list[float], list[float]]:
    """The records of all rules; the curve as starts of its steps and the probability on each."""
    rows = read_reference(TABLE, COLUMNS, ("attribute", "rule"), {"attribute": (*ATTRIBUTES, CURVE)}, COLUMNS)
    records = {(row["attribute"], row["rule"]): (float(row["right"]), float(row["seen"])) for row in rows}
    steps = sorted((float(rule), counts) for (attribute, rule), counts in records.items() if attribute == CURVE)
    return records, [start for start, _ in steps], [round(right / seen, 3) for _, (right, seen) in steps]
