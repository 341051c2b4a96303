"""Text of a page: positioned runs, and their reading order. GB/T 33190-2016 chapter 11."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from math import hypot

from openofd.errors import LimitExceeded, MalformedDocument
from openofd.limits import Limits
from openofd.model.graphics import CompositeObject, GraphicUnit, PageBlock, PageObject, TextObject
from openofd.model.resources import CompositeGraphicUnit
from openofd.model.text import TextCode, offsets
from openofd.model.units import IDENTITY, Matrix, Mm

__all__ = ["Composites", "Run", "object_text", "reading_order", "runs_of"]

Composites = Callable[[int], CompositeGraphicUnit | None]
"""Identifier → composite unit."""

_COMPOSITE_COST = 8
"""A composite unit counts as so many levels of nesting: a cycle would never end."""
_COMPOSITE_CHARS = 100
"""And as so many characters: units that name each other twice multiply."""
_SAME_LINE = 0.5
"""Baselines closer than this part of the size are one line."""
_GAP = 0.5
"""A gap wider than this part of the size is read as a blank."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The text of one TextCode where it stands on the page.

    Attributes:
        text: the characters.
        x: left end of the baseline, millimetres from the left edge.
        y: baseline, millimetres from the top edge.
        end: x where the last character ends, if it is as wide as high.
        size: em size on the page, millimetres.
        font: identifier of the font resource.
        object_id: identifier of the text object, if it has one.
    """

    text: str
    x: Mm
    y: Mm
    end: Mm
    size: Mm
    font: int
    object_id: int | None


class _Budget:
    """How many characters and composite units a page may still have."""

    def __init__(self, limits: Limits) -> None:
        self.limits, self.left = limits, limits.glyphs

    def spend(self, count: int) -> None:
        self.left -= count + 1
        if self.left < 0:
            raise LimitExceeded("LIMIT_EXCEEDED", "页面内容过多", "too much text on one page")

    def descend(self, depth: int) -> None:
        if depth > self.limits.xml_depth:
            raise LimitExceeded("LIMIT_EXCEEDED", "页面内容嵌套过深", "objects nested too deeply")


def object_text(unit: TextObject) -> str:
    """All characters of a text object, in the order of the file."""
    return "".join([code.content for code in unit.text_codes])


def runs_of(units: Iterable[PageObject], composites: Composites, limits: Limits) -> Iterator[Run]:
    """The visible text of page objects in painting order, composite units included.

    Raises:
        MalformedDocument: a position is no number.
        LimitExceeded: composite units multiply beyond the ceiling.
    """
    return _runs(units, IDENTITY, composites, _Budget(limits), 0)


def _runs(
    units: Iterable[PageObject], place: Matrix, composites: Composites, budget: _Budget, depth: int
) -> Iterator[Run]:
    budget.descend(depth)
    for unit in units:
        if isinstance(unit, PageBlock):
            yield from _runs(unit.units, place, composites, budget, depth + 1)
        elif isinstance(unit, TextObject) and unit.visible:
            yield from _text_runs(unit, _placed(unit, place), budget)
        elif isinstance(unit, CompositeObject) and unit.visible:
            budget.spend(_COMPOSITE_CHARS)
            inner = _composite_units(composites(unit.resource_id))
            yield from _runs(inner, _placed(unit, place), composites, budget, depth + _COMPOSITE_COST)


def _composite_units(composite: CompositeGraphicUnit | None) -> tuple[PageObject, ...]:
    return composite.content.units if composite is not None and composite.content is not None else ()


def _placed(unit: GraphicUnit, place: Matrix) -> Matrix:
    # 8.5: first the object's own matrix, then the corner of its boundary
    box = unit.boundary
    return unit.ctm.then(Matrix.translation(box.x, box.y)).then(place)


def _text_runs(unit: TextObject, place: Matrix, budget: _Budget) -> Iterator[Run]:
    size = unit.size * hypot(place.c, place.d)
    font, identifier = unit.font, unit.id
    left = top = 0.0
    for code in unit.text_codes:
        # 11.3: a text code without a position starts where the one before it started
        left = left if code.x is None else code.x
        top = top if code.y is None else code.y
        text = code.content
        budget.spend(len(text))
        x, y = place.apply(left, top)
        last_x, _ = place.apply(*_last_glyph(code, len(text), left, top, budget.limits))
        yield Run(
            text=text,
            x=Mm(x),
            y=Mm(y),
            end=Mm(last_x + size),
            size=Mm(size),
            font=font,
            object_id=identifier,
        )


def _last_glyph(code: TextCode, length: int, x: float, y: float, limits: Limits) -> tuple[float, float]:
    steps = max(length - 1, 0)
    try:
        wide = sum(offsets(code.delta_x, steps, limits=limits)) if code.delta_x else 0.0
        high = sum(offsets(code.delta_y, steps, limits=limits)) if code.delta_y else 0.0
    except ValueError:
        raise MalformedDocument("XML_VALUE", "字符偏移的写法不合标准", "a delta list is not legal") from None
    return x + wide, y + high


def reading_order(runs: Iterable[Run]) -> str:
    """Lines from top to bottom, in each line from left to right; lines end with a newline."""
    lines = _lines([run for run in runs if run.text])
    return "\n".join([_line_text(sorted(line, key=lambda run: run.x)) for line in lines])


def _lines(runs: list[Run]) -> list[list[Run]]:
    lines: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (run.y, run.x)):
        if lines and abs(run.y - lines[-1][0].y) <= _SAME_LINE * min(run.size, lines[-1][0].size):
            lines[-1].append(run)
        else:
            lines.append([run])
    return lines


def _line_text(line: list[Run]) -> str:
    ends = [line[0].x, *accumulate([run.end for run in line], max)]
    pieces = [
        " " + run.text if run.x - end > _GAP * run.size else run.text
        for run, end in zip(line, ends, strict=False)
    ]
    return "".join(pieces)
