"""What the workbook says of rows that one sheet does not hold."""

from __future__ import annotations

from datetime import datetime

from tasks.publish.tables import WORKBOOK
from tasks.publish.workbook import further_sheets, sheets
from tasks.spreadsheet import EXCEL_ROWS
from warehouse.outgoing import State


def test_a_sheet_that_goes_on_in_another_is_named() -> None:
    assert further_sheets({"说明": 9, "证据": EXCEL_ROWS - 1, "证据 2": 5, "4W 表": 3}) == ["证据 2"]


def test_the_note_says_over_how_many_sheets_the_rows_go() -> None:
    counts = {entry.table: 3 for entry in WORKBOOK} | {"evidence": EXCEL_ROWS}
    state = State("run-1", datetime(2026, 11, 22), 3, ("1",), counts)
    note = dict(next(iter(sheets(state, lambda table, columns: []))).rows)
    assert note["证据"].startswith(f"{EXCEL_ROWS} 行。分为 2 张工作表（证据 至 证据 2）。")
    assert note["指标合计"].startswith("3 行。")
    assert "张工作表" not in note["指标合计"]
