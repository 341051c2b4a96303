"""Annotations as plain values. GB/T 33190-2016 chapter 15.

An annotation of the type Stamp is a decoration that anybody can add; a seal is a signature, and only that.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from openofd.document.lines import reading_order
from openofd.document.parts import Parts
from openofd.document.text import Composites, runs_of
from openofd.model.annotations import Annot, Annotations, PageAnnot
from openofd.model.units import Box

__all__ = ["Annotation", "annotations_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """One annotation of one page.

    Attributes:
        page_id: the page's identifier.
        id: as written.
        type: Link, Path, Highlight, Stamp or Watermark.
        subtype: in the writer's words.
        creator: who made it, as written.
        modified: when it was changed last, as written.
        remark: what it says.
        text: the visible text of what is drawn.
        parameters: name to text; of two with one name the first counts.
        box: where it is drawn, millimetres from the page's top left, if the file says so.
        visible: whether it is shown.
        prints: whether it is printed.
        read_only: whether a reader asks not to have it changed.
        path: entry name of the file it stands in.
    """

    page_id: int
    id: str
    type: str
    subtype: str = ""
    creator: str = ""
    modified: str = ""
    remark: str = ""
    text: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)
    box: Box | None = None
    visible: bool = True
    prints: bool = True
    read_only: bool = True
    path: str = ""


def annotations_of(
    parts: Parts, list_name: str, document_folder: str, composites: Composites
) -> Iterator[Annotation]:
    """The annotations of every file a list names, in its order; a file that is missing holds none.

    Raises:
        OpenOfdError: the list is missing, or it or a file is broken.
    """
    for page in parts.parse(Annotations, list_name).pages:
        name = parts.locate(list_name, page.file_loc, document_folder)
        for annot in parts.parse(PageAnnot, name).annots if name in parts.package else ():
            yield _annotation(parts, page.page_id, annot, name, composites)


def _annotation(parts: Parts, page_id: int, annot: Annot, name: str, composites: Composites) -> Annotation:
    shown, parameters = annot.appearance, annot.parameters
    units = shown.units if shown is not None else ()
    texts: dict[str, str] = {}
    for item in parameters.items if parameters is not None else ():
        texts.setdefault(item.name, item.text)
    return Annotation(
        page_id=page_id,
        id=annot.id,
        type=annot.type,
        subtype=annot.subtype,
        creator=annot.creator,
        modified=annot.last_mod_date,
        remark=annot.remark,
        text=reading_order(runs_of(units, composites, parts.limits)),
        parameters=texts,
        box=shown.boundary if shown is not None else None,
        visible=annot.visible,
        prints=annot.print,
        read_only=annot.read_only,
        path=name,
    )
