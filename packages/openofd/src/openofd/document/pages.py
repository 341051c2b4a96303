"""One page: its boxes, layers and text. GB/T 33190-2016 7.7."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from openofd.document.characters import PLACEHOLDER, Character
from openofd.document.lines import reading_order
from openofd.document.parts import Parts
from openofd.document.resources import Resources
from openofd.document.text import Run, object_text, runs_of
from openofd.model.document import CommonData, PageArea
from openofd.model.graphics import PageBlock, PageObject, TextObject
from openofd.model.page import Layer
from openofd.model.page import Page as PageModel
from openofd.model.resources import CompositeGraphicUnit
from openofd.model.units import Box

if TYPE_CHECKING:
    from openofd.document.navigation import Action

__all__ = ["A4", "Page"]

A4 = Box(0.0, 0.0, 210.0, 297.0)
"""Where neither page, template nor document says a size."""

_ORDER = {"Background": 0, "Body": 1, "Foreground": 2}


class Page:
    """A page or a template page, read when asked for.

    Attributes:
        id: identifier in the document.
        name: entry name.
    """

    def __init__(
        self,
        parts: Parts,
        identifier: int,
        name: str,
        common: CommonData,
        document_folder: str,
        templates: "Mapping[int, Page]",
        shared: tuple[str, ...],
    ) -> None:
        self.id, self.name = identifier, name
        self._parts, self._common, self._folder = parts, common, document_folder
        self._templates, self._shared = templates, shared

    @cached_property
    def content(self) -> PageModel:
        """The root of the page's file."""
        return self._parts.parse(PageModel, self.name)

    @property
    def is_read(self) -> bool:
        """Whether the page's file has been parsed, and is kept."""
        return "content" in self.__dict__

    def forget(self) -> None:
        """Let what was parsed go; it is parsed again when asked for."""
        self.__dict__.pop("content", None)
        self._parts.forget(self.name)

    @cached_property
    def resources(self) -> Resources:
        """What the page's objects can name: its own, then the templates', then the document's resources."""
        return Resources(self._parts, self._resource_names(), self._folder)

    def _resource_names(self) -> tuple[str, ...]:
        own = [self._parts.locate(self.name, loc, self._folder) for loc in self.content.page_res]
        borrowed = [name for page, _ in self._used_templates() for name in page._resource_names()]  # noqa: SLF001 - its own kind
        return tuple(dict.fromkeys([*own, *borrowed, *self._shared]))

    @property
    def physical_box(self) -> Box:
        """The sheet, millimetres."""
        return self._box("physical_box") or A4

    @property
    def box(self) -> Box:
        """What is shown: the application box, else the physical box; millimetres."""
        return self._box("application_box") or self.physical_box

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of what is shown, millimetres."""
        return self.box.w, self.box.h

    def layers(self) -> tuple[Layer, ...]:
        """All layers in painting order, those of the templates included.

        GB/T 33190-2016 7.7: in each of background, body and foreground the templates come first.
        """
        return tuple([layer for _, layer in self.ordered_layers()])

    def ordered_layers(self) -> list[tuple[str, Layer]]:
        """The layers in painting order, each with the type it counts as: a template lends its own."""
        ranked = [
            (2 * _rank(template_order), template_order, layer)
            for template, template_order in self._used_templates()
            for layer in template._own_layers()  # noqa: SLF001 - its own kind
        ]
        ranked += [(2 * _rank(layer.type) + 1, layer.type, layer) for layer in self._own_layers()]
        return [(kind, layer) for _, kind, layer in sorted(ranked, key=lambda each: each[0])]

    @property
    def actions(self) -> "tuple[Action, ...]":
        """What happens when the page is opened."""
        from openofd.document.navigation import actions_of

        return actions_of(self.content.actions)

    def runs(self) -> tuple[Run, ...]:
        """The visible text in painting order.

        Raises:
            OpenOfdError: the page or something it names is broken, or holds too much.
        """
        units = [unit for layer in self.layers() for unit in layer.units]
        runs = tuple(runs_of(units, self._composite, self._parts.limits))
        if not any(PLACEHOLDER in run.text for run in runs):
            return runs
        from openofd.document.glyphs import recovered

        return tuple(recovered(runs, self.resources.font_file))

    def text(self) -> str:
        """The visible text in reading order, a line of the page a line of text."""
        return reading_order(self.runs())

    def characters(self) -> tuple[Character, ...]:
        """Every visible character with its box, in painting order.

        Raises:
            OpenOfdError: as `runs`.
        """
        return tuple([character for run in self.runs() for character in run.characters()])

    @cached_property
    def texts(self) -> dict[int, str]:
        """The characters of each text object by its identifier, the templates' included."""
        found: dict[int, str] = {}
        for layer in self.layers():
            for unit in _text_objects(layer.units):
                if unit.id is not None:
                    found.setdefault(unit.id, object_text(unit))
        return found

    def _composite(self, identifier: int) -> CompositeGraphicUnit | None:
        # asked late: a page without composite units needs no resource files for its text
        return self.resources.composite(identifier)

    def _box(self, name: str) -> Box | None:
        for area in self._areas():
            box: Box | None = getattr(area, name)
            if box is not None:
                return box
            if area.physical_box is not None:
                return None
        return None

    def _areas(self) -> Iterator[PageArea]:
        # the page's area, else its template's, else the document's
        if self.content.area is not None:
            yield self.content.area
        for template, _ in self._used_templates():
            if template.content.area is not None:
                yield template.content.area
        if self._common.page_area is not None:
            yield self._common.page_area

    def _own_layers(self) -> tuple[Layer, ...]:
        return self.content.content.layers if self.content.content is not None else ()

    def _used_templates(self) -> "Iterator[tuple[Page, str]]":
        for use in self.content.templates:
            template = self._templates.get(use.template_id)
            if template is not None:
                yield template, use.z_order


def _rank(order: str) -> int:
    found = _ORDER.get(order)
    if found is None:
        # "Backqround" is met: a background drawn late would hide the page
        return next((rank for name, rank in _ORDER.items() if order[:4] == name[:4]), 1)
    return found


def _text_objects(units: tuple[PageObject, ...]) -> Iterator[TextObject]:
    for unit in units:
        if isinstance(unit, TextObject):
            yield unit
        elif isinstance(unit, PageBlock):
            yield from _text_objects(unit.units)
