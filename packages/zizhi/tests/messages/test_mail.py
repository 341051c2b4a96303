"""What a mail says, and how the server is spoken to."""

import ssl

import pytest

from zizhi.messages.mail import try_server
from zizhi.messages.models import Delivery
from zizhi.messages.sending import deliver_due
from zizhi.messages.states import State

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(mail_server, person, tell, now):
    server = mail_server()
    tell(person())
    deliver_due(now)
    return server.mails[0]


def test_its_words(letter):
    assert letter["Subject"] == "申请已受理：企业名称变更（2026-000017）"
    assert letter["To"] == "lisi@firm.example"
    text = letter.get_content()
    assert "预计在 2026年11月26日 前办结" in text
    assert "查看：http://127.0.0.1:8000/my/applications/17/" in text
    assert "以办事大厅“通知中心”所载为准" in text


def test_its_headers(letter):
    reference = Delivery.objects.get().reference.lower()
    assert letter["Message-ID"] == f"<{reference}@127.0.0.1>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Date"] == "Sun, 22 Nov 2026 11:00:00 +0800"
    assert letter["From"] == "dating@zizhi.example"


def test_it_is_seven_bits_of_utf_8(letter):
    assert letter.get_content_charset() == "utf-8"
    assert letter["Content-Transfer-Encoding"] == "base64"
    assert letter.as_bytes().isascii()


@pytest.fixture
def identity(tls_files, monkeypatch):
    """What the server shows; we trust it, as a machine that has the issuer among its roots."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*tls_files)
    monkeypatch.setenv("SSL_CERT_FILE", str(tls_files[0]))
    return context


@pytest.fixture
def with_tls(mail_server, password, identity, settings):
    settings.EMAIL_USE_TLS = True
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "dating", "secret"
    options = {"require_starttls": True, "authenticator": password, "auth_required": True}
    return mail_server(tls_context=identity, **options)


@pytest.fixture
def all_tls(mail_server, identity, settings):
    settings.EMAIL_USE_SSL = True
    return mail_server(ssl_context=identity)


def test_starttls_and_a_password(with_tls, person, tell, now):
    tell(person())
    assert deliver_due(now) == 1
    assert with_tls.mails[0]["To"] == "lisi@firm.example"


def test_a_wrong_password_is_an_outage(with_tls, person, tell, now, settings):
    settings.EMAIL_HOST_PASSWORD = "wrong"
    tell(person())
    assert deliver_due(now) == 0
    row = Delivery.objects.get()
    assert (row.state, row.attempts) == (State.QUEUED, 0)
    assert "SMTPAuthenticationError" in row.last_error


def test_tls_from_the_beginning(all_tls, person, tell, now):
    tell(person())
    assert deliver_due(now) == 1
    assert len(all_tls.taken) == 1


def test_a_server_that_nobody_vouches_for_is_told_nothing(all_tls, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(ssl.SSLCertVerificationError):
        try_server()


def test_a_server_can_be_tried(with_tls):
    try_server()
    assert with_tls.taken == []
