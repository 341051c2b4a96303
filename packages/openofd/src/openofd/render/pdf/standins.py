"""Boxes for characters that no font at hand has: seen as missing, found and copied as text.

A font of four glyphs (ISO/IEC 14496-22, outlines of TrueType), embedded like any other (ISO 32000-1 9.9).
"""

import struct
from functools import cache

from openofd.fonts.outlines import OutlineFont
from openofd.fonts.sfnt import sfnt
from openofd.render.displaylist import PlacedGlyph

__all__ = ["stand_in"]

_NOTHING, _NARROW, _WIDE = 1, 2, 3  # glyph 0 stands for itself
_ADVANCES = (0, 1000, 500, 1000)
_EM, _LEFT, _HIGH, _LINE = 1000, 60, 800, 50


def stand_in(placed: PlacedGlyph) -> PlacedGlyph:
    """The glyph itself; a box where there is no font, nothing where its font does not have it."""
    if placed.font is None:
        return placed._replace(font=_font(), glyph=_box(placed.text))
    if 0 <= placed.glyph < placed.font.glyph_count:
        return placed
    return placed._replace(font=_font(), glyph=_NOTHING)


def _box(text: str) -> int:
    if not text.strip():
        return _NOTHING
    return _NARROW if text.isascii() else _WIDE


@cache
def _font() -> OutlineFont:
    glyphs = (b"", b"", *(_outline(_ADVANCES[glyph]) for glyph in (_NARROW, _WIDE)))
    ends = [sum(map(len, glyphs[:count])) for count in range(len(glyphs) + 1)]
    count = len(glyphs)
    tables = {
        b"glyf": b"".join(glyphs),
        b"head": struct.pack(
            ">IIIIHHqqhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, _EM, 0, 0, 0, 0, _EM, _EM, 0, 8, 2, 1, 0
        ),
        b"hhea": struct.pack(">IhhhH11hH", 0x10000, 880, -120, 0, _EM, *(0,) * 11, count),
        b"hmtx": b"".join(struct.pack(">Hh", advance, _LEFT) for advance in _ADVANCES),
        b"loca": struct.pack(f">{count + 1}I", *ends),
        b"maxp": struct.pack(">IH13H", 0x10000, count, 8, 2, *(0,) * 11),
    }
    return OutlineFont(sfnt(tables))


def _outline(advance: int) -> bytes:
    """A frame: a contour about another that turns the other way."""
    right = advance - _LEFT
    outer = ((_LEFT, 0), (_LEFT, _HIGH), (right, _HIGH), (right, 0))
    near, far, low, high = _LEFT + _LINE, right - _LINE, _LINE, _HIGH - _LINE
    points = (*outer, (near, low), (far, low), (far, high), (near, high))
    header = struct.pack(">hhhhh HHH", 2, _LEFT, 0, right, _HIGH, 3, 7, 0)
    steps = [
        struct.pack(">8h", *(here - before for here, before in zip(line, (0, *line), strict=False)))
        for line in zip(*points, strict=True)
    ]
    return header + bytes((1,) * 8) + b"".join(steps) + b"\0" * (-(len(header) + 40) % 4)
