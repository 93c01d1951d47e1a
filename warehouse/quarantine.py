"""A row that is set apart: whole, with the checks it failed and what to do about it.

entry("fetch", "sources", source_id="a.txt", row={"file": "a.txt"}, checks=["fetch.readable"], problem="…")
    ->  a dict in the shape of table `quarantine`, for warehouse.frames.frame("quarantine", [...])
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from warehouse.identity import quarantine_id


def entry(
    stage: str,
    table_name: str,
    row: Mapping[str, object],
    checks: Sequence[str],
    problem: str,
    source_id: str | None = None,
    document_id: str | None = None,
) -> dict[str, object]:
    """One row of `quarantine`; the same fault in the same row has the same id in every run."""
    as_json = json.dumps(row, ensure_ascii=False, sort_keys=True, default=str)
    return entry_of_json(stage, table_name, as_json, checks, problem, source_id, document_id)


def entry_of_json(
    stage: str,
    table_name: str,
    row: str,
    checks: Sequence[str],
    problem: str,
    source_id: str | None = None,
    document_id: str | None = None,
) -> dict[str, object]:
    """The same for a row that is JSON already."""
    return {
        "quarantine_id": quarantine_id(stage, table_name, source_id, row),
        "stage": stage,
        "table_name": table_name,
        "source_id": source_id,
        "document_id": document_id,
        "row": row,
        "checks": list(checks),
        "problem": problem,
    }
