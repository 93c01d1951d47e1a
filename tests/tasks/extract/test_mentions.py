"""Every numeral of a text is found once, in order, with what it is."""

from __future__ import annotations

import re
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.clean.blocks import PARAGRAPH, TABLE, Block
from tasks.extract.layout import lay_out
from tasks.extract.mentions import find_mentions
from tasks.extract.model import FIGURE, QUALIFIERS, REASONS, Context, Mention

REPORT = (
    "截至３月底，全市７５家机构、近百万名志愿者投入“三社联动”项目，发放物资5.7万余件（套），"
    "热线12345接到来电一千二百通。第二批次48人已于4月2日出发。"
)


def found_in(text: str) -> list[Mention]:
    return find_mentions(lay_out(text, [Block(PARAGRAPH, 0, 0, len(text))]), Context())


def test_a_report_numeral_by_numeral() -> None:
    found = [(REPORT[m.start : m.end], m.disposition) for m in found_in(REPORT)]
    assert found == [
        ("３月底", "date"),
        ("７５家", "figure"),
        ("近百万名", "figure"),
        ("三社联动", "name"),
        ("5.7万余件", "figure"),
        ("12345", "identifier"),
        ("一千二百通", "figure"),
        ("第二批次", "ordinal"),
        ("48人", "figure"),
        ("4月2日", "date"),
    ]


def test_a_figure_carries_value_bounds_qualifier_unit_and_dimension() -> None:
    mention = next(m for m in found_in(REPORT) if m.disposition == FIGURE and m.qualifier == "more_than")
    assert (mention.value, mention.value_low, mention.value_high) == (57000, 57000, None)
    assert (mention.unit, mention.dimension) == ("件", None)
    assert REPORT[mention.number_start : mention.number_end] == "5.7万"


def test_words_that_hold_a_numeral_are_accounted_for() -> None:
    text = "统一调度，第一时间上门，少数民族群众一对一结对，百灵鸟志愿队逐一回访"
    assert {m.disposition for m in found_in(text)} == {"idiom", "name"}
    assert len(found_in(text)) == 6


def test_words_that_only_look_like_a_numeral_are_not() -> None:
    assert found_in("数据、人数和几乎全部系数") == []


def test_a_phrase_does_not_hide_a_longer_number() -> None:
    assert [(m.value, m.unit) for m in found_in("调解纠纷二十一起，提高一倍半") if m.disposition == FIGURE] == [
        (21, "起")
    ]


def test_the_same_text_gives_the_same_mentions() -> None:
    assert found_in(REPORT) == found_in(REPORT)


def test_an_empty_text_has_no_numeral() -> None:
    assert find_mentions(lay_out("", []), Context()) == []


NUMERAL = re.compile("[0-9一二三四五六七八九十百千万亿两①]")
ALPHABET = (
    "0123456789,.:-—~%+/ \n　|“”（）《》一二两三十百千万亿半几数余多来约近至最高不超过"
    "名个元月年日小时天第每计划将为的了，。；：人次户社工服务①AKg℃"
)


@given(st.text(alphabet=ALPHABET, max_size=120))
def test_any_text_is_covered_in_order_without_overlap(text: str) -> None:
    last, covered = 0, set()
    for mention in found_in(text):
        assert last <= mention.start <= mention.number_start <= mention.number_end <= mention.end <= len(text)
        assert mention.start < mention.end
        assert mention.disposition in (FIGURE, *REASONS)
        assert mention.qualifier in QUALIFIERS
        assert mention.rule
        last = mention.end
        covered.update(range(mention.start, mention.end))
    for match in NUMERAL.finditer(text):
        assert match.start() in covered


@pytest.mark.parametrize(
    "piece",
    [
        "万",
        "1",
        "12名,",
        "1至",
        "1元至",
        "“三”",
        "《",
        "计划招募三名志愿者，",
        "确诊病例3例，",
        "1、",
        "三个",
        "1\n",
        "百分之",
        "第",
    ],
)
def test_no_text_takes_more_than_its_length(piece: str) -> None:
    text = piece * (6_000 // len(piece))
    started = process_time()
    found_in(text)
    assert process_time() - started < 4


FRAGMENTS = (
    "半", "半个", "个多", "百分之", "三分之", "十七八", "两三", "1.5", "2021.5", "300", "1,208",
    "４万", "几十", "把", "余", "个百分点", "个小时", "大桶", "公里", "元", "人次/", "/人", "￥",
    "起，", "左右", "以上", " ", "\u3000", "|", "-", "至", "点", "第", "连续", "争取", "单程",
    "限", "目标值", "一套", "审稿 ", "（单位：名、例）", "\n", "。", "，", "“", "”", "《",
    "）",
)  # fmt: skip


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=24).map("".join), st.integers(0, 400), st.booleans())
def test_no_mention_reaches_beyond_the_text(text: str, cut: int, tabled: bool) -> None:
    text = text[: min(cut, len(text))] if cut % 2 else text
    kind = TABLE if tabled else PARAGRAPH
    blocks = [Block(kind, 0, 0, len(text))] if text.strip() else []
    if not blocks:
        return
    last = 0
    for mention in find_mentions(lay_out(text, blocks), Context()):
        assert last <= mention.start <= mention.number_start < mention.number_end <= mention.end <= len(text)
        last = mention.end
