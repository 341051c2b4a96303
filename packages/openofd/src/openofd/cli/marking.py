"""The pages of a judged file on which something was altered or is protected by no signature, as pictures."""

from collections.abc import Sequence
from pathlib import Path

from openofd.cli.drawing import seal_states
from openofd.cli.output import make_folder, write_output
from openofd.document.document import Document
from openofd.document.mark import Mark
from openofd.document.reading import DRAWING
from openofd.errors import Language, OpenOfdError
from openofd.render.drawing import page_svg
from openofd.render.stamps import seal_drawings
from openofd.verify.report import Report

__all__ = ["write_marks"]


def write_marks(
    data: bytes, report: Report, folder: str, language: Language, *, force: bool
) -> list[dict[str, object]]:
    """Write page-N.svg for every page with a mark, and say where the marks are.

    A file that cannot be opened has no pages, hence no marks: the report says what is wrong with it.

    Raises:
        MalformedDocument: FILE_EXISTS, FILE_UNWRITABLE.
    """
    try:
        document = Document.open(data, reading=DRAWING)
        marks = report.marks(document, language)
        pictures = _pictures(document, report, marks)
    except OpenOfdError:
        return []
    for number, picture in pictures.items():
        name = make_folder(Path(folder)) / f"page-{number}.svg"
        write_output(str(name), picture.encode(), force=force)
    return [{"page_id": m.page_id, "box": m.box.format(), "label": m.label} for m in marks]


def _pictures(document: Document, report: Report, marks: Sequence[Mark]) -> dict[int, str]:
    """Number of the page, from 1 → picture."""
    marked = {mark.page_id for mark in marks}
    seals = tuple(seal_drawings(document, seal_states(report)))
    return {
        index + 1: page_svg(document, index, seals=seals, marks=marks)
        for index, page in enumerate(document.pages)
        if page.id in marked
    }
