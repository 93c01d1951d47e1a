"""The sheets of the Excel workbook: a note, the numbers beside their sentences, answers, dictionary and codes.

    sheets(state, rows_of)  ->  说明, 证据, 指标合计, 地区合计, 4W 表, 矛盾, 覆盖, 隔离, 数据字典, 代码表

`rows_of(table, columns)` hands the rows on. Codes are shown by their Chinese names (指标 社工人数), lists with
semicolons between. Headings are those of the catalogue.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from tasks.publish.tables import WORKBOOK, WorkbookSheet
from tasks.spreadsheet import DAY, EXCEL_ROWS, NUMBER, TEXT, YES_NO, Field, Sheet
from warehouse import catalogue
from warehouse.catalogue import Column
from warehouse.outgoing import State

Rows = Callable[[str, Sequence[str]], Iterable[Sequence[Any]]]

_KINDS = {"INTEGER": NUMBER, "BIGINT": NUMBER, "DOUBLE": NUMBER, "DATE": DAY, "BOOLEAN": YES_NO}
_WIDE = {"sentence": 60, "other_sentence": 60, "quote": 16, "other_quote": 16, "problem": 60, "row": 60}
_WIDE |= {"title": 30, "object": 18, "actor": 24, "publisher": 18, "url": 24, "source_url": 24}

_DICTIONARY = (
    Field("表", TEXT, 12),
    Field("列", TEXT, 14),
    Field("含义", TEXT, 50),
    Field("English", TEXT, 18),
    Field("Meaning", TEXT, 50),
    Field("数据库列", TEXT, 28),
    Field("类型", TEXT, 14),
    Field("代码表", TEXT, 14),
    Field("HXL", TEXT, 24),
)


def sheets(state: State, rows_of: Rows) -> Iterator[Sheet]:
    """Every sheet in order; rows are asked for when the sheet is written."""
    yield Sheet("说明", (Field("项目", TEXT, 16), Field("内容", TEXT, 100)), _notes(state))
    for entry in WORKBOOK:
        yield _sheet(entry, rows_of)
    yield Sheet("数据字典", _DICTIONARY, _dictionary())
    codes = catalogue.table("codes")
    yield Sheet(codes.label_zh, tuple(map(_field, codes.columns)), rows_of("codes", codes.names))


def further_sheets(rows: Mapping[str, int]) -> list[str]:
    """Of the sheets that were written, those that go on where another was full: 证据 2 after 证据."""
    return [name for name in rows if name.rpartition(" ")[0] in rows]


def _notes(state: State) -> Iterator[tuple[str, str]]:
    yield "运行编号", state.run_id
    yield "数据时间", f"{state.made_at:%Y-%m-%d %H:%M:%S} UTC"
    for entry in WORKBOOK:
        table = catalogue.table(entry.table)
        rows = state.rows[entry.table]
        parts = -(-rows // (EXCEL_ROWS - 1))
        more = f"分为 {parts} 张工作表（{table.label_zh} 至 {table.label_zh} {parts}）。" if parts > 1 else ""
        yield table.label_zh, f"{rows} 行。{more}{table.description_zh}"
    yield "空白", "空白表示未报告；0 表示报告为 0。"
    yield "撇号", "单元格内容若会被当作公式、长数字或日期，前面加一个撇号（'）；去掉即为原文。"
    yield "行数上限", "一张工作表容不下的行写入后续工作表（如“证据 2”）。"
    yield "更正", "请勿在本文件中改数；复核用 `python -m flows.review export` 导出的复核表。"


def _sheet(entry: WorkbookSheet, rows_of: Rows) -> Sheet:
    shown = [_shown(column) for column in entry.fields]
    names = [column.name for column in entry.fields]
    rows = (
        [show(value) for show, value in zip(shown, row, strict=True)] for row in rows_of(entry.table, names)
    )  # a generator: the rows of one sheet are never all in memory
    return Sheet(catalogue.table(entry.table).label_zh, tuple(map(_field, entry.fields)), rows)


def _field(column: Column) -> Field:
    kind = _KINDS.get(column.type, TEXT)
    return Field(column.label_zh, kind, _WIDE.get(column.name, 12))


def _shown(column: Column) -> Callable[[Any], Any]:
    """How a value of this column is shown: codes by name, lists and counts by reason in a row."""
    names = {code.code: code.label_zh for code in catalogue.codes(column.code_list)} if column.code_list else {}
    if names:
        return lambda value: names.get(value, value)
    if column.type.startswith("MAP"):
        return _counts
    if column.type.endswith("]"):
        return lambda value: "; ".join(map(str, value)) if value else None
    return lambda value: value


def _counts(value: Mapping[str, int] | None) -> str | None:
    """{'part_of_total': 2} -> 总数的一部分 2."""
    if not value:
        return None
    reasons = {code.code: code.label_zh for code in catalogue.codes("exclusion")}
    return "; ".join(f"{reasons.get(reason, reason)} {count}" for reason, count in sorted(value.items()))


def _dictionary() -> Iterator[tuple[str | None, ...]]:
    """A row for each column of each sheet."""
    for entry in WORKBOOK:
        table = catalogue.table(entry.table)
        for column in entry.fields:
            about = (column.label_zh, column.description_zh, column.label_en, column.description_en)
            yield (table.label_zh, *about, f"{table.name}.{column.name}", column.type, column.code_list, column.hxl)
