"""Personal identity numbers (GB 11643-1999) in free text: found and masked. They are never shown or sent.

A number of 18 places counts as one where places 7 to 14 are a date of birth from 1900 to 2019: younger
people act for no enterprise, and numbers of cases carry the dates of our own years. The check character is
not asked: a mistyped number is still somebody's. Valid unified social credit codes are left alone.
"""

import re
from collections.abc import Iterator
from typing import Final

from zizhi.core.errors import RuleViolation
from zizhi.core.uscc import Uscc

__all__ = ["has_identity_number", "masked"]

_WIDE: Final = str.maketrans("０１２３４５６７８９Ｘｘ－　", "0123456789Xx- ")
_GAP: Final = r"[ -]?"
_PLACES: Final = (
    *("[1-9]", *[r"\d"] * 5),
    r"(?:1[ -]?9[ -]?\d|2[ -]?0[ -]?[01])",
    r"\d",
    r"(?:0[ -]?[1-9]|1[ -]?[0-2])",
    r"(?:0[ -]?[1-9]|[12][ -]?\d|3[ -]?[01])",
    *[r"\d"] * 3,
    "[0-9Xx]",
)
_NUMBER: Final = re.compile(r"(?<![0-9A-Za-z])" + _GAP.join(_PLACES) + r"(?![0-9A-Za-z])", re.ASCII)


def has_identity_number(text: str) -> bool:
    """Whether a personal identity number stands in the text, in narrow or wide digits, grouped or not."""
    return any(True for _ in _found(text))


def masked(text: str) -> str:
    """The text with the middle of each identity number covered: 210101********0012."""
    characters = list(text)
    for start, end in _found(text):
        places = [i for i in range(start, end) if characters[i] not in " -－　"]
        for place in places[6:14]:
            characters[place] = "*"
    return "".join(characters)


def _found(text: str) -> Iterator[tuple[int, int]]:
    for match in _NUMBER.finditer(text.translate(_WIDE)):
        if not _is_uscc(match[0]):
            yield match.span()


def _is_uscc(text: str) -> bool:
    try:
        Uscc.parse(text)
    except RuleViolation:
        return False
    return True
