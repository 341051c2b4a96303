"""Embedded fonts: cut down, in both kinds of outlines, whole enough for readers."""

import re
from collections.abc import Callable

import pytest

from openofd.fonts.outlines import OutlineFont
from openofd.model.units import Matrix
from openofd.render.displaylist import Colour, DisplayList, Glyphs, PlacedGlyph
from openofd.render.pdf.writer import write_pdf

BLACK = Colour(0, 0, 0)


def shown(font: OutlineFont, text: str, *, glyphs: tuple[int, ...] = ()) -> DisplayList:
    """The characters in a row, by the font's own table or as the glyphs that are named."""
    numbers = glyphs or tuple(font.glyph_of(char) or 0 for char in text)
    placed = [
        PlacedGlyph(font, number, char, Matrix(8, 0, 0, -8, 2 + 8 * n, 12))
        for n, (number, char) in enumerate(zip(numbers, text, strict=True))
    ]
    return DisplayList(box=(0, 0, 20, 30), items=(Glyphs(glyphs=tuple(placed), fill=BLACK),))


def without(font: bytes, *tags: bytes) -> bytes:
    """The font file with tables renamed out of sight."""
    for tag in tags:
        font = font.replace(tag, tag.upper(), 1)
    return font


def test_a_font_is_embedded_once(tiny_font: bytes) -> None:
    font = OutlineFont(tiny_font)
    assert write_pdf([shown(font, "甲"), shown(font, "甲")]).count(b"/FontFile2") == 1


def test_only_what_is_shown_is_embedded(make_tiny_font: Callable[..., bytes]) -> None:
    boxes = {chr(0x4E00 + n): (500 + n, 800, 1000) for n in range(500)}
    font = OutlineFont(make_tiny_font(boxes))
    (length,) = re.findall(rb"/Length1 (\d+)", write_pdf([shown(font, "一")]))
    assert int(length) < 700


def test_the_subset_is_named_by_its_glyphs(make_tiny_font: Callable[..., bytes]) -> None:
    font = OutlineFont(make_tiny_font({"甲": (500, 800, 600), "乙": (500, 800, 600)}))
    names = [re.findall(rb"/FontName/(\S{6})\+", write_pdf([shown(font, text)])) for text in "甲乙"]
    assert names[0] != names[1]


def test_metrics_are_added_where_a_font_has_none(tiny_font: bytes, ink: Callable[..., int]) -> None:
    font = OutlineFont(without(tiny_font, b"hhea", b"hmtx"))
    assert ink(write_pdf([shown(font, "甲")]), (2, 5, 7, 12)) > 1000


def test_cff_outlines(tiny_cff: bytes, ink: Callable[..., int], text_of: Callable[[bytes], str]) -> None:
    data = write_pdf([shown(OutlineFont(tiny_cff), "甲乙", glyphs=(2, 1))])
    assert b"/CIDFontType0C" in data
    assert b"OTTO" not in data
    assert text_of(data) == "甲乙"
    # ten pixels a millimetre, eight millimetres an em: squares of 24 and 48 pixels
    assert ink(data, (2, 5, 9, 12)) == pytest.approx(24 * 24, rel=0.1)
    assert ink(data, (10, 5, 18, 12)) == pytest.approx(48 * 48, rel=0.1)
