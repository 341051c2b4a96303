"""Days as people write them, and how long a period lasts."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zizhi.core import dates
from zizhi.core.errors import RuleViolation


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 11, 22), date(2031, 11, 21)),
        (date(2027, 1, 1), date(2031, 12, 31)),
        (date(2024, 2, 29), date(2029, 2, 28)),
        (date(2024, 3, 1), date(2029, 2, 28)),
        (date(9998, 1, 1), date(9999, 12, 31)),
    ],
)
def test_five_years_end_the_day_before(first: date, last: date) -> None:
    assert dates.last_day(first, 5) == last


@given(st.dates(date(2000, 1, 1), date(2179, 1, 1)))
def test_day_number_and_back(day: date) -> None:
    assert dates.from_day_number(dates.day_number(day)) == day


def test_a_day_is_printed_without_zeros() -> None:
    assert dates.in_chinese(date(2026, 1, 2)) == "2026年1月2日"


def test_a_day_starts_at_the_department() -> None:
    assert dates.start_of(date(2026, 11, 22)) == datetime(2026, 11, 21, 16, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "2026/11/22", "2026-02-30", "明天"])
def test_other_forms_are_refused_by_name(text: str) -> None:
    with pytest.raises(RuleViolation, match="DATE_FORM") as refusal:
        dates.parse_day(text, field="valid_from")
    assert refusal.value.field == "valid_from"
