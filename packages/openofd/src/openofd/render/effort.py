"""How long a page keeps the rasteriser busy, guessed before it starts: nothing stops it once it has begun.

Small files can ask for much: a thousand whole sheets on top of each other, each blended with what is below.
GB/T 33190-2016 sets no ceiling. The guess adds up what is painted, by kind and by the share of the page.
"""

from collections.abc import Iterable, Sequence

from openofd.model.units import IDENTITY, Box, Matrix
from openofd.render.displaylist import (
    Clip,
    DisplayList,
    Fill,
    Glyphs,
    Gradient,
    Group,
    Item,
    Mesh,
    PathOp,
    Picture,
    Tiling,
)
from openofd.render.paths import Extent, box_path, extent

__all__ = ["effort"]

# milliseconds of a processor for a whole page of two million pixels
_PLAIN, _PICTURE, _GROUP, _SHADING, _FADING, _TILES, _TRIANGLE, _BLENDING = 5, 12, 10, 10, 35, 40, 4, 320
_LEAST = 0.001  # ms of anything, however small
_FEW = 200  # whole sheets of plain colour take a second: so many items need no look
_UNIT = box_path(Box(0.0, 0.0, 1.0, 1.0))


def effort(page: DisplayList) -> float:
    """Milliseconds for the page drawn with two million pixels; twice the pixels take twice the time."""
    if len(page.items) <= _FEW and all(map(_plain, page.items)):
        return 0.0
    return _sum(page.items, IDENTITY, page.box, _area(page.box))


def _plain(item: Item) -> bool:
    return not isinstance(item, Group) and item.blend == "normal" and _weight(item) <= _PICTURE


def _sum(items: Iterable[Item], matrix: Matrix, seen: Extent, whole: float) -> float:
    return sum(_of(item, matrix, seen, whole) for item in items)


def _of(item: Item, matrix: Matrix, seen: Extent, whole: float) -> float:
    for clip in item.clips:
        seen = _both(seen, _reach_of_clip(clip, matrix))
    blending = _BLENDING if item.blend != "normal" else 0
    if isinstance(item, Group):
        own = (blending + (_GROUP if item.alpha < 1 else 0)) * _area(seen) / whole
        return own + _sum(item.items, item.matrix.then(matrix), seen, whole)
    seen = _both(seen, _reach(item, matrix))
    return _tiles(item) + max(_LEAST, (blending + _weight(item)) * _area(seen) / whole)


def _tiles(item: PathOp | Glyphs | Picture) -> float:
    """What the tile itself takes, as if it filled a page; it is drawn once."""
    fill = None if isinstance(item, Picture) else item.fill
    if not isinstance(fill, Tiling):
        return 0.0
    tile = (0.0, 0.0, *fill.step)
    return _sum(fill.items, IDENTITY, tile, _area(tile) or 1.0)


def _weight(item: PathOp | Glyphs | Picture) -> float:
    if isinstance(item, Picture):
        return _PICTURE
    line = None if item.pen is None else item.pen.paint or item.pen.colour
    return _paint_weight(item.fill) + _paint_weight(line)


def _paint_weight(paint: Fill | None) -> float:
    match paint:
        case None:
            return 0
        case Gradient():
            return _FADING if any(stop.colour.alpha < 1 for stop in paint.stops) else _SHADING
        case Mesh():
            return _TRIANGLE * len(paint.triangles)
        case Tiling():
            return _TILES
    return _PLAIN


def _reach(item: PathOp | Glyphs | Picture, matrix: Matrix) -> Extent | None:
    """Where the item paints; text by the places of its glyphs, an em about each."""
    match item:
        case PathOp():
            return extent(item.segments, item.matrix.then(matrix))
        case Picture():
            return extent(_UNIT, item.matrix.then(matrix))
    return _about([extent(_UNIT, glyph.matrix.then(matrix)) for glyph in item.glyphs])


def _reach_of_clip(clip: Clip, matrix: Matrix) -> Extent | None:
    return _about([extent(area.segments, area.matrix.then(matrix)) for area in clip.areas])


def _about(found: Sequence[Extent | None]) -> Extent | None:
    boxes = [box for box in found if box is not None]
    if not boxes:
        return None
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _both(one: Extent, other: Extent | None) -> Extent:
    if other is None:
        return one[0], one[1], one[0], one[1]
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def _area(box: Extent) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])
