"""Reads one PDF from standard input and writes its lines as JSON: the process that a hostile PDF may crash or tie up.

    python -m tasks.clean.pdf_child < report.pdf
    {"pages": [[["　一季度，全市社工站服务165人次。", false], ["— 1 —", true]], ...]}
    {"problem": "the PDF is protected by a password"}

Started by tasks.clean.pdf, which sets its time; memory and processor time it limits itself. PDFium reads the file.
"""

from __future__ import annotations

import ctypes
import json
import math
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from tasks.clean.pdf_layout import Glyph, Page, PageLine, lay_out
from tasks.clean.pdf_tables import Rule

MOST_PAGES = 500
MOST_GLYPHS = 2_000_000
MOST_GLYPHS_OF_PAGE = 50_000
_MOST_OBJECTS = 20_000
_MOST_SEGMENTS = 20_000
_MOST_NESTING = 5
_MOST_MEMORY = 1_500_000_000
_MOST_SECONDS = 60
_LARGEST_LETTER = 1000.0
_SHORTEST_RULE = 6.0
_THICKEST_RULE = 2.5
_PASSWORD = 4  # FPDF_ERR_PASSWORD


_Box = tuple[float, float, float, float]


class UnreadablePdfError(ValueError):
    """What keeps a PDF from being read."""


def read_pages(data: bytes) -> list[list[PageLine]]:
    """The lines of every page. Raises UnreadablePdfError."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", None) == _PASSWORD
        raise UnreadablePdfError(
            "the PDF is protected by a password" if locked else f"no readable PDF ({error})"
        ) from None
    with closing(document):
        if len(document) > MOST_PAGES:
            raise UnreadablePdfError(f"the PDF has {len(document)} pages, more than {MOST_PAGES}")
        drawn = []
        for number in range(len(document)):
            drawn.append(_read_page(document, number))
            if sum(len(page.glyphs) for page in drawn) > MOST_GLYPHS:
                raise UnreadablePdfError(f"the PDF has more than {MOST_GLYPHS:,} characters")
    pages = lay_out(drawn)
    if not any(line.text for page in pages for line in page):
        raise UnreadablePdfError("the PDF holds pictures of pages and no text")
    return pages


def _read_page(document: Any, number: int) -> Page:
    """What is drawn on one page; nothing on a page that cannot be read."""
    try:
        page = document[number]
    except pdfium.PdfiumError:
        return Page([], [], 0)
    with closing(page):
        frame = page.get_cropbox()
        characters, turn = _characters(page)
        glyphs = [_upright(drawn, turn, frame) for drawn in characters if _is_inside(drawn.origin, frame)]
        rules = [Rule(*_turned(box, turn, frame)) for box in _rules(page)]
    return Page(glyphs, rules, _turned(frame, turn, frame)[3])


def _is_inside(point: tuple[float, float], frame: _Box) -> bool:
    return frame[0] <= point[0] <= frame[2] and frame[1] <= point[1] <= frame[3]


def _turned(box: _Box, turn: int, frame: _Box) -> _Box:
    """A box (left, bottom, right, top) as seen when its text is upright: x0, y0, x1, y1 from the top left."""
    left, bottom, right, top = box
    frame_left, frame_bottom, frame_right, frame_top = frame
    if turn == 0:
        return left - frame_left, frame_top - top, right - frame_left, frame_top - bottom
    if turn == 1:
        return bottom - frame_bottom, left - frame_left, top - frame_bottom, right - frame_left
    if turn == 2:
        return frame_right - right, bottom - frame_bottom, frame_right - left, top - frame_bottom
    return frame_top - top, frame_right - right, frame_top - bottom, frame_right - left


class _Drawn(NamedTuple):
    """A character as PDFium gives it: its box, where it stands on its line, its size, how it is turned."""

    text: str
    box: _Box
    origin: tuple[float, float]
    size: float
    turn: int | None


def _upright(drawn: _Drawn, turn: int, frame: _Box) -> Glyph:
    """The glyph with a box as tall as its font: those of PDFium are as low as a comma, as tall as a bracket."""
    left, _, right, _ = _turned(drawn.box, turn, frame)
    start, line, _, _ = _turned((*drawn.origin, *drawn.origin), turn, frame)
    return Glyph(drawn.text, min(left, start), line - 0.86 * drawn.size, right, line + 0.14 * drawn.size)


def _characters(page: Any) -> tuple[list[_Drawn], int]:
    """The characters that are turned like most of the text, and how many quarters that is."""
    with closing(page.get_textpage()) as text:
        found = [
            drawn
            for number in range(min(text.count_chars(), MOST_GLYPHS_OF_PAGE))
            if (drawn := _character(text.raw, number))
        ]
    turns = Counter(drawn.turn for drawn in found if drawn.turn is not None)
    usual = turns.most_common(1)[0][0] if turns else 0
    return [drawn for drawn in found if drawn.turn == usual], usual or 0


def _character(text: Any, number: int) -> _Drawn | None:
    """One character; None for those that PDFium makes up and for what no text holds."""
    code = raw.FPDFText_GetUnicode(text, number)
    if code < 32 or 0xD800 <= code < 0xE000 or code > 0x10FFFF or code in (0xFFFE, 0xFFFF):
        return None
    if raw.FPDFText_IsGenerated(text, number) == 1:
        return None
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetLooseCharBox(text, number, box)
    raw.FPDFText_GetCharOrigin(text, number, x, y)
    raw.FPDFText_GetMatrix(text, number, matrix)
    size = raw.FPDFText_GetFontSize(text, number) * math.hypot(matrix.c, matrix.d)
    values = (box.left, box.bottom, box.right, box.top)
    if not all(map(math.isfinite, (*values, x.value, y.value, size))) or not 0.5 < size < _LARGEST_LETTER:
        return None
    return _Drawn(chr(code), values, (x.value, y.value), size, _quarters(raw.FPDFText_GetCharAngle(text, number)))


def _quarters(angle: float) -> int | None:
    """An angle in quarter turns, None for what stands aslant, as watermarks do."""
    quarters = angle / (math.pi / 2)
    return -round(quarters) % 4 if abs(quarters - round(quarters)) < 0.05 else None


def _rules(page: Any) -> list[_Box]:
    """The straight lines that a page draws, each as a box; none where it draws too much to be a table."""
    rules: list[_Box] = []
    segments = 0
    for number, drawn in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=_MOST_NESTING)):
        count = max(0, raw.FPDFPath_CountSegments(drawn))
        segments += count
        if number > _MOST_OBJECTS or segments > _MOST_SEGMENTS:
            return []
        rules += _rules_of(drawn, count)
    return rules


def _rules_of(drawn: Any, count: int) -> Iterator[_Box]:
    """The lines of one path: its straight segments, or the whole of it where it is a thin bar."""
    left, bottom, right, top = drawn.get_bounds()
    if min(right - left, top - bottom) <= _THICKEST_RULE:
        if max(right - left, top - bottom) >= _SHORTEST_RULE:
            yield left, bottom, right, top
        return
    matrix = drawn.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    for number in range(count):
        segment = raw.FPDFPath_GetPathSegment(drawn, number)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = matrix.on_point(x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield from _straight(last, point)
        if raw.FPDFPathSegment_GetClose(segment):
            yield from _straight(point, start)
        last = point


def _straight(one: tuple[float, float], other: tuple[float, float]) -> Iterator[_Box]:
    (x0, x1), (y0, y1) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    thin, long = sorted((x1 - x0, y1 - y0))
    if thin <= _THICKEST_RULE and long >= _SHORTEST_RULE and math.isfinite(x0 + x1 + y0 + y1):
        yield x0, y0, x1, y1


def _limit_itself() -> None:
    """Let the system end this process when it takes too much; where it cannot, the parent's clock does."""
    try:
        import resource
    except ImportError:  # not on Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Read, and say what was found."""
    _limit_itself()
    try:
        pages = read_pages(sys.stdin.buffer.read())
        answer: dict[str, Any] = {"pages": pages}
    except UnreadablePdfError as error:
        answer = {"problem": str(error)}
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace"))


if __name__ == "__main__":
    main()
