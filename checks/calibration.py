"""Measures how often figures are right by how sure the rules were, and draws the curve that turns one into the other.

    observations (document, raw score, right or not)  ->  steps [(0.0, 12 of 31), (0.71, 95 of 120), (0.88, 501 of 538)]

The curve never falls (pool-adjacent-violators on groups of equal size); every raw score given here should be made
without the figures of its own document, so that the curve promises for unseen reports what it measured.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

GROUP = 60
"""Figures a step of the curve is measured on at the least."""


class Observation(NamedTuple):
    """One figure: the raw score of its rules, and whether it is right as a whole."""

    score: float
    right: bool


class Step(NamedTuple):
    """From raw score `start` on, `right` of `seen` figures were right."""

    start: float
    right: int
    seen: int

    @property
    def probability(self) -> float:
        """The share that was right."""
        return self.right / self.seen


def curve(observations: Sequence[Observation]) -> list[Step]:
    """A rising staircase over the observations; empty when there are none."""
    ordered = sorted(observations)
    steps: list[Step] = []
    for first in range(0, len(ordered), GROUP):
        group = ordered[first : first + GROUP]
        steps.append(Step(group[0].score, sum(o.right for o in group), len(group)))
        while len(steps) > 1 and steps[-1].probability <= steps[-2].probability:
            later, earlier = steps.pop(), steps.pop()
            steps.append(Step(earlier.start, earlier.right + later.right, earlier.seen + later.seen))
    return [Step(0.0, step.right, step.seen) if number == 0 else step for number, step in enumerate(steps)]


def reliability(pairs: Sequence[tuple[float, bool]]) -> list[tuple[float, float, int]]:
    """Mean confidence, share right and count, by tenths of confidence; for the report."""
    table = []
    for tenth in range(10):
        low, high = tenth / 10, (tenth + 1) / 10
        inside = [(c, r) for c, r in pairs if low <= c < high or (tenth == 9 and c == 1.0)]
        if inside:
            count = len(inside)
            table.append((sum(c for c, _ in inside) / count, sum(r for _, r in inside) / count, count))
    return table
