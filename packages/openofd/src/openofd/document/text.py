"""Text of a page as positioned runs. GB/T 33190-2016 chapter 11."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from math import hypot

from openofd.document.characters import Character, Placement, characters_of, span_of
from openofd.errors import LimitExceeded
from openofd.limits import Limits
from openofd.model.graphics import CompositeObject, GraphicUnit, PageBlock, PageObject, TextObject
from openofd.model.resources import CompositeGraphicUnit
from openofd.model.units import IDENTITY, Matrix, Mm

__all__ = ["Composites", "Run", "object_text", "runs_of"]

Composites = Callable[[int], CompositeGraphicUnit | None]
"""Identifier → composite unit."""

_COMPOSITE_COST = 8
"""A composite unit counts as so many levels of nesting: a cycle would never end."""
_COMPOSITE_CHARS = 100
"""And as so many characters: units that name each other twice multiply."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The text of one TextCode where it stands on the page.

    Attributes:
        text: the characters.
        x: left end of the baseline, millimetres from the left edge.
        y: baseline, millimetres from the top edge.
        end: x where the last character ends, by a guess at its width.
        size: em size on the page, millimetres.
        font: identifier of the font resource.
        object_id: identifier of the text object, if it has one.
        placement: what it was read from.
    """

    text: str
    x: Mm
    y: Mm
    end: Mm
    size: Mm
    font: int
    object_id: int | None
    placement: Placement = field(repr=False, compare=False)

    def characters(self) -> tuple[Character, ...]:
        """Each character with its box, to mark it on the page.

        Raises:
            MalformedDocument: a delta list or a glyph list is none.
        """
        return characters_of(self.placement)


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
    box, ctm = unit.boundary, unit.ctm
    corner = Matrix.translation(box.x, box.y)
    own = corner if ctm is IDENTITY else ctm.then(corner)
    return own if place is IDENTITY else own.then(place)


def _text_runs(unit: TextObject, place: Matrix, budget: _Budget) -> Iterator[Run]:
    own_size = unit.size
    size = own_size * hypot(place.c, place.d)
    font, identifier, em = unit.font, unit.id, own_size * unit.h_scale
    left = top = 0.0
    for number, code in enumerate(unit.text_codes):
        # 11.3: a text code without a position starts where the one before it started
        said_x, said_y, text = code.x, code.y, code.content
        left = left if said_x is None else said_x
        top = top if said_y is None else said_y
        budget.spend(len(text))
        x, y = place.apply(left, top)
        placement = Placement(unit, code, text, number, left, top, own_size, em, place, budget.limits)
        wide, high = span_of(placement)
        last_x, _ = place.apply(left + wide, top + high)
        yield Run(
            text=text,
            x=Mm(x),
            y=Mm(y),
            end=Mm(last_x),
            size=Mm(size),
            font=font,
            object_id=identifier,
            placement=placement,
        )
