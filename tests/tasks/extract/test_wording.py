"""The words of a text: figures are kept apart, unknown pieces end at blanks and signs, nothing is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tasks.extract.layout import lay_out
from tasks.extract.wording import FIGURE, ORGANISATION, PLACE, PROVIDER, TIME, UNKNOWN, VERB, is_deed_noun, read_words
from tests.marked_texts import marked


def words_of(text: str) -> list[tuple[str, str]]:
    layout, mentions = marked(text)
    words = read_words(layout, mentions)
    return [(words.form(at), words.kinds[at]) for at in range(len(words.starts))]


def test_a_clause_is_divided_into_its_parts() -> None:
    assert words_of("彭州社工拨打[300余个]")[:3] == [("彭州", PLACE), ("社工", PROVIDER), ("拨打", VERB)]


def test_no_word_reaches_across_the_edge_of_a_figure() -> None:
    words = words_of("收集[30个]案例")
    assert ("30个", FIGURE) in words
    assert ("案例", "n") in words


def test_a_team_that_is_made_of_people_is_a_verb_not_a_group() -> None:
    words = words_of("[10名]专家组成督导组")
    assert ("组成", VERB) in words
    assert ("督导组", ORGANISATION) in words


def test_blanks_and_signs_divide_unknown_pieces() -> None:
    assert [form for form, kind in words_of("▶甲乙丙　丁戊己") if kind == UNKNOWN] == ["甲乙丙", "丁戊己"]


def test_a_month_is_a_time_and_a_team_is_named_by_its_work() -> None:
    words = words_of("4月份，支教分队、助浴队员送餐[30份]")
    assert ("4月份", TIME) in words
    assert ("支教分队", ORGANISATION) in words
    assert ("助浴队员", PROVIDER) in words


def test_a_deed_with_its_object_is_told_from_a_thing() -> None:
    assert is_deed_noun("跟进个案")
    assert is_deed_noun("打电话")
    assert not is_deed_noun("服务时长")


@given(st.text(alphabet="社工走访了3名老人，。、“”（）的 \n甲乙▶组成", max_size=60))
def test_the_words_cover_the_text_in_order(text: str) -> None:
    words = read_words(lay_out(text, []), [])
    assert "".join(words.form(at) for at in range(len(words.starts))) == words.side
    assert words.starts == sorted(words.starts)
