"""The words that say when, and the days they stand for."""

from __future__ import annotations

from datetime import date

import pytest

from tasks.clean.blocks import HEADING, PARAGRAPH, Block
from tasks.extract.dates import number_of, time_words
from tasks.extract.layout import lay_out
from tasks.extract.model import Context
from tasks.extract.time_expressions import TimeExpression, date_lines, find_time_expressions

PUBLISHED = date(2022, 1, 24)


def times(text: str, published: date | None = PUBLISHED) -> list[TimeExpression]:
    layout = lay_out(text, [Block(PARAGRAPH, 0, 0, len(text))])
    return find_time_expressions(layout, Context(published_on=published))


def only(text: str) -> tuple[str, date | None, date | None]:
    (time,) = times(text)
    return time.kind, time.first, time.last


@pytest.mark.parametrize(
    ("text", "kind", "first", "last"),
    [
        ("截至1月20日24时", "until", None, date(2022, 1, 20)),
        ("自12月9日凌晨接到召集令以来", "since", date(2021, 12, 9), None),
        ("12月28日至1月5日", "span", date(2021, 12, 28), date(2022, 1, 5)),
        ("8月1日0时起至8月3日24时", "span", date(2021, 8, 1), date(2021, 8, 3)),
        ("2021年1—11月", "span", date(2021, 1, 1), date(2021, 11, 30)),
        ("2020—2021年", "span", date(2020, 1, 1), date(2021, 12, 31)),
        ("2021.9—2021.12", "span", date(2021, 9, 1), date(2021, 12, 31)),
        ("去年第三季度", "span", date(2021, 7, 1), date(2021, 9, 30)),
        ("去年前10个月", "span", date(2021, 1, 1), date(2021, 10, 31)),
        ("２０２１年２月", "span", date(2021, 2, 1), date(2021, 2, 28)),
        ("去年2月下旬", "span", date(2021, 2, 21), date(2021, 2, 28)),
        ("今年以来", "since", date(2022, 1, 1), None),
        ("年初至今", "since", date(2022, 1, 1), PUBLISHED),
        ("前天下午", "day", date(2022, 1, 22), date(2022, 1, 22)),
        ("目前", "now", None, PUBLISHED),
        ("到目前为止", "until", None, PUBLISHED),
        ("近日", "vague", None, None),
        ("三年来", "lapse", None, None),
        ("2022年12月", "vague", None, None),  # after the publication: a plan
        ("2021年春节期间", "vague", None, None),
        ("2021年2月30日", "vague", None, None),
    ],
)
def test_one_expression(text: str, kind: str, first: date | None, last: date | None) -> None:
    assert only(text + "，走访困难家庭。") == (kind, first, last)


@pytest.mark.parametrize(
    "text",
    [
        "比2020年增加三成",
        "与2020年相比有所增长",
        "是2020年的3倍",
        "成立于2011年5月",
        "2011年5月由民政局批准成立。",
        "《2021年度工作要点》",
        "上年纪的老人体现在册的同年龄差异",
        "连续3日没有回家，封控14日内不得外出",
        "每天20时至次日8时值班",
        "电话0931-8550000，账号2021-3",
        "第三季。二月兰三个月开两次",
        "贯彻落实2月23日重要讲话精神",
    ],
)
def test_what_is_no_time_of_a_figure(text: str) -> None:
    assert [time for time in times(text) if time.first or time.last] == []


def test_a_day_alone_takes_the_month_named_before() -> None:
    days = [time.last for time in times("去年12月18日地震。19日，队员出发。截至22日18时，物资送到。")]
    assert days == [date(2021, 12, 18), date(2021, 12, 19), date(2021, 12, 22)]


def test_a_month_takes_the_year_that_its_paragraph_named() -> None:
    text = "2019年10月摸底，12月走访，3月回访。"
    assert [time.first for time in times(text)] == [date(2019, 10, 1), date(2019, 12, 1), date(2020, 3, 1)]


def test_the_dateline_of_a_news_item_is_its_today() -> None:
    assert [time.first for time in times("本报沧州1月6日电　服务队昨日亮相。")] == [date(2022, 1, 5)]


def test_without_any_year_there_are_no_dates() -> None:
    assert [(time.first, time.last) for time in times("截至3月底，去年4月至今，上半年。", None)] == [(None, None)] * 3


def test_one_date_is_a_dateline_and_two_are_a_diary() -> None:
    text = "7月21日　暴雨\n转移。\n【7月22日】\n休整。"
    blocks = [
        Block(HEADING, 1, 0, 8),
        Block(PARAGRAPH, 0, 9, 12),
        Block(PARAGRAPH, 0, 13, 20),
        Block(PARAGRAPH, 0, 21, 24),
    ]
    assert date_lines(lay_out(text, blocks)) == {0: 1, 2: 99}
    assert date_lines(lay_out(text, blocks[:2])) == {}


@pytest.mark.parametrize(
    ("digits", "value"), [("12", 12), ("十", 10), ("二十一", 21), ("三十", 30), ("二〇二〇", 2020)]
)
def test_numbers_of_dates(digits: str, value: int) -> None:
    assert number_of(digits) == value


def test_every_role_has_words() -> None:
    assert all(time_words().values())
