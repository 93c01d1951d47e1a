"""Where to look around one figure: the noun after it, the phrase before it, the actions of its clause.

    为彭州18名空巢独居老人提供心理疏导,配送口罩等防疫物资共5.7万余件
            [--]                                             [------]
    after    独居老人 served                                   none
    before   (为: something is done for them)                  防疫物资 goods (共 stepped over)
    actions  心理疏导 counselling                               配送 supply

The segment of a figure begins at its clause or behind the figure before it, so that `A12家、B30个` gives each its own.
All windows are bounded: the cost of one figure does not grow with the length of its sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.extract.layout import Layout
from tasks.extract.metric_codes import cue_pattern
from tasks.extract.model import Mention
from tasks.extract.noun_classes import BODY_CLASSES, PERSON_CLASSES, Reading, Word, actions, lexicon

PERSONS = frozenset(PERSON_CLASSES)
WINDOW = 60
"""How far, in characters, a clause is looked into on either side of a figure."""

_REACH_BEFORE = 160
_REACH_AFTER = 24
_MOST_COMPANIONS = 6
_NEAR_GAP = 6
_STANDS = frozenset("点站屋亭棚摊")
_AT_WORK = ("social_worker", "volunteer", "counsellor", "provider")
_ROLE_ENDS = frozenset("师员们")
_LONGEST_UNKNOWN = 8
_LONGEST_DOER, _BRINGS = 4, re.compile("[送运发捐搬熬煮背扛]")
_FOR_REACH = 30
_OWN = re.compile("[我本全各](?:[省市县区州院校镇乡站队会]|街道)")
_FILLERS = frozenset(
    "共计约达超有为是各每均逾多近至了的等余仅只到得着出过又就也便剩整全占由从:·“”\"‘’'》」』)〕]】 \n|—-~"
)
_BRAND = re.compile("[“「『][^“”「」『』。;]{1,10}[”」』]")  # 9支“石榴籽”|小分队
_QUOTED = re.compile(r"[“\"「《]([^“”\"「」《》,。;]{2,14})[”\"」》](?![^\W\d])")
_OPENERS = frozenset("“\"‘'《「『(【[的是 ")
_ASIDE = re.compile(r"[)”」』]|(?:镇|乡|县|村)?[“\"「『《(][^“”\"「」『』《》(),。;]{1,10}[”\"」』》)]")
_MADE = frozenset({"goods", "publicity", "record", "case", "other"})
_VERB_ENDS = frozenset("了出到过着得")
"""Behind one unknown character these make a verb of it (饺子包了500个)."""
_NAME_STARTS = frozenset("等的小老大阿 ")
_NAME_HEADS = frozenset({"place", "volunteer_team", "provider", "organization", "social_org"})
LABEL_ENDS = frozenset(":—")
"""What ends a label."""
_PAIRS = {")": "(", "”": "“", "》": "《"}
_AFTER_END = re.compile(
    r"[,。、;:!?…\n|/)〕\]】”’》]|在(?![职校岗家册读编建押])|[把给将被让]|为(?!老|民|主)|从(?!业)|由|\d(?!\d?后)"
    rf"|(?<=[^\W\d个名家支项场次台])(?:{cue_pattern('in_turn').pattern})"
    "|[仍还]?没有|有[了着]|尚未|尚无|仍[有无]|均[已有]|都[有已没在]|缺[乏少]?|已经|正在"
)
_TOTAL = re.compile(r"[共计总有]")
_CLAUSE_BEFORE = re.compile(r"[着了过]|来自|印有|写有|装有|带有|画有")
_UNDERTAKES = re.compile(f"(?:都|均|共|分别|同步|全面|先后|陆续|逐一)*(?:{cue_pattern('undertakes').pattern})")
_FROM_THEN = re.compile("[由从][^,。;、]{0,8}(?:年|月|季度?|期|初|底|末|前|时|最初|起初|原来|原先|刚开始)的$")
"""`投诉由去年四季度的23件降到6件`: what is counted stands before the time."""
_LONGEST_TIME = 12
_RELATIVE = re.compile(r"的(?:[^的,。;]{0,3}[有达占是]|超过?|近|约|共计?)$")
"""`考上大学的有29个`: those who did it are counted, not the noun before 的."""
_FOR = re.compile(
    r"(?:(?<![行作成认分因])为(?![民老期主])|(?<![供补转交介荐])给(?!力)|(?<![方面])向(?!往)|(?<![代接])替(?!换)"
    r"|(?<![面结应])对(?![口接象])|(?<!帮)帮(?![扶厨教工手困忙办帮团队]))[^,。;:了着过出到设配派建开装办]{0,20}$"
)
_COORDINATORS = frozenset("、和及与或暨/")
_ACTED = ~actions("session", "service", "counselling", "testing", "vaccination")
_DONE_TO_THEM = actions("testing", "vaccination", "screening")
_DONE_THERE = actions("serve", "mobilise")
_NO_WORD = Word("", 0, "", -1, -1)


@dataclass(slots=True)
class Surroundings:
    """What stands around one figure.

    `after` and `before` are the words that could name what it counts; `bare` says that nothing stands between the
    figure and the beginning of its segment; `relative` that a clause with 的 stands before it (考上大学的有29个).
    `lead` and `tail` are the words of the clause on either side, nearest first, `lead` up to the figure before it.
    """

    floor: int
    clause_start: int
    sentence_start: int
    after: Word
    after_strong: bool
    after_direct: bool
    before: Word
    before_adjacent: bool
    bare: bool
    relative: bool
    start: int
    last: int
    tail_end: int


class Neighbourhood:
    """The figures of one text with its words; hands out the surroundings of each."""

    def __init__(self, layout: Layout, reading: Reading, mentions: Sequence[Mention]) -> None:
        self.layout, self.side, self.reading, self.mentions = layout, layout.side, reading, mentions

    def around(self, number: int, persons_only: bool, noun_follows: bool) -> Surroundings:
        """The surroundings of figure `number`.

        `persons_only`: its unit counts people; `noun_follows`: its unit is a classifier (名, 个; not 人, 人次), so that
        a noun must stand behind it or before it.
        """
        mention = self.mentions[number]
        clause = self.layout.clause_at(mention.start)
        sentence = self.layout.sentences[clause.sentence]
        previous_end = self.mentions[number - 1].end if number else 0
        floor = max(clause.start, previous_end, mention.start - WINDOW)
        tail_end = min(max(clause.end, mention.end), mention.end + WINDOW)
        if number + 1 < len(self.mentions):
            tail_end = max(mention.end, min(tail_end, self.mentions[number + 1].start))
        after, strong, direct = self._after(mention, tail_end, persons_only, noun_follows)
        before, adjacent, bare, last = self._before(self._outside(mention, floor), floor, persons_only)
        clause_with_de = _RELATIVE.search(self.side, max(floor, mention.start - _NEAR_GAP), mention.start)
        # 卖菜的摊位有38个挂上了牌子: the noun behind 的 is what is counted
        named = clause_with_de is not None and before.start > clause_with_de.start() and self._verb_at(mention.end)
        relative = clause_with_de is not None and not named
        if relative and before.noun not in PERSONS:
            before, adjacent = _NO_WORD, False
        opens = bare and floor == clause.start
        if opens and max(sentence.start, previous_end + 1) < floor and self.side[floor - 1] in LABEL_ENDS:
            label_start = max(previous_end, self.layout.clause_at(floor - 1).start, floor - WINDOW)
            label, named_so, _, place = self._before(floor, label_start, persons_only)
            if named_so:
                before, adjacent, bare, last, floor = label, True, False, place, label_start
        elif opens and previous_end < clause.start - 1 > sentence.start:
            before, adjacent = self._across_comma(clause.start, mention.start)
        return Surroundings(
            floor,
            clause.start,
            sentence.start,
            after,
            strong,
            direct,
            before,
            adjacent,
            bare,
            relative,
            mention.start,
            last,
            tail_end,
        )

    def _outside(self, mention: Mention, floor: int) -> int:
        """Where a figure begins, or the brackets that hold nothing else: 社工|(12名)."""
        opened = mention.start - 1 > floor and self.side[mention.start - 1] == "("
        return mention.start - (opened and self.side.startswith(")", mention.end))

    def _before(self, start: int, floor: int, persons_only: bool) -> tuple[Word, bool, bool, int]:
        """The word before the figure, fillers stepped over.

        With it: whether it touches the figure, whether nothing stands there at all, and the number of the last word
        before the fillers.
        """
        words, side = self.reading.words, self.side
        then = _FROM_THEN.search(side, max(floor, start - _LONGEST_TIME), start)
        position = then.start() if then else start
        last = self.reading.last_until(position)
        if start > floor and side[start - 1] in _COORDINATORS:
            return _NO_WORD, False, start - 1 <= floor, last
        while position > floor:
            if last >= 0 and words[last].end == position:
                if words[last].noun or words[last].acts or words[last].glue != "filler":
                    break
                position = words[last].start
                last -= 1
            elif side[position - 1] in _FILLERS:
                position -= 1
            else:
                break
        if position <= floor:
            return _NO_WORD, False, True, last
        return (*self._word_at(position, floor, last, persons_only), False, last)

    def _word_at(self, position: int, floor: int, last: int, persons_only: bool) -> tuple[Word, bool]:
        """The word that ends at `position`, or a one-character head there, or the nearest word before it."""
        word = self.reading.words[last] if last >= 0 else _NO_WORD
        if word.end == position and word.start >= floor:
            return (word, True) if word.noun or word.acts else (_NO_WORD, False)
        if word.noun in _AT_WORK and word.end == position - 1 >= floor and self.side[word.end] in _ROLE_ENDS:
            return word, True  # 驻点社工|师3名
        single = self._single(position, persons_only)
        if single.noun and self.side[position] not in _VERB_ENDS:
            return single, True
        if word.start >= floor and position - word.end <= _NEAR_GAP and (word.noun or word.acts):
            if word.noun in _MADE and position - word.end == 1 and self.side[position] in _VERB_ENDS:
                return word, True
            cut = self.side[word.end] in _NAME_STARTS or (persons_only and position - word.end > 2)
            return (word, False) if cut or word.acts else (_NO_WORD, False)
        return _NO_WORD, False

    def _across_comma(self, clause_start: int, start: int) -> tuple[Word, bool]:
        """`口罩、手套等物资,共3200件`: the phrase that the clause before ends in, when the figure is its total."""
        told = _TOTAL.search(self.side, clause_start, start)
        if not told:
            return _NO_WORD, False
        word, adjacent, _, _ = self._before(clause_start - 1, max(0, clause_start - WINDOW), False)
        fits = word.noun in PERSONS if told.group() == "有" else bool(word.noun)
        return (word, True) if adjacent and fits else (_NO_WORD, False)

    def _after(self, mention: Mention, limit: int, persons_only: bool, noun_follows: bool) -> tuple[Word, bool, bool]:
        """The head of the phrase after the figure, whether no verb comes first, whether a known word does."""
        side, position = self.side, mention.end
        if not persons_only and noun_follows and (name := self._quoted(position, limit)):
            return name, True, True
        while position < limit and side[position] in _OPENERS and not self._begins_word(position):
            position += 1
        end = self._phrase_end(mention.end, min(limit, position + _REACH_AFTER))
        if end <= position:
            return _NO_WORD, False, False
        direct = self._begins_word(position)
        if noun_follows and not persons_only and (place := self._place_that_acts(position, end)).noun:
            return place, True, True
        head, strong, unknown_end = self._head_of_phrase(position, end, persons_only, noun_follows)
        if noun_follows and (doer := self._doer(position, min(unknown_end, head.start), head, persons_only)):
            return doer, True, False
        if head.noun or not noun_follows:
            return head, strong, direct
        if 0 < unknown_end - position <= _LONGEST_UNKNOWN:
            head = self._single(unknown_end, persons_only)
        if not head.noun and not persons_only:
            head = self._single(position + 1, False)
            if head.noun == "provider" and side[head.end : head.end + 1].isalpha():
                head = _NO_WORD
        return head, strong and bool(head.noun), False

    def _verb_at(self, position: int) -> bool:
        """Whether a known word begins at `position` that only says what is done."""
        first = self.reading.first_from(position)
        words = self.reading.words
        return first < len(words) and words[first].start == position and not words[first].noun and words[first].acts > 0

    def _begins_word(self, position: int) -> bool:
        """`32名|的哥的姐`: a known word begins with what else only opens a phrase."""
        first = self.reading.first_from(position)
        return first < len(self.reading.starts) and self.reading.starts[first] == position

    def _quoted(self, start: int, limit: int) -> Word | None:
        """`31个“火塘调解组”`: of a name in quotes that nothing follows the last word counts; else the noun behind."""
        if (brand := _BRAND.match(self.side, start, limit)) and self._begins_word(brand.end()):
            head = self.reading.words[self.reading.first_from(brand.end())]
            if head.noun:
                return head
        name = _QUOTED.match(self.side, start, limit)
        if not name:
            return None
        noun, _, size = lexicon().head(name.group(1))
        return Word(noun, 0, "", name.end(1) - size, name.end(1)) if noun else None

    def _doer(self, position: int, verb: int, head: Word, persons_only: bool) -> Word | None:
        """`7个孤点送物资`, `3家饭馆轮流熬姜汤`: unknown characters that end like a noun, then a verb, no 的."""
        if not 0 < verb - position <= _LONGEST_DOER or "的" in self.side[position : head.start]:
            return None
        brought = _BRINGS.search(self.side, position + 1, verb)
        single = self._single(brought.start() if brought else verb, persons_only)
        if brought:
            return single if single.noun in _NAME_HEADS else None
        acts = verb < head.start and single.noun and single.noun not in _MADE
        return single if acts else None

    def _place_that_acts(self, position: int, end: int) -> Word:
        """`8个村电话问候203通`, `36个村开展消杀`: a place of one character, and right behind it what is done there."""
        place = self._single(position + 1, False)
        first = self.reading.first_from(position + 1)
        if place.noun not in ("place", "organization") or first >= len(self.reading.words):
            return _NO_WORD
        if place.noun and _UNDERTAKES.match(self.side, position + 1, end):
            return place
        word = self.reading.words[first]
        gap = self.side[position + 1 : word.start]
        acts = word.acts & _ACTED and word.noun in ("", "call") and word.end <= end
        return place if acts and gap in ("", " ", "都", "共") else _NO_WORD

    def _phrase_end(self, start: int, limit: int) -> int:
        """Where the phrase that begins at `start` ends at the latest; what it puts in brackets does not end it."""
        position = start
        while stop := _AFTER_END.search(self.side, position, limit):
            opener = _PAIRS.get(stop.group())
            if not opener or opener not in self.side[start : stop.start()]:
                return stop.start()
            position = stop.end()
        return limit

    def _single(self, end: int, persons_only: bool) -> Word:
        """A head of one character that ends at `end`."""
        noun = lexicon().nouns.get(self.side[end - 1], "")
        if not noun or (persons_only and noun not in PERSONS):
            return _NO_WORD
        return Word(noun, 0, "", end - 1, end)

    def _head_of_phrase(self, start: int, end: int, persons_only: bool, noun_follows: bool) -> tuple[Word, bool, int]:
        """Walks the words of `side[start:end]` to the last one of the noun phrase that begins there."""
        head, strong, position, unknown_end = _NO_WORD, True, start, end
        words = self.reading.words
        number = self.reading.first_from(start)
        while number < len(words) and words[number].end <= end:
            word = words[number]
            number += 1
            if word.start < position:
                continue
            if head.noun:
                position = self._past_aside(position, word.start)
                if persons_only and (word.noun == "session" or (word.noun == "case" and head.noun in _AT_WORK)):
                    return head, strong, end  # 两名社工|跟进个案
                made = self._made_of(start, head, position, word)
                if not made and (word.start > position or not _continues(head, word, end)):
                    limit = position if word.noun and not word.acts else word.start
                    return self._longer(head, position, limit, persons_only), strong, end
            elif not word.noun or (word.acts and word.start == start and not noun_follows):
                if not noun_follows or word.glue not in ("", "plain"):
                    return head, strong, word.start
                strong = strong and word.start > start
                unknown_end = word.start if unknown_end == end and word.start > start else unknown_end
            elif not persons_only and (owner := self._owner(position, word.start)).noun:
                return owner, strong, end
            if word.noun and (not persons_only or word.noun in PERSONS or head.noun):
                head = word
            position = word.end
        return self._longer(head, position, end, persons_only), strong, unknown_end

    def _made_of(self, start: int, head: Word, position: int, word: Word) -> bool:
        """`117张写着愿望的卡片`: behind a clause with 的 stands what is counted."""
        if not word.noun or word.start != position + 1 or self.side[position] != "的":
            return False
        return _CLAUSE_BEFORE.search(self.side, start, head.start) is not None

    def _past_aside(self, position: int, limit: int) -> int:
        """The end of a bracketed or quoted aside at `position` (企业“帮复”志愿队), else `position` itself."""
        if position == limit:
            return position
        aside = _ASIDE.match(self.side, position, limit)
        return aside.end() if aside else position

    def _owner(self, start: int, end: int) -> Word:
        """`两个乡的服务员`: the one-character noun before 的 is what is counted."""
        mark = self.side.find("的", start + 1, end)
        return self._single(mark, False) if mark > 0 else _NO_WORD

    def _longer(self, head: Word, position: int, end: int, persons_only: bool) -> Word:
        """`居民自治站`: two or three unknown characters behind a known head are the true head if they end like one."""
        if head.noun == "goods" and end - position == 1 and self.side[position:end] in _STANDS:
            return Word("place", 0, "", position, end)  # 2处热饮|点
        if head.noun and 2 <= end - position <= 3 and not _UNDERTAKES.match(self.side, position, end):
            single = self._single(end, persons_only)
            return single if single.noun in _NAME_HEADS and head.noun not in BODY_CLASSES else head
        return head

    def lead(self, around: Surroundings, floor: int) -> list[Word]:
        """The words before the figure down to `floor`, nearest first."""
        words, number, found = self.reading.words, around.last, []
        floor = max(floor, around.start - _REACH_BEFORE)
        while number >= 0 and words[number].start >= floor:
            found.append(words[number])
            number -= 1
        return found

    def tail(self, around: Surroundings, start: int) -> list[Word]:
        """The words from `start` to the end of the clause or the next figure."""
        words, number, found = self.reading.words, self.reading.first_from(start), []
        while number < len(words) and words[number].end <= around.tail_end:
            found.append(words[number])
            number += 1
        return found

    def tail_of_series(self, number: int, start: int) -> list[Word]:
        """The words from `start` to the end of the clause, past figures joined on by 、 or 和 (2名A、3名B参加)."""
        last, clause = number, self.layout.clause_at(self.mentions[number].start)
        while last + 1 < len(self.mentions) and last < number + 3:
            following = self.mentions[last + 1]
            if following.start >= clause.end or self.side[following.start - 1] not in _COORDINATORS:
                break
            last += 1
        limit = min(clause.end, self.mentions[last].end + WINDOW)
        words, place, found = self.reading.words, self.reading.first_from(start), []
        while place < len(words) and words[place].end <= limit:
            found.append(words[place])
            place += 1
        return found

    def done_for(self, around: Surroundings, start: int) -> bool:
        """Whether 为/给/向/对 governs the phrase that begins at `start`: what it names is served."""
        marker = _FOR.search(self.side, max(around.clause_start, start - _FOR_REACH), start)
        if not marker:
            return False
        words, number = self.reading.words, self.reading.first_from(marker.start())
        own = _OWN.match(self.side, marker.start() + 1, start)
        begins = own.end() if own else marker.start() + 1
        number = self.reading.first_from(begins) if own else number
        at_once = number < len(words) and words[number].start == begins and words[number].acts
        if at_once and not words[number].noun and self.side[start - 1] == "的":
            return True  # 向|驰援湖北的|47名医护人员
        while number < len(words) and words[number].start < start:
            if words[number].acts:
                return False
            number += 1
        return True

    def companions(self, word: Word, number: int, taken: int) -> set[str]:
        """The noun classes named together with `word` (社工及志愿者60余名), its own included.

        What ends before `taken` belongs to the figure before.
        """
        found, words, mention = {word.noun}, self.reading.words, self.mentions[number]
        if word.end <= mention.start:
            place = self.reading.last_until(word.start)
            first = max(0, place - _MOST_COMPANIONS)
            while place >= first and words[place].end > taken:
                if self._joined(words[place], word):
                    found.add(words[place].noun)
                elif words[place].end != word.start:
                    break
                word = words[place]
                place -= 1
            return found
        limit = self.mentions[number + 1].start if number + 1 < len(self.mentions) else len(self.side)
        place = self.reading.first_from(word.end)
        last = min(len(words), place + _MOST_COMPANIONS)
        while place < last and limit - words[place].end > 1 and self._joined(word, words[place]):
            word = words[place]
            found.add(word.noun)
            place += 1
        return found

    def _joined(self, first: Word, second: Word) -> bool:
        gap = second.start - first.end
        return gap == 1 and bool(first.noun and second.noun) and self.side[first.end] in _COORDINATORS


def _continues(head: Word, word: Word, end: int) -> bool:
    """Whether a word that touches a head goes on the phrase: a verb only as its very last word (困难人群个案服务)."""
    if head.noun in BODY_CLASSES and word.noun == "session":
        return False
    if head.noun in PERSONS and word.acts & _DONE_TO_THEM:
        return False  # 给196个孩子|采样
    if not word.acts:
        return bool(word.noun)
    return word.end == end and word.noun in ("case", "session") and not word.acts & _DONE_THERE
