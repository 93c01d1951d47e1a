"""Finds the words of a text that say when, and the days they stand for.

    published 2022-01-24
    "截至1月20日，登门送药1460户次"       截至1月20日        until   -          2022-01-20
    "12月28日至1月5日，发出倡议"           12月28日至1月5日   span    2021-12-28 2022-01-05
    "去年以来办义诊4场"                    去年以来           since   2021-01-01 -
    "目前有509名青年志愿者"                目前               now     -          2022-01-24
    "疫情发生以来"                         以来               vague   -          -

Dates of a founding (2011年成立，), of a comparison (较去年同期) and inside book titles say nothing of a figure and
are left out. Which figure an expression governs is the business of `periods`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from tasks.clean.blocks import HEADING, PARAGRAPH, SOURCE, TITLE
from tasks.extract.dates import (
    DAY_OF_MONTH,
    JOIN,
    MONTH,
    THIRDS,
    YEAR,
    Calendar,
    Stretch,
    either,
    feast_day,
    guarded_words,
    number_of,
    time_words,
    written_date,
)
from tasks.extract.event_words import event
from tasks.extract.layout import Layout, fold
from tasks.extract.model import Context

DAY, SPAN, SINCE, UNTIL = "day", "span", "since", "until"
NOW, VAGUE, LAPSE = "now", "vague", "lapse"


class TimeExpression(NamedTuple):
    """Words that say when: their span, and the first and last day they stand for (None where open or unknown).

    `kind` is day, span, since, until, now (at publication), vague (近日: no dates), lapse (3年里: no dates either).
    """

    start: int
    end: int
    first: date | None
    last: date | None
    kind: str


_WEATHER = r"(?<![0-9])-?[0-9]{1,2}(?=℃|度|°|级|[~～到至/—-]-?[0-9]{1,2}(?:℃|度|°|级))"  # 零下18℃, 北风5级
_DATE_LINE = re.compile(
    r"[^\w\n]{0,4}(?:(?:第[一二三四五六七八九十0-9]{1,3}天|[Dd](?:ay|AY)?[. ]?[0-9]{1,2})[ :,·|/丨—-]{0,3})?"
    rf"(?:{YEAR}年)?{MONTH}月{DAY_OF_MONTH}日(?P<rest>(?:[^。;:!?0-9]|{_WEATHER}){{0,16}})$"
)
_TOLD = re.compile(r"[一-鿿](?<![星期周号刊版日])[^星期周第]*$")  # 小寒未到，雾; not 星期二
_BELOW_ALL_HEADINGS = 99
_LONGEST_DATE_LINE = 32


def date_lines(layout: Layout) -> dict[int, int]:
    """Numbers of the blocks that are the date line of a diary entry (7月21日　暴雨), with their heading level.

    One date alone is the date of the page, no diary. A line that is no heading stands below all headings.
    """
    found: dict[int, int] = {}
    for number, block in enumerate(layout.blocks):
        if block.kind not in (TITLE, HEADING, PARAGRAPH, SOURCE) or block.end - block.start > _LONGEST_DATE_LINE:
            continue
        text = layout.side[block.start : block.end].strip()
        line = _DATE_LINE.match(text) if "月" in text else None
        if line and (block.kind != SOURCE or _TOLD.search(line["rest"])):
            found[number] = block.level if block.kind == HEADING else _BELOW_ALL_HEADINGS
    return found if len(found) > 1 else {}


def find_time_expressions(layout: Layout, context: Context) -> list[TimeExpression]:
    """All expressions of the text that may govern a figure, in text order, not overlapping."""
    return _Reader(layout, context).read()


# Words that are an expression by themselves, and what kind.
_PLAIN_ROLES = {"now": NOW, "so_far": UNTIL, "vague": VAGUE, "feast": VAGUE, "lapse": LAPSE}
_DATE_ROLES = (
    "year",
    "year_back",
    "quarter",
    "month",
    "month_back",
    "week",
    "day",
    "day_back",
    "day_near",
    "fixed",
    "part",
)


@cache
def _scanner() -> tuple[AhoCorasick, list[str]]:
    """An automaton over the words that are or begin an expression, and the role of each."""
    words = time_words()
    roles = {word: role for role in (*_PLAIN_ROLES, *_DATE_ROLES, "plan") for word in words[role]}
    return AhoCorasick(list(roles), matchkind=MatchKind.Standard), list(roles.values())


_NUMERAL = "[0-9〇零○一二三四五六七八九十]"
_YEARS = "[两三四五六]?年"
_AFTER_NUMBER = (
    rf"(?:{_YEARS}|全年|这一年|[月日]|个?季度"
    rf"|[-/.—–~至到、和及]—?{_NUMERAL}{{1,4}} ?(?:{_YEARS}|[月日/.—–~至到-]|个?季度))"
)
_NUMERIC_DATE = re.compile(
    rf"(?=[上下前后第]|{_NUMERAL})(?:{_NUMERAL}{{1,4}}"
    rf"(?= ?{_AFTER_NUMBER})"
    r"|(?:(?<=[\n(,。;: ])|^)[0-9]{1,2}(?=\.[0-9]{1,2}[-—–~至]+[0-9]{1,2}\.[0-9]{1,2}[,:)、 期])"
    rf"|(?:(?<=\n)|(?<=\n[【\[〔■●◆▌▍○•▶])){YEAR}(?=(?:[./-]{MONTH})?(?:[】\]〕]?(?:\n|\Z| ?[·|])|[】\]〕]))"
    r"|[上下前后]半年|[第前头][一二两三四1234](?:(?:[、和及至到~-]|—{{1,2}})第?[一二三四1234])?个?季度|前[0-9一二三四五六七八九十]{1,2}个月)"
)
_INSIDE_A_NUMBER = re.compile(rf"(?:{_NUMERAL}[.,]?|[百千万两几数多余半第每近满约逾])\Z")
_LONE_DAY_BEFORE = re.compile(r"(?:^|[,.。;:!?、()\n \]】」”]|[至到自从于在]|截[至止])\Z")
_LENGTH_BEFORE = re.compile(r"[续近第每前后这那数几满共达历约余月]\Z")
_LONE_DAYS = re.compile(r"[^日]+日.*日")
"""22日至28日: the days are named twice, so it is no length (5至7日)."""
_LONE_DAY_AFTER = re.compile(r"[,、:(起止至到]|以来|为止|期间|[两三四五六七八九十0-9]{1,2}天|的(?:累计|合计|统计|数据)")
_SUPERLATIVE = re.compile(r"最[一-鿿]{1,3}?的?\Z")  # 最忙那天: which of the days told of
_OF_EACH = re.compile(
    r"(?:就地|电话|及时|现场|马上|全部)?[一-鿿]{2}(?:的(?:占|有|约|达|近|超|不|[0-9])|率|完毕|,[^,。;]{0,14}的(?:占|有|达|超))"
)
"""当天答复的占八成五: on the day of each."""
_EVENT_BEFORE = re.compile(rf"{event('disaster', 'shut', 'moment')}\Z")
_SUMMED_UP = re.compile(r"(?:前后)?(?:[已共]|累计|先后|一共|总共|[办做开跑走送服上]了[0-9一二两三四五六七八九十])")
"""互助会到8月底办了33次: counted up to then, wherever 到 stands."""
_TOTALS = re.compile("的(?:累计|合计|统计)")  # 到20日的累计数见下表
_ACTIONS = ("行动", "活动", "演练", "整治")
_ACTION = re.compile(
    rf",?[^。;:0-9]{{0,30}}?(?:开展|组织|实施|启动|举办|部署|进行|集中)[^。;:0-9]{{0,24}}({'|'.join(_ACTIONS)})"
)
"""2022年11月1日至2023年2月28日，全市组织开展专项行动: what 行动期间 means from there on."""
_FROM_BEFORE = re.compile(r"(?:[自从][^,。;]{1,18}|[来起后始])\Z")
_RANGE_UNIT = "range"
_OWN_FIGURE = frozenset("的0123456789")  # 从2021年的19家到2023年的42家: each year has its own figure


@cache
def _tail_after_event() -> re.Pattern[str]:
    """After a date, and perhaps the words of an event: 自7月29日首轮检测以来, 3月16日接到召集令至今."""
    return re.compile(rf"[^,.。;!?:()\n年月0-9]{{0,30}}?(?:(?P<to_now>{either('to_now')})|以来)")


_TAIL = re.compile(
    r"(?P<since>来(?=[,、 ])|起(?![来步草点床火伏家航飞源诉初名头身手])|开始|始(?=[,至])|[之以]后|后(?![方续勤台期来]))"
    r"|(?P<until>为?止(?![步于])|前(?![往来后期去线夕])|[之以]前)"
)


@cache
def _says_nothing_after() -> re.Pattern[str]:
    """After a date: a speech was held, news were told, an issue is numbered, or it is only compared with."""
    return re.compile(
        rf"{either('about')}|同期|同比|相比|水平|的[^,。;]{{0,8}}倍|[^,。;]{{0,6}}持平"
        r"|(?:第|总第)[0-9一二三四五六七八九十]{1,4}[期号版卷辑]"
        r"|,?[^。;,]{0,12}(?:记者|笔者)[^。;]{0,30}?(?:获悉|了解到|得知)|,?从[^。;,]{0,25}(?:获悉|了解到|得知)"
    )


_FOUNDED_WITHIN = 40  # characters within which the word of a founding ends


@cache
def _founded_after() -> re.Pattern[str]:
    return re.compile(
        r"(?:经|由|正式|依法|在|先后)?(?:[^,。;:]{0,10}?(?:民政局|民政部门|民政厅)(?:批准)?)?"
        rf"(?:{either('founded')})(?:[的,.。;:!?)、“]|$)"
    )


@cache
def _says_nothing_before() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{either('compare')}|[比较][^,。;:0-9]{{1,6}}的|(?:{either('founded')})于|每年的?|每逢|历年|农历|阴历)\Z"
    )


_DIGITS = "[0-9.,〇一二两三四五六七八九十百千万亿几数余多来]"
_COUNTED = rf"约?{_DIGITS}{{1,12}}(?!周?年|{_DIGITS}|岁|届)"
_YEAR_ITSELF = re.compile(rf"是(?!{_COUNTED})|恰|正[是值逢]|适逢|迎来|的(?:目标|计划|打算|任务)")
_ORDINAL = re.compile(
    r"(?:[之以]?来)?的?(?:首|头一?|开年|最[大高多强早]|第[0-9一二三四五六七八九十]{1,3}(?!季|个?月))"
    r"(?![天日周月季]|个季|半)"
)
_AGE = re.compile(
    r"(?:[刚已才都满快年将近经]{0,3})(?:[0-9]{1,3}|[一二三四五六七八九十百零]{1,5})(?:多|来|出头)?(?:岁|[,。;](?![0-9]))"
)
_OCCASION = re.compile(
    r"(?:[“\"]?[^,。;:“”年月日0-9]{1,8}[”\"]?|[“\"][^,。;:“”]{1,8}[”\"])[^,。;:“”年月日0-9]{0,3}(?:期间|前夕|之际|前后)"
)  # 2022年疫情期间
_DATELINE = re.compile(r"[讯电](?=[ (\n]|本报|记者)")  # 本报沧州7月6日电
_REPORT = re.compile(either("yearly"))
_MONTHLY = re.compile(
    r"月报(?!告)|月度|月[小总]结|月简报|[0-9一二三四五六七八九十]月份?(?:工作|服务|运行)?(?:情况|总结|小结|简报|通报|报告|动态|快讯)"
)
_MONTH_TOLD_UNTIL = 15  # the day of the month until which a monthly report may be on the month before
_ON_THE_DAY = re.compile(r"[”\"]?(?:国际|全国|世界)?[一-龥]{0,5}?[节日]?(?:当[天日晚]|[那这]一?[天晚])")
_PLAN_SCOPE = re.compile(r"[”\"]?(期间|时期|以来)")
_NEWS = 60  # days
_SEASON = 100  # days
_WORD = re.compile(r"\w")
_NOUN_BEFORE = re.compile(r"(?<![日天前])[一-鿿]的?\Z")
_SAME_TIME = re.compile(
    r"(?:(?<=[,。;:\n])|\A)(?:同一?时期|同期)(?=,|[^\W\d]{2,16}[0-9〇一二两三四五六七八九十百千万])(?!公布|[比相增下减持])"
)
_THAT_DAY, _HOUR = ("今天", "今日", "当天", "当日"), re.compile("[时点:]")
_DAYS_TO_COME = ("明天", "明日", "明早", "明晚", "后天")
"""剩余四百份明早补送: the rest of the sentence is not of tomorrow."""
_TOLD_OF_DAY = re.compile(r"(?!免费|套餐|之|体验)[一-鿿]")
_WEEK_LONG = (4, 6)  # days from the first to the last of a week that a report names: Monday to Friday or to Sunday
_LONGEST_NAME = 4
_CHAIN = 300  # characters over which a date goes on with the year of the one before
_SERIES = 40  # characters between two times of a series
_SERIES_GAP = re.compile(r"[^。!?\n]*[0-9一二三四五六七八九十百千几][^,。;、]{0,4}[^,。;、\d][,;、]")
_SERIES_SUM = re.compile(either("series_sum"))
_NEAR_DAY = 40  # characters between a date and 那天, which points at it
_HOUR_BEFORE = re.compile(r"[0-9时点分][至到-]\Z")  # 每天20时至次日8时
_RANGE = re.compile(rf"(?:{either('begun')})?(?:以?来|[之以]?后)?{JOIN}")
_LAPSE_BEFORE = re.compile(r"[0-9一二三四五六七八九十百两几数半多余]")
_FEAST_AFTER = re.compile(r"[,、]|期间|前后|前夕|[之以]?[前后]|里|当[天日晚]|以来")
_SEASON_WORD = re.compile(r"[春夏秋冬][天季日]|入[春夏秋冬汛梅]|[雨旱]季|盛夏|寒冬|酷暑|开春")
_BALANCE = re.compile(f"的|数|{either('balance')}")
_NOT_WHEN = re.compile(r"(?![的班课学衣服校赛运])")
_CLAUSE_OPENS = frozenset(",.。;:!?()\n 】]”」—")


class _Reader:
    """One pass over the candidates of one text."""

    def __init__(self, layout: Layout, context: Context) -> None:
        self.layout, self.side = layout, layout.side
        known = context.published_on and 1900 <= context.published_on.year <= 2100
        self.published = context.published_on if known else None
        self.calendar = Calendar(self.published)
        self._read_titles(context.title or "")
        self.date_lines = date_lines(layout)
        self.block, self.entry_level = -1, 0
        self.last_end = -_NEAR_DAY
        self.last_kind = ""
        self.chained: Stretch | None = None  # the last date with its year, or dates that went on from there
        self.chained_end = 0
        self.sections: list[tuple[int, int]] = []  # level and year of the headings that name one
        self.terms: dict[str, TimeExpression] = {}

    def _read_titles(self, title: str) -> None:
        """The year that the titles speak of, and whether the document reports on it as a whole (2022年度报告)."""
        lines = [self.side[block.start : block.end] for block in self.layout.blocks if block.kind == TITLE]
        for line in (fold(title), *lines[:6]):
            named = re.search(rf"({YEAR})年(度)?", line)
            alone = re.match(rf"({YEAR})(?=[,:·|—丨 ])", line) if _REPORT.search("".join(lines)) else None
            year_named = named or alone
            if year_named:
                year = self.calendar.stated = number_of(year_named[1])
                whole = alone or (named and named[2]) or _REPORT.search(line, year_named.end())
                if whole and (self.published is None or year == self.published.year - 1):
                    self.calendar.annual = year
            if self.published and _MONTHLY.search(line) and self.published.day <= _MONTH_TOLD_UNTIL:
                self.calendar.month_told = (self.published.replace(day=1) - timedelta(days=1)).replace(day=1)

    def read(self) -> list[TimeExpression]:
        found: list[TimeExpression] = []
        position = 0
        for start, end, role in self._candidates():
            if start < position or self._is_part_of_a_word(start, end):
                continue
            self._enter(start)
            expression, after = self._read_at(start, end, role, position)
            position = max(position, after)
            if expression and not (found and self._adds_nothing(found[-1], expression)):
                found.append(expression)
                self.last_end, self.last_kind = expression.end, expression.kind
        return self._with_the_same(self._with_terms(found))

    def _read_at(self, start: int, end: int, role: str, floor: int) -> tuple[TimeExpression | None, int]:
        """The expression of one candidate, and where to read on."""
        if role in _PLAIN_ROLES:
            return self._plain(start, end, role)
        if role == "plan":
            return self._plan(start, end)
        if role == "fixed" and not _ON_THE_DAY.match(self.side, end):
            return None, start
        return self._dated(start, floor)

    def _adds_nothing(self, before: TimeExpression, time: TimeExpression) -> bool:
        """Whether a time only names the one before it, or counts an event told of: 3月28日，组织今年首场海葬."""
        if _only_names(self.side, before, time):
            return True
        exact = before.kind == DAY and time.kind in (SPAN, SINCE, VAGUE)
        same = exact and self.layout.sentence_number(before.start) == self.layout.sentence_number(time.start)
        return same and _ORDINAL.match(self.side, time.end) is not None

    def _candidates(self) -> list[tuple[int, int, str]]:
        automaton, roles = _scanner()
        hits = automaton.find_matches_as_indexes(self.side, overlapping=True)
        found = [(start, -end, roles[word]) for word, start, end in hits]
        found += [(match.start(), -match.end(), "") for match in _NUMERIC_DATE.finditer(self.side)]
        return [(start, -end, role) for start, end, role in sorted(found)]

    def _is_part_of_a_word(self, start: int, end: int) -> bool:
        guard = guarded_words().get(self.side[start:end])
        if guard is None:
            return False
        before, after = self.side[max(0, start - 1) : start], self.side[end : end + 1]
        return bool((before and before in guard[0]) or (after and after in guard[1]))

    def _enter(self, position: int) -> None:
        """Keep the calendar abreast of the blocks: a paragraph forgets the year, an entry ends with its heading."""
        number = self.layout.block_number(position)
        if number == self.block:
            return
        for block in self.layout.blocks[self.block + 1 : number + 1]:
            if block.kind == HEADING:
                self.sections = [section for section in self.sections if section[0] < block.level]
            if block.kind == TITLE or (block.kind == HEADING and block.level <= (self.entry_level or block.level)):
                self.calendar.today, self.entry_level = self.published, 0
        self.calendar.month_named = None
        self.block, self.calendar.year = number, self.sections[-1][1] if self.sections else None
        if number in self.date_lines:
            self.calendar.today, self.entry_level = self.published, self.date_lines[number]

    def _plain(self, start: int, end: int, role: str) -> tuple[TimeExpression | None, int]:
        feast = feast_day(self.side, start, self.calendar.today)
        if feast is not None:
            return TimeExpression(start, feast[1], feast[0], feast[0], DAY), feast[1]
        before = self.side[start - 1 : start] if start else "\n"
        if role == "lapse" and not _LAPSE_BEFORE.match(before):
            return None, start
        if role == "vague" and self.side.startswith("以来", end - 2) and _ORDINAL.match(self.side, end):
            return None, end  # 封控以来头一次见面会
        if role == "feast" and (before not in _CLAUSE_OPENS or not self._is_a_season(start, end)):
            return None, start
        today = self.calendar.today if role in ("now", "so_far") else None
        return TimeExpression(start, end, None, today, _PLAIN_ROLES[role]), end

    def _is_a_season(self, start: int, end: int) -> bool:
        """Whether a feast says when; a season does before nearly all words (冬天停电), a feast before few."""
        season = _SEASON_WORD.fullmatch(self.side, start, end)
        return (_NOT_WHEN if season else _FEAST_AFTER).match(self.side, end) is not None

    def _plan(self, start: int, end: int) -> tuple[TimeExpression | None, int]:
        """The five years of a national plan: “十三五”期间."""
        scope = _PLAN_SCOPE.match(self.side, end)
        if not scope:
            return None, start
        year = time_words()["plan"][self.side[start:end]]
        if scope[1] == "以来":
            return TimeExpression(start, scope.end(), date(year, 1, 1), None, SINCE), scope.end()
        return TimeExpression(start, scope.end(), date(year, 1, 1), date(year + 4, 12, 31), SPAN), scope.end()

    def _dated(self, start: int, floor: int) -> tuple[TimeExpression | None, int]:
        """The expression whose date begins at `start`, and where to read on; it reaches back to `floor` at most."""
        match = written_date().match(self.side, start)
        if not match or not match.lastgroup or not self._alone(match):
            return None, start + 1
        begin, opening = self._opening(start, match.end(), floor)
        second = self._second(match.end())
        end = second.end() if second else match.end()
        closing, end = self._closing(end, opening, second is not None)
        if closing == SINCE and match["day_word"] in _THAT_DAY and _HOUR.search(match[0]):
            closing = None  # 今日8时起
        self.calendar.running = closing in (SINCE, "to_now")
        self.calendar.chained = self.chained if start - self.chained_end <= _CHAIN else None
        stretch = self._stretch(match, second)
        if stretch and opening == SINCE and (match["day2"] or match["month2"] or match["lone2"] or match["year2"]):
            stretch = stretch._replace(unit=_RANGE_UNIT)
        if _DATELINE.match(self.side, end):
            self.calendar.today = stretch.last if stretch else self.calendar.today
            return None, end
        occasion = match.lastgroup in ("year", "year_word") and _OCCASION.match(self.side, end)
        if occasion or self._is_of_an_event(match):
            stretch = None
        if self._is_same_time_before(match, begin, end):  # 去年同期为51人次: not of this year
            return TimeExpression(begin, end + 2, None, None, VAGUE), end + 2
        if stretch and stretch.unit == "start" and self.calendar.year and _BALANCE.match(self.side, end):
            return None, end  # 2023年，项目年初结余…: the year governs
        if (match["whole_year"] and not stretch) or (not closing and self._says_nothing(match, begin, end, stretch)):
            return None, end
        expression = _expression(begin, end, stretch, opening, closing, self.calendar)
        self._remember(expression, stretch, match)
        return expression, end

    def _is_of_an_event(self, match: re.Match[str]) -> bool:
        """Whether 当晚 is that of an event, and the date named last is none of its (截至9月11日…。地震当晚)."""
        word = match["day_word"]
        if word in time_words()["day_back"] and word.startswith("前一"):  # 静默前一晚
            return _NOUN_BEFORE.search(self.side, 0, match.start()) is not None
        if word not in time_words()["day_back"] or self.last_kind not in ("", UNTIL, NOW, SINCE):
            return False
        return _EVENT_BEFORE.search(self.side, max(0, match.start() - 3), match.start()) is not None

    def _is_same_time_before(self, match: re.Match[str], begin: int, end: int) -> bool:
        named = match.lastgroup in ("year", "year_word") and self.side.startswith("同期", end)
        return named and self._opens_clause(begin)

    def _alone(self, match: re.Match[str]) -> bool:
        """Whether a date stands by itself; a day without a month (3日21时，…) must not be a length (连续3日)."""
        if _INSIDE_A_NUMBER.search(self.side, max(0, match.start() - 2), match.start()):
            return False
        if match["day_word"] in _DAYS_TO_COME:
            return self._opens_clause(match.start())
        if match["day_word"] in time_words()["day_near"]:
            told = _SUPERLATIVE.search(self.side, max(0, match.start() - 5), match.start())
            return not told and match.start() - self.last_end <= _NEAR_DAY
        if match["month_word"] in THIRDS:  # 7月…。下旬，…
            half = (match["month_word"] or "").endswith("半月")
            listed = half or self.side[match.end() : match.end() + 1] in (",", "起", "前")
            return (listed and self._opens_clause(match.start())) or self._goes_on(match)
        if not match["lone"] or (match["lone2"] and _LONE_DAYS.match(match[0])) or self._goes_on(match):
            return True
        before = max(0, match.start() - 2), match.start()
        if self._opens_block(match.start()) and self.calendar.last and self.calendar.last.unit == "day":
            return _TOLD_OF_DAY.match(self.side, match.end()) is not None
        if not match[0].endswith("日"):  # an hour or a part of the day follows
            return not _LENGTH_BEFORE.search(self.side, *before)
        return bool(_LONE_DAY_BEFORE.search(self.side, *before) and _LONE_DAY_AFTER.match(self.side, match.end()))

    def _goes_on(self, match: re.Match[str]) -> bool:
        """Whether a series goes on in its sentence: 5月1日送菜320份，|2日410份; 5月上旬320次、|中旬410次."""
        last, gap = self.calendar.last, self.side[max(0, self.last_end) : match.start()]
        if last is None or last.last is None or len(gap) > _SERIES or not _SERIES_GAP.fullmatch(gap):
            return False
        if match["lone"] is None:
            return last.first is not None and last.first.month == last.last.month
        alone = last.first == last.last and match["lone2"] is None and match[0].endswith("日")
        later = alone and number_of(match["lone"]) > last.last.day
        return later and not _SERIES_SUM.match(self.side, match.end())

    def _opening(self, start: int, end: int, floor: int) -> tuple[int, str | None]:
        """Where the expression begins when 截至 or 自 stands before its date, and which of the two it is."""
        words = time_words()
        stop = start - 1 if self.side[start - 1 : start] == " " else start  # 截至 8 月 31 日
        for size in (3, 2, 1):
            if stop - size < floor:
                continue
            word = self.side[stop - size : stop]
            if word in words["since"]:
                return (start, None) if self.side[end : end + 1] in _OWN_FIGURE else (stop - size, SINCE)
            if word in words["until"] and (len(word) > 1 or self._opens_clause(stop - size)):
                own = self.side[end : end + 1] in _OWN_FIGURE and not _TOTALS.match(self.side, end)
                own = own and len(word) == 1
                return (start, None) if own else (stop - size, UNTIL)
            if word == "到" and _SUMMED_UP.match(self.side, end):
                return stop - size, UNTIL
        return start, None

    def _opens_block(self, position: int) -> bool:
        """Whether a block begins at `position`: 12日各接收点入库:."""
        return self.layout.blocks[self.layout.block_number(position)].start == position

    def _opens_clause(self, position: int) -> bool:
        """Whether 至, 到 at `position` is a time word: not 增至, 来到, but 至3月底 or 自开通到3月底."""
        if position == 0 or self.side[position - 1] in _CLAUSE_OPENS:
            return True
        return bool(_FROM_BEFORE.search(self.side, max(0, position - 20), position))

    def _second(self, end: int) -> re.Match[str] | None:
        """The date that ends a range whose first date ends at `end`."""
        joined = _RANGE.match(self.side, end)
        second = written_date().match(self.side, joined.end()) if joined else None
        return None if second is None or not second.lastgroup or second["season"] or second["week"] else second

    def _closing(self, end: int, opening: str | None, is_range: bool) -> tuple[str | None, int]:
        """What the words after a date make of it, and where they end."""
        tail = _tail_after_event().match(self.side, end) if opening != UNTIL else None
        if tail and not (is_range and tail.end() - end > len("起至今")):
            return ("to_now" if tail["to_now"] else SINCE), tail.end()
        near = _TAIL.match(self.side, end)
        if not near or is_range:
            return None, near.end() if near else end
        return (SINCE if near["since"] else UNTIL), near.end()

    def _says_nothing(self, match: re.Match[str], begin: int, end: int, stretch: Stretch | None) -> bool:
        """Whether the date is that of a founding, a comparison, an age or a book title."""
        side, before = self.side, (max(0, begin - 8), begin)
        if side.rfind("《", max(0, begin - 60), begin) > side.rfind("》", max(0, begin - 60), begin):
            return True
        if match.lastgroup == "year_word" and _AGE.match(side, end):
            return True
        if match.lastgroup in ("year", "year_word") and _YEAR_ITSELF.match(side, end):
            return True
        if match["day_word"] in time_words()["day_back"] and (
            _HOUR_BEFORE.search(side, *before) or _OF_EACH.match(side, end)
        ):
            return True
        if begin < match.start():  # 截至, 自
            return False
        nothing = _says_nothing_after().match(side, end) or _says_nothing_before().search(side, *before)
        return bool(nothing) or self._is_founding(end, stretch)

    def _is_founding(self, end: int, stretch: Stretch | None) -> bool:
        """Whether something was founded on the date, long ago or by the way; news of a founding tell of that day."""
        following = self.side[end : end + _FOUNDED_WITHIN]
        if not any(word in following for word in time_words()["founded"]):
            return False
        founded = _founded_after().match(self.side, end)
        return founded is not None and (founded[0].endswith("的") or self._is_past(stretch))

    def _is_past(self, stretch: Stretch | None) -> bool:
        if not stretch or stretch.unit != "day" or not self.published:
            return True
        return (self.published - stretch.first).days > _NEWS

    def _stretch(self, match: re.Match[str], second: re.Match[str] | None) -> Stretch | None:
        first = self.calendar.stretch(match.groupdict())
        if not first or not second:
            return first
        last = self.calendar.stretch(second.groupdict(), floor=first.first)
        return Stretch(first.first, last.last, _RANGE_UNIT) if last else None

    def _remember(self, expression: TimeExpression, stretch: Stretch | None, match: re.Match[str]) -> None:
        if match["year"]:
            self.calendar.stated = number_of(match["year"])
        if not stretch or expression.kind == VAGUE:
            return
        self._chain(expression, stretch, match)
        by_days = expression.kind == SPAN and not match["week"]
        if by_days and stretch.last and (stretch.last - stretch.first).days in _WEEK_LONG:
            self.calendar.week_told = stretch
        if match["month"] and stretch.unit == "month" and expression.kind == SPAN:
            self.calendar.month_named = stretch.first
        if not match["iso"]:  # the date of the page is none that 当天 refers to
            self.calendar.last = stretch
        is_a_start = self.side[match.start() - 1 : match.start()] in ("由", "从", "自")  # 由2021年的41.2万增至48.6万
        if (match["year"] or match["year_word"]) and expression.kind != UNTIL and not is_a_start:
            self.calendar.year = stretch.first.year
            self._open_section(expression, stretch.first.year)
        if self.block in self.date_lines and self.entry_level:
            self.calendar.today = stretch.last
        action = _ACTION.match(self.side, expression.end) if expression.kind == SPAN else None
        if action:
            self.terms[action[1]] = expression
        label = _term_label().search(self.side, max(0, expression.start - 16), expression.start)
        if label and expression.kind == SPAN:
            self.terms[label[1]] = expression

    def _chain(self, expression: TimeExpression, stretch: Stretch, match: re.Match[str]) -> None:
        """Let the dates that follow go on with the year of a date, until a word names a time from today (上个月)."""
        if match["month_word"] in time_words()["month"] or match["week"] or expression.kind == SINCE:
            self.chained = None
        elif stretch.unit in ("day", "third", "month", _RANGE_UNIT) and (
            match["year"] or (self.chained and stretch.first.year == self.chained.first.year)
        ):
            self.chained, self.chained_end = stretch, expression.end

    def _open_section(self, expression: TimeExpression, year: int) -> None:
        """A heading that names a year, or a line that says no more, gives it to the entries below."""
        block = self.layout.blocks[self.block]
        alone = block.kind == PARAGRAPH and not _WORD.search(
            self.side[block.start : expression.start] + self.side[expression.end : block.end]
        )
        if alone:
            self.sections = [section for section in self.sections if section[0] < _BELOW_ALL_HEADINGS]
        if alone or block.kind == HEADING:
            self.sections.append((_BELOW_ALL_HEADINGS if alone else block.level, year))

    def _with_terms(self, found: list[TimeExpression]) -> list[TimeExpression]:
        """`found` and the places that speak of a period by the name the report gave it (项目周期内)."""
        if not self.terms:
            return found
        labelled = {time for name, time in self.terms.items() if name not in _ACTIONS}
        only = next(iter(labelled)) if len(labelled) == 1 else None
        starts = [expression.start for expression in found]
        named = list(found)
        for match in _term_named().finditer(self.side):
            period = self.terms.get(match["action"] or match["term"], only if match["term"] else None)
            if period is None or match.start() <= period.end:
                continue
            number = bisect_right(starts, match.start())
            before = found[number - 1] if number and found[number - 1].end > match.start() else None
            if before is None or (before.kind == VAGUE and before in named):  # 活动期间
                named = [time for time in named if time != before]
                named.append(period._replace(start=match.start(), end=match.end()))
        return sorted(named)

    def _with_the_same(self, found: list[TimeExpression]) -> list[TimeExpression]:
        """`found` and the clauses that go back to the period told of last: 同期，发放…."""
        named = list(found)
        for match in _SAME_TIME.finditer(self.side):
            told = [time for time in found if time.end <= match.start() and time.last is not None]
            if told:
                named.append(told[-1]._replace(start=match.start(), end=match.end()))
        return sorted(named)


def _only_names(side: str, before: TimeExpression, time: TimeExpression) -> bool:
    """Whether a time without dates names the one directly before it: 7月15日至8月15日暑假期间, 8月中旬疫情封控期间."""
    gap = side[before.end : time.start]
    if time.kind != VAGUE or before.kind not in (DAY, SPAN) or len(gap) > _LONGEST_NAME:
        return False
    if len(gap) > 1 and not (gap.isalpha() and side.startswith("期间", time.end - 2)):
        return False
    return before.first is not None and before.last is not None and (before.last - before.first).days <= _SEASON


@cache
def _term_label() -> re.Pattern[str]:
    return re.compile(rf"({either('term')})间?(?:\([^()]{{0,4}}\))?[:|为是 ]{{1,2}}$")


@cache
def _term_named() -> re.Pattern[str]:
    action = f"(?<![一-鿿])(?:本次)?(?:专项)?(?P<action>{'|'.join(_ACTIONS)})期间"
    return re.compile(rf"{action}|(?P<term>{either('term')})(?:以?内|期?间|里|中)")


def _expression(
    begin: int, end: int, stretch: Stretch | None, opening: str | None, closing: str | None, calendar: Calendar
) -> TimeExpression:
    """The expression that a date makes together with the words before and after it."""
    vague = TimeExpression(begin, end, None, None, VAGUE)
    if stretch is None:
        return vague
    first, last = stretch.first, stretch.last
    if closing == "to_now" and calendar.today and first > calendar.today:
        return vague
    if closing == "to_now":
        return TimeExpression(begin, end, first, calendar.today, SINCE)
    if UNTIL in (opening, closing):
        ahead = calendar.is_ahead(last.replace(day=1) if last and stretch.unit != "day" else last)
        return vague if ahead else TimeExpression(begin, end, None, last, UNTIL)
    if SINCE in (opening, closing) and stretch.unit != _RANGE_UNIT:
        return TimeExpression(begin, end, first, None, SINCE)
    if stretch.unit == "start" or calendar.is_ahead(first):
        return vague
    return TimeExpression(begin, end, first, last, DAY if first == last else SPAN)
