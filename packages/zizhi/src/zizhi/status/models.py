"""The read model: one row for each token."""

from django.db import models


class StatusRow(models.Model):
    """What the public may know of one version, ready to be sent.

    `state` is what the acts made of it; expiry is computed from `expires_on` when the row is read. `payload`
    is the finished JSON object without what changes (state, latest token): see `zizhi.status.answers`.
    `claim` is the 106 bytes of the QR text, kept so that a forged one is noticed.
    """

    token = models.CharField(max_length=26, primary_key=True)
    number = models.CharField(max_length=64, db_index=True)
    uscc = models.CharField(max_length=18, db_index=True)
    kind = models.CharField(max_length=32)
    version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=16)
    latest_token = models.CharField(max_length=26)
    expires_on = models.DateField()
    claim = models.BinaryField()
    payload = models.TextField()
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "status_row"

    def __str__(self) -> str:
        return f"{self.number} {self.version:03d} {self.state}"
