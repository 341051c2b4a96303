"""What a PDF copy says of itself in the margin of each page: small, grey, in strokes that need no font.

A PDF file carries no value of an SM2 electronic seal: whoever holds one must see that the OFD file is what
counts (GB/T 38540-2020 6.2 is about that file, not about its pictures).
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from openofd.fonts.outlines import Segment
from openofd.model.units import Matrix
from openofd.render.displaylist import Colour, Pen
from openofd.render.paths import Extent
from openofd.render.pdf.arcs import path_operators
from openofd.render.pdf.canvas import Canvas
from openofd.render.pdf.objects import matrix_text
from openofd.render.pdf.stock import Stock
from openofd.render.pdf.strokes import STROKES, Stroke, advance
from openofd.render.pdf.text import unseen_text

__all__ = ["CERTIFICATE_COPY", "READING_COPY", "CopyMark", "draw_copy_mark"]

_HEIGHT = 2.4  # mm, of an ideograph
_EDGE = 2.0  # mm from the page's lower edge
_GREY = Colour(120, 120, 120)
_LINE = Pen(colour=_GREY, width=0.06, cap="round", join="round")  # of the height


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyMark:
    """A mark.

    Attributes:
        shown: the words in the margin; characters without strokes (`strokes.STROKES`) are left blank.
        statement: the sentence in the metadata, key `Copy`.
    """

    shown: str
    statement: str


READING_COPY = CopyMark(
    shown="阅览件　以OFD原件为准",
    statement="阅览件：由 OFD 文件转换而来，不含电子印章的签名值，不能用来验证；以 OFD 原件为准。",
)
CERTIFICATE_COPY = CopyMark(
    shown="电子证照阅览件　以OFD原件为准",
    statement=(
        "电子证照阅览件：由 OFD 电子证照转换而来，不含电子印章的签名值，"
        "不能代替原件出示或验证；以 OFD 原件为准。"
    ),
)


def draw_copy_mark(mark: CopyMark, box: Extent, canvas: Canvas, stock: Stock) -> None:
    """Draw the mark at the foot of the page."""
    left, top, right, bottom = box
    drawn, width = _drawn(mark.shown)
    height = min(_HEIGHT, 0.8 * (right - left) / max(width, 1), (bottom - top) / 40)
    start = (left + right - height * width) / 2
    place = Matrix(height, 0.0, 0.0, height, start, bottom - min(_EDGE, height) - height)
    canvas.line(_LINE)
    canvas.stroke(_GREY)
    canvas.look()
    canvas.emit(f"q {matrix_text(place)} cm {drawn} S Q")
    unseen_text(canvas, stock.fonts, mark.shown, Matrix(1, 0, 0, -1, 0, 0.88).then(place))


@lru_cache(maxsize=8)
def _drawn(words: str) -> tuple[str, float]:
    """The strokes of all characters, in ems from the first one's top left, and how wide they are."""
    starts = list(accumulate(map(advance, words), initial=0.0))
    paths = [
        path_operators(_line(stroke, at))
        for char, at in zip(words, starts, strict=False)
        for stroke in STROKES.get(char, ())
    ]
    return " ".join(paths), starts[-1]


def _line(stroke: Stroke, at: float) -> tuple[Segment, ...]:
    points = [(at + x / 100, y / 100) for x, y in stroke]
    return tuple([Segment("L" if number else "M", point) for number, point in enumerate(points)])
