r"""What bytes are, judged by themselves; what the server calls them counts only where they do not show it.

    b"<!DOCTYPE html>..."  served as application/pdf       -> text/html
    b"%PDF-1.7..."         served as text/html             -> application/pdf
    b"\x89PNG..."          served as text/html             -> refused: a PNG picture
    b"{...}"               served as application/json      -> refused

A page that says what it is in its first tag is believed; so is a file that begins like one of its kind.
"""

from __future__ import annotations

import re

from tasks.fetch.files import BINARY_KINDS
from tasks.fetch.problems import refused
from tasks.media_types import DOCX, HTML, MARKDOWN, PDF, PLAIN, XML

_HEAD = 4096
_SEARCHED = 65536
_PDF_MARK_WITHIN = 1024
_BLANK = re.compile(
    rb"(?:\s|\xef\xbb\xbf|<!--.{0,2000}?-->|<\?xml[^>]{0,200}\?>|<!DOCTYPE\s+(?!html)[^>]{0,400}>)*", re.DOTALL
)
_HTML_START = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|script|iframe|h1|div|font|table|a|style|title|b|br|p|meta)\b", re.IGNORECASE
)
_HTML_TAG = re.compile(rb"<(?:html|head|body|div|p|table|span|meta|title|br)\b", re.IGNORECASE)
_XML_START = re.compile(rb"<\?xml|<(?:rss|feed|rdf:RDF|urlset|sitemapindex|opml)\b")
_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)
_UNREAD = ("image/", "audio/", "video/", "font/", "text/css", "application/json", "text/javascript")
_UNREAD_WORDS = ("javascript", "json", "msword", "ms-excel", "spreadsheet", "presentation", "zip")


def declared_type(content_type: str) -> str:
    """`text/html; charset=gbk` -> `text/html`; "" for what is none."""
    found = _TYPE.match(content_type.strip())
    return found[0].lower() if found else ""


def declared_charset(content_type: str) -> str | None:
    """`text/html; charset=gbk` -> `gbk`."""
    found = _CHARSET.search(content_type)
    return found[1] if found else None


def sniff(data: bytes, content_type: str, url: str) -> str:
    """The media type of `data`. Raises FetchError for what no report or list of reports can be."""
    kind = _marked(data)
    if kind:
        return kind
    declared = declared_type(content_type)
    head = data[_BLANK.match(data[:_SEARCHED]).end() :][:_HEAD]  # type: ignore[union-attr]  # the pattern matches nothing too
    if _HTML_START.match(head):
        return HTML
    if _XML_START.match(data.lstrip(b"\xef\xbb\xbf \t\r\n")) or _XML_START.match(head):
        return XML
    if declared.startswith(_UNREAD) or any(word in declared for word in _UNREAD_WORDS):
        raise refused(f"it is {declared}, no report")
    if b"\0" in data[:_SEARCHED] and not _is_utf16(data[:_SEARCHED]):
        raise refused("it is binary, not text")
    return _of_text(declared, head, url)


def _marked(data: bytes) -> str | None:
    """The type that the first bytes prove; refuses pictures, archives, programs."""
    if not data.strip():
        raise refused("it is empty")
    if b"%PDF-" in data[:_PDF_MARK_WITHIN]:
        return PDF
    for mark, kind in BINARY_KINDS.items():
        if data.startswith(mark):
            if mark == b"PK\x03\x04" and b"word/document.xml" in data:
                return DOCX
            raise refused(f"it is {kind}, no report")
    return None


def _of_text(declared: str, head: bytes, url: str) -> str:
    if declared == MARKDOWN or url.lower().partition("?")[0].endswith(".md"):
        return MARKDOWN
    if declared == PLAIN and not _HTML_TAG.search(head):
        return PLAIN
    if declared in (HTML, "application/xhtml+xml") or _HTML_TAG.search(head):
        return HTML
    return PLAIN


def _is_utf16(sample: bytes) -> bool:
    """Whether the zero bytes stand as in UTF-16: nearly all in even or nearly all in odd places."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    return sample[:2] in (b"\xff\xfe", b"\xfe\xff") or max(even, odd) > 8 * min(even, odd)
