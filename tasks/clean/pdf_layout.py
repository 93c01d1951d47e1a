"""From glyphs and ruled lines on a page to lines of text in reading order.

    two columns        the left one down to its end, then the right one; what spans both divides them
    a ruled grid       "服务类别 | 次数 | 服务人次" a row a line; a merged cell is written once
    aligned columns    three rows or more in a row, without rules: likewise
    an indented line   begins with an ideographic space, as a paragraph does
    a wide gap         one empty line

Pure geometry: coordinates count from the left and from the top, in points.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from tasks.clean.pdf_running import Piece, running_pieces
from tasks.clean.pdf_tables import Rule, find_tables

_COLUMN_STEP = 4.0
_MOST_STEPS = 250
_MOST_ROWS = 1500  # a page with more is no page of columns, and looking for them would take long
_FEWEST_COLUMN_LINES = 3
_NARROWEST_COLUMN = 8  # in characters: what is narrower is a column of a table
_FEWEST_TABLE_ROWS = 3
_DEEPEST = 6


class Glyph(NamedTuple):
    """One character and its box."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float


class Page(NamedTuple):
    """What is drawn on one page."""

    glyphs: Sequence[Glyph]
    rules: Sequence[Rule]
    height: float


class PageLine(NamedTuple):
    """A line of a page in reading order, and whether it is a running head, foot or page number."""

    text: str
    running: bool = False


@dataclass(slots=True)
class _Row:
    """Pieces side by side."""

    pieces: list[Piece] = field(default_factory=list)

    @property
    def y0(self) -> float:
        return min(piece.y0 for piece in self.pieces)

    @property
    def y1(self) -> float:
        return max(piece.y1 for piece in self.pieces)


def lay_out(pages: Sequence[Page]) -> list[list[PageLine]]:
    """The lines of every page in reading order, running heads and feet marked; "" stands for a wide gap."""
    pieces = [_page_pieces(page) for page in pages]
    running = running_pieces(pieces, [page.height for page in pages])
    return [_page_lines(of_page, set(map(id, edges))) for of_page, edges in zip(pieces, running, strict=True)]


def _page_pieces(page: Page) -> list[Piece]:
    """What stands on a page: parts of lines, and rows of ruled tables."""
    tables, outside = find_tables(page.glyphs, page.rules)
    pieces = [piece for line in _lines(outside) for piece in _pieces(line)]
    for table in tables:
        for row in table:
            text = " | ".join(_cell_text(cell) for cell in row.cells)
            if text.strip(" |"):
                pieces.append(Piece(text, row.x0, row.y0, row.x1, row.y1, is_row=True))
    return pieces


def _page_lines(pieces: list[Piece], running: set[int]) -> list[PageLine]:
    """The lines of one page; running heads and feet are laid out by themselves, or they would stand in a column."""
    of_article = [piece for piece in pieces if id(piece) not in running]
    around = _rows(piece for piece in pieces if id(piece) in running)
    middle = min((piece.y0 for piece in of_article), default=0.0)
    heads = [text for row, text in _row_texts(around) if row.y0 < middle]
    feet = [text for row, text in _row_texts(around) if row.y0 >= middle]
    article = [PageLine(text) for text in _texts(_in_order(_rows(of_article), _DEEPEST))]
    return [*(PageLine(text, True) for text in heads), *article, *(PageLine(text, True) for text in feet)]


def _lines(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Glyphs of about one height, from the top."""
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.y0 + glyph.y1, glyph.x0)):
        first = lines[-1][0] if lines else None
        reach = 0.5 * min(first.y1 - first.y0, glyph.y1 - glyph.y0) if first else 0
        if first and abs(glyph.y0 + glyph.y1 - first.y0 - first.y1) / 2 <= reach:
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return lines


def _pieces(line: list[Glyph]) -> list[Piece]:
    """A line divided where the gap is wider than a character."""
    line.sort(key=lambda glyph: glyph.x0)
    size = median(glyph.y1 - glyph.y0 for glyph in line)
    parts: list[list[Glyph]] = [[line[0]]]
    for glyph in line[1:]:
        last = parts[-1][-1]
        if _is_double(last, glyph):
            continue
        if glyph.x0 - last.x1 > size:
            parts.append([])
        parts[-1].append(glyph)
    return [piece for part in parts if (piece := _piece(part, size))]


def _is_double(one: Glyph, other: Glyph) -> bool:
    """Whether a glyph is drawn over itself, as some programs make bold letters."""
    return one.text == other.text and abs(one.x0 - other.x0) < 0.3 * (one.x1 - one.x0)


def _piece(glyphs: list[Glyph], size: float) -> Piece | None:
    text = spaced(glyphs, size)
    if not text:
        return None
    return Piece(text, glyphs[0].x0, min(g.y0 for g in glyphs), max(g.x1 for g in glyphs), max(g.y1 for g in glyphs))


def spaced(glyphs: Sequence[Glyph], size: float) -> str:
    """The text of glyphs side by side, with a space where Latin words stand apart."""
    parts = [glyphs[0].text] if glyphs else []
    for last, glyph in pairwise(glyphs):
        in_number = last.text.isdigit() and glyph.text.isdigit()
        apart = glyph.x0 - last.x1 > (0.45 if in_number else 0.18) * size
        if apart and last.text.isascii() and glyph.text.isascii() and not (last.text + glyph.text).isspace():
            parts.append(" ")
        parts.append(glyph.text)
    return "".join(parts).strip()


def _cell_text(glyphs: Sequence[Glyph]) -> str:
    """The words of a cell, its lines put together."""
    lines = [piece.text for line in _lines(glyphs) for piece in _pieces(line)]
    text = ""
    for line in lines:
        latin = text[-1:].isascii() and text[-1:].isalpha() and line[0].isascii()
        text += (" " if latin else "") + line
    return text.replace("|", "丨")


def _rows(pieces: Iterable[Piece]) -> list[_Row]:
    """Pieces side by side put into rows, from the top."""
    rows: list[_Row] = []
    for piece in sorted(pieces, key=lambda piece: (piece.middle, piece.x0)):
        first = rows[-1].pieces[0] if rows else None
        if first and abs(piece.middle - first.middle) <= 0.5 * min(piece.height, first.height):
            rows[-1].pieces.append(piece)
        else:
            rows.append(_Row([piece]))
    for row in rows:
        row.pieces.sort(key=lambda piece: piece.x0)
    return rows


def _in_order(rows: list[_Row], depth: int) -> list[list[_Row]]:
    """The rows in reading order, as blocks of one column each."""
    cut = _columns(rows) if depth else None
    if cut is None:
        return [rows] if rows else []
    start, end, x = cut
    inside = [piece for row in rows[start:end] for piece in row.pieces]
    left = _rows(piece for piece in inside if piece.x1 <= x)
    right = _rows(piece for piece in inside if piece.x0 >= x)
    parts = (rows[:start], left, right, rows[end:])
    return [block for part in parts for block in _in_order(part, depth - 1)]


def _columns(rows: list[_Row]) -> tuple[int, int, float] | None:
    """The rows that stand in two columns and the place between them; None when there are none."""
    if len(rows) > _MOST_ROWS or sum(len(row.pieces) for row in rows) < 2 * _FEWEST_COLUMN_LINES:
        return None
    left = min(piece.x0 for row in rows for piece in row.pieces)
    right = max(piece.x1 for row in rows for piece in row.pieces)
    best: tuple[tuple[int, float], tuple[int, int, float]] | None = None
    width = max(_COLUMN_STEP, (right - left) / _MOST_STEPS)
    for step in range(1, int((right - left) / width)):
        x = left + step * width
        for start, end in _free_runs(rows, x):
            clearance = _clearance(rows[start:end], x)
            if clearance is not None and (best is None or (end - start, clearance) > best[0]):
                best = (end - start, clearance), (start, end, x)
    return best[1] if best else None


def _free_runs(rows: list[_Row], x: float) -> list[tuple[int, int]]:
    """The longest runs of rows that nothing crosses at `x`."""
    runs, start = [], 0
    for number, row in enumerate([*rows, None]):
        if row is None or any(piece.x0 < x < piece.x1 for piece in row.pieces):
            if number - start >= _FEWEST_COLUMN_LINES:
                runs.append((start, number))
            start = number + 1
    return runs


def _clearance(rows: list[_Row], x: float) -> float | None:
    """How far the two columns beside `x` keep from it; None when they are no columns of text."""
    sides = ([p for row in rows for p in row.pieces if p.x1 <= x], [p for row in rows for p in row.pieces if p.x0 >= x])
    for side in sides:
        if len(side) < _FEWEST_COLUMN_LINES:
            return None
        if median(len(piece.text) for piece in side) < _NARROWEST_COLUMN and not any(piece.is_row for piece in side):
            return None
    beside = min(max(p.y1 for p in side) for side in sides) - max(min(p.y0 for p in side) for side in sides)
    if beside < _FEWEST_COLUMN_LINES * median(piece.height for piece in sides[0]):
        return None  # one stands below the other
    return min(x - max(p.x1 for p in sides[0]), min(p.x0 for p in sides[1]) - x)


def _texts(blocks: list[list[_Row]]) -> list[str]:
    """The lines of all blocks, one after the other."""
    found: list[str] = []
    for rows in blocks:
        edge = min(piece.x0 for row in rows for piece in row.pieces)
        gaps = [lower.y0 - upper.y1 for upper, lower in pairwise(rows)]
        usual = median(gaps) if gaps else 0
        above: _Row | None = None
        for row, text in _row_texts(rows):
            first = row.pieces[0]
            if above and row.y0 - above.y1 > max(usual, 0) + 0.8 * first.height and not first.is_row:
                found.append("")
            indented = first.x0 - edge > 1.2 * first.height and not first.is_row
            found.append(("\u3000" if indented else "") + text)
            above = row
    return found


def _row_texts(rows: list[_Row]) -> list[tuple[_Row, str]]:
    """The text of every row; runs of rows with several pieces are tables without rules."""
    found: list[tuple[_Row, str]] = []
    position = 0
    while position < len(rows):
        end = position
        while end < len(rows) and len(rows[end].pieces) > 1:
            end += 1
        if end - position >= _FEWEST_TABLE_ROWS:
            found += zip(rows[position:end], _aligned(rows[position:end]), strict=True)
            position = end
        else:
            found.append((rows[position], "\u3000".join(piece.text for piece in rows[position].pieces)))
            position += 1
    return found


def _aligned(rows: list[_Row]) -> list[str]:
    """Rows of a table without rules: columns are what lies below each other."""
    spans: list[list[float]] = []
    for piece in sorted((piece for row in rows for piece in row.pieces), key=lambda piece: piece.x0):
        if spans and piece.x0 < spans[-1][1]:
            spans[-1][1] = max(spans[-1][1], piece.x1)
        else:
            spans.append([piece.x0, piece.x1])
    texts = []
    for row in rows:
        cells = [" ".join(p.text for p in row.pieces if start <= p.x0 < end) for start, end in spans]
        texts.append(" | ".join(cells))
    return texts
