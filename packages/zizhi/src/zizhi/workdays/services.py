"""Taking in the yearly notices."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from zizhi.accounts.policy import Actor, require
from zizhi.audit.services import Entry, record_many
from zizhi.workdays import selectors
from zizhi.workdays.calendar import YearNotice
from zizhi.workdays.models import HolidayNotice
from zizhi.workdays.notices import read_notices

__all__ = ["Imported", "import_notices"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What became of one year of the file."""

    notice: YearNotice
    fresh: bool


@transaction.atomic
def import_notices(data: bytes, *, by: Actor, now: datetime) -> tuple[Imported, ...]:
    """Take in a file of notices, all of it or nothing. Doing it again changes nothing.

    Raises:
        RuleViolation: `NOT_PERMITTED`, `NOTICE_FILE`, `NOTICE_FAULTY`.
    """
    require(by, "workdays.import")
    notices, known = read_notices(data), selectors.table().notices
    fresh = [notice for notice in notices if known.get(notice.year) != notice]
    HolidayNotice.objects.bulk_create(_row(notice, by, now) for notice in fresh)
    record_many([_entry(notice) for notice in fresh], at=now, actor=by.actor_id)
    return tuple(Imported(notice=notice, fresh=notice in fresh) for notice in notices)


def _row(notice: YearNotice, by: Actor, now: datetime) -> HolidayNotice:
    return HolidayNotice(
        year=notice.year,
        document=notice.document,
        days_off=_days(notice.days_off),
        make_up_days=_days(notice.make_up_days),
        imported_by=by.actor_id,
        imported_at=now,
    )


def _entry(notice: YearNotice) -> Entry:
    detail = {
        "document": notice.document,
        "days_off": _days(notice.days_off),
        "make_up_days": _days(notice.make_up_days),
    }
    return Entry(act="workdays.import", subject=f"workdays:{notice.year}", detail=detail)


def _days(days: frozenset[object]) -> list[str]:
    return sorted(map(str, days))
