"""Columns of Chinese and Latin text for a terminal."""

import unicodedata
from collections.abc import Sequence

__all__ = ["columns", "plain"]

_MOST_PADDED = 46  # columns; a long cell pushes its row out instead of all others


def columns(rows: Sequence[Sequence[str]], *, indent: str = "  ") -> list[str]:
    """The rows with their columns aligned; an ideograph takes two places."""
    if not rows:
        return []
    widths = [min(max(map(_width, cells)), _MOST_PADDED) for cells in zip(*rows, strict=True)]
    return [indent + "  ".join(_padded(row, widths)).rstrip() for row in rows]


def _padded(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    return [plain(cell) + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in plain(text))


def plain(text: str) -> str:
    """Text out of a stranger's file without what steers a terminal: control and direction characters."""
    return "".join(char if unicodedata.category(char)[0] != "C" else "\ufffd" for char in text)
