"""Columns of tables that say who gave, where places are only where goods come from.

捐赠方 | 品名 | 数量
洛阳市总工会 | 瓶装水 | 3,000箱       the water went where the report is, not to 洛阳市
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.extract.place_words import place_word

_HEADER = re.compile(
    rf"(?:\A|[\n|]| {{2}}) *(?P<word>{place_word('donor_column')}) *(?:\([^()]*\))? *(?=[\n|]| {{2}}|\Z)"
)
_CELL = re.compile(r"(?:[^\s|]| (?! ))+")
_LINE = re.compile(r"[^\n]+")
_FEWEST_CELLS = 2


def donor_cells(side: str) -> list[tuple[int, int]]:
    """Where the cells of such columns begin and end, in text order; a column ends with the rows of its width."""
    found: list[tuple[int, int]] = []
    for header in _HEADER.finditer(side):
        rows = _rows(side, header.end("word"))
        first = next(rows)
        column = next((n for n, (start, end) in enumerate(first) if start <= header.start("word") < end), None)
        if column is None or len(first) < _FEWEST_CELLS:
            continue
        for row in rows:
            if len(row) != len(first):
                break
            found.append(row[column])
    return found


def _rows(side: str, position: int) -> Iterator[list[tuple[int, int]]]:
    """The cells of the line that `position` stands in, then of the lines below it."""
    for line in _LINE.finditer(side, side.rfind("\n", 0, position) + 1):
        yield [cell.span() for cell in _CELL.finditer(side, *line.span())]
