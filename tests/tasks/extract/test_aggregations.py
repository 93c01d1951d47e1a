"""How a figure adds up."""

from __future__ import annotations

from datetime import date

import pytest

from tasks.extract.aggregations import bind_aggregations
from tasks.extract.model import Context
from tasks.extract.periods import bind_periods
from tasks.extract.rates import bind_rates
from tests.marked_texts import marked


def aggregations(text: str) -> list[str | None]:
    layout, mentions = marked(text)
    periods = bind_periods(layout, Context(published_on=date(2022, 8, 16)), mentions)
    return [found.value for found in bind_aggregations(layout, mentions, bind_rates(layout, mentions), periods)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全市现有社工站[120个]、社工[300名]。", ["stock", "stock"]),
        ("截至6月底，持证护理员[300名]，受理咨询[700次]。", ["stock", "cumulative"]),
        ("累计受理咨询[700次]，其中立案[17件]，办结率[98%]。", ["cumulative", "cumulative", "share"]),
        ("中共党员共服务[300人]。", ["cumulative"]),
        ("今年3月以来，送出书桌[53张]。", ["cumulative"]),
        ("3月5日，志愿者走访[46户]。", ["flow"]),
        ("全市累计服务[300人]，本月新增[20人]。", ["cumulative", "flow"]),
        ("女生占[55%]，低保家庭占[3成]。", ["share", "share"]),
        ("每天供餐[300份]。", ["rate"]),
        ("公共服务中心接待[30人]。", ["flow"]),
    ],
)
def test_how_figures_add_up(text: str, expected: list[str]) -> None:
    assert aggregations(text) == expected
