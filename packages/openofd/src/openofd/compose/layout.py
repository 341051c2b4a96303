"""Where text goes: values that shrink down a ladder of sizes before they wrap, labels spread to a width."""

from collections.abc import Sequence
from typing import NamedTuple

from openofd.compose.linebreak import break_lines
from openofd.compose.typesetting import MM_PER_POINT
from openofd.errors import CannotCompose
from openofd.fonts.fallback import FontChain

__all__ = ["Block", "Measure", "PlacedText", "Step", "fit", "spread_track", "stack"]


_REMEMBERED = 20_000


class PlacedText(NamedTuple):
    """One line on a page.

    Attributes:
        text: what is printed.
        x: left edge in mm.
        centre: centre line in mm.
        size: em in mm.
        colour: "r g b".
        key: what the line says, for the custom tags; "" for decoration. Lines of one key follow each other.
        face: name of a static font, or "" for the fonts of the values.
    """

    text: str
    x: float
    centre: float
    size: float
    colour: str
    key: str = ""
    face: str = ""


class Step(NamedTuple):
    """One rung of the ladder: size in points, and how many lines it may take."""

    points: float
    lines: int


class Block(NamedTuple):
    """Lines that fit, and their size."""

    lines: list[str]
    points: float


class Measure:
    """Widths of text set in a chain of fonts; advances are asked of the fonts once."""

    def __init__(self, chain: FontChain) -> None:
        self._advances = _Em(chain)
        self._known: dict[str, float] = {}

    def em(self, text: str) -> float:
        """Width in em; names of items and days come again and again, so they are remembered."""
        known = self._known.get(text)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            known = self._known[text] = sum(map(self._advances.__getitem__, text))
        return known

    def mm(self, text: str, points: float) -> float:
        """Width in mm at a size in points."""
        return self.em(text) * points * MM_PER_POINT


class _Em(dict[str, float]):
    def __init__(self, chain: FontChain) -> None:
        super().__init__()
        self._chain = chain

    def __missing__(self, char: str) -> float:
        advance = self[char] = self._chain.advance(char)
        return advance


def fit(text: str, width: float, ladder: Sequence[Step], measure: Measure) -> Block:
    """The first step of the ladder whose wrapped lines do not exceed its number.

    Raises CannotCompose when even the last step needs more lines: nothing is ever cut.
    """
    em = measure.em(text)
    for points, most in ladder:
        room = width / (points * MM_PER_POINT)
        if em <= room:
            return Block([text], points)
        if most == 1 or em > room * most:
            continue
        lines = break_lines(text, room, measure.em)
        if len(lines) <= most:
            return Block(lines, points)
    raise CannotCompose(
        "TEXT_TOO_LONG",
        f"内容过长，按最小字号（{ladder[-1].points:g}磅）{ladder[-1].lines}行也放不下：{text}",
        f"too long even for {ladder[-1].lines} lines of {ladder[-1].points:g} pt: {text}",
    )


def stack(
    block: Block, x: float, centre: float, colour: str, key: str, leading: float = 1.25
) -> list[PlacedText]:
    """The lines of a block, their common centre on `centre`, `leading` em apart."""
    size = block.points * MM_PER_POINT
    if len(block.lines) == 1:
        return [PlacedText(block.lines[0], x, centre, size, colour, key)]
    first = centre - (len(block.lines) - 1) / 2 * size * leading
    return [
        PlacedText(line, x, first + i * size * leading, size, colour, key)
        for i, line in enumerate(block.lines)
    ]


def spread_track(count: int, size: float, width: float) -> float:
    """What to add between `count` square characters of `size` mm to fill `width`; may be negative."""
    return (width - count * size) / (count - 1)
