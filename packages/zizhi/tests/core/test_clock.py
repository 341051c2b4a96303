"""The clock, and how a demonstration moves it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from zizhi.core import clock

FIXED = "2026-11-22T09:00:00+08:00"


def test_clock_stands_still_where_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZIZHI_CLOCK", FIXED)
    assert clock.now() == datetime(2026, 11, 22, 1, tzinfo=UTC)


def test_production_ignores_the_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZIZHI_CLOCK", "2001-01-01T00:00:00+00:00")
    monkeypatch.setenv("ZIZHI_PROFILE", "production")
    assert clock.now().year > 2001


def test_clock_may_be_shifted(monkeypatch: pytest.MonkeyPatch) -> None:
    before = clock.now()
    monkeypatch.setenv("ZIZHI_CLOCK", "+365d")
    assert timedelta(days=365) <= clock.now() - before < timedelta(days=366)


def test_an_instant_needs_its_offset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZIZHI_CLOCK", "2026-11-22T09:00:00")
    with pytest.raises(ValueError, match="offset"):
        clock.now()


def test_the_day_begins_at_the_department() -> None:
    assert clock.today_in_shanghai(datetime(2026, 11, 22, 16, tzinfo=UTC)) == date(2026, 11, 23)
