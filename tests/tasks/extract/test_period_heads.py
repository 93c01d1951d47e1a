"""When a heading or the title of a table says that what stands below it holds."""

from __future__ import annotations

from datetime import date

import pytest

from tasks.extract.model import Context
from tasks.extract.periods import bind_periods
from tests.marked_texts import marked

PUBLISHED = date(2022, 9, 12)


def days(text: str) -> list[tuple[str, str]]:
    layout, mentions = marked(text)
    periods = bind_periods(layout, Context(published_on=PUBLISHED), mentions)
    return [(str(period.first or ""), str(period.last or "")) for period in periods]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("# 一线力量（9月11日17时在岗）", ("", "2022-09-11")),
        ("# 冲锋舟出动情况（9月10日）", ("2022-09-10", "2022-09-10")),
        ("% 各街道发放统计（截至8月18日，单位：份）", ("", "2022-08-18")),
        ("2022年上半年各县助餐服务", ("2022-01-01", "2022-06-30")),
        ("表3　2021年救助支出", ("2021-01-01", "2021-12-31")),
        ("各县情况，2021年末：", ("2021-12-31", "2021-12-31")),
        ("2021年，协会迎来转机，多县先后加入。", ("", "")),
        ("各县对2021年的情况作了比较", ("", "")),
    ],
)
def test_the_line_above_dates_a_table(title: str, expected: tuple[str, str]) -> None:
    assert days(f"{title}\n| 县区\t队员（人）\n| 高县\t[120]\n| 珙县\t[143]") == [expected, expected]


def test_a_title_inside_a_table_dates_the_rows_below_it() -> None:
    text = "| 表1　2020年收入\n| 区县\t现金\n| 宁洱\t[350]\n| 表2　2021年支出\n| 区县\t人数\n| 墨江\t[45]"
    assert days(text) == [("2020-01-01", "2020-12-31"), ("2021-01-01", "2021-12-31")]


def test_a_unit_line_may_stand_between_title_and_table() -> None:
    assert days("2021年志愿服务数据\n（单位：支）\n| 县\t队伍\n| 凤翔\t[210]") == [("2021-01-01", "2021-12-31")]
