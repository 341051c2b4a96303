"""GB/T 33190-2016 8.3.3: patterns."""

import pytest

from openofd.errors import LimitExceeded
from openofd.model.graphics import Pattern
from openofd.model.units import IDENTITY
from openofd.render.displaylist import Colour, Group, PathOp, Tiling
from openofd.render.frame import Frame
from openofd.render.tiles import check_tiles, tiling_of

OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'
ITEM = PathOp(segments=(), fill=Colour(1, 2, 3))


def tiling(attributes: str = "") -> Tiling:
    xml = f'<ofd:Pattern {OFD} Width="4" Height="3" {attributes}/>'
    return tiling_of(Pattern.parse(xml.encode()), (ITEM,), IDENTITY)


def test_a_cell_as_large_as_its_step_is_the_tile() -> None:
    assert (tiling().items, tiling().step) == ((ITEM,), (4, 3))


def test_steps_below_the_size_are_not_possible() -> None:
    assert tiling('XStep="1" YStep="9"').step == (4, 9)


def test_where_the_step_is_larger_the_cell_is_cut() -> None:
    (outer,) = tiling('XStep="6"').items
    assert isinstance(outer, Group)
    (cell,) = outer.items
    assert isinstance(cell, Group)
    assert cell.clips[0].areas[0].segments[2].values == (4, 3)


@pytest.mark.parametrize(
    ("method", "step", "corners"),
    [
        ("Normal", (5, 3), [(1, 1)]),
        ("Column", (10, 3), [(1, 1), (8, 1)]),
        ("Row", (5, 6), [(1, 1), (1, 5)]),
        ("RowAndColumn", (10, 6), [(1, 1), (8, 1), (1, 5), (8, 5)]),
    ],
)
def test_neighbours_are_mirrored(
    method: str, step: tuple[float, float], corners: list[tuple[float, float]]
) -> None:
    found = tiling(f'XStep="5" ReflectMethod="{method}"')
    assert found.step == step
    assert [item.matrix.apply(1, 1) for item in found.items if isinstance(item, Group)] == corners


def test_too_many_tiles_end() -> None:
    check_tiles(tiling(), (0, 0, 1000, 1000))
    check_tiles(tiling(), None)
    with pytest.raises(LimitExceeded, match="tiles"):
        check_tiles(tiling(), (0, 0, 10_000, 10_000))


def test_patterns_within_patterns_end() -> None:
    frame = Frame()
    for _ in range(4):
        frame = frame.tile(alpha=1.0)
    with pytest.raises(LimitExceeded, match="nested"):
        frame.tile(alpha=1.0)
