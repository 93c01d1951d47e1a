"""Answers of a sheet against a small warehouse: what lands, what is there already, what is refused and why."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tasks.errors import InputError
from tasks.review.task import Filters, Imported, export_sheet, import_sheet
from tests.builders import article, ask, batch, empty_warehouse, figure, load
from tests.review_sheets import WAYS, Answers, fill_csv
from warehouse.identity import run_id


def export(sheet: Path, warehouse: Path) -> int:
    return export_sheet.fn(warehouse, sheet, Filters())


def returned(warehouse: Path, sheet: Path) -> Imported:
    now = datetime.now(UTC)
    run = {"run_id": run_id(now), "flow": "review", "parameters": "{}", "started_at": now.replace(tzinfo=None)}
    return import_sheet.fn(sheet, warehouse, {**run, "code_version": "1", "lexicon_version": "1"}, 10.0)


def problems(done: Imported) -> list[str]:
    return [problem for _, problem in done.problems]


HOSTILE = [
    '=HYPERLINK("http://x")',
    "+社工",
    "-社工",
    "@社工",
    "\t社工",
    "'=1",
    "12345678901234567890",
    "2022-3-1",
    "甲,“乙”\n丙",
]


@pytest.mark.parametrize(("name", "fill"), WAYS)
def test_hostile_text_goes_out_harmless_and_comes_back_as_it_was(
    tmp_path: Path, name: str, fill: Callable[[Path, Answers], None]
) -> None:
    warehouse, sheet = empty_warehouse(tmp_path), tmp_path / name
    given = [figure(f"{n}名", n, object=text, actor=text) for n, text in enumerate(HOSTILE, start=10)]
    load(warehouse, batch(article("=cmd", "，".join(entry["quote"] for entry in given) + "。", *given)))
    export(sheet, warehouse)
    fill(sheet, {entry["quote"]: {"决定": "采纳", "复核人": "=王芳", "理由": "@SUM(1)"} for entry in given})
    done = returned(warehouse, sheet)
    assert (problems(done), done.added) == ([], len(HOSTILE))
    assert ask(warehouse, "SELECT DISTINCT source_id, reviewer, reason FROM reviews") == [("=cmd", "=王芳", "@SUM(1)")]
    sheet.write_text("数据编号\nx\n", "utf-8")
    with pytest.raises(InputError, match="lacks"):
        returned(warehouse, sheet)


def one_figure(tmp_path: Path) -> tuple[Path, Path]:
    warehouse, sheet = empty_warehouse(tmp_path), tmp_path / "r.csv"
    load(
        warehouse,
        batch(article("a", "社工5名。居民9名。", figure("5名", 5, object="社工"), figure("9名", 9, object="居民"))),
    )
    export(sheet, warehouse)
    return warehouse, sheet


def test_what_changed_since_the_sheet_was_written_is_a_conflict_and_not_overwritten(tmp_path: Path) -> None:
    warehouse, sheet = one_figure(tmp_path)
    other = tmp_path / "other.csv"
    shutil.copy(sheet, other)
    fill_csv("utf-8")(other, {"5名": {"决定": "更正", "字段": "数值", "更正值": "6", "复核人": "李明"}})
    assert returned(warehouse, other).added == 1
    fill_csv("utf-8")(sheet, {"5名": {"决定": "采纳", "复核人": "王芳"}})
    done = returned(warehouse, sheet)
    assert done.added == 0
    assert problems(done)[0].startswith("“数值”在表中是“5”，库中现为“6.0”")


def test_answers_that_contradict_each_other_are_refused_together(tmp_path: Path) -> None:
    warehouse, sheet = one_figure(tmp_path)
    fill_csv("utf-8")(sheet, {"5名": {"决定": "更正", "字段": "数值", "更正值": "6", "复核人": "王芳"}})
    heading, first, *rest = sheet.read_text("utf-8").splitlines()
    more = [first.replace(",6,王芳", ",7,王芳"), *rest]
    sheet.write_text("\n".join([heading, first, *more]), "utf-8")
    done = returned(warehouse, sheet)
    assert (done.added, len(problems(done))) == (0, 2)
    second = first.replace("数值,6,", "对象,专业社工,")
    sheet.write_text("\n".join([heading, first, second]), "utf-8")
    assert returned(warehouse, sheet).added == 2
    assert ask(warehouse, "SELECT value, object FROM reviewed_figures WHERE quote = '5名'") == [(6, "专业社工")]


def test_a_decision_may_be_taken_back_by_a_later_sheet(tmp_path: Path) -> None:
    warehouse, sheet = one_figure(tmp_path)
    old = tmp_path / "old.csv"
    fill_csv("utf-8")(sheet, {"5名": {"决定": "驳回", "复核人": "王芳"}})
    shutil.copy(sheet, old)
    returned(warehouse, sheet)
    assert export(tmp_path / "none.csv", warehouse) == 1
    fill_csv("utf-8")(sheet, {"5名": {"决定": "采纳", "复核人": "李明"}})
    assert returned(warehouse, sheet).added == 1
    assert ask(warehouse, "SELECT count(*) FROM evidence") == [(2,)]
    assert returned(warehouse, old).already == 1
    assert ask(warehouse, "SELECT count(*) FROM evidence") == [(2,)]
    new = tmp_path / "new.csv"
    export(new, warehouse)
    fill_csv("utf-8")(new, {"5名": {"决定": "驳回", "复核人": "王芳"}})
    assert returned(warehouse, new).added == 1
    assert ask(warehouse, "SELECT count(*) FROM evidence") == [(1,)]


def test_a_total_must_be_another_figure_of_the_document(tmp_path: Path) -> None:
    warehouse, sheet = one_figure(tmp_path)
    ids = dict(ask(warehouse, "SELECT quote, figure_id FROM figures"))
    given = {"决定": "更正", "字段": "所属总数", "复核人": "王芳"}
    fill_csv("utf-8")(sheet, {"5名": {**given, "更正值": ids["9名"]}, "9名": {**given, "更正值": "nothing"}})
    done = returned(warehouse, sheet)
    assert problems(done) == [
        "“所属总数”应为同一文档另一条数据的编号。The total is no other figure of the same document."
    ]
    assert ask(warehouse, "SELECT quote FROM evidence WHERE parent_figure_id IS NOT NULL") == [("5名",)]


def test_a_figure_that_is_gone_is_said_to_be(tmp_path: Path) -> None:
    warehouse, sheet = one_figure(tmp_path)
    fill_csv("utf-8")(sheet, {"5名": {"决定": "驳回", "复核人": "王芳"}, "9名": {"决定": "驳回", "复核人": "王芳"}})
    load(warehouse, batch(article("a", "导语。社工5名。", figure("5名", 5, object="社工"))), run_id="run-2")
    done = returned(warehouse, sheet)
    assert done.added == 1
    assert problems(done)[0].startswith("此数据已不在现行文档中")
