"""What stands on a page beside its article: found, and left out with the rule that found it.

    "浏览次数：1386"                     counter
    "首页 | 机构概况 | 公示 | 联系我们"      nav
    "上一篇：市民政局部署救助工作"           neighbour
    "51.jpg"                            file
    "来源：市教育局　【字号 A+ A A-】"      the first piece stays, the second is left out (fontsize)

The words are those of `seeds/reference/furniture.csv`. Only lines before the first and after the last running text
are judged by most of them: inside an article the same words (转发, 电话, 评论) are the article's own.
"""

from __future__ import annotations

import re
from itertools import pairwise

from tasks.clean.blocks import HEADING, TABLE, TITLE
from tasks.clean.furniture_words import FurnitureWords
from tasks.clean.lines import Line, is_ended, is_prose, width
from tasks.clean.wording import words

_SYMBOLS = " \t\xa0\u3000>》»«《<＞＜→·•●◆★▲▶►◀◄□■|｜/*＊─—-…［］"
_GAP = re.compile(r"\s*[|｜│]\s*|[ \t\xa0]{2,}|[\u3000\t]+\s*|\s+(?=[【\[])|(?<=[】\]])\s*(?=[【\[])")
_CREDIT_GAP = re.compile(
    _GAP.pattern + r"|\s+(?=[\u4e00-\u9fff]{2,8}\s*(?:[:：\s]|$))"
    r"|(?<=[\dA-Za-z+])(?=(?:信息来源|文章来源|来源|字[号体]|浏览|阅读|点击|作者|编辑|责任编辑|发布时间|发布日期)[次数量]{0,2}\s*[:：])"
)
_HEAD_OF_PAGE = re.compile(r"第?\s*[A-D]?\d{1,3}\s*版?[\s:：·]*[\u4e00-\u9fff·/、]{2,8}")
_CONTENTS_LINE = re.compile(r".{2,60}?(?:…+|\.{3,}|·{3,}|—{3,}|\s\.(?:\s\.)+)\s*\d{1,3}")
_CONTENTS_HEAD = re.compile(rf"\W*(?:本期|内容|今日|本版)?{words('contents_head')}\W*")
_WRAPPED = re.compile(r"([（(【\[［〔])(.*)([）)】\]］〕])")
_FILE = re.compile(r"[\w\-.%()（）]{1,80}\.(?:jpe?g|png|gif|bmp|webp|svg|mp[34]|avi)", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?://|www\.)[\x21-\x7e]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_SIZE = r"(?:特?大|中|小|超大|[ATＡ][+＋\-－]*)\s*号?"
_SIZES = re.compile(
    rf"(?:文?字[号体]?|文字大小|正文)?\s*[:：]?\s*[【\[（(]?\s*{_SIZE}(?:[\s|/·]*{_SIZE}){{1,4}}\s*[】\])）]?"
)
_ONLY_SIGNS = re.compile(r"[\W_]+")
_COUNT_ALONE = re.compile(r"[（(【\[]\s*\d{1,7}\s*[）)】\]]|\d{1,7}")
_CRUMB = re.compile(r"\s*(?:>{1,2}|[›»＞→])\s*")
_CONTENTS = re.compile(rf"\W{{0,2}}(?:本[版期报])?{words('contents_head')}\W")
_TAG = re.compile(r"[•·]\s*\S{1,8}")
_PAGE_LINE = re.compile(r"第?\s*[A-D]?\d{1,3}\s*版")
_CREDIT = re.compile(
    rf"\W{{0,2}}(?:(?:{words('kept_credit')}|[\u4e00-\u9fff]{{2,6}}记者)(?:[:：/／丨|｜]|\s|$)|{words('date_prefix')}?\s*(?:日\s*期|时\s*间)\s*[:：]?|"
    rf"{words('date_prefix')}\s*(?:于|[:：]))"
)
_DATED = re.compile(r"(?:\d{2,4}|[〇零○一二三四五六七八九]{4})\s*[-/.年]\s*[\d一二三四五六七八九十]{1,3}\s*[-/.月]")
_CONTACT = re.compile(
    rf"{words('contact')}\s*(?:为|是|号码)?\s*[:：]?\s*"
    r"(?:[（(]?0\d{2,3}[）)]?[-— ]?\d{7,8}|1\d{10}|[48]00[-\d]{7,}|[\w.+-]+@[\w-]+\.[\w.-]+|https?://|www\.|\d{6,})",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^。！？!?]*[。！？!?]+[”’」』）)]*|[^。！？!?]+$")
_TALLY = re.compile(r"\d\s*[余多]?\s*(?:人|名|户|次|件|场|通|个|份|元|万|小时|家|条|例|%)")
_SERVED = re.compile(
    r"\d\s*[余多]?\s*[万千百]?\s*(?:人|名|户|次|件|场|通|个|份|元|万|条|例|家|组|节|期|套|箱|袋|张|册)(?!小时)"
)
_LONG_NOTICES = ("reprint", "legal")
_SHORTEST_CREDIT = 4
_LONGEST_NOTICE = 160
_LONGEST_TIP = 60
_LAST_PARAGRAPHS = 3
_SHORT_PIECE = 16


def leave_out(lines: list[Line]) -> list[Line]:
    """The lines with furniture marked; a line that is furniture in part is divided."""
    _cut_tail(lines)
    first, last = _running_text(lines)
    _mark_teasers(lines, first)
    _mark_banner(lines, first)
    _mark_excerpts(lines, first)
    judged: list[Line] = []
    for number, line in enumerate(lines):
        zone = "tail" if number > last else "edge" if number < first else "any"
        judged += [line] if _is_settled(line) else _judge(line, zone)
    _cut_contacts(judged)
    _cut_contents_heads(judged)
    return judged


def _is_settled(line: Line) -> bool:
    return bool(line.rule) or line.kind in (TITLE, TABLE)


def _cut_tail(lines: list[Line]) -> None:
    """Leave out all below a line such as 网友评论 or 相关阅读, unless most of the text stands there."""
    total = sum(len(line.text) for line in lines if is_prose(line.text))
    left = total
    for number, line in enumerate(lines):
        rule = _closing_rule(line) if left * 2 <= total and number else ""
        if rule and (rule == "comments" or left * 4 <= total):
            for rest in lines[number:]:
                rest.rule = rest.rule or rule
            return
        left -= len(line.text) if is_prose(line.text) else 0


def _closing_rule(line: Line) -> str:
    if line.kind in (TITLE, TABLE) or len(line.text) > 40:
        return ""
    pieces = _GAP.split(line.text)
    return FurnitureWords.of("tail").end(pieces[0].strip(_SYMBOLS + "【】[]：:"))


def _running_text(lines: list[Line]) -> tuple[int, int]:
    """The first and the last line of running text; where there is none, of lines that count or end a sentence."""
    prose = [number for number, line in enumerate(lines) if not line.rule and _is_article(line)]
    entries = [number for number, line in enumerate(lines) if not line.rule and _is_entry(line)]
    if prose:
        closing = [
            number for number in entries if _SERVED.search(lines[number].text) and lines[number].text.endswith("。")
        ]
        return prose[0], max([prose[-1], *closing[-1:]])
    return (entries[0], entries[-1]) if entries else (0, len(lines))


def _is_entry(line: Line) -> bool:
    """Whether a short line is an entry of a report (电话120通, 今日走访12户。)."""
    counts = line.kind == TABLE or bool(_SERVED.search(line.text)) or line.text.endswith(("。", "；"))
    return counts and not _notice_rule(line.text, "tail")


def _is_article(line: Line) -> bool:
    """Whether a line is running text of the article, and not a notice that only looks like it."""
    return is_prose(line.text) and line.kind != TITLE and not _notice_rule(line.text, "tail")


def _notice_rule(text: str, zone: str) -> str:
    """The rule that finds a whole line to be furniture, "" for none."""
    bare = text.strip(_SYMBOLS)
    words = FurnitureWords.of(zone)
    opening = words.start(bare) or words.start(text)
    if opening and opening != "nav":
        return opening
    if len(text) > _LONGEST_NOTICE:
        return ""
    held = words.has(text)[0]
    brief = len(text) <= _LONGEST_TIP or not is_prose(text)
    if held and (brief or held in _LONG_NOTICES) and not _TALLY.search(text):
        return held
    labelled = zone != "any" and words.label(bare) == "contact" and re.search(r"\d|@", text)
    return "contact" if labelled and not _SERVED.search(text) else ""


def _judge(line: Line, zone: str) -> list[Line]:
    """A line as it stays, as it goes, or divided."""
    text = line.text
    if _FILE.fullmatch(text) or _ADDRESS.fullmatch(text):
        line.rule = "file" if _FILE.fullmatch(text) else "address"
    elif _ONLY_SIGNS.fullmatch(text):
        line.rule = "ruling"
    elif _CONTENTS_LINE.fullmatch(text):
        line.rule = "contents"
    elif zone != "any" and (is_prose(text) or len(text) <= 400):
        return _judge_at_edge(line, zone)
    elif len(text) <= _LONGEST_NOTICE:
        line.rule = _notice_rule(text, zone) or _piece_rule(text, zone) or _running_head(text)
    return [line]


def _running_head(text: str) -> str:
    """The rule of a line between two pages: the name of the report and, set apart, its page."""
    pieces = [piece for _, piece in _pieces(text)]
    if len(pieces) < 2 or is_prose(text) or _SERVED.search(text):
        return ""
    return "page" if any(_piece_rule(piece, "any") == "page" for piece in pieces) else ""


def _judge_at_edge(line: Line, zone: str) -> list[Line]:
    divided = _credit_before_notice(line, zone)
    if divided:
        return divided
    pieces = _pieces(line.text)
    opening = FurnitureWords.of(zone).start(line.text.strip(_SYMBOLS))
    whole_line = len(pieces) == 1 or is_prose(line.text) or opening not in ("", "nav")
    if not whole_line:
        return _divide(line, pieces, zone)
    line.rule = _notice_rule(line.text, zone)
    if not line.rule and not is_prose(line.text):
        line.rule = _piece_rule(line.text, zone) or _spaced_rule(line.text, zone)
    return [line]


def _credit_before_notice(line: Line, zone: str) -> list[Line]:
    """来源:中国社会工作,转载请注明来源和作者 -> the credit stays, the notice goes."""
    if not _CREDIT.match(line.text) or len(line.text) > _LONGEST_NOTICE:
        return []
    rule, start = FurnitureWords.of(zone).has(line.text)
    at = max(line.text.rfind(mark, 0, start) for mark in "，,；;。") if rule else -1
    if at < _SHORTEST_CREDIT:
        return []
    rest = Line(line.text[at:], rule=rule)
    line.text = line.text[:at]
    return [line, rest]


def _pieces(text: str) -> list[tuple[str, str]]:
    """The parts of a line that wide space or bars divide, each with what stands before it.

    In a line of credits the space before any label divides too.
    """
    pieces, start, before = [], 0, ""
    for gap in (_CREDIT_GAP if _is_credit(text) else _GAP).finditer(text):
        if gap.start() > start:
            pieces.append((before, text[start : gap.start()]))
            before = ""
        before += gap.group()
        start = gap.end()
    if start < len(text):
        pieces.append((before, text[start:]))
    return pieces or [("", text)]


def _divide(line: Line, pieces: list[tuple[str, str]], zone: str) -> list[Line]:
    """A line of several pieces: what is furniture goes, what is not stays together."""
    wrapped = _WRAPPED.fullmatch(line.text)
    if wrapped:
        pieces = _pieces(wrapped.group(2))
    rules = _row_rules(pieces, zone)
    found = next((rule for rule in rules if rule), "")
    stays = [] if "page" in rules and zone == "tail" else _without_rule(pieces, rules)
    if not found:
        return [line]
    if not stays or (zone == "tail" and not any(_is_credit(piece) for _, piece in stays) and _all_short(stays)):
        line.rule = found
        return [line]
    words = "".join((before if number else "") + piece for number, (before, piece) in enumerate(stays))
    opener, closer = (wrapped.group(1), wrapped.group(3)) if wrapped else ("", "")
    left_out = [Line(piece, rule=rule) for (_, piece), rule in zip(pieces, rules, strict=True) if rule]
    line.text = opener + words + closer
    return [line, *left_out]


def _without_rule(pieces: list[tuple[str, str]], rules: list[str]) -> list[tuple[str, str]]:
    return [piece for piece, rule in zip(pieces, rules, strict=True) if not rule]


def _all_short(pieces: list[tuple[str, str]]) -> bool:
    return all(len(piece) <= _SHORT_PIECE for _, piece in pieces)


def _is_credit(piece: str) -> bool:
    return bool(_CREDIT.match(piece) or _DATED.search(piece))


def _row_rules(pieces: list[tuple[str, str]], zone: str) -> list[str]:
    """The rule of each piece. The columns of a site count beside each other or beside other furniture only."""
    rules = ["" if _CREDIT.match(piece) else _piece_rule(piece, zone) for _, piece in pieces]
    if rules.count("page") > 1 or ("page" in rules and _CONTENTS.match(pieces[0][1])):
        return ["teaser"] * len(rules)
    if any(_DATED.search(piece) for _, piece in pieces):
        rules = [
            rule or ("page" if _HEAD_OF_PAGE.fullmatch(piece) else "")
            for rule, (_, piece) in zip(rules, pieces, strict=True)
        ]
    columns = [_is_column(piece) for _, piece in pieces]
    if not any(rules) and sum(columns) < 2 and not _is_menu(pieces, zone):
        return rules
    if _is_menu(pieces, zone):
        columns = [len(piece) <= _SHORT_PIECE and not _is_credit(piece) for _, piece in pieces]
    return [rule or ("nav" if column else "") for rule, column in zip(rules, columns, strict=True)]


def _is_column(piece: str) -> bool:
    bare = piece.strip(_SYMBOLS)
    return FurnitureWords.of("edge").column(bare) or (bare.isdigit() and len(bare) <= 3)


def _is_menu(pieces: list[tuple[str, str]], zone: str) -> bool:
    """Whether short pieces stand side by side, divided by bars, above the article: a site's own menu."""
    barred = sum(bool(re.search(r"[|｜│]", before)) for before, _ in pieces)
    if zone != "edge" or barred < 2:
        return False
    return all(2 <= len(piece) <= 8 and not re.search(r"\d", piece) for _, piece in pieces)


def _piece_rule(piece: str, zone: str) -> str:
    """The rule that finds a piece to be furniture, "" for none."""
    bare = re.sub(r"^[\W_]+|[\W_]+$", "", piece)
    words = FurnitureWords.of(zone)
    rule = words.whole(bare) or words.whole(_squeezed(piece))
    if rule or zone == "any":
        return "" if rule == "contact" and _SERVED.search(piece) else rule
    if _SIZES.fullmatch(piece.strip()):
        return "fontsize"
    held = "" if _TALLY.search(piece) else words.has(piece)[0]
    return words.start(bare) or held or _shape_rule(piece, zone)


def _shape_rule(piece: str, zone: str) -> str:
    """Furniture known by its form alone: a path of links, a tag, a bare count, a file, an address."""
    crumbs = [crumb for crumb in _CRUMB.split(piece) if crumb]
    if len(crumbs) > 2 or (len(crumbs) == 2 and FurnitureWords.of("edge").whole(crumbs[0].strip())):
        return "nav" if all(len(crumb) <= 30 for crumb in crumbs) and not is_ended(piece) else ""
    if _FILE.fullmatch(piece) or _ADDRESS.fullmatch(piece):
        return "file"
    if _TAG.fullmatch(piece):
        return "tag"
    return "counter" if zone == "tail" and _COUNT_ALONE.fullmatch(piece) else ""


def _spaced_rule(text: str, zone: str) -> str:
    """The rule of a line whose every word is furniture: 赞(0) 打赏."""
    words = text.split()
    rules = [_piece_rule(word, zone) for word in words] if 1 < len(words) <= 12 else []
    return rules[0] if rules and all(rules) else ""


def _mark_teasers(lines: list[Line], first: int) -> None:
    """Headlines of other pages above the article, each with its page: 爱与救赎:司法社工的帮教故事 / 09 版."""
    pages = [number for number in range(1, first) if _PAGE_LINE.fullmatch(lines[number].text)]
    if len(pages) < 2:
        return
    for page in pages:
        above = page - 1
        while above >= 0 and not lines[above].rule and above > page - 4 and _is_teaser(lines[above]):
            lines[above].rule = "teaser"
            if lines[above].gap:
                break
            above -= 1
        lines[page].rule = "page"


def _is_teaser(line: Line) -> bool:
    return line.kind not in (TITLE, TABLE, HEADING) and not is_prose(line.text) and width(line.text) <= 80


def _mark_banner(lines: list[Line], first: int) -> None:
    """A site's name in Latin letters at the top, and its motto right below."""
    head = lines[: min(first, 3)]
    if not head or head[0].kind or not _is_latin_banner(head[0].text):
        return
    head[0].rule = "banner"
    for line in head[1:]:
        if line.gap or line.kind or not _is_teaser(line):
            return
        line.rule = "banner"


def _is_latin_banner(text: str) -> bool:
    return text.isascii() and len(re.findall(r"[A-Za-z]", text)) >= 6 and not re.search(r"\d", text)


def _mark_excerpts(lines: list[Line], first: int) -> None:
    """The beginning of the article put above it as a foretaste that breaks off with dots."""
    for number, line in enumerate(lines[: first + 2]):
        if line.rule or line.kind or not re.search(r"(?:\.{3,6}|…+)$", line.text):
            continue
        words = _squeezed(line.text.rstrip(".… "))
        below = _squeezed("".join(other.text for other in lines[number + 1 : number + 12]))
        if len(words) >= 20 and words in below:
            line.rule = "excerpt"


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _cut_contents_heads(lines: list[Line]) -> None:
    """Leave out 【本期要目】 above a list of contents that goes."""
    for above, below in pairwise(lines):
        if below.rule == "contents" and not above.rule and _CONTENTS_HEAD.fullmatch(above.text):
            above.rule = "contents"


def _cut_contacts(lines: list[Line]) -> None:
    """Cut sentences that only give a number or mailbox to write to from the end of the last paragraphs."""
    prose = [n for n, line in enumerate(lines) if line.stays and line.kind != TABLE and is_prose(line.text)]
    for number in reversed(prose[-_LAST_PARAGRAPHS:]):
        line = lines[number]
        kept = _without_contacts(line.text)
        if kept and kept != line.text:
            lines.insert(number + 1, Line(line.text[len(kept) :], rule="contact"))
            line.text = kept


def _without_contacts(text: str) -> str:
    """`text` up to the contact sentences that close it."""
    end = len(text)
    for sentence in reversed(list(_SENTENCE.finditer(text))):
        contact = _CONTACT.search(sentence.group())
        if not contact or _TALLY.search(sentence.group().replace(contact.group(), "")):
            break
        end = sentence.start()
    return text[:end]


def is_notice(text: str) -> bool:
    """Whether a run of text is a notice of a site (rights, licences, how to reach it), however like prose."""
    return bool(_notice_rule(text, "tail"))
