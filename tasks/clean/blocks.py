"""The parts of a cleaned text, in order: what is a heading, a paragraph, a table.

A block is a span of `documents.text`; blocks are in text order, do not overlap, and are divided by line breaks.

    text                                 block
    "战“疫”有我!多地社工积极参与疫情防控"     title      level 0
    "上海:社工闻令而动助力疫情防控"           heading    level 1
    "面对来势汹汹的新一轮疫情,上海社工…"      paragraph  level 0
    "（据上海市民政局）"                     source     level 0   (ends an article of a page with several)

`level` counts for headings only: 1 for the outermost, larger numbers stand below smaller ones.
"""

from __future__ import annotations

from typing import NamedTuple

TITLE = "title"  # the headline and sub-headlines of the page
HEADING = "heading"  # a line that names what follows it
PARAGRAPH = "paragraph"  # running text, list items included
TABLE = "table"  # all lines of one table; cells divided by "|", tabs or wide space
CAPTION = "caption"  # the words under a picture
SOURCE = "source"  # 据…, 来源…, 作者…, a date line: says where the text comes from
KINDS = (TITLE, HEADING, PARAGRAPH, TABLE, CAPTION, SOURCE)


class Block(NamedTuple):
    """One part of a cleaned text: `text[start:end]`, code points, end exclusive."""

    kind: str
    level: int
    start: int
    end: int
