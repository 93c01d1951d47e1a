"""The words of `seeds/reference/furniture.csv`, compiled once for each part of a page.

FurnitureWords.of("tail").whole("浏览次数：1386")             "counter"
FurnitureWords.of("tail").start("相关阅读：《千人徒步》")        "related"
FurnitureWords.of("tail").has("本站稿件未经许可不得转载")        ("reprint", 4)
FurnitureWords.of("any").whole("浏览次数：1386")              ""    inside an article these words are its own
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from seeds.tables import read_reference

FORMS = ("whole", "counter", "label", "start", "has", "end", "column")
ZONES = ("any", "edge", "tail")

_NUMBER = r"[\d０-９][\d０-９,，.．:\s]*[万千百wWkK]?\+?"
_AFTER = {
    "counter": rf"[\s:：（(\[【]*{_NUMBER}\s*[次人条个遍]*[\s）)\]】]*",
    "label": r"(?:\s*[:：/／|｜丨︱∣].{0,120}|\s*(?=[（(]?\d{3,})[^，。；]{1,24}|\s+(?=[【\[\w])[^，。；]{1,24})?",
    "end": rf"[\s:：（(\[【]*(?:共?{_NUMBER}\s*条?)?[\s）)\]】>»…]*",
}
_WHOLE = ("whole", "counter", "label")


class FurnitureWords:
    """The words that hold in a zone; a zone holds the words of those before it too."""

    def __init__(self, zone: str) -> None:
        zones = ZONES[: ZONES.index(zone) + 1]
        self._rows = [row for row in _rows() if row["zone"] in zones]
        self._patterns = {form: self._pattern(form) for form in FORMS if form != "has"}
        held = [row for row in self._rows if row["form"] == "has"]
        plain = [row for row in held if not set("#*") & set(row["words"])]
        self._held_rules = [row["rule"] for row in plain]
        self._held = (
            AhoCorasick([row["words"] for row in plain], matchkind=MatchKind.LeftmostLongest) if plain else None
        )
        self._held_pattern = _grouped([row for row in held if row not in plain], "")

    @staticmethod
    @cache
    def of(zone: str) -> FurnitureWords:
        """The words of a zone, compiled when first asked for."""
        return FurnitureWords(zone)

    def whole(self, text: str) -> str:
        """The rule of words that are all of `text`, with the number or value that follows them; "" for none."""
        for form in _WHOLE:
            match = self._patterns[form].fullmatch(text)
            if match:
                return match.lastgroup or ""
        return ""

    def label(self, text: str) -> str:
        """The rule of a label and its value that are all of `text`."""
        return _rule(self._patterns["label"].fullmatch(text))

    def start(self, text: str) -> str:
        """The rule of words that `text` begins with."""
        return _rule(self._patterns["start"].match(text))

    def end(self, text: str) -> str:
        """The rule of a line below which nothing is article."""
        return _rule(self._patterns["end"].fullmatch(text))

    def column(self, text: str) -> bool:
        """Whether `text` is the name of a column of sites and papers."""
        return bool(self._patterns["column"].fullmatch(text))

    def has(self, text: str) -> tuple[str, int]:
        """The rule of the first words found anywhere in `text` and their place; "" and -1 for none."""
        found = self._held.find_matches_as_indexes(text) if self._held else []
        if found:
            return self._held_rules[found[0][0]], found[0][1]
        match = self._held_pattern.search(text)
        return (_rule(match), match.start()) if match else ("", -1)

    def _pattern(self, form: str) -> re.Pattern[str]:
        return _grouped([row for row in self._rows if row["form"] == form], _AFTER.get(form, ""))


@cache
def _rows() -> tuple[dict[str, str], ...]:
    columns = ("rule", "form", "zone", "words")
    codes: dict[str, Collection[str]] = {"form": FORMS, "zone": ZONES}
    return tuple(read_reference("furniture.csv", columns, key=("rule", "form", "words"), codes=codes))


def _grouped(rows: list[dict[str, str]], after: str) -> re.Pattern[str]:
    """An alternation with a group for each rule, named after it; longer words first."""
    by_rule: dict[str, list[str]] = {}
    for row in rows:
        by_rule.setdefault(row["rule"], []).append(_as_pattern(row["words"]))
    groups = [
        f"(?P<{rule}>(?:{'|'.join(sorted(words, key=len, reverse=True))}){after})" for rule, words in by_rule.items()
    ]
    return re.compile("|".join(groups) or "(?!)")


def _as_pattern(words: str) -> str:
    parts = {"#": _NUMBER, "*": ".{0,30}", " ": r"\s*"}
    return "".join(parts.get(char) or re.escape(char) for char in words)


def _rule(match: re.Match[str] | None) -> str:
    return (match.lastgroup or "") if match else ""
