"""From the verdicts of checks to one answer: the worst of each, and what a policy tolerates."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from openofd.verify.facts import Verdict, fine
from openofd.verify.policy import Policy
from openofd.verify.reasons import plain
from openofd.verify.report import Outcome, Overall, Reason, worst

__all__ = ["distinct", "merged", "overall", "tolerated"]


def merged(ok: str, verdicts: Sequence[Verdict]) -> Verdict:
    """The worst outcome, with the reasons of those who gave it (and of the other open ones)."""
    if len(verdicts) == 1:
        return verdicts[0]
    outcome = worst(tuple(verdict.outcome for verdict in verdicts))
    warnings = distinct(r for verdict in verdicts for r in verdict.warnings)
    if outcome is Outcome.PASSED:
        if ok and not warnings:
            return fine(ok)
        said = [plain(ok)] if ok else [r for verdict in verdicts for r in verdict.because]
        return Verdict(outcome, distinct(said), warnings)
    grave = sorted(
        (v for v in verdicts if v.outcome is not Outcome.PASSED), key=lambda v: v.outcome is not outcome
    )
    return Verdict(outcome, distinct(r for verdict in grave for r in verdict.because), warnings)


def distinct(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """Each reason once, in order."""
    return tuple(dict.fromkeys(reasons))


def overall(verdicts: Mapping[str, Verdict], policy: Policy) -> Overall:
    """INVALID where something is wrong, INDETERMINATE where something is open that the policy minds."""
    outcomes = [
        verdict.outcome
        for check_id, verdict in verdicts.items()
        if not (check_id in _TOLERABLE and tolerated(verdict, policy))
    ]
    return _OVERALL[worst(tuple(outcomes))]


_TOLERABLE: Final = frozenset({"revocation", "seal_status"})
_OVERALL = {
    Outcome.PASSED: Overall.VALID,
    Outcome.INDETERMINATE: Overall.INDETERMINATE,
    Outcome.FAILED: Overall.INVALID,
}


def tolerated(verdict: Verdict, policy: Policy) -> bool:
    """Unchecked revocation: stays INDETERMINATE as a check, but need not keep the file from being VALID."""
    return verdict.outcome is Outcome.INDETERMINATE and all(
        _is_open(reason.code, policy) for reason in verdict.because
    )


def _is_open(code: str, policy: Policy) -> bool:
    if code == "SEAL_STATUS_UNKNOWN":
        return not policy.require_seal_status
    unchecked = code == "REVOCATION_UNKNOWN" or code.startswith(("CHAIN_CRL_", "CHAIN_OCSP_"))
    return unchecked and not policy.require_revocation
