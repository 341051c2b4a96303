"""What a chain check finds: one thing wrong or unknown about one public-key certificate."""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from enum import Enum

from openofd.gm.x509 import PublicKeyCertificate

__all__ = ["ChainFinding", "FindingKind", "beijing", "finding"]

_BEIJING = timezone(timedelta(hours=8))


class FindingKind(Enum):
    """What a finding depends on."""

    STRUCTURE = "STRUCTURE"
    """Wrong at any time: signature, constraints, usage."""
    PERIOD = "PERIOD"
    """Outside the validity period at the moment judged."""
    REVOKED = "REVOKED"
    """Revoked; `ChainFinding.at` says since when."""
    ANCHOR = "ANCHOR"
    """No way up to an anchor."""
    UNCHECKED = "UNCHECKED"
    """Revocation could not be checked, or not freshly; does not change the outcome."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainFinding:
    """One thing found, about the certificate of `subject`. `at` and `reason` belong to CHAIN_REVOKED.

    `reason` is empty where nothing states it.
    """

    code: str
    kind: FindingKind
    subject: str
    zh: str
    en: str
    at: datetime | None = None
    reason: str = ""


def beijing(moment: datetime) -> str:
    """A moment for people in China; the last hours of the calendar are cut to its end."""
    latest = datetime.max.replace(tzinfo=_BEIJING)
    return f"{min(moment, latest).astimezone(_BEIJING):%Y-%m-%d %H:%M:%S}"


_KINDS = {
    "CHAIN_NO_ANCHORS": FindingKind.ANCHOR,
    "CHAIN_TOO_LONG": FindingKind.ANCHOR,
    "CHAIN_INCOMPLETE": FindingKind.ANCHOR,
    "CHAIN_PERIOD": FindingKind.PERIOD,
    "CHAIN_CRL_MISSING": FindingKind.UNCHECKED,
    "CHAIN_CRL_SIGNATURE": FindingKind.UNCHECKED,
    "CHAIN_CRL_STALE": FindingKind.UNCHECKED,
    "CHAIN_CRL_UNSUPPORTED": FindingKind.UNCHECKED,
    "CHAIN_CRL_USAGE": FindingKind.UNCHECKED,
    "CHAIN_OCSP_SIGNATURE": FindingKind.UNCHECKED,
    "CHAIN_OCSP_STALE": FindingKind.UNCHECKED,
    "CHAIN_OCSP_UNKNOWN": FindingKind.UNCHECKED,
    "CHAIN_OCSP_UNSUPPORTED": FindingKind.UNCHECKED,
}


def finding(code: str, certificate: PublicKeyCertificate, zh: str, en: str) -> ChainFinding:
    """A finding of the kind that goes with its code."""
    kind = _KINDS.get(code, FindingKind.STRUCTURE)
    return ChainFinding(code=code, kind=kind, subject=certificate.subject.text, zh=zh, en=en)
