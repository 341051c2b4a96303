"""The PDF looks as the SVG does: each feature of the display list, drawn by pdfium and by resvg.

Compared millimetre by millimetre, for the two smooth edges differently.
"""

import io
from collections.abc import Callable
from dataclasses import replace

import pytest
import resvg_py
from PIL import Image, ImageChops

from openofd.fonts.outlines import OutlineFont, Segment
from openofd.model.units import Box, Matrix
from openofd.render.displaylist import (
    Blend,
    Clip,
    ClipArea,
    Colour,
    DisplayList,
    Glyphs,
    Gradient,
    Group,
    Item,
    Mesh,
    PathOp,
    Pen,
    Picture,
    PlacedGlyph,
    Raster,
    Stop,
    Tiling,
    Triangle,
)
from openofd.render.matrix import turning
from openofd.render.paths import box_path, rounded_box
from openofd.render.png import page_png
from openofd.render.svg import write_svg

SIZE = (30, 20)
DPI = 762  # thirty pixels to the millimetre
RED, GREEN, BLUE, PALE = Colour(200, 0, 0), Colour(0, 160, 60), Colour(20, 40, 220), Colour(250, 240, 200)
BOX = box_path(Box(0, 0, 12, 8))
AT = Matrix.translation(5, 4)
TURNED = turning(20).then(Matrix(1.5, 0, 0, 1, 8, 3))
GROUND = PathOp(segments=box_path(Box(2, 2, 14, 9)), fill=PALE)
RAINBOW = (Stop(0, RED), Stop(0.5, GREEN), Stop(0.5, PALE), Stop(1, BLUE))
FADING = (Stop(0, RED), Stop(1, BLUE.faded(0)))
RING = (*BOX, *box_path(Box(3, 2, 6, 4)))
ARCS = (
    Segment("M", (1, 6)),
    Segment("A", (5, 3, 30, 0, 1, 11, 6)),
    Segment("A", (1, 1, 0, 1, 0, 12, 1)),
    Segment("Q", (6, 9, 1, 6)),
    Segment("Z"),
)


def triangle(*colours: Colour) -> Mesh:
    one, two, three = colours
    return Mesh(triangles=(Triangle(((0, 0), (12, 0), (6, 8)), (one, two, three)),))


def linear(*stops: Stop, **more: object) -> Gradient:
    return Gradient(start=(2, 0), end=(10, 0), stops=stops, **more)  # type: ignore[arg-type]


def radial(*stops: Stop, **more: object) -> Gradient:
    return Gradient(start=(5, 4), end=(6, 4), radii=(1, 5), stops=stops, **more)  # type: ignore[arg-type]


def tiles(*items: Item, **more: object) -> Tiling:
    return Tiling(items=items or (PathOp(segments=box_path(Box(0, 0, 2, 1)), fill=RED),), step=(4, 2), **more)  # type: ignore[arg-type]


def picture(mode: str = "RGB", kind: str = "PNG", *, look: str = "", **more: object) -> Picture:
    image = Image.linear_gradient("L").resize((120, 84)).convert("L")
    whole = Image.merge("RGB", (image, image.point(lambda v: 255 - v), image.rotate(180)))
    if look == "ink":
        whole = Image.new("RGB", (120, 84), "white")
        whole.paste((210, 10, 20), (30, 21, 90, 63))
    if mode in {"RGBA", "LA"}:
        whole.putalpha(image)
    buffer = io.BytesIO()
    whole.convert(mode).save(buffer, kind, **({"quality": 95} if kind == "JPEG" else {}))
    place = {"matrix": Matrix(20, 0, 0, 14, 4, 3), "media_type": f"image/{kind.lower()}", **more}
    return Picture(data=buffer.getvalue(), **place)  # type: ignore[arg-type]


def mask() -> Raster:
    buffer = io.BytesIO()
    image = Image.new("1", (8, 8))
    image.paste(1, (2, 2, 8, 6))
    image.save(buffer, "PNG")
    return Raster(buffer.getvalue(), "image/png")


def path(**more: object) -> PathOp:
    return PathOp(**{"segments": BOX, "matrix": AT, **more})  # type: ignore[arg-type]


def clipped(*areas: ClipArea) -> PathOp:
    return path(segments=box_path(Box(-9, -9, 40, 30)), fill=BLUE, clips=(Clip(areas=areas),))


REVERSED = (
    Segment("M", (0, 0)),
    Segment("L", (0, 8)),
    Segment("L", (12, 8)),
    Segment("L", (12, 0)),
    Segment("Z"),
)
RING_REVERSED = (
    *REVERSED,
    *(Segment("M", (3, 2)), Segment("L", (9, 2)), Segment("L", (9, 6)), Segment("L", (3, 6)), Segment("Z")),
)
PAGES: dict[str, tuple[Item, ...]] = {
    "filled": (path(fill=RED),),
    "stroked": (path(pen=Pen(colour=BLUE, width=1.2)),),
    "both": (path(matrix=TURNED, fill=RED, pen=Pen(colour=BLUE, width=1.2)),),
    "both, see-through": (GROUND, path(fill=RED.faded(0.5), pen=Pen(colour=BLUE.faded(0.5), width=2))),
    "even-odd": (path(segments=RING, fill=RED, even_odd=True), path(segments=RING, matrix=TURNED, fill=BLUE)),
    "curves and arcs": (path(segments=ARCS, fill=RED, pen=Pen(colour=BLUE, width=0.5)),),
    "round corners": (path(segments=rounded_box(Box(0, 0, 12, 8), 3, 2), fill=GREEN),),
    "dashes": (path(pen=Pen(colour=BLUE, width=1, dashes=(3, 2), dash_offset=1, cap="round")),),
    "dashes with an offset below zero": (path(pen=Pen(colour=BLUE, width=1, dashes=(3, 2), dash_offset=-1)),),
    "joins": (
        path(pen=Pen(colour=BLUE, width=2, join="round")),
        path(matrix=TURNED, pen=Pen(colour=RED, join="bevel", width=2)),
    ),
    "axial": (path(fill=linear(*RAINBOW)),),
    "axial, ends cut": (path(fill=linear(*RAINBOW, extend=(False, False))),),
    "axial, one colour": (path(fill=linear(Stop(0, RED), Stop(1, RED))),),
    "axial, turned": (path(matrix=TURNED, fill=linear(*RAINBOW)),),
    "axial, fading": (GROUND, path(matrix=TURNED, fill=linear(*FADING))),
    "radial": (path(fill=radial(*RAINBOW)),),
    "radial, fading": (GROUND, path(fill=radial(*FADING))),
    "radial, elliptic": (path(fill=radial(*RAINBOW, matrix=Matrix(1.5, 0, 0, 0.7, 0, 0))),),
    "mesh": (path(fill=triangle(RED, GREEN, BLUE)),),
    "mesh with background": (path(fill=replace(triangle(RED, GREEN, BLUE), background=PALE)),),
    "mesh, fading": (GROUND, path(fill=triangle(RED, GREEN, BLUE.faded(0)))),
    "painted line": (path(pen=Pen(colour=RED, paint=linear(*RAINBOW), width=2)),),
    "clip": (clipped(ClipArea(BOX, TURNED)),),
    "clip with a hole": (clipped(ClipArea(RING, AT, even_odd=True)),),
    "clip by arcs": (clipped(ClipArea(ARCS, AT)),),
    "clip by two areas that turn differently": (
        clipped(ClipArea(BOX, AT), ClipArea(REVERSED, Matrix.translation(9, 6))),
    ),
    "clip by nothing": (clipped(),),
    "clip by an area and a ring that turns differently": (
        clipped(ClipArea(BOX, Matrix(1, 0, 0, 0.5, 16, 10)), ClipArea(RING_REVERSED, AT)),
    ),
    "group, grey mesh": (Group(items=(path(fill=triangle(RED, GREEN, BLUE)),), grey=True),),
    "group without white, plain paints": (
        GROUND,
        Group(items=(path(fill=Colour(255, 255, 255)), path(fill=RED, matrix=TURNED)), clear_white=True),
    ),
    "clips that meet": (
        path(fill=RED, clips=(Clip(areas=(ClipArea(BOX, TURNED),)), Clip(areas=(ClipArea(BOX),)))),
        path(
            fill=BLUE,
            matrix=Matrix.translation(14, 9),
            clips=(Clip(areas=(ClipArea(BOX, Matrix.translation(16, 10)),)),),
        ),
    ),
    "group": (
        Group(items=(path(fill=RED), path(fill=linear(*RAINBOW))), matrix=Matrix(0.5, 0, 0, 1.5, 3, 0)),
    ),
    "group, see-through": (GROUND, Group(items=(path(fill=RED), path(fill=BLUE, matrix=TURNED)), alpha=0.5)),
    "group, grey": (Group(items=(path(fill=RED), path(fill=linear(*RAINBOW), matrix=TURNED)), grey=True),),
    "group without white": (GROUND, Group(items=(picture(look="ink"),), clear_white=True)),
    "group without white, grey": (GROUND, Group(items=(picture(look="ink"),), clear_white=True, grey=True)),
    "picture": (picture(),),
    "picture, grey": (picture("L"),),
    "picture of two colours": (picture("1"),),
    "picture with a palette": (picture("P"),),
    "picture, see-through": (GROUND, picture("RGBA")),
    "picture, grey and see-through": (GROUND, picture("LA")),
    "picture, JPEG": (picture(kind="JPEG"),),
    "picture, turned and faded": (GROUND, picture(matrix=Matrix(10, 4, -4, 10, 10, 3), alpha=0.5)),
    "picture with a mask": (GROUND, picture(mask=mask())),
}
TILED: dict[str, tuple[Item, ...]] = {
    "tiles": (path(fill=tiles()),),
    "tiles, turned": (path(matrix=TURNED, fill=tiles(matrix=turning(30))),),
    "tiles of tiles": (path(fill=tiles(PathOp(segments=box_path(Box(0, 0, 3, 2)), fill=tiles()))),),
    "tiled line": (path(pen=Pen(colour=RED, paint=tiles(), width=2)),),
}


@pytest.fixture
def differing() -> Callable[..., float]:
    """The largest difference of any millimetre of the page, 0–255."""

    def compare(*items: Item) -> float:
        page = DisplayList(box=(0, 0, *SIZE), items=items)
        pictures = (
            page_png(page, dpi=DPI),
            bytes(resvg_py.svg_to_bytes(svg_string=write_svg(page), dpi=DPI, skip_system_fonts=True)),
        )
        one, two = (
            Image.open(io.BytesIO(data)).convert("RGB").resize(SIZE, Image.Resampling.BOX)
            for data in pictures
        )
        assert one.getextrema() != ((255, 255),) * 3 or two.getextrema() == one.getextrema()
        return max(high for _, high in ImageChops.difference(one, two).getextrema())

    return compare


@pytest.mark.parametrize("items", PAGES.values(), ids=PAGES)
def test_one_picture(items: tuple[Item, ...], differing: Callable[..., float]) -> None:
    assert differing(*items) <= 16


@pytest.mark.parametrize("items", TILED.values(), ids=TILED)
def test_one_picture_of_tiles(items: tuple[Item, ...], differing: Callable[..., float]) -> None:
    """pdfium lays tiles out in whole pixels."""
    assert differing(*items) <= 60


@pytest.mark.parametrize(("blend", "colour"), [("darken", (120, 200, 200)), ("multiply", (118, 188, 200))])
def test_blending(blend: Blend, colour: tuple[int, int, int]) -> None:
    """The SVG does not blend where style attributes are refused."""
    above = path(fill=Colour(120, 200, 255), blend=blend)
    for items in ((GROUND, above), (GROUND, Group(items=(replace(above, blend="normal"),), blend=blend))):
        data = page_png(DisplayList(box=(0, 0, *SIZE), items=items), dpi=25.4)
        seen = Image.open(io.BytesIO(data)).getpixel((8, 7))
        assert seen == pytest.approx(colour, abs=1)


def test_a_line_with_the_colours_of_a_mesh() -> None:
    """The SVG takes one colour of it."""
    paint = replace(triangle(RED, RED, BLUE), background=PALE)
    item = path(pen=Pen(colour=GREEN, paint=paint, width=2))
    data = page_png(DisplayList(box=(0, 0, *SIZE), items=(item,)), dpi=254)
    image = Image.open(io.BytesIO(data))
    assert image.getpixel((45, 80)) == PALE[:3]
    assert image.getpixel((110, 41)) == pytest.approx(RED[:3], abs=12)
    assert image.getpixel((110, 80)) == (255, 255, 255)


def glyphs(font: OutlineFont, **more: object) -> Glyphs:
    placed = tuple(PlacedGlyph(font, 1, "甲", Matrix(9, 1, -1, -9, 3 + 8 * n, 12)) for n in range(3))
    return Glyphs(glyphs=placed, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "more",
    [
        {"fill": RED},
        {"fill": RED.faded(0.3)},
        {"pen": Pen(colour=BLUE, width=0.6)},
        {"fill": RED, "pen": Pen(colour=RED, width=1, join="round")},
        {"fill": linear(*RAINBOW), "paint_matrix": Matrix(2, 0, 0, 2, 1, 1)},
        {"fill": RED, "clips": (Clip(areas=(ClipArea(BOX, AT),)),)},
    ],
    ids=["filled", "see-through", "stroked", "bold", "shaded", "clipped"],
)
def test_one_text(tiny_font: bytes, differing: Callable[..., float], more: dict[str, object]) -> None:
    assert differing(GROUND, glyphs(OutlineFont(tiny_font), **more)) <= 16
