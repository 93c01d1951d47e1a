"""The curve that turns the record of rules into a probability."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from checks.calibration import GROUP, Observation, Sighting, count, curve, observe, reliability


def levels(rule: str) -> tuple[str, str]:
    return "*", rule


OBSERVATIONS = st.lists(st.builds(Observation, st.floats(0, 1), st.booleans()), max_size=400)


@given(OBSERVATIONS)
def test_the_curve_only_rises_and_loses_no_figure(observations: list[Observation]) -> None:
    steps = curve(observations)
    assert sum(step.seen for step in steps) == len(observations)
    assert all(a.start < b.start or a.start == b.start == 0 for a, b in itertools.pairwise(steps))
    assert all(a.probability < b.probability for a, b in itertools.pairwise(steps))


def test_surer_rules_come_out_surer() -> None:
    doubtful = [Observation(0.2, number % 2 == 0) for number in range(GROUP)]
    sure = [Observation(0.9, number % 10 != 0) for number in range(GROUP)]
    low, high = curve([*sure, *doubtful])
    assert (low.probability, high.probability) == (0.5, 0.9)


def test_a_document_does_not_vouch_for_itself() -> None:
    sightings = [Sighting(document, {"metric": "noun"}, {"metric": document != "b"}) for document in "aab"]
    seen_by = {}
    for sighting, observation in zip(
        sightings, observe(sightings, levels, lambda counts, rules: counts["metric", rules["metric"]][0]), strict=True
    ):
        seen_by[sighting.document] = observation.score
    assert seen_by == {"a": 0, "b": 2}, "how often the rule was right in the other documents"
    assert count(sightings, levels)["metric", "*"] == (2, 3)


def test_reliability_compares_what_was_said_with_what_came_true() -> None:
    assert reliability([(0.95, True), (0.95, False), (0.15, False)]) == [(0.15, 0.0, 1), (0.95, 0.5, 2)]
