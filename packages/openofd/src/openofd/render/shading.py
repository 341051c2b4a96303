"""Axial and radial shadings: GB/T 33190-2016 8.3.4. Repeat and Reflect are unrolled into stops.

A place 0 is the start point (or the first ellipse), 1 the end. Direct paints one interval from 0 to 1; Repeat
and Reflect lay intervals of MapUnit one after the other, and Extend (1 before the start, 2 beyond the end)
says whether they go on as far as the object reaches.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from openofd.errors import LimitExceeded
from openofd.model.colors import AxialShd, Color, RadialShd
from openofd.model.colors import Segment as ShadeSegment
from openofd.model.units import IDENTITY, Matrix
from openofd.render.displaylist import Colour, Gradient, Stop
from openofd.render.matrix import inverse, scaling, turning
from openofd.render.paths import Extent, moved

__all__ = ["Colours", "gradient_of"]

_BEFORE, _BEYOND = 1, 2
_MOST_STOPS = 4_000  # a page of intervals of a twentieth of a millimetre
_FARTHEST = 64.0  # in lengths of the axis: where growing circles are looked for that hold the object
_NARROWEST = 0.01  # of an ellipse: one of eccentricity 1 has no width

Colours = Callable[[Color | None], Colour]


class _Axis(NamedTuple):
    """The way from the first point (circle) to the second."""

    start: tuple[float, float]
    end: tuple[float, float]
    radii: tuple[float, float] | None

    def at(self, place: float) -> tuple[float, float]:
        (x, y), (to_x, to_y) = self.start, self.end
        return x + place * (to_x - x), y + place * (to_y - y)

    def radius(self, place: float) -> float:
        first, last = self.radii or (0.0, 0.0)
        return max(0.0, first + place * (last - first))

    @property
    def length(self) -> float:
        """Between the points; of circles about one centre, from one to the other."""
        centres = math.dist(self.start, self.end)
        return centres or (abs(self.radii[1] - self.radii[0]) if self.radii else 0.0)

    def cut(self, first: float, last: float) -> "_Axis":
        radii = (self.radius(first), self.radius(last)) if self.radii else None
        return _Axis(self.at(first), self.at(last), radii)


def gradient_of(
    shade: AxialShd | RadialShd, colours: Colours, reach: Callable[[], Extent | None]
) -> Gradient:
    """The shading in object coordinates.

    Args:
        shade: as the file has it, with at least one segment.
        colours: plain colours, seen through the object's opacity.
        reach: how far the object reaches, in its own coordinates; asked only if intervals repeat.

    Raises:
        LimitExceeded: intervals so small that they flood the page.
    """
    matrix = _flattening(shade)
    axis, stops = _axis(shade, matrix), _stops(shade.segments, colours)
    extend = (bool(shade.extend & _BEFORE), bool(shade.extend & _BEYOND))
    if shade.map_type in {"Repeat", "Reflect"} and axis.length:
        first, last = _range(axis, extend, moved(reach(), inverse(matrix)))
        period = _period(shade, axis.length)
        unrolled = _unrolled(stops, period, (first, last), mirrored=shade.map_type == "Reflect")
        axis, stops = axis.cut(first, last), unrolled
    return Gradient(
        start=axis.start, end=axis.end, radii=axis.radii, stops=stops, extend=extend, matrix=matrix
    )


def _flattening(shade: AxialShd | RadialShd) -> Matrix:
    """From circles to the ellipses of one eccentricity, whose longer axis is turned by Angle."""
    if not isinstance(shade, RadialShd) or not 0 < shade.eccentricity <= 1:
        return IDENTITY
    narrow = max(_NARROWEST, math.sqrt(1 - shade.eccentricity**2))
    return scaling(1.0, narrow).then(turning(shade.angle))


def _axis(shade: AxialShd | RadialShd, matrix: Matrix) -> _Axis:
    back = inverse(matrix)
    start = back.apply(shade.start_point.x, shade.start_point.y)
    end = back.apply(shade.end_point.x, shade.end_point.y)
    if not isinstance(shade, RadialShd):
        return _Axis(start, end, None)
    return _Axis(start, end, (max(0.0, shade.start_radius), max(0.0, shade.end_radius)))


def _period(shade: AxialShd | RadialShd, length: float) -> float:
    """MapUnit in lengths of the axis; its default is the axis itself."""
    unit = shade.map_unit
    return unit / length if unit is not None and unit > 0 else 1.0


def _range(axis: _Axis, extend: tuple[bool, bool], reach: Extent | None) -> tuple[float, float]:
    """The places to unroll: 0 to 1, and beyond as far as the object reaches."""
    if reach is None or not any(extend):
        return 0.0, 1.0
    places = _circles(axis, reach) if axis.radii else _projections(axis, reach)
    first, last = min(places), max(places)
    return min(0.0, first) if extend[0] else 0.0, max(1.0, last) if extend[1] else 1.0


def _projections(axis: _Axis, reach: Extent) -> list[float]:
    (x, y), (to_x, to_y) = axis.start, axis.end
    dx, dy = to_x - x, to_y - y
    return [((px - x) * dx + (py - y) * dy) / (dx * dx + dy * dy) for px, py in _corners(reach)]


def _circles(axis: _Axis, reach: Extent) -> list[float]:
    """The places where the circles end: shrunk to nothing, or so large that they hold the object."""
    first, last = axis.radii or (0.0, 0.0)
    vanishes = first / (first - last) if first != last else None
    backward = vanishes if vanishes is not None and vanishes <= 0 else _holding(axis, reach, -1.0)
    forward = vanishes if vanishes is not None and vanishes >= 1 else _holding(axis, reach, 1.0)
    return [backward, forward]


def _holding(axis: _Axis, reach: Extent, way: float) -> float:
    place = way
    while abs(place) < _FARTHEST and not _holds(axis, place, reach):
        place += way
    return place


def _holds(axis: _Axis, place: float, reach: Extent) -> bool:
    centre, radius = axis.at(place), axis.radius(place)
    return all(math.dist(centre, corner) <= radius for corner in _corners(reach))


def _corners(reach: Extent) -> tuple[tuple[float, float], ...]:
    left, top, right, bottom = reach
    return (left, top), (right, top), (right, bottom), (left, bottom)


def _stops(segments: Sequence[ShadeSegment], colours: Colours) -> tuple[Stop, ...]:
    """Ascending from 0 to 1; what has no position stands evenly between its neighbours (8.3.4)."""
    found = [Stop(at, colours(each.color)) for at, each in zip(_places(segments), segments, strict=True)]
    head = [Stop(0.0, found[0].colour)] if found[0].at > 0 else []
    tail = [Stop(1.0, found[-1].colour)] if found[-1].at < 1 else []
    return (*head, *found, *tail)


def _places(segments: Sequence[ShadeSegment]) -> list[float]:
    written = [segment.position for segment in segments]
    known = {len(written) - 1: 1.0, 0: 0.0}
    known |= {number: at for number, at in enumerate(written) if at is not None}
    numbers, places, lowest = sorted(known), [], 0.0
    for number in range(len(written)):
        lowest = max(lowest, min(1.0, _between(number, numbers, known)))
        places.append(lowest)
    return places


def _between(number: int, numbers: Sequence[int], known: dict[int, float]) -> float:
    before = max(each for each in numbers if each <= number)
    after = min(each for each in numbers if each >= number)
    if before == after:
        return known[number]
    return known[before] + (known[after] - known[before]) * (number - before) / (after - before)


def _unrolled(
    stops: tuple[Stop, ...], period: float, span: tuple[float, float], *, mirrored: bool
) -> tuple[Stop, ...]:
    """Intervals of `period` from 0 on in both directions, cut to `span`, as places 0 to 1 of it."""
    first, last = span
    if (last - first) / period * len(stops) > _MOST_STOPS:
        raise LimitExceeded("LIMIT_EXCEEDED", "渐变区间过多", "too many intervals of a shading")
    all_of_them = list(_intervals(stops, period, span, mirrored=mirrored))
    inside = [stop for stop in all_of_them if first <= stop.at <= last]
    ends = Stop(first, _colour_at(all_of_them, first)), Stop(last, _colour_at(all_of_them, last))
    return tuple(Stop((at - first) / (last - first), colour) for at, colour in (ends[0], *inside, ends[1]))


def _intervals(
    stops: tuple[Stop, ...], period: float, span: tuple[float, float], *, mirrored: bool
) -> Iterator[Stop]:
    back = tuple(Stop(1 - at, colour) for at, colour in reversed(stops))
    for number in range(math.floor(span[0] / period), math.ceil(span[1] / period)):
        way = back if mirrored and number % 2 else stops
        yield from [Stop((number + at) * period, colour) for at, colour in way]


def _colour_at(stops: Sequence[Stop], place: float) -> Colour:
    before = next((stop for stop in reversed(stops) if stop.at <= place), stops[0])
    after = next((stop for stop in stops if stop.at >= place), stops[-1])
    if after.at <= before.at:
        return before.colour
    part = (place - before.at) / (after.at - before.at)
    mixed = [a + (b - a) * part for a, b in zip(before.colour, after.colour, strict=True)]
    return Colour(round(mixed[0]), round(mixed[1]), round(mixed[2]), mixed[3])
