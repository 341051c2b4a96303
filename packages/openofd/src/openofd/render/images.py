"""Image objects: GB/T 33190-2016 chapter 10. A picture in the unit square, its mask, its border."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple, Protocol

from openofd.errors import LimitExceeded, MalformedDocument, UnsupportedFeature
from openofd.fonts.outlines import Segment
from openofd.limits import LIMITS
from openofd.model.graphics import Border, ImageObject
from openofd.model.units import Box, Matrix
from openofd.render.clips import Faces
from openofd.render.colours import Spaces, colour_of
from openofd.render.decoding import as_png
from openofd.render.displaylist import Clip, ClipArea, Colour, Item, PathOp, Pen, Picture, Raster
from openofd.render.frame import Frame
from openofd.render.matrix import scaling
from openofd.render.notes import Notes
from openofd.render.paths import box_path, extent, rounded_box
from openofd.render.pictures import sniff

__all__ = ["UNIT", "Media", "Shown", "frame_picture", "image_items"]

UNIT = Box(0.0, 0.0, 1.0, 1.0)
_AS_LAST_RESORT = {"BMP", "JPEG"}  # without the extra: most browsers show these all the same
_PLACEHOLDER = Pen(colour=Colour(170, 170, 170), width=0.2)


class Shown(NamedTuple):
    """A picture that can be shown, and what it was made of."""

    raster: Raster
    original: Raster | None = None


class Media(Spaces, Faces, Protocol):
    """What image objects refer to, by id.

    `pictures` remembers what came of each: nothing is decoded twice for a page.
    """

    pictures: dict[int, Shown | None]

    def media(self, media_id: int) -> bytes | None:
        """The bytes of a MultiMedia resource; None if there is no such resource."""
        ...


def image_items(unit: ImageObject, frame: Frame, resources: Media, notes: Notes) -> Iterator[Item]:
    """The picture and its border. What cannot be drawn is an empty frame, what is missing nothing; noted."""
    where = f"{unit.tag} {unit.id or ''}".strip()
    numbers = _present(unit, resources, notes)
    if not numbers:
        return
    found, matrix = _found(numbers, resources, notes, where), _matrix(unit, frame, notes, where)
    clips = frame.clips_of(unit, extent(box_path(UNIT), matrix), resources) + _corners(unit, frame)
    drawn = _picture(found, matrix, notes, alpha=frame.alpha_of(unit), where=where)
    if isinstance(drawn, Picture) and unit.image_mask is not None:
        drawn = replace(drawn, mask=_mask(unit.image_mask, resources, notes, where))
    yield replace(drawn, clips=clips, object_id=unit.id)
    if unit.border is not None:
        yield _border(unit, unit.border, frame, resources)


def frame_picture(
    data: bytes, matrix: Matrix, notes: Notes, *, alpha: float = 1.0, where: str = ""
) -> Picture | PathOp:
    """The picture in the unit square that `matrix` places; an empty frame where it cannot be shown."""
    return _picture(_shown(data, notes, where), matrix, notes, alpha=alpha, where=where)


def _picture(
    found: Shown | None, matrix: Matrix, notes: Notes, *, alpha: float, where: str
) -> Picture | PathOp:
    if found is None:
        corners = tuple(Segment(s.op, matrix.apply(*s.values) if s.values else ()) for s in box_path(UNIT))
        return PathOp(segments=corners, pen=_PLACEHOLDER)
    data, media_type = found.raster
    return Picture(data=data, media_type=media_type, matrix=matrix, alpha=alpha, original=found.original)


def _found(numbers: Sequence[int], resources: Media, notes: Notes, where: str) -> Shown | None:
    """The first that can be shown."""
    return next(
        (found for n in numbers if (found := _remembered(n, resources, notes, where)) is not None), None
    )


def _remembered(number: int, resources: Media, notes: Notes, where: str) -> Shown | None:
    if number not in resources.pictures:
        data = resources.media(number)
        resources.pictures[number] = None if data is None else _shown(data, notes, where)
    return resources.pictures[number]


def _present(unit: ImageObject, resources: Media, notes: Notes) -> list[int]:
    """The resource, then its Substitution: the standard means it for another resolution, here it steps in."""
    numbers = [number for number in (unit.resource_id, unit.substitution) if number is not None]
    for number in numbers:
        if resources.media(number) is None:
            notes.add("RESOURCE_MISSING", f"MultiMedia {number}")
    return [number for number in numbers if resources.media(number) is not None]


def _shown(data: bytes, notes: Notes, where: str) -> Shown | None:
    found = sniff(data)
    if not found.media_type or found.pixels > LIMITS.pixels:
        notes.add("IMAGE_PIXELS" if found.media_type else "IMAGE_FORMAT", f"{where} {found.name}".strip())
        return None
    written = Raster(data, found.media_type)
    if found.shown and found.name != "BMP":
        return Shown(written)
    try:
        return Shown(Raster(as_png(data, found.media_type), "image/png"), written)
    except UnsupportedFeature as error:
        if found.name in _AS_LAST_RESORT:
            return Shown(written)
        notes.error(error, f"{where} {found.name}")
    except (MalformedDocument, LimitExceeded) as error:
        notes.error(error, f"{where} {found.name}")
    return None


def _mask(number: int, resources: Media, notes: Notes, where: str) -> Raster | None:
    """Two colours: what is white there is seen, what is black is not; the standard leaves it open."""
    found = _remembered(number, resources, notes, where)
    if found is None:
        notes.add("IMAGE_MASK", where)
        return None
    return found.raster


def _matrix(unit: ImageObject, frame: Frame, notes: Notes, where: str) -> Matrix:
    if unit.has_ctm:
        return frame.matrix_of(unit)
    notes.add("IMAGE_NO_CTM", where)
    return scaling(unit.boundary.w, unit.boundary.h).then(frame.matrix_of(unit))


def _outline(unit: ImageObject, border: Border) -> tuple[Segment, ...]:
    return rounded_box(unit.boundary, border.horizontal_corner_radius, border.vertical_corner_radius)


def _corners(unit: ImageObject, frame: Frame) -> tuple[Clip, ...]:
    """A border with round corners cuts those of its picture."""
    border = unit.border
    if border is None or border.horizontal_corner_radius <= 0 or border.vertical_corner_radius <= 0:
        return ()
    return (Clip(areas=(ClipArea(_outline(unit, border), frame.matrix),)),)


def _border(unit: ImageObject, border: Border, frame: Frame, resources: Media) -> PathOp:
    dashes = border.dash_pattern or ()
    pen = Pen(
        colour=colour_of(border.border_color, resources).faded(frame.alpha_of(unit)),
        width=max(0.0, border.line_width),
        dashes=dashes if all(dash >= 0 for dash in dashes) and any(dashes) else (),
        dash_offset=border.dash_offset,
    )
    return PathOp(segments=_outline(unit, border), matrix=frame.matrix, pen=pen, clips=frame.clips)
