"""Where characters stand, and the lines they make. GB/T 33190-2016 chapter 11."""

from types import ModuleType

import pytest

from openofd.document.characters import PLACEHOLDER
from openofd.document.document import Document
from openofd.document.pages import Page
from openofd.errors import MalformedDocument


def first(data: bytes) -> Page:
    return Document.open(data).pages[0]


def boxes(page: Page) -> list[tuple[str, float, float, float, float]]:
    """Rounded to a hundredth, as (text, x, y, w, h)."""
    return [
        (each.text, *(round(value, 2) for value in (each.box.x, each.box.y, each.box.w, each.box.h)))
        for each in page.characters()
    ]


def test_characters_stand_above_their_baseline(tiny: ModuleType) -> None:
    assert boxes(first(tiny.ofd(tiny.text("甲乙", x=10, y=20)))) == [
        ("甲", 10, 20.48, 4, 4),
        ("乙", 14, 20.48, 4, 4),
    ]


@pytest.mark.parametrize(
    ("code", "widths"),
    [
        ('<ofd:TextCode X="0" Y="4" DeltaX="2 3">a甲b</ofd:TextCode>', [2, 3, 2]),
        ('<ofd:TextCode X="0" Y="4" DeltaX="g 2 9">a甲b</ofd:TextCode>', [2, 4, 2]),
        ('<ofd:TextCode X="0" Y="4">a甲b</ofd:TextCode>', [2, 4, 2]),
        ('<ofd:TextCode X="0" Y="4" DeltaY="5 5">甲乙丙</ofd:TextCode>', [4, 4, 4]),
    ],
)
def test_a_step_tells_the_width_or_it_is_guessed(tiny: ModuleType, code: str, widths: list[float]) -> None:
    assert [box[3] for box in boxes(first(tiny.ofd(tiny.text("", codes=code))))] == widths


def test_without_steps_characters_follow_each_other(tiny: ModuleType) -> None:
    code = '<ofd:TextCode X="0" Y="4">a甲b</ofd:TextCode>'
    page = first(tiny.ofd(tiny.text("", codes=code)))
    assert [box[1] for box in boxes(page)] == [10, 12, 16]
    assert page.runs()[0].end == 18
    down = tiny.text("", codes=code).replace("Font=", 'ReadDirection="90" Font=')
    assert [box[2] for box in boxes(first(tiny.ofd(down)))] == [10.48, 12.48, 16.48]


def test_turned_characters_keep_their_origin(tiny: ModuleType) -> None:
    turned = tiny.text("甲", x=10, y=20).replace("Font=", 'CharDirection="90" Font=')
    assert boxes(first(tiny.ofd(turned))) == [("甲", 9.52, 24, 4, 4)]


def transformed(tiny: ModuleType, text: str, change: str, glyphs: str, deltas: str) -> Page:
    inner = (
        f"<ofd:CGTransform {change}><ofd:Glyphs>{glyphs}</ofd:Glyphs></ofd:CGTransform>"
        f'<ofd:TextCode X="0" Y="4" DeltaX="{deltas}">{text}</ofd:TextCode>'
    )
    return first(tiny.ofd(tiny.text("", codes=inner)))


def test_steps_count_glyphs_not_characters(tiny: ModuleType) -> None:
    ligature = transformed(tiny, "affi", 'CodePosition="1" CodeCount="3" GlyphCount="1"', "7", "2 9")
    assert [box[:2] + box[3:4] for box in boxes(ligature)] == [
        ("a", 10, 2),
        ("f", 12, 0.67),
        ("f", 12.67, 0.67),
        ("i", 13.33, 0.67),
    ]
    split = transformed(tiny, "甲乙", 'CodePosition="0" GlyphCount="2"', "7 8", "2 2 4")
    assert [box[1] for box in boxes(split)] == [10, 14]


def test_glyphs_one_for_one_stay_apart(tiny: ModuleType) -> None:
    page = transformed(tiny, "甲乙丙", 'CodePosition="1" CodeCount="2" GlyphCount="2"', "7 8", "4 5")
    assert [box[1] for box in boxes(page)] == [10, 14, 19]


def test_a_glyph_without_a_character_is_a_placeholder(tiny: ModuleType) -> None:
    page = transformed(tiny, PLACEHOLDER * 2, 'CodePosition="0" CodeCount="2" GlyphCount="2"', "7 8", "4")
    assert page.text() == "¤¤"
    assert [box[3] for box in boxes(page)] == [4, 4]


def test_positions_count_from_the_object_s_first_character(tiny: ModuleType) -> None:
    codes = (
        '<ofd:CGTransform CodePosition="2" CodeCount="2"><ofd:Glyphs>7</ofd:Glyphs></ofd:CGTransform>'
        '<ofd:TextCode X="0" Y="4" DeltaX="4">甲乙</ofd:TextCode>'
        '<ofd:TextCode X="0" Y="9" DeltaX="2">fia</ofd:TextCode>'
    )
    page = first(tiny.ofd(tiny.text("", codes=codes)))
    assert [box[1] for box in boxes(page)] == [10, 14, 10, 11, 12]


def test_an_empty_text_code_has_no_characters(tiny: ModuleType) -> None:
    page = first(tiny.ofd(tiny.text("", codes='<ofd:TextCode X="0" Y="4" DeltaX="1"/>')))
    assert (page.characters(), page.text()) == ((), "")


def test_glyph_numbers_that_are_none(tiny: ModuleType) -> None:
    page = transformed(tiny, "甲", 'CodePosition="0"', "x", "4")
    with pytest.raises(MalformedDocument, match="XML_VALUE"):
        page.characters()


def test_a_gap_is_a_blank_unless_there_is_one(tiny: ModuleType) -> None:
    words = [("ab", 10), ("cd", 16.9), ("ef ", 25), ("gh", 40)]
    content = "".join(
        tiny.text("", x=x, codes=f'<ofd:TextCode X="0" Y="4" DeltaX="2">{word}</ofd:TextCode>')
        for word, x in words
    )
    assert first(tiny.ofd(content)).text() == "abcd ef gh"
