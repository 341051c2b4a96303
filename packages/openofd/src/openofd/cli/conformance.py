"""Conformance cases that ask for a picture: every page drawn, as SVG and as PNG, and its text read.

What counts is that there is an answer at all, and soon: a drawing with notes, or an error of openofd's own.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from openofd.document.document import Document
from openofd.document.reading import DRAWING
from openofd.errors import OpenOfdError
from openofd.render.drawing import draw_page
from openofd.render.png import page_png
from openofd.render.stamps import seal_drawings
from openofd.render.svg import write_svg
from openofd.verify.conformance import Answer, Case, Judge, Suite, in_process

__all__ = ["JUDGES", "drawn"]

_DPI: Final = 50


def drawn(suite: Suite, case: Case) -> Answer:
    """ANSWERED, with the codes of everything that was noted or refused."""
    codes = frozenset(_codes(suite.read(case.file)))
    return Answer(overall="ANSWERED", codes=codes, detail=" ".join(sorted(codes)))


def _codes(data: bytes) -> Iterator[str]:
    try:
        document = Document.open(data, reading=DRAWING)
        for index in range(len(document.pages)):
            yield from _page_codes(document, index)
        document.text()
        yield from (finding.code for finding in document.findings)
    except OpenOfdError as error:
        yield error.code


def _page_codes(document: Document, index: int) -> Iterator[str]:
    page = draw_page(document, index, seals=seal_drawings(document, {}), system_fonts=False)
    yield from (note.code for note in page.notes)
    write_svg(page, text="outlines", prefix="p", title="")
    page_png(page, dpi=_DPI)


JUDGES: Final[Mapping[str, Judge]] = MappingProxyType({"verify": in_process, "render": drawn})
"""How openofd itself is asked, by operation."""
