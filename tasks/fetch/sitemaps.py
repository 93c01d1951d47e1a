r"""The pages that a sitemap lists, the latest first; those of a sitemap index through its sitemaps.

    <urlset><url><loc>https://a.cn/1.html</loc><lastmod>2022-03-28</lastmod></url>...   pages
    <sitemapindex><sitemap><loc>https://a.cn/s1.xml.gz</loc></sitemap>...               further sitemaps
    https://a.cn/1.html\nhttps://a.cn/2.html                                            pages, in plain text

By the protocol a sitemap speaks for its own site: what it says of others is left out.
"""

from __future__ import annotations

from datetime import date

from lxml import etree

from tasks.fetch.feeds import read_day
from tasks.fetch.listing import Link, Listing, found_link, unique
from tasks.fetch.problems import FetchError
from tasks.fetch.urls import same_site
from tasks.fetch.xml import elements, local_name, read_xml, text_of


def read_sitemap(data: bytes, charset: str | None, base: str) -> Listing:
    """The pages and further sitemaps of the sitemap that came from `base`. Raises FetchError for what is none."""
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _read_lines(data, base)
    root = read_xml(data, charset)
    if local_name(root) not in ("urlset", "sitemapindex"):
        raise FetchError("it is no sitemap")
    dated = [(_day(entry), link) for entry in elements(root, "url") if (link := _own(base, text_of(entry, "loc")))]
    dated.sort(key=lambda entry: entry[0], reverse=True)
    further = [link.address for entry in elements(root, "sitemap") if (link := _own(base, text_of(entry, "loc")))]
    return Listing(unique([link for _, link in dated]), tuple(further))


def _day(entry: etree._Element) -> date:
    return read_day(text_of(entry, "lastmod")) or date.min


def _read_lines(data: bytes, base: str) -> Listing:
    lines = data.decode("utf-8-sig", "replace").split()
    links = [link for line in lines if line.startswith("http") and (link := _own(base, line))]
    if not links:
        raise FetchError("it is no sitemap")
    return Listing(unique(links))


def _own(base: str, reference: str) -> Link | None:
    """The link, when it leads to the site that the sitemap is of."""
    link = found_link(base, reference)
    return link if link and same_site(link.address, base) else None
