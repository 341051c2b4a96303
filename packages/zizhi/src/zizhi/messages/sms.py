"""Copies by SMS, behind an interface: ``ZIZHI_SMS`` names a class that speaks to a provider."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Protocol

import structlog
from django.conf import settings
from django.utils.module_loading import import_string

from zizhi.core.profile import department
from zizhi.messages.faults import Outage, Refused
from zizhi.messages.models import Delivery, Preference
from zizhi.messages.states import Channel

__all__ = ["LogSms", "Sms", "opened", "words"]

_log = structlog.get_logger(__name__)


class Sms(Protocol):
    """A provider. Made anew for each sweep, without arguments."""

    def send(self, *, number: str, text: str, reference: str) -> None:
        """Send one text, or raise `Refused`, `TryLater` or `Outage` of `zizhi.messages.faults`.

        Args:
            number: 11 digits of mainland China.
            text: what it says, with the department's name.
            reference: the same when a text is sent again; a provider that knows it sends nothing twice.
        """


class LogSms:
    """Writes to the log what would be sent. For demonstration; production refuses it."""

    def send(self, *, number: str, text: str, reference: str) -> None:
        """Log it."""
        _log.warning("sms", number=number, text=text, reference=reference)


@contextmanager
def opened() -> Iterator[Callable[[Delivery, datetime], None]]:
    """The provider for a sweep; gives what sends a copy.

    Raises:
        Outage: the provider cannot be made.
    """
    try:
        provider: Sms = import_string(settings.ZIZHI_SMS)()
    except ImportError as error:
        raise Outage(str(error)) from error

    def send(delivery: Delivery, now: datetime) -> None:
        _send(provider, delivery)

    yield send


def words(title: str) -> str:
    """What the SMS says: the title, and where to read the rest. A link would look like a swindler's."""
    return f"【{department().name}】{title}。详情请登录办事大厅“通知中心”查看。"


def _send(provider: Sms, delivery: Delivery) -> None:
    wanted = Preference.objects.filter(user=delivery.message.recipient_id, channel=Channel.SMS.value)
    number = wanted.values_list("number", flat=True).first()
    if not number:
        raise Refused("收件人没有登记手机号码")
    provider.send(number=number, text=words(delivery.message.title), reference=delivery.reference)
