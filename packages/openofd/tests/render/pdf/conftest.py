"""What is read back out of a PDF, by pdfium."""

from collections.abc import Callable, Iterator
from typing import Any

import pypdfium2
import pytest

from openofd.render.displaylist import DisplayList, Item
from openofd.render.pdf.writer import write_pdf

Opened = Callable[[bytes], pypdfium2.PdfDocument]


@pytest.fixture
def opened() -> Iterator[Opened]:
    """`opened(data)`: the file as pdfium reads it; closed after the test, pages first."""
    held: list[Any] = []

    def open_(data: bytes) -> pypdfium2.PdfDocument:
        held.append(pypdfium2.PdfDocument(data))
        return held[-1]

    yield open_
    for document in held:
        document.close()


@pytest.fixture
def text_of(opened: Opened) -> Callable[[bytes], str]:
    """The text of every page, without blanks."""

    def text(data: bytes) -> str:
        found = "".join(page.get_textpage().get_text_range() for page in opened(data))
        return "".join(found.split())

    return text


@pytest.fixture
def pdf() -> Callable[..., bytes]:
    """`pdf(item, item)`: a page of 20 × 30 mm with these items."""

    def write(*items: Item, **more: Any) -> bytes:
        return write_pdf([DisplayList(box=(0, 0, 20, 30), items=items)], **more)

    return write
