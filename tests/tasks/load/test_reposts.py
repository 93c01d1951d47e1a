"""Which documents are one article, whatever order they came in and however many share a frame."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tasks.load import reposts
from tasks.load.reposts import content_groups
from tests.builders import Article, article, ask, batch, empty_warehouse, load
from tests.tasks.test_likeness import BULLETIN, PARAGRAPHS, REPOSTS, TITLE_LINE, made
from warehouse.frames import frame

SCHEMA = pl.Schema(
    {
        "document_id": pl.String(),
        "registered_publisher": pl.String(),
        "publisher": pl.String(),
        "origin": pl.String(),
        "published_on": pl.Date(),
        "passage_count": pl.Int32(),
        "passages": pl.List(pl.Int64()),
        "numbers": pl.List(pl.Int64()),
    }
)


def row(name: str, *lines: str, **fields: Any) -> dict[str, Any]:
    print_ = made(*(lines or (TITLE_LINE, *PARAGRAPHS)))
    about = {"document_id": name, "registered_publisher": None, "publisher": None, "origin": None, "published_on": None}
    return {
        **about,
        "passage_count": print_.size,
        "passages": print_.passages,
        "numbers": print_.numbers,
        **fields,
    }


def groups(*rows: dict[str, Any]) -> dict[str, str]:
    documents = pl.DataFrame(rows, schema=SCHEMA)
    found = content_groups(documents.iter_slices(7), lambda names: documents.filter(pl.col("document_id").is_in(names)))
    return dict(found.iter_rows())


def bulletin(number: int) -> list[str]:
    """Another number in every place, as a week brings them."""
    chance = random.Random(number)  # noqa: S311 - no secret
    words = (number, 1 + number % 12, 1 + number % 20, 8 + number % 20, *(chance.randint(3, 900) for _ in range(4)))
    return BULLETIN.format(*words).split("\n")


def test_an_article_and_its_reposts_are_one_group_and_the_earliest_leads() -> None:
    reposts = [row(f"a{n}", *lines, published_on=date(2024, 12, 8 + n)) for n, lines in enumerate(REPOSTS.values())]
    found = groups(*reposts, row("z", published_on=date(2024, 12, 6)), row("b", *bulletin(1)))
    assert found == {"z": "z", **{repost["document_id"]: "z" for repost in reposts}}


@pytest.mark.parametrize(
    "own",
    [{"registered_publisher": "云溪日报"}, {"publisher": "《云溪日报》"}, {"registered_publisher": "云溪日报社"}],
)
def test_whom_a_repost_names_leads_though_it_is_dated_later(own: dict[str, str]) -> None:
    early = row("a", published_on=date(2024, 12, 5), origin="云溪日报", publisher="云溪日报")
    assert groups(early, row("b", published_on=date(2024, 12, 6), **own)) == {"a": "b", "b": "b"}


def test_who_names_another_does_not_lead_and_the_undated_come_last() -> None:
    told = row("a", published_on=date(2024, 12, 5), origin="某报")
    assert groups(told, row("b", published_on=date(2024, 12, 6)))["a"] == "b"
    assert groups(row("a"), row("b", published_on=date(2024, 12, 6)))["a"] == "b"
    assert groups(row("a"), row("b")) == {"a": "a", "b": "a"}


def test_a_hundred_bulletins_are_a_hundred_articles_and_the_reposted_one_is_found() -> None:
    series = [row(f"d{number:03}", *bulletin(number)) for number in range(100)]
    again = row("x", "快讯", *bulletin(42)[1:])
    assert groups(*series, again) == {"d042": "d042", "x": "d042"}


def test_the_answer_does_not_depend_on_the_order_of_the_documents() -> None:
    rows = [row(f"r{n}", *lines, published_on=date(2024, 12, 1 + n % 3)) for n, lines in enumerate(REPOSTS.values())]
    rows += [row(f"d{number}", *bulletin(number)) for number in range(20)]
    rows += [row(f"e{number}", "转载", *bulletin(number)[1:]) for number in range(0, 20, 4)]
    expected = groups(*rows)
    assert len(set(expected.values())) == 6
    for seed in range(10):
        random.Random(seed).shuffle(rows)  # noqa: S311 - no secret
        assert groups(*rows) == expected


def test_documents_that_are_alike_only_by_way_of_a_third_have_their_own_leaders() -> None:
    halves = (
        "".join(chr(0x4E00 + 7 * at % 9000) for at in range(300)),
        "".join(chr(0x6F00 + 11 * at % 5000) for at in range(300)),
    )
    found = groups(row("a", "甲", halves[0]), row("b", "乙", halves[1]), row("c", "丙", *halves, published_on=None))
    assert found["a"] == "a"
    assert found.get("b") != "a"


def test_the_answer_is_the_same_however_many_are_looked_at_together(monkeypatch: pytest.MonkeyPatch) -> None:
    stories = {f"a{n}": lines for n, lines in enumerate(REPOSTS.values())}
    rows = [row(name, *lines, published_on=date(2024, 12, 8)) for name, lines in stories.items()]
    rows += [row(f"b{n}", *bulletin(n // 2), published_on=date(2024, 12, 8)) for n in range(20)]
    together = groups(*rows)
    assert len(set(together.values())) == 11
    for name, number in (("_LOOKED_AT", 1), ("_AT_ONCE", 3), ("_DOCUMENTS_A_PART", 2)):
        monkeypatch.setattr(reposts, name, number)
    assert groups(*rows) == together


def test_no_document_no_group() -> None:
    assert groups() == {}
    assert groups(row("a")) == {}


def stored(*entries: Article) -> Any:
    """A batch of articles with their fingerprints."""
    rows = []
    for entry in entries:
        print_ = made(*entry.text.split("\n"))
        kept = {"passage_count": print_.size, "passages": print_.passages, "numbers": print_.numbers}
        rows.append({"document_id": entry.document_id, **kept})
    return batch(*entries, fingerprints=frame("fingerprints", rows))


def story(source: str, *lines: str, on: date) -> Article:
    return article(source, "\n".join(lines or (TITLE_LINE, *PARAGRAPHS)), published_on=on)


def grouped(file: Path) -> list[tuple[str, str]]:
    return ask(
        file,
        "FROM documents d JOIN documents o ON o.document_id = d.content_group SELECT d.source_id, o.source_id"
        " ORDER BY 1",
    )


def test_documents_of_later_runs_join_those_that_are_there_in_any_order(tmp_path: Path) -> None:
    first, second = story("a", on=date(2024, 12, 6)), story("b", *REPOSTS["another lead"], on=date(2024, 12, 9))
    for number, order in enumerate(((first, second), (second, first))):
        (tmp_path / str(number)).mkdir()
        file = empty_warehouse(tmp_path / str(number))
        for run, entry in enumerate(order):
            load(file, stored(entry), run_id=f"run-{run}")
        assert grouped(file) == [("a", "a"), ("b", "a")]
        assert load(file, stored(*order), run_id="run-2") == {}
        assert ask(file, "SELECT max(run_id) FROM documents") == [("run-1",)]


def test_an_article_that_changes_leaves_its_group(tmp_path: Path) -> None:
    file = empty_warehouse(tmp_path)
    load(file, stored(story("a", on=date(2024, 12, 6)), story("b", *REPOSTS["another lead"], on=date(2024, 12, 9))))
    load(file, stored(story("b", *bulletin(3), on=date(2024, 12, 9))), run_id="run-2")
    assert grouped(file) == []
    assert ask(file, "SELECT count(*) FROM document_versions WHERE content_group IS NOT NULL") == [(0,)]
    assert ask(file, "SELECT count(*) FROM fingerprints") == [(2,)]
