"""Tables in plain text: found, and their rows put back on one line each.

"品名 |" "数量（件） |" "折价（元） |" "防护服 |" "3860 |" "733400.00 |"        one cell a line, as some pages are saved
-> "品名 | 数量（件） | 折价（元）" / "防护服 | 3860 | 733400.00"

"项目　　　2022年　　　2023年" / "捐赠收入　　186,420,310.55　　201,733,902.18"   columns by wide space stay
"""

from __future__ import annotations

import re
from itertools import pairwise

from tasks.clean.blocks import TABLE
from tasks.clean.html import Node, Page
from tasks.clean.lines import Line, is_ended, is_prose

_WIDE_GAP = re.compile(r"\t+|[ \u3000\xa0]{2,}|\u3000")
_NUMBER_CELL = re.compile(
    r"[+\-－—]?[¥￥]?\s*[\d０-９][\d０-９,，.．]*\s*[%％‰]?|[〇零一二两三四五六七八九十百千万亿]{2,8}|[—–\-/]{1,2}|无"
)
_COUNTED_CELL = re.compile(r"[\d０-９][\d０-９,，.．]*[余多]?[万千百亿]?[^\W\d_]{1,3}")
_STOCK_CELL = re.compile(
    r"[近约逾超共]?(?:[\d０-９][\d０-９,，.．]*|[〇零一二两三四五六七八九十百千万亿]{2,8})[余多几]?[万千百亿]?[余多]?[^\W\d_]{1,3}(?:左右|上下|以上)?"
)
"""A cell that holds a number with its unit, also one spelled or qualified: 近2000张, 六百五十台."""
_RULE = re.compile(r"[|+\-:=\s—─━┼│┃]{3,}")
_NAME = re.compile(
    r"(?![一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}\s*[.．、\u3000])(?:"
    r"[（(]?\s*(?:金额|计量|数量|货币)?单位\s*[：:]|(?:附?表|附件)\s*[\d一二三四五六七八九十]{1,3}[\s\u3000：:、.．]|"
    r".{2,36}(?:明细|汇总|统计|一览|收支|情况|登记|公示|名单|清单)表?\s*(?:[（(][^）)]{1,20}[）)])?$|"
    r".{2,36}表\s*(?:[（(][^）)]{1,20}[）)])?$)"
)
_LONGEST_ROW = 12
_MOST_CELLS = 4000
_FEWEST_CELLS = 4
_FEWEST_COLUMNS = 3
_LONGEST_CELL = 120
_LONGEST_NAME = 50
_LONGEST_VALUE, _LONGEST_LABEL = 16, 20


def mark_tables(lines: list[Line]) -> list[Line]:
    """The lines with those of tables marked, cells that stand alone gathered into rows."""
    marked: list[Line] = []
    position = 0
    while position < len(lines):
        end, rows = _table_at(lines, position)
        if rows or (lines[position].kind == TABLE and marked and marked[-1].kind != TABLE):
            _take_name(marked, rows[0] if rows else lines[position])
        marked += rows or lines[position:end]
        position = end
    return marked


def _take_name(before: list[Line], below: Line) -> None:
    """（单位：元） and 表1 各站服务情况 above a table belong to it."""
    for line in reversed(before[-2:]):
        if line.rule or line.kind not in ("", TABLE) or len(line.text) > _LONGEST_NAME or not _NAME.match(line.text):
            return
        line.kind, below.gap, below = TABLE, 0, line


def _table_at(lines: list[Line], start: int) -> tuple[int, list[Line]]:
    """The end of the run of like lines that begins at `start`, and the rows of the table it is; none for no table."""
    end = _cell_run(lines, start)
    if end - start >= _FEWEST_CELLS:
        return end, _rows_of_cells(lines[start:end])
    end = _pipe_run(lines, start)
    if end - start > 1:
        numbered = _has_numbers(lines[start:end]) or _is_stock_list(lines[start:end])
        return end, _rows_as_they_are(lines[start:end]) if numbered else []
    end = _column_run(lines, start)
    rows = [cells_of(line.text) for line in lines[start:end]]
    if _has_number_column(rows[1:]):
        return end, _rows_as_they_are(lines[start:end])
    if end > start:
        return end, []
    stacked = _stacked_run(lines, start)
    return stacked if stacked[1] else _spaced_run(lines, start)


def _stacked_run(lines: list[Line], start: int) -> tuple[int, list[Line]]:
    """县区 / 志愿者（名） / 时长（小时） / 临潭县 / 412 / 3,690 / …: a line for every cell; tabs divide them then.

    The header has as many cells as a row: a label and the numbers up to the next label.
    """
    ahead = lines[start : start + 2 * _LONGEST_ROW + 1]
    first = next((at for at, line in enumerate(ahead) if _is_value(line.text)), 0)
    size = first - 1
    if size < 2 or not all(map(_is_label, ahead[:first])):
        return start + 1, []
    end = start + size
    while end + size <= len(lines) and _is_stacked_row(lines[end : end + size]):
        end += size
    if end - start < 3 * size:
        return start + 1, []
    at = range(start, end, size)
    rows = [Line("\t".join(line.text for line in lines[n : n + size]), gap=lines[n].gap, kind=TABLE) for n in at]
    return end, rows


def _is_stacked_row(cells: list[Line]) -> bool:
    return _is_label(cells[0]) and all(_is_value(cell.text) and not cell.rule for cell in cells[1:])


def _is_value(text: str) -> bool:
    return len(text) <= _LONGEST_VALUE and bool(_NUMBER_CELL.fullmatch(text) or _COUNTED_CELL.fullmatch(text))


def _is_label(line: Line) -> bool:
    plain = not line.rule and not line.kind and len(line.text) <= _LONGEST_LABEL
    return plain and not is_ended(line.text) and not _is_value(line.text) and not re.search("[，。；、：]", line.text)


def _cell_run(lines: list[Line], start: int) -> int:
    """The end of lines that hold one cell and its closing bar."""
    end = start
    while end < len(lines) and end - start < _MOST_CELLS and _is_cell(lines[end].text):
        end += 1
    return end


def _is_cell(text: str) -> bool:
    return text.endswith(("|", "｜")) and text.count("|") + text.count("｜") == 1 and len(text) > 1


def _pipe_run(lines: list[Line], start: int) -> int:
    """The end of lines whose cells are divided by bars; markdown tables are of this kind."""
    end = start
    while end < len(lines) and _pipes(lines[end].text) >= 2 and (end == start or lines[end].gap == 0):
        end += 1
    return end


def _pipes(text: str) -> int:
    bars = sum(map(text.count, "|｜│┃"))
    return bars if bars > 1 and not is_ended(text) else 0


def _has_numbers(rows: list[Line]) -> bool:
    return any(
        _NUMBER_CELL.fullmatch(cell.strip()) for row in rows for cell in re.split(r"[|｜│┃]", row.text) if cell.strip()
    )


def _is_stock_list(rows: list[Line]) -> bool:
    """棉帐篷 | 帆布床 | 取暖炉 / 1360顶 | 近2000张 | 六百五十台: names over as many numbers with units of their own."""
    names, *stocks = [[cell.strip() for cell in re.split(r"[|｜│┃]", row.text)] for row in rows]
    if any(map(_STOCK_CELL.fullmatch, names)):
        return False
    return all(len(stock) == len(names) and all(map(_STOCK_CELL.fullmatch, stock[1:])) for stock in stocks)


def _column_run(lines: list[Line], start: int) -> int:
    """The end of lines with the same number of cells, divided by wide space."""
    size = len(cells_of(lines[start].text)) if _WIDE_GAP.search(lines[start].text) else 1
    if size < 2:
        return start
    end = start
    while end < len(lines) and (end == start or lines[end].gap == 0) and _is_row(lines[end].text, size):
        end += 1
    return end


def _spaced_run(lines: list[Line], start: int) -> tuple[int, list[Line]]:
    """街道 社工 走访 / 新华街道 12 320: a header and rows whose cells single spaces divide; tabs divide them then."""
    header = lines[start].text.split()
    end = start + 1
    if not _FEWEST_COLUMNS <= len(header) <= _LONGEST_ROW or any(map(_NUMBER_CELL.fullmatch, header)):
        return end, []
    while end < len(lines) and not lines[end].gap and _is_spaced_row(lines[end].text, len(header)):
        end += 1
    if end - start < _FEWEST_COLUMNS:
        return start + 1, []
    for line in lines[start:end]:
        line.text, line.kind = "\t".join(line.text.split()), TABLE
    return end, lines[start:end]


def _is_spaced_row(text: str, size: int) -> bool:
    cells = text.split()
    return len(cells) == size and all(map(_NUMBER_CELL.fullmatch, cells[1:])) and not is_prose(text)


def _is_row(text: str, size: int) -> bool:
    return len(cells_of(text)) == size and not is_prose(text)


def cells_of(text: str) -> list[str]:
    """The parts of a line that wide space divides."""
    return [cell for cell in _WIDE_GAP.split(text) if cell]


def _has_number_column(rows: list[list[str]]) -> bool:
    """Whether some column holds numbers only, or in a table of three columns and more numbers with their units."""
    columns = list(zip(*rows, strict=True))
    wide = (len(columns) >= _FEWEST_COLUMNS and len(rows) > 1) or len(rows) >= _FEWEST_COLUMNS
    return any(
        all(_NUMBER_CELL.fullmatch(cell) or (wide and _COUNTED_CELL.fullmatch(cell)) for cell in column)
        for column in columns
    )


def _rows_as_they_are(lines: list[Line]) -> list[Line]:
    for line in lines:
        line.kind = TABLE
        line.rule = "ruling" if _RULE.fullmatch(line.text) else line.rule
    return lines


def _rows_of_cells(lines: list[Line]) -> list[Line]:
    """Cells that stand one a line gathered into rows, as far as their numbers show how many columns there are."""
    cells = [line.text.rstrip("|｜ \u3000") for line in lines]
    size = _columns(cells)
    head = _first_row(cells, size)
    starts = [*range(head), *range(head, len(cells), size)] if size else list(range(len(cells)))
    rows = [" | ".join(cells[a:b]) for a, b in pairwise([*starts, len(cells)])]
    return [Line(row, gap=lines[at].gap, kind=TABLE) for at, row in zip(starts, rows, strict=True)]


def _columns(cells: list[str]) -> int:
    """The distance at which labels come back: 3 in `防护服, 3860, 733400, 额温枪, 520, 156000`; 0 when unclear."""
    numeric = [bool(_NUMBER_CELL.fullmatch(cell)) for cell in cells]
    if True not in numeric:
        return 0
    first = numeric.index(True)
    for size in range(2, min(_LONGEST_ROW, len(cells)) + 1):
        body = numeric[first - 1 :] if first else []
        rows = [body[at : at + size] for at in range(0, len(body) - len(body) % size, size)]
        if len(rows) >= 2 and all(row == rows[0] and not row[0] for row in rows) and len(body) % size == 0:
            return size
    return 0


def _first_row(cells: list[str], size: int) -> int:
    """Where the header row begins; what stands before it is the table's own title."""
    if not size:
        return 0
    first = next(at for at, cell in enumerate(cells) if _NUMBER_CELL.fullmatch(cell)) - 1
    return first % size if first >= size else first


def innermost_tables(page: Page, number: int) -> list[int]:
    """The tables inside an element that hold no other table, in page order."""
    holder: dict[int, int] = {}
    tables: dict[int, bool] = {}
    for at in range(number, page.nodes[number].end):
        node = page.nodes[at]
        outer = holder.get(node.parent, -1)
        if node.name == "table":
            tables[outer] = False
            tables[at] = True
            outer = at
        holder[at] = outer
    return sorted(at for at, innermost in tables.items() if innermost)


def in_data_tables(page: Page) -> list[int]:
    """The runs that stand in tables of data and in no link."""
    tables = [page.nodes[at] for at in innermost_tables(page, 0) if table_rows(page, at)]
    return [at for table in tables for at in range(table.first, table.last) if not page.runs[at].linked]


def table_rows(page: Page, number: int) -> list[str]:
    """The rows of a table of data, a line each; none for a table that only lays out a page.

    Cells are divided by white space, since the page has no other mark between them; only where a blank cell must
    keep its place by ` | `.
    """
    table = page.nodes[number]
    rows = _filled([_cells(page, at) for at in range(number + 1, table.end) if page.nodes[at].name == "tr"])
    words = [cell for row in rows for cell in row if cell]
    wide = sum(sum(map(bool, row)) > 1 for row in rows)
    if wide < 2 or any(len(cell) > _LONGEST_CELL for cell in words) or not any(map(_NUMBER_CELL.fullmatch, words)):
        return []
    rows = [row for row in rows if any(row)]
    divider = " \t " if all(map(all, rows)) else " | "
    return [divider.join(row) for row in rows]


def _cells(page: Page, number: int) -> list[tuple[str, Node]]:
    """The cells of a row, with their words."""
    row = page.nodes[number]
    found = []
    for at in range(number + 1, row.end):
        node = page.nodes[at]
        if node.name in ("td", "th"):
            found.append((" ".join(run.text for run in page.runs[node.first : node.last]), node))
    return found


def _filled(rows: list[list[tuple[str, Node]]]) -> list[list[str]]:
    """Rows of words with empty cells where a cell of the row above or to the left reaches over."""
    filled: list[list[str]] = []
    reaching: dict[int, int] = {}
    for row in rows:
        cells: list[str] = []
        for words, node in row:
            while reaching.get(len(cells), 0) > 0:
                reaching[len(cells)] -= 1
                cells.append("")
            columns, down = node.spans
            for column in range(len(cells), len(cells) + columns):
                reaching[column] = down - 1
            cells += [words, *[""] * (columns - 1)]
        while reaching.get(len(cells), 0) > 0:
            reaching[len(cells)] -= 1
            cells.append("")
        filled.append(cells)
    return filled
