"""Reads XML that may be broken or hostile: no entity is resolved, nothing is fetched, depth and size are bounded.

    <item><title>A & B&nbsp;C</title>...   what no strict parser takes is mended, then read as far as it goes
    <!DOCTYPE x [<!ENTITY a "..."> ...]>   is left out before parsing: no entity can grow

lxml reads it, for it is here already, is kept up with libxml2, and its limits are set below in one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5
from itertools import islice

from lxml import etree

from tasks.clean.decode import CleaningError, decode
from tasks.fetch.problems import FetchError

MOST_ENTRIES = 50_000
"""What the sitemap protocol allows in one file; no feed has as many."""

_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_BARE = re.compile(r"&(?!#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|(?:amp|lt|gt|quot|apos);)(?:([A-Za-z]\w{1,30};))?")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def read_xml(data: bytes, charset: str | None) -> etree._Element:
    """The root of the document in `data`. Raises FetchError for what is no XML."""
    try:
        text = decode(data, charset)[0]
    except CleaningError as error:
        raise FetchError(str(error)) from error
    text = _without_doctype(_DECLARATION.sub("", text, count=1))
    root = _parsed(text, mend=False)
    if root is None:
        root = _parsed(_BARE.sub(_mended, _FORBIDDEN.sub("", text)), mend=True)
    if root is None:
        raise FetchError("it is no XML")
    return root


def elements(root: etree._Element, *names: str) -> Iterator[etree._Element]:
    """The elements below `root` whose name, without its namespace, is one of `names`, as many as lists may have."""
    return islice((element for element in root.iter() if local_name(element) in names), MOST_ENTRIES)


def local_name(element: etree._Element) -> str:
    """`{http://www.w3.org/2005/Atom}entry` -> `entry`; "" for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def text_of(element: etree._Element, *names: str) -> str:
    """The words of the first child of that name, names tried in order."""
    for name in names:
        for child in element:
            words = "".join(map(str, child.itertext())).strip() if local_name(child) == name else ""
            if words:
                return words
    return ""


def _parsed(text: str, *, mend: bool) -> etree._Element | None:
    parser = etree.XMLParser(
        encoding="utf-8", recover=mend, resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False
    )
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None


def _without_doctype(text: str) -> str:
    start = text.find("<!DOCTYPE")
    if start < 0:
        return text
    subset, end = text.find("[", start), text.find(">", start)
    if 0 <= subset < end:
        end = text.find("]", subset)
        end = text.find(">", end) if end >= 0 else -1
    return text[:start] + text[end + 1 :] if end >= 0 else text[:start]


def _mended(found: re.Match[str]) -> str:
    """`&nbsp;` as its character, any other bare & as &amp;."""
    name = f"{found[1]};"
    return html5[name] if name in html5 else f"&amp;{found[0][1:]}"
