"""After a change of rules or words everything is read again from stored bytes, and what changes is told first."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import duckdb
import polars as pl
import pytest

from flows.reextract import NotPublished, reextract
from flows.report import Summary
from tasks.load.rows import load_reviews
from tests.builders import ask
from warehouse.frames import frame
from warehouse.publication import publication

READ_BY_OLDER_RULES = """
UPDATE figures SET extractor_version = 'older', adm3 = NULL, region_code = '430100' WHERE adm3 = '宁乡市';
DELETE FROM figures WHERE quote = '88035人次'"""
NOON = datetime(2026, 11, 22, 12)
CONTENT = "SELECT * EXCLUDE (run_id) FROM figures ORDER BY figure_id"


@pytest.fixture
def warehouse(seed_warehouse: Path, tmp_path: Path) -> Path:
    """The seeds with their stored bytes, and no file to fetch again."""
    shutil.copytree(seed_warehouse.with_suffix(".store"), tmp_path / "w.store")
    return Path(shutil.copy(seed_warehouse, tmp_path / "w.duckdb"))


@pytest.fixture
def older(warehouse: Path) -> Path:
    """The same as rules of before left it: a place less, a figure less."""
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute(READ_BY_OLDER_RULES)
    return warehouse


def test_what_the_present_rules_have_read_is_left_alone(warehouse: Path) -> None:
    ended = reextract(warehouse=str(warehouse))
    assert isinstance(ended, NotPublished)
    assert "by the present rules" in ended.as_text()


def test_a_dry_run_tells_every_change_and_publishes_none(older: Path, tmp_path: Path) -> None:
    before, listed = ask(older, CONTENT), tmp_path / "changes.csv"
    ended = reextract(warehouse=str(older), dry_run=True, changes=str(listed))
    changes = pl.read_csv(listed)
    assert changes.filter(pl.col("change") == "added")["quote"].to_list() == ["88035人次"]
    changed = changes.filter(pl.col("attribute") == "adm3")
    assert changed["after"].unique().to_list() == ["宁乡市"]
    assert set(changes["attribute"].drop_nulls()) == {"adm3", "region_code"}
    assert isinstance(ended, NotPublished)
    assert f"1 added, 0 removed, {changed.height} changed" in ended.as_text()
    assert ask(older, CONTENT) == before


def test_reading_again_brings_back_what_a_fresh_run_says(older: Path, seed_warehouse: Path) -> None:
    ended = reextract(warehouse=str(older))
    assert isinstance(ended, Summary)
    assert ask(older, CONTENT) == ask(seed_warehouse, CONTENT)
    assert ask(older, "SELECT flow, outcome FROM runs ORDER BY started_at DESC LIMIT 1")[0][0] == "reextract"
    assert isinstance(reextract(warehouse=str(older)), NotPublished)
    assert not list(older.with_suffix(".store").glob("partitions/recall/*"))


def test_a_persons_decision_survives_reading_again(older: Path) -> None:
    with publication(older) as connection:
        chosen = "SELECT figure_id, source_id, quote, sentence FROM figures WHERE extractor_version = 'older' LIMIT 1"
        (figure,) = connection.sql(chosen).pl().to_dicts()
        decision = {
            "decision": "correct",
            "field": "value",
            "new_value": "4321",
            "reviewer": "王芳",
            "reviewed_at": NOON,
        }
        load_reviews(connection, frame("reviews", [{"review_id": "r1", **figure, **decision}]))
    reextract(warehouse=str(older))
    reviewed = dict(ask(older, "SELECT figure_id, (value, adm3) FROM reviewed_figures"))
    assert reviewed[figure["figure_id"]] == (4321, "宁乡市"), "corrected by the person, and read anew by the rules"
    assert ask(older, "SELECT state FROM applied_reviews") == [("applies",)]
