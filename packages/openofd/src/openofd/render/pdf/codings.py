"""Image files whose bytes a PDF can hold as they are (ISO 32000-1 7.4): JPEG, PNG, JPEG 2000, JBIG2.

Only headers are read. What does not look as it should is left to be decoded, or not shown at all.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from openofd.errors import MalformedDocument
from openofd.render.displaylist import Raster
from openofd.render.jbig2 import jbig2

__all__ = ["Coded", "passed_through"]

_SPACES = {1: "/DeviceGray", 3: "/DeviceRGB"}
_CHANNELS = {0: 1, 2: 3, 3: 1}  # PNG's colour types without an alpha channel
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """An image as its object holds it.

    Attributes:
        data: the stream.
        entries: of the dictionary, without size and mask.
        width: pixels.
        height: pixels.
        mask: opacities, as a grey image.
    """

    data: bytes = field(repr=False)
    entries: str
    width: int
    height: int
    mask: "Coded | None" = None


def passed_through(raster: Raster) -> Coded | None:
    """The image without decoding it; None if that cannot be."""
    reader = _READERS.get(raster.media_type)
    try:
        return None if reader is None else reader(raster.data)
    except (struct.error, IndexError, ValueError, MalformedDocument):
        return None


def _jpeg(data: bytes) -> Coded | None:
    """Baseline and progressive, grey or colour. Inks are turned into light by no two readers alike."""
    for marker, at in _markers(data):
        if marker in _FRAMES:
            depth, height, width, channels = struct.unpack_from(">BHHB", data, at)
            if depth != 8 or channels not in _SPACES or not width or not height:
                return None
            entries = f"/ColorSpace{_SPACES[channels]}/BitsPerComponent 8/Filter/DCTDecode"
            return Coded(data=data, entries=entries, width=width, height=height)
    return None


def _markers(data: bytes) -> Iterator[tuple[int, int]]:
    """Each marker segment: its code and where its content starts (ITU-T T.81 B.1.1)."""
    at = 2
    while data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # fill bytes
            at += 1
            continue
        yield marker, at + 4
        at += 2 + int(struct.unpack_from(">H", data, at + 2)[0])


def _png(data: bytes) -> Coded | None:
    """The packed rows of PNG are those of PDF's predictor 15 (7.4.4.4), if nothing is interlaced or clear."""
    width, height, depth, kind, _, _, interlaced = struct.unpack_from(">IIBBBBB", data, 16)
    chunks = list(_chunks(data))
    if interlaced or kind not in _CHANNELS or not width or not height:
        return None
    clear = next((content for tag, content in chunks if tag == b"tRNS"), b"")
    if clear and kind == 3:
        return None
    space = _palette(chunks) if kind == 3 else _SPACES[_CHANNELS[kind]]
    key = " ".join(f"{value} {value}" for (value,) in struct.iter_unpack(">H", clear))
    predictor = f"/Predictor 15/Colors {_CHANNELS[kind]}/BitsPerComponent {depth}/Columns {width}"
    entries = f"/ColorSpace{space}/BitsPerComponent {depth}/Filter/FlateDecode/DecodeParms<<{predictor}>>"
    rows = b"".join(content for tag, content in chunks if tag == b"IDAT")
    return Coded(data=rows, entries=entries + (f"/Mask[{key}]" if key else ""), width=width, height=height)


def _palette(chunks: list[tuple[bytes, bytes]]) -> str:
    colours = next(content for tag, content in chunks if tag == b"PLTE")
    return f"[/Indexed/DeviceRGB {len(colours) // 3 - 1}<{colours.hex()}>]"


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at + 12 <= len(data):
        length, tag = struct.unpack_from(">I4s", data, at)
        yield tag, data[at + 8 : at + 8 + length]
        at += 12 + length


def _jpeg2000(data: bytes) -> Coded | None:
    """It carries its own colour space (7.4.9); the size stands in its SIZ marker (ITU-T T.800 A.5.1)."""
    at = data.index(b"\xff\x4f\xff\x51") + 8
    right, bottom, left, top = struct.unpack_from(">IIII", data, at)
    if not (right > left and bottom > top):
        return None
    return Coded(data=data, entries="/Filter/JPXDecode", width=right - left, height=bottom - top)


def _jbig2(data: bytes) -> Coded | None:
    page = jbig2(data)
    entries = "/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/JBIG2Decode"
    return Coded(data=page.stream, entries=entries, width=page.width, height=page.height)


_READERS = {
    "image/jpeg": _jpeg,
    "image/png": _png,
    "image/jp2": _jpeg2000,
    "image/jbig2": _jbig2,
}
