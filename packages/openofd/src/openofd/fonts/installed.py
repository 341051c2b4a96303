"""Font files of this machine: the well-known folders in a fixed order, each file by its name.

Nothing is looked for before a page needs a font that its file does not bring (GB/T 33190-2016 11.1).
"""

import os
import struct
from functools import cache
from pathlib import Path

import uharfbuzz as hb

from openofd.errors import OpenOfdError
from openofd.fonts.names import family_name
from openofd.fonts.outlines import OutlineFont

__all__ = ["font_folders", "installed_font"]

_MOST_FILES = 20_000
_ENDINGS = (".ttf", ".otf", ".ttc", ".otc")


@cache
def font_folders() -> tuple[Path, ...]:
    """Where fonts are looked for, the reader's own first; those that are not there do no harm."""
    home = Path.home()
    return (
        home / ".local/share/fonts",
        home / ".fonts",
        Path("/usr/local/share/fonts"),
        Path("/usr/share/fonts"),
        home / "Library/Fonts",
        Path("/Library/Fonts"),
        Path("/System/Library/Fonts"),
        home / "AppData/Local/Microsoft/Windows/Fonts",
        Path("C:/Windows/Fonts"),
    )


@cache
def installed_font(name: str, folders: tuple[Path, ...]) -> OutlineFont | None:
    """The font of a file name ("simsun.ttc"), or None.

    After a `#` stands how the family's name of the wanted face ends: "NotoSerifCJK-Regular.ttc#SC" is the
    face of that collection with the simplified forms. Without it the first face is taken.
    """
    file_name, _, ending = name.partition("#")
    path = _files(folders).get(file_name.lower())
    if path is None:
        return None
    try:
        return _opened(path, ending)
    except (OSError, OpenOfdError, hb.HarfBuzzError, struct.error):
        return None


def _opened(path: Path, ending: str) -> OutlineFont | None:
    blob = hb.Blob.from_file_path(str(path))
    for index in range(_face_count(path)) if ending else (0,):
        if not ending or family_name(hb.Face(blob, index)).endswith(ending):
            return OutlineFont(blob, index=index, name=f"{path.name}#{index}")
    return None


def _face_count(path: Path) -> int:
    """ISO/IEC 14496-22 4.6.3: the header of a collection."""
    with path.open("rb") as file:
        tag, _, count = struct.unpack(">4sII", file.read(12))
    return int(count) if tag == b"ttcf" else 1


@cache
def _files(folders: tuple[Path, ...]) -> dict[str, Path]:
    """Lower-case name → file; of two with one name the first counts."""
    found: dict[str, Path] = {}
    for folder in folders:
        for place, inner, names in os.walk(folder):
            inner.sort()
            for name in sorted(names):
                if name.lower().endswith(_ENDINGS):
                    found.setdefault(name.lower(), Path(place, name))
            if len(found) > _MOST_FILES:
                return found
    return found
