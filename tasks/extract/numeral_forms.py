"""Numerals whose very shape says that they count nothing: dates, clock times, telephones, codes, list numbers.

    "2022年8月16日"    date            "0898-63260000"    identifier
    "凌晨3点"  at 3    time            "第八届"           ordinal
    "1.上岗…"          ordinal         "KN95"             name
    "（二）"  at 二    ordinal         "51.jpg"           furniture

Shape is the numeral itself and the characters that touch it. What takes a look at the sentence is decided in
`dispositions`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tasks.extract.numeral_words import is_latin_noun
from tasks.extract.units import unit_at

_HAN = "〇零一二两三四五六七八九十廿卅"

LATIN = re.compile(
    r"(?P<address>(?:https?://|www\.)[!-~]{1,300}|[\w.+-]{1,64}@[A-Za-z0-9.-]{1,64})"
    r"|(?P<code>[A-Za-z][A-Za-z0-9]*(?:[-./:_][A-Za-z0-9]+){0,12})",
    re.ASCII,
)
_THING_COUNTED = re.compile(r"(?P<noun>[A-Za-z]{2,5}) ?\d{1,5}(?:\.\d)?万?(?=[^\x00-\x7f])", re.ASCII)
_DIGITS = re.compile(r"\d{1,32}")
_TOUCHING = frozenset("-./:年月日号时点—~至到–─、+×*xX〕])")

_JOIN = r"[ ]?[-—~–─至到、]{1,2}[ ]?"
_DAYS = rf"\d{{1,2}}(?:{_JOIN}\d{{1,2}}){{0,8}}[ ]?[日号]"
_NO_HOUSE = r"(?!.?[楼线院])"
_ARABIC_FORMS = re.compile(
    rf"""
    (?P<furniture> \d{{1,12}}\.(?:jpe?g|png|gif|bmp|webp|pdf|docx?|xlsx?|mp[34]|html?)\b )
    | (?P<identifier>
        400-?\d{{3,4}}-?\d{{3,4}}(?!\d) | 0\d{{2,3}}-\d{{7,8}}(?:-\d{{1,6}})?(?!\d)       # telephones
        | 1[3-9]\d-?\d{{4}}-?\d{{4}}(?!\d) | \d{{3,4}}-\d{{4}}-\d{{4}}(?!\d)
        | \d{{1,6}}号(?=[楼线院店馆文桌机车厅])                                          # houses, lines
        | \d{{5,20}}(?:-\d{{2,20}}){{1,4}}(?!\d) | \d{{1,9}}-\d{{1,9}}(?:-\d{{1,9}}){{2,}} )  # codes
    | (?P<date>
        (?:19|20)\d{{2}}(?P<sep>[-/.])\d{{1,2}}(?P=sep)\d{{1,2}}(?!\d)                     # 2020-06-24
        | (?:19|20)\d{{2}}(?:[-/.]|[ ]?[—~至到–─]{{1,2}}[ ]?)(?:(?:19|20)\d{{2}}|\d{{2}}(?=年|学年))
          (?:年度?|学年)?(?![\d名人个家户次件元万])                                       # 2019—2023
        | \d{{1,4}}(?:{_JOIN}\d{{1,4}}){{1,8}}[ ]?(?:[年月](?!份额)|[日号]{_NO_HOUSE})份?(?:{_DAYS})?  # 1—9月
        | \d{{1,4}}[ ]?年(?!级)(?:代|度|底|初|末|前后)?(?:[ ]?\d{{1,2}}[ ]?月份?)?(?:[ ]?\d{{1,2}}[ ]?[日号])?
        | (?:19|20)\d{{2}}\.\d{{1,2}}(?![\d万亿%个名人次户件元吨斤亩米天]|小时|公[里斤顷]|千[米克]|平方|课时|学时|工时)
        | \d{{1,2}}[ ]?月(?:份|底|初|末|上旬|中旬|下旬)?(?:[ ]?{_DAYS})?(?!龄)
        | \d{{1,2}}[ ]?[日号]{_NO_HOUSE} )
    | (?P<time>
        \d{{1,2}}:\d{{2}}(?::\d{{2}})?(?!\d)
        | \d{{1,2}}(?:[-—~–─至到]{{1,2}}\d{{1,2}}){{1,2}}[时点](?![位名多])
        | \d{{1,2}}[ ]?时(?!长|段|间|代|期|速|刻|光|候|装|效|有|常|而|不|差)(?:[ ]?\d{{1,2}}[ ]?分(?!钟))?(?:许|整)?
        | \d{{1,2}}[ ]?点(?!位|名|对|击|赞)(?:[ ]?\d{{1,2}}[ ]?分(?!钟)|半|整|许|多|钟|[一三]刻)? )
    | (?P<name>
        \d{{1,4}}(?:\+[\dA-Za-z]{{1,4}}){{1,6}} | \d{{1,4}}[×xX*]\d{{1,4}}                   # 1+6+N, 7×24
        | \d{{1,3}}\.0(?=版|平台|时代|模式|”) | \d{{1,3}}(?:\.\d{{1,3}}){{2,4}} )
    | (?P<code> \d{{1,6}}[A-Za-z]{{1,6}}[0-9]{{0,9}} )
    """,
    re.ASCII | re.VERBOSE,
)
_HAN_FORMS = re.compile(
    rf"(?P<date>[〇零一二三四五六七八九]{{2,4}}年(?:[{_HAN}]{{1,3}}月(?:[{_HAN}]{{1,3}}[日号])?)?"
    rf"|[一二三四五六七八九十]{{1,2}}月(?!饼)(?:份|底|初|末|上旬|中旬|下旬)?(?:[{_HAN}]{{1,3}}[日号])?"
    rf"|[一二三四五六七八九十廿]{{1,3}}[日号](?!楼|线))"
    rf"|(?P<time>[零一两二三四五六七八九十]{{1,3}}[点](?:半|钟|整|许|[一三]刻|[{_HAN}]{{1,3}}分)"
    rf"|[零两二三四五六七八九十]{{1,3}}时(?=许|整|[{_HAN}]|[,。至]))"
)
_AFTER_SPACE = frozenset("年月日号时点-—~至到")
_LONG = 7
_ENUMERATED = re.compile(
    rf"[\[\(]?(?P<number>[{_HAN}]{{1,3}}|\d{{1,2}}(?:\.\d{{1,2}}){{0,3}})"
    r"(?P<mark>[\])]、?|、|\.(?!\d)|:(?!\d)| {1,4}(?!\d))"
)
_SUBITEM = re.compile(r"\d{1,2}(?:\.(?!\d)|\.(?=\d{1,2}月)|、(?!\d)|\)(?! ?[、,。]))")
_WEEKDAYS = frozenset("一二三四五六")
_ORDINAL_NAME = re.compile(r"(?:人民|中心|附属|中医|妇幼)?(?:医院|中学|小学|幼儿园|医学院)")
_CLAUSE_OPENERS = frozenset('。;:!?,\n "“(【—')
_EFFORT_BEFORE_DAYS = ("连续", "历时", "持续", "连着", "一连", "累计", "接连", "苦战", "奋战")
_LATIN_UNITS = frozenset(("kg", "KG", "Kg", "g", "t", "ml", "mL", "ML", "L", "km", "KM", "m", "cm", "mm"))
ENCLOSED = re.compile(r"[①-⓿❶-➓㈠-㉃Ⅰ-ⅿ]")


class Form(NamedTuple):
    """A numeral that is none by its shape: `side[start:end]`, the reason code, the rule that saw it."""

    start: int
    end: int
    reason: str
    rule: str


def latin_form(side: str, start: int) -> tuple[Form | None, int]:
    """The Latin word at `start`: a form when it holds a digit, and where it ends."""
    match = LATIN.match(side, start)
    if match is None:
        return None, start + 1
    thing = _THING_COUNTED.match(side, start)
    if thing is not None and is_latin_noun(thing["noun"]) and unit_at(side, thing.end()) is not None:
        return None, thing.end("noun")
    end = match.end()
    if match["address"]:
        return Form(start, end, "identifier", "address"), end
    if any("0" <= char <= "9" for char in match[0]):
        coded = "-" in match[0] or len(match[0]) > 6
        return Form(start, end, "identifier" if coded else "name", "code"), end
    return None, end


def shape_of(side: str, start: int, line_start: int) -> Form | None:
    """The form of the numeral at `start`, None when it may be a quantity. `line_start`: where its block begins."""
    if side[start].isascii():
        return _arabic_form(side, start) or _list_number(side, start, line_start)
    return _list_number(side, start, line_start) or _han_form(side, start)


def _list_number(side: str, start: int, line_start: int) -> Form | None:
    """1. 一、 （二） 2.1 at the beginning of a line, and the items of a list inside one."""
    opening = start > 0 and side[start - 1] in "(["
    first = start - 1 if opening else start
    if first == line_start or side[first - 1 : first] == "\n":
        match = _ENUMERATED.match(side, first)
        if match and not _counts_after_space(side, match):
            return Form(start, match.end("number"), "ordinal", "list_number")
    before = side[start - 1] if start else "\n"
    if before in _CLAUSE_OPENERS and side[start].isascii():
        match = _SUBITEM.match(side, start) if before != "(" else None
        if match and before in "。;:!?\n ":
            return Form(start, match.end() - 1, "ordinal", "list_item")
    if before == "(" and not side[start].isascii():
        match = _ENUMERATED.match(side, start - 1)
        if match and match["mark"][0] in ")]":
            return Form(start, match.end("number"), "ordinal", "list_number")
    return None


def _counts_after_space(side: str, match: re.Match[str]) -> bool:
    """A line may begin with a quantity whose unit stands off: 20 件."""
    if match["mark"][0] != " ":
        return False
    found = unit_at(side, match.end())
    if found is None or found[0].weak or found[0].kind == "narrative":
        return False
    alone = side[found[1] : found[1] + 1] in ("", "\n")  # 2 点位, over 2.1
    return not (alone and len(found[0].name) > 1 and match["number"].isdecimal())


def _arabic_form(side: str, start: int) -> Form | None:
    digits = _DIGITS.match(side, start)
    end = digits.end() if digits else start
    if end - start < _LONG and not _touched(side, end):
        return None
    match = _ARABIC_FORMS.match(side, start)
    if match is None or match.lastgroup is None:
        return None
    kind, end = match.lastgroup, match.end()
    if kind == "code":
        return _code(side, start, match)
    if kind == "date" and match[0][-1] == "日" and "月" not in match[0]:
        before = side[max(0, start - 2) : start]
        if before in _EFFORT_BEFORE_DAYS:
            return None
    return Form(start, end, kind, f"{kind}_shape")


def _touched(side: str, end: int) -> bool:
    """Whether what follows the digits can make them a date, a time or a code."""
    follower = side[end : end + 1]
    if follower == " ":
        return side[end + 1 : end + 2] in _AFTER_SPACE
    return bool(follower) and (follower in _TOUCHING or follower.isascii())


def _code(side: str, start: int, match: re.Match[str]) -> Form | None:
    """5G, 24h, 3D: a name, unless the letters are a unit (50kg)."""
    letters = match[0].lstrip("0123456789")
    if letters in _LATIN_UNITS:
        return None
    return Form(start, match.end(), "name", "code")


def _han_form(side: str, start: int) -> Form | None:
    before = side[start - 1] if start else "\n"
    if before in "周期拜" and side[start] in _WEEKDAYS and _is_weekday(side, start):
        return Form(start, start + 1, "date", "weekday")
    match = _HAN_FORMS.match(side, start)
    if match is not None and match.lastgroup is not None:
        return Form(start, match.end(), match.lastgroup, f"{match.lastgroup}_shape")
    return None


def _is_weekday(side: str, start: int) -> bool:
    """周二 and 星期三, but not 每周三次."""
    before, follower = side[start - 1], side[start + 1 : start + 2]
    if before == "期":
        return start > 1 and side[start - 2] == "星"
    if before == "拜":
        return True
    counted = follower in ("次", "场", "节", "趟", "回", "天", "个", "期", "堂", "名", "位")
    return not (counted or follower in tuple("十百千万"))


def ordinal_form(side: str, start: int, end: int) -> Form:
    """第N…: `end` is where number and unit end."""
    match = _ORDINAL_NAME.match(side, end)
    if match:
        return Form(start, match.end(), "name", "ordinal_name")
    return Form(start, end, "ordinal", "ordinal")
