"""Marks of ours in a file, however broken: certificate numbers, identifiers, tokens. Pure.

A mark is only a hint where to look. It decides between "altered" and "not ours" for files whose seal does
not hold, and is never taken as proof of anything.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from zizhi.certificates.identifier import ROOT
from zizhi.certificates.kinds import all_kinds
from zizhi.certificates.numbers import NumberForm
from zizhi.core.ids import TOKEN_PATTERN
from zizhi.core.profile import department

__all__ = ["Traces", "find"]

_MOST: Final = 8  # distinct marks of one sort; a file with more is not a certificate
_TOKEN: Final = re.compile(rf"/V/({TOKEN_PATTERN})(?![A-Z2-7])", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Traces:
    """What was found, each once, in the order of finding."""

    numbers: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    tokens: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.numbers or self.identifiers or self.tokens)


def find(texts: Iterable[str]) -> Traces:
    """The marks in these texts."""
    numbers: dict[str, None] = {}
    identifiers: dict[str, None] = {}
    tokens: dict[str, None] = {}
    number, identifier = _patterns()
    for text in texts:
        _note(numbers, number.findall(text))
        _note(identifiers, identifier.findall(text))
        _note(tokens, [token.upper() for token in _TOKEN.findall(text)])
    return Traces(numbers=tuple(numbers), identifiers=tuple(identifiers), tokens=tuple(tokens))


def _note(found: dict[str, None], marks: Sequence[str]) -> None:
    for mark in marks:
        if len(found) >= _MOST:
            return
        found.setdefault(mark)


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Numbers this department gives (level and province included), identifiers it issues."""
    forms = {_form(form) for kind in all_kinds() for form in kind.numbers}
    number = re.compile(rf"(?<![A-Za-z0-9])(?:{'|'.join(sorted(forms))})(?![0-9])")
    root, authority = re.escape(ROOT), re.escape(department().authority_uscc)
    identifier = re.compile(rf"{root}\.[0-9A-Z]{{21}}\.{authority}\.[0-9A-Z]{{1,32}}\.[0-9]{{3}}\.[0-9A-Z]")
    return number, identifier


def _form(form: NumberForm) -> str:
    profile = department()
    lead = f"{profile.approving_level}{profile.province_code}" if form.rule == "national" else ""
    return f"{re.escape(form.prefix)}{lead}[0-9]{{{form.digits - len(lead)}}}{re.escape(form.suffix)}"
