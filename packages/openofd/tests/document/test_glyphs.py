"""Characters of which a file gives only the glyph. GB/T 33190-2016 11.4.1."""

import struct
from collections.abc import Callable
from types import ModuleType

import pytest

from openofd.document.document import Document
from openofd.document.pages import Page

MakeFont = Callable[[dict[str, tuple[int, int, int]]], bytes]


def page_of(tiny: ModuleType, font: bytes | None, text: str, glyphs: str, change: str = "") -> Page:
    """A page with a text whose glyphs are named, in a font that may be embedded."""
    named = f"<ofd:Glyphs>{glyphs}</ofd:Glyphs>"
    codes = f'<ofd:CGTransform CodePosition="0" {change}>{named}</ofd:CGTransform>'
    codes += f'<ofd:TextCode X="0" Y="4" DeltaX="g 9 4">{text}</ofd:TextCode>'
    file = "<ofd:FontFile>f.ttf</ofd:FontFile>" if font is not None else ""
    res = f'<ofd:Fonts><ofd:Font ID="2" FontName="n">{file}</ofd:Font></ofd:Fonts>'
    extra = {"Doc_0/R.xml": tiny.xml("Res", res)} | ({} if font is None else {"Doc_0/f.ttf": font})
    data = tiny.ofd(tiny.text("", codes=codes), common="<ofd:PublicRes>R.xml</ofd:PublicRes>", extra=extra)
    return Document.open(data).pages[0]


def test_the_embedded_font_knows_its_characters(tiny: ModuleType, make_tiny_font: MakeFont) -> None:
    font = make_tiny_font({"甲": (5, 8, 600), "乙": (5, 8, 600)})
    page = page_of(tiny, font, "¤¤丙¤", "2 1", 'CodeCount="2" GlyphCount="2"')
    assert page.text() == "甲乙丙¤"
    assert [each.text for each in page.characters()] == ["甲", "乙", "丙", "¤"]


def test_the_object_s_own_text_stays_as_written(tiny: ModuleType, tiny_font: bytes) -> None:
    page = page_of(tiny, tiny_font, "¤", "1")
    assert (page.text(), page.texts) == ("甲", {10: "¤"})


def test_an_ideograph_comes_before_the_radical_it_looks_like(
    tiny: ModuleType, make_tiny_font: MakeFont
) -> None:
    font = make_tiny_font({"\u2f00": (5, 8, 600), "一": (5, 8, 600)})
    own, shared = (struct.pack(">III", ord("一"), ord("一"), glyph) for glyph in (2, 1))
    assert font.count(own) == 1
    assert page_of(tiny, font.replace(own, shared), "¤", "1").text() == "一"


@pytest.mark.parametrize("glyphs", ["0", "9", "-1", "65536"])
def test_a_glyph_the_font_does_not_have_stays_unknown(
    tiny: ModuleType, tiny_font: bytes, glyphs: str
) -> None:
    assert page_of(tiny, tiny_font, "¤", glyphs).text() == "¤"


def test_the_private_use_area_says_nothing(tiny: ModuleType, make_tiny_font: MakeFont) -> None:
    assert page_of(tiny, make_tiny_font({"\ue000": (5, 8, 600)}), "¤", "1").text() == "¤"


@pytest.mark.parametrize("font", [None, b"no font"])
def test_without_a_font_it_stays_unknown(tiny: ModuleType, font: bytes | None) -> None:
    assert page_of(tiny, font, "¤", "1").text() == "¤"


def test_a_character_of_several_glyphs_stays_unknown(tiny: ModuleType, tiny_font: bytes) -> None:
    assert page_of(tiny, tiny_font, "¤", "1 1", 'GlyphCount="2"').text() == "¤"
