"""Draw pages: an OFD page becomes a display list, that becomes SVG (GB/T 33190-2016 chapters 8–15)."""

from openofd.document.mark import Mark
from openofd.render.displaylist import DisplayList, Note
from openofd.render.drawing import draw_page, page_svg
from openofd.render.seals import SealDrawing, SealState
from openofd.render.stamps import seal_drawings

__all__ = [
    "DisplayList",
    "Mark",
    "Note",
    "SealDrawing",
    "SealState",
    "draw_page",
    "page_svg",
    "seal_drawings",
]
