"""Measures how often figures are right by how sure the rules were, and draws the curve that turns one into the other.

    observations (document, raw score, right or not)  ->  steps [(0.0, 12 of 31), (0.71, 95 of 120), (0.88, 501 of 538)]

The curve never falls (pool-adjacent-violators on groups of similar size); every raw score given here should be made
without the figures of its own document, so that the curve promises for unseen reports what it measured.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

GROUP = 60
"""Figures a step of the curve is measured on at the least."""


class Sighting(NamedTuple):
    """One figure of one document: the rule behind each attribute, and which of those that were judged are right."""

    document: str
    rules: Mapping[str, str]
    right: Mapping[str, bool]


Levels = Callable[[str], Iterable[str]]
"""The names that a rule is counted under: all rules of its attribute, its family, itself."""

Counts = Mapping[tuple[str, str], tuple[float, float]]
"""For (attribute, rule): how often it was right, how often it was seen."""


def count(sightings: Iterable[Sighting], levels: Levels) -> dict[tuple[str, str], tuple[float, float]]:
    """How often every rule was right and seen, and every wider name that `levels` gives it."""
    right: Counter[tuple[str, str]] = Counter()
    seen: Counter[tuple[str, str]] = Counter()
    for sighting in sightings:
        for attribute, is_right in sighting.right.items():
            for name in levels(sighting.rules[attribute]):
                seen[attribute, name] += 1
                right[attribute, name] += is_right
    return {key: (right[key], seen[key]) for key in seen}


def observe(
    sightings: Sequence[Sighting], levels: Levels, score: Callable[[Counts, Mapping[str, str]], float]
) -> list[Observation]:
    """The raw score of every figure, from the counts of all documents but its own; and whether it is right."""
    everything = count(sightings, levels)
    by_document: dict[str, list[Sighting]] = {}
    for sighting in sightings:
        by_document.setdefault(sighting.document, []).append(sighting)
    observations = []
    for own in by_document.values():
        mine = count(own, levels)
        others = {key: _less(counts, mine.get(key, (0, 0))) for key, counts in everything.items()}
        known = {key: counts for key, counts in others.items() if counts[1]}
        observations += [Observation(score(known, s.rules), all(s.right.values())) for s in own]
    return observations


def _less(all_of_them: tuple[float, float], own: tuple[float, float]) -> tuple[float, float]:
    return all_of_them[0] - own[0], all_of_them[1] - own[1]


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
    steps: list[Step] = []
    for group in _groups(sorted(observations)):
        steps.append(Step(group[0].score, sum(o.right for o in group), len(group)))
        while len(steps) > 1 and steps[-1].probability <= steps[-2].probability:
            later, earlier = steps.pop(), steps.pop()
            steps.append(Step(earlier.start, earlier.right + later.right, earlier.seen + later.seen))
    return [Step(0.0, step.right, step.seen) if number == 0 else step for number, step in enumerate(steps)]


def _groups(ordered: Sequence[Observation]) -> list[list[Observation]]:
    """Runs of GROUP observations or more; those with one score are never divided."""
    groups: list[list[Observation]] = []
    for observation in ordered:
        if not groups or (len(groups[-1]) >= GROUP and groups[-1][-1].score < observation.score):
            groups.append([])
        groups[-1].append(observation)
    return groups


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
