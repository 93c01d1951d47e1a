"""Every page of the site but those of single documents, organisations and regions: (path, text), a pure function each.

A page is the template of its name filled with rows of the answers; long lists are cut into several pages, never short.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlencode

import polars as pl

from checks import registry
from seeds.tables import read_reference
from tasks.site import tables
from tasks.site.charts import Point, Timeline, timeline
from tasks.site.data import script, table_scripts
from tasks.site.frames import Answers, Row, sums
from tasks.site.profiles import actors, region_index
from tasks.site.render import render
from tasks.site.words import words
from warehouse import catalogue

LISTED = 100
"""Quarantined rows or conflicts on one page."""
_METRIC_COLUMNS = ("code", "group", "label_en", "label_zh", "description_en", "description_zh")

Pages = Iterator[tuple[str, str]]


class Download(NamedTuple):
    """A file of the exports, named from the site's root."""

    name: str
    href: str
    size: int


def general_pages(answers: Answers, downloads: Sequence[Download]) -> Pages:
    """All pages and scripts of this module."""
    yield "data/words.js", script("words", words())
    yield "index.html", overview(answers, downloads)
    listed = actors(answers)
    views = (tables.figures_view(answers), tables.documents_view(answers), tables.actors_view(listed))
    for view in views:
        offered = downloads if view.name == "figures" else []
        yield f"{view.name}.html", render("table.html", root="", page=view.name, view=view, downloads=offered)
        yield from table_scripts(view.name, view.frame, view.fields)
    yield "regions.html", render("regions.html", root="", page="regions", **region_index(answers))
    yield "timeline.html", render("timeline.html", root="", page="timeline", series=timelines(answers["facts"]))
    yield from quality(answers)
    yield "dictionary.html", dictionary()
    yield "runs.html", render("runs.html", root="", page="runs", runs=runs(answers))


def overview(answers: Answers, downloads: Sequence[Download]) -> str:
    """Counts, coverage, the last run, and all totals with what they leave out."""
    totals = answers["metric_totals"].to_dicts()
    coverage = dict(answers["coverage"].group_by("status").len().iter_rows())
    return render(
        "index.html",
        root="",
        page="overview",
        counts=answers["counts"].row(0, named=True),
        coverage=[(code.code, coverage.get(code.code, 0)) for code in catalogue.codes("coverage_status")],
        run=next(iter(runs(answers)), None),
        failed=answers["checks"].filter(pl.col("rows_failed") > 0).to_dicts(),
        groups=_grouped_totals(totals),
        exclusions=answers["facts"]
        .filter(~pl.col("included"))
        .group_by("reason")
        .len()
        .sort("len", "reason", descending=[True, False])
        .rows(),
        included=answers["facts"].filter(pl.col("included")).height,
        unreported=[
            code.code for code in catalogue.codes("metric") if code.code not in {row["metric"] for row in totals}
        ],
        downloads=downloads,
        not_repeat=urlencode([("counting", code) for code in tables.COUNTINGS if code != "repeat"]),
    )


def _grouped_totals(totals: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """Totals under the group of their metric, in the order of the list of metrics."""
    listed = read_reference("metrics.csv", _METRIC_COLUMNS, ("code",))
    order = {row["code"]: (number, row["group"]) for number, row in enumerate(listed)}
    groups: dict[str, list[Row]] = {row["group"]: [] for row in listed}
    for total in sorted(totals, key=lambda row: order[row["metric"]][0]):
        groups[order[total["metric"]][1]].append(total)
    return [(group, rows) for group, rows in groups.items() if rows]


def timelines(facts: pl.DataFrame) -> list[tuple[Row, Timeline]]:
    """For each metric and unit the sums of counted facts by the month in which their period ends."""
    dated = facts.filter(pl.col("included") & pl.col("period_month").is_not_null())
    monthly = sums(dated, ["period_month"])
    series: dict[tuple[Any, ...], list[Row]] = {}
    for row in monthly.sort("period_month").iter_rows(named=True):
        unit = row["unit"] if row["dimension"] in ("items", "money", "other") else None
        series.setdefault((row["metric"], row["dimension"], unit, row["aggregation"]), []).append(row)
    drawn = []
    for rows in sorted(
        series.values(),
        key=lambda rows: (
            -len(rows),
            -sum(row["included_facts"] for row in rows),
            str(rows[0]["metric"]),
            str(rows[0]["unit"]),
        ),
    ):
        points = [Point(row["period_month"], row["total"], row["total_low"], row["total_high"], "", "") for row in rows]
        if chart := timeline(points, of_months=True):
            drawn.append(({**rows[0], "months": rows}, chart))
    return drawn


def quality(answers: Answers) -> Pages:
    """Checks of the last run, quarantined rows whole, conflicts with both sentences."""
    checks, held, conflicts = answers["checks"], answers["quarantine"], answers["conflicts"]
    where = dict(
        answers["figures"]
        .filter(pl.col("figure_id").is_in(_samples(checks)))
        .select("figure_id", "document_id")
        .iter_rows()
    )
    yield (
        "quality.html",
        render(
            "quality.html",
            root="",
            page="quality",
            checks=checks.to_dicts(),
            where=where,
            held=held.height,
            conflicts=conflicts.height,
            reviews=answers["reviews"].to_dicts()[:LISTED],
            review_count=answers["reviews"].height,
        ),
    )
    remedies = {check.name: check for check in registry.checks()}
    yield from _listed("quarantine", [_held(row) for row in held.iter_rows(named=True)], {"remedies": remedies})
    yield from _listed("conflicts", conflicts.to_dicts(), {})


def _samples(checks: pl.DataFrame) -> list[str]:
    return checks.filter(pl.col("rows_failed") > 0)["sample"].explode(empty_as_null=True).drop_nulls().to_list()


def _held(row: Row) -> Row:
    """A quarantined row with its JSON taken apart; one that cannot be is shown as it stands."""
    try:
        content = json.loads(row["row"])
    except ValueError:
        content = None
    fields = content if isinstance(content, dict) else {"row": row["row"]}
    return {**row, "fields": [(name, _written(value)) for name, value in fields.items()]}


def _written(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)


def _listed(name: str, rows: Sequence[Row], extra: Row) -> Pages:
    """A list on as many pages as it takes: name.html, name-2.html and so on."""
    pages = max(-(-len(rows) // LISTED), 1)
    names = [f"{name}.html", *(f"{name}-{number}.html" for number in range(2, pages + 1))]
    for number, path in enumerate(names):
        shown = rows[number * LISTED : (number + 1) * LISTED]
        yield (
            path,
            render(
                f"{name}.html",
                root="",
                page="quality",
                rows=shown,
                total=len(rows),
                names=names,
                current=number,
                **extra,
            ),
        )


def dictionary() -> str:
    """Every table and view with its columns, and every code list."""
    return render(
        "dictionary.html",
        root="",
        page="dictionary",
        tables=list(catalogue.catalogue().values()),
        lists=catalogue.code_lists(),
    )


def runs(answers: Answers) -> list[Row]:
    """Every run, the latest first, with its counts taken apart."""
    return [{**row, **_counts(row["counts"])} for row in answers["runs"].iter_rows(named=True)]


def _counts(written: str) -> Row:
    counts = json.loads(written)
    changes = {name: change for name, change in counts.get("tables", {}).items() if any(change.values())}
    return {"stages": counts.get("stages", {}), "changes": changes}
