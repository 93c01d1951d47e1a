import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import duckdb
import pytest

from tests.builders import ask, empty_warehouse
from warehouse import file_publication as publishing
from warehouse.errors import BusyError, DuplicateKeyError, NewerSchemaError, StorageError, UnreadableError
from warehouse.publication import STEPS, publication, reading, settle
from warehouse.schema import latest_version

ROOT = Path(__file__).resolve().parents[2]
ADD = "INSERT INTO sources (source_id, kind, location, enabled, run_id) VALUES ('{0}', 'file', '{0}', true, 'r')"
ALL = "SELECT list(source_id ORDER BY source_id) FROM sources"


@pytest.fixture
def file(tmp_path):
    path = empty_warehouse(tmp_path)
    add(path, "old")
    return path


def add(path, name, **options):
    with publication(path, **options) as connection:
        connection.execute(ADD.format(name))


def names(path):
    return ask(path, ALL)[0][0]


def beside(path):
    """What else lies in the folder."""
    return {other.name for other in path.parent.iterdir()} - {path.name, f"{path.name}.lock"}


def python(program, *arguments):
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def test_a_missing_file_and_its_folder_are_made(tmp_path):
    path = tmp_path / "库" / "台账 1.duckdb"
    add(path, "first")
    assert names(path) == ["first"]
    assert beside(path) == set()


def test_what_the_block_wrote_is_published_when_it_ends(file):
    add(file, "new")
    assert names(file) == ["new", "old"]
    assert beside(file) == set()


def test_nothing_is_published_when_the_block_raises(file):
    before = file.read_bytes()
    with pytest.raises(RuntimeError, match="a check failed"), publication(file) as connection:
        connection.execute(ADD.format("new"))
        raise RuntimeError("a check failed")
    assert file.read_bytes() == before
    assert beside(file) == set()


def test_what_was_settled_goes_too_when_the_block_raises(file):
    before = file.read_bytes()
    with pytest.raises(RuntimeError, match="a check failed"), publication(file) as connection:
        connection.execute(ADD.format("new"))
        settle(connection)
        connection.execute(ADD.format("newer"))
        raise RuntimeError("a check failed")
    assert file.read_bytes() == before
    assert beside(file) == set()


def test_two_rows_with_one_key_are_not_published(file):
    with pytest.raises(DuplicateKeyError, match=r"sources has source_id \('old',\) twice"):
        add(file, "old")
    assert names(file) == ["old"]
    assert beside(file) == set()


@pytest.mark.parametrize("step", STEPS)
def test_an_error_at_any_step_leaves_a_complete_state(file, step):
    def fail(reached):
        if reached == step:
            raise RuntimeError(step)

    with pytest.raises(RuntimeError, match=step):
        add(file, "new", at_step=fail)
    assert names(file) == (["new", "old"] if step == "published" else ["old"])
    assert beside(file) == set()


KILLED = f"""
import os, signal, sys
from pathlib import Path
from warehouse.publication import publication
def kill(reached):
    if reached == sys.argv[2]:
        os.kill(os.getpid(), signal.SIGKILL)
with publication(Path(sys.argv[1]), at_step=kill) as connection:
    connection.execute({ADD.format("new")!r})
"""


@pytest.mark.parametrize("step", ["copied", "loaded", "committed", "closed", "published"])
def test_a_run_killed_at_any_step_leaves_a_complete_state_and_the_next_one_completes_it(file, step):
    killed = python(KILLED, file, step)
    killed.communicate(timeout=60)
    assert killed.returncode == -signal.SIGKILL
    assert names(file) == (["new", "old"] if step == "published" else ["old"])
    with publication(file) as connection:
        connection.execute("DELETE FROM sources WHERE source_id = 'new'")
        connection.execute(ADD.format("new"))
    assert names(file) == ["new", "old"]
    assert beside(file) == set()


def test_a_reader_keeps_the_state_it_opened_and_neither_waits_nor_hinders(file):
    with reading(file) as reader:
        add(file, "new")
        assert reader.execute(ALL).fetchone() == (["old"],)
    with reading(file) as reader:
        assert reader.execute(ALL).fetchone() == (["new", "old"],)


READER = """
import sys, duckdb
connection = duckdb.connect(sys.argv[1], read_only=True)
for question in sys.stdin:
    print(connection.execute("SELECT count(*) FROM sources").fetchone()[0], flush=True)
"""


def test_a_reader_in_another_program_is_left_alone(file):
    reader = python(READER, file)

    def asked():
        reader.stdin.write("?\n")
        reader.stdin.flush()
        return int(reader.stdout.readline())

    assert asked() == 1
    add(file, "new")
    assert asked() == 1
    assert names(file) == ["new", "old"]
    reader.communicate(timeout=60)


def test_a_second_writer_is_told_who_holds_the_file(file):
    with (
        publication(file),
        pytest.raises(BusyError, match=f"being written by process {os.getpid()} on .* Waited 0.05 s"),
    ):
        add(file, "new", wait_seconds=0.05)
    assert names(file) == ["old"]


def test_a_second_writer_waits_its_turn_and_builds_on_the_first(file):
    waiting = threading.Thread(target=add, args=(file, "second"))
    with publication(file) as connection:
        waiting.start()
        connection.execute(ADD.format("first"))
    waiting.join(timeout=60)
    assert names(file) == ["first", "old", "second"]


FOREIGN = f"""
import os, sys, duckdb
connection = duckdb.connect(sys.argv[1])
connection.execute({ADD.format("by hand")!r})
print("written", flush=True)
sys.stdin.readline()
os.kill(os.getpid(), 9)
"""


def test_a_program_that_writes_the_file_itself_is_named_and_its_rows_are_kept(file):
    foreign = python(FOREIGN, file)
    assert foreign.stdout.readline() == "written\n"
    with pytest.raises(BusyError, match=f"open for writing in another program .*PID {foreign.pid}"):
        add(file, "new")
    foreign.communicate("\n", timeout=60)
    assert file.with_name(f"{file.name}.wal").exists()
    add(file, "new")
    assert names(file) == ["by hand", "new", "old"]
    assert beside(file) == set()


@pytest.mark.parametrize("content", [b"", b"id,name\n1,a\n", b"\x00" * 20_000], ids=["empty", "csv", "zeros"])
def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path, content):
    path = tmp_path / "warehouse.duckdb"
    path.write_bytes(content)
    with pytest.raises(UnreadableError, match=r"warehouse\.duckdb: .*not a valid DuckDB.*name another file"):
        add(path, "new")
    assert path.read_bytes() == content


def test_a_damaged_file_is_refused_and_left_alone(file):
    damaged = file.read_bytes()[: file.stat().st_size // 2]
    file.write_bytes(damaged)
    with pytest.raises(UnreadableError, match="if it is damaged, put a backup"):
        add(file, "new")
    assert file.read_bytes() == damaged
    assert beside(file) == set()


def test_a_file_of_a_newer_release_is_refused_and_left_alone(file):
    with duckdb.connect(str(file)) as connection:
        connection.execute("INSERT INTO schema_version VALUES (99, 'of_the_future', now()::TIMESTAMP)")
    before = file.read_bytes()
    with pytest.raises(NewerSchemaError, match=f"schema version 99, this taizhang knows {latest_version()}"):
        add(file, "new")
    with pytest.raises(NewerSchemaError), reading(file):
        pass
    assert file.read_bytes() == before


def test_a_folder_in_place_of_the_file_is_refused(tmp_path):
    with pytest.raises(UnreadableError, match="is no file"):
        add(tmp_path, "new")


def test_a_folder_that_cannot_be_made_is_refused(tmp_path):
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(StorageError, match="Check free space and permissions"):
        add(tmp_path / "taken" / "warehouse.duckdb", "new")


def test_a_full_disk_leaves_the_published_state(file, monkeypatch):
    def full(*paths):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(publishing.shutil, "copyfile", full)
    with pytest.raises(StorageError, match=r"No space left on device\. The published state was left as it was"):
        add(file, "new")
    assert names(file) == ["old"]


@pytest.mark.parametrize("kind", [duckdb.IOException, duckdb.FatalException])
def test_a_full_disk_while_loading_leaves_the_published_state(file, kind):
    with pytest.raises(StorageError, match=r"No space left .*Check free space"), publication(file):
        raise kind("Could not write file: No space left on device")
    assert names(file) == ["old"]


def test_a_block_found_damaged_while_loading_is_told_from_a_full_disk(file):
    with pytest.raises(UnreadableError, match=r"computed checksum .*put a backup in its place"), publication(file):
        raise duckdb.IOException("Corrupt database file: computed checksum 1 does not match stored checksum 2")
    assert names(file) == ["old"]


def test_a_link_is_followed_and_kept(file, tmp_path):
    link = tmp_path / "link.duckdb"
    link.symlink_to(file)
    add(link, "new")
    assert link.is_symlink()
    assert names(file) == ["new", "old"]


def test_reading_where_there_is_no_warehouse_says_how_to_make_one(tmp_path):
    with pytest.raises(UnreadableError, match="make ingest"), reading(tmp_path / "none.duckdb"):
        pass
