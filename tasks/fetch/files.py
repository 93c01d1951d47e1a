"""Reads one local file as a report, or says why it cannot be one.

A report is at most MAX_BYTES and not empty. It is text, or the PDF or DOCX that its name promises; a picture, an
archive or another binary is none, whatever its name says.
"""

from __future__ import annotations

import codecs
from pathlib import Path

from tasks.errors import DocumentError

MAX_BYTES = 20_000_000
"""Larger than any report (the longest bulletins are below 1 MB), small enough that one file cannot fill memory."""

_DOCUMENT_MARKS = {".pdf": b"%PDF-", ".docx": b"PK\x03\x04"}
_NO_MARK = b"\0no file begins like this\0"
_TEXT_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
BINARY_KINDS = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP archive or Office file",
    b"\xd0\xcf\x11\xe0": "an old Office file",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"\x1f\x8b": "a gzip archive",
    b"Rar!": "a RAR archive",
    b"\x7fELF": "a program",
}


def read_report(path: Path, name: str) -> bytes:
    """The bytes of the file at `path`; `name` is what messages call it. Raises DocumentError."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            problem = f"it has {size / 1e6:.1f} MB, more than the {MAX_BYTES / 1e6:.0f} MB of any report"
            raise DocumentError(name, "fetch", problem, "Split it, or leave it out of the folder.")
        data = path.read_bytes()
    except OSError as error:
        problem = f"it cannot be read ({error.strerror or error})"
        raise DocumentError(name, "fetch", problem, "Check that it exists and its permissions.") from error
    kind = None if data.startswith(_DOCUMENT_MARKS.get(path.suffix.lower(), _NO_MARK)) else _not_text(data)
    if kind:
        raise DocumentError(name, "fetch", kind, "Save the report as .txt, .md, .html, .pdf or .docx.")
    return data


def _not_text(data: bytes) -> str | None:
    """Why these bytes are no text, None when they may be."""
    if not data.strip():
        return "it is empty"
    if data.startswith(_TEXT_MARKS):
        return None
    for mark, kind in BINARY_KINDS.items():
        if data.startswith(mark):
            return f"it is {kind}, not text"
    if b"\0" in data[:65536]:
        return "it is binary, not text"
    return None
