"""Workbooks that spreadsheets open and keep as they are: written with Chinese headings, read back to plain text.

    write_workbook(path, [Sheet("数据", (Field("数值", NUMBER), Field("原句", TEXT, 60)), rows)], made_at)
    read_table(path)      ->  [["数值", "原句"], ["165", "全市社工165名。"], …]      .xlsx, or .csv as Excel saves it

What is written says the same bytes for the same rows. A sheet of more rows than a spreadsheet holds goes on in a
further one. What comes back may be .xlsx, or a CSV in UTF-8, UTF-16 or GB 18030 with commas, semicolons or tabs.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, count, islice
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import xlsxwriter
from openpyxl.utils.escape import unescape

from tasks.errors import InputError
from warehouse.cells import guarded, unguarded

TEXT, NUMBER, DAY, YES_NO = "text", "number", "day", "yes_no"
EXCEL_ROWS = 1_048_576
"""How many rows a sheet holds, its heading included."""

_LONGEST_CELL = 32_767
_CUT = "…［过长，已截断；全文见数据库 cut short, whole in the warehouse］"
_YES_NO = {True: "是", False: "否"}
_LARGEST_FILE, _LARGEST_UNPACKED = 200_000_000, 2_000_000_000
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
}


class Field(NamedTuple):
    """One column of a sheet: its heading, what its cells are, its width in characters, what a person may choose."""

    heading: str
    kind: str = TEXT
    width: int = 12
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: a name, its columns, and its rows, which are taken one at a time."""

    name: str
    fields: tuple[Field, ...]
    rows: Iterable[Sequence[Any]]


def write_workbook(path: Path, sheets: Iterable[Sheet], made_at: datetime, largest: int = EXCEL_ROWS) -> dict[str, int]:
    """Write the sheets to `path`; how many rows each has, by the name it got. `made_at` is all that is said of when."""
    written: dict[str, int] = {}
    with xlsxwriter.Workbook(str(path), _OPTIONS) as workbook:
        workbook.set_properties({"created": made_at, "title": "台账 taizhang"})
        styles = _styles(workbook)
        for sheet in sheets:
            for name, rows in _parts(sheet, largest - 1):
                written[name] = _write_sheet(workbook.add_worksheet(name), sheet.fields, rows, styles)
    return written


def _parts(sheet: Sheet, largest: int) -> Iterator[tuple[str, Iterator[Sequence[Any]]]]:
    """The sheet, and further ones (数据 2, 数据 3) while there are rows."""
    rows, number = iter(sheet.rows), 1
    yield sheet.name, islice(rows, largest)
    for first in rows:
        number += 1
        yield f"{sheet.name} {number}", chain([first], islice(rows, largest - 1))


def _styles(workbook: Any) -> dict[str, Any]:
    wrapped = {"text_wrap": True, "valign": "top"}
    return {
        "heading": workbook.add_format({"bold": True, "bg_color": "#E8EEF4", "bottom": 1, **wrapped}),
        TEXT: workbook.add_format(wrapped),
        YES_NO: workbook.add_format(wrapped),
        NUMBER: workbook.add_format({"valign": "top"}),
        DAY: workbook.add_format({"num_format": "yyyy-mm-dd", "valign": "top"}),
    }


def _write_sheet(sheet: Any, fields: Sequence[Field], rows: Iterable[Sequence[Any]], styles: dict[str, Any]) -> int:
    for column, field in enumerate(fields):
        sheet.set_column(column, column, field.width)
        sheet.write_string(0, column, field.heading, styles["heading"])
    sheet.freeze_panes(1, 0)
    line = 0
    for line, row in enumerate(rows, start=1):
        for column, (field, value) in enumerate(zip(fields, row, strict=True)):
            _write_cell(sheet, (line, column), value, field.kind, styles)
    sheet.autofilter(0, 0, max(line, 1), len(fields) - 1)
    for column, field in enumerate(fields):
        if field.choices:
            rule = {"validate": "list", "source": list(field.choices), "ignore_blank": True}
            sheet.data_validation(1, column, max(line, 1), column, rule)
    return line


def _write_cell(sheet: Any, place: tuple[int, int], value: Any, kind: str, styles: dict[str, Any]) -> None:
    if value is None or value == "":
        return
    if kind == NUMBER:
        sheet.write_number(*place, value, styles[NUMBER])
    elif kind == DAY:
        sheet.write_datetime(*place, value, styles[DAY])
    elif kind == YES_NO:
        sheet.write_string(*place, _YES_NO[value], styles[TEXT])
    else:
        text = guarded(str(value))
        cut = text if len(text) <= _LONGEST_CELL else text[: _LONGEST_CELL - len(_CUT)] + _CUT
        sheet.write_string(*place, cut, styles[TEXT])


def write_csv(path: Path, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Write a CSV that Excel opens with its Chinese whole (UTF-8 with a byte order mark); how many rows."""
    written = count()
    with path.open("w", encoding="utf-8-sig", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(headings)
        writer.writerows([_csv_cell(value) for value in row] for row, _ in zip(rows, written, strict=False))
    return next(written)


def _csv_cell(value: Any) -> str:
    if isinstance(value, bool):
        return _YES_NO[value]
    return guarded(value) if isinstance(value, str) else _plain(value)


def read_table(path: Path) -> list[list[str]]:
    """The rows of a sheet as text, heading first, marks taken off. Raises InputError when it cannot be read."""
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise InputError(f"{path.name}: it is larger than {_LARGEST_FILE // 1_000_000} MB. Split it.")
        rows = _read_workbook(path) if zipfile.is_zipfile(path) else _read_csv(path)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}. Name a sheet that can be read.") from error
    return [row for row in rows if any(cell.strip() for cell in row)]


def _read_workbook(path: Path) -> list[list[str]]:
    """The first sheet of an .xlsx file; results stand for formulas."""
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(part.file_size for part in archive.infolist()) > _LARGEST_UNPACKED:
                raise InputError(f"{path.name}: unpacked it is larger than 2 GB. Split it.")
        workbook = openpyxl.load_workbook(path, read_only=True, data_only=True)
        try:
            rows = workbook.worksheets[0].iter_rows(values_only=True)
            return [[unguarded(_plain(cell)) for cell in row] for row in rows]
        finally:
            workbook.close()
    except InputError:
        raise
    except Exception as error:  # a damaged workbook fails in many ways
        raise InputError(
            f"{path.name}: it is no workbook that can be read ({error}). Save it again as .xlsx."
        ) from error


def _plain(value: Any) -> str:
    """A cell as text: 165.0 -> 165, a day as 2022-03-31, nothing as blank."""
    if value is None:
        return ""
    if isinstance(value, str):
        return str(unescape(value))
    if isinstance(value, datetime) and (value.hour, value.minute, value.second) == (0, 0, 0):
        return value.date().isoformat()
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def _read_csv(path: Path) -> list[list[str]]:
    data = path.read_bytes()
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise InputError(f"{path.name}: it is an old .xls file. Save it as .xlsx or CSV.")
    if data.startswith(b"PK\x03\x04"):
        raise InputError(f"{path.name}: it is a workbook that is damaged. Save it again as .xlsx.")
    text = _decoded(path, data)
    heading = text.split("\n", 1)[0]
    delimiter = max(",\t;", key=heading.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise InputError(f"{path.name}: it is no CSV that can be read ({error}). Save it again.") from error
    return [[unguarded(cell) for cell in row] for row in rows]


def _decoded(path: Path, data: bytes) -> str:
    """UTF-16 and UTF-8 by their marks, else UTF-8 where it is that, else GB 18030 (as Excel in China saves CSV)."""
    has_mark_of_utf_16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if has_mark_of_utf_16 else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputError(f"{path.name}: it is neither UTF-8, UTF-16 nor GB 18030. Save it as CSV UTF-8 or .xlsx.")
