"""What a page carries for programs: JSON-LD, and the state that a script would draw its article from.

    <script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-12-12", "articleBody": "…"}
    -> facts {"datepublished": "2024-12-12"}, story "寒潮来袭，松岭县的气温降到了…"

The facts stand beside those of `<meta>`. The story is used only where the page itself shows hardly any text.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

_DATA = re.compile(
    r"<script\b[^<>]{0,400}\btype\s*=\s*[\"']?application/(?:ld\+)?json[^<>]{0,400}>|\b__[A-Z][A-Z_]{3,30}__\s*=\s*(?=[{\[])",
    re.IGNORECASE,
)
_FACTS = {"datePublished": "datepublished", "author": "author", "publisher": "publisher", "headline": "headline"}
_TAG = re.compile(r"<[a-z/][^<>]{0,400}>", re.IGNORECASE)
_HAN = re.compile("[\u4e00-\u9fff]")
_ENDS = re.compile("[。！？]")
_STORY = 120  # Chinese characters that a story has at least
_MOST_SCRIPTS, _MOST_ITEMS = 20, 50_000


def embedded(markup: str) -> list[Any]:
    """The JSON documents of a page's scripts; what cannot be read is left out."""
    found, decoder = [], json.JSONDecoder()
    for number, opening in enumerate(_DATA.finditer(markup)):
        if number == _MOST_SCRIPTS:
            break
        start = opening.end()
        while start < len(markup) and markup[start].isspace():
            start += 1
        try:
            found.append(decoder.raw_decode(markup, start)[0])
        except (ValueError, RecursionError):
            continue
    return found


def facts(documents: list[Any]) -> dict[str, str]:
    """When and by whom, as the first thing that has a day of publication says."""
    for item in _items(documents):
        if isinstance(item, dict) and isinstance(item.get("datePublished"), str):
            named = {name: _named(item.get(key)) for key, name in _FACTS.items()}
            return {name: value for name, value in named.items() if value}
    return {}


def _named(value: Any) -> str:
    """{"@type": "Person", "name": "梁宇"} -> 梁宇; of several the names of all."""
    if isinstance(value, list):
        return " ".join(filter(None, map(_named, value[:6])))
    if isinstance(value, dict):
        value = value.get("name")
    return value.strip() if isinstance(value, str) else ""


def story(documents: list[Any]) -> str:
    """The longest text of sentences among all strings, as markup; "" where none is as long as an article."""
    best, most = "", _STORY - 1
    for item in _items(documents):
        if isinstance(item, str) and len(item) > most and _ENDS.search(item):
            size = len(_HAN.findall(_TAG.sub("", item)))
            best, most = (item, size) if size > most else (best, most)
    if not best or _TAG.search(best):
        return best
    if "&lt;" in best:
        return html.unescape(best)
    return "".join(f"<p>{html.escape(line)}</p>" for line in best.splitlines())


def _items(documents: list[Any]) -> Iterator[Any]:
    """Everything in some JSON documents, without recursion, in their order."""
    waiting = list(reversed(documents))
    for _ in range(_MOST_ITEMS):
        if not waiting:
            return
        item = waiting.pop()
        yield item
        if isinstance(item, dict):
            waiting.extend(reversed(item.values()))
        elif isinstance(item, list):
            waiting.extend(reversed(item))
