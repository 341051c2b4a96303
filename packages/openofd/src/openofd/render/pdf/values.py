"""What a PDF says beside its pages, as values: metadata, bookmarks, links, files (ISO 32000-1 chapter 12)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from openofd.render.paths import Extent

__all__ = ["Attachment", "Bookmark", "Link", "PdfInfo", "Place"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfInfo:
    """Metadata (14.3.3); what is empty is not written. `more` are entries of names of one's own."""

    title: str = ""
    author: str = ""
    subject: str = ""
    keywords: str = ""
    creator: str = ""
    created: str = ""
    more: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place to go to: a page, from 0, and a point on it in millimetres; None keeps what is shown."""

    page: int
    left: float | None = None
    top: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bookmark:
    """An entry of the outline (12.3.3) with those below it, which are shown at first or not."""

    title: str
    place: Place | None = None
    below: tuple["Bookmark", ...] = ()
    expanded: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An area of a page, in millimetres, that leads to an address or to a place (12.5.6.5)."""

    box: Extent
    to: str | Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that travels inside (7.11.4)."""

    name: str
    data: bytes = field(repr=False)
