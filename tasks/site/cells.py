"""What stands in the cells of a page, both languages in one: words of the site, codes, numbers, words of a report.

    t("nav.figures")              <span data-en="Figures">数据</span>
    code("metric", "calls")       <span data-en="Calls">电话</span>
    quoted("<b>社工")              <bdi lang="zh-CN">&lt;b&gt;社工</bdi>

All of it is escaped here and nowhere else. What stands in cell after cell is remembered as it was written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup, escape

from tasks.site import wording
from tasks.site.words import label, words
from warehouse import catalogue

_REMEMBERED = 1 << 15


def both(zh: str, en: str) -> Markup:
    """A text in Chinese that can be switched to English."""
    return Markup(f'<span data-en="{escape(wording.plain(en))}">{escape(wording.plain(zh))}</span>')  # noqa: S704


@lru_cache(maxsize=_REMEMBERED)
def t(key: str, **values: object) -> Markup:
    """A word of the site; `values` fill its braces."""
    pair = words()[key]
    return both(pair.zh.format(**values), pair.en.format(**values)) if values else both(*pair)


@lru_cache(maxsize=4096)
def code(code_list: str, value: str | None) -> Markup:
    """The label of a code; "not stated" where there is none."""
    return _nothing() if value is None else both(*label(code_list, value))


@cache
def attribute(key: str, name: str) -> Markup:
    """An attribute of an element in Chinese that can be switched to English."""
    pair = (wording.plain(text) for text in words()[key])
    return Markup('{0}="{1}" data-en-{0}="{2}"').format(escape(name), *pair)


def selection(root: str = "", **filters: str | None) -> str:
    """The address of the table of figures with these facets chosen; None chooses what is not stated."""
    return f"{root}figures.html#{'&'.join(_chosen(*entry) for entry in filters.items())}"


@lru_cache(maxsize=_REMEMBERED)
def _chosen(name: str, value: str | None) -> str:
    return urlencode({name: value or ""})


def label_of(key: str, language: str = "zh") -> str:
    """A word of the site in one language, for places that hold no elements."""
    return words()[key].en if language == "en" else words()[key].zh


def table_label(name: str) -> Markup:
    """What a table of the warehouse is called; its name where it is none."""
    known = catalogue.catalogue().get(name)
    return both(known.label_zh, known.label_en) if known else Markup("<code>{}</code>").format(name)


@lru_cache(maxsize=_REMEMBERED)
def quoted(text: str | None) -> Markup:
    """Words of a report, which keep their language and direction whatever the page's; "not stated" for none."""
    if not text:
        return _nothing()
    return Markup(f'<bdi lang="zh-CN">{escape(wording.plain(text))}</bdi>')  # noqa: S704 - escaped


@cache
def _nothing() -> Markup:
    return Markup('<span class="none">{}</span>').format(t("not_stated"))


def amount(row: Mapping[str, Any]) -> Markup:
    """A number and what its wording supports."""
    return _amount(row["value"], row["value_low"], row["value_high"])


@lru_cache(maxsize=_REMEMBERED)
def _amount(value: float | None, low: float | None, high: float | None) -> Markup:
    said = wording.bounds(value, low, high)
    more = Markup(' <span class="bounds">{}</span>').format(said) if said else ""
    return Markup('<span class="amount">{}</span>{}').format(wording.number(value), more)


def total(row: Mapping[str, Any]) -> Markup:
    """The sum of a row of totals; "none counted" where all was left out."""
    if row["total"] is None:
        return _no_total()
    return Markup(f'<span class="amount">{wording.number(row["total"])}</span>')  # noqa: S704 - digits


@cache
def _no_total() -> Markup:
    return Markup('<span class="none">{}</span>').format(t("total.none"))


def reach(row: Mapping[str, Any]) -> Markup:
    """What the wordings behind a sum support, where that is more or less than the sum itself."""
    low, high = row["total_low"], row["total_high"]
    if row["total"] is None or low == high == row["total"]:
        return Markup()
    said: str = wording.bounds(row["total"], low, high)
    if high is None and low == 0:
        said = t("total.open")
    return Markup(f'<span class="bounds">{said}</span>')  # noqa: S704 - digits and a word of the site


def left_out(listed: Iterable[tuple[str, int]]) -> Markup:
    """Why rows were left out, and how many for each reason."""
    chips = (f'<span class="chip">{code("exclusion", why)} {wording.number(count)}</span>' for why, count in listed)
    return Markup("".join(chips))  # noqa: S704 - labels are escaped


def parts(segment: Sequence[tuple[str, str]]) -> Markup:
    """Words of a report; a character that cannot be seen is an empty element that names it."""
    hidden = Markup('<span class="unseen" data-code="{}"></span>')
    return Markup("").join(escape(text) if text else hidden.format(name) for text, name in segment)


def cut(sentence: str, quote: str) -> tuple[str, str, str]:
    """The sentence before the quote, the quote, and the rest."""
    return sentence.partition(quote)


def web(url: str) -> bool:
    """Whether an address leads to the web, so that it may be a link."""
    return url.lower().startswith(("https://", "http://"))
