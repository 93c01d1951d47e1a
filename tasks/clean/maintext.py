"""Which part of a page is the article: every run has a value, the element whose runs add up to most holds it.

    <div class="nav"><a>首页</a>…</div>                     links only             far below zero
    <div id="zoom"><p>截至3月底，全市75家机构…</p>…</div>     sentences              their length
    <div class="comment"><p>顶！写得好…</p>…</div>           named as furniture     zero at most

Of the chosen element those parts go that are named as furniture or hold little but links. Names are words that
sites everywhere give such parts (content, share, related, 相关); nothing here knows a site.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from tasks.clean.blocks import CAPTION, HEADING, TABLE
from tasks.clean.cards import cards
from tasks.clean.furniture import is_notice
from tasks.clean.html import Node, Page, Run
from tasks.clean.lines import BOLD_LEVEL, Line
from tasks.clean.roles import is_source
from tasks.clean.tables import in_data_tables, innermost_tables, table_rows
from tasks.clean.wording import names

OUTSIDE = "outside"
"""The rule of what stands on a page outside its article."""

_WHOLE_PAGE = frozenset(("html", "body", "main", "article"))
_MARKS = re.compile(r"[，。、；：？！“”（）]|[,.;:?!](?=\s|$|[\u4e00-\u9fff])")
_STRONG_MARKS = re.compile(r"[。？！；!?;]|[.](?=\s|$)")
_DATE = re.compile(
    r"[（(\[]?\s*(?:\d{2,4}\s*[-/.年]\s*)?\d{1,2}\s*[-/.月]\s*\d{1,2}日?(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?\s*(?:[AP]M)?\s*[)）\]]?"
)
_ENDED = re.compile(r"[。！？…]”?$")
_DIGITS = re.compile(r"\d+")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}

_TEXT = 20  # characters that a run of text has at least
_LONG_TEXT = 50  # the same without punctuation
_PARAGRAPH = 40
_SOME_TEXT = 200  # what makes a part with an unclear name an article's
_MOST = 0.6  # the share of a page's text that no furniture holds
_LEAST = 60  # less than this is no article
_TIGHT = 0.75  # the share of its text that an element may hold in one part to be left for that part
_CELL = 0.5  # what a character in a table of data counts
_PRICE = 0.2  # what a part worth less than nothing counts: it can be left out
_LINE_OF_LINKS = 60
_HEADING_SIZE = 40
_HEAD = 40
_SHORTEST, _LONGEST = 5, 90


@dataclass(slots=True)
class Article:
    """The lines of a page: those above its article, the article from its headline on, those below.

    `title` is the headline as the page writes it. What is no article has its rule.
    """

    above: list[Line]
    lines: list[Line]
    below: list[Line]
    title: str | None


class _Weights:
    """What the runs of any element add up to, each looked up in no time; `cards` are parts of lists of other things."""

    def __init__(self, page: Page) -> None:
        runs = page.runs
        self.values = [_value(run) for run in runs]
        self.cards = cards(page)
        for number in in_data_tables(page):
            self.values[number] = max(self.values[number], runs[number].size * _CELL)
        self._sizes = _sums(run.size for run in runs)
        self._linked = _sums(run.linked for run in runs)
        self._texts = _sums(max(0.0, value) for value in self.values)
        self._paragraphs = _sums(value if value >= _PARAGRAPH else 0.0 for value in self.values)

    def size(self, node: Node) -> float:
        """Characters."""
        return self._sizes[node.last] - self._sizes[node.first]

    def linked(self, node: Node) -> float:
        """Characters in links."""
        return self._linked[node.last] - self._linked[node.first]

    def text(self, node: Node) -> float:
        """Characters that read like text."""
        return self._texts[node.last] - self._texts[node.first]

    def paragraphs(self, node: Node) -> float:
        """Characters in runs as long as a paragraph."""
        return self._paragraphs[node.last] - self._paragraphs[node.first]


def _sums(numbers: Iterable[float]) -> list[float]:
    return [0.0, *accumulate(numbers)]


def find_article(page: Page) -> Article:
    """The article of a page, all other runs around it."""
    weights = _Weights(page)
    node = _first_post(page, weights, _choose(page, weights))
    first, last = page.nodes[node].first, page.nodes[node].last
    headline = _headline(page, first, last)
    start = first if headline is None else min(first, headline)
    above = [_line(page, number, True) for number in range(start, first)]
    for number, line in enumerate(above, start=start):
        _restore(line, number == headline)
    return Article(
        [_line(page, number, True) for number in range(start)],
        [*above, *_lines_with_tables(page, node, _pruned(page, weights, node))],
        [_line(page, number, True) for number in range(last, len(page.runs))],
        None if headline is None else page.runs[headline].text,
    )


def _restore(line: Line, is_headline: bool) -> None:
    """Between the headline and the article's element the lines stay that say when and where from."""
    if is_headline or is_source(line.text) or line.text.startswith("——"):
        line.rule = ""


def _headline(page: Page, first: int, last: int) -> int | None:
    """The run that is the headline: what the browser's title bar repeats, else the last heading above the article."""
    shown = _squeezed(page.facts.get("og:title", "") + " " + page.title)
    best, best_size = None, 0.0
    for number in range(min(last, first + _HEAD)):
        run = page.runs[number]
        if not _SHORTEST - 2 <= run.size <= _LONGEST or run.linked * 2 > run.size:
            continue
        size = _headline_size(run, page.nodes[run.node], shown)
        if size > best_size or (size and number < first and size == best_size):
            best, best_size = number, size
    return best if best is not None else _heading_above(page, first)


def _headline_size(run: Run, node: Node, shown: str) -> float:
    """How much of the title bar a run repeats; headings and its beginning count double, a site's name little."""
    words = _squeezed(run.text)
    if words not in shown or (run.size < _SHORTEST and node.name != "h1"):
        return 0.0
    return run.size * (2 if node.name in ("h1", "h2") else 1) * (2 if shown.startswith(words) else 1)


def _heading_above(page: Page, first: int) -> int | None:
    for number in range(first - 1, max(-1, first - _HEAD), -1):
        run = page.runs[number]
        if page.nodes[run.node].name in ("h1", "h2") and not run.linked and run.size >= _SHORTEST:
            return number
    return None


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _value(run: Run) -> float:
    """How much a run reads like text: its length, or less than nothing for links and scraps."""
    plain = run.size - run.linked
    if run.linked > plain or (run.linked and run.linked > plain - _dated(run.text)):
        return -float(run.size)
    marks = _MARKS.search(run.text)
    if run.size >= _TEXT and marks:
        return -float(run.size) if is_notice(run.text) else float(plain)
    if run.size >= _LONG_TEXT:
        return plain * 0.5
    if marks and _STRONG_MARKS.search(run.text):
        return plain * 0.3
    return -0.3 * min(run.size, 12)


def _dated(text: str) -> int:
    """How many characters of a run are dates, such as stand beside every link of a list."""
    return sum(len(match.group()) for match in _DATE.finditer(text[:400]))


def _choose(page: Page, weights: _Weights) -> int:
    """The element that holds the article: down from the page as long as one part holds nearly all of its text."""
    worth = list(weights.values)
    for node in (page.nodes[at] for at in weights.cards):
        worth[node.first : node.last] = [min(value, 0.0) for value in worth[node.first : node.last]]
    number = 1
    while number < len(page.nodes):
        node = page.nodes[number]
        if node.hidden or _is_named_furniture(page, node, weights):
            worth[node.first : node.last] = [min(value, 0.0) for value in worth[node.first : node.last]]
            number = node.end
        else:
            number += 1
    totals = _totals(page, worth)
    if max(totals) < _LEAST:
        # Nothing to see: a page that a script uncovers, or one whose names mislead.
        worth, totals = weights.values, _totals(page, weights.values)
    chosen = max(range(len(totals)), key=lambda number: (totals[number], number))
    return _descend(page, totals, worth, chosen)


def _totals(page: Page, worth: list[float]) -> list[float]:
    """What the runs of each element add up to; a part that is worth less than nothing can be left out at a price."""
    totals = [0.0] * len(page.nodes)
    for number, run in enumerate(page.runs):
        totals[run.node] += worth[number]
    for number in range(len(page.nodes) - 1, 0, -1):
        total = totals[number]
        totals[page.nodes[number].parent] += total if total > 0 else total * _PRICE
    return totals


def _descend(page: Page, totals: list[float], worth: list[float], chosen: int) -> int:
    """The smallest element below `chosen` that holds nearly all its text."""
    number, end = chosen + 1, page.nodes[chosen].end
    while number < end:
        if totals[number] < totals[chosen] * _TIGHT:
            number = page.nodes[number].end
            continue
        if _has_more_article(page, worth, chosen, number):
            return chosen
        chosen, end = number, page.nodes[number].end
        number += 1
    return chosen


def _has_more_article(page: Page, worth: list[float], outer: int, inner: int) -> bool:
    """Whether what `outer` holds beside `inner` is text too, a lead or a note, and not links around it."""
    around, part = page.nodes[outer], page.nodes[inner]
    beside = [*range(around.first, part.first), *range(part.last, around.last)]
    text = sum(worth[number] for number in beside if page.runs[number].size >= _PARAGRAPH)
    linked = sum(page.runs[number].linked for number in beside)
    if text >= _PARAGRAPH and linked * 2 < text:
        return True
    closing = [page.runs[number] for number in range(part.last, around.last) if worth[number] > 0]
    return not linked and any(_ENDED.search(run.text) and not is_notice(run.text) for run in closing)


def _is_named_furniture(page: Page, node: Node, weights: _Weights) -> bool:
    """Whether an element is named as furniture.

    An unclear name counts while it holds little text, and no name but that of comments while it holds most of the page.
    """
    if not node.label or node.name in _WHOLE_PAGE:
        return False
    named = names("furniture").search(node.label)
    if not named:
        return bool(names("maybe_furniture").search(node.label)) and weights.paragraphs(node) < _SOME_TEXT
    return bool(names("comments").search(node.label)) or weights.paragraphs(node) < max(
        1.0, _MOST * weights.paragraphs(page.nodes[0])
    )


def _first_post(page: Page, weights: _Weights, chosen: int) -> int:
    """On a page of posts one below the other the first is the article, the others answer it."""
    first: dict[str, int] = {}
    for number in range(chosen + 1, page.nodes[chosen].end):
        node = page.nodes[number]
        if not node.label or not names("post").search(node.label) or weights.text(node) < _PARAGRAPH:
            continue
        name = f"{node.name} {_DIGITS.sub('', node.label)}"
        if name in first and page.nodes[first[name]].end <= number:
            return first[name]
        first.setdefault(name, number)
    return chosen


def _pruned(page: Page, weights: _Weights, chosen: int) -> list[bool]:
    """For every run whether it is furniture: outside the chosen element, or a part of it that is no article."""
    top = page.nodes[chosen]
    gone = [not top.first <= number < top.last for number in range(len(page.runs))]
    number = chosen + 1
    while number < top.end:
        node = page.nodes[number]
        if _is_furniture(page, number, weights, top):
            gone[node.first : node.last] = [True] * (node.last - node.first)
            number = node.end
        else:
            number += 1
    for number in range(top.first, top.last):
        run = page.runs[number]
        gone[number] |= bool(run.linked) and weights.values[number] <= -run.size and run.size <= _LINE_OF_LINKS
    return gone


def _is_furniture(page: Page, number: int, weights: _Weights, top: Node) -> bool:
    """Whether a part of the article's element is no part of the article."""
    node = page.nodes[number]
    if node.hidden and not top.hidden:
        return True
    if number in weights.cards:
        return weights.text(node) < weights.text(top) * _MOST
    size, text, total = weights.size(node), weights.text(node), weights.text(top)
    if size and _is_named_furniture(page, node, weights):
        return text < total * (0.9 if names("comments").search(node.label) else 0.3)
    linked = weights.linked(node)
    return linked * 2 > size and text < linked and text < total * _PRICE


def _lines_with_tables(page: Page, chosen: int, gone: list[bool]) -> list[Line]:
    """The lines of the chosen element; tables of data with a line for each row."""
    top = page.nodes[chosen]
    lines: list[Line] = []
    done = top.first
    for number in innermost_tables(page, chosen):
        table = page.nodes[number]
        rows = [] if table.first < done or any(gone[table.first : table.last]) else table_rows(page, number)
        if rows:
            lines += [_line(page, at, gone[at]) for at in range(done, table.first)]
            lines += [Line(row, gap=not at, kind=TABLE) for at, row in enumerate(rows)]
            done = table.last
    return lines + [_line(page, at, gone[at]) for at in range(done, top.last)]


def _line(page: Page, number: int, outside: bool) -> Line:
    """A run as a line, with the kind that its markup gives it."""
    run = page.runs[number]
    if outside:
        return Line(run.text, gap=1, rule=OUTSIDE)
    node = page.nodes[run.node]
    line = Line(run.text, gap=1)
    if node.name in _HEADINGS:
        line.kind, line.level = HEADING, _HEADINGS[node.name]
    elif node.name == "figcaption" or names("caption").search(node.label) or _is_under_picture(run):
        line.kind = CAPTION
    elif _is_bold_heading(run, node):
        line.kind, line.level = HEADING, BOLD_LEVEL
    return line


def _is_under_picture(run: Run) -> bool:
    """Whether a run is the words under a picture: right behind it in the same element, short, no sentence."""
    return run.pictured and run.size <= _HEADING_SIZE and not _STRONG_MARKS.search(run.text)


def _is_bold_heading(run: Run, node: Node) -> bool:
    """Whether a run is a heading by being short, bold and no sentence."""
    if run.bold < run.size or run.size > _HEADING_SIZE or node.name in ("td", "th"):
        return False
    return not _STRONG_MARKS.search(run.text[:-1]) and not run.text.endswith(("。", "；", "，", "：", ":"))
