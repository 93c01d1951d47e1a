"""The row that stands for a document which failed before the checks: nothing is dropped without one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tasks.errors import DocumentError
from warehouse.quarantine import entry

READABLE = {"sources": "sources.readable", "snapshots": "snapshots.cleanable", "documents": "documents.extractable"}
"""What each stage demands of the rows it takes in, by table; declared with the other checks."""


def failed_row(error: DocumentError, table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """The row of `quarantine` for a row of `table` whose document failed in `error.stage`."""
    problem = str(error)
    return entry(error.stage, table, row, [READABLE[table]], problem, row.get("source_id"), row.get("document_id"))
