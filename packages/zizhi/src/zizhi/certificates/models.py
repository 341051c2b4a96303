"""Certificates, their versions, their serials, and the acts upon them."""

from django.db import models
from django.db.models import Q

from zizhi.accounts.models import Enterprise
from zizhi.certificates.lifecycle import (
    CERTIFICATE_TRANSITIONS,
    LIVE,
    VERSION_TRANSITIONS,
    Carrier,
    Purpose,
    State,
    states,
)
from zizhi.certificates.snapshot import CertificateSnapshot

_CERTIFICATE_STATES = sorted(state.value for state in states(CERTIFICATE_TRANSITIONS))
_VERSION_STATES = sorted(state.value for state in states(VERSION_TRANSITIONS))
_LIVE = sorted(state.value for state in LIVE)


class NumberSeries(models.Model):
    """Where serials come from. Its row is locked while numbers are given out; `next_serial` only grows."""

    name = models.CharField(max_length=32, primary_key=True)
    next_serial = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.name}: {self.next_serial}"


class Serial(models.Model):
    """A serial given to an enterprise, shared by its letters; another only if a number came twice."""

    series = models.ForeignKey(NumberSeries, models.PROTECT, related_name="serials")
    holder = models.ForeignKey(Enterprise, models.PROTECT, related_name="+")
    serial = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "serial"], name="certificates_serial_once"),
        ]

    def __str__(self) -> str:
        return f"{self.series_id} {self.serial}"


class Certificate(models.Model):
    """A qualification certificate: its number is its own for life, each re-issue is a `Version`."""

    number = models.CharField("证书编号", max_length=64, unique=True)
    serial = models.CharField("标识流水号", max_length=32)
    kind = models.CharField(max_length=32)
    authority = models.CharField("发证机关", max_length=100)
    holder = models.ForeignKey(Enterprise, models.PROTECT, related_name="+")
    state = models.CharField(max_length=16, default=State.PENDING.value)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["holder", "kind", "authority"],
                condition=Q(state__in=_LIVE),
                name="certificates_one_live",
            ),
            models.UniqueConstraint(fields=["kind", "serial"], name="certificates_serial_of_kind"),
            models.CheckConstraint(
                condition=Q(state__in=_CERTIFICATE_STATES), name="certificates_certificate_state"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Version(models.Model):
    """One issue of a certificate, with what it says and the file that says it."""

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="versions")
    ordinal = models.PositiveSmallIntegerField()
    identifier = models.CharField("电子证照标识", max_length=128, unique=True)
    token = models.CharField(max_length=26, unique=True)
    state = models.CharField(max_length=16, default=State.PENDING.value)
    carrier = models.CharField("载体", max_length=16, default=Carrier.ELECTRONIC.value)
    purpose = models.CharField(max_length=16)
    decision_document = models.CharField("决定文号", max_length=100)
    uscc = models.CharField(max_length=18)
    kind = models.CharField(max_length=32)
    content_digest = models.CharField(max_length=64)
    snapshot_json = models.JSONField()
    issued_on = models.DateField()
    last_day = models.DateField()
    file_digest = models.CharField("文件 SM3", max_length=64, blank=True, db_index=True)
    file_size = models.PositiveIntegerField(default=0)
    allocated_at = models.DateTimeField()
    in_effect_at = models.DateTimeField(null=True)
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["certificate", "ordinal"], name="certificates_version_ordinal"),
            models.UniqueConstraint(
                fields=["certificate"],
                condition=Q(state=State.IN_EFFECT.value),
                name="certificates_one_in_effect",
            ),
            models.UniqueConstraint(
                fields=["certificate"],
                condition=Q(state=State.PENDING.value),
                name="certificates_one_pending",
            ),
            models.UniqueConstraint(
                fields=["decision_document", "uscc", "kind", "purpose"],
                condition=Q(carrier=Carrier.ELECTRONIC.value) & ~Q(state=State.ABANDONED.value),
                name="certificates_row_key",
            ),
            models.CheckConstraint(condition=Q(state__in=_VERSION_STATES), name="certificates_version_state"),
            models.CheckConstraint(
                condition=Q(purpose__in=sorted(purpose.value for purpose in Purpose)),
                name="certificates_version_purpose",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.IN_EFFECT.value, State.SUPERSEDED.value])
                | Q(carrier=Carrier.PAPER.value)
                | (Q(in_effect_at__isnull=False) & ~Q(file_digest="")),
                name="certificates_effect_needs_file",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.identifier} {self.state}"

    @property
    def holder_id(self) -> int:
        """The enterprise it belongs to."""
        return self.certificate.holder_id

    @property
    def snapshot(self) -> CertificateSnapshot:
        """What it says."""
        return CertificateSnapshot.from_json(self.snapshot_json)


class CertificateAct(models.Model):
    """An act upon a certificate as a whole: suspension, reinstatement, one of the endings. Append-only."""

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="acts")
    act = models.CharField(max_length=24)
    document = models.CharField("文号", max_length=100)
    effective_on = models.DateField("生效日期")
    reason = models.CharField("理由", max_length=500)
    actor = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(act__in=sorted({act.value for _, act in CERTIFICATE_TRANSITIONS})),
                name="certificates_act_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.certificate_id} {self.act}"
