"""The articles that an index page links to, and its next page.

    <ul class=list><li><a href="./t2022.html">...      selector "ul.list a" or pattern "/t2022"
    <a href="index_1.html">下一页</a>                   the next page, found by its words
    <script>createPageHTML(5, 0, "index", "html")       the same as many bureau sites do it (index_1.html, ...)

Some of these sites keep the list itself in a data island (`<script type="text/xml"><datastore>...`): it is opened.
"""

from __future__ import annotations

import re
import warnings
from functools import cache

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, Tag, XMLParsedAsHTMLWarning

from seeds.tables import read_reference
from tasks.clean.decode import CleaningError, decode
from tasks.fetch.listing import Listing, found_link, matches, unique
from tasks.fetch.problems import FetchError, refused
from tasks.fetch.web_sources import WebSource

# What bytes are has been judged before (tasks.fetch.media); Beautiful Soup need not wonder aloud.
warnings.filterwarnings("ignore", category=XMLParsedAsHTMLWarning)
warnings.filterwarnings("ignore", category=MarkupResemblesLocatorWarning)

_MOST_BYTES = 2_000_000
_MOST_TAGS = 60_000
_ISLAND = re.compile(r"<script[^>]{0,100}text/xml[^>]{0,100}>", re.IGNORECASE)
_PAGER = re.compile(
    r"createPageHTML\(\s*(\d{1,5})\s*,\s*(\d{1,5})\s*,\s*[\"']([\w./-]{1,80})[\"']\s*,\s*[\"'](\w{1,10})[\"']"
)
_PAGE_PLACE = re.compile(r"\{page0?\}")


def read_index(data: bytes, charset: str | None, base: str, source: WebSource, number: int = 1) -> Listing:
    """The articles of page `number` of an index, which came from `base`. Raises FetchError."""
    if len(data) > _MOST_BYTES or data.count(b"<") > 2 * _MOST_TAGS:
        raise refused(f"it is larger than any index page ({_MOST_BYTES / 1e6:.0f} MB, {_MOST_TAGS:,} tags)")
    try:
        text, codec = decode(data, charset)
    except CleaningError as error:
        raise FetchError(str(error)) from error
    soup = BeautifulSoup(_opened(text), "lxml")
    foundation = _foundation(soup, base)
    links = [
        link
        for anchor in _anchors(soup, source.selector)
        if (link := found_link(foundation, str(anchor["href"]), codec)) and matches(source.pattern, link.address)
    ]
    following = _next_reference(soup, text, source, number)
    link = found_link(foundation, following, codec) if following else None
    return Listing(unique(links), (link.address,) if link else ())


def _opened(text: str) -> str:
    """The page with the HTML in its data islands made part of it."""
    if "<datastore>" not in text:
        return text
    return _ISLAND.sub("<div>", text).replace("<![CDATA[", "").replace("]]>", "")


def _foundation(soup: BeautifulSoup, base: str) -> str:
    """The address that references on the page start from."""
    tag = soup.find("base", href=True)
    link = found_link(base, str(tag["href"])) if isinstance(tag, Tag) else None
    return link.address if link else base


def _anchors(soup: BeautifulSoup, selector: str) -> list[Tag]:
    if not selector:
        return list(soup.find_all("a", href=True))
    found: list[Tag] = []
    for tag in soup.select(selector):
        found += [tag] if tag.name == "a" and tag.get("href") else tag.find_all("a", href=True)
    return found


def _next_reference(soup: BeautifulSoup, text: str, source: WebSource, number: int) -> str:
    """Where the next page is; "" when there is none or none is wanted."""
    wanted = source.next_selector
    if number >= source.max_pages:
        return ""
    if _PAGE_PLACE.search(wanted):
        return wanted.replace("{page}", str(number + 1)).replace("{page0}", str(number))
    if wanted:
        tag = soup.select_one(wanted)
        return str(tag.get("href") or "") if tag else ""
    return _marked_next(soup) or _scripted_next(text, number)


def _marked_next(soup: BeautifulSoup) -> str:
    tag = soup.find(("a", "link"), rel="next", href=True)
    if isinstance(tag, Tag):
        return str(tag["href"])
    for anchor in soup.find_all("a", href=True):
        href = str(anchor["href"])
        if not href.startswith(("#", "javascript:")) and _words(anchor) in _next_words():
            return href
    return ""


def _words(anchor: Tag) -> str:
    return "".join(anchor.get_text().lower().split()) if len(anchor.contents) < 5 else ""


@cache
def _next_words() -> frozenset[str]:
    rows = read_reference("next_page_words.csv", ("word",), key=("word",))
    return frozenset("".join(row["word"].split()) for row in rows)


def _scripted_next(text: str, number: int) -> str:
    found = _PAGER.search(text)
    return f"{found[3]}_{number}.{found[4]}" if found and number < int(found[1]) else ""
