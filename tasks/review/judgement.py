"""Answers against what the warehouse says: which become reviews, which are there already, which cannot be used.

    judge(answers, standing, moment)  ->  Judged(reviews=[{…}], already=3, problems=[(answer, "…")])

A figure is found by its id; one that was read anew since, by its source, sentence and quote. An answer is there
already when the same person said the same of the same figure after the sheet was written: a sheet that comes twice
adds nothing. What a sheet shows must be what the warehouse says, but for fields that the sheet itself corrected.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tasks.review.answers import PRESENT, Answer, AnswerError, Change, changes, decision, is_as_shown, reviewer
from warehouse import catalogue
from warehouse.identity import review_id

_FOLLOW = {"value": ("value", "value_low", "value_high")}
"""Fields that a corrected one takes along."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the warehouse says of the figures of a sheet.

    `figures` by id: as they stand after review, or as read where a review rejects them. `moved` is the id that a
    figure has now, by the id it had. `reviews` of each figure, oldest first. `runs` are the starts of runs by id.
    """

    figures: Mapping[str, Mapping[str, Any]]
    moved: Mapping[str, str] = field(default_factory=dict)
    reviews: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    runs: Mapping[str, datetime] = field(default_factory=dict)


@dataclass(slots=True)
class Judged:
    """Rows of `reviews` to add, with the answer each comes from; answers that are there already; problems."""

    reviews: list[dict[str, Any]] = field(default_factory=list)
    origins: list[Answer] = field(default_factory=list)
    already: int = 0
    problems: list[tuple[Answer, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Understood:
    answer: Answer
    figure: Mapping[str, Any]
    decision: str
    changes: tuple[Change, ...]
    reviewer: str
    reason: str | None


def judge(given: Iterable[Answer], standing: Standing, moment: datetime) -> Judged:
    """Judge the answers of one sheet; blank ones are passed by. `moment` is when the decisions are entered (UTC)."""
    judged, understood = Judged(), []
    for answer in given:
        if answer.is_blank:
            continue
        try:
            understood.append(_understood(answer, standing))
        except AnswerError as error:
            judged.problems.append((answer, str(error)))
    for entries in _by_figure(understood).values():
        _judge_figure(entries, standing, moment, judged)
    return judged


def _understood(answer: Answer, standing: Standing) -> _Understood:
    asked = answer["figure_id"].strip()
    figure = standing.figures.get(standing.moved.get(asked, asked))
    if figure is None:
        raise AnswerError("此数据已不在现行文档中。This figure is no longer there; export the sheet anew.")
    if asked in standing.figures and answer["quote"] != figure["quote"]:
        raise AnswerError(f"“原文”应为“{figure['quote']}”。The quote is not that of the figure; export the sheet anew.")
    chosen = tuple(changes(answer))
    reason = answer["reason"].strip() or None
    return _Understood(answer, figure, decision(answer), chosen, reviewer(answer), reason)


def _by_figure(understood: Iterable[_Understood]) -> dict[str, list[_Understood]]:
    groups: dict[str, list[_Understood]] = defaultdict(list)
    for entry in understood:
        groups[entry.figure["figure_id"]].append(entry)
    return groups


def _judge_figure(entries: Sequence[_Understood], standing: Standing, moment: datetime, judged: Judged) -> None:
    """All answers of one figure together: they must not contradict each other."""
    clash = _clash(entries)
    known = [entry for entry in entries if _is_known(entry, standing)]
    own = {
        name for entry in known for change in entry.changes for name in _FOLLOW.get(change.field or "", (change.field,))
    }
    for entry in entries:
        if entry in known:
            judged.already += 1
            continue
        problem = clash or _changed_since(entry, own) or _wrong_total(entry, standing)
        if problem:
            judged.problems.append((entry.answer, problem))
            continue
        for change in entry.changes:
            judged.reviews.append(_review(entry, change, moment))
            judged.origins.append(entry.answer)


def _clash(entries: Sequence[_Understood]) -> str | None:
    """Why the answers of one figure cannot all be meant; the same answer twice is meant once, too."""
    fields = [change.field for entry in entries for change in entry.changes]
    if len(fields) == len(set(fields)) and (len({entry.decision for entry in entries}) == 1):
        return None
    return "同一数据在表中有相互矛盾或重复的决定；每个字段只留一行。One figure has several answers; leave one a field."


def _is_known(entry: _Understood, standing: Standing) -> bool:
    """Whether every change of the answer was entered by this person since the sheet was written."""
    written = standing.runs.get(entry.answer["as_of_run"].strip(), datetime.min)
    told = {
        (review["decision"], review["field"], review["new_value"], review["reviewer"], review["reason"])
        for review in standing.reviews.get(entry.figure["figure_id"], ())
        if review["reviewed_at"] >= written
    }
    said = {(entry.decision, *change, entry.reviewer, entry.reason) for change in entry.changes}
    return said <= told


def _changed_since(entry: _Understood, own: set[str | None]) -> str | None:
    """Which cell does not say what the warehouse says."""
    for column in PRESENT:
        shown, current = entry.answer.cells.get(column), entry.figure[column]
        if shown is not None and column not in own and not is_as_shown(column, shown, current):
            label = catalogue.table("figures").column(column).label_zh
            now = "" if current is None else current
            return (
                f"“{label}”在表中是“{shown}”，库中现为“{now}”：导出后数据有变，或此格被改动。请重新导出；"
                "更正请填“字段”“更正值”。It changed since the sheet was written, or the cell was edited."
            )
    return None


def _wrong_total(entry: _Understood, standing: Standing) -> str | None:
    for change in entry.changes:
        if change.field == "parent_figure_id" and change.new_value is not None:
            total = standing.figures.get(change.new_value)
            if total is None or total["document_id"] != entry.figure["document_id"] or total is entry.figure:
                return "“所属总数”应为同一文档另一条数据的编号。The total is no other figure of the same document."
    return None


def _review(entry: _Understood, change: Change, moment: datetime) -> dict[str, Any]:
    figure = entry.figure
    return {
        "review_id": review_id(figure["figure_id"], entry.decision, change.field, entry.reviewer, moment),
        "figure_id": figure["figure_id"],
        "source_id": figure["source_id"],
        "quote": figure["quote"],
        "sentence": figure["sentence"],
        "decision": entry.decision,
        "field": change.field,
        "new_value": change.new_value,
        "reviewer": entry.reviewer,
        "reviewed_at": moment,
        "reason": entry.reason,
    }
