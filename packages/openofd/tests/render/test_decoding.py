"""Pictures that no browser shows become PNG, whatever their bytes; nothing large is decoded."""

import io
import struct
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from openofd.errors import LimitExceeded, MalformedDocument
from openofd.render.decoding import as_png, covers, png


def file(kind: str, image: Image.Image, **more: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **more)
    return buffer.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "CMYK", "YCbCr", "LAB"])
def test_every_kind_of_tiff(mode: str) -> None:
    found = opened(as_png(file("TIFF", Image.new(mode, (3, 2))), "image/tiff"))
    assert (found.format, found.size) == ("PNG", (3, 2))


def test_deep_greys_keep_their_brightness() -> None:
    deep = Image.new("I;16", (1, 1), 32896)
    assert opened(as_png(file("TIFF", deep), "image/tiff")).getpixel((0, 0)) == 128


def test_cmyk_jpeg_is_written_inverted_by_adobe() -> None:
    found = opened(as_png(file("JPEG", Image.new("CMYK", (8, 8), (0, 255, 255, 0))), "image/jpeg"))
    assert found.getpixel((4, 4)) == pytest.approx((255, 0, 0), abs=3)


def test_jpeg_2000() -> None:
    red = Image.new("RGB", (8, 8), (200, 0, 0))
    found = opened(as_png(file("JPEG2000", red), "image/jp2"))
    assert found.getpixel((4, 4)) == pytest.approx((200, 0, 0), abs=3)


def test_a_large_picture_is_not_decoded() -> None:
    size = struct.pack("<HHI4HIII", 0x4949, 42, 8, 3, 256, 4, 1, 50_000, 0, 0)[:4]
    entries = [(256, 4, 1, 50_000), (257, 4, 1, 50_000), (258, 3, 1, 8), (262, 3, 1, 1), (273, 4, 1, 8)]
    body = struct.pack("<H", len(entries)) + b"".join(struct.pack("<HHII", *each) for each in entries)
    with pytest.raises(LimitExceeded, match="IMAGE_PIXELS"):
        as_png(size + struct.pack("<I", 8) + body + bytes(4), "image/tiff")


@pytest.mark.parametrize("media_type", ["image/tiff", "image/jp2", "image/jbig2", "image/jpeg"])
@given(st.binary(max_size=80))
def test_no_bytes_break_it(media_type: str, data: bytes) -> None:
    with pytest.raises(MalformedDocument, match="IMAGE_UNREADABLE"):
        as_png(data, media_type)


@pytest.mark.parametrize(
    ("mode", "colour", "found"),
    [
        ("RGB", (255, 255, 255), True),
        ("RGBA", (255, 255, 255, 255), True),
        ("RGBA", (255, 255, 255, 0), False),
        ("LA", (255, 255), True),
    ],
)
def test_what_covers_all_below_it(mode: str, colour: tuple[int, ...], found: bool) -> None:
    assert covers(file("PNG", Image.new(mode, (3, 2), colour))) is found


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04"])
def test_what_cannot_be_read_covers_nothing(data: bytes) -> None:
    assert not covers(data)


@pytest.mark.parametrize(("channels", "mode"), [(1, "L"), (3, "RGB"), (4, "RGBA")])
def test_pixels_as_png(channels: int, mode: str) -> None:
    found = opened(png(2, 3, channels, bytes(range(6 * channels))))
    assert (found.mode, found.size, found.tobytes()) == (mode, (2, 3), bytes(range(6 * channels)))
