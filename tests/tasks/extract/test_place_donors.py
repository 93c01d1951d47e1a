"""Columns of tables that say who gave."""

from __future__ import annotations

import pytest

from tasks.extract.place_donors import donor_cells
from tests.tasks.extract.test_places import lowest


@pytest.mark.parametrize(
    ("side", "cells"),
    [
        ("捐赠单位|品名|数量\n甲县红会|毛毯|30条\n乙厂|米|2吨\n以上已签收。\n丙县|米|1吨", ["甲县红会", "乙厂"]),
        ("品名   数量   捐赠方\n毛毯   30条   甲县红会\n\n米   2吨   乙厂", ["甲县红会", "乙厂"]),
        ("品名|来源(县)|数量\n毛毯|甲县|30条", ["甲县"]),
        ("受赠地|数量\n甲县|30条", []),
        ("捐赠方是一家企业|甲县\n乙县|30条", []),
        ("捐赠方\n甲县\n乙县", []),
        ("捐赠方", []),
    ],
)
def test_the_cells_below_the_head_of_such_a_column(side: str, cells: list[str]) -> None:
    assert [side[start:end].strip() for start, end in donor_cells(side)] == cells


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "% 东阳市慈善总会公告\n捐赠方 | 品名 | 数量\n磐安县红十字会 | 手套 | [240副]\n杭州市一家厂 | 米 | [3吨]",
            ["东阳市"] * 2,
        ),
        (
            "% 东阳市慈善总会公告\n受赠地 | 品名 | 数量\n磐安县 | 手套 | [240副]\n浦江县 | 米 | [3吨]",
            ["磐安县", "浦江县"],
        ),
    ],
)
def test_goods_are_where_they_came_to(text: str, expected: list[str]) -> None:
    assert lowest(text) == expected
