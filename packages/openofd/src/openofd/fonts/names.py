"""Names of fonts: the PostScript name in the `name` table, and the tag of a subset. ISO/IEC 14496-22."""

from typing import TYPE_CHECKING

from openofd.gm.sm3 import sm3

if TYPE_CHECKING:
    import uharfbuzz as hb

__all__ = ["family_name", "postscript_name", "subset_name"]

_LETTERS = bytes(65 + value % 26 for value in range(256))
_FAMILY, _POSTSCRIPT, _TYPOGRAPHIC_FAMILY = 1, 6, 16


def postscript_name(face: "hb.Face") -> str:
    """The PostScript name, as `Font/@FontName` carries it; without one, the family name without blanks."""
    return _name(face, _POSTSCRIPT) or family_name(face).replace(" ", "") or "Unnamed"


def family_name(face: "hb.Face") -> str:
    """The typographic family ("Noto Serif SC")."""
    return _name(face, _TYPOGRAPHIC_FAMILY) or _name(face, _FAMILY)


def subset_name(name: str, chars: str) -> str:
    """`name` with six letters before it that depend on the characters, as PDF marks subsets.

    Viewers keep fonts by name; two documents on one screen must not share one name for different subsets.
    `chars` are the subset's characters, each once, in a fixed order.
    """
    return sm3(chars.encode())[:6].translate(_LETTERS).decode() + "+" + name


def _name(face: "hb.Face", name_id: int) -> str:
    return str(face.get_name(name_id) or "").strip()
