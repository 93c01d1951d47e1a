"""What a run says at its end: a table for a person, artifacts for Prefect's pages.

Reports         5 read: 5 new, 0 changed
New             5 documents, 1 of them without a figure
Figures         108 read: 108 added, 0 changed, 0 removed
Quarantined     0
Checks          2 failed: figures.disagreement (warn, 2 rows), figures.headline (warn, 1 rows)
Outcome         complete with warnings
Warehouse       warehouse/taizhang.duckdb
Try             make sql Q="SELECT …"
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.settings import PREFECT_UI_URL

from checks.registry import check
from tasks.load.task import Loaded
from warehouse.locations import locate
from warehouse.publication import reading

_SHOWN = 20
"""How many problems a terminal shows; the table `quarantine` has them all."""
_LISTED = 100
"""How many sources the pages of a run list, those with a problem first."""

QUERY = "SELECT quote, object, actor, metric, adm2, adm3, period_end FROM figures WHERE metric = 'volunteers'"

_SOURCES = """WITH troubled AS (
    SELECT source_id, string_agg(problem, ' ' ORDER BY problem) AS problem FROM quarantine GROUP BY source_id
), counted AS (
    SELECT source_id, count(*) AS figures FROM figures GROUP BY source_id
)
SELECT s.source_id, coalesce(d.title, s.title) AS title, coalesce(d.publisher, s.publisher) AS publisher,
    coalesce(s.url, s.location) AS location, coalesce(c.figures, 0) AS figures, t.problem
FROM sources s LEFT JOIN documents d USING (source_id) LEFT JOIN counted c USING (source_id)
LEFT JOIN troubled t USING (source_id)
WHERE t.problem IS NOT NULL OR d.run_id = ?
ORDER BY t.problem IS NULL, s.source_id LIMIT ?"""

log = logging.getLogger("taizhang")


class Ending(Protocol):
    """How a run ended that did what it was asked to."""

    @property
    def outcome(self) -> str:
        """Its code in `run_outcome`."""

    def as_text(self) -> str:
        """What a terminal shows at the end."""

    def in_a_line(self) -> str:
        """The run in one line, for states and notifications."""

    def as_markdown(self) -> str:
        """The page of the run."""

    def details(self) -> dict[str, Any]:
        """What a program that is notified may want to know."""


@dataclass(frozen=True, slots=True)
class Summary:
    """How a run that published ended, for people."""

    run_id: str
    warehouse: str
    loaded: Loaded
    flow: str = "ingest"

    @property
    def outcome(self) -> str:
        """Its code in `run_outcome`."""
        return self.loaded.outcome

    def as_text(self) -> str:
        """The table that ends a run on a terminal."""
        lines = [f"{label:<12}  {text}" for label, text in self._lines()]
        return "\n" + "\n".join(lines)

    def in_a_line(self) -> str:
        """The run in one line, for states and notifications."""
        lines = dict(self._lines())
        return "; ".join(f"{name.lower()}: {lines[name]}" for name in ("Reports", "New", "Quarantined", "Checks"))

    def as_markdown(self) -> str:
        """The summary of the run, with links to its failed checks and its sources."""
        rows = "\n".join(f"| {label} | {_cell(text)} |" for label, text in self._lines())
        parts = [f"# {self.flow} {self.run_id}", f"| | |\n|---|---|\n{rows}", *self._sections()]
        return "\n\n".join(parts) + "\n"

    def details(self) -> dict[str, Any]:
        """What a program that is notified may want to know."""
        return {
            "warehouse": self.warehouse,
            "counts": dict(self.loaded.rows),
            "new_documents": self.loaded.new_documents,
            "failed_checks": [str(failed["name"]) for failed in self.loaded.failed_checks],
            "quarantined": len(self.loaded.quarantined),
        }

    def _lines(self) -> Iterator[tuple[str, str]]:
        rows, changes = self.loaded.rows, self.loaded.changes
        documents, figures = changes["document_versions"], changes["figures"]
        yield "Reports", f"{rows['documents']} read: {documents.added} new, {documents.changed} changed"
        yield "New", self._news()
        yield (
            "Figures",
            (f"{rows['figures']} read: {figures.added} added, {figures.changed} changed, {figures.removed} removed"),
        )
        yield "Numerals", f"{rows['numerals']} accounted for"
        yield "Quarantined", str(rows["quarantine"])
        for problem in self.loaded.quarantined[:_SHOWN]:
            yield "", problem
        yield "Checks", checks_in_words(self.loaded.failed_checks)
        yield "Outcome", self.loaded.outcome.replace("_", " ")
        yield "Warehouse", _from_here(self.warehouse)
        yield "Try", f'make sql Q="{QUERY}"'

    def _news(self) -> str:
        """No new documents is something else than documents without figures, and both than no document at all."""
        new, without = self.loaded.new_documents, self.loaded.new_without_figures
        if not self.loaded.rows["documents"]:
            return "not one report could be read"
        if not new:
            return "no new documents: what was read is known already"
        return f"{new} documents, {without or 'none'} of them without a figure"

    def _sections(self) -> Iterator[str]:
        key = artifact_key(self.flow, self.warehouse)
        yield f"## {_link('Failed checks', _page(f'{key}-checks'))}"
        yield check_lines(self.loaded.failed_checks)
        yield f"## {_link('Sources', _page(f'{key}-sources'))}"
        yield f"The {_LISTED} sources with a problem or of this run are in that table."


@dataclass(frozen=True, slots=True)
class Failure:
    """How a run that published nothing ended, for people."""

    run_id: str
    warehouse: str
    flow: str
    outcome: str
    said: str

    def as_markdown(self) -> str:
        """Why nothing was published."""
        return (
            f"# {self.flow} {self.run_id}: {self.outcome}\n\n{_cell(self.said)}\n\n"
            f"The published state of {_cell(self.warehouse)} stays as it was.\n"
        )


def checks_in_words(failed: Sequence[Mapping[str, Any]]) -> str:
    """Which checks failed, in one line."""
    if not failed:
        return "none failed"
    names = (f"{check['name']} ({check['severity']}, {check['rows_failed']} rows)" for check in failed)
    return f"{len(failed)} failed: {', '.join(names)}"


def publish_artifacts(flow: str, warehouse: str, run: Ending | Failure) -> None:
    """Leave what a run says on Prefect's pages. It is published already: a server that is gone must not fail it."""
    try:
        key = artifact_key(flow, warehouse)
        create_markdown_artifact(run.as_markdown(), key=f"{key}-summary", description="Summary of the last run")
        if isinstance(run, Summary):
            _tables(run, key)
    except Exception as error:
        log.warning("The run's pages could not be written to Prefect (%s).", type(error).__name__)


def _tables(summary: Summary, key: str) -> None:
    checks = [_check_row(failed) for failed in summary.loaded.failed_checks]
    create_table_artifact(checks or [{"check": "none failed"}], key=f"{key}-checks", description="Checks that failed")
    sources = sources_of(summary)
    create_table_artifact(sources or [{"source": "none"}], key=f"{key}-sources", description="Sources of the run")


def sources_of(summary: Summary) -> list[dict[str, str]]:
    """The sources that have a problem, then those with a new document: at most 100, with links."""
    with reading(locate(summary.warehouse)) as connection:
        cursor = connection.execute(_SOURCES, [summary.run_id, _LISTED])
        names = [column[0] for column in cursor.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return [_source_row(row) for row in rows]


def _source_row(row: Mapping[str, Any]) -> dict[str, str]:
    title = str(row["title"] or row["source_id"])
    return {
        "source": str(row["source_id"]),
        "report": _link(title, str(row["location"])),
        "publisher": _cell(str(row["publisher"] or "")),
        "figures": str(row["figures"]),
        "problem": _cell(str(row["problem"] or "")),
    }


def _check_row(failed: Mapping[str, Any]) -> dict[str, str]:
    declared = check(str(failed["name"]))
    return {
        "check": declared.name,
        "severity": declared.severity,
        "rows checked": str(failed["rows_checked"]),
        "rows failed": str(failed["rows_failed"]),
        "for example": _cell(", ".join(map(str, failed["sample"]))),
        "demands": f"{declared.title_en} {declared.title_zh}",
        "what to do": f"{declared.remedy_en} {declared.remedy_zh}",
    }


def check_lines(failed: Sequence[Mapping[str, Any]]) -> str:
    """A Markdown list of failed checks, each with what to do."""
    return "\n".join(map(_check_line, failed)) or "None."


def _check_line(failed: Mapping[str, Any]) -> str:
    declared = check(str(failed["name"]))
    return f"- **{declared.name}** ({failed['rows_failed']} rows): {declared.title_en} {declared.remedy_en}"


def _from_here(warehouse: str) -> str:
    """A file below the current folder as a person would write it."""
    here = f"{Path.cwd()}/"
    return warehouse.removeprefix(here)


def artifact_key(flow: str, warehouse: str) -> str:
    """The first part of the keys of a run's artifacts: its flow and its warehouse."""
    name = re.sub(r"^.*/|\.[a-z]+$", "", warehouse.lower())
    return re.sub(r"[^a-z0-9]+", "-", f"{flow}-{name}").strip("-")


def _page(key: str) -> str:
    """Where Prefect shows an artifact."""
    return f"{PREFECT_UI_URL.value() or ''}/artifacts/key/{key}"


def _link(text: str, address: str) -> str:
    """A Markdown link where the address is one of the web or of Prefect's pages, else the text."""
    if not address.startswith(("http://", "https://", "/artifacts/")):
        return _cell(text)
    label = re.sub(r"([\[\]])", r"\\\1", _cell(text))
    return f"[{label}]({quote(address, safe=':/?&=%#~+,;@!$-._')})"


def _cell(text: str) -> str:
    """Text that stays inside its cell of a Markdown table and is no markup."""
    for sign, shown in (("&", "&amp;"), ("<", "&lt;"), ("|", "\\|"), ("`", "\\`"), ("\n", " ")):
        text = text.replace(sign, shown)
    return text
