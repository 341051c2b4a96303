"""Pages as PNG: size, colour, and the ceiling."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image

from openofd.errors import LimitExceeded
from openofd.model.units import Box
from openofd.render.displaylist import Colour, DisplayList, Group, Item, PathOp
from openofd.render.paths import box_path
from openofd.render.png import page_png

RED, GREY = Colour(200, 0, 0), Colour(90, 90, 90)


def page(*items: Item, width: float = 51, height: float = 30) -> DisplayList:
    return DisplayList(box=(10, 20, 10 + width, 20 + height), items=items)


def square(colour: Colour) -> PathOp:
    return PathOp(segments=box_path(Box(20, 25, 10, 10)), fill=colour)


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


@pytest.mark.parametrize(("dpi", "size"), [(25.4, (51, 30)), (150, (301, 177)), (1, (2, 1))])
def test_the_size_follows_the_resolution(dpi: float, size: tuple[int, int]) -> None:
    assert opened(page_png(page(), dpi=dpi)).size == size


def test_the_resolution_is_told() -> None:
    assert opened(page_png(page(), dpi=150)).info["dpi"] == pytest.approx((150, 150), abs=0.1)


@pytest.mark.parametrize(
    ("items", "mode"),
    [((), "L"), ((square(GREY),), "L"), ((square(RED),), "RGB"), ((Group(items=(square(RED),)),), "RGB")],
)
def test_a_page_without_colour_is_grey(items: tuple[Item, ...], mode: str) -> None:
    assert opened(page_png(page(*items))).mode == mode


@pytest.mark.parametrize("colour", [RED, GREY])
def test_what_is_drawn_is_seen(colour: Colour) -> None:
    image = opened(page_png(page(square(colour)), dpi=25.4)).convert("RGB")
    assert [image.getpixel(at) for at in ((15, 10), (5, 10), (25, 10))] == [
        colour[:3],
        (255,) * 3,
        (255,) * 3,
    ]


def test_the_same_page_gives_the_same_bytes() -> None:
    assert page_png(page(square(RED))) == page_png(page(square(RED)))


@pytest.mark.parametrize(("width", "dpi"), [(20_000, 150), (300, 20_000), (20_000, 60)])
def test_too_many_pixels_are_refused(width: float, dpi: float) -> None:
    with pytest.raises(LimitExceeded, match="LIMIT_EXCEEDED"):
        page_png(page(width=width, height=20_000), dpi=dpi)


@pytest.mark.parametrize("dpi", [0, -1, float("nan"), float("inf")])
def test_a_resolution_is_above_zero(dpi: float) -> None:
    with pytest.raises(ValueError, match=str(dpi)):
        page_png(page(), dpi=dpi)


@pytest.mark.parametrize("width", range(50, 58))
def test_every_width_of_a_row(width: int, draw: Callable[..., Any]) -> None:
    for colour in (RED, GREY):
        image = opened(page_png(page(square(colour), width=width), dpi=25.4)).convert("RGB")
        assert image.getpixel((width - 1, 0)) == (255, 255, 255)
        assert image.getpixel((19, 14)) == colour[:3]
