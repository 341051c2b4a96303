"""How often something was asked, and with what answer. Nothing about who asked, nothing about which file."""

from django.db import models


class VerificationCount(models.Model):
    """Questions of one day, by the means of asking and the answer given."""

    day = models.DateField()
    means = models.CharField(max_length=16)
    answer = models.CharField(max_length=32)
    count = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day", "means", "answer"], name="verification_count_once"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.means} {self.answer}: {self.count}"
