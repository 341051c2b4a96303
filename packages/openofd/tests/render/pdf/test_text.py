"""Text in PDF: found and copied as it reads, every glyph where the display list has it."""

import re
import zlib
from collections.abc import Callable

import pytest

from openofd.fonts.outlines import OutlineFont
from openofd.model.units import Matrix
from openofd.render.displaylist import Colour, Glyphs, Pen, PlacedGlyph
from openofd.render.matrix import turning

BLACK = Colour(0, 0, 0)
Write = Callable[..., bytes]
TextOf = Callable[[bytes], str]


@pytest.fixture
def font(make_tiny_font: Callable[[dict[str, tuple[int, int, int]]], bytes]) -> OutlineFont:
    return OutlineFont(
        make_tiny_font({"甲": (500, 800, 600), "乙": (900, 300, 1000), "𠮷": (100, 100, 1000)})
    )


def glyph(
    font: OutlineFont | None, text: str, x: float, y: float = 10, number: int | None = None
) -> PlacedGlyph:
    found = (font.glyph_of(text) or 0) if font is not None and number is None else number or 0
    return PlacedGlyph(font, found, text, Matrix(4, 0, 0, -4, x, y))


def row(font: OutlineFont | None, text: str, step: float = 4) -> Glyphs:
    return Glyphs(glyphs=tuple(glyph(font, char, 1 + n * step) for n, char in enumerate(text)), fill=BLACK)


def strings(data: bytes) -> list[bytes]:
    """What the pages' contents show."""
    streams = re.findall(rb"FlateDecode/Length \d+>>stream\n(.*?)\nendstream", data, re.DOTALL)
    return [found for each in streams for found in re.findall(rb"\[(.*?)\] TJ", zlib.decompress(each))]


def test_text_is_found(pdf: Write, font: OutlineFont, text_of: TextOf) -> None:
    assert text_of(pdf(row(font, "甲乙甲𠮷"))) == "甲乙甲𠮷"


def test_a_line_is_one_string_with_adjustments(pdf: Write, font: OutlineFont) -> None:
    # 4 mm apart at 4 mm an em: 1000; 甲 is 600 wide, 乙 1000
    assert strings(pdf(row(font, "甲乙甲"))) == [b"<0001>-400<00020001>"]


def test_adjustments_do_not_add_up_errors(pdf: Write, font: OutlineFont) -> None:
    moves = re.findall(rb">(-?\d+)<", strings(pdf(row(font, "甲" * 61, step=0.20003)))[0])
    assert len(moves) == 60
    assert sum(600 - int(move) for move in moves) == round(60 * 0.20003 * 250)


def test_what_leaves_the_line_gets_its_own_place(pdf: Write, font: OutlineFont) -> None:
    item = Glyphs(glyphs=(glyph(font, "甲", 1), glyph(font, "甲", 5, y=10.1)), fill=BLACK)
    assert strings(pdf(item)) == [b"<0001>", b"<0001>"]


def test_a_turned_line_is_one_string_too(pdf: Write, font: OutlineFont) -> None:
    turned = turning(30)
    placed = (glyph(font, char, 5 * n) for n, char in enumerate("甲乙甲"))
    glyphs = tuple(each._replace(matrix=each.matrix.then(turned)) for each in placed)
    assert len(strings(pdf(Glyphs(glyphs=glyphs, fill=BLACK)))) == 1


def test_a_glyph_is_kept_apart_by_its_text(pdf: Write, font: OutlineFont, text_of: TextOf) -> None:
    number = font.glyph_of("甲")
    placed = (
        glyph(font, "甲", 1, number=number),
        glyph(font, "xy", 5, number=number),
        glyph(font, "", 9, number=number),
    )
    assert text_of(pdf(Glyphs(glyphs=placed, fill=BLACK))) == "甲xy"


def test_characters_without_font_are_boxes_and_text(
    pdf: Write, text_of: TextOf, ink: Callable[..., int]
) -> None:
    data = pdf(row(None, "丙丁x "))
    assert text_of(data) == "丙丁x"
    assert ink(data, (1, 6, 5, 11)) > 0
    assert ink(data, (13, 6, 17, 11)) == 0


def test_many_characters_without_font(pdf: Write, text_of: TextOf) -> None:
    text = "".join(chr(0x4E00 + n) for n in range(700))
    assert text_of(pdf(row(None, text, step=0.02))) == text


def test_glyphs_that_a_font_does_not_have_are_not_seen(
    pdf: Write, font: OutlineFont, text_of: TextOf, ink: Callable[..., int]
) -> None:
    data = pdf(Glyphs(glyphs=(glyph(font, "甲", 1, number=77), glyph(font, "乙", 9)), fill=BLACK))
    assert text_of(data).endswith("乙")
    assert ink(data, (0, 0, 8, 30)) == 0


def test_neither_filled_nor_stroked_is_only_found(
    pdf: Write, font: OutlineFont, text_of: TextOf, ink: Callable[..., int]
) -> None:
    data = pdf(Glyphs(glyphs=(glyph(font, "甲", 1), glyph(None, "丙", 5)), fill=None))
    assert text_of(data) == "甲丙"
    assert ink(data, (0, 0, 20, 30)) == 0


def test_a_pen_makes_glyphs_bolder(pdf: Write, font: OutlineFont, ink: Callable[..., int]) -> None:
    plain = Glyphs(glyphs=(glyph(font, "甲", 8),), fill=BLACK)
    bold = Glyphs(glyphs=plain.glyphs, fill=BLACK, pen=Pen(colour=BLACK, width=1))
    assert ink(pdf(bold), (0, 0, 20, 30)) > 1.5 * ink(pdf(plain), (0, 0, 20, 30))


def test_glyphs_of_a_collapsed_plane_do_no_harm(pdf: Write, font: OutlineFont, text_of: TextOf) -> None:
    flat = PlacedGlyph(font, 1, "甲", Matrix(0, 0, 0, 0, 5, 5))
    assert "乙" in text_of(pdf(Glyphs(glyphs=(flat, glyph(font, "乙", 9)), fill=BLACK)))
