"""SVG seals: what we know is drawn anew, nothing active or foreign gets through."""

import base64
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from PIL import Image

from openofd.errors import LimitExceeded, MalformedDocument, OpenOfdError
from openofd.model.units import IDENTITY
from openofd.render.displaylist import Colour, DisplayList, Glyphs, PathOp, Picture
from openofd.render.library import Fonts
from openofd.render.notes import Notes
from openofd.render.svg import write_svg
from openofd.render.svgpicture import svg_picture

SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
RED = Colour(255, 0, 0)


def drawn(
    inner: str, *, fonts: Fonts | None = None, attributes: str = 'viewBox="0 0 10 10"'
) -> tuple[Any, Notes]:
    notes = Notes()
    data = f"<svg {SVG} {attributes}>{inner}</svg>".encode()
    group = svg_picture(data, IDENTITY, notes, fonts or Fonts(installed=False), where="S")
    return group, notes


def one(inner: str, **more: Any) -> Any:
    (item,) = drawn(inner, **more)[0].items
    return item


@pytest.mark.parametrize(
    ("inner", "what"),
    [
        ("<script>alert(1)</script>", ["script"]),
        ('<foreignObject><iframe src="http://x/"/></foreignObject>', ["foreignObject"]),
        ('<image href="http://x/a.png" width="9" height="9"/>', ["image"]),
        ('<image xlink:href="file:///etc/passwd" width="9" height="9"/>', ["image"]),
        ('<image href="data:image/svg+xml;base64,PHN2Zy8+" width="9" height="9"/>', ["image"]),
        ('<use href="http://x/a.svg#b"/>', ["use"]),
        ('<use href="#nowhere"/>', ["use"]),
        ('<animate attributeName="x"/>', ["animate"]),
        ('<style>@import "http://x/a.css"; .a{fill:url(http://x/)}</style>', []),
        ('<a href="javascript:alert(1)"/>', []),
        ('<rect onclick="alert(1)" style="behavior:url(http://x/)"/>', []),
    ],
)
def test_what_is_active_or_foreign_is_left_out(inner: str, what: list[str]) -> None:
    group, notes = drawn(inner)
    assert group.items == ()
    assert [(note.code, note.where) for note in notes.all()] == [("SVG_PART", f"S {name}") for name in what]


def test_nothing_of_the_file_stands_in_what_is_written() -> None:
    group, _ = drawn('<rect id="evil" class="evil" width="5" height="5" onload="evil()" data-x="evil"/>')
    assert "evil" not in write_svg(DisplayList(box=(0, 0, 1, 1), items=(group,)))


@pytest.mark.parametrize(
    ("shape", "ops"),
    [
        ('<rect width="4" height="3"/>', "MLLLZ"),
        ('<rect width="4" height="3" rx="1"/>', "MLALALALAZ"),
        ('<circle r="3"/>', "MAAZ"),
        ('<ellipse rx="3" ry="2"/>', "MAAZ"),
        ('<line x2="3" stroke="red"/>', "ML"),
        ('<polyline points="0,0 1,1 2 0"/>', "MLL"),
        ('<polygon points="0,0 1,1 2 0"/>', "MLLZ"),
        ('<path d="m1 1l1 0h1v1H0V0zM0 0c0 1 1 1 1 0s1 1 1 0q1 1 2 0t2 0a1 1 0 01.5.5"/>', "MLLLLLZMCCQQA"),
    ],
)
def test_shapes(shape: str, ops: str) -> None:
    assert [segment.op for segment in one(shape).segments] == list(ops)


def test_relative_coordinates_handles_and_glued_flags() -> None:
    values = [s.values for s in one('<path d="m1 1 1 0c0 1 1 1 1 0s1-1 1 0a1 2 0 01.5.5"/>').segments]
    assert values[1:4] == [(2, 1), (2, 2, 3, 2, 3, 1), (3, 0, 4, 0, 4, 1)]
    assert values[4] == (1, 2, 0, 0, 1, 4.5, 1.5)


def test_a_broken_path_ends_where_it_breaks() -> None:
    assert len(one('<path d="M0 0L1 1L2 bad"/>').segments) == 2


@pytest.mark.parametrize(
    "attributes", ['viewBox="5 5 10 20"', 'width="10" height="20"', 'width="10mm" height="20mm"']
)
def test_the_picture_fills_the_unit_square(attributes: str) -> None:
    size = 96 / 25.4 if "mm" in attributes else 1
    start = 5 if "viewBox" in attributes else 0
    item = one('<circle r="3"/>', attributes=attributes)
    assert item.matrix.apply(start + 10 * size, start + 20 * size) == pytest.approx((1, 1))


@pytest.mark.parametrize(
    ("transform", "place"),
    [
        ("translate(1 2)", (2, 3)),
        ("translate(1)", (2, 1)),
        ("scale(2)", (2, 2)),
        ("rotate(90)", (-1, 1)),
        ("rotate(90 1 0)", (0, 0)),
        ("matrix(1 0 0 1 3 4)", (4, 5)),
        ("skewX(45)", (2, 1)),
        ("skewY(45)", (1, 2)),
        ("translate(1 0) scale(2)", (3, 2)),
        ("nonsense", (1, 1)),
    ],
)
def test_transforms(transform: str, place: tuple[float, float]) -> None:
    item = one(f'<g transform="{transform}"><circle r="3"/></g>', attributes='viewBox="0 0 1 1"')
    assert item.matrix.apply(1, 1) == pytest.approx(place)


@pytest.mark.parametrize(
    ("look", "fill"),
    [
        ('fill="red"', RED),
        ('fill="#f00"', RED),
        ('fill="#FF0000"', RED),
        ('fill="rgb(255, 0, 0)"', RED),
        ('fill="rgb(100%,0%,0%)"', RED),
        ('fill="rgba(255,0,0,0.5)"', RED.faded(0.5)),
        ('style="fill: red !important"', RED),
        ('class="a b"', RED),
        ('fill="red" fill-opacity="50%" opacity=".5"', RED.faded(0.25)),
        ('fill="url(#g)"', RED),
        ('fill="#zz0000"', Colour(0, 0, 0)),
        ("", Colour(0, 0, 0)),
    ],
)
def test_fills(look: str, fill: Colour) -> None:
    ahead = "<style>.b{fill:red}</style>"
    ahead += '<linearGradient id="g"><stop stop-color="red"/><stop stop-color="blue"/></linearGradient>'
    assert one(f'{ahead}<circle r="3" {look}/>').fill == fill


def test_lines() -> None:
    look = (
        'stroke="red" stroke-width="2" stroke-linecap="round" stroke-linejoin="bevel" stroke-dasharray="1,2"'
    )
    item = one(f'<g {look}><circle r="3" fill="none" fill-rule="evenodd"/></g>')
    assert (item.fill, item.pen.width, item.pen.cap, item.pen.join) == (None, 2, "round", "bevel")
    assert (item.pen.dashes, item.pen.colour, item.even_odd) == ((1, 2), RED, True)


@pytest.mark.parametrize(
    "hidden", ['display="none"', 'visibility="hidden"', 'style="display:none"', 'fill="none"']
)
def test_what_is_hidden_is_not_drawn(hidden: str) -> None:
    assert drawn(f'<g {hidden}><circle r="3"/></g>')[0].items == ()


def test_uses_and_symbols() -> None:
    ahead = '<defs><circle id="c" r="3"/><symbol id="s"><circle r="1"/><circle r="2"/></symbol></defs>'
    group, _ = drawn(f'{ahead}<use xlink:href="#c" x="1"/><use href="#s"/>', attributes='viewBox="0 0 1 1"')
    assert [item.matrix.e for item in group.items] == [1, 0, 0]


def test_raster_images_within_the_file() -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (2, 2)).save(buffer, "PNG")
    address = "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()
    item = one(f'<image x="2" y="3" width="4" height="5" href="{address}"/>', attributes='viewBox="0 0 1 1"')
    assert isinstance(item, Picture)
    assert item.matrix.apply(1, 1) == (6, 8)


def test_texts(make_tiny_font: Any) -> None:
    fonts = Fonts(given=[make_tiny_font({"甲": (500, 800, 600)})], installed=False)
    place = 'x="5" y="2" font-size="10" text-anchor="middle" fill="red"'
    item = one(
        f'<text {place}>甲<tspan x="1" dy="3">甲</tspan></text>', fonts=fonts, attributes='viewBox="0 0 1 1"'
    )
    assert isinstance(item, Glyphs)
    assert item.fill == RED
    assert [glyph.matrix.apply(0, 0) for glyph in item.glyphs] == [(2, 2), (-2, 5)]


def test_text_on_a_path_is_told() -> None:
    _, notes = drawn('<text><textPath href="#p">甲</textPath></text>')
    assert [note.where for note in notes.all()] == ["S textPath"]


def test_a_doctype_that_declares_nothing_is_no_harm() -> None:
    data = (
        f'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://x/svg11.dtd"><svg {SVG} viewBox="0 0 1 1"/>'
    )
    assert svg_picture(data.encode(), IDENTITY, Notes(), Fonts()).items == ()


@pytest.mark.parametrize(
    "data",
    [
        b"<html/>",
        b"<svg",
        b"<svg/>",
        b'<svg viewBox="0 0 0 1"/>',
        b'<!DOCTYPE svg [<!ENTITY a "b">]><svg viewBox="0 0 1 1">&a;</svg>',
    ],
)
def test_what_is_no_svg_is_refused(data: bytes) -> None:
    with pytest.raises(MalformedDocument):
        svg_picture(data, IDENTITY, Notes(), Fonts())


@pytest.mark.parametrize(
    "inner",
    [
        '<g id="a"><use href="#a"/></g>',
        "".join(f'<g id="n{n}"><use href="#n{n + 1}"/><use href="#n{n + 1}"/></g>' for n in range(20)),
    ],
)
def test_uses_without_end_end(inner: str) -> None:
    with pytest.raises(LimitExceeded):
        drawn(inner)


WORDS = st.sampled_from(["g", "path", "use", "text", "image", "rect", "svg", "style", "switch", "tspan"])
VALUES = st.one_of(
    st.text(max_size=12), st.sampled_from(["1e999", "-1", "url(#a)", "#a", "M0 0a1 1 0 0", "rotate(nan)"])
)
NAMES = st.sampled_from(
    ["d", "x", "width", "href", "transform", "style", "fill", "font-size", "viewBox", "points", "r"]
)


@given(st.lists(st.tuples(WORDS, st.dictionaries(NAMES, VALUES, max_size=3)), max_size=6))
def test_no_svg_raises_anything_else(elements: list[tuple[str, dict[str, str]]]) -> None:
    root = etree.Element("svg", viewBox="0 0 9 9")
    for name, attributes in elements:
        try:
            root = etree.SubElement(root, name, attributes)
        except ValueError:
            continue  # characters that no XML can hold
    data = etree.tostring(root.getroottree())
    try:
        group = svg_picture(data, IDENTITY, Notes(), Fonts(installed=False))
    except OpenOfdError:
        return
    etree.fromstring(write_svg(DisplayList(box=(0, 0, 1, 1), items=(group,))))


def test_a_seal_is_cut_at_the_edges_of_its_picture() -> None:
    group, _ = drawn('<circle r="300"/>')
    assert isinstance(group.items[0], PathOp)
    assert group.clips[0].areas[0].segments[2].values == (1, 1)
