"""One file, examined: openofd's report, the registry's record, printed facts and QR code make a verdict."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

import structlog

from openofd.document.document import Document
from openofd.document.mark import Mark
from openofd.errors import OpenOfdError
from openofd.gm.sm3 import sm3
from openofd.limits import LIMITS
from openofd.verify.policy import SEALED_FINAL, STANDARD
from openofd.verify.report import Outcome, Overall, Report
from openofd.verify.trust import NO_TRUST, Trust
from openofd.verify.verify import verify
from zizhi.core.clock import today_in_shanghai
from zizhi.core.errors import RuleViolation
from zizhi.core.text import canonical
from zizhi.sealing import claim as claims
from zizhi.sealing.services import current_public
from zizhi.verification import registry
from zizhi.verification.answers import Answer
from zizhi.verification.answers import read as read_answer
from zizhi.verification.checks import CheckLine, face_check, library_checks, qr_check, registry_check
from zizhi.verification.comparison import Row, compare, conclude
from zizhi.verification.original import compare_with_original
from zizhi.verification.printed import LOOSE, Printed, expected, read_printed
from zizhi.verification.qr_reading import qr_texts
from zizhi.verification.registry import Registered, RegistryUnreachable
from zizhi.verification.salvage import loose_texts
from zizhi.verification.traces import Traces, find
from zizhi.verification.verdict import Comparison, Evidence, Record, Sealing, Verdict, VerdictKind, judge

__all__ = ["Examination", "examine_file"]

_log = structlog.get_logger(__name__)
_MIB: Final = 1024 * 1024
_LIMITS: Final = replace(
    LIMITS,
    total_bytes=64 * _MIB,
    entry_bytes=32 * _MIB,
    xml_total_bytes=32 * _MIB,
    xml_nodes=200_000,
    glyphs=100_000,
    pages=500,
)
"""What strangers may make the server read and draw; a certificate needs a hundredth of it."""
_TORN: Final = "如果是下载或传送时损坏的，请从原处重新下载，再检验一次；这份文件不能使用"
_MOST_PLACES: Final = 12  # altered parts named on the page; the report has them all


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """All that is known of a file. Nothing of it is kept."""

    verdict: Verdict
    checks: Sequence[CheckLine]
    comparison: Sequence[Row]
    alterations: Sequence[str]
    marks: Sequence[Mark]
    answer: Answer | None
    report: Report
    document: Document | None

    @property
    def kind(self) -> str:
        """The registered certificate's kind, empty where none was found."""
        return self.answer.kind if self.answer else ""

    @property
    def latest_token(self) -> str:
        """Token of the version that replaced this one."""
        return self.answer.latest_token if self.answer else ""

    @property
    def digest(self) -> str:
        """SM3 of the file, hexadecimal."""
        return self.report.digest.hex()

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        verdict = self.verdict
        return {
            "verdict": {
                "kind": verdict.kind.value,
                "in_effect": verdict.in_effect,
                "word": verdict.word,
                "sentence": verdict.sentence,
            },
            "alterations": list(self.alterations),
            "checks": [check.to_json() for check in self.checks],
            "comparison": [row.to_json() for row in self.comparison],
            "certificate": self.answer.to_json() if self.answer else None,
            "digest": self.digest,
            "size": self.report.size,
            "report": self.report.to_json(),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What the registry answered."""

    record: Record
    registered: Registered | None = None
    answer: Answer | None = None


def examine_file(data: bytes, *, now: datetime) -> Examination:
    """Examine the bytes of a file. Never raises on what they hold, nor when the registry is away."""
    document = _opened(data)
    traces = find(_texts(data, document))
    found = _look_up(sm3(data), traces, now)
    report = _judged(data, found, traces, now)
    printed = _printed(document, found.registered)
    rows = _compared(found.registered, printed)
    scanned = qr_texts(document) if document else ()
    verdict = _verdict(data, report, found, rows, traces)
    if verdict.alarm:
        _log.error(
            "verification.alarm", verdict=verdict.kind, digest=report.digest.hex(), marks=traces.numbers
        )
    return Examination(
        verdict=verdict,
        checks=(*library_checks(report), *_own_checks(found, rows, scanned, traces)),
        comparison=rows,
        alterations=tuple(_alterations(verdict, report, rows)),
        marks=_marks(document, report, printed, rows),
        answer=found.answer,
        report=report,
        document=document,
    )


def _marks(
    document: Document | None, report: Report, printed: Printed, rows: tuple[Row, ...]
) -> Sequence[Mark]:
    """Fields that differ, to the point; where none does, what the report says of whole parts."""
    fields = printed.marks([row.label for row in rows if row.outcome is Comparison.DIFFERENT])
    return fields or (report.marks(document) if document else ())


def _opened(data: bytes) -> Document | None:
    try:
        return Document.open(data, limits=_LIMITS)
    except OpenOfdError:
        return None


def _texts(data: bytes, document: Document | None) -> Iterator[str]:
    """Where a mark of ours may be found: every XML part of a sound package, loose bytes of a broken one."""
    if document is None:
        yield from loose_texts(data)
        return
    for name in document.package.names:
        if name.lower().endswith(".xml"):
            with suppress(OpenOfdError):
                yield document.package.read(name).decode("utf-8", "ignore")
    with suppress(OpenOfdError):
        yield canonical(document.text())  # a number drawn in pieces


def _look_up(digest: bytes, traces: Traces, now: datetime) -> _Found:
    """By the bytes themselves, then by marks: identifier and token name a version, a number its newest."""
    try:
        if stored := registry.by_digest(digest):
            return _known(stored, Record.STORED, now)
        for registered in _by_marks(traces):
            if registered:
                return _known(registered, Record.KNOWN, now)
    except RegistryUnreachable:
        return _Found(record=Record.UNREACHABLE)
    return _Found(record=Record.ABSENT)


def _by_marks(traces: Traces) -> Iterator[Registered | None]:
    yield from map(registry.by_identifier, traces.identifiers)
    yield from map(registry.by_token, traces.tokens)
    yield from map(registry.latest_of_number, traces.numbers)


def _known(registered: Registered, record: Record, now: datetime) -> _Found:
    row = registry.row_of(registered.token)
    answer = read_answer(row, today=today_in_shanghai(now)) if row else None
    return _Found(record=record, registered=registered, answer=answer)


def _judged(data: bytes, found: _Found, traces: Traces, now: datetime) -> Report:
    """The report; a file that claims to be ours must be final, the vault's record proves its age."""
    stored = found.registered if found.record is Record.STORED else None
    return verify(
        data,
        trust=_trust(),
        at=now,
        policy=SEALED_FINAL if traces else STANDARD,
        existed_by=stored.recorded_at if stored else None,
        limits=_LIMITS,
    )


def _trust() -> Trust:
    try:
        public = current_public()
    except RuleViolation:  # no custody yet: nothing can be told, which the report then says
        return NO_TRUST
    return Trust(anchors=public.anchors, intermediates=public.intermediates, crls=public.crls)


def _printed(document: Document | None, registered: Registered | None) -> Printed:
    if document is None or registered is None:
        return Printed()
    try:
        return read_printed(document, registered.snapshot.kind)
    except OpenOfdError:
        return Printed()


def _compared(registered: Registered | None, printed: Printed) -> tuple[Row, ...]:
    if registered is None:
        return ()
    return compare(expected(registered.snapshot, printed), printed.facts)


def _own_checks(
    found: _Found, rows: tuple[Row, ...], scanned: Sequence[str], traces: Traces
) -> tuple[CheckLine, ...]:
    return (
        registry_check(found.record, found.answer.standing if found.answer else None, traces=bool(traces)),
        face_check(conclude(rows), len(rows)),
        qr_check(_qr(found, scanned)),
    )


def _qr(found: _Found, scanned: Sequence[str]) -> Comparison:
    """One code of the file is the registered one, and none is another of ours."""
    if found.registered is None:
        return Comparison.NOT_MADE
    outcomes = {_claim(text, found.registered.token) for text in scanned}
    if Comparison.DIFFERENT in outcomes or not outcomes:
        return Comparison.DIFFERENT if outcomes else Comparison.NOT_MADE
    return Comparison.EQUAL


def _claim(text: str, token: str) -> Comparison:
    try:
        scanned, claim = claims.parse_text(text)
        row = registry.row_of(token)
    except (ValueError, RegistryUnreachable):
        return Comparison.DIFFERENT
    same = row is not None and scanned == token and claim == bytes(row.claim)
    return Comparison.EQUAL if same else Comparison.DIFFERENT


def _verdict(data: bytes, report: Report, found: _Found, rows: tuple[Row, ...], traces: Traces) -> Verdict:
    sealing = _sealing(report)
    evidence = Evidence(
        sealing=sealing,
        record=found.record,
        comparison=conclude(rows),
        traces=bool(traces),
        content=_content(data, sealing, found),
    )
    return judge(evidence, found.answer.standing if found.answer else None)


def _content(data: bytes, sealing: Sealing, found: _Found) -> Comparison:
    """Asks the vault only about a file that might be an original packed anew."""
    if sealing is not Sealing.OURS or found.record is not Record.KNOWN or found.registered is None:
        return Comparison.NOT_MADE
    return compare_with_original(data, found.registered.digest)


def _sealing(report: Report) -> Sealing:
    if report.overall is Overall.VALID:
        return Sealing.OURS
    if report.overall is Overall.INVALID or "NOT_SIGNED" in report.codes:
        return Sealing.BROKEN
    if "CHAIN_NO_ANCHORS" in report.codes:
        return Sealing.UNTRUSTED
    return Sealing.ELSEWHERE if report.only_trust_is_missing else Sealing.UNDECIDED


def _alterations(verdict: Verdict, report: Report, rows: Sequence[Row]) -> Iterator[str]:
    """What was altered and where, in plain words."""
    if verdict.kind is not VerdictKind.ALTERED:
        return
    for row in rows:
        if row.outcome is Comparison.DIFFERENT:
            yield from _differences(row)
    failed = [check for check in report.checks if check.outcome is Outcome.FAILED]
    said = dict.fromkeys(reason.explain("zh") for check in failed for reason in check.because)
    yield from list(said)[:_MOST_PLACES]
    if len(said) > _MOST_PLACES:
        yield f"另有 {len(said) - _MOST_PLACES} 处，见逐项检查的技术细节。"
    if "CONTAINER_NOT_ZIP" in report.codes:
        yield _TORN


def _differences(row: Row) -> Iterator[str]:
    """A field's difference; of a list only the lines that differ, where line answers to line."""
    if row.label == LOOSE:
        yield f"页面上多出文字“{row.printed}”"
        return
    printed, registered = (row.printed or "").split("\n"), row.registered.split("\n")
    if len(printed) != len(registered):
        printed, registered = ["、".join(printed)], ["、".join(registered)]
    for ours, theirs in zip(registered, printed, strict=True):
        if canonical(ours) != canonical(theirs):
            yield f"“{row.label}”：文件上是“{theirs}”，登记的是“{ours}”"
