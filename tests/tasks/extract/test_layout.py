"""How a text is laid out: the side string, sentences, clauses, headings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.clean.blocks import HEADING, PARAGRAPH, TITLE, Block
from tasks.extract.layout import fold, lay_out

WIDTHS = st.text(alphabet=st.sampled_from("１２３,，.．万余名 \u3000\n。；：①㈠㎡½ﬁ🎒𠮷a％（）\u200b"), max_size=60)


def paragraph(text: str) -> list[Block]:
    return [Block(PARAGRAPH, 0, 0, len(text))]


def clauses(text: str) -> list[str]:
    layout = lay_out(text, paragraph(text))
    return [text[clause.start : clause.end] for clause in layout.clauses]


def test_full_width_characters_fold_one_for_one() -> None:
    assert fold("３，６００余名（社工）占５０％：") == "3,600余名(社工)占50%:"


@pytest.mark.parametrize("char", ["①", "㈠", "㎡", "½", "🎒"])
def test_characters_without_a_single_plain_form_stay(char: str) -> None:
    assert fold(char) == char


@given(WIDTHS)
def test_the_side_string_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(WIDTHS)
def test_sentences_and_clauses_cover_the_text_without_overlap(text: str) -> None:
    layout = lay_out(text, paragraph(text))
    for pieces in (layout.sentences, layout.clauses):
        assert "".join(text[piece.start : piece.end] for piece in pieces) == text
    for position in range(len(text)):
        assert layout.clause_at(position).start <= position < layout.clause_at(position).end


def test_a_comma_inside_a_number_ends_no_clause() -> None:
    assert clauses("登门送药1，460户次，送去蔬菜9.6吨；9:30出发。") == [
        "登门送药1，460户次，",
        "送去蔬菜9.6吨；",
        "9:30出发。",
    ]


def test_a_closing_quote_belongs_to_the_sentence_it_closes() -> None:
    text = "她说：“我没事。”后来给86位老人装了呼叫器。"
    layout = lay_out(text, paragraph(text))
    assert [text[s.start : s.end] for s in layout.sentences] == ["她说：“我没事。”", "后来给86位老人装了呼叫器。"]


def test_headings_above_are_the_path_a_reader_would_name() -> None:
    lines = [(TITLE, 0, "简报"), (HEADING, 1, "资源链接"), (HEADING, 2, "锦江区"), (HEADING, 3, "锦官驿街道社工站")]
    lines += [(PARAGRAPH, 0, "发动10家爱心企业。"), (HEADING, 2, "青羊区"), (PARAGRAPH, 0, "12个街道。")]
    text, blocks = "", []
    for kind, level, line in lines:
        blocks.append(Block(kind, level, len(text), len(text) + len(line)))
        text += line + "\n"
    layout = lay_out(text, blocks)
    assert layout.section(text.index("10家")) == "资源链接 > 锦江区 > 锦官驿街道社工站"
    assert layout.section(text.index("12个")) == "资源链接 > 青羊区"
    assert layout.section(text.index("青羊区")) == "资源链接", "a heading does not stand under itself"
    assert layout.section(0) is None


def test_an_empty_text_has_one_empty_sentence() -> None:
    layout = lay_out("", [])
    assert layout.sentence_at(0).end == 0
    assert layout.section(0) is None
