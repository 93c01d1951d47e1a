"""What a new reading changes, figure by figure."""

from __future__ import annotations

import polars as pl

from tasks.compare.changes import COMPARED, figure_changes
from warehouse.frames import polars_schema

SENTENCE = "全市投入社工165名，服务老人2000余人次。"
_SCHEMA = {name: polars_schema("figures")[name] for name in COMPARED}


def figures(*rows: dict[str, object]) -> pl.DataFrame:
    usual = {"source_id": "s1", "sentence": SENTENCE, "quote": "165名", "char_start": 6, "metric": "social_workers"}
    return pl.DataFrame([dict.fromkeys(COMPARED) | usual | row for row in rows], schema=_SCHEMA)


def told(before: pl.DataFrame, after: pl.DataFrame) -> list[tuple[object, ...]]:
    return figure_changes(before, after).select("change", "quote", "attribute", "before", "after").rows()


def test_the_same_reading_changes_nothing() -> None:
    reading = figures({"figure_id": "a", "value": 165.0}, {"figure_id": "b", "quote": "2000余人次", "char_start": 15})
    assert told(reading, reading.reverse()) == []


def test_each_attribute_that_differs_is_a_row_with_both_readings() -> None:
    before = figures({"figure_id": "a", "value": 165.0, "metric": "other", "adm3": None})
    after = figures({"figure_id": "a", "value": 165.0, "metric": "social_workers", "adm3": "海曙区"})
    assert told(before, after) == [
        ("changed", "165名", "adm3", None, "海曙区"),
        ("changed", "165名", "metric", "other", "social_workers"),
    ]


def test_a_figure_that_appears_or_goes_is_one_row() -> None:
    before, after = figures({"figure_id": "a", "quote": "3月"}), figures({"figure_id": "b", "quote": "165名"})
    assert told(before, after) == [("added", "165名", None, None, None), ("removed", "3月", None, None, None)]


def test_a_text_cleaned_otherwise_keeps_its_figures_by_their_words() -> None:
    """Another document id gives other figure ids; what is said is the same, but for what changed."""
    before = figures(
        {"figure_id": "a1", "char_start": 20, "metric": "other"},
        {"figure_id": "a2", "char_start": 30, "adm3": "海曙区"},
    )
    after = figures(
        {"figure_id": "b1", "char_start": 6, "metric": "other"}, {"figure_id": "b2", "char_start": 16, "adm3": "鄞州区"}
    )
    assert told(before, after) == [("changed", "165名", "adm3", "海曙区", "鄞州区")]


def test_the_same_words_of_another_source_are_another_figure() -> None:
    before, after = figures({"figure_id": "a", "source_id": "s1"}), figures({"figure_id": "b", "source_id": "s2"})
    assert [row[0] for row in told(before, after)] == ["removed", "added"]
