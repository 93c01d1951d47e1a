"""Running heads, feet and page numbers: what stands at the edge of page after page.

"宁波市社会工作协会 工作简报 第3期" at the top of pages 1, 2, 3      a running head
"— 2 —", "第 2 页 共 9 页"                                        page numbers, even on a single page
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

_EDGE = 0.13  # of the height of a page
_MOST_AT_EDGE = 4
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[-—–~·•\s]*(?:第\s*)?(?:\d{1,4}|[ivxIVX]{1,6})(?:\s*页)?"
    r"(?:\s*(?:[/／]|[,，、]?\s*(?:共|of))\s*\d{1,4}\s*页?)?[-—–~·•\s]*"
    r"|[Pp]age\s+\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?"
)


@dataclass(slots=True)
class Piece:
    """Glyphs that stand together on one line, or one row of a table."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    is_row: bool = False

    @property
    def middle(self) -> float:
        """Its height on the page."""
        return (self.y0 + self.y1) / 2

    @property
    def height(self) -> float:
        """How tall its letters are."""
        return self.y1 - self.y0


def running_pieces(pages: Sequence[Sequence[Piece]], heights: Sequence[float]) -> list[list[Piece]]:
    """The pieces of every page that run from page to page, or number it."""
    edges = [_at_edge(page, height) for page, height in zip(pages, heights, strict=True)]
    shapes = Counter(shape for edge in edges for shape in set(map(_shape, edge)))
    often = max(2.0, len(pages) / 2)
    usual = {shape for shape, times in shapes.items() if times >= often}
    return [
        [piece for piece in edge if all(_may_run(other, usual) for other in _line_of(piece, page))]
        for edge, page in zip(edges, pages, strict=True)
    ]


def _may_run(piece: Piece, usual: Collection[tuple[str, int]]) -> bool:
    """Whether the piece looks like a page number, or has words (figures may be a table's) usual at its place."""
    words = any(char.isalpha() for char in piece.text)
    return bool(_PAGE_NUMBER.fullmatch(piece.text)) or (words and _shape(piece) in usual)


def _line_of(piece: Piece, page: Sequence[Piece]) -> list[Piece]:
    """What stands on one line with the piece, itself included: a line runs whole or not at all."""
    return [other for other in page if abs(other.middle - piece.middle) <= piece.height / 2]


def _at_edge(pieces: Sequence[Piece], height: float) -> list[Piece]:
    """The first and last pieces of a page, where they stand near its edge."""
    ordered = sorted((piece for piece in pieces if not piece.is_row), key=lambda piece: piece.middle)
    top = [piece for piece in ordered[:_MOST_AT_EDGE] if piece.middle < _EDGE * height]
    bottom = [piece for piece in ordered[_MOST_AT_EDGE:][-_MOST_AT_EDGE:] if piece.middle > (1 - _EDGE) * height]
    return [*top, *bottom]


def _shape(piece: Piece) -> tuple[str, int]:
    """The text without what changes from page to page, and its height on the page."""
    return _DIGITS.sub("#", "".join(piece.text.split())), round(piece.middle)
