"""Copies by mail, through Django's backend (RFC 5321, 5322, 3834)."""

import smtplib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from email.charset import Charset
from email.header import Header
from email.utils import format_datetime
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from zizhi.core.clock import SHANGHAI
from zizhi.core.profile import department
from zizhi.messages.faults import Outage, Refused, TryLater
from zizhi.messages.models import Delivery

__all__ = ["letter", "opened", "try_server"]

_UTF8: Final = Charset("utf-8")  # base64: seven bits and short lines pass every server
_CLOSING: Final = 421  # RFC 5321 3.8: the server shuts down, whatever it was asked


@contextmanager
def opened() -> Iterator[Callable[[Delivery, datetime], None]]:
    """One connection for a sweep; gives what sends a copy.

    Raises:
        Outage: the server cannot be reached, or does not let us in.
    """
    with _closing(get_connection()) as connection:
        try:
            connection.open()
        except OSError as error:  # SMTPException is one
            raise Outage(_said(error)) from error
        yield lambda delivery, now: _send(letter(delivery, now=now, connection=connection))


def try_server() -> None:
    """Connect as a sweep would, and leave; OSError says what is wrong."""
    with _closing(get_connection()) as connection:
        connection.open()


@contextmanager
def _closing(connection: BaseEmailBackend) -> Iterator[BaseEmailBackend]:
    """Also one that was not let in: it is connected all the same."""
    try:
        yield connection
    finally:
        with suppress(OSError):
            connection.close()


def letter(delivery: Delivery, *, now: datetime, connection: BaseEmailBackend | None = None) -> EmailMessage:
    """The mail of a copy. Its Message-ID stays the same when it is sent again, so a duplicate can be told.

    Raises:
        Refused: the person has no address.
    """
    message = delivery.message
    if not message.recipient.email:
        raise Refused("收件人没有登记邮箱")
    headers = {
        "Message-ID": f"<{delivery.reference.lower()}@{urlsplit(settings.ZIZHI_BASE_URL).hostname}>",
        "Date": format_datetime(now.astimezone(SHANGHAI)),
        "Auto-Submitted": "auto-generated",  # RFC 3834 5: nobody's holiday answers it
        "X-Auto-Response-Suppress": "All",
    }
    mail = EmailMessage(
        _subject(message.title),
        _body(delivery),
        to=[message.recipient.email],
        headers=headers,
        connection=connection,
    )
    mail.encoding = _UTF8
    return mail


def _subject(title: str) -> str:
    """RFC 2047 words, the first short enough to stand beside the name: no line of the header is blank."""
    return Header(title, "utf-8", header_name="Subject").encode(linesep="")


def _body(delivery: Delivery) -> str:
    message, hall = delivery.message, department()
    link = f"查看：{settings.ZIZHI_BASE_URL}{message.link}\n" if message.link else ""
    return (
        f"{message.text}\n\n{link}\n--\n{hall.name}\n"
        f"本邮件由系统发送，请勿回复；以办事大厅“通知中心”所载为准。咨询电话：{hall.telephone}\n"
    )


def _send(mail: EmailMessage) -> None:
    try:
        mail.send()
    except smtplib.SMTPSenderRefused as error:  # about us, not about this message; nothing was taken
        raise Outage(_said(error)) from error
    except smtplib.SMTPRecipientsRefused as error:
        code, said = next(iter(error.recipients.values()))
        raise _answered(code, said) from error
    except smtplib.SMTPResponseException as error:
        raise _answered(error.smtp_code, error.smtp_error) from error
    except OSError as error:  # cut off or timed out, perhaps after the text had gone
        raise Outage(_said(error), taken_perhaps=True) from error
    except ValueError as error:  # an address or header that cannot be written
        raise Refused(_said(error)) from error


def _answered(code: int, said: bytes | str) -> Exception:
    """RFC 5321 4.2.1: 4yz may pass, 5yz will not."""
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    if code == _CLOSING:
        return Outage(f"{code} {words}")
    return Refused(f"{code} {words}") if code >= 500 else TryLater(f"{code} {words}")


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
