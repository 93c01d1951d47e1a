"""Every span of an article is marked with its own words, whatever it overlaps."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tasks.site.documents import article
from tasks.site.marks import Span, blocks_of, marked_blocks, segments


def words_of(text: str, spans: list[Span], key: str) -> str:
    cut = segments(0, len(text), spans)
    return "".join(text[part.start : part.end] for part in cut if key in [span.key for span in part.spans])


def test_nested_spans_keep_their_words_and_the_shortest_leads() -> None:
    text = "志愿者2000余人次"
    spans = [Span(3, 11, "whole"), Span(3, 7, "number")]
    assert words_of(text, spans, "whole") == "2000余人次"
    assert words_of(text, spans, "number") == "2000"
    assert [span.key for span in segments(0, len(text), spans)[1].spans] == ["number", "whole"]


def test_crossing_spans_are_cut_and_neither_loses_a_character() -> None:
    text = "abcdef"
    spans = [Span(0, 4, "one"), Span(2, 6, "other")]
    assert (words_of(text, spans, "one"), words_of(text, spans, "other")) == ("abcd", "cdef")


@given(
    st.text(min_size=1, max_size=40),
    st.lists(st.tuples(st.integers(0, 39), st.integers(0, 39)), max_size=8),
)
def test_segments_are_the_text_and_each_span_its_words(text: str, edges: list[tuple[int, int]]) -> None:
    edges = [(min(pair), max(pair)) for pair in edges if min(pair) < max(pair) <= len(text)]
    spans = [Span(start, end, str(number)) for number, (start, end) in enumerate(edges)]
    cut = segments(0, len(text), spans)
    assert "".join(text[part.start : part.end] for part in cut) == text
    for span in spans:
        assert words_of(text, spans, span.key) == text[span.start : span.end]


def test_words_that_no_block_holds_are_not_lost() -> None:
    declared = [{"kind": "title", "level": 0, "char_start": 0, "char_end": 2}]
    assert [(block.kind, block.start, block.end) for block in blocks_of("标题\n正文", declared)] == [
        ("title", 0, 2),
        ("paragraph", 2, 5),
    ]


def test_a_span_across_two_blocks_is_marked_in_both() -> None:
    declared = [{"kind": "paragraph", "level": 0, "char_start": s, "char_end": s + 2} for s in (0, 2)]
    marked = marked_blocks("abcd", declared, [Span(1, 3, "x")])
    assert [[(part.start, part.end) for part in cut if part.spans] for _, cut in marked] == [[(1, 2)], [(2, 3)]]


def test_offsets_are_code_points_also_after_emoji() -> None:
    text = "👩‍👩‍👧‍👦𠮷有165名"
    start = text.index("165名")
    blocks = article(text, [], [{"figure_id": "f", "char_start": start, "char_end": start + 4}], [])
    marked = [part for part in blocks[0]["segments"] if part["keys"]]
    assert [part["parts"] for part in marked] == [[("165名", "")]]


def test_a_figure_leads_before_a_numeral_that_is_none() -> None:
    rejected = [{"ordinal": 3, "char_start": 0, "char_end": 2, "disposition": "age"}]
    [block] = article("12名", [], [{"figure_id": "f", "char_start": 0, "char_end": 3}], rejected)
    assert [(part["kind"], part["leading"], part["keys"]) for part in block["segments"]] == [
        ("figure", "f", ["n-3", "f"]),
        ("figure", "f", ["f"]),
    ]
    assert [part["anchor"] for part in block["segments"]] == ["f", ""]
