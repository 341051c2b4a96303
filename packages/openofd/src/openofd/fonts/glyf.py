"""The bytes of single glyphs in a TrueType font: ISO/IEC 14496-22 5.3.3 (glyf), 5.3.4 (loca)."""

import struct
from typing import NamedTuple

import uharfbuzz as hb

__all__ = ["GlyphTables", "glyph_data", "glyph_tables"]

_LARGEST = 4 * 1024 * 1024  # an installed font of tens of megabytes is not copied for this
_LONG, _SHORT = struct.Struct(">II"), struct.Struct(">HH")


class GlyphTables(NamedTuple):
    """The two tables; empty where the font has other outlines."""

    glyf: bytes
    loca: bytes
    long: bool


def glyph_tables(face: hb.Face) -> GlyphTables:
    """The glyph tables of a face, if they are small."""
    head = face.reference_table("head").data
    glyf, loca = face.reference_table("glyf"), face.reference_table("loca")
    if len(head) < 52 or not 0 < len(glyf) <= _LARGEST:
        return GlyphTables(b"", b"", long=False)
    return GlyphTables(bytes(glyf.data), bytes(loca.data), long=head[51] == 1)


def glyph_data(tables: GlyphTables, glyph: int) -> bytes:
    """The bytes of a simple glyph; nothing for a blank, a damaged one, or one made up of others."""
    entry = _LONG if tables.long else _SHORT
    at = glyph * entry.size // 2
    if glyph < 0 or at + entry.size > len(tables.loca):
        return b""
    start, end = entry.unpack_from(tables.loca, at)
    data = tables.glyf[start:end] if tables.long else tables.glyf[2 * start : 2 * end]
    return data if data[:1] < b"\x80" else b""
