"""A page parsed once and walked once: its runs of text, the elements they stand in, and what its head says.

    <div id="zoom"><p>截至3月底，全市<b>75</b>家机构</p>2,800名社工上岗<br>…</div>

    nodes   div#zoom > p
    runs    "截至3月底，全市75家机构" (in p)   "2,800名社工上岗" (in div#zoom)   …

A run is the text between two breaks of a line. Inline tags never divide it: a number split by tags stays whole.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, XMLParsedAsHTMLWarning
from bs4.element import NavigableString, PageElement, Tag

from tasks.clean.decode import CleaningError

# A page may open with <?xml …?> or hold no tag at all once its scripts are gone; both are read as HTML on purpose.
warnings.filterwarnings("ignore", category=XMLParsedAsHTMLWarning)
warnings.filterwarnings("ignore", category=MarkupResemblesLocatorWarning)

MOST_TAGS = 200_000
_MOST_SPAN = 30

_UNSEEN = re.compile(r"<!--|<(script|style|noscript|svg)\b", re.IGNORECASE)
_ENDS_OF_UNSEEN = {
    name: re.compile(rf"</{name}\s*>" if name else "-->", re.IGNORECASE)
    for name in ("", "script", "style", "noscript", "svg")
}
_SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "iframe",
        "select",
        "textarea",
        "button",
        "input",
        "object",
        "embed",
        "applet",
        "svg",
        "template",
        "head",
        "title",
        "meta",
        "link",
        "map",
        "video",
        "audio",
        "canvas",
        "datalist",
        "option",
        "marquee",
    ]
)
_BREAKING = frozenset(
    [
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "table",
        "tbody",
        "thead",
        "tfoot",
        "tr",
        "td",
        "th",
        "blockquote",
        "figure",
        "figcaption",
        "section",
        "article",
        "header",
        "footer",
        "nav",
        "aside",
        "main",
        "pre",
        "center",
        "hr",
        "body",
        "html",
        "form",
        "fieldset",
        "address",
        "caption",
        "details",
        "summary",
    ]
)
_BOLD = frozenset(("b", "strong"))
_TRACKED = _BREAKING | _BOLD | {"a"}
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")
_SOURCE_BREAK = re.compile(r"(?<=[^\x00-\x7f])[ \t\r\f]*\n[ \t\r\n\f]*(?=[^\x00-\x7f])")
_HIDDEN = re.compile(
    r"display\s*:\s*none|(?:left|top|text-indent)\s*:\s*-\d{3,}|font-size\s*:\s*0(?![.\d])|height\s*:\s*[01]px.*overflow",
    re.I,
)


_STYLE = re.compile(r"<style\b[^<>]{0,200}>([^<]{0,100000})", re.IGNORECASE)
_AT_RULE = re.compile(
    r"@[a-z-]{1,40}[^{};@]{0,300}\{(?:[^{}]{0,2000}\{[^{}]{0,5000}\}){0,500}+[^{}]{0,2000}\}", re.IGNORECASE
)
_RULE = re.compile(r"(?<![^{}])([^{}]{1,2000})\{([^{}]{0,5000})\}")
_SIMPLE = re.compile(r"[.#][\w-]{1,60}")
_LANDMARKS = frozenset(("nav", "aside", "footer", "dialog"))
"""Tags that say what a part is as its name may; `header` is not among them, headlines stand in it."""


@dataclass(slots=True)
class Run:
    """The text between two breaks: `node` is the number of its element, `linked` and `bold` count characters.

    `pictured` says that a picture stands right before it in the same element.
    """

    node: int
    text: str
    size: int
    linked: int
    bold: int
    pictured: bool = False


@dataclass(slots=True)
class Node:
    """An element that breaks lines.

    `first` and `last` bound its runs, `end` its descendants, ends exclusive; `spans` are the columns and
    rows that a cell takes.
    """

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
    body = _without_unseen(markup.replace("\0", ""))
    if body.count("<") > MOST_TAGS:
        raise CleaningError(f"the page has more than {MOST_TAGS:,} tags")
    soup = BeautifulSoup(body, "lxml", multi_valued_attributes=None)
    walk = _Walk(_hidden_by_style(markup))
    walk.walk(soup)
    title = soup.title.get_text() if soup.title else ""
    return Page(walk.nodes, walk.runs, _facts(soup), " ".join(title.split()))


def _without_unseen(markup: str) -> str:
    """`markup` without comments, scripts and styles; one that is never closed stays for the parser to judge."""
    kept, start, position = [], 0, 0
    unclosed: set[str] = set()
    while opening := _UNSEEN.search(markup, position):
        name = (opening.group(1) or "").lower()
        closing = None if name in unclosed else _ENDS_OF_UNSEEN[name].search(markup, opening.end())
        if closing is None:
            unclosed.add(name)
            position = opening.end()
            continue
        kept.append(markup[start : opening.start()])
        start = position = closing.end()
    return "".join((*kept, markup[start:]))


def _hidden_by_style(markup: str) -> frozenset[str]:
    """The classes and ids that a page's own style sheet hides on every screen."""
    found: set[str] = set()
    for style in _STYLE.findall(markup):
        for selectors, declared in _RULE.findall(_AT_RULE.sub("", style)):
            if _HIDDEN.search(declared):
                found.update(name[1:] for name in map(str.strip, selectors.split(",")) if _SIMPLE.fullmatch(name))
    return frozenset(found)


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


@dataclass(frozen=True, slots=True)
class _End:
    """Where a tag ends, in the list of what is still to be walked."""

    name: str


_ENDS = {name: _End(name) for name in _TRACKED}


class _Walk:
    """One pass over a parsed page without recursion, however deep it nests."""

    def __init__(self, hidden: frozenset[str]) -> None:
        self._hidden = hidden
        self.nodes: list[Node] = []
        self.runs: list[Run] = []
        self._open = self._picture = -1
        self._words: list[str] = []
        self._linked = self._bold = 0
        self._in_link = self._in_bold = self._in_pre = 0

    def walk(self, soup: BeautifulSoup) -> None:
        """Fill `nodes` and `runs`."""
        self._enter_block(soup)
        stack: list[PageElement | _End] = list(reversed(soup.contents))
        while stack:
            item = stack.pop()
            if isinstance(item, Tag):
                stack.extend(self._open_tag(item))
            elif isinstance(item, _End):
                self._leave(item.name)
            elif type(item) is NavigableString and (self._words or not item.isspace()):
                self._add(item)
        self._leave_block()

    def _open_tag(self, tag: Tag) -> list[PageElement | _End]:
        """Enter a tag; what is to be walked next, last first."""
        name = tag.name
        if name in _SKIPPED:
            return []
        inside: list[PageElement | _End] = [*reversed(tag.contents)]
        if name in _TRACKED:
            self._enter(tag, name)
            return [_ENDS[name], *inside]
        if name in ("br", "img"):
            self._flush()
            self._picture = self._open if name == "img" else self._picture
        return inside

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
            label = f"{attributes.get('class', '')} {attributes.get('id', '')} {attributes.get('role', '')}".strip()
            hidden = hidden or "hidden" in attributes or bool(_HIDDEN.search(str(attributes.get("style", ""))))
            hidden = hidden or not self._hidden.isdisjoint(label.split())
            spans = _spans(attributes) if "colspan" in attributes or "rowspan" in attributes else spans
        label = f"{label} {tag.name}".strip() if tag.name in _LANDMARKS else label
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
            pictured = self._picture == self._open
            self.runs.append(Run(self._open, text, size, min(self._linked, size), min(self._bold, size), pictured))
            self._picture = -1
        self._linked = self._bold = 0
