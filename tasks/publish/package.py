"""The description of a Frictionless Data Package: every resource with its columns, keys, codes and references.

    descriptor(state, sources, "CC-BY-4.0")  ->  the object that datapackage.json holds

Titles and descriptions say both languages, Chinese first. The CSV files lie in `csv/`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from tasks.publish.tables import PUBLISHED, reference
from warehouse import catalogue
from warehouse.catalogue import Column, Table
from warehouse.outgoing import State

FOLDER = "csv"
UNKNOWN_LICENCE = "notspecified"

_TYPES = {
    "VARCHAR": "string",
    "JSON": "object",
    "INTEGER": "integer",
    "BIGINT": "integer",
    "DOUBLE": "number",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP": "datetime",
}
_GUARDED = (
    "文本单元格若会被电子表格当作公式、长数字或日期，前面加一个撇号（'）；去掉即为原文。",
    "A text cell that a spreadsheet would take for a formula, a long number or a day has an apostrophe before it; "
    "without it the text is as it was.",
)


def descriptor(state: State, publishers: Sequence[tuple[str, str | None]], licence: str) -> dict[str, Any]:
    """The package of one state; `publishers` are names with a web address of each, where known."""
    return {
        "profile": "tabular-data-package",
        "name": "taizhang",
        "title": "台账：社会服务报告中的数据 · taizhang: the figures of social-service reports",
        "description": "\n".join(_GUARDED),
        "version": state.run_id,
        "created": state.made_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "licenses": [_licence(licence)],
        "sources": [{"title": name, **({"path": url} if url else {})} for name, url in publishers],
        "resources": [_resource(catalogue.table(name), state.rows[name]) for name in PUBLISHED],
    }


def _licence(name: str) -> dict[str, str]:
    if name == UNKNOWN_LICENCE:
        return {"name": name, "title": "未声明；文本属于其发布者 · not specified; texts belong to their publishers"}
    return {"name": name}


def _resource(table: Table, rows: int) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{FOLDER}/{table.name}.csv",
        "title": f"{table.label_zh} · {table.label_en}",
        "description": f"{table.description_zh}\n{table.description_en}",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "rowCount": rows,
        "schema": _schema(table),
    }


def _schema(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(table, column) for column in table.columns], "missingValues": [""]}
    if table.key and not any(table.column(name).nullable for name in table.key):
        schema["primaryKey"] = list(table.key)
    keys = list(_foreign_keys(table))
    return {**schema, "foreignKeys": keys} if keys else schema


def _field(table: Table, column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES.get(column.type, "object" if column.type.startswith("MAP") else "array"),
        "title": f"{column.label_zh} · {column.label_en}",
        "description": f"{column.description_zh} {column.description_en}",
    }
    if column.hxl:
        field["hxl"] = column.hxl
    constraints = _constraints(table, column)
    return {**field, "constraints": constraints} if constraints else field


def _constraints(table: Table, column: Column) -> dict[str, Any]:
    """What every value must be. Text may be blank though it is there (a sentence that begins with its quote)."""
    constraints: dict[str, Any] = {}
    named = column.key or column.code_list or reference(table.name, column.name)
    if not column.nullable and (named or column.type != "VARCHAR"):
        constraints["required"] = True
    if table.key == (column.name,):
        constraints["unique"] = True
    if column.code_list:
        constraints["enum"] = [code.code for code in catalogue.codes(column.code_list)]
    bounds = {"minimum": column.minimum, "maximum": column.maximum}
    whole = _TYPES.get(column.type) == "integer"
    return constraints | {name: int(at) if whole else at for name, at in bounds.items() if at is not None}


def _foreign_keys(table: Table) -> Iterable[dict[str, Any]]:
    for column in table.columns:
        target = reference(table.name, column.name)
        if target:
            own = "" if target.table == table.name else target.table
            yield {"fields": [column.name], "reference": {"resource": own, "fields": [target.column]}}
