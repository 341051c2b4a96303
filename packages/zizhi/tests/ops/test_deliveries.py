"""Copies that were given up, as the operator sees them."""

import pytest

from zizhi.accounts.models import User
from zizhi.messages.models import Delivery, Message
from zizhi.messages.states import State


@pytest.fixture
def given_up(sealing_hall, now):
    lisi = User.objects.create(username="lisi")
    said = Message.objects.create(recipient=lisi, topic="x", title="申请已受理", text="x", created_at=now)
    values = {"channel": "mail", "due_at": now, "attempts": 1, "last_error": "550 no such user"}
    return Delivery.objects.create(message=said, state=State.GIVEN_UP.value, **values)


def test_they_are_listed_and_queued_anew(given_up, run):
    code, out, _ = run("deliveries")
    assert code == 1
    assert all(word in out for word in ("邮件", "lisi", "申请已受理", "550 no such user"))
    assert run("deliveries", "--retry") == (0, "重新排队 1 份。\n", "")
    given_up.refresh_from_db()
    assert given_up.state == State.QUEUED
    assert run("deliveries") == (0, "没有被放弃的副本。\n", "")


def test_doctor_counts_them(given_up, run):
    code, out, _ = run("doctor")
    assert code == 1
    assert "有 1 份副本未能送出" in out


def test_doctor_names_settings_that_exclude_each_other(sealing_hall, run, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = "127.0.0.1", True, True
    code, out, _ = run("doctor")
    assert code == 1
    assert "EMAIL_USE_SSL" in out


def test_doctor_tries_the_mail_server(sealing_hall, run, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    code, out, _ = run("doctor")
    assert code == 1
    assert "Connection refused" in out
