"""Paints that are no plain colour, as patterns (ISO 32000-1 8.7), and what makes them see-through."""

from openofd.model.units import Matrix
from openofd.render.displaylist import Gradient, Mesh, Tiling
from openofd.render.pdf.canvas import Canvas
from openofd.render.pdf.objects import PdfFile, matrix_text, numbers
from openofd.render.pdf.shadings import Shadings

__all__ = ["EVERYWHERE", "Paints", "see_through"]

EVERYWHERE = "/BBox[-100000 -100000 100000 100000]"
"""The box of forms that need none of their own."""

_GROUP = "/Type/XObject/Subtype/Form/Group<</S/Transparency/CS/DeviceGray>>" + EVERYWHERE


class Paints:
    """The patterns of a document."""

    def __init__(self, file: PdfFile, shadings: Shadings) -> None:
        self._file, self._shadings = file, shadings

    def shading(self, paint: Gradient | Mesh, matrix: Matrix) -> int:
        """A shading pattern; `matrix` takes the paint's space to that of the stream's patterns."""
        home = paint.matrix.then(matrix) if isinstance(paint, Gradient) else matrix
        shading = self._shadings.colours(paint)
        return self._file.add(f"<</PatternType 2/Shading {shading} 0 R/Matrix[{matrix_text(home)}]>>")

    def tiling(self, tiling: Tiling, matrix: Matrix, canvas: Canvas) -> int:
        """A tiling pattern of what was drawn on `canvas` (8.7.3)."""
        wide, high = tiling.step
        home = matrix_text(tiling.matrix.then(matrix))
        shape = f"/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 {numbers(wide, high)}]"
        steps = f"/XStep {numbers(wide)}/YStep {numbers(high)}/Matrix[{home}]"
        return self._file.stream(canvas.content(), f"{shape}{steps}/Resources<<{canvas.resources()}>>")

    def opacity(self, paint: Gradient | Mesh, matrix: Matrix) -> int:
        """A form as bright as the paint is opaque; `matrix` takes the paint's space to the form's."""
        shading = self._shadings.opacities(paint)
        home = paint.matrix.then(matrix) if isinstance(paint, Gradient) else matrix
        content = f"{matrix_text(home)} cm /S{shading} sh"
        return self._file.stream(
            content.encode("ascii"), f"{_GROUP}/Resources<</Shading<</S{shading} {shading} 0 R>>>>"
        )


def see_through(paint: Gradient | Mesh) -> bool:
    """Whether some of it is not opaque."""
    if isinstance(paint, Gradient):
        return any(stop.colour.alpha < 1 for stop in paint.stops)
    return any(colour.alpha < 1 for triangle in paint.triangles for colour in triangle.colours)
