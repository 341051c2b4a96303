"""Reading the notices."""

from zizhi.workdays.calendar import HolidayTable
from zizhi.workdays.models import HolidayNotice

__all__ = ["revision", "table"]


def table() -> HolidayTable:
    """Of every year the notice that counts. One query: hold the answer for one job, ask anew for the next."""
    rows = HolidayNotice.objects.order_by("pk")
    return HolidayTable.of(row.notice for row in rows)


def revision() -> int:
    """Grows with every notice. A deadline counted at a lower one may have moved: count it again."""
    newest = HolidayNotice.objects.order_by("-pk").values_list("pk", flat=True).first()
    return newest or 0
