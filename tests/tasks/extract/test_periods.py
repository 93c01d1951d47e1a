"""When a figure holds: the time expression that governs it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.clean.blocks import PARAGRAPH, Block
from tasks.extract.layout import lay_out
from tasks.extract.model import EXACT, FIGURE, Context, Mention
from tasks.extract.periods import bind_periods
from tests.marked_texts import marked

PUBLISHED = date(2022, 8, 16)


def spans(text: str, published: date | None = PUBLISHED, title: str | None = None) -> list[str]:
    """The periods of the marked figures as 08-01..08-16 (this year's), 2021-01-01.., ..08-16, or ''."""
    layout, mentions = marked(text)
    periods = bind_periods(layout, Context(title=title, published_on=published), mentions)
    return [_shown(period.first, period.last) for period in periods]


def _shown(first: date | None, last: date | None) -> str:
    ends = ["" if day is None else day.isoformat().removeprefix("2022-") for day in (first, last)]
    return "..".join(ends) if any(ends) else ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("截至7月31日，专线接听[720通]。", "..07-31"),
        ("截止上月底，链接物资[200件]。", "..07-31"),
        ("截至昨日24时，转移群众[3200人]。", "..08-15"),
        ("截至目前，全市有志愿服务组织[300个]。", "..08-16"),
        ("自3月5日启动以来，走访[500户]。", "03-05.."),
        ("项目自2021年3月启动至今，服务[300人]。", "2021-03-01..08-16"),
        ("3月5日至7日，义诊服务[200人次]。", "03-05..03-07"),
        ("3月5日、6日，义诊服务[200人次]。", "03-05..03-06"),
        ("7月中旬，开办夏令营[2期]。", "07-11..07-20"),
        ("上半年，救助流浪乞讨人员[200人次]。", "01-01..06-30"),
        ("去年以来，办义诊[4场]。", "2021-01-01.."),
        ("2020年，为[560名]听障儿童验配助听器。", "2020-01-01..2020-12-31"),
        ("今年前三季度，发放补贴[60万元]。", "01-01..09-30"),
        ("2021年11月至次年2月，送出棉被[300床]。", "2021-11-01..02-28"),
        ("“十三五”期间，新增床位[2000张]。", "2016-01-01..2020-12-31"),
        ("上周五，社工走访[12户]。", "08-12..08-12"),
        ("六一儿童节当天，送出书包[60个]。", "06-01..06-01"),
        ("二〇二一年七月二十日，转移[30人]。", "2021-07-20..2021-07-20"),
        ("到7月底，建成站点[20个]。", "..07-31"),
        ("12月28日，发放棉衣[30件]。", "2021-12-28..2021-12-28"),
    ],
)
def test_a_time_governs_the_figure_after_it(text: str, expected: str) -> None:
    assert spans(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "近日，街道送出物资[30件]。",
        "疫情发生以来，社工链接物资[30件]。",
        "春节期间，慰问困难家庭[30户]。",
        "三年来，累计服务[30人]。",
        "较去年同期增加[30人]。",
        "专线从早9点开到夜里11点，接听[30通]。",
        "协会2011年成立，会员有[30名]。",
        "今年81岁的李奶奶领到大米[2袋]。",
        "今年是协会成立十周年，累计服务[30人]。",
        "《2021年工作要点》印发[30份]。",
        "8月10日，记者从市慈善总会获悉，全市共有慈善组织[120家]。",
        "每年3月5日，协会都为[200名]老人义剪。",
        "到2025年，建成站点[20个]。",
        "项目前期投入[3万元]，实现在校生全覆盖[20个]。",
    ],
)
def test_words_that_give_no_dates(text: str) -> None:
    assert set(spans(text)) == {""}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("食堂原有灶台[2个]，5月6日增至[5个]；[18名]帮厨轮班。", ["", "05-06..05-06", ""]),
        ("7月，救助[30人]；为[5名]儿童办理入学。", ["07-01..07-31", "07-01..07-31"]),
        ("[30名]护工自4月1日起驻点，目前已完成[4轮]评估。", ["04-01..", "04-01..08-16"]),
        ("全市社工[1200名]（截至6月底），志愿者[300名]。", ["..06-30", ""]),
        ("共服务[300人]、发放物资[200件]（截至6月30日）。", ["..06-30", "..06-30"]),
        ("人数由2020年的[19人]增至[42人]。", ["2020-01-01..2020-12-31", ""]),
        ("2021年，人次由2020年的[19人]增至[42人]。", ["2020-01-01..2020-12-31", "2021-01-01..2021-12-31"]),
        ("2019年、2020年分别服务[300人]、[400人]。", ["2019-01-01..2019-12-31", "2020-01-01..2020-12-31"]),
        ("去年编了[300套]，如今库里只有[20套]。", ["2021-01-01..2021-12-31", "..08-16"]),
        ("截至7月31日，服务[300人]，其中7月服务[20人]。", ["..07-31", "07-01..07-31"]),
        ("7月20日，转移[30人]。次日凌晨，又转移[20人]。", ["07-20..07-20", "07-21..07-21"]),
        ("捐来的棉被[85套]，7月12日运抵。", ["07-12..07-12"]),
        ("善款[20万元]已于7月5日全部到账，惠及[90户]。", ["07-05..07-05", "07-05..07-05"]),
        ("发放雨衣[30件]，7月6日运抵第二批[40件]。", ["", "07-06..07-06"]),
        ("用[12顶]帐篷搭起学校，7月13日开课。", [""]),
    ],
)
def test_how_far_a_time_reaches_in_its_sentence(text: str, expected: list[str]) -> None:
    assert spans(text) == expected


def test_a_time_that_opens_a_paragraph_governs_it_until_another_comes() -> None:
    text = "截至7月20日，[56家]商户入会。老街的[20名]摊主轮值。8月5日，新增[3名]。街上很忙，来了[9人]。"
    assert spans(text) == ["..07-20", "..07-20", "08-05..08-05", ""]


def test_a_time_later_in_a_paragraph_governs_its_own_sentence_only() -> None:
    assert spans("被子最要紧。截至7月22日，运到棉被[20床]。[8名]司机连夜装车。") == ["..07-22", ""]


def test_an_old_story_at_the_opening_does_not_govern() -> None:
    assert spans("2011年，协会在民政局登记。起初队员很少。常来的有[30名]。") == [""]


def test_the_day_of_a_paragraph_is_not_that_of_a_running_total() -> None:
    assert spans("8月5日清早，社工小王到岗。今天走访[5户]。站里累计服务[300人]。") == ["08-16..08-16", ""]


def test_the_date_line_of_a_diary_governs_the_entry() -> None:
    text = "# 7月20日　晴\n集合队员[20人]。\n# 7月21日　雨\n自7月20日至今，清淤[50户]。帐篷有[9顶]。"
    assert spans(text) == ["07-20..07-20", "07-20..07-21", "07-21..07-21"]


def test_a_heading_that_names_a_period_governs_its_section_and_a_title_does_not() -> None:
    assert spans("% 2022年上半年助浴简报\n# 一、助浴（1—6月）\n入户助浴[300人次]。\n# 二、队伍\n护工[9名]。") == [
        "01-01..06-30",
        "",
    ]


def test_an_announced_list_inherits() -> None:
    text = "截至6月底，成效如下：\n1.服务老人[300人]；\n2.走访[200户]。\n志愿者还有[30名]。"
    assert spans(text) == ["..06-30", "..06-30", ""]


def test_a_picture_does_not_end_a_paragraph() -> None:
    text = "6月18日以来，老城连日暴雨，镇上的[8名]民警和\n> 图：加固堤坝\n[360余名]党员分段巡堤。"
    assert spans(text) == ["06-18..", "06-18.."]


def test_the_head_of_a_column_governs_a_table() -> None:
    text = "| 项目 | 2020年 | 2021年 |\n| 收入 | [186] | [201] |\n| 支出 | [171] | [187] |"
    assert spans(text) == ["2020-01-01..2020-12-31", "2021-01-01..2021-12-31"] * 2


def test_the_same_period_is_the_one_told_of_last() -> None:
    text = "7月6日至13日，服务[300人]。物资另表。同期，发放应急金[9万元]。比去年同期多[20人]。"
    assert spans(text) == ["07-06..07-13", "07-06..07-13", ""]


def test_the_caption_of_a_table_governs_it() -> None:
    text = "| 表1　6月分地区救助量\n| 地区 | 救助量 | 支出 |\n| 城东 | [98] | [4] |"
    assert spans(text) == ["06-01..06-30"] * 2


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        (date(2026, 9, 26), "2026-09-25..2026-09-25"),
        (date(2026, 9, 20), "2025-10-06..2025-10-06"),  # 354 days ago, and the last one
        (date(1998, 10, 6), ""),  # no table reaches so far
    ],
)
def test_a_feast_of_the_moon_is_the_last_one_of_a_known_year(published: date, expected: str) -> None:
    assert spans("中秋当天，送月饼[90份]。", published) == [expected]


def test_totals_up_to_a_day_date_the_table_below_them() -> None:
    text = "到20日的累计数见下表：\n| 机构 | 进驻点 |\n| 乐群 | [6] |"
    assert spans(text) == ["..07-20"]


def test_labels_of_a_cell_come_before_its_line() -> None:
    layout, (mention,) = marked("| 2020年 | 2021年 |\n| 收入 | [186] |")
    label = layout.text.index("2020年")
    labelled = Mention(*[getattr(mention, name) for name in mention.__slots__][:12], column_label=(label, label + 5))
    assert bind_periods(layout, Context(), [labelled])[0].first == date(2020, 1, 1)


def test_a_report_may_name_its_own_period() -> None:
    assert spans("项目周期：2021年9月1日至2022年8月31日\n项目周期内服务儿童[614名]。", None) == ["2021-09-01..08-31"]


def test_without_a_publication_date_the_title_or_the_text_may_name_the_year() -> None:
    assert spans("3月，走访[30户]。", None) == [""]
    assert spans("3月，走访[30户]。", None, "2021年工作总结") == ["2021-03-01..2021-03-31"]
    assert spans("2021年的春天很冷。3月，走访[30户]。", None) == ["2021-03-01..2021-03-31"]
    assert spans("截至目前，走访[30户]。", None) == [""]


def test_a_report_on_a_year_means_that_year() -> None:
    assert spans("全年救助[30人次]；12月救助[3人次]。", date(2022, 3, 1), "2021年度救助管理工作报告") == [
        "2021-01-01..2021-12-31",
        "2021-12-01..2021-12-31",
    ]


def test_the_span_of_the_expression_is_told() -> None:
    layout, mentions = marked("截至6月底，服务[300人]。")
    (period,) = bind_periods(layout, Context(published_on=PUBLISHED), mentions)
    assert layout.text[period.start : period.end] == "截至6月底"
    assert period.rule == "sentence"


PIECES = [
    "截至",
    "自",
    "2022年",
    "3月",
    "5日",
    "、",
    "至",
    "今年",
    "以来",
    "(",
    ")",
    "；",
    "。",
    "\n",
    "“",
    "一",
    "-",
    "9" * 30,
]


@settings(max_examples=40)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join), st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_no_text_raises_and_every_figure_has_a_period(text: str, published: date) -> None:
    blocks = [Block(PARAGRAPH, 0, 0, len(text))] if text else []
    places = range(0, len(text), 3)
    mentions = [Mention(at, at + 1, at, at + 1, 1.0, 1.0, 1.0, EXACT, None, None, FIGURE, "any") for at in places]
    periods = bind_periods(lay_out(text, blocks), Context(published_on=published), mentions)
    assert len(periods) == len(mentions)
    assert all(p.first is None or p.last is None or p.first <= p.last for p in periods)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7月下旬河水上涨，转移老人[93人]。协会随后发放被褥[180件]。", ["07-21..07-31", ""]),
        ("2021年，建站[9个]。随后培训社工[60人]。", ["2021-01-01..2021-12-31", "2021-01-01..2021-12-31"]),
        ("专线开通，6月29日至7月31日接听来电[864通]；重点个案[9例]。", ["06-29..07-31", "06-29..07-31"]),
        ("2月，救助[63人次]。去年同期为[51人次]。", ["02-01..02-28", ""]),
        ("二季度，救助[63人次]。上季度为[51人次]。", ["04-01..06-30", "01-01..03-31"]),
        ("三季度以来，救助[20人次]。", ["07-01.."]),
        ("去年国庆长假里，家访[64户]。家长课堂开了[3讲]。", ["2021-10-01..2021-10-07", ""]),
        ("今年“六一”儿童节，送出书包[300个]。", ["06-01..06-01"]),
        ("8.10—8.15，发放物资[200份]。", ["08-10..08-15"]),
        ("8月中旬疫情静默期间，送菜[450份]。", ["08-11..08-20"]),
        ("7月，走访[120户]。上月为[98户]。", ["07-01..07-31", "06-01..06-30"]),
        ("7月，走访[120户]。下旬，办营[2期]。月底，又讲课[3场]。", ["07-01..07-31", "07-21..07-31", "07-31..07-31"]),
        ("去年除夕，摆团圆饭[12桌]。", [""]),
        ("任期内，走访[3000户]。过去一年，化解纠纷[45件]。", ["", ""]),
    ],
)
def test_later_same_time_and_holidays(text: str, expected: list[str]) -> None:
    assert spans(text) == expected


def test_a_date_line_may_tell_of_the_weather_in_two_parts() -> None:
    text = "# 1月3日　小寒未到，雾\n翻台账，名下[26个]。\n# 1月7日　小雨\n家访[8户]。"
    assert spans(text) == ["01-03..01-03", "01-07..01-07"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("6月5日，社区举办今年首场集市，摆摊[40个]。", ["06-05..06-05"]),
        ("7月9日，协会开展入汛以来第三次巡查，出动[20人]。会后走访[8户]。", ["07-09..07-09", ""]),
        ("6月5日，院里办游园会，到场[90人]。青山镇的志愿队有[30人]。", ["06-05..06-05", ""]),
        ("面粉厂年年送面，去年是[3.5吨]。", ["2021-01-01..2021-12-31"]),
        ("2013年起家，当时只有[5个]人。", ["2013-01-01..2013-12-31"]),
        ("2021年9月涨水，转移[30人]。那次以后，配了喇叭[12只]。", ["2021-09-01..2021-09-30", ""]),
        ("评估期间：2022年1月1日至2022年6月30日\n评估期内，开办小组[12节]。", ["01-01..06-30"]),
    ],
)
def test_what_a_time_in_its_sentence_is_about(text: str, expected: list[str]) -> None:
    assert spans(text) == expected


def test_a_date_line_may_tell_of_the_temperature() -> None:
    text = "7月3日　晴　零下8℃\n昨天断电，清早送出蜡烛[40支]。\n7月5日　阴，北风5级\n修好炉子[3座]。"
    assert spans(text) == ["07-02..07-02", "07-05..07-05"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "2021年，年初结余[120万元]，支出[90万元]；年末结余[30万元]。",
            ["2021-01-01..2021-12-31"] * 2 + ["2021-12-31..2021-12-31"],
        ),
        ("2021年，年末结余[30万元]。月捐人[36位]。", ["2021-12-31..2021-12-31", "2021-01-01..2021-12-31"]),
        ("去年增至年末的[300位]，人均捐[30元]。", ["2021-12-31..2021-12-31", "2021-01-01..2021-12-31"]),
        ("病房有床[10张]，去年送别[57位]；小组开了[12个]。", ["", "2021-01-01..2021-12-31", "2021-01-01..2021-12-31"]),
        ("这是2021年探访的总量。肿瘤科[120人次]。", ["2021-01-01..2021-12-31"]),
        (
            "7月，跑了村子[14个]。分村如下：\n1．甲村　7月3日摆摊[64人次]。\n2．乙村　探望老人[12名]。",
            ["07-01..07-31", "07-03..07-03", "07-01..07-31"],
        ),
        ("7月服务[465人次]。全镇低保户[732户]中，已建档[698户]。", ["07-01..07-31", "", ""]),
        ("2021年开课[392课时]。冬天停电，靠电池[12块]。", ["2021-01-01..2021-12-31", ""]),
        ("本季度，走访[80户]。", ["07-01..09-30"]),
        ("7月18日至25日，出动[312人]。\n在三江，转移[40人]。当晚，住进[38人]。", ["07-18..07-25", "", ""]),
        ("年初以来聚焦助学，上半年募集[12万元]；拨付[9万元]，受益[43人次]。", ["01-01..06-30"] * 3),
    ],
)
def test_years_that_govern_and_times_that_end(text: str, expected: list[str]) -> None:
    assert spans(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("6月的前八天里，献血车登记[612人]。", ["06-01..06-08"]),
        ("5月最后一周，走访[30户]。", ["05-25..05-31"]),
        ("5月后半月，送粮[40袋]。", ["05-16..05-31"]),
        ("3月前5天，转移[60人]。", ["03-01..03-05"]),
        ("2021年，清理垃圾[12吨]。同一年，劝离[30人次]。", ["2021-01-01..2021-12-31"] * 2),
        ("7月6日开课，头一天来了[19对]亲子。", ["07-06..07-06"]),
        ("7月6日开课，10天来培训[19人]。", [""]),
        ("来访[213人]，比暑期的8月多出[97人]。", ["", ""]),
    ],
)
def test_parts_of_a_month_and_times_pointed_at(text: str, expected: list[str]) -> None:
    assert spans(text) == expected


def test_a_monthly_report_calls_the_month_before_this_month() -> None:
    published = date(2022, 8, 10)
    assert spans("本月应访[38例]。", published, "心理热线运行月报") == ["07-01..07-31"]
    assert spans("本月应访[38例]。", published, "心理热线开通三年") == ["08-01..08-31"]


def test_a_bare_year_over_an_entry_governs_it() -> None:
    text = "% 三年记\n# 【2019】\n募集善款[30万元]。\n# 2020.02\n送口罩[500只]。\n# 2021 · 成长\n服务[90人]。"
    expected = ["2019-01-01..2019-12-31", "2020-02-01..2020-02-29", "2021-01-01..2021-12-31"]
    assert spans(text, None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("今年头两个月，服务老人[300人次]。", ["01-01..02-28"]),
        ("去年最后两个月，走访困难家庭[88户]。", ["2021-11-01..2021-12-31"]),
        ("今年前三季度[38,650.8元]善款全部用于助学。", ["01-01..09-30"]),
        ("第一、二季度，开展活动[36场]。", ["01-01..06-30"]),
        ("2020、2021两年，送出凉茶[860桶]。", ["2020-01-01..2021-12-31"]),
        ("2021全年，走访老人[86户]。", ["2021-01-01..2021-12-31"]),
        ("3月11日、18日和25日，走访老人[86户]。", ["03-11..03-25"]),
        ("3月12日和3月15日，送出凉茶[860桶]。", ["03-12..03-15"]),
        ("3月12日、15日，走访老人[86户]，送出凉茶[860桶]。", ["03-12..03-15"] * 2),
        ("2020年、2021年分别服务[260人]、[360人]。", ["2020-01-01..2020-12-31", "2021-01-01..2021-12-31"]),
        ("8月3日零时起，接听电话[1200个]。", ["08-03.."]),
        ("从8月1日到3日，转移群众[860人]。", ["08-01..08-03"]),
        ("本周一至周二，分发早餐[120份]。", ["08-15..08-16"]),
        ("2020年8月成立至2021年8月，服务儿童[860人次]。", ["2020-08-01..2021-08-31"]),
        ("今年截至7月20日，走访老人[86户]。", ["01-01..07-20"]),
        ("6月12日，进村走访[60户]。前一天，备好物资[80份]。", ["06-12..06-12", "06-11..06-11"]),
        ("2021年“99公益日”期间，捐款[860人]。", [""]),
        ("去年11月15日到今年2月底，开展“暖冬行动”。三个多月里，走访[360户]。", ["2021-11-15..02-28"]),
        ("2021年，中心扎根社区。一年来，服务老人[860人次]。", ["2021-01-01..2021-12-31"]),
        ("为弘扬敬老美德，8月12日，协会组织义诊。服务居民[120人次]。", ["08-12..08-12"]),
        ("（通讯员 王某）8月12日，协会组织义诊。服务居民[120人次]。", ["08-12..08-12"]),
        ("本报合肥8月12日电（记者 李某）　今天是周末。上午，志愿者义诊[360人次]。", ["08-12..08-12"]),
        ("在广场，志愿者很忙，8月12日理发[60人]。服务居民[120人次]。", ["08-12..08-12", ""]),
    ],
)
def test_counted_months_lists_of_times_and_openings(text: str, expected: list[str]) -> None:
    assert spans(text) == expected


def test_the_number_of_a_heading_is_no_month() -> None:
    assert spans("# 二、7月服务情况\n入户探访[120户]。") == ["07-01..07-31"]


def test_this_week_is_the_week_that_the_title_names() -> None:
    assert spans("% 一周动态（8月8日—8月14日）\n本周，走访老人[36户]。") == ["08-08..08-14"]


def test_a_line_with_nothing_but_a_year_dates_the_entries_below() -> None:
    text = "大事记\n2020年\n3月12日　植树[120棵]。\n2021年\n4月2日　义诊[60人次]。"
    assert spans(text) == ["2020-03-12..2020-03-12", "2021-04-02..2021-04-02"]


def test_the_first_entry_counts_though_its_line_looks_like_a_title() -> None:
    text = "% 1月\n走访老人[120户]。\n# 2月\n送早餐[860份]。"
    assert spans(text) == ["01-01..01-31", "02-01..02-28"]


def test_days_of_a_rescue_with_their_dates_are_a_diary() -> None:
    text = "# 【第一天·7月20日】\n出动队员[26名]。\n# 【第二天·7月21日】\n转移群众[260人]。"
    assert spans(text) == ["07-20..07-20", "07-21..07-21"]


def test_an_open_time_lends_its_year_to_no_later_date() -> None:
    text = "自2020年7月开行以来，服务[8600人次]。\n上个月，一天接待[126人次]。8月上旬，服务[86人次]。"
    assert spans(text) == ["2020-07-01..", "07-01..07-31", "08-01..08-10"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3月1日至31日，热线组减压[28场]。昆明市一家心理机构捐来减压包[400个]。", ["03-01..03-31", ""]),
        ("截至3月27日，县慈善会收款[50万元]。海外乡亲另汇来港币[8万元]。", ["..03-27", ""]),
        ("截至3月27日，收款[50万元]。宁海县一位退休教师，第二次汇来[5万块]。", ["..03-27", ""]),
        ("3月2日至6日，选派社工[5名]；海拉尔区的督导老师来站[4次]。", ["03-02..03-06", ""]),
        ("3月2日至6日，听课[20人]；顺德区一家基金会随队捐赠护眼灯[15盏]。", ["03-02..03-06"] * 2),
        ("3月20日至27日，发放物资[30件]。另有商户送来手套[20副]。", ["03-20..03-27"] * 2),
        ("截至1月20日，全省社工站[156个]。石家庄市的社区里，社工[200名]轮班。", ["..01-20"] * 2),
        ("3月10日，接待[30人]。东山社区的两家店铺送来大米[200斤]。", ["03-10..03-10"] * 2),
        ("3月10日，救援队[26名]队员赶到。水退了，学院组织志愿者[170人]。", ["03-10..03-10", ""]),
        ("4月5日，[10名]志愿者增援。他们一共干了[7天]，扫码[200人次]。", ["04-05..04-05", "", ""]),
        ("3月4日，庄河突发疫情。医院把[6名]社工编成白班。", [""]),
        ("3月5日，社工站开张。来的老人有[60位]。", ["03-05..03-05"]),
    ],
)
def test_who_comes_from_elsewhere_and_what_comes_later_has_no_day(text: str, expected: list[str]) -> None:
    assert spans(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5月、6月回落到[40通]和[37通]。", ["05-01..05-31", "06-01..06-30"]),
        ("5月、6月、7月分别接听[40通]、[37通]、[35通]。", ["05-01..05-31", "06-01..06-30", "07-01..07-31"]),
        ("3月4日、5日分别接待[30人]、[40人]。", ["03-04..03-04", "03-05..03-05"]),
        ("5月、6月服务老人[30人]、残疾人[4人]。", ["05-01..06-30"] * 2),
        ("7月1日、5日、9日[3轮]检测，分别派出[20名]、[22名]。", ["07-01..07-09", "07-01..07-01", "07-05..07-05"]),
        ("3月2日，热线开通。社工轮流接电话，22日至28日接了[300个]。", ["03-22..03-28"]),
        ("6月1日至15日入户[230户]。下半月入户[180户]。", ["06-01..06-15", "06-16..06-30"]),
        ("4月1日至5日，给[300户]送菜，最忙那天送了[80份]。", ["04-01..04-05"] * 2),
        ("4月6日开张。登记诉求[207条]，当天答复的占[85%]。", ["04-06..04-06"] * 2),
        ("互助会到7月底办了[33次]。", ["..07-31"]),
        ("截至8月11日，地震已造成灾害。地震当晚，[41名]队员进了镇。", [""]),
        ("上周送出蔬菜包[30份]，本周已送[12份]。", ["08-08..08-14", "08-15..08-21"]),
        ("社工给老人送去年糕[20份]。", [""]),
        ("3月1日至31日，全县开展志愿服务活动。各镇都动了起来。活动期间，发放物资[30件]。", ["03-01..03-31"]),
        ("3月1日，社工站开张。活动期间，发放物资[30件]。", [""]),
    ],
)
def test_times_one_by_one_and_times_that_point_back(text: str, expected: list[str]) -> None:
    assert spans(text) == expected


def test_a_list_goes_on_over_semicolons_and_its_sum_and_ends_with_its_section() -> None:
    text = "8月1日至5日入户，结果如下：\n塔山片 老人[41户]；\n倍磊片 老人[28户]。\n合计[69户]。\n志愿者[20名]。"
    assert spans(text) == [*["08-01..08-05"] * 3, ""]


def test_all_year_may_stand_behind_the_figure() -> None:
    assert spans("[6个]站全年没有外请督导。", date(2022, 1, 14)) == ["2021-01-01..2021-12-31"]


def test_givers_from_elsewhere_in_an_announced_list_keep_its_day() -> None:
    text = "截至3月27日，接收情况如下：\n1.昆明市一家企业捐来口罩[200只]；\n2.大理州的商会送来手套[30副]。"
    assert spans(text) == ["..03-27"] * 2


def test_a_year_report_may_bear_the_bare_year() -> None:
    text = "3月18日至4月20日，测温[30人次]。"
    assert spans(text, date(2023, 1, 6), "2022，我们这样走过来——年度报告") == ["03-18..04-20"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("本周（8月8日至14日）入户[30户]。当周摸排[47人]，全周转介[2例]。", ["08-08..08-14"] * 3),
        ("今日8时起，[20个]居民区发放礼包，到18时共发[200份]。", ["08-16..08-16"] * 2),
        ("8月16日发放[200份]，剩余[40份]明早补送；社工[12名]接力搬运。", ["08-16..08-16"] * 3),
        ("8月5日求助[30件]，办结[12件]，余下[18件]转到第二天。", ["08-05..08-05"] * 3),
        ("8月5日起静默。静默前一晚，[5名]社工没赶回来。", [""]),
        ("如今游客没了，[40名]讲解员转去送菜。如今有讲解员[40名]。", ["", "..08-16"]),
        ("7月20日起，[9支]队伍到岗。来自湖北武汉、陕西咸阳的[3支]救援队赶到。", ["07-20..", ""]),
        ("冬至当天送汤圆[30份]，正月初三上午送药[20单]。", ["2021-12-21..2021-12-21", "02-03..02-03"]),
        ("每年除夕当晚，站里有[12人]值守。中秋节前，送月饼[20份]。", ["", ""]),
        ("# 周期：2021年9月1日至2022年6月30日\n站里有社工[36名]。", [""]),
    ],
)
def test_weeks_hours_and_days_put_off(text: str, expected: list[str]) -> None:
    assert spans(text) == expected


def test_a_year_that_is_the_second_of_something_dates_nothing_after_it() -> None:
    assert spans("2021年是本站运行的第二年。截至12月31日，有社工[5名]。", date(2022, 1, 7)) == ["..2021-12-31"]


def test_a_picture_ends_a_paragraph() -> None:
    text = "9月20日一天，送出蔬菜包[3,200份]、中秋月饼[1,500盒]🥮\n里程表加起来，[2.3万多公里]。"
    assert spans(text, date(2022, 10, 11)) == ["09-20..09-20", "09-20..09-20", ""]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5月上旬送药[32次]、中旬[41次]、下旬[29次]。", ["05-01..05-10", "05-11..05-20", "05-21..05-31"]),
        ("2月初建群[12个]，月底增至[46个]。", ["02-01..02-10", "02-28..02-28"]),
        ("5月1日送菜[32份]，2日送菜[41份]；4日送菜[29份]。", ["05-01..05-01", "05-02..05-02", "05-04..05-04"]),
        ("5月1日送菜[32份]，3日共送[96份]。", ["05-01..05-01"] * 2),
        ("5月8日走访[32户]，3日学完急救[2课]。", ["05-08..05-08"] * 2),
    ],
)
def test_a_series_names_its_month_once(text: str, expected: list[str]) -> None:
    assert spans(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4月走访[93户]，5月走访[88户]，两个月共修缮扶手[46处]。", "04-01..05-31"),
        ("8月5日义诊[62人次]；8月12日义诊[71人次]；两天合计发药[20盒]。", "08-05..08-12"),
        ("2020年救助[32人]，2021年救助[41人]，两年累计救助[73人]。", "2020-01-01..2021-12-31"),
        ("8月5日义诊[62人次]，8月8日义诊[30人次]，三天共发药[20盒]。", "08-08..08-08"),
        ("8月5日义诊[62人次]，8月8日义诊[30人次]，两名医生共发药[20盒]。", "08-08..08-08"),
    ],
)
def test_a_sum_over_the_times_before_it(text: str, expected: str) -> None:
    assert spans(text)[-1] == expected
