"""What can still be read of a broken package: raw entries by their local headers, and loose text.

Only for finding traces of us in a file that is refused anyway; nothing that comes out is ever trusted. Every
step is bounded, because the input is whatever somebody uploads.
"""

import zlib
from collections.abc import Iterator
from typing import Final

__all__ = ["loose_texts"]

_LOCAL_HEADER: Final = b"PK\x03\x04"
_HEADER_SIZE: Final = 30
_ENTRY_LIMIT: Final = 4 * 1024 * 1024
_TOTAL_LIMIT: Final = 32 * 1024 * 1024
_COUNT_LIMIT: Final = 2_000


def loose_texts(data: bytes) -> Iterator[str]:
    """Text of every entry that can be unpacked, then of the bytes themselves; what is no UTF-8 is dropped."""
    left = _TOTAL_LIMIT
    for packed, method in _entries(data):
        raw = _unpack(packed, method)
        left -= len(raw)
        if left < 0:
            break
        yield raw.decode("utf-8", "ignore")
    yield data[:_ENTRY_LIMIT].decode("utf-8", "ignore")


def _entries(data: bytes) -> Iterator[tuple[bytes, int]]:
    """Bytes from each local header's content on, with its method; where it ends only the inflater knows."""
    start = -1
    for _ in range(_COUNT_LIMIT):
        start = data.find(_LOCAL_HEADER, start + 1)
        if start < 0 or start + _HEADER_SIZE > len(data):
            return
        method = int.from_bytes(data[start + 8 : start + 10], "little")
        names = int.from_bytes(data[start + 26 : start + 28], "little")
        extra = int.from_bytes(data[start + 28 : start + 30], "little")
        content = start + _HEADER_SIZE + names + extra
        yield data[content : content + _ENTRY_LIMIT], method


def _unpack(packed: bytes, method: int) -> bytes:
    if method != zlib.DEFLATED:
        return packed[: packed.find(_LOCAL_HEADER)] if _LOCAL_HEADER in packed else b""
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, _ENTRY_LIMIT)
    except zlib.error:
        return b""
