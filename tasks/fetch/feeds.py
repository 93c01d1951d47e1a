"""The articles of an RSS or Atom feed.

    <item><link>http://a.cn/1.html</link><pubDate>Sun, 27 Mar 2022 16:30:00 GMT</pubDate>...
    -> Link("http://a.cn/1.html", "http://a.cn/1.html", title, date(2022, 3, 28))

Days are those of China. The time of an update is no time of publication and is left alone.
"""

from __future__ import annotations

import html
import re
from datetime import date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from lxml import etree

from tasks.fetch.listing import Link, Listing, found_link, unique
from tasks.fetch.problems import FetchError
from tasks.fetch.xml import elements, local_name, read_xml, text_of

_ROOTS = ("rss", "feed", "RDF", "channel")
_CHINA = timezone(timedelta(hours=8))
_DAY = re.compile(r"(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})")
_ELLIPSIS = ("…", "...")


def read_feed(data: bytes, charset: str | None, base: str) -> Listing:
    """The articles of the feed that came from `base`. Raises FetchError for what is no feed."""
    root = read_xml(data, charset)
    if local_name(root) not in _ROOTS:
        raise FetchError("it is no RSS or Atom feed")
    links = [link for entry in elements(root, "item", "entry") if (link := _link(entry, base))]
    following = (link.get("href") for link in elements(root, "link") if link.get("rel") == "next")
    further = [link.address for href in following if (link := found_link(base, href or ""))]
    return Listing(unique(links), tuple(further[:1]))


def _link(entry: etree._Element, base: str) -> Link | None:
    reference = _reference(entry)
    if not reference:
        return None
    title = " ".join(html.unescape(text_of(entry, "title")).split())
    shortened = title.endswith(_ELLIPSIS)
    day = read_day(text_of(entry, "pubDate", "published", "date", "issued"))
    return found_link(base, reference, title=None if shortened else title or None, published_on=day)


def _reference(entry: etree._Element) -> str:
    """Where an entry leads: Atom's alternate link, RSS's link, or a permanent guid."""
    hrefs = [
        child.get("href") or ""
        for child in entry
        if local_name(child) == "link" and child.get("rel", "alternate") == "alternate"
    ]
    guid = text_of(entry, "guid", "id")
    found = next(filter(None, hrefs), "") or text_of(entry, "link") or (guid if guid.startswith("http") else "")
    return found.replace("&amp;", "&")


def read_day(text: str) -> date | None:
    """The day in China of a time as feeds and sitemaps write it; None for what is none."""
    moment = _moment(text.strip())
    if moment is None:
        return None
    try:
        day = moment.astimezone(_CHINA).date() if moment.tzinfo else moment.date()
    except OverflowError:
        return None
    return day if 1990 <= day.year <= 2100 else None


def _moment(text: str) -> datetime | None:
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return read(text)
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
    found = _DAY.search(text[:100])
    try:
        return datetime(*map(int, found.groups())) if found else None  # type: ignore[arg-type]
    except ValueError:
        return None
