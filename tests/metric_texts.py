"""Metrics and dimensions of texts whose figures are marked by hand (see marked_texts), units read as in production."""

from __future__ import annotations

from dataclasses import replace

from seeds.tables import read_reference
from tasks.extract.layout import Layout
from tasks.extract.metrics import bind_dimensions, bind_metrics
from tasks.extract.model import Bound, Mention
from tests.marked_texts import marked

_UNITS = read_reference("units.csv", ("unit", "dimension", "kind", "weak", "not_before"))
DIMENSION_OF_UNIT = {row["unit"]: row["dimension"] or None for row in _UNITS}


def read(text: str) -> tuple[Layout, list[Mention]]:
    """The layout of a marked text and its figures, each with the dimension that its unit alone says."""
    layout, mentions = marked(text)
    return layout, [replace(m, dimension=DIMENSION_OF_UNIT.get(m.unit or "")) for m in mentions]


def metrics_of(text: str, objects: dict[int, str] | None = None) -> list[str | None]:
    """The metric of each marked figure; `objects` gives the object of some, by number."""
    layout, mentions = read(text)
    named = [Bound((objects or {}).get(number)) for number in range(len(mentions))]
    return [result.value for result in bind_metrics(layout, mentions, named, nothing(mentions))]


def dimensions_of(text: str) -> list[str | None]:
    """The dimension of each marked figure."""
    layout, mentions = read(text)
    metrics = bind_metrics(layout, mentions, nothing(mentions), nothing(mentions))
    return [result.value for result in bind_dimensions(layout, mentions, nothing(mentions), metrics)]


def nothing(mentions: list[Mention]) -> list[Bound]:
    """No object or actor for any of `mentions`."""
    return [Bound(None)] * len(mentions)
