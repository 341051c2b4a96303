"""GB/T 33190-2016 8.4: transforms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openofd.render.matrix import IDENTITY, Matrix

factor = st.floats(-50, 50, allow_nan=False)
matrices = st.builds(Matrix, factor, factor, factor, factor, factor, factor)


def test_ctm_comes_before_the_boundary_offset() -> None:
    placed = Matrix(2, 0, 0, 2, 1, 0).then(Matrix.move(10, 20))
    assert placed.at(3, 4) == (17, 28)


@given(matrices, matrices, factor, factor)
def test_then_is_one_after_the_other(first: Matrix, second: Matrix, x: float, y: float) -> None:
    assert first.then(second).at(x, y) == pytest.approx(second.at(*first.at(x, y)), abs=1e-6)


@given(factor, factor, st.floats(-360, 360))
def test_inverse_undoes(x: float, y: float, degrees: float) -> None:
    matrix = Matrix.turn(degrees).then(Matrix.scale(2, -3)).then(Matrix.move(5, 7))
    assert matrix.inverse().at(*matrix.at(x, y)) == pytest.approx((x, y), abs=1e-6)


def test_a_collapsed_plane_has_no_inverse() -> None:
    assert Matrix(1, 2, 2, 4).inverse() == IDENTITY


def test_a_quarter_turn_is_clockwise_on_the_page() -> None:
    assert Matrix.turn(90).at(1, 0) == pytest.approx((0, 1))


@pytest.mark.parametrize("values", [None, (), (1, 2, 3), (1, 2, 3, 4, 5, 6, 7)])
def test_anything_but_six_numbers_is_the_identity(values: tuple[float, ...] | None) -> None:
    assert Matrix.of(values) == IDENTITY


def test_growth_is_the_mean_factor() -> None:
    assert Matrix.scale(2, 8).growth == 4


def test_upright_matrices_keep_boxes() -> None:
    assert Matrix.turn(90)._replace(a=0, d=0).is_upright
    assert not Matrix.turn(30).is_upright
