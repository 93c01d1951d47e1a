"""Captions, credits and date lines told from text; headlines found."""

from __future__ import annotations

import pytest

from tasks.clean.blocks import CAPTION, HEADING, SOURCE, TITLE
from tasks.clean.lines import split_lines
from tasks.clean.roles import is_caption, is_source, mark_captions, mark_sources
from tasks.clean.title import mark_known_title, mark_title, site_name

P = "社工走访了辖区内的独居老人，送去米面油等慰问品，陪老人聊天解闷，累计服务46人次。"


@pytest.mark.parametrize(
    "text",
    [
        "▲社工联动志愿者协助社区检测",
        "（图为义卖会现场。崔学 摄）",
        "图7：老兵在服务区检查船机。王二强 摄",
        "（题图来自视觉重庆，编号VC-21007）",
        "图为志愿者在给孩子们讲故事。",
        "（图：社工在分装蔬菜。老关 摄）",
        "▲ 图为志愿者直播卖土豆。",
        "老人们学做香包（资料图片）",
    ],
)
def test_captions(text: str) -> None:
    assert is_caption(text)


@pytest.mark.parametrize("text", ["▌江北区：一张“回归地图”", "图书借阅1260册次。", "志愿者把地图贴在墙上。", P])
def test_other_lines_are_no_captions(text: str) -> None:
    assert not is_caption(text)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("▶ 榕江县 · 忠诚镇\n开了22场。\n▶ 从江县 · 洛香镇\n转介6人。", ["", ""]),
        ("▶榕江县：村口的饭桌开了22场。\n▶从江县：转介6人。", ["", ""]),
        ("▶ 社工在村口给孩子讲故事，孩子们听得入神", [CAPTION]),
        ("▶ 榕江县 · 忠诚镇", [CAPTION]),
    ],
)
def test_pointers_head_sections_where_they_are_several(text: str, kinds: list[str]) -> None:
    lines = mark_captions(split_lines(text))
    assert [line.kind for line in lines if line.text.startswith("▶")] == kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (f"{P}\n\n▲云岩区\n{P}\n\n▲花溪区：热线不断\n{P}", [HEADING, HEADING]),
        (f"{P}\n\n△ 巩义：桥断了，人走过去\n{P}\n\n△ 账本\n{P}", [HEADING, HEADING]),
        (f"{P}\n\n▲社工在分装蔬菜\n\n{P}\n\n▲志愿者在卸货\n\n{P}", [CAPTION, CAPTION]),
        (f"{P}\n\n▲图①：社工在分装蔬菜\n{P}\n\n▲图②：志愿者在卸货\n{P}", [CAPTION, CAPTION]),
        (f"{P}\n\n▲云岩区\n{P}", [CAPTION]),
    ],
)
def test_raised_marks_head_sections_where_text_follows_at_once(text: str, kinds: list[str]) -> None:
    lines = mark_captions(split_lines(text))
    assert [line.kind for line in lines if line.text.startswith(("▲", "△"))] == kinds


def test_a_caption_that_a_line_break_divides_is_whole() -> None:
    lines = mark_captions(split_lines("（图：社工在东街一处\n小区分装蔬菜。老关 摄）\n礼包送到门口。"))
    assert [(line.text, line.kind) for line in lines] == [
        ("（图：社工在东街一处小区分装蔬菜。老关 摄）", CAPTION),
        ("礼包送到门口。", ""),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "（据河北省民政厅）",
        "(据上海市民政局)",
        "【来源：某文明网】",
        "□ 本报记者　林晓　通讯员　方宁",
        "（记者 北辰）",
        "2024年5月15日",
        "二〇二二年四月十二日　　　　印发至各县（市）区民政局",
        "日期：2022年8月16日  星期二    天气：晴 36℃",
        "填报人：小周   签发：镇民政办",
        "2022-04-20 15:11:08　来源：市教育局",
        "发布日期：2024年07月19日",
        "——原载《凤凰山》内刊总第58期",
        "晋慈〔2024〕17号",
        "（数据来源：区养老服务发展中心　制表人：朱　复核：三木）",
        "原创 小禾 禾苗社工",
        "供稿：校团委",
        "光明日报记者 王某 张某某",
        "单位：永定街道社工站　　填表人：小林　　填表日期：2023年5月4日",
        "2021年1月26日　星期二　农历庚子年十二月十四",
    ],
)
def test_lines_that_say_who_when_or_where_from(text: str) -> None:
    assert is_source(text)


@pytest.mark.parametrize(
    "text",
    ["据统计，全市共有75家机构。", "在岗：社工3名、志愿者9名", "文化进家庭", "记者站里的年轻人", "7月21日　暴雨", P],
)
def test_other_lines_say_none_of_it(text: str) -> None:
    assert not is_source(text)


def test_a_source_that_closes_a_paragraph_stands_alone() -> None:
    lines = mark_sources(split_lines(f"{P}(据《湖北日报》)"))
    assert [(line.text, line.kind) for line in lines] == [(P, ""), ("(据《湖北日报》)", SOURCE)]


def test_a_name_above_the_date_at_the_end_signs() -> None:
    assert [line.kind for line in mark_sources(split_lines(f"{P}\n某市慈善总会\n二〇二〇年六月二十四日"))] == [
        "",
        SOURCE,
        SOURCE,
    ]


def titled(text: str, known: str | None = None) -> list[str]:
    lines = split_lines(text)
    mark_known_title(lines, known)
    mark_title(lines)
    return [line.text for line in lines if line.kind == TITLE]


@pytest.mark.parametrize("known", ["6条专线，接住焦虑——心理服务热线开通两周记", None])
def test_headline_and_sub_headline(known: str | None) -> None:
    text = f"某市社会建设网\n6条专线，接住焦虑\n——心理服务热线开通两周记\n\n2020-03-01 17:40　来源：某报\n\n{P}"
    assert titled(text, known) == ["6条专线，接住焦虑", "——心理服务热线开通两周记"]


def test_a_known_title_is_found_whatever_its_spaces() -> None:
    assert titled(f"某市社会工作协会\n“护苗”项目\n末 期 报 告\n\n{P}", "“护苗”项目末期报告") == [
        "“护苗”项目",
        "末 期 报 告",
    ]


def test_issue_numbers_below_the_headline_belong_to_it() -> None:
    assert titled(f"某市社会工作协会\n战“疫”社工简报\n2022年第9期（总第41期）\n二〇二二年四月十二日\n\n{P}") == [
        "战“疫”社工简报",
        "2022年第9期（总第41期）",
    ]


def test_a_headline_is_no_name_of_a_site_and_no_sentence() -> None:
    assert titled(f"文昌市慈善总会\n\n捐赠款物收支情况说明（第三号）\n时间:2020-06-24\n\n{P}") == [
        "捐赠款物收支情况说明（第三号）"
    ]
    assert titled(f"{P}\n{P}") == []


def test_a_heading_of_markdown_that_stands_above_all_is_the_headline() -> None:
    lines = split_lines(f"{P}\n战“疫”有我\n上海\n{P}")
    lines[1].kind, lines[1].level, lines[2].kind, lines[2].level = HEADING, 2, HEADING, 3
    mark_title(lines)
    assert [line.kind for line in lines] == ["", TITLE, HEADING, ""]


@pytest.mark.parametrize(
    "text,name",
    [
        ("普陀区民政局　首页 | 政务公开", "普陀区民政局"),
        ("荆楚红十字 >> 救援救灾 >> 正文", "荆楚红十字"),
        ("《龙江青年》数字报　2025年", "龙江青年"),
        ("当前位置：首页 > 新闻", None),
        ("首页 | 关于我们", None),
    ],
)
def test_names_of_sites(text: str, name: str | None) -> None:
    assert site_name(text) == name


def test_dates_over_the_entries_of_a_chronicle_are_headings_and_the_date_of_the_page_is_none() -> None:
    dates = ["2023年8月9日", "2015年4月", "2018年", "2020年2月至3月"]
    lines = mark_sources(split_lines("\n\n".join(f"{day}\n{P}" for day in dates)))
    assert [line.kind for line in lines if line.text in dates] == [SOURCE, HEADING, HEADING, HEADING]


def test_a_date_below_the_headline_and_one_below_the_text_stay_sources() -> None:
    lines = mark_sources(split_lines(f"2023年8月9日\n{P}\n2023年8月7日\n附件：走访名单。"))
    assert [line.kind for line in lines] == [SOURCE, "", SOURCE, ""]
