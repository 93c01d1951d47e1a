"""How far a time expression reaches within its sentence, and what several make of one figure together.

"热线原有座机1条，3月21日增至3条；64名心理教师…"        3月21日 reaches 3条, not across the semicolon
"2020年，为6842名残疾人服务；为73名儿童训练"            2020年 opens the sentence and reaches its end
"捐赠人次由2021年的41.2万增至48.6万"                    2021年 reaches 41.2万 only
"自4月1日起，…，目前已完成四轮"                          together: from April 1st to the publication
"""

from __future__ import annotations

import re
from bisect import bisect_left
from calendar import monthrange
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from tasks.extract.dates import count_of, either, number_of
from tasks.extract.layout import LIST_SIGNS, Layout
from tasks.extract.model import Mention, Period
from tasks.extract.time_expressions import DAY, LAPSE, NOW, SINCE, SPAN, UNTIL, VAGUE, TimeExpression

DATED = frozenset((DAY, SPAN, SINCE, UNTIL))
MERGED = "until within"  # the rule when 截至X stands before a longer time
UNDATED = "undated"  # the rule when a time without dates governs

# How near to the beginning of its sentence an expression stands.
OPENS, FIRST_CLAUSE, LATER = "opens", "first clause", "later"

NUMBERING = (
    r"(?:[(【\[〔]?[0-9一二三四五六七八九十]{1,3}[)】\]〕、.]{1,2}|[①-⑳❶-➓]|[附图]?表[0-9一二三四五六七八九十]{1,3}"
    r"|第[一二三四五六七八九十]{1,3}[,、件个]?|[一二三四五六七八九十]是)"
)
# 为弘扬敬老美德，在重阳节来临之际，: what a sentence says before it says when.
_PURPOSE = (
    f"(?:为了?(?:{either('purpose')})"
    "(?:(?![0-9]{1,2}月)[^。;:()]){1,40}"
    "|(?:在|值此|时值|适逢|恰逢|临近|随着)(?:(?![0-9]{1,2}月)[^。;:()]){2,30}(?:之际|之时|来临|到来|临近|[支指号背领协][持导召景助]下)),"
)
_REACH = 1000  # characters that an expression governs at most
_BRACKETED = 60  # characters within which brackets and the openings of sentences are looked for
_SHORT_ITEM = 6  # characters of an item after a semicolon that has no subject of its own
_NEAR = 20  # characters between a figure and the expression behind it
_LOOK_BACK = 6  # expressions that are considered for one figure

_COMES = r"(?:[捐送运寄汇派开赶发]来|捐出|捐赠|捐给|赠送|留下|汇款|来[站校村队][0-9一两二三四五六七八九十])"
_WITH_THEM = r"(?!随队|随车|同期|也在)"
# 昆明市一家心理机构捐来: who comes or sends from elsewhere does so on a day of its own.
FROM_ELSEWHERE = re.compile(
    r"[\W_]*(?:来自|远在)?"
    rf"(?:(?:海外|境外|港澳|省外|外省|外地|异地)(?:{_WITH_THEM}[^,。;0-9]){{2,12}}?"
    r"|(?:(?![全各本我])[一-鿿]){2,7}?(?:[省县旗州盟]|(?<![社小片辖校园街景灾])区|(?<![超夜菜])市)[^,。;0-9]{0,14}?"
    r"(?:[0-9]{1,4}|[一两二三四五六七八九十百几多]{1,4})?[余多]?(?:[家位名个支所群批]|的)"
    rf"(?:{_WITH_THEM}[^。;]){{0,24}}?){_COMES}"
    r"|[\W_]*来自[^,。;]{2,20}?的[^,。;]{0,16}?(?:赶[到来赴]|驰援|增援|抵达)"
)
_CONTINUES = re.compile(r"[给为向把将对由并还也又共送另同]|累计|先后|其中|组织|开展|发放|提供|帮助|协助|参与|完成")
_CHANGED_TO = re.compile(rf"(?:{either('changes')})[^,。;]{{0,4}}?[到至为成]")
_NOTHING_MORE = re.compile(r"[)】\]”』。!;,、 \n]*\Z")
_ENDS_REACH = re.compile(r"[,;:)]")
_OF_SOMETHING_ELSE = re.compile(r"[^,。;]{0,8}的")
_NUMERALS = frozenset("0123456789一二两三四五六七八九十百千几数近约逾")
_THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3})")
_LONG = 85  # days
_IS_NO_MORE = re.compile("[^,。;0-9]{2,8}了,")  # 如今游客没了，40名讲解员转去…
_PUT_OFF = re.compile("(?:转|留|推迟|推|等|顺延|延|移|拖|挪)[到至]$")  # 余下18件转到第二天
_ON_THE_DAY = re.compile("[^,。;:0-9]{0,10},?[已便]?[于在]?")
_LIST_SIGNS = LIST_SIGNS | {",", "、和"}
_ADDED_UP = re.compile(
    rf"(?<=[,;])前?后?(?P<count>[两三四五六])(?:{either('spell')})[里来]?(?:{either('summed')})[^,。;\d]{{0,12}}\Z"
)


@cache
def _arrives() -> re.Pattern[str]:
    hour, manner = "(?:[凌清早晚夜上下午晨傍间]{1,2})?", "[已均全便顺利陆续]{0,4}"
    return re.compile(rf"{hour}{manner}(?:{either('arrives')})[^,。;0-9]{{0,24}}+(?![0-9])")


@cache
def _opening() -> re.Pattern[str]:
    """What may stand before an expression that opens its sentence: a label, a number, a clause naming the teller."""
    marks, telling = r"[\W_]*+", either("telling")
    return re.compile(
        rf"{marks}(?:{NUMBERING})?{marks}(?:[^】\]〕」,。;]{{1,20}}[】\]〕」])?{marks}(?:[^,。;:]{{1,14}}:)?{marks}"
        rf"(?:[^,。;]{{0,20}}(?:讯|日电)(?: ?\([^()]{{1,40}}\))?|(?:通讯员|记者|文/|图/)[^()。]{{1,30}}\)|{_PURPOSE}"
        rf"|(?:据|根据|按照?|来自|从|记者)[^,。;]{{0,30}},|[^,。;]{{0,30}}(?:{telling}),|"
        rf"这[就也]?是|此[为系]|其中,?|同时,?|另外,?|此外,?|而|仅|早在|就在|单是|光是|但|且)*{marks}[于在]?\Z"
    )


def _no_thousands(text: str) -> str:
    """`text` without the commas inside its numbers."""
    return _THOUSANDS.sub("", text)


class TimeScopes:
    """The time expressions of one document, looked up by sentence and place."""

    def __init__(self, layout: Layout, times: Sequence[TimeExpression], mentions: Sequence[Mention]) -> None:
        self.layout, self.side, self.times = layout, layout.side, times
        self.by_sentence: dict[int, list[TimeExpression]] = {}
        for time in times:
            self.by_sentence.setdefault(layout.sentence_number(time.start), []).append(time)
        self._figure_ends = {mention.end for mention in mentions}
        self._one_each = self._find_one_each(sorted((mention.start, mention.end, mention.unit) for mention in mentions))

    def within(self, start: int, end: int) -> list[TimeExpression]:
        """The first dated expressions between two places."""
        first = bisect_left(self.times, start, key=lambda time: time.start)
        times = self.times[first : first + _LOOK_BACK]
        return [time for time in times if time.end <= end and time.kind in DATED]

    def of(self, mention: Mention, sentence: int) -> Period | None:
        """The period that its own sentence gives a figure; None when it says nothing."""
        if sentence not in self.by_sentence:
            return None
        each = self._one_each.get(mention.start)
        if each:
            return period_of(each, "one each")
        times = self.by_sentence[sentence]
        return (
            self._added_up(times, mention)
            or self._behind(times, mention)
            or self.before(mention.start, sentence)
            or self._closing(times, mention)
        )

    def _added_up(self, times: list[TimeExpression], mention: Mention) -> Period | None:
        """4月走访93户，5月走访88户，两个月共|181户: from the first of just so many times to the last."""
        word = _ADDED_UP.search(self.side, max(times[0].start, mention.start - _BRACKETED), mention.start)
        told = [time for time in times if word and time.end <= word.start() and time.kind in (DAY, SPAN)]
        if not word or len(told) != count_of(word["count"]) or not (told[0].first and told[-1].last):
            return None
        ordered = all(one.last and other.first and one.last < other.first for one, other in pairwise(told))
        return Period(told[0].first, told[-1].last, told[0].start, word.end(), "added up") if ordered else None

    def before(self, position: int, sentence: int) -> Period | None:
        """What the expressions before `position` in its sentence make of a figure there; None when none reaches it."""
        times = self.by_sentence.get(sentence)
        if not times:
            return None
        known = bisect_left(times, position, key=lambda time: time.end - 1)
        reaching = [
            time for time in times[max(0, known - _LOOK_BACK) : known] if self._reaches(time, sentence, position)
        ]
        return together(reaching) if reaching else None

    def standing(self, time: TimeExpression, sentence: int) -> str:
        """Whether the expression opens its sentence, stands in its first clause, or later."""
        start = self.layout.sentences[sentence].start
        if time.start - start > _BRACKETED:
            return LATER
        if _opening().fullmatch(self.side, start, time.start):
            return OPENS
        return LATER if "," in self.side[start : time.start] else FIRST_CLAUSE

    def _find_one_each(self, figures: list[tuple[int, int, str | None]]) -> dict[int, TimeExpression]:
        """Figures that share a list of times: 2020年、2021年分别服务300人、400人; other lists are one time."""
        found: dict[int, TimeExpression] = {}
        for number, times in self.by_sentence.items():
            parts = [part for time in times for part in _parts(self.side, time)]
            for run, end in self._runs(parts, self.layout.sentences[number].end):
                own = figures[bisect_left(figures, (self._first_of_list(run, end),)) : bisect_left(figures, (end,))]
                whole = [time for time in times if run[0].start <= time.start < run[-1].end]
                if self._are_one_each(run, own, whole == run):
                    found.update(zip((start for start, _, _ in own), run, strict=False))
                if len(whole) > 1:
                    self.by_sentence[number] = _as_one(self.by_sentence[number], whole)
        return found

    def _first_of_list(self, run: list[TimeExpression], end: int) -> int:
        """Where the figures that take one time each begin: behind 分别, unless it stands far behind other figures."""
        apart = self.side.find("分别", run[-1].end, end)
        return apart if 0 <= apart - run[-1].end <= _NEAR else run[-1].end

    def _are_one_each(
        self, run: list[TimeExpression], own: list[tuple[int, int, str | None]], written_apart: bool
    ) -> bool:
        """Whether the figures after a list of times take one each; 5月、6月, one time, wants 402通和377通."""
        between = self.side[run[-1].end : own[0][0]] if own else ""
        if "分别" in between:
            return True
        alike = len(own) == len(run) and len({unit for _, _, unit in own}) == 1
        gaps = (self.side[before[1] : after[0]] for before, after in pairwise(own))
        return alike and (written_apart or ("共" not in between and all(gap in _LIST_SIGNS for gap in gaps)))

    def _runs(self, times: list[TimeExpression], end: int) -> list[tuple[list[TimeExpression], int]]:
        """Times of one sentence that stand in a list, two or more, and where the next expression begins."""
        runs: list[list[TimeExpression]] = [[]]
        for time in times:
            gap_start = runs[-1][-1].end if runs[-1] else time.start
            listed = time.start - gap_start <= 2 and self.side[gap_start : time.start] in _LIST_SIGNS
            if runs[-1] and not (listed and time.kind in (DAY, SPAN)):
                runs.append([])
            runs[-1].append(time)
        ends = [*(run[0].start for run in runs[1:]), end]
        lists = [(run, after) for run, after in zip(runs, ends, strict=True) if len(run) > 1]
        return [(run, after) for run, after in lists if run[0].kind in (DAY, SPAN)]

    def _reaches(self, time: TimeExpression, sentence: int, position: int) -> bool:
        """Whether a figure at `position` is within the range of an expression before it."""
        if position - time.end > _REACH or self._is_shut_in(time, position) or self._is_a_start(time, position):
            return False
        if time.kind == NOW and _IS_NO_MORE.match(self.side, time.end, position):
            return False
        semicolon = self.side.rfind(";", time.end, position)
        if time.kind == DAY and self._is_attributive(time, position):
            return False
        if semicolon >= 0 and time.kind in (DAY, SPAN) and self._is_of_others(semicolon + 1, position):
            return False
        part_of_it = time.kind == SPAN and 0 <= position - semicolon <= _SHORT_ITEM  # ；重点个案9例
        if (
            semicolon < 0
            or part_of_it
            or time.kind in (SINCE, UNTIL)
            or self._is_long(time)
            or self.standing(time, sentence) != LATER
        ):
            return True
        return bool(_CONTINUES.match(self.side, semicolon + 1))

    def _is_of_others(self, start: int, position: int) -> bool:
        return FROM_ELSEWHERE.match(self.side, start, position + _BRACKETED) is not None

    def _is_attributive(self, time: TimeExpression, position: int) -> bool:
        """Whether a day only tells of which day the figure behind it is: 增至年末的2355位，|人均月捐31元."""
        own = self.side[time.end : time.end + 1] == "的" and self.side[time.end + 1 : time.end + 2] in _NUMERALS
        return (
            own
            and self.side.find(",", time.end, position) >= 0
            and "," in _no_thousands(self.side[time.end : position])
        )

    def _is_long(self, time: TimeExpression) -> bool:
        """Whether a time is so long that what a sentence adds still falls in it: 去年送别57位；小组开了两轮."""
        return (
            time.kind == SPAN
            and time.first is not None
            and time.last is not None
            and (time.last - time.first).days >= _LONG
        )

    def _is_a_start(self, time: TimeExpression, position: int) -> bool:
        """Whether the expression dates only what a change began with: 由2021年的41.2万增至48.6万."""
        if self.side[time.start - 1 : time.start] not in ("由", "从", "自"):
            return False
        return bool(_CHANGED_TO.search(self.side, time.end, min(position, time.end + _BRACKETED)))

    def _is_shut_in(self, time: TimeExpression, position: int) -> bool:
        """Whether brackets or quotation marks hold the expression with other words, and close before `position`."""
        start = max(0, time.start - _BRACKETED)
        for left, right in ("()", "“”"):
            closing = self.side.find(right, time.end, min(position, time.end + _BRACKETED))
            if closing < 0 or left in self.side[time.end : closing]:
                continue
            opening = self.side.rfind(left, start, time.start)
            if opening >= 0 and right not in self.side[opening : time.start]:
                if left == "(" and self.side[closing + 1 : closing + 2] == ":":
                    continue  # 首批（7月22日抵达卫辉市）：雨衣2000件
                alone = closing - opening - 1 <= time.end - time.start + 3
                return left == "“" or opening in self._figure_ends or not alone or time.kind == VAGUE
        return False

    def _behind(self, times: list[TimeExpression], mention: Mention) -> Period | None:
        """An expression close behind the figure, none before it in its clause.

        数十名社工自4月1日起…, 1200名（截至6月底）, 850套折叠床，9月12日运抵…
        """
        after = bisect_left(times, mention.end, key=lambda time: time.start)
        if after == len(times) or times[after].start - mention.end > _NEAR or times[after].kind not in DATED:
            return None
        if after and times[after - 1].end > self.layout.clause_at(mention.start).start:
            return None
        time, between = times[after], self.side[mention.end : times[after].start]
        bracketed = between.endswith("(")
        if time.kind == DAY and _ON_THE_DAY.fullmatch(between) and _arrives().match(self.side, time.end):
            return together([time])
        adverb = self.side.startswith("全年", time.start)  # 6个站全年没有外请督导
        if len(between) < 2 - bracketed - adverb or _ENDS_REACH.search(between) or _PUT_OFF.search(between):
            return None
        attributive = time.kind in (DAY, SPAN) and _OF_SOMETHING_ELSE.match(self.side, time.end)
        return None if attributive and not bracketed else together([time])

    def _closing(self, times: list[TimeExpression], mention: Mention) -> Period | None:
        """An expression that closes the sentence: 共服务3000人、发放物资200件（截至6月30日）."""
        last = times[-1]
        end = self.layout.sentence_at(last.start).end
        if last.kind != UNTIL or end - last.end > 8 or not 0 <= last.start - mention.end <= _REACH:
            return None
        return together([last]) if _NOTHING_MORE.match(self.side, last.end, end) else None


_LIST_SIGN = re.compile("[、和及与]")
_LAST_NUMBER = re.compile(r"([0-9]{1,2}|[一二三四五六七八九十]{1,3})[月日号]?份?\Z")


def _parts(side: str, time: TimeExpression) -> list[TimeExpression]:
    """The months or days that one expression names one by one (5月、6月; 3月4日、5日), else the expression itself."""
    signs = [match.start() for match in _LIST_SIGN.finditer(side, time.start, time.end)]
    if time.kind != SPAN or not signs:
        return [time]
    by_day = "日" in side[time.start : time.end] or "号" in side[time.start : time.end]
    spans = zip([time.start, *(sign + 1 for sign in signs)], [*signs, time.end], strict=True)
    parts = [_part(side, time, span, by_day) for span in spans]
    return parts if (parts[0].first, parts[-1].last) == (time.first, time.last) else [time]


def _part(side: str, time: TimeExpression, span: tuple[int, int], by_day: bool) -> TimeExpression:
    """One day or month of a list, without dates when it cannot be read."""
    start, end = span
    written = _LAST_NUMBER.search(side, start, end)
    number = number_of(written[1]) if written else 0
    if time.first is None or not 1 <= number <= (monthrange(time.first.year, time.first.month)[1] if by_day else 12):
        return time._replace(start=start, end=end, first=None, last=None)
    if by_day:
        day = time.first.replace(day=number)
        return TimeExpression(start, end, day, day, DAY)
    first = time.first.replace(month=number, day=1)
    return TimeExpression(start, end, first, first.replace(day=monthrange(first.year, number)[1]), SPAN)


def _as_one(times: list[TimeExpression], run: list[TimeExpression]) -> list[TimeExpression]:
    """`times` with the list `run` as one time: 8月12日和8月15日，共送出860桶."""
    first, last = run[0], run[-1]
    if not all(one.last and later.first and one.last < later.first for one, later in pairwise(run)):
        return times
    whole = TimeExpression(first.start, last.end, first.first, last.last, SPAN)
    place = times.index(first)
    return [*times[:place], whole, *times[place + len(run) :]]


def together(times: Sequence[TimeExpression], rule: str = "sentence") -> Period:
    """The period that expressions before one figure give it, the nearest last."""
    nearest, before = times[-1], times[-2] if len(times) > 1 else None
    if nearest.kind == VAGUE:
        until = [time for time in times if time.kind == UNTIL]
        return period_of(until[-1], rule) if until else _undated(nearest)
    if nearest.kind == LAPSE:
        return period_of(before, rule) if before and before.kind in (SPAN, SINCE, UNTIL) else _undated(nearest)
    if before and before.kind == UNTIL and before.last and nearest.first and _holds(nearest, before):
        return Period(nearest.first, before.last, nearest.start, nearest.end, MERGED)  # 至12月20日，…当年收入
    if nearest.kind == UNTIL and before and before.kind == SPAN and before.end == nearest.start:
        return Period(before.first, nearest.last, before.start, nearest.end, MERGED)  # 今年截至10月20日
    since = [time for time in times[:-1] if time.kind == SINCE and time.first]
    if nearest.kind in (NOW, UNTIL) and since:
        backwards = nearest.last and since[-1].first and nearest.last < since[-1].first
        last = None if backwards else nearest.last
        return Period(since[-1].first, last, nearest.start, nearest.end, rule)
    return period_of(nearest, rule)


def _holds(time: TimeExpression, until: TimeExpression) -> bool:
    """Whether the day counted up to lies within a longer time."""
    if not time.first or not until.last:
        return False
    return time.first <= until.last <= (time.last or until.last)


def period_of(time: TimeExpression, rule: str) -> Period:
    """The period of one expression alone."""
    return Period(time.first, time.last, time.start, time.end, rule)


_LENGTH = re.compile(
    r"(?<![近去])(?P<number>[0-9]{1,3}|[两半]|[一二三四五六七八九十]{1,3})[多来余]?个?[多来余]?(?=年|月|周|星期|天|日)"
)
_UNIT_DAYS = {"年": 365, "月": 30, "周": 7, "期": 7, "天": 1, "日": 1}


def length_of_lapse(side: str, start: int, end: int) -> float | None:
    """The days of a length of time, its last words or all of them from `start` to `end`: 三|个多月里 -> 90."""
    number = _LENGTH.search(side, max(0, start - 5), end)
    unit = next((char for char in side[start:end] if char in _UNIT_DAYS), None)
    if number is None or unit is None:
        return None
    digits = number["number"]
    count = 0.5 if digits == "半" else 2 if digits == "两" else number_of(digits)
    return count * _UNIT_DAYS[unit]


def _undated(time: TimeExpression) -> Period:
    return Period(None, None, time.start, time.end, UNDATED)
