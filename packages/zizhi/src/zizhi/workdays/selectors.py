"""Reading the notices."""

from zizhi.workdays.calendar import HolidayTable
from zizhi.workdays.models import HolidayNotice

__all__ = ["revision", "table"]


def table() -> HolidayTable:
    """Of every year the notice that counts. One query: hold the answer for one job, ask anew for the next."""
    rows = HolidayNotice.objects.order_by("pk")
    return HolidayTable.of(row.notice for row in rows)


def revision() -> int:
    """How many notices there ever were. What was counted at a lower revision may have moved: count it again.

    Ask for it before the table: then an import in between leads to one count too many, never to one too few.
    """
    return HolidayNotice.objects.count()
