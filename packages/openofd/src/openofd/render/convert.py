"""A document as PDF, a page as PNG (GB/T 33190-2016 chapters 7-20).

A PDF shows what the OFD file shows; it does not carry the value of its seals, for which the OFD file counts.
Every page of a PDF says so in its margin unless the caller asks for none.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from openofd.document.document import Document
from openofd.document.mark import Mark
from openofd.render.contents import Directory, attachments_of, info_of
from openofd.render.displaylist import DisplayList, Note
from openofd.render.drawing import draw_page
from openofd.render.notes import Notes
from openofd.render.pdf.copymark import CERTIFICATE_COPY, READING_COPY, CopyMark
from openofd.render.pdf.values import Link
from openofd.render.pdf.writer import PdfWriter
from openofd.render.png import page_png
from openofd.render.seals import SealDrawing

__all__ = ["CERTIFICATE_COPY", "READING_COPY", "CopyMark", "stream_pdf", "to_pdf", "to_png"]

_AT_A_TIME = 16  # pages that are kept parsed

Progress = Callable[[int, int], object]
"""Told after every page: how many are done, how many there are."""


def to_pdf(
    document: Document,
    *,
    seals: Sequence[SealDrawing] = (),
    marks: Sequence[Mark] = (),
    fallbacks: Sequence[bytes] = (),
    system_fonts: bool = True,
    copy_mark: CopyMark | None = READING_COPY,
    progress: Progress | None = None,
) -> bytes:
    """The whole document as a PDF file. Arguments and errors as `stream_pdf`."""
    made = bytearray()
    stream_pdf(
        document,
        made.extend,
        seals=seals,
        marks=marks,
        fallbacks=fallbacks,
        system_fonts=system_fonts,
        copy_mark=copy_mark,
        progress=progress,
    )
    return bytes(made)


def stream_pdf(
    document: Document,
    write: Callable[[bytes], object],
    *,
    seals: Sequence[SealDrawing] = (),
    marks: Sequence[Mark] = (),
    fallbacks: Sequence[bytes] = (),
    system_fonts: bool = True,
    copy_mark: CopyMark | None = READING_COPY,
    progress: Progress | None = None,
) -> tuple[Note, ...]:
    """Write the whole document as a PDF file, page by page; long documents need little memory.

    Text stays text; attachments, outline, links and metadata are kept. The notes that are returned tell what
    could not be drawn as the file says.

    Args:
        document: the document.
        write: takes the bytes of the file, in order; a file's `write` will do.
        seals: appearances of seals; see `openofd.render.stamps.seal_drawings`.
        marks: places to frame.
        fallbacks: font files for what the embedded fonts lack, in the order of trial.
        system_fonts: whether fonts of this machine come after them; see `openofd.render.drawing.draw_page`.
        copy_mark: what every page says of itself in its margin: `READING_COPY`, `CERTIFICATE_COPY`, or None.
        progress: called after every page with the number done and the number of all.

    Raises:
        MalformedDocument: a page cannot be read.
        LimitExceeded: the document asks for more than `openofd.limits` allows.
        UnsupportedFeature: RENDER_EXTRA, where a picture has to be decoded and Pillow is not installed.
    """
    draw = partial(draw_page, seals=seals, marks=marks, fallbacks=fallbacks, system_fonts=system_fonts)
    writer, notes, total = PdfWriter(write, mark=copy_mark), Notes(), len(document.pages)
    for index, (page, links) in enumerate(_pages(document, draw)):
        writer.page(page, links=links)
        for note in page.notes:
            notes.take(note)
        if progress is not None:
            progress(index + 1, total)
    writer.close(
        info=info_of(document),
        outline=Directory(document).outline(),
        attachments=attachments_of(document, notes),
    )
    return notes.all()


def to_png(
    document: Document,
    index: int,
    *,
    dpi: float = 150,
    seals: Sequence[SealDrawing] = (),
    marks: Sequence[Mark] = (),
    fallbacks: Sequence[bytes] = (),
    system_fonts: bool = True,
) -> bytes:
    """A page as a PNG picture of `dpi` pixels an inch; the other arguments as `draw_page`.

    Raises:
        MalformedDocument: PAGE_MISSING, or the page cannot be read.
        LimitExceeded: more pixels than `openofd.limits` allows, or the page asks for too much.
        UnsupportedFeature: RENDER_EXTRA, without pypdfium2 and Pillow.
    """
    draw = partial(draw_page, seals=seals, marks=marks, fallbacks=fallbacks, system_fonts=system_fonts)
    return page_png(draw(document, index), dpi=dpi)


def _pages(
    document: Document, draw: Callable[[Document, int], DisplayList]
) -> Iterator[tuple[DisplayList, Sequence[Link]]]:
    """Every page with its links. What was parsed is let go every few pages: trees are larger than pages."""
    directory, total = Directory(document), len(document.pages)
    for start in range(0, total, _AT_A_TIME):
        again = document if total <= _AT_A_TIME else Document(document.parts.again(), document.body)
        for index in range(start, min(start + _AT_A_TIME, total)):
            yield draw(again, index), directory.links(again, again.pages[index])
