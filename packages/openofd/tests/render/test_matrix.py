"""GB/T 33190-2016 8.4: transforms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openofd.model.units import IDENTITY, Matrix
from openofd.render.matrix import growth, inverse, scaling, turning

factor = st.floats(-50, 50, allow_nan=False)


@given(factor, factor, st.floats(-360, 360))
def test_inverse_undoes(x: float, y: float, degrees: float) -> None:
    matrix = turning(degrees).then(scaling(2, -3)).then(Matrix.translation(5, 7))
    assert inverse(matrix).apply(*matrix.apply(x, y)) == pytest.approx((x, y), abs=1e-6)


def test_a_collapsed_plane_has_no_inverse() -> None:
    assert inverse(Matrix(1, 2, 2, 4)) == IDENTITY


def test_a_quarter_turn_is_clockwise_on_the_page() -> None:
    assert turning(90).apply(1, 0) == pytest.approx((0, 1))


def test_growth_is_the_mean_factor() -> None:
    assert growth(scaling(2, 8)) == 4
