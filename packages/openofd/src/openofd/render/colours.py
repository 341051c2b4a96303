"""Colours of GB/T 33190-2016 8.3 as red, green and blue; gradients as stops.

Colour management is left out: an ICC profile changes shades, never what is shown.
"""

from collections.abc import Sequence
from typing import Protocol

from openofd.model.colors import AxialShd, Color, RadialShd
from openofd.model.colors import Segment as ShadeSegment
from openofd.model.resources import ColorSpace
from openofd.render.displaylist import Colour, Gradient, Stop

__all__ = ["BLACK", "Spaces", "colour_of", "fill_of"]

BLACK = Colour(0, 0, 0)
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
    shade = color.axial or color.radial
    if shade is not None and shade.segments:
        return colour_of(shade.segments[0].color, spaces, default)
    opacity = _opacity(color)
    space = spaces.color_space(color.color_space)
    values = _chosen(color, space)
    if values is None:
        return default.faded(opacity)
    depth = 8 if space is None else max(1, min(16, space.bits_per_component))
    return _rgb(values, (space.type if space else "RGB").upper(), 2**depth - 1).faded(opacity)


def _opacity(color: Color) -> float:
    return max(0.0, min(255.0, color.alpha)) / 255


def _chosen(color: Color, space: ColorSpace | None) -> Sequence[int] | None:
    """The channels: written out, picked from the palette, or all zero (8.3.1)."""
    if color.value:
        return color.value
    if color.index is not None and space is not None and space.palette is not None:
        colors = space.palette.colors
        return colors[color.index] if 0 <= color.index < len(colors) else None
    return (0,) * _CHANNELS.get((space.type if space else "RGB").upper(), 3)


def _rgb(values: Sequence[int], kind: str, top: int) -> Colour:
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
    color: Color | None, spaces: Spaces, *, alpha: float, default: Colour = BLACK
) -> Colour | Gradient:
    """What an area is filled with, seen through `alpha`."""
    shade = None if color is None else color.axial or color.radial
    if color is None or shade is None or not shade.segments:
        return colour_of(color, spaces, default).faded(alpha)
    return _gradient(shade, spaces, alpha * _opacity(color))


def _gradient(shade: AxialShd | RadialShd, spaces: Spaces, alpha: float) -> Gradient:
    start, end = (shade.start_point.x, shade.start_point.y), (shade.end_point.x, shade.end_point.y)
    radii = (shade.start_radius, shade.end_radius) if isinstance(shade, RadialShd) else None
    return Gradient(
        start=start,
        end=end,
        radii=radii,
        stops=_stops(shade.segments, spaces, alpha),
        extend=(bool(shade.extend & 1), bool(shade.extend & 2)),
    )


def _stops(segments: Sequence[ShadeSegment], spaces: Spaces, alpha: float) -> tuple[Stop, ...]:
    """Without positions the stops stand at equal distances (8.3.4)."""
    last = max(len(segments) - 1, 1)
    return tuple(
        Stop(
            max(0.0, min(1.0, segment.position if segment.position is not None else number / last)),
            colour_of(segment.color, spaces).faded(alpha),
        )
        for number, segment in enumerate(segments)
    )
