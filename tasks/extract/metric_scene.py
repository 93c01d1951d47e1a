"""One text with its figures while their metrics are decided, and the questions every rule asks of it.

scene   the words of the text, what it is about, and the metrics decided so far
figure  number 3: 护理垫、轮椅坐垫共[3200件]    named: 轮椅坐垫 goods    lead: the words before it, nearest first
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.extract.evidence import LABEL_ENDS, PERSONS, WINDOW, Neighbourhood, Surroundings
from tasks.extract.layout import LIST_SIGNS, Layout
from tasks.extract.metric_codes import BODIES_AS_PEOPLE, PROVIDERS, UNIT_KIND, VOLUNTEERS, cues
from tasks.extract.model import NO_SPAN, Bound, Mention
from tasks.extract.noun_classes import BODY_CLASSES, Word, lexicon, read_words

NO_WORD = Word("", 0, "", NO_SPAN, NO_SPAN)
ANY = ~0
"""All classes of action."""

_HANDLED = frozenset({"record", "goods", "publicity", "case", "call", "money", "other"})
"""What a verb can follow and still be counted: 物资发放300份, 问卷回收1126份."""

_LIGHT = frozenset(cues("light"))
"""Verbs that say nothing of what is done: 哀伤辅导|做了88次."""

_ALL_HANDLED = _HANDLED | {*BODY_CLASSES, "place"}
_SOCIAL_WORK = frozenset({"social_worker", "station", "agency"})
_TITLE = re.compile("《[^《》]*》$")
_FOR_WHOM = re.compile("(?<![分别是数量率额人原现初前已成改变升增减扩降])[为给帮替]$")
_DESKS = ("台", "室", "亭")
_OWN_ROLES = ("social_worker", "volunteer", "counsellor", "provider")
"""Roles that stay what they are, whatever the words behind say they do: 社工26名|领班."""
OF_A_KIND = re.compile("的(?:有|共|共有|占|约|约有|近|也有|就有)?$")
"""Before a number of those who are described: 会手语的有|3名."""

EXCEPT = re.compile("除(?:了|去|开)?[约近]?$")
"""Before a number that is taken out of the one before: 除19条转卫健部门外."""

_EACH = ("每", "每个", "每一个", "每家", "每座")
_PART_BEGINS, _NEAR_PART = re.compile(r"\W{0,3}(?:这?其中|里头|里面|这里面|这当中|其余|余下|剩下)"), 24
_ENOUGH = 3
"""So many mentions of social workers make a text one about social work."""


@dataclass(slots=True)
class Figure:
    """One figure: its number in the text, its mention, what stands around it, the word that names what it counts."""

    number: int
    mention: Mention
    around: Surroundings
    named: Word


def bound(metric: str, word: Word, rule: str) -> Bound:
    """`metric`, decided by `word`."""
    return Bound(metric, word.start, word.end, rule)


class Scene:
    """A text, its figures, and the metrics decided so far (`results`, in the order of the figures)."""

    def __init__(
        self, layout: Layout, mentions: Sequence[Mention], objects: Sequence[Bound], actors: Sequence[Bound]
    ) -> None:
        self.layout, self.side, self.mentions = layout, layout.side, mentions
        self.objects, self.actors = objects, actors
        self.near = Neighbourhood(layout, read_words(layout.side, [mention.end for mention in mentions]), mentions)
        self.words, self.reading = self.near.reading.words, self.near.reading
        self.results: list[Bound] = []
        nouns = Counter([word.noun for word in self.words])
        workers = sum(nouns[noun] for noun in _SOCIAL_WORK)
        helpers = sum(nouns[noun] for noun in VOLUNTEERS)
        self.on_social_work = workers >= _ENOUGH
        self.on_stations = nouns["station"] >= _ENOUGH
        self.on_volunteers = 0 < helpers >= workers
        self.names_social_orgs = any(word.noun == "social_org" and word.end - word.start > 2 for word in self.words)

    def figure(self, number: int, kind: str | None) -> Figure:
        """Figure `number`, whose unit alone says it counts `kind` (None when it says nothing)."""
        mention = self.mentions[number]
        noun_follows = kind == "households" or UNIT_KIND.get(mention.unit or "") != "bare"
        around = self.near.around(number, kind == "people", noun_follows)
        return Figure(number, mention, around, self._named(number, around))

    # --- who or what is named

    def _named(self, number: int, around: Surroundings) -> Word:
        """The word that names what the figure counts: after it when a phrase begins there, else before it."""
        before, start = around.before, self.mentions[number].start
        for_whom = _FOR_WHOM.search(self.side, max(0, start - 3), start)
        if for_whom and before.end < start and (not around.after.noun or before.noun in BODIES_AS_PEOPLE):
            return around.after  # 社工站为|73名外地游客: not those who do it
        own = around.before_adjacent and before.noun in PERSONS
        if not around.after.noun and not own and (shared := self._shared(number)).noun:
            return shared
        if not around.after.noun and (listed := self._listed_on(number)).noun:
            return listed
        known_before = around.before_adjacent and before.noun and before.end - before.start > 1
        linked = self.side[start - 1 : start] in ("等", "的")
        doer = own and around.after.noun == "provider" and before.noun in _OWN_ROLES
        noun_first = known_before and not linked and (not around.after_direct or doer or self._in_brackets(number))
        if around.after.noun and around.after_strong and not noun_first:
            return self._whose(number, around.after)
        each = before.noun == "place" and self.side.endswith(_EACH, max(0, before.start - 3), before.start)
        if each and self._given(number).noun:
            return self._given(number)  # 给42个村配了卫星电话,每村|1部
        people = self.mentions[number].dimension == "people"
        made = not people and around.after_direct and around.after.noun in _HANDLED
        if not before.noun and ((people and around.after.noun in PROVIDERS) or made):
            return around.after  # 带着|两名驻点社工, 建立|3958份照护档案
        if around.before_adjacent and (_has_people(before) if people else before.noun or before.acts):
            return self._nominal(around, _ALL_HANDLED if self.mentions[number].dimension is None else _HANDLED)
        return next((word for word in (self._given(number), around.after) if word.noun), before)

    def _whose(self, number: int, after: Word) -> Word:
        """`29个乡镇(街道)驻站社工`: 个 counts the places that the people are of."""
        place = self.word_from(self.mentions[number].end)
        of_place = place.noun == "place" and after.noun in PERSONS
        return place if of_place and self.mentions[number].unit == "个" else after

    def _shared(self, number: int) -> Word:
        """`分别抽调6名和7名社工`: the noun that two figures of one unit have in common stands behind the second."""
        if number + 1 >= len(self.mentions) or self.mentions[number].dimension != "people":
            return NO_WORD
        one, other = self.mentions[number], self.mentions[number + 1]
        if one.unit != other.unit or self.side[one.end : other.start] not in LIST_SIGNS:
            return NO_WORD
        after = self.near.around(number + 1, True, True).after
        return after if after.start == other.end else NO_WORD

    def _listed_on(self, number: int) -> Word:
        """`分别承接4个、5个和6个站点`: the noun behind the last of a list of figures."""
        end = self.mentions[number].end
        given = self._given(number) if self.side[end : end + 1] in LIST_SIGNS else NO_WORD
        return given if given.start >= end else NO_WORD

    def _in_brackets(self, number: int) -> bool:
        """`工作人员6人(社工4人)`: what the brackets behind a figure go on to count is not what it counts itself."""
        end = self.mentions[number].end
        if self.side[end : end + 1] != "(" or number + 1 >= len(self.mentions):
            return False
        following = self.mentions[number + 1].start
        return following < end + WINDOW and self.side.find(")", end, following) < 0

    def _nominal(self, around: Surroundings, handled: frozenset[str]) -> Word:
        """The word before the figure; of a noun with its own verb (问卷回收1126份) the noun with the verb's actions."""
        word = around.before
        if word.noun or around.last < 1:
            return word
        owner = self.words[around.last - 1]
        if owner.end < word.start - 1 or owner.start < around.floor:
            return word
        light = owner.end == word.start and self.side[word.start : word.end] in _LIGHT
        if light and (owner.acts or owner.noun == "session"):
            return owner
        if owner.noun in handled and owner.end == word.start:
            return owner._replace(acts=owner.acts | word.acts)
        if owner.noun in PERSONS and self.side[word.end : word.end + 1] == "的":
            return owner
        return word

    def _given(self, number: int) -> Word:
        """The head of the object that another rule found for this figure."""
        given = self.objects[number]
        if not given.value or (given.end > 0 and self.side[given.end : given.end + 1] in _DESKS):
            return NO_WORD
        value = _TITLE.sub("", given.value) or given.value  # 手绘本|《慢慢走》
        end = given.end - len(given.value) + len(value) if given.end > 0 else given.end
        noun, acts, size = lexicon().head(value)
        return Word(noun, acts, "", end - size if given.end > 0 else NO_SPAN, end)

    # --- what stands around a figure

    def lead(self, figure: Figure, floor: int | None = None) -> list[Word]:
        """The words before the figure, nearest first, down to `floor` (the beginning of its segment)."""
        return self.near.lead(figure.around, figure.around.floor if floor is None else floor)

    def nearest(self, figure: Figure, wanted: int = ANY, floor: int | None = None) -> Word | None:
        """The nearest action of the kinds `wanted` before the figure, not before `floor`."""
        for word in self.lead(figure, floor):
            if word.acts & wanted:
                return word
        return None

    def word_before(self, position: int) -> Word:
        """The word that ends exactly at `position`."""
        place = self.reading.last_until(position) if position > 0 else -1
        return self.words[place] if place >= 0 and self.words[place].end == position else NO_WORD

    def word_from(self, position: int) -> Word:
        """The word that begins exactly at `position`."""
        place = self.reading.first_from(position)
        return self.words[place] if place < len(self.words) and self.words[place].start == position else NO_WORD

    def together(self, figure: Figure, word: Word) -> set[str]:
        """The noun classes named together with `word`, without what the figure before counts."""
        if word.start < 0:
            return {word.noun}
        taken = self.results[figure.number - 1].end if figure.number else 0
        return self.near.companions(word, figure.number, taken)

    def text_before(self, figure: Figure, reach: int) -> str:
        """At most `reach` characters before the figure, within its clause and behind the figure before."""
        start, floor = figure.mention.start, figure.around.clause_start
        if floor > figure.around.sentence_start and self.side[floor - 1] in LABEL_ENDS:
            floor = self.layout.clause_at(floor - 1).start
        return self.side[max(floor, self.previous_end(figure), start - reach) : start].strip()

    def clause_says(self, figure: Figure, pattern: re.Pattern[str], end: int | None = None) -> bool:
        """Whether the clause says `pattern` before the figure, or before `end`."""
        limit = figure.mention.start if end is None else end
        return pattern.search(self.side, max(figure.around.clause_start, limit - WINDOW), limit) is not None

    def said_before(self, figure: Figure, pattern: re.Pattern[str]) -> bool:
        """Whether the sentence says `pattern` before the figure."""
        start = max(figure.around.sentence_start, figure.mention.start - 2 * WINDOW)
        return pattern.search(self.side, start, figure.mention.start) is not None

    def sentence_says(self, figure: Figure, pattern: re.Pattern[str]) -> bool:
        """Whether the sentence says `pattern` before the figure or in the rest of its clause."""
        around = figure.around
        start = max(around.sentence_start, figure.mention.start - 2 * WINDOW)
        return pattern.search(self.side, start, around.tail_end) is not None

    # --- the figures before

    def previous(self, figure: Figure) -> Mention | None:
        """The figure before in the same sentence, or before a sentence that goes on to its parts (。其中女孩79名)."""
        if not figure.number:
            return None
        mention, start = self.mentions[figure.number - 1], figure.around.sentence_start
        goes_on = start - mention.end <= _NEAR_PART and _PART_BEGINS.match(self.side, start)
        return mention if mention.start >= start or goes_on else None

    def previous_end(self, figure: Figure) -> int:
        """Where the figure before ends, 0 for the first one."""
        return self.mentions[figure.number - 1].end if figure.number else 0

    def same_sentence(self, figure: Figure, number: int) -> bool:
        """Whether figure `number` exists and stands in the same sentence."""
        return number >= 0 and self.mentions[number].start >= figure.around.sentence_start

    def same_unit_before(self, figure: Figure) -> bool:
        """Whether the figure before, in whatever sentence, has the same unit."""
        return figure.number > 0 and self.mentions[figure.number - 1].unit == figure.mention.unit

    def again(self, figure: Figure, rule: str) -> Bound:
        """The metric of the figure before."""
        return self.results[figure.number - 1]._replace(rule=rule)


def _has_people(word: Word) -> bool:
    """Whether a number of people can be counted by `word`: a role, a body that has members, a service."""
    return word.noun in PERSONS or word.noun in BODIES_AS_PEOPLE or bool(word.acts)
