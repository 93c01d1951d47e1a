"""The saved state of extraction quality: floors that only move up, and the misses known at the last saving.

    tests/gold/baseline.json
    {"seeds": {"digest": "5f0c…", "floors": {"figure": 0.99, "strict": 0.93, …}, "misses": ["000…|missed|75家|", …]}, …}

A score below its floor fails an evaluation. Saving raises floors to the present scores; lowering one takes the
explicit word. The digest ties the floors to the gold that they were measured on.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from checks.scoring import Miss, Scores

_STEP = 0.002
"""Floors stand this much below the score at saving: one figure of a small set."""


class Saved(TypedDict):
    """What is saved of one gold set."""

    digest: str
    floors: dict[str, float]
    misses: list[str]


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a set of scores stands to what was saved of it."""

    undercut: tuple[str, ...]  # one sentence for each floor that is undercut
    new_misses: tuple[Miss, ...]
    mended: tuple[str, ...]  # keys of misses that are gone


def digest(folder: Path) -> str:
    """A short hash of the gold files of a folder."""
    result = hashlib.sha256()
    for path in sorted(folder.glob("*.jsonl")):
        result.update(path.name.encode() + b"\0" + path.read_bytes())
    return result.hexdigest()[:16]


def read(path: Path) -> dict[str, Saved]:
    """All that is saved, by gold set; nothing where the file is absent."""
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}


def compare(name: str, scores: Scores, saved: Saved | None) -> Comparison:
    """Floors undercut, misses that are new and misses that are mended since the last saving."""
    if saved is None:
        return Comparison((), tuple(scores.misses), ())
    summary = scores.summary()
    undercut = tuple(
        f"{name}: {level} is {summary[level]:.4f}, its floor {floor:.4f}"
        for level, floor in saved["floors"].items()
        if summary[level] < floor
    )
    known = set(saved["misses"])
    present = {key(miss) for miss in scores.misses}
    new = tuple(miss for miss in scores.misses if key(miss) not in known)
    return Comparison(undercut, new, tuple(sorted(known - present)))


def raised(scores: Scores, gold_digest: str, saved: Saved | None, allow_regression: bool) -> Saved:
    """What to save for `scores`: floors move up only, unless `allow_regression` or the gold itself changed."""
    floors = {level: round(max(0.0, score - _STEP), 4) for level, score in scores.summary().items()}
    if saved and saved["digest"] == gold_digest and not allow_regression:
        floors = {level: max(floor, saved["floors"].get(level, 0.0)) for level, floor in floors.items()}
    return Saved(digest=gold_digest, floors=floors, misses=_keys(scores.misses))


def write(path: Path, saved: dict[str, Saved]) -> None:
    """Save all, in a stable order, for review as a diff."""
    path.write_text(json.dumps(saved, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def key(miss: Miss) -> str:
    """The identity of a miss between runs."""
    return "|".join((miss.document, miss.kind, miss.quote, miss.attribute, miss.sentence[:40]))


def _keys(misses: Iterable[Miss]) -> list[str]:
    return sorted({key(miss) for miss in misses})
