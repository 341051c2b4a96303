"""Simple types of GB/T 33190-2016 7.3: lengths in millimetres, boxes, matrices, identifiers."""

from dataclasses import dataclass
from math import isfinite
from typing import NamedTuple, NewType, Self

from openofd.errors import LimitExceeded
from openofd.limits import LIMITS

__all__ = [
    "IDENTITY",
    "Box",
    "Matrix",
    "Mm",
    "Point",
    "boolean",
    "format_number",
    "number",
    "numbers",
    "reference_id",
    "words",
]

Mm = NewType("Mm", float)
"""A length in millimetres."""

_LARGEST_ID = 0xFFFF_FFFF
_TRUTH = {"true": True, "1": True, "false": False, "0": False}


def words(text: str) -> list[str]:
    """An ST_Array; some writers separate with commas.

    Raises:
        LimitExceeded: more values than a list may have.
    """
    found = text.replace(",", " ").split(None, LIMITS.array_values)
    if len(found) > LIMITS.array_values:
        raise LimitExceeded("LIMIT_EXCEEDED", "列表过长", f"a list of more than {LIMITS.array_values} values")
    return found


def number(text: str) -> float:
    """A finite decimal number.

    Raises:
        ValueError: anything else; Python's own "nan", "inf" and "1_0" are not numbers of the standard.
    """
    value = float(text)
    if not isfinite(value) or "_" in text:
        raise ValueError(text)
    return value


def numbers(text: str) -> tuple[float, ...]:
    """An ST_Array of numbers."""
    values = tuple(map(float, words(text)))
    if not isfinite(sum(values)) or "_" in text:
        raise ValueError(text)
    return values


def reference_id(text: str) -> int:
    """An ST_ID or ST_RefID. Zero is invalid, but writers use it; whoever looks it up finds nothing."""
    value = text.strip()
    if not value.isascii() or not value.isdigit() or int(value[:11]) > _LARGEST_ID or len(value) > 10:
        raise ValueError(text)
    return int(value)


def boolean(text: str) -> bool:
    """An xs:boolean; some writers use capitals."""
    try:
        return _TRUTH[text.strip().lower()]
    except KeyError:
        raise ValueError(text) from None


@dataclass(frozen=True, slots=True)
class Point:
    """An ST_Pos, millimetres."""

    x: float
    y: float

    @classmethod
    def parse(cls, text: str) -> Self:
        """From "x y"."""
        x, y = numbers(text)
        return cls(x, y)


@dataclass(frozen=True, slots=True)
class Box:
    """An ST_Box: top-left corner and size, millimetres, y downwards."""

    x: float
    y: float
    w: float
    h: float

    @classmethod
    def parse(cls, text: str) -> Self:
        """From "x y w h"; a size below zero is refused, an empty box is not (writers produce it)."""
        x, y, w, h = numbers(text)
        if w < 0 or h < 0:
            raise ValueError(text)
        return cls(x, y, w, h)

    @classmethod
    def parse_signed(cls, text: str) -> Self:
        """As `parse`, of objects drawn from right to left or upwards, whose writers say a size below zero."""
        x, y, w, h = numbers(text)
        return cls(x, y, w, h)

    def format(self) -> str:
        """As "x y w h", three decimals at most (a micrometre), independent of any locale."""
        return " ".join([format_number(value) for value in (self.x, self.y, self.w, self.h)])

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.h

    def intersects(self, other: "Box") -> bool:
        """Whether both share an area, not only an edge."""
        return (
            self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom
        )


def format_number(value: float) -> str:
    """Three decimals at most, no exponent, no trailing zeros."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


class Matrix(NamedTuple):
    """A CTM: x' = a x + c y + e, y' = b x + d y + f. GB/T 33190-2016 8.5."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    @classmethod
    def parse(cls, text: str) -> Self:
        """From "a b c d e f"."""
        a, b, c, d, e, f = numbers(text)
        return cls(a, b, c, d, e, f)

    @classmethod
    def translation(cls, x: float, y: float) -> Self:
        """A shift, millimetres."""
        return cls(1.0, 0.0, 0.0, 1.0, x, y)

    def apply(self, x: float, y: float) -> tuple[float, float]:
        """Where a point goes."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def then(self, other: "Matrix") -> "Matrix":
        """This one first, the other after it."""
        a, b, c, d, e, f = self
        oa, ob, oc, od, oe, of = other
        return Matrix(
            oa * a + oc * b,
            ob * a + od * b,
            oa * c + oc * d,
            ob * c + od * d,
            oa * e + oc * f + oe,
            ob * e + od * f + of,
        )


IDENTITY = Matrix()
