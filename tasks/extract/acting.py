"""What the rules for the actor share: who may act, what is known of a clause, and the subject that still holds.

"县司法局请来渝东南社工中心，8名社工骑着摩托下乡。去年，他们…"
clause 1   subject 县司法局, brought in 渝东南社工中心
clause 2   topic 渝东南社工中心 (it holds until its paragraph ends or another subject opens a sentence)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from seeds.tables import read_reference
from tasks.clean.blocks import Block
from tasks.extract.layout import Layout
from tasks.extract.listings import list_heads
from tasks.extract.model import Bound, Context, Mention
from tasks.extract.organisations import ORGANISATION_NAME, Name, find_names
from tasks.extract.wording import ADVERB, CLOSE_QUOTE, PLACE, PREPOSITION, STOP, TIME, VERB, Words, read_words

ROLES = (
    "acting_place",
    "address",
    "agent",
    "area",
    "body",
    "brand",
    "brand_of_place",
    "calling",
    "campaign",
    "changing",
    "coming",
    "composing",
    "dispatching",
    "entry",
    "existing",
    "facility",
    "fetching",
    "forming",
    "founding",
    "genre",
    "giver",
    "giving",
    "growth",
    "guest",
    "handing",
    "header",
    "helper",
    "individual",
    "joining",
    "keeping",
    "label",
    "made_of",
    "making_up",
    "member",
    "moving_in",
    "own_rate",
    "paper",
    "partaking",
    "party",
    "person_header",
    "pivot",
    "place_actor",
    "premises",
    "programme",
    "rate",
    "receiving",
    "record",
    "reliance",
    "reporting",
    "sending",
    "serving",
    "shift",
    "showing",
    "source",
    "spending",
    "staffing",
    "suffering",
    "team",
    "title",
    "venue",
    "visiting",
    "weak",
)
NAMED, GROUP, BODIES, PEOPLE, COMPOUND, PERSON = "named", "group", "bodies", "people", "compound", "person"
LASTING = frozenset((NAMED, BODIES))
"""What holds beyond its sentence: named bodies, and a number of bodies (8个街道社工站…。登门送药1460户次)."""

PASSING = ("一支", "一个", "一家", "一所")
"""How a body begins that is mentioned in passing (一家面粉厂): it holds for its sentence only."""

LONGEST_LIST = 400
"""Characters that an enumeration of actors may have; a longer one keeps its first part."""

_LONGEST_KIND = 4
"""Characters of words for a kind of body (社工机构); what is longer has a name."""
_LEVELS = tuple("省市区县旗州盟镇乡村街")
_OFTEN = frozenset(("人次", "次", "趟", "回", "遍"))
_OWN_RULES = frozenset(("object.behind", "object.before", "object.shared_out", "object.row"))


@cache
def _words() -> dict[str, frozenset[str]]:
    rows = read_reference("actor_words.csv", ("word", "role"), ("word", "role"), {"role": ROLES}, each=("role",))
    return {role: frozenset(row["word"] for row in rows if row["role"] == role) for role in ROLES}


def words_of(role: str) -> frozenset[str]:
    """The words of `actor_words.csv` that have `role`."""
    return _words()[role]


@cache
def endings_of(role: str) -> tuple[str, ...]:
    """The same as a tuple, for `str.endswith`."""
    return tuple(sorted(words_of(role)))


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: the words that say so (None: an individual, who is no actor), and how long they hold."""

    value: str | None
    start: int
    end: int
    strength: str
    rule: str = "subject"

    def is_line(self) -> bool:
        """A hotline acts though its calls are counted by its name (“知心热线”接听9605通)."""
        return (self.value or "").rstrip("”").endswith(("热线", "专线"))


@dataclass(slots=True)
class Clause:
    """What was read of one clause so far. `first`: of its sentence; `opens`: that, or behind a semicolon."""

    first: bool
    opens: bool
    start: int
    subject: Actor | None = None
    agent: Actor | None = None  # behind 由, 被
    counted: Actor | None = None  # providers that a figure of this clause counts, as its subject
    pivot: Actor | None = None  # who was brought in or formed, and acts in the clauses to come
    listed: tuple[int, int, int] | None = None  # the last list of names: its characters, its last word
    thing: int = -1  # the last word of a noun phrase that is no actor, before any verb
    other: bool = False  # that phrase is the subject
    scope: bool = False  # 全市, 各地
    sourced: bool = False  # 来自…
    lone: bool = False  # 一位, 一名: whoever follows is an individual
    figures: int = 0
    verb: str = ""
    preposition: str = ""

    def is_frame(self) -> bool:
        """Whether the clause only says when or where (截至目前,): the sentence's subject is still to come."""
        said = self.subject or self.agent or self.counted or self.pivot or self.verb
        return not said and not self.figures and self.thing < 0


class Scene:
    """One text with its names and figures, and who acts at the point that was read."""

    def __init__(self, layout: Layout, context: Context, mentions: Sequence[Mention], objects: Sequence[Bound]) -> None:
        self.layout = layout
        self.context = context
        self.mentions = mentions
        self.objects = objects
        self.words: Words = read_words(layout, mentions)
        self.kinds, self.forms, self.count = self.words.kinds, self.words.forms, len(self.words.kinds)
        self.names = {name.first: name for name in find_names(self.words)}
        self.counted_words = self._counted_words()
        self.bound: list[Bound] = []
        self.topic: Actor | None = None  # the subject that still holds
        self.home: Actor | None = None  # the body whose heading or label the paragraph stands under
        self.last_group: Actor | None = None  # whom 他们 means
        self.gave = False  # whether it gave something in the clause that names it
        self.told = -1  # the sentence that is about those who are served
        self.page = self._page_actor()
        self.spread: Actor | None = None  # who does what the items below 做了这些: say
        self.list_heads = list_heads(layout)

    def kind(self, at: int) -> str:
        """The kind of word `at`, STOP beyond the text."""
        return self.kinds[at] if 0 <= at < self.count else STOP

    def form(self, at: int) -> str:
        """Word `at` as it stands, '' beyond the text."""
        return self.forms[at] if 0 <= at < self.count else ""

    def actor(self, start: int, end: int, strength: str, rule: str = "subject") -> Actor:
        """The actor written at `start` to `end`."""
        return Actor(self.layout.text[start:end].strip(), start, end, strength, rule)

    def longer(self, actor: Actor, end: int, strength: str) -> Actor:
        """The actor stretched to `end`, as a list of names or of counted providers goes on."""
        if end <= actor.end or end - actor.start > LONGEST_LIST:
            return actor if actor.strength == strength else replace(actor, strength=strength)
        return self.actor(actor.start, end, strength)

    def longer_left(self, actor: Actor, start: int) -> Actor:
        """The actor stretched back to `start`, where what is counted begins before the name found."""
        return self.actor(min(start, actor.start), actor.end, actor.strength)

    def counted_actor(self, number: int, strength: str) -> Actor:
        """The noun that figure `number` counts, as an actor."""
        return self.actor(self.objects[number].start, self.objects[number].end, strength)

    def is_area(self, name: Name) -> bool:
        """A street or township is rather where than who."""
        last = name.last - (self.kinds[name.last] == CLOSE_QUOTE)
        return self.words.forms[last].endswith(endings_of("area"))

    def is_named_body(self, name: Name) -> bool:
        """Whether a label names a body (县医院, 青岛红十字搜救队), not a kind of one or a place (社区食堂)."""
        form = self.layout.side[name.start : name.end]
        place = self.is_area(name) or form.endswith(endings_of("facility") + endings_of("venue"))
        named = len(form) > _LONGEST_KIND or form.startswith(_LEVELS)
        return named and not place and name.kind == ORGANISATION_NAME

    def named_topic(self) -> Actor | None:
        """The topic, if it is a named body."""
        return self.topic if self.topic and self.topic.strength == NAMED else None

    def _counted_words(self) -> dict[int, int]:
        """The words of each counted noun -> the number of its figure."""
        counted: dict[int, int] = {}
        for number, bound in enumerate(self.objects):
            if bound.start >= 0 and bound.rule in _OWN_RULES and not self._is_told(bound, number):
                for at in range(self.words.at(bound.start), self.words.at(bound.end - 1) + 1):
                    counted[at] = number
        return counted

    def _is_told(self, bound: Bound, number: int) -> bool:
        """孩子们|来了1032人次, 互助会|到8月底办了33次: what is counted is the subject of a verb."""
        after = self.words.at(bound.end - 1) + 1
        if self.mentions[number].unit not in _OFTEN:
            return False
        while self.kind(after) in (ADVERB, TIME) or (self.kind(after) == PREPOSITION and self.kind(after + 1) == TIME):
            after += 1
        return after < self.words.figures[number] and self._does(after)

    def _does(self, at: int) -> bool:
        form = self.words.forms[at]
        return self.kinds[at] == VERB and form not in words_of("existing") and form not in words_of("visiting")

    def heading_actor(self, position: int) -> Actor | None:
        """The body that the nearest heading names and consists of; the headline of the page is none.

        A heading of topics alone (1.力量) leaves it to the one above it (（一）大营路街道社工站).
        """
        for block in reversed(self.layout.headings_above(position)):
            if self.layout.text[block.start : block.end].strip() == self.context.title:
                return None
            words = range(self.words.from_position(block.start), self.words.from_position(block.end))
            actor = self._body_of(block, words)
            if actor or any(self._is_named(at) for at in words):
                return actor
        return None

    def _is_named(self, at: int) -> bool:
        """Whether a place, or the name of a body (not a kind of one: 热线), begins with word `at`."""
        return self.kinds[at] == PLACE or (at in self.names and self.names[at].first < self.names[at].last)

    def _body_of(self, block: Block, words: range) -> Actor | None:
        """The body that the heading `block` consists of."""
        first, last = words.start, words.stop - 1
        for at in range(first, min(last + 1, first + 4)):
            name = self.names.get(at)
            if not name or name.kind != ORGANISATION_NAME or name.end - name.start < 4 or name.last < last - 1:
                continue
            label = self.layout.side[block.start] in "【〖" and not self.is_named_body(name)
            counter = self.forms[name.last].endswith("台")  # 1楼·入院服务台
            return (
                None if label or counter or self.is_area(name) else self.actor(name.start, name.end, NAMED, "heading")
            )
        return None

    def _page_actor(self) -> Actor | None:
        """The body whose report the page is: 石首市新厂镇社工站|工作日报."""
        for block in self.layout.blocks[:4]:
            first = self.words.from_position(block.start)
            name = next((self.names[at] for at in range(first, first + 3) if at in self.names), None)
            if name and name.kind == ORGANISATION_NAME:
                rest = "".join(self.layout.side[name.end : block.end].split())
                if rest in words_of("genre"):
                    return self.actor(name.start, name.end, NAMED, "page")
        return None

    def page_body(self) -> Actor | None:
        """The body that a line at the head of the page consists of."""
        for block in self.layout.blocks[:3]:
            name = self.names.get(self.words.from_position(block.start))
            last = self.words.from_position(block.end) - 1
            if name and name.kind == ORGANISATION_NAME and name.last >= last:
                return self.actor(name.start, name.end, NAMED, "ourselves")
        return None
