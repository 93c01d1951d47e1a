"""Which short lines and tables stand below a line that heads them as a list, and what that line brackets.

"◇第二批清单（7月9日发往华容县团洲乡）"      head: its day and place count for the two lines below
"编织袋20万条"   "头灯680只"                  items
"前后货值合计457万元。"                       running text: the list has ended

Headings and lines without any mark may head a list. An item is a table or a short line that ends no sentence.
"""

from __future__ import annotations

import re

from seeds.tables import read_reference
from tasks.clean.blocks import CAPTION, HEADING, PARAGRAPH, TABLE, TITLE, Block
from tasks.extract.layout import Layout

_LONGEST_HEAD = 60
_LONGEST_ITEM = 40
_ENDED = re.compile(r"[。!?;…,、]\W*\Z")
_SENTENCE_INSIDE = re.compile(r"[。!?](?=.)")
_BRACKETS = re.compile(r"\(([^()\n]{2,40})\)")
_LABELS = (row["word"] for row in read_reference("actor_words.csv", ("word", "role")) if row["role"] == "label")
_LABEL = rf"\W*(?:{'|'.join(map(re.escape, sorted(_LABELS, key=len, reverse=True)))}):"
_HEADS = re.compile(
    r"[^()]{2,}\([^()]{2,40}\)[:】]?\s*\Z|[^。]{2,}:\s*\Z|.{0,30}(?:清单|台账|明细|一览表?|统计表?|名单)\s*\Z"
    rf"|{_LABEL}[^0-9。]{{4,30}}\Z"
    r"|[^。]{0,24}(?:发往|送往|运往|送[抵到至]|运[抵到至]|寄往|捐往|拨往|抵达)[^。]{2,24}\Z"
    r"|[^。]{0,8}[0-9]{1,2}月[0-9]{1,2}日[^。]{0,24}\Z"
)
"""What heads a list closes with brackets or a colon, or names the list, who gives, where goods go, or a day."""
_GIVER = re.compile(_LABEL)
_LONGEST_NAME = 30
_NUMBER = re.compile(r"[0-9]|[一二两三四五六七八九十百千万][余多]?[^\W\d]\s*\Z")
_COUNTED = re.compile(r"[0-9][余多万]*(?:[个件条张只箱套顶床份袋瓶桶双台部册包盒支艘辆名人户家场次元吨斤]|公斤)")


def list_heads(layout: Layout) -> dict[int, int]:
    """For every block that is an item of a list, the number of the block that heads the list."""
    heads: dict[int, int] = {}
    head: int | None = None
    for number, block in enumerate(layout.blocks):
        if block.kind == CAPTION:
            continue
        if _may_head(layout, number):
            head = number
        elif head is not None and _is_item(layout, block):
            heads[number] = head
        else:
            head = None
    return heads


def brackets_of(layout: Layout, block: Block) -> list[tuple[int, int]]:
    """The spans of what a line says in brackets."""
    return [match.span(1) for match in _BRACKETS.finditer(layout.side, block.start, block.end)]


def giver_of(layout: Layout, block: Block) -> tuple[int, int] | None:
    """The span of the body that a line labels as who gives or acts: 捐赠方：新乡市青藤爱心协会."""
    label = _GIVER.match(layout.side, block.start, block.end)
    return (label.end(), block.end) if label and block.end - label.end() <= _LONGEST_NAME else None


def _may_head(layout: Layout, number: int) -> bool:
    block = layout.blocks[number]
    if block.kind not in (HEADING, TITLE, PARAGRAPH) or block.end - block.start > _LONGEST_HEAD:
        return False
    below = layout.blocks[number + 1] if number + 1 < len(layout.blocks) else None
    if below is None or not _is_item(layout, below):
        return False
    if block.kind != PARAGRAPH:
        return True
    bare = _BRACKETS.sub("", layout.side[block.start : block.end])
    return _HEADS.match(layout.side, block.start, block.end) is not None and not _COUNTED.search(bare)


def _is_item(layout: Layout, block: Block) -> bool:
    """Whether a block is a table, or a short line with a number that ends no sentence."""
    if block.kind == TABLE:
        return True
    if block.kind != PARAGRAPH or block.end - block.start > _LONGEST_ITEM:
        return False
    text = layout.side[block.start : block.end]
    return bool(_NUMBER.search(text)) and not _ENDED.search(text) and not _SENTENCE_INSIDE.search(text)
