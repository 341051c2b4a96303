"""Seals on the page: GB/T 33190-2016 18.2 (StampAnnot), GB/T 38540-2020 6.1.4 (the picture).

The picture always comes from the signed data (TBS_Sign), never from a copy beside it. Whether the signature
holds is told by the caller: a seal that does not hold must not look like one that does.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from openofd.document.document import Document
from openofd.errors import OpenOfdError
from openofd.fonts.outlines import Segment
from openofd.model.units import Box, Matrix
from openofd.render.decoding import covers
from openofd.render.displaylist import Clip, ClipArea, Colour, Group, Item, PathOp, Pen
from openofd.render.images import frame_picture
from openofd.render.library import Fonts
from openofd.render.matrix import scaling
from openofd.render.notes import Notes
from openofd.render.paths import box_path
from openofd.render.pictures import sniff
from openofd.render.scene import page_of, scene
from openofd.render.svgpicture import svg_picture

__all__ = ["SealDrawing", "SealState", "draw_seals"]

_CROSS = Pen(colour=Colour(70, 70, 70), width=0.6)
_DOUBT = Pen(colour=Colour(110, 110, 110), width=0.35, dashes=(1.6, 1.2))


class SealState(StrEnum):
    """What a verification said of the signature that a seal stands for."""

    VALID = "valid"
    INVALID = "invalid"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class SealDrawing:
    """One appearance of a seal.

    Attributes:
        page_id: the page's id in Document.xml.
        picture: the picture's bytes, as signed.
        picture_type: as written ("PNG", "ofd"); the bytes decide.
        boundary: place and size of the whole picture on the page, mm.
        clip: the visible part, mm from the boundary's top left; None for all.
        state: VALID is drawn as it is, INVALID grey and crossed, UNKNOWN grey in a dashed frame.
        name: the seal's name, for the picture's title.
    """

    page_id: int
    picture: bytes = field(repr=False)
    picture_type: str
    boundary: Box
    clip: Box | None = None
    state: SealState = SealState.UNKNOWN
    name: str = ""


def draw_seals(seals: Sequence[SealDrawing], page_id: int, notes: Notes, fonts: Fonts) -> tuple[Item, ...]:
    """The seals of one page as items, to be drawn above everything else."""
    drawn = [_drawn(seal, notes, fonts) for seal in seals if seal.page_id == page_id]
    return tuple(item for items in drawn for item in items)


def _drawn(seal: SealDrawing, notes: Notes, fonts: Fonts) -> Iterator[Item]:
    """The picture, scaled to Boundary and cut by Clip; then the sign of doubt, if any, over what is seen."""
    place = scaling(seal.boundary.w, seal.boundary.h).then(
        Matrix.translation(seal.boundary.x, seal.boundary.y)
    )
    visible = _visible(seal)
    yield Group(
        items=tuple(_picture(seal, place, notes, fonts)),
        clips=(Clip(areas=(ClipArea(box_path(visible)),)),) if seal.clip is not None else (),
        grey=seal.state is not SealState.VALID,
        clear_white=covers(seal.picture),
        label=_LABELS[seal.state] + seal.name,
    )
    if seal.state is SealState.INVALID:
        yield PathOp(segments=_cross(visible), pen=_CROSS)
    elif seal.state is SealState.UNKNOWN:
        yield PathOp(segments=box_path(visible), pen=_DOUBT)


_LABELS: Mapping[SealState, str] = {
    SealState.VALID: "电子印章：",
    SealState.INVALID: "电子印章（签章无效）：",
    SealState.UNKNOWN: "电子印章（签章未确认）：",
}


def _visible(seal: SealDrawing) -> Box:
    if seal.clip is None:
        return seal.boundary
    return Box(seal.boundary.x + seal.clip.x, seal.boundary.y + seal.clip.y, seal.clip.w, seal.clip.h)


def _picture(seal: SealDrawing, place: Matrix, notes: Notes, fonts: Fonts) -> Iterator[Item]:
    kind = sniff(seal.picture).name
    if kind == "OFD":
        yield from _nested(seal, place, notes, fonts)
    elif kind == "SVG":
        yield from _scalable(seal, place, notes, fonts)
    else:
        yield frame_picture(seal.picture, place, notes, where=f"Seal {seal.name}")


def _nested(seal: SealDrawing, place: Matrix, notes: Notes, fonts: Fonts) -> Iterator[Item]:
    """A picture of type "ofd" is a one-page document; its page is drawn without paper and without seals."""
    try:
        document = Document.open(seal.picture)
        page = scene(document, page_of(document, 0), fonts=fonts)
    except OpenOfdError as error:
        notes.error(error, f"Seal {seal.name}")
        return
    for note in page.notes:
        notes.take(note)
    left, top, right, bottom = page.box
    fit = Matrix.translation(-left, -top).then(scaling(1 / (right - left), 1 / (bottom - top)))
    yield Group(items=page.items, matrix=fit.then(place))


def _scalable(seal: SealDrawing, place: Matrix, notes: Notes, fonts: Fonts) -> Iterator[Item]:
    """A picture of type "svg", read and drawn anew."""
    try:
        yield svg_picture(seal.picture, place, notes, fonts, where=f"Seal {seal.name}")
    except OpenOfdError as error:
        notes.error(error, f"Seal {seal.name}")


def _cross(box: Box) -> tuple[Segment, ...]:
    return (
        Segment("M", (box.x, box.y)),
        Segment("L", (box.right, box.bottom)),
        Segment("M", (box.right, box.y)),
        Segment("L", (box.x, box.bottom)),
    )
