"""Numbers in tables: their labels, units and scale."""

from __future__ import annotations

import pytest

from tasks.clean.blocks import PARAGRAPH, TABLE, Block
from tasks.extract.layout import Layout, lay_out
from tasks.extract.mentions import find_mentions
from tasks.extract.model import FIGURE, Context, Mention


def laid_out(*blocks: tuple[str, str]) -> Layout:
    text, found = "", []
    for kind, words in blocks:
        found.append(Block(kind, 0, len(text), len(text) + len(words)))
        text += words + "\n"
    return lay_out(text, found)


def figures(layout: Layout) -> list[Mention]:
    return [mention for mention in find_mentions(layout, Context()) if mention.disposition == FIGURE]


def labels(layout: Layout, mention: Mention) -> tuple[str | None, str | None]:
    spans = (mention.row_label, mention.column_label)
    return tuple(None if span is None else layout.text[span[0] : span[1]] for span in spans)  # type: ignore[return-value]


def test_row_and_column_name_the_number() -> None:
    layout = laid_out((TABLE, "品名 | 数量（件） | 折价（万元）\n防护服 | 3,860 | 73.34\n合　计 | 3,860 | 73.34"))
    found = figures(layout)
    assert [(m.value, m.unit) for m in found] == [(3860, "件"), (733400, "元"), (3860, "件"), (733400, "元")]
    assert labels(layout, found[0]) == ("防护服", "数量（件）")
    assert labels(layout, found[3]) == ("合　计", "折价（万元）")
    assert layout.text[found[1].start : found[1].end] == "73.34"


def test_a_caption_gives_the_unit_of_the_whole_table() -> None:
    layout = laid_out(
        (PARAGRAPH, "（单位：人次、万元）"), (TABLE, "地区 | 救助量 | 支出\n东乡 | 98 | 4.33\n西乡 | 11 | 0.52")
    )
    assert [(m.value, m.unit) for m in figures(layout)] == [(98, "人次"), (43300, "元"), (11, "人次"), (5200, "元")]


def test_lines_parted_by_wide_space_are_a_table_under_their_header() -> None:
    layout = laid_out(
        (PARAGRAPH, "服务项目　　　人次　　　　时长（小时）"),
        (PARAGRAPH, "生活照料　　　786,240　　1,305,118"),
        (PARAGRAPH, "康复护理　301,966　　452,949"),
    )
    assert [(m.value, m.unit) for m in figures(layout)] == [
        (786240, "人次"),
        (1305118, "小时"),
        (301966, "人次"),
        (452949, "小时"),
    ]


def test_cells_on_lines_of_their_own_fall_into_rows() -> None:
    cells = "捐赠明细 |\n品名 |\n数量（箱） |\n折价（元） |\n酒精 |\n40 |\n8000.00 |\n口罩 |\n12 |\n3600.50 |"
    layout = laid_out((TABLE, cells))
    found = figures(layout)
    assert [(m.value, m.unit) for m in found] == [(40, "箱"), (8000, "元"), (12, "箱"), (3600.5, "元")]
    assert labels(layout, found[2]) == ("口罩", "数量（箱）")


def test_serial_numbers_dates_and_plans_of_a_table_are_no_figures() -> None:
    layout = laid_out(
        (TABLE, "序号 | 社区 | 服务（人次） | 目标\n1 | 东街 | 120 | 100\n2 | 西街 | 86 | 100\n3 | 南街 | 97 | 100")
    )
    assert [(m.value, m.unit) for m in figures(layout)] == [(120, "人次"), (86, "人次"), (97, "人次")]


def test_tabs_part_cells_and_digits_of_the_next_cell_are_no_group() -> None:
    layout = laid_out((TABLE, "项目\t12月\t全年\n巡查（人次）\t205\t1 688\n发放棉衣（件）\t142\t796"))
    assert [(m.value, m.unit) for m in figures(layout)] == [(205, "人次"), (1688, "人次"), (142, "件"), (796, "件")]


@pytest.mark.parametrize("text", ["03　　要闻", "时间:2020-06-24    点击:1127", "首页 | 机构概况 | 联系我们"])
def test_other_lines_with_wide_space_are_no_table(text: str) -> None:
    assert figures(laid_out((PARAGRAPH, text))) == []


def test_a_caption_names_the_unit_of_each_column_in_turn() -> None:
    layout = laid_out(
        (PARAGRAPH, "表2（单位：名、户次、例）"),
        (TABLE, "站点 | 社工 | 走访 | 个案\n东河镇 | 5 | 1,208 | 14\n西河镇 | 3 | 三百零六 | 9"),
    )
    assert [(m.value, m.unit) for m in figures(layout)] == [
        (5, "名"),
        (1208, "户次"),
        (14, "例"),
        (3, "名"),
        (306, "户次"),
        (9, "例"),
    ]


def test_cells_with_their_own_units_are_plans_under_a_header_that_plans() -> None:
    layout = laid_out((PARAGRAPH, "指标　　　目标值　　　完成值\n助浴　　　500人次　　　512人次"))
    assert [(m.value, m.unit) for m in figures(layout)] == [(512, "人次")]
    layout = laid_out((TABLE, "帐篷 | 棉被 | 米面\n60顶 | 200床 | 3吨"))
    assert [m.unit for m in figures(layout)] == ["顶", "床", "吨"]


def test_empty_cells_between_bars_keep_their_column() -> None:
    layout = laid_out((TABLE, "序号|乡镇|棉被（床）|饮用水（箱）|备注\n1|码头镇|1200|860|已签收\n合计||2140|860|"))
    assert [(m.value, m.unit) for m in figures(layout)] == [(1200, "床"), (860, "箱"), (2140, "床"), (860, "箱")]


def test_a_header_of_two_lines_goes_down_to_the_lower_cell() -> None:
    layout = laid_out((TABLE, "县区 | 走访 | | 个案\n | 户数（户） | 人数（人） |\n宁国 | 210 | 236 | 31"))
    found = figures(layout)
    assert [(m.unit, labels(layout, m)[1]) for m in found] == [
        ("户", "户数（户）"),
        ("人", "人数（人）"),
        (None, "个案"),
    ]


def test_a_title_between_rows_begins_another_table() -> None:
    above = "表1　2023年收入（单位：元）\n区县\t现金\n宁洱\t350\n"
    below = "表2　2023年支出（单位：人、元）\n区县\t人数\t金额\n墨江\t45\t900"
    assert [(m.value, m.unit) for m in figures(laid_out((TABLE, above + below)))] == [
        (350, "元"),
        (45, "人"),
        (900, "元"),
    ]


def test_the_line_above_a_list_of_labels_names_the_unit() -> None:
    layout = laid_out((PARAGRAPH, "分县（市、区）养老床位数（张）"), (TABLE, "江山市\u30005,120\n龙游县\u30003,046"))
    assert [(m.value, m.unit) for m in figures(layout)] == [(5120, "张"), (3046, "张")]


def test_words_of_scale_in_the_caption_are_no_numbers() -> None:
    layout = laid_out((TABLE, "单位：支、万人、万小时\n县\t队伍\t志愿者\t服务时长\n凤翔\t210\t6.3\t41.2"))
    assert [(m.value, m.unit) for m in figures(layout)] == [(210, "支"), (63000, "人"), (412000, "小时")]


def test_words_of_scale_in_a_header_are_no_numbers() -> None:
    layout = laid_out((TABLE, "街镇 | 采样点（个） | 协助检测（万人次）\n咸水沽镇 | 86 | 38.6\n双港镇 | 64 | 29.4"))
    assert [(m.value, m.unit) for m in figures(layout)] == [(86, "个"), (386000, "人次"), (64, "个"), (294000, "人次")]


def test_calls_in_a_column_are_no_telephone_numbers() -> None:
    layout = laid_out((TABLE, "单位：户次、个\n站点\t走访\t求助电话\n姐告站\t1,105\t388\n弄岛站\t860\t217"))
    assert [m.value for m in figures(layout)] == [1105, 388, 860, 217]


def test_the_label_of_a_row_is_the_thing_not_the_giver() -> None:
    layout = laid_out((TABLE, "捐赠单位\t物资\t数量\n鹤壁市建筑业协会\t编织袋\t5000条\n浚县青年商会\t方便面\t300箱"))
    found = figures(layout)
    assert [labels(layout, m)[0] for m in found] == ["编织袋", "方便面"]
    assert [layout.text[slice(*m.actor_label)] for m in found if m.actor_label] == ["鹤壁市建筑业协会", "浚县青年商会"]


def test_a_person_who_gives_is_no_actor() -> None:
    layout = laid_out((TABLE, "序号\t捐赠人\t金额（元）\n1\t浚县青年商会\t30,000\n2\t李某某\t200"))
    assert [m.actor_label is not None for m in figures(layout)] == [True, False]


def test_a_unit_may_stand_behind_a_slash() -> None:
    layout = laid_out((TABLE, "| 县 | 走访/户次 | 补助/万元 |\n| 大冶 | 3,210 | 86.2 |\n| 阳新 | 4,105 | 120.9 |"))
    assert [(m.value, m.unit) for m in figures(layout)] == [
        (3210, "户次"),
        (862000, "元"),
        (4105, "户次"),
        (1209000, "元"),
    ]


def test_a_column_of_units_gives_each_row_its_own() -> None:
    layout = laid_out((TABLE, "品名\t单位\t收入\t发出\n棉鞋\t双\t300\t287\n挂面\t捆\t1,200\t1,060"))
    assert [(m.value, m.unit) for m in figures(layout)] == [(300, "双"), (287, "双"), (1200, "捆"), (1060, "捆")]


def test_a_unit_in_the_header_goes_before_the_column_of_units() -> None:
    layout = laid_out((TABLE, "物资\t计量单位\t数量\t金额（元）\n大米\t袋\t200\t12,000\n食用油\t桶\t150\t9,800"))
    assert [m.unit for m in figures(layout)] == ["袋", "元", "桶", "元"]


def test_a_header_over_households_and_one_over_plans() -> None:
    layout = laid_out(
        (PARAGRAPH, "附表　单位：件、户"),
        (TABLE, "县市 | 收到 | 受助户 | 计划发放件数\n东河县 | 1,240 | 366 | 900\n西河县 | 860 | 二百一十四 | 700"),
    )
    assert [(m.value, m.unit) for m in figures(layout)] == [(1240, "件"), (366, "户"), (860, "件"), (214, "户")]


def test_numbers_in_words_with_more_behind_them_are_cells_too() -> None:
    layout = laid_out((TABLE, "街道 | 代购（单） | 电话关怀（通）\n百官 | 1,846 | 3,905\n曹娥 | 1,207 | 二千四百余"))
    assert [(m.value, m.unit) for m in figures(layout)] == [(1846, "单"), (3905, "通"), (1207, "单"), (2400, "通")]


def test_one_chinese_digit_is_a_cell_under_a_header_with_a_unit() -> None:
    rows = "县市 | 社工机构（家） | 等次 | 走访（户次）\n寿光市 | 九 | 一 | 3,115\n诸城市 | 6 | 二 | 2,308"
    assert [m.value for m in figures(laid_out((TABLE, rows)))] == [9, 3115, 6, 2308]


def test_a_label_may_name_the_unit_of_the_number_behind_it() -> None:
    layout = laid_out(
        (PARAGRAPH, "走访（户次）：3,600"), (PARAGRAPH, "资金（万元）：12.6；年龄（岁）：36；目标（人）：50")
    )
    assert [(m.value, m.unit) for m in figures(layout)] == [(3600, "户次"), (126000, "元")]


def test_two_units_fall_to_two_columns_in_turn_unless_these_are_times() -> None:
    caption = (PARAGRAPH, "各地情况（单位：人次、件）")
    things = laid_out(caption, (TABLE, "地区 | 街面救助 | 发放物资\n云岩区 | 171 | 1,420\n南明区 | 138 | 1,256"))
    assert [m.unit for m in figures(things)] == ["人次", "件"] * 2
    years = laid_out(caption, (TABLE, "地区 | 2021年 | 2022年\n云岩区 | 171 | 1,420\n南明区 | 138 | 1,256"))
    assert [m.unit for m in figures(years)] == ["人次"] * 4


def test_goods_called_by_a_number_name_their_row() -> None:
    layout = laid_out((TABLE, "捐赠方 | 物资 | 数量\n商会 | 口罩（只） | 1,200\n王先生 | 84消毒液（桶） | 96"))
    assert [(m.value, m.unit) for m in figures(layout)] == [(1200, "只"), (96, "桶")]
