"""How every act upon a case is done: permission, rule, change, event, audit, in one transaction."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from zizhi.accounts.policy import Actor
from zizhi.applications.conditions import Facts, Point
from zizhi.applications.models import Application, CorrectionPoint, Event
from zizhi.applications.rules import TRANSITIONS, Act, State, move
from zizhi.applications.selectors import may, visible_to
from zizhi.audit.services import record
from zizhi.core.clock import today_in_shanghai
from zizhi.core.errors import RuleViolation

__all__ = ["Ask", "Look", "current", "locked", "perform"]

_ROLES: Mapping[Act, str] = {act: row.role for (_, act), row in TRANSITIONS.items()}

Look = Callable[[Application], Mapping[str, Any]]
"""From the locked case to values: further facts for the guards, or columns to set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One act as somebody asks for it, looking at the case as it was at `expected_version`."""

    act: Act
    by: Actor
    now: datetime
    expected_version: int
    reason: str = ""
    points: tuple[Point, ...] = ()
    detail: Mapping[str, Any] = field(default_factory=dict)

    @property
    def says(self) -> dict[str, Any]:
        """What the event keeps of it."""
        points = [{"field": point.field, "reason": point.reason} for point in self.points]
        return {**self.detail, **({"points": points} if points else {})}


def locked(application: int, *, by: Actor) -> Application:
    """The case, locked; one that the actor may not see does not exist for them.

    Raises:
        RuleViolation: `CASE_UNKNOWN`.
    """
    found = visible_to(by).select_for_update(of=("self",)).filter(pk=application).first()
    if found is None:
        raise RuleViolation("CASE_UNKNOWN", "没有找到该办件。", "application")
    return found


def current(case: Application, expected_version: int) -> Application:
    """The case, if nobody changed it since it was looked at.

    Raises:
        RuleViolation: `STALE`; nothing was done, what was entered can be tried again.
    """
    if case.version != expected_version:
        message = "该办件在您打开之后已有变动，本次操作没有执行。请查看最新情况后再决定。"
        raise RuleViolation("STALE", message, "expected_version")
    return case


def _nothing(_: Application) -> Mapping[str, Any]:
    return {}


@transaction.atomic
def perform(application: int, ask: Ask, *, facts: Look = _nothing, sets: Look = _nothing) -> Application:
    """Do one act of the table. The same act asked again by the same person is done once.

    Args:
        application: id of the case.
        ask: what is asked.
        facts: what the guards need beside what every act knows.
        sets: columns that change with the state; called after the guards.

    Raises:
        RuleViolation: `CASE_UNKNOWN`, `NOT_PERMITTED`, `STALE`, `ACT_NOT_POSSIBLE`, or what a guard says.
    """
    case = locked(application, by=ask.by)
    _require(case, ask)
    if _done_already(case, ask):
        return case
    _refuse_long(ask)
    before = State(current(case, ask.expected_version).state)
    state = move(before, ask.act, _facts(case, ask, facts))
    _write(case, ask, state, sets)
    _remember(case, ask, before)
    return case


def _require(case: Application, ask: Ask) -> None:
    if not may(ask.by, _ROLES[ask.act], case):
        raise RuleViolation("NOT_PERMITTED", f"「{ask.by.actor_id}」无权进行此操作（{ask.act}）。", "by")


def _refuse_long(ask: Ask) -> None:
    if len(ask.reason) > 2000 or any(len(p.reason) > 500 or len(p.field) > 64 for p in ask.points):
        raise RuleViolation("REASON_TOO_LONG", "理由最多 2000 字，每一项补正原因最多 500 字。", "reason")


def _done_already(case: Application, ask: Ask) -> bool:
    done = Event.objects.filter(application=case, version=ask.expected_version + 1).first()
    if done is None or (done.act, done.actor, done.reason) != (ask.act, ask.by.actor_id, ask.reason.strip()):
        return False
    return all(done.detail.get(name) == value for name, value in ask.says.items())


def _facts(case: Application, ask: Ask, more: Look) -> Facts:
    known: dict[str, Any] = {
        "actor": ask.by.actor_id,
        "today": today_in_shanghai(ask.now),
        "before": frozenset({case.accepted_by, case.reviewed_by} - {""}),
        "reason": ask.reason,
        "points": ask.points,
        "acceptance_due": case.acceptance_due,
        "review_agrees": case.review_agrees,
    }
    return Facts(**{**known, **more(case)})


def _write(case: Application, ask: Ask, state: State, sets: Look) -> None:
    columns = {**sets(case), "state": state.value, "version": case.version + 1, "claimed_by": ""}
    for name, value in columns.items():
        setattr(case, name, value)
    case.save(update_fields=list(columns))


def _remember(case: Application, ask: Ask, before: State) -> None:
    changes = [{"field": c.field, "old": c.old, "new": c.new} for c in case.changes.order_by("pk")]
    said = {**ask.says, **({"changes": changes} if changes and before in _ENTERING else {})}
    event = Event.objects.create(
        application=case,
        version=case.version,
        act=ask.act,
        state=case.state,
        actor=ask.by.actor_id,
        at=ask.now,
        reason=ask.reason.strip(),
        detail=said,
    )
    points = [
        CorrectionPoint(event=event, field=p.field.strip(), reason=p.reason.strip()) for p in ask.points
    ]
    CorrectionPoint.objects.bulk_create(points)
    words = {**said, "item": case.item, "from": before.value, "to": case.state, "reason": event.reason}
    record(f"application.{ask.act}", f"application:{case.number}", at=ask.now, actor=ask.by.actor_id, **words)


_ENTERING = frozenset({State.DRAFT, State.RETURNED})
