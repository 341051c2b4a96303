"""Reading cases: who sees which, and what is due."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from django.db.models import Prefetch, Q, QuerySet

from zizhi.accounts.policy import Actor, can, reach
from zizhi.applications.items import Item, change_findings, obstacle
from zizhi.applications.models import Application, ChangedField, Event
from zizhi.applications.rules import TRANSITIONS, Act, State
from zizhi.applications.subjects import registered, renewal_window, subjects
from zizhi.applications.values import entered
from zizhi.certificates.models import Certificate
from zizhi.core.errors import RuleViolation

__all__ = [
    "Desk",
    "acts_for",
    "choosable",
    "desk",
    "may",
    "my_cases",
    "problems",
    "visible_to",
    "with_history",
]


class Desk(StrEnum):
    """A queue of an office: the states it empties are those its acts begin in."""

    ACCEPTANCE = "acceptance"
    REVIEW = "review"
    DECISION = "decision"
    COMPLETION = "completion"


_DESKS = {
    Desk.ACCEPTANCE: (State.SUBMITTED, "application.accept", "acceptance_due"),
    Desk.REVIEW: (State.ACCEPTED, "application.review", "decision_due"),
    Desk.DECISION: (State.REVIEWED, "application.decide", "decision_due"),
    Desk.COMPLETION: (State.APPROVED, "application.complete", "decision_due"),
}


def visible_to(actor: Actor) -> QuerySet[Application]:
    """An enterprise sees its own cases, an office those submitted in its region, others none."""
    submitted = Q(submitted_at__isnull=False) & _within(reach(actor, "application.read"))
    own = Q() if actor.holder_id is None else Q(applicant_id=actor.holder_id)
    return Application.objects.filter(submitted | own if own else submitted)


def my_cases(actor: Actor) -> QuerySet[Application]:
    """The cases of the actor's own enterprise, newest first."""
    own = Application.objects.filter(applicant_id=actor.holder_id)
    return own.select_related("certificate").order_by("-pk")


def desk(actor: Actor, which: Desk) -> QuerySet[Application]:
    """What waits at a desk in the actor's region, sorted by what is due."""
    state, act, due = _DESKS[which]
    waiting = Application.objects.filter(_within(reach(actor, act)), state=state)
    return waiting.select_related("certificate", "applicant").order_by(due, "pk")


def with_history(cases: QuerySet[Application]) -> QuerySet[Application]:
    """Cases with their changes, their events in order and the points of correction."""
    events = Event.objects.order_by("version").prefetch_related("points")
    changes = ChangedField.objects.order_by("pk")
    return cases.prefetch_related(Prefetch("events", events), Prefetch("changes", changes))


def acts_for(application: Application, actor: Actor) -> Sequence[Act]:
    """The acts that the table offers this actor now: what buttons are made from. Guards may still object."""
    offered = [(act, row.role) for (state, act), row in TRANSITIONS.items() if state == application.state]
    return [
        act for act, role in offered if act is not Act.ACCEPT_BY_SILENCE and may(actor, role, application)
    ]


def choosable(actor: Actor, item: Item, *, on: date) -> Sequence[tuple[Certificate, RuleViolation | None]]:
    """The certificates of the actor's enterprise, each with why it cannot be chosen, if it cannot."""
    own = Certificate.objects.filter(holder_id=actor.holder_id).order_by("pk")
    known, window = subjects(own), renewal_window()
    return [(one, obstacle(item, known[one.pk], on=on, window=window)) for one in own]


def problems(application: Application) -> Sequence[RuleViolation]:
    """All that is wrong with what was entered so far, but for what the face may object to."""
    if application.item != Item.CHANGE or application.certificate is None:
        return []
    return change_findings(registered(application.certificate), entered(application))


def may(actor: Actor, role: str, application: Application) -> bool:
    """Whether the actor may do such an act to this case: in its region, and no official in an own case."""
    if not can(actor, role, application):
        return False
    if application.holder_id == actor.holder_id:
        return role == "application.apply"
    return any(application.region.startswith(beginning) for beginning in reach(actor, role))


def _within(beginnings: frozenset[str]) -> Q:
    """Regions that begin with one of these; none when there are none."""
    where = Q(pk__in=[])
    for beginning in sorted(beginnings):
        where |= Q(region__startswith=beginning)
    return Q() if "" in beginnings else where
