"""Which of all current documents are one article and its re-posts, and which of them leads.

    content_groups(frame of document_id, publisher, …, passages, numbers)
    -> document_id  content_group
       7c1…         7c1…            the original: the others name its publisher, or it came out first
       e02…         7c1…            a re-post
                                    what stands alone has no row

The answer follows from the documents alone, not from the order they came in: it is found anew from the stored
fingerprints whenever documents changed. Documents that share a passage or a number are set in a row and each is
compared with its next two neighbours, so that the work grows with the documents, however many share a frame.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from tasks.likeness import LEAST_SIZE, SAME_PASSAGES, Fingerprint, alike, level

GROUPS = pl.Schema({"document_id": pl.String(), "content_group": pl.String()})

_NEIGHBOURS = (1, 2)
_MARKS_SHARED = 3
_PAIR = 2**32
_PARTS = 8  # marks are hashes: each part is an eighth of them, and of the memory that sorting takes
_AT_ONCE = 4096
_MOST_NUMBERS = 64  # of a long table so many are enough to find its like
_BRACKETS = re.compile(r"[《》“”\"'\s]+")
_SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True)
class _Document:
    """`publisher` is whose document it is, `origin` whom it names as its source; None where nobody says."""

    document_id: str
    publisher: str | None
    origin: str | None
    published_on: date | None
    fingerprint: Fingerprint


def content_groups(documents: pl.DataFrame) -> pl.DataFrame:
    """`document_id` and `content_group` of every document that is an article with re-posts, or one of them.

    `documents` has document_id, registered_publisher, publisher, origin, published_on, passage_count, passages,
    numbers of every current document.
    """
    compared = documents.filter(pl.col("passage_count") >= LEAST_SIZE).sort("document_id")
    likely = _likely(compared, _near(compared))
    wanted = compared[pl.concat([likely["one"], likely["other"]]).unique()]
    known = {row["document_id"]: _document(row) for row in wanted.iter_rows(named=True)}
    named = zip(*(compared["document_id"].gather(likely[name]) for name in likely.columns), strict=True)
    pairs = [pair for pair in named if alike(*(known[name].fingerprint for name in pair))]
    rows = [row for names in _connected(pairs) for row in _led([known[name] for name in names])]
    return pl.DataFrame(sorted(rows), schema=GROUPS, orient="row")


def _near(documents: pl.DataFrame) -> pl.DataFrame:
    """`one` and `other`: numbers of rows that stand beside each other in the rows of several passages or numbers.

    `documents` comes sorted. A pair is one integer, and pairs are sorted: grouping took 20 times their size in memory.
    """
    marks = pl.concat_list("passages", pl.col("numbers").list.head(_MOST_NUMBERS))
    rows = documents.select(number=pl.int_range(pl.len(), dtype=pl.UInt32), mark=marks).explode("mark").drop_nulls()
    parts = (rows.filter(pl.col("mark") % _PARTS == part) for part in range(_PARTS))
    pairs = pl.concat(_beside(part.sort("mark", maintain_order=True)) for part in parts).sort("pair")
    shared = pairs.filter(pl.col("pair") == pl.col("pair").shift(1 - _MARKS_SHARED)).unique(maintain_order=True)
    return shared.select(one=pl.col("pair") // _PAIR, other=pl.col("pair") % _PAIR)


def _beside(rows: pl.DataFrame) -> pl.DataFrame:
    """`pair`: each document with those that stand one or two places on in the row of the same mark."""
    one, mark = pl.col("number").cast(pl.UInt64), pl.col("mark")
    pairs = (
        pl.when((mark == mark.shift(-step)) & (one != one.shift(-step))).then(one * _PAIR + one.shift(-step))
        for step in _NEIGHBOURS
    )
    return pl.concat(rows.select(pair=pair).drop_nulls() for pair in pairs)


def _likely(documents: pl.DataFrame, near: pl.DataFrame) -> pl.DataFrame:
    """Of the pairs those that share enough passages to be looked at one by one; most share a frame and no more."""
    levels = pl.Series([level(size) for size in documents["passage_count"]], dtype=pl.UInt32)
    kept = documents.select("passages", kept=pl.col("passages").list.len(), level=levels)
    parts = (part.filter(_shares_enough(kept, part)) for part in near.iter_slices(_AT_ONCE))
    return pl.concat([near.clear(), *parts])


def _shares_enough(kept: pl.DataFrame, pairs: pl.DataFrame) -> pl.Series:
    other = kept[pairs["other"]].select(pl.all().name.suffix("_other"))
    both = pl.concat([kept[pairs["one"]], other], how="horizontal")
    shared = pl.col("passages").list.set_intersection("passages_other").list.len()
    of_shorter = pl.min_horizontal("kept", "kept_other") * SAME_PASSAGES
    least = pl.when(pl.col("level") == pl.col("level_other")).then(of_shorter).otherwise(1)
    return both.select(shared >= least).to_series()


def _document(row: Mapping[str, object]) -> _Document:
    registered, publisher, origin = (_name(row[name]) for name in ("registered_publisher", "publisher", "origin"))
    return _Document(
        document_id=str(row["document_id"]),
        publisher=registered or (None if origin else publisher),
        origin=origin,
        published_on=row["published_on"] if isinstance(row["published_on"], date) else None,
        fingerprint=Fingerprint(row["passage_count"], row["passages"], row["numbers"]),  # type: ignore[arg-type]
    )


def _name(value: object) -> str | None:
    """A publisher's name as names are compared."""
    return _BRACKETS.sub("", str(value)) or None if value is not None else None


def _connected(pairs: Iterable[tuple[str, str]]) -> Iterator[list[str]]:
    """The documents that pairs connect."""
    parent: dict[str, str] = {}

    def top(name: str) -> str:
        while (above := parent.setdefault(name, name)) != name:
            parent[name] = name = parent[above]
        return name

    for one, other in pairs:
        first, second = sorted((top(one), top(other)))
        parent[second] = first
    members: dict[str, list[str]] = {}
    for name in sorted(parent):
        members.setdefault(top(name), []).append(name)
    yield from members.values()


def _led(documents: Sequence[_Document]) -> Iterator[tuple[str, str]]:
    """Each document with its leader: the first, in the order of precedence, that it is a re-post of."""
    origins = {document.origin for document in documents if document.origin}
    followers: dict[str, list[str]] = {}
    leaders: list[_Document] = []
    for document in sorted(documents, key=lambda document: _precedence(document, origins)):
        told = (leader for leader in leaders if alike(leader.fingerprint, document.fingerprint))
        leader = next(told, document)
        if leader is document:
            leaders.append(document)
        followers.setdefault(leader.document_id, []).append(document.document_id)
    for name, group in followers.items():
        yield from ((follower, name) for follower in group if len(group) > 1)


def _precedence(document: _Document, origins: Iterable[str]) -> tuple[bool, bool, date, str]:
    """Whom others name comes first, then who names nobody else, then the earliest."""
    own = document.publisher
    named = own is not None and any(_same(own, origin) for origin in origins)
    told_after = document.origin is not None and not (own and _same(own, document.origin))
    return not named, told_after, document.published_on or date.max, document.document_id


def _same(one: str, other: str) -> bool:
    """Whether two names are one, or one the other with an addition: 宁波市民政局, 宁波市民政局网站."""
    shorter, longer = sorted((one, other), key=len)
    return one == other or (len(shorter) >= _SHORTEST_NAME and longer.startswith(shorter))
