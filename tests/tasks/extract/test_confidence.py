"""How sure the rules of a figure are."""

from __future__ import annotations

import pytest

from tasks.extract.confidence import ATTRIBUTES, confidence, levels, raw_score, share

RECORDS = {
    ("metric", "*"): (90.0, 100.0),
    ("metric", "thing"): (30.0, 40.0),
    ("metric", "thing:noun"): (28.0, 28.0),
    ("metric", "guess"): (0.0, 4.0),
    **{(attribute, "*"): (100.0, 100.0) for attribute in ATTRIBUTES if attribute != "metric"},
}


def test_a_rule_is_believed_by_its_own_record_drawn_towards_its_family_and_that_towards_all() -> None:
    of_all = 92 / 104
    of_things = (30 + 4 * of_all) / 44
    assert share(RECORDS, "metric", "never seen") == pytest.approx(of_all)
    assert share(RECORDS, "metric", "guess") == pytest.approx(4 * of_all / 8)
    assert share(RECORDS, "metric", "thing:unit") == pytest.approx(of_things)
    assert share(RECORDS, "metric", "thing:noun") == pytest.approx((28 + 4 * of_things) / 32)


def test_a_rule_is_counted_for_itself_its_family_and_all() -> None:
    assert levels("thing:noun") == ("*", "thing", "thing:noun")
    assert levels("unit") == ("*", "unit")


def test_a_figure_is_as_sure_as_its_rules_together() -> None:
    rules = dict.fromkeys(ATTRIBUTES, "any")
    assert raw_score(RECORDS, rules | {"metric": "thing:noun"}) > raw_score(RECORDS, rules | {"metric": "guess"})


def test_confidence_is_a_probability() -> None:
    assert 0 <= confidence(dict.fromkeys(ATTRIBUTES, "a rule that does not exist")) <= 1
