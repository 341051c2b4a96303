"""Time limits in working days, counted by the holiday table (行政许可法 §32, §42, §44)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from zizhi.applications.items import Due, Item
from zizhi.workdays import selectors
from zizhi.workdays.calendar import HolidayTable

__all__ = ["WorkdayDeadlines", "deadlines"]

_ACCEPTANCE = 5  # 行政许可法 §32 (4)
_DECISION: Mapping[Item, int] = {
    Item.RENEWAL: 20,  # 行政许可法 §42
    Item.CANCELLATION: 20,
    Item.CLAIM: 10,  # 行政许可法 §44: the certificate follows the decision
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkdayDeadlines:
    """`promised` working days for change and replacement, the legal ones for the rest."""

    table: HolidayTable
    promised: int

    def acceptance(self, item: Item, submitted_on: date) -> Due:
        """The fifth working day."""
        return self._after(submitted_on, _ACCEPTANCE)

    def decision(self, item: Item, accepted_on: date) -> Due:
        """As promised, or as the law says."""
        return self._after(accepted_on, _DECISION.get(item, self.promised))

    def _after(self, start: date, days: int) -> Due:
        due = self.table.due_after(start, days)
        return Due(on=due.day, provisional=due.provisional)


def deadlines() -> WorkdayDeadlines:
    """By the notices taken in so far: one query, good for one job."""
    return WorkdayDeadlines(table=selectors.table(), promised=settings.ZIZHI_PROMISED_DAYS)
