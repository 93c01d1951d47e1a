"""Asks the warehouse one question in SQL for each check: of how many rows it is asked, and which of them fail.

answer(connection, Question("figures.unique", "SELECT count(*) …", "SELECT figure_id AS key …"), {"run": "r1"})
->  {"name": "figures.unique", "rows_checked": 108, "rows_failed": 0, "sample": [], "severity": "block"}
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

import duckdb

from checks.registry import SAMPLE, check


class Question(NamedTuple):
    """One check: a count of the rows it is asked of, and the `key` of each that fails; `$name` stands for a value."""

    check: str
    asked: str
    broken: str


def answer(
    connection: duckdb.DuckDBPyConnection, question: Question, values: Mapping[str, object]
) -> dict[str, object]:
    """The row of `check_results`; of `values` a statement takes those that it names. Of no rows none fail."""
    failed = f"SELECT count(*), list(key ORDER BY key)[:{SAMPLE}] FROM ({question.broken})"  # noqa: S608 - our own text
    (rows,) = _ask(connection, question.asked, values)
    return _result(question.check, rows, *(_ask(connection, failed, values) if rows else (0, [])))


def judge(
    connection: duckdb.DuckDBPyConnection, name: str, statement: str, values: Mapping[str, object]
) -> dict[str, object]:
    """The row of `check_results` of a check whose statement gives `key` and `fails` of every row it is asked of."""
    verdict = (
        f"SELECT count(*), count(*) FILTER (fails), (list(key ORDER BY key) FILTER (fails))[:{SAMPLE}] "  # noqa: S608
        f"FROM ({statement})"
    )
    return _result(name, *_ask(connection, verdict, values))


def _result(name: str, rows: object, failed: object, sample: object) -> dict[str, object]:
    return {
        "name": name,
        "severity": check(name).severity,
        "rows_checked": rows,
        "rows_failed": failed,
        "sample": sample or [],
    }


def _ask(connection: duckdb.DuckDBPyConnection, statement: str, values: Mapping[str, object]) -> tuple[object, ...]:
    used = {name: value for name, value in values.items() if re.search(rf"\${name}\b", statement)}
    row = connection.execute(statement, used).fetchone()
    return tuple(row or ())
