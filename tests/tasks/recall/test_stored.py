"""Which sources are read again, and which of their bytes."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import polars as pl
import pytest

from tasks.recall.stored import recalled, stale_sources
from tests.builders import article, batch, empty_warehouse, figure, load, snapshot_row, source_row
from warehouse.frames import frame
from warehouse.publication import publication, reading

FIRST, SECOND = "全市投入社工165名。", "全市投入社工170名。"


def stale(warehouse: Path, cleaner: str = "test", extractor: str = "test", every: bool = False) -> list[str]:
    with reading(warehouse) as connection:
        return stale_sources(connection, cleaner, extractor, every)


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    """Source a, read by the rules "test"; source b, whose document has no figure; source c, whose bytes are no text."""
    path = empty_warehouse(tmp_path)
    unread = {"sources": [source_row("c")], "snapshots": [snapshot_row("c", "c" * 64, 9)]}
    load(path, batch(article("a", FIRST, figure("165名", 165)), article("b", "社工来了。")), run_id="r1")
    load(path, batch(**{name: frame(name, rows) for name, rows in unread.items()}), run_id="r1")
    return path


def test_what_other_rules_or_words_made_is_stale_and_what_said_nothing_yet(warehouse: Path) -> None:
    assert stale(warehouse) == ["b", "c"]
    assert stale(warehouse, cleaner="newer") == ["a", "b", "c"]
    assert stale(warehouse, extractor="newer") == ["a", "b", "c"]
    assert stale(warehouse, every=True) == ["a", "b", "c"]


def test_a_source_gives_the_bytes_of_its_current_document_though_others_came_later(warehouse: Path) -> None:
    """A page that changed and changed back: the bytes first fetched are those of the current text."""
    load(warehouse, batch(article("a", SECOND, figure("170名", 170))), run_id="r2")
    load(warehouse, batch(article("a", FIRST, figure("165名", 165))), run_id="r3")
    with publication(warehouse) as connection:
        connection.execute("UPDATE snapshots SET fetched_at = ? WHERE run_id = 'r2'", [datetime(2027, 1, 1)])
        (current,) = connection.execute("SELECT snapshot_id FROM documents WHERE source_id = 'a'").fetchall()
        frames = recalled(connection, ["a"])
    assert frames["snapshots"]["snapshot_id"].to_list() == list(current)


def test_a_batch_has_the_shape_that_fetch_gives(warehouse: Path) -> None:
    with reading(warehouse) as connection:
        frames = recalled(connection, ["c", "a"])
    assert frames["sources"]["source_id"].to_list() == frames["snapshots"]["source_id"].to_list() == ["a", "c"]
    assert frames["quarantine"].is_empty()
    assert frames["sources"].equals(frame("sources", [source_row("a"), source_row("c")]))
    assert isinstance(frames["snapshots"], pl.DataFrame)
