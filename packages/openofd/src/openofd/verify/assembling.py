"""From verdicts to the report: numbering, the worst of each check, the overall answer, the warnings."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from openofd.verify import checks_coverage, checks_time
from openofd.verify.catalogue import CHECKS, OPTIONAL_CHECKS, SIGNATURE_CHECKS
from openofd.verify.facts import (
    BodyFacts,
    FileVerdicts,
    SignatureFacts,
    TimeFacts,
    TokenFacts,
    Verdict,
    fine,
    unknown,
)
from openofd.verify.judging import not_checked
from openofd.verify.policy import Policy
from openofd.verify.reading import FileFacts
from openofd.verify.reasons import plain
from openofd.verify.relations import covers_previous
from openofd.verify.report import (
    Check,
    DocumentReport,
    Outcome,
    Reason,
    Report,
    SealPictureFacts,
    SignatureReport,
    TimeStampReport,
)
from openofd.verify.weighing import distinct, merged, overall, tolerated

__all__ = ["file_report", "unreadable"]


_ALWAYS = tuple(check_id for check_id in SIGNATURE_CHECKS if check_id not in OPTIONAL_CHECKS)


def unreadable(data: bytes, times: TimeFacts, policy: Policy, container: Verdict) -> Report:
    """The report on something that is no package at all."""
    verdicts = {"container": container} | dict.fromkeys(_ALWAYS, not_checked("container"))
    return _report(data, times, policy, verdicts, ())


def file_report(
    data: bytes,
    times: TimeFacts,
    policy: Policy,
    facts: FileFacts,
    verdicts: FileVerdicts,
    notes: tuple[Reason, ...],
) -> Report:
    """The report on a package."""
    reports = tuple(
        _signature_report(signature, facts, judged, times, policy)
        for signature, judged in zip(facts.signatures, verdicts.signatures, strict=True)
    )
    nothing = unknown(plain("NOT_SIGNED")) if facts.bodies else not_checked("structure")
    documents = tuple([_document_report(body, facts) for body in facts.bodies])
    report = _report(data, times, policy, _over_all(verdicts, nothing), reports, documents)
    return replace(report, warnings=report.warnings + notes) if notes else report


def _document_report(body: BodyFacts, facts: FileFacts) -> DocumentReport:
    signatures = [signature for signature in facts.signatures if signature.body == body.index]
    together = frozenset[str]().union(*(signature.covered for signature in signatures))
    return DocumentReport(
        number=body.index,
        doc_id=body.doc_id,
        root=body.root,
        signatures=tuple([signature.id for signature in signatures]),
        coverage=checks_coverage.coverage_level(body, together),
    )


def _over_all(verdicts: FileVerdicts, nothing: Verdict) -> dict[str, Verdict]:
    judged = verdicts.signatures
    structures = (*verdicts.structure, *(one["structure"] for one in judged))
    found = {"container": verdicts.container}
    if verdicts.integrity is not None:
        found["integrity"] = verdicts.integrity
    found["structure"] = merged("STRUCTURE_OK", structures)
    for check_id in SIGNATURE_CHECKS[1:]:
        said = [one[check_id] for one in judged if check_id in one]
        # a check that no signature of the file has is left out: nobody is told that it passed
        if said or not (judged or check_id in OPTIONAL_CHECKS):
            found[check_id] = merged("", said) if said else nothing
    if verdicts.unsigned:
        found["coverage"] = merged("", [found["coverage"], unknown(plain("BODY_NOT_SIGNED"))])
    return found


def _check(check_id: str, verdict: Verdict) -> Check:
    if _is_fine(verdict):
        return _fine_check(check_id, verdict.because[0].code)
    return _make_check(check_id, verdict)


def _is_fine(verdict: Verdict) -> bool:
    return verdict.outcome is Outcome.PASSED and fine(verdict.because[0].code) is verdict


@cache
def _fine_check(check_id: str, code: str) -> Check:
    return _make_check(check_id, fine(code))


def _make_check(check_id: str, verdict: Verdict) -> Check:
    title = CHECKS[check_id]
    return Check(
        id=check_id,
        number=title.number,
        clause=title.clause,
        outcome=verdict.outcome,
        because=verdict.because + verdict.warnings,
    )


def _warnings(verdicts: Mapping[str, Verdict], policy: Policy) -> tuple[Reason, ...]:
    found = [r for verdict in verdicts.values() for r in verdict.warnings]
    for check_id, code in _OPEN.items():
        verdict = verdicts.get(check_id)
        if verdict is not None and tolerated(verdict, policy):
            found.append(plain(code))
    return distinct(found)


_OPEN = {"revocation": "REVOCATION_UNKNOWN", "seal_status": "SEAL_STATUS_UNKNOWN"}


def _report(
    data: bytes,
    times: TimeFacts,
    policy: Policy,
    verdicts: Mapping[str, Verdict],
    signatures: tuple[SignatureReport, ...],
    documents: tuple[DocumentReport, ...] = (),
) -> Report:
    return Report(
        overall=overall(verdicts, policy),
        source=data,
        at=times.at,
        policy=policy.name,
        checks=tuple([_check(check_id, verdict) for check_id, verdict in verdicts.items()]),
        documents=documents,
        signatures=signatures,
        warnings=_warnings(verdicts, policy),
    )


def _signature_report(
    facts: SignatureFacts,
    file: FileFacts,
    verdicts: Mapping[str, Verdict],
    times: TimeFacts,
    policy: Policy,
) -> SignatureReport:
    value, described = facts.value, facts.description
    info = None if value is None else value.seal.info
    return SignatureReport(
        id=facts.id,
        body=facts.body,
        path=facts.path,
        form="" if facts.form is None else facts.form.value,
        overall=overall(verdicts, policy),
        checks=tuple([_check(check_id, verdict) for check_id, verdict in verdicts.items()]),
        coverage=checks_coverage.coverage_level(file.bodies[facts.body], facts.covered),
        seal_id="" if info is None else info.seal_id,
        seal_name="" if info is None else info.name,
        maker="" if facts.seal is None or facts.seal.maker is None else facts.seal.maker.subject.text,
        signer="" if facts.signer is None else facts.signer.subject.text,
        signer_serial="" if facts.signer is None else f"{facts.signer.serial:X}",
        anchor=_anchor(facts),
        signers=tuple([s.certificate.subject.text if s.certificate else "" for s in facts.signers]),
        signed_at=facts.claimed_at,
        time_stamps=tuple([_time_stamp(token, times, policy) for token in facts.tokens]),
        relative=facts.relative,
        covers_previous=covers_previous(facts, file.signatures),
        locks=file.bodies[facts.body].signature_list in facts.covered,
        stamps=() if described is None else described.stamps,
        picture=None if info is None else _picture(facts),
    )


def _time_stamp(facts: TokenFacts, times: TimeFacts, policy: Policy) -> TimeStampReport:
    return TimeStampReport(
        of=facts.of,
        time=None if facts.token is None else facts.token.time,
        authority="" if facts.authority is None else facts.authority.subject.text,
        proven=checks_time.token_verdict(facts, times, policy).outcome is Outcome.PASSED,
    )


def _anchor(facts: SignatureFacts) -> str:
    chain = facts.signers[0].chain if facts.signers else None
    return chain.path[-1].subject.text if chain is not None and chain.anchored else ""


def _picture(facts: SignatureFacts) -> SealPictureFacts | None:
    assert facts.value is not None
    picture = facts.value.seal.info.picture
    return SealPictureFacts(
        type=picture.type, data=picture.data, width_mm=picture.width_mm, height_mm=picture.height_mm
    )
