"""Tables from character codes to Unicode, so that text is found and copied, and to glyphs.

ISO 32000-1 9.7.5, 9.10.3.
"""

from collections.abc import Iterable, Sequence

__all__ = ["to_glyphs", "to_unicode"]

_MOST = 100  # entries of one block; the CMap format allows no more


def to_unicode(texts: Sequence[tuple[str, str]]) -> bytes:
    """The text of each code of four hexadecimal digits."""
    lines = [f"<{code}> <{_utf16(text)}>" for code, text in texts if text]
    return _cmap("OFD-UCS", 2, "bfchar", lines)


def to_glyphs(glyphs: Sequence[tuple[str, int]]) -> bytes:
    """The glyph of each code of four digits."""
    return _cmap("OFD-H", 1, "cidchar", [f"<{code}> {glyph}" for code, glyph in glyphs])


def _utf16(text: str) -> str:
    return text.encode("utf-16-be", "replace").hex().upper()


def _cmap(name: str, kind: int, entry: str, lines: Sequence[str]) -> bytes:
    system = "<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
    head = f"/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo {system} def"
    span = "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange"
    naming = f"/CMapName/{name} def\n/CMapType {kind} def"
    tail = "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend"
    return "\n".join([head, naming, span, *_blocks(entry, lines), tail]).encode("ascii")


def _blocks(entry: str, lines: Sequence[str]) -> Iterable[str]:
    for start in range(0, len(lines), _MOST):
        block = lines[start : start + _MOST]
        yield f"{len(block)} begin{entry}\n" + "\n".join(block) + f"\nend{entry}"
