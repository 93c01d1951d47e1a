"""One HTTP exchange over one connection, to an address that was checked, within time and size.

    exchange("https://mzj.example.gov.cn/a.html", {}, budget, 20_000_000, settings)
    -> Answer(status=200, headers={"content-type": "text/html", "etag": ...}, body=b"<html>...")

The engine is httpcore2; it is given a backend that looks a name up, checks every address and connects to what was
checked, while Host and SNI keep the name. Each exchange has a connection of its own: nothing that one answer leaves
behind can reach the next.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import httpcore2

from tasks.fetch.addresses import DEFAULT_PORTS, check_behind_proxy, check_url, checked_addresses, proxy_for
from tasks.fetch.decoding import decode_body
from tasks.fetch.problems import FetchError, refused
from tasks.fetch.settings import WebSettings

_HEAD_ROOM = 256 * 1024
"""What heads, chunk marks and trailers may add to a body before the connection is cut."""

Headers = dict[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said; `body` is decoded, and empty unless the status is 200."""

    status: int
    headers: Headers
    body: bytes


class Budget:
    """The time that one address may still take, waiting for its turn not counted."""

    def __init__(self, settings: WebSettings) -> None:
        self._clock, self._left = settings.clock, settings.deadline
        self._since: float | None = None

    def __enter__(self) -> Budget:
        self._since = self._clock()
        return self

    def __exit__(self, *_: object) -> None:
        self._left, self._since = self.left, None

    @property
    def left(self) -> float:
        """Seconds that are left."""
        return self._left - (self._clock() - self._since if self._since is not None else 0)

    def at_most(self, seconds: float | None) -> float:
        """`seconds`, or what is left where that is less. Raises FetchError when nothing is left."""
        left = self.left
        if left <= 0:
            raise FetchError("it takes longer than the time allowed for one address")
        return left if seconds is None else min(seconds, left)


def exchange(
    url: str, headers: Headers, budget: Budget, limit: int, settings: WebSettings, *, cut: bool = False
) -> Answer:
    """Ask once for `url`; redirects are for the caller. Raises FetchError.

    A body of more than `limit` bytes, on the wire or decoded, is refused, or cut there when `cut` is set.
    """
    check_url(url, settings)
    backend = _Backend(budget, min(limit, settings.max_wire_bytes) + _HEAD_ROOM, settings)
    with budget, _asking(url, backend, settings) as client:
        try:
            return _ask(client, url, headers, limit, settings, cut)
        except httpcore2.TimeoutException as error:
            raise FetchError("the server is too slow", again=True) from error
        except (httpcore2.NetworkError, httpcore2.ProtocolError, httpcore2.ProxyError) as error:
            raise _broken(error) from error


def _ask(
    client: httpcore2.ConnectionInterface | httpcore2.ConnectionPool,
    url: str,
    headers: Headers,
    limit: int,
    settings: WebSettings,
    cut: bool,
) -> Answer:
    limits = {"connect": settings.connect_timeout, "read": settings.read_timeout, "write": settings.read_timeout}
    fields = {
        "Host": urlsplit(url).netloc,
        "User-Agent": settings.user_agent,
        "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,text/plain;q=0.9,*/*;q=0.5",
        "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
        "Accept-Encoding": "gzip, deflate, br, zstd",
        "Connection": "close",
        **headers,
    }
    sent: list[tuple[bytes | str, bytes | str]] = [*fields.items()]
    with client.stream("GET", _target(url), headers=sent, extensions={"timeout": limits}) as response:
        received = _headers(response.headers)
        if response.status != 200:
            return Answer(response.status, received, b"")
        wire = _read(response, received, min(limit, settings.max_wire_bytes), cut)
    body = decode_body(wire, received.get("content-encoding", ""), limit, settings.max_ratio, cut=cut)
    return Answer(response.status, received, body)


def _read(response: httpcore2.Response, headers: Headers, limit: int, cut: bool) -> bytes:
    """The body as it comes on the wire, at most `limit` bytes of it."""
    declared = headers.get("content-length", "")
    if declared.isdecimal() and int(declared[:20]) > limit and not cut:
        raise refused(f"it has more than {limit / 1e6:g} MB")
    body = bytearray()
    for chunk in response.iter_stream():
        body += chunk
        if len(body) > limit:
            if cut:
                return bytes(body[:limit])
            raise refused(f"it has more than {limit / 1e6:g} MB")
    return bytes(body)


def _headers(raw: Iterable[tuple[bytes, bytes]]) -> Headers:
    """Names in lower case; of several with one name the first. Some servers write addresses in raw UTF-8."""
    headers: Headers = {}
    for name, value in raw:
        try:
            text = value.decode("utf-8")
        except UnicodeDecodeError:
            text = value.decode("latin-1")
        headers.setdefault(name.decode("latin-1").lower(), text.strip())
    return headers


def _broken(error: Exception) -> FetchError:
    """What a broken exchange is called, and whether another may go better."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return FetchError(f"its certificate is not valid ({cause.verify_message})")
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, httpcore2.ConnectError):
        return FetchError(f"no connection to its host ({_reason(error)})", again=True)
    if isinstance(error, httpcore2.LocalProtocolError):
        return FetchError(f"it cannot be asked for ({_reason(error)})")
    return FetchError(f"the answer breaks off or is not HTTP ({_reason(error)})", again=True)


def _reason(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__


def _target(url: str) -> httpcore2.URL:
    """The parts of `url` as this program read them, so that no second reading of the whole can differ."""
    parts = urlsplit(url)
    path = parts.path or "/"
    return httpcore2.URL(
        scheme=parts.scheme.encode("ascii"),
        host=(parts.hostname or "").encode("ascii"),
        port=parts.port,
        target=(f"{path}?{parts.query}" if parts.query else path).encode("ascii"),
    )


@cache
def _tls() -> ssl.SSLContext:
    return httpcore2.default_ssl_context()


def _asking(url: str, backend: _Backend, settings: WebSettings) -> Any:
    """A client for one exchange: straight to the host, or through the proxy that was allowed."""
    proxy = proxy_for(url, settings)
    tls = settings.tls or _tls()
    if proxy is None:
        return httpcore2.HTTPConnection(_target(url).origin, ssl_context=tls, network_backend=backend)
    parts = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
    if parts.scheme not in DEFAULT_PORTS:
        raise refused(f"proxies of kind {parts.scheme} are not supported")
    check_behind_proxy(urlsplit(url).hostname or "")
    backend.proxied = True
    credentials = (parts.username or "", parts.password or "") if parts.username else None
    address = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
    return httpcore2.HTTPProxy(address, proxy_auth=credentials, ssl_context=tls, network_backend=backend)


class _Backend(httpcore2.NetworkBackend):
    """Connects to checked addresses only."""

    def __init__(self, budget: Budget, most_bytes: int, settings: WebSettings) -> None:
        self._budget, self._most_bytes, self._settings = budget, most_bytes, settings
        self._plain = httpcore2.SyncBackend()
        self.proxied = False

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        seconds = self._budget.at_most(timeout)
        # A proxy is the choice of whoever runs this program, not of a page: it may be anywhere.
        addresses = [host] if self.proxied else checked_addresses(host, seconds, self._settings)
        for number, address in enumerate(addresses, start=1):
            seconds = self._budget.at_most(timeout)
            try:
                stream = self._plain.connect_tcp(address, port, seconds, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                if number == len(addresses):
                    raise
            else:
                return _Stream(stream, self._budget, self._most_bytes)
        raise AssertionError("unreachable: there is always an address")


class _Stream(httpcore2.NetworkStream):
    """A connection that ends when the time or the bytes are used up, however the server spreads them."""

    def __init__(self, stream: httpcore2.NetworkStream, budget: Budget, most_bytes: int) -> None:
        self._stream, self._budget, self._left = stream, budget, most_bytes

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = self._stream.read(max_bytes, self._budget.at_most(timeout))
        self._left -= len(data)
        if self._left < 0:
            raise refused("it sends more bytes than any report has")
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._budget.at_most(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, self._budget.at_most(timeout))
        return _Stream(stream, self._budget, self._left)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
