"""From one document to its figures and numerals: the rules in their order, and what each of them decided.

    in   text "截至3月底，全市75家社会组织投入防疫物资5.7万余件。", its blocks, what is known of the document
    out  figures   [{"quote": "75家", "value": 75.0, "metric": "social_organizations", "metric_rule": …}, …]
         numerals  [{"quote": "3", "disposition": "date", …}, {"quote": "75家", "disposition": "figure", …}, …]

Each attribute comes from one room's rules (`numbers`, `places`, `periods`, …); here they are only brought together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from seeds.tables import lexicon_version
from tasks.clean.blocks import PARAGRAPH, Block
from tasks.extract.actors import bind_actors
from tasks.extract.aggregations import bind_aggregations
from tasks.extract.confidence import confidence
from tasks.extract.layout import Layout, lay_out
from tasks.extract.mentions import find_mentions
from tasks.extract.metrics import bind_dimensions, bind_metrics
from tasks.extract.model import FIGURE, NO_SPAN, Bound, Context, Mention, Period, Place
from tasks.extract.objects import bind_objects
from tasks.extract.parents import bind_parents
from tasks.extract.periods import bind_periods
from tasks.extract.places import bind_places
from tasks.extract.rates import bind_rates
from warehouse.identity import figure_id

RULES_VERSION = "1"
"""Moves when a rule of this package changes what is extracted; words that change are in `lexicon_version`."""

_KEPT_IN_FURNITURE = ("date", "time", "identifier", "name")
_EVIDENCE_COLUMNS = tuple(
    f"{name}_{part}"
    for name in ("metric", "object", "actor", "place", "period", "per")
    for part in ("rule", "span_start", "span_end")
)


def extractor_version() -> str:
    """The version of rules and words together, as recorded with every figure."""
    return f"{RULES_VERSION}+{lexicon_version()}"


@dataclass(frozen=True, slots=True)
class Document:
    """What extraction needs of one cleaned document; `removed` are the pieces of furniture left out of it."""

    document_id: str
    text: str
    blocks: Sequence[Block]
    context: Context
    removed: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """The rows that one document gives to the tables `figures` and `numerals`."""

    figures: list[dict[str, Any]]
    numerals: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class _Attributes:
    """What the rules bound to each figure; lists parallel to the figures."""

    places: Sequence[Place]
    periods: Sequence[Period]
    objects: Sequence[Bound]
    actors: Sequence[Bound]
    metrics: Sequence[Bound]
    dimensions: Sequence[Bound]
    rates: Sequence[Bound]
    aggregations: Sequence[Bound]
    parents: Sequence[int | None]


def extract(document: Document) -> Extraction:
    """All figures and numerals of one document, in text order."""
    layout = lay_out(document.text, document.blocks)
    mentions = find_mentions(layout, document.context)
    figures = [mention for mention in mentions if mention.disposition == FIGURE]
    bound = _bind(layout, document.context, figures)
    ids = [figure_id(document.document_id, mention.start, mention.end) for mention in figures]
    version = extractor_version()
    rows = [_figure_row(document, layout, figures, bound, ids, version, number) for number in range(len(figures))]
    numerals = [*_numerals_of_text(document, mentions, ids), *_numerals_of_furniture(document)]
    for ordinal, numeral in enumerate(numerals):
        numeral["document_id"] = document.document_id
        numeral["source_id"] = document.context.source_id
        numeral["ordinal"] = ordinal
        numeral["extractor_version"] = version
    return Extraction(rows, numerals)


def _bind(layout: Layout, context: Context, figures: Sequence[Mention]) -> _Attributes:
    """Run the rules in the order in which they need each other."""
    places = bind_places(layout, context, figures)
    periods = bind_periods(layout, context, figures)
    objects = bind_objects(layout, figures)
    actors = bind_actors(layout, context, figures, objects)
    metrics = bind_metrics(layout, figures, objects, actors)
    dimensions = bind_dimensions(layout, figures, objects, metrics)
    rates = bind_rates(layout, figures)
    aggregations = bind_aggregations(layout, figures, rates, periods)
    parents = bind_parents(layout, figures, objects, aggregations)
    return _Attributes(places, periods, objects, actors, metrics, dimensions, rates, aggregations, parents)


def _figure_row(
    document: Document,
    layout: Layout,
    figures: Sequence[Mention],
    bound: _Attributes,
    ids: Sequence[str],
    version: str,
    number: int,
) -> dict[str, Any]:
    mention, metric, place, period = figures[number], bound.metrics[number], bound.places[number], bound.periods[number]
    sentence = layout.sentence_at(mention.start)
    parent = bound.parents[number]
    return {
        "figure_id": ids[number],
        "document_id": document.document_id,
        "source_id": document.context.source_id,
        "section": layout.section(mention.start),
        "sentence": layout.text[sentence.start : sentence.end],
        "sentence_start": sentence.start,
        "char_start": mention.start,
        "char_end": mention.end,
        "quote": layout.text[mention.start : mention.end],
        "value": mention.value,
        "value_low": mention.value_low,
        "value_high": mention.value_high,
        "qualifier": mention.qualifier,
        "unit": mention.unit,
        "adm1": place.adm1,
        "adm2": place.adm2,
        "adm3": place.adm3,
        "region_code": place.code,
        "period_start": period.first,
        "period_end": period.last,
        "parent_figure_id": None if parent is None else ids[parent],
        **_bound_values(bound, number),
        **_evidence(bound, number),
        "confidence": confidence(
            {"value": mention.rule, "metric": metric.rule, "place": place.rule, "period": period.rule}
        ),
        "extractor_version": version,
    }


def _bound_values(bound: _Attributes, number: int) -> dict[str, str | None]:
    return {
        "dimension": bound.dimensions[number].value,
        "metric": bound.metrics[number].value,
        "object": bound.objects[number].value,
        "actor": bound.actors[number].value,
        "per": bound.rates[number].value,
        "aggregation": bound.aggregations[number].value,
    }


def _evidence(bound: _Attributes, number: int) -> dict[str, str | int | None]:
    """For each explained attribute its rule and span, None where the span lies outside the text."""
    values: list[str | int | None] = []
    explained = (bound.metrics, bound.objects, bound.actors, bound.places, bound.periods, bound.rates)
    for decisions in explained:
        start, end, rule = decisions[number][-3:]
        values += (rule, None, None) if start == NO_SPAN else (rule, start, end)
    return dict(zip(_EVIDENCE_COLUMNS, values, strict=True))


def _numerals_of_text(document: Document, mentions: Sequence[Mention], ids: Sequence[str]) -> Iterator[dict[str, Any]]:
    next_id = iter(ids)
    for mention in mentions:
        is_figure = mention.disposition == FIGURE
        yield {
            "part": "text",
            "char_start": mention.start,
            "char_end": mention.end,
            "quote": document.text[mention.start : mention.end],
            "disposition": mention.disposition,
            "rule": mention.rule,
            "figure_id": next(next_id) if is_figure else None,
        }


def _numerals_of_furniture(document: Document) -> Iterator[dict[str, Any]]:
    """Numerals in what cleaning left out: they have no place in the text, and are never figures."""
    for piece in document.removed:
        layout = lay_out(piece, [Block(PARAGRAPH, 0, 0, len(piece))])
        for mention in find_mentions(layout, Context()):
            known = mention.disposition in _KEPT_IN_FURNITURE
            yield {
                "part": "furniture",
                "quote": piece[mention.start : mention.end],
                "disposition": mention.disposition if known else "furniture",
                "rule": mention.rule if known else "removed_text",
            }


def context_of(row: dict[str, Any]) -> Context:
    """What a row of `documents`, joined with its source, tells the rules beside the text."""
    published = row.get("published_on")
    return Context(
        source_id=row["source_id"],
        title=row.get("title"),
        publisher=row.get("publisher"),
        author=row.get("author"),
        published_on=published if isinstance(published, date) else None,
        adm1=row.get("adm1"),
        adm2=row.get("adm2"),
        adm3=row.get("adm3"),
    )
