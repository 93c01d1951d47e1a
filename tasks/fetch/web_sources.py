"""Sources on the web: single pages, and feeds, index pages and sitemaps that lead to pages.

    file,source_id,title,publisher,url,published_on,adm1,adm2,adm3,kind,selector,pattern,next_selector,max_pages,enabled
    ,,,宁波市民政局,http://mzj.example.gov.cn/col/index.html,,浙江省,宁波市,,index,ul.list a,/art/,,3,
    ,,,,https://swchina.example.org/feed,,,,,feed,,,,,
    ,,,,https://a.example.cn/sitemap.xml,,,,,sitemap,,/2022/*.html$,,,

`selector` is the CSS selector of the article links of an index page; `pattern` is text that an article's address
holds (`*` stands for anything, a final `$` for the end). `next_selector` is the CSS selector of the link to the next
page, or an address with `{page}` (2, 3, ...) or `{page0}` (1, 2, ...) in it. What is known of an index or feed
(publisher, place) is known of its articles.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import soupsieve

from tasks.errors import DocumentError
from tasks.fetch.urls import normalise
from warehouse.identity import url_source_id

WEB_COLUMNS = ("kind", "selector", "pattern", "next_selector", "max_pages", "enabled")
PAGE, FEED, INDEX, SITEMAP = "page", "feed", "index", "sitemap"
WEB_KINDS = (PAGE, FEED, INDEX, SITEMAP)
LISTINGS = (FEED, INDEX, SITEMAP)

_NO = frozenset({"no", "false", "0", "n", "否"})
_MOST_PAGES = 1000
_PAGES_UNASKED = {SITEMAP: 20}


@dataclass(frozen=True, slots=True)
class WebSource:
    """One place on the web: `url` as it was given, `address` as it is asked for (None: not known)."""

    source_id: str
    kind: str
    url: str
    address: str
    selector: str = ""
    pattern: str = ""
    next_selector: str = ""
    max_pages: int = 1
    title: str | None = None
    publisher: str | None = None
    published_on: date | None = None
    adm1: str | None = None
    adm2: str | None = None
    adm3: str | None = None
    enabled: bool = True
    is_listed: bool = False
    refusal: DocumentError | None = None
    """Why its row cannot be used; fetching it ends in quarantine."""

    def article(self, url: str, address: str, title: str | None, published_on: date | None) -> WebSource:
        """The page that this listing leads to, with what the listing knows of it."""
        page = self.further(url, address)
        return replace(page, kind=PAGE, title=title, published_on=published_on, max_pages=1, is_listed=True)

    def further(self, url: str, address: str) -> WebSource:
        """Another page of this listing: its own source, so that it is remembered by itself."""
        return replace(self, source_id=url_source_id(address), url=url, address=address, title=None, published_on=None)


def is_enabled(row: dict[str, str]) -> bool:
    """Whether runs read the source of this row; a blank cell means yes."""
    return row["enabled"].lower() not in _NO


def is_web_row(row: dict[str, str]) -> bool:
    """Whether a row of sources.csv leads to the web: its kind says so, or it has an address and no file."""
    return row["kind"] not in ("", "file") or (not row["kind"] and not row["file"] and bool(row["url"]))


def web_source(where: str, row: dict[str, str], published_on: date | None, refusal: DocumentError | None) -> WebSource:
    """The source of one row; a row that cannot be used becomes a source with a refusal."""
    name = row["url"] or where
    source = WebSource(
        source_id=row["source_id"] or url_source_id(name),
        kind=row["kind"] if row["kind"] in WEB_KINDS else PAGE,
        url=name,
        address=name,
        selector=row["selector"],
        pattern=row["pattern"],
        next_selector=row["next_selector"],
        title=row["title"] or None,
        publisher=row["publisher"] or None,
        published_on=published_on,
        adm1=row["adm1"] or None,
        adm2=row["adm2"] or None,
        adm3=row["adm3"] or None,
        enabled=is_enabled(row),
        refusal=refusal,
    )
    if refusal:
        return source
    try:
        return _completed(source, where, row)
    except DocumentError as error:
        return replace(source, refusal=error)


def _completed(source: WebSource, where: str, row: dict[str, str]) -> WebSource:
    """`source` with its address and number of pages. Raises DocumentError for a row that cannot be used."""
    if row["kind"] not in ("", *WEB_KINDS):
        raise _wrong(source, f"{where} gives kind as {row['kind']!r}", f"Write one of file, {', '.join(WEB_KINDS)}.")
    if row["file"]:
        raise _wrong(source, f"{where} names a file and a {source.kind} to fetch", "Leave one of them blank.")
    if not row["url"]:
        raise _wrong(source, f"{where} names no address", "Fill its `url` cell or delete the row.")
    if source.kind == INDEX and not (source.selector or source.pattern):
        raise _wrong(source, f"{where} does not say which links are articles", "Fill `selector` or `pattern`.")
    _refuse_selectors(source, where)
    try:
        address = normalise(source.url)
    except ValueError as error:
        raise _wrong(source, f"{where} gives no web address: {error}", "Write it as https://...") from None
    identity = row["source_id"] or url_source_id(address)
    return replace(source, source_id=identity, address=address, max_pages=_pages(source, where, row["max_pages"]))


def _pages(source: WebSource, where: str, cell: str) -> int:
    if not cell:
        return _PAGES_UNASKED.get(source.kind, 1)
    if cell.isascii() and cell.isdecimal() and 1 <= int(cell[:9]) <= _MOST_PAGES:
        return int(cell)
    raise _wrong(source, f"{where} gives max_pages as {cell!r}", f"Write a number from 1 to {_MOST_PAGES}.")


def _refuse_selectors(source: WebSource, where: str) -> None:
    for column in ("selector", "next_selector"):
        text = getattr(source, column)
        if not text or "{page" in text:
            continue
        try:
            soupsieve.compile(text)
        except (soupsieve.SelectorSyntaxError, ValueError, RuntimeError):
            remedy = "Write it as in a style sheet: ul.list a"
            raise _wrong(source, f"{where} gives {column} as {text[:80]!r}, no CSS selector", remedy) from None


def _wrong(source: WebSource, problem: str, remedy: str) -> DocumentError:
    return DocumentError(source.url, "fetch", problem, remedy)
