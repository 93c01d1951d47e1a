"""One spelling for each web address, without what only records how a reader came.

    >>> normalise("HTTP://MZJ.Example.gov.CN:80/a/../b.html?id=3&utm_source=wx#top")
    'http://mzj.example.gov.cn/b.html?id=3'
    >>> normalise("https://民政.中国/公告 1.html")
    'https://xn--5bvs5m.xn--fiqs8s/%E5%85%AC%E5%91%8A%201.html'
    >>> join("https://a.cn/list/index.html", "./t2022.html")
    'https://a.cn/list/t2022.html'

Parameters keep their order, for some servers care. What is dropped stands in seeds/reference/tracking_parameters.csv.
"""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import idna

from seeds.tables import read_reference
from tasks.fetch.addresses import DEFAULT_PORTS

_LONGEST = 2000
_MOST_SEGMENTS = 30
_MOST_REPEATS = 3
_IN_PATH = "/%:@!$&'()*+,;=~-._"
_IN_QUERY = _IN_PATH + "?[]|^`{}"
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_ESCAPE = re.compile(r"%[0-9a-f]{2}", re.IGNORECASE)
_HOST = re.compile(r"[a-z0-9_]([a-z0-9_.-]{0,252}[a-z0-9_])?")
_CONTROLS = re.compile(r"[\x00-\x20\x7f\u200b\u3000\ufeff]+")


def normalise(url: str, charset: str = "utf-8") -> str:
    """The address in its one spelling; `charset` is that of the page it was found on, as browsers do for queries.

    Raises ValueError for what is no http or https address with a host; credentials are kept for others to refuse.
    """
    parts = urlsplit(_CONTROLS.sub(" ", url).strip().replace("\\", "/"))
    scheme = parts.scheme.lower()
    if scheme not in DEFAULT_PORTS or not parts.hostname:
        raise ValueError(f"{url[:80]!r} is no http or https address")
    host = _host(parts.hostname)
    user, at, _ = parts.netloc.rpartition("@")
    port = "" if parts.port in (None, DEFAULT_PORTS[scheme]) else f":{parts.port}"
    path = _escaped(_without_dots(parts.path), _IN_PATH, "utf-8") or "/"
    query = _escaped(_without_tracking(parts.query, host), _IN_QUERY, charset)
    return urlunsplit((scheme, quote(user, safe=":%") + at + host + port, path, query, ""))


def join(base: str, reference: str, charset: str = "utf-8") -> str:
    """The normalised address that `reference`, found on the page `base`, leads to. Raises ValueError."""
    return normalise(urljoin(base, _CONTROLS.sub(" ", reference).strip().replace("\\", "/")), charset)


def is_trap(url: str) -> bool:
    """Whether the address looks like one of an endless maze: very long, or going round in itself."""
    segments = [segment for segment in urlsplit(url).path.split("/") if segment]
    repeats = max((segments.count(segment) for segment in segments[:_MOST_SEGMENTS]), default=0)
    return len(url) > _LONGEST or len(segments) > _MOST_SEGMENTS or repeats > _MOST_REPEATS


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one host, with or without www."""
    return _bare_host(one) == _bare_host(other)


def _bare_host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _host(host: str) -> str:
    """The host in lower case ASCII. Raises ValueError (idna's errors are such)."""
    host = host.lower().rstrip(".")
    if ":" in host:
        return f"[{host}]"
    if not host.isascii():
        host = idna.encode(host, uts46=True).decode("ascii")
    if not _HOST.fullmatch(host):
        raise ValueError(f"{host[:80]!r} is no host name")
    return host


def _without_dots(path: str) -> str:
    """`/a/./b/../c` -> `/a/c`; nothing climbs above the root."""
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments[1:]:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)


def _escaped(text: str, safe: str, charset: str) -> str:
    try:
        data = text.encode(charset)
    except (UnicodeEncodeError, LookupError):
        data = text.encode("utf-8", "replace")
    escaped = quote(data, safe=safe)
    return _ESCAPE.sub(lambda found: found[0].upper(), _BARE_PERCENT.sub("%25", escaped))


def _without_tracking(query: str, host: str) -> str:
    names, prefixes = _tracking(host)
    return "&".join(
        part for part in query.split("&") if part and not _tracks(part.partition("=")[0].lower(), names, prefixes)
    )


def _tracks(name: str, names: frozenset[str], prefixes: tuple[str, ...]) -> bool:
    return name in names or name.startswith(prefixes)


@cache
def _tracking_rows() -> tuple[tuple[str, str], ...]:
    rows = read_reference("tracking_parameters.csv", ("host", "parameter"), required=("parameter",))
    return tuple((row["host"], row["parameter"]) for row in rows)


@cache
def _tracking(host: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Names and beginnings of names that track on `host`."""
    of_host = [name for limit, name in _tracking_rows() if not limit or f".{host}".endswith(f".{limit}")]
    names = frozenset(name for name in of_host if not name.endswith("*"))
    return names, tuple(name[:-1] for name in of_host if name.endswith("*"))
