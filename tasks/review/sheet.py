"""The sheet that goes out to a person: headings, cells as a person reads them, what may be chosen.

    write_sheet(path, rows)                    .xlsx with lists to choose from, or .csv that Excel opens
    write_problems(path, [(answer, "…")])      the rows that could not be used, each with its problem, to be mended

Both have the columns of the view `review_sheet`, under their Chinese names; codes are shown by theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from tasks.errors import InputError
from tasks.review.answers import CORRECTABLE, SHEET, Answer
from tasks.spreadsheet import DAY, NUMBER, TEXT, YES_NO, Field, Sheet, write_csv, write_workbook
from warehouse import catalogue
from warehouse.catalogue import Column

_KINDS = {"DOUBLE": NUMBER, "DATE": DAY, "BOOLEAN": YES_NO}
_WIDTHS = {"marked_sentence": 60, "title": 24, "object": 16, "actor": 20, "new_value": 16, "reason": 24}
_HOW = (
    ("决定", "每行选 采纳、更正 或 驳回；留空即未复核。Accept, correct or reject; blank: not reviewed."),
    ("更正", "选“字段”并填“更正值”；一行改一个字段，改多个字段请复制该行。One field a row; copy the row for another."),
    ("更正值", "代码填中文名或代码；日期如 2022-03-31；地区填代码或全称；留空即清空该字段。Blank clears the field."),
    ("复核人", "必填。Say who decided."),
    ("其他列", "请勿改动：导入时据此核对数据未变。Leave the other columns: they show whether the figure changed."),
    ("导入", "python -m flows.review import 本文件"),
)


def write_sheet(path: Path, rows: Iterable[Sequence[Any]], made_at: datetime) -> int:
    """Write the rows of `review_sheet` as .xlsx or .csv, by the name of the file; how many rows."""
    shown = _shown(rows)
    if path.suffix.lower() == ".csv":
        return write_csv(path, [column.label_zh for column in SHEET.columns], shown)
    if path.suffix.lower() != ".xlsx":
        raise InputError(f"{path}: name it .xlsx or .csv.")
    how = Sheet("填写说明", (Field("列", TEXT, 12), Field("怎样填", TEXT, 90)), _HOW)
    sheets = [Sheet(SHEET.label_zh, tuple(map(_field, SHEET.columns)), shown), how]
    written = write_workbook(path, sheets, made_at)
    return sum(count for name, count in written.items() if name != how.name)


def write_problems(path: Path, problems: Iterable[tuple[Answer, str]]) -> int:
    """Write rows that could not be used as a sheet that can be mended and given again, with what is wrong."""
    problem = catalogue.table("quarantine").column("problem")
    headings = [problem.label_zh, *(column.label_zh for column in SHEET.columns)]
    rows = ([why, *(answer[column.name] for column in SHEET.columns)] for answer, why in problems)
    return write_csv(path, headings, rows)


def _field(column: Column) -> Field:
    return Field(column.label_zh, _KINDS.get(column.type, TEXT), _WIDTHS.get(column.name, 10), _choices(column.name))


def _choices(name: str) -> tuple[str, ...]:
    if name == "decision":
        return tuple(code.label_zh for code in catalogue.codes("decision"))
    if name == "field":
        return tuple(catalogue.table("figures").column(field).label_zh for field in CORRECTABLE)
    return ()


def _shown(rows: Iterable[Sequence[Any]]) -> Iterator[list[Any]]:
    """Codes by their Chinese names, lists with semicolons between."""
    lists = [column.code_list for column in SHEET.columns]
    names = [{code.code: code.label_zh for code in catalogue.codes(given)} if given else {} for given in lists]
    for row in rows:
        yield [
            "; ".join(value) if isinstance(value, list) else labels.get(value, value) if labels else value
            for labels, value in zip(names, row, strict=True)
        ]
