"""Gouraud and lattice Gouraud shadings as triangles: GB/T 33190-2016 8.3.4."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from openofd.model.colors import GouraudPoint, GouraudShd, LaGouraudShd
from openofd.render.displaylist import Colour, Mesh, Triangle
from openofd.render.shading import Colours

__all__ = ["mesh_of"]

_Corner = tuple[tuple[float, float], Colour]


def mesh_of(shade: GouraudShd | LaGouraudShd, colours: Colours) -> Mesh:
    """The triangles in the order of the file. Outside of them BackColor is painted if Extend says so."""
    corners = [_corner(point, colours) for point in shade.points]
    if isinstance(shade, LaGouraudShd):
        found = _lattice(corners, shade.vertices_per_row)
    else:
        found = _free(corners, [point.edge_flag for point in shade.points])
    background = colours(shade.back_color) if shade.extend and shade.back_color is not None else None
    return Mesh(triangles=tuple(found), background=background)


def _corner(point: GouraudPoint, colours: Colours) -> _Corner:
    return (point.x, point.y), colours(point.color)


def _free(corners: Sequence[_Corner], flags: Sequence[int]) -> Iterator[Triangle]:
    """EdgeFlag 0 begins a triangle of three points; 1 goes on from its last side, 2 from first to last."""
    held: list[_Corner] = []
    for corner, flag in zip(corners, flags, strict=True):
        if len(held) == 3 and flag == 1:
            held = held[1:]
        elif len(held) == 3 and flag == 2:
            held = [held[0], held[2]]
        elif len(held) == 3:
            held = []
        held.append(corner)
        if len(held) == 3:
            yield _triangle(*held)


def _lattice(corners: Sequence[_Corner], wide: int) -> Iterator[Triangle]:
    """Rows of points; each mesh of the net is two triangles. What does not fill a row is left out."""
    if wide < 2:
        return
    rows = [corners[at : at + wide] for at in range(0, len(corners) - wide + 1, wide)]
    for upper, lower in pairwise(rows):
        for (a, b), (c, d) in zip(pairwise(upper), pairwise(lower), strict=True):
            yield _triangle(a, b, c)
            yield _triangle(b, d, c)


def _triangle(a: _Corner, b: _Corner, c: _Corner) -> Triangle:
    return Triangle((a[0], b[0], c[0]), (a[1], b[1], c[1]))
