"""The clean stage: from the bytes of a page or file to text, blocks and what is known of the document.

    "--- author: 趣头条 ---  <div><p>165名专业社工…"   ->   text "165名专业社工…", blocks, author, removed

The words and digits of `text` are those of the source: cleaning leaves out furniture and white space and puts broken
lines together, it rewrites nothing. Whatever it leaves out is in `removed`, with the rule and the place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from typing import NamedTuple, TypeVar

from tasks.clean.blocks import HEADING, PARAGRAPH, SOURCE, TABLE, TITLE, Block
from tasks.clean.decode import CleaningError, decode
from tasks.clean.docx import CONTENTS, Part, docx_parts
from tasks.clean.embedded import embedded, story
from tasks.clean.embedded import facts as embedded_facts
from tasks.clean.furniture import leave_out
from tasks.clean.headings import join_numbers, mark_headings, split_run_ins
from tasks.clean.html import Page, read_page
from tasks.clean.lines import Line, is_prose, rejoin, split_lines
from tasks.clean.maintext import OUTSIDE, Article, find_article
from tasks.clean.markdown import unmark
from tasks.clean.metadata import (
    Surroundings,
    find_author,
    find_date,
    find_origin,
    find_publisher,
    script_date,
    split_front_matter,
)
from tasks.clean.pdf import read_pdf
from tasks.clean.roles import is_source, mark_captions, mark_sources
from tasks.clean.tables import mark_tables
from tasks.clean.title import keep_lead_in, mark_known_title, mark_title, site_name
from tasks.media_types import DOCX, HTML, PDF

_Value = TypeVar("_Value")

_MARKUP = re.compile(
    r"<(?:!doctype|html|head|body|div|p|table|tr|article|section|h[1-6]|br|span|ul|ol|li|img|strong)\b[^<>]{0,300}>",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[a-z][^<>]{0,300}>", re.IGNORECASE)
_NEAR = 8
_NEAREST = 6
_FEW_TAGS = 3
_HARDLY = 4  # a story so many times as long as what the page shows is the article


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a document beforehand: `seeds/sources.csv` wins over what the page says.

    A hint (`is_hint`: title and day as a feed gives them) only fills what the page leaves open.
    """

    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published_on: date | None = None
    is_hint: bool = False


class Removed(NamedTuple):
    """A piece of furniture as it was: the rule that found it, where it stood in the cleaned text, its words."""

    rule: str
    before: int
    text: str


@dataclass(frozen=True, slots=True)
class CleanDocument:
    """A cleaned document; `blocks` and `removed` count code points of `text`.

    `origin` is whom the page names as the source of its text, where that is not itself.
    """

    title: str | None
    publisher: str | None
    origin: str | None
    author: str | None
    published_on: date | None
    text: str
    blocks: tuple[Block, ...]
    removed: tuple[Removed, ...]
    charset: str


def clean_bytes(data: bytes, media_type: str, known: Known, declared_charset: str | None = None) -> CleanDocument:
    """Clean one page or file. `declared_charset` is what its carrier said, None where nobody did.

    Raises CleaningError (a ValueError) for bytes that are empty, binary or hold no words.
    """
    if media_type in (PDF, DOCX):
        lines = _shape(_pdf_page(data) if media_type == PDF else _docx_page(data), known.title)
        return _document(lines, {}, known, "")
    source, charset = decode(data, declared_charset)
    fields, body = split_front_matter(source)
    if not _is_markup(body, media_type):
        lines = _shape(unmark(split_lines(body)), known.title or fields.get("title") or fields.get("headline"))
        return _document(lines, fields, known, charset)
    scripts = embedded(body)
    page = read_page(body)
    article = _with_story(page, find_article(page), story(scripts))
    lines = _shape(article.lines, article.title or known.title or fields.get("title") or fields.get("headline"))
    own = {"title": article.title} if article.title else {}
    facts = {**own, **embedded_facts(scripts), **page.facts, **fields}
    return _document([*article.above, *lines, *article.below], facts, known, charset, body)


def _with_story(page: Page, article: Article, written: str) -> Article:
    """The article of a page; that of the page's own script where the page shows hardly any of it."""
    shown = sum(len(line.text) for line in article.lines if line.stays and is_prose(line.text))
    if not written or shown * _HARDLY >= len(written):
        return article
    told = find_article(read_page(f"<article>{written}</article>"))
    around = [*article.above, *article.lines, *article.below]
    for line in around:
        line.rule = line.rule or OUTSIDE
    title = page.facts.get("og:title") or page.title or None
    return Article([*told.above, *around], told.lines, told.below, article.title or title)


def _pdf_page(data: bytes) -> list[Line]:
    """The lines of a PDF as those of a page of plain text; running heads and page numbers left out."""
    read = read_pdf(data)
    lines = split_lines("\n".join(line.text for line in read if not line.running))
    return [*(Line(line.text, rule="page") for line in read if line.running and line.text.strip()), *lines]


def _docx_page(data: bytes) -> list[Line]:
    """The parts of a Word document, with the kinds that its styles give them; the table of contents left out."""
    return [
        Line(part.text, rule="page") if part.kind == CONTENTS else _docx_line(part)
        for part in docx_parts(data)
        if part.text.strip()
    ]


def _docx_line(part: Part) -> Line:
    styled = part.kind != PARAGRAPH
    return Line(part.text, gap=1, kind=part.kind if styled else "", level=part.level)


def _is_markup(body: str, media_type: str) -> bool:
    """Content decides: a text file may hold a page, a page may be served as text."""
    head = body[:20_000]
    if media_type == HTML:
        return bool(_TAG.search(head))
    tags = len(_MARKUP.findall(head))
    return tags >= _FEW_TAGS or (tags > 0 and head.lstrip().startswith("<"))


def _shape(lines: list[Line], title: str | None) -> list[Line]:
    """All lines with their kind, level or the rule that leaves them out; sentences whole again."""
    lines = mark_captions(mark_tables(lines))
    mark_known_title(lines, title)
    lines = leave_out(lines)
    mark_title(lines)
    keep_lead_in(lines)
    lines = mark_sources(rejoin(lines))
    lines = split_run_ins(join_numbers(lines))
    mark_headings(lines)
    return lines


def _document(
    lines: list[Line], fields: Mapping[str, str], known: Known, charset: str, markup: str = ""
) -> CleanDocument:
    if not any(line.stays for line in lines):
        raise CleaningError("the page holds no words of an article")
    around = _surroundings(lines)
    title = _title(lines)
    if markup:
        _leave_out_credits(lines)
    text, blocks, removed = _assemble(lines)
    return CleanDocument(
        title=_first(known, known.title, title or fields.get("title") or fields.get("headline")),
        publisher=known.publisher or find_publisher(fields, around),
        origin=find_origin(fields, around),
        author=known.author or find_author(fields, around),
        published_on=_first(known, known.published_on, find_date(fields, around) or script_date(markup)),
        text=text,
        blocks=tuple(blocks),
        removed=tuple(removed),
        charset=charset,
    )


def _title(lines: list[Line]) -> str | None:
    """The headline of the page, the sub-headlines right below it included."""
    first = next((number for number, line in enumerate(lines) if line.kind == TITLE), len(lines))
    return "".join(line.text for line in takewhile(lambda line: line.kind == TITLE, lines[first:])) or None


def _first(known: Known, told: _Value | None, found: _Value | None) -> _Value | None:
    """What was told beforehand, else what was found; a hint the other way round."""
    return (found or told) if known.is_hint else (told or found)


def _leave_out_credits(lines: list[Line]) -> None:
    """Leave out what a page puts between headline and text: 2024-12-06 08:21 来源：…; its fields say it."""
    titled = False
    for line in filter(lambda line: line.stays, lines):
        if line.kind == SOURCE and titled:
            line.rule = "credit"
        elif line.kind not in (TITLE, SOURCE):
            return
        titled = titled or line.kind == TITLE


def _surroundings(lines: list[Line]) -> Surroundings:
    """The lines that may say who, where from and when: what stands around the running text, furniture among it."""
    staying = [number for number, line in enumerate(lines) if line.stays]
    prose = [number for number in staying if is_prose(lines[number].text) and lines[number].kind != TITLE]
    first, last = (prose[0], prose[-1]) if prose else (staying[-1] + 1, staying[-1])
    titled = next((number for number in staying if lines[number].kind == TITLE), first)
    above = lines[max(0, staying[0] - _NEAR) : first]
    below = lines[last + 1 : staying[-1] + 1 + _NEAR] if staying[-1] >= last else lines[last + 1 :][:_NEAR]
    return Surroundings(
        above=[line.text for line in _nearest(above, titled - max(0, staying[0] - _NEAR)) if _tells(line)],
        below=[line.text for line in below if _tells(line) and (line.rule != OUTSIDE or is_source(line.text))],
        opening=[lines[number].text for number in staying if number < first and lines[number].kind != HEADING][
            :_NEAREST
        ],
        closing=[lines[number].text[-60:] for number in (*reversed(prose[-2:]), *prose[:1])],
        sites=[name for line in lines[:titled] if line.rule != OUTSIDE and (name := site_name(line.text))],
    )


def _nearest(lines: list[Line], titled: int) -> list[Line]:
    """The lines below the headline first, then those above it from the headline up."""
    return [*lines[titled + 1 :], *reversed(lines[: titled + 1])]


def _tells(line: Line) -> bool:
    """Whether a line may say who, where from and when: a line of text may not."""
    return line.kind in (SOURCE, TITLE) or line.rule not in _ALIEN


_ALIEN = frozenset(("", "comments", "related", "neighbour", "legal", "contact", "teaser"))


def _assemble(lines: list[Line]) -> tuple[str, list[Block], list[Removed]]:
    """The text of what stays, its blocks, and what was left out with the place where it stood."""
    parts: list[str] = []
    blocks: list[Block] = []
    removed: list[Removed] = []
    end = 0
    for line in lines:
        start = end + 1 if parts else 0
        if line.rule:
            removed.append(Removed(line.rule, start, line.text))
            continue
        end = start + len(line.text)
        if line.kind == TABLE and blocks and blocks[-1].kind == TABLE and blocks[-1].end + 1 == start and not line.gap:
            blocks[-1] = blocks[-1]._replace(end=end)
        else:
            blocks.append(Block(line.kind, line.level if line.kind == HEADING else 0, start, end))
        parts.append(line.text)
    text = "\n".join(parts)
    return text, blocks, [entry._replace(before=min(entry.before, len(text))) for entry in removed]
