"""Which drawing parameter holds: GB/T 33190-2016 8.2.

In this order: the object's own, its DrawParam's and what that is based on, the layer's, the default.
"""

from collections.abc import Callable, Iterator
from typing import Literal, Protocol, TypeVar

from openofd.model.colors import Color
from openofd.model.graphics import GraphicUnit
from openofd.model.resources import DrawParam
from openofd.render.displaylist import Colour, Pen

__all__ = ["Params", "Style", "style_of"]

T = TypeVar("T")

_CAPS: dict[str, Literal["butt", "round", "square"]] = {"Round": "round", "Square": "square"}
_JOINS: dict[str, Literal["miter", "round", "bevel"]] = {"Round": "round", "Bevel": "bevel"}
_LONGEST_CHAIN = 16  # a parameter based on itself must not hang the reader


class Params(Protocol):
    """Where drawing parameters are looked up."""

    def draw_param(self, param_id: int | None) -> DrawParam | None:
        """The parameters of that id, if there are any."""
        ...


class Style:
    """The parameters of one object, looked up when asked for."""

    __slots__ = ("_sources",)

    def __init__(self, sources: tuple[GraphicUnit | DrawParam, ...]) -> None:
        self._sources = sources

    @property
    def fill_color(self) -> Color | None:
        """The colour of areas, if anything names one."""
        return self._first(lambda source: source.fill_color)

    @property
    def stroke_color(self) -> Color | None:
        """The colour of lines, if anything names one."""
        return self._first(lambda source: source.stroke_color)

    def pen(self, colour: Colour) -> Pen:
        """The pen for lines of this object. Defaults: table 22 of the standard."""
        dashes = self._first(lambda source: source.dash_pattern) or ()
        return Pen(
            colour=colour,
            width=max(0.0, self._number(lambda source: source.line_width, 0.353)),
            cap=_CAPS.get(self._first(lambda source: source.cap) or "", "butt"),
            join=_JOINS.get(self._first(lambda source: source.join) or "", "miter"),
            miter_limit=self._number(lambda source: source.miter_limit, 3.528),
            dashes=dashes if all(dash >= 0 for dash in dashes) and any(dashes) else (),
            dash_offset=self._number(lambda source: source.dash_offset, 0.0),
        )

    def _first(self, ask: Callable[[GraphicUnit | DrawParam], T | None]) -> T | None:
        for source in self._sources:
            found = ask(source)
            if found is not None:
                return found
        return None

    def _number(self, ask: Callable[[GraphicUnit | DrawParam], float | None], default: float) -> float:
        found = self._first(ask)
        return default if found is None else found


def style_of(unit: GraphicUnit, params: Params, layer_param: int | None) -> Style:
    """The style of `unit` in a layer whose DrawParam is `layer_param`."""
    own = unit.draw_param
    if own is None and layer_param is None:
        return Style((unit,))
    return Style((unit, *_chain(own, params), *_chain(layer_param, params)))


def _chain(param_id: int | None, params: Params) -> Iterator[DrawParam]:
    for _ in range(_LONGEST_CHAIN):
        param = params.draw_param(param_id)
        if param is None:
            return
        yield param
        param_id = param.relative
