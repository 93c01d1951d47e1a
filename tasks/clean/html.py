"""A page parsed once and walked once: its runs of text, the elements they stand in, and what its head says.

    <div id="zoom"><p>截至3月底，全市<b>75</b>家机构</p>2,800名社工上岗<br>…</div>

    nodes   div#zoom > p
    runs    "截至3月底，全市75家机构" (in p)   "2,800名社工上岗" (in div#zoom)   …

A run is the text between two breaks of a line. Inline tags never divide it: a number split by tags stays whole.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

from tasks.clean.decode import CleaningError

MOST_TAGS = 200_000
_MOST_SPAN = 30

_SCRIPTS = re.compile(r"<!--.*?-->|<(script|style|noscript|svg)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_SKIPPED = frozenset(
    "script style noscript iframe select textarea button input object embed applet svg template head title meta link map "
    "video audio canvas datalist option marquee".split()
)
_BREAKING = frozenset(
    "p div h1 h2 h3 h4 h5 h6 li ul ol dl dt dd table tbody thead tfoot tr td th blockquote figure figcaption section "
    "article header footer nav aside main pre center hr body html form fieldset address caption details summary".split()
)
_BOLD = frozenset(("b", "strong"))
_TRACKED = _BREAKING | _BOLD | {"a"}
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")
_SOURCE_BREAK = re.compile(r"(?<=[^\x00-\x7f])[ \t\r\f]*\n[ \t\r\n\f]*(?=[^\x00-\x7f])")
_HIDDEN = re.compile(
    r"display\s*:\s*none|(?:left|top|text-indent)\s*:\s*-\d{3,}|font-size\s*:\s*0(?![.\d])|height\s*:\s*[01]px.*overflow", re.I
)


@dataclass(slots=True)
class Run:
    """The text between two breaks: `node` is the number of its element, `linked` and `bold` count characters."""

    node: int
    text: str
    size: int
    linked: int
    bold: int


@dataclass(slots=True)
class Node:
    """An element that breaks lines. `first` and `last` bound its runs, `end` its descendants, ends exclusive;
    `spans` are the columns and rows that a cell takes."""

    name: str
    label: str
    parent: int
    hidden: bool
    first: int
    spans: tuple[int, int] = (1, 1)
    last: int = 0
    end: int = 0


@dataclass(slots=True)
class Page:
    """A walked page: elements and runs in page order, `facts` from its head, `title` as the browser shows it."""

    nodes: list[Node]
    runs: list[Run]
    facts: dict[str, str] = field(default_factory=dict)
    title: str = ""


def read_page(markup: str) -> Page:
    """Parse and walk a page. CleaningError for one with more tags than any real page has."""
    body = _SCRIPTS.sub("", markup.replace("\0", ""))
    if body.count("<") > MOST_TAGS:
        raise CleaningError(f"the page has more than {MOST_TAGS:,} tags")
    soup = BeautifulSoup(body, "lxml", multi_valued_attributes=None)
    walk = _Walk()
    walk.walk(soup)
    title = soup.title.get_text() if soup.title else ""
    return Page(walk.nodes, walk.runs, _facts(soup), " ".join(title.split()))


def _facts(soup: BeautifulSoup) -> dict[str, str]:
    """The `<meta>` of a page by name, in lower case."""
    facts: dict[str, str] = {}
    for tag in soup.find_all("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop")
        content = tag.get("content")
        if name and content:
            facts.setdefault(str(name).lower(), str(content).strip())
    return facts


def _spans(attributes: Mapping[str, object]) -> tuple[int, int]:
    """How many columns and rows a cell takes."""
    columns, rows = (str(attributes.get(name, "1")) for name in ("colspan", "rowspan"))
    return _small(columns), _small(rows)


def _small(number: str) -> int:
    return min(int(number), _MOST_SPAN) if number.isascii() and number.isdigit() and number != "0" else 1


class _Walk:
    """One pass over a parsed page without recursion, however deep it nests."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.runs: list[Run] = []
        self._open = -1
        self._words: list[str] = []
        self._linked = self._bold = 0
        self._in_link = self._in_bold = self._in_pre = 0

    def walk(self, soup: BeautifulSoup) -> None:
        """Fill `nodes` and `runs`."""
        self._enter_block(soup)
        stack: list[PageElement | str] = list(reversed(soup.contents))
        while stack:
            item = stack.pop()
            kind = type(item)
            if kind is NavigableString:
                self._add(item)
            elif kind is str:
                self._leave(item)
            elif kind is Tag and item.name not in _SKIPPED:
                name = item.name
                if name in _TRACKED:
                    self._enter(item, name)
                    stack.append(name)
                elif name == "br":
                    self._flush()
                stack.extend(reversed(item.contents))
        self._leave_block()

    def _add(self, words: str) -> None:
        self._words.append(words)
        if self._in_link or self._in_bold:
            size = len("".join(words.split()))
            self._linked += size if self._in_link else 0
            self._bold += size if self._in_bold else 0
        if self._in_pre and "\n" in words:
            self._words.pop()
            for number, line in enumerate(words.split("\n")):
                if number:
                    self._flush()
                self._words.append(line)

    def _enter(self, tag: Tag, name: str) -> None:
        if name == "a":
            self._in_link += 1
        elif name in _BOLD:
            self._in_bold += 1
        else:
            self._enter_block(tag)
            self._in_pre += name == "pre"

    def _leave(self, name: str) -> None:
        if name == "a":
            self._in_link -= 1
        elif name in _BOLD:
            self._in_bold -= 1
        else:
            self._in_pre -= name == "pre"
            self._leave_block()

    def _enter_block(self, tag: Tag) -> None:
        self._flush()
        hidden = self._open >= 0 and self.nodes[self._open].hidden
        label, spans, attributes = "", (1, 1), tag.attrs
        if attributes:
            label = f"{attributes.get('class', '')} {attributes.get('id', '')}".strip()
            hidden = hidden or "hidden" in attributes or bool(_HIDDEN.search(str(attributes.get("style", ""))))
            spans = _spans(attributes) if "colspan" in attributes or "rowspan" in attributes else spans
        self.nodes.append(Node(tag.name, label, self._open, hidden, len(self.runs), spans))
        self._open = len(self.nodes) - 1

    def _leave_block(self) -> None:
        self._flush()
        node = self.nodes[self._open]
        node.last, node.end = len(self.runs), len(self.nodes)
        self._open = node.parent

    def _flush(self) -> None:
        if not self._words:
            return
        text = "".join(self._words)
        self._words.clear()
        text = _SPACE.sub(" ", _SOURCE_BREAK.sub("", text)).strip().strip("\u200b\ufeff\u3000 ")
        if text:
            size = len(text) - text.count(" ")
            self.runs.append(Run(self._open, text, size, min(self._linked, size), min(self._bold, size)))
        self._linked = self._bold = 0
