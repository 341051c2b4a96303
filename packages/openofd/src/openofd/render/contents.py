"""What a document has beside its pages, as values for a PDF: outline, links, attachments, metadata.

GB/T 33190-2016 7.4 (DocInfo), 7.5 (outlines), chapters 14 (actions), 15 (annotations), 20 (attachments).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain, islice

from openofd.document.document import Document
from openofd.document.navigation import Action, OutlineEntry, actions_of
from openofd.document.pages import Page
from openofd.errors import OpenOfdError
from openofd.model.graphics import GraphicUnit, PageBlock, PageObject
from openofd.model.units import Box
from openofd.render.notes import Notes
from openofd.render.pdf.values import Attachment, Bookmark, Link, PdfInfo, Place
from openofd.render.scene import annots_of

__all__ = ["Directory", "attachments_of", "info_of"]

_DATE = re.compile(r"(?:D:)?(\d{4})-?(\d{1,2})-?(\d{1,2})")  # some writers use PDF's form
_MOST_LINKS = 2_000  # of one page
_MOST_BOOKMARKS = 20_000
_NOWHERE = Box(0.0, 0.0, 0.0, 0.0)


def info_of(document: Document) -> PdfInfo:
    """The metadata."""
    info = document.info
    written = _DATE.match(info.creation_date)
    created = f"D:{written[1]}{int(written[2]):02}{int(written[3]):02}" if written else ""
    return PdfInfo(
        title=info.title,
        author=info.author,
        subject=info.subject,
        keywords="、".join(info.keywords),
        creator=" ".join(filter(None, (info.creator, info.creator_version))),
        created=created,
    )


def attachments_of(document: Document, notes: Notes) -> Iterator[Attachment]:
    """The attached files one by one; of two with one name the first counts. What cannot be read is noted."""
    names: set[str] = set()
    try:
        for one in document.attached_files:
            if one.name not in names:
                names.add(one.name)
                yield Attachment(name=one.name, data=one.read())
    except OpenOfdError as error:
        notes.error(error, "Attachments")


class Directory:
    """Where the document's jumps lead."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._pages = {page.id: index for index, page in reversed([*enumerate(document.pages)])}
        self._bookmarks_left = _MOST_BOOKMARKS

    def outline(self) -> tuple[Bookmark, ...]:
        """The outline, as far as it is not endless."""
        return tuple(self._entries(self._document.outline))

    def links(self, document: Document, page: Page) -> tuple[Link, ...]:
        """The objects of a page and of its annotations that lead somewhere when clicked, seen or not.

        Args:
            document: the same document, perhaps opened again.
            page: a page of it.
        """
        units = _units([unit for layer in page.layers() for unit in layer.units], _NOWHERE)
        found = (
            Link(box=_edges(_area(unit, action), corner), to=to)
            for unit, corner in chain(units, _annotated(document, page))
            for action in actions_of(unit.actions)
            if (to := self._target(action)) is not None
        )
        return tuple(islice(found, _MOST_LINKS))

    def _entries(self, entries: Iterable[OutlineEntry]) -> Iterator[Bookmark]:
        for entry in entries:
            self._bookmarks_left -= 1
            if self._bookmarks_left < 0:
                return
            targets = map(self._target, entry.actions)
            place = next((to for to in targets if isinstance(to, Place)), None)
            below = tuple(self._entries(entry.entries))
            yield Bookmark(title=entry.title, place=place, below=below, expanded=entry.expanded)

    def _target(self, action: Action) -> str | Place | None:
        if action.event != "click":
            return None
        if action.kind == "uri":
            return action.base + action.uri
        named = self._document.bookmarks.get(action.bookmark)
        destination = named if action.bookmark else action.destination
        if destination is None or destination.page_id not in self._pages:
            return None
        return Place(page=self._pages[destination.page_id], left=destination.left, top=destination.top)


def _annotated(document: Document, page: Page) -> Iterator[tuple[GraphicUnit, Box]]:
    """The objects of the page's annotations that can be clicked; drawing tells of what cannot be read."""
    for loc in document.root.annotations:
        name = document.parts.locate(document.body.root_name, loc, document.body.folder)
        with suppress(OpenOfdError):
            for annot in annots_of(document, name, page.id):
                if annot.appearance is not None:
                    yield from _units(annot.appearance.units, annot.appearance.boundary or _NOWHERE)


def _units(units: Sequence[PageObject], corner: Box) -> Iterator[tuple[GraphicUnit, Box]]:
    """The objects that can be clicked, with the box from whose corner they are placed."""
    for unit in units:
        if isinstance(unit, PageBlock):
            yield from _units(unit.units, corner)
        elif isinstance(unit, GraphicUnit) and unit.actions is not None:
            yield unit, corner


def _area(unit: GraphicUnit, action: Action) -> Box:
    """The region of an action is given from the object's corner; without one all of the object answers."""
    box, area = unit.boundary, action.area
    return box if area is None else Box(box.x + area.x, box.y + area.y, area.w, area.h)


def _edges(box: Box, corner: Box) -> tuple[float, float, float, float]:
    return corner.x + box.x, corner.y + box.y, corner.x + box.right, corner.y + box.bottom
