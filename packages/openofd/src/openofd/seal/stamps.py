"""Where a seal shows: StampAnnot, and the straddle seal over the edges of all pages. GB/T 33190-2016 18.2."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from openofd.document.document import Document
from openofd.errors import SigningFailed
from openofd.model.units import Box

__all__ = ["Edge", "Stamp", "sheets", "straddle"]

Edge = Literal["left", "right", "top", "bottom"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """One appearance of the seal.

    Args:
        page_id: the page's ID.
        boundary: place and size of the whole picture on that page in mm.
        clip: the part of it that shows, from its top-left corner; None is all.
    """

    page_id: int
    boundary: Box
    clip: Box | None = None

    @property
    def shown(self) -> Box:
        """Where ink may come to the page."""
        box, clip = self.boundary, self.clip
        return box if clip is None else Box(box.x + clip.x, box.y + clip.y, clip.w, clip.h)


def sheets(document: Document) -> tuple[tuple[int, Box], ...]:
    """ID and physical box of every page, in page order: what `straddle` is given."""
    return tuple([(page.id, page.physical_box) for page in document.pages])


def straddle(
    pages: Iterable[tuple[int, Box]],
    *,
    width: float,
    height: float,
    offset: float,
    edge: Edge = "right",
    most: int = 20,
) -> tuple[Stamp, ...]:
    """A straddle seal (骑缝章): laid over the edges of the fanned pages, each page bears one strip of it.

    Many pages are divided into groups of nearly equal size, and each group bears the whole seal.

    Args:
        pages: ID and physical box of each page, in page order.
        width: of the whole seal in mm.
        height: likewise.
        offset: from the top of the page to that of the seal; at the top and bottom edge, from the left.
        edge: which edges are fanned. The first page lies on top of the others.
        most: pages of one group at most.

    Raises:
        SigningFailed: STAMP_GEOMETRY, there is one page only, or the seal has no size.
    """
    listed = tuple(pages)
    if len(listed) < 2 or most < 2 or min(width, height) <= 0:
        raise SigningFailed(
            "STAMP_GEOMETRY",
            "骑缝章至少要有两页，印章要有尺寸",
            "a straddle seal needs two pages and a size",
        )
    return tuple(
        _strip(sheet, number, len(group), Box(offset, offset, width, height), edge)
        for group in _groups(listed, most)
        for number, sheet in enumerate(group)
    )


def _groups(pages: Sequence[tuple[int, Box]], most: int) -> Iterator[Sequence[tuple[int, Box]]]:
    count = -(-len(pages) // most)
    cuts = [len(pages) * number // count for number in range(count + 1)]
    for start, stop in pairwise(cuts):
        yield pages[start:stop]


def _strip(sheet: tuple[int, Box], number: int, count: int, seal: Box, edge: Edge) -> Stamp:
    page_id, page = sheet
    # fanned to the left or upwards, the lower sheets come out on the side where the picture begins
    place = number if edge in {"right", "bottom"} else count - 1 - number
    size = seal.w if edge in {"left", "right"} else seal.h
    start, stop = round(size * place / count, 3), round(size * (place + 1) / count, 3)
    if edge in {"left", "right"}:
        x = page.right - stop if edge == "right" else page.x - start
        boundary = Box(x, page.y + seal.y, seal.w, seal.h)
        return Stamp(page_id=page_id, boundary=boundary, clip=Box(start, 0, stop - start, seal.h))
    y = page.bottom - stop if edge == "bottom" else page.y - start
    boundary = Box(page.x + seal.x, y, seal.w, seal.h)
    return Stamp(page_id=page_id, boundary=boundary, clip=Box(0, start, seal.w, stop - start))
