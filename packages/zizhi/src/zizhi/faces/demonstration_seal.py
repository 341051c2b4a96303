"""The picture of the demonstration seal: a ring, the unit's name on an arc, a star, 演示专用. Pure.

42 mm at 276 pixels, three reds (clear, half, full) in two bits a pixel: small, because the seal travels in
every certificate. It cannot be taken for a real one: the words stand inside, the star is smaller.
"""

import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import ceil, cos, floor, pi, radians, sin

from openofd.fonts.outlines import OutlineFont, Segment

__all__ = ["SIDE_MM", "SIDE_PX", "demonstration_seal_png"]

SIDE_MM = 42
SIDE_PX = 276
"""167 dots an inch."""
INSIDE = "演示专用"

_RED = bytes.fromhex("C8161D")
_SCALE = SIDE_PX / SIDE_MM
_MIDDLE = SIDE_MM / 2
_RING, _RING_LINE = 20.4, 1.0
_ARC_RADIUS, _ARC, _WIDEST_STEP = 15.4, 220, 22  # mm, degrees, degrees a character
_POINTS = 15  # size of type where the name has up to eleven characters
_STAR, _STAR_CENTRE = 3.8, 19.0
_INSIDE_CENTRE, _INSIDE_TRACK = 31.0, 0.5
_MM_PER_POINT = 25.4 / 72
_BASELINE = 0.38  # em below the centre line
_SUBROWS = 8
_STEPS = 6  # straight pieces of a curve

Point = tuple[float, float]
Contour = list[Point]


def demonstration_seal_png(font_600: bytes, unit_name: str) -> bytes:
    """The seal as a PNG with transparency.

    Args:
        font_600: a TrueType or OpenType font, semi-bold, that has all characters.
        unit_name: stands on the arc; beyond eleven characters it is set smaller.
    """
    font = OutlineFont(font_600)
    shapes = [_ring(), [_star()], *_arc_text(font, unit_name), *_inside_text(font)]
    cover = [bytearray(SIDE_PX) for _ in range(SIDE_PX)]
    for shape in shapes:
        _paint(cover, [[(x * _SCALE, y * _SCALE) for x, y in contour] for contour in shape])
    return _png(cover)


def _ring() -> list[Contour]:
    outer, inner = _RING + _RING_LINE / 2, _RING - _RING_LINE / 2
    turns = [2 * pi * k / 360 for k in range(360)]
    return [
        [(_MIDDLE + outer * cos(t), _MIDDLE + outer * sin(t)) for t in turns],
        [(_MIDDLE + inner * cos(t), _MIDDLE + inner * sin(t)) for t in reversed(turns)],
    ]


def _star() -> Contour:
    radii = (_STAR, _STAR * 0.382) * 5
    return [(_MIDDLE + r * sin(k * pi / 5), _STAR_CENTRE - r * cos(k * pi / 5)) for k, r in enumerate(radii)]


def _arc_text(font: OutlineFont, text: str) -> Iterator[list[Contour]]:
    """Each character upright on the top of the arc, then turned to its place."""
    step = min(_WIDEST_STEP, _ARC / max(len(text) - 1, 1))
    size = _POINTS * _MM_PER_POINT * step / _WIDEST_STEP
    for index, char in enumerate(text):
        upright = _glyph(font, char, _MIDDLE, _MIDDLE - _ARC_RADIUS, size)
        yield _turned(upright, radians((index - (len(text) - 1) / 2) * step))


def _inside_text(font: OutlineFont) -> Iterator[list[Contour]]:
    size = _POINTS * _MM_PER_POINT
    for index, char in enumerate(INSIDE):
        offset = (index - (len(INSIDE) - 1) / 2) * (size + _INSIDE_TRACK)
        yield _glyph(font, char, _MIDDLE + offset, _INSIDE_CENTRE, size)


def _glyph(font: OutlineFont, char: str, x: float, centre: float, size: float) -> list[Contour]:
    """The outline of one character around (x, centre), in mm, y downwards."""
    glyph = font.glyph_of(char)
    if glyph is None:
        raise ValueError(f"the seal's font lacks {char} (U+{ord(char):04X})")
    scale = size / font.units_per_em
    left, baseline = x - font.advance(glyph) * size / 2, centre + _BASELINE * size
    contours = _flatten(font.outline(glyph))
    return [[(left + u * scale, baseline - v * scale) for u, v in contour] for contour in contours]


def _flatten(segments: Iterable[Segment]) -> list[Contour]:
    contours: list[Contour] = []
    for op, values in segments:
        points = list(zip(values[::2], values[1::2], strict=True))
        if op == "M":
            contours.append(points)
        elif op != "Z":
            contours[-1] += _curve([contours[-1][-1], *points]) if op in "QC" else points
    return contours


def _curve(control: Sequence[Point]) -> Contour:
    """A Bezier curve of any degree as straight pieces (de Casteljau)."""
    return [_at(control, k / _STEPS) for k in range(1, _STEPS + 1)]


def _at(control: Sequence[Point], t: float) -> Point:
    points = list(control)
    while len(points) > 1:
        points = [((1 - t) * a + t * c, (1 - t) * b + t * d) for (a, b), (c, d) in pairwise(points)]
    return points[0]


def _turned(shape: list[Contour], angle: float) -> list[Contour]:
    a, b = cos(angle), sin(angle)
    return [
        [
            (_MIDDLE + a * (x - _MIDDLE) - b * (y - _MIDDLE), _MIDDLE + b * (x - _MIDDLE) + a * (y - _MIDDLE))
            for x, y in contour
        ]
        for contour in shape
    ]


def _paint(cover: list[bytearray], shape: list[Contour]) -> None:
    """Lay the shape's coverage (0 … 255) over the rows; pixels already covered keep the darker value."""
    top = floor(min(y for contour in shape for _, y in contour))
    bottom = ceil(max(y for contour in shape for _, y in contour))
    edges = [
        edge for contour in shape for edge in pairwise([*contour, contour[0]]) if edge[0][1] != edge[1][1]
    ]
    for row in range(max(top, 0), min(bottom, SIDE_PX)):
        sums = [0.0] * SIDE_PX
        for sub in range(_SUBROWS):
            for start, end in _spans(edges, row + (sub + 0.5) / _SUBROWS):
                _add(sums, start, end)
        line = cover[row]
        for x, value in enumerate(sums):
            if value:
                line[x] = max(line[x], min(255, round(value * 255 / _SUBROWS)))


def _spans(edges: list[tuple[Point, Point]], y: float) -> Iterator[tuple[float, float]]:
    """Where a scan line is inside, by the non-zero rule."""
    crossings = sorted(
        (x0 + (y - y0) * (x1 - x0) / (y1 - y0), 1 if y1 > y0 else -1)
        for (x0, y0), (x1, y1) in edges
        if (y0 <= y < y1) or (y1 <= y < y0)
    )
    winding, start = 0, 0.0
    for x, turn in crossings:
        if winding == 0:
            start = x
        winding += turn
        if winding == 0:
            yield start, x


def _add(sums: list[float], start: float, end: float) -> None:
    for x in range(max(floor(start), 0), min(ceil(end), SIDE_PX)):
        sums[x] += min(end, x + 1) - max(start, x)


def _png(cover: list[bytearray]) -> bytes:
    """Two bits a pixel, a palette of one red at three opacities, no row filter."""
    rows = b"".join(b"\0" + _packed(line) for line in cover)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(name, data)
        for name, data in (
            (b"IHDR", struct.pack(">IIBBBBB", SIDE_PX, SIDE_PX, 2, 3, 0, 0, 0)),
            (b"PLTE", _RED * 3),
            (b"tRNS", b"\x00\x80\xff"),
            (b"IDAT", _smallest(rows)),
            (b"IEND", b""),
        )
    )


def _packed(line: bytearray) -> bytes:
    level = [value * 3 >> 8 for value in line]  # thirds: fewer half tones deflate better
    return bytes(a << 6 | b << 4 | c << 2 | d for a, b, c, d in zip(*[iter(level)] * 4, strict=True))


def _smallest(rows: bytes) -> bytes:
    """The best of zlib's own choices; the picture is made once and carried a million times."""
    return min((_deflated(rows, memory) for memory in range(1, 10)), key=len)


def _deflated(rows: bytes, memory: int) -> bytes:
    deflater = zlib.compressobj(9, zlib.DEFLATED, 15, memory, zlib.Z_FILTERED)
    return deflater.compress(rows) + deflater.flush()


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
