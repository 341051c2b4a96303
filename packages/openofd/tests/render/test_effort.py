"""How long a page would take: by what is painted, how often, and how much of the page."""

from dataclasses import replace

import pytest

from openofd.errors import LimitExceeded
from openofd.model.units import Box, Matrix
from openofd.render.displaylist import (
    Clip,
    ClipArea,
    Colour,
    DisplayList,
    Gradient,
    Group,
    Item,
    PathOp,
    Stop,
    Tiling,
)
from openofd.render.effort import effort
from openofd.render.paths import box_path
from openofd.render.png import page_png

RED = Colour(200, 0, 0)
SHEET = PathOp(segments=box_path(Box(0, 0, 210, 297)), fill=RED)
CORNER = PathOp(segments=box_path(Box(0, 0, 21, 29.7)), fill=RED)
FADING = Gradient(start=(0, 0), end=(9, 9), stops=(Stop(0, RED), Stop(1, RED.faded(0))))


def page(*items: Item) -> DisplayList:
    return DisplayList(box=(0, 0, 210, 297), items=items)


def test_an_everyday_page_needs_no_look() -> None:
    assert effort(page(*[SHEET] * 100)) == 0


def test_many_sheets_add_up() -> None:
    assert effort(page(*[SHEET] * 1000)) == pytest.approx(5000)


def test_small_things_cost_less() -> None:
    assert effort(page(*[CORNER] * 1000)) == pytest.approx(50)


def test_what_is_clipped_away_costs_nothing() -> None:
    clip = Clip(areas=(ClipArea(CORNER.segments),))
    assert effort(page(*[replace(SHEET, clips=(clip,))] * 1000)) == pytest.approx(50)


@pytest.mark.parametrize(
    "item",
    [
        replace(SHEET, blend="multiply"),
        replace(SHEET, fill=FADING),
        replace(SHEET, fill=Tiling(items=(CORNER,), step=(3, 3))),
        Group(items=(SHEET,), alpha=0.5),
        Group(items=(Group(items=(replace(SHEET, blend="darken"),), matrix=Matrix(0.5, 0, 0, 0.5)),)),
    ],
)
def test_costly_paints_count_at_once(item: Item) -> None:
    assert effort(page(item)) > effort(page(*[SHEET] * 201)) / 201


def test_too_much_is_refused() -> None:
    bomb = page(*[replace(SHEET, blend="multiply")] * 100)
    with pytest.raises(LimitExceeded, match="LIMIT_EXCEEDED"):
        page_png(bomb)


def test_fewer_pixels_are_allowed() -> None:
    assert page_png(page(*[replace(SHEET, blend="multiply")] * 100), dpi=20)
