"""Templates to pages: autoescape always on, both languages in every page, nothing of the page from outside the site.

`t(key)` is a word of the site, `code(list, code)` the label of a code, `both(zh, en)` a text given in both languages:
each is Chinese on the page with the English beside it in an attribute, which the language switch puts in its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from tasks.site import wording
from tasks.site.frames import reasons
from tasks.site.words import Pair, label, words
from warehouse import catalogue

HERE = Path(__file__).resolve().parent
TEMPLATES, ASSETS = HERE / "templates", HERE / "assets"

NAVIGATION = (
    ("overview", "index.html"),
    ("figures", "figures.html"),
    ("documents", "documents.html"),
    ("actors", "actors.html"),
    ("regions", "regions.html"),
    ("timeline", "timeline.html"),
    ("quality", "quality.html"),
    ("dictionary", "dictionary.html"),
    ("runs", "runs.html"),
)
"""The pages of the masthead, in order."""


def render(template: str, /, **context: Any) -> str:
    """The page that `template` makes of `context`; a name that is missing in it raises."""
    return environment().get_template(template).render(**context)


@cache
def environment() -> Environment:
    """The environment of all templates."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    made.globals.update(t=t, code=code, both=both, attribute=attribute, selection=selection, label=label)
    made.globals.update(label_of=label_of, parts=parts, table_label=table_label, cut=cut, web=web, reasons=reasons)
    made.globals.update(quoted=quoted, amount=amount)
    made.globals.update(navigation=NAVIGATION)
    made.globals.update(number=wording.number, bounds=wording.bounds, period=wording.period, place=wording.place)
    made.filters.update(plain=lambda text: wording.plain(text or ""), pieces=wording.pieces)
    return made


def both(zh: str, en: str) -> Markup:
    """A text in Chinese that can be switched to English."""
    return Markup('<span data-en="{}">{}</span>').format(wording.plain(en), wording.plain(zh))


def t(key: str, **values: object) -> Markup:
    """A word of the site; `values` fill its braces."""
    if not values:
        return _word(key)
    pair = words()[key]
    return both(pair.zh.format(**values), pair.en.format(**values))


@cache
def _word(key: str) -> Markup:
    return both(*words()[key])


@lru_cache(maxsize=4096)
def code(code_list: str, value: str | None) -> Markup:
    """The label of a code; "not stated" where there is none."""
    return _nothing() if value is None else both(*label(code_list, value))


def attribute(name: str, key: str, **values: object) -> Markup:
    """An attribute of an element in Chinese that can be switched to English."""
    pair = Pair(*(text.format(**values) if values else text for text in words()[key]))
    return Markup('{0}="{1}" data-en-{0}="{2}"').format(escape(name), *(wording.plain(text) for text in pair))


def selection(root: str = "", **filters: str | None) -> str:
    """The address of the table of figures with these facets chosen; None chooses what is not stated."""
    chosen: Mapping[str, str] = {name: value or "" for name, value in filters.items()}
    return f"{root}figures.html#{urlencode(chosen)}"


def label_of(key: str, language: str = "zh") -> str:
    """A word of the site in one language, for places that hold no elements."""
    return words()[key].en if language == "en" else words()[key].zh


def table_label(name: str) -> Markup:
    """What a table of the warehouse is called; its name where it is none."""
    known = catalogue.catalogue().get(name)
    return both(known.label_zh, known.label_en) if known else Markup("<code>{}</code>").format(name)


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
    said = wording.bounds(row["value"], row["value_low"], row["value_high"])
    more = Markup(' <span class="bounds">{}</span>').format(said) if said else ""
    return Markup('<span class="amount">{}</span>{}').format(wording.number(row["value"]), more)


def parts(segment: Iterable[tuple[str, str]]) -> Markup:
    """Words of a report; a character that cannot be seen is an empty element that names it."""
    hidden = Markup('<span class="unseen" data-code="{}"></span>')
    return Markup("").join(escape(text) if text else hidden.format(name) for text, name in segment)


def cut(sentence: str, quote: str) -> tuple[str, str, str]:
    """The sentence before the quote, the quote, and the rest."""
    return sentence.partition(quote)


def web(url: str) -> bool:
    """Whether an address leads to the web, so that it may be a link."""
    return url.lower().startswith(("https://", "http://"))
