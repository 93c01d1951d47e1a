"""Feeds, index pages and sitemaps, and the articles they lead to."""

from __future__ import annotations

import gzip
from datetime import date
from typing import Any

import pytest

from tests.tasks.fetch.conftest import ARTICLE, BadWeb, Fetcher, Reply

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>社工周刊</title><link>{base}/</link><atom:link rel="self" href="{base}/feed"/>
<item><title>一季度服务简报</title><link>{base}/1.html?utm_source=rss</link>
<pubDate>Sun, 27 Mar 2022 16:30:00 GMT</pubDate></item>
<item><title><![CDATA[关爱老人 & 儿童&nbsp;专题]]></title><link>/2.html</link>
<dc:date>2022-04-01T09:00:00+08:00</dc:date></item>
<item><title>关于开展……</title><guid>{base}/3.html</guid></item>
<item><title>没有链接</title></item>
<item><title>重复</title><link>{base}/1.html</link></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><link rel="next" href="{base}/feed?page=2"/>
<entry><title type="html">第一期</title><link rel="enclosure" href="{base}/x.mp3"/><link href="{base}/1.html"/>
<updated>2022-05-05T00:00:00Z</updated><published>2022-03-28T01:00:00Z</published></entry>
<entry><title>第二期</title><link rel="alternate" href="2.html"/>
<updated>2022-05-05T00:00:00Z</updated></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<item rdf:about="{base}/1.html"><title>旧式</title><link>{base}/1.html</link></item></rdf:RDF>"""
LOLS = "".join(f'<!ENTITY lol{n} "{f"&lol{n - 1};" * 10}">' for n in range(1, 10))
LAUGHS = f"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol0 "lol">{LOLS}
<!ENTITY xxe SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&lol9;&xxe;笑</title>
<link>{{base}}/1.html</link></item></channel></rss>"""


@pytest.fixture
def articles(web: BadWeb) -> BadWeb:
    for number in range(10):
        web.routes[f"/{number}.html"] = Reply(ARTICLE + b"%d" % number)
    return web


def _feed(web: BadWeb, text: str, encoding: str = "utf-8") -> None:
    web.routes["/feed"] = Reply(
        text.replace("{base}", web.url("")).encode(encoding), headers={"Content-Type": "text/xml"}
    )


def _read(web: BadWeb, fetcher: Fetcher, row: dict[str, str], **more: Any) -> list[str]:
    """The paths of the articles that a list leads to."""
    rows = fetcher.all({"source_id": "list", "url": web.url("/feed"), **row}, **more)
    pages = set(fetcher.frames["sources"].filter(kind="page")["source_id"])
    assert {entry["source_id"] for entry in rows} == set(fetcher.frames["sources"]["source_id"])
    return [entry["final_uri"].removeprefix(web.url("")) for entry in rows if entry["source_id"] in pages]


def _sources(fetcher: Fetcher, kind: str = "page") -> list[dict[str, Any]]:
    return list(fetcher.frames["sources"].filter(kind=kind).iter_rows(named=True))


def test_an_rss_feed_leads_to_its_articles(articles: BadWeb, fetcher: Fetcher) -> None:
    _feed(articles, RSS)
    row = {"kind": "feed", "publisher": "社工周刊", "adm1": "湖南省"}
    assert _read(articles, fetcher, row) == ["/1.html", "/2.html", "/3.html"]
    one, two, three = _sources(fetcher)
    assert (one["title"], one["published_on"]) == ("一季度服务简报", date(2022, 3, 28)), "the day in China"
    assert (one["url"], one["location"]) == (articles.url("/1.html?utm_source=rss"), articles.url("/1.html"))
    assert (two["title"], two["published_on"]) == ("关爱老人 & 儿童 专题", date(2022, 4, 1))
    assert (three["title"], three["published_on"]) == (None, None), "a shortened title is none"
    assert {(entry["publisher"], entry["adm1"]) for entry in (one, two, three)} == {("社工周刊", "湖南省")}
    assert len(fetcher.frames["quarantine"]) == 0


def test_an_atom_feed_leads_to_its_articles(articles: BadWeb, fetcher: Fetcher) -> None:
    _feed(articles, ATOM)
    assert _read(articles, fetcher, {"kind": "feed"}) == ["/1.html", "/2.html"]
    assert [entry["published_on"] for entry in _sources(fetcher)] == [date(2022, 3, 28), None]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RDF, "utf-8"),
        ("\n\n" + RSS, "utf-8"),
        (RSS.replace("<title>社工周刊</title>", "<title>社工 & 周刊&nbsp;&mdash;</title>\x08"), "utf-8"),
        (RSS.replace("</rss>", ""), "utf-8"),
        (RSS.replace('"utf-8"', '"gb2312"'), "gb18030"),
        (RSS, "utf-16"),
        (LAUGHS, "utf-8"),
    ],
    ids=["RDF", "blank lines first", "broken entities", "unclosed", "GBK", "UTF-16", "billion laughs"],
)
def test_feeds_that_are_odd_broken_or_hostile(articles: BadWeb, fetcher: Fetcher, text: str, encoding: str) -> None:
    _feed(articles, text, encoding)
    assert _read(articles, fetcher, {"kind": "feed"})[0] == "/1.html"
    assert "root:" not in str(_sources(fetcher)), "no entity is resolved"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<html><body>moved</body></html>", "no RSS or Atom feed"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"<rss></rss>", "no article is found"),
        (b"<rss><channel><item><link>javascript:alert(1)</link></item></channel></rss>", "no article is found"),
        (b"<" * 5000, "no XML"),
        (b"<a>" * 10000, "no RSS or Atom feed"),
    ],
)
def test_what_is_no_feed_is_reported(web: BadWeb, fetcher: Fetcher, body: bytes, words: str) -> None:
    web.routes["/feed"] = Reply(body, headers={"Content-Type": "application/rss+xml"})
    (row,) = fetcher.all({"url": web.url("/feed"), "kind": "feed"})
    assert words in row["error"]
    assert len(fetcher.frames["quarantine"]) == 1
    assert web.paths() == ["/feed"]


def test_an_unchanged_feed_still_leads_to_its_articles(articles: BadWeb, fetcher: Fetcher) -> None:
    def feed(request: Any) -> Reply:
        old = request.headers.get("if-none-match") == '"f"'
        body = RSS.replace("{base}", articles.url("")).encode()
        return Reply(b"", 304, length=None) if old else Reply(body, headers={"ETag": '"f"'})

    articles.routes["/feed"] = feed
    first = fetcher.all({"source_id": "f", "url": articles.url("/feed"), "kind": "feed"})
    known = {row["source_id"]: (row["etag"], row["last_modified"], row["snapshot_id"]) for row in first}
    articles.routes["/2.html"] = Reply(ARTICLE + b"changed")
    second = fetcher.all({"source_id": "f", "url": articles.url("/feed"), "kind": "feed"}, known=known)
    assert [row["http_status"] for row in second] == [304, 200, 200, 200]
    assert [row["outcome"] for row in second] == ["unchanged", "unchanged", "fetched", "unchanged"]
    assert [row["source_id"] for row in second] == [row["source_id"] for row in first]


def test_an_article_that_fails_costs_only_itself(articles: BadWeb, fetcher: Fetcher) -> None:
    _feed(articles, RSS)
    articles.routes["/2.html"] = Reply(b"", 404)
    rows = fetcher.all({"url": articles.url("/feed"), "kind": "feed"})
    assert [row["outcome"] for row in rows] == ["fetched", "fetched", "failed", "fetched"]


def test_an_article_of_two_lists_is_fetched_once_and_a_named_page_keeps_its_row(
    articles: BadWeb, fetcher: Fetcher
) -> None:
    _feed(articles, RSS)
    articles.routes["/b/feed"] = articles.routes["/feed"]
    named = {"source_id": "mine", "url": articles.url("/2.html?utm_medium=x"), "title": "我的标题"}
    lists = ({"url": articles.url(path), "kind": "feed", "publisher": path} for path in ("/feed", "/b/feed"))
    fetcher.all(*lists, named)
    paths = articles.paths()
    assert sorted(path for path in paths if path.endswith(".html")) == ["/1.html", "/2.html", "/3.html"]
    by_place = {row["location"]: row for row in _sources(fetcher)}
    assert by_place[articles.url("/2.html")]["source_id"] == "mine"
    assert by_place[articles.url("/1.html")]["publisher"] == "/feed", "the list that names it first"


def test_no_more_articles_than_a_run_takes(articles: BadWeb, fetcher: Fetcher) -> None:
    _feed(articles, RSS)
    rows = fetcher.all({"url": articles.url("/feed"), "kind": "feed"}, max_articles=2)
    assert len(rows) == 3
    assert (rows[0]["outcome"], "more articles are listed than the 2" in rows[0]["error"]) == ("fetched", True)


def _index(*links: str, more: str = "", encoding: str = "utf-8") -> Reply:
    items = "".join(f"<li><a href='{link}'>关于…</a></li>" for link in links)
    page = f"<html><body><a href='/about.html'>关于我们</a><ul class='list'>{items}</ul>{more}</body></html>"
    return Reply(page.encode(encoding), headers={"Content-Type": "text/html"})


INDEX = {"kind": "index", "selector": "ul.list a"}


def test_articles_are_chosen_by_selector_or_pattern(articles: BadWeb, fetcher: Fetcher) -> None:
    articles.routes["/feed"] = _index("./1.html", "2.html#x", "/9.htm", "javascript:void(0)", "mailto:a@b", "#", "")
    assert _read(articles, fetcher, INDEX) == ["/1.html", "/2.html", "/9.htm"]
    assert _read(articles, fetcher, {"kind": "index", "selector": "ul.list"}) == ["/1.html", "/2.html", "/9.htm"]
    assert _read(articles, fetcher, {"kind": "index", "pattern": ".html"}) == ["/about.html", "/1.html", "/2.html"]
    assert _read(articles, fetcher, {"kind": "index", "pattern": "a.test*/?.html$".replace("?", "1")}) == ["/1.html"]
    assert _read(articles, fetcher, INDEX | {"pattern": "/2"}) == ["/2.html"]
    assert {row["title"] for row in _sources(fetcher)} == {None}, "the words of a link are no title"


def test_base_and_charset_of_an_index_page(articles: BadWeb, fetcher: Fetcher) -> None:
    base = "<base href='/col/'>"
    articles.routes["/feed"] = _index("t.html?q=社工", more=base, encoding="gbk")
    articles.routes["/col/t.html?q=%C9%E7%B9%A4"] = Reply()
    assert _read(articles, fetcher, INDEX) == ["/col/t.html?q=%C9%E7%B9%A4"]


PAGERS = {
    "by its words": ("<a href='/p2'><span>下一页 ></span></a>", "<a href='/p3'>下一页&gt;</a>", ""),
    "by rel": ("<a rel='next' href='/p2'>2</a>", "<link rel='next' href='/p3'>", ""),
    "by selector": ("<a class='n' href='/p2'>2</a>", "<a class='n' href='/p3'>3</a>", "a.n"),
    "by script": ("<script>createPageHTML(3, 0, 'p', 'htm')</script>",) * 2 + ("",),
    "by template": ("", "", "/p_{page0}.htm"),
    "by template from two": ("", "", "/p{page}"),
}


@pytest.mark.parametrize("case", PAGERS)
def test_an_index_is_read_page_by_page(articles: BadWeb, fetcher: Fetcher, case: str) -> None:
    first, second, selector = PAGERS[case]
    articles.routes["/feed"] = _index("/1.html", "/2.html", more=first)
    articles.routes["/p2"] = articles.routes["/p_1.htm"] = _index("/2.html", "/3.html", more=second)
    articles.routes["/p3"] = articles.routes["/p_2.htm"] = _index("/4.html")
    row = INDEX | {"next_selector": selector, "max_pages": "3"}
    assert _read(articles, fetcher, row) == ["/1.html", "/2.html", "/3.html", "/4.html"]
    assert len(_sources(fetcher, "index")) == 3, "each page of the list is remembered by itself"
    assert _read(articles, fetcher, row | {"max_pages": "2"}) == ["/1.html", "/2.html", "/3.html"]
    assert _read(articles, fetcher, row | {"max_pages": ""}) == ["/1.html", "/2.html"]


def test_paging_loops_end(articles: BadWeb, fetcher: Fetcher) -> None:
    articles.routes["/feed"] = _index("/1.html", more="<a href='/p2'>下一页</a>")
    articles.routes["/p2"] = _index("/2.html", more="<a href='/feed'>下一页</a>")
    assert _read(articles, fetcher, INDEX | {"max_pages": "50"}) == ["/1.html", "/2.html"]
    assert articles.paths().count("/feed") == 1
    same = [_index("/1.html", more=f"<a href='/same?{n}'>下一页</a>") for n in range(50)]
    articles.routes |= {f"/same?{n - 1}": reply for n, reply in enumerate(same) if n}
    articles.routes["/feed"] = same[0]
    assert _read(articles, fetcher, INDEX | {"max_pages": "50"}) == ["/1.html"]
    assert sum("same" in path for path in articles.paths()) == 1, "a page with nothing new ends the list"


def test_a_later_page_that_fails_costs_only_itself(articles: BadWeb, fetcher: Fetcher) -> None:
    articles.routes["/feed"] = _index("/1.html", more="<a href='/p2'>下一页</a>")
    rows = fetcher.all({"url": articles.url("/feed"), "max_pages": "5", **INDEX})
    assert [(row["outcome"], row["http_status"]) for row in rows] == [
        ("fetched", 200),
        ("failed", 404),
        ("fetched", 200),
    ]


def test_a_list_in_a_data_island_is_opened(articles: BadWeb, fetcher: Fetcher) -> None:
    record = "<record><![CDATA[<li><a href='/1.html'>关于</a></li>]]></record>"
    island = f"<script type='text/xml'><datastore><recordset>{record}</recordset></datastore></script>"
    articles.routes["/feed"] = Reply(f"<html><div id='list'>{island}</div></html>".encode())
    assert _read(articles, fetcher, {"kind": "index", "selector": "#list a"}) == ["/1.html"]


def test_mazes_are_not_entered(articles: BadWeb, fetcher: Fetcher) -> None:
    articles.routes["/feed"] = _index("/1.html", "/a/b/a/b/a/b/a/b/x", "/" + "x" * 3000, "/" + "y/" * 40)
    assert _read(articles, fetcher, INDEX) == ["/1.html"]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<html><p>empty", "no article is found"),
        (b"<html>" + b"<div>" * 5000, "no article is found"),
        (b"<html>" + b"<b>" * 16_500 * 8, "larger than any index page"),
        (b"just text", "no index page"),
        (b"%PDF-1.4", "no index page"),
    ],
)
def test_what_is_no_index_is_reported(web: BadWeb, fetcher: Fetcher, body: bytes, words: str) -> None:
    web.routes["/feed"] = Reply(body, headers={"Content-Type": "text/plain"})
    (row,) = fetcher.all({"url": web.url("/feed"), **INDEX}, max_bytes=10**6, max_wire_bytes=10**6)
    assert words in row["error"]
    assert len(fetcher.frames["quarantine"]) == 1


def _sitemap(web: BadWeb, *entries: tuple[str, str], index: bool = False) -> bytes:
    outer, inner = ("sitemapindex", "sitemap") if index else ("urlset", "url")
    places = "".join(
        f"<{inner}><loc>{path if '//' in path else web.url(path)}</loc><lastmod>{day}</lastmod></{inner}>"
        for path, day in entries
    )
    return (
        f'<?xml version="1.0"?><{outer} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{places}</{outer}>'.encode()
    )


def test_a_sitemap_leads_to_the_latest_pages_of_its_own_site(articles: BadWeb, fetcher: Fetcher) -> None:
    entries = (
        ("/1.html", "2021-01-01"),
        ("/2.html", "2022-04-01"),
        ("http://other.test/3.html", "2023-01-01"),
        ("/4.html", ""),
    )
    articles.routes["/feed"] = Reply(_sitemap(articles, *entries))
    assert _read(articles, fetcher, {"kind": "sitemap"}) == ["/2.html", "/1.html", "/4.html"]
    assert _read(articles, fetcher, {"kind": "sitemap"}, max_articles=1) == ["/2.html"]
    assert _read(articles, fetcher, {"kind": "sitemap", "pattern": "/4*$"}) == ["/4.html"]


def test_a_sitemap_index_with_packed_sitemaps_and_a_loop(articles: BadWeb, fetcher: Fetcher) -> None:
    parts = (("/s1.xml.gz", ""), ("/s2.txt", ""), ("/feed", ""), ("/s3.xml", ""), ("/s4.xml.gz", ""))
    articles.routes["/feed"] = Reply(_sitemap(articles, *parts, index=True))
    packed = {"Content-Type": "application/gzip"}
    articles.routes["/s1.xml.gz"] = Reply(gzip.compress(_sitemap(articles, ("/1.html", ""))), headers=packed)
    text = f"{articles.url('/2.html')}\n{articles.url('/3.html')}\n".encode()
    articles.routes["/s2.txt"] = Reply(text, headers={"Content-Type": "text/plain"})
    articles.routes["/s4.xml.gz"] = Reply(gzip.compress(bytes(30_000_000)), headers=packed)
    assert _read(articles, fetcher, {"kind": "sitemap"}) == ["/1.html", "/2.html", "/3.html"]
    errors = fetcher.frames["snapshots"].drop_nulls("error")
    assert errors["outcome"].to_list() == ["failed", "refused"], "s3 is not there, s4 is a bomb"
    assert articles.paths().count("/feed") == 1


def test_sitemaps_have_an_end(articles: BadWeb, fetcher: Fetcher) -> None:
    for number in range(30):
        articles.routes[f"/s{number}"] = Reply(_sitemap(articles, (f"/s{number + 1}", ""), index=True))
    fetcher.all({"url": articles.url("/s0"), "kind": "sitemap", "max_pages": "4"})
    assert articles.paths() == ["/s0", "/s1", "/s2", "/s3"]
