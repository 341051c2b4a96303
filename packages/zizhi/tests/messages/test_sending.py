"""Copies on their way: once, never lost, never held up by another, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import ClassVar

import pytest
from django.db import connections
from django.utils.module_loading import import_string
from structlog.testing import capture_logs

from zizhi.accounts.policy import COMMAND
from zizhi.messages import leases, selectors
from zizhi.messages.faults import Outage, TryLater
from zizhi.messages.models import Delivery
from zizhi.messages.sending import deliver_due
from zizhi.messages.services import retry, set_preference
from zizhi.messages.states import MOST_ATTEMPTS, Channel, State
from zizhi.project.sweeps import SWEEPS

DAY = timedelta(days=1)


class Provider:
    """A provider of SMS that keeps what it was given, and answers as it was told to."""

    sent: ClassVar = []
    fault = None

    def send(self, *, number, text, reference):
        self.sent.append((number, text, reference))
        if Provider.fault:
            raise Provider.fault


@pytest.fixture
def provider(settings):
    Provider.sent, Provider.fault = [], None
    settings.ZIZHI_SMS = f"{__name__}.Provider"
    return Provider


@pytest.fixture(autouse=True)
def no_sms(settings):
    settings.ZIZHI_SMS = ""


def _row():
    return Delivery.objects.values_list("state", "attempts").get()


def test_a_copy_is_sent_once(each_hall, mail_server, person, tell, now):
    server = mail_server()
    tell(person())
    assert [deliver_due(now), deliver_due(now + DAY)] == [1, 0]
    assert [one.rcpt_tos for one in server.taken] == [["lisi@firm.example"]]
    row = Delivery.objects.get()
    assert (row.state, row.sent_at, row.lease) == (State.SENT, now, "")


def test_two_workers_send_each_copy_once(each_hall, mail_server, person, tell, now):
    server = mail_server()
    for n in range(16):
        tell(person(f"p{n}"))

    def work(_):
        try:
            return deliver_due(now)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(work, range(4))) == 16
    assert sorted(one.rcpt_tos[0] for one in server.taken) == sorted(f"p{n}@firm.example" for n in range(16))


def test_who_holds_a_lease_keeps_others_away_until_it_ends(each_hall, mail_server, person, tell, now):
    mail_server()
    tell(person())
    pk = Delivery.objects.get().pk
    assert leases.take(pk, Channel.MAIL, now=now)
    assert not leases.take(pk, Channel.MAIL, now=now)
    assert deliver_due(now) == 0
    assert deliver_due(now + 2 * leases.LENGTH) == 1


def test_who_lost_a_lease_changes_nothing(hall, mail_server, person, tell, now):
    mail_server()
    tell(person())
    pk = Delivery.objects.get().pk
    lost = leases.take(pk, Channel.MAIL, now=now)
    deliver_due(now + 2 * leases.LENGTH)
    assert not leases.yours(pk, lost).update(state=State.GIVEN_UP.value, last_error="x")


def test_an_outage_loses_nothing_and_wears_out_nothing(hall, mail_server, person, tell, now, settings):
    server = mail_server()
    settings.EMAIL_PORT = 9  # nobody listens
    tell(person())
    for n in range(2 * MOST_ATTEMPTS):
        assert deliver_due(now + n * DAY) == 0
    assert _row() == (State.QUEUED, 0)
    assert "ConnectionRefused" in Delivery.objects.get().last_error
    settings.EMAIL_PORT = server.port
    assert deliver_due(now + 30 * DAY) == 1
    assert len(server.taken) == 1
    assert Delivery.objects.get().last_error == ""


def test_a_server_that_shuts_down_wears_out_nothing(hall, mail_server, person, tell, now):
    server = mail_server()
    server.answers["lisi@firm.example"] = "421 4.3.2 shutting down"
    tell(person())
    assert deliver_due(now) == 0
    assert _row() == (State.QUEUED, 0)


def test_in_an_outage_all_that_waits_is_put_off_for_a_minute(hall, mail_server, person, tell, now, settings):
    server = mail_server()
    settings.EMAIL_PORT = 9  # nobody listens
    for n in range(30):
        tell(person(f"p{n}"))
    deliver_due(now)
    settings.EMAIL_PORT = server.port
    assert [deliver_due(now + timedelta(seconds=s)) for s in (59, 60, 60, 60)] == [0, 20, 10, 0]


def test_who_is_refused_for_good_is_given_up_and_holds_up_nobody(hall, mail_server, person, tell, now):
    server = mail_server()
    server.answers["a@firm.example"] = "550 5.1.1 no such user"
    tell(person("a"))
    tell(person("b"))
    assert deliver_due(now) == 1
    (given_up,) = selectors.given_up()
    assert (given_up.attempts, given_up.last_error) == (1, "550 5.1.1 no such user")
    assert [one.rcpt_tos for one in server.taken] == [["b@firm.example"]]
    server.answers.clear()
    retry([given_up.pk], by=COMMAND, now=now)
    assert deliver_due(now) == 1


def test_who_is_put_off_is_tried_ever_later_and_then_given_up(hall, mail_server, person, tell, now):
    mail_server().answers["lisi@firm.example"] = "450 4.2.1 greylisted"
    tell(person())
    deliver_due(now)
    assert Delivery.objects.get().due_at == now + timedelta(minutes=1)
    deliver_due(now + timedelta(seconds=59))
    assert _row() == (State.QUEUED, 1)
    for n in range(1, MOST_ATTEMPTS + 3):
        deliver_due(now + n * DAY)
    assert _row() == (State.GIVEN_UP, MOST_ATTEMPTS)
    assert Delivery.objects.get().last_error == "450 4.2.1 greylisted"


@pytest.mark.parametrize(
    ("answer", "after"),
    [
        ({"to_sender": "550 5.7.1 not you"}, (State.QUEUED, 0)),
        ({"to_text": "554 5.7.1 spam"}, (State.GIVEN_UP, 1)),
        ({"to_text": "451 4.3.0 busy"}, (State.QUEUED, 1)),
        ({"to_text": "421 4.3.2 shutting down"}, (State.QUEUED, 0)),
    ],
)
def test_what_follows_from_an_answer(hall, mail_server, person, tell, now, answer, after):
    server = mail_server()
    vars(server).update(answer)
    tell(person())
    assert deliver_due(now) == 0
    assert _row() == after
    assert Delivery.objects.get().last_error


def test_an_address_that_cannot_be_written_is_given_up(hall, mail_server, person, tell, now):
    mail_server()
    tell(person(email="li si@@firm\n.example"))
    assert deliver_due(now) == 0
    assert _row() == (State.GIVEN_UP, 1)


def test_an_address_that_went_away_is_given_up(hall, mail_server, person, tell, now):
    mail_server()
    lisi = person()
    tell(lisi)
    lisi.email = ""
    lisi.save()
    assert deliver_due(now) == 0
    assert _row() == (State.GIVEN_UP, 1)


def test_an_sms_says_the_title_and_no_more(hall, provider, person, tell, now):
    lisi = person(email="")
    set_preference(channel=Channel.SMS, on=True, number="13900000001", by=lisi, now=now)
    tell(lisi)
    assert deliver_due(now) == 1
    ((number, text, reference),) = provider.sent
    assert (number, reference) == ("13900000001", Delivery.objects.get().reference)
    assert text.startswith("【辽宁省住房和城乡建设厅】申请已受理：企业名称变更（2026-000017）。")


@pytest.mark.parametrize(
    ("fault", "attempts"),
    [
        (Outage("down"), 0),
        (Outage("cut off", taken_perhaps=True), 1),
        (TryLater("busy"), 1),
        (KeyError("bug"), 1),
    ],
)
def test_what_counts_as_an_attempt(hall, provider, person, tell, now, fault, attempts):
    lisi = person(email="")
    set_preference(channel=Channel.SMS, on=True, number="13900000001", by=lisi, now=now)
    tell(lisi)
    provider.fault = fault
    assert deliver_due(now) == 0
    assert _row() == (State.QUEUED, attempts)
    provider.fault = None
    assert deliver_due(now + DAY) == 1


def test_who_dies_before_the_result_is_written_sends_again_under_the_same_reference(
    each_hall, provider, person, tell, now
):
    lisi = person(email="")
    set_preference(channel=Channel.SMS, on=True, number="13900000001", by=lisi, now=now)
    tell(lisi)
    provider.fault = SystemExit()
    with pytest.raises(SystemExit):
        deliver_due(now)
    provider.fault = None
    assert [deliver_due(now), deliver_due(now + leases.LENGTH + DAY)] == [0, 1]
    assert len(provider.sent) == 2
    assert len(set(provider.sent)) == 1


def test_a_number_that_went_away_is_given_up(hall, provider, person, tell, now):
    lisi = person(email="")
    set_preference(channel=Channel.SMS, on=True, number="13900000001", by=lisi, now=now)
    tell(lisi)
    set_preference(channel=Channel.SMS, on=False, by=lisi, now=now)
    assert deliver_due(now) == 0
    assert _row() == (State.GIVEN_UP, 1)


def test_a_demonstration_writes_sms_to_the_log(hall, settings, person, tell, now):
    settings.ZIZHI_SMS = "zizhi.messages.sms.LogSms"
    lisi = person(email="")
    set_preference(channel=Channel.SMS, on=True, number="13900000001", by=lisi, now=now)
    tell(lisi)
    with capture_logs() as said:
        assert deliver_due(now) == 1
    assert [(one["event"], one["number"]) for one in said] == [("sms", "13900000001")]


def test_a_provider_that_is_not_there_is_an_outage(hall, provider, person, tell, now, settings):
    lisi = person(email="")
    set_preference(channel=Channel.SMS, on=True, number="13900000001", by=lisi, now=now)
    tell(lisi)
    settings.ZIZHI_SMS = "zizhi.nowhere.Sms"
    assert deliver_due(now) == 0
    assert _row() == (State.QUEUED, 0)


def test_the_worker_sends(hall, mail_server, person, tell, now, monkeypatch):
    mail_server()
    tell(person())
    monkeypatch.setenv("ZIZHI_CLOCK", now.isoformat())
    (sweep,) = [sweep for sweep in SWEEPS if sweep.name == "messages"]
    assert import_string(sweep.function)() == 1
