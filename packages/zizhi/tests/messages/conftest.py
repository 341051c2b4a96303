"""People who are told things, and a real mail server on loopback."""

import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from pytest_django import Settings

from zizhi.accounts.models import Enterprise, User
from zizhi.messages.models import Message
from zizhi.messages.services import notify

VALUES = {"item": "企业名称变更", "number": "2026-000017", "due_on": "2026年11月26日"}


@dataclass
class Server:
    """What a server takes; `answers` maps a recipient to what it is told instead of 250."""

    port: int = 0
    taken: list[Envelope] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    to_sender: str = ""
    to_text: str = ""

    @property
    def mails(self) -> list[EmailMessage]:
        return [message_from_bytes(one.original_content, policy=policy.default) for one in self.taken]

    async def handle_MAIL(  # noqa: N802 - the names are the server's
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return self.to_sender or "250 OK"

    async def handle_RCPT(  # noqa: N802 - the names are the server's
        self, server: SMTP, session: Session, envelope: Envelope, address: str, _: Any
    ) -> str:
        if address not in self.answers:
            envelope.rcpt_tos.append(address)
        return self.answers.get(address, "250 OK")

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if not self.to_text:
            self.taken.append(envelope)
        return self.to_text or "250 OK"


@pytest.fixture
def mail_server(settings: Settings) -> Iterator[Callable[..., Server]]:
    """`mail_server(**options)`: start one, on a port of its own or a given one, and point the hall to it."""
    running: list[Controller] = []
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.DEFAULT_FROM_EMAIL = "127.0.0.1", "dating@zizhi.example"

    def start(port: int = 0, **options: Any) -> Server:
        server = Server()
        controller = Controller(server, hostname="127.0.0.1", port=port or _free_port(), **options)
        controller.start()
        running.append(controller)
        server.port = settings.EMAIL_PORT = controller.port
        return server

    yield start
    for controller in running:
        controller.stop()


@pytest.fixture
def person() -> Callable[..., User]:
    """`person(name, enterprise)`: somebody with an address."""
    return lambda name="lisi", enterprise=None, **values: User.objects.create(
        **{"username": name, "email": f"{name}@firm.example", "enterprise": enterprise, **values}
    )


@pytest.fixture
def enterprise() -> Enterprise:
    return Enterprise.objects.create(uscc="91990100MA0000001G", name="辽宁示例建筑工程有限公司")


@pytest.fixture
def tell(now: Any) -> Callable[..., list[Message]]:
    """`tell(to)`: that an application was accepted."""
    return lambda to, **changes: list(
        notify(
            **{
                "to": to,
                "topic": "application.accepted",
                "values": VALUES,
                "link": "/my/applications/17/",
                "subject": "application:17",
                "now": now,
                **changes,
            }
        )
    )


@pytest.fixture
def password() -> Callable[..., AuthResult]:
    """The only one who may send."""

    def check(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        known = LoginPassword(login=b"dating", password=b"secret")
        return AuthResult(success=data == known, handled=False)

    return check


@pytest.fixture(scope="session")
def tls_files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A public-key certificate of 127.0.0.1 and its key."""
    folder = tmp_path_factory.mktemp("tls")
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=mail"]
    command += ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(command, check=True, capture_output=True)
    return certificate, key


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
