"""What a site asks of robots, and how often and how long it is asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from tests.tasks.fetch.conftest import BadWeb, FakeClock, Fetcher, Reply

LONG = b"# " + b"x" * 600_000
ROBOTS: dict[str, tuple[Any, str, str]] = {
    "none": (Reply(b"", 404), "fetched", ""),
    "not for everyone": (Reply(b"", 403), "fetched", ""),
    "wants a login": (Reply(b"", 401), "fetched", ""),
    "empty": (Reply(b""), "fetched", ""),
    "no content": (Reply(b"", 204, length=None), "fetched", ""),
    "a page instead": (Reply(b"<html><body>Not found</body></html>"), "fetched", ""),
    "allows all": (Reply(b"User-agent: *\nDisallow:"), "fetched", ""),
    "forbids all": (Reply(b"User-agent: *\nDisallow: /"), "refused", "does not allow"),
    "forbids others": (
        Reply(b"User-agent: Baiduspider\nDisallow: /\n\nUser-agent: Bytespider\nDisallow: /"),
        "fetched",
        "",
    ),
    "forbids us by name": (Reply(b"User-agent: *\nAllow: /\n\nUser-Agent: TaiZhang\nDisallow: /"), "refused", "allow"),
    "welcomes us by name": (Reply(b"User-agent: *\nDisallow: /\n\nuser-agent: taizhang\nDisallow: /x"), "fetched", ""),
    "the longest match wins": (Reply(b"User-agent: *\nDisallow: /\nAllow: /a.html"), "fetched", ""),
    "wildcards": (Reply(b"User-agent: *\nDisallow: /*.html$"), "refused", "does not allow"),
    "groups are merged": (
        Reply(b"User-agent: taizhang\nDisallow: /x\n\nUser-agent: taizhang\nDisallow: /a"),
        "refused",
        "does not allow",
    ),
    "one group for many": (Reply(b"User-agent: a\nUser-agent: taizhang\nDisallow: /"), "refused", "does not allow"),
    "a mark and Windows lines": (Reply(b"\xef\xbb\xbfUser-agent: *\r\nDisallow: /\r\n"), "refused", "does not allow"),
    "in no encoding": (Reply(b"User-agent: *\n\xff\xfe\x00\nDisallow: /a"), "refused", "does not allow"),
    "rules within 500 KiB of a longer file": (
        Reply(b"User-agent: *\nDisallow: /a\n" + LONG),
        "refused",
        "does not allow",
    ),
    "rules beyond 500 KiB": (Reply(LONG + b"\nUser-agent: *\nDisallow: /"), "fetched", ""),
    "moved": (Reply(b"", 301, {"Location": "/rules.txt"}), "refused", "does not allow"),
    "in a circle": (Reply(b"", 301, {"Location": "/robots.txt"}), "failed", "robots.txt of its host cannot be read"),
    "moved inside": (Reply(b"", 301, {"Location": "http://10.0.0.1/"}), "refused", "port 80"),
    "not now": (Reply(b"", 429), "failed", "HTTP 429"),
    "broken": (Reply(b"", 500), "failed", "HTTP 500"),
    "cut off": (Reply(b"User", length=900), "failed", "breaks off"),
    "not HTTP": (lambda _: [b"nonsense"], "failed", "not HTTP"),
    "an attack on the reader": (
        Reply(b"".join(b"User-agent: a%d\n" % n for n in range(9000)) + b"Disallow: /a\n" * 9000),
        "refused",
        "beyond reading",
    ),
    "packed": (Reply(b"User-agent: *\nDisallow: /", headers={"Content-Encoding": "gzip"}), "failed", "says to be"),
}


@pytest.mark.parametrize("case", ROBOTS)
def test_robots_in_every_shape(web: BadWeb, fetcher: Fetcher, case: str) -> None:
    web.routes["/robots.txt"], outcome, words = ROBOTS[case]
    web.routes["/rules.txt"] = Reply(b"User-agent: *\nDisallow: /")
    web.routes["/a.html"] = Reply()
    row = fetcher.one(web.url(), max_wire_bytes=400_000)
    assert row["outcome"] == outcome, row
    assert words in (row["error"] or "")
    assert ("/a.html" in web.paths()) == (outcome == "fetched")


def test_rules_are_asked_for_once_a_run_and_for_each_host(web: BadWeb, fetcher: Fetcher) -> None:
    for path in ("/a.html", "/b.html"):
        web.routes[path] = Reply()
    web.routes["b.test/robots.txt"] = Reply(b"User-agent: *\nDisallow: /")
    urls = [web.url("/a.html"), web.url("/b.html"), web.url("/a.html", "b.test"), web.url("/b.html", "b.test")]
    rows = fetcher.all(*({"url": url} for url in urls))
    assert [row["outcome"] for row in rows] == ["fetched", "fetched", "refused", "refused"]
    asked = sorted(request.host.partition(":")[0] for request in web.requests if request.path == "/robots.txt")
    assert asked == ["a.test", "b.test"]


def test_the_rules_of_where_a_redirect_leads_hold_too(web: BadWeb, fetcher: Fetcher) -> None:
    web.routes["/a.html"] = Reply(b"", 302, {"Location": web.url("/b.html", "b.test")})
    web.routes["b.test/robots.txt"] = Reply(b"User-agent: *\nDisallow: /")
    row = fetcher.one(web.url())
    assert (row["outcome"], row["final_uri"]) == ("refused", web.url("/b.html", "b.test"))
    assert web.paths() == ["/a.html"]


def _timed(fetcher: Fetcher, clock: FakeClock, *urls: str, **changes: Any) -> list[dict[str, Any]]:
    changes = {"clock": clock, "sleep": clock.sleep, "chance": lambda: 0.5, "jitter": 0.0, **changes}
    return fetcher.all(*({"url": url} for url in urls), **changes)


def test_one_host_is_asked_with_pauses_and_over_one_connection(web: BadWeb, fetcher: Fetcher) -> None:
    clock = FakeClock()
    for number in range(3):
        web.routes[f"/{number}"] = Reply()
    _timed(fetcher, clock, *(web.url(f"/{number}") for number in range(3)), delay=2.0, jitter=0.5)
    assert clock.slept == [2.5, 2.5, 2.5], "one after robots.txt, then between pages; half a second by chance"
    assert web.most_at_once == 1


def test_hosts_are_asked_side_by_side(web: BadWeb, fetcher: Fetcher) -> None:
    hosts = [f"h{number}.test" for number in range(8)]
    rows = fetcher.all(*({"url": web.url("/a.html", host)} for host in hosts for _ in range(2)))
    assert [row["final_uri"] for row in rows] == [web.url("/a.html", host) for host in hosts for _ in range(2)]
    assert web.most_at_once == 1, "for each host"


@pytest.mark.parametrize("rule", [b"Crawl-delay: 7", b"Request-rate: 1/7"])
def test_a_longer_pause_that_a_site_asks_for_is_kept(web: BadWeb, fetcher: Fetcher, rule: bytes) -> None:
    clock = FakeClock()
    web.routes["/robots.txt"] = Reply(b"User-agent: *\n" + rule)
    web.routes["/a"] = web.routes["/b"] = Reply()
    _timed(fetcher, clock, web.url("/a"), web.url("/b"), delay=2.0)
    assert clock.slept == [2.0, 7.0]


def test_a_pause_longer_than_a_run_leaves_the_rest_for_the_next(web: BadWeb, fetcher: Fetcher) -> None:
    web.routes["/robots.txt"] = Reply(b"User-agent: *\nCrawl-delay: 86400")
    web.routes["/a"] = web.routes["/b"] = Reply()
    rows = _timed(fetcher, FakeClock(), web.url("/a"), web.url("/b"))
    assert [row["outcome"] for row in rows] == ["fetched", "failed"]
    assert "longer wait" in rows[1]["error"]
    assert web.paths() == ["/a"]


@pytest.mark.parametrize("as_time", [False, True])
def test_retry_after_holds_for_the_whole_host(web: BadWeb, fetcher: Fetcher, as_time: bool) -> None:
    clock = FakeClock()
    wait = format_datetime(datetime.now(UTC) + timedelta(seconds=31), usegmt=True) if as_time else "30"
    web.routes["/a"] = [Reply(b"", 503, {"Retry-After": wait}), Reply()]
    rows = _timed(fetcher, clock, web.url("/a"))
    assert [row["outcome"] for row in rows] == ["fetched"]
    assert 28 < sum(clock.slept) < 32


def test_waits_between_attempts_grow_and_are_shortened_by_chance(web: BadWeb, fetcher: Fetcher) -> None:
    clock = FakeClock()
    web.routes["/a"] = Reply(b"", 500)
    _timed(fetcher, clock, web.url("/a"), attempts=5, backoff=1.0)
    assert clock.slept == [0.5, 1.0, 2.0, 4.0]


def test_a_host_that_keeps_refusing_is_left_alone(web: BadWeb, fetcher: Fetcher) -> None:
    for number in range(6):
        web.routes[f"/{number}"] = Reply(b"", 403)
    web.routes["b.test/0"] = Reply()
    urls = [*(web.url(f"/{number}") for number in range(6)), web.url("/0", "b.test")]
    rows = fetcher.all(*({"url": url} for url in urls), strikes=3)
    assert [row["http_status"] for row in rows] == [403, 403, 403, None, None, None, 200]
    assert "left alone" in rows[3]["error"]
    assert web.paths().count("/3") == 0


def test_a_run_that_took_too_long_asks_for_nothing_more(web: BadWeb, fetcher: Fetcher) -> None:
    web.routes["/a"] = web.routes["/b"] = Reply()
    rows = _timed(fetcher, FakeClock(), web.url("/a"), web.url("/b"), delay=50.0, run_deadline=40)
    assert [row["outcome"] for row in rows] == ["fetched", "failed"]
    assert "time of this run" in rows[1]["error"]
