"""What a document has beside its pages, as values for a PDF: outline, links, attachments, metadata.

GB/T 33190-2016 7.4 (DocInfo), 7.5 (outlines), chapters 14 (actions), 15 (annotations), 20 (attachments).
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from openofd.document.document import Document
from openofd.document.pages import Page
from openofd.errors import OpenOfdError
from openofd.model.actions import Action, Actions, Dest, Goto
from openofd.model.graphics import GraphicUnit, PageBlock, PageObject
from openofd.model.navigation import OutlineElem
from openofd.model.units import Box
from openofd.render.notes import Notes
from openofd.render.pdf.values import Attachment, Bookmark, Link, PdfInfo, Place

__all__ = ["Directory", "attachments_of", "info_of"]

_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_MOST_LINKS = 2_000  # of one page
_MOST_BOOKMARKS = 20_000


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


def attachments_of(document: Document, notes: Notes) -> Sequence[Attachment]:
    """The attached files; a list that cannot be read is noted."""
    try:
        return [Attachment(name=name, data=data) for name, data in document.attachments.items()]
    except OpenOfdError as error:
        notes.error(error, "Attachments")
        return ()


class Directory:
    """Where the document's jumps lead."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._pages = {page.id: index for index, page in reversed([*enumerate(document.pages)])}
        self._bookmarks_left = _MOST_BOOKMARKS

    def outline(self) -> tuple[Bookmark, ...]:
        """The outline, as far as it makes sense."""
        outlines = self._document.root.outlines
        return () if outlines is None else tuple(self._entries(outlines.items))

    def links(self, page: Page) -> Iterator[Link]:
        """The objects of a page that lead somewhere when clicked."""
        left = _MOST_LINKS
        for unit in _units([unit for layer in page.layers() for unit in layer.units]):
            for to in self._targets(unit.actions):
                left -= 1
                if left < 0:
                    return
                yield Link(box=_edges(unit.boundary), to=to)

    def _entries(self, items: Sequence[OutlineElem]) -> Iterator[Bookmark]:
        for item in items:
            self._bookmarks_left -= 1
            if self._bookmarks_left < 0:
                return
            places = (to for to in self._targets(item.actions) if isinstance(to, Place))
            below = tuple(self._entries(item.items))
            yield Bookmark(title=item.title, place=next(places, None), below=below, expanded=item.expanded)

    def _targets(self, actions: Actions | None) -> Iterator[str | Place]:
        for action in () if actions is None else actions.items:
            to = self._target(action)
            if to is not None:
                yield to

    def _target(self, action: Action) -> str | Place | None:
        if action.event != "CLICK":
            return None
        if action.uri is not None:
            return action.uri.base + action.uri.uri
        return None if action.goto is None else self._place(action.goto)

    def _place(self, goto: Goto) -> Place | None:
        dest = goto.dest if goto.bookmark is None else self._named.get(goto.bookmark.name)
        if dest is None or dest.page_id not in self._pages:
            return None
        return Place(page=self._pages[dest.page_id], left=dest.left, top=dest.top)

    @property
    def _named(self) -> Mapping[str, Dest]:
        bookmarks = self._document.root.bookmarks
        items = () if bookmarks is None else bookmarks.items
        return {item.name: item.dest for item in items if item.dest is not None}


def _units(units: Sequence[PageObject]) -> Iterator[GraphicUnit]:
    for unit in units:
        if isinstance(unit, PageBlock):
            yield from _units(unit.units)
        elif isinstance(unit, GraphicUnit):
            yield unit


def _edges(box: Box) -> tuple[float, float, float, float]:
    return box.x, box.y, box.right, box.bottom
