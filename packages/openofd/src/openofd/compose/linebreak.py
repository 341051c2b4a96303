"""Greedy breaking of Chinese lines: what may not begin a line, what may not end one, what stays together.

The sets follow GB/T 15834-2011 5.1 (where marks stand) and common typesetting practice (避头尾).
"""

import re
from collections.abc import Callable

from openofd.errors import CannotCompose

__all__ = ["NOT_AT_END", "NOT_AT_START", "break_lines", "units"]

NOT_AT_START = "，。、；：？！）》〉」』】〕〗”’…—～·％‰℃°,.;:?!)]}%々ー"
"""Closing marks and marks that belong to the character before them."""
NOT_AT_END = "（《〈「『【〔〖“‘([{￥$№#"
"""Opening marks and signs that belong to the number after them."""

_WORD = r"[0-9A-Za-zÀ-ɏ]+(?:[.,:/&'+\-_@#][0-9A-Za-zÀ-ɏ]+)*"
_UNIT = re.compile(f"[{re.escape(NOT_AT_END)}]*(?:{_WORD}|.)[{re.escape(NOT_AT_START)}]*", re.DOTALL)


def units(text: str) -> list[str]:
    """The text cut into pieces that no line break may divide."""
    return _UNIT.findall(text)


def break_lines(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """Lines of at most `width`, each as full as it can be. Nothing is dropped but blanks at a break.

    A piece that is wider than a whole line (a long Latin word) is divided between characters.

    Args:
        text: one paragraph.
        width: in the unit of `measure`.
        measure: width of a string; its sum over characters must be the width of their string.
    """
    if measure(text) <= width:
        return [text]
    lines, line, used = [], "", 0.0
    for unit in _narrow_units(text, width, measure):
        size = measure(unit)
        if line and used + size > width:
            lines.append(line.rstrip(" "))
            line, used = "", 0.0
            if unit == " ":
                continue
        line += unit
        used += size
    return [*lines, line]


def _narrow_units(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    pieces = []
    for unit in units(text):
        pieces += [unit] if measure(unit) <= width else _divide(unit, width, measure)
    return pieces


def _divide(unit: str, width: float, measure: Callable[[str], float]) -> list[str]:
    for char in unit:
        if measure(char) > width:
            raise CannotCompose("LINE_NARROW", f"一行放不下「{char}」", f"no line can hold {char!r}")
    return list(unit)
