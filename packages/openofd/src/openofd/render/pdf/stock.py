"""What the pages of one PDF share: fonts, images, states, patterns (ISO 32000-1 7.8.3)."""

from openofd.render.pdf.canvas import Canvas
from openofd.render.pdf.fonts import Fonts
from openofd.render.pdf.images import Images
from openofd.render.pdf.objects import PdfFile
from openofd.render.pdf.paints import Paints
from openofd.render.pdf.shadings import Shadings
from openofd.render.pdf.states import States

__all__ = ["Stock"]


class Stock:
    """Everything that is written once and named often."""

    def __init__(self, file: PdfFile) -> None:
        self._file = file
        self.fonts, self.images, self.states = Fonts(file), Images(file), States(file)
        self.paints = Paints(file, Shadings(file))

    def form(self, canvas: Canvas, entries: str) -> int:
        """A form XObject of what was drawn on `canvas` (8.10)."""
        return self._file.stream(canvas.content(), f"{entries}/Resources<<{canvas.resources()}>>")
