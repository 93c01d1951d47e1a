"""Tables drawn with ruled lines: the grid of the rules, and which glyphs stand in which cell.

─┬─┬─      rules that touch make one grid; it is a table when it has two rows and two columns or more
 │a│b      cells without a rule between them are one cell
─┴─┴─
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, NamedTuple, Protocol, TypeVar

_NEAR = 3.0
_MOST_RULES = 2000
_MOST_CELLS = 5000


class Box(Protocol):
    """What has a place on a page."""

    @property
    def x0(self) -> float: ...  # noqa: D102
    @property
    def y0(self) -> float: ...  # noqa: D102
    @property
    def x1(self) -> float: ...  # noqa: D102
    @property
    def y1(self) -> float: ...  # noqa: D102


_Glyph = TypeVar("_Glyph", bound=Box)


class Rule(NamedTuple):
    """A straight line, across (`y0 == y1` but for its thickness) or down."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def is_across(self) -> bool:
        """Whether it runs from left to right."""
        return self.x1 - self.x0 >= self.y1 - self.y0


@dataclass(slots=True)
class TableRow(Generic[_Glyph]):
    """One row of a table: where it is, and the glyphs of its cells; a cell that another reaches over is empty."""

    x0: float
    y0: float
    x1: float
    y1: float
    cells: list[list[_Glyph]]


def find_tables(glyphs: Sequence[_Glyph], rules: Sequence[Rule]) -> tuple[list[list[TableRow[_Glyph]]], list[_Glyph]]:
    """The ruled tables of a page, and the glyphs that stand in none."""
    tables, outside = [], list(glyphs)
    for grid in _grids(rules[:_MOST_RULES] if len(rules) <= _MOST_RULES else ()):
        inside = [glyph for glyph in outside if grid.holds(glyph)]
        if inside:
            outside = [glyph for glyph in outside if not grid.holds(glyph)]
            tables.append(_filled(grid, inside))
    return tables, outside


@dataclass(slots=True)
class _Grid:
    """The places of the rules of one table, and the rules themselves."""

    xs: list[float]
    ys: list[float]
    across: list[Rule]
    down: list[Rule]

    def holds(self, glyph: Box) -> bool:
        """Whether a glyph stands inside."""
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2
        return self.xs[0] < x < self.xs[-1] and self.ys[0] < y < self.ys[-1]

    def divides_columns(self, column: int, row: int) -> bool:
        """Whether a rule stands between a cell and the one to the right of it."""
        x, y = self.xs[column + 1], (self.ys[row] + self.ys[row + 1]) / 2
        return any(abs(rule.x0 - x) <= _NEAR and rule.y0 - _NEAR <= y <= rule.y1 + _NEAR for rule in self.down)

    def divides_rows(self, column: int, row: int) -> bool:
        """Whether a rule stands between a cell and the one below it."""
        x, y = (self.xs[column] + self.xs[column + 1]) / 2, self.ys[row + 1]
        return any(abs(rule.y0 - y) <= _NEAR and rule.x0 - _NEAR <= x <= rule.x1 + _NEAR for rule in self.across)


def _grids(rules: Sequence[Rule]) -> list[_Grid]:
    """The grids that rules make by touching each other."""
    groups = list(range(len(rules)))

    def leader(number: int) -> int:
        while groups[number] != number:
            groups[number] = groups[groups[number]]
            number = groups[number]
        return number

    order = sorted(range(len(rules)), key=lambda number: rules[number].y0)
    open_rules: list[int] = []
    for number in order:
        rule = rules[number]
        open_rules = [other for other in open_rules if rules[other].y1 + _NEAR >= rule.y0]
        for other in open_rules:
            if rules[other].x0 - _NEAR <= rule.x1 and rule.x0 - _NEAR <= rules[other].x1:
                groups[leader(other)] = leader(number)
        open_rules.append(number)
    members: dict[int, list[Rule]] = {}
    for number in order:
        members.setdefault(leader(number), []).append(rules[number])
    return [grid for group in members.values() if (grid := _grid(group))]


def _grid(rules: list[Rule]) -> _Grid | None:
    across, down = [rule for rule in rules if rule.is_across], [rule for rule in rules if not rule.is_across]
    xs, ys = _places([rule.x0 for rule in down]), _places([rule.y0 for rule in across])
    cells = (len(xs) - 1) * (len(ys) - 1)
    return _Grid(xs, ys, across, down) if len(xs) > 2 and len(ys) > 2 and cells <= _MOST_CELLS else None


def _places(values: list[float]) -> list[float]:
    """The values with those that lie close together taken as one."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _NEAR:
            places.append(value)
    return places


def _filled(grid: _Grid, glyphs: list[_Glyph]) -> list[TableRow[_Glyph]]:
    """The rows of a grid with each glyph in its cell, or in the first of the cells that are one."""
    columns, rows = len(grid.xs) - 1, len(grid.ys) - 1
    table: list[TableRow[_Glyph]] = [
        TableRow(grid.xs[0], y0, grid.xs[-1], y1, [[] for _ in range(columns)]) for y0, y1 in pairwise(grid.ys)
    ]
    first: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(rows):
        for column in range(columns):
            cell = (row, column)
            if column and not grid.divides_columns(column - 1, row):
                cell = first[row, column - 1]
            elif row and not grid.divides_rows(column, row - 1):
                cell = first[row - 1, column]
            first[row, column] = cell
    for glyph in glyphs:
        row = bisect_right(grid.ys, (glyph.y0 + glyph.y1) / 2) - 1
        column = bisect_right(grid.xs, (glyph.x0 + glyph.x1) / 2) - 1
        row, column = first[row, column]
        table[row].cells[column].append(glyph)
    return table
