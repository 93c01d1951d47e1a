"""Numerals whose shape alone says that they count nothing."""

from __future__ import annotations

import pytest

from tasks.extract.layout import fold
from tasks.extract.numeral_forms import Form, latin_form, ordinal_form, shape_of


def shape(text: str, start: int = 0, line_start: int = -1) -> Form | None:
    return shape_of(fold(text), start, line_start)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("2022年8月16日上午", "2022年8月16日"),
        ("2022 年 8 月 16 日上午", "2022 年 8 月 16 日"),
        ("3月上旬", "3月上旬"),
        ("1—9月，", "1—9月"),
        ("12、13日", "12、13日"),
        ("2020-06-24", "2020-06-24"),
        ("2019—2023 鲁北", "2019—2023"),
        ("2023-2024学年", "2023-2024学年"),
        ("1998年那回", "1998年"),
        ("二〇二〇年六月二十四日", "二〇二〇年六月二十四日"),
        ("三月底", "三月底"),
    ],
)
def test_dates(text: str, whole: str) -> None:
    form = shape(text)
    assert form is not None
    assert (form.reason, text[form.start : form.end]) == ("date", whole)


@pytest.mark.parametrize("text", ["9:30", "23时59分", "3点许", "8点半", "14:30:05", "9点20分"])
def test_clock_times(text: str) -> None:
    form = shape(text)
    assert form is not None
    assert (form.reason, form.end) == ("time", len(text))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("0898-63260000", "identifier"),
        ("13800138000", "identifier"),
        ("400-123-4567", "identifier"),
        ("12号楼", "identifier"),
        ("202509-5280", "identifier"),
        ("51.jpg", "furniture"),
        ("1+6+N", "name"),
        ("7×24", "name"),
        ("5G", "name"),
    ],
)
def test_codes(text: str, reason: str) -> None:
    form = shape(text)
    assert form is not None
    assert form.reason == reason


@pytest.mark.parametrize(
    ("text", "start"), [("1.高温走访", 0), ("2.1　城关区", 0), ("三、力量", 0), ("（二）服务", 1), ("5　反思", 0)]
)
def test_numbers_that_begin_a_line_are_list_numbers(text: str, start: int) -> None:
    form = shape(text, start, line_start=0)
    assert form is not None
    assert form.reason == "ordinal"


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("20 件", 0),
        ("210.5小时", 0),
        ("50kg大米", 0),
        ("300至500份", 0),
        ("连续5日作战", 2),
        ("24小时", 0),
        ("每周三次", 2),
        ("3个月", 0),
        ("10%", 0),
    ],
)
def test_quantities_have_no_such_shape(text: str, start: int) -> None:
    assert shape(text, start, line_start=0) is None


def test_weekdays() -> None:
    assert shape("每周二、周五", 2) == Form(2, 3, "date", "weekday")
    assert shape("星期三", 2) == Form(2, 3, "date", "weekday")


def test_latin_words_count_only_with_digits() -> None:
    assert latin_form("KN95口罩", 0)[0] == Form(0, 4, "name", "code")
    assert latin_form("https://a.cn/1 ", 0)[0] == Form(0, 14, "identifier", "address")
    assert latin_form("QQ群", 0) == (None, 2)


def test_an_ordinal_before_a_hospital_is_its_name() -> None:
    assert ordinal_form("第十人民医院", 1, 2).reason == "name"
    assert ordinal_form("第十次", 1, 3).reason == "ordinal"
