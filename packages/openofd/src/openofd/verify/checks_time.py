"""Check 6.5, decided from facts: time-stamp tokens. GB/T 38540-2020 7.3 h), GM/T 0031-2025, RFC 3161 2.3.

A token that holds under a trusted authority is the proof of time that `existed_by` stands for elsewhere. One
that does not is no proof, and since a signer who adds one means it, the signature does not pass with it.
"""

from datetime import UTC, datetime, timedelta
from typing import Final

from openofd.gm.chain import ChainFinding, ChainReport, FindingKind
from openofd.gm.timestamp import TstInfo
from openofd.verify.checks_trust import chain, unchecked_revocation
from openofd.verify.facts import SignatureFacts, TimeFacts, TokenFacts, Verdict, failed, fine, unknown
from openofd.verify.policy import Policy
from openofd.verify.reasons import from_error, plain, reason
from openofd.verify.report import Outcome, Reason
from openofd.verify.weighing import merged

__all__ = ["proven_times", "time_stamp", "token_verdict"]

_OPEN: Final = frozenset({"TIMESTAMP_ALGORITHM", "TIMESTAMP_NO_CERT"})
"""What keeps us from judging a token, though nothing is wrong with it."""


def time_stamp(facts: SignatureFacts, times: TimeFacts, policy: Policy) -> Verdict:
    """6.5: every token of the signature, and the making of the seal against its own."""
    verdicts = [token_verdict(token, times, policy) for token in facts.tokens]
    verdicts += _made_later(facts, policy)
    return merged("", verdicts)


def token_verdict(facts: TokenFacts, times: TimeFacts, policy: Policy) -> Verdict:
    """One token: what it is over, who signed it, whether its authority is trusted, and when."""
    token = facts.token
    if token is None:
        assert facts.trouble is not None
        return failed(from_error(facts.trouble, _WHERE[facts.of]))
    wrong = [_said(one.code, one.zh, one.en, facts) for one in facts.findings if one.code not in _OPEN]
    open_ends = [_said(one.code, one.zh, one.en, facts) for one in facts.findings if one.code in _OPEN]
    if wrong:
        return failed(*wrong, *open_ends)
    if open_ends or facts.chain is None:
        return unknown(*(open_ends or [plain("CERT_FORMAT")]))
    return merged(
        "",
        [
            chain(facts.chain, token.time, "TIMESTAMP_PERIOD"),
            _revoked(facts.chain, token.time, policy),
            _future(token.time, times, policy),
        ],
    )


_WHERE: Final = {
    "signature": "SES_Signature.timeStamp",
    "seal": "SESeal.timeStamp",
    "time_info": "TBS_Sign.timeInfo",
}


def _said(code: str, zh: str, en: str, facts: TokenFacts) -> Reason:
    return Reason(code=code, zh=zh, en=en, where=_WHERE[facts.of])


def _revoked(report: ChainReport, stamped_at: datetime, policy: Policy) -> Verdict:
    """Revocation in an authority's chain: what earlier tokens are worth depends on why (RFC 3161 4)."""
    verdicts = [_weighed(finding, stamped_at) for finding in report.of(FindingKind.REVOKED)]
    if policy.require_revocation and report.of(FindingKind.UNCHECKED):
        verdicts.append(unchecked_revocation((report,)))
    return merged("", [fine("TIMESTAMP_OK"), *verdicts])


_COMPROMISED: Final = frozenset({"keyCompromise", "cACompromise", "aACompromise"})
"""Somebody else may have made the token, at any time and with any time in it."""
_HARMLESS: Final = frozenset({"unspecified", "affiliationChanged", "superseded", "cessationOfOperation"})
"""What RFC 3161 4 lists, if it is said: earlier tokens stay valid."""


def _weighed(finding: ChainFinding, stamped_at: datetime) -> Verdict:
    assert finding.at is not None
    date = f"{finding.at:%Y-%m-%d %H:%M:%S}Z"
    if finding.at <= stamped_at:
        return failed(reason("REVOKED_BEFORE", finding.subject, date=date))
    if finding.reason in _HARMLESS:
        return fine("TIMESTAMP_OK")
    said = reason("TIMESTAMP_REVOKED", finding.subject, date=date)
    return failed(said) if finding.reason in _COMPROMISED else unknown(said)


def _future(stamped_at: datetime, times: TimeFacts, policy: Policy) -> Verdict:
    if stamped_at - times.at > policy.clock_skew:
        return unknown(reason("SIGN_TIME_FUTURE", f"{stamped_at:%Y-%m-%d %H:%M:%S}Z"))
    return fine("TIMESTAMP_OK")


def _made_later(facts: SignatureFacts, policy: Policy) -> list[Verdict]:
    """GM/T 0031-2025 (seal verification): createDate is not later than the seal's own token."""
    made = None if facts.seal is None else facts.seal.data.info.created_at
    return [
        failed(reason("TIME_INCONSISTENT", times=f"createDate {made:%Y-%m-%d %H:%M:%S}Z / {_moment(token)}"))
        for token in facts.tokens
        if token.of == "seal"
        and token.token is not None
        and made is not None
        and made - token.token.time > policy.clock_skew
    ]


def _moment(facts: TokenFacts) -> str:
    return "" if facts.token is None else f"{facts.token.time:%Y-%m-%d %H:%M:%S}Z"


def _latest(info: TstInfo) -> datetime:
    """The last moment at which a token may have been made (RFC 3161 2.4.2, accuracy)."""
    return info.time + min(info.accuracy or timedelta(), datetime.max.replace(tzinfo=UTC) - info.time)


def proven_times(facts: SignatureFacts, times: TimeFacts, policy: Policy) -> TimeFacts:
    """The times, with the moment by which trusted tokens prove every signer to have signed."""
    proofs = [
        _latest(token.token.info)
        for token in facts.tokens
        if token.of == "signature"
        and token.token is not None
        and token_verdict(token, times, policy).outcome is Outcome.PASSED
    ]
    if not proofs or len(proofs) < len(facts.signers):
        return times
    by = max(proofs)
    if times.existed_by is not None and times.existed_by <= by:
        return times
    return times._replace(existed_by=by, stamped=by)
