"""What is drawn again and again: the grounds of forms and their labels, the same in every file that has them.

Only what depends on nothing but its own bytes is remembered: paths that refer to nothing (GB/T 33190-2016
chapter 9), and text that refers to nothing but a font whose bytes are those of an earlier file (chapter 11).
"""

from collections.abc import Iterable
from typing import NamedTuple

from openofd.errors import MalformedDocument
from openofd.fonts.memory import Memory
from openofd.fonts.outlines import OutlineFont
from openofd.model.graphics import PageObject, PathObject, TextObject
from openofd.render.clips import Faces
from openofd.render.displaylist import Glyphs, Item, Note

__all__ = ["GROUNDS", "LABELS", "Label", "Run", "label_of", "refers_to_nothing", "set_in"]

_REFERENCES = (b"DrawParam", b"ColorSpace", b"Font", b"ResourceID", b"ImageMask", b"Substitution")
_BEYOND_A_FONT = (b"DrawParam", b"ColorSpace", b"Clips", b"CellContent")  # what text can refer to
_LARGEST_FONT = 64 * 1024  # bytes; the cut font of a form is far smaller
_ASKED_BEFORE = 2


class Run(NamedTuple):
    """What came of the objects from `start` to `stop` of a layer, and what it cost."""

    start: int
    stop: int
    items: tuple[Item, ...]
    notes: tuple[Note, ...]
    spent: int


class Label(NamedTuple):
    """All that the look of a text object depends on."""

    written: bytes
    font: OutlineFont
    bold: bool
    italic: bool

    @property
    def weight(self) -> int:
        """Bytes that are kept with it; labels of one font are each counted with all of it."""
        return self.font.size + len(self.written)


GROUNDS: Memory[bytes, tuple[Run, ...]] = Memory(2 * 1024 * 1024)
"""Layers as written → the paths in a row that refer to nothing."""

LABELS: Memory[Label, Run | None] = Memory(16 * 1024 * 1024)
"""None: another font had to step in, and which one is for each file to say."""


def refers_to_nothing(unit: PageObject) -> bool:
    """Whether it is a path that looks the same in every file."""
    return isinstance(unit, PathObject) and not any(word in unit.written() for word in _REFERENCES)


def label_of(unit: PageObject, faces: Faces) -> Label | None:
    """What to look the object up by, if it is text in a font that was met before."""
    if not isinstance(unit, TextObject):
        return None
    try:
        face = faces.typeface(unit.font)
    except MalformedDocument:
        return None  # to be told of by who draws it
    font = face.embedded
    if font is None or font.asked < _ASKED_BEFORE or font.size > _LARGEST_FONT:
        return None
    written = unit.written()
    if any(word in written for word in _BEYOND_A_FONT):
        return None
    return Label(written, font, face.bold, face.italic)


def set_in(font: OutlineFont, items: Iterable[Item]) -> bool:
    """Whether every glyph comes from this font."""
    return all(
        isinstance(item, Glyphs) and {placed.font for placed in item.glyphs} == {font} for item in items
    )
