"""What can be added to a document, as values. GB/T 33190-2016 chapters 15 (annotations), 20 (attachments)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from openofd.document.document import Document
from openofd.document.search import Hit
from openofd.model.units import Box, format_number

__all__ = ["AddPages", "Annotate", "AnnotationType", "Attach", "Change", "highlight"]

AnnotationType = Literal["Link", "Path", "Highlight", "Stamp", "Watermark"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attach:
    """Add a file.

    Attributes:
        name: as shown to a person.
        data: the file.
        format: its suffix or media type, as the standard leaves open.
        created: when it was made, if that shall be told.
        visible: whether a reader shows it in its list.
        usage: what it is for.
    """

    name: str
    data: bytes = field(repr=False)
    format: str = ""
    created: datetime | None = None
    visible: bool = True
    usage: str = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotate:
    """Add an annotation.

    Attributes:
        page_id: the page's identifier.
        type: one of the five of the standard.
        creator: who makes it.
        modified: when.
        box: where it is drawn, millimetres from the page's top left.
        drawing: page objects as XML with the prefix `ofd`, placed from the box's corner; they are given
            identifiers. They may name resources of the document.
        remark: what it says.
        subtype: in words of one's own.
        parameters: name to text.
        visible: whether it is shown.
        prints: whether it is printed.
        read_only: whether a reader is asked not to have it changed.
    """

    page_id: int
    type: AnnotationType
    creator: str
    modified: date
    box: Box
    drawing: str = ""
    remark: str = ""
    subtype: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)
    visible: bool = True
    prints: bool = True
    read_only: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class AddPages:
    """Add pages of another document with their templates and resources; no annotations, tags or actions.

    Attributes:
        source: where they come from: a file, or a draft written to bytes and opened.
        indices: which pages, from 0; None for all.
        at: before which page of the document, from 0; None for the end.
    """

    source: Document
    indices: tuple[int, ...] | None = None
    at: int | None = None


Change = Attach | Annotate | AddPages


def highlight(
    hit: Hit, *, creator: str, modified: date, color: tuple[int, int, int] = (255, 235, 59), alpha: int = 96
) -> Annotate:
    """An annotation that marks what was found, see-through so that the text stays legible."""
    left, top = min(box.x for box in hit.boxes), min(box.y for box in hit.boxes)
    around = Box(left, top, max(b.right for b in hit.boxes) - left, max(b.bottom for b in hit.boxes) - top)
    value = " ".join([str(channel) for channel in color])
    paint = f'<ofd:FillColor Value="{value}" Alpha="{alpha}"/>'
    return Annotate(
        page_id=hit.page_id,
        type="Highlight",
        creator=creator,
        modified=modified,
        box=around,
        drawing="".join([_filled(box, left, top, paint) for box in hit.boxes]),
        remark=hit.text,
    )


def _filled(box: Box, left: float, top: float, paint: str) -> str:
    place = Box(box.x - left, box.y - top, box.w, box.h)
    w, h = format_number(box.w), format_number(box.h)
    outline = f"M 0 0 L {w} 0 L {w} {h} L 0 {h} C"
    return (
        f'<ofd:PathObject Boundary="{place.format()}" Stroke="false" Fill="true">{paint}'
        f"<ofd:AbbreviatedData>{outline}</ofd:AbbreviatedData></ofd:PathObject>"
    )
