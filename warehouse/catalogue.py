"""The one declaration of every table, view and column, read from `seeds/dictionary` and checked while reading.

    >>> table("figures").column("value").type
    'DOUBLE'
    >>> table("figures").column("value").label_zh
    '数值'
    >>> [code.label_en for code in codes("decision")]
    ['accept', 'correct', 'reject']

Everything that needs to know a column asks here: the DDL and its comments (`warehouse.schema`), the frames that pass
between stages (`warehouse.frames`), the pandera schemas (`checks.schemas`), the data dictionary
(`warehouse.dictionary`).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cache

from seeds.tables import DICTIONARY, ReferenceTableError, read_reference

_TABLE_COLUMNS = ("table", "kind", "label_en", "label_zh", "description_en", "description_zh")
_CODE_COLUMNS = ("list", "code", "label_en", "label_zh", "description_en", "description_zh")
_COLUMN_COLUMNS = (
    "table",
    "column",
    "type",
    "nullable",
    "key",
    "code_list",
    "minimum",
    "maximum",
    "label_en",
    "label_zh",
    "description_en",
    "description_zh",
    "hxl",
)
_Allowed = dict[str, Collection[str]]
_YES_NO: _Allowed = {"nullable": ("yes", "no"), "key": ("yes", "")}


STATED = (
    "value",
    "value_low",
    "value_high",
    "qualifier",
    "unit",
    "dimension",
    "metric",
    "object",
    "actor",
    "adm1",
    "adm2",
    "adm3",
    "region_code",
    "period_start",
    "period_end",
    "per",
    "aggregation",
)
"""What a figure says; its confidence and its lineage may move without its saying anything else."""


@dataclass(frozen=True, slots=True)
class Code:
    """One value that a coded column may have."""

    code: str
    label_en: str
    label_zh: str
    description_en: str
    description_zh: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column of one table: its DuckDB type, what it may hold, and what it means."""

    name: str
    type: str
    nullable: bool
    key: bool
    code_list: str | None
    minimum: float | None
    maximum: float | None
    label_en: str
    label_zh: str
    description_en: str
    description_zh: str
    hxl: str | None

    @property
    def comment(self) -> str:
        """What COMMENT ON says: English with the Chinese term beside it."""
        return _comment(self.label_en, self.label_zh, self.description_en, self.description_zh)


@dataclass(frozen=True, slots=True)
class Table:
    """One table or view: its meaning and its columns in order."""

    name: str
    kind: str
    label_en: str
    label_zh: str
    description_en: str
    description_zh: str
    columns: tuple[Column, ...]

    @property
    def comment(self) -> str:
        """What COMMENT ON says: English with the Chinese term beside it."""
        return _comment(self.label_en, self.label_zh, self.description_en, self.description_zh)

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that together name a row."""
        return tuple(column.name for column in self.columns if column.key)

    @property
    def names(self) -> tuple[str, ...]:
        """The column names in order."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """The column called `name`; KeyError when there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name} has no column {name}")


def _comment(label_en: str, label_zh: str, description_en: str, description_zh: str) -> str:
    return f"{label_en} ({label_zh}): {description_en} {description_zh}".strip()


def table(name: str) -> Table:
    """The table or view called `name`; KeyError when there is none."""
    return catalogue()[name]


def tables() -> tuple[Table, ...]:
    """The stored tables, in reading order."""
    return tuple(entry for entry in catalogue().values() if entry.kind == "table")


def views() -> tuple[Table, ...]:
    """The derived views, in reading order."""
    return tuple(entry for entry in catalogue().values() if entry.kind == "view")


def codes(code_list: str) -> tuple[Code, ...]:
    """The codes of one list, in order; KeyError when there is no such list."""
    return code_lists()[code_list]


@cache
def code_lists() -> dict[str, tuple[Code, ...]]:
    """All code lists by name."""
    lists: dict[str, list[Code]] = {}
    for row in read_reference("codes.csv", _CODE_COLUMNS, ("list", "code"), {}, ("label_en", "label_zh"), DICTIONARY):
        name = row.pop("list")
        lists.setdefault(name, []).append(Code(**row))
    return {name: tuple(entries) for name, entries in lists.items()}


@cache
def catalogue() -> dict[str, Table]:
    """All tables and views by name, in reading order."""
    kinds: _Allowed = {"kind": [code.code for code in codes("table_kind")]}
    rows = read_reference("tables.csv", _TABLE_COLUMNS, ("table",), kinds, _TABLE_COLUMNS, DICTIONARY)
    columns = _columns_by_table({row["table"] for row in rows})
    entries = {}
    for row in rows:
        name = row.pop("table")
        if name not in columns:
            raise ReferenceTableError(f"dictionary/columns.csv: {name} has no columns")
        entries[name] = Table(name=name, columns=tuple(columns[name]), **row)
    return entries


def _columns_by_table(known: set[str]) -> dict[str, list[Column]]:
    allowed: _Allowed = {**_YES_NO, "table": known, "code_list": {"", *code_lists()}}
    columns: dict[str, list[Column]] = {}
    declared: dict[str, Column] = {}
    for row in read_reference("columns.csv", _COLUMN_COLUMNS, ("table", "column"), allowed, ("nullable",), DICTIONARY):
        column = _column(row, declared)
        declared.setdefault(column.name, column)
        columns.setdefault(row["table"], []).append(column)
    return columns


def _column(row: dict[str, str], declared: dict[str, Column]) -> Column:
    """The column of one line; a line without a type means the column of that name declared first."""
    name, nullable, key = row["column"], row["nullable"] == "yes", row["key"] == "yes"
    if not row["type"]:
        if name not in declared:
            raise ReferenceTableError(f"dictionary/columns.csv: {row['table']}.{name} has no type and none above")
        return replace(declared[name], nullable=nullable, key=key)
    texts = {part: row[part] for part in ("label_en", "label_zh", "description_en", "description_zh")}
    if not all(texts.values()):
        raise ReferenceTableError(f"dictionary/columns.csv: {row['table']}.{name} lacks a label or a description")
    bounds = {part: _number(row, part) for part in ("minimum", "maximum")}
    return Column(
        name,
        row["type"],
        nullable,
        key,
        row["code_list"] or None,
        bounds["minimum"],
        bounds["maximum"],
        hxl=row["hxl"] or None,
        **texts,
    )


def _number(row: dict[str, str], part: str) -> float | None:
    try:
        return float(row[part]) if row[part] else None
    except ValueError:
        where = f"{row['table']}.{row['column']}"
        raise ReferenceTableError(f"dictionary/columns.csv: {where}: {part} {row[part]!r} is no number") from None
