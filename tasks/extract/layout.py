"""The text as a reader sees it: blocks under headings, sentences, clauses; and a side string for matching.

    text     "截至３月底，全市７５家机构、２，８００名社工上岗。其中…"
    side     "截至3月底,全市75家机构、2,800名社工上岗。其中…"      same length, one character for one character
    clauses  [截至3月底,] [全市75家机构、2,800名社工上岗。]

Rules match on `side` and quote from `text`: a span means the same characters in both. Nothing here looks at words.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tasks.clean.blocks import HEADING, TITLE, Block
from tasks.extract.model import NO_SPAN, maker

LIST_SIGNS = frozenset("、和与及")
LIST_JOINTS = LIST_SIGNS | {",", "以及"}
"""What stands between the items of a list."""

_SENTENCE_END = re.compile(r"[。!?…]+[”’』」》)\]]*")
_CLAUSE_END = re.compile(r"[,;:—](?:(?<=—)—|(?<!—)(?:(?<!\d[,:])|(?!\d)))")


class _Fold(dict[int, str]):
    """Half-width forms of single characters, filled as they are met; enclosed numbers (①, ㈠) stay as they are."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        form = unicodedata.normalize("NFKC", char)
        keep = len(form) != 1 or unicodedata.category(char) == "No"
        folded = char if keep else form
        if folded.isspace() or char in "\u200b\ufeff\u00ad":
            folded = "\n" if folded in "\n\r\u2028\u2029" else " "
        self[code] = folded
        return folded


_FOLD = _Fold()


def fold(text: str) -> str:
    """`text` with full-width letters, digits and punctuation as half-width, character for character."""
    return text.translate(_FOLD)


class Sentence(NamedTuple):
    """`text[start:end]`, one sentence of block number `block`."""

    start: int
    end: int
    block: int


class Clause(NamedTuple):
    """`text[start:end]`, the closing comma included, one clause of sentence number `sentence`."""

    start: int
    end: int
    sentence: int


_clause = maker(Clause)


@dataclass(slots=True)
class Layout:
    """One document laid out. All lists are in text order and their numbers are positions in these lists."""

    text: str
    blocks: list[Block]
    side: str = ""
    sentences: list[Sentence] = field(default_factory=list)
    clauses: list[Clause] = field(default_factory=list)
    _above: list[tuple[int, ...]] = field(default_factory=list)
    _sections: dict[int, str | None] = field(default_factory=dict)
    _block_starts: list[int] = field(default_factory=list)
    _sentence_starts: list[int] = field(default_factory=list)
    _clause_starts: list[int] = field(default_factory=list)

    def block_number(self, position: int) -> int:
        """The number of the block that holds `position` (of the one before it between blocks)."""
        return bisect_right(self._block_starts, position) - 1

    def sentence_number(self, position: int) -> int:
        """The number of the sentence that holds `position`."""
        return bisect_right(self._sentence_starts, position) - 1

    def clause_number(self, position: int) -> int:
        """The number of the clause that holds `position`."""
        return bisect_right(self._clause_starts, position) - 1

    def sentence_at(self, position: int) -> Sentence:
        """The sentence that holds `position`."""
        return self.sentences[bisect_right(self._sentence_starts, position) - 1]

    def clause_at(self, position: int) -> Clause:
        """The clause that holds `position`."""
        return self.clauses[bisect_right(self._clause_starts, position) - 1]

    def headings_above(self, position: int) -> tuple[Block, ...]:
        """The headings that `position` stands under, outermost first (the block's own line not among them)."""
        return tuple(self.blocks[number] for number in self._above[self.block_number(position)])

    def section(self, position: int) -> str | None:
        """The heading path of `position`, ` > ` between levels."""
        number = self.block_number(position)
        if number not in self._sections:
            path = [self.text[block.start : block.end].strip() for block in self.headings_above(position)]
            self._sections[number] = " > ".join(" ".join(part.split()) for part in path) or None
        return self._sections[number]


def lay_out(text: str, blocks: Sequence[Block]) -> Layout:
    """Lay `text` out along its blocks; every character of a block belongs to one sentence and one clause."""
    layout = Layout(text, list(blocks) or [Block("paragraph", 0, 0, len(text))], fold(text))
    open_headings: list[int] = []
    for number, block in enumerate(layout.blocks):
        if block.kind == HEADING:
            open_headings = [h for h in open_headings if layout.blocks[h].level < block.level]
        layout._above.append(tuple(open_headings))
        if block.kind == HEADING:
            open_headings = [*open_headings, number]
        elif block.kind == TITLE:
            open_headings = []
        _split_block(layout, number, block)
    layout._block_starts = _starts(layout.blocks)
    layout._sentence_starts = _starts(layout.sentences)
    layout._clause_starts = _starts(layout.clauses)
    return layout


def _starts(parts: Sequence[Block | Sentence | Clause]) -> list[int]:
    """Where each part begins; what stands before the first one is taken to be its."""
    return [NO_SPAN, *(part.start for part in parts[1:])]


def _split_block(layout: Layout, number: int, block: Block) -> None:
    for start, end in _pieces(_SENTENCE_END, layout.side, block.start, block.end):
        sentence = len(layout.sentences)
        layout.sentences.append(Sentence(start, end, number))
        for clause_start, clause_end in _pieces(_CLAUSE_END, layout.side, start, end):
            layout.clauses.append(_clause((clause_start, clause_end, sentence)))


def _pieces(boundary: re.Pattern[str], side: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans from `start` to `end`, each closed by a match of `boundary`; never empty."""
    pieces = []
    for match in boundary.finditer(side, start, end):
        pieces.append((start, match.end()))
        start = match.end()
    if start < end or not pieces:
        pieces.append((start, end))
    return pieces
