"""Plane transforms of GB/T 33190-2016 8.4: p' = p × CTM, x' = a·x + c·y + e, y' = b·x + d·y + f."""

import math
from collections.abc import Sequence
from typing import NamedTuple, Self

__all__ = ["IDENTITY", "Matrix", "Point"]

Point = tuple[float, float]


class Matrix(NamedTuple):
    """An affine transform in the order in which OFD and SVG write it; lengths in mm."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    @classmethod
    def of(cls, values: Sequence[float] | None) -> Self:
        """From six numbers; the identity for anything else."""
        return cls(*values) if values and len(values) == 6 else cls()

    @classmethod
    def move(cls, x: float, y: float) -> Self:
        """A translation."""
        return cls(e=x, f=y)

    @classmethod
    def scale(cls, x: float, y: float) -> Self:
        """A scaling about the origin."""
        return cls(a=x, d=y)

    @classmethod
    def turn(cls, degrees: float) -> Self:
        """A rotation about the origin, clockwise on a page whose y points down."""
        cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
        return cls(cos, sin, -sin, cos)

    def then(self, after: "Matrix") -> "Matrix":
        """This transform first, `after` second."""
        return Matrix(
            self.a * after.a + self.b * after.c,
            self.a * after.b + self.b * after.d,
            self.c * after.a + self.d * after.c,
            self.c * after.b + self.d * after.d,
            self.e * after.a + self.f * after.c + after.e,
            self.e * after.b + self.f * after.d + after.f,
        )

    def at(self, x: float, y: float) -> Point:
        """Where the point (x, y) comes to lie."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def inverse(self) -> "Matrix":
        """The transform that undoes this one; the identity where nothing can (a collapsed plane)."""
        size = self.a * self.d - self.b * self.c
        if not size:
            return IDENTITY
        a, b, c, d = self.d / size, -self.b / size, -self.c / size, self.a / size
        return Matrix(a, b, c, d, -(self.e * a + self.f * c), -(self.e * b + self.f * d))

    @property
    def is_upright(self) -> bool:
        """Whether axis-parallel boxes stay axis-parallel."""
        return not (self.b or self.c) or not (self.a or self.d)

    @property
    def growth(self) -> float:
        """The factor by which lengths grow on average."""
        return math.sqrt(abs(self.a * self.d - self.b * self.c))


IDENTITY = Matrix()
