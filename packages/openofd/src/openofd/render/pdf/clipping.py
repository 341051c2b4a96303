"""Clips as paths (ISO 32000-1 8.5.4). PDF only intersects; a union has to be one path of one direction."""

from collections.abc import Iterator, Sequence

from openofd.fonts.outlines import Segment
from openofd.model.units import Matrix
from openofd.render.displaylist import Clip, ClipArea
from openofd.render.pdf.arcs import cubic, path_operators

__all__ = ["clip_operators"]

_NOTHING = "0 0 m"


def clip_operators(clip: Clip) -> str:
    """What cuts to the union of the clip's areas; nothing is left where there are none."""
    areas = [_placed(area) for area in clip.areas]
    if len(areas) == 1:
        rule = "W*" if clip.areas[0].even_odd else "W"
        return f"{path_operators(areas[0]) or _NOTHING} {rule} n"
    # one path by the non-zero rule, every area turning the same way; even-odd areas lose their holes
    together = " ".join(path_operators(_turned(area)) for area in areas)
    return f"{together or _NOTHING} W n"


def _placed(area: ClipArea) -> tuple[Segment, ...]:
    return tuple([_moved(segment, area.matrix) for segment in cubic(area.segments)])


def _moved(segment: Segment, matrix: Matrix) -> Segment:
    xs, ys = segment.values[::2], segment.values[1::2]
    points = (matrix.apply(x, y) for x, y in zip(xs, ys, strict=True))
    return Segment(segment.op, tuple(value for point in points for value in point))


def _turned(segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """The area, clockwise on the whole; its holes stay holes."""
    parts = list(_subpaths(segments))
    if sum(map(_area, parts)) >= 0:
        return segments
    return tuple([segment for part in parts for segment in _reversed(part)])


def _subpaths(segments: Sequence[Segment]) -> Iterator[list[Segment]]:
    part: list[Segment] = []
    for segment in segments:
        if segment.op == "M" and part:
            yield part
            part = []
        part.append(segment)
    if part:
        yield part


def _area(part: Sequence[Segment]) -> float:
    """Twice the area that the ends of the segments surround, with its sign."""
    points = [segment.values[-2:] for segment in part if segment.values]
    follow = [*points[1:], *points[:1]]
    return sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in zip(points, follow, strict=True))


def _reversed(part: Sequence[Segment]) -> Iterator[Segment]:
    drawn = [segment for segment in part if segment.values]
    starts = [segment.values[-2:] for segment in drawn]
    yield Segment("M", starts[-1])
    for segment, end in zip(reversed(drawn[1:]), reversed(starts[:-1]), strict=True):
        controls = segment.values[:-2]
        yield Segment(segment.op, (*controls[2:], *controls[:2], *end))
    yield Segment("Z")
