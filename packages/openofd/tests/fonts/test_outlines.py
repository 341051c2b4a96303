"""GB/T 33190-2016 chapter 11: glyphs of a hand-made TrueType font with known shapes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openofd.errors import MalformedDocument
from openofd.fonts.outlines import OutlineFont, Segment, outline, outline_font


def test_the_shape_is_the_files(tiny_font: bytes) -> None:
    assert outline(tiny_font, 1) == (
        Segment("M", (0, 0)),
        Segment("L", (0, 800)),
        Segment("L", (500, 800)),
        Segment("L", (500, 0)),
        Segment("L", (0, 0)),
        Segment("Z"),
    )


def test_the_shape_as_path_data(tiny_font: bytes) -> None:
    assert OutlineFont(tiny_font).path_data(1) == "M0 0L0 800L500 800L500 0L0 0Z"
    assert OutlineFont(tiny_font).path_data(99) == ""


def test_metrics_are_in_ems(tiny_font: bytes) -> None:
    font = outline_font(tiny_font)
    assert (font.units_per_em, font.glyph_count) == (1000, 2)
    assert font.advance(1) == 0.6
    assert font.extents(1) == (0, 0, 0.5, 0.8)


def test_the_cmap_decides(tiny_font: bytes) -> None:
    font = OutlineFont(tiny_font)
    assert font.glyph_of("甲") == 1
    assert font.glyph_of("乙") is None


@pytest.mark.parametrize("glyph", [0, 2, -1, 65536, 10**9])
def test_blank_and_absent_glyphs_draw_nothing(tiny_font: bytes, glyph: int) -> None:
    assert outline(tiny_font, glyph) == ()


def test_a_blank_has_no_extents(tiny_font: bytes) -> None:
    assert outline_font(tiny_font).extents(0) is None


@pytest.mark.parametrize("data", [b"", b"no font", b"\0\1\0\0", b"\x01\x00\x04\x02"])
def test_what_is_no_font_is_malformed(data: bytes) -> None:
    with pytest.raises(MalformedDocument, match="FONT_UNREADABLE"):
        OutlineFont(data)


@given(at=st.integers(0, 700), byte=st.integers(0, 255))
def test_a_damaged_font_never_crashes(tiny_font: bytes, at: int, byte: int) -> None:
    data = bytearray(tiny_font)
    data[at % len(data)] = byte
    try:
        font = OutlineFont(bytes(data))
    except MalformedDocument:
        return
    assert isinstance(font.outline(1), tuple)


def test_a_font_is_parsed_once(tiny_font: bytes) -> None:
    assert outline_font(tiny_font) is outline_font(bytes(bytearray(tiny_font)))
