"""What is usual, and what is not: silence, size, volume; and that too little is known to say."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from checks.history import DAYS, DOCUMENTS, RUNS, compare
from tasks.load.rows import load_run
from tests.builders import article, batch, bring_in, empty_warehouse, figure
from warehouse.frames import empty, frame
from warehouse.publication import publication

NOW = datetime(2026, 11, 21, 8)
PARAMETERS = json.dumps({"documents": "reports", "sources": None})
RUN: dict[str, object] = {"run_id": "now", "flow": "ingest", "parameters": PARAMETERS, "started_at": NOW}
COUNTY = {"adm1": "浙江省", "adm2": "宁波市", "adm3": "海曙区", "region_code": "330203"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return empty_warehouse(tmp_path)


def unusual(file: Path, documents: int = 5, figures: int = 50) -> dict[str, list[str]]:
    """The checks that fail, with the keys they name."""
    with publication(file) as connection:
        results = compare(connection, RUN, documents, figures)
    return {row["name"]: row["sample"] for row in results.rows(named=True) if row["rows_failed"]}


def asked(file: Path, check: str, documents: int = 5, figures: int = 50) -> int:
    with publication(file) as connection:
        results = compare(connection, RUN, documents, figures)
    return int(results.filter(name=check)["rows_checked"].item())


def load(file: Path, *articles: object, run_id: str = "earlier") -> None:
    with publication(file) as connection:
        bring_in(connection, batch(*articles), run_id=run_id)


def heard(file: Path, days_ago: list[int], kind: str = "file", **source: object) -> None:
    """Reports of 民政局 that came so many days ago; `source` are columns to set for all."""
    load(file, *(article(f"r{days:04}", f"第{days}号。") for days in days_ago))
    setting = {"publisher": "民政局", "kind": kind, **source}
    with publication(file) as connection:
        for days in days_ago:
            came = NOW - timedelta(days=days)
            connection.execute("UPDATE snapshots SET fetched_at = ? WHERE source_id = ?", [came, f"r{days:04}"])
        for column, value in setting.items():
            connection.execute(f'UPDATE sources SET "{column}" = ?', [value])  # noqa: S608


WEEKLY = [100 - 7 * week for week in range(DAYS)]  # the last 65 days ago


def test_a_source_silent_for_much_longer_than_usual_is_named(file: Path) -> None:
    heard(file, WEEKLY)
    assert unusual(file) == {"sources.freshness": ["r0065"]}


@pytest.mark.parametrize(
    ("days_ago", "source"),
    [
        ([day - 46 for day in WEEKLY], {}),
        (WEEKLY[1:], {}),
        (WEEKLY, {"publisher": None}),
        (WEEKLY, {"enabled": False}),
        ([400, 330, 250, 180, 100, 65], {}),
        ([70, 69, 68, 67, 66, 65, 5], {}),
    ],
    ids=["late, but within three intervals", "too few days", "no publisher", "disabled", "a slow one", "heard lately"],
)
def test_a_source_that_is_not_known_to_be_silent_is_not_named(
    file: Path, days_ago: list[int], source: dict[str, object]
) -> None:
    heard(file, days_ago, **source)
    assert unusual(file) == {}


def test_reports_read_on_one_day_say_nothing_of_the_days_between(file: Path) -> None:
    load(file, *(article(f"r{number}", f"第{number}号。") for number in range(3 * DAYS)))
    with publication(file) as connection:
        connection.execute("UPDATE sources SET publisher = '民政局'")
        connection.execute("UPDATE snapshots SET fetched_at = TIMESTAMP '2025-01-01'")
    assert asked(file, "sources.freshness") == 0


def test_an_archive_behind_a_list_that_is_read_is_judged_by_its_days_of_publication(file: Path) -> None:
    heard(file, WEEKLY, kind="page", location="https://mzj.example.cn/a.html")
    with publication(file) as connection:
        connection.execute("UPDATE snapshots SET fetched_at = ?", [NOW])
        for days in WEEKLY:
            published = (NOW - timedelta(days=days)).date()
            connection.execute(
                "UPDATE document_versions SET published_on = ? WHERE source_id = ?", [published, f"r{days:04}"]
            )
    assert unusual(file) == {}  # pages named one by one may be as old as they like
    with publication(file) as connection:
        connection.execute(
            "INSERT INTO sources BY NAME SELECT 'list' AS source_id, 'feed' AS kind, true AS enabled, "
            "'https://mzj.example.cn/feed' AS location, 'r' AS run_id"
        )
    assert unusual(file) == {"sources.freshness": ["list"]}


def reports(values: list[float], first: int = 0, **fields: object) -> list[object]:
    """Reports with two figures each, of such sizes."""
    return [
        article(
            f"s{number}", f"社工{value:.0f}名。义工7名。", figure(f"{value:.0f}名", value, **{**COUNTY, **fields}),
            figure("7名", 7, **COUNTY),
        )
        for number, value in enumerate(values, start=first)
    ]  # fmt: skip


USUAL = [float(20 + 9 * number) for number in range(DOCUMENTS)]


def test_a_figure_far_out_of_the_range_of_earlier_reports_is_named(file: Path) -> None:
    load(file, *reports(USUAL))
    new = reports([320_000_000.0, 500.0], first=50)
    load(file, *new, run_id="now")
    named = unusual(file)
    assert list(named) == ["figures.usual_range"]
    with publication(file) as connection:
        quotes = connection.execute("SELECT quote FROM figures WHERE figure_id = ?", named["figures.usual_range"])
        assert quotes.fetchall() == [("320000000名",)]


@pytest.mark.parametrize(
    "other",
    [{"metric": "volunteers"}, {"adm3": None}, {"dimension": "items"}, {"aggregation": "flow"}, {"per": "day"}],
    ids=lambda other: next(iter(other)),
)
def test_figures_of_other_things_are_not_compared(file: Path, other: dict[str, object]) -> None:
    load(file, *reports(USUAL))
    load(file, *reports([320_000_000.0], first=50, **other), run_id="now")
    assert unusual(file) == {}


def test_a_range_takes_enough_figures_of_enough_reports(file: Path) -> None:
    load(file, *reports(USUAL[1:]))
    load(file, *reports([320_000_000.0], first=50), run_id="now")
    assert asked(file, "figures.usual_range") == 0


def test_one_mistake_among_earlier_figures_does_not_hide_the_next(file: Path) -> None:
    load(file, *reports([*USUAL, 90_000_000.0]))
    load(file, *reports([320_000_000.0], first=50), run_id="now")
    assert list(unusual(file)) == ["figures.usual_range"]


def ran(file: Path, documents: list[int], outcome: str = "complete", **fields: str) -> None:
    """Earlier runs that read so many reports, ten figures in each."""
    rows = [
        {
            **RUN, "run_id": f"run-{number}", "code_version": "1", "lexicon_version": "1", "outcome": outcome,
            "counts": json.dumps({"stages": {"documents": read, "figures": 10 * read}}), **fields,
        }
        for number, read in enumerate(documents)
    ]  # fmt: skip
    with publication(file) as connection:
        for row in rows:
            load_run(connection, frame("runs", [row]), empty("check_results"))


STEADY = [200, 204, 208, 210, 230]


def test_a_run_that_reads_far_fewer_reports_is_named(file: Path) -> None:
    ran(file, STEADY)
    assert unusual(file, documents=6, figures=60) == {"runs.document_volume": ["now"]}
    assert unusual(file, documents=195, figures=1950) == {}


def test_a_run_that_finds_hardly_a_figure_in_its_reports_is_named(file: Path) -> None:
    ran(file, STEADY)
    assert unusual(file, documents=210, figures=100) == {"runs.figure_volume": ["now"]}
    assert unusual(file, documents=0, figures=0) == {"runs.document_volume": ["now"]}


def test_a_run_that_reads_no_folder_has_no_usual_volume(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(RUN, "parameters", "{}")
    ran(file, STEADY)
    assert unusual(file, documents=6, figures=60) == {}


@pytest.mark.parametrize(
    ("documents", "fields"),
    [
        (STEADY[: RUNS - 1], {}),
        (STEADY, {"flow": "reextract"}),
        (STEADY, {"parameters": json.dumps({"documents": "other", "sources": None})}),
        (STEADY, {"outcome": "failed"}),
        ([2, 3, 4, 3, 2], {}),
    ],
    ids=["too few", "another flow", "another folder", "failed ones", "a handful more or less"],
)
def test_runs_that_cannot_be_compared_say_nothing(file: Path, documents: list[int], fields: dict[str, str]) -> None:
    ran(file, documents, **fields)
    assert unusual(file, documents=6, figures=60) == {}
