"""Paths as PDF operators: curves of two control points only (ISO 32000-1 8.5.2), arcs and quadratics so too.

An arc is given as in GB/T 33190-2016 9.3.5: two radii, the turn of the ellipse, which of four ways, the end.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from openofd.fonts.outlines import Segment
from openofd.render.pdf.objects import numbers

__all__ = ["cubic", "path_operators"]

_Point = tuple[float, float]
_FORMS = {"M": "%.7g %.7g m", "L": "%.7g %.7g l", "C": "%.7g %.7g %.7g %.7g %.7g %.7g c", "Z": "h"}
_REMEMBERED = 512  # segments: what is kept stays below a few megabytes


def path_operators(segments: tuple[Segment, ...]) -> str:
    """The path's construction operators."""
    return _remembered(segments) if len(segments) <= _REMEMBERED else _operators(segments)


@lru_cache(maxsize=256)
def _remembered(segments: tuple[Segment, ...]) -> str:
    """Files of one maker have borders and rules in common."""
    return _operators(segments)


def _operators(segments: tuple[Segment, ...]) -> str:
    drawn = "\n".join([_FORMS[op] % values for op, values in cubic(segments)])
    if "e" in drawn or "n" in drawn:  # an exponent, or what is no number: written one by one
        return "\n".join([f"{numbers(*values)} {_FORMS[op][-1]}" for op, values in cubic(segments)])
    return drawn


def cubic(segments: Iterable[Segment]) -> Iterator[Segment]:
    """The same path of M, L, C and Z alone."""
    at = start = (0.0, 0.0)
    for segment in segments:
        if segment.op == "Q":
            yield _raised(at, segment.values)
        elif segment.op == "A":
            yield from _arc(at, segment.values)
        else:
            yield segment
        at = (segment.values[-2], segment.values[-1]) if segment.values else start
        start = at if segment.op == "M" else start


def _raised(at: _Point, values: Sequence[float]) -> Segment:
    x, y, end_x, end_y = values
    controls = (
        *(at[0] + 2 / 3 * (x - at[0]), at[1] + 2 / 3 * (y - at[1])),
        *(end_x + 2 / 3 * (x - end_x), end_y + 2 / 3 * (y - end_y)),
    )
    return Segment("C", (*controls, end_x, end_y))


def _arc(at: _Point, values: Sequence[float]) -> Iterator[Segment]:
    """By the centre of the ellipse, then a curve for every quarter at most."""
    rx, ry, turn, large, sweep, *end = values
    rx, ry = abs(rx), abs(ry)
    if not rx or not ry or (end[0], end[1]) == at:
        yield Segment("L", (end[0], end[1]))
        return
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    # half the chord, in the ellipse's own directions
    half_x, half_y = (at[0] - end[0]) / 2, (at[1] - end[1]) / 2
    x, y = (cos * half_x + sin * half_y) / rx, (-sin * half_x + cos * half_y) / ry
    span = x * x + y * y
    if span > 1:  # radii too short to reach: grown until they do
        rx, ry, x, y, span = rx * span**0.5, ry * span**0.5, x / span**0.5, y / span**0.5, 1.0
    side = math.sqrt(max(0.0, (1 - span) / span)) * (-1 if bool(large) == bool(sweep) else 1)
    centre_x, centre_y = side * y, -side * x
    first = math.atan2(y - centre_y, x - centre_x)
    sweeping = math.atan2(-y - centre_y, -x - centre_x) - first
    sweeping += math.tau * ((sweep != 0 and sweeping < 0) - (sweep == 0 and sweeping > 0))
    middle = ((at[0] + end[0]) / 2, (at[1] + end[1]) / 2)

    def placed(px: float, py: float) -> _Point:
        ex, ey = (px + centre_x) * rx, (py + centre_y) * ry
        return middle[0] + cos * ex - sin * ey, middle[1] + sin * ex + cos * ey

    for unit in _unit_arcs(first, sweeping):
        yield Segment("C", tuple(value for point in unit for value in placed(*point)))


def _unit_arcs(first: float, sweeping: float) -> Iterator[tuple[_Point, _Point, _Point]]:
    """An arc of the unit circle as Bézier curves."""
    count = max(1, math.ceil(abs(sweeping) / (math.pi / 2) - 1e-9))
    step = sweeping / count
    reach = 4 / 3 * math.tan(step / 4)
    for index in range(count):
        a, b = first + index * step, first + (index + 1) * step
        cos_a, sin_a, cos_b, sin_b = math.cos(a), math.sin(a), math.cos(b), math.sin(b)
        one = (cos_a - reach * sin_a, sin_a + reach * cos_a)
        two = (cos_b + reach * sin_b, sin_b - reach * cos_b)
        yield one, two, (cos_b, sin_b)
