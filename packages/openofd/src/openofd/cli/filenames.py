"""File names made of a stranger's words: never outside the folder, never twice, never special."""

import unicodedata

__all__ = ["FileNames", "extension_of", "safe_name"]

_LONGEST = 180
"""Bytes; file systems take 255, and a number may be added."""
_FORBIDDEN = frozenset('/\\:*?"<>|')
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{p}{n}" for p in ("com", "lpt") for n in range(1, 10))}
)
"""Names that Windows takes for devices."""
_SIGNATURES = (
    (b"\x89PNG", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF8", ".gif"),
    (b"BM", ".bmp"),
    (b"II*\0", ".tif"),
    (b"MM\0*", ".tif"),
    (b"\x97JB2", ".jb2"),
    (b"\0\0\0\x0cjP", ".jp2"),
    (b"\0\x01\0\0", ".ttf"),
    (b"true", ".ttf"),
    (b"OTTO", ".otf"),
    (b"ttcf", ".ttc"),
    (b"\x01\0\x04", ".cff"),
    (b"%PDF", ".pdf"),
    (b"PK\x03\x04", ".zip"),
    (b"<?xml", ".xml"),
    (b"<svg", ".svg"),
)


def extension_of(data: bytes, otherwise: str = ".bin") -> str:
    """What the bytes say they are; what a file says of itself is unreliable."""
    return next((said for head, said in _SIGNATURES if data.startswith(head)), otherwise)


def safe_name(text: str, otherwise: str = "unnamed") -> str:
    """One file name that means nothing to any file system."""
    kept = "".join("_" if char in _FORBIDDEN or _is_odd(char) else char for char in text)
    kept = kept.strip(" .")
    while len(kept.encode()) > _LONGEST:
        stem, dot, ending = kept.rpartition(".")
        kept = f"{stem[:-1]}{dot}{ending}" if stem and len(ending) < 10 else kept[:-1]
    if kept.partition(".")[0].strip().lower() in _RESERVED:
        kept = f"_{kept}"
    return kept or otherwise


def _is_odd(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}


class FileNames:
    """The names given out so far; a second one of the same name gets a number."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def give(self, wanted: str) -> str:
        """A name nobody else has, on systems that tell upper from lower case and on those that do not."""
        stem, dot, ending = wanted.rpartition(".")
        stem, ending = (stem, dot + ending) if stem else (wanted, "")
        name, number = wanted, 1
        while _folded(name) in self._taken:
            number += 1
            name = f"{stem} ({number}){ending}"
        self._taken.add(_folded(name))
        return name


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
