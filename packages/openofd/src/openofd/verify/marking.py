"""Where on the pages a report's findings show: what was altered, what no signature protects.

GB/T 33190-2016 18.1: a signature protects files; a reader looks at pages, templates, objects and annotations.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from types import MappingProxyType
from typing import Final, NamedTuple

from openofd.document.document import Document
from openofd.document.mark import Mark
from openofd.document.pages import Page
from openofd.errors import Language, MalformedDocument, OpenOfdError
from openofd.model.annotations import Annotations, PageAnnot
from openofd.model.graphics import (
    CompositeObject,
    GraphicUnit,
    ImageObject,
    PageBlock,
    PageObject,
    TextObject,
)
from openofd.model.resources import CompositeGraphicUnit, Font, MultiMedia
from openofd.package.path import resolve

__all__ = ["marks"]

_ALTERED: Final = ("签章后被改动", "altered after sealing")
_MISSING: Final = ("签章后被删除", "removed after sealing")
_OPEN: Final = ("不在签章保护之内", "not protected by any seal")
_LABELS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "REF_DIGEST": _ALTERED,
        "REF_VALUE": _ALTERED,
        "REF_MISSING": _MISSING,
        "COVERAGE_STRUCTURE": _OPEN,
        "COVERAGE_VISIBLE": _OPEN,
        "COVERAGE_ANNOT": _OPEN,
    }
)
_MOST_OBJECTS: Final = 200  # of one page; beyond them the page as a whole is marked
_MOST_PAGES: Final = 500


def marks(
    findings: Iterable[tuple[str, str]],
    signed: frozenset[int],
    document: Document,
    language: Language = "zh",
) -> tuple[Mark, ...]:
    """What a reader of the document must not rely on, by page.

    Args:
        findings: reason code and place of everything a report found.
        signed: numbers of the documents of the package that carry a signature.
        document: one document of the package.
        language: of the labels.
    """
    marker = _Marker(document, _labels(findings, language))
    unsigned = bool(signed) and document.body.number not in signed
    found: list[Mark] = []
    with suppress(OpenOfdError):  # what cannot be read is not drawn either
        for page in document.pages[:_MOST_PAGES]:
            if unsigned:
                found.append(Mark(page_id=page.id, box=page.box, label=_said(_OPEN, language)))
            elif marker.labels:
                found += marker.page(page)
    return tuple(dict.fromkeys(found))


def _said(label: tuple[str, str], language: Language) -> str:
    return label[0] if language == "zh" else label[1]


def _labels(findings: Iterable[tuple[str, str]], language: Language) -> Mapping[str, str]:
    """Entry name → what is to be said of it."""
    found: dict[str, str] = {}
    for code, where in findings:
        if code in _LABELS:
            with suppress(MalformedDocument):
                found.setdefault(resolve("", where), _said(_LABELS[code], language))
    return found


class _Place(NamedTuple):
    """An object of a page and the entries that decide how it looks."""

    unit: GraphicUnit
    entries: tuple[str, ...]


class _Marker:
    """Marks the pages of one document."""

    def __init__(self, document: Document, labels: Mapping[str, str]) -> None:
        self.labels = labels
        self._document = document
        self._annotations = dict(self._annotation_files())

    def page(self, page: Page) -> Iterator[Mark]:
        """The marks of one page."""
        with suppress(OpenOfdError):
            whole = self.labels.get(self._document.body.root_name) or self.labels.get(page.name)
            if whole:
                yield Mark(page_id=page.id, box=page.box, label=whole)
            else:
                yield from self._objects(page)
        with suppress(OpenOfdError):
            yield from self._annots(page)

    def _objects(self, page: Page) -> Iterable[Mark]:
        found = [
            Mark(page_id=page.id, box=unit.boundary, label=label)
            for unit, entries in self._places(page)
            if (label := self._label(entries))
        ]
        return (
            found
            if len(found) <= _MOST_OBJECTS
            else [Mark(page_id=page.id, box=page.box, label=found[0].label)]
        )

    def _label(self, entries: Iterable[str]) -> str:
        return next((self.labels[name] for name in entries if name in self.labels), "")

    def _places(self, page: Page) -> Iterator[_Place]:
        """Every object of the page: with the template it stands on, and with the resources it names."""
        templates = self._document.templates
        for use in page.content.templates:
            template = templates.get(use.template_id)
            if template is not None:
                yield from _placed(template, (template.name,))
        yield from _placed(page, ())

    def _annots(self, page: Page) -> Iterator[Mark]:
        for list_name, file_name in self._annotations.get(page.id, ()):
            label = self._label((list_name, file_name))
            if not label or file_name not in self._document.package:
                continue
            for annot in self._document.parts.parse(PageAnnot, file_name).annots:
                appearance = annot.appearance
                if appearance is not None and appearance.boundary is not None:
                    yield Mark(page_id=page.id, box=appearance.boundary, label=label)

    def _annotation_files(self) -> Iterator[tuple[int, list[tuple[str, str]]]]:
        """Page id → (list, file) of its annotations."""
        parts, body = self._document.parts, self._document.body
        found: dict[int, list[tuple[str, str]]] = {}
        with suppress(OpenOfdError):
            for loc in self._document.root.annotations:
                list_name = parts.locate(body.root_name, loc, body.folder)
                for line in parts.parse(Annotations, list_name).pages:
                    file_name = parts.locate(list_name, line.file_loc, body.folder)
                    found.setdefault(line.page_id, []).append((list_name, file_name))
        yield from found.items()


def _placed(page: Page, entries: tuple[str, ...]) -> Iterator[_Place]:
    content = page.content.content
    for layer in content.layers if content is not None else ():
        for unit in _units(layer.units):
            yield _Place(unit, entries + _sources(page, unit))


def _units(units: Iterable[PageObject]) -> Iterator[GraphicUnit]:
    for unit in units:
        if isinstance(unit, PageBlock):
            yield from _units(unit.units)
        else:
            assert isinstance(unit, GraphicUnit)  # a block holds blocks and graphic units, nothing else
            yield unit


def _sources(page: Page, unit: GraphicUnit) -> tuple[str, ...]:
    if isinstance(unit, TextObject):
        return page.resources.entries(Font, unit.font)
    if isinstance(unit, ImageObject):
        masks = () if unit.image_mask is None else page.resources.entries(MultiMedia, unit.image_mask)
        return page.resources.entries(MultiMedia, unit.resource_id) + masks
    if isinstance(unit, CompositeObject):
        return page.resources.entries(CompositeGraphicUnit, unit.resource_id)
    return ()
