import pytest

from checks.promises import PROMISES, examine
from checks.registry import BLOCK, BlockedError, check, checks, refuse_blocked
from tests.builders import article, batch, empty_warehouse, figure, load
from warehouse.frames import frame
from warehouse.publication import publication
from warehouse.quarantine import entry

GIVEN = article("a", "社工165名。", figure("165名", 165))


@pytest.fixture
def file(tmp_path):
    path = empty_warehouse(tmp_path)
    load(path, batch(GIVEN, article("b", "机构75家。", figure("75家", 75))))
    return path


def broken(path, *damage, thorough=False):
    """The promises broken once the statements were run, with the keys named."""
    with publication(path) as connection:
        for statement in damage:
            connection.execute(statement)
        results = examine(connection, "run-1", thorough)
    return {name: sample for name, failing, sample in results.select("name", "rows_failed", "sample").rows() if failing}


def test_a_loaded_warehouse_keeps_every_promise(file):
    assert broken(file, thorough=True) == {}


@pytest.mark.parametrize(
    ("promise", "damage"),
    [
        (
            "document_versions.current",
            """INSERT INTO document_versions BY NAME
            SELECT * REPLACE ('x' AS document_id), true AS is_current FROM documents LIMIT 1""",
        ),
        ("figures.trace", "DELETE FROM document_versions"),
        ("figures.trace", "DELETE FROM snapshots"),
        ("figures.trace", "DELETE FROM sources WHERE source_id = 'a'"),
        ("figures.unique", "INSERT INTO figures SELECT * FROM figures WHERE source_id = 'a'"),
        ("numerals.unique", "INSERT INTO numerals SELECT * FROM numerals"),
        ("numerals.accounted", "DELETE FROM numerals"),
        ("numerals.accounted", "DELETE FROM figures WHERE source_id = 'a'"),
        ("figures.published_quote", "UPDATE figures SET quote = '166名' WHERE source_id = 'a'"),
    ],
)
def test_a_broken_promise_is_found(file, promise, damage):
    assert promise in broken(file, damage, thorough=True)


def test_a_run_is_asked_about_its_own_rows(file):
    hurt = "UPDATE numerals SET run_id = 'run-0'; UPDATE figures SET run_id = 'run-0'; DELETE FROM snapshots"
    assert broken(file, hurt) == {}
    assert "figures.trace" in broken(file, thorough=True)


def test_a_quarantined_figure_accounts_for_its_numeral(file):
    (row,) = batch(GIVEN).figures.select("figure_id").rows(named=True)
    fault = frame("quarantine", [entry("validate", "figures", row, ["figures.codes"], "wrong", source_id="a")])
    load(file, batch(GIVEN, quarantine=fault))
    assert broken(file, "DELETE FROM figures WHERE source_id = 'a'") == {}


def test_a_broken_promise_stops_the_publication_and_says_what_to_do(file):
    before = file.read_bytes()
    said = r"figures\.trace: .*Every figure leads to .*每条数据可追溯"
    with pytest.raises(BlockedError, match=said) as stopped, publication(file) as connection:
        connection.execute("DELETE FROM snapshots")
        refuse_blocked(examine(connection, "run-1"))
    assert [broken.name for broken in stopped.value.failed] == ["figures.trace"]
    assert file.read_bytes() == before


def test_a_warning_stops_nothing():
    row = {"name": "figures.parent", "severity": "warn", "rows_checked": 9, "rows_failed": 9, "sample": ["f"]}
    refuse_blocked(frame("check_results", [row]))


def test_promises_are_the_declared_checks_that_block_and_that_reviews_apply():
    blocking = {declared.name for declared in checks() if declared.severity == BLOCK}
    assert {promise.check for promise in PROMISES} == {*blocking, "reviews.applies"}


def test_a_review_whose_quote_went_in_a_run_is_told_by_that_run(file):
    review = """INSERT INTO reviews SELECT 'r', figure_id, source_id, quote, sentence, 'reject', NULL, NULL, '王芳',
    now()::TIMESTAMP, NULL FROM figures WHERE quote = '165名'"""
    assert broken(file, review) == {}
    load(file, batch(article("a", "社工170名。", figure("170名", 170))), run_id="run-2")
    assert broken(file) == {}
    with publication(file) as connection:
        results = examine(connection, "run-2")
    failed = results.filter(results["rows_failed"] > 0).select("name", "severity", "sample").rows()
    assert failed == [("reviews.applies", "warn", ["r"])]
    assert "reviews.applies" in broken(file, thorough=True)


def test_every_check_says_in_both_languages_what_it_demands_and_what_to_do():
    for declared in checks():
        assert declared.title_zh in declared.problem
        assert declared.remedy_en in declared.problem
        assert check(declared.name) is declared
