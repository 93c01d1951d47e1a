"""How Chinese reports write a date, and the days it stands for.

    published 2022-01-24                    read earlier: 12月18日
    "12月28日"    2021-12-28 2021-12-28      "22日"     2021-12-22 2021-12-22
    "去年9月"     2021-09-01 2021-09-30      "当天"     2021-12-18 2021-12-18
    "上半年"      2022-01-01 2022-06-30      "3月中旬"  2022-03-11 2022-03-20

A year that is not written comes from the paragraph, else from the publication date with a preference for the past,
else from the last year that the document named. Words come from
`seeds/reference/time_words.csv`, days of feasts from `feast_days.csv`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from seeds.tables import read_reference

_OFFSET_ROLES = ("year", "year_back", "quarter", "month", "month_back", "week", "day", "day_back", "day_near")
_WORD_ROLES = ("now", "so_far", "vague", "feast", "lapse", "until", "since", "to_now", "founded", "about", "compare")
_OTHER_ROLES = ("telling", "term", "arrives", "begun", "yearly", "balance", "changes", "purpose", "later")
_SUM_ROLES = ("since_spent", "running_total", "spell", "summed", "series_sum")
ROLES = (*_OFFSET_ROLES, "fixed", "part", "plan", *_WORD_ROLES, *_OTHER_ROLES, *_SUM_ROLES)


@cache
def _rows() -> list[dict[str, str]]:
    columns = ("word", "role", "offset", "not_after", "not_before")
    return read_reference("time_words.csv", columns, key=("word", "role"), codes={"role": ROLES}, each=("role",))


@cache
def time_words() -> dict[str, dict[str, int]]:
    """The table of time words: role -> word -> offset."""
    words: dict[str, dict[str, int]] = {role: {} for role in ROLES}
    for row in _rows():
        words[row["role"]][row["word"]] = int(row["offset"] or 0)
    return words


@cache
def guarded_words() -> dict[str, tuple[str, str]]:
    """Time words that may be part of another word: the characters before and after that show it (体现在, 上年纪)."""
    guards = ((row["word"], (row["not_after"], row["not_before"])) for row in _rows())
    return {word: guard for word, guard in guards if any(guard)}


def either(*roles: str) -> str:
    """A regular expression for any word of `roles`, longest first."""
    words = {word for role in roles for word in time_words()[role]}
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))


YEAR = r"(?:(?:19|20)[0-9]{2}|[一二][九〇零○O][〇零○O一二三四五六七八九]{2})"
MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
DAY_OF_MONTH = r"(?:3[01]|[12][0-9]|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
JOIN = r" ?(?:-{1,2}|—{1,2}|–|~|至|到) ?"
# 7、8月, 七和八月; not 二、8月, where a number of the heading stands before a month.
_AND = r"(?:(?<=[0-9月日号])[、和及](?=[0-9])|(?<=[^0-9])[、和及](?=[^0-9]))"
_CLOCK = (
    r"(?: ?\(?(?:星期|周)[一二三四五六日天]\)?)?"
    r"(?: ?(?:凌晨|清[晨早]|一早|早[上晨]?|上午|中午|正午|午[间后]|下午|傍晚|晚[间上]?|深夜|夜[里间]?))?"
    r"(?: ?(?:[0-2]?[0-9] ?[时点:]|(?:零|[一二三四五六七八九十两]{1,3})[时点])(?: ?[0-5]?[0-9]分?|半|整|许|多)?)?"
    r"(?:一天|当天|当日|这天|那天|全天)?(?:前后|左右)?"
)
_PART_OF_YEAR = (
    r"(?P<golden>国庆(?:节?(?:长假|假期|小长假|七天假?|假日)|黄金周)|[“\"]?十一[”\"]?(?:长假|黄金周))"
    r"|(?P<half>[上下前后]半年)|的?[前头](?P<first_months>[0-9]{1,2}|[一二两三四五六七八九十]{1,2})个?月"
    r"|的?(?:最?后)(?P<last_months>[0-9]{1,2}|[一二两三四五六七八九十]{1,2})个?月"
    rf"|(?P<quarter>(?:[前头][一二两三123]|第?[一二三四1234](?:(?:季度?)?(?:{JOIN}|[、和及])第?[一二三四1234])?)个?季度)"
    r"|(?P<year_end>年?[底末](?![层数端期尾座]))"
    r"|(?P<year_start>年?初)"
    r"|(?P<season>[春夏秋冬](?:天|季|日)?|寒假|暑假|暑期|春运|暑运|春节|国庆|元旦|五一|中秋|端午|重阳|除夕|大年|元宵|清明|正月|腊月|腊八|小年|冬至|汛期|年节|年关|疫情)"
)


_SEVERAL_DAYS = frozenset(("元旦", "国庆", "国庆节", "五一", "劳动节", "双十一"))  # feasts that a holiday goes with


def _one_day_feasts() -> str:
    words = [word for word in time_words()["fixed"] if word not in _SEVERAL_DAYS]
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))


@cache
def written_date() -> re.Pattern[str]:
    """One date, from the year down to the hour, as far as it is written; no named group when there is none."""
    year_of, month_of = either("year", "year_back"), either("month", "month_back")
    day_of, week_of, fixed = either("day", "day_back", "day_near"), either("week"), either("fixed")
    quarter_of = either("quarter")
    and_year = rf"[、和及](?={YEAR}[两三四五六]?年(?![^,。;]{{0,12}}分别))"
    years = rf"(?P<year>{YEAR})(?:(?:{JOIN}|{and_year})(?P<year2>{YEAR})[两三四五六]?)?"
    year = rf"{years}(?: ?年(?:度(?![假过]))?|(?=全年|这一年))|(?P<year_word>{year_of})"
    month = rf"(?P<month>{MONTH})(?:月?(?:{JOIN}|{_AND})(?P<month2>{MONTH}))? ?月份?(?![龄子嫂饼兰]|[一两二三][次回场])"
    third = (
        r"(?P<third>[上中下]旬|初(?![一二三四五六七八九十])|[底末]|[上下前后]半个?月"
        rf"|的?(?:[前头后]|最[初后])(?:{DAY_OF_MONTH}|两)[天日](?!次)|的?(?:第一|头一|首|最后一)个?(?:周|星期)(?![一二三四五六日天]))"
    )
    more_days = rf"(?:[日号]?、{DAY_OF_MONTH}){{0,8}}[日号]?(?:{JOIN}|{_AND})(?P<day2>{DAY_OF_MONTH})"
    day = rf"(?P<day>{DAY_OF_MONTH})(?:{more_days})? ?[日号]"
    lone = rf"(?P<lone>{DAY_OF_MONTH})(?:日?(?:{JOIN}|{_AND})(?P<lone2>{DAY_OF_MONTH}))? ?日(?![内间均游元照报龄本常])"
    months = rf"(?P<from_month>{YEAR}[./-]{MONTH}){JOIN}(?P<to_month>{YEAR}[./-]{MONTH})(?![0-9.])"
    dotted = (
        r"(?P<from_day>(?:0?[1-9]|1[0-2])\.(?:3[01]|[12][0-9]|0?[1-9]))(?:-{1,2}|—{1,2}|–|~|至)"
        r"(?P<to_day>(?:0?[1-9]|1[0-2])\.(?:3[01]|[12][0-9]|0?[1-9]))(?=[,:)、 期])"
    )
    last_weekday = rf"(?:{JOIN}|[、和及])(?:周|星期)?(?P<weekday2>[一二三四五六日天])"
    weekday = rf"(?:的?(?:周|星期)?(?P<weekday>[一二三四五六日天])(?:{last_weekday})?)?"
    iso = rf"(?P<iso>{YEAR}[-/.](?:0?[1-9]|1[0-2])[-/.](?:3[01]|[12][0-9]|0?[1-9]))(?![0-9])"
    one_day = (
        rf"[“\"]?(?P<feast_day>{_one_day_feasts()})[”\"]?(?:国际)?(?:[一-鿿]{{2,3}}[节日])?(?:当[天日])?(?=[,、 ])"
    )
    line = rf"(?P<line_year>{YEAR})(?:[./-](?P<line_month>{MONTH}))?(?=[】\]〕]?(?:\n|\Z| ?[·|])|[】\]〕])"
    inner = rf"{_PART_OF_YEAR}|{one_day}|(?:{month}|(?P<month_word>{month_of}))(?: ?(?:{third}|{day}))?"
    return re.compile(
        rf"(?:{iso}|{months}|{dotted}|{line}|{lone}|(?P<day_word>{day_of})|(?P<week>{week_of}){weekday}"
        rf"|(?P<quarter_word>{quarter_of})"
        rf"|(?P<fixed>{fixed})(?!节?(?:长假|假期|小长假|七天|假日|黄金周))|(?P<whole_year>全年)"
        rf"|(?:{year})?(?: ?的?(?:{inner}))?)"
        rf"{_CLOCK}(?:全年|这?一年|一整年|整年|期间)?"
    )


# Parts of a month that stand without its name, and how they read with it.
THIRDS = {"上旬": "上旬", "中旬": "中旬", "下旬": "下旬", "月初": "初", "月底": "底", "月末": "末"}
THIRDS |= {half: half for half in ("上半月", "下半月")}


class Stretch(NamedTuple):
    """Days from first to last, last None while a year still runs. `unit` is the finest part written."""

    first: date
    last: date | None
    unit: str


_WEEKDAYS = {char: min(number, 6) for number, char in enumerate("一二三四五六日天")}
_CHAINED_DAYS = 92
_WEEK_TOLD_AFTER = 14  # days within which a report on a week comes out
_TOLD_AFTER = 21  # days within which a report on a quarter comes out

Parts = dict[str, str | None]  # the named groups of `written_date`

_DIGITS = {char: value for value, chars in enumerate(("〇零○O", *"一二三四五六七八九")) for char in chars}


def number_of(digits: str) -> int:
    """12, 十二, 二〇二〇 -> the number."""
    if digits.isdecimal():
        return int(digits)
    if "十" not in digits:
        return int("".join(str(_DIGITS[char]) for char in digits))
    tens, _, ones = digits.partition("十")
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)


def count_of(digits: str) -> int:
    """The same, and 两 (两个月) is 2."""
    return 2 if digits == "两" else number_of(digits)


def _day(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if day <= monthrange(year, month)[1] else None


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    end_year = year + 1 if last < first else year  # 11月至次年2月
    return date(year, first, 1), date(end_year, last, monthrange(end_year, last)[1])


def _quarters(words: str) -> tuple[int, int]:
    """First and last month of 第三季度, 前三季度, 一至三季度."""
    numbers = [count_of(char) for char in words if char in "一二两三四1234"]
    first = 1 if words[0] in "前头" else numbers[0]
    return first * 3 - 2, numbers[-1] * 3


def _in_month(part: Parts, year: int, month: int) -> Stretch | None:
    if part["day"]:
        first = _day(year, month, number_of(part["day"]))
        last = _day(year, month, number_of(part["day2"])) if part["day2"] else first
        return Stretch(first, last or first, "day") if first else None
    begin, end = _months(year, month, number_of(part["month2"]) if part["month2"] else month)
    third = part["third"]
    if not third:
        return Stretch(begin, end, "month")
    return Stretch(*_part_of_month(third.removeprefix("的"), begin, end), "third")


def _part_of_month(words: str, begin: date, end: date) -> tuple[date, date]:
    """First and last day of 上旬, 初, 底, 下半月, 前八天, 最后一周 of the month from `begin` to `end`."""
    if words in _PARTS_OF_MONTH:
        first, last = _PARTS_OF_MONTH[words]
        return begin.replace(day=first), begin.replace(day=last) if last else end
    if words[0] in "底末":
        return end, end
    counted = re.search(rf"(?:{DAY_OF_MONTH}|两)(?=[天日])", words)
    days = 7 if counted is None else 2 if counted[0] == "两" else min(end.day, number_of(counted[0]))
    from_the_end = words[0] == "后" or words.startswith("最后")
    return (end - timedelta(days=days - 1), end) if from_the_end else (begin, begin + timedelta(days=days - 1))


_PARTS_OF_MONTH = {  # the first and the last day, 0 for the last of the month
    "初": (1, 10),
    "上旬": (1, 10),
    "中旬": (11, 20),
    "下旬": (21, 0),
    **dict.fromkeys(("上半月", "上半个月", "前半月", "前半个月"), (1, 15)),
    **dict.fromkeys(("下半月", "下半个月", "后半月", "后半个月"), (16, 0)),
}


# The holiday of October 1st, month*100+day: seven days, eight where the mid-autumn festival falls beside it.
_GOLDEN_WEEK = (1001, 1007)
_GOLDEN_WEEKS = {
    2009: (1001, 1008),
    2012: (930, 1007),
    2017: (1001, 1008),
    2020: (1001, 1008),
    2023: (929, 1006),
    2025: (1001, 1008),
}


_FROM_NEW_YEAR = {"除夕": -1, "元宵": 14}
_FEAST_DAY = re.compile(
    r"(?P<feast>春节|清明|端午|中秋|重阳|冬至|除夕|元宵)节?(?:当[天日晚]|[那这]一?[天晚])"
    r"|(?:大年|正月)初(?P<new>[一二三四五六七八九十])(?:当[天日晚]|[那这]一?[天晚]|清?早[上晨]?|[上下]午|晚上?)?"
)


def feast_day(side: str, start: int, today: date | None) -> tuple[date, int] | None:
    """The last day, up to `today`, of the feast named at `start` (冬至当天, 正月初三), and where its words end."""
    match = _FEAST_DAY.match(side, start)
    if match is None or today is None or side[max(0, start - 2) : start] in ("每年", "历年", "往年", "年年", "每逢"):
        return None
    name = match["feast"] or "春节"
    offset = number_of(match["new"]) - 1 if match["new"] else _FROM_NEW_YEAR.get(name, 0)
    days = _feast_days()["春节" if name in _FROM_NEW_YEAR else name]
    if not {today.year - 1, today.year} <= days.keys():
        return None
    found = (days[year] + timedelta(days=offset) for year in (today.year, today.year - 1))
    return next(day for day in found if day <= today), match.end()


@cache
def _feast_days() -> dict[str, dict[int, date]]:
    """The day of each feast that the table knows, by year."""
    days: dict[str, dict[int, date]] = {}
    for row in read_reference("feast_days.csv", ("feast", "year", "day"), key=("feast", "year"), required=("day",)):
        year, day = int(row["year"]), int(row["day"])
        days.setdefault(row["feast"], {})[year] = date(year, day // 100, day % 100)
    return days


def _counted_months(part: Parts) -> tuple[int, int] | None:
    """First and last month of 前三个月, 最后两个月, 上半年, 三季度; None when the date is no such part of a year."""
    if part["first_months"]:
        return 1, min(12, count_of(part["first_months"]))
    if part["last_months"]:
        return max(1, 13 - count_of(part["last_months"])), 12
    if part["half"]:
        return (1, 6) if part["half"][0] in "上前" else (7, 12)
    return _quarters(part["quarter"]) if part["quarter"] else None


def _in_year(part: Parts, year: int) -> Stretch | None:
    if part["month"]:
        return _in_month(part, year, number_of(part["month"]))
    counted = _counted_months(part)
    if counted:
        return Stretch(*_months(year, *counted), "quarter" if part["quarter"] else "half")
    if part["year_end"]:
        return Stretch(date(year, 12, 31), date(year, 12, 31), "year")
    if part["season"]:
        return None
    if part["feast_day"]:
        month, day_number = divmod(time_words()["fixed"][part["feast_day"]], 100)
        return _in_month({**part, "month2": None, "third": None, "day": str(day_number), "day2": None}, year, month)
    if part["golden"]:
        first, last = _GOLDEN_WEEKS.get(year, _GOLDEN_WEEK)
        return Stretch(date(year, first // 100, first % 100), date(year, last // 100, last % 100), "third")
    if part["year_start"]:
        return Stretch(date(year, 1, 1), None, "start")
    return Stretch(date(year, 1, 1), date(number_of(part["year2"] or str(year)), 12, 31), "year")


@dataclass(slots=True)
class Calendar:
    """What is known of the time while a text is read from its beginning."""

    today: date | None
    last: Stretch | None = None  # the last date named
    year: int | None = None  # the year that the paragraph named
    stated: int | None = None  # the year that the document named last
    annual: int | None = None  # the year that the document reports on (2022年度报告)
    chained: Stretch | None = None  # a date with its year, close before
    month_named: date | None = None  # the month that the paragraph named by its number
    week_told: Stretch | None = None  # the week that the document named by its days (10月16日—22日)
    running: bool = False  # the date read begins a time that may still run (三季度以来)
    month_told: date | None = None  # the month that the document reports on (运行月报, published on the 10th after)

    def stretch(self, part: Parts, floor: date | None = None) -> Stretch | None:
        """The days that a written date stands for, None when unknown; `floor` begins a range that it ends."""
        for name, read in _READERS.items():
            if part[name]:
                return read(self, part, floor)
        return self._dated(part, floor)

    def is_ahead(self, when: date | None) -> bool:
        """Whether a day lies after the publication (a day's grace for the hour of printing)."""
        return bool(when and self.today and (when - self.today).days > 1)

    def _iso(self, part: Parts, _: date | None) -> Stretch | None:
        return _single(_day(*(int(digits) for digits in re.split(r"[-/.]", part["iso"] or ""))))

    def _dotted_months(self, part: Parts, _: date | None) -> Stretch | None:
        """2021.9—2022.6."""
        first, last = ([int(n) for n in re.split(r"[-/.]", part[name] or "")] for name in ("from_month", "to_month"))
        begin, end = _months(first[0], first[1], first[1])[0], _months(last[0], last[1], last[1])[1]
        return Stretch(begin, end, "month") if begin < end else None

    def _line(self, part: Parts, _: date | None) -> Stretch | None:
        """2019 and 2019.04 alone in a line, over the entries of a chronicle."""
        months = part["line_month"]
        year = number_of(part["line_year"] or "")
        first, last = (1, 12) if months is None else (number_of(months), number_of(months))
        return Stretch(*_months(year, first, last), "month" if months else "year")

    def _dotted_days(self, part: Parts, _: date | None) -> Stretch | None:
        """8.10—8.15, without a year."""
        ends: list[date] = []
        for name in ("from_day", "to_day"):
            month, _dot, day = (part[name] or "").partition(".")
            named = self._dated({**part, "month": month, "day": day}, ends[0] if ends else None)
            if named is None:
                return None
            ends.append(named.first)
        return Stretch(ends[0], ends[1], "day")

    def _day_word(self, part: Parts, floor: date | None) -> Stretch | None:
        word, words = part["day_word"] or "", time_words()
        if word in words["day"]:
            return _single(self.today, words["day"][word])
        near = self.last if self.last and self.last.unit == "day" else None
        if near and near.first != near.last and not words["day_back"].get(word, 0):
            near = None  # 6月18日至25日…。当晚
        return _single(floor or (near.last if near else None), words["day_back"].get(word, 0))

    def _week(self, part: Parts, _: date | None) -> Stretch | None:
        if not self.today:
            return None
        offset = time_words()["week"][part["week"] or ""]
        told = self.week_told if not offset and not part["weekday"] else None
        if told and told.last and abs((self.today - told.last).days) <= _WEEK_TOLD_AFTER:
            return told
        monday = self.today + timedelta(days=7 * offset - self.today.weekday())
        if part["weekday"]:
            first, last = (_WEEKDAYS[part[name] or part["weekday"]] for name in ("weekday", "weekday2"))
            return Stretch(monday + timedelta(days=first), monday + timedelta(days=max(first, last)), "day")
        return Stretch(monday, monday + timedelta(days=6), "week")

    def _quarter(self, part: Parts, _: date | None) -> Stretch | None:
        """本季度: that runs three weeks before the publication; 上季度: the one before it, or before the one named."""
        if not self.today:
            return None
        offset = time_words()["quarter"][part["quarter_word"] or ""]
        named = self.last.first if self.last and self.last.unit == "quarter" and offset else None
        told = named or self.today - timedelta(days=_TOLD_AFTER)
        number = told.year * 4 + (told.month - 1) // 3 + offset
        return Stretch(*_months(number // 4, number % 4 * 3 + 1, number % 4 * 3 + 3), "quarter")

    def _fixed(self, part: Parts, floor: date | None) -> Stretch | None:
        """A feast that falls on the same day every year: 双十二那天."""
        month, day = divmod(time_words()["fixed"][part["fixed"] or ""], 100)
        return self._dated({**part, "month": str(month), "day": str(day)}, floor)

    def _whole_year(self, _: Parts, __: date | None) -> Stretch | None:
        """全年 without a year: that of the paragraph or the report, or the one that ends or has just ended."""
        turn = self.today and (self.today + timedelta(days=20)).replace(day=1)
        ended = turn.year - 1 if turn and turn.month <= 3 else None
        year = self.year or self.annual or ended
        return Stretch(date(year, 1, 1), date(year, 12, 31), "year") if year else None

    def _lone_day(self, part: Parts, floor: date | None) -> Stretch | None:
        """A day without its month: 截至22日18时, after 12月18日."""
        near = self.last.last or self.last.first if self.last and self.last.unit in ("day", "third", "month") else None
        base, number = floor or near or self.today, number_of(part["lone"] or "")
        if base is None:
            return None
        later = number < base.day if floor else base.day >= 25 and number <= 5
        months = base.year * 12 + base.month - 1 + later
        when = _day(months // 12, months % 12 + 1, number)
        if self.is_ahead(when) and not floor:
            when = _day((months - 1) // 12, (months - 1) % 12 + 1, number)
        if when and part["lone2"]:
            return Stretch(when, _day(when.year, when.month, number_of(part["lone2"])) or when, "day")
        return _single(when)

    def _month_word(self, part: Parts, floor: date | None) -> Stretch | None:
        if part["year"] or part["year_word"]:
            return None
        words, word = time_words(), part["month_word"] or ""
        role = "month" if word in words["month"] else "month_back"
        base = self.month_told or self.today if role == "month" else floor or (self.last.first if self.last else None)
        if base is None:
            return None
        months = base.year * 12 + base.month - 1 + words[role][word]
        named = self.month_named
        if role == "month" and words[role][word] < 0 and named and months == named.year * 12 + named.month - 1:
            months -= 1  # 7月走访120户。上月为98户: in a report on July
        return _in_month({**part, "third": THIRDS.get(word, part["third"])}, months // 12, months % 12 + 1)

    def _dated(self, part: Parts, floor: date | None) -> Stretch | None:
        if part["year"]:
            return _in_year(part, number_of(part["year"]))
        if part["year_word"]:
            year = self._year_word(part["year_word"], floor)
            found = _in_year(part, year) if year else None
            running = found and found.unit == "year" and self.is_ahead(found.last)
            return found._replace(last=None) if found and running else found
        year = self._guessed_year(part, floor)
        return _in_year(part, year) if year else None

    def _year_word(self, word: str, floor: date | None) -> int | None:
        words = time_words()
        if word in words["year"]:
            year = self.annual if word.startswith(("本年", "这一年")) or not self.today else None
            year = year or (self.today.year if self.today else None)
            return year + words["year"][word] if year else None
        base = floor or (self.last.first if self.last else None)
        return base.year + words["year_back"][word] if base else None

    def _guessed_year(self, part: Parts, floor: date | None) -> int | None:
        if floor:
            ends = _in_year(part, floor.year)
            return floor.year + bool(ends and (ends.last or ends.first) < floor)
        if self.year:
            named, following = _in_year(part, self.year), _in_year(part, self.year + 1)
            passed = named and self.last and named.first < self.last.first
            return self.year + bool(passed and following and not self.is_ahead(following.first))
        if self.annual:
            return self.annual
        if self.chained:
            named = _in_year(part, self.chained.first.year)
            near = named and 0 <= (named.first - self.chained.first).days <= _CHAINED_DAYS
            if named and near and not self.is_ahead(named.first):
                return self.chained.first.year
        if self.today:
            this = _in_year(part, self.today.year)
            return self.today.year - bool(this and self.is_ahead(self._spoken_of_from(this, part)))
        return self.stated

    def _spoken_of_from(self, stretch: Stretch, part: Parts) -> date:
        """The day from which a stretch may be spoken of: a month once it runs, 1—12月 once its last month does."""
        if stretch.unit == "day" or self.running:
            return stretch.first
        whole = part["month2"] or part["quarter"] or part["first_months"] or (part["half"] or "下")[0] in "上前"
        return (stretch.last if whole and stretch.last else stretch.first).replace(day=1)


def _single(when: date | None, days: int = 0) -> Stretch | None:
    if when is None:
        return None
    day = when + timedelta(days=days)
    return Stretch(day, day, "day")


_READERS: dict[str, Callable[[Calendar, Parts, date | None], Stretch | None]] = {
    "iso": Calendar._iso,
    "from_month": Calendar._dotted_months,
    "line_year": Calendar._line,
    "from_day": Calendar._dotted_days,
    "day_word": Calendar._day_word,
    "week": Calendar._week,
    "quarter_word": Calendar._quarter,
    "lone": Calendar._lone_day,
    "fixed": Calendar._fixed,
    "whole_year": Calendar._whole_year,
    "month_word": Calendar._month_word,
}
