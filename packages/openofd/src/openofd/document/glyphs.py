"""Characters of which a file gives only the glyph. GB/T 33190-2016 11.4.1.

The text then holds a placeholder, and a CGTransform names the glyph in the embedded font. That font's own
table may know which character the glyph stands for; where it does not, or only in the private use area, the
placeholder stays.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from unicodedata import category

from openofd.document.characters import PLACEHOLDER, glyphs_of
from openofd.document.text import Run
from openofd.errors import OpenOfdError
from openofd.fonts.outlines import outline_font

__all__ = ["recovered"]

_RADICALS = range(0x2E80, 0x2FE0)
"""Radicals share their glyphs with the ideographs they look like."""


def recovered(runs: Iterable[Run], font_file: Callable[[int], bytes | None]) -> Iterator[Run]:
    """The runs, with placeholders replaced as far as the embedded fonts know better.

    Args:
        runs: as read.
        font_file: identifier of a font → its bytes.
    """
    known: dict[int, Mapping[int, str]] = {}
    for run in runs:
        if PLACEHOLDER not in run.text:
            yield run
            continue
        if run.font not in known:
            known[run.font] = _characters(font_file(run.font))
        yield _read(run, known[run.font])


def _read(run: Run, characters: Mapping[int, str]) -> Run:
    chars = list(run.text)
    for number, glyph in glyphs_of(run.placement):
        if chars[number] == PLACEHOLDER:
            chars[number] = characters.get(glyph, PLACEHOLDER)
    text = "".join(chars)
    return replace(run, text=text, placement=run.placement._replace(text=text))


def _characters(data: bytes | None) -> Mapping[int, str]:
    """Glyph → character of an embedded font; nothing for a font that is missing or broken."""
    found: dict[int, str] = {}
    with suppress(OpenOfdError):
        font = outline_font(data) if data else None
        codes = sorted(font.face.unicodes, key=lambda code: (code in _RADICALS, code)) if font else []
        for char in map(chr, codes):
            glyph = font.glyph_of(char) if font is not None and category(char)[0] != "C" else None
            if glyph is not None:
                found.setdefault(glyph, char)
    return found
