"""Boxes for characters that no font has: seen as missing, found and copied as text (ISO 32000-1 9.6.5)."""

from typing import NamedTuple

from openofd.render.pdf.cmaps import to_unicode
from openofd.render.pdf.objects import PdfFile

__all__ = ["NOTHING", "Code", "StandInFont"]

NOTHING = -1
"""The glyph of what is not seen."""

_MOST_CODES = 150  # of one byte each; the string that is being written needs a hundred at most
_BOX = "{advance} 0 0 0 {right} 800 d1 80 0 m {right} 0 l {right} 800 l 80 800 l h 130 50 m {inner} 50 l "
_BOX += "{inner} 750 l 130 750 l h f*"


class Code(NamedTuple):
    """How a glyph is shown: its code in hexadecimal and its advance in thousandths of an em."""

    code: str
    advance: int


class StandInFont:
    """A Type 3 font whose glyphs are a wide box, a narrow one and nothing."""

    def __init__(self, file: PdfFile) -> None:
        self.number = file.reserve()
        self._file = file
        self._codes: dict[tuple[str, str], Code] = {}

    @property
    def full(self) -> bool:
        """Whether codes may run out within the next text object."""
        return len(self._codes) >= _MOST_CODES

    def code(self, glyph: int, text: str, *, seen: bool) -> Code:
        """The code that stands for `text`; of the glyph it only matters whether it is `NOTHING`."""
        key = (_look(text) if seen and glyph != NOTHING else "b", text)
        advance = 500 if key[0] == "n" else 1000
        return self._codes.setdefault(key, Code(f"{len(self._codes) + 1:02X}", advance))

    def finish(self) -> None:
        """Write everything that belongs to the font."""
        boxes = {
            "w": self._glyph(_BOX.format(advance=1000, right=920, inner=870)),
            "n": self._glyph(_BOX.format(advance=500, right=460, inner=410)),
            "b": self._glyph("1000 0 0 0 1000 800 d1"),
        }
        procedures = "".join(f"/{key} {number} 0 R" for key, number in boxes.items())
        looks = "".join(f"/{look}" for look, _ in self._codes)
        widths = " ".join(str(code.advance) for code in self._codes.values())
        texts = [(code.code, text) for (_, text), code in self._codes.items()]
        unicode = self._file.stream(to_unicode(texts, width=2))
        shape = "/FontBBox[0 0 1000 1000]/FontMatrix[.001 0 0 .001 0 0]"
        encoding = f"/Encoding<</Type/Encoding/Differences[1{looks}]>>"
        span = f"/FirstChar 1/LastChar {len(texts)}/Widths[{widths}]"
        more = f"/CharProcs<<{procedures}>>{encoding}{span}/Resources<<>>/ToUnicode {unicode} 0 R"
        self._file.add(f"<</Type/Font/Subtype/Type3{shape}{more}>>", self.number)

    def _glyph(self, operators: str) -> int:
        return self._file.stream(operators.encode("ascii"))


def _look(text: str) -> str:
    if not text.strip():
        return "b"
    return "n" if text.isascii() else "w"
