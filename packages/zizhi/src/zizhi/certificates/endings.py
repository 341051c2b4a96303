"""Acts upon a whole certificate: suspension and the four endings, each with its document and reason."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from zizhi.accounts.policy import Actor, require
from zizhi.audit.services import record
from zizhi.certificates.lifecycle import CERTIFICATE_TRANSITIONS, Act, State, after
from zizhi.certificates.models import Certificate, CertificateAct
from zizhi.core.clock import today_in_shanghai
from zizhi.core.errors import RuleViolation
from zizhi.status import services as status

__all__ = ["Ground", "annul", "cancel", "reinstate", "rescind", "strip", "suspend"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Why: number of the document, from which day, in words."""

    document: str
    effective_on: date
    reason: str


def cancel(number: str, *, ground: Ground, now: datetime, by: Actor) -> Certificate:
    """注销: the formal end, at the holder's request or by expiry."""
    return _act(number, Act.CANCEL, "certificate.end", ground, now, by)


def annul(number: str, *, ground: Ground, now: datetime, by: Actor) -> Certificate:
    """撤销: it was wrongly granted."""
    return _act(number, Act.ANNUL, "certificate.end", ground, now, by)


def rescind(number: str, *, ground: Ground, now: datetime, by: Actor) -> Certificate:
    """撤回: the conditions no longer hold, or the law changed."""
    return _act(number, Act.RESCIND, "certificate.end", ground, now, by)


def strip(number: str, *, ground: Ground, now: datetime, by: Actor) -> Certificate:
    """吊销: taken away as a penalty."""
    return _act(number, Act.STRIP, "certificate.end", ground, now, by)


def suspend(number: str, *, ground: Ground, now: datetime, by: Actor) -> Certificate:
    """暂扣."""
    return _act(number, Act.SUSPEND, "certificate.suspend", ground, now, by)


def reinstate(number: str, *, ground: Ground, now: datetime, by: Actor) -> Certificate:
    """The end of a suspension."""
    return _act(number, Act.REINSTATE, "certificate.suspend", ground, now, by)


@transaction.atomic
def _act(number: str, act: Act, permission: str, ground: Ground, now: datetime, by: Actor) -> Certificate:
    require(by, permission)
    certificate = Certificate.objects.select_for_update().filter(number=number).first()
    if certificate is None:
        raise RuleViolation("NUMBER_UNKNOWN", f"没有编号为「{number}」的证书。", "number")
    _check(ground, now)
    certificate.state = after(CERTIFICATE_TRANSITIONS, State(certificate.state), act)
    certificate.save(update_fields=["state"])
    says = {"document": ground.document, "effective_on": ground.effective_on, "reason": ground.reason}
    CertificateAct.objects.create(certificate=certificate, act=act, **says, actor=by.actor_id, at=now)
    _show(certificate, now)
    words = {**says, "effective_on": ground.effective_on.isoformat()}
    record(f"certificate.{act}", f"certificate:{number}", at=now, actor=by.actor_id, **words)
    return certificate


def _check(ground: Ground, now: datetime) -> None:
    if not (ground.document.strip() and ground.reason.strip()):
        raise RuleViolation("GROUND_MISSING", "须写明文号和理由。", "document")
    if ground.effective_on > today_in_shanghai(now):
        raise RuleViolation("NOT_YET", "生效日期还没有到。", "effective_on")


def _show(certificate: Certificate, now: datetime) -> None:
    current = certificate.versions.filter(state=State.IN_EFFECT).first()
    if current:
        status.move(current.token, state=certificate.state, at=now)
