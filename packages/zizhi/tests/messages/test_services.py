"""Telling people, reading, choosing, trying again."""

import pytest
from django.db import transaction

from zizhi.accounts.policy import COMMAND, Command
from zizhi.audit.models import AuditEvent
from zizhi.core.errors import RuleViolation
from zizhi.messages import selectors
from zizhi.messages.models import Delivery, Message, Preference
from zizhi.messages.services import mark_read, retry, set_preference
from zizhi.messages.states import Channel, State

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def both_channels(settings):
    settings.EMAIL_HOST, settings.ZIZHI_SMS = "127.0.0.1", "zizhi.messages.sms.LogSms"


def _channels():
    return list(Delivery.objects.order_by("pk").values_list("message__recipient__username", "channel"))


def test_a_person_is_told(person, tell, now):
    (message,) = tell(person())
    assert (message.title, message.created_at) == ("申请已受理：企业名称变更（2026-000017）", now)
    assert "预计在 2026年11月26日 前办结" in message.text
    assert _channels() == [("lisi", "mail")]


def test_everybody_of_an_enterprise_is_told_who_still_has_a_login(person, enterprise, tell):
    person("a", enterprise), person("b", enterprise), person("c")
    person("gone", enterprise, is_active=False)
    assert [message.recipient.username for message in tell(enterprise)] == ["a", "b"]


def test_what_the_caller_undoes_was_never_said(person, tell):
    with transaction.atomic():
        tell(person())
        transaction.set_rollback(True)
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    "link", ["//evil.example/", "https://evil.example/", "my/", "/a b", "/\\evil", "/a\n", "/" + "a" * 300]
)
def test_a_link_stays_inside_the_hall(person, tell, link):
    with pytest.raises(ValueError, match="inside the hall"):
        tell(person(), link=link)


@pytest.mark.parametrize("link", ["", "/", "/my/applications/17/?tab=letters#notice"])
def test_paths_of_the_hall_are_links(person, tell, link):
    assert tell(person(), link=link)[0].link == link


def test_copies_go_where_a_person_wants_them(person, enterprise, tell, now):
    set_preference(channel=Channel.SMS, on=True, number="139 0000 0001", by=person("a", enterprise), now=now)
    set_preference(channel=Channel.MAIL, on=False, by=person("b", enterprise), now=now)
    person("c", enterprise, email="")
    tell(enterprise)
    assert _channels() == [("a", "mail"), ("a", "sms")]


def test_a_hall_without_carriers_makes_no_copies(person, tell, settings):
    settings.EMAIL_HOST = settings.ZIZHI_SMS = ""
    assert tell(person())
    assert _channels() == []


@pytest.mark.parametrize("number", ["", "1390000000", "12900000001", "１３９００００００01", "139000000011"])
def test_an_sms_needs_a_mobile_number(person, now, number):
    with pytest.raises(RuleViolation, match="MOBILE_FORM"):
        set_preference(channel=Channel.SMS, on=True, number=number, by=person(), now=now)


def test_the_number_is_forgotten_when_sms_is_turned_off(person, now):
    lisi = person()
    set_preference(channel=Channel.SMS, on=True, number="13900000001", by=lisi, now=now)
    assert selectors.preferences(lisi) == {Channel.MAIL: True, Channel.SMS: True}
    set_preference(channel=Channel.SMS, on=False, number="13900000001", by=lisi, now=now)
    assert Preference.objects.get().number == ""
    assert selectors.preferences(lisi) == {Channel.MAIL: True, Channel.SMS: False}


def test_only_ones_own_messages_are_read(person, tell, now):
    mine, other = person("a"), person("b")
    ids = [message.pk for message in (*tell(mine), *tell(other))]
    assert mark_read(ids, by=mine, now=now) == 1
    assert (selectors.unread_count(mine), selectors.unread_count(other)) == (0, 1)
    assert mark_read(ids, by=mine, now=now) == 0


def test_an_operator_queues_anew_what_was_given_up(person, tell, now):
    tell(person())
    Delivery.objects.update(state=State.GIVEN_UP.value, attempts=10, last_error="550 no such user")
    ids = [row.pk for row in selectors.given_up()]
    with pytest.raises(RuleViolation, match="NOT_PERMITTED"):
        retry(ids, by=Command(actor_id="x", roles=frozenset()), now=now)
    assert [retry(ids, by=COMMAND, now=now) for _ in range(2)] == [1, 0]
    assert Delivery.objects.get().attempts == 0
    assert AuditEvent.objects.get().act == "deliveries.retry"
