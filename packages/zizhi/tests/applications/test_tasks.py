"""What the worker calls does the work."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.utils.module_loading import import_string

from zizhi.project.sweeps import SWEEPS
from zizhi.workdays.models import HolidayNotice


def _sweep(name: str) -> int:
    (sweep,) = [sweep for sweep in SWEEPS if sweep.name == name]
    return import_string(sweep.function)()


def _notice(year: int, now: Any, *days_off: date) -> None:
    days = [str(day) for day in days_off]
    HolidayNotice.objects.create(
        year=year, document="文", days_off=days, make_up_days=[], imported_by="x", imported_at=now
    )


@pytest.mark.parametrize(("day", "accepted"), [(27, 0), (28, 1)])
def test_the_worker_accepts_after_the_fifth_working_day(
    hall: Any, opened: Callable[..., Any], now: Any, monkeypatch: Any, day: int, accepted: int
) -> None:
    desks = opened().submitted()
    monkeypatch.setenv("ZIZHI_CLOCK", f"2026-11-{day}T09:00:00+08:00")
    assert [_sweep("acceptance"), _sweep("acceptance")] == [accepted, 0]
    assert desks.fresh().state == ("accepted" if accepted else "submitted")


def test_the_worker_counts_again_when_a_notice_came(
    hall: Any, opened: Callable[..., Any], now: Any, monkeypatch: Any
) -> None:
    desks = opened()
    desks = replace(desks, days=replace(desks.days, provisional=True))
    desks.submitted()
    monkeypatch.setenv("ZIZHI_CLOCK", now.isoformat())
    _notice(2026, now, date(2026, 11, 23))
    assert [_sweep("deadlines"), _sweep("deadlines")] == [1, 0]
    assert desks.fresh().acceptance_due == date(2026, 11, 30)
