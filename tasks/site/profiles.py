"""Profiles of organisations and regions: what is said of each, added up without mixing units, and its time lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

import polars as pl

from seeds.regions import PROVINCE, all_regions
from seeds.tables import DICTIONARY, read_reference
from tasks.site.charts import Point, Timeline, timeline
from tasks.site.frames import Answers, Row, grouped, sums
from tasks.site.render import render
from tasks.site.wording import page_id

PROFILED = 3
"""From this many facts on an organisation has a page; of fewer the filtered table says as much."""
SHOWN_FACTS = 100
"""Facts that a profile lists; the table of figures has them all."""
CHARTS, DOTS = 4, 80
"""Time lines on a profile, and values on a time line: the latest."""

LEVELS = ("adm1", "adm2", "adm3")
_NUMBER = ("value", "value_low", "value_high", "unit_kind", "per", "period_end")
_DRAWN = ("fact_id", "document_id", *LEVELS, "metric", "dimension", "quote", "object", *_NUMBER)
"""What the page of a region asks of each of its facts."""


class Tile(NamedTuple):
    """Where a province stands in the grid."""

    name: str
    short: str
    row: int
    column: int


@cache
def tiles() -> tuple[Tile, ...]:
    """The 34 provinces in the order of their codes."""
    columns = ("code", "short", "place_row", "place_column")
    rows = read_reference("site_tiles.csv", columns, ("code",), {}, columns, DICTIONARY)
    names = {region.code: region.name for region in all_regions() if region.level == PROVINCE}
    return tuple(
        Tile(names[row["code"]], row["short"], int(row["place_row"]), int(row["place_column"])) for row in rows
    )


def actors(answers: Answers) -> pl.DataFrame:
    """One row per actor as written: facts, documents, the metric and province most often named, days, page or ''."""
    named = answers["facts"].filter(pl.col("actor").is_not_null())
    counted = named.group_by("actor").agg(
        pl.len().alias("fact_count"),
        pl.col("document_id").n_unique().alias("document_count"),
        pl.col("metric").mode().sort().first(),
        pl.col("adm1").drop_nulls().mode().sort().first(),
        pl.col("period_start").min().cast(pl.String).alias("first_day"),
        pl.col("period_end").max().cast(pl.String).alias("last_day"),
    )
    pages = pl.Series("page", [page_id(name) for name in counted["actor"]], dtype=pl.String)
    page = pl.when(pl.col("fact_count") >= PROFILED).then(pages).otherwise(pl.lit(""))
    return counted.with_columns(page.alias("page")).sort(["fact_count", "actor"], descending=[True, False])


def actor_pages(answers: Answers) -> Iterator[tuple[str, str]]:
    """The page of every organisation that has one."""
    profiled = actors(answers).filter(pl.col("page") != "")
    facts = answers["facts"].join(profiled.select("actor"), on="actor", how="semi", maintain_order="left")
    totals, own = grouped(sums(facts, ["actor"]), "actor"), grouped(facts, "actor")
    for row in profiled.iter_rows(named=True):
        name = row["actor"]
        page = render(
            "actor.html",
            root="../",
            page="actors",
            actor=row,
            totals=totals[name],
            charts=charts(own[name]),
            facts=own[name][:SHOWN_FACTS],
            places=sorted({fact["adm1"] for fact in own[name] if fact["adm1"]}),
        )
        yield f"actors/{row['page']}.html", page


def charts(facts: Sequence[Row]) -> list[tuple[Row, Timeline]]:
    """Time lines of the metrics with the most dated facts, each of one unit; what cannot be added is left out."""
    series: dict[tuple[Any, ...], list[Row]] = {}
    for fact in facts:
        if fact["period_end"] and fact["dimension"] != "percent" and not fact["per"]:
            series.setdefault((fact["metric"], fact["dimension"], fact["unit_kind"]), []).append(fact)
    chosen = sorted(series.items(), key=lambda entry: (-len(entry[1]), str(entry[0])))[:CHARTS]
    return [(rows[0], drawn) for _, rows in chosen if len(rows) > 1 and (drawn := timeline(_points(rows[:DOTS])))]


def _points(facts: Sequence[Row]) -> list[Point]:
    return [
        Point(
            fact["period_end"],
            fact["value"],
            fact["value_low"],
            fact["value_high"],
            " ".join(filter(None, (fact["quote"], fact["object"]))),
            f"../documents/{fact['document_id']}.html#{fact['fact_id']}",
        )
        for fact in facts
    ]


def region_index(answers: Answers) -> Row:
    """What the grid of provinces shows: for each province its facts by metric, and the facts of no province."""
    facts = answers["facts"]
    by_metric = facts.group_by("adm1", "metric").agg(
        pl.len().alias("facts"), pl.col("document_id").n_unique().alias("documents")
    )
    metrics: dict[str | None, dict[str, int]] = {}
    for row in by_metric.sort("adm1", "metric").iter_rows(named=True):
        metrics.setdefault(row["adm1"], {})[row["metric"]] = row["facts"]
    documents = dict(facts.group_by("adm1").agg(pl.col("document_id").n_unique()).iter_rows())
    regions = [_province(tile, metrics.get(tile.name, {}), documents.get(tile.name, 0)) for tile in tiles()]
    known = {tile.name for tile in tiles()}
    return {
        "regions": regions,
        "unplaced": sum(metrics.get(None, {}).values()),
        "others": sorted(name for name in metrics if name and name not in known),
        "most": max((region["facts"] for region in regions), default=0),
        "metrics": sorted({metric for counted in metrics.values() for metric in counted}),
        "by_metric": {region["name"]: region["metrics"] for region in regions},
    }


def _province(tile: Tile, metrics: dict[str, int], documents: int) -> Row:
    return {
        **tile._asdict(),
        "page": page_id(tile.name),
        "metrics": metrics,
        "facts": sum(metrics.values()),
        "documents": documents,
    }


def region_pages(answers: Answers) -> Iterator[tuple[str, str]]:
    """A page for every region that a fact names, from the province down."""
    stated = _by_region(answers["region_totals"])
    for depth in range(1, len(LEVELS) + 1):
        yield from _level_pages(answers["facts"], LEVELS[:depth], stated)


def _level_pages(
    facts: pl.DataFrame, names: tuple[str, ...], stated: dict[tuple[Any, ...], list[Row]]
) -> Iterator[tuple[str, str]]:
    inside = facts.filter(pl.col(names[-1]).is_not_null() & pl.col("adm1").is_not_null())
    totals = _by_names(sums(inside, names), names)
    for key, rows in sorted(_by_names(inside.select(_DRAWN), names).items(), key=lambda entry: str(entry[0])):
        full = (*key, *([None] * (len(LEVELS) - len(key))))
        page = render(
            "region.html",
            root="../",
            page="regions",
            names=key,
            trail=_trail(key),
            filters={level: name for level, name in zip(LEVELS, key, strict=False) if name},
            children=_children(rows, len(names)),
            fact_count=len(rows),
            document_count=len({row["document_id"] for row in rows}),
            totals=totals[key],
            stated=stated.get(full, []),
            charts=charts(rows),
        )
        yield f"regions/{page_id(*key)}.html", page


def _by_names(frame: pl.DataFrame, names: Sequence[str]) -> dict[tuple[Any, ...], list[Row]]:
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for row in frame.iter_rows(named=True):
        groups.setdefault(tuple(row[name] for name in names), []).append(row)
    return groups


def _by_region(totals: pl.DataFrame) -> dict[tuple[Any, ...], list[Row]]:
    return _by_names(totals, LEVELS)


def _trail(key: tuple[str | None, ...]) -> list[tuple[str, str]]:
    """(name, page) of the region and of all it lies in; a municipality has no prefecture."""
    parts = [(key[:depth], key[depth - 1]) for depth in range(1, len(key) + 1)]
    return [(name, page_id(*part)) for part, name in parts if name]


def _children(rows: Sequence[Row], depth: int) -> list[Row]:
    """The regions right below: prefectures, and counties that no prefecture is named for."""
    counted: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        key = next(
            (tuple(row[level] for level in LEVELS[:below]) for below in range(depth + 1, 4) if row[LEVELS[below - 1]]),
            None,
        )
        if key:
            counted.setdefault(key, []).append(row)
    return [
        {
            "name": key[-1],
            "page": page_id(*key),
            "facts": len(inside),
            "documents": len({row["document_id"] for row in inside}),
        }
        for key, inside in sorted(counted.items(), key=lambda entry: (-len(entry[1]), str(entry[0])))
    ]
