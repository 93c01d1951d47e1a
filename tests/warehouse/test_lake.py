"""A DuckLake keeps the promises that a file keeps: one writer, all of a run or none, readers that never wait."""

from __future__ import annotations

import importlib.resources
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests import servers
from tests.builders import article, ask, batch, figure, load
from warehouse import schema, sessions
from warehouse.catalogue import catalogue
from warehouse.errors import BusyError, DuplicateKeyError, HeldError, NewerSchemaError, StorageError, UnreadableError
from warehouse.lake_lock import catalogue_of
from warehouse.lake_upkeep import tidy
from warehouse.locations import Lake, locate
from warehouse.publication import publication, published, reading

ROOT = Path(__file__).resolve().parents[2]
ADD = "INSERT INTO sources (source_id, kind, location, enabled, run_id) VALUES ('{0}', 'file', '{0}', true, 'r')"
ALL = "SELECT list(source_id ORDER BY source_id) FROM sources"


@pytest.fixture
def lake(database: str, tmp_path: Path) -> Lake:
    found = locate(f"ducklake:postgres:{database} data_path='{tmp_path}/lake 1'")
    assert isinstance(found, Lake)
    return found


@pytest.fixture
def old(lake: Lake) -> Lake:
    """A lake that holds one source."""
    add(lake, "old")
    return lake


def add(lake: Lake, name: str, **options: Any) -> None:
    with publication(lake, **options) as connection:
        connection.execute(ADD.format(name))


def names(lake: Lake) -> list[str]:
    found: list[str] = ask(lake, ALL)[0][0]
    return found


def test_a_missing_lake_is_made_with_every_table_view_and_comment(lake: Lake) -> None:
    assert not published(lake)
    with pytest.raises(UnreadableError, match="there is no warehouse here yet"), reading(lake):
        pass
    add(lake, "first")
    assert published(lake)
    assert names(lake) == ["first"]
    with reading(lake) as connection:
        assert schema.version(connection) == schema.latest_version()
        for entry in catalogue().values():
            described = connection.execute(f"DESCRIBE {entry.name}").fetchall()
            columns = [(name, type_.replace('"', "")) for name, type_, *_ in described]
            assert columns == [(column.name, column.type) for column in entry.columns], entry.name
            assert comment(connection, entry.kind, entry.name) == entry.comment


def comment(connection: duckdb.DuckDBPyConnection, kind: str, name: str) -> str:
    question = f"SELECT comment FROM duckdb_{kind}s() WHERE {kind}_name = ? AND database_name = 'lake'"  # noqa: S608
    (found,) = connection.execute(question, [name]).fetchall()
    return str(found[0])


def test_nothing_is_published_when_the_block_raises(old: Lake) -> None:
    with pytest.raises(RuntimeError, match="a check failed"), publication(old) as connection:
        connection.execute(ADD.format("new"))
        raise RuntimeError("a check failed")
    assert names(old) == ["old"]


def test_a_reader_keeps_the_state_it_opened_and_neither_waits_nor_hinders(old: Lake) -> None:
    with reading(old) as reader:
        with publication(old) as writer:
            writer.execute(ADD.format("new"))
            assert names(old) == ["old"], "a run is not seen before its end"
        assert reader.execute(ALL).fetchone() == (["old"],)
    assert names(old) == ["new", "old"]


def test_a_reader_cannot_write(old: Lake) -> None:
    with reading(old) as reader, pytest.raises(duckdb.InvalidInputException, match="read-only"):
        reader.execute(ADD.format("new"))


def test_a_second_writer_is_told_who_writes(old: Lake) -> None:
    with publication(old), pytest.raises(BusyError, match=f"by taizhang, process {os.getpid()} on .*Waited 0.05 s"):
        add(old, "new", wait_seconds=0.05)
    assert names(old) == ["old"]


def test_writers_at_once_take_turns_and_make_no_duplicates(old: Lake) -> None:
    """Without the lock both would add the same new rows, and DuckLake would keep both."""
    given = batch(*(article(f"s{n}", f"机构{n}家。", figure(f"{n}家", n)) for n in range(20)))
    ends: list[object] = []

    def write(run: str) -> None:
        ends.append(load(old, given, run_id=run))

    writers = [threading.Thread(target=write, args=(f"run-{n}",)) for n in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(timeout=60)
    assert sorted(bool(changes) for changes in ends) == [False, False, True], "the first adds, the others find it there"
    assert ask(old, "SELECT count(*), count(DISTINCT figure_id), count(DISTINCT run_id) FROM figures") == [(20, 20, 1)]


def test_rows_with_one_key_are_not_published(old: Lake) -> None:
    with pytest.raises(DuplicateKeyError, match=r"sources has source_id \('old',\) twice"):
        add(old, "old")
    assert names(old) == ["old"]


def test_a_program_that_changes_the_lake_meanwhile_is_noticed(old: Lake) -> None:
    with duckdb.connect(config=dict(sessions.OFFLINE)) as foreign:
        sessions.open_extensions(foreign, "ducklake", "postgres_scanner")
        foreign.execute(f"ATTACH {sessions.quoted('ducklake:postgres:' + old.catalogue)} AS lake")
        with pytest.raises(HeldError, match="changed by another program in the meantime"), publication(old) as writer:
            writer.execute("UPDATE sources SET enabled = false")
            foreign.execute("DELETE FROM lake.sources")
    assert ask(old, "FROM sources") == []


def test_a_lock_that_was_lost_stops_the_publication(old: Lake, postgres: servers.Postgres) -> None:
    ended = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
    with pytest.raises(BusyError, match="the lock was lost while writing"), publication(old) as writer:
        writer.execute(ADD.format("new"))
        postgres.ask(ended)
    assert names(old) == ["old"]


KILLED = f"""
import os, signal, sys
from warehouse.locations import locate
from warehouse.publication import publication
def kill(reached):
    if reached == sys.argv[2]:
        os.kill(os.getpid(), signal.SIGKILL)
with publication(locate(sys.argv[1]), at_step=kill) as connection:
    connection.execute({ADD.format("new")!r})
"""


@pytest.mark.parametrize("step", ["prepared", "loaded", "committed"])
def test_a_run_killed_at_any_step_leaves_a_complete_state_and_the_next_one_completes_it(old: Lake, step: str) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED, str(old), step], cwd=ROOT, check=False, timeout=60)
    assert killed.returncode == -signal.SIGKILL
    assert names(old) == (["new", "old"] if step == "committed" else ["old"])
    add(old, "next", wait_seconds=10)
    assert "next" in names(old)


def test_a_lake_of_a_newer_release_is_refused(old: Lake) -> None:
    with publication(old) as connection:
        connection.execute("INSERT INTO schema_version VALUES (99, 'of_the_future', now()::TIMESTAMP)")
    with pytest.raises(NewerSchemaError, match="schema version 99"):
        add(old, "new")
    with pytest.raises(NewerSchemaError), reading(old):
        pass


def test_other_data_than_the_lake_was_made_with_is_refused(old: Lake, tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="if data_path is another than the lake was made with"):
        add(Lake(old.catalogue, f"{tmp_path}/elsewhere/"), "new")
    assert names(old) == ["old"]


def test_a_catalogue_that_cannot_be_reached_is_named_and_no_secret_is(
    lake: Lake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGPASSWORD", "a wrong secret")
    with pytest.raises(UnreadableError, match=r"its catalogue cannot be reached.*PGPASSWORD") as raised:
        add(lake, "new")
    assert "a wrong secret" not in str(raised.value)


def test_an_extension_that_lacks_is_named_by_its_package(lake: Lake, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(package: str) -> None:
        raise ModuleNotFoundError(package)

    monkeypatch.setattr(importlib.resources, "files", missing)
    with pytest.raises(StorageError, match=r"Install the package duckdb-extension-postgres-scanner==1\.5\.5"):
        add(lake, "new")


def test_a_data_folder_that_cannot_be_made_is_refused(database: str, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(StorageError, match="Check data_path and permissions"):
        add(Lake(database, f"{tmp_path}/taken/lake/"), "new")


def test_s3_without_credentials_says_which_to_set(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", os.devnull)
    monkeypatch.setenv("AWS_CONFIG_FILE", os.devnull)
    with pytest.raises(StorageError, match="Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"):
        add(Lake(database, "s3://reports/lake/"), "new")


def test_the_snapshot_that_a_reader_gets_is_the_latest(old: Lake) -> None:
    with catalogue_of(old) as catalogue_:
        before = catalogue_.latest_snapshot()
        add(old, "new")
        assert before is not None
        assert catalogue_.latest_snapshot() == before + 1, "a run is one snapshot"


def test_upkeep_leaves_every_row_and_the_old_states_asked_for(old: Lake) -> None:
    for number in range(3):
        load(old, batch(article("a", f"机构{number}家。", figure(f"{number}家", number))), run_id=f"run-{number}")
    before = ask(old, "FROM figures"), ask(old, "FROM document_versions ORDER BY ALL")
    with catalogue_of(old) as catalogue_:
        snapshot = catalogue_.latest_snapshot()
    done = tidy(old, keep_days=1)
    assert done["expired"] == 0, "all are younger than a day"
    assert (ask(old, "FROM figures"), ask(old, "FROM document_versions ORDER BY ALL")) == before
    with reading(old) as connection:
        (then,) = connection.execute(f"SELECT count(*) FROM figures AT (VERSION => {snapshot})").fetchall()  # noqa: S608
    assert then == (1,)


def test_any_duckdb_reads_a_lake_as_documented(old: Lake) -> None:
    """Views and macros are in the lake itself: a reader needs nothing of ours."""
    load(old, batch(article("a", "机构75家。", figure("75家", 75))))
    with duckdb.connect(config=dict(sessions.OFFLINE)) as reader:
        sessions.open_extensions(reader, "ducklake", "postgres_scanner")
        reader.execute(f"ATTACH 'ducklake:postgres:{old.catalogue}' AS lake (READ_ONLY)")
        assert reader.execute("SELECT quote, value FROM lake.facts").fetchall() == [("75家", 75.0)]
        assert reader.execute("SELECT total FROM lake.metric_totals").fetchall() == [(75.0,)]
