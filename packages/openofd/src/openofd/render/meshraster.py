"""A mesh of triangles as pixels, for formats that have no such shading (SVG)."""

import math
from collections.abc import Iterator

from openofd.model.units import Matrix
from openofd.render.decoding import png
from openofd.render.displaylist import Colour, Mesh, Raster, Triangle
from openofd.render.matrix import scaling

__all__ = ["mesh_raster"]

_LONGEST = 240  # pixels: colours run evenly, so few are enough
_MOST_PIXELS = 1_500_000  # of all triangles together; beyond it the picture gets coarser
_Vertex = tuple[float, float, Colour]


def mesh_raster(mesh: Mesh) -> tuple[Raster, Matrix]:
    """The picture of the triangles, and what takes its unit square to the mesh's coordinates."""
    points = [corner for triangle in mesh.triangles for corner in triangle.corners] or [(0.0, 0.0)]
    xs, ys = zip(*points, strict=True)
    left, top = min(xs), min(ys)
    wide, high = max(max(xs) - left, 1e-6), max(max(ys) - top, 1e-6)
    scale = _scale(mesh, wide, high)
    width, height = max(1, math.ceil(wide * scale)), max(1, math.ceil(high * scale))
    pixels = bytearray(width * height * 4)
    grid = Matrix(width / wide, 0.0, 0.0, height / high, -left * width / wide, -top * height / high)
    for triangle in mesh.triangles:
        _paint(triangle, grid, pixels, (width, height))
    place = scaling(wide, high).then(Matrix.translation(left, top))
    return Raster(png(width, height, 4, bytes(pixels)), "image/png"), place


def _scale(mesh: Mesh, wide: float, high: float) -> float:
    """Pixels a unit, so that neither the picture nor the sum of the triangles gets too large."""
    scale = _LONGEST / max(wide, high)
    area = sum(map(_box_area, mesh.triangles)) * scale * scale
    return scale * math.sqrt(min(1.0, _MOST_PIXELS / area)) if area else scale


def _box_area(triangle: Triangle) -> float:
    xs, ys = zip(*triangle.corners, strict=True)
    return (max(xs) - min(xs)) * (max(ys) - min(ys))


def _paint(triangle: Triangle, grid: Matrix, pixels: bytearray, size: tuple[int, int]) -> None:
    width, height = size
    placed = [grid.apply(*corner) for corner in triangle.corners]
    corners = [(x, y, colour) for (x, y), colour in zip(placed, triangle.colours, strict=True)]
    top, bottom = min(y for _, y, _ in corners), max(y for _, y, _ in corners)
    for row in range(max(0, math.ceil(top - 0.5)), min(height, math.ceil(bottom - 0.5))):
        ends = sorted(_crossings(corners, row + 0.5))
        if len(ends) > 1:
            _paint_row(ends[0], ends[-1], pixels, row * width, width)


def _crossings(corners: list[_Vertex], y: float) -> Iterator[tuple[float, tuple[float, ...]]]:
    """Where the sides cross a line of pixels, and the colours there."""
    for side in zip(corners, corners[1:] + corners[:1], strict=True):
        (x0, y0, first), (x1, y1, last) = sorted(side)  # so that neighbours reckon alike and leave no gap
        if (y0 <= y) != (y1 <= y):
            part = (y - y0) / (y1 - y0)
            yield x0 + (x1 - x0) * part, _mixed(first, last, part)


def _mixed(first: tuple[float, ...], last: tuple[float, ...], part: float) -> tuple[float, ...]:
    return tuple(a + (b - a) * part for a, b in zip(first, last, strict=True))


def _paint_row(
    start: tuple[float, tuple[float, ...]],
    end: tuple[float, tuple[float, ...]],
    pixels: bytearray,
    row: int,
    width: int,
) -> None:
    (x0, first), (x1, last) = start, end
    for column in range(max(0, math.ceil(x0 - 0.5)), min(width, math.ceil(x1 - 0.5))):
        red, green, blue, alpha = _mixed(first, last, (column + 0.5 - x0) / (x1 - x0))
        at = (row + column) * 4
        pixels[at : at + 4] = bytes((round(red), round(green), round(blue), round(alpha * 255)))
