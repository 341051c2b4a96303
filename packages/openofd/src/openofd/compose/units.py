"""Graphic units of a plate as values, and their XML. GB/T 33190-2016 chapters 8 to 11.

Lengths are millimetres on the page, sizes of type are points, y grows downwards. In the XML made here the
identifier stands as `%d`, to be filled in when a page is printed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import cos, radians, sin

from openofd.compose.typesetting import ASCENT, BASELINE, MM_PER_POINT, Typeface, number

__all__ = ["ImageUnit", "PathUnit", "TextUnit", "fragment", "rgb"]

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class PathUnit:
    """A path: data in the abbreviated form of chapter 9.3, relative to the box."""

    box: Box
    data: str
    line_width: float
    stroke: str
    """Colour as #RRGGBB."""
    fill: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextUnit:
    """One line of static text.

    Args:
        face: name of the plate's static font.
        x: left edge, middle or right edge, as `align` is 0, 0.5 or 1.
        centre: centre line of the ideographs.
        points: size of type.
        track: added between the characters, mm.
        tail: follows the text without track, such as the colon after a spread label.
        turn: degrees clockwise and the point about which the line is turned; None for upright.
    """

    text: str
    face: str
    x: float
    centre: float
    points: float
    colour: str
    align: float = 0.0
    track: float = 0.0
    tail: str = ""
    turn: tuple[float, float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageUnit:
    """A picture that fills its box."""

    box: Box
    resource_id: int


@cache
def rgb(colour: str) -> str:
    """`#RRGGBB` as the three numbers of CT_Color/@Value."""
    return " ".join(map(str, bytes.fromhex(colour[1:])))


def fragment(units: Sequence[PathUnit | TextUnit | ImageUnit], faces: Mapping[str, Typeface]) -> str:
    """The XML of all units in painting order, a `%d` for each identifier."""
    return "".join(_xml(unit, faces) for unit in units)


def _xml(unit: PathUnit | TextUnit | ImageUnit, faces: Mapping[str, Typeface]) -> str:
    if isinstance(unit, PathUnit):
        return _path(unit)
    if isinstance(unit, ImageUnit):
        return _image(unit)
    return _text(unit, faces[unit.face])


def _path(unit: PathUnit) -> str:
    # CT_Path: StrokeColor before FillColor; both have defaults that differ (black, none)
    fill = f'<ofd:FillColor Value="{rgb(unit.fill)}"/>' if unit.fill else ""
    return (
        f'<ofd:PathObject ID="%d" Boundary="{_box(unit.box)}" LineWidth="{number(unit.line_width, 3)}"'
        f"{' Fill=' + chr(34) + 'true' + chr(34) if unit.fill else ''}>"
        f'<ofd:StrokeColor Value="{rgb(unit.stroke)}"/>{fill}'
        f"<ofd:AbbreviatedData>{unit.data}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def _image(unit: ImageUnit) -> str:
    width, height = number(unit.box[2]), number(unit.box[3])
    return (
        f'<ofd:ImageObject ID="%d" Boundary="{_box(unit.box)}" CTM="{width} 0 0 {height} 0 0" '
        f'ResourceID="{unit.resource_id}"/>'
    )


def _text(unit: TextUnit, face: Typeface) -> str:
    size = unit.points * MM_PER_POINT
    shape = face.shape(unit.text, size, unit.track, unit.tail)
    left, top = unit.x - unit.align * shape.width, unit.centre - ASCENT * size
    box = (left, top, shape.width + 0.005, 2 * ASCENT * size)
    turned = ""
    if unit.turn:
        box, turned = _turned(box, unit.turn)
    return (
        f'<ofd:TextObject ID="%d" Boundary="{_box(box)}"{turned} Font="{face.unit_id}" '
        f'Size="{number(size, 3)}"><ofd:FillColor Value="{rgb(unit.colour)}"/>'
        f'<ofd:TextCode X="0" Y="{number(BASELINE * size, 3)}"'
        f"{shape.code.replace('%', '%%')}</ofd:TextCode></ofd:TextObject>"
    )


def _turned(box: Box, turn: tuple[float, float, float]) -> tuple[Box, str]:
    """Boundary around the turned box, and the CTM that carries the upright line into it (8.3)."""
    angle, about_x, about_y = radians(turn[0]), turn[1], turn[2]
    a, b = cos(angle), sin(angle)

    def place(x: float, y: float) -> tuple[float, float]:
        u, v = x - about_x, y - about_y
        return about_x + a * u - b * v, about_y + b * u + a * v

    x, y, w, h = box
    corners = [place(x + i * w, y + j * h) for i in (0, 1) for j in (0, 1)]
    left, top = min(c[0] for c in corners), min(c[1] for c in corners)
    right, bottom = max(c[0] for c in corners), max(c[1] for c in corners)
    e, f = corners[0][0] - left, corners[0][1] - top
    matrix = " ".join(number(v, 5) for v in (a, b, -b, a, e, f))
    return (left, top, right - left, bottom - top), f' CTM="{matrix}"'


def _box(box: Box) -> str:
    return " ".join(map(number, box))
