"""Reading the registry."""

from datetime import date

from django.db.models import QuerySet

from zizhi.accounts.policy import Actor, can
from zizhi.certificates.lifecycle import Carrier, Purpose, State
from zizhi.certificates.models import Certificate, Version
from zizhi.core.clock import today_in_shanghai

__all__ = ["taken_in_on", "visible_to"]


def taken_in_on(*, decision_document: str, uscc: str, kind: str, purpose: Purpose) -> date | None:
    """The day on which a row with this key was registered; None where there is none."""
    key = {"decision_document": decision_document, "uscc": uscc, "kind": kind, "purpose": purpose.value}
    made = Version.objects.filter(**key, carrier=Carrier.ELECTRONIC).exclude(state=State.ABANDONED)
    at = made.values_list("allocated_at", flat=True).first()
    return None if at is None else today_in_shanghai(at)


def visible_to(actor: Actor) -> QuerySet[Certificate]:
    """Certificates an actor may list: an enterprise its own, an office those of the department."""
    if can(actor, "certificate.issue"):
        return Certificate.objects.all()
    if actor.holder_id is None:
        return Certificate.objects.none()
    return Certificate.objects.filter(holder_id=actor.holder_id)
