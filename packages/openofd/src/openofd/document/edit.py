"""Editing by appending: what a change does not name keeps its bytes. GB/T 33190-2016 chapters 15, 18.1, 20.

    data = edit(document, Attach(name="data.xml", data=raw), Annotate(...))

New files are added to the package; a part that must name them gets a few bytes put in, everything else in it
stays as written. A signature covers bytes: where it covers a part that would have to change, nothing is done.
"""

from openofd.document.changes import AddPages, Annotate, Attach, Change, highlight
from openofd.document.document import Document
from openofd.document.grafting import add_pages
from openofd.document.plan import Plan, covered_by
from openofd.document.writing import add_annotation, add_attachment
from openofd.errors import CannotEdit
from openofd.package.append import append

__all__ = ["AddPages", "Annotate", "Attach", "Change", "edit", "highlight"]


def edit(document: Document, *changes: Change, unsafely_break_signatures: bool = False) -> bytes:
    """The package with the changes made, in their order.

    Args:
        document: as opened; it is not changed.
        changes: what to add.
        unsafely_break_signatures: True to change parts that signatures cover; every such signature is then
            worthless, and readers will say so.

    Raises:
        CannotEdit: EDIT_SIGNED if a signature covers what must change, EDIT_PLACE if a change names a page
            that is not there, EDIT_DRAWING if what shall be drawn is no XML.
        UnsupportedFeature: EDIT_COLOURS if pages come with a default colour space.
        OpenOfdError: a part that must be read is missing or broken.
    """
    plan = Plan(document, frozenset() if unsafely_break_signatures else covered_by(document))
    for change in changes:
        match change:
            case Attach():
                add_attachment(plan, change)
            case Annotate():
                add_annotation(plan, change)
            case AddPages():
                add_pages(plan, change)
    finished = plan.finished()
    _check_signatures(plan.covered, finished)
    return append(document.package, finished)


def _check_signatures(covered: frozenset[str], finished: dict[str, bytes]) -> None:
    broken = [name for name in finished if name in covered]
    if broken:
        raise CannotEdit(
            "EDIT_SIGNED",
            "已有签章保护了必须修改的部分，修改会使签章失效",
            "a signature covers a part that would have to change",
            where=broken[0],
        )
