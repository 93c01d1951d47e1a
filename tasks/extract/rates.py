"""Says of which figures are rates, and per what: day, week, month, person, household.

    "每天供餐两三百份，送餐上门85份左右"            day, day     the second is of the same kind
    "户均4135元，最多的一户拿了1.2万多元"           household, household
    "每户领到米面各50斤、消毒液2瓶"                 household, household
    "班主任每天电话家访，先后打了1.9万多个"         -            先后: a total
    "最高50万元/人"                                  person
    "每场一个半小时", "单笔最高20万元"               -            no code for them

Words come from `seeds/reference/rate_words.csv`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from seeds.tables import read_reference
from tasks.extract.counting import endings_of, pattern_of, words_of
from tasks.extract.guarded import GuardedWords, Hit
from tasks.extract.layout import Clause, Layout
from tasks.extract.model import Bound, Mention

PERS = ("day", "week", "month", "person", "household")
_TIMES = PERS[:3]
_RATE, _BARE, _OTHER, _ALSO, _TOTAL, _DONE = "rate", "bare", "other", "also", "total", "done"
_NONE = Bound(None)


def bind_rates(layout: Layout, mentions: Sequence[Mention]) -> list[Bound]:
    """What each mention is a rate per, in the order of `mentions`."""
    binder = _Binder(layout, mentions)
    return [binder.rates[mention.start] for mention in mentions]


@cache
def _rate_words() -> GuardedWords:
    columns = ("word", "role", "per", "not_after", "not_before")
    return GuardedWords(
        read_reference(
            "rate_words.csv",
            columns,
            key=("word",),
            codes={"role": (_RATE, _BARE, _OTHER, _ALSO, _TOTAL, _DONE), "per": (*PERS, "")},
        )
    )


_UNIT_CODES = {"人": "person", "名": "person", "位": "person", "生": "person", "户": "household"}
_UNIT_CODES |= {"天": "day", "日": "day", "晚": "day", "周": "week", "月": "month"}
_AFTER_UNIT = re.compile(r" ?(?:/|[每一](?=.(?:[,。;、)]|的标准|$)))(人(?!次)|[名位户天日周月])")
_FAR_MORE = 50
_EXTREME = re.compile(r"最[多少高低大小长短]的?(?:时候?|一[天日](?:能|有|达|就)?|一?[位名人户家])")
_EXTREME_DAY = re.compile(r"最[多少高低大小忙]的?一天(?:[有达就能]|多达|高达)?\Z")
_DATED = re.compile("[0-9一二三四五六七八九十]日[^。;日]{0,20}\\Z")
_SUMS = ("计", "共", "共计", "合计", "总计", "合", "共合")  # 人均500元，计77万元
_GOES_TO = re.compile(rf"(?:{pattern_of('carried')}|[进到往至给入])[进到往至给入]?\Z")
_CLOSES_NAME = re.compile("[^“”]{1,8}”")
_CONTINUES = re.compile(r"[还就约都可均仅只能也]|不到|平均|大概|差不多|相当于")
_FROM_FEW = re.compile(r"最?[少多]则|最?[少多]的?时候?")
"""每天给卡口送饭，少则六七百份: the amount of what the clause before does, however long it is."""
_PART_OF_DAY = re.compile(r"(?:[清凌]?[早晨上中下午晚傍夜间一大里]{1,3})?(?:[0-9]{1,2}[点时](?:[半多许钟])?)?[,:]")
_ENUMERATED = re.compile(r"、|和|以及")
_ON_A_DATE = re.compile(  # 每月5日, 每周二下午, 每晚8点: when, not how much
    r"每个?月(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[日号至到、-]|每月(?:[一二三四五六七八九十]{1,3}[日号]|[上中下]旬)"
    r"|(?:平均)?每个?(?:周|星期|礼拜)(?:[一二三四五六日天几](?![次场回堂节个名人期篇趟轮件小份户顿百千十多条种斤元课批天])|天)"
    r"|每晚(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[点时:]"
)
_NEAR = 30  # characters between a figure and the one that goes on with its rate
_BRACKETED = 60  # characters within which a bracket closes
_SHORT = 6  # characters, punctuation included, between what belongs together


class _Binder:
    """The rate words of one document, and the rates given so far."""

    def __init__(self, layout: Layout, mentions: Sequence[Mention]) -> None:
        self.layout, self.side = layout, layout.side
        self.words = _rate_words().find(layout.side, unless=_ON_A_DATE)
        self.rates: dict[int, Bound] = {}
        before: Mention | None = None
        for mention in sorted(mentions, key=lambda mention: mention.start):
            self.rates[mention.start] = self._rate(mention, before)
            before = mention

    def _rate(self, mention: Mention, before: Mention | None) -> Bound:
        in_unit = self._in_unit(mention)
        if in_unit:
            return in_unit
        if mention.column_label or mention.row_label:
            return self._of_labels(mention)
        clause = self.layout.clause_at(mention.start)
        extreme = _EXTREME_DAY.search(self.side, max(clause.start, mention.start - 10), mention.start)
        if extreme:
            return Bound("day", extreme.start(), extreme.end(), "extreme")
        own = [word for word in self.words.between(clause.start, mention.start) if self._is_open(word, mention)]
        if own and before is not None and own[-1].end <= before.start and self._is_destination(mention, before):
            return _NONE
        if own and own[-1].row["role"] == _BARE and self._is_of_that_day(own[-1]):
            return _NONE
        if own:
            return self._of_word(own, mention, before)
        if before is None or before.start < self.layout.sentences[clause.sentence].start:
            return self._pending(clause, mention, None)
        return self._carried(mention, before) or self._pending(clause, mention, before)

    def _is_of_that_day(self, word: Hit) -> bool:
        """Whether 一天 is that of a date before it: 8月13日，热线一天响了203次."""
        return _DATED.search(self.side, max(0, word.start - _NEAR), word.start) is not None

    def _is_open(self, word: Hit, mention: Mention) -> bool:
        """Whether no bracket closes between a rate word and a figure: 152箱（人均2箱）、书桌40张."""
        if self.side[word.start - 1 : word.start] == "“" and _CLOSES_NAME.match(self.side, word.end, mention.start):
            return False  # “每月捐”捐赠人达到3,206名
        closing = self.side.find(")", word.end, min(mention.start, word.end + _BRACKETED))
        return closing < 0 or "(" in self.side[word.end : closing]

    def _is_destination(self, mention: Mention, before: Mention) -> bool:
        """Whether a figure counts the places that what is done goes to: 每天把310份热饭送进|12个村."""
        goes = self._is_of_places(mention, before) and _GOES_TO.search(self.side, before.end, mention.start)
        return bool(goes)

    def _is_of_places(self, mention: Mention, before: Mention) -> bool:
        """Whether a figure counts places, behind one that does not: 每天烤馕七百个，送进11个|小区."""
        places = endings_of("elsewhere")
        return self.side.startswith(places, mention.end) and not self.side.startswith(places, before.end)

    def _in_unit(self, mention: Mention) -> Bound | None:
        """元/人, 300份/天, 200元每人."""
        _, slash, base = (mention.unit or "").partition("/")
        if slash and base[:1] in _UNIT_CODES and not base.startswith("人次"):
            return Bound(_UNIT_CODES[base[0]], mention.start, mention.end, "unit")
        after = _AFTER_UNIT.match(self.side, mention.end)
        return Bound(_UNIT_CODES[after[1]], after.start(), after.end(), "unit") if after else None

    def _of_labels(self, mention: Mention) -> Bound:
        """What the header or the first column of a table says: 户均补贴（元）."""
        for label in (mention.column_label, mention.row_label):
            for word in self.words.between(*label) if label else ():
                if word.row["role"] == _RATE:
                    return Bound(word.row["per"], word.start, word.end, "label")
        return _NONE

    def _of_word(self, words: Sequence[Hit], mention: Mention, before: Mention | None) -> Bound:
        """The rate by the words before a figure in its clause; of several in a row see `_finer`."""
        last = len(words) - 1
        if (
            words[last].row["role"] == _TOTAL and last and words[last - 1].row["role"] != _BARE
        ):  # 每天累计为千余名居民服务; not 每天供餐300份累计3万份
            last -= 1
            if before and before.start >= words[last].end:
                return _NONE
        if words[last].row["role"] == _TOTAL:  # 一周累计服务2600小时
            return _NONE
        word = words[last]
        while last and words[last].start - words[last - 1].end <= 2 and words[last - 1].row["role"] != _OTHER:
            last -= 1
            word = _finer(words[last], word)
        if not word.row["per"] or (
            word.row["per"] in ("person", "household") and self._is_apart(word, mention, before)
        ):
            return _NONE
        return Bound(word.row["per"], word.start, word.end, "word")

    def _is_apart(self, word: Hit, mention: Mention, before: Mention | None) -> bool:
        """Whether another figure stands between, not in a list with this one: 人均补贴300元惠及20人."""
        if before is None or before.start < word.end:
            return False
        return not _ENUMERATED.search(self.side, before.end, mention.start)

    def _carried(self, mention: Mention, before: Mention) -> Bound | None:
        """The rate of the figure before, when this one is of the same kind: 每天供餐300份，送餐上门85份."""
        rate = self.rates[before.start]
        if not rate.value or mention.start - before.end > _NEAR:
            return None
        between = self.side[before.end : mention.start]
        if self.words.between(before.end, mention.start) or ")" in between:  # 意外险4158元（每人21元），教具900元
            return None
        if mention.value > _FAR_MORE * before.value:  # 人均5小时，兑出9200小时
            return None
        return self._goes_on(mention, before, between, rate)

    def _goes_on(self, mention: Mention, before: Mention, between: str, rate: Bound) -> Bound | None:
        """What `between` two figures, of which the first has a rate, makes of the second."""
        own = between[max(between.rfind(","), between.rfind(";")) + 1 :]
        if own in _SUMS:
            return None
        if own.startswith("其中") and mention.unit == before.unit:  # 每天供饭300份，其中送到船上的40份
            of_all = mention.value > (before.value_high or before.value)  # 接听1,764通，日均40通，其中问药803通
            return _NONE if of_all else rate._replace(rule="same kind")
        if self._is_of_places(mention, before):
            return None
        if own in words_of("besides") and mention.unit in words_of("serving") and "," in between:
            return rate._replace(rule="besides")  # 每天来吃饭的有七八十位，另有22份热饭送到床头
        extreme = _EXTREME.search(own)
        if extreme is None and (mention.unit != before.unit or len(own) > _SHORT or ";" in between):
            return None
        return rate._replace(rule="same kind") if between.count(",") + between.count(";") == 1 else None

    def _pending(self, clause: Clause, mention: Mention, before: Mention | None) -> Bound:
        """A rate word at the end of the clause before: 平均到每位乡亲身上，还不到4元5角."""
        from_few = _FROM_FEW.match(self.side, clause.start)
        start = max(self.layout.sentences[clause.sentence].start, clause.start - (_NEAR if from_few else 20))
        words = self.words.between(start, clause.start)
        if not words or words[-1].row["role"] != _RATE:
            return _NONE
        if not from_few and clause.start - words[-1].end > _SHORT:
            return _NONE
        word = words[-1]
        if before and before.start >= word.end:
            return _NONE
        of_time = word.row["per"] not in ("person", "household")
        goes_on = _PART_OF_DAY.match(self.side, word.end) if of_time else _CONTINUES.match(self.side, clause.start)
        if not goes_on and not (of_time and from_few):
            return _NONE
        return Bound(word.row["per"], word.start, word.end, "clause before")


def _finer(before: Hit, word: Hit) -> Hit:
    """Of two rate words in a row the one per time: 每人每月300元, 每天每人2瓶; else the first."""
    of_time = [hit for hit in (before, word) if hit.row["per"] in _TIMES]
    return of_time[0] if of_time else before if before.row["per"] else word
