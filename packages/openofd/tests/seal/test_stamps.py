"""Straddle seals: every strip at its edge, together the whole seal."""

import pytest

from openofd.errors import SigningFailed
from openofd.model.units import Box
from openofd.seal.stamps import Edge, Stamp, straddle

PAGE = Box(0, 0, 210, 297)


def sheets(count: int, box: Box = PAGE) -> list[tuple[int, Box]]:
    return [(100 + number, box) for number in range(count)]


def test_two_pages_as_in_the_standards_example() -> None:
    assert straddle(sheets(2), width=40, height=40, offset=120) == (
        Stamp(page_id=100, boundary=Box(190, 120, 40, 40), clip=Box(0, 0, 20, 40)),
        Stamp(page_id=101, boundary=Box(170, 120, 40, 40), clip=Box(20, 0, 20, 40)),
    )


@pytest.mark.parametrize("count", [2, 3, 4, 7])
@pytest.mark.parametrize("edge", ["left", "right", "top", "bottom"])
def test_strips_lie_at_the_edge_and_make_up_the_seal(edge: Edge, count: int) -> None:
    box = Box(5, 10, 200, 280)
    stamps = straddle(sheets(count, box), width=42, height=30, offset=50, edge=edge)
    from_side = {
        "left": lambda shown: shown.x - box.x,
        "top": lambda shown: shown.y - box.y,
        "right": lambda shown: shown.right - box.right,
        "bottom": lambda shown: shown.bottom - box.bottom,
    }
    assert [from_side[edge](stamp.shown) for stamp in stamps] == pytest.approx([0] * count)
    upright = edge in {"left", "right"}
    clips = [stamp.clip for stamp in stamps]
    strips = sorted((clip.x, clip.right) if upright else (clip.y, clip.bottom) for clip in clips)
    assert strips[0][0] == 0
    assert strips[-1][1] == pytest.approx(42 if upright else 30)
    assert [end for _, end in strips[:-1]] == pytest.approx([start for start, _ in strips[1:]])


@pytest.mark.parametrize(("edge", "first"), [("right", 0), ("bottom", 0), ("left", 1), ("top", 1)])
def test_the_first_page_lies_on_top(edge: Edge, first: int) -> None:
    """Fanned to the right the lower sheets show further right, fanned to the left further left."""
    stamps = straddle(sheets(2), width=40, height=40, offset=0, edge=edge)
    starts = [stamp.clip.x + stamp.clip.y for stamp in stamps]
    assert starts == ([0, 20] if first == 0 else [20, 0])


def test_the_offset_is_measured_from_the_page_box() -> None:
    stamps = straddle(sheets(2, Box(5, 10, 200, 280)), width=40, height=40, offset=50)
    assert {stamp.boundary.y for stamp in stamps} == {60}
    stamps = straddle(sheets(2, Box(5, 10, 200, 280)), width=40, height=40, offset=50, edge="top")
    assert {stamp.boundary.x for stamp in stamps} == {55}


@pytest.mark.parametrize(("count", "sizes"), [(20, [20]), (21, [10, 11]), (45, [15, 15, 15])])
def test_many_pages_bear_several_seals(count: int, sizes: list[int]) -> None:
    stamps = straddle(sheets(count), width=40, height=40, offset=0)
    assert [stamp.page_id for stamp in stamps] == [100 + number for number in range(count)]
    begins = [number for number, stamp in enumerate(stamps) if stamp.clip.x == 0]
    assert [b - a for a, b in zip(begins, [*begins[1:], count], strict=True)] == sizes


@pytest.mark.parametrize(("count", "width", "most"), [(1, 40, 20), (0, 40, 20), (2, 0, 20), (2, 40, 1)])
def test_what_makes_no_straddle_seal_is_refused(count: int, width: float, most: int) -> None:
    with pytest.raises(SigningFailed, match="STAMP_GEOMETRY"):
        straddle(sheets(count), width=width, height=40, offset=0, most=most)
