"""Time lines as shapes to draw: a dot for each value, a whisker for what its wording supports.

    timeline([Point(date(2022, 3, 1), 2000, 2000, None, "2000余人次", "…")])
        dot at x of the day, y of 2000; whisker from it up to the edge, with an arrow, since the upper end is open

Values that span more than two orders of magnitude stand on a logarithmic scale, which the chart says.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from tasks.site.wording import number

WIDTH, HEIGHT = 680, 200
LEFT, RIGHT, TOP, BOTTOM = 74, 14, 16, 28
_SPREAD = 100
"""From this ratio of the greatest to the least value on, the scale is logarithmic."""


class Point(NamedTuple):
    """One value at one day with what its wording supports; None is an open end."""

    day: date
    value: float
    low: float | None
    high: float | None
    label: str
    href: str


class Dot(NamedTuple):
    """Where a point is drawn; `bottom` and `top` are the ends of its whisker."""

    x: float
    y: float
    bottom: float
    top: float
    open_top: bool
    open_bottom: bool
    exact: bool
    point: Point


class Tick(NamedTuple):
    """A labelled place on an axis."""

    at: float
    label: str


@dataclass(frozen=True)
class Timeline:
    """A chart ready to be drawn."""

    dots: Sequence[Dot]
    days: Sequence[Tick]
    values: Sequence[Tick]
    logarithmic: bool
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    bottom: int = HEIGHT - BOTTOM


def timeline(points: Sequence[Point], of_months: bool = False) -> Timeline | None:
    """The chart of `points`; None when there is nothing to draw. Of sums of months, the axis names months."""
    if not points:
        return None
    ordered = sorted(points, key=_order)
    reach = [bound for point in ordered for bound in (point.value, point.low, point.high) if bound is not None]
    scale = _Scale(min(reach), max(reach))
    first, last = ordered[0].day, ordered[-1].day
    dots = [_dot(point, _across(point.day, first, last), scale) for point in ordered]
    return Timeline(dots, _days(first, last, of_months), scale.ticks(), scale.logarithmic)


def _order(point: Point) -> tuple[Any, ...]:
    """By day, then value; an open end stands as far out as can be."""
    low = -math.inf if point.low is None else point.low
    high = math.inf if point.high is None else point.high
    return point.day, point.value, low, high, point.label, point.href


class _Scale:
    """Values to heights: linear from 0, or logarithmic where values are far apart; 0 stands on the base line."""

    def __init__(self, least: float, most: float) -> None:
        self.most = most if most > 0 else 1.0
        self.least = max(least, 0.0)
        self.logarithmic = self.most / max(self.least, 1.0) > _SPREAD
        self._low = math.floor(math.log10(max(self.least, 1.0)))
        self._high = max(math.ceil(math.log10(max(self.most, 1.0))), self._low + 1)

    def height(self, value: float) -> float:
        share = value / self.most
        if self.logarithmic:
            share = (math.log10(max(value, 10.0**self._low)) - self._low) / (self._high - self._low)
        return round(HEIGHT - BOTTOM - min(max(share, 0.0), 1.0) * (HEIGHT - BOTTOM - TOP), 1)

    def ticks(self) -> list[Tick]:
        if self.logarithmic:
            step = max((self._high - self._low) // 4, 1)
            values = [10.0**power for power in range(self._low, self._high + 1, step)]
        else:
            values = [0.0, self.most / 2, self.most]
        return [Tick(self.height(value), number(value)) for value in values]


def _across(day: date, first: date, last: date) -> float:
    span = (last - first).days
    share = (day - first).days / span if span else 0.5
    return round(LEFT + 12 + share * (WIDTH - RIGHT - LEFT - 24), 1)


def _days(first: date, last: date, of_months: bool) -> list[Tick]:
    span = last - first
    days = [first] if not span.days else [first, first + span / 2, last] if span.days > 60 else [first, last]
    return [Tick(_across(day, first, last), str(day)[: 7 if of_months else 10]) for day in days]


def _dot(point: Point, x: float, scale: _Scale) -> Dot:
    bottom = scale.height(point.low) if point.low is not None else float(HEIGHT - BOTTOM)
    top = scale.height(point.high) if point.high is not None else float(TOP)
    exact = point.low == point.high == point.value
    return Dot(x, scale.height(point.value), bottom, top, point.high is None, point.low is None, exact, point)
