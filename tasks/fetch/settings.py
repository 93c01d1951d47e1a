"""How the web is fetched: limits, manners and switches, in one place.

    WebSettings(contact="it@example.org")                      the manners of a guest
    WebSettings(contact="...", delay=0, allow_loopback=True)   for tests against a server of their own

The defaults suit the sites of bureaus and associations: small servers, few pages, no hurry.
"""

from __future__ import annotations

import random
import re
import socket
import ssl
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.request import getproxies_environment

from tasks.errors import InputError
from tasks.fetch.files import MAX_BYTES

PRODUCT = "taizhang"
"""The name that robots.txt files may address."""

_CONTACT = re.compile(r"[^\s()<>]+@[^\s()<>]+|https?://[^\s()<>]+")


def system_resolver(host: str) -> Sequence[str]:
    """Every address that the system knows for `host`; raises socket.gaierror."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSettings:
    """Limits and manners of one run; times in seconds, sizes in bytes."""

    contact: str
    """A mail address or a page that says who is asking; sent with every request."""

    connect_timeout: float = 10
    read_timeout: float = 20
    deadline: float = 90
    """The longest that one address may take to transfer, redirects and repeated attempts included."""
    run_deadline: float = 3600
    """After so long nothing new is asked for; the sources left over are reported."""

    attempts: int = 3
    backoff: float = 1
    """The first wait before asking again; it doubles each time, and chance takes up to all of it off."""
    delay: float = 2
    """Between two requests to one host; robots.txt may ask for more."""
    jitter: float = 0.3
    """The share of `delay` that chance may add."""
    longest_wait: float = 120
    """A host that asks for a longer wait (Retry-After, Crawl-delay) is left for the next run."""
    strikes: int = 5
    """So many refusals or broken connections in a row, and a host is left alone for the rest of the run."""
    workers: int = 8
    """Hosts that are talked to at the same time."""

    max_redirects: int = 5
    max_wire_bytes: int = MAX_BYTES
    max_bytes: int = MAX_BYTES
    """After decompression."""
    max_ratio: float = 300
    """What more than a megabyte grew out of less than this share of it is a bomb."""
    max_articles: int = 200
    """The most articles taken from one feed, index or sitemap in one run."""

    ports: frozenset[int] = frozenset({80, 443})
    allow_loopback: bool = False
    """For tests only: let addresses of this machine pass."""
    allow_proxy: bool = False
    """Go through the proxy of the environment, although addresses can then not be checked here."""
    proxies: Mapping[str, str] = field(default_factory=getproxies_environment)

    tls: ssl.SSLContext | None = None
    """Other certificates to trust than those of the system."""
    resolver: Callable[[str], Sequence[str]] = system_resolver
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random

    def __post_init__(self) -> None:
        if not _CONTACT.fullmatch(self.contact):
            raise InputError(
                f"The web is fetched under a contact, and {self.contact!r} is none. "
                "Give a mail address or a page that tells the owner of a site who is asking."
            )

    @property
    def user_agent(self) -> str:
        """What every request says of itself."""
        return f"{PRODUCT}/0.1 (reads figures out of published reports; +{self.contact})"


def web_settings(contact: str, loopback_port: int | None = None) -> WebSettings:
    """The manners of a run. With `loopback_port` (tests) it asks that port of this machine and no other server."""
    if loopback_port is None:
        return WebSettings(contact=contact)
    alone = {"ports": frozenset({loopback_port}), "allow_loopback": True, "proxies": {}}
    return WebSettings(contact=contact, delay=0, backoff=0.01, **alone)  # type: ignore[arg-type]
