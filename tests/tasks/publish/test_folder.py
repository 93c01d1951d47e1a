"""A folder that is replaced whole, whatever happens on the way."""

import pytest
from filelock import FileLock

from tasks.errors import InputError
from tasks.publish.folder import pinned, replacing
from tests.builders import article, ask, batch, empty_warehouse, figure, load


def publication(out, text):
    with replacing(out) as folder:
        (folder / "manifest.json").write_text(text)


def test_a_publication_takes_the_place_of_the_one_before(tmp_path):
    publication(tmp_path / "out", "1")
    publication(tmp_path / "out", "2")
    assert (tmp_path / "out" / "manifest.json").read_text() == "2"
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == ["out"]


def test_what_raises_leaves_the_one_before(tmp_path):
    publication(tmp_path / "out", "1")
    with pytest.raises(KeyError), replacing(tmp_path / "out") as folder:
        (folder / "manifest.json").write_text("2")
        raise KeyError
    assert (tmp_path / "out" / "manifest.json").read_text() == "1"


def test_one_killed_between_its_two_steps_is_put_back_by_the_next(tmp_path):
    publication(tmp_path / "out", "1")
    (tmp_path / "out").rename(tmp_path / ".out.before")
    (tmp_path / ".out.writing-99999").mkdir()
    with pytest.raises(KeyError), replacing(tmp_path / "out"):
        raise KeyError
    assert (tmp_path / "out" / "manifest.json").read_text() == "1"
    assert not (tmp_path / ".out.writing-99999").exists()


def test_two_at_a_time_are_refused(tmp_path):
    with FileLock(tmp_path / ".out.lock"), pytest.raises(InputError, match="another publication"):
        publication(tmp_path / "out", "1")


@pytest.mark.parametrize("what", ["file", "folder", "link"])
def test_what_is_no_publication_is_never_replaced(tmp_path, what):
    out, letters = tmp_path / "out", tmp_path / "letters"
    letters.mkdir()
    (letters / "a.txt").write_text("mine")
    if what == "file":
        out.write_text("mine")
    elif what == "link":
        out.symlink_to(letters)
    else:
        letters.rename(out)
    with pytest.raises(InputError, match=r"is no folder|no publication"):
        publication(out, "1")


def test_a_pinned_state_stays_while_the_warehouse_moves_on(tmp_path):
    warehouse = empty_warehouse(tmp_path)
    folder = tmp_path / "folder"
    folder.mkdir()
    state = pinned(warehouse, folder)
    load(warehouse, batch(article("a", "社工5名。", figure("5名", 5))))
    assert ask(warehouse, "SELECT count(*) FROM figures") == [(1,)]
    assert ask(state, "SELECT count(*) FROM figures") == [(0,)]
