"""The questions of docs/queries.md, asked of the seeds: what stands below each is what comes out."""

import re
from pathlib import Path

from flows.queries import PAGE, answered, markdown
from tests.builders import ask
from warehouse.publication import reading


def test_every_answer_is_what_the_seeds_say(seed_warehouse: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")
    with reading(seed_warehouse) as connection:
        found = answered(page, lambda sql: markdown(connection, sql))
    assert found == page, "run: python -m flows.queries"


def test_there_are_twenty_questions_each_in_both_languages_with_an_answer() -> None:
    questions = re.split(r"^## ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    assert len(questions) == 20
    for number, question in enumerate(questions, start=1):
        assert re.match(rf"{number}\. [^\n]*[\u4e00-\u9fff][^\n]*\n\n[A-Z][^\n]+\n\n```sql\n", question)
        assert "```\n\n| " in question


def test_every_table_macro_is_on_the_page_and_has_a_comment_in_both_languages(seed_warehouse: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")
    macros = ask(
        seed_warehouse,
        "SELECT function_name, comment FROM duckdb_functions() WHERE function_type = 'table_macro' AND NOT internal",
    )
    assert len(macros) >= 6
    for name, comment in macros:
        assert f"`{name}(" in page
        assert re.search("[a-z]", comment or "")
        assert re.search("[\u4e00-\u9fff]", comment or "")
