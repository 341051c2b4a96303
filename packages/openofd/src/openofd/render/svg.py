"""A display list as SVG 1.1 with `href` of SVG 2: safe to stand inside a web page.

No script, no style attribute unless asked for (a strict Content-Security-Policy refuses those), no address
that leaves the file: images are data: addresses of sniffed raster formats, every id carries the caller's
prefix, all text is escaped.
The same display list gives the same bytes.
"""

import base64
import math
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import Literal

from openofd.errors import LimitExceeded
from openofd.fonts.outlines import OutlineFont
from openofd.model.units import IDENTITY
from openofd.render.displaylist import (
    Clip,
    ClipArea,
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
    Raster,
    Tiling,
)
from openofd.render.markup import (
    colour_attributes,
    escape,
    glyph_data,
    gradient_element,
    number,
    opacity,
    path_data,
    pen_attributes,
    transform,
)
from openofd.render.matrix import growth, inverse, scaling
from openofd.render.meshraster import mesh_raster
from openofd.render.outlining import outlined

__all__ = ["TextMode", "write_svg"]

TextMode = Literal["outlines", "selectable"]

_PREFIX = re.compile(r"[A-Za-z][A-Za-z0-9]*")
_MOST_OUTLINES = 32 * 1024 * 1024  # characters of all glyphs
_FAR = 1e12  # font units; nobody's page is so large
_HAIRLINE = 0.05  # mm
_GENERIC = "serif"  # for characters that no font has: the reader's own
_SQUARE = 'width="1" height="1" preserveAspectRatio="none"'


def write_svg(
    page: DisplayList,
    *,
    text: TextMode = "outlines",
    prefix: str = "ofd",
    title: str = "",
    styles: bool = False,
) -> str:
    """The page as one `<svg>` element, sized in millimetres.

    Args:
        page: what to draw.
        text: "selectable" lays invisible text over the outlines, for copying and for screen readers.
        prefix: begins every id; pages in one document need different ones. Letters and digits only.
        title: the element's accessible name.
        styles: write blend modes as `style` attributes, which a strict Content-Security-Policy refuses.
            Without them the white of a blended picture becomes transparent, which looks alike on paper.
    """
    return _Writer(text=text, prefix=prefix, styles=styles).page(page, title)


class _Writer:
    """Collects the definitions while the body is written."""

    def __init__(self, *, text: TextMode, prefix: str, styles: bool) -> None:
        if not _PREFIX.fullmatch(prefix):
            raise ValueError(prefix)
        self._text, self._prefix, self._styles = text, prefix, styles
        self._ids: dict[object, str] = {}
        self._outlines: dict[OutlineFont, dict[int, str]] = {}
        self._defs: list[str] = []
        self._outlined = 0

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
        if not drawn:
            return ""
        for clip in item.clips:
            drawn = f'<g clip-path="url(#{self._clip(clip)})">{drawn}</g>'
        return drawn if item.blend == "normal" else self._blended(item, drawn)

    def path(self, item: PathOp) -> str:
        if isinstance(item.fill, Mesh):
            return self._meshed(item, item.fill)
        rule = ' fill-rule="evenodd"' if item.even_odd and item.fill else ""
        paint = self._paint(item.fill, item.pen, growth(item.matrix))
        return f'<path d="{path_data(item.segments)}"{transform(item.matrix)}{paint}{rule}/>'

    def glyphs(self, item: Glyphs) -> str:
        shaded = not isinstance(item.fill, Colour | None) or (item.pen is not None and item.pen.paint)
        drawn = self._shaded_glyphs(item) if shaded else self._plain_glyphs(item)
        return drawn + (_selectable(item.glyphs) if self._text == "selectable" else "")

    def picture(self, item: Picture) -> str:
        """The unit square drawn as 1 × 1. Defined once: composite units could else multiply the bytes."""
        shape = self._image(Raster(item.data, item.media_type))
        place = transform(item.matrix) + opacity("opacity", item.alpha)
        return f'<use href="#{shape}"{place}{self._mask(item.mask)}/>'

    def group(self, item: Group) -> str:
        drawn = "".join(map(self.item, item.items))
        for wanted, maker in ((item.clear_white, _CLEAR_WHITE), (item.grey, _GREY)):
            drawn = f'<g filter="url(#{self._define(maker)})">{drawn}</g>' if wanted else drawn
        name = f"<title>{escape(item.label)}</title>" if item.label else ""
        return f"<g{transform(item.matrix)}{opacity('opacity', item.alpha)}>{name}{drawn}</g>"

    def _blended(self, item: Item, drawn: str) -> str:
        if self._styles:
            return f'<g style="mix-blend-mode:{item.blend}">{drawn}</g>'
        if isinstance(item, Picture):
            return f'<g filter="url(#{self._define(_CLEAR_WHITE)})">{drawn}</g>'
        return drawn

    def _meshed(self, item: PathOp, mesh: Mesh) -> str:
        """The triangles as pixels, seen through the path; then its line."""
        shape = self._clip(Clip(areas=(ClipArea(item.segments, even_odd=item.even_odd),)))
        ground = f'<path d="{path_data(item.segments)}"{colour_attributes("fill", mesh.background)}/>'
        raster, place = mesh_raster(mesh)
        pixels = f'<use href="#{self._image(raster)}"{transform(place)}/>'
        line = self.path(replace(item, fill=None, matrix=IDENTITY)) if item.pen is not None else ""
        seen = f'<g clip-path="url(#{shape})">{ground}{pixels}</g>'
        return f"<g{transform(item.matrix)}>{seen}{line}</g>"

    def _image(self, raster: Raster) -> str:
        if raster not in self._ids:
            address = f"data:{raster.media_type};base64,{base64.b64encode(raster.data).decode('ascii')}"
            self._ids[raster] = self._define(f'<image id="{{}}" {_SQUARE} href="{address}"/>')
        return self._ids[raster]

    def _mask(self, mask: Raster | None) -> str:
        if mask is None:
            return ""
        square = 'maskUnits="userSpaceOnUse" x="0" y="0" width="1" height="1"'
        shape = f'<mask id="{{}}" {square}><use href="#{self._image(mask)}"/></mask>'
        return f' mask="url(#{self._define(shape)})"'

    def _plain_glyphs(self, item: Glyphs) -> str:
        drawn = "".join([self._line(list(line), item.pen) for _, line in groupby(item.glyphs, _alike)])
        paint = self._fill(item.fill) + pen_attributes(item.pen)
        return f"<g{_object(item)}{paint}>{drawn}</g>" if drawn else ""

    def _line(self, glyphs: Sequence[PlacedGlyph], pen: Pen | None) -> str:
        """Glyphs of one font and one shape: each needs no more than its place in font units."""
        font, _, _, matrix = glyphs[0]
        if font is None:
            return "".join([_plain_text(placed) for placed in glyphs if placed.text.strip()])
        em = font.units_per_em
        a, b, c, d = matrix.a / em, matrix.b / em, matrix.c / em, matrix.d / em
        size = a * d - b * c
        if not size:
            return ""
        uses, shapes = [], self._outlines.setdefault(font, {})
        for _, glyph, _, (_, _, _, _, e, f) in glyphs:
            shape = shapes[glyph] if glyph in shapes else self._outline(font, glyph)
            if shape:
                x, y = (d * e - c * f) / size, (a * f - b * e) / size
                if -_FAR < x < _FAR and -_FAR < y < _FAR:
                    uses.append(f'<use href="#{shape}" x="{x:.7g}" y="{y:.7g}"/>')
        if not uses:
            return ""
        # The pen keeps its width in page units although the outline is scaled.
        line = f' stroke-width="{number(pen.width / (math.sqrt(abs(size)) or 1))}"' if pen else ""
        return f'<g transform="matrix({a:.7g} {b:.7g} {c:.7g} {d:.7g} 0 0)"{line}>{"".join(uses)}</g>'

    def _shaded_glyphs(self, item: Glyphs) -> str:
        """One path of all outlines, in the space of the shading."""
        missing = "".join(
            _plain_text(each) for each in item.glyphs if each.font is None and each.text.strip()
        )
        drawn = self.path(outlined(item))
        return f"<g{_object(item)}>{drawn}{missing}</g>"

    def _outline(self, font: OutlineFont, glyph: int) -> str:
        """The id of a glyph's outline, which is defined now; none for a blank."""
        written = glyph_data(font, glyph)
        self._outlined += len(written)
        if self._outlined > _MOST_OUTLINES:
            raise LimitExceeded("LIMIT_EXCEEDED", "字形过于复杂", "glyphs of too many points")
        shape = f"{self._prefix}-{len(self._defs)}" if written else ""
        if shape:
            self._defs.append(f'<path id="{shape}" d="{written}"/>')
        self._outlines[font][glyph] = shape
        return shape

    def _clip(self, clip: Clip) -> str:
        areas = "".join(
            f'<path d="{path_data(area.segments)}"{transform(area.matrix)}'
            + (' clip-rule="evenodd"' if area.even_odd else "")
            + "/>"
            for area in clip.areas
        )
        return self._define(f'<clipPath id="{{}}">{areas}</clipPath>')

    def _paint(self, fill: Fill | None, pen: Pen | None, grown: float) -> str:
        if pen is None:
            return self._fill(fill)
        if pen.width <= 0:
            # GB/T 33190-2016 8.2: width 0 is the thinnest line the device has.
            pen = replace(pen, width=_HAIRLINE / (grown or 1))
        painted = self._reference(pen.paint)
        line = pen_attributes(pen)
        if painted:
            line = line.replace(colour_attributes("stroke", pen.colour), f' stroke="{painted}"', 1)
        return self._fill(fill) + line

    def _fill(self, fill: Fill | None) -> str:
        painted = self._reference(fill)
        if painted:
            return f' fill="{painted}"'
        return colour_attributes("fill", fill if isinstance(fill, Colour) else None)

    def _reference(self, fill: Fill | None) -> str:
        match fill:
            case Gradient():
                return f"url(#{self._define(gradient_element(fill))})"
            case Tiling():
                return f"url(#{self._define(self._tiling(fill))})"
        return ""

    def _tiling(self, tiling: Tiling) -> str:
        width, height = map(number, tiling.step)
        moved = transform(tiling.matrix).replace("transform", "patternTransform")
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


def _alike(placed: PlacedGlyph) -> tuple[OutlineFont | None, tuple[float, ...]]:
    """What glyphs that follow each other have in common: all but their places."""
    return placed[0], placed[3][:4]


def _object(item: Glyphs) -> str:
    return f' data-object="{item.object_id}"' if item.object_id is not None else ""


def _plain_text(placed: PlacedGlyph) -> str:
    """A character without outline, in whatever serif font the reader has, one em high."""
    matrix = scaling(1, -1).then(placed.matrix)
    return f'<text font-size="1" font-family="{_GENERIC}"{transform(matrix)}>{escape(placed.text)}</text>'


def _selectable(glyphs: Sequence[PlacedGlyph]) -> str:
    """Invisible text over the outlines: one element an object, so that it is copied as one line."""
    shown = [placed for placed in glyphs if placed.font is not None and placed.text]
    if not shown or not "".join(placed.text for placed in shown).strip():
        return ""
    first = scaling(1, -1).then(shown[0].matrix)
    if not all(map(math.isfinite, first)):
        return ""  # sizes beyond all measure: nothing of it is seen either
    back = inverse(first)
    places = [back.apply(placed.matrix.e, placed.matrix.f) for placed in shown]
    xs, ys = (" ".join(number(place[axis]) for place in places) for axis in (0, 1))
    text = escape("".join(placed.text for placed in shown))
    look = f'font-size="1" font-family="{_GENERIC}" fill="none" pointer-events="all"'
    return f'<text x="{xs}" y="{ys}" {look} xml:space="preserve"{transform(first)}>{text}</text>'
