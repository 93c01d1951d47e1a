"""Numbers with the words that touch them: quote, value, bounds, qualifier and unit."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.extract.layout import fold
from tasks.extract.quantities import read_quantity

FIRST_NUMERAL = re.compile("[0-9〇零一二两三四五六七八九十百千万亿数几半]")


def quantity(text):
    side = fold(text)
    match = FIRST_NUMERAL.search(side)
    assert match is not None
    found = read_quantity(side, match.start())
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "quote", "value", "qualifier", "unit"),
    [
        ("走访2000余个村", "2000余个", 2000, "more_than", "个"),
        ("近百万名志愿者", "近百万名", 1000000, "nearly", "名"),
        ("每天300份左右快餐", "300份左右", 300, "about", "份"),
        ("保险最高50万元/人", "最高50万元/人", 500000, "at_most", "元/人"),
        ("帐篷约500余顶", "约500余顶", 500, "about", "顶"),
        ("棉被超1.2万余床", "超1.2万余床", 12000, "more_than", "床"),
        ("每份不少于5公斤", "不少于5公斤", 5, "at_least", "公斤"),
        ("每天至少两小时", "至少两小时", 2, "at_least", "小时"),
        ("逾千万人次", "逾千万人次", 10000000, "more_than", "人次"),
        ("上千名志愿者", "上千名", 1000, "more_than", "名"),
        ("超过百人", "超过百人", 100, "more_than", "人"),
        ("将近40通", "将近40通", 40, "nearly", "通"),
        ("不到20件", "不到20件", 20, "at_most", "件"),
        ("敲开的不足五成", "不足五成", 50, "at_most", "成"),
        ("九成以上的人家", "九成以上", 90, "more_than", "成"),
        ("七成半左右", "七成半左右", 75, "about", "成"),
        ("涨到了九成三", "九成三", 93, "exact", "成"),
        ("常来的两百出头", "两百出头", 200, "more_than", None),
        ("跑出两百来公里", "两百来公里", 200, "about", "公里"),
        ("时长达十余个小时", "十余个小时", 10, "more_than", "小时"),
        ("两个半小时", "两个半小时", 2.5, "exact", "小时"),
        ("连续半个月", "半个月", 0.5, "exact", "月"),
        ("书半吨", "半吨", 0.5, "exact", "吨"),
        ("筹得13,582元5角", "13,582元5角", 13582.5, "exact", "元"),
        ("倒出来三十六块五", "三十六块五", 36.5, "exact", "块"),
        ("孩子捐了8块8。", "8块8", 8.8, "exact", "块"),
        ("切了8块8厘米的豆腐", "8块", 8, "exact", "块"),
        ("服务率百分之九十六", "百分之九十六", 96, "exact", "%"),
        ("好评率百分之九十七点五", "百分之九十七点五", 97.5, "exact", "%"),
        ("提高10个百分点", "10个百分点", 10, "exact", "个百分点"),
        ("数百名大学生", "数百名", 100, "several", "名"),
        ("两个多月", "两个多月", 2, "more_than", "月"),
        ("来了二百来号人", "二百来号", 200, "about", "号"),
        ("上门1,284,510 人次", "1,284,510 人次", 1284510, "exact", "人次"),
        ("约 300 余名", "约 300 余名", 300, "about", "名"),
        ("签约37户", "37户", 37, "exact", "户"),
        ("线上百场直播", "百场", 100, "exact", "场"),
        ("附近30户", "30户", 30, "exact", "户"),
        ("找不到3人", "3人", 3, "exact", "人"),
        ("姜汤六大锅", "六大锅", 6, "exact", "锅"),
        ("椅子十几把", "十几把", 10, "more_than", "把"),
        ("来了百把人", "百把人", 100, "about", "人"),
        ("轮椅14台(套)", "14台(套)", 14, "exact", "台(套)"),
    ],
)
def test_what_touches_a_number_is_read_with_it(text, quote, value, qualifier, unit):
    found = quantity(text)
    assert text[found.start : found.end] == quote
    assert (found.value, found.qualifier, found.unit_name) == (value, qualifier, unit)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("165名", 165, 165),
        ("2000余个", 2000, None),
        ("近3万人", None, 30000),
        ("约20人", None, None),
        ("最多58个", None, 58),
        ("至少400份", 400, None),
        ("300至500份", 300, 500),
        ("数十名", 10, 100),
        ("十几名", 10, None),
    ],
)
def test_bounds_are_those_that_the_wording_supports(text, low, high):
    found = quantity(text)
    assert (found.low, found.high) == (low, high)


@pytest.mark.parametrize(
    ("text", "quote"),
    [("30份至50份", "30份至50份"), ("5%—10%", "5%—10%"), ("三天到五天", "三天到五天")],
)
def test_a_range_may_repeat_its_unit(text, quote):
    found = quantity(text)
    assert text[found.start : found.end] == quote
    assert found.qualifier == "range"


@pytest.mark.parametrize("text", ["从19人到4.27万人", "由21户至8户", "50份至30份"])
def test_a_change_from_one_number_to_another_is_two_numbers(text):
    assert quantity(text).qualifier == "exact"


@given(
    st.text(
        alphabet="0123456789,.%约近超至少不到最高余多来半个小时元角块成左右以上人名/万千十二两 年天的",
        min_size=1,
        max_size=40,
    )
)
def test_any_neighbourhood_is_read_without_harm(text):
    for start, char in enumerate(text):
        if FIRST_NUMERAL.match(char):
            found = read_quantity(text, start)
            if found is not None:
                assert 0 <= found.start <= found.number_start == start
                assert found.number_start < found.number_end <= found.end <= len(text)
                assert found.low is None or found.high is None or found.low <= found.high
