"""Lines of a page, what a line is like, and sentences that a narrow column broke put together again.

"上海浦东新区乐善社工服务社党员社工加入了书院镇防疫工作志愿队伍,成为千万大白"     a paragraph left unfinished
"中的一分子;3月16日凌晨3点接到…"                                                what it goes on with

"…采购KN95口罩、市普" / "上海社工积极参与疫情防控工作" / "陀中心医院等医院的社工…"   caption between
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from tasks.clean.blocks import CAPTION, PARAGRAPH, TABLE

_BREAK = re.compile(r"\r\n|[\n\r\v\f\u2028\u2029\x85]")
PICTURE = "[\u2600-\u2775\u2794-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\u200d\ufe0f]"
"""Picture signs, without the numbers in circles that stand among them (❶)."""
# In posts a line may as well end in a wave or a picture sign: 孩子们来了3.6万余人次～ 一个都没落下❤
_ENDED = re.compile(
    rf"(?:[。！？!?；;：:～~]|…|⋯|\.{{3,6}}|{PICTURE})[”’」』\"')）〕】》\]]*$|^[（(【［〔\[].*[）)】］〕\]]$"
)
_SENTENCE_MARK = re.compile(r"[。！？!?；]|;(?=[\u4e00-\u9fff])")
_COMMA = re.compile(r"[，、,](?!\d)")
_WAITS = re.compile(r"[，、,（(“‘《「『—和与及或的是在为将向从到对由被把等以]$")
_MARK = re.compile(
    r"[#■▌▍▎●◆★☆□○◎◇▶►▷❖✦▲△▼※＊*•◼➤✔√→»>§【〖［〔\[（(]"
    r"|第[一二三四五六七八九十百零\d]{1,3}[章编篇部分节条]"
    r"|[一二三四五六七八九十]{1,3}[、．.]|\d{1,2}[.．、](?!\d)|\d{1,2}(?:\.\d{1,2}){1,3}[\s\u3000]"
    r"|\d{1,2}[）)]|[①-⑳❶-➓㈠-㈩]|[-–—]{1,2}\s|——"
)
_LABEL = re.compile(r"[\u4e00-\u9fffA-Za-z（）()·、]{1,16}[：:]")
_SPACED_ASCII = re.compile(r"[A-Za-z]$|[,.;:]$")
# A comma after one character or a semicolon after three opens no paragraph, but for a few interjections.
_MIDWAY = re.compile(r"[，、；：。！？）》”’,;)%]|[^\W\d但对好是不嗯啊唉来看][，,、](?!\d)|[^\W\d]{1,3}[；;]")
# A number that opens the rest after a caption keeps the words it stands behind on the page: they locate it.
_NUMERAL = re.compile(r"[\d０-９]|[一二两三四五六七八九十百千万数几]{1,8}[余多]?[名个户家次场件人]")
_COUNTS = re.compile(r"[\d０-９][余多]?[万余多]*[名个户家次场件人份张元条顶只箱]")
_CLOSERS = {"（": "）", "(": ")", "“": "”", "《": "》", "「": "」", "『": "』"}
_PAUSES = ("，", "、", ",")
_LOOK_AHEAD = 5
_LONGEST_JOIN = 20_000

PROSE_WIDTH = 40
BOLD_LEVEL = 7
"""The level of a heading known by bold letters alone: below all that markup numbers."""
_WIDEST_HEADING = 66
_NARROWEST_TEXT = 28
_WIDE = 400


@dataclass(slots=True)
class Line:
    """One line of a page: its words, where it stood, and what is known of it so far.

    `gap` counts the blank lines above, `indent` the blanks before the words. `kind` and `level` are those of its
    block once known ("" before). `rule` says why the line is left out, "" for what stays.
    """

    text: str
    gap: int = 0
    indent: int = 0
    kind: str = ""
    level: int = 0
    rule: str = ""

    @property
    def stays(self) -> bool:
        """Whether the line belongs to the article."""
        return not self.rule


def split_lines(text: str) -> list[Line]:
    """The lines of `text` that hold words."""
    lines: list[Line] = []
    gap = 0
    for raw in _BREAK.split(text):
        words = raw.strip(" \t\u3000\xa0\u200b\ufeff\u2002\u2003\u2009")
        if not words:
            gap += 1
            continue
        indent = len(raw) - len(raw.lstrip(" \t\u3000\xa0"))
        lines.append(Line(words, gap, indent))
        gap = 0
    return lines


def width(text: str) -> int:
    """Columns that `text` takes, two for a Chinese character and one for a Latin letter, as bytes of GBK count."""
    return len(text) if text.isascii() else len(text.encode("gbk", "replace"))


def is_ended(text: str) -> bool:
    """Whether a sentence ends with `text`."""
    return bool(_ENDED.search(text[-300:] if len(text) > 300 else text))


def is_prose(text: str) -> bool:
    """Whether `text` reads like running text: long enough, with the marks of sentences in it."""
    if len(text) < PROSE_WIDTH and (len(text) * 2 < PROSE_WIDTH or width(text) < PROSE_WIDTH):
        return False
    return bool(_SENTENCE_MARK.search(text) or len(_COMMA.findall(text[:_WIDE])) > 1)


def starts_part(text: str) -> bool:
    """Whether `text` begins with a list mark, a number of a section, a bracket or a label (丰财街道社工站：…)."""
    return bool(_MARK.match(text) or _LABEL.match(text))


def rejoin(lines: list[Line]) -> list[Line]:
    """The lines with broken sentences made whole; a caption or furniture inside a sentence follows it."""
    column = _column_width(lines)
    page = _Page(lines, column, tidy=bool(column) or _ends_its_paragraphs(lines))
    whole: list[Line] = []
    position = 0
    while position < len(lines):
        line = lines[position]
        last, passed, position = line.text, [], position + 1
        while (found := page.continuation(line, last, position)) is not None:
            passed += _as_captions(lines[position:found])
            last = lines[found].text
            _append(line, lines[found])
            position = found + 1
        whole.append(line)
        whole += passed
    return whole


def _append(line: Line, other: Line) -> None:
    """Join with no space between, but one between Latin words."""
    latin = other.text[:1].isascii() and other.text[:1].isalpha() and _SPACED_ASCII.search(line.text)
    line.text = line.text + (" " if latin else "") + other.text
    line.kind = line.kind or PARAGRAPH


def _as_captions(between: list[Line]) -> list[Line]:
    for line in between:
        if line.stays and not line.kind:
            line.kind = CAPTION
    return between


@dataclass(frozen=True, slots=True)
class _Page:
    """What joining needs to know of all lines.

    `column` is the width they were broken to (0 when they were not), `tidy` says whether
    paragraphs here close with a full stop, so that one without is broken off.
    """

    lines: list[Line]
    column: int
    tidy: bool

    def continuation(self, line: Line, last: str, start: int) -> int | None:
        """The number of the line that `line` goes on with, None when it is complete.

        `last` is the last line of the page put into `line`, `start` the number of the next one.
        """
        if line.rule or line.kind not in ("", PARAGRAPH) or len(line.text) > _LONGEST_JOIN:
            return None
        if start < len(self.lines) and _starts_midway(line, self.lines[start]):
            return start
        at_edge = bool(self.column) and width(last) >= self.column - 6
        if is_ended(line.text[-200:]):
            return start if at_edge and self._same_paragraph(last, start) else None
        if not at_edge and not self._is_broken_off(line.text) and not self._counts_on(line.text, start):
            return None
        for number in range(start, min(start + _LOOK_AHEAD, len(self.lines))):
            other = self.lines[number]
            if other.rule or other.kind == CAPTION:
                continue
            if _NUMERAL.match(other.text) and any(line.stays for line in self.lines[start:number]):
                return None
            return number if _goes_on(line, other) else self._after_caption(number)
        return None

    def _same_paragraph(self, last: str, start: int) -> bool:
        """Whether the line after a full one that ends a sentence still belongs to its paragraph."""
        if start >= len(self.lines) or width(last) < self.column - 2:
            return False
        other = self.lines[start]
        plain = not other.rule and other.kind in ("", PARAGRAPH)
        return plain and other.gap == 0 and other.indent == 0 and not starts_part(other.text)

    def _counts_on(self, text: str, start: int) -> bool:
        """Whether a short line of text, not of a list, goes on right below (…捐赠米面油 / 共300余份。)."""
        if start >= len(self.lines) or self.lines[start].gap or not is_ended(self.lines[start].text):
            return False
        counts = list(_COUNTS.finditer(text))
        return bool(counts) and counts[-1].end() < len(text) - 1 and width(text) >= _NARROWEST_TEXT and "，" in text

    def _is_broken_off(self, text: str) -> bool:
        """Whether `text` stops in mid-sentence, judged by its words."""
        if text.endswith(_PAUSES) and width(text) >= PROSE_WIDTH // 2:
            return True
        if _open_bracket(text) and width(text) >= PROSE_WIDTH // 2:
            return True
        if starts_aside(text) or not (is_prose(text) or width(text) > _WIDEST_HEADING):
            return False
        return self.tidy or bool(_WAITS.search(text))

    def _after_caption(self, number: int) -> int | None:
        """The number of the line after a caption that stands inside a sentence."""
        caption, following = self.lines[number], number + 1
        if not self.tidy or following >= len(self.lines) or not _may_be_caption(caption):
            return None
        rest = self.lines[following]
        fits = not rest.rule and rest.kind == "" and rest.gap > 0 and is_prose(rest.text)
        return following if fits and not starts_part(rest.text) else None


def _starts_midway(line: Line, other: Line) -> bool:
    """Whether `other` begins as only the rest of a sentence can (愿者;上海… 台,通过…)."""
    if other.rule or other.kind not in ("", PARAGRAPH) or is_ended(line.text[-200:]):
        return False
    text = is_prose(other.text) or is_ended(other.text)
    return text and width(line.text) >= _NARROWEST_TEXT and bool(_MIDWAY.match(other.text))


def _may_be_caption(line: Line) -> bool:
    """Whether a line inside a sentence can be the words under a picture: short, apart, without an end."""
    if line.kind or line.gap == 0 or starts_part(line.text) or line.text.endswith(_PAUSES):
        return False
    return not is_prose(line.text) and not is_ended(line.text) and width(line.text) <= 60


def starts_aside(text: str) -> bool:
    """Whether `text` is a caption or an aside, which ends without a full stop."""
    return text.startswith(("▲", "△", "▼", "图：", "图:", "（图", "(图", "——"))


def _open_bracket(text: str) -> bool:
    """Whether the last bracket or quotation mark of `text` is still open."""
    tail = text[-120:]
    return any(tail.rfind(opener) > tail.rfind(closer) for opener, closer in _CLOSERS.items())


def _goes_on(line: Line, other: Line) -> bool:
    """Whether `other` can be the rest of `line`."""
    if other.kind not in ("", PARAGRAPH):
        return False
    if starts_part(other.text) and not _open_bracket(line.text):
        return False
    if other.gap == 0:
        return other.indent < 2 or line.indent >= other.indent
    # After a blank line a short line without an end is a caption or a heading, not the rest of a sentence.
    return (
        is_ended(other.text)
        or other.text.endswith(_PAUSES)
        or (is_prose(other.text) and width(other.text) > PROSE_WIDTH)
    )


def _after_caption(line: Line, lines: list[Line], number: int, tidy: bool) -> int | None:
    """The number of the line after a caption that stands inside the sentence of `line`."""
    caption = lines[number]
    following = number + 1
    if caption.kind or is_prose(caption.text) or is_ended(caption.text) or following >= len(lines) or not tidy:
        return None
    if caption.gap == 0 or starts_part(caption.text) or width(caption.text) > 60:
        return None
    rest = lines[following]
    fits = not rest.rule and rest.kind == "" and rest.gap > 0 and is_prose(rest.text)
    return following if fits and not starts_part(rest.text) else None


def _column_width(lines: list[Line]) -> int:
    """The width of the column that the text was set in, 0 when its lines were not broken to a width."""
    widths = sorted(width(line.text) for line in lines if line.stays and line.kind != TABLE)
    long_ones = [size for size in widths if size >= 36]
    if len(long_ones) < 6:
        return 0
    edge = long_ones[-1 - len(long_ones) // 20]
    at_edge = [size for size in long_ones if edge - 6 <= size <= edge + 4]
    return edge if len(at_edge) >= max(4, len(long_ones) // 2) and _broken_at(lines, edge) else 0


def _broken_at(lines: list[Line], edge: int) -> bool:
    """Whether most lines that reach the edge stop in mid-sentence."""
    reach = [line.text for line in lines if edge - 6 <= width(line.text) <= edge + 4 and line.kind != TABLE]
    return sum(not is_ended(text) for text in reach) * 2 > len(reach)


def _ends_its_paragraphs(lines: list[Line]) -> bool:
    """Whether paragraphs here close with a full stop, judged where the next line begins a new one."""
    closing = [
        line.text
        for line, below in pairwise([*filter(lambda line: line.stays, lines), Line("", gap=1)])
        if line.kind in ("", PARAGRAPH) and is_prose(line.text) and _opens(below)
    ]
    return sum(map(is_ended, closing)) * 2 >= len(closing)


def _opens(line: Line) -> bool:
    """Whether a line begins a paragraph by its place or its mark."""
    return line.gap > 0 or line.indent > 1 or starts_part(line.text)
