"""Places on pages, and links to them (ISO 32000-1 12.3.2, 12.5.6.5, 12.6)."""

from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from openofd.model.units import Matrix
from openofd.render.pdf.objects import number, numbers
from openofd.render.pdf.values import Link, Place

__all__ = ["POINTS", "Sheet", "place_text", "write_link"]

POINTS = 72 / 25.4
"""Points in a millimetre."""

_SCHEMES = frozenset({"http", "https", "mailto"})  # others would start programs or scripts
_PLAIN = "-._~:/?#[]@!$&'*+,;=%"  # no brackets: they would end the string


class Sheet(NamedTuple):
    """A page that was written: its object, and what takes its millimetres to points."""

    number: int
    base: Matrix


def place_text(place: Place | None, sheets: Sequence[Sheet]) -> str:
    """A destination; nothing for a page that is not there."""
    if place is None or not 0 <= place.page < len(sheets):
        return ""
    sheet = sheets[place.page]
    x, y = sheet.base.apply(place.left or 0.0, place.top or 0.0)
    across = "null" if place.left is None else number(x)
    down = "null" if place.top is None else number(y)
    return f"[{sheet.number} 0 R/XYZ {across} {down} null]"


def write_link(link: Link, sheets: Sequence[Sheet], on: Sheet) -> str:
    """The annotation of a link on a page; nothing if it leads nowhere that a reader should go."""
    action = _action(link.to, sheets)
    if not action:
        return ""
    left, top, right, bottom = link.box
    (x1, y1), (x2, y2) = on.base.apply(left, bottom), on.base.apply(right, top)
    return f"<</Type/Annot/Subtype/Link/Border[0 0 0]/Rect[{numbers(x1, y1, x2, y2)}]{action}>>"


def _action(to: str | Place, sheets: Sequence[Sheet]) -> str:
    if isinstance(to, Place):
        destination = place_text(to, sheets)
        return f"/Dest{destination}" if destination else ""
    address = quote(to.strip(), safe=_PLAIN)
    try:
        known = urlsplit(address).scheme.lower() in _SCHEMES
    except ValueError:
        known = False
    return f"/A<</S/URI/URI({address})>>" if known else ""
