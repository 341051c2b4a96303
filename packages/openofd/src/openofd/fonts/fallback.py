"""Which font draws which character: the first font of a chain that has it."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby
from pathlib import Path

from openofd.fonts.installed import installed_font
from openofd.fonts.outlines import OutlineFont
from openofd.fonts.subset import FontSource, missing_glyph

__all__ = ["Fallback", "FontChain"]


class Fallback:
    """What stands in for a font while drawing: the caller's fonts, then installed ones, opened when needed.

    Args:
        given: the caller's fonts, in the order of trial.
        files: names of installed files, in the order of trial; see `substitutes`.
        folders: where installed fonts are looked for; none: nowhere.
    """

    def __init__(
        self,
        given: Sequence[OutlineFont] = (),
        files: Iterable[str] = (),
        folders: tuple[Path, ...] = (),
    ) -> None:
        self._given, self._files, self._folders = given, files, folders
        self._found: dict[str, tuple[OutlineFont | None, int]] = {}

    def glyph(self, char: str) -> tuple[OutlineFont | None, int]:
        """The first font that has the character, with its glyph; (None, 0) if none has."""
        found = self._found.get(char)
        if found is None:
            found = self._found[char] = self._search(char)
        return found

    def _search(self, char: str) -> tuple[OutlineFont | None, int]:
        for font in self._fonts():
            glyph = font.glyph_of(char)
            if glyph is not None:
                return font, glyph
        return None, 0

    def _fonts(self) -> Iterator[OutlineFont]:
        yield from self._given
        self._files = tuple(self._files)  # told by a name as late as this: most pages need none
        for name in self._files if self._folders else ():
            font = installed_font(name, self._folders)
            if font is not None:
                yield font


class FontChain:
    """Fonts in order of preference; the first is the main font, the others stand in for what it lacks."""

    def __init__(self, sources: Sequence[FontSource]) -> None:
        self.sources = tuple(sources)
        self.main = self.sources[0]
        self._index: dict[str, int] = {}

    @cached_property
    def characters(self) -> frozenset[str]:
        """Everything some font of the chain can draw."""
        return frozenset[str]().union(*(source.characters for source in self.sources))

    def missing(self, text: Iterable[str]) -> str:
        """The characters that no font has, each once, in the order of the text."""
        return "".join(dict.fromkeys(char for char in text if char not in self.characters))

    def index(self, char: str) -> int:
        """Position of the font that draws `char`; raises CannotCompose if none does."""
        known = self._index.get(char)
        return self._find(char) if known is None else known

    def split(self, text: str) -> list[tuple[int, str]]:
        """The text as runs of (font position, characters), in reading order."""
        return [(font, "".join(run)) for font, run in groupby(text, self.index)]

    def advance(self, char: str) -> float:
        """Advance in em, measured in the font that draws the character."""
        return self.sources[self.index(char)].advance(char)

    def _find(self, char: str) -> int:
        for index, source in enumerate(self.sources):
            if char in source.characters:
                self._index[char] = index
                return index
        raise missing_glyph(char)
