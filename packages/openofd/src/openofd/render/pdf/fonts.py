"""Fonts of a PDF file: each embedded once, cut down to the glyphs that were shown (ISO 32000-1 9.7, 9.9).

A code is given to each glyph with its text when it is first shown, so pages can go out before the subset is
cut. TrueType glyphs are found through a table from codes to glyphs; CFF has none, so there the encoding leads
to them.
"""

import struct
from typing import NamedTuple

import uharfbuzz as hb

from openofd.fonts.names import postscript_name, subset_name
from openofd.fonts.outlines import OutlineFont
from openofd.fonts.sfnt import sfnt
from openofd.render.pdf.cmaps import to_glyphs, to_unicode
from openofd.render.pdf.objects import PdfFile, name

__all__ = ["Code", "EmbeddedFont", "Fonts"]

_MOST_CODES = 65_000  # of two bytes each
_KEPT = {"glyf", "loca", "head", "hhea", "hmtx", "maxp", "CFF ", "CFF2", "fvar", "gvar", "HVAR", "avar"}
_SYSTEM = "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"


class Code(NamedTuple):
    """How a glyph is shown: its code in hexadecimal and its advance in thousandths of an em."""

    code: str
    advance: int


class EmbeddedFont:
    """One font of the document, growing with what is shown of it."""

    def __init__(self, file: PdfFile, font: OutlineFont) -> None:
        self.number = file.reserve()
        self._file, self._font = file, font
        self._codes: dict[tuple[int, str], Code] = {}

    @property
    def full(self) -> bool:
        """Whether there are no codes left."""
        return len(self._codes) >= _MOST_CODES

    def code(self, glyph: int, text: str) -> Code:
        """The code of a glyph that stands for `text`."""
        known = self._codes.get((glyph, text))
        if known is None:
            advance = round(self._font.advance(glyph) * 1000)
            known = self._codes[glyph, text] = Code(f"{len(self._codes) + 1:04X}", advance)
        return known

    def finish(self) -> None:
        """Cut the subset and write everything that belongs to the font."""
        program, places = _subset(self._font, {glyph for glyph, _ in self._codes})
        tag = "".join(f"{glyph:X}," for glyph in sorted(places))
        base = name(subset_name(postscript_name(self._font.face), tag))
        if "CFF " in program.table_tags:
            encoding, descendant = self._cff(program, places, base)
        else:
            encoding, descendant = self._true_type(program, places, base)
        texts = [(code.code, text) for (_, text), code in self._codes.items()]
        unicode = self._file.stream(to_unicode(texts))
        entries = f"/Type/Font/Subtype/Type0/BaseFont{base}/Encoding {encoding}"
        whole = f"<<{entries}/DescendantFonts[{descendant} 0 R]/ToUnicode {unicode} 0 R>>"
        self._file.add(whole, self.number)

    def _cff(self, program: hb.Face, places: dict[int, int], base: str) -> tuple[str, int]:
        """CIDs are glyph numbers (9.7.4.2); the encoding takes codes to them."""
        data = bytes(program.reference_table("CFF ").data)
        file = self._file.stream(data, "/Subtype/CIDFontType0C")
        shown = [(code, places[glyph]) for (glyph, _), code in self._codes.items()]
        table = to_glyphs([(code.code, cid) for code, cid in shown])
        encoding = self._file.stream(table, f"/Type/CMap/CMapName/OFD-H{_SYSTEM}")
        widths = "".join(f"{cid}[{advance}]" for cid, advance in sorted({(c, k.advance) for k, c in shown}))
        return f"{encoding} 0 R", self._descendant("0", f"/FontFile3 {file} 0 R", base, f"/W[{widths}]")

    def _true_type(self, program: hb.Face, places: dict[int, int], base: str) -> tuple[str, int]:
        """Codes are CIDs; a table takes them to glyph numbers (9.7.4.2)."""
        data = _complete(program)
        file = self._file.stream(data, f"/Length1 {len(data)}")
        glyphs = b"".join(places[glyph].to_bytes(2, "big") for glyph, _ in self._codes)
        table = self._file.stream(b"\0\0" + glyphs)
        widths = " ".join(str(code.advance) for code in self._codes.values())
        more = f"/CIDToGIDMap {table} 0 R/W[1[{widths}]]"
        return "/Identity-H", self._descendant("2", f"/FontFile2 {file} 0 R", base, more)

    def _descendant(self, kind: str, file: str, base: str, more: str) -> int:
        shape = "/Flags 4/FontBBox[-1000 -1000 2000 2000]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 700"
        descriptor = self._file.add(
            f"<</Type/FontDescriptor/FontName{base}{shape}/StemV 80{file}>>",
        )
        entries = f"/Type/Font/Subtype/CIDFontType{kind}/BaseFont{base}{_SYSTEM}"
        return self._file.add(f"<<{entries}/FontDescriptor {descriptor} 0 R/DW 1000{more}>>")


class Fonts:
    """The fonts of a document."""

    def __init__(self, file: PdfFile) -> None:
        self._file = file
        self._open: dict[OutlineFont, EmbeddedFont] = {}
        self._all: list[EmbeddedFont] = []

    def of(self, font: OutlineFont) -> EmbeddedFont:
        """The embedded form of a font that has codes left."""
        found = self._open.get(font)
        if found is None or found.full:
            found = self._open[font] = EmbeddedFont(self._file, font)
            self._all.append(found)
        return found

    def finish(self) -> None:
        """Write all fonts."""
        for font in self._all:
            font.finish()


def _subset(font: OutlineFont, glyphs: set[int]) -> tuple[hb.Face, dict[int, int]]:
    """The font of these glyphs alone, and their numbers in it."""
    wanted = hb.SubsetInput()
    wanted.flags = (
        hb.SubsetFlags.NO_HINTING
        | hb.SubsetFlags.NO_LAYOUT_CLOSURE
        | hb.SubsetFlags.NO_BIDI_CLOSURE
        | hb.SubsetFlags.NOTDEF_OUTLINE
        | hb.SubsetFlags.CFF_IDENTITY_CHARSET
        | hb.SubsetFlags.DOWNGRADE_CFF2
        | hb.SubsetFlags.DESUBROUTINIZE  # smaller once packed, and ten times as fast
    )
    wanted.pin_all_axes_to_default(font.face)
    wanted.glyph_set.set(glyphs)
    unneeded = set(font.face.table_tags) - _KEPT
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode("latin-1"), "big") for tag in unneeded)
    plan = hb.SubsetPlan(font.face, wanted)
    try:
        return plan.execute(), dict(plan.old_to_new_glyph_mapping)
    except RuntimeError:  # a damaged font, which readers may still make something of: it goes along whole
        return font.face, {glyph: glyph for glyph in glyphs}


def _complete(program: hb.Face) -> bytes:
    """The TrueType file; readers demand metrics that producers of subsets sometimes leave out."""
    if {"hhea", "hmtx"} <= set(program.table_tags):
        return bytes(program.blob.data)
    tables = {tag.encode("latin-1"): bytes(program.reference_table(tag).data) for tag in program.table_tags}
    tables[b"hhea"] = struct.pack(">IhhhH11hH", 0x10000, 880, -120, 0, 1000, *(0,) * 11, 1)
    tables[b"hmtx"] = struct.pack(">Hh", 1000, 0) + b"\0\0" * (program.glyph_count - 1)
    return sfnt(tables)
