"""Which time expression heads the column of a figure in a table, or stands in the caption of the table.

项目              2022年            2023年
捐赠收入          186,420,310.55    201,733,902.18       the first 2022年, the second 2023年
"""

from __future__ import annotations

import re

from tasks.clean.blocks import SOURCE
from tasks.extract.layout import Layout
from tasks.extract.model import Mention, Period
from tasks.extract.period_heads import period_of_head, time_of_title
from tasks.extract.time_expressions import TimeExpression
from tasks.extract.time_scopes import TimeScopes, together

_CELL = re.compile(r"[^|\s](?:[^|\s]|[ \u3000](?=[^|\s0-9０-９])|(?<=[0-9]) (?=[0-9]))*")
_CAPTION = re.compile(r"(?<![^\n])[|\s]*[附图]?表[0-9一二三四五六七八九十:之]|(?:统计|明细|情况|汇总|一览|分布|收支)表")
_LONGEST_LINE = 1000
_LONGEST_CAPTION = 60
_HEADER_LINES = 3
_LINES_ABOVE = 2
_MOST_ROWS = 60
"""So far above a row a title is looked for: a longer table costs no more for each of its rows."""
_NUMBER_CELL = re.compile(r"(?<=[ |\t])[0-9][0-9,.]*%?(?=[ |\t\n]|\Z)")
_UNIT_LINE = re.compile(r"[( ]*(?:计量|金额)?单位")


def cell_period(layout: Layout, scopes: TimeScopes, mention: Mention, block: int) -> Period | None:
    """What the first column, the header, the cells before and the caption of its table say of a figure."""
    line = max(layout.side.rfind("\n", max(0, mention.start - _LONGEST_LINE), mention.start), 0)
    for span in (mention.row_label, mention.column_label, (line, mention.start)):
        inside = scopes.within(*span) if span else []
        if inside:
            return together(inside[-1:], "cell")
    head = _column_head(layout, scopes, mention.start, line, block)
    if head is not None:
        return together([head], "cell")
    title = _title(layout, scopes, block, line) or _caption(layout, scopes, block)
    return period_of_head(layout, title, "cell") if title is not None else None


def _column_head(layout: Layout, scopes: TimeScopes, position: int, line: int, number: int) -> TimeExpression | None:
    """The expression at the head of a figure's column; a header may lack the cell over the first column."""
    end = layout.side.find("\n", position, layout.blocks[number].end)
    row = _cells(layout.text, line, end if end > 0 else layout.blocks[number].end)
    place = next((index for index, (start, end) in enumerate(row) if start <= position < end), None)
    if place is None:
        return None
    for start, end in _header_lines(layout, number, line):
        titled = _CAPTION.match(layout.side, start, end)
        head = _cells(layout.text, start, end) if not titled and scopes.within(start, end) else []
        cell = len(head) - len(row) + place
        inside = scopes.within(*head[cell]) if len(head) > 1 and 0 <= len(row) - len(head) <= 1 and cell >= 0 else []
        if inside:
            return inside[0]
    return None


def _header_lines(layout: Layout, number: int, before: int) -> list[tuple[int, int]]:
    """Lines that may be the header of a table: its first ones, then the line above it."""
    lines, start = [], layout.blocks[number].start
    for _ in range(_HEADER_LINES):
        end = layout.side.find("\n", start, before + 1)
        if end < 0:
            break
        lines.append((start, min(end, start + _LONGEST_LINE)))
        start = end + 1
    if number:
        above = layout.blocks[number - 1]
        lines.append((above.start, min(above.end, above.start + _LONGEST_LINE)))
    return lines


def _cells(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of the cells of one line, empty ones left out."""
    return [match.span() for match in _CELL.finditer(text, start, min(end, start + _LONGEST_LINE))]


def _caption(layout: Layout, scopes: TimeScopes, number: int) -> TimeExpression | None:
    """The expression in the caption of a table, its first line or the block above: 表1　12月分地区救助量."""
    block = layout.blocks[number]
    first_end = layout.side.find("\n", block.start, block.end)
    spans = [(block.start, first_end if first_end > 0 else block.end)]
    if number:
        spans.append((layout.blocks[number - 1].start, layout.blocks[number - 1].end))
    for start, end in spans:
        inside = scopes.within(start, end) if end - start <= _LONGEST_CAPTION else []
        if len(inside) == 1 and _CAPTION.search(layout.side, start, end):
            return inside[0]
    return None


def _title(layout: Layout, scopes: TimeScopes, number: int, line: int) -> TimeExpression | None:
    """The expression of the nearest title: a row above without numbers in its cells, else the line above the table."""
    block = layout.blocks[number]
    end = line
    for _ in range(_MOST_ROWS):
        if end <= block.start:
            break
        start = max(layout.side.rfind("\n", block.start, end) + 1, block.start)
        title = time_of_title(layout, scopes, start, end)
        if title is not None and not _NUMBER_CELL.search(layout.side, start, end):
            return title
        end = start - 1
    for above in reversed(layout.blocks[max(0, number - _LINES_ABOVE) : number]):
        if above.kind == SOURCE:  # the day of the page
            return None
        if not _UNIT_LINE.match(layout.side, above.start, above.end):
            return time_of_title(layout, scopes, above.start, above.end)
    return None
