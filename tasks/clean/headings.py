"""Headings of a text without markup, and how they stand under each other.

    "一、服务对象"   "（三）主要项目："   "2.1　岷县"   "■ 河北：协会领头"   "重点人群" > "锦江区" > "三圣社工站"
    "【概况】　截至2020年底，旗残联在职8人…"   a heading and its paragraph on one line: divided
    "1.上岗社工每48小时做一次核酸"            a list item: stays a paragraph

Every heading has a style (the kind of its number or mark; for lines without either, what they name: a theme, a
place, an organisation). A style stands under another where numbers say so (一、 over （一） over 1.), or where
somewhere in the text a heading of the one follows a heading of the other with no text between.
"""

from __future__ import annotations

import re
from itertools import pairwise

from tasks.clean.blocks import CAPTION, HEADING, PARAGRAPH, SOURCE, TABLE, TITLE
from tasks.clean.lines import PICTURE, Line, is_ended, is_prose, starts_aside, width
from tasks.clean.wording import units, words

_CHINESE = "一二三四五六七八九十"
_FRAMED = r"[^—=/～~*。；]{2,30}?"
_FRAME = r"[—–━─═▬=＝\-－/／～~〜〰*＊※·•⋯…▼▽△▲◆◇●○■□★☆✦✧❖→←>＞》<＜《|｜+＋#]"
_PICTURED_NUMBER = r"(?:NO|No|PART|Part)[.\s]*\d{1,2}[\s|｜]|0\d\s|\d{1,2}\s*[|｜丨·•:：／/]"
_PICTURED_NAME = r"[\u4e00-\u9fff]{1,8}(?:，[\u4e00-\u9fff]{2,8})?"  # 📍 晒一晒，谢一谢
_STYLES = (
    ("chapter", re.compile(r"第[一二三四五六七八九十百\d]{1,3}(?:章|编|篇|部分|单元)|(?:PART|Part)[\s.]*\d{1,2}")),
    ("section", re.compile(r"第[一二三四五六七八九十百\d]{1,3}节")),
    ("chinese", re.compile(rf"[{_CHINESE}]{{1,3}}(?:\s*[、．.]|\u3000+(?=[\u4e00-\u9fff]))")),
    ("chinese_bracketed", re.compile(rf"[（(][{_CHINESE}]{{1,3}}[）)]")),
    ("decimal4", re.compile(r"\d{1,2}[.．]\d{1,2}[.．]\d{1,2}[.．]\d{1,2}(?!\d)")),
    ("decimal3", re.compile(r"\d{1,2}[.．]\d{1,2}[.．]\d{1,2}(?!\d)")),
    ("decimal2", re.compile(r"\d{1,2}[.．]\d{1,2}(?=[\s\u3000\u4e00-\u9fff“《])(?![万亿%元公米吨斤小倍个])")),
    (
        "number",
        re.compile(r"\d{1,2}\s*[.．、](?!\d)|\d{1,2}(?:[\s\u3000]+)(?=[\u4e00-\u9fff“《「])|0\d(?=[\s\u3000]|$)"),
    ),
    ("number_bracketed", re.compile(r"[（(]\d{1,2}[）)]|\d{1,2}[）)]")),
    ("circled", re.compile(r"[①-⑳❶-➓]")),
    ("bracket", re.compile(r"[【〖［〔『][^】〗］〕』]{1,40}[】〗］〕』]|\[(?![\d\s.,-]+\])[^\[\]]{2,30}\]$")),
    ("framed", re.compile(rf"(?P<frame>——|--+|==?|//+|～～?|~~?|\*\*?|·|{PICTURE}+)\s*{_FRAMED}\s*(?P=frame)$")),
    ("framed", re.compile(rf"(?:{_FRAME}\s?){{2,}}\s*{_FRAMED}\s*(?:{_FRAME}\s?){{2,}}$")),
    ("pictured", re.compile(rf"{PICTURE}+\s*(?:{_PICTURED_NUMBER}|{_PICTURED_NAME}$)")),
)
_SIGN = re.compile(r"[■▌▍▎●◆★☆□○◎◇▶►▷❖✦◼➤✔§※►▲△▼]\s*")
_RANKS = {style: rank for rank, (style, _) in enumerate(_STYLES) if style not in ("bracket", "framed", "pictured")}
_RANKS.update({"decimal2": _RANKS["number"], "number": _RANKS["decimal4"], "decimal3": 8, "decimal4": 9,
               "number_bracketed": 10, "circled": 11})  # fmt: skip
_PLACE = re.compile(
    rf"(?:[\u4e00-\u9fff]{{2,10}}{words('place_ending')}|[\u4e00-\u9fff]\s*[县市区州旗])(?:[（(][\u4e00-\u9fff、]{{2,20}}[）)])?"
)
_NESTED_PLACE = re.compile(rf"{_PLACE.pattern}(?:[·•・—/／-]{{1,2}}{_PLACE.pattern})+")  # 赤水市 · 元厚镇
_ORGANISATION = re.compile(rf"[\u4e00-\u9fffA-Za-z“”‘’（）()·]{{2,30}}{words('organisation_ending')}")
_DATE = re.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}日.{0,16}|\d{1,2}月.{0,6}")
_LABELLED = re.compile(rf"{words('form_label')}\s*[:：]")
_TALLY = re.compile(rf"[\d０-９][余多]?\s*(?:万|余|多)*\s*(?:{units()}|小时|课时|%|％)")
_RUN_IN_BRACKET = re.compile(r"([【〖［〔][^】〗］〕]{1,16}[】〗］〕])[\s\u3000:：]*(?=\S)")
_RUN_IN_NUMBER = re.compile(
    rf"((?:\d{{1,2}}\s*[.．、](?!\d)|[（(](?:\d{{1,2}}|[{_CHINESE}]{{1,3}})[）)]|[{_CHINESE}]{{1,3}}\s*[、．.]|[①-⑳❶-➓])"
    r"\s*[^\d，,。；;：:（(、\s]{2,14}?(?:[、与和][^\d，,。；;：:（(、\s]{1,8})?。)(?=\S{8})"
)
_RUN_IN_CHINESE = re.compile(
    rf"((?:[（(][{_CHINESE}]{{1,3}}[）)]|[{_CHINESE}]{{1,3}}、)\s*[^\d。；;：:（(\s]{{2,26}}。)(?=\S{{8}})"
)
_CHINESE_TALLY = re.compile(r"[一二两三四五六七八九十百千万数几]{1,6}[余多]?(?:名|个|户|家|次|场|件|人|条|所|支|份)")
_RUN_IN_COLON = re.compile(
    rf"((?:[（(][{_CHINESE}]{{1,3}}[）)]|[{_CHINESE}]{{1,3}}、)\s*[^\d，,。；;：:（(]{{2,14}}[：:])(?=\S{{8}})"
)
_LABELLED_HEAD = re.compile(r"[\u4e00-\u9fff]{2,6}[：:][^\d，]{2,8}，[^\d，]{2,8}$")  # 外援：一条江，两岸人
_NOT_A_HEADING = re.compile(rf"[【\[［（(]?{words('no_heading')}")
_NUMBER_ALONE = re.compile(
    r"(?:0?\d{1,2}|[一二三四五六七八九十]{1,2}|(?:PART|Part|NO|No)[\s.]*0?\d{1,2}|[①-⑳❶-➓])[.、．]?"
)
_NAMING = re.compile(r"(?![（(]).*[\u4e00-\u9fff]")
_QUESTION = re.compile(r"[？！?!]$")
_EXCLAIMED = re.compile(rf"[^：:\s]*[，,][^\s]*(?:{PICTURE}|[～~])$")  # a picture ends the sentence: 放学没人接🎒
_PICTURES_BEHIND = re.compile(rf"\s*{PICTURE}+$")
_LONGEST = 64
_SHORTEST_REST = 16
_LONGEST_PLAIN = 56
_LONGEST_QUESTION = 40


def join_numbers(lines: list[Line]) -> list[Line]:
    """A number that stands alone above its heading joins it: 01 / 用心部署,行动倡导拓展广度."""
    joined: list[Line] = []
    for line in lines:
        above = joined[-1] if joined else None
        if above is not None and _heads(above, line):
            above.text = f"{above.text} {line.text}"
            above.kind = HEADING
            above.level = above.level or line.level
            continue
        joined.append(line)
    return joined


def _heads(number: Line, line: Line) -> bool:
    if number.rule or line.rule or number.kind not in ("", HEADING) or line.kind not in ("", HEADING):
        return False
    short = width(line.text) <= _LONGEST and not is_ended(line.text) and not is_prose(line.text)
    return short and line.gap <= 1 and bool(_NUMBER_ALONE.fullmatch(number.text))


def split_run_ins(lines: list[Line]) -> list[Line]:
    """The lines with headings that stand at the start of their paragraph made lines of their own."""
    split: list[Line] = []
    for line in lines:
        match = None if line.rule or line.kind not in ("", PARAGRAPH) else _run_in(line.text)
        if match is None:
            split.append(line)
            continue
        split.append(Line(match.group(1), gap=line.gap, indent=line.indent, kind=HEADING))
        split.append(Line(line.text[match.end() :].lstrip(" \u3000\t\xa0"), kind=PARAGRAPH))
    return split


def _run_in(text: str) -> re.Match[str] | None:
    for pattern in (_RUN_IN_BRACKET, _RUN_IN_NUMBER, _RUN_IN_CHINESE, _RUN_IN_COLON):
        match = pattern.match(text)
        if match and not _NOT_A_HEADING.match(text) and not _CHINESE_TALLY.search(match.group(1)):
            rest = text[match.end() :]
            return match if is_prose(rest) or (is_ended(rest) and width(rest) >= _SHORTEST_REST) else None
    return None


def mark_headings(lines: list[Line]) -> None:
    """Mark what is a heading and give every heading its level; the rest becomes paragraphs."""
    staying = [line for line in lines if line.stays]
    for number, line in enumerate(staying):
        if not line.kind and _may_be_heading(staying, number):
            line.kind = HEADING
    _demote_lists(staying)
    _demote_empty(staying)
    for line in staying:
        line.kind = line.kind or PARAGRAPH
    _give_levels(staying)


def _may_be_heading(lines: list[Line], number: int) -> bool:
    line = lines[number]
    text = line.text
    if width(text) > _LONGEST:
        return False
    style = style_of(line)[0]
    aside = starts_aside(text) and style != "framed"
    if aside or _LABELLED.match(text) or _NOT_A_HEADING.match(text):
        return False
    if style != "plain":
        return not is_prose(text) and not re.search(r"[。；;，,、]$", text)
    return _may_be_plain_heading(lines, number)


def _may_be_plain_heading(lines: list[Line], number: int) -> bool:
    """Whether a short line without number or mark names what follows it."""
    line = lines[number]
    if not _reads_as_name(line):
        return False
    below = lines[number + 1] if number + 1 < len(lines) else None
    above = lines[number - 1] if number else None
    if above is not None and above.kind in ("", PARAGRAPH) and above.text.endswith(("、", "，")):
        return False  # the rest of a sentence set one phrase a line
    opens = above is None or line.gap > 0 or above.kind not in ("", PARAGRAPH) or is_ended(above.text)
    return opens and below is not None and _is_content(below)


def _reads_as_name(line: Line) -> bool:
    """Whether a line reads like a name and no sentence: short, no count in it, no end but a question's."""
    text = line.text
    if width(text) > _LONGEST_PLAIN or is_prose(text) or _TALLY.search(text) or not _NAMING.match(text):
        return False
    if "，" in text and _CHINESE_TALLY.search(text) and not _LABELLED_HEAD.match(text):
        return False
    if text.endswith(("：", ":")):
        return _names(text[:-1]) in ("place", "organisation")
    if _EXCLAIMED.match(text):
        return False
    question = _QUESTION.search(text) and line.gap and width(text) <= _LONGEST_QUESTION
    plain = _PICTURES_BEHIND.sub("", text)  # 溆浦县 🌾
    return bool(question) or not (is_ended(plain) or plain.endswith(("，", "、", ",", ".")))


def _is_content(line: Line) -> bool:
    """Whether `line` can stand right under a heading."""
    if line.kind in (SOURCE, TITLE):
        return False
    if line.kind in (HEADING, TABLE, CAPTION):
        return True
    return is_prose(line.text) or is_ended(line.text) or width(line.text) >= 30 or _could_head(line)


def _could_head(line: Line) -> bool:
    short = width(line.text) <= _LONGEST_PLAIN and not _TALLY.search(line.text) and not _LABELLED.match(line.text)
    return line.gap > 0 and short


def style_of(line: Line) -> tuple[str, str]:
    """The style of a heading: what numbers or marks it, or what it names."""
    if line.level:
        return "markup", str(line.level)
    for style, pattern in _STYLES:
        if pattern.match(line.text):
            return style, ""
    sign = _SIGN.match(line.text)
    if sign:
        return "sign", sign.group().strip()
    return "plain", _names(line.text)


def _names(text: str) -> str:
    """What a heading without number or mark names: a place, an organisation, a day, or a theme."""
    bare = re.sub(r"[\s\u3000]+", "", text)
    if _PLACE.fullmatch(bare) or _NESTED_PLACE.fullmatch(bare):
        return "place"
    if _ORGANISATION.fullmatch(bare):
        return "organisation"
    return "day" if _DATE.fullmatch(text) else "theme"


def _demote_lists(lines: list[Line]) -> None:
    """Numbered lines right below each other with no text between are a list, and so are many short plain lines."""
    start = 0
    while start < len(lines):
        end = start + 1
        style = style_of(lines[start]) if lines[start].kind == HEADING else None
        while end < len(lines) and style and lines[end].kind == HEADING and style_of(lines[end]) == style:
            end += 1
        if style and style[0] != "markup" and end - start > (2 if style[0] == "plain" else 1):
            for line in lines[start:end]:
                line.kind = PARAGRAPH
        start = end


def _demote_empty(lines: list[Line]) -> None:
    """A heading that nothing follows is none."""
    content = False
    for line in reversed(lines):
        if line.kind == HEADING and not content:
            line.kind = PARAGRAPH
        elif line.kind in ("", PARAGRAPH, TABLE, CAPTION):
            content = True
        elif line.kind == TITLE:
            content = False


def _give_levels(lines: list[Line]) -> None:
    """Walk the headings with the styles that stand open; a new style goes under or beside the one above it."""
    nested = _nested_styles(lines)
    open_styles: list[tuple[str, str]] = []
    for line in lines:
        if line.kind == TITLE:
            open_styles = []
        if line.kind != HEADING:
            continue
        style = style_of(line)
        if style in open_styles:
            del open_styles[open_styles.index(style) :]
        else:
            while open_styles and not _stands_under(style, open_styles[-1], nested):
                open_styles.pop()
        open_styles.append(style)
        line.level = len(open_styles)


def _nested_styles(lines: list[Line]) -> set[tuple[tuple[str, str], tuple[str, str]]]:
    """Pairs of styles (outer, inner) that follow each other with no text between."""
    shown = [line for line in lines if line.kind != CAPTION]
    pairs = set()
    for above, below in pairwise(shown):
        if above.kind == below.kind == HEADING and style_of(above) != style_of(below):
            outer, inner = style_of(above), style_of(below)
            if (inner, outer) not in pairs and not _ranks_over(inner, outer):
                pairs.add((outer, inner))
    return pairs


def _stands_under(
    inner: tuple[str, str], outer: tuple[str, str], nested: set[tuple[tuple[str, str], tuple[str, str]]]
) -> bool:
    return (outer, inner) in nested or _ranks_over(outer, inner)


def _ranks_over(outer: tuple[str, str], inner: tuple[str, str]) -> bool:
    """Whether numbering or markup alone puts one style over another."""
    if outer[0] == inner[0] == "markup":
        return outer[1] < inner[1]
    if outer[0] in _RANKS and inner[0] in _RANKS:
        return _RANKS[outer[0]] < _RANKS[inner[0]]
    return outer[0] == "markup" or (
        outer[0] in ("chapter", "section", "chinese", "chinese_bracketed", "framed", "pictured") and inner[0] == "plain"
    )
