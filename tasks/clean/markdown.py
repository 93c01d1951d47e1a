"""Markdown: the signs that mean headings, quotations, emphasis, links and pictures taken off, the words left.

"## 二、物资"                 heading of level 2
"共有**37**支救援队"           "共有37支救援队": a number between signs of emphasis is whole
"[点击查看](https://…)"       "点击查看"
"![志愿者装船](a.jpg)"         caption "志愿者装船"
"""

from __future__ import annotations

import re

from tasks.clean.blocks import CAPTION, HEADING
from tasks.clean.lines import Line

_HEADING = re.compile(r"(#{1,6})\s+(?=\S)")
_QUOTE = re.compile(r"(?:>\s?)+(?=[^>\s])")
_BULLET = re.compile(r"[-*+]\s+(?=\S)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)([^*_\n]{1,200}?)(?<=\S)\1")
_WEAK = re.compile(r"(?<!\*)\*(?=[^\s*])([^*\n]{1,200}?)(?<=[^\s*])\*(?!\*)")
_LINK = re.compile(r"(!?)\[([^\]\n]{0,200})\]\([^()\s]{1,400}\)")
_PICTURE = re.compile(r"!\[([^\]\n]{0,200})\]\([^()\s]{1,400}\)")


def unmark(lines: list[Line]) -> list[Line]:
    """The lines with markdown read; strong emphasis and links are read in any text, the rest where headings show it."""
    marked = any(_HEADING.match(line.text) for line in lines)
    for line in lines:
        _read_block(line, marked)
        if "*" in line.text or "_" in line.text or "](" in line.text:
            line.text = _inline(line.text, marked)
    return [line for line in lines if line.text]


def _read_block(line: Line, marked: bool) -> None:
    """Headings, quotations, list signs and pictures."""
    heading = _HEADING.match(line.text)
    picture = _PICTURE.fullmatch(line.text)
    if heading:
        line.kind, line.level = HEADING, len(heading.group(1))
        line.text = line.text[heading.end() :].rstrip("# ")
    elif picture:
        line.kind, line.text = CAPTION, picture.group(1).strip()
    elif marked:
        sign = _QUOTE.match(line.text) or _BULLET.match(line.text)
        line.text = line.text[sign.end() :] if sign else line.text


def _inline(text: str, marked: bool) -> str:
    text = _LINK.sub(r"\2", _STRONG.sub(r"\2", text))
    return _WEAK.sub(r"\1", text) if marked else text
