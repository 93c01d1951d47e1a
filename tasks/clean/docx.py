"""The parts of a Word document in reading order: headings as its styles say, paragraphs, rows of tables.

    docx_parts(data)
    [("title", 0, "2022年社会工作年报"), ("heading", 1, "一、总体情况"), ("paragraph", 0, "全市社工站服务165人次。"),
     ("table", 0, "项目 | 次数 | 人次"), ("table", 0, "个案 | 128 | 356"), ("caption", 0, "图1 志愿者在行动")]

python-docx opens the file and knows its styles. The text is taken from the elements themselves, so that insertions
under revision, content controls, links and text boxes are read, and deletions are not. Heads and feet of pages are
outside the body and left out. Numbers that Word counts by itself (automatic lists) are not in the text. Lines of a
table of contents are of kind "contents": they are no part of the article.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any, NamedTuple

from docx import Document
from docx.oxml.ns import qn

from tasks.clean.blocks import CAPTION, HEADING, PARAGRAPH, TABLE, TITLE
from tasks.clean.decode import CleaningError

CONTENTS = "contents"
_MOST_FILES = 5000
_MOST_UNPACKED = 200_000_000
_MOST_XML = 30_000_000
_MOST_PARTS = 200_000
_MOST_NESTING = 20
_MOST_SPAN = 100
_HEADING = re.compile(r"(?:heading|标题|標題)\s*(\d)", re.IGNORECASE)
_TITLE = re.compile(r"(?:title|subtitle|标题|副标题|文章标题|大标题)", re.IGNORECASE)
_CAPTION = re.compile(r"(?:caption|题注|图题|图注|表题)", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录)\s*\d", re.IGNORECASE)
_SKIPPED = frozenset(map(qn, ("w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:tblPr", "w:tcPr", "w:sectPr", "w:rt"))) | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}
_PARAGRAPH, _TABLE, _ROW, _CELL, _BOX = map(qn, ("w:p", "w:tbl", "w:tr", "w:tc", "w:txbxContent"))
_RUN, _TEXT = qn("w:r"), qn("w:t")
_SPACES = {qn("w:tab"): "\t", qn("w:noBreakHyphen"): "-", qn("w:ptab"): "\t"}
_BREAKS = frozenset(map(qn, ("w:br", "w:cr")))
_BLANKS = re.compile(r"[^\S\u3000\t]+")


class Part(NamedTuple):
    """One part of the document: its kind (tasks.clean.blocks), the level of a heading, its text."""

    kind: str
    level: int
    text: str


def docx_parts(data: bytes) -> list[Part]:
    """The parts of the body in reading order. Raises CleaningError (a ValueError) for what cannot be read."""
    _refuse_bombs(data)
    try:
        document = Document(io.BytesIO(data))
        kinds = _kinds_of_styles(document)
        parts = list(_parts(document.element.body, kinds, 0))
    except CleaningError:
        raise
    except Exception as error:  # a damaged file breaks the reader in more ways than it documents
        raise CleaningError(f"the DOCX cannot be read ({type(error).__name__})") from error
    if not parts:
        raise CleaningError("the DOCX holds no words")
    return parts


def _refuse_bombs(data: bytes) -> None:
    """Refuse an archive that unpacks to more than a report has, before anything of it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise CleaningError(f"it is no DOCX ({error})") from None
    xml = sum(entry.file_size for entry in entries if entry.filename.lower().endswith((".xml", ".rels")))
    if len(entries) > _MOST_FILES or sum(entry.file_size for entry in entries) > _MOST_UNPACKED or xml > _MOST_XML:
        raise CleaningError("the DOCX unpacks to more than any report has")
    if any(entry.flag_bits & 1 for entry in entries):
        raise CleaningError("the DOCX is protected by a password")


def _kinds_of_styles(document: Any) -> dict[str, tuple[str, int]]:
    """What a paragraph is by its style: the kind and the level of each style that says so, by style id."""
    kinds: dict[str, tuple[str, int]] = {}
    bases: dict[str, str] = {}
    for style in document.styles.element.iter(qn("w:style")):
        identity = style.get(qn("w:styleId"), "")
        name, level = _value(style.find(qn("w:name"))), _outline_level(style.find(qn("w:pPr")))
        bases[identity] = _value(style.find(qn("w:basedOn")))
        kind = _kind_of_name(name) or ((HEADING, level) if level else None)
        if kind:
            kinds[identity] = kind
    for identity in bases:
        kinds.setdefault(identity, _inherited(identity, kinds, bases))
    return kinds


def _inherited(identity: str, kinds: dict[str, tuple[str, int]], bases: dict[str, str]) -> tuple[str, int]:
    for _ in range(_MOST_NESTING):
        identity = bases.get(identity, "")
        if identity in kinds:
            return kinds[identity]
    return PARAGRAPH, 0


def _kind_of_name(name: str) -> tuple[str, int] | None:
    heading = _HEADING.fullmatch(name.strip())
    if heading:
        return HEADING, max(1, int(heading[1]))
    if _TITLE.fullmatch(name.strip()):
        return TITLE, 0
    if _CONTENTS.fullmatch(name.strip()):
        return CONTENTS, 0
    return (CAPTION, 0) if _CAPTION.fullmatch(name.strip()) else None


def _outline_level(properties: Any) -> int:
    """The level that a style or a paragraph gives itself in the outline; 0 for none."""
    level = _value(properties.find(qn("w:outlineLvl"))) if properties is not None else ""
    return int(level) + 1 if level in tuple("012345678") else 0


def _value(element: Any) -> str:
    return "" if element is None else str(element.get(qn("w:val"), ""))


def _parts(container: Any, kinds: dict[str, tuple[str, int]], depth: int) -> Iterator[Part]:
    """The parts of a body, a text box or a cell."""
    for number, element in enumerate(_nearest(container, _PARAGRAPH, _TABLE)):
        if number > _MOST_PARTS:
            raise CleaningError("the DOCX has more parts than any report")
        if element.tag == _TABLE:
            yield from _table(element, kinds, depth)
        else:
            yield from _paragraph(element, kinds, depth)


def _nearest(container: Any, *wanted: str) -> Iterator[Any]:
    """The elements of these kinds in order, through content controls and insertions, but not one inside another."""
    stack = list(reversed(container))
    while stack:
        element = stack.pop()
        if element.tag in wanted:
            yield element
        elif element.tag not in _SKIPPED:
            stack.extend(reversed(element))


def _paragraph(element: Any, kinds: dict[str, tuple[str, int]], depth: int) -> Iterator[Part]:
    properties = element.find(qn("w:pPr"))
    style = _value(properties.find(qn("w:pStyle"))) if properties is not None else ""
    kind, level = kinds.get(style, (PARAGRAPH, 0))
    own_level = _outline_level(properties)
    if kind == PARAGRAPH and own_level:
        kind, level = HEADING, own_level
    boxes: list[Any] = []
    for line in _words(element, boxes).split("\n"):
        text = _BLANKS.sub(" ", line).strip()
        if text:
            yield Part(kind, level, text)
    for box in boxes if depth < _MOST_NESTING else ():
        yield from _parts(box, kinds, depth + 1)


def _words(element: Any, boxes: list[Any]) -> str:
    """The text of a paragraph, line breaks as such; text boxes found in it are added to `boxes`."""
    words: list[str] = []
    stack = list(reversed(element))
    while stack:
        inner = stack.pop()
        if inner.tag == _TEXT:
            words.append(inner.text or "")
        elif inner.tag in _BREAKS:
            words.append("\n")
        elif inner.tag in _SPACES:
            words.append(_SPACES[inner.tag])
        elif inner.tag == _BOX:
            boxes.append(inner)
        elif inner.tag not in _SKIPPED and not (inner.tag == _RUN and _is_hidden(inner)):
            stack.extend(reversed(inner))
    return "".join(words)


def _is_hidden(run: Any) -> bool:
    """Whether a run of text is marked as hidden."""
    properties = run.find(qn("w:rPr"))
    hidden = properties.find(qn("w:vanish")) if properties is not None else None
    return hidden is not None and _value(hidden) not in ("0", "false", "off")


def _table(element: Any, kinds: dict[str, tuple[str, int]], depth: int) -> Iterator[Part]:
    """The rows of a table; a cell that reaches over others is written once. A frame of one column holds parts."""
    rows = [list(_nearest(row, _CELL)) for row in _nearest(element, _ROW)]
    if all(len(row) < 2 for row in rows):
        for cell in (cell for row in rows for cell in row) if depth < _MOST_NESTING else ():
            yield from _parts(cell, kinds, depth + 1)
        return
    for row in rows:
        text = " | ".join(words for cell in row for words in _spread(cell))
        if text.strip(" |"):
            yield Part(TABLE, 0, text)


def _spread(cell: Any) -> list[str]:
    """The words of a cell, and "" for each further column that it takes."""
    properties = cell.find(qn("w:tcPr"))
    if properties is None:
        return [_cell_words(cell, 0)]
    merged, span = properties.find(qn("w:vMerge")), _value(properties.find(qn("w:gridSpan")))
    continues = merged is not None and _value(merged) in ("", "continue")
    columns = min(int(span), _MOST_SPAN) if span.isascii() and span.isdigit() else 1
    return ["" if continues else _cell_words(cell, 0), *[""] * (columns - 1)]


def _cell_words(container: Any, depth: int) -> str:
    """All words of a cell, tables and text boxes within included, on one line."""
    words: list[str] = []
    for paragraph in _nearest(container, _PARAGRAPH):
        boxes: list[Any] = []
        words.append(_words(paragraph, boxes))
        words += [_cell_words(box, depth + 1) for box in boxes if depth < _MOST_NESTING]
    return " ".join(" ".join(filter(None, words)).split()).replace("|", "丨")
