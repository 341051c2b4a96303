"""What the database itself refuses, on both."""

import pytest
from django.db import DatabaseError, transaction

from zizhi.messages.models import Delivery, Message, Preference


@pytest.fixture
def message(each_hall, person, tell, settings):
    settings.EMAIL_HOST = "127.0.0.1"
    return tell(person())[0]


def _refused(act):
    with pytest.raises(DatabaseError), transaction.atomic():
        act()


@pytest.mark.parametrize(
    "change", [{"text": "别的"}, {"recipient": None}, {"link": "/other/"}, {"created_at": None}]
)
def test_what_was_said_stays_said(message, change):
    _refused(lambda: Message.objects.update(**change))


def test_nothing_is_removed(message):
    _refused(Delivery.objects.all().delete)
    _refused(lambda: Message.objects.all()._raw_delete("default"))


@pytest.mark.parametrize(
    "change",
    [
        {"state": "lost"},
        {"channel": "pigeon"},
        {"state": "sent"},
        {"state": "given_up"},
        {"lease": "x"},
        {"attempts": 11},
    ],
)
def test_what_the_table_of_states_does_not_know(message, change):
    _refused(lambda: Delivery.objects.update(**change))


def test_a_sent_copy_stays_sent(message, now):
    Delivery.objects.update(state="sent", sent_at=now)
    _refused(lambda: Delivery.objects.update(state="queued", sent_at=None))


def test_one_copy_a_channel(message, now):
    _refused(lambda: Delivery.objects.create(message=message, channel="mail", due_at=now))


def test_a_link_never_leaves_the_hall(message):
    other = Message(
        recipient=message.recipient, topic="x", title="x", text="x", created_at=message.created_at
    )
    other.link = "//evil.example"
    _refused(other.save)


def test_sms_needs_a_number(message, now):
    _refused(
        lambda: Preference.objects.create(user=message.recipient, channel="sms", on=True, changed_at=now)
    )
