"""Glyphs as one path, for paints that run over all of them."""

from dataclasses import replace

from openofd.fonts.outlines import Segment
from openofd.model.units import Matrix
from openofd.render.displaylist import Glyphs, PathOp
from openofd.render.matrix import growth, inverse, scaling

__all__ = ["outlined"]


def outlined(item: Glyphs) -> PathOp:
    """The outlines of all glyphs in the space of the item's paint; clips and blending are left to the caller.

    Glyph outlines have no arcs, so every point is simply moved.
    """
    back = inverse(item.paint_matrix)
    segments = [
        segment
        for placed in item.glyphs
        if placed.font is not None
        for em in (1 / placed.font.units_per_em,)
        for segment in _moved(
            placed.font.outline(placed.glyph), scaling(em, em).then(placed.matrix).then(back)
        )
    ]
    pen, grown = item.pen, growth(back)
    if pen is not None:
        dashes = tuple(dash * grown for dash in pen.dashes)
        pen = replace(pen, width=pen.width * grown, dashes=dashes, dash_offset=pen.dash_offset * grown)
    return PathOp(segments=tuple(segments), matrix=item.paint_matrix, fill=item.fill, pen=pen)


def _moved(segments: tuple[Segment, ...], matrix: Matrix) -> list[Segment]:
    return [
        Segment(
            op,
            tuple(
                part for x, y in zip(values[::2], values[1::2], strict=True) for part in matrix.apply(x, y)
            ),
        )
        for op, values in segments
    ]
