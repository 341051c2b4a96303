"""What drawing needs of plane transforms beyond GB/T 33190-2016 8.4 (`openofd.model.units.Matrix`)."""

import math

from openofd.model.units import IDENTITY, Matrix

__all__ = ["growth", "inverse", "scaling", "turning"]


def scaling(x: float, y: float) -> Matrix:
    """A scaling about the origin."""
    return Matrix(a=x, d=y)


def turning(degrees: float) -> Matrix:
    """A rotation about the origin, clockwise on a page whose y points down."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return Matrix(cos, sin, -sin, cos)


def inverse(matrix: Matrix) -> Matrix:
    """The transform that undoes `matrix`; the identity where nothing can (a collapsed plane)."""
    size = matrix.a * matrix.d - matrix.b * matrix.c
    if not size:
        return IDENTITY
    a, b, c, d = matrix.d / size, -matrix.b / size, -matrix.c / size, matrix.a / size
    return Matrix(a, b, c, d, -(matrix.e * a + matrix.f * c), -(matrix.e * b + matrix.f * d))


def growth(matrix: Matrix) -> float:
    """The factor by which lengths grow on average."""
    return math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c))
