"""Tables as scripts that a page loads from disk, where `fetch` is not allowed.

    data/figures.js      taizhang.receive("figures", {"rows": 108, "chunks": 1, "columns": {"metric": {"kind": "code",
                         "values": [null, "calls"], "labels": [["未述", "not stated"], ["电话", "Calls"]]}, …}})
    data/figures-0.js    taizhang.receive("figures-0", {"metric": [1, 1, …], "quote": ["165名", …], …})

Kinds: `code` (numbers of a list of values sorted for reading, the first stands for "not stated"), `number`, `text`,
`local` (texts that repeat inside a chunk: {"values": […], "at": […]}).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from tasks.site.frames import batches
from tasks.site.wording import plain
from tasks.site.words import label, words

CHUNK = 5000
"""Rows in one file: large enough that few files are opened, small enough that the first rows show at once."""

Labeller = Callable[[Any], Sequence[str]]


@dataclass(frozen=True)
class Field:
    """One column of a table on a page; `labels` says each value in both languages, None where the value says it."""

    kind: str
    labels: Labeller | None = None
    order: Sequence[Any] | None = None


def coded(code_list: str, order: Sequence[str] | None = None) -> Field:
    """A column whose values are codes; sorted as the list has them unless `order` says otherwise."""
    return Field("code", lambda value: label(code_list, value), order)


def script(name: str, content: object) -> str:
    """The file that hands `content` to the page under `name`; no text in it can end the script."""
    written = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    safe = written.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"taizhang.receive({json.dumps(name)},{safe});\n"


def table_scripts(name: str, frame: pl.DataFrame, fields: Mapping[str, Field]) -> Iterator[tuple[str, str]]:
    """The files of one table: (path, text)."""
    coded_frame, columns = _encode(frame, fields)
    chunks = list(batches(coded_frame, CHUNK))
    head = {"rows": frame.height, "chunks": len(chunks), "columns": columns}
    yield f"data/{name}.js", script(name, head)
    for number, part in enumerate(chunks):
        content = {column: _chunk(part[column], field.kind) for column, field in fields.items()}
        yield f"data/{name}-{number}.js", script(f"{name}-{number}", content)


def _encode(frame: pl.DataFrame, fields: Mapping[str, Field]) -> tuple[pl.DataFrame, dict[str, Any]]:
    series, columns = [], {}
    for name, field in fields.items():
        columns[name] = {"kind": field.kind}
        if field.kind == "code":
            values = _values(frame[name], field.order)
            numbers = pl.DataFrame(
                {name: values, "number": range(1, len(values) + 1)}, schema_overrides={name: frame[name].dtype}
            )
            joined = frame.select(name).join(numbers, on=name, how="left", maintain_order="left")
            series.append(joined["number"].fill_null(0).alias(name))
            columns[name] |= _described([None, *values], field.labels)
        else:
            series.append(frame[name])
    return pl.DataFrame(series), columns


def _values(column: pl.Series, order: Sequence[Any] | None) -> list[Any]:
    present = column.drop_nulls().unique().sort().to_list()
    if order is None:
        return list(present)
    known = set(present)
    return [value for value in order if value in known] + [value for value in present if value not in order]


def _described(values: Sequence[Any], labels: Labeller | None) -> dict[str, Any]:
    written = [None if value is None else plain(str(value)) for value in values]
    if labels is None:
        return {"values": written}
    said = [words()["not_stated"], *(labels(value) for value in values[1:])]
    return {"values": written, "labels": [[plain(text) for text in pair] for pair in said]}


def _chunk(column: pl.Series, kind: str) -> object:
    if kind == "local":
        values = column.drop_nulls().unique(maintain_order=True)
        numbers = {value: number for number, value in enumerate(values)}
        at = [numbers.get(value) for value in column]
        return {"values": [plain(value) for value in values], "at": at}
    if kind == "text":
        return [None if value is None else plain(str(value)) for value in column]
    return column.to_list()
