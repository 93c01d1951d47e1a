"""Words, numbers, sums, charts and data of pages: plain functions, no browser."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tasks.errors import InputError
from tasks.site import folder, rows, wording
from tasks.site.charts import Point, timeline
from tasks.site.data import Field, coded, script, table_scripts
from tasks.site.frames import reasons, sums
from tasks.site.profiles import tiles
from tasks.site.render import TEMPLATES, render
from tasks.site.task import ask, write_site
from tasks.site.words import site_words, words
from tests.builders import ask as answer
from tests.builders import empty_warehouse

ASSETS = TEMPLATES.parent / "assets"


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (date(2022, 1, 1), date(2022, 12, 31), "2022"),
        (date(2024, 2, 1), date(2024, 2, 29), "2024-02"),
        (date(2022, 3, 5), date(2022, 3, 5), "2022-03-05"),
        (date(2022, 3, 5), date(2022, 4, 1), "2022-03-05 – 2022-04-01"),
        (None, date(2022, 3, 5), "– 2022-03-05"),
        (date(2022, 3, 5), None, "2022-03-05 –"),
        (None, None, ""),
    ],
)
def test_periods_are_as_short_as_can_be(start: date | None, end: date | None, said: str) -> None:
    assert wording.period(start, end) == said


@pytest.mark.parametrize(
    ("value", "low", "high", "said"),
    [(9, 9, 9, ""), (2000, 2000, None, "≥ 2,000"), (1e6, None, 1e6, "≤ 1,000,000"), (300, 300, 500, "300–500")],
)
def test_bounds_say_what_the_wording_supports(value: float, low: float, high: float, said: str) -> None:
    assert wording.bounds(value, low, high) == said


@pytest.mark.parametrize(("value", "said"), [(57000.0, "57,000"), (0.0, "0"), (98643.5, "98,643.5"), (None, "")])
def test_numbers_are_grouped_and_zero_is_a_number(value: float | None, said: str) -> None:
    assert wording.number(value) == said


def test_unseen_characters_are_named_and_offsets_stay() -> None:
    text = "165\u202e名\x00\u2028"
    assert list(wording.pieces(text)) == [("165", ""), ("", "U+202E"), ("名", ""), ("", "U+0000"), ("", "U+2028")]
    assert len(wording.plain(text)) == len(text)
    assert not set(wording.plain(text)) & {"\u202e", "\x00", "\u2028"}


def test_a_script_of_data_cannot_be_left_by_its_text() -> None:
    text = "</script><!--\u2028'\\"
    written = script("x", {"a": text})
    assert "<" not in written
    assert "\u2028" not in written
    assert json.loads(written.split(",", 1)[1].rsplit(")", 1)[0]) == {"a": text}


def test_coded_columns_travel_as_numbers_of_a_list_that_begins_with_not_stated() -> None:
    frame = pl.DataFrame({"metric": ["money", None, "calls"], "quote": ["1元", "2", "3个"], "said": ["a", "a", None]})
    fields = {"metric": coded("metric", ["calls", "money"]), "quote": Field("text"), "said": Field("local")}
    files = {
        name: json.loads(text.split(",", 1)[1].rsplit(")", 1)[0]) for name, text in table_scripts("t", frame, fields)
    }
    assert files["data/t.js"]["columns"]["metric"]["values"] == [None, "calls", "money"]
    assert files["data/t.js"]["columns"]["metric"]["labels"][0] == ["未述", "not stated"]
    assert files["data/t-0.js"] == {
        "metric": [2, 0, 1],
        "quote": ["1元", "2", "3个"],
        "said": {"values": ["a"], "at": [0, 0, None]},
    }


def test_a_whisker_reaches_to_the_bounds_and_an_open_end_to_the_edge() -> None:
    points = [
        Point(date(2022, 1, 1), 20, 20, 20, "", ""),
        Point(date(2022, 2, 1), 20, 10, 30, "", ""),
        Point(date(2022, 3, 1), 40, 40, None, "", ""),
    ]
    drawn = timeline(points)
    assert drawn is not None
    exact, between, open_end = drawn.dots
    assert exact.exact
    assert exact.bottom == exact.top == exact.y
    assert between.bottom > between.y > between.top
    assert open_end.open_top
    assert open_end.top < between.top
    assert exact.x < between.x < open_end.x


def test_values_of_one_day_with_open_and_closed_ends_are_drawn_together_and_months_are_named_as_months() -> None:
    day = date(2022, 3, 1)
    points = [Point(day, 9, low, high, "", "") for low, high in ((9, None), (None, 9), (9, 9))]
    drawn = timeline(points, of_months=True)
    assert drawn is not None
    assert [(dot.point.low, dot.point.high) for dot in drawn.dots] == [(None, 9), (9, 9), (9, None)]
    assert [tick.label for tick in drawn.days] == ["2022-03"]


def test_values_far_apart_stand_on_a_logarithmic_scale_that_says_so() -> None:
    near = timeline([Point(date(2022, 1, day), value, value, value, "", "") for day, value in ((1, 50), (2, 90))])
    far = timeline([Point(date(2022, 1, day), value, value, value, "", "") for day, value in ((1, 5), (2, 90000))])
    assert near is not None
    assert far is not None
    assert (near.logarithmic, far.logarithmic) == (False, True)
    assert timeline([]) is None


def test_sums_of_all_facts_are_the_view_metric_totals(seeds: Path) -> None:
    columns = "metric, dimension, unit, aggregation, total, total_low, total_high, included_facts, approximate_facts"
    expected = answer(seeds, f"SELECT {columns}, excluded_facts FROM metric_totals")  # noqa: S608
    made = sums(ask(seeds)["facts"]).select([*re.split(", ", columns), "excluded_facts"])
    assert sorted(map(str, made.rows())) == sorted(map(str, expected))


def test_reasons_of_sums_are_those_of_the_view(seeds: Path) -> None:
    answers = ask(seeds)
    keys = ("metric", "dimension", "unit", "aggregation")
    ours = {tuple(row[key] for key in keys): reasons(row) for row in sums(answers["facts"]).iter_rows(named=True)}
    views = {tuple(row[key] for key in keys): reasons(row) for row in answers["metric_totals"].iter_rows(named=True)}
    assert ours == views
    assert any(views.values())


def test_the_grid_has_every_province_on_a_tile_of_its_own() -> None:
    assert len(tiles()) == 34
    assert len({(tile.row, tile.column) for tile in tiles()}) == 34


def test_every_word_is_used_and_every_word_used_is_there() -> None:
    sources = "\n".join(path.read_text("utf-8") for path in (*TEMPLATES.glob("*.html"), *ASSETS.glob("*.js")))
    sources += "\n".join(path.read_text("utf-8") for path in TEMPLATES.parent.glob("*.py"))
    asked = set(re.findall(r"(?:\bt|say|word|label_of)\(['\"]([\w.:]+)['\"]", sources)) - {"key"}
    asked |= set(re.findall(r"'([\w.:]+)'\|(?:t|attribute)\b", sources)) - {"key"}
    assert sorted(key for key in asked if key not in words() and not key.endswith((".", ":"))) == []
    built = ("nav.", "counts.", "group.", "exclusion:", "confidence_band:", "decision:", "disposition:", "column:")
    views = tuple(f"{view}." for view in ("figures", "documents", "actors"))
    unused = [key for key in site_words() if not key.startswith((*built, *views)) and key not in sources]
    assert unused == []


def test_templates_escape_all_they_are_given() -> None:
    page = render("downloads.html", downloads=[folder.Download("<b>&", '"><script>', 1024)])
    assert "<b>" not in page
    assert "<script>" not in page
    assert "&lt;b&gt;&amp;" in page


def test_rows_that_are_written_without_a_template_escape_all_they_are_given() -> None:
    bad = "<b>&\"'"
    texts = dict.fromkeys(("quote", "unit", "metric", "dimension", "object", "actor", "aggregation", "reason"), bad)
    row = {"figure_id": "f", "fact_id": "f", "document_id": "d", "adm1": bad, "adm2": None, "adm3": None, **texts}
    row |= {"value": 9.0, "value_low": 9.0, "value_high": None, "period_start": None, "period_end": None}
    sums = {"total": 9.0, "total_low": 0.0, "total_high": None, "included_facts": 2, "approximate_facts": 1}
    row |= {**sums, "excluded_reasons": [{"reason": bad, "count": 1}], "period_month": None}
    segment = {"parts": [(bad, ""), ("", "U+202E")], "keys": ["f"], "leading": "f", "kind": "figure", "anchor": "f"}
    block = {"kind": bad, "level": 0, "start": 0, "segments": [{**segment, "reason": None}]}
    drawn = timeline([Point(date(2022, 3, 1), 9, 9, None, bad, "")])
    assert drawn is not None
    written = [rows.figure_rows([row]), rows.fact_rows([row]), rows.stated_rows([row]), rows.article_blocks([block])]
    written += [rows.total_rows([row], {"actor": bad}, ""), rows.drawing(drawn, "chart.title")]
    for text in written:
        assert "<b>" not in text
        assert "&lt;b&gt;&amp;" in text


def test_the_same_warehouse_gives_the_same_files(seeds: Path, site: Path, tmp_path: Path) -> None:
    again = write_site(seeds, tmp_path / "again").folder
    assert contents(again) == contents(site)


def contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_files_are_named_by_ids_and_hashes_alone(hostile_site: Path) -> None:
    names = [path.relative_to(hostile_site).as_posix() for path in hostile_site.rglob("*") if path.is_file()]
    assert [name for name in names if not re.fullmatch(r"(?:[a-z]+/)?[a-z0-9-]+\.(?:html|js|css|svg)", name)] == []


def test_a_site_replaces_a_site_and_nothing_else(seeds: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    out.mkdir()
    (out / "thesis.txt").write_text("years of work")
    with pytest.raises(InputError, match="no site"):
        write_site(seeds, out)
    assert (out / "thesis.txt").read_text() == "years of work"


def test_what_a_killed_run_left_is_gone_and_the_old_site_is_replaced_whole(seeds: Path, tmp_path: Path) -> None:
    out = write_site(seeds, tmp_path / "site").folder
    (out / "documents" / "old.html").write_text("gone")
    (tmp_path / "site.writing-1").mkdir()
    write_site(seeds, out)
    assert not (out / "documents" / "old.html").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_build_that_fails_leaves_the_old_site(seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = write_site(seeds, tmp_path / "site").folder
    before = contents(out)

    def fail(*_: Any) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(folder, "_write", fail)
    with pytest.raises(OSError, match="no space"):
        write_site(seeds, out)
    assert contents(out) == before


def test_an_empty_warehouse_has_a_site_that_says_so(tmp_path: Path) -> None:
    out = write_site(empty_warehouse(tmp_path), tmp_path / "site").folder
    first = (out / "index.html").read_text("utf-8")
    assert "尚无运行记录" in first
    assert "未见报告的指标" in first


def test_exports_are_offered_from_the_site_but_not_the_site_itself(seeds: Path, tmp_path: Path) -> None:
    (tmp_path / "csv").mkdir()
    (tmp_path / "csv" / "facts.csv").write_text("x")
    (tmp_path / ".hidden").write_text("x")
    out = write_site(seeds, tmp_path / "site", tmp_path).folder
    assert [(file.name, file.href) for file in folder.downloads(tmp_path, out)] == [
        ("csv/facts.csv", "../csv/facts.csv")
    ]
    assert 'href="../csv/facts.csv"' in (out / "index.html").read_text("utf-8")
