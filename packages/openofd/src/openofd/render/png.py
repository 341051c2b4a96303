"""A page as PNG (ISO/IEC 15948): its PDF drawn by pdfium, the rows packed without filters.

Packing takes longer than drawing unless it is the fast kind; and a page without colour needs a third of the
bytes as a grey picture.
"""

import ctypes
import struct
from collections.abc import Iterable
from typing import Any

from openofd.errors import LimitExceeded, UnsupportedFeature
from openofd.limits import LIMITS
from openofd.render.displaylist import Colour, DisplayList, Fill, Glyphs, Group, Item, PathOp
from openofd.render.effort import effort
from openofd.render.extras import PDFIUM, pdfium
from openofd.render.pdf.writer import write_pdf
from openofd.render.pixels import pack, png_chunk, png_file

__all__ = ["page_png"]

_WHITE = 0xFFFFFFFF
_LARGEST_SIDE = 32_000
_INCH = 25.4
_TWO_MILLIONS = 2_000_000


def page_png(page: DisplayList, *, dpi: float = 150) -> bytes:
    """The page with `dpi` pixels an inch.

    Raises:
        LimitExceeded: more pixels, or more to paint, than `openofd.limits` allows.
        UnsupportedFeature: RENDER_EXTRA, without pypdfium2 or Pillow; RENDER_FAILED.
        ValueError: `dpi` is not above zero.
    """
    size = _size(page, dpi)
    _check_effort(page, size)
    channels = 1 if _colourless(page.items) else 3
    pdfium()  # before the work, which would be in vain without it
    rows = _drawn(write_pdf([page]), size, channels)
    density = round(dpi / _INCH * 1000)
    resolution = png_chunk(b"pHYs", struct.pack(">IIB", density, density, 1))
    return png_file(size, channels, pack(rows), chunks=resolution)


def _size(page: DisplayList, dpi: float) -> tuple[int, int]:
    if not 0 < dpi < _LARGEST_SIDE:
        raise ValueError(dpi)
    left, top, right, bottom = page.box
    width, height = (max(1, round(side * dpi / _INCH)) for side in (right - left, bottom - top))
    if width * height > LIMITS.raster_pixels or max(width, height) > _LARGEST_SIDE:
        raise LimitExceeded("LIMIT_EXCEEDED", "图片像素过多，请降低分辨率", f"{width} x {height} pixels")
    return width, height


def _check_effort(page: DisplayList, size: tuple[int, int]) -> None:
    guess = effort(page) * size[0] * size[1] / _TWO_MILLIONS
    if guess > LIMITS.raster_milliseconds:
        message = f"drawing the page would take about {guess / 1000:.0f} seconds"
        raise LimitExceeded("LIMIT_EXCEEDED", "页面绘制量过大，请降低分辨率", message)


def _drawn(pdf: bytes, size: tuple[int, int], channels: int) -> bytes:
    """The rows, each with the filter byte 0 before it."""
    raw = pdfium().raw
    with PDFIUM:
        document = raw.FPDF_LoadMemDocument64(pdf, len(pdf), None)
        page = raw.FPDF_LoadPage(document, 0) if document else None
        form = raw.FPDFBitmap_Gray if channels == 1 else raw.FPDFBitmap_BGR
        bitmap = raw.FPDFBitmap_CreateEx(*size, form, None, 0)
        try:
            if not page or not bitmap:
                raise UnsupportedFeature("RENDER_FAILED", "页面无法绘制为图片", "the page cannot be drawn")
            raw.FPDFBitmap_FillRect(bitmap, 0, 0, *size, _WHITE)
            # pdfium breaks off the whole process when asked to swap the bytes of a grey bitmap
            flags = raw.FPDF_GRAYSCALE if channels == 1 else raw.FPDF_REVERSE_BYTE_ORDER
            raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, *size, 0, flags)
            return _rows(raw, bitmap, size, channels)
        finally:
            raw.FPDFBitmap_Destroy(bitmap)
            raw.FPDF_ClosePage(page)
            raw.FPDF_CloseDocument(document)


def _rows(raw: Any, bitmap: Any, size: tuple[int, int], channels: int) -> bytes:
    width, height = size
    stride = raw.FPDFBitmap_GetStride(bitmap)
    whole = (ctypes.c_char * (stride * height)).from_address(
        ctypes.cast(raw.FPDFBitmap_GetBuffer(bitmap), ctypes.c_void_p).value or 0
    )
    view = memoryview(whole)
    used = width * channels
    pieces = (piece for at in range(0, stride * height, stride) for piece in (b"\0", view[at : at + used]))
    return b"".join(pieces)


def _colourless(items: Iterable[Item]) -> bool:
    """Whether every paint is grey; pictures count as coloured, for looking costs more than it saves."""
    return all(map(_grey, items))


def _grey(item: Item) -> bool:
    match item:
        case PathOp() | Glyphs():
            line = None if item.pen is None else item.pen.paint or item.pen.colour
            return _grey_paint(item.fill) and _grey_paint(line)
        case Group():
            return _colourless(item.items)
    return False


def _grey_paint(paint: Fill | None) -> bool:
    return paint is None or (isinstance(paint, Colour) and paint.red == paint.green == paint.blue)
