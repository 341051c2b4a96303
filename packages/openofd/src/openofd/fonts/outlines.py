"""Glyph outlines of embedded and fallback fonts (GB/T 33190-2016 chapter 11, 7.9 Font), through HarfBuzz.

Coordinates are font units, y up, origin on the baseline at the left, as the font file has them.
Fonts come out of strangers' files: whatever HarfBuzz cannot read is a `MalformedDocument`, never a crash.
"""

import uharfbuzz as hb

from openofd.errors import MalformedDocument
from openofd.fonts.barecff import is_bare_cff, wrap_bare_cff
from openofd.fonts.glyf import glyph_data, glyph_tables
from openofd.fonts.memory import Memory
from openofd.fonts.shape import Segment, Shape

__all__ = ["OutlineFont", "Segment", "Shape", "outline", "outline_font"]

_FONT_BYTES = 96 * 1024 * 1024  # a web process that draws strangers' files must not keep all their fonts
_BOLD = 600  # OS/2 usWeightClass
_MOST_WORDS = 20_000
_SYMBOL = 0xF000  # cmap of symbol fonts: U+F000 + the character's code


def _has_plain_tags(face: hb.Face) -> bool:
    """Whether the names of its tables are letters, as ISO/IEC 14496-22 has them; others cannot be listed."""
    try:
        return all(map(str.isascii, face.table_tags))
    except UnicodeDecodeError:
        return False


class OutlineFont:
    """One parsed font face. Immutable to its users; safe to share between threads.

    Attributes:
        face: what HarfBuzz made of it, for cutting subsets; a bare CFF program is wrapped as OpenType here.
        glyph_count: how many glyphs it has.
        units_per_em: font units of an em.
        name: of an installed font the file and the number of the face in it.
        bold: whether the face says of itself that it is bold.
        italic: whether it says that it is slanted; None if it says nothing of the kind.
        size: bytes of the file.
        asked: how often `outline_font` was asked for these bytes: fonts that many files share are met again.
    """

    __slots__ = (
        "_extents",
        "_font",
        "_identities",
        "_tables",
        "asked",
        "bold",
        "face",
        "glyph_count",
        "italic",
        "name",
        "size",
        "units_per_em",
    )

    def __init__(self, data: bytes | hb.Blob, *, index: int = 0, name: str = "") -> None:
        """Parse `data` (TrueType, OpenType, face `index` of a collection, or bare CFF).

        Raises:
            MalformedDocument: FONT_UNREADABLE, when there is no glyph to be had from it.
        """
        if isinstance(data, bytes):
            data = hb.Blob(wrap_bare_cff(data) if is_bare_cff(data) else data)
        face = hb.Face(data, index)
        if not face.glyph_count or not _has_plain_tags(face):
            raise MalformedDocument("FONT_UNREADABLE", "字体文件无法解析", "the font file cannot be parsed")
        self.face, self._font = face, hb.Font(face)
        self.glyph_count: int = face.glyph_count
        self.units_per_em: int = face.upem
        self.name, self.size, self.asked = name, len(data), 0
        self._tables = glyph_tables(face)
        self._extents: dict[int, tuple[float, float, float, float] | None] = {}
        self._identities: dict[int, tuple[bytes, float] | None] = {}
        said = bool(len(face.reference_table("OS/2")))
        self.bold = said and self._font.get_style_value(hb.StyleTag.WEIGHT) >= _BOLD
        self.italic = self._font.get_style_value(hb.StyleTag.ITALIC) > 0 if said else None

    def glyph_of(self, char: str) -> int | None:
        """The glyph of one character by the cmap, also of a symbol cmap; None if the font has none."""
        code = ord(char)
        glyph = self._font.get_nominal_glyph(code)
        if not glyph and code < 0x100:
            glyph = self._font.get_nominal_glyph(_SYMBOL + code)
        return glyph or None

    def advance(self, glyph: int) -> float:
        """The horizontal advance in ems."""
        return float(self._font.get_glyph_h_advance(glyph)) / self.units_per_em

    def outline(self, glyph: int) -> Shape:
        """The contours of `glyph` in font units; empty for a blank or a glyph the font does not have."""
        found: list[Segment] = []
        if 0 <= glyph < self.glyph_count:
            self._font.draw_glyph(glyph, _PEN, found)
        return Shape(found)

    def path_data(self, glyph: int) -> str:
        """The same as the path data of SVG: written while HarfBuzz tells it, which takes half the time."""
        found: list[str] = []
        if 0 <= glyph < self.glyph_count:
            self._font.draw_glyph(glyph, _WRITER, found)
        return "".join(found)

    def identity(self, glyph: int) -> tuple[bytes, float] | None:
        """What two fonts must have in common for a glyph to be of one outline in both.

        Subsets of one font share their glyphs' bytes. None: the glyph is made up of others, or unknown here.
        """
        if glyph not in self._identities:
            self._identities[glyph] = self._identified(glyph)
        return self._identities[glyph]

    def _identified(self, glyph: int) -> tuple[bytes, float] | None:
        data = glyph_data(self._tables, glyph)
        if not data:
            return None
        # HarfBuzz moves contours by their left side bearing, which stands in another table
        box = self.extents(glyph)
        return data, box[0] if box is not None else 0.0

    def extents(self, glyph: int) -> tuple[float, float, float, float] | None:
        """(left, bottom, right, top) of the contours in ems; None for a blank."""
        if glyph not in self._extents:
            self._extents[glyph] = self._measured(glyph)
        return self._extents[glyph]

    def _measured(self, glyph: int) -> tuple[float, float, float, float] | None:
        box = self._font.get_glyph_extents(glyph)
        if box is None or not box.width:
            return None
        left, top, em = box.x_bearing, box.y_bearing, self.units_per_em
        return left / em, (top + box.height) / em, (left + box.width) / em, top / em


def outline_font(data: bytes) -> OutlineFont:
    """The parsed font of these bytes, from a cache bounded by the fonts' size.

    Raises:
        MalformedDocument: FONT_UNREADABLE.
    """
    font = _FONTS.get(data, lambda: OutlineFont(data), 2 * len(data))
    font.asked += 1
    return font


def outline(data: bytes, glyph: int) -> Shape:
    """The contours of one glyph of the font `data`, in font units, y up."""
    return outline_font(data).outline(glyph)


def _pen() -> hb.DrawFuncs:
    funcs = hb.DrawFuncs()
    funcs.set_move_to_func(lambda x, y, into: into.append(Segment("M", (x, y))))
    funcs.set_line_to_func(lambda x, y, into: into.append(Segment("L", (x, y))))
    funcs.set_quadratic_to_func(lambda a, b, x, y, into: into.append(Segment("Q", (a, b, x, y))))
    funcs.set_cubic_to_func(lambda a, b, c, d, x, y, into: into.append(Segment("C", (a, b, c, d, x, y))))
    funcs.set_close_path_func(lambda into: into.append(Segment("Z")))
    return funcs


class _Words(dict[float, str]):
    """Coordinates as written: glyphs have few different ones, and to look one up is quicker."""

    def __missing__(self, value: float) -> str:
        if len(self) >= _MOST_WORDS:
            self.clear()
        word = self[value] = f"{value + 0.0:.7g}"  # never "-0"
        return word


def _writer() -> hb.DrawFuncs:
    funcs, to = hb.DrawFuncs(), _Words()
    funcs.set_move_to_func(lambda x, y, into: into.append(f"M{to[x]} {to[y]}"))
    funcs.set_line_to_func(lambda x, y, into: into.append(f"L{to[x]} {to[y]}"))
    funcs.set_quadratic_to_func(lambda a, b, x, y, into: into.append(f"Q{to[a]} {to[b]} {to[x]} {to[y]}"))
    funcs.set_cubic_to_func(
        lambda a, b, c, d, x, y, into: into.append(f"C{to[a]} {to[b]} {to[c]} {to[d]} {to[x]} {to[y]}")
    )
    funcs.set_close_path_func(lambda into: into.append("Z"))
    return funcs


_PEN = _pen()
_WRITER = _writer()
_FONTS: Memory[bytes, OutlineFont] = Memory(_FONT_BYTES)
