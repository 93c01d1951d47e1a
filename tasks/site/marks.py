"""Cuts an article into segments, so that every span can be marked whatever spans it overlaps.

    text    志愿者2000余人次
    spans   Span(3, 10, "a"), Span(3, 7, "b")
    gives   Segment(0, 3, ()), Segment(3, 7, (a, b)), Segment(7, 10, (a,))

A segment lies in exactly those spans it names: the segments that name a span are, one after the other, its words.
Offsets are code points, start inclusive, end exclusive. Marks are never nested, so none can be nested wrongly.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple


class Span(NamedTuple):
    """A stretch of the article and what is known of it by `key`."""

    start: int
    end: int
    key: str


class Segment(NamedTuple):
    """A stretch of the article and the spans it lies in: the shortest first."""

    start: int
    end: int
    spans: tuple[Span, ...]


class Block(NamedTuple):
    """A part of the article in the order of the page."""

    kind: str
    level: int
    start: int
    end: int


def segments(start: int, end: int, spans: Sequence[Span]) -> list[Segment]:
    """The stretch [start, end) cut wherever one of `spans` begins or ends; every character is in one segment."""
    edges = {start, end}
    for span in spans:
        edges.update(edge for edge in span[:2] if start < edge < end)
    cuts = sorted(edges)
    held: list[list[Span]] = [[] for _ in cuts]
    for span in sorted(spans, key=lambda span: (span.end - span.start, span)):
        first, last = bisect_left(cuts, max(span.start, start)), bisect_left(cuts, min(span.end, end))
        for index in range(first, last):
            held[index].append(span)
    return [Segment(*cut, tuple(held[index])) for index, cut in enumerate(pairwise(cuts))]


def blocks_of(text: str, declared: Sequence[Mapping[str, Any]]) -> list[Block]:
    """The blocks of the article in order; words that no block holds are paragraphs, so that none is lost."""
    blocks, reached = [], 0
    for entry in sorted(declared, key=lambda entry: int(entry["char_start"])):
        start, end = max(int(entry["char_start"]), reached), min(int(entry["char_end"]), len(text))
        if text[reached:start].strip():
            blocks.append(Block("paragraph", 0, reached, start))
        if start < end:
            blocks.append(Block(entry["kind"], entry["level"] or 0, start, end))
            reached = end
    if text[reached:].strip():
        blocks.append(Block("paragraph", 0, reached, len(text)))
    return blocks


def marked_blocks(
    text: str, declared: Sequence[Mapping[str, Any]], spans: Sequence[Span]
) -> list[tuple[Block, list[Segment]]]:
    """Every block with its segments; a span that runs from one block into the next is marked in both."""
    ordered = sorted(spans)
    starts = [span.start for span in ordered]
    longest = max((span.end - span.start for span in ordered), default=0)
    marked = []
    for block in blocks_of(text, declared):
        near = ordered[bisect_left(starts, block.start - longest) : bisect_left(starts, block.end)]
        inside = [span for span in near if span.end > block.start]
        marked.append((block, segments(block.start, block.end, inside)))
    return marked
