"""Words of SVG: numbers, escapes, path data, transforms, paints as attributes."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace

from openofd.fonts.memory import Memory
from openofd.fonts.outlines import OutlineFont
from openofd.fonts.shape import Segment, Shape
from openofd.model.units import IDENTITY, Matrix
from openofd.render.displaylist import Colour, Gradient, Pen, Stop

__all__ = [
    "colour_attributes",
    "escape",
    "glyph_data",
    "gradient_element",
    "number",
    "opacity",
    "path_data",
    "pen_attributes",
    "transform",
]

_ALMOST = 0.99
_GLYPHS: Memory[tuple[bytes, float], str] = Memory(6 * 1024 * 1024)  # as font files have them
_COMMANDS = {
    op: op + " ".join(["%.7g"] * count)
    for op, count in {"M": 2, "L": 2, "Q": 4, "C": 6, "A": 7, "Z": 0}.items()
}


def path_data(segments: Iterable[Segment]) -> str:
    """The `d` attribute: absolute commands, numbers separated by single blanks."""
    if not isinstance(segments, Shape):
        return _written(segments)
    known = segments.memo.get("svg")
    if known is None:
        known = segments.memo["svg"] = _written(segments)
    return known


def glyph_data(font: OutlineFont, glyph: int) -> str:
    """The `d` attribute of a glyph in font units; remembered, as all files of a maker share their glyphs."""
    identity = font.identity(glyph)
    if identity is None:
        return font.path_data(glyph)
    return _GLYPHS.get(identity, lambda: font.path_data(glyph), len(identity[0]))


def _written(segments: Iterable[Segment]) -> str:
    """Seven digits: a hundredth of a micrometre on the page, exact in font units."""
    return "".join([_COMMANDS[op] % values for op, values in segments])


def number(value: float) -> str:
    """A number with at most four decimals (a tenth of a micrometre), without needless zeros."""
    if not math.isfinite(value):
        return "0"
    whole = int(value)
    return str(whole) if whole == value else _trimmed(f"{value:.4f}")


def escape(text: str) -> str:
    """Text for an element or a double-quoted attribute; characters that XML forbids become U+FFFD."""
    safe = "".join(char if _is_xml(char) else "\ufffd" for char in text)
    return safe.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _is_xml(char: str) -> bool:
    return char in "\t\n\r" or " " <= char <= "\ud7ff" or "\ue000" <= char <= "\ufffd" or char >= "\U00010000"


def _trimmed(digits: str) -> str:
    short = digits.rstrip("0").rstrip(".")
    return "0" if short == "-0" else short


def transform(matrix: Matrix) -> str:
    """The attribute, with a blank before it; nothing for the identity."""
    if matrix == IDENTITY:
        return ""
    linear = (matrix.a, matrix.b, matrix.c, matrix.d)
    if linear == (1, 0, 0, 1):
        return f' transform="translate({number(matrix.e)} {number(matrix.f)})"'
    factors = " ".join(_trimmed(f"{value:.7f}") for value in linear)
    return f' transform="matrix({factors} {number(matrix.e)} {number(matrix.f)})"'


def colour_attributes(name: str, colour: Colour | None) -> str:
    """`fill`, `stroke` or `stop-color` with its opacity."""
    if colour is None:
        return f' {name}="none"'
    red, green, blue, alpha = colour
    return f' {name}="#{red:02x}{green:02x}{blue:02x}"' + opacity(f"{name}-opacity", alpha)


def opacity(name: str, alpha: float) -> str:
    """An opacity, unless it is full."""
    return "" if alpha >= 1 else f' {name}="{number(max(alpha, 0.0))}"'


def pen_attributes(pen: Pen | None) -> str:
    """What differs from SVG's own defaults."""
    if pen is None:
        return ""
    parts = [colour_attributes("stroke", pen.colour), f' stroke-width="{number(pen.width)}"']
    parts += [f' stroke-linecap="{pen.cap}"'] if pen.cap != "butt" else []
    parts += [f' stroke-linejoin="{pen.join}"'] if pen.join != "miter" else []
    parts += [f' stroke-miterlimit="{number(max(pen.miter_limit, 1.0))}"'] if pen.join == "miter" else []
    parts += [f' stroke-dasharray="{" ".join(map(number, pen.dashes))}"'] if pen.dashes else []
    parts += [f' stroke-dashoffset="{number(pen.dash_offset)}"'] if pen.dashes and pen.dash_offset else []
    return "".join(parts)


def gradient_element(gradient: Gradient) -> str:
    """The definition, with `{}` where its id comes to stand."""
    if gradient.radii is not None and gradient.radii[0] > gradient.radii[1]:
        gradient = _reversed(gradient)  # SVG's outer circle is the one that ends
    gradient = _nested(gradient)
    (x1, y1), (x2, y2) = gradient.start, gradient.end
    if gradient.radii is None:
        name = "linearGradient"
        line = f'x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}"'
    else:
        name = "radialGradient"
        inner, outer = map(number, gradient.radii)
        focus = f'fx="{number(x1)}" fy="{number(y1)}" fr="{inner}"'
        line = f'{focus} cx="{number(x2)}" cy="{number(y2)}" r="{outer}"'
    stops = "".join(map(_stop, _bounded(gradient)))
    place = transform(gradient.matrix).replace("transform", "gradientTransform")
    return f'<{name} id="{{}}" gradientUnits="userSpaceOnUse" {line}{place}>{stops}</{name}>'


def _reversed(gradient: Gradient) -> Gradient:
    first, last = gradient.radii or (0.0, 0.0)
    return replace(
        gradient,
        start=gradient.end,
        end=gradient.start,
        radii=(last, first),
        stops=tuple(Stop(1 - at, colour) for at, colour in reversed(gradient.stops)),
        extend=gradient.extend[::-1],
    )


def _nested(gradient: Gradient) -> Gradient:
    """SVG has no cones: a first circle that reaches out of the last is moved into it."""
    if gradient.radii is None:
        return gradient
    room = max(0.0, (gradient.radii[1] - gradient.radii[0]) * _ALMOST)
    apart = math.dist(gradient.start, gradient.end)
    if apart <= room:
        return gradient
    (x, y), (to_x, to_y) = gradient.start, gradient.end
    part = room / apart
    return replace(gradient, start=(to_x + (x - to_x) * part, to_y + (y - to_y) * part))


def _bounded(gradient: Gradient) -> Iterator[Stop]:
    """SVG lets the end colours go on for ever; where they shall not, a clear stop stands beside them."""
    before, beyond = gradient.extend
    first, last = gradient.stops[0], gradient.stops[-1]
    if not before:
        yield Stop(0.0, first.colour.faded(0))
    yield from gradient.stops
    if not beyond:
        yield Stop(1.0, last.colour.faded(0))


def _stop(stop: Stop) -> str:
    colour = colour_attributes("stop-color", stop.colour._replace(alpha=1))
    return f'<stop offset="{number(stop.at)}"{colour}{opacity("stop-opacity", stop.colour.alpha)}/>'
