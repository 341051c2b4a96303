"""What the database itself refuses, whoever asks."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from zizhi.applications.conditions import Point
from zizhi.applications.models import Application, CorrectionPoint, Event
from zizhi.applications.rules import TRANSITIONS, State

TRIGGER = "applications_application_moves"
LEGAL = {(state, row.to) for (state, _), row in TRANSITIONS.items()}


@pytest.fixture
def desks(each_hall: Any, opened: Callable[..., Any]) -> Any:
    """A case returned for correction."""
    desks = opened().submitted()
    desks.do("return_for_correction", desks.clerk, points=[Point(field="name", reason="不清")])
    return desks


def _tried(change: dict[str, Any]) -> str:
    try:
        with transaction.atomic():
            Application.objects.update(**change)
    except DatabaseError as error:
        return str(error)
    return ""


def _put(state: State) -> None:
    """Set a state aside from the table, as no program can: the trigger is taken away for it."""
    off, on = _switches()
    days = "acceptance_due = '2026-11-27', accepted_on = '2026-11-22', decision_due = '2026-12-20'"
    people = "accepted_by = 'a', reviewed_by = 'b', decided_by = 'c'"
    with connection.cursor() as cursor:
        cursor.execute(off)
        cursor.execute(f"UPDATE applications_application SET state = %s, {days}, {people}", [state.value])
        cursor.execute(on)


def _switches() -> tuple[str, str]:
    if connection.vendor == "postgresql":
        table = "ALTER TABLE applications_application"
        return f"{table} DISABLE TRIGGER {TRIGGER}", f"{table} ENABLE TRIGGER {TRIGGER}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [TRIGGER])
        return f"DROP TRIGGER {TRIGGER}", cursor.fetchone()[0]


@pytest.mark.parametrize("state", State)
def test_the_state_moves_as_the_table_says_and_not_otherwise(desks: Any, state: State) -> None:
    for to in set(State) - {state}:
        _put(state)
        version = desks.fresh().version
        refused = "no such transition" in _tried({"state": to.value, "version": version + 1})
        assert refused is ((state, to) not in LEGAL), (state, to)


def test_a_move_makes_the_version_one_greater(desks: Any) -> None:
    version = desks.fresh().version
    assert "no such transition" in _tried({"state": "submitted", "version": version})
    assert "no such transition" in _tried({"state": "submitted", "version": version + 2})
    assert _tried({"state": "submitted", "version": version + 1}) == ""


def test_a_case_begins_as_a_draft(desks: Any) -> None:
    case = desks.fresh()
    case.pk, case.key = None, "other"
    with pytest.raises(DatabaseError, match="no such transition"), transaction.atomic():
        case.save(force_insert=True)


@pytest.mark.parametrize("change", [{"item": "renewal"}, {"key": "x"}, {"region": "210100"}], ids=str)
def test_what_it_is_about_stays(desks: Any, change: dict[str, str]) -> None:
    assert "no longer be changed" in _tried(change)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"accepted_by": "a", "reviewed_by": "a"}, "applications_four_eyes"),
        ({"accepted_by": "a", "decided_by": "a"}, "applications_four_eyes"),
        ({"reviewed_by": "a", "decided_by": "a"}, "applications_four_eyes"),
        ({"submitted_at": None}, "applications_submitted_has_due"),
    ],
    ids=str,
)
def test_constraints_hold(desks: Any, change: dict[str, Any], constraint: str) -> None:
    assert constraint in _tried(change)


@pytest.mark.parametrize("model", [Event, CorrectionPoint])
def test_what_happened_is_never_rewritten(desks: Any, model: Any) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.update(id=9)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.all()._raw_delete("default")


def test_a_case_is_never_deleted(desks: Any) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Application.objects.all()._raw_delete("default")


def test_one_open_case_a_certificate(desks: Any) -> None:
    case = desks.fresh()
    other = Application(
        item=case.item,
        applicant=case.applicant,
        certificate=case.certificate,
        kind=case.kind,
        region=case.region,
        key="other",
        opened_at=case.opened_at,
    )
    with pytest.raises(DatabaseError, match=r"applications_one_open|applications_application.certificate_id"):
        other.save()
