"""Reads the tables of language knowledge in `seeds/reference`, and checks them while reading.

A table is a UTF-8 CSV with a header. Blank lines and lines that begin with `#` are notes for its readers.

    >>> read_reference("units.csv", ("unit", "dimension"), key=("unit",))   # doctest: +SKIP
    [{'unit': '名', 'dimension': 'people'}, ...]

The format of every table is described in `seeds/reference/README.md`; a reader who is no programmer can extend
them. A malformed table is refused with its file, line and column.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Collection, Iterable
from functools import cache
from pathlib import Path

REFERENCE = Path(__file__).resolve().parent / "reference"
DICTIONARY = Path(__file__).resolve().parent / "dictionary"


class ReferenceTableError(ValueError):
    """A table of language knowledge is malformed; the message names file, line and column."""


def read_reference(
    name: str,
    columns: tuple[str, ...],
    key: tuple[str, ...] = (),
    codes: dict[str, Collection[str]] | None = None,
    required: tuple[str, ...] = (),
    folder: Path = REFERENCE,
    each: tuple[str, ...] = (),
) -> list[dict[str, str]]:
    """Rows of the table `name` in `folder`, each a dict of stripped strings (blank cells are '').

    `columns` is the exact header; `key` names columns whose values together must not repeat; `codes` lists the
    values allowed in a column; `each` names columns in which each of these must occur; `required` names columns
    that may not be blank (key columns never may).
    Raises ReferenceTableError naming file, line and column.
    """
    path = folder / name
    if not path.is_file():
        raise ReferenceTableError(f"seeds/{folder.name}/{name} is missing; restore it from the repository")
    rows, seen = [], set()
    for line, cells in _data_lines(path):
        if line == 0:
            if tuple(cells) != columns:
                raise ReferenceTableError(f"{name}: the header is {cells}, it must be {list(columns)}")
            continue
        row = _row(name, line, columns, cells)
        _check_codes(name, line, row, codes or {})
        _check_required(name, line, row, (*key, *required))
        identity = tuple(row[column] for column in key)
        if key and identity in seen:
            raise ReferenceTableError(f"{name}, line {line}: {'/'.join(identity)} is already in the table")
        seen.add(identity)
        rows.append(row)
    _check_each(name, rows, codes or {}, each)
    return rows


def _data_lines(path: Path) -> Iterable[tuple[int, list[str]]]:
    """The header as line 0, then the data rows with their line numbers; notes and blank lines left out."""
    header_seen = False
    with path.open(encoding="utf-8", newline="") as handle:
        reader = csv.reader(handle)
        for cells in reader:
            if not any(cell.strip() for cell in cells) or cells[0].startswith("#"):
                continue
            yield (reader.line_num if header_seen else 0), [cell.strip() for cell in cells]
            header_seen = True


def _row(name: str, line: int, columns: tuple[str, ...], cells: list[str]) -> dict[str, str]:
    if len(cells) != len(columns):
        raise ReferenceTableError(f"{name}, line {line}: {len(cells)} cells, {len(columns)} columns in the header")
    return dict(zip(columns, cells, strict=True))


def _check_codes(name: str, line: int, row: dict[str, str], codes: dict[str, Collection[str]]) -> None:
    for column, allowed in codes.items():
        if row[column] not in allowed:
            choices = ", ".join(sorted(allowed))
            raise ReferenceTableError(f"{name}, line {line}, column {column}: {row[column]!r} is none of {choices}")


def _check_each(
    name: str, rows: list[dict[str, str]], codes: dict[str, Collection[str]], columns: tuple[str, ...]
) -> None:
    for column in columns:
        used = {row[column] for row in rows}
        if missing := sorted(set(codes[column]) - used):
            raise ReferenceTableError(f"{name}, column {column}: no line has {', '.join(missing)}")


def _check_required(name: str, line: int, row: dict[str, str], columns: tuple[str, ...]) -> None:
    for column in columns:
        if not row[column]:
            raise ReferenceTableError(f"{name}, line {line}, column {column}: must not be blank")


@cache
def lexicon_version() -> str:
    """A short hash of all tables, so that a changed word re-derives what depends on it."""
    digest = hashlib.sha256()
    for path in sorted(REFERENCE.glob("*.csv")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]
