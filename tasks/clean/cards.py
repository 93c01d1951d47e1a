"""Lists of other things on a page: comments, and headlines of other articles with their first words.

    <div class=k2><span>小满</span><p>口味偏淡，但老人吃着放心。</p><span>赞 3</span><span>回复</span></div>   4 times
    <div class=item><h5><a>社保卡换发指南</a></h5><p>市民可就近到银行网点申领。</p></div>                     3 times

They are known by their form, whatever they are named: elements of one kind side by side, most of which hold a word
such as 回复 alone in its line, or a link as long as a headline and a line of text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.clean.html import Node, Page, Run
from tasks.clean.wording import names, words

_REPLY = re.compile(rf"(?:[\W\d]*{words('reply')})+[\W\d]*")
_NOT_COMPARED = frozenset(("tr", "td", "th", "tbody", "span", "section"))
_FEWEST = 3
_MOST_RUNS = 12
_SHORTEST_HEADLINE, _LONGEST_HEADLINE = 5, 60
_LONGEST_SCRAP = 24
_SHARE = 0.7
_DIGITS = re.compile(r"\d+")


def cards(page: Page) -> frozenset[int]:
    """The numbers of the elements that are one of a list of comments or of other articles."""
    kinds: dict[tuple[int, str, str], list[int]] = {}
    for number, node in enumerate(page.nodes):
        if 2 <= node.last - node.first <= _MOST_RUNS and node.name not in _NOT_COMPARED:
            kinds.setdefault((node.parent, node.name, _DIGITS.sub("", node.label)), []).append(number)
    found: set[int] = set()
    for (_, _, label), members in kinds.items():
        if len(members) >= _FEWEST and not names("post").search(label):
            alike = sum(_is_card(page, page.nodes[number]) for number in members)
            found.update(members if alike >= len(members) * _SHARE else ())
    return frozenset(found)


def _is_card(page: Page, node: Node) -> bool:
    runs = page.runs[node.first : node.last]
    return _is_comment(runs) or _is_teaser(runs)


def _is_comment(runs: Sequence[Run]) -> bool:
    return any(run.size <= _LONGEST_SCRAP and _REPLY.fullmatch(run.text) for run in runs)


def _is_teaser(runs: Sequence[Run]) -> bool:
    linked = [run for run in runs if run.linked * 2 > run.size]
    return len(linked) < len(runs) and any(
        _SHORTEST_HEADLINE <= run.size <= _LONGEST_HEADLINE and run.linked == run.size for run in linked
    )
