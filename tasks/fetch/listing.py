"""What feeds, index pages and sitemaps lead to: articles, and further pages of the same list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from tasks.fetch.urls import is_trap, join, normalise


class Link(NamedTuple):
    """One article: its address as found, in its one spelling, and what the list says of it."""

    url: str
    address: str
    title: str | None = None
    published_on: date | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """The articles of one page of a list in its order, and addresses of further pages."""

    links: tuple[Link, ...]
    further: tuple[str, ...] = ()


def found_link(
    base: str,
    reference: str,
    charset: str = "utf-8",
    title: str | None = None,
    published_on: date | None = None,
) -> Link | None:
    """The link that a reference on the page `base` makes; None for what leads to no web page, or into a maze."""
    try:
        address = join(base, reference, charset)
    except ValueError:
        return None
    url = reference if _is_absolute(reference) else address
    return None if is_trap(address) or address == base else Link(url, address, title, published_on)


def matches(pattern: str, address: str) -> bool:
    """Whether `address` holds `pattern`, in which `*` stands for anything and a final `$` for the end."""
    at_end = pattern.endswith("$")
    *parts, last = pattern.removesuffix("$").split("*")
    position = 0
    for part in parts:
        found = address.find(part, position)
        if found < 0:
            return False
        position = found + len(part)
    rest = address[position:]
    return rest.endswith(last) if at_end else last in rest


def unique(links: list[Link]) -> tuple[Link, ...]:
    """The links without repetitions, the first of each kept."""
    firsts: dict[str, Link] = {}
    for link in links:
        firsts.setdefault(link.address, link)
    return tuple(firsts.values())


def _is_absolute(reference: str) -> bool:
    try:
        normalise(reference)
    except ValueError:
        return False
    return True
