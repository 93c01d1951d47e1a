"""A publication of the seeds, opened by the tools that others open it with."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import shutil
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import hxl
import openpyxl
import polars as pl
import pytest

from flows.publish import FORMS, Published, main, publish
from tasks.errors import InputError
from tasks.publish.tables import HXL, PUBLISHED, WORKBOOK
from tests.builders import article, ask, batch, empty_warehouse, figure, load
from warehouse import catalogue
from warehouse.cells import unguarded
from warehouse.errors import UnreadableError

HOSTILE = [
    '=HYPERLINK("http://x","y")',
    "+1",
    "-1",
    "@SUM(1)",
    "\t=1",
    "12345678901234567890",
    "'=x",
    '"a", b',
    "甲\n乙",
]


@pytest.fixture(scope="module")
def published(seed_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Published:
    return publish(str(seed_warehouse), str(tmp_path_factory.mktemp("out") / "published"))


@pytest.fixture(scope="module")
def hostile(prefect: None, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A warehouse where every text may be what a spreadsheet would run, and its publication."""
    folder = tmp_path_factory.mktemp("hostile")
    warehouse = empty_warehouse(folder)
    given = [figure(f"{n}名", n, object=text, actor=text) for n, text in enumerate(HOSTILE, start=10)]
    text = "，".join(entry["quote"] for entry in given) + "。"
    load(warehouse, batch(article("=cmd|calc", text, *given, title="=1+1", publisher="@x")))
    return warehouse, publish(str(warehouse), str(folder / "out")).folder


def rows(warehouse: Path, table: str) -> list[tuple[Any, ...]]:
    columns = ", ".join(f'"{name}"' for name in catalogue.table(table).names)
    return ask(warehouse, f'SELECT {columns} FROM "{table}" ORDER BY ALL')  # noqa: S608


@pytest.mark.parametrize("table", PUBLISHED)
def test_parquet_holds_what_sql_says(seed_warehouse: Path, published: Published, table: str) -> None:
    path = published.folder / "parquet" / f"{table}.parquet"
    assert duckdb.sql(f"SELECT * FROM '{path}' ORDER BY ALL").fetchall() == rows(seed_warehouse, table)  # noqa: S608
    assert pl.read_parquet(path).columns == list(catalogue.table(table).names)


@pytest.mark.parametrize("table", PUBLISHED)
def test_csv_holds_what_sql_says(seed_warehouse: Path, published: Published, table: str) -> None:
    with (published.folder / "csv" / f"{table}.csv").open(encoding="utf-8", newline="") as handle:
        read = list(csv.DictReader(handle))
    expected = ask(seed_warehouse, f'SELECT * FROM "{table}"')  # noqa: S608
    columns = catalogue.table(table).columns
    assert sorted(as_text(columns, row) for row in expected) == sorted(tuple(row.values()) for row in read)


def as_text(columns: tuple[catalogue.Column, ...], row: tuple[Any, ...]) -> tuple[str, ...]:
    """A row as its CSV has it."""
    return tuple(cell_text(column, value) for column, value in zip(columns, row, strict=True))


def cell_text(column: catalogue.Column, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def test_frictionless_finds_the_package_valid(published: Published) -> None:
    report = frictionless.validate(str(published.folder / "datapackage.json"))
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "note"])
    package = frictionless.Package(str(published.folder / "datapackage.json"))
    assert [resource.name for resource in package.resources] == list(PUBLISHED)
    value = package.get_resource("facts").schema.get_field("value")
    assert (value.type, value.title, value.constraints) == (
        "number",
        "数值 · value",
        {"required": True, "minimum": 0.0},
    )
    keys = package.get_resource("evidence").schema.foreign_keys
    assert {"fields": ["document_id"], "reference": {"resource": "documents", "fields": ["document_id"]}} in keys


def test_frictionless_would_notice_a_wrong_cell(published: Published, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(published.folder, tmp_path / "copy"))
    table = folder / "csv" / "facts.csv"
    table.write_text(table.read_text("utf-8").replace(",social_workers,", ",social_worker,", 1), "utf-8")
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert [error.type for task in report.tasks for error in task.errors] == ["constraint-error"]


@pytest.mark.parametrize("table", HXL)
def test_libhxl_finds_the_sheets_valid_and_reads_their_numbers(
    seed_warehouse: Path, published: Published, table: str
) -> None:
    path = str(published.folder / "hxl" / f"{table}.csv")
    errors: list[str] = []
    schema = hxl.schema(None, callback=lambda error: errors.append(f"{error.rule.description}: {error.value}"))
    with hxl.data(path, hxl.InputOptions(allow_local=True)) as source:
        assert schema.validate(source), errors
    with hxl.data(path, hxl.InputOptions(allow_local=True)) as source:
        cells = [row.get("#indicator+value+num-low-high") for row in source]
    (column,) = {"figures_4w": ["value"], "evidence": ["value"]}.get(table, ["total"])
    expected = [value for (value,) in ask(seed_warehouse, f'SELECT "{column}" FROM {table}') if value is not None]  # noqa: S608
    assert sorted(float(cell) for cell in cells if cell) == sorted(expected)


def test_the_4w_table_is_in_ochas_order_with_codes_for_places(published: Published) -> None:
    with (published.folder / "hxl" / "figures_4w.csv").open(encoding="utf-8-sig", newline="") as handle:
        chinese, tags, *lines = csv.reader(handle)
    assert chinese[:6] == ["发布者", "主体", "领域", "指标", "对象", "省级"]
    places = ["#adm1+name", "#adm1+code+v_gbt2260", "#adm2+name", "#adm2+code+v_gbt2260", "#adm3+name"]
    order = ["#org+impl+name", "#sector", "#indicator+code", *places, "#beneficiary+type", "#reached+ind", "#status"]
    order += ["#date+start", "#date+end"]
    assert [tag for tag in tags if tag in order] == order
    codes = {(line[tags.index("#adm2+name")], line[tags.index("#adm2+code+v_gbt2260")]) for line in lines}
    assert ("宁波市", "330200") in codes


def test_the_workbook_has_the_sentence_beside_each_number(seed_warehouse: Path, published: Published) -> None:
    workbook = openpyxl.load_workbook(published.folder / "taizhang.xlsx")
    labels = [catalogue.table(entry.table).label_zh for entry in WORKBOOK]
    assert workbook.sheetnames == ["说明", *labels, "数据字典", "代码表"]
    sheet = workbook["证据"]
    heading = [cell.value for cell in sheet[1]]
    assert heading[:6] == ["指标", "数值", "计量单位", "限定词", "原文", "原句"]
    names = {code.code: code.label_zh for code in catalogue.codes("metric")}
    expected = ask(seed_warehouse, "SELECT metric, value, quote, sentence, period_end FROM evidence")
    columns = [heading.index(name) for name in ("指标", "数值", "原文", "原句", "时期止")]
    read = [tuple(row[n] for n in columns) for row in sheet.iter_rows(min_row=2, values_only=True)]
    as_shown = [(names[metric], value, quote, sentence, day) for metric, value, quote, sentence, day in expected]
    assert sorted(as_shown, key=str) == sorted(
        [(*row[:4], row[4].date() if row[4] else None) for row in read],
        key=str,
    )
    assert (sheet.freeze_panes, sheet.auto_filter.ref[:2]) == ("A2", "A1")
    described = {row[5] for row in workbook["数据字典"].iter_rows(min_row=2, values_only=True)}
    assert {f"{entry.table}.{column.name}" for entry in WORKBOOK for column in entry.fields} == described


def test_totals_in_the_workbook_are_those_of_sql(seed_warehouse: Path, published: Published) -> None:
    sheet = openpyxl.load_workbook(published.folder / "taizhang.xlsx")["指标合计"]
    heading = [cell.value for cell in sheet[1]]
    read = [row[heading.index("合计")] for row in sheet.iter_rows(min_row=2, values_only=True)]
    expected = [total for (total,) in ask(seed_warehouse, "SELECT total FROM metric_totals")]
    assert sorted(-1 if total is None else total for total in read) == sorted(
        -1 if total is None else total for total in expected
    )


def test_no_cell_of_a_sheet_is_a_formula_and_every_text_can_be_had_back(hostile: tuple[Path, Path]) -> None:
    warehouse, folder = hostile
    objects = {text for (text,) in ask(warehouse, "SELECT object FROM figures")}
    assert objects == set(HOSTILE)
    for path in [*folder.glob("csv/*.csv"), *folder.glob("hxl/*.csv")]:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            cells = [cell for row in csv.reader(handle) for cell in row]
        assert not [cell for cell in cells if cell[:1] in tuple("=+-@\t")], path.name
        if path.name in ("evidence.csv", "figures_4w.csv"):
            assert objects <= {unguarded(cell) for cell in cells}
    for sheet in openpyxl.load_workbook(folder / "taizhang.xlsx"):
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert not [cell.value for cell in cells if cell.data_type == "f" or str(cell.value)[:1] in tuple("=+@\t")]
    parquet = pl.read_parquet(folder / "parquet" / "evidence.parquet")
    assert set(parquet["object"]) == objects
    assert frictionless.validate(str(folder / "datapackage.json")).valid


def test_the_same_warehouse_gives_the_same_bytes(seed_warehouse: Path, published: Published, tmp_path: Path) -> None:
    again = publish(str(seed_warehouse), str(tmp_path / "again"))
    assert again.manifest == published.manifest
    for file in again.manifest["files"]:
        data = (again.folder / file["path"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == file["sha256"]
    names = sorted(path.relative_to(again.folder).as_posix() for path in again.folder.rglob("*") if path.is_file())
    assert names == sorted([file["path"] for file in again.manifest["files"]] + ["README.md", "manifest.json"])


def test_the_site_lies_beside_the_files_and_links_to_them(published: Published) -> None:
    page = (published.folder / "site" / "index.html").read_text("utf-8")
    linked = re.findall(r'href="(\.\./[^"]+)"', page)
    assert "../taizhang.xlsx" in linked
    assert all((published.folder / "site" / link).resolve().is_file() for link in linked)


def test_the_manifest_says_of_which_run_and_how_many_rows(seed_warehouse: Path, published: Published) -> None:
    assert published.manifest["run_id"] == ask(seed_warehouse, "SELECT max(run_id) FROM runs")[0][0]
    counts = {table: ask(seed_warehouse, f'SELECT count(*) FROM "{table}"')[0][0] for table in PUBLISHED}  # noqa: S608
    assert published.manifest["rows"] == counts
    readme = (published.folder / "README.md").read_text("utf-8")
    assert f"| `facts` | 事实 | {counts['facts']} |" in readme


def test_one_form_alone_and_a_licence(seed_warehouse: Path, tmp_path: Path) -> None:
    done = publish(str(seed_warehouse), str(tmp_path / "out"), ["package"], "CC-BY-4.0")
    assert {path.name for path in done.folder.iterdir()} == {"csv", "datapackage.json", "README.md", "manifest.json"}
    assert json.loads((done.folder / "datapackage.json").read_text("utf-8"))["licenses"] == [{"name": "CC-BY-4.0"}]


def test_a_folder_of_somebody_else_is_left_alone(seed_warehouse: Path, tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("mine", "utf-8")
    assert main(["--warehouse", str(seed_warehouse), "--out", str(tmp_path)]) == 2
    assert (tmp_path / "letters.txt").read_text("utf-8") == "mine"


def test_a_publication_that_fails_leaves_the_one_before(
    seed_warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    before = publish(str(seed_warehouse), str(out), ["hxl"]).manifest

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tasks.publish.task.manifest", full)
    with pytest.raises(InputError, match="No space left on device"):
        publish(str(seed_warehouse), str(out), ["hxl"])
    assert json.loads((out / "manifest.json").read_text("utf-8")) == before
    assert [path.name for path in tmp_path.iterdir() if "writing" in path.name] == []


def test_what_cannot_be_published_is_said(prefect: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--warehouse", str(tmp_path / "none.duckdb"), "--out", str(tmp_path / "out")]) == 1
    assert "there is no warehouse here yet" in capsys.readouterr().err
    assert main(["--forms", "pdf"]) == 2
    assert f"Choose of {','.join(FORMS)}" in capsys.readouterr().err
    older = empty_warehouse(tmp_path)
    with duckdb.connect(str(older)) as connection:
        connection.execute("DROP VIEW figures_4w")
    with pytest.raises(UnreadableError, match="older taizhang"):
        publish(str(older), str(tmp_path / "out"))


def test_an_empty_warehouse_is_published_as_such(prefect: None, tmp_path: Path) -> None:
    folder = publish(str(empty_warehouse(tmp_path)), str(tmp_path / "out")).folder
    assert frictionless.validate(str(folder / "datapackage.json")).valid
    assert openpyxl.load_workbook(folder / "taizhang.xlsx")["证据"].max_row == 1


def test_help_documents_every_option(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    text = capsys.readouterr().out
    for option in ("--warehouse FILE", "--out DIR", "--forms FORM", "--licence NAME"):
        assert option in text
