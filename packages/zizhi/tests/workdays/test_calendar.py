"""Working days, held against two independent libraries, and the counting of time limits."""

from datetime import date, timedelta

import chinese_calendar
import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zizhi.workdays.calendar import HolidayTable, Pause, YearNotice, fixed_holidays

EMPTY = HolidayTable.of(())
START = st.dates(date(2017, 12, 1), date(2027, 12, 31))
DAYS = st.integers(1, 60)
FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize("year", range(2018, 2027))
def test_every_day_is_as_others_know_it(shipped: HolidayTable, year: int) -> None:
    china = holidays.country_holidays("CN", years=year)
    for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days):
        day = date(year, 1, 1) + timedelta(days=n)
        told = shipped.is_working_day(day)
        assert told is chinese_calendar.is_workday(day), day
        assert told is china.is_working_day(day), day


def test_2026_as_the_notice_says(shipped: HolidayTable) -> None:
    assert shipped.working_days_between(date(2025, 12, 31), date(2026, 12, 31)) == 248
    worked = [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)]
    assert sorted(shipped.notices[2026].make_up_days) == [date(2026, month, day) for month, day in worked]


@given(start=START, days=DAYS)
def test_counting_back_gives_what_was_counted(shipped: HolidayTable, start: date, days: int) -> None:
    due = shipped.due_after(start, days)
    assert shipped.working_days_between(start, due.day) == days == len(due.counted)
    assert shipped.is_working_day(due.day)


@given(start=START, end=START)
def test_a_working_day_is_due_after_as_many_as_lie_between(
    shipped: HolidayTable, start: date, end: date
) -> None:
    days = shipped.working_days_between(start, end)
    if days > 0 and shipped.is_working_day(end):
        assert shipped.due_after(start, days).day == end


@given(start=START, later=st.integers(0, 40), days=DAYS, more=st.integers(0, 20))
def test_later_or_longer_is_never_due_earlier(
    shipped: HolidayTable, start: date, later: int, days: int, more: int
) -> None:
    due = shipped.due_after(start, days).day
    assert shipped.due_after(start + timedelta(days=later), days).day >= due
    assert shipped.due_after(start, days + more).day >= due + timedelta(days=more)


@given(days=st.tuples(START, START, START))
def test_distances_add_up(shipped: HolidayTable, days: tuple[date, date, date]) -> None:
    a, b, c = days
    between = shipped.working_days_between
    assert between(a, b) + between(b, c) == between(a, c)


@given(start=START, days=DAYS, first=START, length=st.integers(0, 30))
def test_a_pause_only_takes_days_out(
    shipped: HolidayTable, start: date, days: int, first: date, length: int
) -> None:
    pause = Pause(first=first, last=first + timedelta(days=length))
    due = shipped.due_after(start, days, pauses=[pause])
    assert due.day >= shipped.due_after(start, days).day
    assert not [day for day in due.counted if day in pause]
    assert shipped.working_days_between(start, due.day, pauses=[pause]) == days


def test_the_day_of_the_event_does_not_count(shipped: HolidayTable) -> None:
    assert shipped.due_after(FRIDAY, 1).counted == (date(2026, 11, 23),)


@pytest.mark.parametrize("day", [date(2026, 9, 30), date(2026, 10, 1), date(2026, 10, 7)])
def test_what_comes_on_a_holiday_counts_as_from_its_eve(shipped: HolidayTable, day: date) -> None:
    assert shipped.due_after(day, 3).day == date(2026, 10, 10)  # a Saturday that is worked


def test_expert_review_is_left_out(shipped: HolidayTable) -> None:
    review = Pause(first=date(2026, 11, 24), last=date(2026, 12, 1))
    assert shipped.due_after(FRIDAY, 2, pauses=[review]).day == date(2026, 12, 2)


def test_what_reaches_into_an_unknown_year_is_provisional(shipped: HolidayTable) -> None:
    due = shipped.due_after(date(2026, 12, 10), 20)
    assert (due.provisional, due.waiting_for) == (True, (2027,))


def test_what_ends_within_known_years_is_not(shipped: HolidayTable) -> None:
    assert not shipped.due_after(FRIDAY, 20).provisional


@pytest.mark.parametrize(("last", "expected"), [(date(2026, 12, 25), ()), (date(2026, 12, 28), (2027,))])
def test_the_end_of_december_waits_for_the_next_notice(
    shipped: HolidayTable, last: date, expected: tuple[int, ...]
) -> None:
    assert shipped.due_after(last - timedelta(days=1), 1).waiting_for == (expected)


def test_days_of_a_pause_wait_for_nothing(shipped: HolidayTable) -> None:
    pause = Pause(first=date(2026, 12, 26), last=date(2027, 6, 30))
    assert 2026 not in shipped.due_after(date(2026, 12, 24), 1, pauses=[pause]).waiting_for
    assert shipped.due_after(date(2026, 12, 24), 2, pauses=[pause]).day == date(2027, 7, 1)


@pytest.mark.parametrize(("year", "number"), [(2024, 5), (2027, 6)])
def test_an_unknown_year_has_its_weekends_and_fixed_holidays(year: int, number: int) -> None:
    assert len(fixed_holidays(year)) == number
    assert not any(EMPTY.is_working_day(day) for day in fixed_holidays(year))
    assert EMPTY.is_working_day(date(year, 5, 6)) is (date(year, 5, 6).weekday() < 5)


def test_the_next_notice_has_the_last_word_on_december() -> None:
    days = {"days_off": frozenset({date(2026, 12, 31)}), "make_up_days": frozenset[date]()}
    first = YearNotice(year=2026, document="甲", **days)
    worked = {"days_off": frozenset[date](), "make_up_days": frozenset({date(2026, 12, 31)})}
    second = YearNotice(year=2027, document="乙", **worked)
    assert HolidayTable.of([second, first]).is_working_day(date(2026, 12, 31))


def test_a_limit_has_at_least_one_day(shipped: HolidayTable) -> None:
    with pytest.raises(ValueError, match="at least one day"):
        shipped.due_after(FRIDAY, 0)


def test_a_pause_does_not_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        Pause(first=FRIDAY, last=FRIDAY - timedelta(days=1))
