"""Pictures and fonts made by hand: a PNG (ISO/IEC 15948) and a TrueType font of boxes (ISO/IEC 14496-22)."""

import struct
import zlib
from collections.abc import Mapping

from vectors.deflate import MATCH, periodic, zlib_stored

__all__ = ["bomb_png", "font", "png"]

_EM = 1000


def png(side: int = 16, colour: tuple[int, int, int] = (200, 0, 0)) -> bytes:
    """A square of one colour with a white border of one pixel."""
    edge = bytes((0,)) + b"\xff\xff\xff" * side
    row = bytes((0,)) + b"\xff\xff\xff" + bytes(colour) * (side - 2) + b"\xff\xff\xff"
    return _png(side, side, 2, zlib_stored(edge + row * (side - 2) + edge))


def bomb_png(width: int, height: int) -> bytes:
    """A black grey-scale picture that is small as a file and huge as pixels."""
    matches = height * (width + 1) // MATCH + 1
    return _png(width, height, 0, b"\x78\x01" + periodic(b"\0", 1, matches) + b"\0\0\0\0")


def _png(width: int, height: int, kind: int, data: bytes) -> bytes:
    header = struct.pack(">LLBBBBB", width, height, 8, kind, 0, 0, 0)
    chunks = _chunk(b"IHDR", header) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">L", len(body)) + kind + body + struct.pack(">L", zlib.crc32(kind + body))


def font(characters: str, glyphs: Mapping[str, str] | None = None) -> bytes:
    """A TrueType font whose glyphs are boxes, each of its own height.

    Args:
        characters: what it maps.
        glyphs: character → the character whose shape it shows, where that is another.
    """
    chars = sorted(set(characters))
    shown = [(glyphs or {}).get(char, char) for char in chars]
    shapes = [b"", *(_box(500, 300 + ord(char) * 7 % 500) for char in shown)]
    offsets = [sum(map(len, shapes[:n])) for n in range(len(shapes) + 1)]
    metrics = [(500, 0)] + [(_EM, 0)] * len(chars)
    tables = {
        b"cmap": _cmap(chars),
        b"glyf": b"".join(shapes),
        b"head": struct.pack(
            ">IIIIHHqqhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, _EM, 0, 0, 0, 0, _EM, _EM, 0, 8, 2, 1, 0
        ),
        b"hhea": struct.pack(">IhhhH11hH", 0x10000, 880, -120, 0, _EM, *(0,) * 11, len(shapes)),
        b"hmtx": b"".join(struct.pack(">Hh", *metric) for metric in metrics),
        b"loca": b"".join(struct.pack(">I", offset) for offset in offsets),
        b"maxp": struct.pack(">IH13H", 0x10000, len(shapes), 4, 1, *(0,) * 11),
    }
    return _sfnt(tables)


def _box(width: int, height: int) -> bytes:
    xs, ys = (0, 0, width, 0), (0, height, 0, -height)  # differences, corner by corner
    header = struct.pack(">hhhhh", 1, 0, 0, width, height) + struct.pack(">HH", 3, 0)
    return header + bytes((1,) * 4) + struct.pack(">4h4h", *xs, *ys)


def _cmap(chars: list[str]) -> bytes:
    groups = b"".join(struct.pack(">III", ord(char), ord(char), n) for n, char in enumerate(chars, 1))
    table = struct.pack(">HHIII", 12, 0, 16 + len(groups), 0, len(chars)) + groups
    return struct.pack(">HHHHI", 0, 1, 3, 10, 12) + table


def _sfnt(tables: Mapping[bytes, bytes]) -> bytes:
    directory, body, start = b"", b"", 12 + 16 * len(tables)
    for tag, table in tables.items():
        directory += struct.pack(">4sIII", tag, 0, start + len(body), len(table))
        body += table + b"\0" * (-len(table) % 4)
    return struct.pack(">IHHHH", 0x10000, len(tables), 0, 0, 0) + directory + body
