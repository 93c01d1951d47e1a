"""Of which figures are rates, and per what."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tasks.extract.rates import bind_rates
from tests.marked_texts import marked


def rates(text: str) -> list[str | None]:
    layout, mentions = marked(text)
    return [rate.value for rate in bind_rates(layout, mentions)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("粥棚每天施粥[300碗]。", "day"),
        ("专线日均接听[25通]。", "day"),
        ("单日最高接诊[90人]。", "day"),
        ("帮厨一天包出[130屉]包子。", "day"),
        ("借书的人最少的一天[12个]。", "day"),
        ("义工一周大概送水[400桶]。", "week"),
        ("律师每月进村[2次]。", "month"),
        ("绣娘一个月能绣[18幅]。", "month"),
        ("慰问金人均[1200元]。", "person"),
        ("保险保额[30万元/人]。", "person"),
        ("奖学金单人每年[2000元]。", "person"),
        ("平均到每位村民身上，只有[3元]。", "person"),
        ("换窗每户补贴[800元]。", "household"),
        ("每天累计为[600名]旅客指路。", "day"),
        ("每天早上，[20名]志愿者到岗。", "day"),
        ("送餐[300份]/天。", "day"),
    ],
)
def test_a_rate(text: str, expected: str) -> None:
    assert rates(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "县里每年安排[30万元]。",
        "队员每趟[4小时]，单件[20元]，每期[50人]。",
        "2月9日一天，窗口办结事项[210件]。",
        "最累的一天，司机开车[9小时]。",
        "仅一天就募集善款[30万元]。",
        "每周三、周六出摊，换出旧衣[30件]。",
        "每月8日义剪，服务[300人]。",
        "3月5日接待群众[200人]。",
        "网格员每天敲门走访，先后跑了[5000户]。",
        "窗口每天9小时开放，办理业务[800件]。",
        "每个社区配备社工[2名]。",
        "每个社工站配备[3名]社工，每个志愿者协会有[2名]专职人员。",
        "运行一个月来，服务[300人]。",
        "名单上有[30人]，订单[20个]。",
    ],
)
def test_no_rate(text: str) -> None:
    assert set(rates(text)) == {None}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("每天蒸馍[300个]，送到工地[85个]，累计[3万个]。", ["day", "day", None]),
        ("每天至少理发[40人]，修伞[1200把]。", ["day", None]),
        ("来电[900通]，日均[40通]，其中问药的[200通]。", [None, "day", None]),
        ("每天供饭[300份]，其中送上船的[40份]。", ["day", "day"]),
        ("人均存时[5小时]，兑出[9200小时]。", ["person", None]),
        ("意外险[4158元]（每人[21元]），教具[900元]。", [None, "person", None]),
        ("每户分得菜苗[50株]、肥[2袋]，已发[70户]。", ["household", "household", None]),
        ("户均[3100元]，最多的一户分到[9000元]。", ["household", "household"]),
        ("人均[620元]，最少的一位领到[80元]。", ["person", "person"]),
        ("每人补贴[300元]惠及[20人]。", ["person", None]),
        ("人均[12次]，服务时长[900小时]。", ["person", None]),
        ("“讲堂”每天[3场]，来的老人少则[20名]，多则[60名]。", ["day", None, None]),
        ("每户不超过[900元]的标准，已发[40户]、[3万元]。", ["household", None, None]),
    ],
)
def test_how_far_a_rate_word_reaches(text: str, expected: list[str | None]) -> None:
    assert rates(text) == expected


def test_the_header_of_a_table_says_what_a_column_is_per() -> None:
    layout, (mention,) = marked("| 项目 | 户均补贴（元） |\n| 改造 | [2865] |")
    start = layout.text.index("户均")
    assert bind_rates(layout, [replace(mention, column_label=(start, start + 7))])[0].value == "household"


def test_the_word_that_decided_is_told() -> None:
    layout, mentions = marked("粥棚每天施粥[300碗]。")
    (rate,) = bind_rates(layout, mentions)
    assert layout.text[rate.start : rate.end] == "每天"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("按每人每月[300元]发补贴。", ["month"]),
        ("每人每天站岗[6小时]。", ["day"]),
        ("特困老人每人每年[1.2万元]。", ["person"]),
        ("工厂给了岗位，每月[3000元]。", ["month"]),
        ("每月上门服务[2次]。", ["month"]),
        ("每月上旬走访[2次]，每月5日开课[3节]。", [None, None]),
        ("每周三下午开课[1节]；每周[3次]送餐。", [None, "week"]),
        ("每晚9点接听[30通]，每晚[40通]左右。", [None, "day"]),
        ("护理员月薪[4000元]，日薪[200元]。", ["month", "day"]),
        ("爱心商户凑了三千，算下来一家[300元]。", ["household"]),
        ("一周累计服务[2600小时]。", [None]),
        ("牛奶152箱（人均[2箱]）、书桌[40张]。", ["person", None]),
    ],
)
def test_words_in_a_row_and_dates(text: str, expected: list[str | None]) -> None:
    assert rates(text) == expected


def test_a_day_and_a_half_is_no_rate() -> None:
    assert rates("一天半里转移老人[54名]。") == [None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("每天上门少则[60户]，多则[100户]。", ["day", "day"]),
        ("餐馆每天给卡口送饭，少则[600份]，多则[1000份]。", ["day", "day"]),
        ("志愿者每周给老人送菜，少的时候[30份]，多的时候[100份]。", ["week", "week"]),
        ("广场舞每天[2场]，来跳的少则[20人]，多则[100人]。", ["day", None, None]),
        ("听课的少则[70人]，多则[300人]。", [None, None]),
    ],
)
def test_from_few_to_many_of_what_is_done_each_day(text: str, expected: list[str | None]) -> None:
    assert rates(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8月13日，热线一天响了[203次]。", [None]),
        ("点位每天供饭[300份]，其中送到船上的[40份]。", ["day", "day"]),
        ("师傅每天烤馕[700个]，按成本价送进[11个]小区。", ["day", None]),
        ("慰问[154人]，人均[500元]，计[7万元]。", [None, "person", None]),
        ("收款[80万元]，平均每家商会[7.8万元]。", [None, None]),
    ],
)
def test_one_day_parts_and_sums(text: str, expected: list[str | None]) -> None:
    assert rates(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("队员每天把[310份]热饭送进[12个]村。", ["day", None]),
        ("社工站每天给[6个]卡点送餐[300份]。", ["day", "day"]),
        ("每天来吃饭的老人有[70位]，另有[22份]热饭送到床头。", ["day", "day"]),
        ("食堂每天供餐[300份]，另有[12名]志愿者送餐。", ["day", None]),
        ("“每月捐”捐赠人达到[3,206名]。", [None]),
        ("“每月捐”项目每月募捐[3万元]。", ["month"]),
        ("平均每人次[3.1小时]，人均[12小时]。", [None, "person"]),
    ],
)
def test_destinations_additions_and_names(text: str, expected: list[str | None]) -> None:
    assert rates(text) == expected
