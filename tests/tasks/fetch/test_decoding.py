"""Whatever bytes come, unpacking ends within its limit in bytes or in a FetchError."""

from __future__ import annotations

import contextlib
import gzip
import zlib
from collections.abc import Callable

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from tasks.fetch.decoding import decode_body
from tasks.fetch.problems import FetchError

LIMIT = 50_000
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstandard.compress,
}


@given(st.binary(max_size=2000), st.sampled_from(list(PACKERS)))
def test_what_was_packed_comes_back(data: bytes, name: str) -> None:
    assert decode_body(PACKERS[name](data), name.upper(), LIMIT, 300) == data


@given(st.binary(max_size=300), st.sampled_from(list(PACKERS)), st.integers(0, 400), st.integers(0, 255))
def test_damage_is_a_fetch_error_or_bytes_within_the_limit(data: bytes, name: str, place: int, byte: int) -> None:
    packed = bytearray(PACKERS[name](data))
    packed[place % len(packed)] = byte
    with contextlib.suppress(FetchError):
        assert len(decode_body(bytes(packed), name, LIMIT, 300)) <= LIMIT


@pytest.mark.parametrize("name", PACKERS)
def test_a_bomb_costs_no_more_than_the_limit(name: str) -> None:
    bomb = PACKERS[name](bytes(5_000_000))
    with pytest.raises(FetchError, match="when unpacked"):
        decode_body(bomb, name, LIMIT, 300)
    with pytest.raises(FetchError, match="beyond measure"):
        decode_body(bomb, name, 10**8, 300)
    assert decode_body(bomb, name, LIMIT, 300, cut=True) == bytes(LIMIT)


@pytest.mark.parametrize("name", PACKERS)
def test_what_is_cut_off_is_not_taken_for_whole(name: str) -> None:
    packed = PACKERS[name](bytes(range(256)) * 20)
    for end in (1, len(packed) // 2, len(packed) - 1):
        with pytest.raises(FetchError, match="breaks off") as caught:
            decode_body(packed[:end], name, LIMIT, 300)
        assert caught.value.again


@pytest.mark.parametrize(("name", "part"), [("gzip", gzip.compress(b"")), ("zstd", zstandard.compress(b""))])
def test_a_million_little_parts_take_no_time(name: str, part: bytes) -> None:
    with pytest.raises(FetchError, match="too many parts"):
        decode_body(part * 100_000, name, LIMIT, 300)
