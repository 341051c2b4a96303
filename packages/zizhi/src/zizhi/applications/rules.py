"""The states of a case and what moves it: one table for services, buttons, documentation and the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from zizhi.applications.conditions import (
    Facts,
    Guard,
    agrees_or_says_why,
    complete,
    four_eyes,
    has_points,
    has_reason,
    silent,
    stands,
)
from zizhi.core.errors import RuleViolation

__all__ = ["OPEN", "TRANSITIONS", "Act", "State", "Transition", "move"]


class State(StrEnum):
    """Where a case stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    ACCEPTANCE_REFUSED = "acceptance_refused"
    REVIEWED = "reviewed"
    APPROVED = "approved"
    REFUSED = "refused"
    COMPLETED = "completed"
    WITHDRAWN = "withdrawn"


class Act(StrEnum):
    """What moves it. `decide` is the verb of two acts: APPROVE and REFUSE."""

    SUBMIT = "submit"
    RETURN_FOR_CORRECTION = "return_for_correction"
    RESUBMIT = "resubmit"
    ACCEPT = "accept"
    ACCEPT_BY_SILENCE = "accept_by_silence"
    REFUSE_ACCEPTANCE = "refuse_acceptance"
    REVIEW = "review"
    APPROVE = "approve"
    REFUSE = "refuse"
    COMPLETE = "complete"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Transition:
    """Where an act leads, which act of `accounts.policy` it needs, and what must hold."""

    to: State
    role: str
    guards: tuple[Guard, ...] = ()


_WITHDRAWAL = Transition(State.WITHDRAWN, "application.apply")

TRANSITIONS: Mapping[tuple[State, Act], Transition] = {
    (State.DRAFT, Act.SUBMIT): Transition(State.SUBMITTED, "application.apply", (stands, complete)),
    (State.SUBMITTED, Act.RETURN_FOR_CORRECTION): Transition(
        State.RETURNED, "application.accept", (has_points,)
    ),
    (State.RETURNED, Act.RESUBMIT): Transition(State.SUBMITTED, "application.apply", (stands, complete)),
    (State.SUBMITTED, Act.ACCEPT): Transition(State.ACCEPTED, "application.accept"),
    (State.SUBMITTED, Act.ACCEPT_BY_SILENCE): Transition(State.ACCEPTED, "application.clock", (silent,)),
    (State.SUBMITTED, Act.REFUSE_ACCEPTANCE): Transition(
        State.ACCEPTANCE_REFUSED, "application.accept", (has_reason,)
    ),
    (State.ACCEPTED, Act.REVIEW): Transition(State.REVIEWED, "application.review", (four_eyes, has_reason)),
    (State.REVIEWED, Act.APPROVE): Transition(
        State.APPROVED, "application.decide", (four_eyes, stands, agrees_or_says_why)
    ),
    (State.REVIEWED, Act.REFUSE): Transition(State.REFUSED, "application.decide", (four_eyes, has_reason)),
    (State.APPROVED, Act.COMPLETE): Transition(State.COMPLETED, "application.complete"),
    **{
        (state, Act.WITHDRAW): _WITHDRAWAL
        for state in (State.DRAFT, State.SUBMITTED, State.RETURNED, State.ACCEPTED, State.REVIEWED)
    },
}

OPEN = frozenset({state for state, _ in TRANSITIONS})
"""Cases in these go on; a certificate has at most one of them."""


def move(state: State, act: Act, facts: Facts) -> State:
    """The state after the act; what is not in the table, or forbidden by a guard, raises RuleViolation."""
    transition = TRANSITIONS.get((state, act))
    if transition is None:
        raise RuleViolation("ACT_NOT_POSSIBLE", f"办件当前状态（{state}）不能进行此操作（{act}）。", "state")
    for violation in filter(None, (guard(facts) for guard in transition.guards)):
        raise violation
    return transition.to
