"""Lines of text as TextObjects: advances, boundaries, deltas. GB/T 33190-2016 chapter 11.

Measures are kept per character and per (text, size), so that what is printed often is worked out once.
"""

import re
import sys
from functools import cached_property, lru_cache
from itertools import groupby
from typing import Final, NamedTuple

from openofd.errors import CannotCompose
from openofd.fonts.subset import FontSource, code_points

__all__ = ["MM_PER_POINT", "Typeface", "escape", "number", "refuse_invisible"]

MM_PER_POINT: Final = 25.4 / 72
ASCENT: Final = 0.65
"""Centre line to the top of a line's Boundary, in em."""
BASELINE: Final = 1.03
"""Top of the Boundary to the baseline, in em: the centre of the ideographic square lies 0.38 em above it."""

_SHAPES_KEPT = 20_000
# XML 1.0 2.2 forbids most of these; the others would print nothing or turn the reading order.
_INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e007f]"
)
_ESCAPES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_SPECIAL = re.compile('[&<>"]')


class Shape(NamedTuple):
    """What a text of one size needs to be drawn: width in mm, the same as text, delta and content."""

    width: float
    width_text: str
    code: str


class _Advances(dict[str, float]):
    """Advance in em by character, asked of the font once."""

    def __init__(self, source: FontSource) -> None:
        super().__init__()
        self._source = source

    def __missing__(self, char: str) -> float:
        advance = self[char] = self._source.advance(char)
        return advance


class Typeface:
    """One embedded font of a document: its resource identifier and the measures of its characters.

    `stroke` em are drawn around the outlines, so that a thinner font stands beside a bolder one.
    """

    def __init__(self, unit_id: int, source: FontSource, *, stroke: float = 0.0) -> None:
        self.unit_id, self.source, self.stroke = unit_id, source, stroke
        self.advances = _Advances(source)
        self._shapes: dict[tuple[str, float], Shape] = {}
        self._styles: dict[tuple[float, str], tuple[float, str, str]] = {}

    def draws(self, text: str) -> bool:
        """Whether the font has all characters of a text, and each of them is one that shows."""
        return all(map(self._shown.__getitem__, map(ord, text)))

    @cached_property
    def _shown(self) -> bytes:
        """One byte a code point: a hundred look-ups in a set of 30,000 strings would miss every cache."""
        shown = bytearray(sys.maxunicode + 1)
        for char in self.source.characters:
            shown[ord(char)] = not _INVISIBLE.match(char)
        return bytes(shown)

    def width(self, text: str, size: float) -> float:
        """Width in mm of `text` set in `size` mm."""
        return sum(map(self.advances.__getitem__, text)) * size

    def text_object(self, unit_id: int, text: str, x: float, centre: float, size: float, colour: str) -> str:
        """The TextObject of one line whose ideographs are centred on y = `centre`.

        Args:
            unit_id: identifier of the object.
            text: characters of this font only.
            x: left edge in mm.
            centre: centre line in mm.
            size: em in mm.
            colour: "r g b".
        """
        shape = self._shapes.get((text, size)) or self.shape(text, size)
        style = self._styles.get((size, colour)) or self._style(size, colour)
        return (
            f'<ofd:TextObject ID="{unit_id}" Boundary="{number(x)} {number(centre - style[0])} '
            f"{shape[1]} {style[1]}{style[2]}{shape[2]}</ofd:TextCode></ofd:TextObject>"
        )

    def shape(self, text: str, size: float, track: float = 0.0, tail: str = "") -> Shape:
        """Width, deltas and escaped content of a line.

        `track` mm are added between the characters of `text`; `tail` follows it with its own advances.
        """
        steps = [advance * size + track for advance in map(self.advances.__getitem__, text)]
        steps[-1] -= track
        steps += [advance * size for advance in map(self.advances.__getitem__, tail)]
        width = sum(steps)
        shape = Shape(width, number(width + 0.005), f"{_deltas(steps)}>{escape(text + tail)}")
        if not track and not tail:
            self._keep(text, size, shape)
        return shape

    def _keep(self, text: str, size: float, shape: Shape) -> None:
        if len(self._shapes) > _SHAPES_KEPT:
            self._shapes.clear()
        self._shapes[text, size] = shape

    def _style(self, size: float, colour: str) -> tuple[float, str, str]:
        drawn = ("", "")
        if self.stroke:  # GB/T 33190-2016 11.2: FillColor before StrokeColor
            line = number(self.stroke * size, 3)
            drawn = (f' LineWidth="{line}" Stroke="true"', f'<ofd:StrokeColor Value="{colour}"/>')
        head = (
            f'"{drawn[0]} Font="{self.unit_id}" Size="{number(size, 3)}">'
            f'<ofd:FillColor Value="{colour}"/>{drawn[1]}'
        )
        code = f'<ofd:TextCode X="0" Y="{number(BASELINE * size, 3)}"'
        style = (ASCENT * size, number(2 * ASCENT * size), head + code)
        self._styles[size, colour] = style
        return style


@lru_cache(maxsize=8192)
def number(value: float, places: int = 2) -> str:
    """A length as XML wants it: at most so many decimals, no exponent, no trailing zeros."""
    text = f"{value:.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def escape(text: str) -> str:
    """Text for XML content and attributes."""
    return _SPECIAL.sub(lambda match: _ESCAPES[match[0]], text) if _SPECIAL.search(text) else text


def refuse_invisible(text: str) -> None:
    """Raise CannotCompose if a control, format or unassigned character hides in `text`."""
    found = _INVISIBLE.search(text)
    if found:
        point = code_points(found[0]) if found[0] > "\xad" else f"U+{ord(found[0]):04X}"
        raise CannotCompose(
            "TEXT_INVISIBLE",
            f"含有不能印出的控制字符：{point}",
            f"a character that cannot be printed: {point}",
        )


def _deltas(steps: list[float]) -> str:
    """DeltaX of all characters but the last; `g n v` stands for n equal steps (GB/T 33190-2016 11.3)."""
    parts = []
    for length, run in groupby(steps[:-1]):
        count, step = len(list(run)), number(length, 3)
        parts += [f"g {count} {step}"] if count > 2 else [step] * count
    return f' DeltaX="{" ".join(parts)}"' if parts else ""
