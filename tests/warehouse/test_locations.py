"""One string says where a warehouse is, and never carries a secret."""

from __future__ import annotations

from pathlib import Path

import pytest

from warehouse.errors import LocationError
from warehouse.locations import Lake, beside, locate

LAKE = "ducklake:postgres:dbname=taizhang host=db.example data_path=s3://reports/lake"


def test_a_path_is_a_file_whatever_it_looks_like() -> None:
    assert locate("warehouse/台账 1.duckdb") == Path("warehouse/台账 1.duckdb")
    assert locate(Path("w.duckdb")) == Path("w.duckdb")


def test_a_lake_has_a_catalogue_and_data_and_is_written_as_it_was_named() -> None:
    lake = locate(LAKE)
    assert lake == Lake("dbname=taizhang host=db.example", "s3://reports/lake/")
    assert locate(str(lake)) == lake


def test_values_may_hold_blanks_quotes_and_backslashes(tmp_path: Path) -> None:
    lake = locate(rf"ducklake:postgres:dbname='it\'s \\ 1' data_path='{tmp_path}/a b'")
    assert lake == Lake(r"dbname='it\'s \\ 1'", f"{tmp_path}/a b/")
    assert locate(str(lake)) == lake


def test_a_folder_of_data_is_the_same_from_everywhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    lake = locate("ducklake:postgres:dbname=t data_path=lake")
    assert isinstance(lake, Lake)
    assert lake.data == f"{tmp_path}/lake/"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("ducklake:lake.sqlite", "has its catalogue in PostgreSQL"),
        ("ducklake:postgres:dbname=t", "needs dbname and data_path"),
        ("ducklake:postgres:data_path=lake", "needs dbname and data_path"),
        ("ducklake:postgres:postgresql://me@host/t?data_path=x", "name=value"),
        ("ducklake:postgres:dbname=t data_path=gs://b/x", "a folder or s3://bucket/prefix, not gs://b/x"),
    ],
)
def test_what_cannot_be_a_lake_is_refused_with_an_example(text: str, problem: str) -> None:
    with pytest.raises(LocationError, match=problem):
        locate(text)


@pytest.mark.parametrize("word", ["password=s3cret", "PASSWORD = 's3cret'", "sslpassword=s3cret", "s3cret"])
def test_a_secret_is_refused_and_not_repeated(word: str) -> None:
    with pytest.raises(LocationError) as raised:
        locate(f"{LAKE} {word}")
    assert "s3cret" not in str(raised.value)


def test_what_belongs_to_a_warehouse_lies_beside_it(tmp_path: Path) -> None:
    assert beside(tmp_path / "w.duckdb", ".store") == str(tmp_path / "w.store")
    assert beside(locate(LAKE), ".store") == "s3://reports/lake.store"
