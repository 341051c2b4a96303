"""How far the issue of each version has come: the one truth about it."""

from django.db import models
from django.db.models import Q

from zizhi.certificates.models import Version


class Stage(models.TextChoices):
    """How far an issue has come (architecture §3). STOPPED waits for a person; nothing else does."""

    INTENT = "intent", "已登记"
    SEALED = "sealed", "已签章"
    DONE = "done", "已生效"
    STOPPED = "stopped", "已停止"


class Issuance(models.Model):
    """The making of one version's file. This row is the truth; any queue is only a hint."""

    version = models.OneToOneField(Version, models.PROTECT, related_name="+")
    stage = models.CharField(max_length=8, choices=Stage.choices, default=Stage.INTENT)
    claim = models.BinaryField("二维码声明", default=bytes)
    digest = models.CharField("文件 SM3", max_length=64, blank=True)
    size = models.PositiveIntegerField("字节数", default=0)
    sealed_at = models.DateTimeField(null=True)
    abandoned = models.JSONField("弃用的文件 SM3", default=list)
    lease = models.CharField(max_length=160, blank=True)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    last_error = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(stage__in=["intent", "sealed"]), name="issuing_issuance_due"
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="issuing_issuance_stage"),
            models.CheckConstraint(
                condition=~Q(stage__in=["sealed", "done"]) | (~Q(digest="") & Q(size__gt=0)),
                name="issuing_issuance_sealed_has_file",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.stage}"
