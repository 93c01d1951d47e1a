"""Finds every numeral of a text and says of each what it is: the first step of extraction.

    "截至3月底，全市75家社会组织投入防疫物资5.7万余件。"
      3       date       3月底
      75      figure     75家        75, exact, unit 家
      5.7万   figure     5.7万余件   57000, more_than, unit 件, items

One scan from left to right. At each numeral, in this order: a set phrase or name that holds it, a shape that is none
(dates, telephones, list numbers), else a quantity, of which `dispositions` decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tasks.clean.blocks import CAPTION, HEADING, SOURCE, TITLE
from tasks.extract.dispositions import judge
from tasks.extract.layout import Layout
from tasks.extract.model import EXACT, FIGURE, Context, Mention
from tasks.extract.numbers import FORMAL_CHARS, HAN_CHARS
from tasks.extract.numeral_forms import ENCLOSED, Form, latin_form, ordinal_form, shape_of
from tasks.extract.numeral_words import (
    NO_NUMERAL,
    Token,
    Words,
    find_words,
    furniture_words,
    section_words,
)
from tasks.extract.quantities import Quantity, read_quantity
from tasks.extract.scene import Scene, Verdict
from tasks.extract.tables import Cell, find_cells
from tasks.extract.units import unit_at

_START = re.compile(
    rf"[0-9A-Za-z{HAN_CHARS}{FORMAL_CHARS}数几半①-⓿❶-➓㈠-㉃Ⅰ-ⅿ]"
    rf"(?:(?<![数几半{FORMAL_CHARS}])|(?<=[{FORMAL_CHARS}])(?=[拾佰仟萬万]|元整)|(?<=数)(?=[十百千万亿])|(?<=[少多无]数)|(?<=几)(?![乎何率微])|(?<=半)(?=[个年天月吨斤公亩小里钟]))"
)
_RUN = re.compile(rf"[{HAN_CHARS}]{{1,40}}")
_NAMES = re.compile(r"《[^《》\n]{1,60}》|[“「『‘][^“”「」『』‘’\n]{1,16}[”」』’]|\"[^\"\n]{1,12}\"")
_SPEECH = frozenset(":说道写问答喊称讲叹,")
_SPOKEN = re.compile(r"[。!?;…]|,.{0,16},")
_REPEATED = re.compile(
    r"一([^\W\d_a-zA-Z])\1|一([^\W\d_a-zA-Z]{1,2})(?:又|接着?|比|挨)一\2|一[^\W\d_a-zA-Z]一[^\W\d_a-zA-Z]"
    r"|([^\W\d_a-zA-Z])一\3"
)
_REPEATS = 6
"""Within so many characters the second 一 of a repetition stands."""
_NUMBERING = re.compile(r"^[\W_]*(?:[一二三四五六七八九十]{1,3}[、.]|\d{1,2}(?:\.\d{1,2})*[、. ]?)?[\W_]*")
_LAST_OF_ASCII = "\x7f"
_HORIZON = 300
"""How far a rule looks along a sentence: longer sentences are lists or no prose."""

_ENDS_IN_HEAD = ("碰头", "接头", "牵头", "带头", "领头")
"""每月碰头一次: 头 belongs to the verb, not to 头一次."""
_COUNTS_UP = frozenset("则的有了来")
"""多则二十出头, 会说越南语的三十出头: no age."""
_YEAR_OF_WORK = re.compile("(20[0-9]{2})年(?:工作|重点|重点工作|主要工作|任务|工作重点|工作任务|工作要点|思路)")
_SECTION_SLACK = 6
_REPORTS = re.compile(
    "(?<!计划)(?<!安排)(?<!打算)(?<!目标)(?<!思路)(?:情况|回顾|成效|进展|数据|总结|统计|概况|实绩|成绩|小结)$"
)
"""二、下半年就业情况: a heading that reports, whatever it begins with."""
_META_LINE = 90
_LINE_END = frozenset("。!?")
_PAGE_LINE = re.compile(r"\W*\d{1,3}\W*")


@dataclass(slots=True)
class _Line:
    """What one block says of the numbers in it."""

    reason: str | None
    section: str | None


@dataclass(slots=True)
class _Scan:
    """The state of one scan: where it stands among blocks, sentences, clauses and tokens, and what it has found."""

    layout: Layout
    words: Words
    cells: dict[int, Cell]
    names: list[tuple[int, int]]
    year: int | None
    mentions: list[Mention] = field(default_factory=list)
    token: int = 0
    clause: int = 0
    name: int = 0
    block: int = -1
    sentence: int = -1
    line: _Line = field(default_factory=lambda: _Line(None, None))
    last: Quantity | None = None
    last_verdict: Verdict | None = None
    floor: int = 0


def find_mentions(layout: Layout, context: Context) -> list[Mention]:
    """Every numeral of the text in order, as figure or with the reason why it is none."""
    side = layout.side
    if not _START.search(side):
        return []
    year = context.published_on.year if context.published_on else None
    scan = _Scan(layout, find_words(side), find_cells(layout), _named_spans(side), year)
    position = 0
    while True:
        found = _START.search(side, position)
        if found is None:
            return scan.mentions
        position = _read(scan, found.start())
        scan.floor = position


def _named_spans(side: str) -> list[tuple[int, int]]:
    """Titles and short quotations that are names, not speech."""
    spans = []
    for match in _NAMES.finditer(side):
        inner = match[0][1:-1]
        before = side[match.start() - 1 : match.start()]
        spoken = match[0][0] != "《" and (_SPOKEN.search(inner) or (before in _SPEECH and len(inner) > 8))
        if not spoken:
            spans.append(match.span())
    return spans


def _read(scan: _Scan, start: int) -> int:
    """Read what stands at `start`, add it to the mentions, and return where to go on."""
    side = scan.layout.side
    _move_to(scan, start)
    char = side[start]
    if char.isascii() and char.isalpha():
        form, end = latin_form(side, start)
        return _add_form(scan, form) if form else end
    token = _token_over(scan, start)
    if token is not None:
        if token.reason != NO_NUMERAL:
            _add(scan, max(token.start, scan.floor), token.end, start, token.end, token.reason, "phrase")
        return token.end
    if char > _LAST_OF_ASCII and ENCLOSED.match(char):
        return _add_form(scan, Form(start, start + 1, "ordinal", "enclosed_number"))
    rank = _rank_before(side, start)
    if rank is not None:
        return _add_form(scan, _ordinal(side, rank, start))
    cell = scan.cells.get(start)
    form = None if cell is not None else shape_of(side, start, scan.layout.blocks[scan.block].start)
    if form is None and char == "一":
        form = _repeated(side, start, scan.floor)
    return _add_form(scan, form) if form else _read_quantity(scan, start, cell)


def _move_to(scan: _Scan, position: int) -> None:
    """Bring block, sentence and clause up to `position`."""
    clauses, scan.clause = scan.layout.clauses, scan.layout.clause_number(position)
    if clauses[scan.clause].end <= position and scan.clause + 1 < len(clauses):
        scan.clause += 1  # between two blocks
    sentence = clauses[scan.clause].sentence
    if sentence == scan.sentence:
        return
    scan.sentence, scan.last, scan.last_verdict = sentence, None, None
    block = scan.layout.sentences[sentence].block
    if block != scan.block:
        scan.block, scan.line = block, _line(scan.layout, block, scan.year)
        scan.floor = max(scan.floor, scan.layout.blocks[block].start)


def _line(layout: Layout, number: int, year: int | None) -> _Line:
    """Whether a block is furniture left in the text, and what its section makes of its numbers."""
    block = layout.blocks[number]
    side = layout.side
    starts, has = furniture_words()
    short = block.end - block.start <= _META_LINE and side[block.end - 1 : block.end] not in _LINE_END
    if (
        block.kind == SOURCE
        or starts.match(side, block.start, block.end)
        or (short and block.kind not in (TITLE,) and has.search(side, block.start, block.end))
        or _PAGE_LINE.fullmatch(side, block.start, block.end)
    ):
        return _Line("furniture", None)
    section = None
    for heading in layout.headings_above(block.start):
        line = side[heading.start : heading.end]
        section = _section_reason(line) or ("target" if _is_of_a_year_ahead(line, year) else section)
    return _Line(None, section if block.kind not in (HEADING, TITLE, CAPTION) else None)


def _section_reason(heading: str) -> str | None:
    """What a heading makes of the numbers under it: 三、2024年打算 -> target."""
    pattern, reasons = section_words()
    core = heading[_numbering_end(heading) :].strip(" 】〗])》”:。!?")
    best: str | None = None
    for match in pattern.finditer(core):
        rest = len(core) - (match.end() - match.start())
        if rest <= _SECTION_SLACK and (match.end() == len(core) or match.start() == 0):
            best = reasons[match[0]]
    return None if best == "target" and _REPORTS.search(core) else best


def _is_of_a_year_ahead(heading: str, year: int | None) -> bool:
    """六、2024年工作, in a report of January 2024 or before: what is still to be done."""
    match = _YEAR_OF_WORK.fullmatch(heading[_numbering_end(heading) :].strip(" :。"))
    return match is not None and year is not None and int(match[1]) >= year


def _numbering_end(heading: str) -> int:
    match = _NUMBERING.match(heading)
    return match.end() if match else 0


def _token_over(scan: _Scan, start: int) -> Token | None:
    """The set phrase or name that holds the numeral at `start`, unless a longer number stands there."""
    tokens = scan.words.tokens
    while scan.token < len(tokens) and tokens[scan.token].end <= start:
        scan.token += 1
    if scan.token == len(tokens) or tokens[scan.token].start > start:
        return None
    token = tokens[scan.token]
    side = scan.layout.side
    if side[token.start - 1 : start] in _ENDS_IN_HEAD:
        return None
    if side[token.start - 1 : start] in ("每天", "每日"):  # 每|天一到两节
        return None
    if side.startswith("出头", token.end - 2) and side[start - 1 : start] in _COUNTS_UP:
        return None
    run = _RUN.match(scan.layout.side, start)
    return None if run is not None and run.end() > token.end else token


def _rank_before(side: str, start: int) -> int | None:
    """Where the 第 stands that makes the number an ordinal."""
    before = start - 1 if start and side[start - 1] == " " else start
    return before - 1 if before and side[before - 1] == "第" else None


def _ordinal(side: str, rank: int, start: int) -> Form:
    """第N and its unit."""
    quantity = read_quantity(side, start, start, ranged=False)
    end = quantity.unit_end if quantity else start + 1
    return ordinal_form(side, start, end)._replace(start=rank)


def _repeated(side: str, start: int, floor: int) -> Form | None:
    """一个个, 一批又一批, 一村一品, 看一看."""
    following = side[start + 1 : start + _REPEATS]
    possible = following[:1] == following[1:2] or "一" in following  # most are neither
    match = _REPEATED.match(side, start) if possible else None
    if match is None and start > floor and side[start - 1] == following[:1]:
        match = _REPEATED.match(side, start - 1)
        match = match if match and match[3] else None
    if match is None or (unit_at(side, start + 1) is None and match[3] is None and match[1] is None):
        return None
    return Form(match.start(), match.end(), "idiom", "repeated")


def _read_quantity(scan: _Scan, start: int, cell: Cell | None) -> int:
    side = scan.layout.side
    quantity = read_quantity(side, start, scan.floor) if cell is None else _quantity_of_cell(side, start, cell)
    if quantity is None:
        run = _RUN.match(side, start)
        end = run.end() if run else start + 1
        if side[start] not in "半数几":
            _add(scan, start, end, start, end, "idiom", "no_number")
        elif side[start] == "几" and unit_at(side, start + 1):
            _add(scan, start, end, start, end, "idiom", "some")
        return end
    verdict = _judge_cell(cell) if cell is not None else judge(_scene(scan, quantity))
    scan.last, scan.last_verdict = quantity, verdict
    _add_quantity(scan, quantity, verdict, cell)
    return quantity.end


def _quantity_of_cell(side: str, start: int, cell: Cell) -> Quantity | None:
    """What the cell holds, read by itself: digits of the next cell are no group of its number."""
    quantity = read_quantity(side[start : cell.end], 0)
    if quantity is not None:
        quantity.start, quantity.end = quantity.start + start, quantity.end + start
        quantity.number_start, quantity.number_end = quantity.number_start + start, quantity.number_end + start
        quantity.unit_end += start
    return quantity


def _judge_cell(cell: Cell) -> Verdict:
    """In a table every number counts, but for columns that number, date or plan the rows."""
    if cell.reason is not None:
        return cell.reason, "table_column"
    return FIGURE, "table_cell"


def _scene(scan: _Scan, quantity: Quantity) -> Scene:
    clause = scan.layout.clauses[scan.clause]
    sentence = scan.layout.sentences[scan.sentence]
    return Scene(
        scan.layout.side,
        scan.words,
        quantity,
        quantity.unit.kind if quantity.unit is not None else "",
        max(clause.start, quantity.start - _HORIZON),
        min(clause.end, quantity.end + _HORIZON),
        max(sentence.start, quantity.start - _HORIZON),
        min(sentence.end, quantity.end + _HORIZON),
        _is_named(scan, quantity),
        scan.line.reason,
        scan.line.section,
        scan.year,
        scan.last,
        scan.last_verdict,
    )


def _is_named(scan: _Scan, quantity: Quantity) -> bool:
    names = scan.names
    while scan.name < len(names) and names[scan.name][1] <= quantity.start:
        scan.name += 1
    return scan.name < len(names) and names[scan.name][0] <= quantity.start


def _add_form(scan: _Scan, form: Form) -> int:
    _add(scan, max(form.start, scan.floor), form.end, max(form.start, scan.floor), form.end, form.reason, form.rule)
    return form.end


def _add(scan: _Scan, start: int, end: int, number_start: int, number_end: int, reason: str, rule: str) -> None:
    scan.mentions.append(
        Mention(start, end, number_start, number_end, 0.0, None, None, EXACT, None, None, reason, rule)
    )


def _add_quantity(scan: _Scan, quantity: Quantity, verdict: Verdict, cell: Cell | None) -> None:
    unit, name = quantity.unit, quantity.unit_name
    scale = 1.0
    if cell is not None and unit is None and cell.unit is not None:
        unit, name, scale = cell.unit, cell.unit.name, cell.scale
    scan.mentions.append(
        Mention(
            quantity.start,
            quantity.end,
            quantity.number_start,
            quantity.number_end,
            round(quantity.value * scale, 4),
            _times(quantity.low, scale),
            _times(quantity.high, scale),
            quantity.qualifier,
            name,
            unit.dimension if unit is not None else None,
            verdict[0],
            verdict[1],
            cell.row_label if cell else None,
            cell.column_label if cell else None,
            cell.actor if cell else None,
        )
    )


def _times(value: float | None, scale: float) -> float | None:
    return None if value is None else round(value * scale, 4)
