"""Pages as people name them: 1,3-5,8- counts from 1 and stands for all of these."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from openofd.errors import MalformedDocument

__all__ = ["ALL_PAGES", "PageRanges", "page_ranges"]

_NUMBER = r"[1-9]\d{0,6}"
_RANGE = re.compile(rf"(?P<one>{_NUMBER})|(?P<first>{_NUMBER})?-(?P<last>{_NUMBER})?")


class PageRanges(NamedTuple):
    """First and last page of each range, from 1; without a last page, up to the end.

    Attributes:
        ranges: the ranges; none stands for every page.
    """

    ranges: Sequence[tuple[int, int | None]] = ()

    def of(self, count: int) -> Sequence[int]:
        """The indices, from 0, in a document of so many pages; each once, in the order given.

        Raises:
            MalformedDocument: PAGE_MISSING.
        """
        if not self.ranges:
            return range(count)
        found: dict[int, None] = {}
        for first, last in self.ranges:
            end = count if last is None else last
            if not 0 < first <= end <= count:
                raise _missing(max(first, end), count)
            found |= dict.fromkeys(range(first - 1, end))
        return tuple(found)


ALL_PAGES = PageRanges()
"""Every page."""


def page_ranges(complain: Callable[[str], Exception]) -> Callable[[str], PageRanges]:
    """What reads the words of the command line; `complain` makes the error for one that cannot be read."""

    def read(text: str) -> PageRanges:
        return PageRanges(tuple([_range(word.strip(), complain) for word in text.split(",")]))

    return read


def _range(word: str, complain: Callable[[str], Exception]) -> tuple[int, int | None]:
    found = _RANGE.fullmatch(word)
    if found is None or word == "-":
        raise complain(word)
    if found["one"]:
        return int(found["one"]), int(found["one"])
    first, last = int(found["first"] or 1), int(found["last"]) if found["last"] else None
    if last is not None and last < first:
        raise complain(word)
    return first, last


def _missing(number: int, count: int) -> MalformedDocument:
    return MalformedDocument(
        "PAGE_MISSING",
        f"没有第 {number} 页，共 {count} 页",
        f"there is no page {number}; the document has {count}",
    )
