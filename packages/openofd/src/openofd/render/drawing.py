"""The front of the room: a page of a document, with its seals and marks, as a display list or as SVG."""

from collections.abc import Sequence
from dataclasses import replace

from openofd.document.document import Document
from openofd.document.mark import Mark
from openofd.render.displaylist import DisplayList
from openofd.render.library import Fonts
from openofd.render.marks import draw_marks
from openofd.render.notes import Notes
from openofd.render.scene import page_of, scene
from openofd.render.seals import SealDrawing, draw_seals
from openofd.render.svg import TextMode, write_svg

__all__ = ["draw_page", "page_svg"]


def draw_page(
    document: Document,
    index: int,
    *,
    seals: Sequence[SealDrawing] = (),
    marks: Sequence[Mark] = (),
    fallbacks: Sequence[bytes] = (),
    system_fonts: bool = True,
) -> DisplayList:
    """What a page looks like. Seals lie above everything of the page, annotations included; marks above them.

    Args:
        document: the document.
        index: the page, from 0.
        seals: appearances of seals on any page; see `stamps.seal_drawings`.
        marks: places on any page to frame.
        fallbacks: font files for what the embedded fonts lack, in the order of trial.
        system_fonts: whether fonts of this machine come after them; without, the same file gives the same
            picture everywhere.

    Raises:
        MalformedDocument: PAGE_MISSING, or the page cannot be read; a bad object is only left out and noted.
        LimitExceeded: the page asks for more than `openofd.limits` allows.
    """
    page, notes = page_of(document, index), Notes()
    fonts = Fonts(given=fallbacks, installed=system_fonts)
    drawn = scene(document, page, fonts=fonts)
    stamped = draw_seals(seals, page.id, notes, fonts)
    items = drawn.items + stamped + draw_marks(marks, page.id)
    return replace(drawn, items=items, notes=drawn.notes + notes.all())


def page_svg(
    document: Document,
    index: int,
    *,
    seals: Sequence[SealDrawing] = (),
    marks: Sequence[Mark] = (),
    text: TextMode = "outlines",
    fallbacks: Sequence[bytes] = (),
    system_fonts: bool = True,
    title: str = "",
) -> str:
    """A page as one `<svg>` element, safe to stand inside a web page; arguments and errors as `draw_page`.

    Args:
        document: the document.
        index: the page, from 0; ids inside begin with `p` and this number, so pages can share one web page.
        seals: see `draw_page`.
        marks: see `draw_page`.
        text: "selectable" lays invisible text over the outlines.
        fallbacks: see `draw_page`.
        system_fonts: see `draw_page`.
        title: the picture's accessible name.
    """
    page = draw_page(
        document, index, seals=seals, marks=marks, fallbacks=fallbacks, system_fonts=system_fonts
    )
    return write_svg(page, text=text, prefix=f"p{index}", title=title)
