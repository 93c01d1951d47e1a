"""How sure the rules of a figure are."""

from __future__ import annotations

import pytest

from tasks.extract.confidence import ATTRIBUTES, confidence, family, raw_score, share

RECORDS = {
    ("metric", "*"): (90.0, 100.0),
    ("metric", "noun"): (96.0, 96.0),
    ("metric", "guess"): (0.0, 4.0),
    **{(attribute, "*"): (100.0, 100.0) for attribute in ATTRIBUTES if attribute != "metric"},
}


def test_a_rule_is_believed_by_its_own_record_drawn_towards_that_of_all() -> None:
    assert share(RECORDS, "metric", "noun") == pytest.approx((96 + 4 * 0.9) / 100)
    assert share(RECORDS, "metric", "guess") == pytest.approx(0.45)
    assert share(RECORDS, "metric", "never seen") == pytest.approx(0.9)


def test_particulars_of_a_rule_do_not_matter() -> None:
    assert family("noun_after:社工") == "noun_after"


def test_a_figure_is_as_sure_as_its_rules_together() -> None:
    rules = dict.fromkeys(ATTRIBUTES, "any")
    assert raw_score(RECORDS, rules | {"metric": "noun"}) > raw_score(RECORDS, rules | {"metric": "guess"})


def test_confidence_is_a_probability() -> None:
    assert 0 <= confidence(dict.fromkeys(ATTRIBUTES, "a rule that does not exist")) <= 1
