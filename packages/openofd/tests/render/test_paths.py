"""GB/T 33190-2016 9.1: AbbreviatedData."""

import pytest

from openofd.errors import LimitExceeded, MalformedDocument
from openofd.fonts.outlines import Segment
from openofd.model.graphics import PathObject
from openofd.model.paths import path_data
from openofd.model.units import IDENTITY, Box
from openofd.render.matrix import turning
from openofd.render.paths import box_path, extent, segments_of, shape_of, within


@pytest.mark.parametrize(
    ("data", "segments"),
    [
        ("M 1 2 L 3 4", [("M", (1, 2)), ("L", (3, 4))]),
        ("M 0 0 Q 1 2 3 4", [("M", (0, 0)), ("Q", (1, 2, 3, 4))]),
        ("M 0 0 B 1 2 3 4 5 6", [("M", (0, 0)), ("C", (1, 2, 3, 4, 5, 6))]),
        ("M 0 0 A 5 5 0 0 1 9 9", [("M", (0, 0)), ("A", (5, 5, 0, 0, 1, 9, 9))]),
        ("S 0 0 L 1 1 CM 2 2", [("M", (0, 0)), ("L", (1, 1)), ("Z", ()), ("M", (2, 2))]),
        ("L 1 2", [("M", (0, 0)), ("L", (1, 2))]),
        ("", []),
    ],
)
def test_operators(data: str, segments: list[tuple[str, tuple[float, ...]]]) -> None:
    assert segments_of(path_data(data)) == tuple(Segment(*each) for each in segments)


def test_absurd_numbers_are_held_back() -> None:
    assert segments_of(path_data("M 1e300 -1e300"))[0].values == (1e6, -1e6)


def test_extent_of_a_turned_box() -> None:
    assert extent(box_path(Box(0, 0, 4, 2)), turning(90)) == pytest.approx((-2, 0, 0, 4))


@pytest.mark.parametrize("degrees", [0, 45])
def test_extent_of_an_arc_contains_the_ellipse(degrees: float) -> None:
    found = extent(segments_of(path_data("M 0 5 A 5 5 0 1 1 10 5")), turning(degrees))
    x, y = turning(degrees).apply(5, 5)
    assert found is not None
    assert within((x - 5, y - 5, x + 5, y + 5), found)


def test_nothing_has_no_extent() -> None:
    assert extent((), IDENTITY) is None


def test_within_counts_the_edge() -> None:
    assert within((0, 0, 1, 1), (0, 0, 1, 1))
    assert not within((0, 0, 1, 1.1), (0, 0, 1, 1))


def written(text: str) -> PathObject:
    data = f"<o:AbbreviatedData>{text}</o:AbbreviatedData>"
    return PathObject.parse(f'<o:PathObject xmlns:o="x">{data}</o:PathObject>'.encode())


@pytest.mark.parametrize(
    "text",
    [
        "M 1 2 L 3 4 C",
        "M1 2L3 4C",
        "L 1 2",
        "S 1 2 B 1 2 3 4 5 6 Q 1 2 3 4 A 1 2 3 0 1 5 6 CM 0 0",
        "M 1e3 2 L 12345678 0.12345678",
        "M -1,-2 L +3 .5",
        "",
    ],
)
def test_quick_and_careful_reading_agree(text: str) -> None:
    unit = written(text)
    assert shape_of(unit, unit.data_text) == segments_of(unit.data)


@pytest.mark.parametrize("text", ["M 1", "M 1 2 X", "M a b", "M 1 2 3", "M inf 0", "M 1_0 2", "1 2"])
def test_what_is_no_path_is_refused(text: str) -> None:
    unit = written(text)
    with pytest.raises(MalformedDocument):
        shape_of(unit, unit.data_text)


def test_a_path_without_end_is_refused() -> None:
    unit = PathObject.parse(b'<ofd:PathObject xmlns:ofd="x"/>')
    with pytest.raises(LimitExceeded):
        shape_of(unit, " " * 3_000_000)
