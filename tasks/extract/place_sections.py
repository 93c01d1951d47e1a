"""Which place each block of a document is on, by the headings it stands under.

■鼓楼区                          the blocks below are on 鼓楼区 of the home city
锦江区 / 三圣街道社工站          headings one below the other count as nested
■ 吉林：…   （据通化市民政局）   the source line at the end of a section narrows it: 通化市
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from seeds.regions import COUNTY, Region
from tasks.clean.blocks import HEADING, PARAGRAPH, SOURCE, TITLE, Block
from tasks.extract.gazetteer import Hit, gazetteer
from tasks.extract.layout import Layout
from tasks.extract.listings import brackets_of, list_heads
from tasks.extract.place_chains import Atlas, Chain, read_chain
from tasks.extract.place_regions import common, within
from tasks.extract.place_words import AID, BEYOND, FROM, GOODS, NUMBERED, OUT, WITH, place_word, role_before, words

_HEADING_LEAD = 12  # a place further on in a heading is no subject of its section
_BARE_HEADING = 16  # a line of its own that is nothing but the name of a place
_SOURCE_LENGTH = 40
_CLOSES = re.compile(
    r"[\W_]*(?:(?:PART|Part|NO|No)?[. ]*[0-9一二三四五六七八九十]{1,3}\W{1,3})?(?:最后[,: ]*)?"
    rf"(?:{place_word('closing')}|全[市县州区省盟旗])"
)
"""What a heading begins with that leaves the places of the sections above."""
_LABEL_OPENS = re.compile(
    r"[\W〇]{0,4}(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3}是?|[①-⑳❶-❿])\W{0,2})?[【〖〔\[(「#]?\W{0,2}"
)
_LABEL_ENDS = re.compile(r"(?: ?[·•] ?[一-鿿]{2,8})?(?:[】〗〕\])」#]|:| (?=[^ \d|])| ?\||——)")
_MARKED_ENDS = re.compile(rf"{_LABEL_ENDS.pattern}| (?=\d)")  # ▪ 增城区 11月10日, but no row of a table
_BODY = re.compile(rf"[^\d的,。;:、|]{{0,16}}?{place_word('org')}[】〗〕\])」# ]*(?:[:—|]|\Z)")
_LISTED = ("、", "和", "与", "及", ",", " ", "到", "至")


class Section(NamedTuple):
    """The place that a block is on: `region` and the span that says so; without region the home region counts."""

    region: Region | None
    start: int
    end: int


class _Open(NamedTuple):
    level: int
    section: Section
    numbered: bool
    style: str


NOWHERE = Section(None, -1, -1)
_BARE_LEVEL = 99
_FRAMES = "【〖〔["


def sections(
    layout: Layout, atlas: Atlas, hits: Sequence[Hit], levels: Sequence[re.Match[str]], home: Region | None
) -> list[Section]:
    """The section of every block; `levels` are the bare levels of administration (市民政局, 全县) of the text."""
    by_block = _hits_by_block(layout, hits)
    found: list[Section] = []
    stack: list[_Open] = []
    frames: set[int] = set()  # the levels on which 【速览】 stood beside 一、, and not below it
    opened: list[int] = []  # for every block the number of the heading that it stands under
    for number, block in enumerate(layout.blocks):
        around = _innermost(stack)
        bare = _is_bare(layout, block, by_block[number])
        if block.kind == TITLE or (block.kind == HEADING and _CLOSES.match(layout.side, block.start)):
            stack = []
        if block.kind == HEADING or bare:
            level = _BARE_LEVEL if bare else block.level
            follows = not bare and number > 0 and layout.blocks[number - 1].kind == HEADING
            numbered = NUMBERED.match(layout.side, block.start, block.end) is not None
            framed = layout.side[block.start] in _FRAMES
            numbers = _open_number(stack, level)
            if not bare and not by_block[number] and not numbered and numbers and not (framed and level in frames):
                level = _BARE_LEVEL  # a line of its own below PART.01, read as a heading
            frames |= {level} if framed and not numbers else set()
            stack = _closed(stack, level, follows)
            outer = _innermost(stack).region
            section = _heading(layout, atlas, block, by_block[number], outer, home)
            if section.region is not None and _holds_all(section.region, outer, home):
                section = NOWHERE  # an organisation of the city below a district, 合肥、蚌埠 who help 宿州
            stack.append(_Open(level, section, numbered, _style(layout, block)))
            around = _innermost(stack)
        elif block.kind == PARAGRAPH and stack:
            stack = _without_item(stack, _style(layout, block))
            around = _innermost(stack)
        opened.append(number if block.kind == HEADING else (opened[-1] if opened else -1))
        found.append(_innermost(stack) if block.kind != TITLE else around)
    _narrow_by_source(layout, atlas, by_block, found, opened)
    _of_labels(layout, atlas, by_block, found, home)
    _of_lists(layout, atlas, by_block, found, home)
    if home is not None and home.level != COUNTY:
        _carry_single_places(layout, atlas, by_block, found, home, {layout.block_number(m.start()) for m in levels})
    return found


def opened_on(found: Sequence[Section], opening: Region | None) -> list[Section]:
    """The sections with the place of the title for all that stands above the first heading that names one."""
    first = next((number for number, section in enumerate(found) if section.region), 0) if opening else 0
    return [NOWHERE._replace(region=opening)] * first + list(found[first:])


def _holds_all(region: Region, outer: Region | None, home: Region | None) -> bool:
    """Whether what a heading names says no more than the headings above it, or than the home region."""
    if outer is not None:
        return within(outer, region)
    return home is not None and within(home, region) and home != region


def _carry_single_places(
    layout: Layout,
    atlas: Atlas,
    by_block: Sequence[Sequence[Hit]],
    found: list[Section],
    home: Region,
    on_levels: Collection[int],
) -> None:
    """A section whose heading names no place, and whose text names one county only, goes on with that county."""
    for first, last in _chapters(layout):
        blocks = range(first + 1, last)
        if any(found[number].region or number in on_levels for number in (first, *blocks)):
            continue
        named = [(n, chain) for n in blocks for chain in _scenes(layout, atlas, n, by_block[n], home)]
        if named and len({chain.region.code for _, chain in named if chain.region}) == 1:
            number, chain = named[0]
            if chain.region and chain.region.level == COUNTY:
                last = _next_item(layout, number, last)
                found[number + 1 : last] = [Section(chain.region, chain.start, chain.end)] * (last - number - 1)


def _next_item(layout: Layout, number: int, last: int) -> int:
    """Where what an item of a list says ends: at the next item numbered like it, (一)平远县… / (二)物资方面…."""
    style = _style(layout, layout.blocks[number])
    following = range(number + 1, last) if style else range(0)
    return next((n for n in following if _style(layout, layout.blocks[n]) == style), last)


def _chapters(layout: Layout) -> Iterator[tuple[int, int]]:
    """The blocks from each outermost heading up to the next."""
    tops = [block.level for block in layout.blocks if block.kind == HEADING]
    starts = [n for n, block in enumerate(layout.blocks) if block.kind == HEADING and block.level == min(tops)]
    ends = [*starts[1:], len(layout.blocks)]
    yield from zip(starts, ends if starts else [], strict=True)


def _scenes(layout: Layout, atlas: Atlas, number: int, hits: Sequence[Hit], home: Region) -> Iterator[Chain]:
    """The places of the home region in a block that are neither origins nor partners."""
    for chain in _chains(atlas, hits, (home,)):
        if chain.region is None or not within(chain.region, home):
            continue
        if role_before(layout.side, chain.start, layout.blocks[number].start)[0] not in (FROM, OUT, AID, WITH):
            yield chain


def _of_labels(
    layout: Layout, atlas: Atlas, by_block: Sequence[Sequence[Hit]], found: list[Section], home: Region | None
) -> None:
    """Paragraphs that begin with a place as their label, one beside the other: ▪ 永顺县　…, ▪ 花垣县　…."""
    labels: dict[int, Section] = {}
    for number, block in enumerate(layout.blocks):
        outer = found[number].region or home
        chain = label_of(layout, atlas, block, by_block[number], (outer,) if outer else ())
        if chain is not None:
            labels[number] = Section(chain.region, chain.start, chain.end)
    if len({section.region for section in labels.values()}) < 2:
        return
    numbers = list(labels)
    for number, following in zip(numbers, [*numbers[1:], numbers[-1] + 1], strict=True):
        section, above = labels[number], found[number]
        for step in range(number, following):  # up to the next label; what stands below the last one may be on all
            if step > number and (found[step] != above or _opens_item(layout, number, step)):
                break
            found[step] = section


def _opens_item(layout: Layout, number: int, step: int) -> bool:
    """Whether a block is a heading, or an item beside block `number`: （三）美姑县、雷波县, below （二）会理市."""
    label, block = layout.blocks[number], layout.blocks[step]
    sign = layout.side[label.start]
    same = (sign == "〇" or not sign.isalnum()) and layout.side[block.start] == sign
    return block.kind == HEADING or same or bool(_style(layout, block))


def label_regions(layout: Layout, atlas: Atlas, hits: Sequence[Hit], nearby: Sequence[Region]) -> list[Region]:
    """The divisions that paragraphs bear as labels, where they are several."""
    by_block = _hits_by_block(layout, hits)
    chains = [label_of(layout, atlas, block, some, nearby) for block, some in zip(layout.blocks, by_block, strict=True)]
    regions = [chain.region for chain in chains if chain is not None and chain.region is not None]
    return regions if len({region.code for region in regions}) > 1 else []


def label_of(layout: Layout, atlas: Atlas, block: Block, hits: Sequence[Hit], nearby: Sequence[Region]) -> Chain | None:
    """The place that is the label of a paragraph; `hits` are the names in the block."""
    if block.kind != PARAGRAPH or not hits or not _LABEL_OPENS.fullmatch(layout.side, block.start, hits[0].start):
        return None
    told = hits[0].start > block.start or "。" in layout.side[block.start : block.end]
    ends = _MARKED_ENDS if told else _LABEL_ENDS
    for some in (hits, hits[:1]):  # 天津·和平区:, but 永顺县 灵溪镇的社工
        chain, _ = read_chain(atlas, some, 0, nearby)
        if chain is not None and chain.region is not None and ends.match(layout.side, chain.end, block.end):
            return chain
    return None


def _of_lists(
    layout: Layout, atlas: Atlas, by_block: Sequence[Sequence[Hit]], found: list[Section], home: Region | None
) -> None:
    """Items are where their head says in brackets (第二批清单（7月9日发往华容县）); their sum is on all."""
    heads = list_heads(layout)
    of_head = {head: _bracketed(layout, atlas, head, by_block[head], home) for head in set(heads.values())}
    told: list[Section] = []
    for number in range(min(heads, default=len(found)), len(found)):
        head = heads.get(number)
        if head is not None:
            section = of_head[head]
            if section.region is not None and section not in told[-1:]:
                told.append(section)
            found[number] = section if section.region is not None else found[number]
        elif layout.blocks[number].kind == PARAGRAPH and number not in of_head and len(told) > 1:
            shared = common(section.region for section in told if section.region)
            found[number] = Section(shared, told[0].start, told[-1].end)
            told = []
        elif number not in of_head:
            told = []


def _bracketed(layout: Layout, atlas: Atlas, number: int, hits: Sequence[Hit], home: Region | None) -> Section:
    """The place that the head of a list names in brackets, or as where the goods go."""
    block = layout.blocks[number]
    for start, end in (*brackets_of(layout, block), (block.start, block.end)):
        inside = [hit for hit in hits if start <= hit.start < end]
        for chain in _chains(atlas, inside, (home,) if home else ()):
            role, _ = role_before(layout.side, chain.start, start)
            if role == GOODS or (role not in (BEYOND, FROM, WITH) and start > block.start):
                return Section(chain.region, chain.start, chain.end)
    return NOWHERE


def _hits_by_block(layout: Layout, hits: Sequence[Hit]) -> list[list[Hit]]:
    found: list[list[Hit]] = [[] for _ in layout.blocks]
    for hit in hits:
        found[layout.block_number(hit.start)].append(hit)
    return found


def _innermost(stack: Sequence[_Open]) -> Section:
    """The smallest place among the open headings."""
    return next((item.section for item in reversed(stack) if item.section.region), NOWHERE)


_STYLES = (
    (re.compile(r"\s*[一二三四五六七八九十]{1,3}、"), "一、"),
    (re.compile(r"\s*\([一二三四五六七八九十]"), "(一)"),
    (re.compile(r"\s*[0-9]{1,2}[.、](?![0-9])"), "1."),
    (re.compile(r"\s*\([0-9]{1,2}\)"), "(1)"),
    (re.compile(r"\s*[①-⑳]"), "①"),
    (re.compile(r"\s*[❶-➓]"), "❶"),
    (re.compile(r"\s*第[一二三四五六七八九十]{1,2}[,、]"), "第一,"),
)

_STYLED = re.compile(r"\s*[一二三四五六七八九十0-9(①-⑳❶-➓第]")


def _style(layout: Layout, block: Block) -> str:
    """How a block is numbered, when it is in one of the ways that headings are."""
    if not _STYLED.match(layout.side, block.start, block.end):
        return ""
    return next((name for form, name in _STYLES if form.match(layout.side, block.start, block.end)), "")


def _without_item(stack: list[_Open], style: str) -> list[_Open]:
    """The headings that stay open at a paragraph numbered like one of them: 一、成都： / 二、南充市的志愿者…."""
    places = [place for place, item in enumerate(stack) if style and item.style == style]
    return stack[: places[0]] if places else stack


def _open_number(stack: Sequence[_Open], level: int) -> bool:
    """Whether the open heading of that level bears a number."""
    return any(item.numbered for item in stack if item.level == level)


def _closed(stack: list[_Open], level: int, follows: bool) -> list[_Open]:
    """The headings that stay open above a new one; one right above it, of the same level, counts as outer."""
    if follows and stack and stack[-1].level == level:
        return stack
    return [item for item in stack if item.level < level]


def _is_bare(layout: Layout, block: Block, hits: Sequence[Hit]) -> bool:
    """Whether a paragraph is nothing but the name of a place: a heading that was not marked as one."""
    if block.kind != PARAGRAPH or not hits or block.end - block.start > _BARE_HEADING:
        return False
    named = sum(hit.end - hit.start for hit in hits)
    rest = layout.side[block.start : block.end]
    return len("".join(char for char in rest if char.isalnum())) == named


def _heading(
    layout: Layout, atlas: Atlas, block: Block, hits: Sequence[Hit], outer: Region | None, home: Region | None
) -> Section:
    """The place a heading puts its section on; a list of places (随州、襄阳) puts it on what they have in common."""
    if words().elsewhere.match(layout.side, block.start):
        return NOWHERE
    around = outer or home
    chains = list(_chains(atlas, hits or _spaced_out(layout, block), (around,) if around else ()))
    if not hits and chains:
        return Section(chains[0].region, block.start, block.end)
    plain = [chain for chain in chains if _is_subject(layout, block, chain)]
    plain = [chain for chain in plain if not (_is_away(chain, home) and is_of_body(layout, block, chain))]
    if not plain:
        return NOWHERE
    group = [plain[0]]
    for chain in plain[1:]:
        if layout.side[group[-1].end : chain.start] in _LISTED:
            group.append(chain)
    region = common(chain.region for chain in group if chain.region)
    return Section(region, group[0].start, group[-1].end)


def _is_away(chain: Chain, home: Region | None) -> bool:
    return home is not None and chain.region is not None and not within(chain.region, home)


def _spaced_out(layout: Layout, block: Block) -> list[Hit]:
    """The name of a heading that is set wide: 沛　县."""
    if block.end - block.start > _BARE_HEADING or " " not in layout.side[block.start : block.end]:
        return []
    return gazetteer().find("".join(char for char in layout.side[block.start : block.end] if char.isalnum()))


def is_of_body(layout: Layout, block: Block, chain: Chain) -> bool:
    """Whether a heading is the name of a body, which may be at work elsewhere: 【青岛|红十字搜救队】."""
    return _BODY.match(layout.side, chain.end, block.end) is not None


def _is_subject(layout: Layout, block: Block, chain: Chain) -> bool:
    role, _ = role_before(layout.side, chain.start, block.start)
    label = NUMBERED.match(layout.side, block.start, block.end)
    near = chain.start - (label.end() if label else block.start) <= _HEADING_LEAD
    came = words().came.match(layout.side, chain.end)  # 泉州|来的书摊
    return near and not came and role not in (BEYOND, FROM, OUT, AID, WITH)


def _chains(atlas: Atlas, hits: Sequence[Hit], nearby: Sequence[Region]) -> Iterator[Chain]:
    number = 0
    while number < len(hits):
        chain, number = read_chain(atlas, hits, number, nearby)
        if chain is not None and chain.region is not None:
            yield chain


def _narrow_by_source(
    layout: Layout, atlas: Atlas, by_block: Sequence[Sequence[Hit]], found: list[Section], opened: Sequence[int]
) -> None:
    for number, block in enumerate(layout.blocks):
        section = found[number]
        if section.region is None or not by_block[number] or not _is_source(layout, block):
            continue
        for chain in _chains(atlas, by_block[number], (section.region,)):
            if chain.region and chain.region != section.region and within(chain.region, section.region):
                narrow = Section(chain.region, chain.start, chain.end)
                _replace(found, opened, number, section, narrow)
                break


def _is_source(layout: Layout, block: Block) -> bool:
    if block.end - block.start > _SOURCE_LENGTH:
        return False
    return block.kind == SOURCE or layout.side.startswith(("(据", "据", "(来源", "来源"), block.start)


def _replace(found: list[Section], opened: Sequence[int], number: int, old: Section, new: Section) -> None:
    """Put `new` for `old` in all blocks under the heading that block `number` stands under."""
    step = number
    while step >= 0 and opened[step] == opened[number] and found[step] == old:
        found[step] = new
        step -= 1
