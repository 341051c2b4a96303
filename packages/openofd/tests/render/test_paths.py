"""GB/T 33190-2016 9.1: AbbreviatedData."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openofd.fonts.outlines import Segment
from openofd.model.units import IDENTITY
from openofd.render.matrix import turning
from openofd.render.paths import box_path, extent, parse_path


@pytest.mark.parametrize(
    ("data", "segments"),
    [
        ("M 1 2 L 3 4", [("M", (1, 2)), ("L", (3, 4))]),
        ("S 1 2 L 3 4", [("M", (1, 2)), ("L", (3, 4))]),
        ("M 0 0 Q 1 2 3 4", [("M", (0, 0)), ("Q", (1, 2, 3, 4))]),
        ("M 0 0 B 1 2 3 4 5 6", [("M", (0, 0)), ("C", (1, 2, 3, 4, 5, 6))]),
        ("M 0 0 A 5 5 0 0 1 9 9", [("M", (0, 0)), ("A", (5, 5, 0, 0, 1, 9, 9))]),
        ("M 0 0 L 1 1 CM 2 2 L 3 3", [("M", (0, 0)), ("L", (1, 1)), ("Z", ()), ("M", (2, 2)), ("L", (3, 3))]),
        ("M-1.5e1,.5\n", [("M", (-15, 0.5))]),
        ("", []),
    ],
)
def test_operators(data: str, segments: list[tuple[str, tuple[float, ...]]]) -> None:
    assert parse_path(data) == (tuple(Segment(*each) for each in segments), True)


@pytest.mark.parametrize("data", ["M 1", "M 1 2 3", "M 1 2 L 3", "M 1 2 x", "L 1 2"])
def test_irregular_data_is_drawn_and_told(data: str) -> None:
    segments, clean = parse_path(data)
    assert not clean
    assert segments[0].op == "M"


def test_missing_operands_are_zero() -> None:
    assert parse_path("M 1 2 L 3")[0][1] == Segment("L", (3, 0))


def test_absurd_numbers_are_held_back() -> None:
    assert parse_path("M 1e300 -1e300")[0][0].values == (1e6, -1e6)


@given(st.text(alphabet="SMLQBAC 0123456789.,-+eE", max_size=60))
def test_no_text_breaks_the_parser(text: str) -> None:
    segments, _ = parse_path(text)
    assert all(len(s.values) == {"M": 2, "L": 2, "Q": 4, "C": 6, "A": 7, "Z": 0}[s.op] for s in segments)


def test_extent_of_a_turned_box() -> None:
    turned = turning(90)
    assert extent(box_path(0, 0, 4, 2), turned) == pytest.approx((-2, 0, 0, 4))


def test_extent_of_an_arc_contains_the_ellipse() -> None:
    left, top, right, bottom = extent(parse_path("M 0 5 A 5 5 0 1 1 10 5")[0], IDENTITY)
    assert left <= 0
    assert top <= 0
    assert right >= 10
    assert bottom >= 10


def test_nothing_has_no_extent() -> None:
    assert extent((), IDENTITY) is None
