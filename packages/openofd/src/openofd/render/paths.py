"""Path data: AbbreviatedData of GB/T 33190-2016 9.1 as segments, and boxes as paths.

Real files glue operators ("CM"), leave operands out and write S for a start; all that stays drawable.
"""

import math
import re
from collections.abc import Iterable, Iterator, Sequence

from openofd.fonts.outlines import Segment
from openofd.model.units import Matrix

__all__ = ["Extent", "box_path", "extent", "parse_path"]

# GB/T 33190-2016 9.1 table 35: operator → SVG's name and the number of its operands
_OPERATORS = {
    "S": ("M", 2),
    "M": ("M", 2),
    "L": ("L", 2),
    "Q": ("Q", 4),
    "B": ("C", 6),
    "A": ("A", 7),
    "C": ("Z", 0),
}
_TOKEN = re.compile(r"[SMLQBAC]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_LARGEST = 1e6  # mm; a kilometre. Beyond it lies only what is meant to break renderers

Extent = tuple[float, float, float, float]


def parse_path(text: str) -> tuple[tuple[Segment, ...], bool]:
    """The segments of AbbreviatedData, and whether every operator had its operands.

    A missing operand counts as 0 (the habit of existing readers); numbers before any operator are left out.
    """
    segments: list[Segment] = []
    clean = not _TOKEN.sub("", text).strip(" \t\r\n,")
    for operator, operands in _grouped(_TOKEN.findall(text)):
        name, count = _OPERATORS[operator]
        clean = clean and len(operands) == count
        values = (*operands[:count], *(0.0,) * (count - len(operands)))
        segments.append(Segment(name, values))
    if segments and segments[0].op != "M":
        segments.insert(0, Segment("M", (0.0, 0.0)))
        clean = False
    return tuple(segments), clean


def _grouped(tokens: Iterable[str]) -> Iterator[tuple[str, list[float]]]:
    operator, operands = "", list[float]()
    for token in tokens:
        if token in _OPERATORS:
            if operator:
                yield operator, operands
            operator, operands = token, []
        else:
            operands.append(max(-_LARGEST, min(_LARGEST, float(token))))
    if operator:
        yield operator, operands


def box_path(x: float, y: float, width: float, height: float) -> tuple[Segment, ...]:
    """A rectangle as a closed path."""
    right, bottom = x + width, y + height
    corners = (Segment("L", (right, y)), Segment("L", (right, bottom)), Segment("L", (x, bottom)))
    return (Segment("M", (x, y)), *corners, Segment("Z"))


def extent(segments: Sequence[Segment], matrix: Matrix) -> Extent | None:
    """(left, top, right, bottom) that surely contains the transformed path; None if it is empty.

    Control points bound Bézier curves; an arc is bounded by its radii about both ends.
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
    yield x - reach, y - reach
    yield x + reach, y + reach
