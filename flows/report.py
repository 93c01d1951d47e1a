"""What a run says at its end: a table for a person, artifacts for Prefect's pages.

Reports         5 read, 5 new or changed
Figures       108 in the warehouse: 108 added, 0 changed, 0 removed
Quarantined     0
Checks          2 failed: figures.disagreement (warn, 2 rows), figures.headline (warn, 1 row)
Outcome         complete with warnings
Warehouse       warehouse/taizhang.duckdb
Try             make sql Q="SELECT …"
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from prefect.artifacts import create_markdown_artifact, create_table_artifact

from tasks.load.task import Loaded

_SHOWN = 20
"""How many problems a terminal shows; the table `quarantine` has them all."""

QUERY = "SELECT quote, object, actor, metric, adm2, adm3, period_end FROM figures WHERE metric = 'volunteers'"


@dataclass(frozen=True, slots=True)
class Summary:
    """How a run ended, for people."""

    run_id: str
    warehouse: str
    loaded: Loaded

    def as_text(self) -> str:
        """The table that ends a run on a terminal."""
        lines = [f"{label:<12}  {text}" for label, text in self._lines()]
        return "\n" + "\n".join(lines)

    def as_markdown(self) -> str:
        """The quality report of the run."""
        rows = "\n".join(f"| {label} | {_cell(text)} |" for label, text in self._lines())
        return f"# Run {self.run_id}\n\n| | |\n|---|---|\n{rows}\n"

    def _lines(self) -> Iterator[tuple[str, str]]:
        rows, changes = self.loaded.rows, self.loaded.changes
        documents, figures = changes["document_versions"], changes["figures"]
        yield "Reports", f"{rows['documents']} read: {documents.added} new, {documents.changed} changed"
        yield (
            "Figures",
            (f"{rows['figures']} read: {figures.added} added, {figures.changed} changed, {figures.removed} removed"),
        )
        yield "Numerals", f"{rows['numerals']} accounted for"
        yield "Quarantined", str(rows["quarantine"])
        for problem in self.loaded.quarantined[:_SHOWN]:
            yield "", problem
        yield "Checks", self._checks()
        yield "Outcome", self.loaded.outcome.replace("_", " ")
        yield "Warehouse", self.warehouse
        yield "Try", f'make sql Q="{QUERY}"'

    def _checks(self) -> str:
        failed = self.loaded.failed_checks
        if not failed:
            return "none failed"
        names = (f"{check['name']} ({check['severity']}, {check['rows_failed']} rows)" for check in failed)
        return f"{len(failed)} failed: {', '.join(names)}"


def publish_artifacts(summary: Summary) -> None:
    """Leave the quality report and the table of failed checks on Prefect's pages."""
    key = f"ingest-{Path(summary.warehouse).stem}".lower()
    key = "".join(char if char.isascii() and char.isalnum() else "-" for char in key)
    create_markdown_artifact(summary.as_markdown(), key=f"{key}-quality", description="Quality report of the last run")
    table = [{name: str(value) for name, value in check.items()} for check in summary.loaded.failed_checks]
    create_table_artifact(table or [{"name": "none failed"}], key=f"{key}-checks", description="Checks that failed")


def _cell(text: str) -> str:
    """Text that stays inside its cell of a Markdown table."""
    return text.replace("|", "\\|").replace("\n", " ").replace("<", "&lt;")
