"""Extended graphics states: opacity, blending, masks (ISO 32000-1 8.4.5, chapter 11), each written once."""

from openofd.render.displaylist import Blend
from openofd.render.pdf.objects import PdfFile, number

__all__ = ["States"]

_BLENDS: dict[Blend, str] = {"normal": "Normal", "darken": "Darken", "multiply": "Multiply"}


class States:
    """The states of a document."""

    def __init__(self, file: PdfFile) -> None:
        self._file = file
        self._known: dict[str, int] = {}

    def look(self, fill: float, stroke: float, blend: Blend) -> int:
        """Opacities of areas and lines, and how they meet what is below."""
        return self._state(f"/ca {_opacity(fill)}/CA {_opacity(stroke)}/BM/{_BLENDS[blend]}")

    def mask(self, form: int) -> int:
        """What is drawn is as opaque as the form, a transparency group, is bright (11.6.5.3)."""
        return self._state(f"/SMask<</S/Luminosity/G {form} 0 R>>")

    def _state(self, entries: str) -> int:
        if entries not in self._known:
            self._known[entries] = self._file.add(f"<</Type/ExtGState{entries}>>")
        return self._known[entries]


def _opacity(value: float) -> str:
    return number(max(0.0, min(1.0, value)))
