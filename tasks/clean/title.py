"""The headline of a page: its lines among those that stay.

    known title "6条专线，接住电话那头的焦虑——北京疫情心理服务热线开通两周记"
    lines       "6条专线，接住电话那头的焦虑" / "——北京疫情心理服务热线开通两周记"      both are the title

Where no title is known, the line that looks most like one: above a date line or a line that begins with ——, in
markdown the outermost heading, else the first line that is neither a site's name nor furniture.
"""

from __future__ import annotations

import re
from itertools import pairwise

from tasks.clean.blocks import HEADING, SOURCE, TITLE
from tasks.clean.lines import Line, is_ended, is_prose, starts_part, width
from tasks.clean.roles import is_byline, is_source
from tasks.clean.wording import words

_SIGNS = re.compile(r"[\W_]+")
_ISSUER = re.compile(rf"[\u4e00-\u9fffA-Za-z（）() ·]{{2,40}}{words('issuer_ending')}(?:（[^）]{{1,20}}）)?")
_ENTRY = re.compile(r"\d{1,2}月\d{1,2}日[\s\u3000]+[\u4e00-\u9fff]")  # 5月18日　晴: a diary begins
_VOLUME = re.compile(
    r"[（(]?\s*(?:\d{4}年)?\s*第\s*[\d一二三四五六七八九十]{1,4}\s*[期号辑](?:\s*[（(]总?第?\s*\d{1,5}\s*期[）)])?\s*[）)]?"
)
_NUMERAL = re.compile(
    r"\W?(?:(?!\d{4}年)[\d０-９]|[二两三四五六七八九十百千万数几]{1,8}[余多]?[名个家户次场件人万元条份位支所项张])"
)
_REPORT = re.compile(rf"{words('report_ending')}(?:（.{{1,20}}）)?$")
_SPAN = re.compile(r"[（(]\s*(?:\d{4}\s*年|\d{1,2}月)[\d年月日季度上下半第一二三四\s—–~～至-]{1,30}[）)]")
_SHORTEST_WITH_COUNT = 12
_COUNTS = re.compile(r"\d\s*[余多]?[万千百]?(?:人次|名|户|次|件|场|通|份|元|条)$")
_HEAD = 60
_LONGEST = 160


def mark_known_title(lines: list[Line], title: str | None) -> None:
    """Mark the lines that together are the title known from elsewhere."""
    known = _bare(title or "")
    if len(known) < 4:
        return
    found = [(*_covered(lines, start, known), start) for start in range(min(_HEAD, len(lines)))]
    best = max((size for size, _, _ in found), default=0)
    if best * 2 < len(known):
        return
    # A page may repeat its headline right above the text; the first place counts, and any as good.
    for size, end, start in found:
        if size == best:
            for line in lines[start:end]:
                line.kind, line.level = TITLE, 0


def _covered(lines: list[Line], start: int, known: str) -> tuple[int, int]:
    """How much of the known title the lines from `start` spell, and where they end."""
    spelt, end = "", start
    while end < min(start + 4, len(lines)) and not lines[end].rule:
        more = spelt + _bare(lines[end].text)
        if more == spelt or more not in known:
            break
        spelt, end = more, end + 1
    if end == start and known in _bare(lines[start].text) and width(lines[start].text) <= _LONGEST:
        return len(known), start + 1
    return len(spelt), end


def _bare(text: str) -> str:
    return _SIGNS.sub("", text)


def mark_title(lines: list[Line]) -> None:
    """Mark the headline and its sub-headlines; lines above it that stay say where the page comes from."""
    head = [line for line in lines[: _HEAD * 3] if line.stays]
    known = [number for number, line in enumerate(head) if line.kind == TITLE]
    if not known:
        chosen = _markdown_title(head)
        chosen = _likeliest(head) if chosen is None else chosen
        if chosen is None:
            return
        head[chosen].kind, head[chosen].level = TITLE, 0
        known = [chosen]
    for line in head[: known[0]]:
        if not line.kind and not is_prose(line.text):
            line.kind = TITLE if _is_headline(line.text) else SOURCE
    _mark_subtitles(head, known[-1])


def keep_lead_in(lines: list[Line]) -> None:
    """A headline that opens with a number keeps the path above it: readers find the number by the words before it."""
    for above, line in pairwise(lines[:_HEAD]):
        if (
            line.kind == TITLE
            and above.rule == "nav"
            and _NUMERAL.match(line.text)
            and not re.search(r"\d", above.text)
        ):
            above.rule, above.kind = "", SOURCE


def site_name(text: str) -> str | None:
    """The name of a site or issuer in a line above the headline: 普陀区民政局　首页 | 政务公开 -> 普陀区民政局."""
    first = re.split(r"\s*(?:[>›»＞→|｜]|[\u3000\t]|\s{2,})", text)[0]
    quoted = re.match(r"《([^》]{2,20})》", first)
    if quoted:
        return quoted.group(1)
    return first if _ISSUER.fullmatch(first) and not first.startswith(("当前", "您", "首页", "网站", "官方")) else None


def _markdown_title(lines: list[Line]) -> int | None:
    """The one outermost heading that markup gives, when it stands above all others."""
    levels = [(line.level, number) for number, line in enumerate(lines) if line.kind == HEADING and line.level]
    if not levels or sum(level == min(levels)[0] for level, _ in levels) > 1:
        return None
    return levels[0][1] if levels[0] == min(levels) else None


def _likeliest(lines: list[Line]) -> int | None:
    """The line that looks most like a headline among those above the running text."""
    best, best_score = None, 0.0
    for number, line in enumerate(lines[: min(_HEAD, len(lines) - 1)]):
        if is_prose(line.text) and is_ended(line.text):
            break
        score = _likeness(lines, number)
        if score > best_score:
            best, best_score = number, score
    return best


def _likeness(lines: list[Line], number: int) -> float:
    line = lines[number]
    text = line.text
    if line.kind not in ("", HEADING) or is_source(text) or not 8 <= width(text) <= _LONGEST:
        return 0.0
    below = lines[number + 1] if number + 1 < len(lines) else None
    score = 2.0 - number * 0.3 - 3 * is_ended(text) + min(width(text), 40) / 40
    score += bool(_REPORT.search(text)) - 0.5 * bool(re.match("[（(]", text))
    score -= 2 * bool(_VOLUME.fullmatch(text)) + 2 * bool(re.match("《[^》]+》[\u3000 ]", text))
    score -= 1.5 * bool(_ISSUER.fullmatch(text)) + bool(starts_part(text) and not text.startswith(("【", "“")))
    if below is not None:
        score += 2 * (is_source(below.text) or below.text.startswith(("——", "—"))) + 0.5 * (below.gap > 0)
    above = lines[number - 1].text if number and line.gap == 0 else ""
    score -= 2 * bool(above and width(above) >= 8 and not is_source(above) and not _ISSUER.fullmatch(above))
    entry = text.endswith(("。", "；")) or (_COUNTS.search(text) and len(text) < _SHORTEST_WITH_COUNT)
    return 0.0 if entry else max(0.1, score)


def _is_headline(text: str) -> bool:
    """Whether a line above the headline is one too (a re-post has its own), and not the name of a site."""
    return width(text) >= 24 and bool(re.search("[，,：:！!？?“]", text)) and not re.search("[\u3000|｜·]|^《", text)


def _mark_subtitles(head: list[Line], last: int) -> None:
    """Lines right below the headline that belong to it, and the byline."""
    for number in range(last + 1, min(last + 5, len(head))):
        line = head[number]
        if line.kind == SOURCE or (not line.kind and is_source(line.text)):
            line.kind = SOURCE
        elif _is_subtitle(line, head[number + 1 : number + 2]):
            line.kind = SOURCE if is_byline(line.text) else TITLE
        else:
            return


def _is_subtitle(line: Line, below: list[Line]) -> bool:
    if line.kind or is_prose(line.text) or width(line.text) > _LONGEST or _ENTRY.match(line.text):
        return False
    if line.text.startswith(("——", "—", "--")) or _VOLUME.fullmatch(line.text):
        return not line.text.endswith(("—", "--"))  # ——磨西镇—— frames a heading
    if _SPAN.fullmatch(line.text):
        return True
    if is_ended(line.text) or starts_part(line.text) or ":" in line.text or "：" in line.text:
        return bool(below) and is_source(below[0].text) and not is_ended(line.text)
    return line.gap == 0 or (bool(below) and is_source(below[0].text))
