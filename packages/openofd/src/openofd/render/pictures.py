"""Raster images of GB/T 33190-2016 chapter 10: what they are and how large, without decoding.

`MultiMedia/@Format` is not trusted. What browsers show is PNG, JPEG, GIF and BMP; TIFF, JBIG2, JPEG 2000
and SVG are recognised so that the reader of a report learns what is missing.
"""

import struct
from typing import NamedTuple

__all__ = ["Sniffed", "sniff"]


class Sniffed(NamedTuple):
    """A format. `media_type` is empty where no browser shows it; the size is 0 × 0 where it was not found."""

    name: str
    media_type: str = ""
    width: int = 0
    height: int = 0
    opaque: bool = False

    @property
    def pixels(self) -> int:
        """What a decoder would have to hold."""
        return self.width * self.height


_JPEG_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # ITU-T T.81 table B.1: frame headers
_UNSHOWN = (
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"\x97JB2\r\n\x1a\n", "JBIG2"),
    (b"\0\0\0\x0cjP  ", "JPEG 2000"),
    (b"\xff\x4f\xff\x51", "JPEG 2000"),
    (b"PK\x03\x04", "OFD"),
    (b"<?xml", "SVG"),
    (b"<svg", "SVG"),
)


def sniff(data: bytes) -> Sniffed:
    """The format by its magic bytes; the name "?" for none we know."""
    try:
        return _shown(data) or Sniffed(
            next((name for magic, name in _UNSHOWN if data.startswith(magic)), "?")
        )
    except (struct.error, IndexError):
        return Sniffed("?")


def _shown(data: bytes) -> Sniffed | None:
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        width, height = struct.unpack_from(">II", data, 16)
        return Sniffed("PNG", "image/png", width, height)
    if data.startswith(b"\xff\xd8\xff"):
        width, height = _jpeg_size(data)
        return Sniffed("JPEG", "image/jpeg", width, height, opaque=True)
    if data[:6] in {b"GIF87a", b"GIF89a"}:
        width, height = struct.unpack_from("<HH", data, 6)
        return Sniffed("GIF", "image/gif", width, height, opaque=True)
    if data.startswith(b"BM"):
        width, height = struct.unpack_from("<ii", data, 18)
        return Sniffed("BMP", "image/bmp", abs(width), abs(height), opaque=True)
    return None


def _jpeg_size(data: bytes) -> tuple[int, int]:
    at = 2
    while data[at] == 0xFF:
        marker, length = struct.unpack_from(">xBH", data, at)
        if marker in _JPEG_SIZES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        at += 2 + length
    return 0, 0
