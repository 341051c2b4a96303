"""Tables and progress for a terminal, with Chinese characters two columns wide."""

import sys
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TextIO

__all__ = ["Progress", "table"]


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Left-aligned columns; nothing is ever shortened, a cell over 64 columns only pushes its neighbours."""
    lines = [list(headings), *(list(row) for row in rows)]
    widths = [min(64, max(map(_width, column))) for column in zip(*lines, strict=True)]
    return "\n".join("  ".join(map(_padded, line, widths)).rstrip() for line in lines)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


class Progress:
    """A bar on stderr where that is a terminal; silence elsewhere."""

    def __init__(self, label: str, stream: TextIO | None = None) -> None:
        self._label = label
        self._stream = sys.stderr if stream is None else stream

    def __call__(self, done: int, total: int) -> None:
        """Draw `done` of `total`; the last call ends the line."""
        if not self._stream.isatty():
            return
        filled = 30 * done // max(total, 1)
        bar = "█" * filled + "·" * (30 - filled)
        self._stream.write(f"\r{self._label} {bar} {done}/{total}" + ("\n" if done >= total else ""))
        self._stream.flush()
