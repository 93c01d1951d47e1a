"""The three tables that a reader filters, sorts and searches: figures, documents, organisations.

Each is a `View`: the frame, how each column travels (`tasks.site.data`), and what the page shows of it: the columns
in order, the facets, the columns that the search looks into.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from tasks.site.data import Field, coded
from tasks.site.frames import Answers
from tasks.site.words import words
from warehouse import catalogue

BANDS = ((0.95, "very_high"), (0.8, "high"), (0.5, "middle"), (0.0, "low"))
COUNTINGS = ("counted", "repeat", *(code.code for code in catalogue.codes("exclusion")))
REVIEWS = ("accept", "correct", "none")


@dataclass(frozen=True)
class View:
    """A table as a page shows it; `columns` are (renderer, column), `facets` and `search` name columns."""

    name: str
    frame: pl.DataFrame
    fields: Mapping[str, Field]
    columns: Sequence[tuple[str, str]]
    facets: Sequence[str]
    search: Sequence[str]
    sentence: bool = False

    def specification(self) -> dict[str, Any]:
        """What the page's script needs to know."""
        keys = {*self.fields, *(column for _, column in self.columns)}
        return {
            "name": self.name,
            "columns": [{"show": show, "name": name} for show, name in self.columns],
            "facets": list(self.facets),
            "search": list(self.search),
            "sentence": self.sentence,
            "labels": {name: words()[f"column:{name}"] for name in sorted(keys) if f"column:{name}" in words()},
        }


def figures_view(answers: Answers) -> View:
    """Every figure after review, with its sentence."""
    figures = answers["figures"]
    frame = figures.with_columns(
        pl.col("document_id").alias("document"),
        pl.coalesce("period_end", "period_start").dt.year().cast(pl.String).alias("period_year"),
        _band(pl.col("confidence")).alias("confidence_band"),
        pl.col("review_decision").fill_null("none").alias("review"),
        _utf16_lengths(figures["sentence_left"]).alias("quote_at"),
        pl.col("published_on", "period_start", "period_end").cast(pl.String),
    )
    return View(
        "figures", frame, _figure_fields(_titles(answers)), _FIGURE_COLUMNS, _FIGURE_FACETS, _FIGURE_SEARCH, True
    )


_FIGURE_COLUMNS = (
    ("quote", "quote"),
    ("value", "value"),
    ("code", "metric"),
    ("code", "object"),
    ("actor", "actor"),
    ("place", "adm1"),
    ("period", "period_end"),
    ("code", "counting"),
    ("confidence", "confidence"),
    ("code", "published_on"),
)
_FIGURE_FACETS = (
    "metric",
    "dimension",
    "unit",
    "adm1",
    "adm2",
    "adm3",
    "period_year",
    "actor",
    "object",
    "counting",
    "aggregation",
    "qualifier",
    "confidence_band",
    "publisher",
    "document",
    "review",
    "run_id",
)
_FIGURE_SEARCH = ("sentence", "quote", "object", "actor", "section", "document", "publisher", "adm1", "adm2", "adm3")


def _figure_fields(titles: Mapping[str, str]) -> dict[str, Field]:
    names = ("unit", "object", "actor", "adm1", "adm2", "adm3", "section", "publisher", "run_id")
    codes = ("metric", "dimension", "qualifier", "aggregation", "per")
    return {
        "figure_id": Field("text"),
        "document": Field("code", lambda value: (titles[value], titles[value])),
        "quote": Field("text"),
        **{name: Field("number") for name in ("value", "value_low", "value_high", "confidence", "quote_at")},
        **{name: Field("code") for name in names},
        **{name: coded(name, [code.code for code in catalogue.codes(name)]) for name in codes},
        **{name: Field("code") for name in ("published_on", "period_start", "period_end", "period_year")},
        "counting": coded("exclusion", COUNTINGS),
        "confidence_band": coded("confidence_band", [band for _, band in BANDS]),
        "review": coded("decision", REVIEWS),
        "sentence": Field("local"),
    }


def _titles(answers: Answers) -> dict[str, str]:
    rows = answers["documents"].select("document_id", "title", "source_id").iter_rows()
    return {document: title or source for document, title, source in rows}


def _band(confidence: pl.Expr) -> pl.Expr:
    bands = pl.lit(BANDS[-1][1])
    for least, band in reversed(BANDS[:-1]):
        bands = pl.when(confidence >= least).then(pl.lit(band)).otherwise(bands)
    return bands


def _utf16_lengths(texts: pl.Series) -> pl.Series:
    """Lengths as JavaScript counts them: characters beyond the basic plane are two."""
    return pl.Series([len(text.encode("utf-16-le")) // 2 for text in texts], dtype=pl.Int64)


def documents_view(answers: Answers) -> View:
    """Every source with what there is of it."""
    frame = answers["coverage"].with_columns(
        pl.coalesce("title", "source_id").alias("title"),
        pl.col("published_on").dt.year().cast(pl.String).alias("published_year"),
        pl.col("published_on", "period_start", "period_end").cast(pl.String),
    )
    counts = ("char_count", "figure_count", "numeral_count", "quarantine_count", "version_count")
    names = ("publisher", "adm1", "adm2", "adm3", "published_on", "published_year", "period_start", "period_end")
    fields = {
        **{name: Field("text") for name in ("document_id", "title", "source_id")},
        "status": coded("coverage_status", [code.code for code in catalogue.codes("coverage_status")]),
        **{name: Field("code") for name in names},
        **{name: Field("number") for name in counts},
    }
    columns = (
        ("title", "title"),
        ("code", "publisher"),
        ("code", "published_on"),
        ("place", "adm1"),
        ("status", "status"),
        ("number", "figure_count"),
        ("number", "numeral_count"),
        ("number", "quarantine_count"),
        ("number", "char_count"),
        ("period", "period_end"),
    )
    facets = ("status", "published_year", "publisher", "adm1", "adm2", "adm3")
    return View(
        "documents", frame, fields, columns, facets, ("title", "publisher", "source_id", "adm1", "adm2", "adm3")
    )


def actors_view(actors: pl.DataFrame) -> View:
    """Every organisation or group that a fact names as its actor; `actors` is made by `tasks.site.profiles`."""
    fields = {
        **{name: Field("text") for name in ("actor", "page")},
        **{name: Field("number") for name in ("fact_count", "document_count")},
        **{name: Field("code") for name in ("adm1", "first_day", "last_day")},
        "metric": coded("metric", [code.code for code in catalogue.codes("metric")]),
    }
    columns = (
        ("profile", "actor"),
        ("number", "fact_count"),
        ("number", "document_count"),
        ("code", "metric"),
        ("code", "adm1"),
        ("days", "last_day"),
    )
    return View("actors", actors, fields, columns, ("metric", "adm1"), ("actor",))
