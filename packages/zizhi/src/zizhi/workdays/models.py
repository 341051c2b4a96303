"""Notices as they were imported, one row each."""

from datetime import date

from django.db import models
from django.db.models import Q

from zizhi.workdays.calendar import YearNotice


class HolidayNotice(models.Model):
    """A year's notice, append-only: a corrected one is another row, and the newest of its year counts."""

    year = models.PositiveSmallIntegerField("年份", db_index=True)
    document = models.CharField("文号", max_length=200)
    days_off = models.JSONField("放假")
    make_up_days = models.JSONField("调休上班")
    imported_by = models.CharField(max_length=150)
    imported_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(year__range=(2000, 2099)), name="workdays_notice_year"),
            models.CheckConstraint(condition=~Q(document=""), name="workdays_notice_document"),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.document}"

    @property
    def notice(self) -> YearNotice:
        """What it arranges."""
        return YearNotice(
            year=self.year,
            document=self.document,
            days_off=frozenset(map(date.fromisoformat, self.days_off)),
            make_up_days=frozenset(map(date.fromisoformat, self.make_up_days)),
        )
