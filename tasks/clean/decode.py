r"""From bytes to characters: which encoding a page is in, whatever it says of itself.

    b'<meta charset=gb2312>...\xd6\xec\xe9F\xbb\xf9'   label gb2312, holds 镕   -> "朱镕基", "gb18030"
    b'\xef\xbb\xbf...'                                  byte order mark          -> utf-8
    b'\xb1\xb1\xbe\xa9' with the label utf-8            a label that lies        -> "北京", "gb18030"

The order is: byte order mark, what the bytes can only be (valid UTF-8, UTF-16 by its zero bytes), the declared
label, the label in `<meta>`, and last the encoding whose characters read most like Chinese. `gb2312`, `gbk` and
their kin all mean GB 18030, read as browsers read it.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

UNREADABLE = "\ufffd"
_SAMPLE = 6_144
_ZEROS = 65_536
_LABELS_END = 4096
_META = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,30})""", re.IGNORECASE)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,80}encoding\s*=\s*["']([A-Za-z0-9_.:-]{2,30})""")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (b"\x84\x31\x95\x33", "gb18030"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an Office file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a RIFF media file"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"ID3", "an MP3 file"),
    (b"SQLite format 3", "an SQLite database"),
)
_CHINESE_LABELS = {
    "gb2312": "gb18030",
    "gb_2312": "gb18030",
    "gb_2312-80": "gb18030",
    "gb2312-80": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "ms936": "gb18030",
    "windows-936": "gb18030",
    "euc-cn": "gb18030",
    "hz-gb-2312": "hz",
    "chinese": "gb18030",
    "iso-ir-58": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "x-x-big5": "big5hkscs",
    "cn-big5": "big5hkscs",
    "utf8": "utf-8",
    "unicode-1-1-utf-8": "utf-8",
}
# GB 18030 as Python knows it leaves these to the private use area; browsers read characters.
_AS_BROWSERS = str.maketrans(
    "\ue5e5\ue78d\ue78e\ue78f\ue790\ue791\ue792\ue793\ue794\ue795\ue796\ue7c7"
    "\ue81e\ue826\ue82b\ue82c\ue832\ue843\ue854\ue864",
    "\u3000\ufe10\ufe12\ufe11\ufe13\ufe14\ufe15\ufe16\ufe17\ufe18\ufe19\u1e3f\u9fb4\u9fb5\u9fb6\u9fb7\u9fb8\u9fb9\u9fba\u9fbb",
)
# The commonest characters of Chinese prose, simplified and traditional: a wrong decoding hardly ever yields them.
_COMMON = re.compile(
    "[的一是在了和有人不这中大为上个国我以要他时来用们生到作地于出会学年社工区民月日与对"
    "這為個國來時們學會與對區發過說開關務業長點，。、：“”]"
)
_FOREIGN = re.compile("[^\x00-\x7f]+")
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_ODD = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd]")


class CleaningError(ValueError):
    """Bytes that hold no readable document; the message says what they are."""


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """The characters of `data` and the name of their encoding; CleaningError for empty or binary bytes."""
    if not data.strip():
        raise CleaningError("the file is empty")
    _refuse_binary(data)
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _read(data[len(mark) :], name), name
    name = _certain(data) or _labelled(data, declared) or _likeliest(data)
    text = _read(data, name)
    _refuse_noise(text)
    return text, name


def _refuse_binary(data: bytes) -> None:
    for signature, what in _BINARY:
        if data.startswith(signature):
            raise CleaningError(f"the bytes are {what}, not a page or a text")


def _refuse_noise(text: str) -> None:
    sample = text[:_SAMPLE]
    if len(_ODD.findall(sample)) > max(8, len(sample) // 10):
        raise CleaningError("the bytes are not readable text in any encoding known here")


def _certain(data: bytes) -> str | None:
    """The encoding that the bytes can only be, whatever their label says."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _utf16(data)
    # Zero bytes between ASCII bytes are valid UTF-8 too, but no text.
    return _utf16(data) if "\0" in text[:_LABELS_END] else _escaped(data)


def _escaped(data: bytes) -> str:
    """Seven-bit bytes are UTF-8, unless they hold the escapes of HZ."""
    return "hz" if data.isascii() and b"~{" in data and b"~}" in data else "utf-8"


def _utf16(data: bytes) -> str | None:
    """UTF-16 without a mark shows by zero bytes in every second place (markup, digits, line breaks)."""
    sample = data[:_ZEROS]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    few = max(2, len(sample) // 200)
    if odd > few and odd > 8 * even:
        return "utf-16-le"
    if even > few and even > 8 * odd:
        return "utf-16-be"
    return None


def _labelled(data: bytes, declared: str | None) -> str | None:
    """The first label that the bytes bear out."""
    for label in _labels(data, declared):
        name = _known(label)
        if name and not _lies(data, name):
            return name
    return None


def _labels(data: bytes, declared: str | None) -> Iterator[str]:
    if declared:
        yield declared
    head = data[:_LABELS_END]
    for pattern in (_XML, _META):
        match = pattern.search(head)
        if match:
            yield match.group(1).decode("ascii")


def _known(label: str) -> str | None:
    """The codec for a label, or None where the label is unknown or no encoding of Chinese text."""
    label = label.strip().strip("\"'").lower()
    if label in _CHINESE_LABELS:
        return _CHINESE_LABELS[label]
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return None
    return name if name in {"utf-8", "big5", "big5hkscs", "shift_jis", "euc_jp", "euc_kr"} else None


def _lies(data: bytes, name: str) -> bool:
    """Whether a label is refuted: too many bytes unreadable, or nothing Chinese where bytes are not ASCII."""
    text = _read(_foreign_part(data), name)
    foreign = sum(map(len, _FOREIGN.findall(text)))
    unreadable = len(_ODD.findall(text))
    return unreadable > max(4, foreign // 20) or (foreign > 40 and _chinese(text) < 0.04)


def _foreign_part(data: bytes) -> bytes:
    """A sample of `data` that begins where its bytes stop being ASCII (scripts often fill the head of a page)."""
    first = _NOT_ASCII.search(data)
    start = max(0, first.start() - 64) if first else 0
    return data[start : start + _SAMPLE]


def _chinese(text: str) -> float:
    """The share of the commonest characters among all that are not ASCII."""
    foreign = "".join(_FOREIGN.findall(text))
    return len(_COMMON.findall(foreign)) / (len(foreign) or 1)


def _likeliest(data: bytes) -> str:
    """The encoding that yields the most common and the fewest unreadable characters."""
    sample = _foreign_part(data)

    def score(name: str) -> float:
        text = _read(sample, name)
        return _chinese(text) - 4 * len(_ODD.findall(text)) / (len(text) or 1)

    return max(("utf-8", "gb18030", "big5hkscs"), key=score)


def _browser_errors(error: UnicodeError) -> tuple[str, int]:
    """Byte 80 is the euro sign in GBK; another unreadable byte costs itself only."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    euro = error.object[error.start] == 0x80
    return ("€" if euro else UNREADABLE), error.start + 1


codecs.register_error("taizhang-gbk", _browser_errors)


def _read(data: bytes, name: str) -> str:
    if name == "gb18030":
        text = data.decode(name, "taizhang-gbk")
        return text.translate(_AS_BROWSERS) if _PRIVATE.search(text) else text
    return data.decode(name, "replace")
