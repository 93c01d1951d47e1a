r"""Undoes gzip, deflate, brotli and zstd, to a limit: a bomb costs no more than the limit.

    decode_body(b"\x1f\x8b...", "gzip", 20_000_000, 300)   -> b"<html>..."
    100 kB that would become 100 MB                          -> FetchError, refused, after 20 MB

A stream that ends before its end mark was cut off on the way and is not taken for a whole one.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable

import brotli
import zstandard

from tasks.fetch.problems import FetchError, refused

_MOST_LAYERS = 2
_MOST_PARTS = 100  # members of a gzip stream, frames of a zstd stream; each costs a copy of what follows it
_SMALL = 1_000_000
_ZSTD_WINDOW = 8 << 20  # the most that RFC 9659 allows in HTTP
_ZSTD_STEP = 128  # a block of a few bytes can become 128 kB: step by step the limit is overshot by 4 MB at most


class _CutOffError(Exception):
    """The stream ends before its end mark; `args[0]` is what there is."""


def decode_body(wire: bytes, encodings: str, limit: int, max_ratio: float, *, cut: bool = False) -> bytes:
    """The bytes behind the Content-Encoding of an answer. Raises FetchError.

    More than `limit` bytes, or more than a megabyte grown by more than `max_ratio`, are refused; with `cut` the
    first `limit` bytes are returned instead, and what was cut off on the way is taken as it is.
    """
    layers = [name for part in encodings.split(",") if (name := part.strip().lower()) not in ("", "identity")]
    if len(layers) > _MOST_LAYERS:
        raise refused("it is packed more than twice")
    data = wire
    for name in reversed(layers) if wire else ():
        data = _unpack(name, data, limit, cut)
        if not cut and len(data) > max(_SMALL, max_ratio * len(wire)):
            raise refused("it grows beyond measure when unpacked")
    return data


def unpack_gzip(data: bytes, limit: int, max_ratio: float) -> bytes:
    """The contents of a .gz file, such as a sitemap. Raises FetchError."""
    return decode_body(data, "gzip", limit, max_ratio) if data.startswith(b"\x1f\x8b") else data


def _unpack(name: str, data: bytes, limit: int, cut: bool) -> bytes:
    decoder = _DECODERS.get(name)
    if decoder is None:
        raise refused(f"it is packed in a way that was not asked for ({name[:40]})")
    try:
        unpacked = decoder(data, limit)
    except _CutOffError as error:
        if not cut:
            raise FetchError(f"the answer breaks off inside its {name} packing", again=True) from None
        unpacked = error.args[0]
    except (zlib.error, brotli.error, zstandard.ZstdError) as error:
        raise FetchError(f"it says to be packed with {name} and is not ({error})") from error
    if len(unpacked) > limit and not cut:
        raise refused(f"it has more than {limit / 1e6:g} MB when unpacked")
    return unpacked[:limit]


def _gzip(data: bytes, limit: int) -> bytes:
    """All members of a gzip stream; what follows the last is left, as browsers do."""
    unpacked = bytearray()
    for _ in range(_MOST_PARTS):
        decoder = zlib.decompressobj(wbits=31)
        unpacked += decoder.decompress(data, limit + 1 - len(unpacked))
        if len(unpacked) > limit:
            return bytes(unpacked)
        if not decoder.eof:
            raise _CutOffError(bytes(unpacked))
        data = decoder.unused_data
        if not data.startswith(b"\x1f\x8b"):
            return bytes(unpacked)
    raise refused("it is packed in too many parts")


def _deflate(data: bytes, limit: int) -> bytes:
    """`deflate` means a zlib stream, but some servers send a bare one."""
    try:
        return _inflate(data, limit, zlib.MAX_WBITS)
    except zlib.error:
        return _inflate(data, limit, -zlib.MAX_WBITS)


def _inflate(data: bytes, limit: int, wbits: int) -> bytes:
    decoder = zlib.decompressobj(wbits=wbits)
    unpacked = decoder.decompress(data, limit + 1)
    if data and not decoder.eof and len(unpacked) <= limit:
        raise _CutOffError(unpacked)
    return unpacked


def _brotli(data: bytes, limit: int) -> bytes:
    decoder = brotli.Decompressor()
    unpacked = bytearray(decoder.process(data, output_buffer_limit=limit + 1))
    while not decoder.is_finished() and len(unpacked) <= limit:
        more = decoder.process(b"", output_buffer_limit=limit + 1 - len(unpacked))
        if not more:
            if not data:
                break
            raise _CutOffError(bytes(unpacked))
        unpacked += more
    return bytes(unpacked)


def _zstd(data: bytes, limit: int) -> bytes:
    unpacked = bytearray()
    for _ in range(_MOST_PARTS):
        decoder = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW).decompressobj()
        for start in range(0, len(data), _ZSTD_STEP):
            unpacked += decoder.decompress(data[start : start + _ZSTD_STEP])
            if len(unpacked) > limit:
                return bytes(unpacked)
            if decoder.eof:
                break
        if not decoder.eof:
            raise _CutOffError(bytes(unpacked))
        data = decoder.unused_data + data[start + _ZSTD_STEP :]
        if not data:
            return bytes(unpacked)
    raise refused("it is packed in too many parts")


_DECODERS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
