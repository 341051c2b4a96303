"""A display list as SVG 1.1 with `href` of SVG 2: safe to stand inside a web page.

No script, no style attribute (a strict Content-Security-Policy refuses those), no address that leaves the
file: images are data: addresses of sniffed raster formats, every id carries the caller's prefix, all text is
escaped.
The same display list gives the same bytes.
"""

import base64
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Literal

from openofd.fonts.outlines import OutlineFont, Segment
from openofd.model.units import IDENTITY, Matrix
from openofd.render.displaylist import (
    Clip,
    Colour,
    DisplayList,
    Fill,
    Glyphs,
    Gradient,
    Group,
    Item,
    Mesh,
    PathOp,
    Pen,
    Picture,
    PlacedGlyph,
    Stop,
    Tiling,
)
from openofd.render.matrix import growth, inverse, scaling

__all__ = ["TextMode", "escape", "path_data", "write_svg"]

TextMode = Literal["outlines", "selectable"]

_PREFIX = re.compile(r"[A-Za-z][A-Za-z0-9]*")
_HAIRLINE = 0.05  # mm
_GENERIC = "serif"  # for characters that no font has: the reader's own


def write_svg(page: DisplayList, *, text: TextMode = "outlines", prefix: str = "ofd", title: str = "") -> str:
    """The page as one `<svg>` element, sized in millimetres.

    Args:
        page: what to draw.
        text: "selectable" lays invisible text over the outlines, for copying and for screen readers.
        prefix: begins every id; pages in one document need different ones. Letters and digits only.
        title: the element's accessible name.
    """
    return _Writer(text=text, prefix=prefix).page(page, title)


class _Writer:
    """Collects the definitions while the body is written."""

    def __init__(self, *, text: TextMode, prefix: str) -> None:
        if not _PREFIX.fullmatch(prefix):
            raise ValueError(prefix)
        self._text, self._prefix = text, prefix
        self._ids: dict[object, str] = {}
        self._defs: list[str] = []

    def page(self, page: DisplayList, title: str) -> str:
        left, top, right, bottom = page.box
        width, height = number(right - left), number(bottom - top)
        body = "".join(map(self.item, page.items))
        view = f"{number(left)} {number(top)} {width} {height}"
        size = f'width="{width}mm" height="{height}mm" viewBox="{view}"'
        name = f"<title>{escape(title)}</title>" if title else ""
        paper = f'<rect x="{number(left)}" y="{number(top)}" width="{width}" height="{height}" fill="#fff"/>'
        defs = f"<defs>{''.join(self._defs)}</defs>" if self._defs else ""
        return f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">{name}{defs}{paper}{body}</svg>'

    def item(self, item: Item) -> str:
        match item:
            case PathOp():
                drawn = self.path(item)
            case Glyphs():
                drawn = self.glyphs(item)
            case Picture():
                drawn = self.picture(item)
            case Group():
                drawn = self.group(item)
        for clip in item.clips:
            drawn = f'<g clip-path="url(#{self._clip(clip)})">{drawn}</g>' if drawn else ""
        return drawn

    def path(self, item: PathOp) -> str:
        rule = ' fill-rule="evenodd"' if item.even_odd and item.fill else ""
        paint = self._paint(item.fill, item.pen, growth(item.matrix))
        return f'<path d="{path_data(item.segments)}"{_transform(item.matrix)}{paint}{rule}/>'

    def glyphs(self, item: Glyphs) -> str:
        drawn = "".join(self._glyph(placed, item.pen) for placed in item.glyphs)
        mark = f' data-object="{item.object_id}"' if item.object_id is not None else ""
        paint = self._fill(item.fill) + _pen(item.pen)
        outlines = f"<g{mark}{paint}>{drawn}</g>" if drawn else ""
        return outlines + (_selectable(item.glyphs) if self._text == "selectable" else "")

    def picture(self, item: Picture) -> str:
        """The unit square drawn as 1 × 1. Defined once: composite units could else multiply the bytes."""
        key = (item.data, item.media_type)
        if key not in self._ids:
            address = f"data:{item.media_type};base64,{base64.b64encode(item.data).decode('ascii')}"
            shape = 'width="1" height="1" preserveAspectRatio="none"'
            self._ids[key] = self._define(f'<image id="{{}}" {shape} href="{address}"/>')
        place = _transform(item.matrix) + _opacity("opacity", item.alpha)
        return f'<use href="#{self._ids[key]}"{place}/>'

    def group(self, item: Group) -> str:
        drawn = "".join(map(self.item, item.items))
        for wanted, maker in ((item.clear_white, _CLEAR_WHITE), (item.grey, _GREY)):
            drawn = f'<g filter="url(#{self._define(maker)})">{drawn}</g>' if wanted else drawn
        name = f"<title>{escape(item.label)}</title>" if item.label else ""
        return f"<g{_transform(item.matrix)}>{name}{drawn}</g>"

    def _glyph(self, placed: PlacedGlyph, pen: Pen | None) -> str:
        if placed.font is None:
            return _plain_text(placed) if placed.text.strip() else ""
        shape = self._outline(placed.font, placed.glyph)
        if not shape:
            return ""
        em = 1 / placed.font.units_per_em
        matrix = scaling(em, em).then(placed.matrix)
        # The pen keeps its width in page units although the outline is scaled.
        line = f' stroke-width="{number(pen.width / (growth(matrix) or 1))}"' if pen else ""
        return f'<use href="#{shape}"{_transform(matrix)}{line}/>'

    def _outline(self, font: OutlineFont, glyph: int) -> str:
        key = (font, glyph)
        if key not in self._ids:
            segments = font.outline(glyph)
            self._ids[key] = self._define(f'<path id="{{}}" d="{path_data(segments)}"/>') if segments else ""
        return self._ids[key]

    def _clip(self, clip: Clip) -> str:
        areas = "".join(
            f'<path d="{path_data(area.segments)}"{_transform(area.matrix)}'
            + (' clip-rule="evenodd"' if area.even_odd else "")
            + "/>"
            for area in clip.areas
        )
        return self._define(f'<clipPath id="{{}}">{areas}</clipPath>')

    def _fill(self, fill: Fill | None) -> str:
        match fill:
            case Gradient():
                return f' fill="url(#{self._define(_gradient(fill))})"'
            case Tiling():
                return f' fill="url(#{self._define(self._tiling(fill))})"'
            case Mesh():
                return _colour("fill", fill.background)
        return _colour("fill", fill)

    def _paint(self, fill: Fill | None, pen: Pen | None, grown: float) -> str:
        if pen is not None and pen.width <= 0:
            # GB/T 33190-2016 8.2: width 0 is the thinnest line the device has.
            pen = replace(pen, width=_HAIRLINE / (grown or 1))
        return self._fill(fill) + _pen(pen)

    def _tiling(self, tiling: Tiling) -> str:
        width, height = map(number, tiling.step)
        moved = _transform(tiling.matrix).replace("transform", "patternTransform")
        drawn = "".join(map(self.item, tiling.items))
        size = f'patternUnits="userSpaceOnUse" width="{width}" height="{height}"'
        return f'<pattern id="{{}}" {size}{moved}>{drawn}</pattern>'

    def _define(self, pattern: str) -> str:
        """The id of a definition; one that was written already is used again."""
        if pattern not in self._ids:
            self._ids[pattern] = f"{self._prefix}-{len(self._defs)}"
            self._defs.append(pattern.replace("{}", self._ids[pattern], 1))
        return self._ids[pattern]


_GREY = (
    '<filter id="{}" color-interpolation-filters="sRGB"><feColorMatrix type="saturate" values="0"/></filter>'
)
# The white ground of opaque seal pictures goes: opacity = 3 - (R + G + B), inside what was opaque.
_CLEAR_WHITE = (
    '<filter id="{}" color-interpolation-filters="sRGB">'
    '<feColorMatrix type="matrix" values="1 0 0 0 0 0 1 0 0 0 0 0 1 0 0 -1 -1 -1 0 3" result="inked"/>'
    '<feComposite in="inked" in2="SourceGraphic" operator="in"/></filter>'
)


def path_data(segments: Iterable[Segment]) -> str:
    """The `d` attribute: absolute commands, numbers separated by single blanks."""
    return "".join(segment.op + " ".join(map(number, segment.values)) for segment in segments)


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


def _transform(matrix: Matrix) -> str:
    if matrix == IDENTITY:
        return ""
    linear = (matrix.a, matrix.b, matrix.c, matrix.d)
    if linear == (1, 0, 0, 1):
        return f' transform="translate({number(matrix.e)} {number(matrix.f)})"'
    factors = " ".join(_trimmed(f"{value:.7f}") for value in linear)
    return f' transform="matrix({factors} {number(matrix.e)} {number(matrix.f)})"'


def _colour(name: str, colour: Colour | None) -> str:
    if colour is None:
        return f' {name}="none"'
    red, green, blue, alpha = colour
    return f' {name}="#{red:02x}{green:02x}{blue:02x}"' + _opacity(f"{name}-opacity", alpha)


def _opacity(name: str, alpha: float) -> str:
    return "" if alpha >= 1 else f' {name}="{number(max(alpha, 0.0))}"'


def _pen(pen: Pen | None) -> str:
    if pen is None:
        return ""
    parts = [_colour("stroke", pen.colour), f' stroke-width="{number(pen.width)}"']
    parts += [f' stroke-linecap="{pen.cap}"'] if pen.cap != "butt" else []
    parts += [f' stroke-linejoin="{pen.join}"'] if pen.join != "miter" else []
    parts += [f' stroke-miterlimit="{number(max(pen.miter_limit, 1.0))}"'] if pen.join == "miter" else []
    parts += [f' stroke-dasharray="{" ".join(map(number, pen.dashes))}"'] if pen.dashes else []
    parts += [f' stroke-dashoffset="{number(pen.dash_offset)}"'] if pen.dashes and pen.dash_offset else []
    return "".join(parts)


def _gradient(gradient: Gradient) -> str:
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
    place = _transform(gradient.matrix).replace("transform", "gradientTransform")
    return f'<{name} id="{{}}" gradientUnits="userSpaceOnUse" {line}{place}>{stops}</{name}>'


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
    colour = _colour("stop-color", stop.colour._replace(alpha=1))
    return f'<stop offset="{number(stop.at)}"{colour}{_opacity("stop-opacity", stop.colour.alpha)}/>'


def _plain_text(placed: PlacedGlyph) -> str:
    """A character without outline, in whatever serif font the reader has, one em high."""
    matrix = scaling(1, -1).then(placed.matrix)
    return f'<text font-size="1" font-family="{_GENERIC}"{_transform(matrix)}>{escape(placed.text)}</text>'


def _selectable(glyphs: Sequence[PlacedGlyph]) -> str:
    """Invisible text over the outlines: one element an object, so that it is copied as one line."""
    shown = [placed for placed in glyphs if placed.font is not None and placed.text]
    if not shown or not "".join(placed.text for placed in shown).strip():
        return ""
    first = scaling(1, -1).then(shown[0].matrix)
    back = inverse(first)
    places = [back.apply(placed.matrix.e, placed.matrix.f) for placed in shown]
    xs, ys = (" ".join(number(place[axis]) for place in places) for axis in (0, 1))
    text = escape("".join(placed.text for placed in shown))
    look = f'font-size="1" font-family="{_GENERIC}" fill="none" pointer-events="all"'
    return f'<text x="{xs}" y="{ys}" {look} xml:space="preserve"{_transform(first)}>{text}</text>'
