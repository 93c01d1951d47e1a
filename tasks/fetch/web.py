"""The web half of the fetch stage: pages, and what feeds, index pages and sitemaps lead to.

    fetch_web(list_web(folder), store, now, known, settings)
    -> {"sources": one row a place, those that lists led to included,
        "snapshots": how asking for each of them ended,
        "quarantine": what could not be read, and why}

Lists are read first, all hosts at once and each host by itself; then their articles, none twice. A source that fails
costs only itself. What a list leads to is a source too, named by its address, so that each is remembered by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from itertools import chain
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlsplit

import polars as pl

from tasks.errors import DocumentError
from tasks.fetch.decoding import unpack_gzip
from tasks.fetch.feeds import read_feed
from tasks.fetch.index_pages import read_index
from tasks.fetch.listing import Listing, matches
from tasks.fetch.settings import WebSettings
from tasks.fetch.sitemaps import read_sitemap
from tasks.fetch.snapshots import SnapshotStore
from tasks.fetch.visits import STAGE, Known, Visit, Visitor
from tasks.fetch.web_sources import FEED, INDEX, LISTINGS, PAGE, SITEMAP, WebSource
from tasks.quarantine import failed_row
from warehouse.frames import frame

_Result = TypeVar("_Result")


class _Walk(NamedTuple):
    """How the pages of one list were visited, and the articles they lead to."""

    visits: list[Visit]
    articles: list[WebSource]


def fetch_web(
    sources: Sequence[WebSource],
    store: SnapshotStore,
    now: datetime,
    known: Mapping[str, tuple[str | None, str | None, str | None]],
    settings: WebSettings,
) -> dict[str, pl.DataFrame]:
    """Frames of `sources`, `snapshots` and `quarantine` for sources on the web; one that fails costs only itself.

    `known` gives (etag, last_modified, snapshot_id) of the last good fetch of a source_id; `now` is the time at which
    the run began, in UTC. Call it once for all sources of a run: the manners towards a host are kept within one call.
    """
    visitor = Visitor(store, now, {source: Known(*marks) for source, marks in known.items()}, settings)
    asked = [source for source in sources if source.enabled]
    lists = [source for source in asked if source.kind in LISTINGS]
    walks = _by_host(lambda source: _walk(source, visitor, settings), lists, settings.workers)
    pages = [source for source in asked if source.kind == PAGE]
    pages += _new_articles(pages, chain.from_iterable(walk.articles for walk in walks))
    of_lists = chain.from_iterable(walk.visits for walk in walks)
    return _frames(sources, [*of_lists, *_by_host(visitor.visit, pages, settings.workers)])


def _by_host(work: Callable[[WebSource], _Result], sources: Sequence[WebSource], workers: int) -> list[_Result]:
    """The results of `work` in the order of `sources`; hosts side by side, the sources of one in turn."""
    groups: dict[str, list[int]] = {}
    for number, source in enumerate(sources):
        groups.setdefault(_host(source.address), []).append(number)

    def work_through(group: list[int]) -> list[tuple[int, _Result]]:
        return [(number, work(sources[number])) for number in group]

    with ThreadPoolExecutor(workers, thread_name_prefix="fetch") as pool:
        done = dict(chain.from_iterable(pool.map(work_through, groups.values())))
    return [done[number] for number in range(len(sources))]


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _new_articles(pages: Iterable[WebSource], articles: Iterable[WebSource]) -> list[WebSource]:
    """The articles that no row and no earlier list names already."""
    addresses, identities = {page.address for page in pages}, {page.source_id for page in pages}
    new = []
    for article in articles:
        if article.address not in addresses and article.source_id not in identities:
            new.append(article)
        addresses.add(article.address)
        identities.add(article.source_id)
    return new


def _frames(sources: Sequence[WebSource], visits: Sequence[Visit]) -> dict[str, pl.DataFrame]:
    rows = {source.source_id: source_row(source) for source in (*sources, *(visit.source for visit in visits))}
    failed = [failed_row(visit.error, "sources", source_row(visit.source)) for visit in visits if visit.error]
    return {
        "sources": frame("sources", list(rows.values())),
        "snapshots": frame("snapshots", [visit.row for visit in visits]),
        "quarantine": frame("quarantine", failed),
    }


def source_row(source: WebSource) -> dict[str, Any]:
    """The row of `sources` for one place on the web."""
    return {
        "source_id": source.source_id,
        "kind": source.kind,
        "location": source.address,
        "url": source.url,
        "title": source.title,
        "publisher": source.publisher,
        "is_listed": source.is_listed,
        "adm1": source.adm1,
        "adm2": source.adm2,
        "adm3": source.adm3,
        "published_on": source.published_on,
        "enabled": source.enabled,
    }


def _walk(source: WebSource, visitor: Visitor, settings: WebSettings) -> _Walk:
    """Go through the pages of one list, as far as they bring anything new."""
    walk = _Walk([], [])
    waiting, seen = [source], {source.address}
    while waiting and len(walk.visits) < source.max_pages and len(walk.articles) <= settings.max_articles:
        visit, listing = _open(waiting.pop(0), len(walk.visits) + 1, visitor, settings)
        walk.visits.append(visit)
        new = [link for link in listing.links if link.address not in seen and matches(source.pattern, link.address)]
        walk.articles.extend(source.article(*link) for link in new)
        if not new and source.kind != SITEMAP:
            break  # a page that repeats what was there ends a list, however many pages it claims
        following = [address for address in listing.further if address not in seen]
        seen.update(following, (link.address for link in new))
        waiting += [source.further(address, address) for address in following]
    return _reported(walk, settings.max_articles)


def _open(source: WebSource, number: int, visitor: Visitor, settings: WebSettings) -> tuple[Visit, Listing]:
    """Fetch page `number` of a list and read it."""
    visit = visitor.visit(source)
    if visit.error:
        return visit, Listing(())
    try:
        return visit, _read(visit, number, settings)
    except Exception as error:  # a list that meets a fault of ours must not cost the others
        return visitor.unreadable(visit, error), Listing(())


def _read(visit: Visit, number: int, settings: WebSettings) -> Listing:
    source, base = visit.source, str(visit.row["final_uri"])
    if source.kind == FEED:
        return read_feed(visit.data, visit.charset, base)
    if source.kind == INDEX:
        return read_index(visit.data, visit.charset, base, source, number)
    return read_sitemap(unpack_gzip(visit.data, settings.max_bytes, settings.max_ratio), visit.charset, base)


def _reported(walk: _Walk, most: int) -> _Walk:
    """The walk with a word in its first row where the list led to nothing, or to more than a run takes."""
    first = walk.visits[0]
    if first.error or 0 < len(walk.articles) <= most:
        return walk
    kind, url = first.source.kind, first.source.url
    if walk.articles:
        note = f"{url}: more articles are listed than the {most} that one run takes"
        return _Walk([replace(first, row={**first.row, "error": note}), *walk.visits[1:]], walk.articles[:most])
    remedy = "Look whether the page has changed, and mend `selector` or `pattern` in sources.csv."
    error = DocumentError(url, STAGE, f"no article is found in this {kind}", remedy)
    return _Walk([replace(first, row={**first.row, "error": str(error)}, error=error), *walk.visits[1:]], [])
