"""What people write into sheets, and what is made of it."""

from datetime import datetime

import pytest

from tasks.errors import InputError
from tasks.review.answers import Answer, AnswerError, Change, answers, canonical, changes, is_as_shown

GIVEN = {"figure_id": "f1", "decision": "更正", "reviewer": "王芳"}


def answer(**cells):
    return Answer(2, {**GIVEN, **cells})


@pytest.mark.parametrize(
    ("field", "text", "kept"),
    [
        ("数值", "175", "175"),
        ("value", "1,234.50", "1234.5"),
        ("数值", "１２", "12"),
        ("上限", "", None),
        ("时期止", "2022年3月31日", "2022-03-31"),
        ("period to", "2022/3/1", "2022-03-01"),
        ("时期起", "2022-03-01 00:00:00", "2022-03-01"),
        ("指标", "志愿者人数", "volunteers"),
        ("metric", "volunteers", "volunteers"),
        ("限定词", "more than", "more_than"),
        ("对象", "=1+1", "=1+1"),
        ("对象", " ", None),
    ],
)
def test_a_correction_is_kept_as_the_warehouse_writes_it(field, text, kept):
    (change,) = changes(answer(field=field, new_value=text))
    assert change.new_value == kept


@pytest.mark.parametrize("text", ["330203", "浙江省宁波市海曙区", "浙江省 宁波市 海曙区"])
def test_a_region_is_corrected_with_all_its_names(text):
    expected = [("region_code", "330203"), ("adm1", "浙江省"), ("adm2", "宁波市"), ("adm3", "海曙区")]
    assert changes(answer(field="行政区划代码", new_value=text)) == expected


def test_a_region_may_be_cleared():
    assert changes(answer(field="行政区划代码")) == [(name, None) for name in ("region_code", "adm1", "adm2", "adm3")]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"decision": "也许"}, "应为：采纳、更正、驳回"),
        ({"field": "原文", "new_value": "x"}, "应为：数值、下限"),
        ({"field": "省级", "new_value": "浙江省"}, "“字段”是“省级”"),
        ({"field": "数值", "new_value": "很多"}, "应为数字"),
        ({"field": "数值", "new_value": ""}, "“数值”不能为空"),
        ({"field": "指标", "new_value": "社工"}, "应为：社工人数"),
        ({"field": "时期起", "new_value": "2022-02-30"}, "应为日期"),
        ({"field": "时期起", "new_value": "昨天"}, "应为日期"),
        ({"field": "行政区划代码", "new_value": "330299"}, "不是已知的行政区划代码"),
        ({"decision": "驳回", "field": "数值", "new_value": "3"}, "要改数请选“更正”"),
    ],
)
def test_what_cannot_be_understood_is_said_to_the_person(cells, said):
    with pytest.raises(AnswerError, match=said):
        changes(answer(**cells))


def test_accept_and_reject_name_no_field():
    assert changes(answer(decision="采纳")) == changes(answer(decision="reject")) == [Change(None, None)]


@pytest.mark.parametrize(
    ("column", "cell", "current", "same"),
    [
        ("value", "57000", 57000.0, True),
        ("value", "57,000.0", 57000.0, True),
        ("value", "1.23457E+11", 123456789012.0, True),
        ("value", "57001", 57000.0, False),
        ("value", "1.23457E+11", 123999999999.0, False),
        ("value_low", "", None, True),
        ("value_low", "3", None, False),
        ("metric", "志愿者人数", "volunteers", True),
        ("period_end", "2022/3/31", "2022-03-31", True),
        ("object", "社\r\n工", "社\n工", True),
        ("object", "义工", "社工", False),
        ("value", "一", 1.0, False),
    ],
)
def test_a_cell_is_compared_however_a_spreadsheet_dressed_it(column, cell, current, same):
    assert is_as_shown(column, cell, current) is same


def test_columns_are_found_by_either_name_in_any_order():
    heading = ["理由", "reviewer", "决定", "字段", "corrected value", "原文", "source_id", "数据编号", "我的备注"]
    (read,) = answers([heading, ["误", "王芳", "驳回", "", "", "5名", "a", "f1", "x"]], "s.csv")
    assert (read["figure_id"], read["reason"], read["quote"], read["value"]) == ("f1", "误", "5名", "")


def test_a_sheet_without_the_columns_of_an_answer_is_refused():
    with pytest.raises(InputError, match=r"s\.csv: its first row lacks 数据编号 \(figure_id\)"):
        answers([["决定", "复核人"]], "s.csv")
    with pytest.raises(InputError, match="lacks"):
        answers([], "s.csv")


def test_a_row_without_an_answer_is_blank_and_its_sentence_is_without_marks():
    row = Answer(2, {"marked_sentence": "【注】社工【5名】。", "quote": "5名", "reviewer": "王芳"})
    assert row.is_blank
    assert row.sentence == "【注】社工5名。"


def test_canonical_of_a_day_that_excel_made_of_a_cell():
    assert canonical("period_end", datetime(2022, 3, 31).isoformat(" ")) == "2022-03-31"
