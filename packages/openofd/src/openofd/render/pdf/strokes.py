"""The characters of the copy marks as lines, drawn for this purpose: a mark must not depend on any font.

Each stroke is a row of points on a square of 100, y down. Ideographs fill the square, letters their advance.
The words are those of the marks beside the seals of GB/T 38540-2020, nothing else is drawn with them.
"""

from collections.abc import Mapping

__all__ = ["STROKES", "Stroke", "advance"]

Stroke = tuple[tuple[float, float], ...]
"""Points that one line joins."""

_LETTER = 0.66


def advance(char: str) -> float:
    """How wide a character stands, in ems."""
    return _LETTER if char.isascii() else 1.0


def _strokes(text: str) -> tuple[Stroke, ...]:
    """From "x y x y, x y x y": strokes between commas."""
    rows = [[float(word) for word in stroke.split()] for stroke in text.split(",")]
    return tuple(tuple(zip(row[::2], row[1::2], strict=True)) for row in rows)


STROKES: Mapping[str, tuple[Stroke, ...]] = {
    char: _strokes(text)
    for char, text in {
        "阅": "12 6 22 16, 14 24 14 94, 34 12 86 12 86 90 76 88, 38 24 43 33, 64 24 58 33, "
        "34 38 66 38 66 54 34 54 34 38, 44 54 42 68 30 80, 57 54 57 76 62 79 74 79 75 70",
        "览": "18 8 18 38, 34 4 34 42, 58 4 50 22, 54 14 88 14, 64 22 74 34, 24 78 24 50 76 50 76 78, "
        "50 58 49 74 40 86 18 94, 56 74 56 88 62 92 86 92 87 82",
        "件": "30 6 22 26 8 44, 22 30 22 94, 48 12 38 36, 44 28 86 28, 32 56 94 56, 64 8 64 94",
        "以": "22 12 22 72 44 58, 42 20 54 40, 78 8 74 44 60 72 36 92, 70 64 92 90",
        "原": "14 12 92 12, 20 12 18 56 6 92, 56 18 48 28, 34 30 80 30 80 58 34 58 34 30, 34 44 80 44, "
        "57 58 57 90 48 88, 38 68 26 84, 74 68 86 84",
        "为": "22 10 32 22, 10 36 82 36 80 76 76 90 62 86, 50 8 46 46 32 74 10 92, 50 52 62 66",
        "准": "8 14 20 26, 8 74 24 48, 44 6 38 24 26 42, 36 28 36 94, 58 6 66 18, 36 28 90 28, 36 48 84 48, "
        "36 68 84 68, 36 90 94 90, 62 28 62 90",
        "电": "18 22 80 22 80 64 18 64 18 22, 18 43 80 43, 49 6 49 82 54 90 90 90 92 76",
        "子": "18 12 78 12 50 36, 50 36 50 88 36 84, 8 50 92 50",
        "证": "14 10 26 22, 8 38 26 38 26 82 40 68, 44 14 92 14, 68 14 68 88, 68 48 90 48, "
        "50 42 50 88, 40 88 96 88",
        "照": "10 12 40 12 40 62 10 62 10 12, 10 37 40 37, 52 12 86 12 82 34 72 32, 68 12 62 26 48 38, "
        "54 44 86 44 86 64 54 64 54 44, 18 74 10 90, 38 76 42 90, 60 76 65 90, 80 74 92 90",
        "O": "22 14 40 14 52 28 52 76 40 90 22 90 10 76 10 28 22 14",
        "F": "14 90 14 14 50 14, 14 50 44 50",
        "D": "14 14 14 90 34 90 50 76 50 28 34 14 14 14",
    }.items()
}
