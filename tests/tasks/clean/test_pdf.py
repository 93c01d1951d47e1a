"""The text of PDF pages in reading order, and what is said of files that are none.

The PDFs are written here, by hand: text placed on a page, rules drawn, nothing more.
"""

from __future__ import annotations

import contextlib
import subprocess
import time
import zlib
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.clean import pdf
from tasks.clean.pdf import pdf_lines, read_pdf
from tasks.clean.pdf_child import UnreadablePdfError, read_pages

WIDTH, HEIGHT = 595, 842
_FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font/Subtype"
    b"/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000"
    b"/W[1 95 500]/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -120 1000 880]"
    b"/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>>>]>>"
)


def _text(x: float, y: float, words: str, size: float = 12, turn: str = "1 0 0 1") -> str:
    """Words whose line stands `y` below the top of the page."""
    shown = words.encode("utf-16-be").hex()
    return f"BT /F {size} Tf {turn} {x} {HEIGHT - y} Tm <{shown}> Tj ET\n"


def _column(x: float, y: float, lines: Sequence[str]) -> str:
    return "".join(_text(x, y + 18 * number, line) for number, line in enumerate(lines))


def _grid(xs: Sequence[float], ys: Sequence[float]) -> str:
    across = "".join(f"{xs[0]} {HEIGHT - y} m {xs[-1]} {HEIGHT - y} l S\n" for y in ys)
    return across + "".join(f"{x} {HEIGHT - ys[0]} m {x} {HEIGHT - ys[-1]} l S\n" for x in xs)


def _pdf(*pages: str, extra: bytes = b"", more: bytes = b"") -> bytes:
    """A PDF of pages given by what they draw."""
    objects = [b"<</Type/Catalog/Pages 2 0 R" + more + b">>", b"", _FONT]
    kids = []
    for content in pages:
        stream = zlib.compress(content.encode())
        length = b"<</Filter/FlateDecode/Length %d>>stream\n" % len(stream)
        objects.append(length + stream + b"\nendstream")
        page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R%b>>"
        objects.append(page % (WIDTH, HEIGHT, len(objects), extra))
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(kids), b" ".join(kids))
    data, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    return bytes(data)


def _lines(*pages: str, **more: Any) -> list[str]:
    """The lines of the article, read in this process."""
    return [line.text for page in read_pages(_pdf(*pages, **more)) for line in page if not line.running]


LEFT = ["一季度，全市社工站共服务", "困难群众165人次，开展小", "组活动45场，链接资源折合", "人民币1,280.5万元。"]
RIGHT = ["二季度，社工们又走访了老", "人88户，为12名儿童提供个", "案服务，累计服务时长3,600", "小时，群众满意率98%。"]


def test_a_page_is_read_line_by_line_in_a_process_of_its_own() -> None:
    head, foot = _text(60, 40, "宁波市社工简报 第3期", 9), _text(280, 815, "— 1 —", 9)
    data = _pdf(head + _text(200, 90, "服务报告", 20) + _column(84, 130, LEFT[:1]) + _column(60, 148, LEFT[1:]) + foot)
    assert pdf_lines(data) == ["宁波市社工简报 第3期", "", "　服务报告", "", "　一季度，全市社工站共服务", *LEFT[1:]]
    assert [line.text for line in read_pdf(data) if line.running] == ["— 1 —"]


def test_columns_are_read_one_after_the_other_below_what_spans_them() -> None:
    title = _text(120, 80, "各地社工投身一线服务群众纪实报道全文", 18)
    end = _text(60, 420, "（据中国社会工作杂志、各地民政局及社会工作协会综合报道，有删节）")
    page = title + _column(60, 120, LEFT) + _column(320, 126, RIGHT) + end
    lines = [line.strip("\u3000") for line in _lines(page) if line]
    assert lines == ["各地社工投身一线服务群众纪实报道全文", *LEFT, *RIGHT, lines[-1]]
    assert lines[-1].startswith("（据中国社会工作杂志")


def test_three_columns() -> None:
    third = ["三季度共有志愿者二百人", "参与了社区服务工作并且", "获得了群众的一致好评。"]
    page = _column(40, 100, LEFT) + _column(215, 100, RIGHT) + _column(390, 104, third)
    assert [line for line in _lines(page) if line] == [*LEFT, *RIGHT, *third]


def test_a_ruled_table_is_rows_of_cells_and_a_merged_cell_is_written_once() -> None:
    ys = [200, 224, 248, 290]
    drawn = _grid([60, 160, 260, 400], ys).replace(
        f"160 {HEIGHT - 200} m 160 {HEIGHT - 290} l", f"160 642 m 160 {HEIGHT - 248} l"
    )
    rows = (("服务类别", "次数", "备注"), ("个案", "128", "含儿童"), ("合计", "", "其中线上"))
    words = "".join(
        _text(x, y + 17, cell)
        for y, row in zip(ys, rows, strict=False)
        for x, cell in zip((70, 170, 270), row, strict=True)
        if cell
    )
    page = (
        _text(60, 180, "表1 服务情况") + drawn + words + _text(270, 283, "小组9个") + _text(60, 320, "以上为初步统计。")
    )
    assert [line for line in _lines(page) if line] == [
        "表1 服务情况",
        "服务类别 | 次数 | 备注",
        "个案 | 128 | 含儿童",
        "合计 |  | 其中线上小组9个",
        "以上为初步统计。",
    ]


def test_columns_of_figures_without_rules_are_a_table_with_its_gaps() -> None:
    rows = (("区县", "社工站", "人次"), ("海曙区", "17", "45,600"), ("江北区", "", "12,300"), ("合计", "25", "57,900"))
    page = "".join(
        _text(x, 100 + 20 * n, cell)
        for n, row in enumerate(rows)
        for x, cell in zip((60, 200, 320), row, strict=True)
        if cell
    )
    assert _lines(page) == ["区县 | 社工站 | 人次", "海曙区 | 17 | 45,600", "江北区 |  | 12,300", "合计 | 25 | 57,900"]


def test_heads_feet_and_page_numbers_are_marked_and_columns_do_not_take_them_in() -> None:
    def page(number: int) -> str:
        head, foot = _text(60, 40, f"社工周刊　2022年第{number}版", 9), _text(290, 815, f"第 {number} 页 共 3 页", 9)
        shift = 5 * number
        return head + _column(60, 100 + shift, LEFT) + _column(320, 100 + shift, RIGHT) + foot

    lines = [line for one in read_pages(_pdf(page(1), page(2), page(3))) for line in one]
    assert [line.text for line in lines if line.running] == [
        text for n in (1, 2, 3) for text in (f"社工周刊　2022年第{n}版", f"第 {n} 页 共 3 页")
    ]
    assert [line.text for line in lines if not line.running and line.text] == [*LEFT, *RIGHT] * 3


@pytest.mark.parametrize(("turn", "rotate"), [("0 1 -1 0", 90), ("0 -1 1 0", 270), ("-1 0 0 -1", 180)])
def test_pages_turned_sideways_are_read_upright(turn: str, rotate: int) -> None:
    along = {
        90: (lambda n: (100 + 20 * n, 700)),
        270: (lambda n: (400 - 20 * n, 100)),
        180: (lambda n: (500, 600 - 20 * n)),
    }
    page = "".join(_text(*along[rotate](n), line, turn=turn) for n, line in enumerate(LEFT))
    assert [line for line in _lines(page, extra=b"/Rotate %d" % rotate) if line] == LEFT


def test_watermarks_and_doubled_letters_are_not_read_twice() -> None:
    mark = _text(200, 500, "内部资料", 60, "0.7 0.7 -0.7 0.7")
    bold = _text(60, 200, "共165人") + _text(60.4, 200, "共165人")
    assert _lines(mark + bold) == ["共165人"]


def test_latin_words_keep_their_spaces_and_digits_stay_together() -> None:
    words = _text(60, 100, "served") + _text(104, 100, "165") + _text(130, 100, "people")
    assert _lines(words) == ["served 165 people"]


PROBLEMS = {
    "nothing": (b"", "no readable PDF"),
    "not a PDF": (b"%PDF-1.7\nnonsense", "no readable PDF"),
    "a page without text": (_pdf(_grid([1, 2, 3], [1, 2, 3])), "pictures of pages and no text"),
    "no pages": (_pdf(), "no readable PDF|no text"),
    "too many pages": (_pdf(*[""] * 501), "501 pages"),
}


@pytest.mark.parametrize("case", PROBLEMS)
def test_what_cannot_be_read_is_a_value_error(case: str) -> None:
    data, words = PROBLEMS[case]
    with pytest.raises(UnreadablePdfError, match=words):
        read_pages(data)


def test_the_parent_says_the_same() -> None:
    with pytest.raises(ValueError, match="no readable PDF"):
        pdf_lines(b"%PDF-1.7\nnonsense")
    with pytest.raises(ValueError, match="more than 20 MB"):
        pdf_lines(bytes(20_000_001))


def test_a_reader_that_hangs_or_crashes_costs_only_its_file(monkeypatch: pytest.MonkeyPatch) -> None:
    began = time.monotonic()
    with pytest.raises(ValueError, match="takes longer"):
        read_pdf(_pdf(_text(60, 100, "165")), seconds=0.01)
    assert time.monotonic() - began < 2
    crashed = subprocess.CompletedProcess([], -11, stdout=b"", stderr=b"Segmentation fault")
    monkeypatch.setattr(pdf.subprocess, "run", lambda *_, **__: crashed)
    with pytest.raises(ValueError, match="breaks the program"):
        pdf_lines(b"%PDF-")


def test_crowded_pages_take_no_time() -> None:
    dots = "".join(_text(20 + 5 * (n % 100), 20 + 3 * (n // 100), "点") for n in range(8000))
    rules = "".join(_grid([n, n + 9, n + 18], [n, n + 9, n + 18]) for n in range(0, 500, 2))
    began = time.monotonic()
    read_pages(_pdf(dots + rules))
    assert time.monotonic() - began < 5


SAMPLE = _pdf(
    _column(60, 100, LEFT) + _grid([60, 160, 260], [200, 224, 248]) + _text(70, 217, "128"), _text(60, 90, "二")
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, len(SAMPLE) - 1), st.binary(min_size=1, max_size=8)), max_size=12),
    st.integers(0, 3000),
)
def test_damaged_bytes_are_lines_or_a_value_error(damage: list[tuple[int, bytes]], cut: int) -> None:
    damaged = bytearray(SAMPLE)
    for place, inserted in damage:
        damaged[place : place + len(inserted)] = inserted
    with contextlib.suppress(UnreadablePdfError):
        assert read_pages(bytes(damaged[:-cut] if 0 < cut < len(damaged) else damaged))


def test_figures_at_the_edge_of_pages_are_no_page_numbers() -> None:
    rows = [("海曙区", "17", "45,600"), ("江北区", "18", "12,300"), ("鄞州区", "25", "57,900")]
    page = "".join(
        _text(x, 770 + 20 * n, cell) for n, row in enumerate(rows) for x, cell in zip((60, 200, 320), row, strict=True)
    )
    assert _lines(page, page) == [" | ".join(row) for row in rows] * 2
