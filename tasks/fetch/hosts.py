"""Manners towards hosts: one connection at a time, a pause between requests, and no more after repeated refusals.

    with hosts.turn("mzj.example.gov.cn"):   waits until nobody else talks to it and the pause is over
        ...one exchange...

What a host asks for (Crawl-delay, Retry-After) makes the pause longer, never shorter.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tasks.fetch.problems import FetchError
from tasks.fetch.settings import WebSettings


@dataclass(slots=True)
class _Host:
    """One host: who talks to it, when it may be asked again, what it wants, how often it failed in a row."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    free_at: float = float("-inf")
    wanted_delay: float = 0
    strikes: int = 0


class Hosts:
    """All hosts of a run; may be used from several threads."""

    def __init__(self, settings: WebSettings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._hosts: dict[str, _Host] = {}
        self._ends_at = settings.clock() + settings.run_deadline

    @contextmanager
    def turn(self, name: str) -> Iterator[None]:
        """Hold the only connection to a host once its pause is over. Raises FetchError instead of waiting too long."""
        host, settings = self._host(name), self._settings
        with host.lock:
            self._check(name, host)
            settings.sleep(max(0.0, host.free_at - settings.clock()))
            try:
                yield
            finally:
                pause = max(settings.delay * (1 + settings.jitter * settings.chance()), host.wanted_delay)
                host.free_at = max(host.free_at, settings.clock() + pause)

    def _check(self, name: str, host: _Host) -> None:
        settings = self._settings
        if settings.clock() > self._ends_at:
            raise FetchError("the time of this run was used up before its turn came")
        if host.strikes >= settings.strikes:
            raise FetchError(f"{name} failed {settings.strikes} times in a row and is left alone in this run")
        if host.free_at - settings.clock() > settings.longest_wait:
            raise FetchError(f"{name} asks for a longer wait than {settings.longest_wait:.0f} s")

    def leave_alone(self, name: str, seconds: float) -> None:
        """Do not ask a host again before `seconds` are over (Retry-After)."""
        host = self._host(name)
        host.free_at = max(host.free_at, self._settings.clock() + seconds)

    def slow_down(self, name: str, seconds: float) -> None:
        """Leave at least `seconds` between requests to a host (Crawl-delay)."""
        self._host(name).wanted_delay = seconds

    def count(self, name: str, *, good: bool) -> None:
        """Note how an exchange with a host ended; a good one clears its record."""
        host = self._host(name)
        host.strikes = 0 if good else host.strikes + 1

    def _host(self, name: str) -> _Host:
        with self._lock:
            return self._hosts.setdefault(name, _Host())
