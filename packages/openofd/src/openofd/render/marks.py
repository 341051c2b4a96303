"""Marks over a page: a frame about what the reader shall look at, its label as the frame's name."""

from collections.abc import Sequence

from openofd.document.mark import Mark
from openofd.render.displaylist import Colour, Group, Item, PathOp, Pen
from openofd.render.paths import box_path

__all__ = ["draw_marks"]

_TINT = Colour(230, 90, 0, 0.12)
_FRAME = Pen(colour=Colour(200, 60, 0), width=0.5, dashes=(2.0, 1.0))


def draw_marks(marks: Sequence[Mark], page_id: int) -> tuple[Item, ...]:
    """The marks of one page, to be drawn last."""
    return tuple(
        Group(items=(PathOp(segments=box_path(mark.box), fill=_TINT, pen=_FRAME),), label=mark.label)
        for mark in marks
        if mark.page_id == page_id
    )
