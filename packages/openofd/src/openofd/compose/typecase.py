"""The fonts of a plate: static ones, embedded once as the subset the face needs, and those of the values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from openofd.compose.parts import FontEntry
from openofd.compose.typesetting import Typeface, refuse_invisible
from openofd.fonts.fallback import FontChain
from openofd.fonts.names import subset_name
from openofd.fonts.subset import FontSource, missing_glyph
from openofd.package.draft import Level, Member

__all__ = ["Typecase"]

_RES = "Doc_0/Res/"
_STAND_IN_STROKE = 0.022
"""em: the fonts with rare characters exist in one light weight; so strengthened, they match a medium one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Typecase:
    """Typefaces by use; resource identifiers count from `first_id`."""

    static: Mapping[str, Typeface]
    values: tuple[Typeface, ...]
    """In the order of the chain: the main font, then what stands in for it."""
    chain: FontChain

    @classmethod
    def of(cls, static: Mapping[str, FontSource], chain: FontChain, first_id: int) -> Self:
        """Give identifiers to all fonts."""
        numbered = {name: Typeface(first_id + i, source) for i, (name, source) in enumerate(static.items())}
        first_value = first_id + len(numbered)
        values = tuple(
            Typeface(first_value + i, source, stroke=_STAND_IN_STROKE if i else 0)
            for i, source in enumerate(chain.sources)
        )
        return cls(static=numbered, values=values, chain=chain)

    @property
    def last_id(self) -> int:
        """The highest identifier given."""
        return self.values[-1].unit_id

    def embed_static(self, characters: Mapping[str, str]) -> list[tuple[FontEntry, Member]]:
        """The subset of each static font that has characters to draw."""
        return [
            _embed(self.static[name], _distinct(chars), "best")
            for name, chars in characters.items()
            if set(chars)
        ]

    def embed_values(self, text: str) -> list[tuple[FontEntry, Member]]:
        """Subsets for one document: of the main font, and of each other font that `text` needs.

        Raises CannotCompose for a character that no font has or that cannot be seen.
        """
        wanted = _distinct(text)
        if self.values[0].draws(wanted):
            return [_embed(self.values[0], wanted, "fast")]
        refuse_invisible(wanted)
        if missing := self.chain.missing(wanted):
            raise missing_glyph(missing)
        return [_embed(face, "".join(chars), "fast") for face, chars in self._divide(wanted)]

    def _divide(self, chars: Sequence[str]) -> list[tuple[Typeface, list[str]]]:
        by_font = [
            (face, [c for c in chars if self.chain.index(c) == i]) for i, face in enumerate(self.values)
        ]
        return [(face, own) for face, own in by_font if own]


def _distinct(text: str) -> str:
    """Each character once, in the order of the code points (sorting numbers is twice as fast)."""
    return "".join(map(chr, sorted(set(map(ord, text)))))


def _embed(face: Typeface, chars: str, level: Level) -> tuple[FontEntry, Member]:
    """Cut, name and pack. The name depends on the characters: no viewer takes one subset for another."""
    source = face.source
    file = f"font_{face.unit_id}.ttf"
    entry = FontEntry(
        unit_id=face.unit_id, name=subset_name(source.name, chars), family=source.family, file=file
    )
    return entry, Member.pack(_RES + file, source.subset(chars), level=level)
