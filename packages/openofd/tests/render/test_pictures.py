"""Formats by their magic bytes."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openofd.render.pictures import Sniffed, sniff

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 3, 5)
GIF = b"GIF89a" + struct.pack("<HH", 3, 5)
BMP = b"BM" + bytes(12) + struct.pack("<Iii", 40, 3, -5)
JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc2" + struct.pack(">HBHH", 17, 8, 5, 3)


@pytest.mark.parametrize(
    ("data", "name", "media_type", "opaque"),
    [
        (PNG, "PNG", "image/png", False),
        (GIF, "GIF", "image/gif", True),
        (BMP, "BMP", "image/bmp", True),
        (JPEG, "JPEG", "image/jpeg", True),
    ],
)
def test_what_browsers_show(data: bytes, name: str, media_type: str, opaque: bool) -> None:
    assert sniff(data) == Sniffed(name, media_type, 3, 5, opaque)
    assert sniff(data).pixels == 15


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"II*\0", "TIFF"),
        (b"\x97JB2\r\n\x1a\n", "JBIG2"),
        (b"<svg onload='x'>", "SVG"),
        (b"PK\x03\x04", "OFD"),
        (b"", "?"),
    ],
)
def test_what_browsers_do_not_show(data: bytes, name: str) -> None:
    assert sniff(data) == Sniffed(name)


@pytest.mark.parametrize("data", [PNG, GIF, BMP, JPEG])
def test_a_cut_header_is_no_picture(data: bytes) -> None:
    assert sniff(data[:-4]).name == "?"


def test_a_jpeg_without_frame_has_no_size() -> None:
    assert sniff(b"\xff\xd8\xff\xe0\x00\x02\x00").pixels == 0


@given(st.binary(max_size=40), st.sampled_from([PNG, GIF, BMP, JPEG]), st.integers(2, 30))
def test_no_bytes_break_it(tail: bytes, start: bytes, length: int) -> None:
    assert sniff(start[:length] + tail).pixels >= 0
