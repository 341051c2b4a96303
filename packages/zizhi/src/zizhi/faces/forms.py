"""What is printed on every certificate of a kind: ornament, mark, title, labels, notes."""

from collections.abc import Iterator, Sequence

from openofd.compose.layout import spread_track
from openofd.compose.plate import PICTURE_ID, Unit
from openofd.compose.typesetting import MM_PER_POINT
from openofd.compose.units import ImageUnit, TextUnit
from zizhi.faces.design import FaceDesign
from zizhi.faces.ornament import ornament, tint

__all__ = ["ANNEX", "FIRST", "background", "forms", "further_characters"]

FIRST, ANNEX = "first", "annex"
_COLON = "："


def background(design: FaceDesign, *, demonstration: bool) -> Sequence[Unit]:
    """The template page: the ornament, and over it the mark of a demonstration."""
    return [*ornament(design), *(_mark(design) if demonstration else ())]


def forms(design: FaceDesign, *, demonstration: bool, annexed: bool) -> dict[str, Sequence[Unit]]:
    """The static texts of page one and of an annex page, and the place of the QR code.

    Certificates of one page do without the annex's form: its characters would weigh on every file.
    """
    foot = [*_foot_labels(design), *_qr(design), _note(design, demonstration=demonstration)]
    first: dict[str, Sequence[Unit]] = {FIRST: [_title(design), *_row_labels(design), *foot]}
    return {**first, ANNEX: [_annex_title(design), *foot]} if annexed else first


def further_characters(design: FaceDesign, *, annexed: bool) -> dict[str, str]:
    """Characters that lines in static fonts need when a page is printed."""
    if not annexed:
        return {}
    labels = "".join(label for label, _, _ in design.annex.line_fields)
    return {"label": labels + design.page_note.text.format(page="", pages="") + "0123456789"}


def _mark(design: FaceDesign) -> Iterator[TextUnit]:
    mark, middle = design.mark, design.page.centre
    yield TextUnit(
        text=mark.text,
        face="title",
        x=middle,
        centre=mark.centre,
        points=mark.points,
        colour=tint(design.colours.red, mark.tint),
        align=0.5,
        track=mark.track,
        turn=(mark.turn, middle, mark.centre),
    )


def _title(design: FaceDesign) -> TextUnit:
    title = design.title
    return _centred(design, design.name, title.centre, title.points, title.track)


def _annex_title(design: FaceDesign) -> TextUnit:
    annex = design.annex
    return _centred(
        design, design.name + annex.suffix, annex.title_centre, annex.title_points, annex.title_track
    )


def _centred(design: FaceDesign, text: str, centre: float, points: float, track: float) -> TextUnit:
    return TextUnit(
        text=text,
        face="title",
        x=design.page.centre,
        centre=centre,
        points=points,
        colour=design.colours.ink,
        align=0.5,
        track=track,
    )


def _row_labels(design: FaceDesign) -> Iterator[TextUnit]:
    labels = design.labels
    rows = [(row.label, row.centre) for row in design.rows] + [(design.list_label, design.list.centre)]
    for text, centre in rows:
        yield _spread(design, text, labels.x, labels.width, centre, labels.points)


def _foot_labels(design: FaceDesign) -> Iterator[TextUnit]:
    foot = design.foot
    for row in foot.rows:
        yield _spread(design, row.label, foot.x, foot.width, row.centre, foot.points)


def _spread(design: FaceDesign, text: str, x: float, width: float, centre: float, points: float) -> TextUnit:
    """A label spread to its width; the colon after it belongs to the same text."""
    return TextUnit(
        text=text,
        tail=_COLON,
        face="label",
        x=x,
        centre=centre,
        points=points,
        colour=design.colours.accent,
        track=spread_track(len(text), points * MM_PER_POINT, width),
    )


def _qr(design: FaceDesign) -> Iterator[Unit]:
    qr = design.qr
    yield ImageUnit(box=qr.box, resource_id=PICTURE_ID)
    yield _small(design, qr.caption, qr.box[0] + qr.box[2] / 2, qr.caption_centre, qr.caption_points)


def _note(design: FaceDesign, *, demonstration: bool) -> TextUnit:
    note = design.note
    text = note.demonstration if demonstration else note.text
    return _small(design, text, design.page.centre, note.centre, note.points)


def _small(design: FaceDesign, text: str, x: float, centre: float, points: float) -> TextUnit:
    return TextUnit(
        text=text, face="label", x=x, centre=centre, points=points, colour=design.colours.grey, align=0.5
    )
