"""Paths of GB/T 33190-2016 9.1 as segments to draw, and the room they take."""

import math
import re
from collections.abc import Iterable, Iterator, Sequence

from openofd.errors import LimitExceeded
from openofd.fonts.memory import Memory
from openofd.fonts.shape import Segment, Shape
from openofd.limits import LIMITS
from openofd.model.graphics import PathObject
from openofd.model.paths import Command
from openofd.model.units import IDENTITY, Box, Matrix

__all__ = ["Extent", "box_path", "extent", "moved", "rounded_box", "segments_of", "shape_of", "within"]

_NAMES = {"B": "C", "C": "Z"}  # OFD's operator → SVG's, where they differ
_OPERANDS = {"M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_UNUSUAL = re.compile(r"[A-Za-z](?<![MLQBAC])|_|(?<![.\d])\d{7}")  # also exponents and what is far away
_LARGEST = 1e6  # mm; a kilometre. Beyond it lies only what is meant to break renderers

_SHAPES: Memory[str, Shape] = Memory(
    1024 * 1024, largest=256 * 1024
)  # as written; twenty times that as segments

Extent = tuple[float, float, float, float]


def shape_of(path: PathObject, text: str) -> Shape:
    """The segments of a path, whose data are `text`; paths written alike, in one file or many, share them.

    Raises:
        MalformedDocument: XML_VALUE, it is no path.
        LimitExceeded: it is too long.
    """
    if len(text) > LIMITS.path_bytes:
        raise LimitExceeded("LIMIT_EXCEEDED", "路径过长", f"a path of {len(text)} characters")
    return _SHAPES.get(text, lambda: Shape(_quickly(text) or segments_of(path.data)), len(text))


def _quickly(text: str) -> tuple[Segment, ...] | None:
    """What nearly all writers write, blanks between all words; None where a careful reader must look."""
    if _UNUSUAL.search(text):
        return None
    words, at, found = text.split(), 0, list[Segment]()
    while at < len(words):
        count = _OPERANDS.get(words[at], -1)
        values = words[at + 1 : at + 1 + count]
        if count < 0 or len(values) < count:
            return None
        try:
            found.append(Segment(_NAMES.get(words[at], words[at]), tuple(map(float, values))))
        except ValueError:
            return None
        at += 1 + count
    return tuple(found) if found and found[0].op == "M" else None


def segments_of(commands: Sequence[Command]) -> tuple[Segment, ...]:
    """The commands as segments. A path that does not begin with a start point begins at the origin."""
    segments = tuple(
        Segment(_NAMES.get(command.operator, command.operator), tuple(map(_held, command.operands)))
        for command in commands
    )
    if segments and segments[0].op != "M":
        return (Segment("M", (0.0, 0.0)), *segments)
    return segments


def _held(value: float) -> float:
    return max(-_LARGEST, min(_LARGEST, value))


def box_path(box: Box) -> tuple[Segment, ...]:
    """A rectangle as a closed path."""
    corners = ((box.right, box.y), (box.right, box.bottom), (box.x, box.bottom))
    lines = tuple(Segment("L", corner) for corner in corners)
    return (Segment("M", (box.x, box.y)), *lines, Segment("Z"))


def rounded_box(box: Box, across: float, down: float) -> tuple[Segment, ...]:
    """A rectangle whose corners are quarters of an ellipse with these radii, at most half its sides."""
    rx, ry = min(across, box.w / 2), min(down, box.h / 2)
    if rx <= 0 or ry <= 0:
        return box_path(box)

    def arc(x: float, y: float) -> Segment:
        return Segment("A", (rx, ry, 0.0, 0.0, 1.0, x, y))

    return (
        Segment("M", (box.x + rx, box.y)),
        Segment("L", (box.right - rx, box.y)),
        arc(box.right, box.y + ry),
        Segment("L", (box.right, box.bottom - ry)),
        arc(box.right - rx, box.bottom),
        Segment("L", (box.x + rx, box.bottom)),
        arc(box.x, box.bottom - ry),
        Segment("L", (box.x, box.y + ry)),
        arc(box.x + rx, box.y),
        Segment("Z"),
    )


def extent(segments: Iterable[Segment], matrix: Matrix) -> Extent | None:
    """(left, top, right, bottom) about the transformed path; None if it is empty.

    Control points bound Bézier curves; an arc is bounded by its radii about its end.
    """
    if isinstance(segments, Shape):
        return moved(_own_extent(segments), matrix)
    points = [matrix.apply(x, y) for segment in segments for x, y in _hull(segment)]
    if not points:
        return None
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _own_extent(shape: Shape) -> Extent | None:
    """That of a shape in its own coordinates, found once."""
    if shape.extent is None and shape:
        shape.extent = extent(tuple(shape), IDENTITY)
    return shape.extent


def moved(reach: Extent | None, matrix: Matrix) -> Extent | None:
    """The box about a box that is transformed."""
    if reach is None or matrix == IDENTITY:
        return reach
    left, top, right, bottom = reach
    corners = (left, top), (right, top), (right, bottom), (left, bottom)
    xs, ys = zip(*[matrix.apply(*corner) for corner in corners], strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _hull(segment: Segment) -> Iterator[tuple[float, float]]:
    values = segment.values
    if segment.op != "A":
        yield from zip(values[::2], values[1::2], strict=True)
        return
    x, y = values[5:]
    reach = 2 * max(math.fabs(values[0]), math.fabs(values[1]))
    yield from (
        (x - reach, y - reach),
        (x + reach, y + reach),
        (x - reach, y + reach),
        (x + reach, y - reach),
    )


def within(inner: Extent, outer: Extent) -> bool:
    """Whether `inner` does not reach out of `outer`."""
    return inner[0] >= outer[0] and inner[1] >= outer[1] and inner[2] <= outer[2] and inner[3] <= outer[3]
