"""Binds to each figure the organisation or group that provides or does it, as it is written.

    "三圣街道社工站协助社区落实防控措施。开展排查共覆盖196户居民,募集物资1310件。"
        196户, 1310件 -> 三圣街道社工站     the subject holds until another one takes its place

Who acts:
1. the subject of the clause: a named body (团市委备下姜茶1.5万杯), a group (彭州社工拨打电话300余个), a list of them as a
   whole, the body that owns the counted people (X中心的11名社工), a place of service (“时间银行”, 积分超市);
2. whoever stands behind 由, 被, 经: 项目经费由县残联出资;
3. the group that a figure before it in the sentence counts: 41家社会工作机构调动3029人 -> 社会工作机构;
4. the subject that still holds: a named body until its paragraph ends or another subject opens a sentence, a group or
   counted people until their sentence ends; 他们 stands for the last of them;
5. the body whose heading or run-in label (段庄街道社工站：) the paragraph stands under.
Who does not act (the figure then has no actor, or that of the rules above):
- the counted providers themselves: 全市共有41家机构、120名社工 has no actor, the 120 belong to no one named;
- individuals (社工周赛姣, 一位咨询师), recipients, places and sources (为…, 在…内, 据…通报, 在…指导下, 来自83家单位);
- nobody, where a sentence opens with another thing or with the whole area: 物资分送31家单位, 全市累计服务…, 满意率98%.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from seeds.tables import read_reference
from tasks.clean.blocks import TABLE
from tasks.extract.layout import Layout
from tasks.extract.model import Bound, Context, Mention
from tasks.extract.organisations import (
    ORGANISATION_NAME,
    PERSON_NAME,
    PRONOUN_NAME,
    QUOTED,
    SELF,
    Name,
    find_names,
)
from tasks.extract.wording import (
    ACTIVITY,
    ADVERB,
    BRACKET,
    BRIEF_VERB,
    CLOSE_QUOTE,
    COLON,
    CONJUNCTION,
    FIGURE,
    LIST_COMMA,
    LOCALISER,
    NOUN,
    OPEN_QUOTE,
    ORGANISATION,
    PERSON,
    PLACE,
    PREPOSITION,
    PROVIDER,
    SCOPE,
    STOP,
    TIME,
    UNKNOWN,
    VERB,
    Words,
    read_words,
)

ROLES = (
    "agent",
    "pivot",
    "forming",
    "source",
    "individual",
    "rate",
    "existing",
    "team",
    "area",
    "giving",
    "weak",
    "genre",
    "acting_place",
    "venue",
    "facility",
    "title",
    "growth",
    "campaign",
    "suffering",
)
_NOTHING = Bound(None)
_NAMED, _GROUP, _BODIES, _PEOPLE, _COMPOUND, _PERSON = "named", "group", "bodies", "people", "compound", "person"
_LASTING = frozenset((_NAMED, _BODIES))
"""What holds beyond its sentence: named bodies, and a number of bodies (8个街道社工站…。登门送药1460户次)."""
_ACTED_ON = frozenset((NOUN, PERSON, FIGURE, UNKNOWN, PLACE, PROVIDER, ORGANISATION, SCOPE))
_COUNTABLE = frozenset((PROVIDER, ORGANISATION, CLOSE_QUOTE))
_THINGS = frozenset((NOUN, UNKNOWN, PERSON, ACTIVITY, PLACE))
_OWN_RULES = frozenset(("object.behind", "object.before", "object.shared_out", "object.row"))


@cache
def words_of(role: str) -> frozenset[str]:
    """The words of `actor_words.csv` that have `role`."""
    rows = read_reference("actor_words.csv", ("word", "role"), ("word", "role"), {"role": ROLES})
    return frozenset(row["word"] for row in rows if row["role"] == role)


def bind_actors(layout: Layout, context: Context, mentions: Sequence[Mention], objects: Sequence[Bound]) -> list[Bound]:
    """Who provides or does what each figure counts, parallel to `mentions` (the figures in text order)."""
    reader = _Reader(layout, context, mentions, objects)
    for number in range(len(mentions)):
        if number >= len(reader.bound):
            reader.read_block(layout.block_number(mentions[number].start))
    return reader.bound


@dataclass(slots=True)
class _Actor:
    """Who acts: the words that say so, and how long they hold."""

    value: str | None
    start: int
    end: int
    strength: str
    rule: str = "subject"


@dataclass(slots=True)
class _Clause:
    """What was read of one clause so far."""

    sentence: int
    opens: bool  # its sentence, or a part of it after a semicolon
    first: bool  # of its sentence
    subject: _Actor | None = None
    agent: _Actor | None = None
    counted: _Actor | None = None  # providers that a figure of this clause counts, as its subject
    pivot: _Actor | None = None
    listed: tuple[int, int, int] | None = None  # a list of names: characters, and its last word
    thing: int = -1  # a noun phrase that is no actor, before any verb
    other: bool = False  # that phrase is the subject
    scope: bool = False
    figures: int = 0
    lone: bool = False  # 一位, 一名: whoever follows is an individual
    verb: str = ""
    preposition: str = ""


class _Reader:
    """Reads block after block; within one, clause after clause, with the subject that still holds."""

    def __init__(self, layout: Layout, context: Context, mentions: Sequence[Mention], objects: Sequence[Bound]) -> None:
        self.layout = layout
        self.context = context
        self.mentions = mentions
        self.objects = objects
        self.words: Words = read_words(layout, mentions)
        self.kinds = self.words.kinds
        self.counted_words = self._counted_words()
        self.names = {name.first: name for name in find_names(self.words)}
        self.bound: list[Bound] = []
        self.topic: _Actor | None = None
        self.home: _Actor | None = None
        self.last_group: _Actor | None = None
        self.page = self._page_actor()

    def _page_actor(self) -> _Actor | None:
        """The body whose report the page is: 石首市新厂镇社工站|工作日报."""
        for block in self.layout.blocks[:4]:
            name = self.names.get(self.words.from_position(block.start))
            if name and name.kind == ORGANISATION_NAME:
                rest = "".join(self.layout.side[name.end : block.end].split())
                if rest in words_of("genre"):
                    return self._actor(name.start, name.end, _NAMED, "page")
        return None

    def _counted_words(self) -> dict[int, int]:
        """The words of each counted noun -> the number of its figure."""
        counted: dict[int, int] = {}
        for number, bound in enumerate(self.objects):
            if bound.rule in _OWN_RULES and bound.start >= 0:
                for at in range(self.words.at(bound.start), self.words.at(bound.end - 1) + 1):
                    counted[at] = number
        return counted

    # -- blocks and clauses ------------------------------------------------------------------------------------

    def read_block(self, number: int) -> None:
        """Bind the figures of block `number`."""
        layout, block = self.layout, self.layout.blocks[number]
        last = len(self.bound)
        while last < len(self.mentions) and self.mentions[last].start < block.end:
            last += 1
        if block.kind != TABLE:
            self.home, self.topic = self._heading_actor(block.start) or self.page, None
            self._read_clauses(layout.clause_number(block.start), block.end, last)
        self.bound += [_NOTHING] * (last - len(self.bound))

    def _read_clauses(self, number: int, end: int, last: int) -> None:
        clauses, sentence, divided, empty = self.layout.clauses, -1, False, False
        while len(self.bound) < last and number < len(clauses) and clauses[number].start < end:
            clause = clauses[number]
            first = clause.sentence != sentence or empty
            read = _Clause(clause.sentence, first or divided, first)
            self._read_clause(clause.start, clause.end, read)
            empty = first and self._is_frame(read)
            sentence, divided = clause.sentence, self.layout.side[clause.end - 1] == ";"
            number += 1

    def _is_frame(self, clause: _Clause) -> bool:
        """A clause that only says when or where (截至目前,): the sentence's subject is still to come."""
        said = clause.subject or clause.agent or clause.counted or clause.pivot or clause.figures
        return not said and clause.thing < 0 and not clause.verb

    def _heading_actor(self, position: int) -> _Actor | None:
        """The body that the nearest heading names and consists of; the headline of the page is none."""
        headings = self.layout.headings_above(position)
        if not headings:
            return None
        block = headings[-1]
        if self.layout.text[block.start : block.end].strip() == self.context.title:
            return None
        first, last = self.words.from_position(block.start), self.words.from_position(block.end) - 1
        for at in range(first, min(last + 1, first + 4)):
            name = self.names.get(at)
            proper = name and name.kind == ORGANISATION_NAME and name.end - name.start > 3 and name.last >= last - 1
            if name and proper and not self._is_area(name):
                return self._actor(name.start, name.end, _NAMED, "heading")
        return None

    def _is_area(self, name: Name) -> bool:
        """A street or township as a heading is where, not who."""
        last = name.last - (self.kinds[name.last] == CLOSE_QUOTE)
        return self.words.form(last).endswith(tuple(words_of("area")))

    def _actor(self, start: int, end: int, strength: str, rule: str = "subject") -> _Actor:
        return _Actor(self.layout.text[start:end].strip(), start, end, strength, rule)

    def _read_clause(self, start: int, end: int, clause: _Clause) -> None:
        at, stop = self.words.from_position(start), self.words.from_position(end)
        if clause.first and self.topic and self.topic.strength not in _LASTING:
            self.topic = None
        while at < stop:
            name = self.names.get(at)
            if name and not self._is_counted(name):
                self._read_name(clause, name)
                at = name.last + 1
                continue
            self._read_word(clause, at)
            at += 1
        self._close(clause, stop - 1)

    def _is_counted(self, name: Name) -> bool:
        """Whether the name is what a figure counts, not who acts."""
        number = self.counted_words.get(name.last)
        return number is not None and self.kinds[self.words.at(self.objects[number].end - 1)] in _COUNTABLE

    def _read_word(self, clause: _Clause, at: int) -> None:
        kind = self.kinds[at]
        if kind == FIGURE:
            self._read_figure(clause, at)
        elif kind == PREPOSITION or (kind == CONJUNCTION and self._kind(at - 1) in (STOP, ADVERB, TIME, COLON)):
            clause.preposition = self.words.form(at)
        elif kind == VERB or (kind in (ACTIVITY, BRIEF_VERB) and self._acts(clause, at)) or self._gives(clause, at):
            self._read_verb(clause, at)
        elif kind == LOCALISER:
            if not self._is(at + 1, "的"):
                clause.preposition, clause.thing = "", -1
        elif kind == SCOPE:
            clause.scope = clause.scope or not clause.verb
        elif kind == COLON:
            self._read_colon(clause, at)
        elif kind in _THINGS and not (clause.verb or clause.preposition or clause.subject):
            self._read_thing(clause, at)

    def _read_verb(self, clause: _Clause, at: int) -> None:
        form = self.words.form(at)
        if form in words_of("existing"):
            return
        clause.other = clause.other or (clause.thing >= 0 and not (clause.subject or clause.agent or clause.counted))
        if clause.other and form in words_of("giving") and self.kinds[clause.thing] == PERSON and not clause.subject:
            clause.subject = self._giver(clause.thing)
        placed = clause.other and self.kinds[clause.thing] == PLACE
        if ((clause.first and (clause.other or clause.scope)) or (clause.opens and placed)) and not clause.subject:
            self.topic = None
        clause.verb, clause.preposition = form, ""

    def _read_thing(self, clause: _Clause, at: int) -> None:
        clause.lone = clause.lone or self.words.form(at) in words_of("individual")
        if at not in self.counted_words and not self.words.form(at).startswith("一"):
            clause.thing = at

    def _gives(self, clause: _Clause, at: int) -> bool:
        """三地老兵|捐款8.76万元: a noun that is a verb behind people."""
        return (
            clause.thing == at - 1 and self.kinds[clause.thing] == PERSON and self.words.form(at) in words_of("giving")
        )

    def _giver(self, at: int) -> _Actor:
        """村民|吊上去热水瓶, 三地老兵|捐款: served people who give."""
        return self._actor(self.words.starts[at], self.words.ends[at], _GROUP)

    def _acts(self, clause: _Clause, at: int) -> bool:
        """Whether an activity word or a one-character verb is the verb of the clause here."""
        following = self._kind(at + 1)
        if self.words.form(at) in words_of("giving"):
            return True
        if self.kinds[at] == BRIEF_VERB:
            return following not in (UNKNOWN, BRIEF_VERB) or bool(clause.subject)
        return following in _ACTED_ON and clause.thing != at - 1

    def _read_colon(self, clause: _Clause, at: int) -> None:
        """段庄街道社工站： opens a paragraph that is about it; …的是积分超市： says who acts next."""
        name = clause.subject if not clause.verb else None
        if name and clause.first:
            self.home = name
        for first in range(max(0, at - 6), at):
            candidate = self.names.get(first)
            if candidate and candidate.last == at - 1 and not name and candidate.kind != QUOTED:
                clause.pivot = self._as_actor(clause, candidate)

    # -- names -------------------------------------------------------------------------------------------------

    def _read_name(self, clause: _Clause, name: Name) -> None:
        actor = self._as_actor(clause, name)
        self._read_list(clause, name)
        if self._is_weak(name):
            return
        if name.kind == QUOTED and not self._quoted_acts(clause, name):
            if clause.verb in words_of("team") and self._kind(name.last + 1) == STOP:
                clause.pivot = actor
            clause.thing = name.first if not clause.verb and not clause.preposition else clause.thing
        elif clause.preposition in words_of("agent"):
            clause.agent, clause.preposition = actor, ""
        elif clause.preposition:
            return
        elif clause.verb and not self._heads_relative(clause, name):
            self._read_object(clause, name, actor)
        elif self._kind(name.last + 1) == LOCALISER or (self._is_area(name) and not self._area_acts(name)):
            return
        elif self._is_modifier(name):
            clause.thing = name.last
            clause.lone = clause.lone or self.words.form(name.last + 1) in words_of("title")
        elif not clause.subject or self._takes_over(clause, name):
            clause.subject = actor
        elif clause.listed and clause.listed[0] == clause.subject.start:
            clause.subject = self._actor(clause.subject.start, name.end, clause.subject.strength)

    def _heads_relative(self, clause: _Clause, name: Name) -> bool:
        """开通的|“心桥”热线|全年接听: behind a relative clause stands the subject."""
        if clause.subject or not self._is(name.first - 1, "的"):
            return False
        return self._kind(name.last + 1) in (VERB, ADVERB, TIME, PREPOSITION)

    def _is_modifier(self, name: Name) -> bool:
        """师生|满意度, 中心|主任: the name only says whose."""
        following, kind = self.words.form(min(name.last + 1, len(self.kinds) - 1)), self._kind(name.last + 1)
        if following in words_of("title") and kind in (NOUN, PERSON, PROVIDER):
            return True
        return kind == NOUN and self.words.kinds[name.last] == PROVIDER

    def _area_acts(self, name: Name) -> bool:
        """广胜寺镇推行…, 江北区观音桥街道把…: a town acts where a deed follows at once; else it is where people live."""
        following, form = self._kind(name.last + 1), self.words.form(min(name.last + 1, len(self.kinds) - 1))
        if following == ACTIVITY:
            return self._kind(name.last + 2) not in (UNKNOWN, NOUN)
        if following == PREPOSITION:
            return form not in ("到", "至", "离", "距", "在", "于")
        return following in (VERB, ADVERB, BRIEF_VERB) and form not in words_of("suffering")

    def _takes_over(self, clause: _Clause, name: Name) -> bool:
        """漳港街道(的)|“候机厅法律角”: the team or place that belongs to the body before it."""
        if not clause.subject or name.kind not in (QUOTED, ORGANISATION_NAME):
            return False
        gap = self.layout.side[clause.subject.end : name.start].strip()
        return gap in ("", "的")

    def _is_weak(self, name: Name) -> bool:
        """Quoted activities (“检爱同行”宣讲) do not act, quoted places only where no body does."""
        last = name.last - (name.kind == QUOTED)
        form, following = self.words.form(last), self.words.form(min(name.last + 1, len(self.kinds) - 1))
        weak, venue = tuple(words_of("weak")), tuple(words_of("venue"))
        if name.kind == QUOTED and (form.endswith(weak) or following[0] in "那当期前后以"):
            return True
        if name.kind == QUOTED and following in words_of("campaign"):
            return True
        quoted = name.kind == QUOTED or self.kinds[name.first] == OPEN_QUOTE
        named = self.home or (self.topic and self.topic.strength == _NAMED)
        return bool(quoted and named and form.endswith(venue))

    def _read_list(self, clause: _Clause, name: Name) -> None:
        """Keep the list of names that ends with `name`: A、B和C."""
        joined = clause.listed and clause.listed[2] == name.first - 2
        if joined and clause.listed and self._kind(name.first - 1) in (LIST_COMMA, CONJUNCTION):
            clause.listed = (clause.listed[0], name.end, name.last)
        else:
            clause.listed = (name.start, name.end, name.last)

    def _quoted_acts(self, clause: _Clause, name: Name) -> bool:
        if clause.verb or clause.preposition:
            return False
        return self._kind(name.last + 1) in (VERB, ADVERB, ACTIVITY, BRIEF_VERB, PREPOSITION, TIME, BRACKET)

    def _read_object(self, clause: _Clause, name: Name, actor: _Actor) -> None:
        """A name behind the verb: who was brought in, or the group that was formed, acts in the clauses to come."""
        brought = clause.verb in words_of("pivot") and name.kind == ORGANISATION_NAME
        team = clause.verb in words_of("team") and self.words.form(name.last)[-1] in "队伍团组社"
        formed = team or (clause.verb in words_of("forming") and not (clause.subject or self.topic or self.home))
        if brought or formed:
            clause.pivot = actor

    def _as_actor(self, clause: _Clause, name: Name) -> _Actor:
        if name.kind == PRONOUN_NAME:
            source = self.topic if self.topic and self.topic.strength == _NAMED else self.last_group
            value = source.value if source else None
            return _Actor(value, name.start, name.end, source.strength if source else _PERSON, "pronoun")
        if name.kind == PERSON_NAME or (clause.lone and name.kind != ORGANISATION_NAME):
            return _Actor(None, name.start, name.end, _PERSON, "individual")
        if name.kind == SELF and self.layout.side[name.start : name.end] == "我们":
            return self._ourselves(name)
        return self._actor(name.start, name.end, _NAMED if name.kind in (ORGANISATION_NAME, SELF) else _GROUP)

    def _ourselves(self, name: Name) -> _Actor:
        """我们 -> the body that the page is headed with; in a speech or a talk it is no one in particular."""
        for block in self.layout.blocks[:3]:
            first, last = self.words.from_position(block.start), self.words.from_position(block.end) - 1
            heading = self.names.get(first)
            if heading and heading.kind == ORGANISATION_NAME and heading.last >= last:
                return self._actor(heading.start, heading.end, _NAMED, "ourselves")
        return _Actor(None, name.start, name.end, _GROUP, "ourselves")

    # -- figures -----------------------------------------------------------------------------------------------

    def _read_figure(self, clause: _Clause, at: int) -> None:
        number = len(self.bound)
        while number < len(self.mentions) and self.words.figures[number] < at:
            self.bound.append(_NOTHING)
            number += 1
        while number < len(self.mentions) and self.words.figures[number] == at:
            clause.figures += 1
            self.bound.append(self._decide(clause, number, at))
            number += 1

    def _decide(self, clause: _Clause, number: int, at: int) -> Bound:
        provider = self._is_provider(number)
        if provider and self._stands_behind(number) and not (self.topic and self.topic.strength == _NAMED):
            span = self.objects[number]
            self.last_group = self._actor(span.start, span.end, _GROUP)
        if (
            clause.listed
            and clause.listed[2] == at - 2
            and not clause.preposition
            and self._is(at - 1, "等")
            and (not provider or self._tail_kind(number) == PROVIDER)
        ):
            return self._give(self._actor(clause.listed[0], clause.listed[1], _NAMED), "list")
        if clause.preposition in words_of("agent") or clause.verb in words_of("source"):
            return _NOTHING
        if self._is_partition(at) and not self.home:
            self.topic = None
            return _NOTHING
        if clause.agent:
            return self._give(clause.agent, "agent")
        if clause.subject and clause.subject.strength == _PERSON and provider and self._is(at - 1, "的"):
            clause.subject = None  # 大学生马小燕和外地来的|11名志愿者
        if clause.subject:
            if clause.verb in words_of("growth") and clause.subject.strength != _PERSON:
                return _NOTHING
            hotline = (clause.subject.value or "").rstrip("”").endswith(("热线", "专线"))
            itself = clause.subject.start < self.objects[number].end <= clause.subject.end and not hotline
            return _NOTHING if itself else self._give(clause.subject, clause.subject.rule)
        free = (not clause.verb and not clause.preposition) or (self._is(at - 1, "的") and not clause.counted)
        if (provider or self._acts_as_place(number)) and free and not self._is_place(number):
            return self._counted_subject(clause, number)
        if clause.counted and clause.counted.strength != _NAMED and not clause.verb and self._stands_behind(number):
            return _NOTHING
        if clause.counted and (clause.verb or clause.preposition or not self._stands_behind(number)):
            return self._give(clause.counted, "counted_subject")
        return self._carried(clause, number, at, provider)

    def _stands_behind(self, number: int) -> bool:
        return self.objects[number].start >= self.mentions[number].end

    def _is_partition(self, at: int) -> bool:
        """抽查的60户|中有|17户未达到: what was found, not what was done."""
        return self._kind(at + 1) == LOCALISER and self._is(at + 2, "有")

    def _counted_subject(self, clause: _Clause, number: int) -> Bound:
        """A number of providers is the subject: they belong to the named body of the sentence, or to no one."""
        span = self.objects[number]
        if self._is(self.words.at(span.end - 1) + 1, "的"):
            return self._carried(clause, number, self.words.figures[number], True)
        people = self._tail_kind(number) == PROVIDER
        if clause.counted and clause.counted.strength == _NAMED:
            return self._give(clause.counted, "owner")
        owner = self.topic if self.topic and self.topic.strength == _NAMED and not clause.first else self.home
        if people and owner and not clause.scope and clause.thing < 0 and not clause.counted:
            lasting = owner.rule != "page"
            clause.counted = owner if lasting else self._actor(span.start, span.end, _PEOPLE)
            return self._give(owner, "owner")
        if clause.counted and self.home and self.home.rule == "page":
            return self._give(self.home, "owner")
        if clause.counted:
            start = clause.counted.start
            clause.counted = self._actor(start, max(span.end, clause.counted.end), _COMPOUND)
        elif not clause.counted:
            clause.counted = self._actor(span.start, span.end, _PEOPLE if people else _BODIES)
        return _NOTHING

    def _carried(self, clause: _Clause, number: int, at: int, provider: bool) -> Bound:
        if clause.verb in words_of("forming") and provider and not (self.topic or self.home):
            span = self.objects[number]
            clause.pivot = self._actor(span.start, span.end, _GROUP)
        if self._is_average(number, at):
            span = self.objects[number - 1]
            return self._give(self._actor(span.start, span.end, _GROUP), "average")
        rate = (self.objects[number].value or "").endswith(tuple(words_of("rate")))
        existing = self._is(at - 1, "有") and self._is(at - 2, "的")
        person = clause.other and self.kinds[clause.thing] == PERSON
        elsewhere = (clause.opens and clause.scope) or person or self._is_about_another(clause, number, at)
        if self.topic and not (rate or existing or elsewhere):
            return self._give(self.topic, "carried")
        return self._give(self.home, "heading") if self.home and not clause.scope else _NOTHING

    def _is_average(self, number: int, at: int) -> bool:
        """持证护理员1967名,人均|服务老人6名: the counted people do it."""
        if number == 0 or self.topic or not self._is_provider(number - 1) or self._stands_behind(number - 1):
            return False
        if self._kind(self.words.at(self.objects[number - 1].start) - 1) != STOP:
            return False
        return any(self._is(step, "人均") and self.words.figures[number - 1] == step - 2 for step in range(at - 4, at))

    def _is_about_another(self, clause: _Clause, number: int, at: int) -> bool:
        """A new subject ends a group's hold at once, a named body's at the start of a sentence."""
        if clause.other and clause.first:
            return True
        if not self.topic or self.topic.strength in _LASTING:
            return False
        new = clause.other and self.kinds[clause.thing] != ACTIVITY
        if not new and not clause.verb and not clause.preposition:
            bound = self.objects[number]
            after = self.words.at(bound.end - 1) + 1 if self._stands_behind(number) else at + 1
            counted = bound.start >= 0 and self._kind(after) in (VERB, ADVERB, PREPOSITION, TIME)
            new = counted or (clause.opens and not clause.first)
        if new and not clause.other:
            self.topic = None
        return new

    def _is_provider(self, number: int) -> bool:
        bound = self.objects[number]
        if bound.start < 0 or not bound.value or self._tail_kind(number) not in (PROVIDER, ORGANISATION):
            return False
        place = (self.mentions[number].unit or "") in ("处", "间", "座", "条", "部", "张")
        return not place and not bound.value.endswith(tuple(words_of("facility")))

    def _tail_kind(self, number: int) -> str:
        return self.kinds[self.words.at(self.objects[number].end - 1)]

    def _acts_as_place(self, number: int) -> bool:
        """6个观护基地|提供岗位, 57户村民|腾出床铺: counted places, and people who give."""
        bound = self.objects[number]
        if bound.start < self.mentions[number].end:
            return False
        last = self.words.at(bound.end - 1)
        following = self.words.form(last + 1) if last + 1 < len(self.kinds) else ""
        if self.kinds[last] == PERSON:
            return following in words_of("giving")
        return self._kind(last + 1) == VERB and self.words.form(last).endswith(tuple(words_of("acting_place")))

    def _is_place(self, number: int) -> bool:
        """312名志愿者|里有48名…: the counted people are where, not who."""
        return self._kind(self.words.at(self.objects[number].end - 1) + 1) == LOCALISER

    def _give(self, actor: _Actor, rule: str) -> Bound:
        if not actor.value:
            return Bound(None, actor.start, actor.end, f"actor.{actor.rule}")
        return Bound(actor.value, actor.start, actor.end, f"actor.{rule}")

    def _close(self, clause: _Clause, last: int) -> None:
        """What holds after the clause."""
        holder = clause.pivot or clause.subject
        if clause.agent and not holder:
            agent = clause.agent
            holder = _Actor(agent.value, agent.start, agent.end, _GROUP, agent.rule)
        if clause.counted and not holder:
            holder = clause.counted if clause.counted.strength == _NAMED or self._has_predicate(clause, last) else None
            self.topic = None
        if holder:
            self.topic = holder
            if holder.strength == _GROUP:
                self.last_group = holder
        elif clause.first and (clause.scope or clause.other or self._is_heading_phrase(clause, last)):
            self.topic = None
        elif clause.lone and not clause.figures:
            self.topic = _Actor(None, -1, -1, _PERSON, "individual")

    def _has_predicate(self, clause: _Clause, last: int) -> bool:
        """Whether something is said of the counted providers, or they are only listed (助餐点9个,)."""
        counted = self.words.at(clause.counted.end - 1) if clause.counted else last
        for at in range(counted + 1, last + 1):
            if self.kinds[at] in (VERB, BRIEF_VERB, PREPOSITION, ADVERB, ACTIVITY):
                return True
            if self.kinds[at] == UNKNOWN and self._kind(at + 1) != FIGURE:
                return True
        return False

    def _is_heading_phrase(self, clause: _Clause, last: int) -> bool:
        """A clause that is a noun phrase only is what the sentence is about: 病区里的小词典,|去年印了3000册."""
        return clause.first and clause.thing >= 0 and last - clause.thing <= 1 and not clause.verb

    def _kind(self, at: int) -> str:
        return self.kinds[at] if 0 <= at < len(self.kinds) else STOP

    def _is(self, at: int, form: str) -> bool:
        return 0 <= at < len(self.kinds) and self.words.form(at) == form
