"""Importing a year's notice, and what it changes."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from zizhi.accounts.policy import COMMAND, Command, Role
from zizhi.audit.models import AuditEvent
from zizhi.core.errors import RuleViolation
from zizhi.workdays import selectors
from zizhi.workdays.calendar import HolidayTable
from zizhi.workdays.models import HolidayNotice
from zizhi.workdays.services import import_notices


def test_a_new_hall_knows_what_is_shipped(each_hall: Any, shipped: HolidayTable) -> None:
    assert selectors.table() == shipped


def test_2027_becomes_certain_when_its_notice_is_imported(
    each_hall: Any, written: Callable[..., bytes], now: datetime
) -> None:
    start = date(2027, 1, 29)
    before, revision = selectors.table().due_after(start, 10), selectors.revision()
    import_notices(written(), by=COMMAND, now=now)
    after = selectors.table().due_after(start, 10)
    assert (before.provisional, after.provisional) == (True, False)
    assert (before.day, after.day) == (date(2027, 2, 12), date(2027, 2, 18))
    assert selectors.revision() > revision


def test_importing_again_changes_nothing(hall: Any, written: Callable[..., bytes], now: datetime) -> None:
    (first,) = import_notices(written(), by=COMMAND, now=now)
    rows, events = HolidayNotice.objects.count(), AuditEvent.objects.count()
    (again,) = import_notices(written(), by=COMMAND, now=now)
    assert (first.fresh, again.fresh) == (True, False)
    assert (HolidayNotice.objects.count(), AuditEvent.objects.count()) == (rows, events)


def test_a_corrected_notice_counts_and_the_old_one_stays(
    hall: Any, written: Callable[..., bytes], now: datetime
) -> None:
    import_notices(written(), by=COMMAND, now=now)
    import_notices(
        written("2027,演示〔2027〕2号,放假,2027-06-09,", document="演示〔2027〕2号"), by=COMMAND, now=now
    )
    assert not selectors.table().is_working_day(date(2027, 6, 9))
    assert HolidayNotice.objects.filter(year=2027).count() == 2


def test_what_was_superseded_can_be_imported_again(
    hall: Any, written: Callable[..., bytes], now: datetime
) -> None:
    for document in ("甲", "乙", "甲"):
        import_notices(written(document=document), by=COMMAND, now=now)
    assert selectors.table().notices[2027].document == "甲"


def test_it_is_all_or_nothing(hall: Any, written: Callable[..., bytes], now: datetime) -> None:
    before = HolidayNotice.objects.count()
    with pytest.raises(RuleViolation, match="第7行"):
        import_notices(written("2028,甲,休息,2028-01-01,"), by=COMMAND, now=now)
    assert (HolidayNotice.objects.count(), AuditEvent.objects.count()) == (before, 0)


def test_the_audit_says_what_was_imported(hall: Any, written: Callable[..., bytes], now: datetime) -> None:
    import_notices(written(), by=COMMAND, now=now)
    event = AuditEvent.objects.get()
    assert (event.act, event.subject, event.actor) == ("workdays.import", "workdays:2027", "zizhi")
    assert '"make_up_days":["2027-02-13"]' in event.detail


@pytest.mark.parametrize("role", Role)
def test_registrar_and_operator_import(
    hall: Any, written: Callable[..., bytes], now: datetime, role: Role
) -> None:
    person = Command(actor_id="张三", roles=frozenset({role}))
    if role in {Role.REGISTRAR, Role.OPERATOR}:
        assert import_notices(written(), by=person, now=now)[0].fresh
    else:
        with pytest.raises(RuleViolation, match="无权"):
            import_notices(written(), by=person, now=now)


def test_the_table_is_one_query(hall: Any) -> None:
    with CaptureQueriesContext(connection) as asked:
        selectors.table()
    assert len(asked) == 1
