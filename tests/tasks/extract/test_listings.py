"""Lists under a line that heads them: what counts as their items, and what day, place and giver the head lends them."""

from __future__ import annotations

from datetime import date
from typing import Any

from tasks.clean.blocks import HEADING, PARAGRAPH
from tasks.clean.document import Known, clean_bytes
from tasks.extract.figures import Document, extract
from tasks.extract.layout import lay_out
from tasks.extract.listings import giver_of, list_heads
from tasks.extract.model import Context
from tests.marked_texts import marked


def figures(text: str, published: date) -> dict[str, dict[str, Any]]:
    """The figures of a plain-text page by their quotes."""
    page = clean_bytes(text.encode(), "text/plain", Known(published_on=published))
    context = Context("page", page.title, page.publisher, page.author, page.published_on)
    return {row["quote"]: row for row in extract(Document("page", page.text, page.blocks, context)).figures}


def test_items_are_short_lines_with_numbers_and_running_text_ends_the_list() -> None:
    layout, _ = marked("# 首批清单（7月6日发往平江县）\n雨靴300双\n头灯四十个\n以上物资均已签收，共计340件。\n雨衣20件")
    assert [block.kind for block in layout.blocks] == [HEADING, *[PARAGRAPH] * 4]
    assert list_heads(layout) == {1: 0, 2: 0}


def test_a_line_that_counts_something_itself_heads_no_list() -> None:
    layout, _ = marked("发放雨靴300双（含童鞋）\n头灯40个")
    assert list_heads(layout) == {}


def test_a_label_names_who_gives() -> None:
    layout = lay_out("捐赠方：青藤爱心协会\n冲锋舟8艘", [])
    span = giver_of(layout, layout.blocks[0]._replace(end=10))
    assert span is not None
    assert layout.text[slice(*span)] == "青藤爱心协会"


def test_the_head_of_a_list_dates_and_places_its_items_and_the_sum_is_on_all() -> None:
    rows = figures(
        "晋江市万家善公益基金会驰援湖南\n\n"
        "◇第一批清单（7月6日发往平江县长寿镇）\n充电宝四百个\n消毒粉3吨\n"
        "◇第二批清单（7月9日发往华容县团洲乡）\n头灯680只\n折叠桌55张\n\n"
        "前后货值合计457万元。\n",
        date(2024, 7, 12),
    )
    first, second, total = rows["3吨"], rows["680只"], rows["457万元"]
    assert (first["adm3"], first["period_start"], first["period_end"]) == (
        "平江县",
        date(2024, 7, 6),
        date(2024, 7, 6),
    )
    assert (second["adm3"], second["period_start"]) == ("华容县", date(2024, 7, 9))
    assert (total["adm2"], total["adm3"], total["period_end"]) == ("岳阳市", None, None)


def test_a_plain_line_with_brackets_heads_a_list_too() -> None:
    rows = figures(
        "兰州市慈善总会救灾物资台账\n\n第一车（12月19日，送大河家镇）\n棉大衣600件\n羊毛毯400条\n"
        "第二车（12月21日，送临夏市）\n火炉120个\n",
        date(2023, 12, 25),
    )
    assert rows["400条"]["adm3"] == "积石山保安族东乡族撒拉族自治县"
    assert (rows["120个"]["adm3"], rows["120个"]["period_end"]) == ("临夏市", date(2023, 12, 21))


def test_a_lead_in_brackets_dates_the_list_behind_its_colon() -> None:
    rows = figures(
        "驰援河南物资台账\n\n首批（7月22日抵达卫辉市）：雨衣2,000件、手电600支。\n"
        "次批（7月25日抵达浚县）：帐篷80顶、药品15箱。\n货物折价合计96万元。\n",
        date(2021, 8, 5),
    )
    assert (rows["600支"]["adm3"], rows["600支"]["period_end"]) == ("卫辉市", date(2021, 7, 22))
    assert (rows["15箱"]["adm3"], rows["15箱"]["period_end"]) == ("浚县", date(2021, 7, 25))


def test_items_are_given_by_the_body_their_head_labels() -> None:
    rows = figures(
        "新乡市救灾捐赠物资清单\n\n捐赠方：新乡市青藤爱心协会\n雨靴80双\n救生衣300件\n"
        "捐赠方：河南晨阳集团\n矿泉水2,000箱\n",
        date(2021, 8, 1),
    )
    assert [rows[quote]["actor"] for quote in ("80双", "300件", "2,000箱")] == [
        "新乡市青藤爱心协会",
        "新乡市青藤爱心协会",
        "河南晨阳集团",
    ]


def test_a_list_of_places_takes_its_unit_from_the_line_above() -> None:
    rows = figures(
        "2023年盐城市各县区法律援助受理量（件）\n大丰区：1,120\n东台市：986\n建湖县：745\n", date(2024, 1, 10)
    )
    assert [(rows[quote]["unit"], rows[quote]["adm3"]) for quote in ("1,120", "986", "745")] == [
        ("件", "大丰区"),
        ("件", "东台市"),
        ("件", "建湖县"),
    ]


def test_bullets_begin_anew_at_the_place_of_the_report() -> None:
    rows = figures(
        "汕尾市中秋慰问一览\n\n● 陆丰市 走访困难家庭312户 发放慰问品312份\n"
        "● 海丰县 走访困难家庭208户 发放慰问品208份\n● 市本级 走访困难家庭45户\n",
        date(2023, 9, 30),
    )
    assert (rows["208户"]["adm3"], rows["45户"]["adm2"], rows["45户"]["adm3"]) == ("海丰县", "汕尾市", None)
