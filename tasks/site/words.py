"""The words of the pages in Chinese and English: of the site itself, and of every code and column.

    words()["nav.figures"]                Pair("数据", "Figures")
    words()["metric:volunteers"]          Pair("志愿者人数", "Volunteers")      from codes.csv
    words()["column:value"]               Pair("数值", "value")              from columns.csv

Words of the site are in `seeds/dictionary/site_words.csv`; those of codes and columns are declared where the warehouse
declares them. A key that is declared nowhere raises KeyError, so a page is never built with a word missing.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from seeds.tables import DICTIONARY, read_reference
from warehouse import catalogue

_COLUMNS = ("key", "zh", "en")
_SHOWN_TABLES = (
    "evidence",
    "coverage",
    "facts",
    "documents",
    "snapshots",
    "sources",
    "counted_facts",
    "region_totals",
    "applied_reviews",
)
"""Tables whose column labels pages use; of a column in several, the first says it."""


class Pair(NamedTuple):
    """One thing said in both languages."""

    zh: str
    en: str


@cache
def site_words() -> dict[str, Pair]:
    """The words of the site itself by key."""
    rows = read_reference("site_words.csv", _COLUMNS, ("key",), {}, _COLUMNS, DICTIONARY)
    return {row["key"]: Pair(row["zh"], row["en"]) for row in rows}


@cache
def words() -> dict[str, Pair]:
    """All words by key: `key` of the site, `list:code`, `column:name`."""
    found = dict(site_words())
    for name, entries in catalogue.code_lists().items():
        found |= {f"{name}:{code.code}": Pair(code.label_zh, code.label_en) for code in entries}
    for table in reversed(_SHOWN_TABLES):
        for column in catalogue.table(table).columns:
            found[f"column:{column.name}"] = Pair(column.label_zh, column.label_en)
    return found


def label(code_list: str, code: str | None) -> Pair:
    """The label of a code; the code itself where the list does not know it."""
    if code is None:
        return words()["not_stated"]
    return words().get(f"{code_list}:{code}") or Pair(code, code)
