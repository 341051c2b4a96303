"""Cases, what they change, what was found missing, and everything that happened to them."""

from django.db import models
from django.db.models import F, Q

from zizhi.accounts.models import Enterprise
from zizhi.applications.items import Field, Item
from zizhi.applications.rules import OPEN, Act, State
from zizhi.certificates.models import Certificate

_OPEN = sorted(state.value for state in OPEN)


def _apart(one: str, other: str) -> Q:
    return Q(**{one: ""}) | Q(**{other: ""}) | ~Q(**{one: F(other)})


class Application(models.Model):
    """办件: one item asked for by one enterprise. `version` counts changes, for optimistic locking."""

    item = models.CharField("事项", max_length=16)
    applicant = models.ForeignKey(Enterprise, models.PROTECT, related_name="+")
    certificate = models.ForeignKey(Certificate, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=32)
    decision_document = models.CharField("决定文号", max_length=100, blank=True)
    region = models.CharField("行政区划", max_length=6)
    key = models.CharField("幂等键", max_length=64)
    state = models.CharField(max_length=24, default=State.DRAFT.value)
    version = models.PositiveIntegerField(default=1)
    claimed_by = models.CharField(max_length=150, blank=True)
    opened_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    acceptance_due = models.DateField("受理期限", null=True)
    acceptance_provisional = models.BooleanField("受理期限为预计", default=False)
    decision_due = models.DateField("决定期限", null=True)
    decision_provisional = models.BooleanField("决定期限为预计", default=False)
    accepted_on = models.DateField("受理日期", null=True)
    accepted_by = models.CharField(max_length=150, blank=True)
    reviewed_by = models.CharField(max_length=150, blank=True)
    review_agrees = models.BooleanField(null=True)
    decided_by = models.CharField(max_length=150, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "acceptance_due", "id"], name="applications_acceptance_desk"),
            models.Index(fields=["state", "decision_due", "id"], name="applications_later_desks"),
            models.Index(fields=["applicant", "-id"], name="applications_of_applicant"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=sorted(state.value for state in State)), name="applications_state"
            ),
            models.CheckConstraint(
                condition=Q(item__in=sorted(item.value for item in Item)), name="applications_item"
            ),
            models.CheckConstraint(
                condition=Q(item=Item.CLAIM.value, certificate__isnull=True)
                | (~Q(item=Item.CLAIM.value) & Q(certificate__isnull=False)),
                name="applications_certificate_but_for_claims",
            ),
            models.CheckConstraint(
                condition=_apart("accepted_by", "reviewed_by")
                & _apart("accepted_by", "decided_by")
                & _apart("reviewed_by", "decided_by"),
                name="applications_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.DRAFT.value, State.WITHDRAWN.value])
                | Q(submitted_at__isnull=False, acceptance_due__isnull=False),
                name="applications_submitted_has_due",
            ),
            models.CheckConstraint(
                condition=~Q(
                    state__in=[
                        State.ACCEPTED.value,
                        State.REVIEWED.value,
                        State.APPROVED.value,
                        State.REFUSED.value,
                        State.COMPLETED.value,
                    ]
                )
                | (Q(accepted_on__isnull=False, decision_due__isnull=False) & ~Q(accepted_by="")),
                name="applications_accepted_has_due",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.APPROVED.value, State.REFUSED.value, State.COMPLETED.value])
                | (~Q(reviewed_by="") & ~Q(decided_by="")),
                name="applications_decided_was_reviewed",
            ),
            models.UniqueConstraint(
                fields=["certificate"], condition=Q(state__in=_OPEN), name="applications_one_open"
            ),
            models.UniqueConstraint(
                fields=["applicant", "kind"],
                condition=Q(state__in=_OPEN, item=Item.CLAIM.value),
                name="applications_one_open_claim",
            ),
            models.UniqueConstraint(fields=["applicant", "key"], name="applications_begun_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.item} {self.state}"

    @property
    def number(self) -> str:
        """办件编号."""
        return f"B{self.pk:08d}"

    @property
    def holder_id(self) -> int:
        """The enterprise it belongs to."""
        return self.applicant_id


class ChangedField(models.Model):
    """One particular that a change asks to change; `old` is what the registry said when it was entered."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="changes")
    field = models.CharField(max_length=24)
    old = models.CharField(max_length=300, blank=True)
    new = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "field"], name="applications_field_once"),
            models.CheckConstraint(
                condition=Q(field__in=sorted(field.value for field in Field)), name="applications_field"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.field}"


class Event(models.Model):
    """One act upon a case, made from `version` - 1. Append-only: the timeline."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="events")
    version = models.PositiveIntegerField()
    act = models.CharField(max_length=24)
    state = models.CharField("其后状态", max_length=24)
    actor = models.CharField(max_length=150)
    at = models.DateTimeField()
    reason = models.CharField("理由", max_length=2000, blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "version"], name="applications_event_once"),
            models.CheckConstraint(
                condition=Q(act__in=sorted(act.value for act in Act)), name="applications_act_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.act}"


class CorrectionPoint(models.Model):
    """One thing that a correction notice asks for. Append-only."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="points")
    field = models.CharField("内容", max_length=64)
    reason = models.CharField("原因", max_length=500)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(field="") & ~Q(reason=""), name="applications_point_says_why")
        ]

    def __str__(self) -> str:
        return f"{self.event_id} {self.field}"
