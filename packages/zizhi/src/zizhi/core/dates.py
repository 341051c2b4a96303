"""Days as the department counts and prints them: Asia/Shanghai, valid through the whole last day."""

from datetime import date, datetime, time, timedelta

from zizhi.core.clock import SHANGHAI
from zizhi.core.errors import RuleViolation

__all__ = ["EPOCH", "day_number", "from_day_number", "in_chinese", "last_day", "parse_day", "start_of"]

EPOCH = date(2000, 1, 1)
"""Day 0 of the QR claim's dates (architecture §4)."""


def in_chinese(day: date) -> str:
    """2026年11月22日."""
    return f"{day.year}年{day.month}月{day.day}日"


def start_of(day: date) -> datetime:
    """The instant when the day begins at the department."""
    return datetime.combine(day, time(), SHANGHAI)


def last_day(first: date, years: int) -> date:
    """Last day of a period of whole years: 2026-11-22 and 5 years give 2031-11-21."""
    if first.year + years > date.max.year:
        return date.max
    try:
        end = first.replace(year=first.year + years)
    except ValueError:  # 29 February
        return date(first.year + years, 2, 28)
    return end - timedelta(days=1)


def parse_day(text: str, *, field: str = "") -> date:
    """A day written 2026-11-22.

    Raises:
        RuleViolation: `DATE_FORM`.
    """
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise RuleViolation("DATE_FORM", f"日期「{text}」应写作 2026-11-22 的形式。", field) from None


def day_number(day: date) -> int:
    """Days since 2000-01-01."""
    return (day - EPOCH).days


def from_day_number(number: int) -> date:
    """The inverse of `day_number`."""
    return EPOCH + timedelta(days=number)
