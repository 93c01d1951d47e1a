"""The whole way, as a user walks it: a folder of reports in, a warehouse that answers SQL out."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows import ROOT
from flows.ingest import ingest, main
from flows.report import Summary

DOCUMENTS = ROOT / "seeds" / "documents"
UNCHANGING = ("sources", "snapshots", "document_versions", "figures", "numerals", "removed_text", "quarantine")


def rows(warehouse: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        return connection.execute(query).fetchall()


def everything(warehouse: Path) -> Mapping[str, list[tuple[Any, ...]]]:
    return {table: rows(warehouse, f"SELECT * FROM {table} ORDER BY ALL") for table in UNCHANGING}  # noqa: S608


@pytest.fixture(scope="module")
def seeds(prefect: None, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Summary]:
    warehouse = tmp_path_factory.mktemp("seeds") / "taizhang.duckdb"
    return warehouse, ingest(warehouse=str(warehouse))


def test_every_report_is_there_with_its_figures(seeds: tuple[Path, Summary]) -> None:
    warehouse, summary = seeds
    assert summary.loaded.outcome in ("complete", "complete_with_warnings")
    per_source = rows(warehouse, "SELECT source_id[:3], count(*) FROM figures GROUP BY ALL ORDER BY ALL")
    assert [source for source, _ in per_source] == ["000", "001", "002", "003", "004"]
    (figure,) = rows(
        warehouse,
        "SELECT quote, value, value_low, value_high, unit, metric, object, actor, adm1, adm2, period_end::VARCHAR "
        "FROM figures WHERE quote = '5.7万余件'",
    )
    actor = "“兰州社工”疫情防控志愿服务队"
    assert figure == (
        "5.7万余件", 57000, 57000, None, "件", "supplies", "防疫物资", actor, "甘肃省", "兰州市", "2021-11-23",
    )  # fmt: skip


def test_every_figure_is_traced_to_its_characters_and_its_bytes(seeds: tuple[Path, Summary]) -> None:
    untraced = """
        SELECT f.quote FROM figures f
        LEFT JOIN documents d USING (document_id)
        LEFT JOIN snapshots s ON s.snapshot_id = d.snapshot_id
        LEFT JOIN sources o ON o.source_id = d.source_id
        WHERE substr(d.text, f.char_start + 1, f.char_end - f.char_start) IS DISTINCT FROM f.quote
           OR NOT contains(d.text, f.sentence) OR s.sha256 IS NULL OR o.source_id IS NULL"""
    assert rows(seeds[0], untraced) == []


def test_the_checks_against_history_are_asked_and_raise_no_false_alarm(seeds: tuple[Path, Summary]) -> None:
    usual = ("sources.freshness", "figures.usual_range", "runs.document_volume", "runs.figure_volume")
    asked = dict(rows(seeds[0], "SELECT name, sum(rows_failed) FROM check_results GROUP BY name"))
    assert [asked[name] for name in usual] == [0, 0, 0, 0]


def test_furniture_numbers_are_accounted_for_and_never_figures(seeds: tuple[Path, Summary]) -> None:
    furniture = rows(seeds[0], "SELECT quote, disposition, char_start FROM numerals WHERE part = 'furniture'")
    assert ("11条", "furniture", None) in furniture
    assert ("639921629", "identifier", None) in furniture
    assert rows(seeds[0], "SELECT count(*) FROM figures WHERE quote LIKE '%639921629%' OR quote = '11条'") == [(0,)]


def test_reading_the_same_again_changes_no_row(seeds: tuple[Path, Summary]) -> None:
    warehouse, first = seeds
    before = everything(warehouse)
    again = ingest(warehouse=str(warehouse), batch_size=2)
    assert everything(warehouse) == before
    assert again.loaded.changes["figures"] == (0, 0, 0)
    assert again.loaded.new_documents == 0
    assert again.run_id != first.run_id
    assert rows(warehouse, "SELECT count(*) FROM runs") == [(2,)]


def test_bad_files_cost_only_themselves(prefect: None, tmp_path: Path) -> None:
    folder, warehouse = tmp_path / "reports", tmp_path / "w.duckdb"
    folder.mkdir()
    shutil.copy(DOCUMENTS / "002_55962edf3cd4fbef.txt", folder / "good.txt")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "picture.html").write_bytes(b"\x89PNG\r\n")
    (folder / "dated.txt").write_text("共有9家机构。", encoding="utf-8")
    header = "file,source_id,title,publisher,url,published_on,adm1,adm2,adm3\n"
    (folder / "sources.csv").write_text(header + "dated.txt,,,,,soon,,,\n", encoding="utf-8")
    summary = ingest(documents=str(folder), warehouse=str(warehouse))
    assert summary.loaded.outcome == "partial"
    assert rows(warehouse, "SELECT source_id FROM documents") == [("good",)]
    set_aside = dict(rows(warehouse, "SELECT source_id, problem FROM quarantine"))
    assert set(set_aside) == {"empty", "picture", "dated"}
    assert "it is empty" in set_aside["empty"]
    assert "PNG picture" in set_aside["picture"]
    assert "'soon'" in set_aside["dated"]


def test_what_cannot_be_used_at_all_is_refused_before_anything_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    warehouse = tmp_path / "w.duckdb"
    (tmp_path / "r.txt").write_text("75家", encoding="utf-8")
    (tmp_path / "sources.csv").write_text("name\nr.txt\n", encoding="utf-8")
    assert main(["--documents", str(tmp_path), "--warehouse", str(warehouse)]) == 2
    assert "sources.csv: its header is name" in capsys.readouterr().err
    assert not warehouse.exists()


def test_help_documents_every_option(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--help"])
    assert stopped.value.code == 0
    text = capsys.readouterr().out
    for option in (
        "--documents DIR",
        "--sources FILE",
        "--warehouse FILE",
        "--batch-size N",
        "--runner KIND",
        "sources.csv",
    ):
        assert option in text
