"""Every check by its stable id, as declared in `seeds/dictionary/checks.csv`.

    >>> check("figures.quote").severity
    'error'

severity says what a failure means: `error` quarantines the row, `warn` marks it, `block` stops the publication. The
demands themselves are in `checks.rules` (rows), `checks.across` (rows against each other) and `checks.promises` (the
whole warehouse); ids that end in required, codes, range and key hold the columns to the catalogue (`checks.schemas`).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

import polars as pl

from seeds.tables import DICTIONARY, read_reference
from warehouse.catalogue import codes

ERROR, WARN, BLOCK = "error", "warn", "block"
SAMPLE = 5
"""How many keys of failing rows a result names."""

_COLUMNS = ("name", "table_name", "severity", "title_en", "title_zh", "remedy_en", "remedy_zh")


@dataclass(frozen=True, slots=True)
class Check:
    """One demand, of the rows of one table."""

    name: str
    table_name: str
    severity: str
    title_en: str
    title_zh: str
    remedy_en: str
    remedy_zh: str

    @property
    def problem(self) -> str:
        """What a person is told of a row that failed."""
        return f"Not so: {self.title_en} {self.remedy_en}（不符：{self.title_zh}{self.remedy_zh}）"


class BlockedError(Exception):
    """A check of severity `block` failed: nothing of the run may be published."""

    def __init__(self, failed: list[Check], samples: list[str]) -> None:
        self.failed = failed
        lines = (f"{check.name}: {check.problem}" for check in failed)
        super().__init__("\n".join([*lines, f"For example: {', '.join(samples)}"]))


@cache
def checks() -> tuple[Check, ...]:
    """All checks in the order of the table."""
    severities: dict[str, Collection[str]] = {"severity": [code.code for code in codes("severity")]}
    rows = read_reference("checks.csv", _COLUMNS, ("name",), severities, _COLUMNS, DICTIONARY)
    return tuple(Check(**row) for row in rows)


@cache
def _by_name() -> dict[str, Check]:
    return {entry.name: entry for entry in checks()}


def check(name: str) -> Check:
    """The check called `name`; KeyError when there is none."""
    return _by_name()[name]


def names(table_name: str, *severities: str) -> tuple[str, ...]:
    """The checks of one table, of the severities given."""
    return tuple(c.name for c in checks() if c.table_name == table_name and c.severity in severities)


def refuse_blocked(results: pl.DataFrame) -> None:
    """Raise BlockedError when a check of severity `block` failed in `results` (a frame of `check_results`)."""
    failed = results.filter((pl.col("severity") == BLOCK) & (pl.col("rows_failed") > 0))
    if failed.height:
        samples = [key for keys in failed["sample"] for key in keys]
        raise BlockedError([check(name) for name in failed["name"]], samples)
