"""A font prepared once, out of which many small subsets are cut by hb-subset. ISO/IEC 14496-22.

hb-subset drops characters it does not know without a word, so the cmap is asked first. The input object is
reused: a subset of a hundred ideographs costs about a tenth of a millisecond.
"""

import sys
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Self

import uharfbuzz as hb

from openofd.errors import CannotCompose
from openofd.fonts.names import family_name, postscript_name

__all__ = ["FontSource", "code_points", "missing_glyph"]

_DROPPED = (
    "GSUB",
    "GPOS",
    "GDEF",
    "BASE",
    "STAT",
    "vhea",
    "vmtx",
    "VORG",
    "gasp",
    "prep",
    "cvt ",
    "fpgm",
    "DSIG",
)
_KEPT_NAMES = (1, 2, 4, 6)
_FLAGS = (
    hb.SubsetFlags.NO_HINTING
    | hb.SubsetFlags.NO_LAYOUT_CLOSURE
    | hb.SubsetFlags.NO_BIDI_CLOSURE
    | hb.SubsetFlags.NOTDEF_OUTLINE
)


class FontSource:
    """One font file with plain cmap and horizontal metrics. Threads may share it.

    Args:
        data: TrueType or OpenType bytes, one face.
    """

    def __init__(self, data: bytes) -> None:
        face = hb.Face(hb.Blob(data))
        self.data = data
        self.name = postscript_name(face)
        self.family = family_name(face)
        self.upem: int = face.upem
        self.characters: frozenset[str] = frozenset(map(chr, face.unicodes))
        """Every character the cmap knows."""
        self._face, self._font = face, hb.Font(face)
        self._units: dict[str, int] = {}
        self._lock = Lock()  # the subset input is shared

    @classmethod
    def from_path(cls, path: Path | str) -> Self:
        """Read a font file."""
        return cls(Path(path).read_bytes())

    def covers(self, char: str) -> bool:
        """Whether the cmap has this character."""
        return char in self.characters

    def units(self, char: str) -> int:
        """Horizontal advance in font units; raises CannotCompose for a character the font lacks."""
        known = self._units.get(char)
        return self._measure(char) if known is None else known

    def advance(self, char: str) -> float:
        """Horizontal advance in em."""
        return self.units(char) / self.upem

    def subset(self, chars: Iterable[str]) -> bytes:
        """A TrueType font of these characters with its own cmap, without hinting and layout tables.

        The same set always gives the same bytes. Raises CannotCompose if one of them is not in the font.
        """
        wanted = "".join(chars)
        codes = list(map(ord, wanted))
        if not all(map(self._coverage.__getitem__, codes)):
            raise missing_glyph("".join(sorted(set(wanted) - self.characters)))
        source, subsetter = self._prepared
        with self._lock:
            subsetter.unicode_set.clear()
            subsetter.unicode_set.update(codes)
            return bytes(hb.subset(source, subsetter).blob.data)

    @cached_property
    def _coverage(self) -> bytes:
        """One byte a code point: a set of 30,000 strings would miss every cache of the processor."""
        known = bytearray(sys.maxunicode + 1)
        for char in self.characters:
            known[ord(char)] = 1
        return bytes(known)

    def _measure(self, char: str) -> int:
        if char not in self.characters:
            raise missing_glyph(char)
        units = int(self._font.get_glyph_h_advance(self._font.get_nominal_glyph(ord(char))))
        self._units[char] = units
        return units

    @cached_property
    def _prepared(self) -> tuple[hb.Face, hb.SubsetInput]:
        """Prepared at the first subset: it costs 50 to 100 ms, which mere measuring need not pay."""
        subsetter = hb.SubsetInput()
        subsetter.flags = _FLAGS
        subsetter.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _DROPPED)
        subsetter.name_id_set.set(_KEPT_NAMES)
        return hb.subset_preprocess(self._face), subsetter


def code_points(text: str) -> str:
    """The characters with their code points, for people: `𰻝（U+30EDD）`."""
    return "、".join(f"{char}（U+{ord(char):04X}）" for char in text)


def missing_glyph(chars: str, *, where: str = "") -> CannotCompose:
    """The error that names characters no font can draw."""
    points = code_points(chars)
    return CannotCompose(
        "FONT_NO_GLYPH", f"字体中没有这些字：{points}", f"no font has a glyph for {points}", where=where
    )
