"""The clean stage on the seed documents, and what holds for any input."""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from tasks.clean.blocks import CAPTION, HEADING, KINDS, PARAGRAPH, SOURCE, TITLE
from tasks.clean.decode import CleaningError
from tasks.clean.document import DOCX, PDF, CleanDocument, Known, clean_bytes

SEEDS = Path(__file__).resolve().parents[3] / "seeds" / "documents"


@cache
def seed(number: str) -> CleanDocument:
    with (SEEDS / "sources.csv").open(encoding="utf-8", newline="") as handle:
        row = next(row for row in csv.DictReader(handle) if row["file"].startswith(number))
    known = Known(
        publisher=row["publisher"] or None,
        published_on=date.fromisoformat(row["published_on"]) if row["published_on"] else None,
    )
    return clean_bytes((SEEDS / row["file"]).read_bytes(), "text/plain", known)


def lines(document: CleanDocument, kind: str) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks if block.kind == kind]


def outline(document: CleanDocument) -> list[tuple[int, str]]:
    return [(block.level, document.text[block.start : block.end]) for block in document.blocks if block.kind == HEADING]


def removed(document: CleanDocument) -> str:
    return "\n".join(piece.text for piece in document.removed)


def test_front_matter_tells_and_stays_out_of_the_text() -> None:
    document = seed("000")
    assert (document.author, document.published_on) == ("趣头条", date(2021, 11, 23))
    assert document.title == "志愿服务_用实际行动诠释_助人自助_的社工理念"
    assert document.publisher == "兰州文明网"
    assert document.text.startswith("165名专业社工、75家社会组织")
    assert outline(document) == [
        (1, "实际行动践行“助人自助”的社工理念"),
        (1, "统筹协调 多元力量参与防控"),
        (1, "线上线下 疫情宣传全覆盖"),
        (1, "专业守护 温情陪伴不间断"),
    ]
    assert lines(document, SOURCE) == ["【来源：兰州文明网】"]


def test_banner_share_tip_jar_and_reprint_notice_go() -> None:
    document = seed("001")
    assert lines(document, TITLE) == ["浙江宁波:社工志愿者 “五心五度”坚守战疫筑防线"]
    assert [level for level, _ in outline(document)] == [1] * 5
    assert outline(document)[0][1] == "01 用心部署,行动倡导拓展广度"
    for words in ("SOCIAL WORK WEEKLY", "赞(0)", "打赏", "扫一扫", "转载请注明", "李福滨"):
        assert words not in document.text
        assert words in removed(document)


def test_a_repost_loses_its_foretaste_comments_and_contacts() -> None:
    document = seed("002")
    assert document.text.count("宁乡市发现新冠肺炎确诊病例") == 1
    assert lines(document, TITLE) == [
        "湖南宁乡社工全力筑牢抗疫防护墙,守护家园安全",
        "抗疫进行时丨湖南宁乡社工:筑牢抗疫“防护墙”",
    ]
    assert document.author == "马平平"
    assert lines(document, SOURCE) == ["原创 马平平 中国社会工作", "作者:通讯员/马平平", "来源:中国社会工作"]
    assert len(lines(document, CAPTION)) == 5
    assert (1, "电话流调、数据排查,社工当上“信息员”") in outline(document)
    for words in ("紫玉", "评论列表(4条)", "(11)", "欧冠", "9:30-18:30", "mp.weixin.qq.com"):
        assert words not in document.text
        assert words in removed(document)


def test_a_newspaper_page_is_three_articles_with_whole_sentences() -> None:
    document = seed("003")
    assert lines(document, TITLE) == ["战“疫”有我! 多地社工积极参与疫情防控"]
    assert [words for level, words in outline(document) if level == 1] == [
        "上海:社工闻令而动助力疫情防控",
        "贵州:发挥“五社联动”协作优势,助力全省疫情防控",
        "湖北:社会工作专业力量积极参与疫情防控",
    ]
    assert (2, "“党员红”+“社工橙” 发挥先锋模范作用") in outline(document)
    for words in (
        "成为千万大白中的一分子",
        "市普陀中心医院等医院的社工",
        "线上平台,通过小程序",
        "社工和志愿者;上海公益",
        "动员引导社区志愿者力量",
    ):
        assert words in document.text
    assert lines(document, CAPTION) == ["上海社工积极参与疫情防控工作"]
    assert lines(document, SOURCE) == ["(据上海市民政局)", "(据贵州省民政厅)", "(据《湖北日报》)"]
    assert [piece.text for piece in document.removed if piece.rule == "page"] == ["08 版", "09 版", "10 版"]


def test_a_bulletin_is_ordered_by_theme_district_and_station() -> None:
    document = seed("004")
    assert outline(document)[:5] == [
        (1, "重点人群"),
        (2, "锦江区"),
        (3, "三圣街道社工站"),
        (2, "青羊区"),
        (3, "琴台路社区社工室"),
    ]
    assert [words for level, words in outline(document) if level == 1] == [
        "重点人群",
        "资源链接",
        "宣传倡导",
        "联防联控",
    ]
    assert len([1 for level, _ in outline(document) if level == 3]) == 11
    assert document.text.endswith("社会工作者已积极投入到防疫工作中。")
    for words in ("51.jpg", "639921629", "141815996", "11条评论", "cdswswyx@163.com", "028-87030211", "二维码"):
        assert words not in document.text
        assert words in removed(document)


def test_what_is_known_wins_over_what_the_page_says() -> None:
    known = Known("甲题目", "乙报", "丙", date(2020, 1, 2))
    document = clean_bytes(
        "丁题目\n2022-03-04 来源：戊报 作者：己\n\n社工走访了独居老人，送去慰问品。".encode(), "text/plain", known
    )
    assert (document.title, document.publisher, document.author, document.published_on) == (
        "甲题目",
        "乙报",
        "丙",
        date(2020, 1, 2),
    )
    assert "甲题目" not in document.text


def test_a_date_in_running_text_is_no_publication() -> None:
    text = "社工忙起来\n\n2022年3月4日，社工走访了独居老人，送去米面油等慰问品，陪老人聊天解闷。"
    assert clean_bytes(text.encode(), "text/plain", Known()).published_on is None


@pytest.mark.parametrize("media_type", ["text/plain", "text/html", "text/markdown"])
def test_content_decides_what_a_file_is(media_type: str) -> None:
    page = "<div><p>社工走访了独居老人，送去米面油。</p><p>服务<b>4</b>6人次。</p></div>"
    assert clean_bytes(page.encode(), media_type, Known()).text.endswith("服务46人次。")
    assert (
        clean_bytes("体温<37.3℃，血压>90的老人36名。".encode(), media_type, Known()).text
        == "体温<37.3℃，血压>90的老人36名。"
    )


@pytest.mark.parametrize(
    "data", [b"", b"   \n", b"%PDF-1.4", b"\0" * 600, "——————\n".encode(), b"<html><body></body></html>"]
)
def test_what_holds_no_article_is_refused(data: bytes) -> None:
    with pytest.raises(CleaningError):
        clean_bytes(data, "text/html", Known())


def assert_sound(document: CleanDocument) -> None:
    """Blocks in order, apart, over all that is not blank; nothing removed stands outside the text."""
    end = 0
    for block in document.blocks:
        assert block.kind in KINDS
        assert (block.level > 0) == (block.kind == HEADING)
        assert end <= block.start < block.end <= len(document.text)
        assert not document.text[end : block.start].strip()
        assert document.text[block.start : block.end].strip()
        end = block.end
    assert end == len(document.text)
    assert all(0 <= piece.before <= len(document.text) for piece in document.removed)


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_blocks_of_the_seeds_are_sound(number: str) -> None:
    assert_sound(seed(number))


@pytest.mark.parametrize("number", ["001", "002", "003", "004"])
def test_nothing_is_added_and_nothing_lost(number: str) -> None:
    document = seed(number)
    source = Counter((SEEDS / next(SEEDS.glob(f"{number}*")).name).read_text(encoding="utf-8"))
    kept, left_out = Counter(document.text), Counter(removed(document))
    for char, count in source.items():
        if not char.isspace() and char != "#":
            assert kept[char] + left_out[char] == count, char


def is_subsequence(words: str, source: str) -> bool:
    rest = iter(source)
    return all(char in rest for char in words)


PIECES = st.sampled_from(
    [
        *"，。；：“”（）《》、|<>#*-1２三万 　\n",
        "\n\n",
        "社工",
        "12名",
        "走访46户",
        "一、",
        "（一）",
        "1.",
        "【概况】",
        "■",
        "来源：",
        "2022年4月2日",
        "<p>",
        "</p>",
        "<table><tr><td>",
        "<h2>",
        "<br>",
        "&nbsp;",
        "浏览次数：12",
        "上一篇：",
        "▲",
        "（图：",
        "电话",
        "——",
        "…",
        "3,600余名",
        "服务居民，",
        "他说：“",
    ]
)


@given(st.lists(PIECES, max_size=60).map("".join))
def test_plain_text_is_cut_and_joined_never_rewritten(text: str) -> None:
    try:
        document = clean_bytes(text.encode(), "text/plain", Known())
    except CleaningError:
        return
    assert_sound(document)
    if "<" not in text:
        whole = "".join(document.text.split())
        assert not Counter(whole) - Counter("".join(text.split()) + "|" * text.count("|"))
        if CAPTION not in [block.kind for block in document.blocks]:
            assert is_subsequence(whole, text)


@given(st.binary(max_size=300), st.sampled_from(["text/plain", "text/html"]))
def test_no_bytes_raise_anything_but_a_cleaning_error(data: bytes, media_type: str) -> None:
    try:
        assert_sound(clean_bytes(data, media_type, Known()))
    except CleaningError as error:
        assert str(error)


def test_the_same_bytes_give_the_same_document() -> None:
    data = (SEEDS / next(SEEDS.glob("002*")).name).read_bytes()
    assert clean_bytes(data, "text/plain", Known()) == clean_bytes(data, "text/plain", Known())


def test_paragraphs_without_end_do_not_hang() -> None:
    document = clean_bytes(("社工走访了老人，送去米面油，" * 20_000).encode(), "text/plain", Known())
    assert [block.kind for block in document.blocks] == [PARAGRAPH]


def test_a_word_document_keeps_the_headings_of_its_styles() -> None:
    word = Document()
    word.add_heading("2022年社会工作年报", 0)
    word.add_heading("一、总体情况", 1)
    word.add_paragraph("全市社工站服务165人次，发放口罩2000余个。")
    file = io.BytesIO()
    word.save(file)
    document = clean_bytes(file.getvalue(), DOCX, Known())
    assert document.title == "2022年社会工作年报"
    assert [block.kind for block in document.blocks] == [TITLE, HEADING, PARAGRAPH]
    assert "发放口罩2000余个" in document.text


def test_what_is_no_pdf_is_refused_as_a_cleaning_error() -> None:
    with pytest.raises(CleaningError, match="PDF"):
        clean_bytes(b"%PDF-1.4 and then nothing", PDF, Known())
