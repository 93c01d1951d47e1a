from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from warehouse import identity


def test_ids_are_the_same_on_every_machine_and_run():
    document = identity.document_id("a", "全市投入社工165名。")
    assert document == "3d59c219788be28ca890"
    assert identity.figure_id(document, 4, 8) == "86b7e643f78e27c29bee"
    assert identity.snapshot_id(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@given(st.text(max_size=8), st.text(max_size=8), st.text(max_size=8), st.text(max_size=8))
def test_ids_do_not_depend_on_where_one_part_ends_and_the_next_begins(a, b, c, d):
    assert (identity.document_id(a, b) == identity.document_id(c, d)) == ((a, b) == (c, d))


def test_a_fetch_is_named_by_its_bytes_or_by_its_failure():
    assert identity.fetch_id("a", "ff", "fetched") == identity.fetch_id("a", "ff", "unchanged")
    assert identity.fetch_id("a", None, "failed", "timeout") != identity.fetch_id("a", None, "failed", "404")


def test_run_ids_sort_by_time_and_never_repeat():
    early, late = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC)
    assert identity.run_id(early) < identity.run_id(late)
    assert identity.run_id(early) != identity.run_id(early)


def test_a_lone_surrogate_has_an_id_too():
    assert identity.document_id("a", "\ud800")
