"""Single pages from a web that behaves badly: every case ends in the right row, and nothing else happens."""

from __future__ import annotations

import gzip
import socket
import zlib
from pathlib import Path
from typing import Any

import brotli
import pytest
import zstandard

from tasks.errors import InputError
from tasks.fetch.settings import WebSettings
from tests.tasks.fetch.conftest import ARTICLE, NOW, BadWeb, Fetcher, Reply, Request
from warehouse.identity import snapshot_id

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"


def test_a_page_is_kept_with_where_and_when(web: BadWeb, fetcher: Fetcher, tmp_path: Path) -> None:
    web.routes["/a.html"] = Reply(headers={"ETag": '"5f1"', "Last-Modified": "Mon, 28 Mar 2022 02:00:00 GMT"})
    row = fetcher.one(web.url())
    assert (row["outcome"], row["http_status"], row["media_type"]) == ("fetched", 200, "text/html")
    assert (row["etag"], row["last_modified"]) == ('"5f1"', "Mon, 28 Mar 2022 02:00:00 GMT")
    assert row["final_uri"] == web.url()
    assert row["snapshot_id"] == row["sha256"] == snapshot_id(ARTICLE)
    assert row["bytes"] == len(ARTICLE)
    assert row["charset"] is None
    assert row["fetched_at"] >= NOW
    assert fetcher.store.read(row["snapshot_id"]) == ARTICLE
    origin = fetcher.store.origin(row["snapshot_id"])
    assert (origin["url"], origin["content-type"]) == (web.url(), "text/html; charset=utf-8")
    names = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    assert names == {f"{row['sha256']}.zst", f"{row['sha256']}.json"}, "file names come from hashes only"


def test_every_request_says_who_asks_and_takes_no_connection_along(web: BadWeb, fetcher: Fetcher) -> None:
    web.routes["/a.html"] = Reply()
    fetcher.one(web.url())
    assert [request.path for request in web.requests] == ["/robots.txt", "/a.html"]
    for request in web.requests:
        assert request.headers["user-agent"].startswith("taizhang/")
        assert "tests@example.org" in request.headers["user-agent"]
        assert request.headers["host"] == f"a.test:{web.port}"
        assert "cookie" not in request.headers
        assert "if-none-match" not in request.headers


def test_nobody_fetches_without_a_contact() -> None:
    with pytest.raises(InputError, match="contact"):
        WebSettings(contact="me\r\nX-Evil: 1")


def _trickled_body(_: Request) -> Any:
    yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n<html>"
    for _ in range(40):
        yield 0.05
        yield b"x"


def _trickled_head(_: Request) -> Any:
    yield b"HTTP/1.1 200 OK\r\n"
    for number in range(40):
        yield 0.05
        yield f"X-{number}: 1\r\n".encode()


def _endless(first: bytes, rest: bytes) -> Any:
    def reply(_: Request) -> Any:
        yield first
        for _ in range(100_000):
            yield rest

    return reply


def _chunked(*chunks: bytes, end: bytes = b"0\r\n\r\n") -> Any:
    body = b"".join(b"%x\r\n%b\r\n" % (len(chunk), chunk) for chunk in chunks) + end
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    return lambda _: [head + body]


def _packed(name: str, body: bytes) -> Reply:
    return Reply(body, headers={"Content-Encoding": name})


def _raw(data: bytes) -> Any:
    return lambda _: [data]


HTML = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
ZEROS = bytes(30_000_000)
GOOD: dict[str, tuple[Any, int]] = {
    "500s, then it is there": ([Reply(b"", 500), Reply(b"", 503), Reply()], 3),
    "429, then it is there": ([Reply(b"", 429, {"Retry-After": "0"}), Reply()], 2),
    "cut off, then whole": ([Reply(ARTICLE[:20], length=len(ARTICLE)), Reply()], 2),
    "nothing, then whole": ([_raw(b""), Reply()], 2),
    "without a length": (Reply(length=None), 1),
    "in chunks": (_chunked(ARTICLE[:10], ARTICLE[10:]), 1),
    "after an interim answer": (lambda _: [b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n", Reply().wire()], 1),
    "gzip": (_packed("gzip", gzip.compress(ARTICLE)), 1),
    "gzip of two parts and garbage": (
        _packed("gzip", gzip.compress(ARTICLE[:9]) + gzip.compress(ARTICLE[9:]) + b"xx"),
        1,
    ),
    "deflate": (_packed("deflate", zlib.compress(ARTICLE)), 1),
    "bare deflate": (_packed("deflate", zlib.compress(ARTICLE)[2:-4]), 1),
    "brotli": (_packed("br", brotli.compress(ARTICLE)), 1),
    "zstd": (_packed("zstd", zstandard.compress(ARTICLE)), 1),
    "twice packed": (_packed("gzip, br", brotli.compress(gzip.compress(ARTICLE))), 1),
    "identity": (_packed("identity", ARTICLE), 1),
    "more than the length it gave": (_raw(HTML + b"Content-Length: %d\r\n\r\n" % len(ARTICLE) + ARTICLE + b"more"), 1),
    "called a picture": (Reply(headers={"Content-Type": "image/png"}), 1),
    "without a type": (Reply(headers={"Content-Type": ""}), 1),
    "with a charset that is none": (Reply(headers={"Content-Type": "text/html; charset=martian"}), 1),
}


@pytest.mark.parametrize("case", GOOD)
def test_what_can_be_read_is_fetched(web: BadWeb, fetcher: Fetcher, case: str) -> None:
    web.routes["/a.html"], requests = GOOD[case]
    row = fetcher.one(web.url())
    assert row["outcome"] == "fetched", row
    assert fetcher.store.read(row["snapshot_id"]) == ARTICLE
    assert len(web.paths()) == requests


BAD: dict[str, tuple[Any, str, int | None, str, int]] = {
    # what the server does, and the row it makes: outcome, HTTP status, words of the error; how often it is asked
    "always 500": (Reply(b"", 500), "failed", 500, "HTTP 500 (asked 3 times)", 3),
    "not found": (Reply(b"", 404), "failed", 404, "HTTP 404", 1),
    "gone": (Reply(b"", 410), "failed", 410, "HTTP 410", 1),
    "forbidden": (Reply(b"", 403), "failed", 403, "HTTP 403", 1),
    "not implemented": (Reply(b"", 501), "failed", 501, "HTTP 501", 1),
    "a status beyond HTTP": (Reply(b"", 999), "failed", None, "HTTP 999", 3),
    "no content": (Reply(b"", 204, length=None), "failed", 204, "HTTP 204", 1),
    "a part nobody asked for": (Reply(ARTICLE, 206), "failed", 206, "HTTP 206", 1),
    "304 to a first request": (Reply(b"", 304, length=None), "failed", 304, "first request", 1),
    "a wait of an hour": (Reply(b"", 503, {"Retry-After": "3600"}), "failed", 503, "HTTP 503", 1),
    "a wait until next year": (
        Reply(b"", 429, {"Retry-After": "Sat, 01 Jan 2089 00:00:00 GMT"}),
        "failed",
        429,
        "HTTP 429",
        1,
    ),
    "silence": (lambda _: [0.3], "failed", None, "too slow", 3),
    "a head that trickles": (_trickled_head, "failed", None, "longer than the time allowed", 1),
    "a body that trickles": (_trickled_body, "failed", None, "longer than the time allowed", 1),
    "nothing at all": (_raw(b""), "failed", None, "breaks off", 3),
    "no HTTP": (_raw(b"SSH-2.0-OpenSSH_9.2\r\n"), "failed", None, "not HTTP", 3),
    "a shorter body than promised": (Reply(ARTICLE[:9], length=len(ARTICLE)), "failed", None, "breaks off", 3),
    "a chunk that breaks off": (_chunked(ARTICLE, end=b""), "failed", None, "breaks off", 3),
    "a chunk of nonsense": (_raw(HTML + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n"), "failed", None, "not HTTP", 3),
    "two lengths": (_raw(HTML + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc"), "failed", None, "not HTTP", 3),
    "a negative length": (_raw(HTML + b"Content-Length: -1\r\n\r\nabc"), "failed", None, "not HTTP", 3),
    "huge headers": (Reply(headers={"X-Big": "x" * 200_000}), "failed", None, "not HTTP", 3),
    "headers without end": (_endless(b"HTTP/1.1 200 OK\r\n", b"X-A: 1\r\n" * 500), "failed", None, "not HTTP", 3),
    "interim answers without end": (
        _endless(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n" * 500),
        "refused",
        None,
        "more bytes",
        1,
    ),
    "more than it may have": (Reply(b"<html>" + b"x" * 60_000), "refused", None, "more than 0.05 MB", 1),
    "a body without end": (_endless(HTML + b"\r\n", b"x" * 9000), "refused", None, "more than", 1),
    "a gzip bomb": (_packed("gzip", gzip.compress(ZEROS)), "refused", None, "when unpacked", 1),
    "a brotli bomb": (_packed("br", brotli.compress(ZEROS)), "refused", None, "when unpacked", 1),
    "a zstd bomb": (_packed("zstd", zstandard.compress(ZEROS)), "refused", None, "when unpacked", 1),
    "a bomb in a bomb": (_packed("gzip, gzip", gzip.compress(gzip.compress(ZEROS))), "refused", None, "unpacked", 1),
    "three wrappings": (_packed("gzip, gzip, gzip", ARTICLE), "refused", None, "more than twice", 1),
    "a packing nobody knows": (_packed("lzma", ARTICLE), "refused", None, "lzma", 1),
    "a packing it does not have": (_packed("gzip", ARTICLE), "failed", None, "says to be packed", 1),
    "half a gzip": (_packed("gzip", gzip.compress(ARTICLE)[:-12]), "failed", None, "inside its gzip", 3),
    "half a brotli": (_packed("br", brotli.compress(ARTICLE)[:-9]), "failed", None, "inside its br", 3),
    "half a zstd": (_packed("zstd", zstandard.compress(ARTICLE)[:-9]), "failed", None, "inside its zstd", 3),
    "an empty body": (Reply(b" \r\n"), "refused", 200, "empty", 1),
    "a picture called a page": (Reply(b"\x89PNG\r\n\x1a\n" + bytes(50)), "refused", 200, "PNG picture", 1),
    "an archive": (Reply(b"PK\x03\x04" + bytes(50)), "refused", 200, "ZIP archive", 1),
    "bytes": (Reply(b"abc\0\1\2\0\0\3def"), "refused", 200, "binary", 1),
    "JSON": (Reply(b'{"a": 1}', headers={"Content-Type": "application/json"}), "refused", 200, "json", 1),
    "a script": (Reply(b"var a=1", headers={"Content-Type": "text/javascript"}), "refused", 200, "script", 1),
    "a feed instead of a page": (Reply(b"<?xml version='1.0'?><rss></rss>"), "refused", 200, "XML", 1),
    "a circle of one": (lambda r: Reply(b"", 302, {"Location": "/a.html"}), "failed", 302, "circle", 1),
    "a redirect to nowhere": (Reply(b"", 302), "failed", 302, "without an address", 1),
    "a redirect to a file": (Reply(b"", 302, {"Location": "file:///etc/passwd"}), "refused", 302, "no web address", 1),
    "a redirect with a password": (
        Reply(b"", 302, {"Location": "http://u:p@b.test/"}),
        "refused",
        302,
        "credentials",
        1,
    ),
    "a redirect to another port": (Reply(b"", 302, {"Location": "http://b.test:22/"}), "refused", 302, "port 22", 1),
}


SCALED: dict[str, dict[str, float]] = {
    "silence": {"read_timeout": 0.08},
    "a head that trickles": {"deadline": 0.2},
    "a body that trickles": {"deadline": 0.2},
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_read_becomes_its_row(web: BadWeb, fetcher: Fetcher, case: str, tmp_path: Path) -> None:
    web.routes["/a.html"], outcome, status, words, requests = BAD[case]
    row = fetcher.one(web.url(), **SCALED.get(case, {}))
    assert (row["outcome"], row["http_status"]) == (outcome, status), row
    assert words in row["error"]
    assert web.url("/") in row["error"], "the message names the source"
    assert web.paths() == ["/a.html"] * requests
    assert not list(tmp_path.rglob("*.zst")), "nothing is kept"


@pytest.mark.parametrize(
    ("data", "declared", "kind"),
    [
        (PDF, "application/pdf", "application/pdf"),
        (PDF, "text/html", "application/pdf"),
        ("社工站服务165人次。".encode("gbk"), "text/plain", "text/plain"),
        ("# 年报\n\n165人次".encode(), "text/markdown", "text/markdown"),
        ("<p>165名</p>".encode("utf-16"), "text/html", "text/html"),
        ("<p>165名</p>".encode("utf-16-le"), "text/html", "text/html"),
        (b"\n<!-- made by X -->\n<HTML><p>165", "application/octet-stream", "text/html"),
        (b"<?xml version='1.0'?><!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0'><html>", "", "text/html"),
        (b"165 people", "application/octet-stream", "text/plain"),
    ],
)
def test_bytes_say_what_they_are(web: BadWeb, fetcher: Fetcher, data: bytes, declared: str, kind: str) -> None:
    web.routes["/a"] = Reply(data, headers={"Content-Type": declared})
    row = fetcher.one(web.url("/a"))
    assert (row["outcome"], row["media_type"]) == ("fetched", kind)
    assert fetcher.store.read(row["snapshot_id"]) == data


def test_a_redirect_is_followed_and_its_end_recorded(web: BadWeb, fetcher: Fetcher) -> None:
    web.routes["/a.html"] = Reply(b"", 301, {"Location": "/中文.html?id=3&utm_source=x#top"})
    web.routes["/%E4%B8%AD%E6%96%87.html?id=3"] = Reply(b"", 302, {"Location": f"//b.test:{web.port}/c"})
    web.routes["b.test/c"] = Reply()
    row = fetcher.one(web.url())
    assert row["outcome"] == "fetched"
    assert row["final_uri"] == web.url("/c", "b.test")
    assert [request.path for request in web.requests if request.host.startswith("b.test")] == ["/robots.txt", "/c"]


def test_redirects_come_to_an_end(web: BadWeb, fetcher: Fetcher) -> None:
    for number in range(20):
        web.routes[f"/{number}"] = Reply(b"", 302, {"Location": f"/{number + 1}"})
    row = fetcher.one(web.url("/0"))
    assert (row["outcome"], row["http_status"]) == ("failed", 302)
    assert "more than 5 times" in row["error"]
    assert web.paths() == [f"/{number}" for number in range(6)]
    web.routes["/x"], web.routes["/y"] = (Reply(b"", 302, {"Location": to}) for to in ("/y", "/x"))
    assert "circle" in fetcher.one(web.url("/x"))["error"]


@pytest.mark.parametrize(
    ("addresses", "kind"),
    [
        (["10.0.0.8"], "private"),
        (["8.8.8.8", "192.168.1.1"], "private"),
        (["169.254.169.254"], "link-local"),
        (["100.100.100.200"], "CGNAT"),
        (["::ffff:169.254.169.254"], "link-local"),
        (["fd00:ec2::254"], "private"),
    ],
)
def test_a_redirect_to_a_private_address_is_not_followed(
    web: BadWeb, fetcher: Fetcher, addresses: list[str], kind: str
) -> None:
    fetcher.names["inside.test"] = addresses
    web.routes["/a.html"] = Reply(b"", 302, {"Location": web.url("/secret", "inside.test")})
    web.routes["/secret"] = Reply()
    row = fetcher.one(web.url())
    assert (row["outcome"], row["final_uri"]) == ("refused", web.url("/secret", "inside.test"))
    assert kind in row["error"]
    assert web.paths() == ["/a.html"]


def test_a_name_that_changes_its_address_gains_nothing(web: BadWeb, fetcher: Fetcher) -> None:
    """Rebinding: a check before the connection would pass, the connection would go to this machine."""
    answers = iter([["127.0.0.1"], ["10.0.0.1"], ["127.0.0.1"]])
    web.routes["/a.html"] = Reply()
    row = fetcher.one(web.url("/a.html", "rebind.test"), resolver=lambda _: next(answers))
    assert row["outcome"] == "refused"
    assert "10.0.0.1" in row["error"]
    assert web.paths() == []


def test_loopback_is_refused_unless_tests_allow_it(web: BadWeb, fetcher: Fetcher) -> None:
    web.routes["/a.html"] = Reply()
    for host in ("a.test", "127.0.0.1", "[::ffff:127.0.0.1]"):
        row = fetcher.one(web.url("/a.html", host), allow_loopback=False)
        assert row["outcome"] == "refused"
        assert "loopback" in row["error"]
    assert web.requests == []


def _unknown(_: str) -> list[str]:
    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


def test_names_that_lead_nowhere(web: BadWeb, fetcher: Fetcher) -> None:
    row = fetcher.one(web.url(), resolver=_unknown)
    assert row["outcome"] == "failed"
    assert "cannot be looked up" in row["error"]
    assert fetcher.one(web.url(), resolver=lambda _: [])["outcome"] == "failed"


def test_a_lookup_that_hangs_is_left_behind(web: BadWeb, fetcher: Fetcher) -> None:
    released = socket.socketpair()
    try:
        row = fetcher.one(web.url(), resolver=lambda _: [str(released[0].recv(1))], deadline=0.1, attempts=1)
        assert "takes too long" in row["error"]
    finally:
        released[1].send(b"x")
        released[0].close()
        released[1].close()


def test_a_closed_port_is_tried_again_and_told(web: BadWeb, fetcher: Fetcher) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
        row = fetcher.one(f"http://a.test:{port}/", ports=frozenset({port}))
    assert row["outcome"] == "failed"
    assert "no connection" in row["error"]
    assert "asked 3 times" in row["error"]


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("ftp://a.test/x", "no web address"),
        ("file:///etc/passwd", "no web address"),
        ("http://", "no web address"),
        ("http://user:secret@a.test/", "credentials"),
        ("http://a.test:22/", "port 22"),
    ],
)
def test_addresses_that_are_not_asked_for(web: BadWeb, fetcher: Fetcher, url: str, words: str) -> None:
    row = fetcher.one(url)
    assert row["outcome"] == "refused"
    assert words in row["error"]
    assert web.requests == []


def test_a_proxy_is_told_of_and_used_only_when_allowed(web: BadWeb, fetcher: Fetcher) -> None:
    proxies = {"http": f"http://127.0.0.1:{web.port}"}
    url = "http://reports.example.org/a.html"
    ports = frozenset({80})
    row = fetcher.one(url, proxies=proxies, ports=ports)
    assert row["outcome"] == "refused"
    assert "proxy" in row["error"]
    assert web.requests == []
    web.routes[f"reports.example.org{url}"] = Reply()
    row = fetcher.one(url, proxies=proxies, ports=ports, allow_proxy=True)
    assert row["outcome"] == "fetched"
    assert [request.path for request in web.requests] == ["http://reports.example.org/robots.txt", url]
    row = fetcher.one("http://127.0.0.1/", proxies=proxies, ports=ports, allow_proxy=True, allow_loopback=False)
    assert row["outcome"] == "refused"


def _conditional(request: Request) -> Reply:
    if request.headers.get("if-none-match") == '"v1"':
        return Reply(b"", 304, {"ETag": '"v1"'}, length=None)
    return Reply(headers={"ETag": '"v1"', "Last-Modified": "Mon, 28 Mar 2022 02:00:00 GMT"})


def test_an_unchanged_page_is_success_without_a_new_version(web: BadWeb, fetcher: Fetcher, tmp_path: Path) -> None:
    web.routes["/a.html"] = _conditional
    first = fetcher.one(web.url())
    known = (first["etag"], first["last_modified"], first["snapshot_id"])
    second = fetcher.one(web.url(), known=known)
    assert (second["outcome"], second["http_status"]) == ("unchanged", 304)
    assert web.requests[-1].headers["if-modified-since"] == "Mon, 28 Mar 2022 02:00:00 GMT"
    for column in ("fetch_id", "snapshot_id", "sha256", "bytes", "media_type", "etag", "last_modified", "final_uri"):
        assert second[column] == first[column], column
    assert len(list(tmp_path.rglob("*.zst"))) == 1


def test_the_same_bytes_without_marks_are_unchanged_too(web: BadWeb, fetcher: Fetcher, tmp_path: Path) -> None:
    web.routes["/a.html"] = Reply()
    first = fetcher.one(web.url())
    second = fetcher.one(web.url(), known=(None, None, first["snapshot_id"]))
    assert (second["outcome"], second["http_status"], second["fetch_id"]) == ("unchanged", 200, first["fetch_id"])
    assert len(list(tmp_path.rglob("*.zst"))) == 1


def test_a_changed_page_is_a_new_version_beside_the_old(web: BadWeb, fetcher: Fetcher) -> None:
    web.routes["/a.html"] = Reply(headers={"ETag": '"v1"'})
    first = fetcher.one(web.url())
    web.routes["/a.html"] = Reply(ARTICLE + b"<p>more", headers={"ETag": '"v2"'})
    second = fetcher.one(web.url(), known=(first["etag"], None, first["snapshot_id"]))
    assert (second["outcome"], second["etag"]) == ("fetched", '"v2"')
    assert second["fetch_id"] != first["fetch_id"]
    assert fetcher.store.read(first["snapshot_id"]) == ARTICLE


def test_what_the_store_lost_is_fetched_whole(web: BadWeb, fetcher: Fetcher) -> None:
    web.routes["/a.html"] = _conditional
    row = fetcher.one(web.url(), known=('"v1"', None, "0" * 64))
    assert row["outcome"] == "fetched"
    assert "if-none-match" not in web.requests[-1].headers


def test_marks_that_could_smuggle_headers_are_not_sent_back(web: BadWeb, fetcher: Fetcher) -> None:
    web.routes["/a.html"] = Reply()
    identity = fetcher.one(web.url())["snapshot_id"]
    fetcher.one(web.url(), known=('"a"\r\nX-Evil: 1', "x" * 900, identity))
    assert not {"x-evil", "if-none-match", "if-modified-since"} & set(web.requests[-1].headers)


def test_a_source_that_is_off_is_listed_and_not_asked_for(web: BadWeb, fetcher: Fetcher) -> None:
    assert fetcher.all({"url": web.url(), "enabled": "no"}) == []
    assert fetcher.frames["sources"]["enabled"].to_list() == [False]
    assert web.requests == []


def test_a_failing_source_costs_only_itself(web: BadWeb, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    web.routes["/a.html"] = Reply()
    rows = fetcher.all(
        {"url": web.url("/missing")},
        {"url": web.url(), "max_pages": "many"},
        {"url": web.url(), "kind": "blog"},
        {"url": web.url("/a.html", "b.test")},
    )
    assert [row["outcome"] for row in rows] == ["failed", "refused", "refused", "fetched"]
    assert len(fetcher.frames["quarantine"]) == 3
    monkeypatch.setattr("tasks.fetch.visits.sniff", lambda *_: 1 / 0)
    (row,) = fetcher.all({"url": web.url()})
    assert (row["outcome"], "unexpected ZeroDivisionError" in row["error"]) == ("failed", True)
