"""The acts of the workflow. Each is atomic: permission, rule, change, event, audit last.

begin enter submit resubmit withdraw     the applicant, see `drafting`
claim release                            an official takes a case, or lays it back
return_for_correction accept refuse_acceptance review decide complete      the office
accept_by_silence recount                the clock, and the holiday table when it grows

`expected_version` is the version the person looked at. Who comes second gets `STALE`, and nothing is done;
the same act asked twice by the same person is done once.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from zizhi.accounts.policy import COMMAND, Actor
from zizhi.applications.acting import Ask, locked, perform
from zizhi.applications.conditions import Point
from zizhi.applications.drafting import Beginning, barrier, begin, enter, resubmit, submit, withdraw
from zizhi.applications.items import Deadlines, Due, Item
from zizhi.applications.models import Application
from zizhi.applications.rules import Act, State
from zizhi.applications.selectors import acts_for
from zizhi.applications.values import Outcome
from zizhi.audit.services import Entry, record, record_many
from zizhi.core.clock import today_in_shanghai
from zizhi.core.errors import RuleViolation

__all__ = [
    "Beginning",
    "Outcome",
    "accept",
    "accept_by_silence",
    "begin",
    "claim",
    "complete",
    "decide",
    "enter",
    "recount",
    "refuse_acceptance",
    "release",
    "resubmit",
    "return_for_correction",
    "review",
    "submit",
    "withdraw",
]

_CHUNK = 64


def return_for_correction(
    application: int, *, points: Sequence[Point], now: datetime, by: Actor, expected_version: int
) -> Application:
    """补正: all that is missing, at once; only that can be changed until it is submitted again."""
    ask = Ask(
        act=Act.RETURN_FOR_CORRECTION,
        by=by,
        now=now,
        expected_version=expected_version,
        points=tuple(points),
    )
    return perform(application, ask)


def accept(
    application: int, *, deadlines: Deadlines, now: datetime, by: Actor, expected_version: int
) -> Application:
    """受理: the time for the decision begins."""
    ask = Ask(act=Act.ACCEPT, by=by, now=now, expected_version=expected_version)
    return perform(application, ask, sets=lambda case: _accepted(case, ask, now, deadlines))


def refuse_acceptance(
    application: int, *, reason: str, now: datetime, by: Actor, expected_version: int
) -> Application:
    """不予受理."""
    ask = Ask(act=Act.REFUSE_ACCEPTANCE, by=by, now=now, expected_version=expected_version, reason=reason)
    return perform(application, ask)


def review(
    application: int, *, agrees: bool, reason: str, now: datetime, by: Actor, expected_version: int
) -> Application:
    """审核: an opinion, for or against."""
    ask = Ask(
        act=Act.REVIEW,
        by=by,
        now=now,
        expected_version=expected_version,
        reason=reason,
        detail={"agrees": agrees},
    )
    return perform(application, ask, sets=lambda _: {"reviewed_by": by.actor_id, "review_agrees": agrees})


def decide(
    application: int, *, outcome: Outcome, reason: str = "", now: datetime, by: Actor, expected_version: int
) -> Application:
    """决定: a refusal, and an approval against the review, say why."""
    act = Act.APPROVE if outcome is Outcome.APPROVED else Act.REFUSE
    ask = Ask(act=act, by=by, now=now, expected_version=expected_version, reason=reason)
    return perform(
        application,
        ask,
        facts=lambda case: {"barrier": barrier(case, now)},
        sets=lambda _: {"decided_by": by.actor_id},
    )


def complete(application: int, *, now: datetime, by: Actor, expected_version: int) -> Application:
    """办结: what was approved has been done."""
    return perform(application, Ask(act=Act.COMPLETE, by=by, now=now, expected_version=expected_version))


@transaction.atomic
def claim(application: int, *, now: datetime, by: Actor) -> Application:
    """Say that one is working on the case, for colleagues to see; it keeps nobody else from acting.

    Raises:
        RuleViolation: `CASE_UNKNOWN`, `NOT_PERMITTED`, `CLAIMED`.
    """
    case = locked(application, by=by)
    if case.holder_id == by.holder_id or not acts_for(case, by):
        raise RuleViolation("NOT_PERMITTED", f"「{by.actor_id}」现在不能办理此件。", "by")
    if case.claimed_by not in {"", by.actor_id}:
        raise RuleViolation("CLAIMED", f"此件已由「{case.claimed_by}」领取。", "claimed_by")
    return _claimed(case, by.actor_id, now, by)


@transaction.atomic
def release(application: int, *, now: datetime, by: Actor) -> Application:
    """Lay back what one has claimed."""
    case = locked(application, by=by)
    return _claimed(case, "", now, by) if case.claimed_by == by.actor_id else case


def accept_by_silence(*, now: datetime, deadlines: Deadlines) -> int:
    """Accept what nobody answered in time (行政许可法 §32); gives how many. Idempotent, for a sweep.

    The day is counted anew first: where the holiday table says later by now, the case waits.
    """
    silent = Application.objects.filter(state=State.SUBMITTED, acceptance_due__lt=today_in_shanghai(now))
    due = list(silent.order_by("acceptance_due", "pk")[:_CHUNK])
    return sum(_accept_silently(case, now, deadlines) for case in due)


@transaction.atomic
def recount(*, deadlines: Deadlines, now: datetime, by: Actor = COMMAND) -> int:
    """Count provisional days again, now that the holiday table says more; gives how many cases changed."""
    running = Application.objects.select_for_update()
    submitted = running.filter(state=State.SUBMITTED, acceptance_provisional=True).order_by("pk")
    accepted = running.filter(state__in=[State.ACCEPTED, State.REVIEWED], decision_provisional=True)
    moved = [
        *(case for case in submitted if _moved(case, "acceptance", _acceptance(case, deadlines))),
        *(case for case in accepted.order_by("pk") if _moved(case, "decision", _decision(case, deadlines))),
    ]
    record_many([_recounted(case) for case in moved], at=now, actor=by.actor_id)
    return len(moved)


def _accepted(case: Application, ask: Ask, from_: datetime, deadlines: Deadlines) -> Mapping[str, Any]:
    day = today_in_shanghai(from_)
    due = deadlines.decision(Item(case.item), day)
    return {
        "accepted_by": ask.by.actor_id,
        "accepted_on": day,
        "decision_due": due.on,
        "decision_provisional": due.provisional,
    }


def _accept_silently(case: Application, now: datetime, deadlines: Deadlines) -> int:
    """Silence means that it counts as accepted on the day it was received."""
    due, received = _acceptance(case, deadlines), case.submitted_at
    assert received
    if due.on >= today_in_shanghai(now):
        _moved(case, "acceptance", due)
        return 0
    ask = Ask(act=Act.ACCEPT_BY_SILENCE, by=COMMAND, now=now, expected_version=case.version)
    try:
        perform(case.pk, ask, sets=lambda one: _accepted(one, ask, received, deadlines))
    except RuleViolation:  # somebody spoke meanwhile
        return 0
    return 1


def _acceptance(case: Application, deadlines: Deadlines) -> Due:
    assert case.submitted_at
    return deadlines.acceptance(Item(case.item), today_in_shanghai(case.submitted_at))


def _decision(case: Application, deadlines: Deadlines) -> Due:
    assert case.accepted_on
    return deadlines.decision(Item(case.item), case.accepted_on)


def _moved(case: Application, which: str, due: Due) -> bool:
    """Write the day, unless it stands so already or somebody acted meanwhile."""
    columns = {f"{which}_due": due.on, f"{which}_provisional": due.provisional}
    if all(getattr(case, name) == value for name, value in columns.items()):
        return False
    for name, value in columns.items():
        setattr(case, name, value)
    return bool(Application.objects.filter(pk=case.pk, version=case.version).update(**columns))


def _recounted(case: Application) -> Entry:
    days = {"acceptance_due": case.acceptance_due, "decision_due": case.decision_due}
    detail = {name: day.isoformat() for name, day in days.items() if day}
    return Entry(act="application.recount", subject=f"application:{case.number}", detail=detail)


def _claimed(case: Application, who: str, now: datetime, by: Actor) -> Application:
    if case.claimed_by != who:
        case.claimed_by = who
        case.save(update_fields=["claimed_by"])
        act = "application.claim" if who else "application.release"
        record(act, f"application:{case.number}", at=now, actor=by.actor_id)
    return case
