"""From verdicts to the report: numbering, the worst of each check, the overall answer, the warnings."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from openofd.verify import checks_file
from openofd.verify.catalogue import CHECKS, SIGNATURE_CHECKS
from openofd.verify.facts import FileVerdicts, SignatureFacts, TimeFacts, Verdict, fine, unknown
from openofd.verify.judging import not_checked
from openofd.verify.policy import Policy
from openofd.verify.reading import FileFacts
from openofd.verify.reasons import plain
from openofd.verify.report import (
    Check,
    Outcome,
    Overall,
    Reason,
    Report,
    SealPictureFacts,
    SignatureReport,
    worst,
)

__all__ = ["file_report", "unreadable"]


def unreadable(data: bytes, times: TimeFacts, policy: Policy, container: Verdict) -> Report:
    """The report on something that is no package at all."""
    verdicts = {"container": container} | dict.fromkeys(SIGNATURE_CHECKS, not_checked("container"))
    return _report(data, times, policy, verdicts, ())


def file_report(
    data: bytes, times: TimeFacts, policy: Policy, facts: FileFacts, verdicts: FileVerdicts
) -> Report:
    """The report on a package."""
    reports = tuple(
        _signature_report(signature, facts, judged, policy)
        for signature, judged in zip(facts.signatures, verdicts.signatures, strict=True)
    )
    nothing = unknown(plain("NOT_SIGNED")) if facts.bodies else not_checked("structure")
    return _report(data, times, policy, _over_all(verdicts, nothing), reports)


def _over_all(verdicts: FileVerdicts, nothing: Verdict) -> dict[str, Verdict]:
    judged = verdicts.signatures
    structures = (*verdicts.structure, *(one["structure"] for one in judged))
    found = {"container": verdicts.container, "structure": _merge("STRUCTURE_OK", structures)}
    for check_id in SIGNATURE_CHECKS[1:]:
        found[check_id] = _merge("", [one[check_id] for one in judged]) if judged else nothing
    if verdicts.unsigned:
        found["coverage"] = _merge("", [found["coverage"], unknown(plain("BODY_NOT_SIGNED"))])
    return found


def _merge(ok: str, verdicts: Sequence[Verdict]) -> Verdict:
    """The worst outcome, with the reasons of those who gave it (and of the other open ones)."""
    if len(verdicts) == 1:
        return verdicts[0]
    outcome = worst(tuple(verdict.outcome for verdict in verdicts))
    warnings = _distinct(r for verdict in verdicts for r in verdict.warnings)
    if outcome is Outcome.PASSED:
        if ok and not warnings:
            return fine(ok)
        said = [plain(ok)] if ok else [r for verdict in verdicts for r in verdict.because]
        return Verdict(outcome, _distinct(said), warnings)
    grave = sorted(
        (v for v in verdicts if v.outcome is not Outcome.PASSED), key=lambda v: v.outcome is not outcome
    )
    return Verdict(outcome, _distinct(r for verdict in grave for r in verdict.because), warnings)


def _distinct(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    return tuple(dict.fromkeys(reasons))


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


def _overall(verdicts: Mapping[str, Verdict], policy: Policy) -> Overall:
    outcomes = [verdict.outcome for verdict in verdicts.values()]
    if _tolerated(verdicts["revocation"], policy):
        outcomes.remove(Outcome.INDETERMINATE)
    return _OVERALL[worst(tuple(outcomes))]


_OVERALL = {
    Outcome.PASSED: Overall.VALID,
    Outcome.INDETERMINATE: Overall.INDETERMINATE,
    Outcome.FAILED: Overall.INVALID,
}


def _tolerated(verdict: Verdict, policy: Policy) -> bool:
    """Unchecked revocation: stays INDETERMINATE as a check, but need not keep the file from being VALID."""
    return (
        not policy.require_revocation
        and verdict.outcome is Outcome.INDETERMINATE
        and all(r.code == "REVOCATION_UNKNOWN" or r.code.startswith("CHAIN_CRL_") for r in verdict.because)
    )


def _warnings(verdicts: Mapping[str, Verdict], policy: Policy) -> tuple[Reason, ...]:
    found = [r for verdict in verdicts.values() for r in verdict.warnings]
    if _tolerated(verdicts["revocation"], policy):
        found.append(plain("REVOCATION_UNKNOWN"))
    return _distinct(found)


def _report(
    data: bytes,
    times: TimeFacts,
    policy: Policy,
    verdicts: Mapping[str, Verdict],
    signatures: tuple[SignatureReport, ...],
) -> Report:
    return Report(
        overall=_overall(verdicts, policy),
        source=data,
        at=times.at,
        policy=policy.name,
        checks=tuple([_check(check_id, verdict) for check_id, verdict in verdicts.items()]),
        signatures=signatures,
        warnings=_warnings(verdicts, policy),
    )


def _signature_report(
    facts: SignatureFacts,
    file: FileFacts,
    verdicts: Mapping[str, Verdict],
    policy: Policy,
) -> SignatureReport:
    value, described = facts.value, facts.description
    info = None if value is None else value.seal.info
    return SignatureReport(
        id=facts.id,
        body=facts.body,
        path=facts.path,
        form="" if facts.form is None else facts.form.value,
        overall=_overall(verdicts, policy),
        checks=tuple([_check(check_id, verdict) for check_id, verdict in verdicts.items()]),
        coverage=checks_file.coverage_level(file.bodies[facts.body], facts.covered),
        seal_id="" if info is None else info.seal_id,
        seal_name="" if info is None else info.name,
        maker="" if facts.seal is None or facts.seal.maker is None else facts.seal.maker.subject.text,
        signer="" if facts.signer is None else facts.signer.subject.text,
        signer_serial="" if facts.signer is None else f"{facts.signer.serial:X}",
        anchor=_anchor(facts),
        signed_at=None if value is None else value.time,
        stamps=() if described is None else described.stamps,
        picture=None if info is None else _picture(facts),
    )


def _anchor(facts: SignatureFacts) -> str:
    chain = facts.signer_chain
    return chain.path[-1].subject.text if chain is not None and chain.anchored else ""


def _picture(facts: SignatureFacts) -> SealPictureFacts | None:
    assert facts.value is not None
    picture = facts.value.seal.info.picture
    return SealPictureFacts(
        type=picture.type, data=picture.data, width_mm=picture.width_mm, height_mm=picture.height_mm
    )
