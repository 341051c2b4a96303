"""What is read back out of a PDF, by pdfium."""

import struct
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


@pytest.fixture
def ink(opened: Opened) -> Callable[[bytes, tuple[float, float, float, float]], int]:
    """`ink(data, (left, top, right, bottom))`: dark pixels, ten to the millimetre, of the first page."""

    def dark(data: bytes, box: tuple[float, float, float, float]) -> int:
        picture = opened(data)[0].render(scale=254 / 72).to_pil().convert("L")
        part = picture.crop(tuple(round(10 * edge) for edge in box))
        return sum(part.histogram()[:128])

    return dark


@pytest.fixture
def tiny_cff() -> bytes:
    """A bare CFF program (Adobe TN 5176): .notdef, a square of 600 and one of 300."""
    head = bytes((1, 0, 4, 2)) + _index(b"Tiny")
    after = b"\0\0" * 2  # no strings, no global subroutines
    at = len(head) + len(_index(_number(0) + b"\x11")) + len(after)
    return head + _index(_number(at) + b"\x11") + after + _index(b"\x0e", _square(600), _square(300))


def _number(value: int) -> bytes:
    return b"\x1c" + struct.pack(">h", value)


def _index(*objects: bytes) -> bytes:
    ends = [1 + sum(map(len, objects[:n])) for n in range(len(objects) + 1)]
    return struct.pack(f">HB{len(ends)}H", len(objects), 2, *ends) + b"".join(objects)


def _square(side: int) -> bytes:
    lines = b"".join(map(_number, (side, 0, 0, side, -side, 0))) + b"\x05"
    return _number(100) + _number(100) + b"\x15" + lines + b"\x0e"
