"""A hand-made CFF program: one square glyph beside .notdef (Adobe TN 5176)."""

import struct

import pytest

from openofd.errors import MalformedDocument
from openofd.fonts.barecff import is_bare_cff
from openofd.fonts.outlines import OutlineFont


def number(value: int) -> bytes:
    return b"\x1c" + struct.pack(">h", value)


def index(*objects: bytes) -> bytes:
    offsets, at = [1], 1
    for each in objects:
        at += len(each)
        offsets.append(at)
    return (
        struct.pack(">HB", len(objects), 2)
        + b"".join(struct.pack(">H", o) for o in offsets)
        + b"".join(objects)
    )


def square() -> bytes:
    moves = number(100) + number(100) + b"\x15"  # rmoveto
    lines = b"".join(map(number, (200, 0, 0, 200, -200, 0))) + b"\x05"  # rlineto
    return moves + lines + b"\x0e"


@pytest.fixture
def program() -> bytes:
    head = bytes((1, 0, 4, 2)) + index(b"Tiny")
    after = index()[:2] + b"\0\0"  # no strings, no global subroutines
    top_size = len(index(number(0) + b"\x11"))
    at = len(head) + top_size + len(after)
    return head + index(number(at) + b"\x11") + after + index(b"\x0e", square())


def test_the_square_is_drawn(program: bytes) -> None:
    font = OutlineFont(program)
    assert (font.glyph_count, font.units_per_em) == (2, 1000)
    corners = [segment.values for segment in font.outline(1) if segment.op in "ML"]
    assert corners[:4] == [(100, 100), (300, 100), (300, 300), (100, 300)]


def test_recognised_by_its_header(program: bytes) -> None:
    assert is_bare_cff(program)
    assert not is_bare_cff(b"OTTO" + program)


@pytest.mark.parametrize("length", [4, 6, 12, 20, 25])
def test_a_cut_program_is_malformed(program: bytes, length: int) -> None:
    with pytest.raises(MalformedDocument, match="FONT_UNREADABLE"):
        OutlineFont(program[:length])
