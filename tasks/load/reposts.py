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

from tasks.likeness import LEAST_SIZE, Fingerprint, alike

GROUPS = pl.Schema({"document_id": pl.String(), "content_group": pl.String()})

_NEIGHBOURS = (1, 2)
_MARKS_SHARED = 3
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
    near = _near(compared)
    wanted = compared.filter(pl.col("document_id").is_in(pl.concat([near["one"], near["other"]]).unique().implode()))
    known = {row["document_id"]: _document(row) for row in wanted.iter_rows(named=True)}
    pairs = [pair for pair in near.iter_rows() if alike(*(known[name].fingerprint for name in pair))]
    rows = [row for names in _connected(pairs) for row in _led([known[name] for name in names])]
    return pl.DataFrame(sorted(rows), schema=GROUPS, orient="row")


def _near(documents: pl.DataFrame) -> pl.DataFrame:
    """`one` and `other`: documents that stand beside each other in the rows of several passages or numbers."""
    marks = pl.concat_list("passages", pl.col("numbers").list.head(_MOST_NUMBERS))
    rows = documents.select(pl.col("document_id").rank("dense").cast(pl.UInt32).alias("number"), mark=marks)
    rows = rows.explode("mark").drop_nulls().sort("mark", "number")
    pairs = pl.concat(
        rows.select(
            one="number", other=pl.col("number").shift(-step), same=pl.col("mark") == pl.col("mark").shift(-step)
        )
        .filter("same")
        .drop("same")
        for step in _NEIGHBOURS
    )
    counted = pairs.filter(pl.col("one") != pl.col("other")).group_by("one", "other").len()
    found = counted.filter(pl.col("len") >= _MARKS_SHARED).sort("one", "other")
    names = documents["document_id"]
    return found.select(one=names.gather(found["one"] - 1), other=names.gather(found["other"] - 1))


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
