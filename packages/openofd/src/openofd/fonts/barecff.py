"""Bare CFF programs (Adobe TN 5176), which some producers of GB/T 33190 files embed as fonts.

HarfBuzz wants them inside an OpenType wrapper: the tables `CFF `, `head` and `maxp` are enough to draw.
"""

import struct
from collections.abc import Iterator

from openofd.errors import MalformedDocument
from openofd.fonts.sfnt import sfnt

__all__ = ["is_bare_cff", "wrap_bare_cff"]

_CHARSTRINGS = 17
_UNITS_PER_EM = 1000  # TN 5176 table 9: the default FontMatrix; others are not known in OFD files


def is_bare_cff(data: bytes) -> bool:
    """Whether the bytes start like a CFF header: major 1, header size 4, offset size 1–4."""
    return data[:1] == b"\x01" and data[2:3] == b"\x04" and data[3:4] in {b"\x01", b"\x02", b"\x03", b"\x04"}


def wrap_bare_cff(data: bytes) -> bytes:
    """An OpenType file around the CFF program.

    Raises:
        MalformedDocument: FONT_UNREADABLE.
    """
    try:
        glyphs = _glyph_count(data)
    except (IndexError, struct.error) as error:
        message = "the CFF font program is damaged"
        raise MalformedDocument("FONT_UNREADABLE", "CFF 字体程序已损坏", message) from error
    tables = {b"CFF ": data, b"head": _head(), b"maxp": struct.pack(">IH", 0x00005000, glyphs)}
    return sfnt(tables, flavour=b"OTTO")


def _glyph_count(data: bytes) -> int:
    _, after_names = _index(data, data[2])
    tops, _ = _index(data, after_names)
    offset = _charstrings(data[tops[0] : tops[1]])
    return int(struct.unpack_from(">H", data, offset)[0])


def _index(data: bytes, at: int) -> tuple[list[int], int]:
    """The absolute offsets of an INDEX (TN 5176 chapter 5), one more than it has objects, and its end."""
    (count,) = struct.unpack_from(">H", data, at)
    if not count:
        return [], at + 2
    size = data[at + 2]
    base = at + 2 + (count + 1) * size
    ends = (at + 3 + i * size for i in range(count + 1))
    offsets = [base + int.from_bytes(data[p : p + size], "big") for p in ends]
    return offsets, offsets[-1]


def _charstrings(top: bytes) -> int:
    for operator, operand in _dict(top):
        if operator == _CHARSTRINGS:
            return operand
    raise IndexError


def _dict(top: bytes) -> Iterator[tuple[int, int]]:
    """Each operator of a DICT with its last operand (TN 5176 chapter 4)."""
    at = operand = 0
    while at < len(top):
        first = top[at]
        if first <= 21:
            yield first, operand
            at += 2 if first == 12 else 1
        else:
            operand, at = _number(top, at)


def _number(top: bytes, at: int) -> tuple[int, int]:
    first = top[at]
    if first == 28:
        return int(struct.unpack_from(">h", top, at + 1)[0]), at + 3
    if first == 29:
        return int(struct.unpack_from(">i", top, at + 1)[0]), at + 5
    if first == 30:  # a real: its value is never needed here
        end = at + 1
        while top[end] & 0x0F != 0x0F and top[end] >> 4 != 0x0F:
            end += 1
        return 0, end + 1
    if first <= 246:
        return first - 139, at + 1
    return (first - 247) * 256 + top[at + 1] + 108, at + 2


def _head() -> bytes:
    return struct.pack(
        ">IIIIHHqqhhhhHHhhh",
        *(0x00010000, 0x00010000, 0, 0x5F0F3CF5, 0, _UNITS_PER_EM, 0, 0),
        *(0, 0, 0, 0, 0, 0, 2, 0, 0),
    )
