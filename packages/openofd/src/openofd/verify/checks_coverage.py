"""Check 3.2, decided from facts: what the signatures of a document leave unprotected.

GB/T 33190-2016 18.1; GB/T 33190-2016 chapter 19 for documents with versions.
"""

from collections.abc import Sequence

from openofd.document.bodies import ENTRY
from openofd.verify.facts import BodyFacts, SignatureFacts, Verdict, failed, noted, unknown
from openofd.verify.policy import Policy
from openofd.verify.reasons import plain, reason
from openofd.verify.report import Coverage, Outcome, Reason

__all__ = ["coverage", "coverage_level", "with_others"]


def coverage(body: BodyFacts, own: frozenset[str], together: frozenset[str], policy: Policy) -> Verdict:
    """3.2: nothing the document reaches may be unprotected.

    Args:
        body: what the document reaches.
        own: what this signature lists.
        together: what the signatures of this document protect together; each of them must be VALID for the
            file to be, and none vouches for another document.
        policy: whether OFD.xml, the list of signatures and older versions must be protected too.
    """
    if not body.complete:
        return unknown(plain("COVERAGE_UNKNOWN"), *body.problems)
    if not own & (body.reachable | body.signature_files):
        return failed(plain("COVERAGE_EMPTY"))
    broken, gaps, notes = _graded(body, together, policy)
    if broken:
        return failed(*broken, *gaps, warnings=tuple(notes))
    return unknown(*gaps, warnings=tuple(notes)) if gaps else noted("COVERAGE_OK", tuple(notes))


def with_others(
    verdict: Verdict, body: BodyFacts, facts: SignatureFacts, signatures: Sequence[SignatureFacts]
) -> Verdict:
    """The verdict, mentioning what only somebody else has signed: his seal says nothing for this one."""
    if verdict.outcome is not Outcome.PASSED or body.reachable <= facts.covered:
        return verdict
    own = frozenset[str]().union(
        *(s.covered for s in signatures if s.body == body.index and s.signer == facts.signer)
    )
    others = _uncovered("COVERAGE_BY_ANOTHER", body.reachable, own)
    return verdict._replace(warnings=(*verdict.warnings, *others))


def _graded(
    body: BodyFacts, covered: frozenset[str], policy: Policy
) -> tuple[list[Reason], list[Reason], list[Reason]]:
    """What is wrong, what leaves it open, what is only mentioned."""
    broken = _uncovered("COVERAGE_STRUCTURE", body.structure, covered)
    gaps = [
        *_uncovered("COVERAGE_VISIBLE", body.visible, covered),
        *_uncovered("COVERAGE_ANNOT", body.annotations, covered),
        *_uncovered("COVERAGE_ATTACHED", body.attached, covered),
    ]
    entry = _uncovered("COVERAGE_ENTRY", frozenset((ENTRY,)), covered)
    older = _uncovered("COVERAGE_VERSION", body.older, covered)
    if policy.require_full_coverage:
        lock = _uncovered("COVERAGE_NOT_LOCKED", frozenset((body.signature_list,)), covered)
        return [*broken, *gaps, *entry, *lock, *older], [], []
    # OFD.xml says which version is shown: where there are several it is structure
    if policy.require_entry or body.versions:
        return [*broken, *entry], gaps, older
    if entry and body.other_roots:  # all that is shown is signed, but not that it is what was to be shown
        return (
            broken,
            [*gaps, *(reason("COVERAGE_OTHER_ROOT", name) for name in sorted(body.other_roots))],
            [*entry, *older],
        )
    return broken, gaps, [*entry, *older]


def _uncovered(code: str, wanted: frozenset[str], covered: frozenset[str]) -> list[Reason]:
    return [reason(code, name) for name in sorted(wanted - covered)] if not wanted <= covered else []


def coverage_level(body: BodyFacts, covered: frozenset[str]) -> Coverage:
    """How much these References cover."""
    if not covered & body.reachable:
        return Coverage.NONE
    if not body.complete or not body.reachable <= covered:
        return Coverage.PARTIAL
    return Coverage.FULL if ENTRY in covered else Coverage.CONTENT
