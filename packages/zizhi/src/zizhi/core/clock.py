"""The only place that reads the clock. ``ZIZHI_CLOCK`` moves it, in demonstration only.

``ZIZHI_CLOCK`` is an instant with its offset ("2026-11-22T09:00:00+08:00": time stands still there) or a
signed number of days ("+365d": time runs, shifted).
"""

import os
import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

__all__ = ["SHANGHAI", "now", "today_in_shanghai"]

SHANGHAI = ZoneInfo("Asia/Shanghai")
_SHIFT = re.compile(r"([+-]\d{1,5})d")


def now() -> datetime:
    """The present instant, aware, in UTC."""
    if (setting := os.environ.get("ZIZHI_CLOCK")) and _in_demonstration():
        return _set_clock(setting)
    return _system_clock()


def today_in_shanghai(at: datetime) -> date:
    """The calendar day at the department when the instant `at` comes."""
    return at.astimezone(SHANGHAI).date()


def _in_demonstration() -> bool:
    return os.environ.get("ZIZHI_PROFILE", "demonstration") == "demonstration"


def _system_clock() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - this is the clock


def _set_clock(setting: str) -> datetime:
    if days := _SHIFT.fullmatch(setting):
        return _system_clock() + timedelta(days=int(days[1]))
    return _instant(setting)


@lru_cache(maxsize=4)
def _instant(setting: str) -> datetime:
    at = datetime.fromisoformat(setting)
    if at.tzinfo is None:
        raise ValueError(f"ZIZHI_CLOCK needs an offset from UTC: {setting}")
    return at.astimezone(UTC)
