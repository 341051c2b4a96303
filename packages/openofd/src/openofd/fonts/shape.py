"""Paths as values: the contours of glyphs and the lines of drawings. GB/T 33190-2016 9.1, 11."""

from collections.abc import Iterable
from typing import NamedTuple, Self

__all__ = ["Segment", "Shape"]


class Segment(NamedTuple):
    """One path command M L Q C A Z with absolute coordinates; A as in SVG: rx ry angle large sweep x y."""

    op: str
    values: tuple[float, ...] = ()


class Shape(tuple[Segment, ...]):  # noqa: SLOT001 - a tuple with slots has no room for what was found
    """Segments that many items share, with what others made of them once.

    Attributes:
        extent: left, top, right, bottom in its own coordinates, once somebody asked.
        memo: a writer may keep here, under a name of its own, how its format writes the path.
    """

    extent: tuple[float, float, float, float] | None
    memo: dict[str, str]

    def __new__(cls, segments: Iterable[Segment] = ()) -> Self:
        """The segments, with nothing made of them yet."""
        shape = super().__new__(cls, segments)
        shape.extent, shape.memo = None, {}
        return shape
