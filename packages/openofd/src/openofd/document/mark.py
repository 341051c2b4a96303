"""Something to point at on a page, such as what was altered: a value between report and picture."""

from dataclasses import dataclass

from openofd.model.units import Box

__all__ = ["Mark"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A place on a page with what is to be said of it.

    Attributes:
        page_id: the page's id in Document.xml.
        box: the place, mm from the page's top left.
        label: one short sentence for a person.
    """

    page_id: int
    box: Box
    label: str
