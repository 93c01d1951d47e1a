"""Which total a figure is a part of."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.extract.aggregations import bind_aggregations
from tasks.extract.model import AT_MOST, Bound, Period
from tasks.extract.parents import bind_parents
from tasks.extract.rates import bind_rates
from tests.marked_texts import marked


def parents(text: str, objects: list[str | None] | None = None) -> list[int | None]:
    layout, mentions = marked(text)
    nothing = [Period(None, None)] * len(mentions)
    aggregations = bind_aggregations(layout, mentions, bind_rates(layout, mentions), nothing)
    nouns = [Bound(noun) for noun in objects or [None] * len(mentions)]
    return bind_parents(layout, mentions, nouns, aggregations)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("慰问军属[30户]，其中烈属[4户]、伤残军人[6户]；送去花生油[30桶]。", [None, 0, 0, None]),
        ("报名义工[90名]，其中退休教师[40名]。他们辅导[60人]。", [None, 0, None]),
        ("募得款物[75万元]。其中善款[40万元]，来自[12家]商会。", [None, 0, None]),
        ("走访儿童[200人]，较上年减少[3%]；其中孤儿[90人]，占[45%]，残疾儿童[30人]。", [None, None, 0, None, 0]),
        ("办结援助[60件]，劳动争议、婚姻家庭、工伤分别为[30件]、[20件]和[10件]。", [None, 0, 0, 0]),
        ("寄出信件[90封]，回信[70封]，其余[20封]退回。", [None, 0, 0]),
        ("车队有[8名]司机（党员[5名]）。", [None, 0]),
        ("[120名]学员里有[30名]残疾青年。", [None, 0]),
        ("回访的[50户]中，[9户]已脱困。", [None, 0]),
    ],
)
def test_parts_know_their_total(text: str, expected: list[int | None]) -> None:
    assert parents(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "矿泉水[100箱]（[2400瓶]）。",
        "受理咨询[700次]，其中立案[17件]。",
        "单位和个人捐款[80万元]，其中单笔最高[5万元]。",
        "网格员[9名]，其中每人联系[3名]老人。",
        "网格员[9名]，其中服务[300名]老人。",
        "服务[300人]。志愿者参与其中。培训[20人]。",
        "来了[30人]，走了[20人]，又来了[15人]。",
    ],
)
def test_what_is_no_part(text: str) -> None:
    assert set(parents(text)) == {None}


def test_people_of_another_kind_do_not_go_on_with_the_parts() -> None:
    text = "全市社工[300名]，其中持证[120名]，志愿者[100名]。"
    assert parents(text, ["社工", None, "志愿者"]) == [None, 0, None]


def test_the_most_that_one_gave_is_no_part() -> None:
    layout, mentions = marked("捐款[80万元]，其中[5万元]来自企业。")
    capped = [mentions[0], replace(mentions[1], qualifier=AT_MOST)]
    nothing = [Bound(None)] * 2
    assert bind_parents(layout, capped, nothing, nothing) == [None, None]


def test_the_lines_of_a_table_belong_to_the_line_that_sums_them() -> None:
    text = "| 品名 | 件 | 元 |\n| 口罩 | [20] | [300] |\n| 酒精 | [30] | [500] |\n| 合计 | [50] | [900] |"
    assert parents(text) == [4, None, 4, None, None, None]


@settings(max_examples=40)
@given(
    st.lists(
        st.sampled_from(["[3人]", "[5人]", "[8人]", "其中", "，", "；", "。", "（", "）", "里有", "合计"]), max_size=40
    )
)
def test_a_parent_is_never_the_figure_itself_nor_a_circle(pieces: list[str]) -> None:
    found = parents("共" + "".join(pieces))
    for number in range(len(found)):
        seen, at = {number}, found[number]
        while at is not None:
            assert at not in seen
            seen.add(at)
            at = found[at]
