"""Text that a spreadsheet would take for something else is written with an apostrophe before it, and read without.

    =HYPERLINK("http://…")     '=HYPERLINK("http://…")      a formula would be worked out
    12345678901234567890       '12345678901234567890        a long id would lose digits
    '=1+1                      ''=1+1                       so that reading restores every text exactly

Spreadsheets run cells that begin with = + - @, with or without white space before them, also in full width; of cells
that look like long numbers, powers of ten or days they keep only what they take them for. Numbers, days and truth
values are cells of their own type and need no mark. Python and DuckDB do the same.
"""

from __future__ import annotations

import re

_TAKEN_FOR_A_FORMULA = r"[ \t\r\n\x{{a0}}\x{{3000}}]*[=+\-@\x{{ff1d}}\x{{ff0b}}\x{{ff0d}}\x{{ff20}}]|[\t\r\n]"
_TAKEN_FOR_A_NUMBER = r"(?:\d+[eE][+-]?\d+|0\d+|\d{{12,}}|\d{{1,4}}[-/]\d{{1,2}}(?:[-/]\d{{1,4}})?){end}"
_TAKEN = f"(?:{_TAKEN_FOR_A_FORMULA}|{_TAKEN_FOR_A_NUMBER})"

_IN_SQL = f"^'*{_TAKEN}".format(end=r"\z").replace(r"\d", "[0-9]")
_IN_PYTHON = re.sub(r"\\x\{(\w+)\}", lambda m: f"\\u{m[1]:>04}", _TAKEN.format(end=r"\Z").replace(r"\d", "[0-9]"))
_TO_GUARD = re.compile(f"'*{_IN_PYTHON}")
_GUARDED = re.compile(f"'+{_IN_PYTHON}")


def guarded(text: str) -> str:
    """`text` as it is written into a spreadsheet's text cell."""
    return f"'{text}" if _TO_GUARD.match(text) else text


def unguarded(text: str) -> str:
    """The text that was written as `text`: the inverse of `guarded`."""
    return text[1:] if _GUARDED.match(text) else text


def guarded_in_sql(expression: str) -> str:
    """The SQL expression that is `guarded` of a VARCHAR expression; NULL stays NULL."""
    pattern = _IN_SQL.replace("'", "''")
    return f"CASE WHEN regexp_matches({expression}, '{pattern}') THEN '''' || {expression} ELSE {expression} END"
