"""Keeps docs/queries.md true: asks the seeds every question in it, and writes the answers below the SQL.

    python -m flows.queries        reads the seeds into a warehouse of its own and rewrites the answers

A question is a heading, a block of SQL and the table that answers it. A test asks them again and compares.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import duckdb

from flows import ROOT
from flows.command import speak_to_a_person
from flows.ingest import ingest

PAGE = ROOT / "docs" / "queries.md"
_QUESTION = re.compile(r"(?P<asked>```sql\n(?P<sql>.*?)```\n)(?P<answer>(?:\n\|[^\n]*)(?:\n\|[^\n]*)*\n)?", re.DOTALL)


def answered(page: str, ask: Callable[[str], str]) -> str:
    """The page with every answer as `ask` gives it, as lines of a Markdown table."""
    return _QUESTION.sub(lambda found: f"{found['asked']}\n{ask(found['sql'])}\n", page)


def markdown(connection: duckdb.DuckDBPyConnection, sql: str) -> str:
    """The answer to a question as a Markdown table."""
    cursor = connection.execute(sql)
    names = [column[0] for column in cursor.description]
    rows = [names, ["---"] * len(names), *([_cell(value) for value in row] for row in cursor.fetchall())]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _cell(value: object) -> str:
    if value is None:
        return ""
    text = f"{value:,.10g}" if isinstance(value, float) else str(value)
    return text.replace("|", "\\|").replace("\n", " ")


def main() -> int:
    """Rewrite the answers of the page."""
    speak_to_a_person()
    with tempfile.TemporaryDirectory() as folder:
        warehouse = Path(folder) / "seeds.duckdb"
        ingest(documents=str(ROOT / "seeds" / "documents"), warehouse=str(warehouse))
        with duckdb.connect(str(warehouse), read_only=True) as connection:
            page = answered(PAGE.read_text(encoding="utf-8"), lambda sql: markdown(connection, sql))
    PAGE.write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
