"""Finding words on a page, with the boxes to mark them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from unicodedata import normalize

from openofd.document.lines import lines_of
from openofd.document.text import Run
from openofd.model.units import Box

__all__ = ["Hit", "search"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One place where the words stand.

    Attributes:
        page_index: which page, from 0.
        page_id: its identifier in the document.
        text: as it stands there; blanks between its characters are left out.
        boxes: one a run of text, millimetres from the page's top left.
        object_ids: the text objects that carry it.
    """

    page_index: int
    page_id: int
    text: str
    boxes: tuple[Box, ...]
    object_ids: tuple[int, ...]


_Place = tuple[Run, int]
"""A character: its run and its number in it."""


def search(runs: Iterable[Run], wanted: str, *, page_index: int, page_id: int) -> Iterator[Hit]:
    """Where the words stand on one page, from top to bottom; they may go over several runs of a line.

    Blanks, case and width (`Ａ` is `A`) make no difference. Nothing is found for nothing.
    """
    needle = "".join([_folded(char) for char in wanted if not char.isspace()])
    for line in lines_of(runs) if needle else ():
        if needle in "".join([_folded(char) for run in line for char in run.text if not char.isspace()]):
            yield from _in_line(line, needle, page_index, page_id)


def _in_line(line: list[Run], needle: str, page_index: int, page_id: int) -> Iterator[Hit]:
    places: list[_Place] = []
    folded: list[str] = []
    for run in line:
        for number, char in enumerate(run.text):
            if not char.isspace():
                alike = _folded(char)
                folded.append(alike)
                places += [(run, number)] * len(alike)
    hay = "".join(folded)
    at = hay.find(needle)
    while at >= 0:
        found = list(dict.fromkeys(places[at : at + len(needle)]))
        yield _hit(found, page_index, page_id)
        at = hay.find(needle, at + len(needle))


def _hit(found: list[_Place], page_index: int, page_id: int) -> Hit:
    boxes: list[Box] = []
    for run, places in groupby(found, key=lambda place: place[0]):
        characters = run.characters()
        boxes.append(_around([characters[number].box for _, number in places]))
    return Hit(
        page_index=page_index,
        page_id=page_id,
        text="".join([run.text[number] for run, number in found]),
        boxes=tuple(boxes),
        object_ids=tuple(dict.fromkeys([run.object_id for run, _ in found if run.object_id is not None])),
    )


def _around(boxes: list[Box]) -> Box:
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    return Box(left, top, max(box.right for box in boxes) - left, max(box.bottom for box in boxes) - top)


@lru_cache(maxsize=8192)
def _folded(char: str) -> str:
    return normalize("NFKC", char).casefold()
