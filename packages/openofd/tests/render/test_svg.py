"""The SVG writer: what it writes for each item, and that nothing active can come out of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from openofd.fonts.outlines import OutlineFont
from openofd.model.units import Box, Matrix
from openofd.render.displaylist import (
    Clip,
    ClipArea,
    Colour,
    DisplayList,
    Glyphs,
    Gradient,
    Group,
    Item,
    PathOp,
    Pen,
    Picture,
    PlacedGlyph,
    Stop,
    Tiling,
)
from openofd.render.markup import escape, number
from openofd.render.paths import box_path
from openofd.render.svg import TextMode, write_svg

RED = Colour(200, 0, 0)
BOX = box_path(Box(0, 0, 10, 5))


def drawn(*items: Item, text: TextMode = "outlines") -> str:
    whole = write_svg(DisplayList(box=(0, 0, 20, 30), items=items), text=text)
    etree.fromstring(whole)
    return whole


def body(*items: Item) -> str:
    return drawn(*items).split('fill="#fff"/>', 1)[1].removesuffix("</svg>")


def placed(font: OutlineFont | None, text: str = "甲", x: float = 0.0) -> PlacedGlyph:
    return PlacedGlyph(font, 1, text, Matrix(4, 0, 0, -4, 2 + x, 10))


def test_the_page_is_sized_in_millimetres() -> None:
    assert drawn() == (
        '<svg xmlns="http://www.w3.org/2000/svg" width="20mm" height="30mm" viewBox="0 0 20 30" role="img">'
        '<rect x="0" y="0" width="20" height="30" fill="#fff"/></svg>'
    )


def test_a_path() -> None:
    op = PathOp(segments=BOX, matrix=Matrix.translation(1, 2), fill=RED, even_odd=True)
    paint = 'fill="#c80000" fill-rule="evenodd"'
    assert body(op) == f'<path d="M0 0L10 0L10 5L0 5Z" transform="translate(1 2)" {paint}/>'


def test_a_pen_writes_what_differs_from_svg() -> None:
    pen = Pen(colour=RED.faded(0.5), cap="round", dashes=(1, 2), dash_offset=0.5)
    assert body(PathOp(segments=BOX, pen=pen)) == (
        '<path d="M0 0L10 0L10 5L0 5Z" fill="none" '
        'stroke="#c80000" stroke-opacity="0.5" stroke-width="0.353" '
        'stroke-linecap="round" stroke-miterlimit="3.528" stroke-dasharray="1 2" stroke-dashoffset="0.5"/>'
    )


def test_width_zero_is_the_thinnest_line() -> None:
    pen = Pen(colour=RED, width=0)
    assert 'stroke-width="0.05"' in body(PathOp(segments=BOX, pen=pen))
    assert 'stroke-width="0.025"' in body(PathOp(segments=BOX, matrix=Matrix(2, 0, 0, 2), pen=pen))


def test_a_glyph_is_defined_once_and_used_often(tiny_font: bytes) -> None:
    font = OutlineFont(tiny_font)
    whole = drawn(Glyphs(glyphs=(placed(font), placed(font, x=4)), fill=RED, object_id=7))
    assert whole.count("<path") == 1
    assert '<g data-object="7" fill="#c80000">' in whole
    assert '<g transform="matrix(0.004 0 0 -0.004 0 0)"><use href="#ofd-0" x="500" y="-2500"/>' in whole


def test_a_stroked_glyph_keeps_the_pens_width(tiny_font: bytes) -> None:
    whole = drawn(Glyphs(glyphs=(placed(OutlineFont(tiny_font)),), pen=Pen(colour=RED, width=0.2)))
    assert 'stroke-width="50"><use' in whole


def test_a_character_without_font_is_left_to_the_reader() -> None:
    assert '<text font-size="1" font-family="serif" transform="matrix(4 0 0 4 2 10)">甲</text>' in body(
        Glyphs(glyphs=(placed(None),), fill=RED)
    )


def test_selectable_text_lies_over_the_outlines(tiny_font: bytes) -> None:
    font = OutlineFont(tiny_font)
    whole = drawn(Glyphs(glyphs=(placed(font), placed(font, "乙", 4)), fill=RED), text="selectable")
    assert '<text x="0 1" y="0 0" font-size="1"' in whole
    assert ">甲乙</text>" in whole


def test_outlines_alone_carry_no_text(tiny_font: bytes) -> None:
    assert "<text" not in drawn(Glyphs(glyphs=(placed(OutlineFont(tiny_font)),), fill=RED))


def test_a_picture_is_a_data_address_and_written_once() -> None:
    picture = Picture(data=b"abc", media_type="image/png", matrix=Matrix(8, 0, 0, 4, 1, 2), alpha=0.5)
    whole = drawn(picture, picture)
    shape = 'width="1" height="1" preserveAspectRatio="none"'
    image = f'<image id="ofd-0" {shape} href="data:image/png;base64,YWJj"/>'
    assert whole.count(image) == whole.count("YWJj") == 1
    assert whole.count('<use href="#ofd-0" transform="matrix(8 0 0 4 1 2)" opacity="0.5"/>') == 2


def test_clips_are_shared_and_nested() -> None:
    clip = Clip(areas=(ClipArea(BOX), ClipArea(BOX, Matrix.translation(1, 1), even_odd=True)))
    whole = drawn(PathOp(segments=BOX, fill=RED, clips=(clip, clip)))
    assert whole.count("<clipPath") == 1
    assert whole.count('<g clip-path="url(#ofd-0)">') == 2


@pytest.mark.parametrize(("radii", "name"), [(None, "linearGradient"), ((0, 3), "radialGradient")])
def test_gradients(radii: tuple[float, float] | None, name: str) -> None:
    stops = (Stop(0, RED), Stop(1, RED.faded(0.25)))
    shade = Gradient(start=(0, 0), end=(5, 0), radii=radii, stops=stops, matrix=Matrix(1, 0, 0, 0.5))
    whole = drawn(PathOp(segments=BOX, fill=shade))
    assert f'<{name} id="ofd-0" gradientUnits="userSpaceOnUse"' in whole
    assert 'stop-opacity="0.25"' in whole
    assert 'gradientTransform="matrix(1 0 0 0.5 0 0)"' in whole


def test_a_tiling_is_a_pattern() -> None:
    tile = Tiling(items=(PathOp(segments=BOX, fill=RED),), step=(4, 3), matrix=Matrix.translation(1, 1))
    whole = drawn(PathOp(segments=BOX, fill=tile))
    size = 'patternUnits="userSpaceOnUse" width="4" height="3" patternTransform="translate(1 1)"'
    assert f'<pattern id="ofd-0" {size}><path' in whole
    assert 'fill="url(#ofd-0)"' in whole


def test_a_group_may_be_grey_named_and_without_its_white() -> None:
    whole = drawn(Group(items=(PathOp(segments=BOX, fill=RED),), grey=True, clear_white=True, label="甲<章"))
    assert whole.count("<filter") == 2
    assert "<title>甲&lt;章</title>" in whole


@given(st.text())
def test_text_never_leaves_its_element(text: str) -> None:
    whole = drawn(Group(items=(), label=text), Glyphs(glyphs=(placed(None, text),), fill=RED))
    names = {etree.QName(each).localname for each in etree.fromstring(whole).iter()}
    assert names <= {"svg", "rect", "g", "title", "text"}


def test_what_xml_forbids_is_replaced() -> None:
    assert escape('a\0\ufffe<&>"') == "a\ufffd\ufffd&lt;&amp;&gt;&quot;"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (1.0, "1"),
        (-0.00001, "0"),
        (0.12345, "0.1235"),
        (100, "100"),
        (float("nan"), "0"),
        (float("inf"), "0"),
    ],
)
def test_numbers(value: float, written: str) -> None:
    assert number(value) == written


def test_a_prefix_is_a_name() -> None:
    with pytest.raises(ValueError, match="onload"):
        write_svg(DisplayList(box=(0, 0, 1, 1), items=()), prefix='x" onload="')
