import json
from datetime import date

import polars as pl
import pytest

from checks.results import combine
from tasks.validate.batch import validate_batch
from tasks.validate.split import split
from tests.builders import article, ask, batch, empty_warehouse, figure, load
from warehouse.frames import Batch, FrameError, frame
from warehouse.quarantine import entry

TODAY = date(2026, 11, 21)
TEXT = "全市投入社工165名，另有义工12名。"
SOUND = figure("165名", 165, object="社工")


def validated(*articles, **frames):
    return validate_batch(batch(*articles, **frames), TODAY)


def failing(results):
    return dict(results.filter(pl.col("rows_failed") > 0).select("name", "rows_failed").rows())


def test_sound_rows_pass_unchanged_and_every_check_leaves_a_result():
    given = batch(article("a", TEXT, SOUND))
    checked, results = validate_batch(given, TODAY)
    assert checked.figures.equals(given.figures)
    assert checked.documents.equals(given.documents)
    assert checked.quarantine.height == 0
    assert failing(results) == {}
    quotes = results.row(by_predicate=pl.col("name") == "figures.quote", named=True)
    assert (quotes["severity"], quotes["rows_checked"], quotes["sample"]) == ("error", 1, [])


def test_a_row_that_fails_is_set_apart_whole_with_its_checks_and_a_remedy():
    bad = figure("12名", 12, object="义工", metric="volonteers", value_low=20)
    checked, results = validated(article("a", TEXT, SOUND, bad))
    assert checked.figures["quote"].to_list() == ["165名"]
    (row,) = checked.quarantine.rows(named=True)
    whole = json.loads(row["row"])
    assert (whole["quote"], whole["value"], whole["object"], whole["sentence"]) == ("12名", 12, "义工", TEXT)
    assert set(whole) == set(checked.figures.columns)
    assert (row["stage"], row["table_name"], row["source_id"]) == ("validate", "figures", "a")
    assert row["checks"] == ["figures.bounds", "figures.codes"]
    assert "数值在其上下限之内" in row["problem"]
    assert failing(results).items() >= {("figures.bounds", 1), ("figures.codes", 1)}


def test_a_row_that_warns_is_loaded_and_marked():
    warned = figure("12名", 12, object="义工", unit="元")
    checked, results = validated(article("a", TEXT, SOUND, warned))
    assert checked.figures["warnings"].to_list() == [[], ["figures.unit_dimension"]]
    assert checked.quarantine.height == 0
    assert failing(results) == {"figures.unit_dimension": 1}


def test_warnings_of_an_earlier_check_do_not_stay():
    data = batch(article("a", TEXT, SOUND))
    stale = data.figures.with_columns(warnings=pl.lit(["figures.parent"], dtype=pl.List(pl.String)))
    assert split("figures", _looked_up(data, stale)).good["warnings"].to_list() == [[]]


def _looked_up(data, figures):
    from checks import lookups

    return lookups.figures(figures, data.documents, data.numerals)


def test_what_belongs_to_a_document_goes_with_it():
    lone = {
        "document_id": article("a", TEXT).document_id,
        "ordinal": 0,
        "before_char": 0,
        "rule": "share",
        "text": "分享",
    }
    blank = article("a", TEXT, SOUND, char_count=3)
    sound = article("b", "机构75家。", figure("75家", 75))
    checked, _ = validated(blank, sound, removed_text=frame("removed_text", [lone]))
    assert checked.documents["source_id"].to_list() == ["b"]
    assert checked.figures["source_id"].to_list() == checked.numerals["source_id"].to_list() == ["b"]
    assert checked.sources["source_id"].to_list() == ["a", "b"]
    apart = checked.quarantine.select("table_name", "source_id", "checks").rows()
    assert apart == [
        ("documents", "a", ["documents.char_count"]),
        ("removed_text", "a", ["removed_text.document"]),
        ("figures", "a", ["figures.document"]),
        ("numerals", "a", ["numerals.document"]),
    ]


def test_nothing_is_lost():
    bad = figure("12名", 12, metric="volonteers")
    given = batch(article("a", TEXT, SOUND, bad), article("b", " ", char_count=1))
    checked, _ = validate_batch(given, TODAY)
    for name in ("sources", "snapshots", "documents", "figures", "numerals"):
        apart = checked.quarantine.filter(pl.col("table_name") == name).height
        assert getattr(checked, name).height + apart == getattr(given, name).height


def test_what_was_set_apart_before_stays_apart():
    fault = frame("quarantine", [entry("fetch", "sources", {"file": "c"}, ["fetch.readable"], "binary", source_id="c")])
    checked, _ = validated(article("a", TEXT, SOUND), quarantine=fault)
    assert checked.quarantine["stage"].to_list() == ["fetch"]


def test_the_same_fault_has_the_same_id_in_every_run():
    bad = article("a", TEXT, figure("12名", 12, metric="volonteers"))
    one, two = validated(bad)[0].quarantine, validated(bad)[0].quarantine
    assert one["quarantine_id"].to_list() == two["quarantine_id"].to_list()


def test_a_quarantined_row_is_in_the_warehouse_and_goes_when_it_is_mended(tmp_path):
    path = empty_warehouse(tmp_path)
    bad, mended = (article("a", TEXT, SOUND, figure("12名", 12, metric=code)) for code in ("volonteers", "volunteers"))
    load(path, validated(bad)[0])
    assert ask(path, "SELECT \"row\" ->> 'metric', checks FROM quarantine") == [("volonteers", ["figures.codes"])]
    assert ask(path, "SELECT quote FROM figures") == [("165名",)]
    load(path, validated(mended)[0], run_id="run-2")
    assert ask(path, "SELECT count(*) FROM quarantine") == [(0,)]
    assert ask(path, "SELECT quote FROM figures ORDER BY char_start") == [("165名",), ("12名",)]


def test_a_frame_with_strange_columns_is_refused_before_anything_is_checked():
    given = batch(article("a", TEXT, SOUND))
    strange = Batch(given.sources, figures=given.figures.with_columns(colour=pl.lit("red")))
    with pytest.raises(FrameError, match="figures has no column colour"):
        validate_batch(strange, TODAY)


def test_an_empty_batch_passes():
    checked, results = validate_batch(Batch(), TODAY)
    assert checked.figures.height == 0
    assert set(results["rows_checked"]) == {0}


def test_results_of_batches_add_up():
    bad = [article(name, TEXT, figure("12名", 12, metric="volonteers"), SOUND) for name in "abcdefgh"]
    parts = [validated(*bad[:3])[1], validated(*bad[3:])[1]]
    together = combine(parts).row(by_predicate=pl.col("name") == "figures.codes", named=True)
    assert (together["rows_checked"], together["rows_failed"], len(together["sample"])) == (16, 8, 5)
    assert combine(parts)["name"].to_list() == parts[0]["name"].to_list()


def test_results_of_no_batches_are_none():
    assert combine([]).height == 0
