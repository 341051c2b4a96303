"""What the database itself refuses, whoever asks."""

from datetime import datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection

from zizhi.workdays.models import HolidayNotice

NOTICE = {"year": 2027, "document": "甲", "days_off": [], "make_up_days": [], "imported_by": "张三"}


@pytest.mark.parametrize(
    "act", ["UPDATE workdays_holidaynotice SET year = 2019", "DELETE FROM workdays_holidaynotice"]
)
def test_a_notice_stays_as_it_was_imported(each_hall: Any, act: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute(act)


@pytest.mark.postgres
def test_notices_cannot_be_truncated(hall: Any) -> None:
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute("TRUNCATE workdays_holidaynotice")


@pytest.mark.parametrize("change", [{"document": ""}, {"year": 1999}, {"year": 2100}], ids=str)
def test_a_notice_has_a_number_and_a_year(each_hall: Any, now: datetime, change: dict[str, Any]) -> None:
    with pytest.raises(DatabaseError, match="workdays_notice"):
        HolidayNotice.objects.create(**NOTICE | change, imported_at=now)
