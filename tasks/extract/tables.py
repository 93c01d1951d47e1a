"""Reads the tables of a text: which label and header a number stands under, and the unit they give it.

    品名 | 数量（件） | 折价（万元）
    防护服 | 3860 | 73.34             3860: row 防护服, column 数量（件）, unit 件
                                      73.34: row 防护服, column 折价（万元）, unit 元, times 10000

A table is a block of kind table, or lines whose cells are parted by "|", tabs or wide space and hold bare numbers
under a header. Some pages give every cell a line of its own; then the cells fall into rows by the rhythm of labels
and numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from seeds.tables import read_reference
from tasks.clean.blocks import PARAGRAPH, TABLE
from tasks.extract.layout import Layout
from tasks.extract.listings import list_heads
from tasks.extract.model import REASONS
from tasks.extract.units import Unit, unit_of_word

_DIVIDER = re.compile(r" *\| *| *\t[ \t]*| {2,}")
_BARE = re.compile(r"[-+]?(?:\d{1,3}(?:[, ]\d{3})+|\d+)(?:\.\d+)?%?|[-—/]")
_BEGINS_NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?")
_GOODS = re.compile(r"84消毒|\d{2,3}(?:%|度)(?:医用|消毒)?酒精|\d{1,3}(?:%|度)")
"""Goods that are called by a number: 84消毒液."""
_IN_WORDS = re.compile(r"[〇零一二两三四五六七八九十百千万亿]{2,12}[余多]?")
"""A number that the table spells in Chinese: 五百零二."""
_SPELT = re.compile("[一二两三四五六七八九十]")
_YEAR = re.compile(r"(?:19|20)\d{2}年?")
_BRACKET = re.compile(r"[(\[](?:金额)?(?:单位)?[::]?([^()\[\]]{1,12})[)\]]")
_SCALED_BRACKET = re.compile(
    r"[(\[](?:金额|单位|人民币|:)*((?:[十百千]?[万亿]|[百千])(?=[^\W\d余多几]))[^()\[\]]{1,4}[)\]]"
)
_SLASHED = re.compile(r"[^/]/ ?([^/()]{1,6})$")
_OF_A_TIME = re.compile(r"[0-9年月季期周日]|累计|同比|环比|合计|总计|上半|下半")
_CAPTION = re.compile(r"单位[::] ?([^()\[\]。;\n]{1,16})")
_UNIT_COLUMN = re.compile(r"(?:计量|数量|计数|统计)?单 ?位")
_SCALED = re.compile(r"(?:人民币)?(?P<scale>十|百|千|百?万|千万|亿)?(?P<unit>[^\s十百千万亿]{1,4})")
_SCALES = {"十": 10.0, "百": 100.0, "千": 1e3, "万": 1e4, "百万": 1e6, "千万": 1e7, "亿": 1e8}
_PLANNED = re.compile("计划|目标|预计|预期|拟|规划|应[完达服]|任务")
_LABELLED = re.compile(r"[^\w\n]*([^:\n]{2,20}):[ .…]*(\d[\d,]*(?:\.\d+)?) *[;,]?")
_LABEL_WITH_UNIT = re.compile(
    r"(?<![^\s|;,。])([^\s:()|;,。\d]{2,16}\(([^()\d]{1,6})\)):[ .…]*(\d[\d,]*(?:\.\d+)?)(?=[\s|;,。]|$)", re.MULTILINE
)
_NO_COUNTS = ("age", "year", "page", "rate", "measure", "score", "grade")
"""Kinds of units whose numbers are no counts: 年龄（岁）：68."""
_SHORTEST_BODY = 5
"""Below headers over persons and bodies alike (捐赠人): persons are no actors, and their names are short."""
_TITLE_NUMBER = re.compile(r"[附图]?表[0-9一二三四五六七八九十]{1,3}")
_ROWS_LOOKED_ABOVE = 3
_LONGEST_CELL = 40
_LONGEST_NAME = 60


class Cell(NamedTuple):
    """Where a number of a table stands: the end of its cell, its row label and column header, and what they say.

    `scale` multiplies the number (万元 over the column); `reason` is set when the header says that the column counts
    nothing (序号, 日期); `actor` is the cell of the row under a header that says who acts (实施单位, 捐赠企业).
    """

    end: int
    row_label: tuple[int, int] | None
    column_label: tuple[int, int] | None
    unit: Unit | None
    scale: float
    reason: str | None
    actor: tuple[int, int] | None = None


class _Piece(NamedTuple):
    start: int
    end: int
    text: str
    bare: bool


class _UnitOfHeader(NamedTuple):
    unit: Unit | None
    scale: float


_NO_UNIT = _UnitOfHeader(None, 1.0)
_Caption = tuple[_UnitOfHeader, ...]
_COUNTED = re.compile(r"\d[\d,]*(?:\.\d+)?[^\W\d_]{1,3}")


def find_cells(layout: Layout) -> dict[int, Cell]:
    """Each number of a table by the position of its first character."""
    cells: dict[int, Cell] = {}
    for lines in _regions(layout):
        framed = all(_is_framed(layout.side[start:end]) for start, end in lines)
        rows = [_pieces(layout, start, end, framed) for start, end in lines]
        rows = [row for row in rows if any(cell.text for cell in row)]
        if rows and all(len(row) == 1 for row in rows):
            rows = _rows_by_rhythm([row[0] for row in rows])
        marked = any(_is_marked(layout, start) for start, _ in lines)
        for part in _parted(rows):
            caption = _caption_units(layout, part)
            named = _named_column(layout, part) if marked else None
            cells.update(_cells_of_rows(part, caption, marked, named))
            cells.update(_scales_of_units(layout, part))
    cells.update(_cells_of_lists(layout))
    cells.update(_cells_of_labels(layout))
    return cells


def _cells_of_labels(layout: Layout) -> dict[int, Cell]:
    """走访（户次）：3600, 募集资金（万元）：12.6: labels that name the unit of the number behind them."""
    cells: dict[int, Cell] = {}
    side = layout.side
    for match in _LABEL_WITH_UNIT.finditer(side) if "):" in side else ():
        named = _bracketed_unit(match[1])
        if named is None or named.unit is None or named.unit.kind in _NO_COUNTS:
            continue
        reason = _reason_of(match[1])
        cells[match.start(3)] = Cell(match.end(3), match.span(1), None, named.unit, named.scale, reason)
        for place in range(*match.span(2)):  # the 万 of 万元 is no number of its own
            if side[place] in _SCALES:
                cells[place] = Cell(place + 1, None, None, None, 1.0, "identifier")
    return cells


def _cells_of_lists(layout: Layout) -> dict[int, Cell]:
    """江阳区：1,205 below a line that names the unit, 各区县参与人数（人）."""
    cells: dict[int, Cell] = {}
    for item, head in list_heads(layout).items():
        block, above = layout.blocks[item], layout.blocks[head]
        match = _LABELLED.fullmatch(layout.side, block.start, block.end) if block.kind == PARAGRAPH else None
        named = _bracketed_unit(layout.side[above.start : above.end]) if match else None
        if match and named:
            span = above.start, above.end
            cells[match.start(2)] = Cell(match.end(2), match.span(1), span, named.unit, named.scale, None)
    return cells


def _parted(rows: list[list[_Piece]]) -> Iterator[list[list[_Piece]]]:
    """The rows of each table of a region: a title of one cell below numbers begins the next one."""
    begin, numbers = 0, False
    for at, row in enumerate(rows):
        titled = len(row) == 1 or (len(row) == 2 and _TITLE_NUMBER.fullmatch(row[0].text) is not None)
        if numbers and titled and not row[0].bare and not row[-1].bare and at + 1 < len(rows):
            yield rows[begin:at]
            begin, numbers = at, False
        numbers = numbers or any(cell.bare for cell in row)
    if rows:
        yield rows[begin:]


def _named_column(layout: Layout, rows: Sequence[Sequence[_Piece]]) -> _Piece | None:
    """The line above a list of labels with a number each, when it names their unit: 农村低保在保人数（人）."""
    if any(len(row) != 2 or row[0].bare or not row[1].bare for row in rows):
        return None
    block = layout.block_number(rows[0][0].start)
    above = layout.blocks[block - 1] if block else None
    if above is None or above.end - above.start > _LONGEST_NAME:
        return None
    text = layout.side[above.start : above.end]
    return _Piece(above.start, above.end, text, False) if _bracketed_unit(text) else None


def _scales_of_units(layout: Layout, rows: Sequence[Sequence[_Piece]]) -> dict[int, Cell]:
    """The words of scale in 单位：万人、万元 above a table and in 协助检测（万人次） over a column are no numbers."""
    caption = _caption_match(layout, rows)
    spans = [caption.span(1)] if caption else []
    for piece in (piece for row in rows for piece in row):
        spans += [match.span(1) for match in _SCALED_BRACKET.finditer(layout.side, piece.start, piece.end)]
    places = [place for span in spans for place in range(*span) if layout.side[place] in _SCALES]
    return {place: Cell(place + 1, None, None, None, 1.0, "identifier") for place in places}


def _is_marked(layout: Layout, position: int) -> bool:
    return layout.blocks[layout.block_number(position)].kind == TABLE


def _regions(layout: Layout) -> Iterator[list[tuple[int, int]]]:
    """Runs of consecutive lines that belong to one table."""
    region: list[tuple[int, int]] = []
    for start, end, is_table in _lines(layout):
        divided = is_table or _looks_divided(layout, start, end)
        if divided:
            region.append((start, end))
        elif region:
            yield region
            region = []
    if region:
        yield region


def _lines(layout: Layout) -> Iterator[tuple[int, int, bool]]:
    for block in layout.blocks:
        start, is_table = block.start, block.kind == TABLE
        while start < block.end:
            stop = layout.side.find("\n", start, block.end)
            end = block.end if stop < 0 else stop
            yield start, end, is_table
            start = end + 1


def _looks_divided(layout: Layout, start: int, end: int) -> bool:
    if end - start > _LONGEST_CELL * 12:
        return False
    side = layout.side
    return (
        side.find("  ", start, end) >= 0 or side.find("|", start, end) >= 0 or layout.text.find("\t", start, end) >= 0
    )


def _is_framed(line: str) -> bool:
    """Whether bars open and close a line."""
    return line.lstrip().startswith("|") and line.rstrip().endswith("|")


def _pieces(layout: Layout, start: int, end: int, framed: bool) -> list[_Piece]:
    """The cells of one line; empty ones are left out where no bars divide them."""
    line = layout.side[start:end]
    raw = layout.text[start:end]
    if "|" in line and "\t" not in raw:
        return _barred(line, start, framed)
    if "\t" in raw or "\u3000" in raw:
        line = "".join("\t" if char in "\t\u3000" else folded for char, folded in zip(raw, line, strict=True))
    pieces, position = [], 0
    for match in _DIVIDER.finditer(line):
        pieces.append((position, match.start()))
        position = match.end()
    pieces.append((position, len(line)))
    found = [piece for begin, stop in pieces if (piece := _piece(line, start, begin, stop)) is not None]
    return _joined(found)


def _barred(line: str, start: int, framed: bool) -> list[_Piece]:
    """The cells between bars, the empty ones too; a line with a bar at its end alone is one cell."""
    bars = [match.start() for match in re.finditer(r"\|", line)]
    spans = list(zip([0, *(bar + 1 for bar in bars)], [*bars, len(line)], strict=True))
    if framed:
        spans = spans[1:-1]
    elif len(bars) == 1 and not line[bars[0] + 1 :].strip():
        spans = spans[:1]
    return [_piece(line, start, *span) or _Piece(start + span[0], start + span[0], "", False) for span in spans]


def _joined(pieces: list[_Piece]) -> list[_Piece]:
    """合　计 is one label: single characters set apart belong together."""
    joined: list[_Piece] = []
    for piece in pieces:
        if joined and len(piece.text) == 1 and len(joined[-1].text) == 1 and not (piece.bare or joined[-1].bare):
            last = joined.pop()
            piece = _Piece(last.start, piece.end, last.text + piece.text, False)
        joined.append(piece)
    return joined


def _piece(line: str, offset: int, begin: int, stop: int) -> _Piece | None:
    text = line[begin:stop]
    stripped = text.strip()
    if not stripped:
        return None
    begin += len(text) - len(text.lstrip())
    bare = len(stripped) <= _LONGEST_CELL and _BARE.fullmatch(stripped) is not None
    return _Piece(offset + begin, offset + begin + len(stripped), stripped, bare)


def _rows_by_rhythm(cells: list[_Piece]) -> list[list[_Piece]]:
    """Cells that stand one to a line, as rows: the labels between runs of numbers begin the rows."""
    first = next((n for n, cell in enumerate(cells) if cell.bare), None)
    if first is None or first == 0:
        return []
    width = 0
    while first + width < len(cells) and cells[first + width].bare:
        width += 1
    header_start = max(0, first - 1 - (width + 1))
    if first - 1 - header_start < width:
        return []
    rows = [cells[header_start : first - 1]]
    position = first - 1
    while position + width < len(cells):
        row = cells[position : position + width + 1]
        if row[0].bare or not all(cell.bare for cell in row[1:]):
            break
        rows.append(row)
        position += width + 1
    return rows


def _cells_of_rows(
    rows: Sequence[Sequence[_Piece]], caption: _Caption, marked: bool, named: _Piece | None
) -> dict[int, Cell]:
    header, body = _split_header(rows, _is_bare)
    if marked and not body and len(rows) > 2:
        header, body = _split_header(rows, _is_counted)
    if named is not None:
        header = (_Piece(named.start, named.start, "", False), named)
    numeric = [row for row in body if any(_is_bare(cell) or _is_counted(cell) for cell in row)]
    if not numeric:
        return _planned_cells(rows)
    if not header and (len(numeric) < 2 or not marked):
        return {}
    cells: dict[int, Cell] = {}
    for row in body:
        for number, cell in enumerate(row):
            in_words = (_IN_WORDS.fullmatch(cell.text) or _spelt(cell, number, header)) if number else None
            match = _BEGINS_NUMBER.match(cell.text) or in_words
            if match is not None and (cell.bare or len(cell.text) - match.end() <= 4):
                at = cell.start + (1 if match[0][0] in "-+" else 0)
                cells[at] = _cell(row, number, header, caption)
    return cells


def _spelt(cell: _Piece, number: int, header: Sequence[_Piece]) -> re.Match[str] | None:
    """九 under 社工机构（家）: one Chinese digit, where the header over it names a unit."""
    over = header[number].text if number < len(header) else ""
    return _SPELT.fullmatch(cell.text) if _BRACKET.search(over) else None


def _planned_cells(rows: Sequence[Sequence[_Piece]]) -> dict[int, Cell]:
    """Cells with units of their own (2000副) are told from figures only by a header that plans (目标值)."""
    cells: dict[int, Cell] = {}
    for row in rows[1:]:
        if len(row) != len(rows[0]):
            continue
        for number, piece in enumerate(row):
            if _COUNTED.fullmatch(piece.text):
                cell = _cell(row, number, rows[0], ())
                if cell.reason == "target":
                    cells[piece.start] = cell
    return cells


def _is_bare(cell: _Piece) -> bool:
    return cell.bare


def _is_counted(cell: _Piece) -> bool:
    """Whether a cell is a number with its unit: 3200箱."""
    return _COUNTED.fullmatch(cell.text) is not None


def _split_header(
    rows: Sequence[Sequence[_Piece]], is_number: Callable[[_Piece], bool]
) -> tuple[Sequence[_Piece], Sequence[Sequence[_Piece]]]:
    """The last line of labels alone before the first line with numbers, and the lines after it."""
    header: Sequence[_Piece] = ()
    for number, row in enumerate(rows):
        if any(is_number(cell) and not _YEAR.fullmatch(cell.text) for cell in row):
            return header, rows[number:]
        if len(row) >= 2:
            header = _merged(header, row)
    return header, []


def _merged(upper: Sequence[_Piece], lower: Sequence[_Piece]) -> Sequence[_Piece]:
    """A header of two lines: 走访 | | 个案 over 户数 | 人数 | 开案; over empty cells the upper ones count."""
    if len(upper) != len(lower):
        return lower
    return [above if not below.text else below for above, below in zip(upper, lower, strict=True)]


def _cell(row: Sequence[_Piece], number: int, header: Sequence[_Piece], caption: _Caption) -> Cell:
    acting = _acting(row, header)
    label = _row_label(row[:number], acting)
    column = _column(row, number, header)
    reason = _reason_of(column.text) if column else None
    if label is None and not reason and number == 0:
        reason = "ordinal"
    words = column.text if column else "", label.text if label else ""
    found = _unit_beside(row, words[0], header) or _unit_by_place(*words, header, caption) or _unit_of(*words, caption)
    return Cell(row[number].end, _span(label), _span(column), found.unit, found.scale, reason, _span(acting))


def _row_label(cells: Sequence[_Piece], acting: _Piece | None) -> _Piece | None:
    """The first cell that is no number; where it says who acts, the next one: 浚县青年商会 | 方便面."""
    labels = [cell for cell in cells if cell.text and (not _BEGINS_NUMBER.match(cell.text) or _GOODS.match(cell.text))]
    return next((cell for cell in labels if cell is not acting), labels[0] if labels else None)


def _acting(row: Sequence[_Piece], header: Sequence[_Piece]) -> _Piece | None:
    """The cell of a row that names who acts, by its header: 实施单位, 捐赠企业; no 受赠单位."""
    if len(row) != len(header):
        return None
    heads = ["".join(_BRACKET.sub("", piece.text).split()) for piece in header]
    persons = _actor_headers("person_header")
    named = (at for at, head in enumerate(heads) if head in _actor_headers("header") or head in persons)
    at = next(named, None)
    if at is None or not row[at].text or row[at].bare:
        return None
    return row[at] if heads[at] not in persons or len(row[at].text) >= _SHORTEST_BODY else None


@cache
def _actor_headers(role: str) -> frozenset[str]:
    rows = read_reference("actor_words.csv", ("word", "role"), ("word", "role"))
    return frozenset(row["word"] for row in rows if row["role"] == role)


def _column(row: Sequence[_Piece], number: int, header: Sequence[_Piece]) -> _Piece | None:
    """The header of a cell: by place when the line is as long as the header, else counted from the right."""
    if not header:
        return None
    place = number if len(row) == len(header) else len(header) - (len(row) - number)
    return header[place] if 0 <= place < len(header) else None


def _unit_beside(row: Sequence[_Piece], column: str, header: Sequence[_Piece]) -> _UnitOfHeader | None:
    """The unit that a column of units gives the whole row: 品名 | 单位 | 数量 over 大米 | 袋 | 320."""
    if len(row) != len(header) or _BRACKET.search(column):
        return None
    named = (cell.text for cell, head in zip(row, header, strict=True) if _UNIT_COLUMN.fullmatch(head.text))
    return next(iter(_read_units(next(named, ""))), None)


def _span(piece: _Piece | None) -> tuple[int, int] | None:
    return None if piece is None else (piece.start, piece.end)


def _unit_by_place(column: str, label: str, header: Sequence[_Piece], caption: _Caption) -> _UnitOfHeader | None:
    """单位：名、户次、例、场 over as many columns: each has its own, unless header or row says another."""
    columns = [piece.text for piece in header[1:] if piece.text]
    if len(caption) < 2 or len(caption) != len(columns) or column not in columns or _BRACKET.search(column + label):
        return None
    own = [_unit_of_word(words) for words in columns]
    pairs = zip(own, caption, strict=True)
    agreeing = all(unit is None or named.unit is None or unit.kind == named.unit.kind for unit, named in pairs)
    of_times = any(_OF_A_TIME.search(words) for words in columns)  # 2022年 | 2023年, under 单位：人、万元
    if not agreeing or (len(caption) == 2 and not any(own) and of_times):
        return None
    return caption[columns.index(column)]


def _unit_of(column: str, label: str, caption: _Caption) -> _UnitOfHeader:
    """The unit of bare numbers: in brackets over the column or beside the row, the caption's, the header's own word."""
    for words in (column, label):
        found = _bracketed_unit(words)
        if found:
            return found
    own = _unit_of_word(column) or _unit_of_word(label)
    if own is not None:
        return next((named for named in caption if named.unit and named.unit.kind == own.kind), _UnitOfHeader(own, 1.0))
    other = [named for named in caption if named.unit and named.unit.kind != "money"] or list(caption)
    return other[0] if other else _NO_UNIT


def _bracketed_unit(words: str) -> _UnitOfHeader | None:
    """The unit that the last brackets of a header name, or that stands behind a slash: 床位数（张）, 补助/万元."""
    for match in reversed(list(_BRACKET.finditer(words))):
        found = _read_units(match[1])
        if found:
            return found[0]
    slashed = _SLASHED.search(words)
    return next(iter(_read_units(slashed[1])), None) if slashed else None


def _unit_of_word(header: str) -> Unit | None:
    unit = unit_of_word(header)
    if unit is not None:
        return unit
    row = _header_row(header)
    return unit_of_word(row["unit"]) if row and row["unit"] else None


def _reason_of(header: str) -> str | None:
    plain = _BRACKET.sub("", header)
    if _PLANNED.match(plain):
        return "target"
    row = _header_row(plain)
    return (row["reason"] or None) if row else None


@cache
def _headers() -> dict[tuple[str, str], dict[str, str]]:
    rows = read_reference(
        "table_headers.csv",
        ("header", "form", "unit", "reason"),
        key=("header",),
        codes={"form": {"whole", "ends"}, "reason": {*REASONS, ""}},
    )
    return {(row["header"], row["form"]): row for row in rows}


def _header_row(header: str) -> dict[str, str] | None:
    """The row of the table of headers for `header`: the whole word, else its longest ending."""
    table = _headers()
    whole = table.get((header, "whole"))
    if whole is not None:
        return whole
    endings = (header[-size:] for size in range(min(5, len(header)), 0, -1))
    return next((table[(ending, "ends")] for ending in endings if (ending, "ends") in table), None)


def _read_units(words: str) -> _Caption:
    """人次、万元 -> 人次, and 元 times 10000; words that are no units are left out."""
    found = []
    for part in re.split(r"[、,/ ]", words):
        match = _SCALED.fullmatch(part)
        whole = unit_of_word(part)
        unit = whole or (unit_of_word(match["unit"]) if match else None)
        if unit is not None:
            scale = match["scale"] if match and whole is None else None
            found.append(_UnitOfHeader(unit, _SCALES.get(scale or "", 1.0)))
    return tuple(found)


def _caption_units(layout: Layout, rows: Sequence[Sequence[_Piece]]) -> _Caption:
    """The units named for a whole table (单位：万元) in the lines just above it or above its first number."""
    match = _caption_match(layout, rows)
    return _read_units(match[1].strip()) if match else ()


def _caption_match(layout: Layout, rows: Sequence[Sequence[_Piece]]) -> re.Match[str] | None:
    start = rows[0][0].start
    stop = next((cell.start for row in rows for cell in row if cell.bare), len(layout.side))
    block = layout.block_number(start)
    begin = layout.blocks[max(0, block - _ROWS_LOOKED_ABOVE)].start
    begin = max(begin, start - 200)
    matches = list(_CAPTION.finditer(layout.side, begin, min(stop, start + 80)))
    return matches[-1] if matches else None
