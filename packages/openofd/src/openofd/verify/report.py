"""The answer of a verification: a frozen report of numbered checks, for machines and for people.

Outcomes follow ETSI EN 319 102-1 5.1 in spirit: what could not be checked is INDETERMINATE, never PASSED.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from openofd.errors import Language
from openofd.gm.sm3 import sm3
from openofd.model.units import Box
from openofd.verify.advice import advice
from openofd.verify.catalogue import CHECKS

if TYPE_CHECKING:
    from openofd.document.document import Document
    from openofd.document.mark import Mark

__all__ = [
    "Check",
    "Coverage",
    "DocumentReport",
    "Outcome",
    "Overall",
    "Reason",
    "Report",
    "SealPictureFacts",
    "SignatureReport",
    "StampFacts",
    "TimeStampReport",
    "worst",
]


class Outcome(StrEnum):
    """What became of one check."""

    PASSED = "PASSED"
    FAILED = "FAILED"
    INDETERMINATE = "INDETERMINATE"


class Overall(StrEnum):
    """What became of a signature or a file."""

    VALID = "VALID"
    INVALID = "INVALID"
    INDETERMINATE = "INDETERMINATE"


class Coverage(StrEnum):
    """How much of what is reachable one signature's own References cover."""

    FULL = "full"
    CONTENT = "content"
    PARTIAL = "partial"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why: a stable code, a sentence in Chinese and in English, and the place it speaks of."""

    code: str
    zh: str
    en: str
    where: str = ""

    def to_json(self) -> dict[str, object]:
        """As plain values; `where` is always present."""
        return {"code": self.code, "zh": self.zh, "en": self.en, "where": self.where}

    def explain(self, language: Language = "zh") -> str:
        """The sentence with its place."""
        if language == "zh":
            return f"{self.zh}（{self.where}）" if self.where else self.zh
        return f"{self.en} ({self.where})" if self.where else self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One numbered check: its outcome and why. A PASSED one may carry warnings."""

    id: str
    number: str
    clause: str
    outcome: Outcome
    because: tuple[Reason, ...]

    def title(self, language: Language = "zh") -> str:
        """Its name for a person, from the catalogue."""
        title = CHECKS[self.id]
        return title.zh if language == "zh" else title.en

    def advice(self, language: Language = "zh") -> str:
        """What to do about it; empty for one that passed, whose warnings speak for themselves."""
        if self.outcome is Outcome.PASSED:
            return ""
        return advice(self.id, failed=self.outcome is Outcome.FAILED, language=language)

    def to_json(self) -> dict[str, object]:
        """As plain values."""
        return {
            "id": self.id,
            "number": self.number,
            "clause": self.clause,
            "outcome": self.outcome.value,
            "because": [reason.to_json() for reason in self.because],
        }

    def explain(self, language: Language = "zh") -> str:
        """One line: number, title, outcome, reasons."""
        colon, stop = ("：", "；") if language == "zh" else (": ", "; ")
        reasons = stop.join(reason.explain(language) for reason in self.because)
        head = f"{self.number} {self.title(language)}{colon}{_OUTCOME[language][self.outcome]}"
        return f"{head}{colon}{reasons}" if reasons else head


_OUTCOME: dict[str, dict[Outcome, str]] = {
    "zh": {Outcome.PASSED: "通过", Outcome.FAILED: "不通过", Outcome.INDETERMINATE: "无法判断"},
    "en": {Outcome.PASSED: "passed", Outcome.FAILED: "failed", Outcome.INDETERMINATE: "cannot tell"},
}
_OVERALL: dict[str, dict[Overall, str]] = {
    "zh": {Overall.VALID: "有效", Overall.INVALID: "无效", Overall.INDETERMINATE: "无法判断"},
    "en": {Overall.VALID: "valid", Overall.INVALID: "invalid", Overall.INDETERMINATE: "cannot tell"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StampFacts:
    """Where the seal shows: page id, place and size in mm, and the visible part relative to its top left."""

    page_id: int
    boundary: Box
    clip: Box | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SealPictureFacts:
    """The picture the maker signed (from the embedded seal, never from Seal.esl); width and height in mm."""

    type: str
    data: bytes
    width_mm: int
    height_mm: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeStampReport:
    """One time-stamp token: over what ("signature", "seal", "time_info"), when, by whom, does it prove.

    `time` is None for one that cannot be read.
    """

    of: str
    time: datetime | None
    authority: str
    proven: bool

    def to_json(self) -> dict[str, object]:
        """As plain values."""
        return {
            "of": self.of,
            "time": self.time.isoformat() if self.time else None,
            "authority": self.authority,
            "proven": self.proven,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureReport:
    """One signature of the file: who, when, over what, and its own checks.

    What could not be read stays empty; nothing here is trusted unless `overall` is VALID.
    """

    id: str
    body: int
    path: str
    form: str
    overall: Overall
    checks: tuple[Check, ...]
    coverage: Coverage = Coverage.NONE
    seal_id: str = ""
    seal_name: str = ""
    maker: str = ""
    signer: str = ""
    signer_serial: str = ""
    anchor: str = ""
    signers: tuple[str, ...] = ()
    """Subjects of all who signed; a seal signature has one signer."""
    signed_at: datetime | None = None
    time_stamps: tuple[TimeStampReport, ...] = ()
    relative: str = ""
    """Id of the signature it builds on; empty for none."""
    covers_previous: bool | None = None
    """Whether it protects every earlier signature of its document; None for the first."""
    locks: bool = False
    """Whether it protects the list of signatures: adding one afterwards breaks it."""
    stamps: tuple[StampFacts, ...] = ()
    picture: SealPictureFacts | None = None

    def check(self, check_id: str) -> Check:
        """The check of that id.

        Raises:
            KeyError: it does not apply to this signature.
        """
        return _named(self.checks, check_id)

    def find(self, check_id: str) -> Check | None:
        """The check of that id; None if it does not apply to this signature."""
        return next((check for check in self.checks if check.id == check_id), None)

    def to_json(self) -> dict[str, object]:
        """As plain values; the picture is left out."""
        return {
            "id": self.id,
            "body": self.body,
            "path": self.path,
            "form": self.form,
            "overall": self.overall.value,
            "coverage": self.coverage.value,
            "seal_id": self.seal_id,
            "seal_name": self.seal_name,
            "maker": self.maker,
            "signer": self.signer,
            "signer_serial": self.signer_serial,
            "signers": list(self.signers),
            "anchor": self.anchor,
            "signed_at": self.signed_at.isoformat() if self.signed_at else None,
            "time_stamps": [stamp.to_json() for stamp in self.time_stamps],
            "relative": self.relative or None,
            "covers_previous": self.covers_previous,
            "locks": self.locks,
            "stamps": [{"page_id": s.page_id, "boundary": s.boundary.format()} for s in self.stamps],
            "checks": [check.to_json() for check in self.checks],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentReport:
    """One document of the package: which it is, what signs it, and how much these cover together.

    An old version of a document that is replayed is signed all right: `doc_id` and the dates inside tell.
    """

    number: int
    doc_id: str
    root: str
    signatures: tuple[str, ...]
    coverage: Coverage

    def to_json(self) -> dict[str, object]:
        """As plain values."""
        return {
            "number": self.number,
            "doc_id": self.doc_id,
            "root": self.root,
            "signatures": list(self.signatures),
            "coverage": self.coverage.value,
        }


@dataclass(frozen=True, kw_only=True)
class Report:
    """The whole answer. `checks` holds every check once, at its worst outcome over all signatures.

    `source` is the file itself, so that `digest` is only computed when somebody asks.
    """

    overall: Overall
    source: bytes = field(repr=False)
    at: datetime
    policy: str
    checks: tuple[Check, ...]
    documents: tuple[DocumentReport, ...] = ()
    signatures: tuple[SignatureReport, ...]
    warnings: tuple[Reason, ...]

    @cached_property
    def digest(self) -> bytes:
        """SM3 of the file, 32 bytes."""
        return sm3(self.source)

    @property
    def size(self) -> int:
        """Bytes of the file."""
        return len(self.source)

    def check(self, check_id: str) -> Check:
        """The check of that id, over the whole file.

        Raises:
            KeyError: it applies to no signature of the file.
        """
        return _named(self.checks, check_id)

    def find(self, check_id: str) -> Check | None:
        """The check of that id, over the whole file; None if it applies to no signature of it."""
        return next((check for check in self.checks if check.id == check_id), None)

    @property
    def codes(self) -> frozenset[str]:
        """Every reason code the report gives, warnings included."""
        said = {reason.code for check in self.checks for reason in check.because}
        return frozenset(said | {reason.code for reason in self.warnings})

    @property
    def because(self) -> tuple[Reason, ...]:
        """Why the file is not VALID; for a VALID one its warnings."""
        wanted = _BLAMED[self.overall]
        found = tuple(r for check in self.checks if check.outcome is wanted for r in check.because)
        return found or self.warnings

    def marks(self, document: "Document", language: Language = "zh") -> "tuple[Mark, ...]":
        """What was altered or is protected by no signature, as marks on the document's pages.

        Args:
            document: the file, opened; of several documents the one that is shown.
            language: of the labels.
        """
        from openofd.verify.marking import marks

        findings = [(reason.code, reason.where) for check in self.checks for reason in check.because]
        signed = frozenset(signature.body for signature in self.signatures)
        return marks(findings, signed, document, language)

    @property
    def only_trust_is_missing(self) -> bool:
        """Whether everything holds but no chain ends at an anchor: sealed by somebody we do not know."""
        open_ids = {check.id for check in self.checks if check.outcome is not Outcome.PASSED}
        chain = self.find("signer_chain")
        untrusted = chain is not None and chain.outcome is Outcome.INDETERMINATE
        undecided = self.overall is Overall.INDETERMINATE and bool(self.signatures)
        return undecided and untrusted and open_ids <= _TRUST_CHECKS

    def to_json(self) -> dict[str, object]:
        """As plain values; the digest in hexadecimal."""
        return {
            "overall": self.overall.value,
            "digest": self.digest.hex(),
            "size": self.size,
            "at": self.at.isoformat(),
            "policy": self.policy,
            "checks": [check.to_json() for check in self.checks],
            "documents": [document.to_json() for document in self.documents],
            "signatures": [signature.to_json() for signature in self.signatures],
            "warnings": [reason.to_json() for reason in self.warnings],
        }

    def explain(self, language: Language = "zh") -> tuple[str, ...]:
        """Lines for a person: the overall answer, each check, then the warnings."""
        head, note = ("结论：", "注意：") if language == "zh" else ("Result: ", "Note: ")
        lines = [head + _OVERALL[language][self.overall]]
        lines += [check.explain(language) for check in self.checks]
        return (*lines, *(note + warning.explain(language) for warning in self.warnings))


def _named(checks: tuple[Check, ...], check_id: str) -> Check:
    for check in checks:
        if check.id == check_id:
            return check
    raise KeyError(check_id)


_TRUST_CHECKS = frozenset({"integrity", "maker_chain", "signer_chain", "revocation", "time_stamp"})
_BLAMED = {
    Overall.INVALID: Outcome.FAILED,
    Overall.INDETERMINATE: Outcome.INDETERMINATE,
    Overall.VALID: None,
}


def worst(outcomes: tuple[Outcome, ...]) -> Outcome:
    """The gravest of the outcomes; PASSED for none."""
    if Outcome.FAILED in outcomes:
        return Outcome.FAILED
    return Outcome.INDETERMINATE if Outcome.INDETERMINATE in outcomes else Outcome.PASSED
