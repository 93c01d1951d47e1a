"""Which of all current documents are one article and its re-posts, and which of them leads.

    content_groups(frames of document_id, passage_count, passages, numbers, …)
    -> document_id  content_group
       7c1…         7c1…            the original: the others name its publisher, or it came out first
       e02…         7c1…            a re-post
                                    what stands alone has no row

The answer follows from the documents alone, not from the order they came in: it is found anew from the stored
fingerprints whenever documents changed. Documents that share a passage or a number are set in a row and each is
compared with its next two neighbours, so that the work grows with the documents, however many share a frame. In memory
are 80 bytes for each document; the marks (some hundred a document) and their pairs go by in parts, which wait in
temporary files where they are many.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from tempfile import SpooledTemporaryFile

import polars as pl
import pyarrow as pa

from tasks.likeness import LEAST_SIZE, SAME_PASSAGES, Fingerprint, alike, level

_Names = Sequence[str]

GROUPS = pl.Schema({"document_id": pl.String(), "content_group": pl.String()})
_COMPARED = pl.Schema(
    {
        "document_id": pl.String(),
        "passage_count": pl.Int32(),
        "passages": pl.List(pl.Int64()),
        "numbers": pl.List(pl.Int64()),
    }
)

_NEIGHBOURS = (1, 2)
_MARKS_SHARED = 3
_PAIR = 2**32
_PARTS = 16  # marks are hashes: each part is a sixteenth of them, and of the memory that sorting takes
_DOCUMENTS_A_PART = 2_000  # of so many the pairs, some hundred each, are sorted together
_KEPT_IN_MEMORY = 250_000  # bytes of a part; what is more waits on disk
_WIDTH = 8  # bytes of a mark, or of a pair
_AT_ONCE = 65_536  # marks, or pairs, that are worked on together: temporary columns are of so many
_LOOKED_AT = 10_000  # pairs, and documents of groups, whose fingerprints are read at once
_MOST_NUMBERS = 64  # of a long table so many are enough to find its like
_BRACKETS = re.compile(r"[《》“”\"'\s]+")
_SHORTEST_NAME = 3

_WORDS, _BITS = 8, 64
_SKETCH = [f"word_{number}" for number in range(_WORDS)]
_BIT = pl.Series([1 << bit for bit in range(_BITS)], dtype=pl.UInt64)


@dataclass(frozen=True, slots=True)
class _Document:
    """`publisher` is whose document it is, `origin` whom it names as its source; None where nobody says."""

    document_id: str
    publisher: str | None
    origin: str | None
    published_on: date | None
    fingerprint: Fingerprint


def content_groups(
    fingerprints: Iterable[pl.DataFrame], documents: Callable[[Sequence[str]], pl.DataFrame]
) -> pl.DataFrame:
    """`document_id` and `content_group` of every document that is an article with re-posts, or one of them.

    `fingerprints` brings document_id, passage_count, passages, numbers of every current document, some at a time in any
    order; `documents` gives those named, with registered_publisher, publisher, origin, published_on besides.
    """
    sketches, marks = _read(fingerprints)
    near = _near(marks, 1 + sketches.height // _DOCUMENTS_A_PART)
    likely = pl.concat(_likely(sketches, pairs) for pairs in near)
    pairs: list[_Names] = []
    for some in likely.iter_slices(_LOOKED_AT):
        named = zip(*(sketches["document_id"].gather(some[name]).to_list() for name in some.columns), strict=True)
        pairs += [names for names, (one, other) in _told(named, documents) if alike(one.fingerprint, other.fingerprint)]
    rows = [row for some in _some(_connected(pairs)) for _, group in _told(some, documents) for row in _led(group)]
    return pl.DataFrame(sorted(rows), schema=GROUPS, orient="row")


def _told(
    named: Iterable[_Names], documents: Callable[[Sequence[str]], pl.DataFrame]
) -> Iterator[tuple[_Names, list[_Document]]]:
    """Each of the names with what is stored of the documents; asked for together, and not kept."""
    asked = list(named)
    wanted = sorted({name for names in asked for name in names})
    known = {row["document_id"]: _document(row) for row in documents(wanted).iter_rows(named=True)}
    return ((names, [known[name] for name in names]) for names in asked)


def _some(groups: Iterable[_Names]) -> Iterator[list[_Names]]:
    """The groups, as many at a time as are looked at together, or one that is larger."""
    waiting: list[_Names] = []
    for group in groups:
        waiting.append(group)
        if sum(map(len, waiting)) >= _LOOKED_AT:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


class _Parts:
    """Unsigned integers in parts; each part is put together bit by bit and taken once."""

    def __init__(self, count: int) -> None:
        self._files = [SpooledTemporaryFile(_KEPT_IN_MEMORY) for _ in range(count)]  # noqa: SIM115 - closed when taken

    def add(self, numbers: pl.Series, parts: pl.Series) -> None:
        """Add each number to its part; `parts` has as many."""
        for part, file in enumerate(self._files):
            chosen = numbers.filter(parts == part).rechunk()
            if len(chosen):
                file.write(chosen.to_arrow().buffers()[1])

    def taken(self) -> Iterator[pl.Series]:
        """The parts, one after the other."""
        for file in self._files:
            file.seek(0)
            data = pa.py_buffer(file.read())
            file.close()
            yield pl.Series(pa.Array.from_buffers(pa.uint64(), len(data) // _WIDTH, [None, data]))


def _read(fingerprints: Iterable[pl.DataFrame]) -> tuple[pl.DataFrame, Iterator[pl.Series]]:
    """A sketch of each document that is long enough to be compared, and in parts the sorted marks of all of them."""
    sketches, parts, height = [_sketched(pl.DataFrame(schema=_COMPARED))], _Parts(_PARTS), 0
    for some in fingerprints:
        compared = some.select(_COMPARED.names()).filter(pl.col("passage_count") >= LEAST_SIZE)
        marks = _marks(compared, height)
        parts.add(marks, marks // _PAIR % _PARTS)
        sketches.append(_sketched(compared))
        height += compared.height
    together = pl.concat(sketches).with_row_index("arrived").sort("document_id")
    places = together["arrived"].arg_sort()
    return together.drop("arrived"), (_sorted(part, places) for part in parts.taken())


def _marks(documents: pl.DataFrame, first: int) -> pl.Series:
    """Each passage and number folded to the upper 32 bits, the number of its document (from `first` on) in the lower.

    Where two marks fold to one, two documents are compared that need not be.
    """
    rows = _one_by_one(documents, pl.concat_list("passages", pl.col("numbers").list.head(_MOST_NUMBERS)))
    folded = (pl.col("mark") // _PAIR) ^ (pl.col("mark") % _PAIR)
    return rows.drop_nulls().select(folded * _PAIR + pl.col("number") + first).to_series()


def _sketched(documents: pl.DataFrame) -> pl.DataFrame:
    """`document_id`, level, how many passages are kept, and 512 bits, of which each passage sets one."""
    at = pl.col("mark") % (_WORDS * _BITS)
    bits = _one_by_one(documents, pl.col("passages")).select(
        "number", word=at // _BITS, bit=pl.lit(_BIT).gather(at % _BITS)
    )
    words = (
        pl.when(pl.col("word") == number).then("bit").otherwise(0).bitwise_or().alias(name)
        for number, name in enumerate(_SKETCH)
    )
    levels = pl.Series("level", [level(size) for size in documents["passage_count"]], dtype=pl.UInt32)
    sketches = bits.group_by("number", maintain_order=True).agg(words).drop("number")
    # a copy: a column taken from what DuckDB gave keeps all of that in memory
    names = pl.Series("document_id", documents["document_id"].to_list(), dtype=pl.String)
    return documents.select(names, levels, kept=pl.col("passages").list.len()).hstack(sketches)


def _one_by_one(documents: pl.DataFrame, marks: pl.Expr) -> pl.DataFrame:
    """`mark`, made unsigned, and the `number` of its document among these."""
    rows = documents.select(number=pl.int_range(pl.len(), dtype=pl.UInt64), mark=marks).explode("mark")
    return rows.with_columns(pl.col("mark").reinterpret(signed=False))


def _sorted(marks: pl.Series, places: pl.Series) -> pl.Series:
    """Marks in their order, each document by its place among all and no longer by when it came."""
    pieces = (marks.slice(first, _AT_ONCE) for first in range(0, len(marks), _AT_ONCE))
    placed = [some - some % _PAIR + places.gather(some % _PAIR).cast(pl.UInt64) for some in pieces]
    return pl.concat([marks.clear(), *placed]).sort()


def _near(marks: Iterable[pl.Series], parts: int) -> Iterator[pl.DataFrame]:
    """`one` and `other`: numbers of documents that stand beside each other in the rows of several marks.

    A pair is one integer, and pairs are sorted in `parts`: grouping took 20 times their size in memory.
    """
    waiting = _Parts(parts)
    for part in marks:
        for pairs in _beside(part):
            waiting.add(pairs, pairs % parts)
    return map(_shared, waiting.taken())


def _shared(pairs: pl.Series) -> pl.DataFrame:
    """The pairs that are there often enough, in their order, as `one` and `other`."""
    rows = pairs.sort().to_frame("pair")
    shared = rows.filter(pl.col("pair") == pl.col("pair").shift(1 - _MARKS_SHARED)).unique(maintain_order=True)
    return shared.select(one=pl.col("pair") // _PAIR, other=pl.col("pair") % _PAIR)


def _beside(marks: pl.Series) -> Iterator[pl.Series]:
    """Pairs: each document with those that stand one or two places on in the row of the same mark."""
    for first in range(0, len(marks), _AT_ONCE):
        some = marks.slice(first, _AT_ONCE + max(_NEIGHBOURS)).to_frame("mark")
        rows = some.with_columns(folded=pl.col("mark") // _PAIR, one=pl.col("mark") % _PAIR)
        one, folded = pl.col("one"), pl.col("folded")
        for step in _NEIGHBOURS:
            is_beside = (folded == folded.shift(-step)) & (one != one.shift(-step))
            pairs = rows.select(pl.when(is_beside).then(one * _PAIR + one.shift(-step))).to_series()
            yield pairs.head(_AT_ONCE).drop_nulls()


def _likely(sketches: pl.DataFrame, near: pl.DataFrame) -> pl.DataFrame:
    """Of the pairs those that may share enough passages to be looked at one by one; most share a frame and no more."""
    parts = (part.filter(_may_share_enough(sketches, part)) for part in near.iter_slices(_AT_ONCE))
    return pl.concat([near.clear(), *parts])


def _may_share_enough(sketches: pl.DataFrame, pairs: pl.DataFrame) -> pl.Series:
    """False where the sketches say that two documents cannot.

    Every shared passage sets a bit in both. Of two passages one bit is set as often as passages are more than bits: of
    the shared ones at most as often as of all those of the one document, and of the other.
    """
    other = sketches[pairs["other"]].select(pl.all().name.suffix("_other"))
    both = pl.concat([sketches[pairs["one"]], other], how="horizontal")
    bits, bits_other = (pl.sum_horizontal(_ones(f"{name}{end}") for name in _SKETCH) for end in ("", "_other"))
    doubled = pl.min_horizontal(pl.col("kept") - bits, pl.col("kept_other") - bits_other)
    shared = pl.sum_horizontal((pl.col(name) & pl.col(f"{name}_other")).bitwise_count_ones() for name in _SKETCH)
    of_shorter = pl.min_horizontal("kept", "kept_other") * SAME_PASSAGES
    least = pl.when(pl.col("level") == pl.col("level_other")).then(of_shorter).otherwise(1)
    return both.select(shared + doubled >= least).to_series()


def _ones(name: str) -> pl.Expr:
    return pl.col(name).bitwise_count_ones()


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


def _connected(pairs: Iterable[_Names]) -> Iterator[_Names]:
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
