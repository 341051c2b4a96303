"""The applicant's side: begin, enter, submit, answer a correction, withdraw."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from zizhi.accounts.models import Enterprise
from zizhi.accounts.policy import Actor, require
from zizhi.applications.acting import Ask, current, locked, perform
from zizhi.applications.items import Deadlines, Field, Item, obstacle
from zizhi.applications.models import Application, ChangedField, CorrectionPoint
from zizhi.applications.rules import Act, State
from zizhi.applications.selectors import problems
from zizhi.applications.subjects import claim_obstacle, registered, renewal_window, subjects
from zizhi.applications.values import FaceJudge, entered, tidy
from zizhi.audit.services import record
from zizhi.certificates.kinds import kind
from zizhi.certificates.models import Certificate
from zizhi.core.clock import today_in_shanghai
from zizhi.core.errors import RuleViolation
from zizhi.core.profile import department

__all__ = ["Beginning", "barrier", "begin", "enter", "resubmit", "submit", "withdraw"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """What a new case is about.

    Args:
        item: 事项.
        holder_id: the enterprise that applies.
        key: made by the page that begins it; the same key again gives the same case.
        certificate: number of the enterprise's certificate; empty for a claim.
        kind: of the certificate claimed; a certificate says its own.
        decision_document: 决定文号 of the approval that a claim rests on.
        region: code of the place whose office may see it; empty for the department's alone.
    """

    item: Item
    holder_id: int
    key: str
    certificate: str = ""
    kind: str = ""
    decision_document: str = ""
    region: str = ""


@transaction.atomic
def begin(what: Beginning, *, now: datetime, by: Actor) -> Application:
    """Open a draft; the same key opens it once.

    Raises:
        RuleViolation: `NOT_PERMITTED`, `CERTIFICATE_UNKNOWN`, `DECISION_MISSING`, or why it cannot be chosen.
    """
    require(by, "application.apply", what)
    applicant = Enterprise.objects.select_for_update().get(pk=what.holder_id)
    if begun := Application.objects.filter(applicant=applicant, key=what.key).first():
        return begun
    certificate = None if what.item is Item.CLAIM else _certificate(what)
    case = Application(
        item=what.item.value,
        applicant=applicant,
        certificate=certificate,
        kind=kind(what.kind).id if certificate is None else certificate.kind,
        decision_document=what.decision_document.strip(),
        region=what.region or f"{department().province_code}0000",
        key=what.key,
        opened_at=now,
    )
    _refuse_barred(case, now)
    case.save()
    detail = {"item": case.item, "certificate": what.certificate, "kind": case.kind}
    record("application.begin", f"application:{case.number}", at=now, actor=by.actor_id, **detail)
    return case


@transaction.atomic
def enter(
    application: int, *, values: Mapping[Field, str], now: datetime, by: Actor, expected_version: int
) -> Application:
    """Keep the whole of the change as entered so far, right or wrong; the same again changes nothing.

    Raises:
        RuleViolation: `CASE_UNKNOWN`, `NOT_PERMITTED`, `STALE`, `ACT_NOT_POSSIBLE`, `FIELD_CLOSED`,
            `TEXT_TOO_LONG`.
    """
    case = locked(application, by=by)
    require(by, "application.apply", case)
    new = {field: tidy(field, value) for field, value in values.items()}
    if new == entered(case):
        return case
    for field, value in new.items():
        _refuse_long(value, 300, field.value)
    _refuse_closed(current(case, expected_version), new)
    _replace(case, new)
    case.version += 1
    case.save(update_fields=["version"])
    return case


def submit(
    application: int,
    *,
    deadlines: Deadlines,
    face: FaceJudge,
    now: datetime,
    by: Actor,
    expected_version: int,
) -> Application:
    """提交: the time for acceptance begins."""
    ask = Ask(act=Act.SUBMIT, by=by, now=now, expected_version=expected_version)
    return _hand_in(application, ask, deadlines, face)


def resubmit(
    application: int,
    *,
    deadlines: Deadlines,
    face: FaceJudge,
    now: datetime,
    by: Actor,
    expected_version: int,
) -> Application:
    """补正后再次提交: the time for acceptance begins anew."""
    ask = Ask(act=Act.RESUBMIT, by=by, now=now, expected_version=expected_version)
    return _hand_in(application, ask, deadlines, face)


def withdraw(
    application: int, *, reason: str = "", now: datetime, by: Actor, expected_version: int
) -> Application:
    """撤回申请: possible until it is decided."""
    ask = Ask(act=Act.WITHDRAW, by=by, now=now, expected_version=expected_version, reason=reason)
    return perform(application, ask)


def barrier(case: Application, now: datetime) -> RuleViolation | None:
    """Why its certificate cannot take part, judged by the day it was submitted; before that, by today."""
    if case.certificate is None:
        return claim_obstacle(case.applicant, case.kind, besides=case.pk or 0)
    on = today_in_shanghai(case.submitted_at or now)
    subject = subjects([case.certificate], besides=case.pk or 0)[case.certificate.pk]
    return obstacle(Item(case.item), subject, on=on, window=renewal_window())


def _hand_in(application: int, ask: Ask, deadlines: Deadlines, face: FaceJudge) -> Application:
    def facts(case: Application) -> Mapping[str, Any]:
        _refresh(case)
        judged = face(case.kind, entered(case)) if case.item == Item.CHANGE else ()
        return {"findings": (*problems(case), *judged), "barrier": barrier(case, ask.now)}

    def sets(case: Application) -> Mapping[str, Any]:
        due = deadlines.acceptance(Item(case.item), today_in_shanghai(ask.now))
        return {
            "submitted_at": ask.now,
            "acceptance_due": due.on,
            "acceptance_provisional": due.provisional,
        }

    return perform(application, ask, facts=facts, sets=sets)


def _certificate(what: Beginning) -> Certificate:
    """Another's certificate is as unknown as one that does not exist."""
    found = Certificate.objects.filter(number=what.certificate.strip(), holder_id=what.holder_id).first()
    if found is None:
        message = f"贵企业名下没有编号为「{what.certificate}」的证书。"
        raise RuleViolation("CERTIFICATE_UNKNOWN", message, "certificate")
    return found


def _refuse_barred(case: Application, now: datetime) -> None:
    if case.item == Item.CLAIM and not case.decision_document:
        raise RuleViolation("DECISION_MISSING", "请填写核准资质的决定文号。", "decision_document")
    _refuse_long(case.decision_document, 100, "decision_document")
    if violation := barrier(case, now):
        raise violation


def _refuse_long(value: str, most: int, field: str) -> None:
    """What the register itself cannot keep; the face draws its own, narrower line at submission."""
    if len(value) > most:
        raise RuleViolation("TEXT_TOO_LONG", f"此项最多填写 {most} 个字，现有 {len(value)} 个字。", field)


def _refuse_closed(case: Application, new: Mapping[Field, str]) -> None:
    if case.item != Item.CHANGE or case.state not in {State.DRAFT, State.RETURNED}:
        raise RuleViolation("ACT_NOT_POSSIBLE", "该办件现在不能修改变更内容。", "state")
    if case.state == State.DRAFT:
        return
    old, last = entered(case), case.events.order_by("-version")[:1]
    asked = set(CorrectionPoint.objects.filter(event__in=last.values("pk")).values_list("field", flat=True))
    for field in Field:
        if old.get(field) != new.get(field) and field not in asked:
            raise RuleViolation("FIELD_CLOSED", f"补正通知没有要求修改{field.label}。", field.value)


def _replace(case: Application, new: Mapping[Field, str]) -> None:
    assert case.certificate
    old = registered(case.certificate)
    case.changes.exclude(field__in=new).delete()
    rows = [
        ChangedField(application=case, field=field.value, old=old.get(field, ""), new=value)
        for field, value in new.items()
    ]
    ChangedField.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["application", "field"], update_fields=["old", "new"]
    )


def _refresh(case: Application) -> None:
    """The registry may have moved since it was entered: what is submitted names what it says today."""
    if case.item == Item.CHANGE and case.certificate:
        old = registered(case.certificate)
        for change in case.changes.all():
            if change.old != old.get(Field(change.field), ""):
                change.old = old.get(Field(change.field), "")
                change.save(update_fields=["old"])
