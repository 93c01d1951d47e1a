"""Texts whose figures are marked by hand, for tests of the rules that bind attributes to figures.

marked("截至6月底，服务[300人]。")     the layout of the text without the marks, and one mention: 300.0, 人

Lines are paragraphs; "# " begins a heading, "% " a title, "> " a caption, "| " a line of a table.
"""

from __future__ import annotations

import re
from itertools import groupby

from tasks.clean.blocks import CAPTION, HEADING, PARAGRAPH, TABLE, TITLE, Block
from tasks.extract.layout import Layout, lay_out
from tasks.extract.model import EXACT, FIGURE, MORE_THAN, Mention

_KINDS = {"# ": HEADING, "% ": TITLE, "> ": CAPTION, "| ": TABLE}
_SCALES = {"": 1.0, "万": 10_000.0, "亿": 100_000_000.0}
_QUOTE = re.compile(r"(?P<digits>[\d.,]+)(?P<scale>[万亿]?)(?P<more>[余多]?)(?P<unit>.*)")
_DIMENSIONS = {"名": "people", "人": "people", "家": "organizations", "支": "teams", "户": "households", "%": "percent"}


def marked(text: str) -> tuple[Layout, list[Mention]]:
    """The layout of a marked text and its figures."""
    plain, blocks, spans = "", list[Block](), list[tuple[int, int]]()
    lines = [(_KINDS.get(line[:2], PARAGRAPH), line) for line in text.strip().split("\n")]
    for number, (kind, group) in enumerate(groupby(lines, key=lambda line: line[0])):
        start = len(plain)
        for _, line in group:
            if kind == PARAGRAPH and plain and start < len(plain):
                blocks.append(Block(PARAGRAPH, 0, start, len(plain) - 1))
                start = len(plain)
            plain = _append(plain, line if kind in (PARAGRAPH, TABLE) else line[2:], spans) + "\n"
        blocks.append(Block(kind, int(kind == HEADING), start, len(plain) - 1))
        assert number < 100
    layout = lay_out(plain, blocks)
    return layout, [_mention(plain, start, end) for start, end in spans]


def _append(plain: str, line: str, spans: list[tuple[int, int]]) -> str:
    for piece in re.split(r"(\[[^\]]+\])", line):
        if piece.startswith("["):
            spans.append((len(plain), len(plain) + len(piece) - 2))
        plain += piece.strip("[]") if piece.startswith("[") else piece
    return plain


def _mention(text: str, start: int, end: int) -> Mention:
    quote = _QUOTE.fullmatch(text[start:end])
    assert quote is not None, text[start:end]
    value = float(quote["digits"].replace(",", "")) * _SCALES[quote["scale"]]
    qualifier, unit = MORE_THAN if quote["more"] else EXACT, quote["unit"] or None
    number_end = start + quote.end("scale")
    dimension = _DIMENSIONS.get(quote["unit"])
    return Mention(start, end, start, number_end, value, value, value, qualifier, unit, dimension, FIGURE, "marked")
