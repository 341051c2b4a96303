"""Raster images of GB/T 33190-2016 chapter 10: what they are and how large, without decoding.

`MultiMedia/@Format` is not trusted. What browsers show is PNG, JPEG, GIF and BMP; the others, and JPEG of
four channels, are made into PNG by `decoding.py`.
"""

import struct
from collections.abc import Callable
from typing import NamedTuple

from openofd.errors import MalformedDocument
from openofd.render.jbig2 import is_jbig2, jbig2

__all__ = ["Sniffed", "sniff"]


class Sniffed(NamedTuple):
    """A format. `media_type` is empty for what is no raster image; the size is 0 × 0 where it is not known.

    `opaque`: it has no transparency of its own. `shown`: browsers show it as it is.
    """

    name: str
    media_type: str = ""
    width: int = 0
    height: int = 0
    opaque: bool = False
    shown: bool = False

    @property
    def pixels(self) -> int:
        """What a decoder would have to hold."""
        return self.width * self.height


_NOTHING = Sniffed("?")
_JPEG_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # ITU-T T.81 table B.1: frame headers
_CMYK = 4  # channels
_NO_ALPHA = {0, 2, 3}  # PNG colour types: grey, RGB, palette
_DOCUMENTS = (
    (b"PK\x03\x04", "OFD"),
    (b"<?xml", "SVG"),
    (b"<svg", "SVG"),
    (b"\xef\xbb\xbf<", "SVG"),
)


def sniff(data: bytes) -> Sniffed:
    """The format by its magic bytes; the name "?" for none we know."""
    try:
        return _shown(data) or _decoded(data) or _document(data)
    except (struct.error, IndexError):
        return _NOTHING


def _document(data: bytes) -> Sniffed:
    return next((Sniffed(name) for magic, name in _DOCUMENTS if data.startswith(magic)), _NOTHING)


def _shown(data: bytes) -> Sniffed | None:
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        width, height = struct.unpack_from(">II", data, 16)
        opaque = data[25:26] != b"" and data[25] in _NO_ALPHA and b"tRNS" not in data[:1024]
        return Sniffed("PNG", "image/png", width, height, opaque=opaque, shown=True)
    if data.startswith(b"\xff\xd8\xff"):
        width, height, channels = _jpeg_size(data)
        return Sniffed("JPEG", "image/jpeg", width, height, opaque=True, shown=channels != _CMYK)
    if data[:6] in {b"GIF87a", b"GIF89a"}:
        width, height = struct.unpack_from("<HH", data, 6)
        return Sniffed("GIF", "image/gif", width, height, opaque=True, shown=True)
    if data.startswith(b"BM"):
        width, height = struct.unpack_from("<ii", data, 18)
        return Sniffed("BMP", "image/bmp", abs(width), abs(height), opaque=True, shown=True)
    return None


def _decoded(data: bytes) -> Sniffed | None:
    if data[:4] in {b"II*\0", b"MM\0*"}:
        return Sniffed("TIFF", "image/tiff", opaque=True)
    if is_jbig2(data):
        return Sniffed("JBIG2", "image/jbig2", *_size(_jbig2_size, data), opaque=True)
    if data.startswith((b"\0\0\0\x0cjP  ", b"\xff\x4f\xff\x51")):
        return Sniffed("JPEG 2000", "image/jp2", *_size(_jpeg2000_size, data), opaque=True)
    return None


def _size(ask: Callable[[bytes], tuple[int, int]], data: bytes) -> tuple[int, int]:
    """0 × 0 of a damaged file: it keeps its name, the decoder will complain."""
    try:
        return ask(data)
    except (struct.error, MalformedDocument):
        return 0, 0


def _jbig2_size(data: bytes) -> tuple[int, int]:
    found = jbig2(data)
    return found.width, found.height


def _jpeg_size(data: bytes) -> tuple[int, int, int]:
    """Width, height and channels."""
    at = 2
    while data[at] == 0xFF:
        marker, length = struct.unpack_from(">xBH", data, at)
        if marker in _JPEG_SIZES:
            height, width, channels = struct.unpack_from(">HHB", data, at + 5)
            return width, height, channels
        at += 2 + length
    return 0, 0, 0


def _jpeg2000_size(data: bytes) -> tuple[int, int]:
    """ITU-T T.800 A.5.1: the SIZ segment of the first codestream."""
    at = data.index(b"\xff\x4f\xff\x51") if b"\xff\x4f\xff\x51" in data else len(data)
    right, bottom, left, top = struct.unpack_from(">IIII", data, at + 8)
    return max(0, right - left), max(0, bottom - top)
