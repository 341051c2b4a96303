"""The audit chain: whole while untouched, broken where somebody was."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from zizhi.audit.models import AuditEvent, AuditHead
from zizhi.audit.services import record, verify_chain

REST = "at, actor, act, subject, detail, digest"


def test_chain_holds_after_recording(each_hall: Any, now: datetime) -> None:
    for n in range(3):
        record("test.act", f"thing:{n}", at=now, actor="张三", n=n)
    report = verify_chain()
    assert (report.events, report.holds) == (3, True)


@pytest.mark.parametrize("statement", ["UPDATE audit_event SET actor = 'x'", "DELETE FROM audit_event"])
def test_events_cannot_be_changed_or_removed(each_hall: Any, now: datetime, statement: str) -> None:
    record("test.act", "thing:1", at=now, actor="张三")
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.postgres
def test_events_cannot_be_truncated(hall: Any, now: datetime) -> None:
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute("TRUNCATE audit_event")


def test_head_cannot_be_removed(each_hall: Any) -> None:
    with pytest.raises(DatabaseError, match="append-only"):
        AuditHead.objects.all().delete()


def _record_and_fail(now: datetime) -> None:
    record("test.act", "thing:1", at=now, actor="张三")
    _ = 1 / 0


def test_nothing_is_recorded_when_the_act_fails(hall: Any, now: datetime) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        _record_and_fail(now)
    assert verify_chain().events == 0


@pytest.fixture
def without_guards(hall: Any) -> Callable[[str], None]:
    """Somebody with the database file in his hands."""

    def run(statement: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER audit_event_no_UPDATE")
            cursor.execute("DROP TRIGGER audit_event_no_DELETE")
            cursor.execute(statement)

    return run


@pytest.mark.parametrize(
    ("statement", "where"),
    [
        ("UPDATE audit_event SET actor = '李四' WHERE sequence = 2", 2),
        ("UPDATE audit_event SET at = '2020-01-01 00:00:00' WHERE sequence = 3", 3),
        ("DELETE FROM audit_event WHERE sequence = 2", 2),
        ("DELETE FROM audit_event WHERE sequence = 3", 3),
        (f"INSERT INTO audit_event SELECT 4, {REST} FROM audit_event LIMIT 1", 4),
    ],
)
def test_tampering_shows(
    without_guards: Callable[[str], None], now: datetime, statement: str, where: int
) -> None:
    for n in range(3):
        record("test.act", f"thing:{n}", at=now, actor="张三")
    without_guards(statement)
    broken = verify_chain().broken
    assert broken is not None
    assert broken.sequence == where


def test_sequence_is_dense(hall: Any, now: datetime) -> None:
    for n in range(3):
        record("test.act", f"thing:{n}", at=now, actor="张三")
    assert list(AuditEvent.objects.values_list("sequence", flat=True)) == [1, 2, 3]
