"""The way of a sheet on the seeds: out to a person, filled in, back in, into every answer, through reading again."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from flows import ROOT
from flows.ingest import ingest
from flows.review import Reviewed, export, main, review
from tasks.review.task import Filters
from tests.builders import ask
from tests.review_sheets import WAYS, Answers, fill_csv, fill_workbook
from warehouse import catalogue

DOCUMENTS = ROOT / "seeds" / "documents"


@pytest.fixture
def warehouse(seed_warehouse: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(seed_warehouse, tmp_path / "w.duckdb"))


def returned(warehouse: Path, sheet: Path) -> Reviewed:
    return review(str(sheet), str(warehouse))


def problems(reviewed: Reviewed) -> list[str]:
    return [problem for _, problem in reviewed.imported.problems]


@pytest.mark.parametrize(("name", "fill"), WAYS)
def test_decisions_on_the_seeds_change_every_answer_and_a_sheet_given_twice_adds_nothing(
    warehouse: Path, tmp_path: Path, name: str, fill: Callable[[Path, Answers], None]
) -> None:
    sheet = tmp_path / name
    (figures,) = ask(warehouse, "SELECT count(*) FROM figures")
    assert export(sheet, Filters(), str(warehouse)) == figures[0]
    total = "SELECT total FROM metric_totals WHERE metric = 'supplies' AND unit = '件'"
    before = ask(warehouse, total)
    fill(
        sheet,
        {
            "5.7万余件": {"决定": "更正", "字段": "数值", "更正值": "57,500", "复核人": "王芳", "理由": "见附件"},
            "75家": {"决定": "驳回", "复核人": "王芳"},
            "2000余个": {"决定": "采纳", "复核人": "李明"},
            "7万余名": {"决定": "更正", "字段": "行政区划代码", "更正值": "甘肃省兰州市城关区", "复核人": "李明"},
        },
    )
    first = returned(warehouse, sheet)
    assert (first.imported.answered, first.imported.added, first.imported.problems) == (4, 4, [])
    columns = "quote, decision, field, new_value, reviewer, reason"
    assert ask(warehouse, f"SELECT {columns} FROM reviews WHERE field = 'value'") == [  # noqa: S608
        ("5.7万余件", "correct", "value", "57500", "王芳", "见附件")
    ]
    reviewed = "SELECT value, value_low, value_high, review_decision FROM reviewed_figures WHERE quote = '5.7万余件'"
    assert ask(warehouse, reviewed) == [(57500, 57500, None, "correct")]
    assert ask(warehouse, total)[0][0] == before[0][0] + 500
    place = (
        "SELECT DISTINCT adm1, adm2, adm3, region_code FROM evidence WHERE corrected_fields IS NOT NULL AND adm3 <> ''"
    )
    assert ask(warehouse, place) == [("甘肃省", "兰州市", "城关区", "620102")]
    rejected = "SELECT figure_id FROM reviews WHERE decision = 'reject'"
    assert ask(warehouse, f"SELECT * FROM evidence WHERE figure_id IN ({rejected})") == []  # noqa: S608
    state = warehouse.read_bytes()
    again = returned(warehouse, sheet)
    assert (again.imported.added, again.imported.already, again.imported.problems) == (0, 4, [])
    assert warehouse.read_bytes() == state
    assert ask(warehouse, "SELECT flow, outcome FROM runs ORDER BY started_at")[1:] == [("review", "complete")]


def test_rows_that_cannot_be_used_come_back_mendable_and_the_others_land(warehouse: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "r.xlsx"
    export(sheet, Filters(), str(warehouse))
    answers = {
        "5.7万余件": {"决定": "更正", "字段": "指标", "更正值": "口罩", "复核人": "王芳"},
        "75家": {"决定": "驳回"},
        "2000余个": {"决定": "更正", "字段": "下限", "更正值": 9999, "复核人": "王芳"},
        "7万余名": {"决定": "驳回", "复核人": "王芳", "数值": 6},
        "165名": {"决定": "采纳", "复核人": "王芳"},
    }
    fill_workbook(sheet, answers)
    done = returned(warehouse, sheet)
    assert done.imported.added == 1
    said = sorted(problem[:7] for problem in problems(done))
    assert said == sorted(["“指标”是“口", "“复核人”为空", "Not so:", "“数值”在表中"])
    assert done.problems_file is not None
    assert done.problems_file.name == "r.problems.csv"
    mended = {"5.7万余件": {"更正值": "资金与价值"}, "75家": {"复核人": "王芳"}, "7万余名": {"数值": 70000}}
    fill_csv("gbk")(done.problems_file, {**mended, "2000余个": {"更正值": "2100", "字段": "数值"}})
    again = returned(warehouse, done.problems_file)
    assert (again.imported.added, again.imported.problems) == (4, [])
    assert ask(warehouse, "SELECT value_low FROM reviewed_figures WHERE quote = '2000余个' AND value = 2100") == [
        (2100,)
    ]


def test_a_decision_survives_reading_again_and_follows_its_quote(prefect: None, tmp_path: Path) -> None:
    folder, warehouse, sheet = tmp_path / "reports", tmp_path / "w.duckdb", tmp_path / "r.xlsx"
    folder.mkdir()
    report = folder / "a.txt"
    report.write_text((DOCUMENTS / "000_58fc2fa927181397.txt").read_text("utf-8"), "utf-8")
    ingest(documents=str(folder), warehouse=str(warehouse))
    export(sheet, Filters(), str(warehouse))
    fill_workbook(sheet, {"5.7万余件": {"决定": "驳回", "复核人": "王芳"}})
    returned(warehouse, sheet)
    state = "SELECT state FROM applied_reviews"
    gone = "SELECT count(*) FROM reviewed_figures WHERE quote = '5.7万余件'"
    before = ask(warehouse, gone)
    ingest(documents=str(folder), warehouse=str(warehouse))
    assert (ask(warehouse, state), ask(warehouse, gone)) == ([("applies",)], before)
    report.write_text("本报讯，昨日公布。\n" + report.read_text("utf-8"), "utf-8")
    ingest(documents=str(folder), warehouse=str(warehouse))
    assert (ask(warehouse, state), ask(warehouse, gone)) == ([("moved",)], before)
    report.write_text(report.read_text("utf-8").replace("5.7万余件", "5.9万余件"), "utf-8")
    summary = ingest(documents=str(folder), warehouse=str(warehouse))
    assert ask(warehouse, state) == [("no_longer",)]
    assert "reviews.applies" in summary.as_text()


def test_a_sheet_is_of_the_figures_chosen(seed_warehouse: Path, tmp_path: Path) -> None:
    def count(filters: Filters, condition: str) -> tuple[int, int]:
        (found,) = ask(seed_warehouse, f"SELECT count(*) FROM review_sheet WHERE {condition}")[0]  # noqa: S608
        return export(tmp_path / "r.csv", filters, str(seed_warehouse)), found

    source = "002_55962edf3cd4fbef"
    for filters, condition in (
        (Filters(document=source), f"source_id = '{source}'"),
        (Filters(metric="supplies"), "metric = 'supplies'"),
        (Filters(below_confidence=0.9), "confidence < 0.9"),
        (Filters(conflicts=True), "in_conflict"),
        (Filters(document=source, metric="supplies"), f"source_id = '{source}' AND metric = 'supplies'"),
    ):
        exported, found = count(filters, condition)
        assert exported == found < 108


def test_a_sheet_has_chinese_headings_choices_and_the_quote_marked(seed_warehouse: Path, tmp_path: Path) -> None:
    export(tmp_path / "r.xlsx", Filters(), str(seed_warehouse))
    rows = openpyxl.load_workbook(tmp_path / "r.xlsx").worksheets[0]
    heading = [cell.value for cell in rows[1]]
    assert heading == [column.label_zh for column in catalogue.table("review_sheet").columns]
    lists = [rule.formula1 for rule in rows.data_validations.dataValidation]
    assert '"采纳,更正,驳回"' in lists
    assert any("行政区划代码" in formula for formula in lists)
    marked, quote = heading.index("原句（标出原文）"), heading.index("原文")
    assert all(f"【{row[quote]}】" in row[marked] for row in rows.iter_rows(min_row=2, values_only=True))


def test_the_command_goes_both_ways_and_explains_itself(
    seed_warehouse: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet, warehouse = tmp_path / "r.csv", shutil.copy(seed_warehouse, tmp_path / "w.duckdb")
    assert main(["export", "--out", str(sheet), "--metric", "物资", "--warehouse", str(warehouse)]) == 0
    assert f"figures in {sheet}" in capsys.readouterr().out
    fill_csv("gbk")(sheet, {"5.7万余件": {"决定": "采纳", "复核人": "王芳"}})
    assert main(["import", str(sheet), "--warehouse", str(warehouse)]) == 0
    assert "Entered     1 new, 0 there already" in capsys.readouterr().out
    assert main(["export", "--metric", "猫", "--warehouse", str(warehouse)]) == 2
    assert main(["export", "--out", "r.pdf", "--warehouse", str(warehouse)]) == 2
    assert main(["import", str(tmp_path / "none.csv"), "--warehouse", str(warehouse)]) == 2
    for command in ("export", "import"):
        with pytest.raises(SystemExit):
            main([command, "--help"])
    assert "--below-confidence N" in capsys.readouterr().out
