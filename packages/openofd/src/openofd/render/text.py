"""Where each glyph of a text object comes to lie: GB/T 33190-2016 chapter 11."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from openofd.fonts.fallback import Fallback
from openofd.fonts.outlines import OutlineFont
from openofd.model.graphics import TextObject
from openofd.model.text import CGTransform, TextCode, offsets
from openofd.model.units import Matrix
from openofd.render.displaylist import PlacedGlyph
from openofd.render.matrix import scaling, turning

__all__ = ["Typeface", "place_text"]

_Unit = tuple[str, int | None]
"""One thing that the delta lists count: a character, or text with the glyph that stands for it."""
_Spot = tuple[float, float]
_FULL_WIDTH = 0.98  # em
_NARROWEST = 0.4
_SLANT = 0.21  # tan 12°, what viewers give an upright face that shall be italic


@dataclass(frozen=True, slots=True, kw_only=True)
class Typeface:
    """A Font resource ready to draw: its embedded font, if any, and what stands in for it."""

    name: str
    embedded: OutlineFont | None
    fallback: Fallback
    bold: bool = False
    italic: bool = False

    def own_glyphs(self, units: Sequence[_Unit]) -> list[int | None]:
        """The glyphs that the embedded font has for these, None where it has none."""
        own = self.embedded
        if own is None:
            return [None] * len(units)
        return [glyph if glyph is not None else own.glyph_of(text) for text, glyph in units]

    def glyph(self, unit: _Unit) -> tuple[OutlineFont | None, int]:
        """The glyph of a character, or the glyph the file names in its embedded font.

        Glyph numbers mean nothing in another font; there the text decides (GB/T 33190-2016 11.4.1).
        """
        text, glyph = unit
        if glyph is not None and self.embedded is not None:
            return self.embedded, glyph
        if len(text) != 1:
            return None, 0
        own = None if self.embedded is None else self.embedded.glyph_of(text)
        return (self.embedded, own) if own is not None else self.fallback.glyph(text)


def place_text(text: TextObject, face: Typeface, matrix: Matrix) -> tuple[PlacedGlyph, ...]:
    """The glyphs of `text` in drawing order; `matrix` takes the object's space to the page."""
    shape = _shape(text, face)
    placed: list[PlacedGlyph] = []
    for units, spots in _lines(text, face):
        own = face.own_glyphs(units)
        if face.embedded is not None and None not in own:
            placed += _embedded(face.embedded, units, spots, own, shape.then(matrix), matrix)
        else:
            placed += _substituted(units, spots, text, face, (shape, matrix))
    return tuple(placed)


def _embedded(
    font: OutlineFont,
    units: Sequence[_Unit],
    spots: Sequence[_Spot],
    glyphs: Sequence[int | None],
    shape: Matrix,
    matrix: Matrix,
) -> list[PlacedGlyph]:
    """The usual case, and the fast one: all glyphs of one shape, as their own font has them."""
    a, b, c, d, _, _ = shape
    ma, mb, mc, md, me, mf = matrix
    return [
        PlacedGlyph(font, glyph or 0, unit[0], Matrix(a, b, c, d, ma * x + mc * y + me, mb * x + md * y + mf))
        for unit, (x, y), glyph in zip(units, spots, glyphs, strict=True)
    ]


def _substituted(
    units: Sequence[_Unit],
    spots: Sequence[_Spot],
    text: TextObject,
    face: Typeface,
    spaces: tuple[Matrix, Matrix],
) -> Iterator[PlacedGlyph]:
    shape, matrix = spaces
    for unit, spot, after in zip_longest(units, spots, spots[1:]):
        font, glyph = face.glyph(unit)
        place = Matrix.translation(*spot).then(matrix)
        if font is None and len(unit[0]) > 1:
            yield from _spelt(unit[0], face, shape.then(place))
            continue
        drawn = shape
        if after is not None and font is not None and font is not face.embedded:
            drawn = _fitted(shape, text, font.advance(glyph), after[0] - spot[0])
        yield PlacedGlyph(font, glyph, unit[0], drawn.then(place))


def _spelt(text: str, face: Typeface, place: Matrix) -> Iterator[PlacedGlyph]:
    """A ligature's glyph means nothing in a substitute: its characters are set one after the other."""
    at = 0.0
    for char in text:
        font, glyph = face.glyph((char, None))
        yield PlacedGlyph(font, glyph, char, Matrix.translation(at, 0.0).then(place))
        at += font.advance(glyph) if font is not None else 1.0


def _fitted(shape: Matrix, text: TextObject, advance: float, step: float) -> Matrix:
    """A substitute's letter that is wider than its place is narrowed to it, as its own font's would fit.

    Full-width characters are as wide in every font: where they stand closer, that is meant.
    """
    wide = advance * text.size * text.h_scale
    if not 0 < step < wide or advance >= _FULL_WIDTH or text.char_direction % 360:
        return shape
    return scaling(max(step / wide, _NARROWEST), 1.0).then(shape)


def _shape(text: TextObject, face: Typeface) -> Matrix:
    """From ems, y up, to the object's space about the glyph's origin."""
    slant = _SLANT if _slanted(text, face) else 0.0
    wide = text.size * text.h_scale
    upright = Matrix(wide, 0.0, slant * wide, -text.size, 0.0, 0.0)
    return upright.then(turning(text.char_direction)) if text.char_direction % 360 else upright


def _slanted(text: TextObject, face: Typeface) -> bool:
    """An upright face is slanted where italics are wanted; an embedded one only if it says it is upright."""
    if face.embedded is None:
        return text.italic or face.italic
    return text.italic and not face.italic and face.embedded.italic is False


def _lines(text: TextObject, face: Typeface) -> Iterator[tuple[list[_Unit], list[_Spot]]]:
    """Each TextCode: what stands in it and where. X and Y left out are those of the one before (11.3)."""
    transforms = {change.code_position: change for change in text.cg_transforms}
    start, x, y = 0, 0.0, 0.0
    for code in text.text_codes:
        left, top = code.x, code.y
        x, y = x if left is None else left, y if top is None else top
        content = code.content
        units = _units(content, start, transforms)
        start += len(content)
        yield units, _spots(text, code, face, units, (x, y))


def _units(content: str, start: int, transforms: Mapping[int, CGTransform]) -> list[_Unit]:
    """Characters, with those replaced that a CGTransform names; positions count from the object's first."""
    if not transforms:
        return [(char, None) for char in content]
    units: list[_Unit] = []
    at = 0
    while at < len(content):
        change = transforms.get(start + at)
        taken = max(change.code_count, 1) if change else 1
        text = content[at : at + taken]
        units += _glyphs(text, change.glyphs) if change and change.glyphs else [(char, None) for char in text]
        at += taken
    return units


def _glyphs(text: str, glyphs: Sequence[int]) -> list[_Unit]:
    """Glyph numbers with their text: one for one, else all of the text at the first glyph."""
    if len(text) == len(glyphs):
        return list(zip(text, glyphs, strict=True))
    return [("" if number else text, glyph) for number, glyph in enumerate(glyphs)]


def _spots(
    text: TextObject, code: TextCode, face: Typeface, units: Sequence[_Unit], first: _Spot
) -> list[_Spot]:
    if not units:
        return []
    steps = _steps(text, code, face, units)
    spots = [first]
    x, y = first
    for dx, dy in steps:
        x, y = x + dx, y + dy
        spots.append((x, y))
    return spots


def _steps(
    text: TextObject, code: TextCode, face: Typeface, units: Sequence[_Unit]
) -> list[tuple[float, float]]:
    """From glyph to glyph. Absent: no step in that direction; both absent: the font's advances."""
    count, across, down = len(units) - 1, code.delta_x, code.delta_y
    if across is None and down is None:
        return [_advance(text, face, unit) for unit in units[:-1]]
    xs = offsets(across, count) if across else ()
    ys = offsets(down, count) if down else ()
    return list(zip(xs or (0.0,) * count, ys or (0.0,) * count, strict=True))


def _advance(text: TextObject, face: Typeface, unit: _Unit) -> tuple[float, float]:
    """The advance along ReadDirection; half an em stands in for a Latin letter that no font has."""
    font, glyph = face.glyph(unit)
    wide = font.advance(glyph) if font is not None else 0.5 if unit[0].isascii() else 1.0
    return turning(text.read_direction).apply(wide * text.size * text.h_scale, 0.0)
