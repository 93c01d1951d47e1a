"""A web server of the tests' own on 127.0.0.1 that can misbehave in every way, and settings scaled down to it."""

from __future__ import annotations

import socketserver
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tasks.fetch.settings import WebSettings
from tasks.fetch.snapshots import SnapshotStore
from tasks.fetch.web import fetch_web
from tasks.fetch.web_sources import WebSource
from tasks.fetch.web_sources import web_source as row_source

NOW = datetime(2026, 11, 21, 8, 0, 0)
ARTICLE = "<!DOCTYPE html><html><body><p>165名专业社工参与服务。</p></body></html>".encode()


@dataclass
class Request:
    """What a client asked for."""

    host: str
    path: str
    headers: dict[str, str]


@dataclass
class Reply:
    """An answer; `Content-Length` is added unless it is given, `length=None` leaves it out."""

    body: bytes = ARTICLE
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = -1

    def wire(self) -> bytes:
        headers = {"Content-Type": "text/html; charset=utf-8", **self.headers}
        if self.length is not None:
            headers["Content-Length"] = str(len(self.body) if self.length == -1 else self.length)
        lines = [f"HTTP/1.1 {self.status} X", *(f"{name}: {value}" for name, value in headers.items())]
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + self.body


Raw = Iterable[bytes | float]
"""Bytes as they go on the wire, and pauses in seconds."""
Route = Reply | Sequence["Route"] | Callable[[Request], "Reply | Raw"]


class BadWeb:
    """Routes by path, or by host and path; several replies for one path are given in turn, the last for good."""

    def __init__(self) -> None:
        self.routes: dict[str, Route] = {}
        self.requests: list[Request] = []
        self.most_at_once = 0
        self._talking: dict[str, int] = {}
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()

    def url(self, path: str = "/a.html", host: str = "a.test") -> str:
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """What was asked for, robots.txt left out."""
        return [request.path for request in self.requests if request.path != "/robots.txt"]

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def answer(self, request: Request) -> Raw:
        name = request.host.partition(":")[0]
        with self._lock:
            self.requests.append(request)
            self._talking[name] = self._talking.get(name, 0) + 1
            self.most_at_once = max(self.most_at_once, self._talking[name])
            reply = self._next(request)
        try:
            made = reply(request) if callable(reply) else reply
            yield from [made.wire()] if isinstance(made, Reply) else made  # type: ignore[union-attr, misc]
        finally:
            with self._lock:
                self._talking[name] -= 1

    def _next(self, request: Request) -> Any:
        for key in (f"{request.host.partition(':')[0]}{request.path}", request.path):
            if key in self.routes:
                route = self.routes[key]
                if isinstance(route, list):
                    return route.pop(0) if len(route) > 1 else route[0]
                return route
        return Reply(b"nothing here", 404)


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 50


def _handler(web: BadWeb) -> type[socketserver.StreamRequestHandler]:
    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            try:
                request = _read_request(self.rfile)
                for part in web.answer(request):
                    if isinstance(part, float):
                        time.sleep(part)
                    else:
                        self.wfile.write(part)
            except (OSError, ValueError):
                pass  # the client went away, which is what many of these tests are about

    return Handler


def _read_request(file: Any) -> Request:
    path = file.readline().decode("latin-1").split()[1]
    headers = {}
    while line := file.readline().decode("latin-1").strip():
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    return Request(headers.get("host", ""), path, headers)


class FakeClock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        if seconds > 0:
            self.slept.append(seconds)
            self.now += seconds


@pytest.fixture
def web() -> Iterator[BadWeb]:
    server = BadWeb()
    yield server
    server.close()


@pytest.fixture
def store(tmp_path: Path) -> SnapshotStore:
    return SnapshotStore(tmp_path)


class Fetcher:
    """Fetches rows of sources.csv from the bad web."""

    def __init__(self, web: BadWeb, store: SnapshotStore) -> None:
        self.web, self.store = web, store
        self.names: dict[str, list[str]] = {}
        self.frames: dict[str, pl.DataFrame] = {}

    def settings(self, **changes: Any) -> WebSettings:
        values: dict[str, Any] = {
            "contact": "tests@example.org",
            "delay": 0.0,
            "backoff": 0.001,
            "connect_timeout": 2,
            "read_timeout": 2,
            "deadline": 5,
            "max_bytes": 100_000,
            "max_wire_bytes": 50_000,
            "ports": frozenset({self.web.port}),
            "allow_loopback": True,
            "proxies": {},
            "resolver": lambda host: self.names.get(host, ["127.0.0.1"]),
        }
        return WebSettings(**{**values, **changes})

    def all(
        self,
        *rows: Mapping[str, str],
        known: Mapping[str, tuple[str | None, str | None, str | None]] | None = None,
        **changes: Any,
    ) -> list[dict[str, Any]]:
        """The rows of `snapshots` for rows of sources.csv."""
        sources = [source(**row) for row in rows]
        self.frames = fetch_web(sources, self.store, NOW, known or {}, self.settings(**changes))
        return list(self.frames["snapshots"].iter_rows(named=True))

    def one(self, url: str, known: tuple[str | None, str | None, str | None] | None = None, **changes: Any) -> Any:
        """The row of `snapshots` for one page, which must be the only one."""
        (row,) = self.all({"url": url, "source_id": "s"}, known={"s": known} if known else {}, **changes)
        failed = row["outcome"] in ("failed", "refused")
        assert failed == bool(row["error"]) == (row["snapshot_id"] is None), row
        assert len(self.frames["quarantine"]) == failed
        assert len(self.frames["sources"]) == 1
        return row


@pytest.fixture
def fetcher(web: BadWeb, store: SnapshotStore) -> Fetcher:
    return Fetcher(web, store)


def source(**cells: str) -> WebSource:
    """The source of a row of sources.csv, of which only some cells are given."""
    columns = "file source_id title publisher url published_on adm1 adm2 adm3 kind selector pattern next_selector"
    row = dict.fromkeys((*columns.split(), "max_pages", "enabled"), "") | cells
    return row_source("sources.csv, line 2", row, None, None)
