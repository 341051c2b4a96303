"""`verify`: the bytes of a file in, a report out. It judges every check of every signature and never raises.

Order of GB/T 38540-2020 7.3, with the OFD layer (GB/T 33190-2016 chapter 18) in front.
"""

from datetime import datetime

from openofd.document.parts import Parts
from openofd.document.reach import reach
from openofd.document.references import References
from openofd.errors import CryptoUnavailable, OpenOfdError
from openofd.limits import LIMITS, Limits
from openofd.package.reader import Package
from openofd.verify import checks_coverage, checks_file
from openofd.verify.assembling import file_report, unreadable
from openofd.verify.facts import FileVerdicts, TimeFacts, Verdict, failed, unknown
from openofd.verify.judging import judge_integrity, judge_signature
from openofd.verify.lints import lint
from openofd.verify.policy import STANDARD, Policy
from openofd.verify.reading import FileFacts, blame, read_file
from openofd.verify.reasons import reason
from openofd.verify.relations import base_verdict
from openofd.verify.report import Report
from openofd.verify.trust import Trust
from openofd.verify.weighing import merged

__all__ = ["verify"]


def verify(
    data: bytes,
    *,
    trust: Trust,
    at: datetime,
    policy: Policy = STANDARD,
    existed_by: datetime | None = None,
    limits: Limits = LIMITS,
) -> Report:
    """Judge a file.

    Args:
        data: the file, whatever it is.
        trust: anchors, issuers, revocation lists. Without anchors nothing is VALID.
        at: the moment of verification, aware.
        policy: what to insist on beyond the standards.
        existed_by: a moment at which the file is proven to have existed (a time stamp, a record of the same
            digest): later expiry or revocation then does not count against the seal.
        limits: ceilings for what the file may ask of this machine; beyond them it is INDETERMINATE.

    Returns:
        The report. No input makes this raise.

    Raises:
        ValueError: `at` or `existed_by` has no zone (the caller's mistake).
        CryptoUnavailable: this machine cannot compute SM2 or SM3.
    """
    _require_zone(at)
    if existed_by is not None:
        _require_zone(existed_by)
    times = TimeFacts(at, existed_by)
    try:
        return _verify(data, trust, times, policy, limits)
    except CryptoUnavailable:
        raise
    except Exception as error:  # noqa: BLE001 - rule 15: a broken document never raises out of verify
        return unreadable(data, times, policy, unknown(reason("INTERNAL", detail=type(error).__name__)))


def _require_zone(moment: datetime) -> None:
    if moment.tzinfo is None:
        raise ValueError("the time must be aware of its zone")


def _verify(data: bytes, trust: Trust, times: TimeFacts, policy: Policy, limits: Limits) -> Report:
    try:
        package = Package.open(data, limits=limits)
    except OpenOfdError as error:
        return unreadable(data, times, policy, blame(error))
    parts = Parts(package)
    references = reach(parts)
    facts = read_file(parts, references, trust, times.at)
    verdicts = FileVerdicts(
        container=_container(package, references, facts, policy),
        structure=_structure(parts, references, facts, policy),
        signatures=_signatures(facts, times, policy),
        unsigned=_unsigned(facts),
        integrity=None if facts.integrity is None else judge_integrity(facts.integrity, times, policy),
    )
    notes = lint(parts, references, _pictures(facts), policy.lints) if policy.lints else ()
    return file_report(data, times, policy, facts, verdicts, notes)


def _pictures(facts: FileFacts) -> frozenset[bytes]:
    return frozenset(s.seal.data.info.picture.data for s in facts.signatures if s.seal is not None)


def _container(package: Package, references: References, facts: FileFacts, policy: Policy) -> Verdict:
    covered = frozenset[str]().union(*(signature.covered for signature in facts.signatures))
    extra = [name for name in references.unreferenced if name not in covered]
    listed = None if facts.integrity is None else facts.integrity.names
    return checks_file.container(package.findings, extra if facts.bodies else (), listed, policy)


def _structure(parts: Parts, references: References, facts: FileFacts, policy: Policy) -> tuple[Verdict, ...]:
    """2.1 for the file as a whole."""
    verdicts = list(facts.problems)
    verdicts.append(checks_file.document_structure(parts.findings, policy, parts.package.names))
    # where OFD.xml itself cannot be read, nothing is known to be stripped
    lost = checks_file.orphans(references.unreferenced) if facts.bodies and not _unlisted(facts) else ()
    if lost:
        verdicts.append(failed(*lost))
    for body in facts.bodies:
        verdicts.append(checks_file.body_problems(body))
        stamps = [
            i
            for s in facts.signatures
            if s.body == body.index and s.description
            for i in s.description.stamp_ids
        ]
        verdicts.append(checks_file.list_problems(body, stamps))
        verdicts.append(checks_file.repeated([s for s in facts.signatures if s.body == body.index]))
    return tuple(verdicts)


def _unlisted(facts: FileFacts) -> bool:
    """Whether a list was too long to read: what it names is then not known."""
    return any(r.code == "SIG_TOO_MANY" for verdict in facts.problems for r in verdict.because)


def _signatures(facts: FileFacts, times: TimeFacts, policy: Policy) -> tuple[dict[str, Verdict], ...]:
    judged: list[dict[str, Verdict]] = []
    for signature in facts.signatures:
        body = facts.bodies[signature.body]
        # each signature of a document must be VALID for the file to be, so together they cover it;
        # a signature of one document never vouches for another
        covered = frozenset[str]().union(*(s.covered for s in facts.signatures if s.body == body.index))
        verdicts = judge_signature(signature, body, covered, times, policy)
        verdicts["coverage"] = checks_coverage.with_others(
            verdicts["coverage"], body, signature, facts.signatures
        )
        base = base_verdict(signature, facts.signatures, judged, policy)
        if base is not None:
            verdicts["structure"] = merged("", [verdicts["structure"], base])
        judged.append(verdicts)
    return tuple(judged)


def _unsigned(facts: FileFacts) -> bool:
    """Whether some document of a package that has signatures carries none itself."""
    signed = {signature.body for signature in facts.signatures}
    return bool(signed) and len(signed) < len(facts.bodies)
