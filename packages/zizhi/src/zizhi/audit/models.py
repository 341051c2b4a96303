"""The audit log: rows that are only ever added, and the head of their chain."""

from django.db import models


class AuditEvent(models.Model):
    """One act. `digest` is SM3 over the previous digest and this row: see `zizhi.audit.chain`."""

    sequence = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=150)
    act = models.CharField(max_length=64)
    subject = models.CharField(max_length=128, db_index=True)
    detail = models.TextField()
    digest = models.CharField(max_length=64)

    class Meta:
        db_table = "audit_event"

    def __str__(self) -> str:
        return f"{self.sequence} {self.act} {self.subject}"


class AuditHead(models.Model):
    """The end of the chain: one row, locked last in every transaction that records."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    sequence = models.BigIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        db_table = "audit_head"
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="audit_head_single")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.digest}"
