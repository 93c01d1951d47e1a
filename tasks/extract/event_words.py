"""Words of what strikes a place: disasters and outbreaks, as places, days and periods are read around them.

"泸定6.8级|地震"          a title on what happened there, whoever helped
"8月27日，|突发疫情"       how it began: that day is no period of what was done
"地震|当晚"               a day that the text has not dated
"""

from __future__ import annotations

import re
from functools import cache

from seeds.tables import read_reference

KINDS = ("disaster", "outbreak", "strikes", "found", "comes", "ground", "shut", "moment")


def event(*kinds: str) -> str:
    """A pattern of any word of `event_words.csv` of these kinds, the longest first."""
    words = (word for kind in kinds for word in _words()[kind])
    return f"(?:{'|'.join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))})"


@cache
def _words() -> dict[str, tuple[str, ...]]:
    rows = read_reference("event_words.csv", ("word", "kind"), ("word", "kind"), {"kind": KINDS}, each=("kind",))
    return {kind: tuple(row["word"] for row in rows if row["kind"] == kind) for kind in KINDS}
