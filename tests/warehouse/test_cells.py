import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.cells import guarded, guarded_in_sql, unguarded

texts = st.text(alphabet="'=+-@ \t\n\r\u3000\u00a0＝－＠0123456789eE/张.", max_size=16) | st.text(max_size=8)


@pytest.mark.parametrize(
    "text",
    [
        "=1+1", "+1", "-1", "@SUM(1)", "\t=1", "  =1", "\u3000=1", "＝1+1", "\r=1", "'=1", "''=1", "\n",
        "12345678901234567890", "1234e5678", "007", "2022-03-31", "3-1", "3/1",
    ],
)  # fmt: skip
def test_what_a_spreadsheet_would_take_for_something_else_is_marked(text):
    assert guarded(text) == "'" + text


@pytest.mark.parametrize("text", ["", "社工", "165名", "330203", "0", "'社工'", "近3万人次", "12345678901", "a=b"])
def test_other_text_is_left_alone(text):
    assert guarded(text) == text


@given(texts)
def test_every_text_comes_back_as_it_was(text):
    assert unguarded(guarded(text)) == text


@given(st.lists(texts.filter(lambda text: "\0" not in text), min_size=1, max_size=50))
def test_the_database_marks_the_same_cells(given_texts):
    storable = [text.encode("utf-8", "ignore").decode() for text in given_texts]
    query = f"SELECT {guarded_in_sql('text')} FROM (SELECT unnest(?) AS text)"  # noqa: S608
    found = [row[0] for row in duckdb.execute(query, [storable]).fetchall()]
    assert found == [guarded(text) for text in storable]
