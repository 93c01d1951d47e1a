"""Headings of plain text and how they stand under each other."""

from __future__ import annotations

import pytest

from tasks.clean.blocks import HEADING, PARAGRAPH
from tasks.clean.headings import join_numbers, mark_headings, split_run_ins
from tasks.clean.lines import split_lines

P = "社工走访了辖区内的独居老人，送去米面油等慰问品，陪老人聊天解闷，累计服务46人次。"


def outline(text: str) -> list[tuple[int, str]]:
    """Level and words of each heading, 0 for a paragraph (its first six characters)."""
    lines = split_run_ins(join_numbers(split_lines(text.replace("¶", P))))
    mark_headings(lines)
    return [(line.level, line.text) if line.kind == HEADING else (0, line.text[:6]) for line in lines]


def headings(text: str) -> list[tuple[int, str]]:
    return [entry for entry in outline(text) if entry[0]]


def test_numbers_of_every_kind_nest_by_rank() -> None:
    text = "第一章 总述\n¶\n一、接收情况\n（一）善款\n1.个人\n¶\n2.单位\n¶\n（二）物资\n¶\n二、使用情况\n¶"
    assert headings(text) == [
        (1, "第一章 总述"),
        (2, "一、接收情况"),
        (3, "（一）善款"),
        (4, "1.个人"),
        (4, "2.单位"),
        (3, "（二）物资"),
        (2, "二、使用情况"),
    ]


def test_decimal_numbers_nest_by_depth() -> None:
    assert headings("1　项目概况\n¶\n2　分点进展\n2.1　岷县（定西）\n¶\n2.2　嘉峪关\n¶\n3　财务\n¶") == [
        (1, "1　项目概况"),
        (1, "2　分点进展"),
        (2, "2.1　岷县（定西）"),
        (2, "2.2　嘉峪关"),
        (1, "3　财务"),
    ]


def test_a_number_alone_joins_the_heading_below_it() -> None:
    assert headings("01\n用心部署,拓展广度\n\n¶\n\n02\n匠心独运,侧重精度\n\n¶") == [
        (1, "01 用心部署,拓展广度"),
        (1, "02 匠心独运,侧重精度"),
    ]
    assert headings("PART 01\n数说六月\n\n¶") == [(1, "PART 01 数说六月")]


@pytest.mark.parametrize("sign", ["■", "■ ", "▌", "● ", "◆", "★"])
def test_signs_mark_headings(sign: str) -> None:
    assert headings(f"{sign}鼓楼区\n¶\n{sign}河北：协会领头，机构下沉\n¶") == [
        (1, f"{sign}鼓楼区"),
        (1, f"{sign}河北：协会领头，机构下沉"),
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("🔥 01 ｜ 昭觉县 · 三岔河镇", "🧵 02 ｜ 美姑县 · 洪溪镇"),
        ("📍 PART.01  赤水市 · 元厚镇", "📍 PART.02  合江县 · 九支镇"),
        ("🏠 01 嘉兴路街道", "🏥 02 方舱里的社工角"),
        ("[七星关区]", "[威宁彝族回族苗族自治县]"),
        ("[沧州：老党员跑得快]", "[石家庄：也有一个新华区]"),
        ("——磨西镇：两口锅——", "——效果——"),
        ("// 01 采样点 //", "// 02 隔离酒店 //"),
        ("～溆浦县～", "～账本～"),
        ("🔸溆浦县🔸", "🔸账本🔸"),
        ("🌽夏庄镇", "🌽账"),
        ("溆浦县 🌾", "洪江市 🌾"),
        ("———— ❶ 溆浦县：炉子 ————", "———— ❷ 账本 ————"),
        ("★★★ 溆浦县：炉子 ★★★", "★★★ 账本 ★★★"),
        ("·····溆浦县：炉子·····", "·····账本·····"),
        ("一　概况", "二　各点情况"),
        ("溆浦县：老城的门", "外援：一条江，两岸人"),
    ],
)
def test_pictures_frames_and_square_brackets_mark_headings(one: str, other: str) -> None:
    assert headings(f"¶\n\n{one}\n¶\n\n{other}\n¶") == [(1, one), (1, other)]


@pytest.mark.parametrize(
    "line",
    [
        "景区里做生意的多，放学没人接🎒",
        "来报到的孩子，有一百四五十个！",
        "小册子，发了2,150本📖",
        "[1]",
        "[12,3]",
        "🍚 午饭管够，开了42天。",
    ],
)
def test_a_sentence_with_a_picture_or_a_count_is_no_heading(line: str) -> None:
    assert headings(f"¶\n\n{line}\n\n¶") == []


def test_a_line_that_goes_on_with_a_list_is_no_heading() -> None:
    assert headings("寄来球鞋两千双、\n\n雨衣\n\n手套若干。¶") == []


def test_theme_place_and_station_nest_as_they_follow_each_other() -> None:
    text = (
        "重点人群\n\n\n锦江区\n\n三圣街道社工站\n\n¶\n\n青羊区\n\n社工总站\n\n¶\n\n"
        "资源链接\n\n\n锦江区\n\n锦官驿街道社工站\n\n¶"
    )
    assert headings(text) == [
        (1, "重点人群"),
        (2, "锦江区"),
        (3, "三圣街道社工站"),
        (2, "青羊区"),
        (3, "社工总站"),
        (1, "资源链接"),
        (2, "锦江区"),
        (3, "锦官驿街道社工站"),
    ]


def test_a_new_style_after_text_stands_beside_not_under_the_last_place() -> None:
    assert headings("随州·随县\n¶\n\n武汉·青山区\n¶\n\n【款物】" + P) == [
        (1, "随州·随县"),
        (1, "武汉·青山区"),
        (1, "【款物】"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "7月21日　暴雨",
        "线路不够，先扩线",
        "西湖区：把热线“分机”装到班里",
        "留守孩子怎么办？",
        "西吉县　土豆出山",
        "沛　县",
        "湖头镇：",
    ],
)
def test_short_lines_without_an_end_name_what_follows(line: str) -> None:
    assert headings(f"¶\n\n{line}\n¶") == [(1, line)]


@pytest.mark.parametrize(
    "line",
    [
        "在岗：社工3名、志愿者9名",
        "执行机构：某市心田社会工作服务中心",
        "慰问困难老人86户",
        "问：站里现在多少人手？",
        "各位领导、各位同行：",
        "截至2023年8月10日",
        "（4月11日，全市新增2例。）",
        "1.上岗社工每48小时做一次核酸，每班不超过6小时；",
        "（一）慈善活动支出占上年收入的94.7%，管理费用占1%。",
        "丰财街道社工站：封控小区6个，社工8名三班轮换。",
        "＊北票市：帮种大棚的残疾家庭卖西红柿，126户多收了三十来万元。",
    ],
)
def test_other_short_lines_are_none(line: str) -> None:
    assert headings(f"¶\n\n{line}\n¶") == []


@pytest.mark.parametrize(
    "line,heading",
    [
        ("【概况】　" + P, "【概况】"),
        ("【接了多少】" + P, "【接了多少】"),
        ("2.电话问候。" + P, "2.电话问候。"),
        ("3.个案与小组。" + P, "3.个案与小组。"),
        ("（一）强化组织领导，压实工作责任。" + P, "（一）强化组织领导，压实工作责任。"),
        ("一、工作开展情况：" + P, "一、工作开展情况："),
    ],
)
def test_a_heading_at_the_start_of_its_paragraph_becomes_a_line(line: str, heading: str) -> None:
    assert outline(line) == [(1, heading), (0, P[:6])]


@pytest.mark.parametrize(
    "line",
    ["【来源：某文明网】", "2.三名社工轮流值守。" + P, "[东街社工站]春节前走访86户。", "【领导名录】　理事长　乌某"],
)
def test_other_beginnings_stay_with_their_paragraph(line: str) -> None:
    assert len(outline(line)) == 1


def test_a_list_of_short_numbered_lines_is_no_row_of_headings() -> None:
    assert headings("一、志愿服务\n1. 测温登记\n2. 入户排查\n3. 物资配送\n¶") == [(1, "一、志愿服务")]


def test_a_heading_that_nothing_follows_is_none() -> None:
    lines = split_lines(f"{P}\n\n李扎妥")
    mark_headings(lines)
    assert [line.kind for line in lines] == [PARAGRAPH, PARAGRAPH]


def test_levels_of_markup_are_kept_in_order() -> None:
    lines = split_lines(f"上海\n{P}\n党员\n{P}\n贵州\n{P}")
    for number, level in ((0, 3), (2, 4), (4, 3)):
        lines[number].kind, lines[number].level = HEADING, level
    mark_headings(lines)
    assert [line.level for line in lines if line.kind == HEADING] == [1, 2, 1]


def test_a_picture_heads_two_phrases_like_one() -> None:
    text = "📍 弄岛镇\n\n¶\n\n📍 隔离点\n\n¶\n\n📍 晒一晒，谢一谢\n\n¶"
    assert headings(text) == [(1, "📍 弄岛镇"), (1, "📍 隔离点"), (1, "📍 晒一晒，谢一谢")]
