"""Working days and time limits counted in them. Pure. 行政许可法 (2019) 第四十二、四十五、八十二条.

Which days are off beside the weekend, and which weekend days are worked in exchange, is announced year by
year by the General Office of the State Council (国办发明电). A year whose notice is unknown is counted by its
weekends and by the holidays that have a fixed date, and what is counted that way is provisional.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, Self

__all__ = ["Due", "HolidayTable", "Pause", "YearNotice", "fixed_holidays", "turn_of_year"]

_DAY: Final = timedelta(days=1)
_TURN: Final = (12, 26)
"""From this day on the notice of the next year may rule: for 2019 it moved 29 to 31 December 2018."""
_SECOND_OF_MAY_SINCE: Final = 2025  # 国务院令第795号


@dataclass(frozen=True, slots=True, kw_only=True)
class YearNotice:
    """What one year's notice arranges, with all that changed it later.

    Args:
        year: the year it is for; its first days off may lie in the last days of the year before.
        document: its number (文号), or several.
        days_off: every day of a holiday, those that fall on a weekend too.
        make_up_days: days of a weekend that are worked (调休上班).
    """

    year: int
    document: str
    days_off: frozenset[date]
    make_up_days: frozenset[date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """Days that do not count, both ends included: hearing, testing, expert review (行政许可法 第四十五条)."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("a pause ends before it begins")

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """The last day of a time limit and how it was found.

    Args:
        day: the last day; a working day.
        counted: every working day that was counted, `day` the last.
        waiting_for: years whose notices were unknown and might move it.
    """

    day: date
    counted: tuple[date, ...]
    waiting_for: tuple[int, ...]

    @property
    def provisional(self) -> bool:
        """Whether a notice that is still to come might move it (预计)."""
        return bool(self.waiting_for)


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayTable:
    """All notices known, one a year: `arranged` tells of each day they name whether it is worked."""

    notices: Mapping[int, YearNotice]
    arranged: Mapping[date, bool]

    @classmethod
    def of(cls, notices: Iterable[YearNotice]) -> Self:
        """Index notices; of two for one year the later counts."""
        years = {notice.year: notice for notice in notices}
        arranged = dict[date, bool]()
        for year in sorted(years):  # on the last days of December the next year's notice has the last word
            arranged |= dict.fromkeys(years[year].days_off, False)
            arranged |= dict.fromkeys(years[year].make_up_days, True)
        return cls(notices=years, arranged=arranged)

    def is_working_day(self, day: date) -> bool:
        """行政许可法 第八十二条: working days, holidays not included."""
        if (arranged := self.arranged.get(day)) is not None:
            return arranged
        return day.weekday() < 5 and (day.year in self.notices or day not in fixed_holidays(day.year))

    def due_after(self, start: date, working_days: int, *, pauses: Iterable[Pause] = ()) -> Due:
        """The last day of a limit of so many working days that begins with what happened on `start`.

        The day of the event is not counted, whatever day it is (民法典 第二百零一条): day one is the first
        working day after it. So it makes no difference whether it came on a holiday or on the eve of it.
        """
        if working_days < 1:
            raise ValueError("a time limit has at least one day")
        counted, waiting = list[date](), set[int]()
        for day in _open_days(start, tuple(pauses)):
            waiting |= self._waiting_for(day)
            if self.is_working_day(day):
                counted.append(day)
            if len(counted) == working_days:
                break
        return Due(day=counted[-1], counted=tuple(counted), waiting_for=tuple(sorted(waiting)))

    def working_days_between(self, start: date, end: date, *, pauses: Iterable[Pause] = ()) -> int:
        """How many working days after `start` up to and with `end`; negative when `end` is the earlier."""
        if end < start:
            return -self.working_days_between(end, start, pauses=pauses)
        total = 0
        for day in _open_days(start, tuple(pauses)):
            if day > end:
                break
            total += self.is_working_day(day)
        return total

    def _waiting_for(self, day: date) -> set[int]:
        ruling = {day.year, day.year + 1} if turn_of_year(day) else {day.year}
        return ruling - self.notices.keys()


def turn_of_year(day: date) -> bool:
    """Whether it is so late in the year that the next year's notice may rule it."""
    return (day.month, day.day) >= _TURN


@lru_cache
def fixed_holidays(year: int) -> frozenset[date]:
    """Holidays that need no almanac: New Year, Labour Day, National Day (全国年节及纪念日放假办法 第二条)."""
    days = [(1, 1), (5, 1), (10, 1), (10, 2), (10, 3)]
    if year >= _SECOND_OF_MAY_SINCE:
        days.append((5, 2))
    return frozenset(date(year, month, day) for month, day in days)


def _open_days(start: date, pauses: tuple[Pause, ...]) -> Iterator[date]:
    """The days after `start` that no pause takes out."""
    day = start
    while True:
        day += _DAY
        if not any(day in pause for pause in pauses):
            yield day
