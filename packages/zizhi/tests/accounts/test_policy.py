"""Who may do what."""

from dataclasses import dataclass

import pytest

from zizhi.accounts.models import Enterprise, Membership, Office, User
from zizhi.accounts.policy import COMMAND, Actor, Command, Role, can, reach, require
from zizhi.core.errors import RuleViolation


@dataclass(frozen=True)
class Thing:
    holder_id: int


def _person(*roles: Role, holder_id: int | None = None) -> Actor:
    return Command(actor_id="张三", roles=frozenset(roles), holder_id=holder_id)


@pytest.mark.parametrize("role", Role)
def test_only_the_registrar_issues(role: Role) -> None:
    assert can(_person(role), "certificate.issue") is (role is Role.REGISTRAR)


def test_an_enterprise_downloads_its_own_and_no_other() -> None:
    mine, other = Thing(7), Thing(8)
    person = _person(holder_id=7)
    assert (can(person, "certificate.download", mine), can(person, "certificate.download", other)) == (
        True,
        False,
    )


def test_who_has_no_enterprise_downloads_nothing() -> None:
    assert not can(_person(), "certificate.download", Thing(7))


def test_an_act_that_no_table_names_is_for_nobody() -> None:
    assert not can(COMMAND, "world.rule")


def test_refusal_names_the_person() -> None:
    with pytest.raises(RuleViolation, match="张三"):
        require(_person(), "certificate.issue")


@pytest.mark.django_db
def test_a_person_is_what_the_memberships_say() -> None:
    enterprise = Enterprise.objects.create(uscc="91990100MA0000001G", name="甲")
    person = User.objects.create(username="lisi", enterprise=enterprise)
    office = Office.objects.create(name="审批处", region="210000")
    Membership.objects.create(user=person, office=office, role=Role.REGISTRAR)
    assert (person.actor_id, person.holder_id, person.roles) == ("lisi", enterprise.pk, {Role.REGISTRAR})
    assert can(person, "certificate.issue")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("region", "beginning"), [("210000", "21"), ("210100", "2101"), ("210102", "210102"), ("211000", "2110")]
)
def test_an_office_reaches_its_region_in_its_role(region: str, beginning: str) -> None:
    person = User.objects.create(username="zhaoliu")
    office = Office.objects.create(name="局", region=region)
    Membership.objects.create(user=person, office=office, role=Role.CLERK)
    assert reach(person, "application.accept") == {beginning}
    assert reach(person, "application.review") == frozenset()


def test_a_command_reaches_everywhere_it_has_a_role() -> None:
    assert reach(COMMAND, "application.accept") == {""}
    assert reach(_person(Role.AUDITOR), "application.accept") == frozenset()
