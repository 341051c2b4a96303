"""GB/T 33190-2016 chapter 11: where glyphs come to lie, and whose they are."""

from typing import Any

import pytest

from openofd.render.displaylist import Colour
from openofd.render.drawing import draw_page


def text(
    attributes: str = "", inner: str = '<ofd:TextCode X="1" Y="5">甲</ofd:TextCode>', font: int = 3
) -> str:
    place = f'ID="5" Boundary="10 20 60 8" Font="{font}" Size="4"'
    return f"<ofd:TextObject {place} {attributes}>{inner}</ofd:TextObject>"


def origins(page: Any) -> list[tuple[float, ...]]:
    return [tuple(round(value, 6) for value in glyph.matrix.apply(0, 0)) for glyph in page.items[0].glyphs]


def test_the_first_glyph_stands_at_x_y(draw: Any, fonted: dict[str, Any]) -> None:
    page = draw(text(), **fonted)
    (glyph,) = page.items[0].glyphs
    assert glyph.matrix.apply(0, 0) == (11, 25)
    assert glyph.matrix.apply(0.5, 0.8) == pytest.approx((13, 21.8))
    assert page.items[0].fill == Colour(0, 0, 0)
    assert page.notes == ()


@pytest.mark.parametrize(
    ("deltas", "places"),
    [
        ('DeltaX="3 4"', [(11, 25), (14, 25), (18, 25)]),
        ('DeltaX="g 2 3"', [(11, 25), (14, 25), (17, 25)]),
        ('DeltaX="3"', [(11, 25), (14, 25), (17, 25)]),
        ('DeltaY="3"', [(11, 25), (11, 28), (11, 31)]),
        ("", [(11, 25), (13.4, 25), (15.8, 25)]),
    ],
)
def test_steps_from_glyph_to_glyph(
    draw: Any, fonted: dict[str, Any], deltas: str, places: list[tuple[float, float]]
) -> None:
    code = f'<ofd:TextCode X="1" Y="5" {deltas}>甲甲甲</ofd:TextCode>'
    assert origins(draw(text(inner=code), **fonted)) == places


def test_without_steps_text_runs_where_it_is_read(draw: Any, fonted: dict[str, Any]) -> None:
    code = '<ofd:TextCode X="1" Y="1">甲甲</ofd:TextCode>'
    assert origins(draw(text('ReadDirection="90"', code), **fonted)) == [(11, 21), (11, 23.4)]


def test_a_text_code_without_place_takes_the_one_before(draw: Any, fonted: dict[str, Any]) -> None:
    codes = '<ofd:TextCode X="1" Y="5">甲</ofd:TextCode><ofd:TextCode Y="7">甲</ofd:TextCode>'
    assert origins(draw(text(inner=codes), **fonted)) == [(11, 25), (11, 27)]


def test_hscale_narrows_glyphs_not_steps(draw: Any, fonted: dict[str, Any]) -> None:
    code = '<ofd:TextCode X="0" Y="5" DeltaX="4">甲甲</ofd:TextCode>'
    page = draw(text('HScale="0.5"', code), **fonted)
    assert page.items[0].glyphs[1].matrix.apply(0.5, 0) == (15, 25)


def test_characters_may_be_turned(draw: Any, fonted: dict[str, Any]) -> None:
    glyph = draw(text('CharDirection="90"'), **fonted).items[0].glyphs[0]
    assert glyph.matrix.apply(1, 0) == pytest.approx((11, 29))


def test_ctm_comes_before_the_boundary(draw: Any, fonted: dict[str, Any]) -> None:
    assert origins(draw(text('CTM="2 0 0 2 0 0"'), **fonted)) == [(12, 30)]


def transform(position: int, count: int, glyphs: str) -> str:
    return (
        f'<ofd:CGTransform CodePosition="{position}" CodeCount="{count}" GlyphCount="{len(glyphs.split())}">'
        f"<ofd:Glyphs>{glyphs}</ofd:Glyphs></ofd:CGTransform>"
    )


def test_glyph_numbers_replace_characters(draw: Any, fonted: dict[str, Any]) -> None:
    code = '<ofd:TextCode X="0" Y="5" DeltaX="4">乙丙甲丁</ofd:TextCode>'
    page = draw(text(inner=transform(1, 3, "1 1") + code), **fonted)
    assert [(glyph.text, glyph.glyph) for glyph in page.items[0].glyphs] == [
        ("乙", 0),
        ("丙甲丁", 1),
        ("", 1),
    ]


def test_a_ligature_is_spelt_in_a_substitute(ofd: Any, make_tiny_font: Any) -> None:
    code = '<ofd:TextCode X="0" Y="5">AB</ofd:TextCode>'
    ligature = '<ofd:CGTransform CodePosition="0" CodeCount="2"><ofd:Glyphs>77</ofd:Glyphs></ofd:CGTransform>'
    fonts = '<ofd:Fonts><ofd:Font ID="3" FontName="宋体"/></ofd:Fonts>'
    font = make_tiny_font({"A": (500, 800, 600), "B": (500, 800, 600)})
    page = draw_page(ofd(text(inner=ligature + code), resources=fonts), 0, fallbacks=[font])
    assert [glyph.text for glyph in page.items[0].glyphs] == ["A", "B"]
    assert origins(page) == [(10, 25), (12.4, 25)]


@pytest.mark.parametrize(("step", "width"), [(1.2, 1.0), (4, 2.0)])
def test_a_substitute_is_narrowed_to_its_place(
    ofd: Any, make_tiny_font: Any, step: float, width: float
) -> None:
    code = f'<ofd:TextCode X="0" Y="5" DeltaX="{step}">AA</ofd:TextCode>'
    document = ofd(text(inner=code), resources='<ofd:Fonts><ofd:Font ID="3" FontName="宋体"/></ofd:Fonts>')
    page = draw_page(document, 0, fallbacks=[make_tiny_font({"A": (500, 800, 600)})])
    first, _ = page.items[0].glyphs
    assert first.matrix.apply(0.5, 0)[0] == pytest.approx(10 + width)


def test_glyph_numbers_mean_nothing_in_a_fallback(ofd: Any, make_tiny_font: Any) -> None:
    document = ofd(
        text(inner=transform(0, 1, "77") + '<ofd:TextCode X="0" Y="5">甲</ofd:TextCode>'),
        resources='<ofd:Fonts><ofd:Font ID="3" FontName="宋体"/></ofd:Fonts>',
    )
    page = draw_page(document, 0, fallbacks=[make_tiny_font({"甲": (1, 1, 1)})])
    assert page.items[0].glyphs[0].glyph == 1
    assert [(note.code, note.where) for note in page.notes] == [("FONT_SUBSTITUTED", "宋体 → Unnamed")]


def test_a_character_in_no_font_is_told(draw: Any, fonted: dict[str, Any]) -> None:
    page = draw(text(inner='<ofd:TextCode X="0" Y="5">甲乙</ofd:TextCode>'), **fonted)
    assert page.items[0].glyphs[1].font is None
    assert [(note.code, note.where[-1]) for note in page.notes] == [("FONT_NONE", "乙")]


def test_a_character_from_another_font_is_told(ofd: Any, fonted: dict[str, Any], make_tiny_font: Any) -> None:
    document = ofd(text(inner='<ofd:TextCode X="0" Y="5">甲乙</ofd:TextCode>'), **fonted)
    page = draw_page(document, 0, fallbacks=[make_tiny_font({"乙": (1, 1, 1)})])
    assert [(note.code, note.where) for note in page.notes] == [("FONT_GLYPH_MISSING", "Tiny: 乙 → Unnamed")]


def test_a_font_that_cannot_be_read_is_replaced_and_told(draw: Any, fonted: dict[str, Any]) -> None:
    page = draw(text(), **(fonted | {"files": {"D/Res/t.ttf": b"no font"}}))
    assert page.notes[0].code == "FONT_UNREADABLE"
    assert page.items[0].glyphs[0].font is None


def test_a_regular_face_is_made_bold_by_a_line(draw: Any, fonted: dict[str, Any]) -> None:
    assert draw(text('Weight="700"'), **fonted).items[0].pen.width == pytest.approx(4 / 36)
    assert draw(text(), **fonted).items[0].pen is None


def test_stroked_text_needs_a_stroke_colour(draw: Any, fonted: dict[str, Any]) -> None:
    code = '<ofd:StrokeColor Value="0 255 0"/><ofd:TextCode X="0" Y="5">甲</ofd:TextCode>'
    item = draw(text('Stroke="true" Fill="false" LineWidth="0.2" CTM="2 0 0 2 0 0"', code), **fonted).items[0]
    assert (item.fill, item.pen.colour, item.pen.width) == (None, Colour(0, 255, 0), 0.4)
    assert draw(text('Stroke="true"'), **fonted).items[0].pen is None
