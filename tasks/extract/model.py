"""What passes between the rules of extraction.

    Context   what is known of the document before it is read (title, publisher, published_on, default region)
    Mention   one numeral of the text, with its value, bounds, unit, and whether it is a figure
    Bound     one attribute of one mention: its value, the span that gave it, the rule that decided

All spans count code points of `documents.text`, start inclusive, end exclusive.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, NamedTuple, TypeVar, cast

NO_SPAN = -1

Made = TypeVar("Made", bound="tuple[Any, ...]")

FIGURE = "figure"
REASONS = (
    "date",
    "time",
    "age",
    "ordinal",
    "identifier",
    "name",
    "idiom",
    "norm",
    "furniture",
    "epidemic",
    "target",
    "measurement",
)
"""Why a numeral is no figure: the reason codes of the annotation guidelines, and two that they describe without
naming: `target` (plans, goals, rules for the future) and `measurement` (weather, magnitudes, page-independent
statistics of the disaster itself)."""

EXACT, MORE_THAN, NEARLY, ABOUT = "exact", "more_than", "nearly", "about"
AT_MOST, AT_LEAST, RANGE, SEVERAL = "at_most", "at_least", "range", "several"
QUALIFIERS = (EXACT, MORE_THAN, NEARLY, ABOUT, AT_MOST, AT_LEAST, RANGE, SEVERAL)


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of a document beside its text; every field may be absent."""

    source_id: str = ""
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published_on: date | None = None
    adm1: str | None = None
    adm2: str | None = None
    adm3: str | None = None


@dataclass(slots=True)
class Mention:
    """One numeral of the text.

    `start`/`end` span the quote (qualifier + number + qualifier + unit) when it is a figure, else at least the
    numeral; `number_start`/`number_end` span the digits and scale words alone. `value` is the number as written
    without its qualifier, scaled (5.7万余 -> 57000); `value_low`/`value_high` the bounds the wording supports,
    None where open. `unit` is as written without scale words. `dimension` is what the unit alone says, None when
    it takes the noun to tell (个, 条, 份). `disposition` is "figure" or one of REASONS; `rule` names what decided.
    `row_label`, `column_label` span the label and header cell of a number that stands in a table, `actor_label` the
    cell of its row that a header (实施单位) says acts.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    value: float
    value_low: float | None
    value_high: float | None
    qualifier: str
    unit: str | None
    dimension: str | None
    disposition: str
    rule: str
    row_label: tuple[int, int] | None = None
    column_label: tuple[int, int] | None = None
    actor_label: tuple[int, int] | None = None


def maker(kind: type[Made]) -> Callable[[tuple[Any, ...]], Made]:
    """Makes a named tuple of a plain one without a Python frame in between: for what a text holds by the thousand."""
    return cast("Callable[[tuple[Any, ...]], Made]", partial(tuple.__new__, kind))


class Bound(NamedTuple):
    """One attribute of one mention: its value, the span that gave it, the rule that decided.

    The span is NO_SPAN twice when the value came from outside the text.
    """

    value: str | None
    start: int = NO_SPAN
    end: int = NO_SPAN
    rule: str = "none"


class Period(NamedTuple):
    """When a figure holds: first and last day, either may be open; the span and rule that said so."""

    first: date | None
    last: date | None
    start: int = NO_SPAN
    end: int = NO_SPAN
    rule: str = "none"


class Place(NamedTuple):
    """Where a figure applies: official names and the GB/T 2260 code of the lowest level; the span and rule."""

    adm1: str | None
    adm2: str | None
    adm3: str | None
    code: str | None
    start: int = NO_SPAN
    end: int = NO_SPAN
    rule: str = "none"
