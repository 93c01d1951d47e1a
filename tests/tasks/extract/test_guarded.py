"""Words of a table, where they are not part of another word."""

from __future__ import annotations

from tasks.extract.guarded import GuardedWords

WORDS = GuardedWords(
    [
        {"word": "共", "not_after": "公中", "not_before": "享，"},
        {"word": "共计", "not_after": "", "not_before": ""},
    ]
)


def test_the_longest_word_is_found_and_parts_of_words_are_not() -> None:
    side = "中共党员共享,共服务,共计"
    assert [(hit.start, hit.row["word"]) for hit in WORDS.find(side).between(0, len(side))] == [(7, "共"), (11, "共计")]


def test_guards_are_folded_as_the_text_is() -> None:
    assert WORDS.find("总共,").between(0, 3) == []


def test_of_many_words_the_last_are_given() -> None:
    hits = WORDS.find("共 共 共 共").between(0, 9, most=2)
    assert [hit.start for hit in hits] == [4, 6]
