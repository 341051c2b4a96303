"""What an object's Clips leave visible: GB/T 33190-2016 8.4. Areas are united, Clips intersected."""

from collections.abc import Iterator
from typing import Protocol

from openofd.model.graphics import ClipArea as ClipAreaElement
from openofd.model.graphics import GraphicUnit, TextObject
from openofd.model.units import IDENTITY, Matrix
from openofd.render.displaylist import Clip, ClipArea
from openofd.render.matrix import scaling
from openofd.render.paths import shape_of
from openofd.render.text import Typeface, place_text

__all__ = ["Faces", "written_clips"]


class Faces(Protocol):
    """Where the fonts of clipping texts are looked up."""

    def typeface(self, font_id: int) -> Typeface:
        """The font, ready to draw; where there is no such resource, what stands in for any font."""
        ...


def written_clips(unit: GraphicUnit, space: Matrix, faces: Faces) -> tuple[Clip, ...]:
    """The object's own clips; `space` takes the space it stands in to that of the item."""
    clips = unit.clips
    if clips is None:
        return ()
    base = Matrix.translation(unit.boundary.x, unit.boundary.y).then(space)
    if clips.trans_flag:
        base = unit.ctm.then(base)
    found = (tuple(area for each in clip.areas for area in _areas(each, base, faces)) for clip in clips.items)
    return tuple(Clip(areas=areas) for areas in found if areas)


def _areas(area: ClipAreaElement, base: Matrix, faces: Faces) -> Iterator[ClipArea]:
    if area.path is not None:
        place = _corner(area.path).then(area.ctm).then(base)
        yield ClipArea(shape_of(area.path, area.path.data_text), place, even_odd=area.path.rule == "Even-Odd")
    if area.text_object is not None:
        yield from _glyphs(area.text_object, area.ctm.then(base), faces)


def _glyphs(text: TextObject, base: Matrix, faces: Faces) -> Iterator[ClipArea]:
    """One area a glyph; characters that no font has leave nothing visible."""
    face = faces.typeface(text.font)
    for placed in place_text(text, face, _corner(text).then(base)):
        outline = placed.font.outline(placed.glyph) if placed.font is not None else ()
        if placed.font is not None and outline:
            em = 1 / placed.font.units_per_em
            yield ClipArea(outline, scaling(em, em).then(placed.matrix))


def _corner(unit: GraphicUnit) -> Matrix:
    """What clips may have a Boundary of its own; much has none although the schema demands it."""
    if "Boundary" not in unit.node.attrib:
        return IDENTITY
    return unit.ctm.then(Matrix.translation(unit.boundary.x, unit.boundary.y))
