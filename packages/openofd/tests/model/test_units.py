"""Simple types. GB/T 33190-2016 7.3."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openofd.errors import LimitExceeded
from openofd.limits import LIMITS
from openofd.model.units import (
    IDENTITY,
    Box,
    Matrix,
    Point,
    boolean,
    format_number,
    number,
    numbers,
    reference_id,
    words,
)

LENGTHS = st.floats(-1e4, 1e4).map(lambda value: round(value, 3))


def test_arrays_may_hold_commas_and_any_blanks() -> None:
    assert numbers(" 1,2\t-3.5\n") == (1.0, 2.0, -3.5)


def test_a_list_has_a_ceiling() -> None:
    assert len(words("1 " * LIMITS.array_values)) == LIMITS.array_values
    with pytest.raises(LimitExceeded, match="LIMIT_EXCEEDED"):
        words("1 " * LIMITS.array_values + "1")


@pytest.mark.parametrize("text", ["", "x", "nan", "inf", "-inf", "1_0", "1 2"])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        number(text)


def test_identifiers() -> None:
    assert (reference_id(" 12 "), reference_id("4294967295")) == (12, 4294967295)


@pytest.mark.parametrize("text", ["", "-1", "x", "1.0", "4294967296", "9" * 5000, "１"])
def test_what_is_no_identifier(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        reference_id(text)


@pytest.mark.parametrize(("text", "value"), [("true", True), ("1", True), (" False ", False), ("0", False)])
def test_truth(text: str, *, value: bool) -> None:
    assert boolean(text) is value


def test_what_is_no_truth_value() -> None:
    with pytest.raises(ValueError, match="yes"):
        boolean("yes")


@given(LENGTHS, LENGTHS, st.floats(0, 1e4).map(lambda value: round(value, 3)))
def test_a_box_is_written_as_it_is_read(x: float, y: float, side: float) -> None:
    box = Box(x, y, side, side)
    assert Box.parse(box.format()) == box


@pytest.mark.parametrize("text", ["1 2 3", "1 2 3 4 5", "1 2 -3 4", "1 2 3 -4"])
def test_what_is_no_box(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        Box.parse(text)


def test_boxes_meet_where_they_share_an_area() -> None:
    box = Box(0, 0, 10, 10)
    assert box.intersects(Box(9, 9, 5, 5))
    assert not box.intersects(Box(10, 0, 5, 5))
    assert (box.right, box.bottom) == (10, 10)


@pytest.mark.parametrize(
    ("value", "text"), [(1.0, "1"), (0.1234, "0.123"), (-0.0001, "0"), (1e-9, "0"), (100, "100")]
)
def test_numbers_are_written_short(value: float, text: str) -> None:
    assert format_number(value) == text


def test_points() -> None:
    assert Point.parse("1 2") == Point(1, 2)


@given(st.lists(st.floats(-100, 100), min_size=14, max_size=14))
def test_one_matrix_then_another_is_one_after_the_other(values: list[float]) -> None:
    first, second, x, y = Matrix(*values[:6]), Matrix(*values[6:12]), *values[12:]
    both, steps = first.then(second).apply(x, y), second.apply(*first.apply(x, y))
    assert all(math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-4) for a, b in zip(both, steps, strict=True))


def test_matrices() -> None:
    assert Matrix.parse("1 0 0 1 0 0") == IDENTITY
    assert Matrix.translation(3, 4).apply(1, 1) == (4, 5)
