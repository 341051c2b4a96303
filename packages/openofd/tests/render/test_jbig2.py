"""JBIG2 files: ITU-T T.88 annex D."""

import io
import struct

import pytest
from PIL import Image

from openofd.errors import MalformedDocument
from openofd.render.decoding import as_png
from openofd.render.jbig2 import jbig2

MAGIC = b"\x97JB2\r\n\x1a\n"
# 7.4.6, 6.2: a generic region of 16 × 8 pixels, coded as MMR: T.6 codes of eight all-white lines ("1" each:
# a vertical mode 0), then the end of the block.
REGION = struct.pack(">IIIIB", 16, 8, 0, 0, 0) + b"\x01" + b"\xff" + b"\x00\x10\x01"


def segment(number: int, kind: int, data: bytes, *, wide: bool = False, page: int = 1) -> bytes:
    flags = kind | (0x40 if wide else 0)
    return (
        struct.pack(">IBB", number, flags, 0)
        + struct.pack(">I" if wide else ">B", page)
        + (struct.pack(">I", len(data)) + data)
    )


def page_info(height: int = 8) -> bytes:
    return struct.pack(">IIIIBH", 16, height, 0, 0, 0, 0)


def file(*segments: bytes, known: bool = True) -> bytes:
    return MAGIC + (b"\x01\x00\x00\x00\x01" if known else b"\x03") + b"".join(segments)


PAGE, END_OF_PAGE, END_OF_FILE = segment(0, 48, page_info()), segment(2, 49, b""), segment(3, 51, b"", page=0)
GENERIC = segment(1, 38, REGION)


def test_segments_follow_each_other_without_the_ends() -> None:
    found = jbig2(file(PAGE, GENERIC, END_OF_PAGE, END_OF_FILE))
    assert (found.width, found.height, found.stream) == (16, 8, PAGE + GENERIC)


def test_the_number_of_pages_may_be_unknown() -> None:
    assert jbig2(file(PAGE, GENERIC, known=False)).stream == PAGE + GENERIC


def test_random_access_is_put_in_sequence() -> None:
    parts = [PAGE, GENERIC, END_OF_FILE]
    headers = [part[:11] for part in parts]
    bodies = [part[11:] for part in parts]
    data = MAGIC + b"\x00\x00\x00\x00\x01" + b"".join(headers + bodies)
    assert jbig2(data).stream == PAGE + GENERIC


def test_a_page_of_unknown_height_ends_with_its_last_stripe() -> None:
    stripe = segment(2, 50, struct.pack(">I", 23))
    assert jbig2(file(segment(0, 48, page_info(0xFFFF_FFFF)), GENERIC, stripe)).height == 24


def test_other_pages_and_wide_numbers() -> None:
    other = segment(5, 48, page_info(), page=2)
    wide = segment(0, 48, page_info(), wide=True)
    assert jbig2(file(wide, GENERIC, other)).stream == wide + GENERIC


def test_segments_that_refer_to_others() -> None:
    short = struct.pack(">IBBBBBI", 7, 6, 0x40, 1, 2, 1, 0)
    long = struct.pack(">IBIB", 300, 6, 0xE000_0001, 0) + struct.pack(">HBI", 1, 1, 0)
    assert jbig2(file(PAGE, short, long)).stream == PAGE + short + long


@pytest.mark.parametrize(
    "data",
    [MAGIC, file(), file(GENERIC), file(PAGE[:-14]), file(segment(0, 48, page_info(0xFFFF_FFFF)))],
)
def test_what_is_no_page_is_refused(data: bytes) -> None:
    with pytest.raises(MalformedDocument, match="IMAGE_UNREADABLE"):
        jbig2(data)


def test_a_page_becomes_pixels() -> None:
    found = Image.open(io.BytesIO(as_png(file(PAGE, GENERIC, END_OF_PAGE, END_OF_FILE), "image/jbig2")))
    assert (found.mode, found.size) == ("1", (16, 8))
