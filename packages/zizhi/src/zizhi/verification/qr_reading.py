"""The QR code inside a file: the pictures of the package, decoded in memory by zxing-cpp.

Only the PNG forms that certificates use are read (grey or palette, not interlaced); a picture of another form
is "not read", which is never taken for a match.
"""

import struct
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import Final

import zxingcpp

from openofd.document.document import Document
from openofd.errors import OpenOfdError

__all__ = ["qr_texts"]

_MOST_PICTURES: Final = 6
_MOST_PIXELS: Final = 400_000  # a certificate's code has 238,144, its seal 76,176
_QR: Final = zxingcpp.barcode_formats_from_str("QRCode")
_HEAD: Final = b"\x89PNG\r\n\x1a\n"


def qr_texts(document: Document) -> tuple[str, ...]:
    """Texts of the QR codes among the document's pictures."""
    names = [name for name in document.package.names if name.lower().endswith(".png")]
    return tuple(text for name in islice(names, _MOST_PICTURES) for text in _in_picture(document, name))


def _in_picture(document: Document, name: str) -> Iterator[str]:
    try:
        width, height, grey = decode_png(document.package.read(name))
    except (OpenOfdError, ValueError, zlib.error, struct.error):
        return
    view = memoryview(grey).cast("B", shape=[height, width])
    for found in zxingcpp.read_barcodes(view, formats=_QR):
        yield found.text


def decode_png(data: bytes) -> tuple[int, int, bytes]:
    """Width, height and one byte of grey a pixel. ISO/IEC 15948; raises ValueError for other forms."""
    chunks = _chunks(data)
    width, height, depth, colour, _, _, interlace = struct.unpack(">IIBBBBB", chunks[b"IHDR"][0])
    if (
        interlace
        or colour not in {0, 3}
        or depth not in {1, 2, 4, 8}
        or not 0 < width * height <= _MOST_PIXELS
    ):
        raise ValueError("form of PNG not read here")
    stride = (width * depth + 7) // 8
    raw = zlib.decompressobj().decompress(b"".join(chunks[b"IDAT"]), (stride + 1) * height)
    if len(raw) < (stride + 1) * height:
        raise ValueError("picture is cut off")
    greys = _greys(depth, b"".join(chunks[b"PLTE"]) if colour == 3 else None)
    return width, height, b"".join(_unpacked(row, depth, width, greys) for row in _rows(raw, stride, depth))


def _chunks(data: bytes) -> dict[bytes, list[bytes]]:
    if not data.startswith(_HEAD):
        raise ValueError("no PNG")
    found: dict[bytes, list[bytes]] = {b"IHDR": [], b"IDAT": [], b"PLTE": []}
    at = len(_HEAD)
    while at + 12 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        found.setdefault(kind, []).append(data[at + 8 : at + 8 + size])
        at += 12 + size
    if not found[b"IHDR"]:
        raise ValueError("no IHDR")
    return found


def _greys(depth: int, palette: bytes | None) -> bytes:
    """Grey of each sample value."""
    values = 1 << depth
    if palette is None:
        return bytes(value * 255 // (values - 1) for value in range(values))
    greys = [sum(palette[i : i + 3]) // 3 for i in range(0, len(palette) - 2, 3)][:values]
    return bytes(greys + [255] * (values - len(greys)))


def _rows(raw: bytes, stride: int, depth: int) -> Iterator[bytes]:
    """Rows with their filter undone (ISO/IEC 15948 9.2)."""
    above = bytes(stride)
    for at in range(0, len(raw), stride + 1):
        above = _unfiltered(raw[at], bytearray(raw[at + 1 : at + 1 + stride]), above)
        yield above


def _unfiltered(form: int, row: bytearray, above: bytes) -> bytes:
    if form == 0:
        return bytes(row)
    if form not in {1, 2, 3, 4}:
        raise ValueError("unknown filter")
    for i, value in enumerate(row):
        left = row[i - 1] if i else 0
        corner = above[i - 1] if i else 0
        predicted = (left, above[i], (left + above[i]) // 2, _paeth(left, above[i], corner))[form - 1]
        row[i] = (value + predicted) & 255
    return bytes(row)


def _paeth(left: int, up: int, corner: int) -> int:
    guess = left + up - corner
    return min((left, up, corner), key=lambda one: abs(guess - one))


def _unpacked(row: bytes, depth: int, width: int, greys: bytes) -> bytes:
    """Samples of a row as greys; every depth up to 8 fits into one byte."""
    if depth == 8:
        return row.translate(greys.ljust(256, b"\xff"))[:width]
    steps = range(8 - depth, -1, -depth)
    mask = (1 << depth) - 1
    return bytes(greys[byte >> step & mask] for byte in row for step in steps)[:width]
