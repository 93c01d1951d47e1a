"""Whole pages as sites of today make them, written for these tests: how much of each article is found, and its day.

    modern/trs.html   the page        modern/trs.txt   its day (may be blank), then its text as a reader would copy it

Pages of bureaus' content systems, portals, WeChat, charities; articles that stand only in a page's JSON; comments that
are longer than the article under names that say nothing; spam that a style sheet hides.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from time import process_time

import pytest

from tasks.clean.document import CleanDocument, Known, clean_bytes

PAGES = sorted((Path(__file__).parent / "modern").glob("*.html"))


def cleaned(page: Path) -> CleanDocument:
    return clean_bytes(page.read_bytes(), "text/html", Known())


def expected(page: Path) -> tuple[str, str]:
    day, _, text = page.with_suffix(".txt").read_text(encoding="utf-8").partition("\n")
    return day, text


def bigrams(text: str) -> Counter[str]:
    text = "".join(text.split())
    return Counter(text[at : at + 2] for at in range(len(text) - 1))


def likeness(one: str, other: str) -> float:
    """F1 of the pairs of characters."""
    first, second = bigrams(one), bigrams(other)
    return 2 * (first & second).total() / (first.total() + second.total())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_article_is_found_and_little_else(page: Path) -> None:
    found, (day, text) = cleaned(page), expected(page)
    assert likeness(found.text, text) > 0.91
    assert not day or str(found.published_on) == day


def test_most_of_all_of_them_is_right() -> None:
    scores = [likeness(cleaned(page).text, expected(page)[1]) for page in PAGES]
    assert len(scores) >= 24
    assert sum(scores) / len(scores) > 0.955


def test_what_is_hidden_and_what_others_say_is_left_out() -> None:
    by_name = {page.stem: cleaned(page).text for page in PAGES}
    assert "彩票" not in by_name["spam"]
    assert "外卖强多了" not in by_name["obfuscated"]
    assert "Cookie" not in by_name["wordpress"]


def test_an_article_in_json_alone_has_its_author_and_headline() -> None:
    (page,) = (page for page in PAGES if page.stem == "jsonld")
    document = cleaned(page)
    assert (document.title, document.author) == ("零下19摄氏度的夜里，他们在街头找人", "梁宇")


def test_a_hint_fills_what_the_page_leaves_open_and_no_more() -> None:
    told = {"title": "【快讯】食堂", "published_on": date(2030, 1, 1)}
    prose = "<p>开张当天，共有214位老人前来用餐，大家都说饭菜软和，盐也放得少，适合老人。</p>"
    known, hint = Known(**told), Known(**told, is_hint=True)
    dated = f"<h1>邻里食堂今日开张迎客</h1><p>时间：2024-11-21</p>{prose}".encode()
    own = clean_bytes(dated, "text/html", hint)
    assert (own.title, own.published_on) == ("邻里食堂今日开张迎客", date(2024, 11, 21))
    registered = clean_bytes(dated, "text/html", known)
    assert (registered.title, registered.published_on) == ("【快讯】食堂", date(2030, 1, 1))
    assert clean_bytes(prose.encode(), "text/html", hint).published_on == date(2030, 1, 1)


@pytest.mark.parametrize("style", ["@media x{" * 8000, "@a b" * 20_000, "a{" * 30_000, "@a{b{c}" * 9000, "a " * 40_000])
def test_no_style_sheet_takes_long(style: str) -> None:
    began = process_time()
    clean_bytes(f"<style>{style}</style><p>今天，社工来了。</p>".encode(), "text/html", Known())
    assert process_time() - began < 3


def test_what_only_paper_hides_is_read() -> None:
    shown = "<p>开张当天，共有214位老人前来用餐，大家都说饭菜软和，盐也放得少，适合老人。</p>"
    markup = f"<style>@media print{{.a{{display:none}}}} .b{{display:none}}</style><div class=a>{shown}</div>"
    assert "214位" in clean_bytes(f"{markup}<div class=b>{shown * 3}</div>".encode(), "text/html", Known()).text
