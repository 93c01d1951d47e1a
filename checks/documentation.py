"""Writes the pages of `docs/` that say what is declared elsewhere: the data dictionary and the list of checks.

    python -m checks.documentation        writes docs/data-dictionary.md and docs/checks.md

A test holds both to the declarations, so they cannot fall behind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from checks import registry
from warehouse import catalogue

DOCS = Path(__file__).resolve().parent.parent / "docs"
_MADE = "<!-- Made by `python -m checks.documentation` from seeds/dictionary; edit there. -->"


def pages() -> dict[str, str]:
    """The text of each page by its file name."""
    return {"data-dictionary.md": "\n".join(_dictionary()) + "\n", "checks.md": "\n".join(_checks()) + "\n"}


def _dictionary() -> Iterator[str]:
    yield from ("# Data dictionary · 数据字典", "", _MADE, "")
    yield "Every table and view of the warehouse with its columns. A key is marked ●; a column that may be empty ○."
    yield "The same text is in the database: `SELECT comment FROM duckdb_columns() WHERE table_name = 'figures'`."
    for entry in catalogue.catalogue().values():
        yield from ("", f"## `{entry.name}` · {entry.label_zh}", "")
        yield f"{entry.kind.capitalize()}. {entry.description_en}"
        yield from (entry.description_zh, "")
        yield from _table(("column", "", "type", "meaning", "含义", "codes", "HXL"), map(_column, entry.columns))
    yield from ("", "# Code lists · 代码表")
    for name, entries in catalogue.code_lists().items():
        yield from ("", f"## {name}", "")
        cells = ((f"`{c.code}`", c.label_en, c.label_zh, c.description_en, c.description_zh) for c in entries)
        yield from _table(("code", "English", "中文", "meaning", "含义"), cells)


def _column(column: catalogue.Column) -> tuple[str, ...]:
    marks = ("●" if column.key else "") + ("○" if column.nullable else "")
    codes = f"[{column.code_list}](#{column.code_list})" if column.code_list else ""
    english, chinese = f"{column.label_en}: {column.description_en}", f"{column.label_zh}：{column.description_zh}"
    return (
        f"`{column.name}`",
        marks,
        f"`{column.type}`",
        english,
        chinese,
        codes,
        f"`{column.hxl}`" if column.hxl else "",
    )


def _checks() -> Iterator[str]:
    yield from ("# Checks · 检查项", "", _MADE, "")
    yield "What is asked of every row, and of the warehouse before it is published. Results of each run are in"
    yield "`check_results`, rows that failed a check of severity error in `quarantine`, failed warnings of a figure in"
    yield "`figures.warnings`."
    for code in catalogue.codes("severity"):
        yield from ("", f"## {code.code} · {code.label_zh}", "", f"{code.description_en} {code.description_zh}", "")
        chosen = (check for check in registry.checks() if check.severity == code.code)
        cells = ((f"`{c.name}`", c.title_en, c.title_zh, c.remedy_en, c.remedy_zh) for c in chosen)
        yield from _table(("check", "demands", "要求", "when it fails", "未通过时"), cells)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


def main() -> None:
    """Write the pages."""
    for name, text in pages().items():
        (DOCS / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
