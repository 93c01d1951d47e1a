"""What a text is compared with others by, so that an article and its re-posts are known as one.

    fingerprint("…截至3月底，全市75家机构…", blocks)  ->  Fingerprint(size=812, passages=[…], numbers=[…])
    alike(original, repost)                      ->  True      other headline, other editor, tail cut off
    alike(bulletin 37, bulletin 38)              ->  False     the same frame around other numbers

`passages` are hashes of every eight letters or digits in a row, thinned out by their own value: of two texts the same
ones are left, and some hundred are enough to say how much of one stands in the other. `numbers` are hashes of each
number with the words around it: where the words are the same and the number is not, another thing is reported.
Hashes are the same on every machine.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from typing import NamedTuple

from tasks.clean.blocks import SOURCE, Block

LEAST_SIZE = 60
"""A text of fewer passages is a notice that two may write alike; it is compared with none."""

SAME_PASSAGES = 0.6
"""The share of the shorter text that must stand in the longer."""

_PASSAGE = 8
_KEPT = 64  # passages kept at least; at most about twice as many
_SAME_SIZE = 0.35  # how much longer one may be
_NUMBERS_PER_SLIP = 12  # of so many numbers one may differ: a slip of the pen, or put right
_VALUE_BITS = 24

_BASE, _PRIME = 0x0B4E_51C2_9D07_53A1, (1 << 61) - 1
_SPREAD, _WORD = 0x9E37_79B9_7F4A_7C15, (1 << 64) - 1
_OLDEST = pow(_BASE, _PASSAGE, _PRIME)

_NO_WORD = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"\d+(?:\.\d+)?|第[一二三四五六七八九十百千]+|[一二三四五六七八九十百千万亿两〇零]{2,}")
_IN_NUMBER = re.compile(r"(?<=\d)[,，](?=\d{3})")
_BEFORE, _BEHIND = 6, 2


class Fingerprint(NamedTuple):
    """What stands for a text: how many passages it has, those kept, and its numbers; both sorted, without repetition.

    A mark of a number is its place (the words around it) in the upper 40 bits, the number in the lower 24.
    """

    size: int
    passages: list[int]
    numbers: list[int]


def fingerprint(text: str, blocks: Iterable[Block]) -> Fingerprint:
    """The fingerprint of a cleaned text; lines that say where from and when are left out, re-posts have their own."""
    parts = [text[block.start : block.end] for block in blocks if block.kind != SOURCE]
    normal = _IN_NUMBER.sub("", unicodedata.normalize("NFKC", "\n".join(parts))).lower()
    passages = set(_passages(_NO_WORD.sub("", normal)))
    limit = 1 << (64 - level(len(passages)))
    kept = sorted(mark - (1 << 63) for mark in passages if mark < limit)
    return Fingerprint(len(passages), kept, sorted(set(_numbers(normal))))


def alike(one: Fingerprint, other: Fingerprint) -> bool:
    """Whether the shorter of two texts is the longer one told again, with the same numbers."""
    shorter, longer = sorted((one, other))
    if shorter.size < LEAST_SIZE or shorter.size < longer.size * _SAME_SIZE:
        return False
    return _stands_in(shorter, longer) and _agree(shorter.numbers, longer.numbers)


def level(size: int) -> int:
    """How often the passages of a text of this size are halved; of two texts of one level the same ones are left."""
    return max(0, (size // _KEPT).bit_length() - 1)


def _stands_in(shorter: Fingerprint, longer: Fingerprint) -> bool:
    limit = (1 << (64 - level(longer.size))) - (1 << 63)
    compared = [mark for mark in shorter.passages if mark < limit]
    shared = len(set(compared).intersection(longer.passages))
    return shared > 0 and shared >= len(compared) * SAME_PASSAGES


def _agree(some: Sequence[int], others: Sequence[int]) -> bool:
    """Whether in the places that both texts have the numbers are the same."""
    places = {mark >> _VALUE_BITS for mark in others}
    compared = [mark for mark in some if mark >> _VALUE_BITS in places]
    differing = len(compared) - len(set(compared).intersection(others))
    return differing <= len(compared) // _NUMBERS_PER_SLIP


def _passages(words: str) -> Iterator[int]:
    """A hash of 64 bits of every eight characters in a row, rolled on from one to the next."""
    rolled = 0
    for number, char in enumerate(words):
        rolled = rolled * _BASE + ord(char)
        if number >= _PASSAGE:
            rolled -= ord(words[number - _PASSAGE]) * _OLDEST
        rolled %= _PRIME
        if number >= _PASSAGE - 1:
            yield rolled * _SPREAD & _WORD


def _numbers(normal: str) -> Iterator[int]:
    """A mark for each number: what stands around it, other numbers blotted out, and what it says."""
    blotted, values = "", []
    end = 0
    for match in _NUMBER.finditer(normal):
        blotted += _NO_WORD.sub("", normal[end : match.start()])
        values.append((len(blotted), match.group()))
        blotted += "#"
        end = match.end()
    blotted += _NO_WORD.sub("", normal[end:])
    for at, value in values:
        around = blotted[max(0, at - _BEFORE) : at + 1 + _BEHIND]
        place, said = _hashed(around) >> _VALUE_BITS, _hashed(value) % (1 << _VALUE_BITS)
        yield (place << _VALUE_BITS | said) - (1 << 63)


def _hashed(words: str) -> int:
    return int.from_bytes(blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
