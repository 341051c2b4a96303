"""A page as a display list: layers, then annotations, in painting order (GB/T 33190-2016 7.7, chapter 15)."""

from collections.abc import Iterator

from openofd.document.document import Document
from openofd.document.pages import A4, Page
from openofd.errors import LimitExceeded, MalformedDocument, OpenOfdError
from openofd.model.annotations import Annot, Annotations, PageAnnot
from openofd.model.units import Box, Matrix
from openofd.render.displaylist import DisplayList, Item
from openofd.render.frame import Frame
from openofd.render.library import Fonts, Library
from openofd.render.notes import Notes
from openofd.render.painter import Painter
from openofd.render.paths import Extent

__all__ = ["annots_of", "page_of", "scene"]

_LARGEST_SIDE = 20_000.0  # mm; the largest real sheets (engineering drawings, banners) stay below


def page_of(document: Document, index: int) -> Page:
    """Page `index`, from 0.

    Raises:
        MalformedDocument: PAGE_MISSING.
    """
    if not 0 <= index < len(document.pages):
        raise MalformedDocument("PAGE_MISSING", "没有这一页", "there is no such page", where=str(index + 1))
    return document.pages[index]


def scene(document: Document, page: Page, *, fonts: Fonts) -> DisplayList:
    """What a page looks like without seals.

    Raises:
        MalformedDocument: the page's own file, a template or a resource file cannot be read.
        LimitExceeded: the page asks for more than `openofd.limits` allows.
    """
    notes = Notes()
    default_space = document.root.common_data.default_cs
    library = Library(page.resources, default_space, notes, fonts)
    painter = Painter(library, notes)
    _tell_missing_templates(document, page, notes)
    items = (*_layers(page, painter), *_annotations(document, page, painter, notes))
    return DisplayList(box=_shown(page), items=items, notes=notes.all())


def _layers(page: Page, painter: Painter) -> Iterator[Item]:
    for layer in page.layers():
        yield from painter.layer(layer)


def _tell_missing_templates(document: Document, page: Page, notes: Notes) -> None:
    for use in page.content.templates:
        if use.template_id not in document.templates:
            notes.add("RESOURCE_MISSING", f"TemplatePage {use.template_id}")


def _annotations(document: Document, page: Page, painter: Painter, notes: Notes) -> Iterator[Item]:
    for loc in document.root.annotations:
        name = document.parts.locate(document.body.root_name, loc, document.body.folder)
        try:
            for annot in annots_of(document, name, page.id):
                yield from _appearance(annot, painter)
        except LimitExceeded:
            raise
        except OpenOfdError as error:
            notes.error(error, name)


def annots_of(document: Document, list_name: str, page_id: int) -> Iterator[Annot]:
    """The annotations of a page that a list of the document leads to (15.1).

    Raises:
        OpenOfdError: the list or a file it names is missing or broken.
    """
    for line in document.parts.parse(Annotations, list_name).pages:
        if line.page_id == page_id:
            name = document.parts.locate(list_name, line.file_loc, document.body.folder)
            yield from document.parts.parse(PageAnnot, name).annots


def _appearance(annot: Annot, painter: Painter) -> Iterator[Item]:
    """Objects of an appearance are placed from its corner (15.2)."""
    appearance = annot.appearance
    if appearance is None or not annot.visible:
        return
    corner = appearance.boundary or Box(0.0, 0.0, 0.0, 0.0)
    yield from painter.paint(appearance.units, Frame(matrix=Matrix.translation(corner.x, corner.y)))


def _shown(page: Page) -> Extent:
    """The application box within the physical box; A4 where that is nothing or out of all measure."""
    box, physical = page.box, page.physical_box
    left, top = max(box.x, physical.x), max(box.y, physical.y)
    right, bottom = min(box.right, physical.right), min(box.bottom, physical.bottom)
    if not (0 < right - left <= _LARGEST_SIDE and 0 < bottom - top <= _LARGEST_SIDE):
        return A4.x, A4.y, A4.right, A4.bottom
    return left, top, right, bottom
