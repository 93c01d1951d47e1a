"""Who published a page, who wrote it and when: from front matter, the page's head, and the lines around its article.

    "2022-04-20 15:11:08　来源：市教育局体卫艺处　【字号 A+ A A-】"    2022-04-20, 市教育局体卫艺处
    "□ 本报记者　林晓　通讯员　方宁"                              林晓 方宁
    "《龙江青年》数字报　2025年02月24日　星期一"                    2025-02-24
    "……过廉洁之年。（常书香 马丹阳）"                            常书香 马丹阳

A date in running text is no date of publication; a line counts by its label, a clock time, a credit beside the date,
and how near it stands to the headline.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache

from seeds.tables import read_reference
from tasks.clean.wording import word_set, words

_FRONT = re.compile(r"\s*---[ \t]*\r?\n(.{0,20000}?)\r?\n---[ \t]*(?:\r?\n|$)", re.DOTALL)
_FIELD = re.compile(r"([A-Za-z_][\w -]{0,30})\s*:\s*(.*)$")

_MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], start=1
    )
}
_DIGIT_DATE = re.compile(
    r"(?<![\d.])((?:19|20)\d{2})\s*(?:[-/.．]|年)\s*(0?[1-9]|1[0-2])\s*(?:[-/.．]|月)\s*(3[01]|[12]\d|0?[1-9])(?=\D|\d\d:|$)"
)
_PACKED_DATE = re.compile(r"(?<!\d)((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_SLASHED_DATE = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/((?:19|20)\d{2})(?!\d)")
_CHINESE_DATE = re.compile(
    r"([一二][〇○零Oo０0一二三四五六七八九]{3})年\s*([一二三四五六七八九十]{1,2})月\s*"
    r"(三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九])[日号]"
)
_ENGLISH_DATE = re.compile(
    r"(\d{1,2})[\s-]+([A-Za-z]{3})[a-z]*[\s,-]+(\d{4})|([A-Za-z]{3})[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,\s*(\d{4})"
)
_MONTH_ONLY = re.compile(
    r"(?:^|》[^\d]{0,4})((?:19|20)\d{2})\s*[年.-]\s*(1[0-2]|0?[1-9])\s*(?:月号?)?\s*(?:第?\d+期)?\W*$"
)
_DIGITS = {char: digit for digit, chars in enumerate(("〇○零Oo０0", *"一二三四五六七八九")) for char in chars}

_DATE_LABEL = re.compile(
    rf"{words('date_prefix')}?\s*(?:日\s*期|时\s*间)\s*[:：]?|{words('date_prefix')}\s*(?:于|[:：])|张贴|@"
)
_CLOCK = re.compile(r"\d{1,2}[:：]\d{2}")
_TODAY = re.compile(r"今天是|现在是|欢迎")
_CALENDAR = re.compile(rf"{_CHINESE_DATE.pattern}|农历\S{{2,14}}|星期.")
"""What a paper prints beside its day: 二〇二三年十二月二十日　星期三　农历癸卯年十一月初八."""
_WEEKDAY = re.compile(r"星期|周[一二三四五六日]")
_DATE_FIELDS = (
    "date", "article:published_time", "og:published_time", "og:release_date", "datepublished", "pubdate", "publishdate",
    "publish_date", "publishtime", "publish_time", "firstpublishedtime", "weibo:article:create_at", "apub:time",
    "citation_date", "dc.date", "dc.date.issued", "dcterms.date", "prism.publicationdate", "page:published",
)  # fmt: skip
_AUTHOR_FIELDS = ("author", "citation_authors", "citation_author", "article:author", "dc.creator", "og:article:author")
_SOURCE_FIELDS = ("publisher", "contentsource", "source", "mediaid", "article:source", "og:site_name", "sitename")
_SCRIPT_DATE = re.compile(
    r"""(?:publish_?(?:ed_?)?(?:time|date|at)|pub_?(?:time|date)|create_?time|date_?published|(?<![a-z])ct)["']?\s*[:=]\s*["']"""
    r"""((?:19|20)\d{2}[-/年]\d{1,2}[-/月]\d{1,2}|1[0-9]{9})""",
    re.IGNORECASE,
)

_AUTHOR = re.compile(
    rf"(?:^|[\s\u3000（(【\[|｜/／□■●，。,]|(?<=[^\w]))(?:[\u4e00-\u9fff]{{0,6}}(?:记\s*者|实习生)|{words('author')}|(?<![\u4e00-\u9fff])文)"
    r"(?:[/／](?:图|文|摄影?))?\s*[:：/／丨|｜\s\u3000]\s*(\S.{0,80})"
)
_CLOSING = re.compile(r"[（(【\[]([^（()）【】]{2,40})[)）】\]]\s*$")
_POSTED = re.compile(r"^\W*(?:由)?([^\s，。：:]{2,16}?)\s*(?:发表于|发布于|张贴|写于)")
_BRACKETED = re.compile(r"\d{2}:\d{2}\s*\[\s*([\u4e00-\u9fff]{2,4})\s*\]")
_ORIGINAL = re.compile(r"原创\s+([\u4e00-\u9fff·]{2,8})\s+([\u4e00-\u9fffA-Za-z0-9]{2,20})(?=\s|$)")
_PART = re.compile(r"[\s\u3000、/／,，|｜;；)）\]】]+")
_LABEL_PART = re.compile(rf"(?:本报|本刊|本网|本台|特约|见习|实习|全媒体|首席)*{words('reporter')}[:：]?")
_END_PART = re.compile(rf"{words('end_of_names')}|摄$|图$|\d|[。！？；“”《》]")
_SOURCE = re.compile(rf"{words('source_label')}\s*[:：/／]\s*\[?\s*([^\s\u3000，,。；;|｜】\])）<>=\"]{{2,30}})")
_NEXT_LABEL = re.compile(
    r"字[号体]|浏览|阅读|点击|作者|责?任?编辑|责编|审核|发布[于时日]|时间[:：]|日期[:：]|分享|打印|【|\["
)
_TOLD_BY = re.compile(
    rf"[（(【\[—–\s]*{words('from')}(?!{words('from_no_source')})[:：]?\s*《?([\u4e00-\u9fffA-Za-z]{{2,16}})》?[^\u4e00-\u9fff]*"
)
_GENERIC = re.compile(rf"{words('no_publisher')}|[省市区县校院旗州]?[\u4e00-\u9fff]{{0,5}}[部处科室]")
_BESIDE_CLOCK = re.compile(
    r"\d{2}:\d{2}[\s\u3000|]+([\u4e00-\u9fff]{2,12}(?:网|报|社|台|在线|客户端|周刊|之声))(?![\u4e00-\u9fff])"
)
_PLACE = re.compile(r"[省市区县州旗盟镇乡村站部]$|街道$")
_RELATIVE = re.compile(r"[省市区县校院旗州本我]")
_HAN = re.compile("[\u4e00-\u9fff]")
_SPACED_NAME = re.compile(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])[\s\u3000]+([\u4e00-\u9fff])(?![\u4e00-\u9fff])")
_BEIJING = timedelta(hours=8)
_LONGEST_LINE = 120
_SHORT_LINE = 40
_FEW_WORDS = 14


def split_front_matter(text: str) -> tuple[dict[str, str], str]:
    """The fields of a YAML head between --- lines, and the text below it."""
    match = _FRONT.match(text)
    if match is None or ":" not in match.group(1):
        return {}, text
    fields: dict[str, str] = {}
    for line in match.group(1).splitlines():
        entry = _FIELD.match(line)
        if entry and entry.group(2).strip():
            fields.setdefault(entry.group(1).strip().lower(), _unquoted(entry.group(2).strip()))
    return fields, text[match.end() :]


def _unquoted(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value


def script_date(markup: str) -> date | None:
    """The day of publication that a page's own script names, as text or in seconds since 1970 (Beijing time)."""
    match = _SCRIPT_DATE.search(markup)
    if match is None:
        return None
    if match.group(1).isdigit():
        return (datetime.fromtimestamp(int(match.group(1)), UTC) + _BEIJING).date()
    return read_date(match.group(1))


def read_date(text: str) -> date | None:
    """The first full date in `text`, in digits, Chinese or English."""
    found = [reading for reading in (_digit_date(text), _chinese_date(text)) if reading is not None]
    if found:
        return min(found)[1]
    return _slashed_date(text) or _english_date(text)


def _digit_date(text: str) -> tuple[int, date] | None:
    for pattern in (_DIGIT_DATE, _PACKED_DATE):
        for match in pattern.finditer(text):
            day = _date(match.group(1), match.group(2), match.group(3))
            if day:
                return match.start(), day
    return None


def _chinese_date(text: str) -> tuple[int, date] | None:
    match = _CHINESE_DATE.search(text)
    if match is None:
        return None
    year = "".join(str(_DIGITS[char]) for char in match.group(1))
    day = _date(year, str(_small_number(match.group(2))), str(_small_number(match.group(3))))
    return (match.start(), day) if day else None


def _small_number(words: str) -> int:
    """十二 -> 12, 二十 -> 20, 三 -> 3."""
    tens, ten, ones = words.rpartition("十")
    value = _DIGITS.get(ones, 0)
    return value + 10 * _DIGITS.get(tens, 1) if ten else value


def _slashed_date(text: str) -> date | None:
    """06/02/2022: day first, unless only the other order makes a date."""
    match = _SLASHED_DATE.search(text)
    if match is None:
        return None
    first, second, year = match.groups()
    return _date(year, second, first) or _date(year, first, second)


def _english_date(text: str) -> date | None:
    match = _ENGLISH_DATE.search(text)
    if match is None:
        return None
    day, month, year = match.group(1, 2, 3) if match.group(1) else match.group(5, 4, 6)
    number = _MONTHS.get(month.lower())
    return _date(year, str(number), day) if number else None


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The lines around an article that may say who, where from and when, the nearest to its text first.

    `above` and `below` are short lines, furniture among them; `opening` are those of its head that stay;
    `closing` are the ends of its last paragraphs; `sites` are names of the site.
    """

    above: Sequence[str]
    below: Sequence[str]
    opening: Sequence[str]
    closing: Sequence[str]
    sites: Sequence[str]


def find_date(fields: Mapping[str, str], around: Surroundings) -> date | None:
    """The date of publication: what the page's head declares, else what the lines around the article show."""
    for name in _DATE_FIELDS:
        day = read_date(fields.get(name, ""))
        if day:
            return day
    best, best_score = None, 0.0
    for penalty, lines in ((0.0, around.above), (1.5, around.below)):
        for distance, line in enumerate(lines):
            day, score = _dated(line)
            score -= penalty + 0.15 * distance
            if day and score > best_score:
                best, best_score = day, score
    return best


def _dated(line: str) -> tuple[date | None, float]:
    """The date that a line shows and how much it looks like a date of publication."""
    if len(line) > _LONGEST_LINE or _TODAY.search(line):
        return None, 0.0
    label = _DATE_LABEL.search(line)
    day = read_date(line[label.end() : label.end() + 40]) if label else None
    labelled = day is not None
    day = day or read_date(line)
    if day is None:
        month = _MONTH_ONLY.search(line)
        return (_date(month.group(1), month.group(2), "1"), 3.5) if month else (None, 0.0)
    credited = bool(_SOURCE.search(line))
    score = 1.0 + 3 * labelled + 2 * bool(_CLOCK.search(line)) + credited + (len(line) <= _SHORT_LINE)
    # Words without label or credit beside a date are a headline of a list; a weekday belongs to today's date.
    listed = not labelled and not credited and len(_HAN.findall(_CALENDAR.sub("", line))) > _FEW_WORDS
    return day, score - 3.0 * listed - 1.0 * bool(_WEEKDAY.search(line))


def find_origin(fields: Mapping[str, str], around: Surroundings) -> str | None:
    """Whom 来源：…, 转自… or （据…） names, where that is neither the page's own site nor one of its departments."""
    own = {*around.sites, *(fields[name] for name in ("og:site_name", "sitename") if fields.get(name))}
    for line in (*around.above, *around.below):
        name = _credited(line) or _told_by(line)
        if name and not _GENERIC.fullmatch(name) and not any(site in name or name in site for site in own):
            return name
    return None


def _credited(line: str) -> str:
    """The name behind 来源：, "" for none."""
    source = _SOURCE.search(line)
    name = _NEXT_LABEL.split(source.group(1))[0].strip("《》“”\"' ") if source else ""
    return name if _HAN.search(name) else ""


def _told_by(line: str) -> str:
    """湖北日报 of （据《湖北日报》）, "" for none."""
    told = _TOLD_BY.fullmatch(line) if len(line) <= _SHORT_LINE else None
    return told.group(1) if told else ""


def find_publisher(fields: Mapping[str, str], around: Surroundings) -> str | None:
    """来源：… on the page; where that is a department or missing, the name of the site."""
    fallback = None
    for line in (*around.above, *around.below):
        posted = _BESIDE_CLOCK.search(line)
        fallback = fallback or (posted.group(1) if posted else None)
        original = _ORIGINAL.search(line)
        if original:
            return original.group(2)
        name = _credited(line)
        if not name:
            continue
        if not _GENERIC.fullmatch(name) and not (around.sites and _RELATIVE.match(name)):
            return name
        fallback = fallback or name
    declared = (re.sub(r"^来源[:：]\s*", "", fields[name]) for name in _SOURCE_FIELDS if fields.get(name))
    return next(declared, None) or next(iter(around.sites), fallback) or None


def find_author(fields: Mapping[str, str], around: Surroundings) -> str | None:
    """作者：…, 记者 … 通讯员 … around the article, names in brackets at its end, else what the page's head declares."""
    names = _labelled_names(around.above) or _labelled_names((*around.below, *around.closing))
    names = names or _bare_names(around)
    if names:
        return " ".join(dict.fromkeys(names))
    declared = (" ".join(_names(fields.get(name, ""))) for name in _AUTHOR_FIELDS)
    return next((name for name in declared if name and (_is_name(name) or " " not in name)), None)


def _labelled_names(lines: Iterable[str]) -> list[str]:
    """Names behind labels: all of a run of byline lines, else those of the first line that has any."""
    found: list[str] = []
    for line in lines:
        original = _ORIGINAL.search(line)
        if original:
            return [original.group(1)]
        label = _AUTHOR.search(line) if len(line) <= _LONGEST_LINE else None
        names = _names(label.group(1)) if label else []
        if found and not names:
            break
        found += names
    return found


def _bare_names(around: Surroundings) -> list[str]:
    """Names without a label: in brackets at the end, alone under the headline, before 发表于."""
    for line in around.closing:
        closing = _CLOSING.search(line)
        names = _names(re.sub(r"^[\u4e00-\u9fff]{0,6}(?:记者|通讯员)\s*", "", closing.group(1))) if closing else []
        if names and all(map(_is_name, names)):
            return names
    for line in (*around.above, *around.below):
        posted = _POSTED.match(line) or _BRACKETED.search(line)
        if posted:
            return [posted.group(1)]
    alone = ("".join(line.split()) for line in around.opening)
    return [name for name in alone if _is_name(name) and not _PLACE.search(name)][:1]


def _names(words: str) -> list[str]:
    """The names that follow a label, up to the next piece of another kind."""
    names: list[str] = []
    for part in _PART.split(_SPACED_NAME.sub(r"\1\2", words)):
        part = _LABEL_PART.sub("", part)
        if not part:
            continue
        name, _, aside = re.sub(r"[（(\[【：:]", "(", part).partition("(")
        if not name or _END_PART.search(name) or len(name) > 12 or len(names) == 6:
            break
        if name not in word_set("no_author"):
            names.append(name)
        if aside:
            break
    return names


def _is_name(words: str) -> bool:
    """Whether `words` can be a person's name: a surname and one to three more characters."""
    return 2 <= len(words) <= 4 and min(words) >= "\u4e00" and max(words) <= "\u9fff" and _surnamed(words)


def _surnamed(words: str) -> bool:
    return words[0] in _surnames() or words[:2] in _surnames()


@cache
def _surnames() -> frozenset[str]:
    rows = read_reference("surnames.csv", ("surname",), key=("surname",))
    return frozenset(row["surname"] for row in rows) - {"小", "老"}
