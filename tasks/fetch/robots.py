"""What a site asks of robots (RFC 9309), asked once for each origin and run.

    200  the rules, read by Protego; of a file longer than 500 KiB the first 500 KiB
    4xx  no rules: everything may be fetched           (429 means "not now" and is treated like 5xx)
    5xx, no connection, a broken answer                nothing may be fetched in this run

Rules are those for `taizhang`, else those for `*`. Crawl-delay and Request-rate lengthen the pause between requests.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from protego import Protego

from tasks.fetch.connection import Answer
from tasks.fetch.hosts import Hosts
from tasks.fetch.problems import FetchError, refused
from tasks.fetch.settings import PRODUCT

MOST_BYTES = 500 * 1024
_MOST_WORK = 3_000_000  # agents times rules: what Protego compares in about a second


@dataclass(slots=True)
class _Origin:
    lock: threading.Lock = field(default_factory=threading.Lock)
    rules: Protego | None = None
    problem: FetchError | None = None
    asked: bool = False


class Robots:
    """The rules of every origin of a run; `ask` fetches an address, redirects included, without asking for rules."""

    def __init__(self, ask: Callable[[str], Answer], hosts: Hosts) -> None:
        self._ask, self._hosts = ask, hosts
        self._lock = threading.Lock()
        self._origins: dict[str, _Origin] = {}

    def check(self, url: str) -> None:
        """Raise FetchError when the site does not want `url` fetched."""
        parts = urlsplit(url)
        with self._lock:
            origin = self._origins.setdefault(f"{parts.scheme}://{parts.netloc}", _Origin())
        with origin.lock:
            if not origin.asked:
                self._learn(origin, f"{parts.scheme}://{parts.netloc}/robots.txt", parts.hostname or "")
        if origin.problem:
            raise FetchError(origin.problem.problem, outcome=origin.problem.outcome)
        if origin.rules and not origin.rules.can_fetch(url, PRODUCT):
            raise refused("the robots.txt of its host does not allow it")

    def _learn(self, origin: _Origin, url: str, host: str) -> None:
        origin.asked = True
        try:
            answer = self._ask(url)
        except FetchError as error:
            if not _means_no_rules(error.status or 0):
                problem = f"the robots.txt of its host cannot be read: {error.problem}"
                origin.problem = FetchError(problem, outcome=error.outcome)
            return
        text = answer.body[:MOST_BYTES].decode("utf-8-sig", "replace")
        if _is_laborious(text):
            origin.problem = refused("the robots.txt of its host is beyond reading")
            return
        origin.rules = Protego.parse(text)
        self._hosts.slow_down(host, _pause(origin.rules))


def _means_no_rules(status: int) -> bool:
    return (200 <= status < 300 or 400 <= status < 500) and status != 429


def _is_laborious(text: str) -> bool:
    """Whether the file pairs so many agents with so many rules that reading it is an attack."""
    lines = text.lower().splitlines()
    agents = sum(line.lstrip().startswith("user") for line in lines)
    return agents * len(lines) > _MOST_WORK


def _pause(rules: Protego) -> float:
    """Seconds that the rules ask for between requests."""
    rate = rules.request_rate(PRODUCT)
    of_rate = rate.seconds / rate.requests if rate and rate.requests else 0
    return max(rules.crawl_delay(PRODUCT) or 0.0, of_rate)
