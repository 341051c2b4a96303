"""Objects of a page as items of a display list: GB/T 33190-2016 chapters 8–11 and 13.

One object that is wrongly written is left out and noted; it never takes the page with it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Protocol

from openofd.errors import LimitExceeded, MalformedDocument, UnsupportedFeature
from openofd.fonts.outlines import Segment
from openofd.limits import LIMITS
from openofd.model.colors import Color
from openofd.model.graphics import (
    CompositeObject,
    GraphicUnit,
    ImageObject,
    PageBlock,
    PageObject,
    PathObject,
    TextObject,
    pattern_of,
)
from openofd.model.resources import CompositeGraphicUnit
from openofd.model.units import Box, Matrix
from openofd.render.colours import BLACK, Spaces, colour_of, fill_of
from openofd.render.displaylist import Colour, Fill, Glyphs, Item, PathOp, Pen, Picture, PlacedGlyph, Tiling
from openofd.render.frame import Frame
from openofd.render.matrix import growth, inverse, scaling
from openofd.render.notes import Notes
from openofd.render.paths import Extent, box_path, extent, segments_of
from openofd.render.pictures import sniff
from openofd.render.style import Params, Style, style_of
from openofd.render.text import Typeface, place_text

__all__ = ["Painter", "Resources", "frame_picture"]

_MOST_ITEMS = 400_000  # objects, glyphs and path commands (four for one): composite units multiply them
_BOLD_FROM = 600  # Weight; lighter faces are drawn as they are
_BOLDER = 1 / 36  # em: the line that makes a regular face bold
_UNIT = Box(0.0, 0.0, 1.0, 1.0)
_PLACEHOLDER = Colour(170, 170, 170)


class Resources(Spaces, Params, Protocol):
    """What objects refer to, by id (GB/T 33190-2016 7.9)."""

    def typeface(self, font_id: int) -> Typeface | None:
        """The font, ready to draw; None if there is no such resource."""
        ...

    def media(self, media_id: int) -> bytes | None:
        """The bytes of a MultiMedia resource; None if there is no such resource."""
        ...

    def composite(self, unit_id: int) -> CompositeGraphicUnit | None:
        """The composite unit of that id."""
        ...


class Painter:
    """Paints objects one after the other. One painter a page: it counts what it draws."""

    def __init__(self, resources: Resources, notes: Notes) -> None:
        self._resources, self._notes, self._count = resources, notes, 0

    def paint(self, units: Iterable[PageObject], frame: Frame) -> Iterator[Item]:
        """The items of `units` in painting order.

        Raises:
            LimitExceeded: more items than a page can have, or units nested without end.
        """
        for unit in units:
            self._spend(1)
            try:
                yield from self._painted(unit, frame)
            except (MalformedDocument, UnsupportedFeature) as error:
                self._notes.error(error, _name(unit))
            except (ValueError, OverflowError):
                self._notes.add("OBJECT_UNREADABLE", _name(unit))

    def _spend(self, count: int) -> None:
        self._count += count
        if self._count > _MOST_ITEMS:
            raise LimitExceeded("LIMIT_EXCEEDED", "页面图元过多", "too many objects on the page")

    def _painted(self, unit: PageObject, frame: Frame) -> Iterable[Item]:
        if isinstance(unit, PageBlock):
            return self.paint(unit.units, frame)
        if not isinstance(unit, GraphicUnit) or not unit.visible:
            return ()
        match unit:
            case TextObject():
                return self._text(unit, frame)
            case PathObject():
                return self._path(unit, frame)
            case ImageObject():
                return self._image(unit, frame)
            case CompositeObject():
                return self._composite(unit, frame)
        return ()

    def _path(self, unit: PathObject, frame: Frame) -> Iterator[Item]:
        style, matrix, alpha = self._style(unit, frame), frame.matrix_of(unit), frame.alpha_of(unit)
        segments = segments_of(unit.data)
        self._spend(len(segments) // 4)
        fill = self._fill(style.fill_color, frame, matrix, alpha) if unit.fill and style.fill_color else None
        pen = self._pen(style, alpha) if unit.stroke else None
        if not segments or (fill is None and pen is None):
            return
        reach = 0.0 if pen is None else pen.width * growth(matrix) / 2
        yield PathOp(
            segments=segments,
            matrix=matrix,
            fill=fill,
            pen=pen,
            even_odd=unit.rule == "Even-Odd",
            clips=frame.clips_of(unit, _grown(extent(segments, matrix), reach)),
            object_id=unit.id,
        )

    def _text(self, unit: TextObject, frame: Frame) -> Iterator[Item]:
        face = self._resources.typeface(unit.font)
        if face is None:
            self._notes.add("RESOURCE_MISSING", f"Font {unit.font}")
            face = Typeface(name="", embedded=None, fallbacks=())
        style, matrix, alpha = self._style(unit, frame), frame.matrix_of(unit), frame.alpha_of(unit)
        glyphs = place_text(unit, face, matrix)
        self._spend(len(glyphs))
        self._tell_substitutes(face, glyphs)
        fill = colour_of(style.fill_color, self._resources).faded(alpha) if unit.fill else None
        drawn = _reach(glyphs)
        if glyphs:
            yield Glyphs(
                glyphs=glyphs,
                fill=fill,
                pen=self._text_pen(unit, face, style, fill, alpha, growth(matrix)),
                clips=frame.clips_of(unit, drawn),
                object_id=unit.id,
            )

    def _text_pen(
        self, unit: TextObject, face: Typeface, style: Style, fill: Colour | None, alpha: float, grown: float
    ) -> Pen | None:
        """The line about glyphs in page units: a real stroke, or what makes a regular face bold."""
        if unit.stroke and style.stroke_color is not None:
            pen = self._pen(style, alpha)
            return replace(pen, width=pen.width * grown)
        heavy = unit.weight >= _BOLD_FROM or (face.bold and face.embedded is None)
        if heavy and fill is not None and not (face.bold and face.embedded is not None):
            return Pen(colour=fill, width=unit.size * _BOLDER * grown, join="round")
        return None

    def _image(self, unit: ImageObject, frame: Frame) -> Iterator[Item]:
        data = self._resources.media(unit.resource_id)
        if data is None:
            self._notes.add("RESOURCE_MISSING", f"MultiMedia {unit.resource_id}")
            return
        if unit.image_mask is not None:
            self._notes.add("IMAGE_MASK", _name(unit))
        matrix = self._image_matrix(unit, frame)
        drawn = frame_picture(data, matrix, self._notes, alpha=frame.alpha_of(unit), where=_name(unit))
        clips = frame.clips_of(unit, extent(box_path(_UNIT), matrix))
        yield replace(drawn, clips=clips, object_id=unit.id)
        if unit.border is not None:
            yield self._border(unit, frame)

    def _image_matrix(self, unit: ImageObject, frame: Frame) -> Matrix:
        if unit.has_ctm:
            return frame.matrix_of(unit)
        self._notes.add("IMAGE_NO_CTM", _name(unit))
        return scaling(unit.boundary.w, unit.boundary.h).then(frame.matrix_of(unit))

    def _border(self, unit: ImageObject, frame: Frame) -> PathOp:
        assert unit.border is not None
        colour = colour_of(unit.border.border_color, self._resources).faded(frame.alpha_of(unit))
        pen = Pen(colour=colour, width=unit.border.line_width)
        return PathOp(segments=box_path(unit.boundary), matrix=frame.matrix, pen=pen, clips=frame.clips)

    def _composite(self, unit: CompositeObject, frame: Frame) -> Iterator[Item]:
        graphic = self._resources.composite(unit.resource_id)
        if graphic is None or graphic.content is None:
            self._notes.add("RESOURCE_MISSING", f"CompositeGraphicUnit {unit.resource_id}")
            return
        size = box_path(Box(0.0, 0.0, graphic.width, graphic.height))
        inner = frame.inside(unit, frame.clips_of(unit, extent(size, frame.matrix_of(unit))))
        yield from self.paint(graphic.content.units, inner)

    def _style(self, unit: GraphicUnit, frame: Frame) -> Style:
        return style_of(unit, self._resources, frame.layer_param)

    def _pen(self, style: Style, alpha: float) -> Pen:
        return style.pen(colour_of(style.stroke_color, self._resources).faded(alpha))

    def _fill(self, color: Color | None, frame: Frame, matrix: Matrix, alpha: float) -> Fill:
        pattern = None if color is None else pattern_of(color)
        if color is None or pattern is None or pattern.cell_content is None:
            return fill_of(color, self._resources, alpha=alpha, default=BLACK)
        # GB/T 33190-2016 8.3.3: tiles stand in the object's space, or in the page's if the pattern says so.
        home = pattern.ctm.then(inverse(matrix)) if pattern.relative_to == "Page" else pattern.ctm
        inner = replace(frame, matrix=Matrix(), clips=(), alpha=alpha, depth=frame.depth + 1)
        step = (
            max(pattern.x_step or 0.0, pattern.width, 0.05),
            max(pattern.y_step or 0.0, pattern.height, 0.05),
        )
        return Tiling(items=tuple(self.paint(pattern.cell_content.units, inner)), step=step, matrix=home)

    def _tell_substitutes(self, face: Typeface, glyphs: tuple[PlacedGlyph, ...]) -> None:
        seen = [glyph for glyph in glyphs if glyph.text.strip()]
        nowhere = dict.fromkeys(g.text for g in seen if g.font is None)
        replaced = dict.fromkeys(g.text for g in seen if g.font not in (None, face.embedded))
        if nowhere:
            self._notes.add("FONT_NONE", f"{face.name}: {''.join(nowhere)[:40]}")
        if replaced and face.embedded is None:
            self._notes.add("FONT_SUBSTITUTED", face.name)
        elif replaced:
            self._notes.add("FONT_GLYPH_MISSING", f"{face.name}: {''.join(replaced)[:40]}")


def frame_picture(
    data: bytes, matrix: Matrix, notes: Notes, *, alpha: float = 1.0, where: str = ""
) -> Picture | PathOp:
    """The picture in the unit square that `matrix` places; an empty frame where it cannot be shown."""
    found = sniff(data)
    if not found.media_type or found.pixels > LIMITS.pixels:
        notes.add("IMAGE_PIXELS" if found.media_type else "IMAGE_FORMAT", f"{where} {found.name}".strip())
        corners = tuple(Segment(s.op, matrix.apply(*s.values) if s.values else ()) for s in box_path(_UNIT))
        return PathOp(segments=corners, pen=Pen(colour=_PLACEHOLDER, width=0.2))
    return Picture(data=data, media_type=found.media_type, matrix=matrix, alpha=alpha)


def _reach(glyphs: Iterable[PlacedGlyph]) -> Extent | None:
    boxes = [box for glyph in glyphs if (box := _glyph_reach(glyph)) is not None]
    if not boxes:
        return None
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _glyph_reach(placed: PlacedGlyph) -> Extent | None:
    found = None if placed.font is None else placed.font.extents(placed.glyph)
    if found is None:
        return None
    left, bottom, right, top = found
    return extent(box_path(Box(left, bottom, right - left, top - bottom)), placed.matrix)


def _grown(box: Extent | None, by: float) -> Extent | None:
    return None if box is None else (box[0] - by, box[1] - by, box[2] + by, box[3] + by)


def _name(unit: PageObject) -> str:
    return f"{unit.tag} {unit.node.get('ID', '')}".strip()
