"""Lines of a page: runs that stand side by side, in reading order."""

from collections.abc import Iterable
from itertools import accumulate

from openofd.document.text import Run

__all__ = ["lines_of", "reading_order"]

_SAME_LINE = 0.5
"""Baselines closer than this part of the size are one line."""
_GAP = 0.75
"""A gap wider than this part of the size is read as a blank."""


def reading_order(runs: Iterable[Run]) -> str:
    """Lines from top to bottom, in each line from left to right; lines end with a newline."""
    return "\n".join([_line_text(line) for line in lines_of(runs)])


def lines_of(runs: Iterable[Run]) -> list[list[Run]]:
    """The runs that hold text, from the top line to the last, each line from the left."""
    lines: list[list[Run]] = []
    for run in sorted([run for run in runs if run.text], key=lambda run: (run.y, run.x)):
        if lines and abs(run.y - lines[-1][0].y) <= _SAME_LINE * min(run.size, lines[-1][0].size):
            lines[-1].append(run)
        else:
            lines.append([run])
    return [sorted(line, key=lambda run: run.x) for line in lines]


def _line_text(line: list[Run]) -> str:
    ends = [line[0].x, *accumulate([run.end for run in line], max)]
    text = ""
    for run, end in zip(line, ends, strict=False):
        apart = run.x - end > _GAP * run.size and not text.endswith(" ") and not run.text.startswith(" ")
        text += " " + run.text if apart and text else run.text
    return text
