"""ISO/IEC 14496-22 5.3.3, 5.3.4: the bytes of single glyphs."""

import struct
from collections.abc import Callable

import pytest

from openofd.fonts.glyf import GlyphTables, glyph_data
from openofd.fonts.outlines import OutlineFont

MakeFont = Callable[[dict[str, tuple[int, int, int]]], bytes]
SIMPLE, COMPOSITE = struct.pack(">hhhhh", 1, 0, 0, 9, 9), struct.pack(">hhhhh", -1, 0, 0, 9, 9)


@pytest.mark.parametrize(("long", "form", "unit"), [(True, ">4I", 1), (False, ">4H", 2)])
def test_a_glyph_lies_between_two_offsets(long: bool, form: str, unit: int) -> None:
    loca = struct.pack(form, 0, *(end // unit for end in (0, 10, 20)))
    tables = GlyphTables(SIMPLE + COMPOSITE, loca, long)
    found = [glyph_data(tables, glyph) for glyph in range(-1, 4)]
    assert found == [b"", b"", SIMPLE, b"", b""]


def test_the_same_glyph_of_two_subsets_is_one(make_tiny_font: MakeFont) -> None:
    one = OutlineFont(make_tiny_font({"甲": (500, 800, 600)}))
    other = OutlineFont(make_tiny_font({"丁": (1, 1, 1), "甲": (500, 800, 600)}))
    assert one.identity(1) == other.identity(2) is not None
    assert one.identity(1) != other.identity(1)
    assert one.identity(0) is None
