"""Text of a display list as PDF text: every glyph where the list has it (ISO 32000-1 9.4).

Glyphs that follow each other on one baseline become one string with adjustments; all others get a matrix.
"""

import math
from collections.abc import Sequence

from openofd.model.units import Matrix
from openofd.render.displaylist import PlacedGlyph
from openofd.render.matrix import inverse
from openofd.render.pdf.canvas import Canvas
from openofd.render.pdf.fonts import Fonts
from openofd.render.pdf.objects import matrix_text
from openofd.render.pdf.standins import stand_in

__all__ = ["UNSEEN", "unseen_text", "write_text"]

UNSEEN = 3
"""The rendering mode of text that is only found and copied (9.3.6)."""

_OFF_LINE = 0.0005  # em: what lies farther from the baseline stands on another
_LONGEST = 100  # glyphs of one string: a font that runs out of codes is changed between strings


def write_text(canvas: Canvas, fonts: Fonts, glyphs: Sequence[PlacedGlyph], mode: int) -> None:
    """Show the glyphs.

    Args:
        canvas: where to.
        fonts: the document's fonts.
        glyphs: in drawing order.
        mode: fill (0), stroke (1), both (2), `UNSEEN`.
    """
    runs: list[_Run] = []
    for placed in map(stand_in, glyphs):
        if not runs or not runs[-1].add(placed):
            runs.append(_Run(placed))
            runs[-1].add(placed)
    canvas.emit("BT")
    for run in runs:
        run.write(canvas, fonts, mode)
    canvas.emit("ET")


def unseen_text(canvas: Canvas, fonts: Fonts, text: str, matrix: Matrix) -> None:
    """Text that is found and copied but not seen, along a line from the origin of `matrix`, in ems."""
    places = (Matrix.translation(index, 0).then(matrix) for index in range(len(text)))
    glyphs = [PlacedGlyph(None, 0, char, place) for char, place in zip(text, places, strict=True)]
    write_text(canvas, fonts, glyphs, UNSEEN)


class _Run:
    """Glyphs of one font on one baseline."""

    def __init__(self, first: PlacedGlyph) -> None:
        matrix = first.matrix
        assert first.font is not None
        self._font, self._matrix = first.font, matrix
        self._linear = (matrix.a, matrix.b, matrix.c, matrix.d)
        back = inverse(Matrix(*self._linear))
        self._along, self._across = (back.a, back.c), (back.b, back.d)
        self._glyphs: list[tuple[int, str, float]] = []

    def add(self, placed: PlacedGlyph) -> bool:
        """Take the glyph if it belongs to this run."""
        font, glyph, text, at = placed
        if font is not self._font or (at.a, at.b, at.c, at.d) != self._linear:
            return False
        if len(self._glyphs) >= _LONGEST:
            return False
        dx, dy = at.e - self._matrix.e, at.f - self._matrix.f
        if abs(self._across[0] * dx + self._across[1] * dy) > _OFF_LINE:
            return False
        self._glyphs.append((glyph, text, 1000 * (self._along[0] * dx + self._along[1] * dy)))
        return True

    def write(self, canvas: Canvas, fonts: Fonts, mode: int) -> None:
        """The font, the place and the string with its adjustments."""
        size = math.hypot(self._linear[2], self._linear[3]) or 1.0
        font = fonts.of(self._font)
        canvas.text(font.number, size, mode)
        a, b, c, d = (value / size for value in self._linear)
        start = matrix_text(Matrix(a, b, c, d, self._matrix.e, self._matrix.f))
        parts, pen = ["<"], 0
        for glyph, text, place in self._glyphs:
            move = pen - round(place)
            if move:
                parts.append(f">{move}<")
                pen -= move
            code = font.code(glyph, text)
            parts.append(code.code)
            pen += code.advance
        canvas.emit(f"{start} Tm [{''.join(parts)}>] TJ".replace("<>", ""))
