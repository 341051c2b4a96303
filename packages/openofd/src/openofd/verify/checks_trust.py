"""Checks 6.1 to 6.4, decided from facts: chains, revocation, times.

GB/T 38540-2020 7.2 c), 7.3 e) f); GM/T 0031-2014 6.2.3 c) d). A chain report judges at the verifier's
time and marks its findings by kind; here they are weighed against the time of use: making for the maker's
certificate, signing for the signer's.

Revocation, with r = revoked since, t = time of use (claimed), e = proof of existence, if any:

| r ≤ t                | FAILED         REVOKED_BEFORE        |
| r > t, e ≤ r         | PASSED, noted  REVOKED_SINCE_PROVEN  |
| r > t, no e, or e > r| INDETERMINATE  REVOKED_SINCE: the claimed time alone proves nothing |

Period of the signer's certificate, with n = its end and t = signing time:

| t outside the period      | FAILED        SIGN_TIME |
| n ≥ at                    | PASSED                  |
| n < at, e ≤ n             | PASSED        TIME_PROVEN    |
| n < at, no e, or e > n    | PASSED, warned TIME_UNTRUSTED |

Claimed time against what is known: t > at + skew → INDETERMINATE (a clock is wrong, ours or theirs);
t > e + skew → FAILED (the file existed before it says it was signed), unless e is a time stamp and t is e by
Beijing's clock, eight hours ahead: a warning, refused with other deviations.
"""

from datetime import datetime

from openofd.gm.chain import ChainFinding, ChainReport, FindingKind
from openofd.gm.x509 import PublicKeyCertificate
from openofd.verify.facts import Description, TimeFacts, Verdict, failed, fine, noted, passed, unknown
from openofd.verify.policy import Policy
from openofd.verify.reasons import plain, reason
from openofd.verify.report import Outcome, Reason, worst
from openofd.verify.times import BEIJING, written_moments

__all__ = ["chain", "maker_chain", "revocation", "signer_chain", "signing_time", "unchecked_revocation"]


def _from_finding(finding: ChainFinding) -> Reason:
    return Reason(code=finding.code, zh=finding.zh, en=finding.en, where=finding.subject)


def chain(report: ChainReport, used_at: datetime, off_period: str) -> Verdict:
    """A chain at the time of use: wrong at any time, outside a period then, or without an anchor.

    Args:
        report: the chain as judged at the verifier's time.
        used_at: when the leaf was used.
        off_period: reason code for an issuer's certificate that was outside its period then.
    """
    wrong = [_from_finding(finding) for finding in report.of(FindingKind.STRUCTURE)]
    wrong += [reason(off_period, c.subject.text) for c in report.path if not _covers(c, used_at)]
    if wrong:
        return failed(*wrong)
    open_ends = [_from_finding(finding) for finding in report.of(FindingKind.ANCHOR)]
    return unknown(*open_ends) if open_ends else fine("CHAIN_OK")


def _covers(certificate: PublicKeyCertificate, moment: datetime) -> bool:
    return certificate.not_before <= moment <= certificate.not_after


def maker_chain(report: ChainReport, made_at: datetime, times: TimeFacts) -> Verdict:
    """6.1: the maker's chain when the seal was made; an expiry since is mentioned (as GM/T 0031-2025)."""
    verdict = chain(report, made_at, "CHAIN_PERIOD_THEN")
    expired = verdict.outcome is Outcome.PASSED and times.at > report.path[0].not_after
    return verdict._replace(warnings=(plain("MAKER_EXPIRED_SINCE"),)) if expired else verdict


def signer_chain(report: ChainReport, signed_at: datetime | None, times: TimeFacts) -> Verdict:
    """6.2: the signer's chain when it was signed; where nothing says when, an expiry leaves it open."""
    verdict = chain(report, signed_at or times.at, "CHAIN_PERIOD_THEN")
    only_period = all(reason.code == "CHAIN_PERIOD_THEN" for reason in verdict.because)
    if signed_at is None and only_period and verdict.outcome is Outcome.FAILED:
        return unknown(plain("SIGN_TIME_MISSING"), *verdict.because)
    return verdict


def revocation(uses: tuple[tuple[ChainReport, datetime], ...], times: TimeFacts, policy: Policy) -> Verdict:
    """6.3: revocation of every certificate used, by the table above; unchecked is INDETERMINATE.

    Args:
        uses: each chain with the time its leaf was used.
        times: when the verifier looks, and the proof of existence.
        policy: whether the claimed time of use is believed.
    """
    verdicts = [
        _revoked(finding, used_at, times, policy)
        for report, used_at in uses
        for finding in report.of(FindingKind.REVOKED)
    ]
    unchecked = [f for report, _ in uses for f in report.of(FindingKind.UNCHECKED)]
    outcome = worst(tuple(verdict.outcome for verdict in verdicts))
    because = tuple(r for verdict in verdicts for r in verdict.because)
    notes = tuple(r for verdict in verdicts for r in verdict.warnings)
    if outcome is not Outcome.PASSED:
        return Verdict(outcome, because, notes)
    if unchecked:
        return unchecked_revocation(tuple(report for report, _ in uses))._replace(warnings=notes)
    return noted("NOT_REVOKED", notes)


def unchecked_revocation(reports: tuple[ChainReport, ...]) -> Verdict:
    """REVOCATION_UNKNOWN, and why."""
    unchecked = [finding for report in reports for finding in report.of(FindingKind.UNCHECKED)]
    return unknown(plain("REVOCATION_UNKNOWN"), *_distinct(unchecked))


def _distinct(findings: list[ChainFinding]) -> tuple[Reason, ...]:
    return tuple(dict.fromkeys(_from_finding(finding) for finding in findings))


def _revoked(finding: ChainFinding, used_at: datetime, times: TimeFacts, policy: Policy) -> Verdict:
    since = finding.at
    assert since is not None
    date = f"{since:%Y-%m-%d %H:%M:%S}Z"
    if since <= used_at:
        return failed(reason("REVOKED_BEFORE", finding.subject, date=date))
    if times.existed_by is not None and times.existed_by <= since:
        return passed(warnings=(reason("REVOKED_SINCE_PROVEN", finding.subject, date=date),))
    since_then = reason("REVOKED_SINCE", finding.subject, date=date)
    # GM/T 0031-2014 6.2.3 d) goes on here by the claimed time alone, which whoever holds a stolen key writes
    return passed(warnings=(since_then,)) if policy.unsafe_believe_signing_time else unknown(since_then)


def signing_time(
    signer: PublicKeyCertificate,
    signed_at: datetime | None,
    description: Description | None,
    times: TimeFacts,
    policy: Policy,
) -> Verdict:
    """6.4: the claimed time against the signer's period, the verifier's clock and the proof of existence."""
    if signed_at is None:
        return unknown(plain("SIGN_TIME_MISSING"))
    notes = _inconsistent(signed_at, description, times, policy)
    if not _covers(signer, signed_at):
        return failed(reason("SIGN_TIME", f"{signed_at:%Y-%m-%d %H:%M:%S}Z"), warnings=notes)
    if times.existed_by is not None and signed_at - times.existed_by > policy.clock_skew:
        both = f"{signed_at:%Y-%m-%d %H:%M:%S}Z / {times.existed_by:%Y-%m-%d %H:%M:%S}Z"
        said = reason("TIME_INCONSISTENT", times=both)
        if policy.refuse_deviations or not _local_time(signed_at, times, policy):
            return failed(said, warnings=notes)
        notes += (said,)
    if signed_at - times.at > policy.clock_skew:
        return unknown(reason("SIGN_TIME_FUTURE", f"{signed_at:%Y-%m-%d %H:%M:%S}Z"), warnings=notes)
    return _expiry(signer, times, policy, notes)


def _expiry(
    signer: PublicKeyCertificate, times: TimeFacts, policy: Policy, notes: tuple[Reason, ...]
) -> Verdict:
    """Whether an expiry since leaves the signing time without proof."""
    if times.at <= signer.not_after:
        return noted("SIGN_TIME_OK", notes)
    if times.existed_by is not None and times.existed_by <= signer.not_after:
        return noted("SIGN_TIME_OK", (*notes, plain("TIME_PROVEN")))
    if policy.require_time_proof:
        return unknown(plain("TIME_UNTRUSTED"), warnings=notes)
    return noted("SIGN_TIME_OK", (*notes, plain("TIME_UNTRUSTED")))


def _local_time(signed_at: datetime, times: TimeFacts, policy: Policy) -> bool:
    """Whether the time claimed is that of the token by Beijing's clock: some makers write it as if in UTC."""
    return times.stamped is not None and abs(signed_at - times.stamped - BEIJING) <= policy.clock_skew


def _inconsistent(
    signed_at: datetime, description: Description | None, times: TimeFacts, policy: Policy
) -> tuple[Reason, ...]:
    # SignatureDateTime is free text (GB/T 33190-2016 18.2.1); what cannot be read says nothing
    written = "" if description is None else description.date_time
    claimed = written_moments(written)
    if not claimed or any(abs(moment - signed_at) <= policy.clock_skew for moment in claimed):
        return ()
    stamped = "" if times.stamped is None else f" / {times.stamped:%Y-%m-%d %H:%M:%S}Z"
    return (reason("TIME_INCONSISTENT", times=f"{written} / {signed_at:%Y-%m-%d %H:%M:%S}Z{stamped}"),)
