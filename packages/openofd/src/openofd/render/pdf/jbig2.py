"""A JBIG2 file as the stream that a PDF holds: no file header, no ends, page 1 alone (ISO 32000-1 7.4.7).

ITU-T T.88 annex D tells the two orders of a file: headers and data in turn, or all headers first.
"""

import struct
from collections.abc import Iterator
from typing import NamedTuple

__all__ = ["Page", "embedded"]

_MAGIC = b"\x97JB2\r\n\x1a\n"
_PAGE_INFORMATION, _END_OF_PAGE, _END_OF_FILE = 48, 49, 51
_UNKNOWN = 0xFFFFFFFF


class Page(NamedTuple):
    """Page 1: its segments and its size in pixels."""

    data: bytes
    width: int
    height: int


class _Header(NamedTuple):
    kind: int
    page: int
    raw: bytes
    length: int


def embedded(data: bytes) -> Page:
    """The first page.

    Raises:
        ValueError, struct.error, IndexError: not such a file, or one that tells no sizes.
    """
    if not data.startswith(_MAGIC):
        raise ValueError
    flags = data[8]
    start = 9 if flags & 2 else 13
    kept: list[bytes] = []
    width = height = 0
    for header, body in _in_turn(data, start) if flags & 1 else _headers_first(data, start):
        if header.kind == _PAGE_INFORMATION and header.page == 1:
            width, height = struct.unpack_from(">II", body)
        if header.page in {0, 1} and header.kind not in {_END_OF_PAGE, _END_OF_FILE}:
            kept += [header.raw, body]
    if not 0 < width < _UNKNOWN or not 0 < height < _UNKNOWN:
        raise ValueError
    return Page(b"".join(kept), width, height)


def _in_turn(data: bytes, at: int) -> Iterator[tuple[_Header, bytes]]:
    while at < len(data):
        header = _header(data, at)
        at += len(header.raw)
        yield header, data[at : at + header.length]
        at += header.length
        if header.kind == _END_OF_FILE:
            return


def _headers_first(data: bytes, at: int) -> Iterator[tuple[_Header, bytes]]:
    headers: list[_Header] = []
    while not headers or headers[-1].kind != _END_OF_FILE:
        headers.append(_header(data, at))
        at += len(headers[-1].raw)
    for header in headers:
        yield header, data[at : at + header.length]
        at += header.length


def _header(data: bytes, start: int) -> _Header:
    """A segment header (T.88 7.2): number, flags, the segments it refers to, its page, its length."""
    number, flags, count = struct.unpack_from(">IBB", data, start)
    at, referred = start + 5, count >> 5
    if referred == 7:
        referred = int(struct.unpack_from(">I", data, at)[0]) & 0x1FFFFFFF
        at += 4 + (referred + 8) // 8
    else:
        at += 1
    at += referred * (1 if number <= 256 else 2 if number <= 65536 else 4)
    form = ">I" if flags & 0x40 else ">B"
    (page,) = struct.unpack_from(form, data, at)
    at += struct.calcsize(form)
    (length,) = struct.unpack_from(">I", data, at)
    if length == _UNKNOWN:
        raise ValueError
    return _Header(flags & 0x3F, page, data[start : at + 4], length)
