"""Rows that fail are set apart whole, rows that only warn are marked, and every check leaves a result.

    108 figures  ->  Verdict(good=107 figures, quarantined=1 row of `quarantine`, results=21 rows of `check_results`)

Nothing is dropped: good and quarantined together are the rows that came.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import polars as pl

from checks import registry, schemas
from checks.registry import ERROR, SAMPLE, WARN
from warehouse.catalogue import table
from warehouse.frames import polars_schema
from warehouse.quarantine import entry_of_json

_NO_WARNINGS = pl.lit([], dtype=pl.List(pl.String))


class Verdict(NamedTuple):
    """What became of the rows of one table: a frame of that table, rows of `quarantine` and of `check_results`."""

    good: pl.DataFrame
    quarantined: list[dict[str, object]]
    results: list[dict[str, object]]


def split(name: str, rows: pl.DataFrame) -> Verdict:
    """Check the rows of table `name`; columns that begin with `_` were looked up for the checks and go."""
    if "warnings" in rows.columns:
        rows = rows.with_columns(warnings=_NO_WARNINGS)
    failed = schemas.failures(name, rows)
    own = rows.select(polars_schema(name).names())
    if failed.is_empty():
        return Verdict(own, [], _results(name, rows.height, {}))
    results = _results(name, rows.height, _counted(name, own, failed))
    good, quarantined = _parted(name, rows, failed)
    return Verdict(good.select(own.columns), quarantined, results)


def _parted(name: str, rows: pl.DataFrame, failed: pl.DataFrame) -> tuple[pl.DataFrame, list[dict[str, object]]]:
    """The rows that are good enough, with their warnings, and those that are set apart."""
    indexed = rows.with_row_index("index")
    bad = indexed.join(_failed_by_row(failed, name, ERROR), on="index", maintain_order="left")
    good = indexed.join(bad.select("index"), on="index", how="anti", maintain_order="left")
    if "warnings" in rows.columns:
        good = _marked(good, _failed_by_row(failed, name, WARN))
    return good, _quarantined(name, bad)


def _failed_by_row(failed: pl.DataFrame, name: str, severity: str) -> pl.DataFrame:
    """`index` and the sorted list `checks` of this severity that the row failed."""
    chosen = failed.filter(pl.col("check").is_in(registry.names(name, severity)))
    return chosen.group_by("index").agg(checks=pl.col("check").sort())


def _marked(good: pl.DataFrame, marks: pl.DataFrame) -> pl.DataFrame:
    joined = good.join(marks, on="index", how="left", maintain_order="left")
    return joined.with_columns(warnings=pl.col("checks").fill_null(_NO_WARNINGS))


def _quarantined(name: str, bad: pl.DataFrame) -> list[dict[str, object]]:
    if bad.is_empty():
        return []
    rows = bad.select(polars_schema(name).names())
    as_json = rows.select(row=pl.struct(rows.columns).struct.json_encode())["row"]
    sources = bad["source_id"] if "source_id" in bad.columns else bad["_source_id"]
    documents = bad["document_id"] if "document_id" in bad.columns else [None] * bad.height
    return [
        entry_of_json("validate", name, row, checks, _problem(checks), source, document)
        for row, checks, source, document in zip(as_json, bad["checks"].to_list(), sources, documents, strict=True)
    ]


def _problem(checks: list[str]) -> str:
    return " ".join(registry.check(check).problem for check in checks)


def _counted(name: str, rows: pl.DataFrame, failed: pl.DataFrame) -> dict[str, tuple[int, list[str]]]:
    """By check that failed: how many rows, and the keys of the first few."""
    keys = rows.select(key=pl.concat_str(table(name).key, separator=":", ignore_nulls=True)).with_row_index("index")
    found = failed.join(keys, on="index", maintain_order="left").group_by("check")
    counted = found.agg(pl.len(), pl.col("key").head(SAMPLE))
    return {check: (count, sample) for check, count, sample in counted.iter_rows()}


def _results(name: str, height: int, failed: Mapping[str, tuple[int, list[str]]]) -> list[dict[str, object]]:
    """One row of `check_results` for each check of the table, also where nothing failed."""
    results: list[dict[str, object]] = []
    for check in schemas.asked(name):
        count, sample = failed.get(check, (0, []))
        results.append(
            {
                "name": check,
                "severity": registry.check(check).severity,
                "rows_checked": height,
                "rows_failed": count,
                "sample": sample,
            }
        )
    return results
