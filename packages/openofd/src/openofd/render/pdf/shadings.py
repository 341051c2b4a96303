"""Gradients and meshes as native shadings (ISO 32000-1 8.7.4); opacities along them as a second, grey one."""

import struct
from collections.abc import Sequence
from itertools import pairwise

from openofd.render.displaylist import Colour, Gradient, Mesh, Stop
from openofd.render.pdf.objects import PdfFile, fine, number, numbers

__all__ = ["Shadings"]

_GREY, _RGB = "/ColorSpace/DeviceGray", "/ColorSpace/DeviceRGB"
_STEPS = 0xFFFFFFFF  # coordinates of a mesh have 32 bits


class Shadings:
    """The shadings of a document, each written once."""

    def __init__(self, file: PdfFile) -> None:
        self._file = file
        self._known: dict[tuple[Gradient | Mesh, bool], int] = {}

    def colours(self, paint: Gradient | Mesh) -> int:
        """The object that holds the colours of a paint, in the paint's own space."""
        return self._number(paint, opacities=False)

    def opacities(self, paint: Gradient | Mesh) -> int:
        """The object that holds its opacities as greys."""
        return self._number(paint, opacities=True)

    def _number(self, paint: Gradient | Mesh, *, opacities: bool) -> int:
        key = (paint, opacities)
        if key not in self._known:
            if isinstance(paint, Gradient):
                self._known[key] = self._gradient(paint, opacities=opacities)
            else:
                self._known[key] = self._mesh(paint, opacities=opacities)
        return self._known[key]

    def _gradient(self, paint: Gradient, *, opacities: bool) -> int:
        kind, coordinates = 2, [*paint.start, *paint.end]
        if paint.radii is not None:
            first, last = (max(radius, 0.0) for radius in paint.radii)
            kind, coordinates = 3, [*paint.start, first, *paint.end, last]
        extend = " ".join("true" if side else "false" for side in paint.extend)
        space = _GREY if opacities else _RGB
        function = _function(paint.stops, opacities=opacities)
        shape = f"/Coords[{numbers(*coordinates)}]/Extend[{extend}]/Function {function}"
        return self._file.add(f"<</ShadingType {kind}{space}{shape}>>")

    def _mesh(self, paint: Mesh, *, opacities: bool) -> int:
        """Free-form triangles (8.7.4.5.5), every one begun anew."""
        xs = [x for triangle in paint.triangles for x, _ in triangle.corners]
        ys = [y for triangle in paint.triangles for _, y in triangle.corners]
        spans = (min(xs), max(xs), min(ys), max(ys))
        data = b"".join(
            struct.pack(">BII", 0, _step(x, spans[0], spans[1]), _step(y, spans[2], spans[3]))
            + _channels(colour, opacities=opacities)
            for triangle in paint.triangles
            for (x, y), colour in zip(triangle.corners, triangle.colours, strict=True)
        )
        bits = "/BitsPerCoordinate 32/BitsPerComponent 8/BitsPerFlag 8"
        space, ranges = (_GREY, "0 1") if opacities else (_RGB, "0 1 0 1 0 1")
        decode = f"/Decode[{numbers(*spans)} {ranges}]"
        return self._file.stream(data, f"/ShadingType 4{space}{bits}{decode}")


def _function(stops: Sequence[Stop], *, opacities: bool) -> str:
    """Straight lines from stop to stop, stitched (7.10.4). Two stops at one place make an edge."""
    spans = [(left, right) for left, right in pairwise(stops) if right.at > left.at]
    lines = [_line(left, right, opacities=opacities) for left, right in spans]
    if len(lines) <= 1:
        return lines[0] if lines else _line(stops[-1], stops[-1], opacities=opacities)
    bounds = " ".join(fine(right.at) for _, right in spans[:-1])
    functions = "".join(lines)
    encode = " ".join(["0 1"] * len(lines))
    return f"<</FunctionType 3/Domain[0 1]/Functions[{functions}]/Bounds[{bounds}]/Encode[{encode}]>>"


def _line(left: Stop, right: Stop, *, opacities: bool) -> str:
    ends = f"/C0[{_values(left, opacities=opacities)}]/C1[{_values(right, opacities=opacities)}]"
    return f"<</FunctionType 2/Domain[0 1]/N 1{ends}>>"


def _values(stop: Stop, *, opacities: bool) -> str:
    colour = stop.colour
    if opacities:
        return number(max(0.0, min(1.0, colour.alpha)))
    return numbers(colour.red / 255, colour.green / 255, colour.blue / 255)


def _step(value: float, least: float, most: float) -> int:
    return round((value - least) / (most - least) * _STEPS) if most > least else 0


def _channels(colour: Colour, *, opacities: bool) -> bytes:
    if opacities:
        return bytes((round(255 * max(0.0, min(1.0, colour.alpha))),))
    return bytes((colour.red, colour.green, colour.blue))
