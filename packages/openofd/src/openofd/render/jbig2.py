"""JBIG2 files (ITU-T T.88 annex D) as the embedded streams that PDF knows, and as pixels through pdfium.

GB/T 33190 files carry plain .jb2 files; PDF wants their segments in sequence, without file header and the
segments that end pages and files (ISO 32000-1 7.4.7).
"""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from openofd.errors import MalformedDocument

__all__ = ["Jbig2", "is_jbig2", "jbig2"]

_MAGIC = b"\x97JB2\r\n\x1a\n"
_PAGE, _END_OF_PAGE, _END_OF_STRIPE, _END_OF_FILE = 48, 49, 50, 51  # 7.3
_UNKNOWN = 0xFFFF_FFFF
_MOST_SEGMENTS = 100_000


class Jbig2(NamedTuple):
    """The first page: its size, and its segments one after the other."""

    width: int
    height: int
    stream: bytes


class _Header(NamedTuple):
    kind: int
    page: int
    length: int
    raw: bytes


def is_jbig2(data: bytes) -> bool:
    """Whether the bytes start like a JBIG2 file."""
    return data.startswith(_MAGIC)


def jbig2(data: bytes) -> Jbig2:
    """Read the file's structure; nothing is decoded.

    Raises:
        MalformedDocument: IMAGE_UNREADABLE.
    """
    try:
        segments = [(header, body) for header, body in _segments(data) if header.page <= 1]
        width, height = _size(segments)
    except (struct.error, IndexError, ValueError) as error:
        message = "the JBIG2 file is damaged"
        raise MalformedDocument("IMAGE_UNREADABLE", "JBIG2 图像已损坏", message) from error
    kept = [header.raw + body for header, body in segments if header.kind not in {_END_OF_PAGE, _END_OF_FILE}]
    return Jbig2(width, height, b"".join(kept))


def _size(segments: list[tuple[_Header, bytes]]) -> tuple[int, int]:
    """7.4.8; a page of unknown height ends with its last stripe (7.4.10)."""
    page = next((body for header, body in segments if header.kind == _PAGE), b"")
    width, height = struct.unpack_from(">II", page)
    if height == _UNKNOWN:
        stripes = [body for header, body in segments if header.kind == _END_OF_STRIPE]
        height = max(struct.unpack_from(">I", body)[0] + 1 for body in stripes)
    return width, height


def _segments(data: bytes) -> Iterator[tuple[_Header, bytes]]:
    """D.1 sequential: header and data in turn; D.2 random access: all headers, then all data."""
    flags = data[8]
    at = 9 if flags & 2 else 13  # bit 1: the number of pages is not known, and not written
    if flags & 1:
        yield from _sequential(data, at)
    else:
        yield from _random_access(data, at)


def _sequential(data: bytes, at: int) -> Iterator[tuple[_Header, bytes]]:
    for _ in range(_MOST_SEGMENTS):
        if at >= len(data):
            return
        header, at = _header(data, at)
        end = len(data) if header.length == _UNKNOWN else at + header.length
        yield header, data[at:end]
        if header.kind == _END_OF_FILE:
            return
        at = end


def _random_access(data: bytes, at: int) -> Iterator[tuple[_Header, bytes]]:
    headers: list[_Header] = []
    while len(headers) < _MOST_SEGMENTS:
        header, at = _header(data, at)
        headers.append(header)
        if header.kind == _END_OF_FILE:
            break
    for header in headers:
        yield header, data[at : at + header.length]
        at += header.length


def _header(data: bytes, at: int) -> tuple[_Header, int]:
    """7.2: number, flags, what it refers to, page, length."""
    start = at
    number, flags = struct.unpack_from(">IB", data, at)
    at, count = _referred(data, at + 5)
    at += count * (1 if number <= 256 else 2 if number <= 65536 else 4)
    wide = bool(flags & 0x40)
    page = struct.unpack_from(">I" if wide else ">B", data, at)[0]
    at += 4 if wide else 1
    (length,) = struct.unpack_from(">I", data, at)
    return _Header(flags & 0x3F, page, length, data[start : at + 4]), at + 4


def _referred(data: bytes, at: int) -> tuple[int, int]:
    """7.2.4: where the numbers of the referred segments begin, and how many there are."""
    short = data[at] >> 5
    if short < 7:
        return at + 1, short
    count = struct.unpack_from(">I", data, at)[0] & 0x1FFF_FFFF
    return at + 4 + (count + 8) // 8, count
