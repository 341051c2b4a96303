"""The space in which objects stand: page, composite unit or annotation, and what they inherit from it."""

from dataclasses import dataclass, replace

from openofd.errors import LimitExceeded
from openofd.model.graphics import ClipArea as ClipAreaElement
from openofd.model.graphics import Clips, GraphicUnit
from openofd.model.units import IDENTITY, Box, Matrix
from openofd.render.displaylist import Clip, ClipArea
from openofd.render.paths import Extent, box_path, extent, segments_of, within

__all__ = ["Frame"]

_SLACK = 1.0  # mm; many producers write a Boundary slightly too small for their glyphs
_DEEPEST = 24  # composite units and patterns within each other


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """`matrix` takes this space to the page; clips, opacity and drawing parameters hold for all in it."""

    matrix: Matrix = IDENTITY
    clips: tuple[Clip, ...] = ()
    alpha: float = 1.0
    layer_param: int | None = None
    depth: int = 0

    def matrix_of(self, unit: GraphicUnit) -> Matrix:
        """From the object's space to the page: CTM, then the Boundary's corner (GB/T 33190-2016 8.4)."""
        return unit.ctm.then(Matrix.translation(unit.boundary.x, unit.boundary.y)).then(self.matrix)

    def alpha_of(self, unit: GraphicUnit) -> float:
        """The object's opacity seen through that of what holds it."""
        return self.alpha * max(0.0, min(255.0, unit.alpha)) / 255

    def clips_of(self, unit: GraphicUnit, drawn: Extent | None) -> tuple[Clip, ...]:
        """The clips of an object that reaches as far as `drawn` (page space); none that cuts nothing."""
        boundary = _widened(unit.boundary)
        area = extent(box_path(boundary), self.matrix)
        cuts = drawn is not None and area is not None and not within(drawn, area)
        empty = not unit.boundary.w and not unit.boundary.h
        own = (Clip(areas=(ClipArea(box_path(boundary), self.matrix),)),) if cuts and not empty else ()
        return self.clips + own + self._written_clips(unit)

    def _written_clips(self, unit: GraphicUnit) -> tuple[Clip, ...]:
        """The object's Clips: areas of one Clip are united, several Clips intersected (8.4)."""
        clips = unit.clips
        if clips is None:
            return ()
        found = (tuple(self._areas(unit, clips, clip.areas)) for clip in clips.items)
        return tuple(Clip(areas=areas) for areas in found if areas)

    def _areas(self, unit: GraphicUnit, clips: Clips, areas: tuple[ClipAreaElement, ...]) -> list[ClipArea]:
        base = Matrix.translation(unit.boundary.x, unit.boundary.y).then(self.matrix)
        if clips.trans_flag:
            base = unit.ctm.then(base)
        return [
            ClipArea(
                segments_of(area.path.data),
                _corner(area.path).then(area.ctm).then(base),
                even_odd=area.path.rule == "Even-Odd",
            )
            for area in areas
            if area.path is not None
        ]

    def inside(self, unit: GraphicUnit, clips: tuple[Clip, ...]) -> "Frame":
        """The space of a composite object's content.

        Raises:
            LimitExceeded: units within units without end.
        """
        if self.depth >= _DEEPEST:
            raise LimitExceeded("LIMIT_EXCEEDED", "复合图元嵌套过深", "composite units nested too deeply")
        return replace(
            self, matrix=self.matrix_of(unit), clips=clips, alpha=self.alpha_of(unit), depth=self.depth + 1
        )


def _corner(path: GraphicUnit) -> Matrix:
    """A clip path may have a Boundary of its own; many have none although the schema demands it."""
    if "Boundary" not in path.node.attrib:
        return IDENTITY
    return path.ctm.then(Matrix.translation(path.boundary.x, path.boundary.y))


def _widened(box: Box) -> Box:
    return Box(box.x - _SLACK, box.y - _SLACK, box.w + 2 * _SLACK, box.h + 2 * _SLACK)
