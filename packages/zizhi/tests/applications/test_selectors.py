"""Who sees which case."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from zizhi.accounts.models import Enterprise, Membership, Office, User
from zizhi.accounts.policy import COMMAND, Command, Role
from zizhi.applications import selectors
from zizhi.applications.items import Field, Item
from zizhi.applications.models import Application
from zizhi.applications.rules import Act
from zizhi.applications.selectors import Desk
from zizhi.core.errors import RuleViolation

pytestmark = pytest.mark.django_db
Opened = Callable[..., Any]


def _user(name: str, region: str, role: Role) -> User:
    user = User.objects.create(username=name)
    office = Office.objects.get_or_create(name=region, defaults={"region": region})[0]
    Membership.objects.create(user=user, office=office, role=role)
    return user


def test_another_enterprises_case_does_not_exist(opened: Opened) -> None:
    mine, other = opened(1).submitted(), opened(2)
    assert list(selectors.visible_to(other.holder)) == [other.case]
    assert list(selectors.my_cases(other.holder)) == [other.case]
    for verb in ("withdraw", "submit", "enter", "accept"):
        more = {"values": {}} if verb == "enter" else {}
        with pytest.raises(RuleViolation, match="CASE_UNKNOWN"):
            mine.do(verb, other.holder, **more)


def test_an_office_sees_no_drafts(opened: Opened) -> None:
    desks = opened()
    assert not selectors.visible_to(COMMAND).exists()
    desks.submitted()
    assert selectors.visible_to(COMMAND).exists()


@pytest.mark.parametrize(
    ("region", "sees"), [("210000", True), ("210100", True), ("210102", True), ("210200", False)]
)
def test_an_office_sees_its_region(opened: Opened, region: str, sees: bool) -> None:
    desks = opened(region="210102").submitted()
    clerk = _user("zhang", region, Role.CLERK)
    assert selectors.visible_to(clerk).exists() is sees
    assert selectors.desk(clerk, Desk.ACCEPTANCE).exists() is sees
    assert bool(selectors.acts_for(desks.fresh(), clerk)) is sees


def test_a_role_counts_where_it_is_held(opened: Opened) -> None:
    desks = opened(region="210200").submitted()
    person = _user("li", "210100", Role.CLERK)
    office = Office.objects.create(name="省厅", region="210000")
    Membership.objects.create(user=person, office=office, role=Role.AUDITOR)
    assert selectors.visible_to(person).exists()
    with pytest.raises(RuleViolation, match="NOT_PERMITTED"):
        desks.do("accept", person)


def test_nobody_sees_nothing(opened: Opened) -> None:
    opened().submitted()
    assert not selectors.visible_to(User.objects.create(username="wang")).exists()
    assert not selectors.my_cases(Command(actor_id="x", roles=frozenset())).exists()


def test_buttons_are_what_the_table_offers(opened: Opened) -> None:
    desks = opened()
    assert selectors.acts_for(desks.fresh(), desks.holder) == [Act.SUBMIT, Act.WITHDRAW]
    case = desks.submitted().fresh()
    assert selectors.acts_for(case, desks.holder) == [Act.WITHDRAW]
    wanted = [Act.RETURN_FOR_CORRECTION, Act.ACCEPT, Act.REFUSE_ACCEPTANCE]
    assert selectors.acts_for(case, desks.clerk) == wanted
    assert selectors.acts_for(case, desks.reviewer) == []


def test_a_desk_is_sorted_by_what_is_due(opened: Opened) -> None:
    late, soon = opened(1), opened(2)
    late.later(3).submitted()
    soon.submitted()
    assert list(selectors.desk(COMMAND, Desk.ACCEPTANCE)) == [soon.case, late.case]
    assert not selectors.desk(COMMAND, Desk.REVIEW).exists()


def test_certificates_say_why_they_cannot_be_chosen(opened: Opened, now: Any) -> None:
    desks, day = opened(), date(2026, 11, 22)
    (row,) = selectors.choosable(desks.holder, Item.CHANGE, on=day)
    assert (row[0].pk, row[1] and row[1].code) == (desks.case.certificate_id, "CASE_OPEN")
    desks.do("withdraw", desks.holder)
    assert [why for _, why in selectors.choosable(desks.holder, Item.CHANGE, on=day)] == [None]


def test_problems_are_told_all_at_once(opened: Opened) -> None:
    desks = opened()
    desks.do("enter", desks.holder, values={Field.NAME: "", Field.USCC: "1"})
    assert [found.code for found in selectors.problems(desks.fresh())] == ["VALUE_MISSING", "USCC_FORM"]


def _fill(like: Application, count: int, *, first: int = 0) -> None:
    """Cases of others, submitted as the table says: inserted as drafts, then moved by the database."""
    firms = Enterprise.objects.bulk_create(
        Enterprise(uscc=f"X{n:017d}", name=f"第{n}企业") for n in range(first, first + count)
    )
    made = Application.objects.bulk_create(
        Application(
            item=Item.CLAIM, applicant=firm, kind="design", region="210100", key="k", opened_at=like.opened_at
        )
        for firm in firms
    )
    due = like.opened_at.date() + timedelta(days=5)
    Application.objects.filter(pk__in=[one.pk for one in made]).update(
        state="submitted", version=2, submitted_at=like.opened_at, acceptance_due=due
    )


def _queries(act: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as caught:
        act()
    return len(caught)


def test_queries_do_not_grow_with_rows(opened: Opened) -> None:
    desks = opened().submitted()
    clerk = _user("zhao", "210000", Role.CLERK)

    def read() -> None:
        cases = selectors.with_history(selectors.desk(clerk, Desk.ACCEPTANCE))
        assert [(one.applicant.name, list(one.events.all()), list(one.changes.all())) for one in cases]
        assert selectors.visible_to(clerk).count()
        assert list(selectors.my_cases(desks.holder)[:20])
        selectors.choosable(desks.holder, Item.CHANGE, on=date(2026, 11, 22))

    _fill(desks.fresh(), 10)
    few = _queries(read)
    _fill(desks.fresh(), 990, first=10)
    assert _queries(read) == few


def test_queries_of_an_act_do_not_grow_either(opened: Opened) -> None:
    few, many = opened(1).submitted(), opened(2).submitted()
    counted = _queries(lambda: few.do("accept", few.clerk))
    _fill(many.fresh(), 1000)
    assert _queries(lambda: many.do("accept", many.clerk)) == counted
