import csv
import shutil

import polars as pl
import pytest

from seeds import tables as reference
from seeds.tables import ReferenceTableError
from tasks.clean.blocks import KINDS
from tasks.extract.model import FIGURE, QUALIFIERS, REASONS
from warehouse import catalogue
from warehouse.frames import FrameError, conform, empty, frame, polars_schema

CONTRACT = {
    "sources",
    "snapshots",
    "documents",
    "document_versions",
    "figures",
    "numerals",
    "quarantine",
    "check_results",
    "runs",
    "reviews",
    "facts",
    "metric_totals",
    "region_totals",
    "conflicts",
    "evidence",
}
FIGURE_COLUMNS = """
figure_id document_id source_id section sentence char_start char_end quote value value_low value_high
qualifier unit dimension metric object actor adm1 adm2 adm3 region_code period_start period_end per aggregation
parent_figure_id confidence run_id extractor_version"""


def listed(name):
    return [code.code for code in catalogue.codes(name)]


def test_everything_the_contract_names_is_declared():
    assert set(catalogue.catalogue()) >= CONTRACT
    assert set(catalogue.table("figures").names) >= set(FIGURE_COLUMNS.split())
    assert catalogue.table("figures").column("value").type == "DOUBLE"
    assert catalogue.table("figures").column("char_start").type == "INTEGER"


def test_a_column_means_the_same_wherever_it_stands():
    figures, facts = catalogue.table("figures"), catalogue.table("facts")
    assert facts.column("value").label_zh == figures.column("value").label_zh == "数值"
    assert facts.column("metric").code_list == "metric"


def test_every_comment_is_english_with_the_chinese_term():
    for table in catalogue.catalogue().values():
        for entry in (table, *table.columns):
            assert entry.label_zh in entry.comment
            assert entry.label_en in entry.comment


def test_code_lists_are_those_of_the_rules():
    assert listed("disposition") == [FIGURE, *REASONS]
    assert listed("qualifier") == list(QUALIFIERS)
    assert listed("block_kind") == list(KINDS)


def test_metric_codes_are_those_of_the_metric_table():
    with (reference.REFERENCE / "metrics.csv").open(encoding="utf-8") as handle:
        rows = csv.DictReader(line for line in handle if not line.startswith("#"))
        assert {row["code"] for row in rows} == set(listed("metric"))


@pytest.fixture
def edited(tmp_path, monkeypatch):
    """Replace words in a copy of one dictionary file and read the catalogue anew."""

    def edit(name, old, new):
        shutil.copytree(reference.DICTIONARY, tmp_path / "dictionary")
        monkeypatch.setattr(catalogue, "DICTIONARY", tmp_path / "dictionary")
        path = tmp_path / "dictionary" / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        for cached in (catalogue.catalogue, catalogue.code_lists):
            cached.cache_clear()

    yield edit
    for cached in (catalogue.catalogue, catalogue.code_lists):
        cached.cache_clear()


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("columns.csv", "figures,value,DOUBLE", "figures,worth,", "figures.worth has no type"),
        ("columns.csv", ",0,1,confidence,置信度,", ",0,1,confidence,,", "figures.confidence lacks a label"),
        ("columns.csv", ",0,1,confidence,", ",none,1,confidence,", "minimum 'none' is no number"),
        ("columns.csv", "sources,kind,", "sauces,kind,", "column table: 'sauces' is none of"),
        ("columns.csv", ",source_kind,", ",sauce_kind,", "column code_list: 'sauce_kind' is none of"),
        ("codes.csv", "decision,correct,", "decision,accept,", "decision/accept is already in the table"),
        ("tables.csv", "runs,table,", "runs,heap,", "column kind: 'heap' is none of"),
    ],
)
def test_a_broken_dictionary_is_refused_by_name(edited, name, old, new, said):
    edited(name, old, new)
    with pytest.raises(ReferenceTableError, match=said.replace("'", ".")):
        catalogue.catalogue()


def test_frames_have_the_declared_columns_and_types():
    schema = polars_schema("documents")
    assert schema["published_on"] == pl.Date
    assert schema["blocks"].inner == pl.Struct(
        {"kind": pl.String, "level": pl.Int32, "char_start": pl.Int32, "char_end": pl.Int32}
    )
    assert "run_id" not in schema
    assert "run_id" in polars_schema("runs")
    assert empty("figures").height == 0


def test_a_frame_of_rows_fills_gaps_and_refuses_strangers():
    row = {"document_id": "d", "ordinal": 0, "before_char": 3, "rule": "share"}
    assert frame("removed_text", [row]).row(0) == ("d", 0, 3, "share", None)
    with pytest.raises(FrameError, match="removed_text has no column colour"):
        frame("removed_text", [{**row, "colour": "red"}])


def test_conform_orders_casts_and_refuses():
    given = pl.DataFrame({"text": ["分享到"], "before_char": [3], "ordinal": [0], "document_id": ["d"]})
    assert conform("removed_text", given).row(0) == ("d", 0, 3, None, "分享到")
    with pytest.raises(FrameError, match="has no column colour"):
        conform("removed_text", given.with_columns(colour=pl.lit("red")))
    with pytest.raises(FrameError, match="removed_text"):
        conform("removed_text", given.with_columns(ordinal=pl.lit("first")))
