"""The questions the public may ask: by number, credit code, QR token or file. Every answer is counted."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from django.db.models import Sum

from zizhi.certificates.models import Version
from zizhi.core.clock import today_in_shanghai
from zizhi.core.dates import start_of
from zizhi.core.ids import is_token
from zizhi.core.uscc import Uscc
from zizhi.sealing.services import current_public
from zizhi.verification import counters, registry
from zizhi.verification.answers import Answer, read
from zizhi.verification.examination import Examination, examine_file
from zizhi.verification.models import VerificationCount
from zizhi.verification.registry import RegistryUnreachable

__all__ = [
    "Figures",
    "RegistryUnreachable",
    "ask",
    "by_number",
    "by_token",
    "by_uscc",
    "claim_keys",
    "examine",
    "figures",
]

_USCC_LIKE: Final = re.compile(r"[0-9A-Z]{18}")
_NOT_FOUND: Final = "not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What the home page tells."""

    registered: int
    issued_today: int
    asked_today: int


def ask(query: str, *, now: datetime) -> Sequence[Answer]:
    """A number or a credit code, whichever it looks like.

    Raises:
        RuleViolation: it looks like a credit code and is none.
        RegistryUnreachable: no answer.
    """
    if _USCC_LIKE.fullmatch(_halfwidth(query)):
        return by_uscc(query, now=now)
    return by_number(query, now=now)


def by_number(number: str, *, now: datetime) -> Sequence[Answer]:
    """The newest version of a certificate, or nothing. Width and case of what was typed are forgiven."""
    for spelling in _spellings(number):
        if rows := registry.rows_of_number(spelling):
            answer = read(rows[0], today=today_in_shanghai(now))
            _count("number", answer.standing.code, now)
            return (answer,)
    _count("number", _NOT_FOUND, now)
    return ()


def by_uscc(uscc: str, *, now: datetime) -> Sequence[Answer]:
    """The newest version of each certificate of an enterprise.

    Raises:
        RuleViolation: `USCC_FORM` or `USCC_CHECK`.
    """
    code = Uscc.parse(_halfwidth(uscc))
    rows = registry.rows_of_uscc(code)
    newest = {row.number: row for row in reversed(rows)}  # newest first in `rows`, so the newest stays
    today = today_in_shanghai(now)
    answers = [read(row, today=today) for row in reversed(newest.values())]
    _count("uscc", "found" if answers else _NOT_FOUND, now)
    return answers


def by_token(token: str, claim: str = "", *, now: datetime) -> Answer | None:
    """The version behind a QR code; `claim` is the code's last part, if scanned. Both in upper case."""
    row = registry.row_of(token) if is_token(token) else None
    if row is None:
        _count("token", _NOT_FOUND, now)
        return None
    answer = read(row, today=today_in_shanghai(now), claim=claim)
    _count("token", "claim_differs" if answer.claim == "different" else answer.standing.code, now)
    return answer


def examine(data: bytes, *, now: datetime) -> Examination:
    """The verdict on a file; never raises on what the file holds, nor when the registry is away."""
    found = examine_file(data, now=now)
    _count("file", found.verdict.kind, now)
    if found.verdict.alarm:
        _count("alarm", found.verdict.kind, now)
    return found


def figures(*, now: datetime) -> Figures | None:
    """Figures for the home page, at most a minute old; None when the registry does not answer."""
    try:
        return _figures(now.replace(second=0, microsecond=0), registry.place())
    except RegistryUnreachable:
        return None


def claim_keys() -> dict[str, Any]:
    """The published claim keys, as plain values.

    Raises:
        RuleViolation: `CUSTODY_MISSING`: this hall has no keys yet.
    """
    keys = [{"x": key.xy[:32].hex(), "y": key.xy[32:].hex()} for key in current_public().claim_keys]
    return {"algorithm": "SM2-SM3", "context": "zizhi-claim-1", "keys": keys}


@lru_cache(maxsize=2)
def _figures(minute: datetime, place: str) -> Figures:
    today = today_in_shanghai(minute)
    with registry.reached():
        asked = (
            VerificationCount.objects.filter(day=today)
            .exclude(means="alarm")
            .aggregate(sum=Sum("count"))["sum"]
            or 0
        )
        return Figures(
            registered=Version.objects.filter(state="in_effect").count(),
            issued_today=Version.objects.filter(in_effect_at__gte=start_of(today)).count(),
            asked_today=asked + counters.waiting(today),
        )


def _count(means: str, answer: str, now: datetime) -> None:
    counters.count(means=means, answer=answer, day=today_in_shanghai(now))


def _halfwidth(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().upper()


def _spellings(number: str) -> Sequence[str]:
    """What was typed, then with Latin letters and digits narrowed, then with the brackets of the notice."""
    narrow = _halfwidth(number).replace(" ", "")
    wide = narrow.translate(str.maketrans("()", "（）"))
    return tuple(dict.fromkeys((number.strip(), narrow, wide)))
