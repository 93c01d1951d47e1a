"""Sentences that a column, a page break or a caption divided are whole again; all others stay apart."""

from __future__ import annotations

import pytest

from tasks.clean.blocks import CAPTION
from tasks.clean.lines import Line, is_ended, is_prose, rejoin, split_lines, width

TIDY = "社工走访了辖区内的独居老人，送去米面油等慰问品，陪老人聊天解闷。"


def joined(*texts: str) -> list[str]:
    return [line.text for line in rejoin(split_lines("\n".join(texts)))]


@pytest.mark.parametrize(
    "first,second",
    [
        ("城东社工站联合辖区卫生院、爱心企业开展义诊，吸引了", "120余名居民参加，发放健康手册300册。"),
        ("中心的社工与志愿者一起，连续三天在安置点值守，成为受灾群众的主", "心骨。"),
        ("志愿者分成三组，沿街清扫积雪，帮助老人采购物资，", "累计服务86户。"),
        ("会长说：“这些年，我们先后帮助了", "300多个家庭，还会继续做下去。”"),
        ("社工站联动12家商户，捐赠米面油", "共300余份。"),
    ],
)
def test_a_sentence_broken_by_the_line_is_rejoined(first: str, second: str) -> None:
    assert joined(TIDY, "", first, second) == [TIDY, first + second]


def test_a_sentence_broken_by_a_blank_line_is_rejoined() -> None:
    first = "城东社工站联合辖区卫生院、爱心企业开展义诊，成为居民身边的"
    assert joined(TIDY, "", first, "", "贴心人；全年服务2.3万人次。") == [TIDY, first + "贴心人；全年服务2.3万人次。"]


def test_a_column_broken_in_mid_word_is_rejoined_though_the_line_has_no_comma() -> None:
    assert joined(TIDY, "", "河西社会工作协会成立“守护夕阳”线上平", "", "台,通过小程序为老人提供代买、代办服务。") == [
        TIDY,
        "河西社会工作协会成立“守护夕阳”线上平台,通过小程序为老人提供代买、代办服务。",
    ]


def test_a_caption_inside_a_sentence_follows_it() -> None:
    first = "市第一医院、第二医院、妇幼保健院、儿童医院、市中"
    lines = rejoin(
        split_lines(f"{TIDY}\n\n{first}\n\n\n\n医务社工陪伴患儿\n\n医院等医院的社工守护着患者，服务1200人次。")
    )
    assert [line.text for line in lines] == [
        TIDY,
        first + "医院等医院的社工守护着患者，服务1200人次。",
        "医务社工陪伴患儿",
    ]
    assert lines[2].kind == CAPTION


@pytest.mark.parametrize(
    "first,second",
    [
        ("线路不够，先扩线", "热线原有座机1条，3月增至3条。"),
        ("一、服务对象", "截至6月底，全区享受服务的老年人1.1万人。"),
        ("东街社工站：走访46户，电话慰问120人次，发放物资300份", "西街社工站：走访38户，电话慰问96人次，发放物资210份"),
        ("举办“文化进家庭”活动12场，惠及残疾人家庭430户", "开展健身周活动3场，参与人数近千人"),
        ("各位领导、各位同行：", "大家晚上好！今天我讲三件小事。"),
        ("▲社工在安置点为受灾群众登记需求、发放物资，安抚情绪", "安置点每天开设两节课，来的孩子有四十多名。"),
    ],
)
def test_lines_of_their_own_stay_apart(first: str, second: str) -> None:
    assert joined(TIDY, "", first, second) == [TIDY, first, second]


def test_text_set_in_a_narrow_column_is_rejoined_without_spaces() -> None:
    text = "项目周期内在册儿童六百一十四名，其中困境儿童二百三十八名，投入社工十三名，志愿者一百一十余人，在三区设点。"
    words = text * 4
    lines = [words[at : at + 30] for at in range(0, len(words), 30)]
    assert joined(*lines) == [words]


def test_words_in_latin_letters_keep_a_space() -> None:
    first = "中心引进了国际通行的评估工具，服务对象的改变用 Strengths and Difficulties"
    assert (
        joined(TIDY, "", first, "Questionnaire 来衡量，共测评320人。")[1]
        == f"{first} Questionnaire 来衡量，共测评320人。"
    )


@pytest.mark.parametrize(
    "text,ended",
    [
        ("好。", True),
        ("他说：“好！”", True),
        ("如下：", True),
        ("（据市民政局）", True),
        ("好", False),
        ("好，", False),
    ],
)
def test_ends_of_sentences(text: str, ended: bool) -> None:
    assert is_ended(text) is ended


def test_width_counts_two_for_chinese() -> None:
    assert width("社工12名") == 8
    assert width("１２") == 4


def test_prose_has_length_and_marks() -> None:
    assert is_prose(TIDY)
    assert not is_prose("鼓楼区")
    assert not is_prose("关于公布二〇二三年度财务收支审计结果的公告")


def test_blank_lines_and_indents_are_counted() -> None:
    assert split_lines("一\r\n\r\n　　二\u2028三") == [Line("一"), Line("二", gap=1, indent=2), Line("三")]


def test_a_phrase_that_waits_goes_on_though_it_stands_apart() -> None:
    first, second, third = (
        "志愿队在两省累计出动志愿者1,146人次，",
        "看望独居和空巢老人1,328户，",
        "其中浏阳市972户、醴陵市230户。",
    )
    assert joined(TIDY, "", first, "", second, "", third) == [TIDY, first + second + third]
