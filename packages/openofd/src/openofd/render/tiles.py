"""Patterns as tiles: GB/T 33190-2016 8.3.3."""

from collections.abc import Iterator

from openofd.errors import LimitExceeded
from openofd.model.graphics import Pattern
from openofd.model.units import Box, Matrix
from openofd.render.displaylist import Clip, ClipArea, Group, Item, Tiling
from openofd.render.matrix import growth
from openofd.render.paths import Extent, box_path

__all__ = ["check_tiles", "tiling_of"]

_SMALLEST = 0.05  # mm; below it nobody sees a pattern
_MOST_TILES = 4_000_000
_ACROSS = {"Column", "RowAndColumn"}  # 8.3.3 figure 28: Column mirrors about an upright axis
_DOWN = {"Row", "RowAndColumn"}


def tiling_of(pattern: Pattern, items: tuple[Item, ...], matrix: Matrix) -> Tiling:
    """The pattern's tile; `matrix` takes its space to that of the paint. Steps are never below the size."""
    width, height = max(pattern.width, _SMALLEST), max(pattern.height, _SMALLEST)
    step_x, step_y = max(pattern.x_step or 0.0, width), max(pattern.y_step or 0.0, height)
    across, down = pattern.reflect_method in _ACROSS, pattern.reflect_method in _DOWN
    if across or down or (step_x, step_y) != (width, height):
        clip = Clip(areas=(ClipArea(box_path(Box(0.0, 0.0, width, height))),))
        cell = Group(items=(Group(items=items, clips=(clip,)),))
        items = tuple(_mirrored(cell, (width, height), (step_x, step_y), across=across, down=down))
    return Tiling(items=items, step=(step_x * (1 + across), step_y * (1 + down)), matrix=matrix)


def check_tiles(tiling: Tiling, reach: Extent | None) -> None:
    """Raise LimitExceeded if the object, as far as it reaches, would hold too many tiles."""
    if reach is None:
        return
    scale = max(growth(tiling.matrix), 1e-6)
    wide, high = (reach[2] - reach[0]) / scale, (reach[3] - reach[1]) / scale
    if wide / tiling.step[0] * high / tiling.step[1] > _MOST_TILES:
        raise LimitExceeded("LIMIT_EXCEEDED", "底纹单元过多", "too many tiles of a pattern")


def _mirrored(
    cell: Group, size: tuple[float, float], step: tuple[float, float], *, across: bool, down: bool
) -> Iterator[Item]:
    for flip_y in (False, True) if down else (False,):
        for flip_x in (False, True) if across else (False,):
            a, e = (-1.0, size[0] + step[0]) if flip_x else (1.0, 0.0)
            d, f = (-1.0, size[1] + step[1]) if flip_y else (1.0, 0.0)
            yield Group(items=cell.items, matrix=Matrix(a, 0.0, 0.0, d, e, f))
