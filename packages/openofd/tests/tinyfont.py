"""Tiny TrueType fonts for pictures: a glyph is a polygon in units of a thousandth em, y up."""

import struct
from collections.abc import Mapping, Sequence

EM = 1000
Polygon = Sequence[tuple[int, int]]

FLAG: Polygon = ((100, 0), (250, 0), (250, 350), (800, 600), (100, 800))
"""A flag on a pole: what is up, down, left and right is seen at once."""
ARROW: Polygon = ((100, 300), (500, 300), (500, 100), (900, 400), (500, 700), (500, 500), (100, 500))


def make(glyphs: Mapping[str, Polygon]) -> bytes:
    """A font of these characters, all with an advance of one em; glyph numbers from 1 in their order."""
    drawn = [b"", *map(_glyph, glyphs.values())]
    offsets = [sum(map(len, drawn[:number])) for number in range(len(drawn) + 1)]
    count = len(drawn)
    return _sfnt(
        {
            b"head": struct.pack(
                ">IIIIHHqqhhhhHHhhh",
                0x10000,
                0x10000,
                0,
                0x5F0F3CF5,
                0,
                EM,
                0,
                0,
                0,
                0,
                EM,
                EM,
                0,
                8,
                2,
                1,
                0,
            ),
            b"hhea": struct.pack(">IhhhH11hH", 0x10000, 880, -120, 0, EM, *(0,) * 11, count),
            b"maxp": struct.pack(">IH13H", 0x10000, count, 9, 1, *(0,) * 11),
            b"hmtx": struct.pack(">Hh", EM, 100) * count,
            b"cmap": _cmap(list(glyphs)),
            b"loca": b"".join(struct.pack(">I", offset) for offset in offsets),
            b"glyf": b"".join(drawn),
        }
    )


def _glyph(points: Polygon) -> bytes:
    xs, ys = zip(*points, strict=True)
    header = struct.pack(">hhhhhHH", 1, min(xs), min(ys), max(xs), max(ys), len(points) - 1, 0)
    data = header + bytes((1,) * len(points)) + _differences(xs) + _differences(ys)
    return data + bytes(-len(data) % 4)


def _differences(values: Sequence[int]) -> bytes:
    return b"".join(struct.pack(">h", b - a) for a, b in zip((0, *values), values, strict=False))


def _cmap(chars: Sequence[str]) -> bytes:
    groups = sorted((ord(char), number) for number, char in enumerate(chars, 1))
    data = b"".join(struct.pack(">III", code, code, number) for code, number in groups)
    table = struct.pack(">HHIII", 12, 0, 16 + len(data), 0, len(chars)) + data
    return struct.pack(">HHHHI", 0, 1, 3, 10, 12) + table


def _sfnt(tables: Mapping[bytes, bytes]) -> bytes:
    directory, body, start = b"", b"", 12 + 16 * len(tables)
    for tag, table in sorted(tables.items()):
        directory += struct.pack(">4sIII", tag, 0, start + len(body), len(table))
        body += table + b"\0" * (-len(table) % 4)
    return struct.pack(">IHHHH", 0x10000, len(tables), 0, 0, 0) + directory + body
