"""Paths of GB/T 33190-2016 9.1 as segments to draw, and the room they take."""

import math
from collections.abc import Iterable, Iterator, Sequence

from openofd.fonts.outlines import Segment
from openofd.model.paths import Command
from openofd.model.units import Box, Matrix

__all__ = ["Extent", "box_path", "extent", "segments_of", "within"]

_NAMES = {"B": "C", "C": "Z"}  # OFD's operator → SVG's, where they differ
_LARGEST = 1e6  # mm; a kilometre. Beyond it lies only what is meant to break renderers

Extent = tuple[float, float, float, float]


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


def extent(segments: Iterable[Segment], matrix: Matrix) -> Extent | None:
    """(left, top, right, bottom) of the transformed path; None if it is empty.

    Control points bound Bézier curves; an arc is bounded by its radii about its end.
    """
    points = [matrix.apply(x, y) for segment in segments for x, y in _hull(segment)]
    if not points:
        return None
    xs, ys = zip(*points, strict=True)
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
