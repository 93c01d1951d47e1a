"""Classifiers and measure words after a number."""

import pytest

from tasks.extract.units import per_suffix, unit_after_ge, unit_at, unit_table

DIMENSIONS = {
    "people", "person_times", "organizations", "teams", "households", "sites", "items", "money", "calls", "records",
    "events", "hours", "days", "months", "lines", "cases", "percent", "other",
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("人次的个人捐赠", "人次"),
        ("人参加", "人"),
        ("户次", "户次"),
        ("件次", "件次"),
        ("名志愿者", "名"),
        ("名师生", "名"),
        ("家长者食堂", "家"),
        ("平方米", "平方米"),
        ("公里", "公里"),
        ("课时", "课时"),
        ("本书", "本"),
    ],
)
def test_the_longest_unit_wins(text, unit):
    found = unit_at(text, 0)
    assert found is not None
    assert found[0].name == unit


@pytest.mark.parametrize("text", ["家庭", "条件", "期间", "场所", "然后", "人口", "", "的人"])
def test_nouns_that_begin_like_a_unit_are_none(text):
    assert unit_at(text, 0) is None


@pytest.mark.parametrize(("text", "unit"), [("小时", "小时"), ("月", "月"), ("百分点", "个百分点")])
def test_ge_may_stand_before_measures_of_time(text, unit):
    found = unit_after_ge(text, 0)
    assert found is not None
    assert found[0].name == unit


def test_a_rate_belongs_to_the_unit():
    assert per_suffix("元/人，", 1) == 3
    assert per_suffix("元，", 1) == 1


def test_every_dimension_of_the_table_is_one_of_the_contract():
    assert {unit.dimension for unit in unit_table().values()} - {None} <= DIMENSIONS
