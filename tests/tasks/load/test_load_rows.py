from dataclasses import replace
from datetime import datetime

import polars as pl
import pyarrow as pa
import pytest

from checks import registry
from tasks.load import rows
from tasks.load.rows import Change, load_reference, load_run, read_ahead
from tests.builders import article, ask, batch, empty_warehouse, figure, load, source_row, tables
from warehouse import catalogue
from warehouse.errors import LostRowsError
from warehouse.frames import Batch, FrameError, conform, frame
from warehouse.publication import publication
from warehouse.quarantine import entry

TEXT = "全市投入社工165名。服务居民3000余人次。"
SOCIAL_WORKERS = figure("165名", 165, object="社工")
CONTACTS = figure("3000余人次", 3000, value_high=None, qualifier="more_than", metric="service_contacts")
KEPT = ("sources", "snapshots", "document_versions", "figures", "numerals", "removed_text", "quarantine")


@pytest.fixture
def file(tmp_path):
    return empty_warehouse(tmp_path)


def report(text=TEXT, *figures, source="a", **fields):
    return article(source, text, *(figures or (SOCIAL_WORKERS, CONTACTS)), **fields)


def removed(*texts, of=None):
    document = (of or report()).document_id
    lines = [
        {"document_id": document, "ordinal": n, "before_char": 0, "rule": "share", "text": text}
        for n, text in enumerate(texts)
    ]
    return frame("removed_text", lines)


def everything(path):
    return {table: ask(path, f"FROM {table} ORDER BY ALL") for table in KEPT}


def quotes(path):
    return [row[0] for row in ask(path, "SELECT quote FROM figures ORDER BY document_id, char_start")]


def test_a_first_load_adds_everything_and_names_its_run(file):
    changes = load(file, batch(report(), removed_text=removed("分享到", "微博")))
    assert changes == {
        "sources": Change(1, 0, 0),
        "snapshots": Change(1, 0, 0),
        "document_versions": Change(1, 0, 0),
        "removed_text": Change(2, 0, 0),
        "figures": Change(2, 0, 0),
        "numerals": Change(2, 0, 0),
    }
    assert ask(file, "SELECT DISTINCT run_id FROM figures JOIN documents USING (document_id, run_id)") == [("run-1",)]


def test_the_same_again_changes_no_row(file):
    given = batch(report(), report("机构75家。", figure("75家", 75), source="b"), removed_text=removed("分享到"))
    load(file, given)
    before = everything(file)
    assert load(file, given, run_id="run-2") == {}
    assert everything(file) == before


def test_the_order_and_division_of_batches_make_no_difference(file, tmp_path):
    one, two = report(), report("机构75家。", figure("75家", 75), source="b")
    load(file, batch(one, two))
    (tmp_path / "other").mkdir()
    other = empty_warehouse(tmp_path / "other")
    load(other, batch(two), batch(one))
    assert everything(other) == everything(file)


def test_what_is_compared_a_part_at_a_time_is_told_together(file, tmp_path, monkeypatch):
    (tmp_path / "other").mkdir()
    other = empty_warehouse(tmp_path / "other")
    first = [batch(report(source=name), removed_text=removed("分享到", of=report(source=name))) for name in "abcd"]
    changed = report("全市投入社工170名。", figure("170名", 170), source="b")
    later = [batch(report(source="a")), batch(changed), batch(report(TEXT, SOCIAL_WORKERS, source="d"))]
    for path in (file, other):
        load(path, *first)
    together = load(file, *later, run_id="run-2")
    monkeypatch.setattr(rows, "_ROWS_TOGETHER", 1)
    monkeypatch.setattr(rows, "_BYTES_AT_ONCE", 1)
    assert load(other, *later, run_id="run-2") == together
    assert together["figures"] == Change(added=1, changed=0, removed=3)
    assert everything(other) == everything(file)


def test_a_later_fetch_of_the_same_bytes_adds_no_snapshot(file):
    first = batch(report())
    load(file, first)
    later = first.snapshots.with_columns(fetched_at=pl.lit(datetime(2030, 1, 1)))
    again = Batch(first.sources, later, first.documents, first.removed_text, first.figures, first.numerals)
    assert load(file, again, run_id="run-2") == {}
    assert ask(file, "SELECT fetched_at FROM snapshots") == [(datetime(2026, 11, 21, 8, 0),)]


def test_reading_a_document_anew_replaces_what_was_read_of_it(file):
    load(file, batch(report(), removed_text=removed("分享到", "微博")))
    better = figure("165名", 165, object="专业社工")
    changes = load(file, batch(report(TEXT, better), removed_text=removed("分享到")), run_id="run-2")
    assert changes == {
        "figures": Change(0, 1, 1),
        "numerals": Change(0, 0, 1),
        "removed_text": Change(0, 0, 1),
    }
    assert ask(file, "SELECT quote, object, run_id FROM figures") == [("165名", "专业社工", "run-2")]


def test_a_changed_text_becomes_the_current_document_and_the_old_one_a_version(file):
    load(file, batch(report(), removed_text=removed("分享到")))
    changed = report("全市投入社工170名。", figure("170名", 170))
    load(file, batch(changed), run_id="run-2")
    assert ask(file, "SELECT text, run_id FROM documents") == [("全市投入社工170名。", "run-2")]
    versions = ask(file, "SELECT text, is_current, run_id FROM document_versions ORDER BY is_current")
    assert versions == [(TEXT, False, "run-1"), ("全市投入社工170名。", True, "run-2")]
    assert quotes(file) == ["170名"]
    assert ask(file, "SELECT count(*) FROM removed_text") == [(0,)]


def test_a_text_that_comes_back_is_current_again(file):
    load(file, batch(report()))
    load(file, batch(report("全市投入社工170名。", figure("170名", 170))), run_id="run-2")
    load(file, batch(report()), run_id="run-3")
    assert ask(file, "SELECT text FROM documents") == [(TEXT,)]
    assert ask(file, "SELECT count(*) FROM document_versions") == [(2,)]
    assert quotes(file) == ["165名", "3000余人次"]


def test_sources_that_are_not_in_a_run_stay_as_they_are(file):
    load(file, batch(report(), report("机构75家。", figure("75家", 75), source="b")))
    load(file, batch(report(TEXT, SOCIAL_WORKERS)), run_id="run-2")
    assert sorted(quotes(file)) == ["165名", "75家"]


def test_a_source_whose_document_failed_keeps_the_last_good_one_until_it_is_mended(file):
    load(file, batch(report()))
    fault = entry("clean", "documents", {"source_id": "a"}, ["documents.text"], "blank", source_id="a")
    failed = Batch(sources=frame("sources", [source_row("a")]), quarantine=frame("quarantine", [fault]))
    assert load(file, failed, run_id="run-2") == {"quarantine": Change(1, 0, 0)}
    assert load(file, failed, run_id="run-3") == {}
    assert quotes(file) == ["165名", "3000余人次"]
    assert load(file, batch(report()), run_id="run-4") == {"quarantine": Change(0, 0, 1)}


def test_a_fault_of_no_known_source_is_kept_once(file):
    fault = frame("quarantine", [entry("fetch", "sources", {"line": 3}, ["sources.required"], "no file")])
    load(file, Batch(quarantine=fault))
    assert load(file, Batch(quarantine=fault), run_id="run-2") == {}
    assert ask(file, "SELECT stage, \"row\" ->> 'line', checks FROM quarantine") == [
        ("fetch", "3", ["sources.required"])
    ]


def test_of_rows_with_one_key_the_last_is_loaded(file):
    once = batch(report())
    figures = pl.concat([once.figures, once.figures.with_columns(object=pl.lit("义工"))])
    load(file, Batch(once.sources, once.snapshots, once.documents, once.removed_text, figures, once.numerals))
    assert ask(file, "SELECT DISTINCT object, count(*) FROM figures GROUP BY object") == [("义工", 2)]


def test_a_large_batch_arrives_whole(file):
    size = 300_000
    given = batch(report())
    numerals = given.numerals.head(1).drop("ordinal").join(pl.DataFrame({"ordinal": range(size)}), how="cross")
    numerals = numerals.with_columns(figure_id=pl.lit(None, dtype=pl.String), disposition=pl.lit("date"))
    load(file, Batch(given.sources, given.snapshots, given.documents, numerals=conform("numerals", numerals)))
    assert ask(file, "SELECT count(*), count(DISTINCT ordinal) FROM numerals") == [(size, size)]


@pytest.mark.parametrize("again", [False, True], ids=["first load", "later load"])
def test_rows_that_the_database_did_not_keep_stop_the_publication(file, monkeypatch, again):
    if again:
        load(file, batch(report()))
    before = everything(file)
    whole = rows._insert

    def lossy(connection, into, given):
        whole(connection, into, given.slice(0, 1) if into.endswith("figures") else given)
        return given.num_rows

    monkeypatch.setattr(rows, "_insert", lossy)
    with pytest.raises(LostRowsError, match="figures holds 1 rows, 2 were written"):
        load(file, batch(report()), run_id="run-2")
    assert everything(file) == before


@pytest.mark.parametrize("again", [False, True], ids=["first load", "later load"])
@pytest.mark.parametrize(
    ("change", "named"),
    [
        (pl.lit("x").alias("surprise"), "surprise"),
        (pl.col("value").cast(pl.Int64), "value"),
        (pl.lit("other").alias("run_id"), "run_id"),
    ],
    ids=["an unknown column", "another type", "a column the load fills in"],
)
def test_rows_that_are_not_as_declared_are_refused(file, again, change, named):
    if again:
        load(file, batch(report()))
    before = everything(file)
    given = batch(report(source="b"))
    with pytest.raises(FrameError, match=f"figures: not as declared: {named}$"):
        load(file, replace(given, figures=given.figures.with_columns(change)), run_id="run-2")
    assert everything(file) == before


def test_reading_ahead_leaves_the_memory_of_the_process_as_it_was():
    before = pa.default_memory_pool().backend_name
    with read_ahead(iter([tables(batch(report()))])) as batches:
        assert [rows["figures"].num_rows for rows in batches] == [2]
    assert pa.default_memory_pool().backend_name == before


def test_a_first_load_in_several_parts_is_the_same_as_in_one(file, tmp_path, monkeypatch):
    given = [report(source=name) for name in "abc"]
    load(file, batch(*given))
    monkeypatch.setattr(rows, "_ROWS_TOGETHER", 1)
    (tmp_path / "other").mkdir()
    other = empty_warehouse(tmp_path / "other")
    changes = load(other, *(batch(one) for one in given))
    assert changes["figures"] == Change(6, 0, 0)
    assert everything(other) == everything(file)


def test_an_error_in_the_middle_leaves_the_state_before(file):
    load(file, batch(report()))
    before = file.read_bytes()

    def batches():
        yield batch(report("机构75家。", figure("75家", 75), source="b"))
        raise RuntimeError("the partition is gone")

    with pytest.raises(RuntimeError, match="the partition is gone"):
        load(file, *batches())
    assert file.read_bytes() == before


def test_a_run_and_its_checks_are_recorded(file):
    run = {
        "run_id": "run-1",
        "flow": "ingest",
        "parameters": '{"batch_size": 50}',
        "code_version": "1",
        "lexicon_version": "2",
        "counts": '{"documents": {"in": 5, "out": 4}}',
        "started_at": datetime(2026, 11, 21, 8, 0),
        "outcome": "partial",
    }
    result = {"name": "figures.quote", "severity": "error", "rows_checked": 9, "rows_failed": 1, "sample": ["f"]}
    with publication(file) as connection:
        load_run(connection, frame("runs", [run]), frame("check_results", [result]))
    assert ask(file, "SELECT counts -> 'documents' ->> 'out', finished_at FROM runs") == [("4", None)]
    assert ask(file, "SELECT * FROM check_results") == [("run-1", "figures.quote", "error", 9, 1, ["f"])]


def test_codes_and_checks_are_in_the_warehouse_and_follow_the_program(file):
    assert ask(file, "SELECT label_zh FROM codes WHERE list = 'decision' AND code = 'reject'") == [("驳回",)]
    assert ask(file, "SELECT count(*) FROM checks") == [(len(registry.checks()),)]
    with publication(file) as connection:
        connection.execute("INSERT INTO codes VALUES ('decision', 'ponder', 'x', 'x', 'x', 'x')")
        connection.execute("UPDATE checks SET title_zh = '旧' WHERE name = 'figures.quote'")
        load_reference(connection)
    assert ask(file, "SELECT count(*) FROM codes") == [(sum(map(len, catalogue.code_lists().values())),)]
    assert ask(file, "SELECT count(*) FROM checks WHERE title_zh = '旧'") == [(0,)]
