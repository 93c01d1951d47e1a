"""Which addresses may be talked to: public ones only, and exactly those that were checked.

    http://10.0.0.8/            refused: a private address
    http://rebind.test/         refused when any address of the name is not public
    http://[::ffff:127.0.0.1]/  refused: loopback inside a mapped address
    http://user:pw@host/        refused: credentials
    ftp://host/                 refused: neither http nor https

A name is looked up once for each connection, and the connection is made to what was looked up and checked: a name
that changes its address between check and use gains nothing. The same holds at every redirect.
"""

from __future__ import annotations

import queue
import socket
import threading
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit
from urllib.request import proxy_bypass

from tasks.fetch.problems import FetchError, refused
from tasks.fetch.settings import WebSettings

_MOST_ADDRESSES = 4
DEFAULT_PORTS = {"http": 80, "https": 443}

# The special-purpose registries of IANA; `ipaddress.is_global` differs between versions of Python.
_SPECIAL = [
    (ip_network(block), kind)
    for kind, blocks in (
        ("unspecified", "0.0.0.0/8 ::/128"),
        ("private", "10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 fc00::/7 fec0::/10"),
        ("shared (CGNAT)", "100.64.0.0/10"),
        ("loopback", "127.0.0.0/8 ::1/128"),
        ("link-local", "169.254.0.0/16 fe80::/10"),
        ("cloud metadata", "168.63.129.16/32"),
        ("documentation", "192.0.2.0/24 198.51.100.0/24 203.0.113.0/24 2001:db8::/32 3fff::/20"),
        ("benchmarking", "198.18.0.0/15 2001:2::/48"),
        ("6to4", "192.88.99.0/24 2002::/16"),
        ("Teredo", "2001::/32"),
        ("special-purpose", "192.0.0.0/24 192.31.196.0/24 192.52.193.0/24 192.175.48.0/24 2001::/23 2620:4f:8000::/48"),
        ("multicast", "224.0.0.0/4 ff00::/8"),
        ("reserved", "240.0.0.0/4"),
    )
    for block in blocks.split()
]
_PUBLIC_V6 = ip_network("2000::/3")
_NAT64 = ip_network("64:ff9b::/96")


def check_url(url: str, settings: WebSettings) -> None:
    """Raise FetchError for an address whose form alone forbids it: scheme, credentials, port, proxy."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise refused(f"it is no address ({error})") from None
    if parts.scheme not in DEFAULT_PORTS:
        raise refused(f"only http and https are fetched, not {parts.scheme or 'an address without a scheme'}")
    if not host:
        raise refused("the address names no host")
    if "@" in parts.netloc:
        raise refused("the address holds credentials")
    port = DEFAULT_PORTS[parts.scheme] if port is None else port
    if port not in settings.ports:
        raise refused(f"port {port} is none of {', '.join(map(str, sorted(settings.ports)))}")
    if proxy_for(url, settings) and not settings.allow_proxy:
        raise refused("a proxy is configured, and addresses behind a proxy cannot be checked; allow it or unset it")


def proxy_for(url: str, settings: WebSettings) -> str | None:
    """The proxy that the environment names for `url`, if any."""
    parts = urlsplit(url)
    proxy = settings.proxies.get(parts.scheme) or settings.proxies.get("all")
    return None if proxy is None or proxy_bypass(parts.hostname or "") else proxy


def checked_addresses(host: str, seconds: float, settings: WebSettings) -> list[str]:
    """The addresses of `host` to connect to, all of them public. Raises FetchError."""
    addresses = [host] if _is_literal(host) else _look_up(host, seconds, settings.resolver)
    if not addresses:
        raise FetchError(f"its host {host} has no address")
    for address in addresses:
        kind = special_kind(address)
        if kind and not (kind == "loopback" and settings.allow_loopback):
            raise refused(f"its host {host} has the {kind} address {address}")
    return addresses[:_MOST_ADDRESSES]


def check_behind_proxy(host: str) -> None:
    """What can still be checked of a host that a proxy looks up: no literal special address, no local name."""
    kind = special_kind(host) if _is_literal(host) else None if "." in host else "local"
    if kind:
        raise refused(f"its host {host} has a {kind} address")


def special_kind(address: str) -> str | None:
    """What keeps an address from being a public one ("private", "loopback", ...), None for a public one."""
    ip = ip_address(address.partition("%")[0])
    ip = _carried(ip) or ip
    for block, kind in _SPECIAL:
        if ip.version == block.version and ip in block:
            return kind
    return None if ip.version == 4 or ip in _PUBLIC_V6 else "reserved"


def _carried(ip: IPv4Address | IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for (::ffff:a.b.c.d, 64:ff9b::a.b.c.d)."""
    if isinstance(ip, IPv4Address):
        return None
    return IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _NAT64 else ip.ipv4_mapped


def _is_literal(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _look_up(host: str, seconds: float, resolver: Callable[[str], Sequence[str]]) -> list[str]:
    """The addresses of a name; a lookup that takes too long is left behind, for it cannot be interrupted."""
    answers: queue.SimpleQueue[list[str] | Exception] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answers.put(list(resolver(host)))
        except Exception as error:  # whatever it is, it is told to the one who waits
            answers.put(error)

    threading.Thread(target=ask, daemon=True, name=f"look up {host}").start()
    try:
        answer = answers.get(timeout=max(0.0, seconds))
    except queue.Empty:
        raise FetchError(f"looking up its host {host} takes too long", again=True) from None
    if isinstance(answer, Exception):
        again = isinstance(answer, socket.gaierror) and answer.errno == socket.EAI_AGAIN
        raise FetchError(f"its host {host} cannot be looked up ({_words(answer)})", again=again) from answer
    return answer


def _words(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or type(error).__name__
