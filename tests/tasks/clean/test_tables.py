"""Tables in plain text and in markup: rows on one line each, cells divided."""

from __future__ import annotations

from tasks.clean.blocks import TABLE
from tasks.clean.html import read_page
from tasks.clean.lines import split_lines
from tasks.clean.tables import innermost_tables, mark_tables, table_rows


def rows(text: str) -> list[str]:
    return [line.text for line in mark_tables(split_lines(text)) if line.kind == TABLE]


def test_cells_that_stand_one_a_line_become_rows() -> None:
    words = "物资明细表 品名 数量 折价（元） 口罩 2134 853.60 防护服 386 7334.00 合计 2520 8187.60"
    cells = "\n".join(f"{word} |" for word in words.split())
    assert rows(cells) == [
        "物资明细表",
        "品名 | 数量 | 折价（元）",
        "口罩 | 2134 | 853.60",
        "防护服 | 386 | 7334.00",
        "合计 | 2520 | 8187.60",
    ]


def test_cells_of_spelled_numbers_and_gaps_are_cells_of_numbers() -> None:
    words = "地区 走访 个案 城东区 2,310 14 界口市 1875 九十二 山阳县 4,062 —"
    cells = "\n".join(f"{word} |" for word in words.split())
    assert rows(cells)[2:] == ["界口市 | 1875 | 九十二", "山阳县 | 4,062 | —"]


def test_columns_by_wide_space_stay_as_they_are_with_their_unit() -> None:
    text = (
        "（金额单位：元）\n项目　　　2022年　　　2023年\n"
        "捐赠收入　　186,420.55　　201,733.18\n支出　　171,905.06　　187,604.31"
    )
    assert rows(text) == text.split("\n")


def test_tabs_and_bars_make_tables_and_a_name_above_belongs_to_them() -> None:
    assert len(rows("表1　各站服务情况（单位：人次）\n站点\t个案\t小组\n莲花街道\t12\t96\n宝台镇\t6\t48")) == 4
    assert rows("| 内容 | 数量 |\n|------|------|\n| 热线 | 1,204 |\n| 走访 | 386 |")[2] == "| 热线 | 1,204 |"


def test_single_spaces_divide_where_numbers_show_it() -> None:
    assert rows("街道 个案 小组\n新华街道 12 320\n北苑街道 9 286") == [
        "街道\t个案\t小组",
        "新华街道\t12\t320",
        "北苑街道\t9\t286",
    ]


def test_cells_on_lines_of_their_own_become_rows_divided_by_tabs() -> None:
    words = "各县志愿服务 县区 志愿者（名） 时长（小时） 临潭县 412 3,690 舟曲县 385 2,871 迭部县 190 1,204"
    assert rows(words.replace(" ", "\n")) == [
        "县区\t志愿者（名）\t时长（小时）",
        "临潭县\t412\t3,690",
        "舟曲县\t385\t2,871",
        "迭部县\t190\t1,204",
    ]
    assert rows("走访老人\n发放口罩\n320\n结束\n以上各项。") == []


def test_a_column_of_counts_with_their_units_makes_a_table() -> None:
    assert len(rows("品名　　数量　　去向\n瓶装水　　3200箱　　米河镇\n面包　　1,850箱　　小关镇")) == 3


def test_names_over_counts_with_units_of_their_own_make_a_table() -> None:
    assert len(rows("棉帐篷 | 帆布床 | 取暖炉\n1360顶 | 近2000张 | 六百五十台")) == 2
    assert len(rows("镇 | 大米 | 口罩\n东山镇 | 20袋 | 300只\n西山镇 | 15袋 | 近200只")) == 3
    assert rows("首页 | 两会 | 专题\n评论 | 图片 | 视频") == []


def test_what_only_has_wide_space_is_no_table() -> None:
    assert rows("指标一：个案　　目标30例　完成34例　达成\n指标二：活动　　目标40场　完成37场　未达成") == []
    assert rows("首页 | 机构概况 | 公示\n联系我们 | 招聘 | 加入") == []
    assert rows("一、收支总表（节选）\n内容如下。") == []


def page_rows(markup: str) -> list[list[str]]:
    page = read_page(markup)
    return [table_rows(page, number) for number in innermost_tables(page, 0)]


def test_a_table_of_data_in_markup_has_a_line_a_row() -> None:
    markup = "<table><tr><th>街道<th>社工<th>走访<tr><td>新华<td>12<td>3<b>20</b><tr><td>北苑<td><td>286</table>"
    assert page_rows(markup) == [["街道 | 社工 | 走访", "新华 | 12 | 320", "北苑 |  | 286"]]


def test_cells_that_reach_over_rows_and_columns_leave_empty_cells() -> None:
    markup = (
        "<table><tr><td rowspan=2>区<td colspan=2>走访<tr><td>户<td>次"
        "<tr><td rowspan=2>新华<td>1<td>2<tr><td>3<td>4</table>"
    )
    assert page_rows(markup) == [["区 | 走访 | ", " | 户 | 次", "新华 | 1 | 2", " | 3 | 4"]]


def test_a_table_that_lays_out_the_page_is_none() -> None:
    prose = "截至3月底，全市75家机构的社工走上一线，累计服务居民三万余人次，发放物资两千余件，" * 4
    assert page_rows(f"<table><tr><td>首页<td>新闻<tr><td>左栏<td>{prose}</table>") == [[]]
