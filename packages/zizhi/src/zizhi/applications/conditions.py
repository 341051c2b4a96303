"""The guards of the state table: each looks at the facts of an act and says what forbids it. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from zizhi.core.errors import RuleViolation

__all__ = [
    "Facts",
    "Guard",
    "Point",
    "agrees_or_says_why",
    "complete",
    "four_eyes",
    "has_points",
    "has_reason",
    "silent",
    "stands",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One thing that is missing or wrong: what it is about, and why, for the applicant to read."""

    field: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the guards look at.

    Args:
        actor: who acts.
        today: the day at the department.
        before: who accepted and who reviewed, as far as the case has come.
        reason: what the actor says.
        points: of a correction notice: all that is missing, at once.
        findings: what is wrong with what the applicant entered.
        barrier: why the certificate cannot take part.
        acceptance_due: last day for a word on acceptance.
        review_agrees: what the reviewer said; None before the review.
    """

    actor: str
    today: date
    before: frozenset[str] = frozenset()
    reason: str = ""
    points: tuple[Point, ...] = ()
    findings: tuple[RuleViolation, ...] = ()
    barrier: RuleViolation | None = None
    acceptance_due: date | None = None
    review_agrees: bool | None = None


Guard = Callable[[Facts], RuleViolation | None]


def complete(facts: Facts) -> RuleViolation | None:
    """填报完整: nothing is wrong with what was entered."""
    return next(iter(facts.findings), None)


def stands(facts: Facts) -> RuleViolation | None:
    """证书可办: the certificate still lives and is ours."""
    return facts.barrier


def has_reason(facts: Facts) -> RuleViolation | None:
    """须说明理由: a reason is given."""
    if facts.reason.strip():
        return None
    return RuleViolation("REASON_MISSING", "请写明理由，申请人将看到它。", "reason")


def has_points(facts: Facts) -> RuleViolation | None:
    """一次性告知: at least one point, every one with its reason (行政许可法 §32)."""
    if facts.points and all(point.field.strip() and point.reason.strip() for point in facts.points):
        return None
    return RuleViolation("POINTS_MISSING", "请一次写明全部需要补正的内容，每一项都要说明原因。", "points")


def four_eyes(facts: Facts) -> RuleViolation | None:
    """不同的人: who accepted does not review, who did either does not decide."""
    if facts.actor not in facts.before:
        return None
    return RuleViolation("FOUR_EYES", "受理、审核、决定须由不同的人办理，您已办理过此件的前一环节。", "by")


def agrees_or_says_why(facts: Facts) -> RuleViolation | None:
    """不同于审核意见时须说明理由: approval against the review gives its reason."""
    return None if facts.review_agrees else has_reason(facts)


def silent(facts: Facts) -> RuleViolation | None:
    """逾期未告知: the last day for a word on acceptance is over (行政许可法 §32)."""
    if facts.acceptance_due and facts.today > facts.acceptance_due:
        return None
    return RuleViolation("NOT_YET", "告知是否受理的期限还没有过。", "acceptance_due")
