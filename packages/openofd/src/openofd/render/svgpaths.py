"""Paths and basic shapes of SVG 1.1 (chapters 8 and 9) as segments: seals of GB/T 38540-2020 may be SVG."""

import math
import re
from collections.abc import Callable, Mapping
from contextlib import suppress

from openofd.fonts.shape import Segment
from openofd.model.units import IDENTITY, Box, Matrix
from openofd.render.matrix import scaling, turning
from openofd.render.paths import rounded_box

__all__ = ["SHAPES", "length", "lengths", "path_segments", "transform_of"]

_NUMBER = re.compile(r"[\s,]*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)")
_FLAG = re.compile(r"[\s,]*([01])")
_COMMAND = re.compile(r"[\s,]*([MmLlHhVvCcSsQqTtAaZz])")
_TRANSFORM = re.compile(r"(matrix|translate|scale|rotate|skewX|skewY)\s*\(([^)]*)\)")
_UNITS = {"mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "pt": 96 / 72, "pc": 16.0}
_LARGEST = 1e9

Attributes = Mapping[str, str]


def lengths(text: str) -> list[float]:
    """The numbers of a list; what follows something that is none is left out."""
    found, at = [], 0
    while (match := _NUMBER.match(text, at)) is not None:
        found.append(_held(float(match[1])))
        at = match.end()
    return found


def length(text: str | None, default: float = 0.0) -> float:
    """A length in user units; percentages and the like are the default."""
    match = _NUMBER.match(text or "")
    if match is None:
        return default
    unit = (text or "")[match.end() :].strip()
    return default if unit == "%" else _held(float(match[1])) * _UNITS.get(unit, 1.0)


def _held(value: float) -> float:
    return max(-_LARGEST, min(_LARGEST, value))


def transform_of(text: str) -> Matrix:
    """A `transform` attribute; of several the last is applied first."""
    found = IDENTITY
    for name, inner in _TRANSFORM.findall(text):
        values = lengths(inner)
        step = _TRANSFORMS[name](values) if values else IDENTITY
        found = step.then(found)
    return found


def _rotation(values: list[float]) -> Matrix:
    x, y = values[1:3] if len(values) > 2 else (0.0, 0.0)
    return Matrix.translation(-x, -y).then(turning(values[0])).then(Matrix.translation(x, y))


_TRANSFORMS: dict[str, Callable[[list[float]], Matrix]] = {
    "matrix": lambda v: Matrix(*v[:6]) if len(v) >= 6 else IDENTITY,
    "translate": lambda v: Matrix.translation(v[0], v[1] if len(v) > 1 else 0.0),
    "scale": lambda v: scaling(v[0], v[1] if len(v) > 1 else v[0]),
    "rotate": _rotation,
    "skewX": lambda v: Matrix(c=math.tan(math.radians(v[0]))),
    "skewY": lambda v: Matrix(b=math.tan(math.radians(v[0]))),
}


def path_segments(text: str) -> tuple[Segment, ...]:
    """Path data; at the first error the path ends, as SVG 1.1 F.2 wants it."""
    return _Reader(text).read()


class _Reader:
    """Reads commands one after the other; all coordinates come out absolute."""

    def __init__(self, text: str) -> None:
        self._text, self._at = text, 0
        self._found: list[Segment] = []
        self._x = self._y = self._start_x = self._start_y = 0.0
        self._handle: tuple[str, float, float] = ("", 0.0, 0.0)

    def read(self) -> tuple[Segment, ...]:
        with suppress(ValueError):  # what was read before the error is drawn
            self._commands()
        return tuple(self._found)

    def _commands(self) -> None:
        while (match := _COMMAND.match(self._text, self._at)) is not None:
            self._at = match.end()
            letter = match[1]
            self._command(letter)
            again = "l" if letter == "m" else "L" if letter == "M" else letter
            while letter not in "Zz" and _NUMBER.match(self._text, self._at):
                self._command(again)

    def _command(self, letter: str) -> None:
        base = (self._x, self._y) if letter.islower() else (0.0, 0.0)
        _STEPS[letter.upper()](self, *base)

    def _number(self) -> float:
        match = _NUMBER.match(self._text, self._at)
        if match is None:
            raise ValueError(self._text)
        self._at = match.end()
        return _held(float(match[1]))

    def _flag(self) -> float:
        match = _FLAG.match(self._text, self._at)
        if match is None:
            raise ValueError(self._text)
        self._at = match.end()
        return float(match[1])

    def _add(self, op: str, *values: float) -> None:
        self._found.append(Segment(op, values))
        self._x, self._y = values[-2:]
        self._handle = (op, values[-4], values[-3]) if op in "CQ" else ("", 0.0, 0.0)

    def _points(self, count: int, x: float, y: float) -> list[float]:
        return [self._number() + (y if number % 2 else x) for number in range(2 * count)]

    def move(self, x: float, y: float) -> None:
        self._add("M", *self._points(1, x, y))
        self._start_x, self._start_y = self._x, self._y

    def line(self, x: float, y: float) -> None:
        self._add("L", *self._points(1, x, y))

    def across(self, x: float, _: float) -> None:
        self._add("L", self._number() + x, self._y)

    def down(self, _: float, y: float) -> None:
        self._add("L", self._x, self._number() + y)

    def cubic(self, x: float, y: float) -> None:
        self._add("C", *self._points(3, x, y))

    def smooth_cubic(self, x: float, y: float) -> None:
        handle = self._mirrored("C")
        self._add("C", *handle, *self._points(2, x, y))

    def quadratic(self, x: float, y: float) -> None:
        self._add("Q", *self._points(2, x, y))

    def smooth_quadratic(self, x: float, y: float) -> None:
        handle = self._mirrored("Q")
        self._add("Q", *handle, *self._points(1, x, y))

    def arc(self, x: float, y: float) -> None:
        radii = abs(self._number()), abs(self._number()), self._number()
        flags = self._flag(), self._flag()
        self._add("A", *radii, *flags, *self._points(1, x, y))

    def close(self, _x: float, _y: float) -> None:
        self._found.append(Segment("Z"))
        self._x, self._y, self._handle = self._start_x, self._start_y, ("", 0.0, 0.0)

    def _mirrored(self, op: str) -> tuple[float, float]:
        kind, x, y = self._handle
        return (2 * self._x - x, 2 * self._y - y) if kind == op else (self._x, self._y)


_STEPS: dict[str, Callable[[_Reader, float, float], None]] = {
    "M": _Reader.move,
    "L": _Reader.line,
    "H": _Reader.across,
    "V": _Reader.down,
    "C": _Reader.cubic,
    "S": _Reader.smooth_cubic,
    "Q": _Reader.quadratic,
    "T": _Reader.smooth_quadratic,
    "A": _Reader.arc,
    "Z": _Reader.close,
}


def _rectangle(has: Attributes) -> tuple[Segment, ...]:
    box = Box(length(has.get("x")), length(has.get("y")), length(has.get("width")), length(has.get("height")))
    rx, ry = has.get("rx", has.get("ry")), has.get("ry", has.get("rx"))
    return rounded_box(box, length(rx), length(ry)) if box.w > 0 and box.h > 0 else ()


def _ellipse(x: float, y: float, rx: float, ry: float) -> tuple[Segment, ...]:
    if rx <= 0 or ry <= 0:
        return ()
    half = (rx, ry, 0.0, 0.0, 1.0)
    return (
        Segment("M", (x - rx, y)),
        Segment("A", (*half, x + rx, y)),
        Segment("A", (*half, x - rx, y)),
        Segment("Z"),
    )


def _circle(has: Attributes) -> tuple[Segment, ...]:
    radius = length(has.get("r"))
    return _ellipse(length(has.get("cx")), length(has.get("cy")), radius, radius)


def _oval(has: Attributes) -> tuple[Segment, ...]:
    radii = length(has.get("rx")), length(has.get("ry"))
    return _ellipse(length(has.get("cx")), length(has.get("cy")), *radii)


def _line(has: Attributes) -> tuple[Segment, ...]:
    start, end = (
        (length(has.get("x1")), length(has.get("y1"))),
        (length(has.get("x2")), length(has.get("y2"))),
    )
    return Segment("M", start), Segment("L", end)


def _polyline(has: Attributes) -> tuple[Segment, ...]:
    values = lengths(has.get("points", ""))
    points = zip(values[::2], values[1::2], strict=False)
    return tuple(Segment("L" if number else "M", point) for number, point in enumerate(points))


def _polygon(has: Attributes) -> tuple[Segment, ...]:
    corners = _polyline(has)
    return (*corners, Segment("Z")) if corners else ()


SHAPES: dict[str, Callable[[Attributes], tuple[Segment, ...]]] = {
    "path": lambda has: path_segments(has.get("d", "")),
    "rect": _rectangle,
    "circle": _circle,
    "ellipse": _oval,
    "line": _line,
    "polyline": _polyline,
    "polygon": _polygon,
}
"""Element → its outline in user units."""
