"""Bookmarks (ISO 32000-1 12.3.3)."""

from collections.abc import Sequence

from openofd.render.pdf.objects import PdfFile, string
from openofd.render.pdf.places import Sheet, place_text
from openofd.render.pdf.values import Bookmark

__all__ = ["write_outline"]


def write_outline(file: PdfFile, outline: Sequence[Bookmark], sheets: Sequence[Sheet]) -> str:
    """Write the outline; the catalogue's entry for it."""
    if not outline:
        return ""
    root = file.reserve()
    span = _level(file, outline, sheets, root)
    file.add(f"<</Type/Outlines{span}/Count {sum(map(_shown, outline))}>>", root)
    return f"/Outlines {root} 0 R/PageMode/UseOutlines"


def _level(file: PdfFile, entries: Sequence[Bookmark], sheets: Sequence[Sheet], parent: int) -> str:
    """Write the entries of one level and below; where the level begins and ends."""
    at = [file.reserve() for _ in entries]
    for index, entry in enumerate(entries):
        below = _level(file, entry.below, sheets, at[index]) if entry.below else ""
        count = sum(map(_shown, entry.below))
        opened = f"/Count {count if entry.expanded else -count}" if entry.below else ""
        before = f"/Prev {at[index - 1]} 0 R" if index else ""
        after = f"/Next {at[index + 1]} 0 R" if index + 1 < len(at) else ""
        place = place_text(entry.place, sheets)
        leads = f"/Dest{place}" if place else ""
        links = f"/Parent {parent} 0 R{before}{after}{below}{opened}{leads}"
        file.add(f"<</Title{string(entry.title)}{links}>>", at[index])
    return f"/First {at[0]} 0 R/Last {at[-1]} 0 R"


def _shown(entry: Bookmark) -> int:
    return 1 + (sum(map(_shown, entry.below)) if entry.expanded else 0)
