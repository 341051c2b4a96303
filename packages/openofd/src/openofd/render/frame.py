"""The space in which objects stand: page, composite unit or annotation, and what they inherit from it."""

from dataclasses import dataclass, replace

from openofd.errors import LimitExceeded
from openofd.model.graphics import GraphicUnit
from openofd.model.units import IDENTITY, Box, Matrix
from openofd.render.clips import Faces, written_clips
from openofd.render.displaylist import Clip, ClipArea
from openofd.render.paths import Extent, box_path, moved, within

__all__ = ["DEEPEST", "Frame"]

_OPAQUE = 255.0
_SLACK = 1.0  # mm; many producers write a Boundary slightly too small for their glyphs
DEEPEST = 24  # composite units and patterns within each other
_DEEPEST_PATTERN = 4  # patterns alone: where a tile is smaller than a pixel, each level multiplies the work


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """`matrix` takes this space to the page; clips, opacity and drawing parameters hold for all in it."""

    matrix: Matrix = IDENTITY
    clips: tuple[Clip, ...] = ()
    alpha: float = 1.0
    layer_param: int | None = None
    depth: int = 0
    patterns: int = 0

    def matrix_of(self, unit: GraphicUnit) -> Matrix:
        """From the object's space to the page: CTM, then the Boundary's corner (GB/T 33190-2016 8.4)."""
        box = unit.boundary
        place = unit.ctm.then(Matrix.translation(box.x, box.y)) if unit.has_ctm else Matrix(e=box.x, f=box.y)
        return place if self.matrix is IDENTITY else place.then(self.matrix)

    def alpha_of(self, unit: GraphicUnit) -> float:
        """The object's opacity seen through that of what holds it."""
        alpha = unit.alpha
        return self.alpha if alpha >= _OPAQUE else self.alpha * max(0.0, alpha) / _OPAQUE

    def clips_of(self, unit: GraphicUnit, drawn: Extent | None, faces: Faces) -> tuple[Clip, ...]:
        """The clips of an object that reaches as far as `drawn` (item's space); none that cuts nothing."""
        own: tuple[Clip, ...] = ()
        if drawn is not None:
            box = unit.boundary
            left, top, right, bottom = area = _widened(box)
            if not within(drawn, moved(area, self.matrix) or area) and (box.w or box.h):
                outline = box_path(Box(left, top, right - left, bottom - top))
                own = (Clip(areas=(ClipArea(outline, self.matrix),)),)
        return self.clips + own + written_clips(unit, self.matrix, faces)

    def inside(self, unit: GraphicUnit, clips: tuple[Clip, ...]) -> "Frame":
        """The space of a composite object's content; its own opacity is left to the group.

        Raises:
            LimitExceeded: units within units without end.
        """
        if self.depth >= DEEPEST:
            raise LimitExceeded("LIMIT_EXCEEDED", "复合图元嵌套过深", "composite units nested too deeply")
        return replace(self, matrix=self.matrix_of(unit), clips=clips, depth=self.depth + 1)

    def tile(self, alpha: float) -> "Frame":
        """The space of a pattern's cell.

        Raises:
            LimitExceeded: patterns within patterns without end.
        """
        if self.depth >= DEEPEST or self.patterns >= _DEEPEST_PATTERN:
            raise LimitExceeded("LIMIT_EXCEEDED", "底纹嵌套过深", "patterns nested too deeply")
        deeper = {"depth": self.depth + 1, "patterns": self.patterns + 1}
        return replace(self, matrix=IDENTITY, clips=(), alpha=alpha, **deeper)


def _widened(box: Box) -> Extent:
    left, top, right, bottom = box.x, box.y, box.x + box.w, box.y + box.h
    return (
        min(left, right) - _SLACK,
        min(top, bottom) - _SLACK,
        max(left, right) + _SLACK,
        max(top, bottom) + _SLACK,
    )
