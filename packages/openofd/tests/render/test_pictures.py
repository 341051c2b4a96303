"""Formats by their magic bytes."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openofd.render.pictures import Sniffed, sniff

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 3, 5)
GIF = b"GIF89a" + struct.pack("<HH", 3, 5)
BMP = b"BM" + bytes(12) + struct.pack("<Iii", 40, 3, -5)
JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc2" + struct.pack(">HBHHB", 17, 8, 5, 3, 3)


@pytest.mark.parametrize(
    ("data", "name", "opaque"),
    [(PNG, "PNG", False), (GIF, "GIF", True), (BMP, "BMP", True), (JPEG, "JPEG", True)],
)
def test_what_browsers_show(data: bytes, name: str, opaque: bool) -> None:
    assert sniff(data) == Sniffed(name, f"image/{name.lower()}", 3, 5, opaque, shown=True)
    assert sniff(data).pixels == 15


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"<svg onload='x'>", "SVG"),
        (b"PK\x03\x04", "OFD"),
        (b"", "?"),
    ],
)
def test_what_is_no_raster_image(data: bytes, name: str) -> None:
    assert sniff(data) == Sniffed(name)


@pytest.mark.parametrize(
    ("data", "name", "size"),
    [
        (b"II*\0", "TIFF", (0, 0)),
        (b"MM\0*", "TIFF", (0, 0)),
        (b"\x97JB2\r\n\x1a\n", "JBIG2", (0, 0)),
        (b"\0\0\0\x0cjP  ", "JPEG 2000", (0, 0)),
        (b"\xff\x4f\xff\x51" + struct.pack(">HHIIII", 47, 0, 9, 8, 2, 1), "JPEG 2000", (7, 7)),
    ],
)
def test_what_browsers_do_not_show_keeps_its_name(data: bytes, name: str, size: tuple[int, int]) -> None:
    found = sniff(data)
    assert (found.name, found.width, found.height, found.shown) == (name, *size, False)


@pytest.mark.parametrize(("kind", "chunk", "opaque"), [(2, b"", True), (6, b"", False), (3, b"tRNS", False)])
def test_a_png_without_transparency_is_opaque(kind: int, chunk: bytes, opaque: bool) -> None:
    assert sniff(PNG + bytes((8, kind)) + chunk).opaque is opaque


def test_a_jpeg_of_four_channels_is_not_shown_by_all_browsers() -> None:
    assert sniff(JPEG[:-1] + b"\x04").shown is False


@pytest.mark.parametrize("data", [PNG, GIF, BMP, JPEG])
def test_a_cut_header_is_no_picture(data: bytes) -> None:
    assert sniff(data[:-4]).name == "?"


def test_a_jpeg_without_frame_has_no_size() -> None:
    assert sniff(b"\xff\xd8\xff\xe0\x00\x02\x00").pixels == 0


@given(st.binary(max_size=40), st.sampled_from([PNG, GIF, BMP, JPEG]), st.integers(2, 30))
def test_no_bytes_break_it(tail: bytes, start: bytes, length: int) -> None:
    assert sniff(start[:length] + tail).pixels >= 0
