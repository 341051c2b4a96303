"""The ornament of the face: braided border, corner rosettes, medallion. Pure arithmetic in millimetres.

Every path lies inside its box; nothing depends on clipping or on transparency. Strands of the braid share
their path data and differ in their box alone, which deflate turns into some thirty bytes a copy: keep the
data identical.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import cos, pi, sin

from openofd.compose.units import PathUnit
from zizhi.faces.design import Braid, BraidSide, Corners, FaceDesign, Medallion, Twist

__all__ = ["ornament", "tint"]

Point = tuple[float, float]


def ornament(design: FaceDesign) -> tuple[PathUnit, ...]:
    """All paths in painting order: medallion, braid, twist, corners, frame."""
    parts = (_medallion, _braids, _twists, _corners, _frame)
    return tuple(path for part in parts for path in part(design))


def tint(colour: str, part: float) -> str:
    """`part` of a colour on white paper: 1 is the colour, 0 is white."""
    return "#" + "".join(f"{round(255 - (255 - byte) * part):02X}" for byte in bytes.fromhex(colour[1:]))


def _medallion(design: FaceDesign) -> Iterator[PathUnit]:
    medallion: Medallion = design.ornament.medallion
    colour = tint(design.colours.accent, design.ornament.under)
    for curve in medallion.curves:
        data = _rosette(medallion.box[2] / 2, curve, medallion.places)
        yield PathUnit(box=medallion.box, data=data, line_width=medallion.line, stroke=colour)


def _strand_colours(design: FaceDesign) -> tuple[tuple[str, int], tuple[str, int]]:
    """Gold leaves its axis outward on the top and on the left, the accent inward."""
    parts = design.ornament
    return (tint(design.colours.gold, parts.gold), -1), (tint(design.colours.accent, parts.fine), 1)


def _braids(design: FaceDesign) -> Iterator[PathUnit]:
    braid = design.ornament.braid
    for colour, first in _strand_colours(design):
        flat, upright = (
            _strands(braid, side, first, upright=side is braid.upright)
            for side in (braid.flat, braid.upright)
        )
        for shift in braid.shifts:
            for side, data, (dx, dy) in (
                (braid.flat, flat, (shift, 0)),
                (braid.upright, upright, (0, shift)),
            ):
                box = (side.origin[0] + dx, side.origin[1] + dy, *side.size)
                yield PathUnit(box=box, data=data, line_width=braid.line, stroke=colour)


def _strands(braid: Braid, side: BraidSide, first: int, *, upright: bool) -> str:
    """One strand on each of two opposite sides, mirrored."""
    return " ".join(
        _wave(side.start, axis, sign * first, side.halves, peak=braid.peak, half=braid.half, upright=upright)
        for axis, sign in zip(side.axes, (1, -1), strict=True)
    )


def _twists(design: FaceDesign) -> Iterator[PathUnit]:
    twist: Twist = design.ornament.twist
    half = design.ornament.braid.half
    for colour, first in _strand_colours(design):
        data = " ".join(
            _wave(twist.start + shift, twist.axis, first, twist.halves, peak=twist.peak, half=half)
            for shift in twist.shifts
        )
        yield _on_page(design, data, design.ornament.braid.line, colour)


def _corners(design: FaceDesign) -> Iterator[PathUnit]:
    corners: Corners = design.ornament.corners
    side, accent = corners.side, design.colours.accent
    places = [(x, y) for y in corners.top for x in corners.left]
    squares = " ".join(_rectangle(x, y, x + side, y + side) for x, y in places)
    yield _on_page(design, squares, corners.border, accent, fill=design.colours.paper)
    fine, gold = tint(accent, design.ornament.fine), tint(design.colours.gold, design.ornament.gold)
    data = [_rosette(side / 2, curve, 2) for curve in corners.curves]
    for x, y in places:
        for colour, curve in zip((fine, gold), data, strict=True):
            yield PathUnit(box=(x, y, side, side), data=curve, line_width=corners.line, stroke=colour)


def _frame(design: FaceDesign) -> Iterator[PathUnit]:
    frame, twist, accent = design.ornament.frame, design.ornament.twist, design.colours.accent
    rules = " ".join(f"M {_num(a, twist.axis)} L {_num(b, twist.axis)}" for a, b in twist.rules)
    (thin, thin_step, line), (thick, thick_step, thick_line) = frame.notched
    hairlines = (_inset(design, frame.hairline.inset), _notched(design, thin, thin_step), rules)
    yield _on_page(design, _inset(design, frame.outer.inset), frame.outer.line, accent)
    yield _on_page(design, " ".join(hairlines), line, accent)
    yield _on_page(design, _notched(design, thick, thick_step), thick_line, accent)


def _on_page(design: FaceDesign, data: str, line: float, stroke: str, fill: str | None = None) -> PathUnit:
    box = (0, 0, design.page.width, design.page.height)
    return PathUnit(box=box, data=data, line_width=line, stroke=stroke, fill=fill)


def _wave(
    start: float, axis: float, first: int, halves: int, *, peak: float, half: float, upright: bool = False
) -> str:
    """A parabolic wave: one quadratic from node to node, its control point at twice the peak.

    So neighbouring quadratics share their tangent at the node. `first` is the side (+1 or -1) it leaves by.
    """

    def point(along: float, across: float) -> str:
        return _num(across, along) if upright else _num(along, across)

    arcs = (
        f"Q {point(start + (k + 0.5) * half, axis + first * (-1) ** k * 2 * peak)} "
        f"{point(start + (k + 1) * half, axis)}"
        for k in range(halves)
    )
    return f"M {point(start, axis)} " + " ".join(arcs)


def _rosette(centre: float, curve: tuple[float, float, int, int], places: int) -> str:
    """r(t) = R + A cos(p t / q) over q turns: one Hermite cubic from crest to trough, closed."""
    radius, swing, p, q = curve
    step = pi * q / p

    def node(k: int) -> tuple[float, float, float, float]:
        r = radius + swing * (-1) ** k
        x, y = r * cos(k * step), r * sin(k * step)
        return centre + x, centre + y, -y * step / 3, x * step / 3

    nodes = [node(k) for k in range(2 * p + 1)]
    cubics = (
        "B " + _num(x0 + u0, y0 + v0, x1 - u1, y1 - v1, x1, y1, places=places)
        for (x0, y0, u0, v0), (x1, y1, u1, v1) in pairwise(nodes)
    )
    return " ".join(("M " + _num(*nodes[0][:2], places=places), *cubics, "C"))


def _rectangle(x0: float, y0: float, x1: float, y1: float) -> str:
    return _ring(((x0, y0), (x1, y0), (x1, y1), (x0, y1)))


def _inset(design: FaceDesign, inset: float) -> str:
    return _rectangle(inset, inset, design.page.width - inset, design.page.height - inset)


def _notched(design: FaceDesign, a: float, b: float) -> str:
    """A frame `a` from the edge of the page whose corners step in to `b` (海棠角)."""
    width, height = design.page.width, design.page.height
    x, y, u, v = width - a, height - a, width - b, height - b
    return _ring(
        ((b, a), (u, a), (u, b), (x, b), (x, v), (u, v), (u, y), (b, y), (b, v), (a, v), (a, b), (b, b))
    )


def _ring(points: Iterable[Point]) -> str:
    return "M " + " L ".join(_num(x, y) for x, y in points) + " C"


def _num(*values: float, places: int = 2) -> str:
    return " ".join(f"{round(value, places):g}" for value in values)
