"""Scores a warehouse against gold figures: what was found, what was missed, what was invented, what was wrong.

    gold   {"quote": "2000余个", "left": "会组织和专业社工机构，", "value": 2000, "metric": "volunteer_groups", ...}
    mine   a row of the warehouse view `figures`, with its span in `documents.text`

A gold figure is found when an extracted span overlaps its quote and carries the same value. `span` is overlap
alone; `figure` asks for the value too; `strict` also for qualifier, dimension, metric, place and period. `object`
and `actor` count as right when one contains the other or both are absent. A gold figure with "optional": true
counts neither when found nor when missed; "or" lists further values that two careful readers defend.
"""

from __future__ import annotations

import json
import math
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

STRICT = ("qualifier", "dimension", "metric", "adm1", "adm2", "adm3", "period_start", "period_end")
ATTRIBUTES = (*STRICT, "unit", "per", "object", "actor")
LEVELS = ("span", "figure", "strict")
_CONTAINMENT_SUFFICES = ("object", "actor")
_SAME_QUOTES = {"“": '"', "”": '"', "‘": "'", "’": "'", "，": ",", "。": "."}
_INVISIBLE = "\u200b\ufeff\u00ad"

Record = Mapping[str, Any]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure, of the gold or of the warehouse, with its span in the squeezed text (None: quote not found)."""

    record: Record
    span: Span | None


@dataclass(frozen=True, slots=True)
class Miss:
    """One thing that is not as the gold has it; `attribute` is set when kind is "wrong"."""

    document: str
    kind: str  # missed, invented, wrong value, wrong
    quote: str
    sentence: str
    attribute: str = ""
    gold: str = ""
    mine: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One extracted figure that counts, and which of its attributes are right (none of an invented one)."""

    document: str
    figure: Record
    right: Mapping[str, bool]


@dataclass(slots=True)
class Scores:
    """Counts over documents; precision, recall, F1 and the share of each attribute right come from them."""

    counts: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    misses: list[Miss] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)

    def precision_recall_f1(self, level: str) -> tuple[float, float, float]:
        """Precision, recall and F1 of one of LEVELS."""
        hit, mine, gold = self.counts[level], self.counts["mine"], self.counts["gold"]
        precision, recall = hit / mine if mine else 0.0, hit / gold if gold else 0.0
        total = precision + recall
        return precision, recall, 2 * precision * recall / total if total else 0.0

    def share_right(self, attribute: str) -> float:
        """Share of the found figures that have `attribute` right."""
        return self.right[attribute] / self.counts["figure"] if self.counts["figure"] else 0.0

    def counted(self) -> Scores:
        """The counts alone, without what each figure was: all that `summary` needs."""
        return Scores(self.counts, self.right)

    def summary(self) -> dict[str, float]:
        """F1 of each level and the share of each attribute right, rounded to four places."""
        levels = {level: round(self.precision_recall_f1(level)[2], 4) for level in LEVELS}
        return levels | {name: round(self.share_right(name), 4) for name in ATTRIBUTES}


def squeeze(text: str) -> tuple[str, list[int]]:
    """`text` without white space, compatibility forms folded, and for each position its place in the result."""
    kept = [_squeezed(char) for char in text]
    return "".join(kept), [0, *accumulate(map(len, kept))]


@cache
def _squeezed(char: str) -> str:
    """What is left of one character: one or nothing."""
    if char.isspace() or char in _INVISIBLE:
        return ""
    form = unicodedata.normalize("NFKC", char)
    form = form if len(form) == 1 else char
    return _SAME_QUOTES.get(form, form)


def read_gold(folder: Path) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Each `<document>.jsonl` in `folder`, by name: the document with its gold records."""
    for path in sorted(folder.glob("*.jsonl")):
        lines = path.read_text(encoding="utf-8").splitlines()
        yield path.stem, [json.loads(line) for line in lines if line.strip()]


def score_document(document: str, gold: Iterable[Record], text: str, mine: Iterable[Record]) -> Scores:
    """Score one document: `mine` are its figures with `char_start`, `char_end` in `text`."""
    squeezed, offsets = squeeze(text)
    taken: set[int] = set()
    golden = [Figure(record, _locate(record, squeezed, taken)) for record in gold]
    extracted = [Figure(r, (offsets[r["char_start"]], offsets[r["char_end"]])) for r in mine]
    pairs = _pair(golden, extracted)
    optional = {id(m) for g, m in pairs if g.record.get("optional")}
    pairs = [(g, m) for g, m in pairs if not g.record.get("optional")]
    golden = [g for g in golden if not g.record.get("optional")]
    extracted = [m for m in extracted if id(m) not in optional]
    scores = Scores(Counter(gold=len(golden), mine=len(extracted), span=len(pairs), figure=0, strict=0))
    for g, m in pairs:
        _judge(scores, document, g, m, squeezed)
    _list_unpaired(scores, document, golden, extracted, pairs, squeezed)
    return scores


def total(parts: Iterable[Scores]) -> Scores:
    """The scores of several documents together."""
    result = Scores()
    for part in parts:
        result.counts.update(part.counts)
        result.right.update(part.right)
        result.misses.extend(part.misses)
        result.verdicts.extend(part.verdicts)
    return result


def attribute_is_right(name: str, gold: Record, mine: Record) -> bool:
    """Whether `mine` has the gold's reading of an attribute, or one of its other readings."""
    readings = (gold.get(name), *gold.get("or", {}).get(name, ()))
    return any(_same(name, reading, mine.get(name)) for reading in readings)


def _judge(scores: Scores, document: str, gold: Figure, mine: Figure, squeezed: str) -> None:
    around = _around(squeezed, gold.span)
    quote = str(gold.record["quote"])
    if not _same_value(gold.record, mine.record):
        values = str(gold.record["value"]), str(mine.record["value"])
        scores.misses.append(Miss(document, "wrong value", quote, around, "value", *values))
        scores.verdicts.append(Verdict(document, mine.record, {}))
        return
    scores.counts["figure"] += 1
    verdicts = {name: attribute_is_right(name, gold.record, mine.record) for name in ATTRIBUTES}
    scores.verdicts.append(Verdict(document, mine.record, verdicts | {"value": True}))
    scores.counts["strict"] += all(verdicts[name] for name in STRICT)
    for name, right in verdicts.items():
        scores.right[name] += right
        if not right:
            readings = str(gold.record.get(name)), str(mine.record.get(name))
            scores.misses.append(Miss(document, "wrong", quote, around, name, *readings))


def _list_unpaired(
    scores: Scores,
    document: str,
    golden: Sequence[Figure],
    extracted: Sequence[Figure],
    pairs: Sequence[tuple[Figure, Figure]],
    squeezed: str,
) -> None:
    paired = {id(figure) for pair in pairs for figure in pair}
    for kind, figures in (("missed", golden), ("invented", extracted)):
        for figure in figures:
            if id(figure) not in paired:
                quote = str(figure.record.get("quote"))
                scores.misses.append(Miss(document, kind, quote, _around(squeezed, figure.span)))
                if kind == "invented":
                    scores.verdicts.append(Verdict(document, figure.record, {}))


def _around(squeezed: str, span: Span | None) -> str:
    """The sentence that holds a span, the quote in brackets."""
    if span is None:
        return "(quote not found in documents.text)"
    start = max(squeezed.rfind(mark, max(0, span[0] - 80), span[0]) for mark in ".!?。！？") + 1
    start = max(start, span[0] - 80)
    end = min(
        (p for p in (squeezed.find(mark, span[1], span[1] + 60) for mark in ".!?") if p >= 0),
        default=span[1] + 40,
    )
    return f"{squeezed[start : span[0]]}[{squeezed[span[0] : span[1]]}]{squeezed[span[1] : end + 1]}"


def _locate(record: Record, squeezed: str, taken: set[int]) -> Span | None:
    """Where a gold quote stands, by its left context: the longest context that occurs, the first place not taken."""
    quote, left = squeeze(str(record["quote"]))[0], squeeze(str(record.get("left") or ""))[0]
    for size in _context_sizes(len(left)) if quote else ():
        needle = left[len(left) - size :] + quote
        for hit in _hits(needle, squeezed):
            start = hit + size
            if start not in taken:
                taken.add(start)
                return start, start + len(quote)
    return None


def _hits(needle: str, text: str) -> Iterator[int]:
    """Where `needle` stands in `text`, each place behind the one before."""
    hit = text.find(needle)
    while hit >= 0:
        yield hit
        hit = text.find(needle, hit + len(needle))


def _context_sizes(longest: int) -> Iterator[int]:
    """From all of the context down to two characters: a quote is not found by itself alone."""
    return iter(range(longest, min(2, longest) - 1, -1))


def _pair(golden: Sequence[Figure], extracted: Sequence[Figure]) -> list[tuple[Figure, Figure]]:
    """Greedy one-to-one pairs by overlap, right values first."""
    options = [
        (_same_value(g.record, m.record), overlap, g, m)
        for g in golden
        for m in extracted
        if (overlap := _overlap(g.span, m.span)) > 0
    ]
    options.sort(key=lambda option: option[:2], reverse=True)
    pairs: list[tuple[Figure, Figure]] = []
    used: set[int] = set()
    for _, _, g, m in options:
        if id(g) not in used and id(m) not in used:
            used |= {id(g), id(m)}
            pairs.append((g, m))
    return pairs


def _overlap(one: Span | None, other: Span | None) -> int:
    return min(one[1], other[1]) - max(one[0], other[0]) if one and other else 0


def _same(name: str, gold: object, mine: object) -> bool:
    if name in _CONTAINMENT_SUFFICES:
        one, other = squeeze(str(gold or ""))[0], squeeze(str(mine or ""))[0]
        return one == other or bool(one and other and (one in other or other in one))
    if name.startswith("period"):
        return (str(gold)[:10] if gold else None) == (str(mine)[:10] if mine else None)
    return (gold or None) == (mine or None)


def _same_value(gold: Record, mine: Record) -> bool:
    if not _close(gold["value"], mine["value"]):
        return False
    return gold["qualifier"] != "range" or _close(gold.get("value_high"), mine.get("value_high"))


def _close(gold: object, mine: object) -> bool:
    if gold is None or mine is None:
        return gold is None and mine is None
    return math.isclose(float(str(gold)), float(str(mine)), rel_tol=1e-6, abs_tol=1e-6)
