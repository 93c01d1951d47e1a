"""What a person wrote into a review sheet, cell by cell, as what the warehouse keeps.

    Answer(line=7, figure_id="42a6…", decision="更正", field="数值", new_value="175", reviewer="王芳", …)
    changes(answer)   ->  [Change("value", "175")]
    changes(answer)   ->  [Change("region_code", "330203"), Change("adm1", "浙江省"), …]      地区 is one correction

Codes may be written as codes or by their Chinese or English names, days as 2022-03-31, 2022/3/31 or 2022年3月31日,
regions as code or full name. What cannot be understood raises AnswerError with the way out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from seeds import regions
from tasks.errors import InputError
from warehouse import catalogue

SHEET = catalogue.table("review_sheet")
_NAMES = ("adm1", "adm2", "adm3")
CORRECTABLE = (*(name for name in catalogue.STATED if name not in _NAMES), "parent_figure_id")
"""What a person may correct; the names of a region follow from its code."""
PRESENT = (*CORRECTABLE, *_NAMES)
"""Columns that must say what the warehouse says when the sheet comes back."""

_NEEDED = ("figure_id", "source_id", "quote", "decision", "field", "new_value", "reviewer", "reason")
_REGION = ("region_code", *_NAMES)
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]00:00(?::00)?)?")
_ROUNDED = 1e-5
"""How far a number may be off that a spreadsheet shows as a power of ten: it keeps six digits."""


class AnswerError(ValueError):
    """An answer cannot be used; the message says why and what to do, for the person who gave it."""


class Change(NamedTuple):
    """One field and what it should say; None clears it, and a field of None is no correction."""

    field: str | None
    new_value: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """One row of a sheet that came back: every cell as text, by the name of its column."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    @property
    def is_blank(self) -> bool:
        """Whether nothing was answered."""
        return not any(self[column].strip() for column in ("decision", "field", "new_value"))

    @property
    def sentence(self) -> str:
        """The sentence without the marks around the quote."""
        return self["marked_sentence"].replace(f"【{self['quote']}】", self["quote"], 1)


def answers(rows: Sequence[Sequence[str]], sheet: str) -> list[Answer]:
    """The rows below the headings; columns may stand in any order, others beside them. Raises InputError."""
    known = {name: column.name for column in SHEET.columns for name in (column.label_zh, column.label_en, column.name)}
    names = [known.get(heading.strip()) for heading in rows[0]] if rows else []
    missing = [f"{SHEET.column(name).label_zh} ({name})" for name in _NEEDED if name not in names]
    if missing:
        raise InputError(f"{sheet}: its first row lacks {', '.join(missing)}. Export a sheet and fill that in.")
    found = []
    for line, row in enumerate(rows[1:], start=2):
        cells = {name: cell for name, cell in zip(names, row, strict=False) if name}
        found.append(Answer(line, cells))
    return found


def decision(answer: Answer) -> str:
    """accept, correct or reject. Raises AnswerError."""
    return _code("decision", answer["decision"], "决定")


def changes(answer: Answer) -> list[Change]:
    """What the answer changes: nothing for accept and reject, else one field, of a region all its names."""
    if decision(answer) != "correct":
        if answer["field"].strip() or answer["new_value"].strip():
            raise AnswerError("采纳或驳回时“字段”“更正值”应为空；要改数请选“更正”。Only a correction names a field.")
        return [Change(None, None)]
    field = _field(answer["field"])
    if field == "region_code":
        return _region_changes(answer["new_value"])
    new_value = canonical(field, answer["new_value"])
    if new_value is None and not catalogue.table("figures").column(field).nullable:
        raise AnswerError(f"“{_label(field)}”不能为空。{field} cannot be cleared.")
    return [Change(field, new_value)]


def reviewer(answer: Answer) -> str:
    """Who decided. Raises AnswerError when nobody did."""
    name = answer["reviewer"].strip()
    if not name:
        raise AnswerError("“复核人”为空。Say who decided.")
    return name


def canonical(column: str, text: str) -> str | None:
    """A cell of a column as the warehouse would write it; None for a blank one. Raises AnswerError."""
    declared = catalogue.table("figures").column(column)
    if not text.strip():
        return None
    if declared.code_list:
        return _code(declared.code_list, text, declared.label_zh)
    if declared.type == "DOUBLE":
        return _number(text, declared.label_zh)
    if declared.type == "DATE":
        return _day(text, declared.label_zh)
    return text


def is_as_shown(column: str, cell: str, current: object) -> bool:
    """Whether a cell still says what the warehouse says (`current`), however a spreadsheet has dressed it."""
    try:
        found = canonical(column, cell)
    except AnswerError:
        return False
    if found is None or current is None:
        return found is None and current in (None, "")
    if isinstance(current, float):
        allowed = _ROUNDED if "e" in cell.lower() else 0.0
        return abs(float(found) - current) <= allowed * abs(current)
    return found == str(current) or found.replace("\r\n", "\n") == str(current).replace("\r\n", "\n")


def _field(text: str) -> str:
    columns = catalogue.table("figures")
    by_name = {name: field for field in CORRECTABLE for name in (field, columns.column(field).label_zh)}
    by_name |= {columns.column(field).label_en: field for field in CORRECTABLE}
    field = by_name.get(text.strip())
    if field is None:
        choices = "、".join(_label(name) for name in CORRECTABLE)
        raise AnswerError(f"“字段”是“{text}”，应为：{choices}。The field is none of these.")
    return field


def _label(field: str) -> str:
    return catalogue.table("figures").column(field).label_zh


def _code(code_list: str, text: str, label: str) -> str:
    wanted = text.strip()
    for code in catalogue.codes(code_list):
        if wanted in (code.code, code.label_zh) or wanted.casefold() == code.label_en.casefold():
            return code.code
    choices = "、".join(code.label_zh for code in catalogue.codes(code_list))
    raise AnswerError(f"“{label}”是“{text}”，应为：{choices}。It is none of these.")


def _number(text: str, label: str) -> str:
    try:
        number = float(unicodedata.normalize("NFKC", text).replace(",", "").strip())
    except ValueError:
        raise AnswerError(f"“{label}”是“{text}”，应为数字，如 12000。It is no number.") from None
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)


def _day(text: str, label: str) -> str:
    parts = _DAY.fullmatch(unicodedata.normalize("NFKC", text).strip())
    try:
        return date(*map(int, parts.groups())).isoformat() if parts else _no_day(text, label)
    except ValueError:
        return _no_day(text, label)


def _no_day(text: str, label: str) -> str:
    raise AnswerError(f"“{label}”是“{text}”，应为日期，如 2022-03-31。It is no day.")


def _region_changes(text: str) -> list[Change]:
    wanted = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    if not wanted:
        return [Change(field, None) for field in _REGION]
    code = wanted if regions.region_exists(wanted) else _codes_by_name().get(wanted)
    if code is None:
        raise AnswerError(f"“{text}”不是已知的行政区划代码或全称（如 330203、浙江省宁波市海曙区）。No such region.")
    return [Change(field, value) for field, value in zip(_REGION, (code, *regions.names_of(code)), strict=True)]


@cache
def _codes_by_name() -> dict[str, str]:
    """浙江省宁波市海曙区 -> 330203."""
    codes = regions.region_codes()
    return {"".join(name for name in regions.names_of(code) if name): code for code in sorted(codes, reverse=True)}
