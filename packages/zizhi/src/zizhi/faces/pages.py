"""The pages of one certificate: which line of text stands where. face.md §1 to §4, pure."""

from collections.abc import Iterator
from typing import NamedTuple

from openofd.compose.layout import Measure, PlacedText, fit, stack
from openofd.compose.linebreak import break_lines
from openofd.compose.plate import PageText
from openofd.compose.typesetting import MM_PER_POINT
from openofd.compose.units import rgb
from openofd.errors import CannotCompose
from zizhi.certificates.snapshot import CertificateSnapshot
from zizhi.core.dates import in_chinese
from zizhi.faces.design import FaceDesign, Row
from zizhi.faces.forms import ANNEX, FIRST
from zizhi.faces.listing import lay_out_list

__all__ = ["annex_key", "lay_out", "lay_out_foot", "lay_out_row", "printed"]


class _Run(NamedTuple):
    """A piece of the annex page's line: a label in its static font, or a value."""

    text: str
    key: str
    face: str


def lay_out(snapshot: CertificateSnapshot, design: FaceDesign, measure: Measure) -> list[PageText]:
    """Every page of the certificate.

    Raises CannotCompose when a value needs more room than the face has.
    """
    listing = lay_out_list(snapshot.items, design, measure)
    pages = 1 + len(listing.annexes)
    rows = [line for row in design.rows for line in lay_out_row(row, snapshot, design, measure)]
    foot = [line for row in design.foot.rows for line in lay_out_foot(row, snapshot, design, measure)]
    if pages == 1:
        return [PageText(form=FIRST, texts=[*rows, *listing.first_page, *foot])]
    first = PageText(
        form=FIRST, texts=[*rows, *listing.first_page, *foot, _page_note(1, pages, design, measure)]
    )
    return [first, *_annex_pages(snapshot, listing.annexes, foot, design, measure)]


def lay_out_row(
    row: Row, snapshot: CertificateSnapshot, design: FaceDesign, measure: Measure
) -> list[PlacedText]:
    """The lines of one value beside its label."""
    values = design.values
    block = fit(_filled(row, snapshot), values.width, values.ladder, measure)
    return stack(block, values.x, row.centre, rgb(design.colours.ink), row.tag, values.leading)


def lay_out_foot(
    row: Row, snapshot: CertificateSnapshot, design: FaceDesign, measure: Measure
) -> list[PlacedText]:
    """The lines of one value at the foot of the page."""
    foot = design.foot
    block = fit(_filled(row, snapshot), foot.value_width, foot.ladder, measure)
    return stack(block, foot.value_x, row.centre, rgb(design.colours.ink), row.tag, design.values.leading)


def _filled(row: Row, snapshot: CertificateSnapshot) -> str:
    text = printed(row.field, snapshot)
    if not text or text.isspace():
        raise CannotCompose("TEXT_EMPTY", "内容为空", "nothing to print", where=row.field)
    return text


def printed(field: str, snapshot: CertificateSnapshot) -> str:
    """The text of a field as the face prints it."""
    return in_chinese(snapshot.issued_on) if field == "issued_on" else str(getattr(snapshot, field))


def annex_key(page: int, tag: str) -> str:
    """Key of a value that annex `page` (from 1) repeats."""
    return f"annex{page}.{tag}"


def _annex_pages(
    snapshot: CertificateSnapshot,
    annexes: list[list[PlacedText]],
    foot: list[PlacedText],
    design: FaceDesign,
    measure: Measure,
) -> Iterator[PageText]:
    for number, listed in enumerate(annexes, 1):
        again = [line._replace(key=annex_key(number, line.key)) for line in foot]
        head = _annex_line(snapshot, number, design, measure)
        note = _page_note(number + 1, len(annexes) + 1, design, measure)
        yield PageText(form=ANNEX, texts=[*head, *listed, *again, note])


def _page_note(page: int, pages: int, design: FaceDesign, measure: Measure) -> PlacedText:
    note = design.page_note
    text, size = note.text.format(page=page, pages=pages), note.points * MM_PER_POINT
    x = design.page.centre - measure.em(text) * size / 2
    return PlacedText(text, x, note.centre, size, rgb(design.colours.grey), face="label")


def _annex_line(
    snapshot: CertificateSnapshot, number: int, design: FaceDesign, measure: Measure
) -> list[PlacedText]:
    """Number and name under the annex's title: one centred line, or several at the least size."""
    annex = design.annex
    pairs = [
        (_Run(label, "", "label"), _Run(printed(field, snapshot), annex_key(number, tag), ""))
        for label, field, tag in annex.line_fields
    ]
    whole = measure.em("".join(run.text for pair in pairs for run in pair))
    for points in annex.line_points:
        size = points * MM_PER_POINT
        if whole * size + annex.line_gap <= annex.line_width:
            return _centred([[run for pair in pairs for run in pair]], size, annex.line_gap, design, measure)
    size = annex.line_points[-1] * MM_PER_POINT
    lines = [line for pair in pairs for line in _wrapped(pair, annex.line_width / size, measure)]
    return _centred(lines, size, 0, design, measure)


def _wrapped(pair: tuple[_Run, _Run], room: float, measure: Measure) -> list[list[_Run]]:
    label, value = pair
    broken = break_lines(label.text + value.text, room, measure.em)
    first = _Run(broken[0][len(label.text) :], value.key, "")
    return [[label, first], *([_Run(line, value.key, "")] for line in broken[1:])]


def _centred(
    lines: list[list[_Run]], size: float, gap: float, design: FaceDesign, measure: Measure
) -> list[PlacedText]:
    """Runs side by side, each line centred on the page; `gap` mm between one value and the next label."""
    pitch = size * (1.25 if len(lines) <= 3 else 1.15)
    placed = []
    for index, runs in enumerate(lines):
        breaks = len(runs) // 2 - 1 if len(runs) > 2 else 0
        width = sum(measure.em(run.text) for run in runs) * size + breaks * gap
        x = design.page.centre - width / 2
        centre = design.annex.line_centre + (index - (len(lines) - 1) / 2) * pitch
        for run in runs:
            colour = rgb(design.colours.accent if run.face else design.colours.ink)
            placed.append(PlacedText(run.text, x, centre, size, colour, run.key, run.face))
            x += measure.em(run.text) * size + (0 if run.face else gap)
    return placed
