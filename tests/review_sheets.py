"""Fills in review sheets as people do: in Excel, or in a CSV that Excel in China saved."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

Answers = dict[str, dict[str, Any]]


def fill_workbook(sheet: Path, answers: Answers) -> None:
    """Fill in the answers by quote (the first row that has it), as a person does in Excel."""
    workbook = openpyxl.load_workbook(sheet)
    rows = workbook.worksheets[0]
    heading = {cell.value: cell.column for cell in rows[1]}
    for quote, given in answers.items():
        line = next(row for row in range(2, rows.max_row + 1) if rows.cell(row, heading["原文"]).value == quote)
        for name, value in given.items():
            cell = rows.cell(line, heading[name])
            cell.value = value
            cell.data_type = "n" if isinstance(value, int) else "s"  # text that begins with = is text
    workbook.save(sheet)


def fill_csv(encoding: str) -> Callable[[Path, Answers], None]:
    """The same in a CSV, saved in this encoding."""

    def fill(sheet: Path, answers: Answers) -> None:
        with sheet.open(encoding="utf-8-sig", newline="") as handle:
            rows = list(csv.DictReader(handle))
        for quote, given in answers.items():
            next(row for row in rows if row["原文"] == quote).update(
                {name: str(value) for name, value in given.items()}
            )
        with sheet.open("w", encoding=encoding, newline="") as handle:
            writer = csv.DictWriter(handle, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)

    return fill


WAYS = [
    pytest.param("r.xlsx", fill_workbook, id="xlsx"),
    pytest.param("r.csv", fill_csv("gbk"), id="csv-gbk"),
    pytest.param("r.csv", fill_csv("utf-8-sig"), id="csv-utf8-bom"),
]
