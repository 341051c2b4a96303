"""Limits in working days."""

from datetime import date

import pytest

from zizhi.applications.deadlines import WorkdayDeadlines
from zizhi.applications.items import Item
from zizhi.workdays.calendar import HolidayTable, YearNotice

NOTICES = [
    YearNotice(year=year, document="文", days_off=frozenset({date(2026, 11, 25)}), make_up_days=frozenset())
    for year in (2026, 2027)
]
DAYS = WorkdayDeadlines(table=HolidayTable.of(NOTICES), promised=2)
SUNDAY = date(2026, 11, 22)


def test_the_fifth_working_day_for_acceptance() -> None:
    assert DAYS.acceptance(Item.CHANGE, SUNDAY).on == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("item", "on"),
    [
        (Item.CHANGE, date(2026, 11, 24)),
        (Item.REPLACEMENT, date(2026, 11, 24)),
        (Item.CLAIM, date(2026, 12, 7)),
        (Item.RENEWAL, date(2026, 12, 21)),
        (Item.CANCELLATION, date(2026, 12, 21)),
    ],
)
def test_days_for_the_decision(item: Item, on: date) -> None:
    due = DAYS.decision(item, SUNDAY)
    assert (due.on, due.provisional) == (on, False)


def test_a_year_without_notice_is_provisional() -> None:
    table = HolidayTable.of(NOTICES[:1])
    assert WorkdayDeadlines(table=table, promised=2).decision(Item.RENEWAL, date(2026, 12, 20)).provisional
