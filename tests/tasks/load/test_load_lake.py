"""The same reports in a DuckDB file and in a DuckLake, row for row: data in a folder, and in S3."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from checks.promises import examine
from seeds.tables import lexicon_version
from tasks.clean.task import clean
from tasks.extract.task import extract_figures
from tasks.fetch.sources import list_documents
from tasks.fetch.task import fetch, last_fetches
from tasks.load.task import load
from tasks.validate.task import validate
from tests.builders import ask
from warehouse import catalogue
from warehouse.locations import Location, locate
from warehouse.publication import reading

SEEDS = Path(__file__).resolve().parents[3] / "seeds" / "documents"


def run_row(run_id: str) -> dict[str, Any]:
    started = datetime(2026, 11, 22, 2, 15)
    versions = {"code_version": "test", "lexicon_version": lexicon_version()}
    return {"run_id": run_id, "flow": "ingest", "parameters": "{}", "started_at": started, **versions}


def partitions(store: str, run_id: str) -> list[str]:
    """The stages over the seeds, two documents at a time, with everything kept in `store`."""
    files, made = list_documents(SEEDS, None), []
    for number, first in enumerate(range(0, len(files), 2)):
        fetched = fetch.fn(files[first : first + 2], store, run_id, number)
        cleaned = clean.fn(fetched, store, number)
        extracted = extract_figures.fn(cleaned, store, number)
        made.append(validate.fn(fetched, cleaned, extracted, store, run_id, number))
    return made


@pytest.fixture(scope="module")
def validated(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    return partitions(str(tmp_path_factory.mktemp("store")), "run-1")


@pytest.fixture(scope="module")
def file(validated: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("file") / "w.duckdb"
    load.fn(validated, path, run_row("run-1"))
    return path


@pytest.fixture(params=["folder", "s3"])
def lake(request: pytest.FixtureRequest, database: str, tmp_path: Path) -> Location:
    data = tmp_path / "lake" if request.param == "folder" else f"{request.getfixturevalue('bucket')}/lake"
    return locate(f"ducklake:postgres:{database} data_path={data}")


def everything(location: Location, *kinds: str) -> Mapping[str, list[tuple[Any, ...]]]:
    """Every row of every table and view; when a run finished and a table was made is the clock's."""
    names = [entry.name for entry in catalogue.catalogue().values() if entry.kind in kinds]
    clocks = {"runs": " EXCLUDE (finished_at)", "schema_version": " EXCLUDE (applied_at)"}
    with reading(location) as connection:
        return {
            name: connection.execute(f"SELECT *{clocks.get(name, '')} FROM {name} ORDER BY ALL").fetchall()  # noqa: S608
            for name in names
        }


def test_a_lake_holds_what_a_file_holds_and_the_same_again_changes_nothing(
    file: Path, validated: list[str], lake: Location
) -> None:
    loaded = load.fn(validated, lake, run_row("run-1"))
    assert loaded.changes["figures"].added > 100
    found = everything(lake, "table")
    assert found == everything(file, "table")
    again = load.fn(validated, lake, run_row("run-2"))
    assert not any(any(change) for change in again.changes.values())
    after = everything(lake, "table")
    assert [name for name in found if after[name] != found[name]] == ["check_results", "runs"]
    with reading(lake) as connection:
        promised = examine(connection, "run-1", thorough=True)
    assert promised["rows_failed"].sum() == 0


def test_the_views_of_a_lake_say_what_those_of_a_file_say(
    file: Path, validated: list[str], database: str, tmp_path: Path
) -> None:
    lake = locate(f"ducklake:postgres:{database} data_path={tmp_path}/lake")
    load.fn(validated, lake, run_row("run-1"))
    assert everything(lake, "view") == everything(file, "view")


def test_the_stages_are_the_same_over_a_store_in_s3(file: Path, bucket: str, tmp_path: Path) -> None:
    """As workers on other machines run them: nothing passes between stages but locations."""
    made = partitions(f"{bucket}/store", "run-1")
    assert all(partition.startswith("s3://") for partition in made)
    path = tmp_path / "w.duckdb"
    load.fn(made, path, run_row("run-1"))
    for table in ("document_versions", "figures", "numerals", "removed_text"):
        every = f"FROM {table} ORDER BY ALL"
        assert ask(path, every) == ask(file, every), table


def test_what_was_fetched_last_is_asked_of_a_lake_as_of_a_file(
    file: Path, validated: list[str], lake: Location
) -> None:
    assert last_fetches(lake) == {}, "there is no lake yet"
    load.fn(validated, lake, run_row("run-1"))
    assert last_fetches(lake) == last_fetches(file) != {}
