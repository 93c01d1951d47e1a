"""The words of a text that matter for who did what: one pass of one automaton, and what lies between its hits.

    side    "彭州社工共计拨打线上电话300余个,"
    words   彭州?  社工 provider  共计 adverb  拨打 verb  线上电话 noun  300余个 figure  , stop

What no table knows stays one piece of kind UNKNOWN; most names and many nouns are such pieces. The figures of the text
are single words, so that nothing is matched across their edge (30个|案例, not 30|个案|例).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from seeds.tables import read_reference
from tasks.extract.layout import Layout
from tasks.extract.model import Mention
from tasks.extract.noun_classes import BODY_CLASSES

UNKNOWN, NOUN, ACTIVITY, VERB, BRIEF_VERB = "?", "n", "w", "v", "s"
PREPOSITION, ADVERB, PARTICLE, CONJUNCTION = "p", "d", "u", "c"
LOCALISER, TIME, SCOPE, PLACE, FIGURE = "l", "t", "x", "y", "#"
ORGANISATION, PROVIDER, PERSON, PRONOUN, FIRST_PERSON = "o", "g", "h", "r", "f"
STOP, OPEN_QUOTE, CLOSE_QUOTE, BRACKET, LIST_COMMA, COLON, SPACE = ".", "“", "”", "(", "、", ":", " "
JOINTS = frozenset((LIST_COMMA, CONJUNCTION))
"""What stands between the items of a list."""

CLAUSE_CLASSES = {
    "noun": NOUN,
    "activity": ACTIVITY,
    "verb": VERB,
    "brief_verb": BRIEF_VERB,
    "preposition": PREPOSITION,
    "adverb": ADVERB,
    "particle": PARTICLE,
    "conjunction": CONJUNCTION,
    "localiser": LOCALISER,
    "time": TIME,
    "scope": SCOPE,
}
ORGANISATION_KINDS = (
    "association",
    "agency",
    "station",
    "foundation",
    "government",
    "medical",
    "education",
    "enterprise",
    "team",
    "platform",
    "community",
)
_DEEDS = frozenset(("session", "case", "call"))
_PROVIDERS = frozenset(("social_worker", "volunteer", "counsellor", "provider"))
_PERSONS = frozenset(("served", "civic", "donor", "household_member", "member"))
_VERBS = frozenset(
    ("serve", "supply", "fit", "mobilise", "take_part", "publicise", "donate", "view", "enrol", "assist")
)
GROUP_KINDS = {"provider": PROVIDER, "pronoun": PRONOUN, "first_person": FIRST_PERSON}
_PUNCTUATION = {
    **dict.fromkeys("。!?,;\n|…", STOP),
    **dict.fromkeys('"“‘「『《〈【', OPEN_QUOTE),
    **dict.fromkeys("”’」』》〉】", CLOSE_QUOTE),
    **dict.fromkeys("()[]〔〕", BRACKET),
    **dict.fromkeys("、/", LIST_COMMA),
    ":": COLON,
    "——": STOP,
}
_TIME_LETTERS = "年月日号时点分秒周至第一二三四五六七八九十百千万亿零〇两几多余个名"
_NUMERIC = re.compile(rf"(?:[\d\s:.~\-—{_TIME_LETTERS}]|(?<=月)份)+")
_PIECE = re.compile(r"(?P<name>[\w.%℃°+&~\-—]+)|(?P<blank>\s+)|(?P<sign>[^\w\s.%℃°+&~\-—]+)")
_SPLIT_VERBS = ("组成", "办起", "办了", "办成")
_MASK = "\ue000"
_PASSED_ROLES = ("filler", "value", "inherit", "change", "percent_verb")
_VERB_ROLES = ("giving", "team", "forming", "pivot", "source")
_ROOMS = ("室", "屋", "食堂", "驿站", "中心", "之家", "家园", "基地", "学堂", "服务站", "工作站")
_LEVELS = "省市区县旗州盟镇乡"
_BODIES_OF_A_LEVEL = ("会", "局", "委", "办", "联", "部", "厅", "社", "基金")
_OF_A_LEVEL = ("association", "government")
_TEAM_ENDS = ("团", "队", "团队", "队伍", "协会", "联盟", "分队", "小分队", "小队", "突击队")
_WORK_ENDS = {
    **dict.fromkeys(("队", "团", "小组", "分队", "小分队", "小队", "突击队", "队伍", "团队", "服务队"), ORGANISATION),
    **dict.fromkeys(("队员", "团员", "组员"), PROVIDER),
    **dict.fromkeys(("团体", "队长", "团长"), NOUN),
}
"""What a body that does a work (助浴|队), and its people, are called; 团体 and 队长 keep the longer word whole."""
_PLACE_COLUMNS = ("code", "name", "level", "parent", "valid_from", "valid_to", "successor")
_MISLEADING = re.compile("[均各共将和向从为于对同与由给把被在到按用经以据自及或得达会设占要让往朝沿帮比代花建铺]")
_SHORT_PLACE = re.compile(r"(.{2,})(?:省|市|自治区|特别行政区|地区|盟|区|县|旗)")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text in order: `text[starts[k]:ends[k]]` is of kind `kinds[k]`.

    `figures[i]` is the number of the word that is figure i, `forms[k]` word k as it stands on the side string.
    """

    side: str
    starts: list[int]
    ends: list[int]
    kinds: list[str]
    figures: list[int]
    forms: list[str]

    def at(self, position: int) -> int:
        """The number of the word that holds `position`."""
        return max(0, bisect_right(self.starts, position) - 1)

    def from_position(self, position: int) -> int:
        """The number of the first word that begins at or after `position`."""
        return bisect_left(self.starts, position)

    def span(self, number: int) -> tuple[int, int]:
        """The characters of word `number`."""
        return self.starts[number], self.ends[number]

    def form(self, number: int) -> str:
        """The word as it stands on the side string."""
        return self.forms[number]


def read_words(layout: Layout, mentions: Sequence[Mention]) -> Words:
    """The words of `layout`; asked twice for the same text and figures it answers from memory."""
    return _read(layout.side, tuple((mention.start, mention.end) for mention in mentions))


@lru_cache(maxsize=2)
def _read(side: str, spans: tuple[tuple[int, int], ...]) -> Words:
    masked = _mask(side, spans)
    automaton, kinds_of, _ = _automaton()
    words = Words(side, [], [], [], [], [])
    starts, ends, kinds = words.starts, words.ends, words.kinds
    position, number = 0, 0
    next_figure = spans[0][0] if spans else len(side)
    for index, start, end in automaton.find_matches_as_indexes(masked):
        while next_figure < start:
            position = _add_figure(words, position, spans[number])
            number += 1
            next_figure = spans[number][0] if number < len(spans) else len(side)
        if start < position:
            continue
        if start > position:
            _add_gap(words, position, start)
        starts.append(start)
        ends.append(end)
        kinds.append(kinds_of[index])
        position = end
        if masked[end - 1] in "组办" and masked[end - 1 : end + 1] in _SPLIT_VERBS and end - start > 1:
            position = _divide(words, end, masked)
    for span in spans[number:]:
        position = _add_figure(words, position, span)
    if position < len(side):
        _add_gap(words, position, len(side))
    words.forms.extend(map(side.__getitem__, map(slice, starts, ends)))
    return words


def _divide(words: Words, end: int, masked: str) -> int:
    """专家组|成督导组 -> 专家|组成|督导组, 街道办|起饭桌 -> 街道|办起; 专家组|成立, 专家组|成员 stay."""
    if masked[end : end + 2] in ("成立", "成员", "成功", "成果", "成效", "成为"):
        return end
    words.ends[-1] = end - 1
    words.starts.append(end - 1)
    words.ends.append(end + 1)
    words.kinds.append(VERB)
    return end + 1


def _mask(side: str, spans: tuple[tuple[int, int], ...]) -> str:
    """`side` with every figure blotted out, so that no word is found across its edge."""
    pieces, position = list[str](), 0
    for start, end in spans:
        if start < position:
            continue
        pieces += (side[position:start], _MASK * (end - start))
        position = end
    return "".join((*pieces, side[position:]))


def _add_figure(words: Words, position: int, span: tuple[int, int]) -> int:
    start, end = span
    if start < position:  # two readings of one numeral: the later one shares the word of the first
        words.figures.append(len(words.starts) - 1)
        return position
    if start > position:
        _add_gap(words, position, start)
    words.figures.append(len(words.starts))
    words.starts.append(start)
    words.ends.append(end)
    words.kinds.append(FIGURE)
    return end


def _add_gap(words: Words, start: int, end: int) -> None:
    """What no table knows between two words, divided at blanks and signs (▶, ■, ·)."""
    if words.side[start:end].isalnum():
        words.starts.append(start)
        words.ends.append(end)
        words.kinds.append(_kind_of_name(words.side, start, end))
        return
    for piece in _PIECE.finditer(words.side, start, end):
        first, last = piece.span()
        words.starts.append(first)
        words.ends.append(last)
        if piece.lastgroup == "name":
            words.kinds.append(_kind_of_name(words.side, first, last))
        else:
            words.kinds.append(SPACE if piece.lastgroup == "blank" else STOP)


def _kind_of_name(side: str, start: int, end: int) -> str:
    """TIME for numbers and what dates are made of; most names show by their first character that they are none."""
    if side[start].isalpha() and side[start] not in _TIME_LETTERS:
        return UNKNOWN
    return TIME if _NUMERIC.fullmatch(side, start, end) else UNKNOWN


@cache
def _automaton() -> tuple[AhoCorasick, list[str], frozenset[str]]:
    kinds: dict[str, str] = dict(_PUNCTUATION)
    for row in read_reference("organisation_words.csv", ("word", "kind"), ("word",), {"kind": ORGANISATION_KINDS}):
        kinds.setdefault(row["word"], ORGANISATION)
        if row["kind"] in _OF_A_LEVEL:  # 市民政局: else 市民 and 政局
            kinds.update(dict.fromkeys((level + row["word"] for level in _LEVELS), ORGANISATION))
    for row in read_reference("group_words.csv", ("word", "kind"), ("word",), {"kind": GROUP_KINDS}):
        kinds.setdefault(row["word"], GROUP_KINDS[row["kind"]])
    for row in read_reference("clause_words.csv", ("word", "class"), ("word",), {"class": CLAUSE_CLASSES}):
        kinds.setdefault(row["word"], CLAUSE_CLASSES[row["class"]])
    _add_shared_tables(kinds)
    _add_bodies_of(kinds)
    for row in read_reference("object_words.csv", ("word", "role"), ("word", "role")):
        if row["role"] in _PASSED_ROLES and len(row["word"]) > 1:
            kinds.setdefault(row["word"], ADVERB)
    for row in read_reference("actor_words.csv", ("word", "role"), ("word", "role")):
        if row["role"] in _VERB_ROLES and len(row["word"]) > 1:
            kinds.setdefault(row["word"], VERB)
    for name in _place_names():
        kinds.setdefault(name, PLACE)
    return AhoCorasick(list(kinds), matchkind=MatchKind.LeftmostLongest), list(kinds.values()), _deed_nouns(kinds)


def _deed_nouns(kinds: dict[str, str]) -> frozenset[str]:
    """跟进|个案, 引导|居民, 打|电话: nouns and people that are a deed and what it is done to."""
    named = (NOUN, PERSON)
    known = {word for word, kind in kinds.items() if kind in named and kinds.get(word[-2:]) in named}
    words = {word for word in known if (kinds.get(word[:-2]), len(word)) in ((VERB, 4), (BRIEF_VERB, 3))}
    actions = read_reference("actions.csv", ("word", "class"), ("word", "class"))
    return frozenset(words | {row["word"] for row in actions if len(row["word"]) == 4 and row["word"] in known})


def is_deed_noun(form: str) -> bool:
    """Whether a word names a deed with what it is done to (跟进个案): behind a body, the body does it."""
    return form in _automaton()[2]


def _add_shared_tables(kinds: dict[str, str]) -> None:
    """The nouns and action words that the metric rules know; a word of the tables above keeps its kind."""
    for row in read_reference("nouns.csv", ("word", "class"), ("word",)):
        if len(row["word"]) > 1:
            deed = row["class"] in _DEEDS and kinds.get(row["word"][-2:]) == ACTIVITY  # 走访慰问, 免费体检
            kind = kinds.setdefault(row["word"], ACTIVITY if deed else _noun_kind(row["word"], row["class"]))
            if kind == ORGANISATION and row["word"].endswith(_BODIES_OF_A_LEVEL):
                kinds.update({level + row["word"]: kind for level in _LEVELS if level + row["word"] not in kinds})
    for row in read_reference("actions.csv", ("word", "class"), ("word", "class")):
        if len(row["word"]) > 1 and not _is_deed_with_object(row["word"], kinds, row["class"] in _VERBS):
            kinds.setdefault(row["word"], VERB if row["class"] in _VERBS else ACTIVITY)


def _add_bodies_of(kinds: dict[str, str]) -> None:
    """家庭教育讲师|团, 义工|团, 助浴|队, 助学基金|会: a body by those it consists of, or its work; 老邻居|们."""
    for word, kind in [(word, kind) for word, kind in kinds.items() if kind in (PERSON, PROVIDER) and len(word) > 1]:
        kinds.setdefault(word + "们", kind)
    for word in [word for word, kind in kinds.items() if kind == PROVIDER and len(word) > 1]:
        if not word.endswith(("们", "队员", "组织")):
            kinds.update({word + end: ORGANISATION for end in _TEAM_ENDS if word + end not in kinds})
    for word in [word for word, kind in kinds.items() if kind == ACTIVITY and len(word) == 2]:
        for end, kind in _WORK_ENDS.items():
            kinds.setdefault(word + end, kind)
    for word in [word for word, kind in kinds.items() if kind == ORGANISATION and word.endswith(("基金", "队"))]:
        kinds.setdefault(*((word + "会", ORGANISATION) if word.endswith("基金") else (word + "员", PROVIDER)))


def _is_deed_with_object(word: str, kinds: dict[str, str], supplies: bool) -> bool:
    """募集|物资, 打出|电话, 接收捐赠|物资: the noun within is what is counted."""
    if supplies and len(word) > 3 and kinds.get(word[-2:]) == NOUN:
        return True
    return len(word) == 4 and kinds.get(word[2:]) == NOUN and kinds.get(word[:2]) in (VERB, None)


def _noun_kind(word: str, noun_class: str) -> str:
    if noun_class in _PROVIDERS:
        return PROVIDER
    if noun_class in BODY_CLASSES or (noun_class == "place" and word.endswith(_ROOMS)):
        return ORGANISATION
    return PERSON if noun_class in _PERSONS else NOUN


def _place_names() -> list[str]:
    """Official names and their short forms (宁波市, 宁波), so that 和平区 holds no 和 and 将乐县 no 将.

    Of the townships those that hold such a word (将台堡镇).
    """
    names: dict[str, None] = {}
    for row in read_reference("places.csv", _PLACE_COLUMNS):
        names[row["name"]] = None
        short = _SHORT_PLACE.fullmatch(row["name"])
        if short:
            names[short[1]] = None
    for row in read_reference("townships.csv", ("code", "townships"), ("code",)):
        names.update(dict.fromkeys(name for name in row["townships"].split() if _MISLEADING.search(name)))
    return [name for name in names if len(name) > 1]
