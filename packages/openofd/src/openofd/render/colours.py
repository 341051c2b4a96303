"""Colours of GB/T 33190-2016 8.3 as red, green and blue, or as the shading in their place.

Colour management is left out: an ICC profile changes shades, never what is shown.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Protocol

from openofd.model.colors import Color, GouraudShd, LaGouraudShd
from openofd.model.resources import ColorSpace
from openofd.render.displaylist import Colour, Gradient, Mesh
from openofd.render.mesh import mesh_of
from openofd.render.paths import Extent
from openofd.render.shading import gradient_of

__all__ = ["BLACK", "Reach", "Spaces", "colour_of", "fill_of"]

BLACK = Colour(0, 0, 0)
Reach = Callable[[], Extent | None]
_OPAQUE = 255.0
_CHANNELS = {"GRAY": 1, "RGB": 3, "CMYK": 4}


class Spaces(Protocol):
    """Where colour spaces are looked up."""

    def color_space(self, space_id: int | None) -> ColorSpace | None:
        """The space of that id; for None the document's default, None meaning RGB of 8 bits."""
        ...


def colour_of(color: Color | None, spaces: Spaces, default: Colour = BLACK) -> Colour:
    """One plain colour; of a gradient the first stop. `default` where nothing usable is written."""
    if color is None:
        return default
    return _plain(color, spaces, default) if not len(color.node) else _stand_in(color, spaces, default)


def _stand_in(color: Color, spaces: Spaces, default: Colour) -> Colour:
    """One colour for a shading."""
    shade = color.axial or color.radial
    if shade is not None and shade.segments:
        return colour_of(shade.segments[0].color, spaces, default)
    mesh = _mesh(color)
    if mesh is not None and mesh.points:
        return colour_of(mesh.points[0].color, spaces, default)
    return _plain(color, spaces, default)


def _plain(color: Color, spaces: Spaces, default: Colour) -> Colour:
    opacity = _opacity(color)
    space = spaces.color_space(color.color_space)
    values = _chosen(color, space)
    if values is None:
        return default.faded(opacity)
    depth = 8 if space is None else max(1, min(16, space.bits_per_component))
    return _rgb(values[:4], (space.type if space else "RGB").upper(), 2**depth - 1).faded(opacity)


def _opacity(color: Color) -> float:
    alpha = color.alpha
    return 1.0 if alpha >= _OPAQUE else max(0.0, alpha) / _OPAQUE


def _chosen(color: Color, space: ColorSpace | None) -> tuple[int, ...] | None:
    """The channels: written out, picked from the palette, or all zero (8.3.1)."""
    if color.value:
        return color.value
    if color.index is not None and space is not None and space.palette is not None:
        colors = space.palette.colors
        return colors[color.index] if 0 <= color.index < len(colors) else None
    return (0,) * _CHANNELS.get((space.type if space else "RGB").upper(), 3)


@lru_cache(maxsize=256)  # a page has few colours
def _rgb(values: tuple[int, ...], kind: str, top: int) -> Colour:
    """Out of range or too few channels: the default colour (8.3.1), which is black."""
    wanted = _CHANNELS.get(kind, 3)
    if len(values) < wanted or not all(0 <= value <= top for value in values[:wanted]):
        return BLACK
    parts = [value / top for value in values[:wanted]]
    if wanted == 1:
        parts *= 3
    if wanted == 4:
        parts = [(1 - part) * (1 - parts[3]) for part in parts[:3]]
    red, green, blue = (round(part * 255) for part in parts)
    return Colour(red, green, blue)


def fill_of(
    color: Color | None,
    spaces: Spaces,
    *,
    alpha: float,
    default: Colour = BLACK,
    reach: Reach = lambda: None,
) -> Colour | Gradient | Mesh:
    """What an area is filled with, seen through `alpha`; `reach` says how far it goes, in its space."""
    if color is None or not len(color.node):
        return colour_of(color, spaces, default).faded(alpha)
    seen = alpha * _opacity(color)

    def colours(inner: Color | None) -> Colour:
        return colour_of(inner, spaces).faded(seen)

    shade = color.axial or color.radial
    if shade is not None and shade.segments:
        return gradient_of(shade, colours, reach)
    mesh = _mesh(color)
    if mesh is not None and mesh.points:
        return mesh_of(mesh, colours)
    return colour_of(color, spaces, default).faded(alpha)


def _mesh(color: Color) -> GouraudShd | LaGouraudShd | None:
    return color.gouraud or color.la_gouraud or color.la_gouraud_respelt
