"""Graphic units, colours, text and path data. GB/T 33190-2016 chapters 8 to 13."""

from dataclasses import replace
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openofd.errors import LimitExceeded, MalformedDocument
from openofd.limits import LIMITS
from openofd.model.colors import FillColor
from openofd.model.graphics import (
    CompositeObject,
    ImageObject,
    PageBlock,
    PageObject,
    PathObject,
    TextObject,
    pattern_of,
)
from openofd.model.page import Page
from openofd.model.paths import path_data
from openofd.model.text import offsets
from openofd.model.units import IDENTITY, Box
from openofd.xml.parser import parse


def objects(tiny: ModuleType, content: str) -> tuple[PageObject, ...]:
    page = Page.parse(tiny.page(content))
    assert page.content is not None
    return page.content.layers[0].units


@pytest.mark.parametrize(
    ("text", "count", "values"),
    [
        ("g 3 5 2.5", 4, (5, 5, 5, 2.5)),
        ("1 2", 4, (1, 2, 2, 2)),
        ("1 2 3", 2, (1, 2)),
        ("g 5000000 1", 2, (1, 1)),
        ("", 3, ()),
        ("1", 0, ()),
    ],
)
def test_deltas(text: str, count: int, values: tuple[float, ...]) -> None:
    assert offsets(text, count) == values


@pytest.mark.parametrize("text", ["g", "g 3", "g x 1", "g -1 1", "x", "nan"])
def test_what_is_no_delta_list(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        offsets(text, 5)


def test_a_delta_bomb_is_refused() -> None:
    with pytest.raises(LimitExceeded, match="LIMIT_EXCEEDED"):
        offsets("g 999999999 1", 3)
    with pytest.raises(LimitExceeded, match="LIMIT_EXCEEDED"):
        offsets("g 11 1", 3, limits=replace(LIMITS, glyphs=10))


@given(st.text(alphabet="g 123.-", max_size=30), st.integers(0, 9))
def test_deltas_never_outgrow_the_text(text: str, count: int) -> None:
    try:
        assert len(offsets(text, count)) <= count
    except (ValueError, LimitExceeded):
        return


def test_path_data() -> None:
    commands = path_data("S 0 0 L 1.5 2 Q 1 2 3 4\nB 1 2 3 4 5 6 A 1 2 90 0 1 5,6 CM 1e1 -2")
    assert "".join(command.operator for command in commands) == "MLQBACM"
    assert commands[-1].operands == (10, -2)
    assert len(commands[4].operands) == 7


@pytest.mark.parametrize("text", ["M 1", "X 1 2", "1 2", "M 1 nan", "M a b", "L 1 2 3"])
def test_what_is_no_path_data(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        path_data(text)


@given(st.text(alphabet="MLQBACS 0123.-e", max_size=30))
def test_path_data_of_any_text_is_read_or_refused(text: str) -> None:
    try:
        assert all(len(command.operands) in {0, 2, 4, 6, 7} for command in path_data(text))
    except ValueError:
        return


def test_objects_come_in_painting_order(tiny: ModuleType) -> None:
    content = (
        '<ofd:PathObject ID="1" Boundary="0 0 1 1"/>'
        '<ofd:PageBlock ID="2"><ofd:PageBlock ID="3"/></ofd:PageBlock><ofd:VideoObject ID="4"/>'
        '<ofd:ImageObject ID="5" Boundary="0 0 1 1" ResourceID="9" CTM="2 0 0 2 0 0"/>'
        '<ofd:CompositeObject ID="6" Boundary="0 0 1 1" ResourceID="9"/>' + tiny.text("甲", identifier=7)
    )
    found = objects(tiny, content)
    assert [type(unit) for unit in found] == [PathObject, PageBlock, ImageObject, CompositeObject, TextObject]
    assert [unit.id for unit in found] == [1, 2, 5, 6, 7]
    assert isinstance(found[1], PageBlock)
    assert found[1].units[0].id == 3


def test_a_text_object(tiny: ModuleType) -> None:
    transform = (
        '<ofd:CGTransform CodePosition="0" CodeCount="2"><ofd:Glyphs>17 42</ofd:Glyphs></ofd:CGTransform>'
    )
    code = '<ofd:TextCode X="1" Y="4" DeltaX="4">\n甲乙\r\n</ofd:TextCode>'
    (unit,) = objects(tiny, tiny.text("", codes=transform + code))
    assert isinstance(unit, TextObject)
    assert (unit.size, unit.font, unit.boundary, unit.fill, unit.stroke) == (
        4,
        2,
        Box(10, 10, 80, 6),
        True,
        False,
    )
    assert unit.cg_transforms[0].glyphs == (17, 42)
    assert (unit.text_codes[0].content, unit.text_codes[0].x, unit.text_codes[0].delta_y) == ("甲乙", 1, None)


def test_defaults_of_an_object(tiny: ModuleType) -> None:
    (unit,) = objects(tiny, '<ofd:PathObject Boundary="0 0 1 1"/>')
    assert isinstance(unit, PathObject)
    assert (unit.id, unit.ctm, unit.has_ctm, unit.alpha, unit.line_width) == (
        None,
        IDENTITY,
        False,
        255,
        None,
    )
    assert (unit.data, unit.rule, unit.visible, unit.clips) == ((), "NonZero", True, None)


def test_clips(tiny: ModuleType) -> None:
    area = '<ofd:Area><ofd:Path Boundary="0 0 1 1"/></ofd:Area>'
    (unit,) = objects(
        tiny,
        '<ofd:PathObject Boundary="0 0 1 1"><ofd:Clips TransFlag="true"><ofd:Clip>'
        f"{area}</ofd:Clip></ofd:Clips></ofd:PathObject>",
    )
    assert isinstance(unit, PathObject)
    assert unit.clips is not None
    assert unit.clips.trans_flag
    assert unit.clips.items[0].areas[0].path is not None


def test_an_object_without_boundary_is_malformed(tiny: ModuleType) -> None:
    (unit,) = objects(tiny, "<ofd:PathObject/>")
    assert isinstance(unit, PathObject)
    with pytest.raises(MalformedDocument, match="PathObject/Boundary"):
        unit.boundary  # noqa: B018


def color(content: str) -> FillColor:
    return FillColor(parse(f"<FillColor {content}</FillColor>".encode()))


def test_colours() -> None:
    assert color("Value='200 0 16'>").value == (200, 0, 16)
    assert color("Value='#ee #20 #25' Alpha='128'>").value == (0xEE, 0x20, 0x25)
    with pytest.raises(MalformedDocument, match="XML_VALUE"):
        color("Value='#xx'>").value  # noqa: B018


def test_gradients_and_patterns() -> None:
    segments = "<Segment Position='0'><Color Value='1 2 3'/></Segment><Segment/>"
    axial = color(f"><AxialShd StartPoint='0 0' EndPoint='1 1' Extend='3'>{segments}</AxialShd>").axial
    assert axial is not None
    assert axial.segments[0].color is not None
    assert axial.segments[1].color is None
    mesh = color("><GouraudShd><Point X='1' Y='2'><Color Value='1'/></Point></GouraudShd>").gouraud
    assert mesh is not None
    assert mesh.points[0].color is not None
    pattern = pattern_of(
        color("><Pattern Width='2' Height='3'><CellContent><PageBlock/></CellContent></Pattern>")
    )
    assert pattern is not None
    assert pattern.cell_content is not None
    assert len(pattern.cell_content.units) == 1
    assert pattern_of(color(">")) is None


def test_a_path_has_a_ceiling() -> None:
    assert len(path_data("C" * LIMITS.path_commands)) == LIMITS.path_commands
    with pytest.raises(LimitExceeded, match="LIMIT_EXCEEDED"):
        path_data("C" * (LIMITS.path_commands + 1))
