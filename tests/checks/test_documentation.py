import pytest

from checks.documentation import DOCS, pages


@pytest.mark.parametrize("name", list(pages()))
def test_the_page_is_what_is_declared(name):
    written = (DOCS / name).read_text(encoding="utf-8")
    assert written == pages()[name], "run: python -m checks.documentation"
