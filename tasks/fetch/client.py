"""Fetches one address as a good guest: redirects followed and checked, robots.txt obeyed, mishaps tried again.

    client.get("http://mzj.example.gov.cn/a.html", {"If-None-Match": '"5f1"'})
    -> Page(url="https://mzj.example.gov.cn/a.html", status=304, headers={...}, body=b"")

What is worth another attempt: no connection, a broken or slow answer, 408, 425, 429 and 5xx but 501 and 505. The wait
doubles from attempt to attempt and is shortened by chance; Retry-After is obeyed instead where a server gives it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import partial
from urllib.parse import urlsplit

from tasks.fetch import robots, urls
from tasks.fetch.addresses import check_url
from tasks.fetch.connection import Answer, Budget, Headers, exchange
from tasks.fetch.hosts import Hosts
from tasks.fetch.problems import FetchError, refused
from tasks.fetch.settings import WebSettings

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_GIVE_UP = frozenset({501, 505})
_ASK_AGAIN = frozenset({408, 425, 429})
_UNWELCOME = frozenset({401, 403, 429, 503})


@dataclass(frozen=True, slots=True)
class Page:
    """The last answer for an address (200 or 304) and the address that gave it."""

    url: str
    answer: Answer


class Client:
    """One run's way to the web; may be used from several threads."""

    def __init__(self, settings: WebSettings) -> None:
        self._settings = settings
        self._hosts = Hosts(settings)
        self._robots = robots.Robots(self._ask_for_rules, self._hosts)

    def get(self, url: str, headers: Headers) -> Page:
        """The document at `url`. Raises FetchError, with the address and status it ended at."""
        one = partial(exchange, limit=self._settings.max_bytes, settings=self._settings)
        return self._persistently(url, headers, one, self._robots.check)

    def _ask_for_rules(self, url: str) -> Answer:
        one = partial(exchange, limit=robots.MOST_BYTES, settings=self._settings, cut=True)
        return self._persistently(url, {}, one, lambda _: None).answer

    def _persistently(
        self, url: str, headers: Headers, one: Callable[..., Answer], allow: Callable[[str], None]
    ) -> Page:
        """Follow `url` to its end, again when that may help."""
        budget = Budget(self._settings)
        for attempt in range(1, self._settings.attempts + 1):
            try:
                return self._follow(url, headers, partial(one, budget=budget), allow)
            except FetchError as error:
                if not error.again or attempt == self._settings.attempts or not self._wait(error, attempt):
                    error.problem += f" (asked {attempt} times)" if attempt > 1 else ""
                    raise
        raise AssertionError("unreachable: the last attempt returns or raises")

    def _wait(self, error: FetchError, attempt: int) -> bool:
        """Wait before the next attempt; False when the server wants a longer wait than a run has."""
        settings = self._settings
        if error.wait is not None:
            return error.wait <= settings.longest_wait  # the pause of its host holds the next attempt back
        settings.sleep(min(settings.longest_wait, settings.backoff * 2 ** (attempt - 1)) * settings.chance())
        return True

    def _follow(self, url: str, headers: Headers, one: Callable[..., Answer], allow: Callable[[str], None]) -> Page:
        """Ask for `url` and for what it redirects to; each stop is checked like the first."""
        seen: set[str] = set()
        status = None
        try:
            for _ in range(self._settings.max_redirects + 1):
                if url in seen:
                    raise FetchError("it redirects in a circle")
                seen.add(url)
                answer = self._stop(url, headers, one, allow)
                status = answer.status
                if status not in _REDIRECTS:
                    _check_status(answer)
                    return Page(url, answer)
                url = _redirect(url, answer)
            raise FetchError(f"it redirects more than {self._settings.max_redirects} times")
        except FetchError as error:
            error.url, error.status = url, error.status or status
            raise

    def _stop(self, url: str, headers: Headers, one: Callable[..., Answer], allow: Callable[[str], None]) -> Answer:
        """One exchange in its turn, and what its host is remembered by."""
        check_url(url, self._settings)
        allow(url)
        host = urlsplit(url).hostname or ""
        with self._hosts.turn(host):
            try:
                answer = one(url, headers)
            except FetchError as error:
                self._hosts.count(host, good=not error.again)
                raise
            self._hosts.count(host, good=answer.status not in _UNWELCOME)
            self._hosts.leave_alone(host, _retry_after(answer.headers) or 0)
            return answer


def _redirect(url: str, answer: Answer) -> str:
    target = answer.headers.get("location", "")
    if not target:
        raise FetchError(f"HTTP {answer.status} without an address to go to")
    try:
        return urls.join(url, target)
    except ValueError as error:
        raise refused(f"it redirects to what is no web address ({error})") from None


def _check_status(answer: Answer) -> None:
    status = answer.status
    if status in (200, 304):
        return
    again = status in _ASK_AGAIN or (status >= 500 and status not in _GIVE_UP)
    wait = _retry_after(answer.headers) if again else None
    raise FetchError(f"the server answers with HTTP {status}", again=again, status=status, wait=wait)


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that Retry-After asks for, given as a number or as a time; None when it asks for nothing."""
    text = headers.get("retry-after", "")
    if text.isdecimal() and text.isascii():
        return float(text[:9])
    try:
        at = parsedate_to_datetime(text)
        return max(0.0, (at - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return None
