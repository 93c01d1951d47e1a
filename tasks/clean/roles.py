"""Lines that are neither text nor heading: captions, and lines that say where the text comes from or when.

"▲乡镇社工站驻站社工在核查数据"           caption
"（图：社工在东昌区分装蔬菜。老关 摄）"     caption, also when the line breaks before the bracket closes
"(据上海市民政局)", "□ 本报记者　林晓"     source
"日期：2022年8月16日  星期二"             source
"目前已完成四轮核酸检测。(据《湖北日报》)"   a paragraph and a source
"""

from __future__ import annotations

import re
from itertools import pairwise

from tasks.clean.blocks import CAPTION, HEADING, SOURCE
from tasks.clean.lines import BOLD_LEVEL, Line, is_ended, is_prose, width
from tasks.clean.wording import words

_OPENER = r"[（(【\[［〔]?\s*"
_COUNT = r"[\d一二三四五六七八九十]{1,2}"
_CAPTION = re.compile(
    rf"[▲△▼◀▶►](?=[\u4e00-\u9fff\s“《（(])|{_OPENER}{words('caption_start')}\s*(?:{_COUNT})?\s*(?:[:：]|为|[/／]|来[源自])|"
    rf"{_OPENER}图\s*\d{{1,2}}[\s　.．、]|[（(]?{words('picture_credit')}(?:均?由|均?来[自源]|[:：])"
)
_CREDITED = re.compile(
    rf"(?:[\s\u3000/／（(][\u4e00-\u9fff·]{{1,8}}(?:\s[\u4e00-\u9fff]{{2,4}})?\s*{words('caption_end')}|{words('caption_whole')})[)）]?$"
)
_SECTIONS, _LONGEST_POINTED = 2, 48
_LABELLED = re.compile(rf"[▶►]\s*[\u4e00-\u9fff·、]{{1,12}}?{words('place_ending')}[：:\s]")  # ▶榕江县：村口的…
_TOPIC = re.compile(r"[▶►]\s*[\u4e00-\u9fff·、]{2,10}[：:\u3000]")  # ▶临海　水退了…
_NAMED = re.compile(
    rf"[▶►]\s*[\u4e00-\u9fff·、]{{1,14}}?(?:[：:\u3000]|{words('place_ending')}(?:\s*[·•\s].*)?$)"
)  # ▶ 大宁路街道
_RAISED = re.compile(rf"[▲△▼]\s*(?!{words('caption_start')}|图)[\u4e00-\u9fff“《]")  # ▲云岩区, over its paragraphs
_OPEN_CAPTION = re.compile(r"^[（(【\[［](?![^）)】\]］]*[）)】\]］])")
_NAME = r"[\u4e00-\u9fff·]{2,12}"
_PUBLISHED = re.compile(
    rf"\W{{0,2}}(?:{words('date_prefix')}?\s*(?:日[ \u3000]?期|时[ \u3000]?间|于)|发布|发布者)\s*[:：]?\s*[\d二〇○]"
)
_POSTED = re.compile(r"\W{0,2}由?[^\s，。：:]{2,16}?\s*(?:发表于|发布于|张贴)\s*@?\s*\d")
_CREDIT = re.compile(
    rf"[□■●◎\s—–-]{{0,4}}{_OPENER}(?:(?:本报|本刊|本网|本台|特约|见习|实习|全媒体)?(?:首席)?{words('reporter')}|[\u4e00-\u9fff]{{2,8}}记者"
    rf"|{words('credit')})(?:[:：/／丨︱∣|｜]|(?=[\s\u3000]))"
)
_FROM = re.compile(rf"[（(【\[［〔—–\s]*{words('from')}(?!{words('from_no_source')})[^。；]{{2,40}}[）)】\]］〕]?$")
_PERIODICAL = re.compile(r"[—–-]{0,2}\s*(?:原载|选自|摘自|载)?《[^》]{2,20}》\s*[（(]?\s*\d{4}年.{0,20}")
_REPORTED = re.compile(r"[\u4e00-\u9fffA-Za-z]{2,16}[\s\u3000]+(?:记者|通讯员)[\s\u3000：:/]+\S.{0,30}")
_FIELD = re.compile(r"[\u4e00-\u9fff]{2,8}[:：]\s*\S")
_BYLINE = re.compile(r"\S.{0,40}[\s\u3000/／]" + _NAME + r"$")
_DATE_ALONE = re.compile(
    r"[（(]?(?:\d{2,4}|[二〇○零一九][〇○零一二三四五六七八九]{3})\s*[年./-]\s*[\d一二三四五六七八九十]{1,3}\s*[月./-]"
    r"(?:\s*[\d一二三四五六七八九十]{1,3}\s*[日号]?)?(?:\s*[（(]?\s*(?:星期|周)[一二三四五六日天][)）]?)?"
    r"(?:\s*\d{1,2}(?::\d{2}(?::\d{2})?|[时点](?:\d{1,2}分|半|整)?))?(?:\s*(?:发布|印发|编发|播发|通报|公布))?"
    r"(?:[\s\u3000]+(?:农历|第?\d|印发|天气).{0,40})?[）)]?"
)
_ENTRY_DATE = re.compile(
    r"\d{4}[./-]\d{1,2}(?:[./-]\d{1,2})?|"
    r"\d{4}年(?:\s*\d{1,2}月(?:\s*\d{1,2}日|[上中下]旬|[初底末])?|[春夏秋冬][天季]?|[上下]半年|[年初中底末]{1,2})?"
    r"(?:\s*(?:[-—–~～]+|[至到])\s*(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日|[底末])?)?"
)
_FEWEST_ENTRIES = 3
_DOCUMENT_NUMBER = re.compile(r"[（(]?[\u4e00-\u9fff]{2,12}[〔\[［（(【]\d{4}[〕\]］）)】]\s*第?\d{1,5}号[）)]?")
_SOURCE_TAIL = re.compile(
    r"(?<=[。！？”…])\s*([（(【\[［](?:据|来源|摘自|原载|转自|记者|本报记者|通讯员|供稿|作者|文)[^。（()）]{2,50}[）)】\]］])$"
)
_SIGNATURE = re.compile(
    rf"[\u4e00-\u9fff（）()·×XＸxO○〇*]{{2,30}}(?:{words('organisation_ending')}|{words('issuer_ending')})"
)


def mark_captions(lines: list[Line]) -> list[Line]:
    """The lines with captions marked; one that a line break divides is whole again."""
    marked: list[Line] = []
    open_caption: Line | None = None
    pointed = sum(_may_point_at_section(line) for line in lines) >= _SECTIONS
    raised = _raised_heads(lines)
    for line in lines:
        if open_caption is not None and not line.gap and not line.kind:
            open_caption.text += line.text
            closed = re.search(r"[）)】\]］]", line.text)
            open_caption = None if closed or len(open_caption.text) > 200 else open_caption
            continue
        open_caption = None
        heads = pointed and _may_point_at_section(line)
        if id(line) in raised:
            line.kind = HEADING
        if not line.rule and not line.kind and not heads and is_caption(line.text):
            line.kind = CAPTION
            open_caption = line if _OPEN_CAPTION.match(line.text) else None
        marked.append(line)
    return marked


def _may_point_at_section(line: Line) -> bool:
    """Whether a pointer heads a section: ▶ 榕江县 · 忠诚镇, ▶榕江县：…. One alone points at a picture."""
    text = line.text
    if _LABELLED.match(text) or (is_prose(text) and is_ended(text) and _TOPIC.match(text)):
        return True
    if not text.startswith(("▶", "►")) or width(text) > _LONGEST_POINTED or is_ended(text) or _CREDITED.search(text):
        return False
    return _NAMED.match(text) is not None or (line.gap > 0 and "，" not in text)


def _raised_heads(lines: list[Line]) -> set[int]:
    """The lines with ▲, △ or ▼ that stand apart from what is above and right over text, where they are several."""
    heads = {
        id(line)
        for line, below in pairwise(lines)
        if _may_be_raised_head(line) and not below.gap and is_prose(below.text)
    }
    return heads if len(heads) >= _SECTIONS else set()


def _may_be_raised_head(line: Line) -> bool:
    text = line.text
    if line.rule or line.kind or not line.gap or width(text) > _LONGEST_POINTED or is_ended(text):
        return False
    named = "，" not in text.partition("：")[0]  # ▲巩义：桥断了，人走过去
    return named and _RAISED.match(text) is not None and not _CREDITED.search(text)


def is_caption(text: str) -> bool:
    """Whether `text` is the words under a picture."""
    if len(text) > 200:
        return False
    return bool(_CAPTION.match(text) or (len(text) <= 80 and _CREDITED.search(text)))


def mark_sources(lines: list[Line]) -> list[Line]:
    """The lines with sources, bylines and date lines marked; a source that closes a paragraph stands alone."""
    marked: list[Line] = []
    for line in lines:
        if line.rule or (
            line.kind and not (line.kind == HEADING and line.level == BOLD_LEVEL and is_source(line.text))
        ):
            marked.append(line)
            continue
        line.kind = ""
        if is_source(line.text):
            line.kind = SOURCE
        marked.append(line)
        tail = _SOURCE_TAIL.search(line.text[-80:]) if not line.kind else None
        if tail and len(line.text) > len(tail.group()):
            line.text = line.text[: -len(tail.group())].rstrip()
            marked.append(Line(tail.group(1), kind=SOURCE))
    _mark_signatures(marked)
    _free_entries(marked)
    return marked


def is_source(text: str) -> bool:
    """Whether `text` only says where, by whom or when the text was written."""
    if len(text) > 120 or is_prose(text):
        return False
    if _DATE_ALONE.fullmatch(text) or _DOCUMENT_NUMBER.fullmatch(text) or _FROM.fullmatch(text):
        return True
    if _PERIODICAL.fullmatch(text) or (_REPORTED.fullmatch(text) and not is_ended(text)):
        return True
    if _is_form_head(text):
        return True
    return bool(
        _PUBLISHED.match(text) or _POSTED.match(text) or _CREDIT.match(text) or _starts_dated(text) or _holds_date(text)
    )


def _is_form_head(text: str) -> bool:
    """单位：永定街道社工站　　填表人：小林　　填表日期：…: labels and values side by side, one of them a credit."""
    pieces = [piece for piece in re.split(r"\s{2,}|\u3000+", text) if piece]
    labelled = len(pieces) > 1 and all(_FIELD.match(piece) for piece in pieces)
    return labelled and any(_CREDIT.match(piece) or _PUBLISHED.match(piece) for piece in pieces)


def _starts_dated(text: str) -> bool:
    """2023-03-28 10:20　来源：社会工作部: a date, then other pieces that say where from."""
    first, _, rest = text.replace("　", "  ").partition("  ")
    if not rest:
        first, _, rest = text.partition(" ")
        if re.fullmatch(r"\d{1,2}:\d{2}.{0,4}", rest.partition(" ")[0]):
            rest = rest.partition(" ")[2]
    return bool(
        rest and _DATE_ALONE.fullmatch(first.strip()) and (_CREDIT.match(rest.strip(" |｜")) or width(rest) < 30)
    )


def _holds_date(text: str) -> bool:
    """雁江区社会工作服务总站编　　2024年4月2日: beside an issuer or a column of a paper, set apart, a date."""
    pieces = [piece for piece in re.split(r"\s{2,}|\u3000+|\s*[|｜]\s*", text) if piece]
    others = [piece for piece in pieces if not _DATE_ALONE.fullmatch(piece)]
    return 0 < len(others) < len(pieces) and not any(re.search(r"\d", piece) or len(piece) > 30 for piece in others)


def is_byline(text: str) -> bool:
    """Whether a short line below a headline ends in a name set apart: 勐库镇社工站　李扎妥."""
    return width(text) <= 90 and not is_ended(text) and bool(_BYLINE.fullmatch(text)) and not re.search(r"\d", text)


def _free_entries(lines: list[Line]) -> None:
    """The dates over the entries of a chronicle, 2015年4月 / 2018年 / 2020年2月, are headings, not the page's date.

    Three or more lines over text, in the order of time or backwards; the first is the page's when it breaks that order.
    """
    staying = [line for line in lines if line.stays]
    over = [one for one, below in pairwise(staying) if below.kind != SOURCE and _ENTRY_DATE.fullmatch(one.text)]
    days = [tuple(int(part) for part in re.findall(r"\d+", line.text)[:3]) for line in over]
    if len(over) > _FEWEST_ENTRIES and days[1:] == sorted(days[1:]) and days[0] > days[1]:
        over, days = over[1:], days[1:]
    if len(over) >= _FEWEST_ENTRIES and len(set(days)) > 1 and days in (sorted(days), sorted(days, reverse=True)):
        for line in over:
            line.kind = HEADING


def _mark_signatures(lines: list[Line]) -> None:
    """An organisation's name right above a date at the end of the text signs it."""
    staying = [line for line in lines if line.stays]
    for above, below in pairwise(staying):
        dated = below.kind == SOURCE and _DATE_ALONE.fullmatch(below.text)
        if dated and not above.kind and _SIGNATURE.fullmatch(above.text.replace(" ", "").replace("　", "")):
            above.kind = SOURCE
