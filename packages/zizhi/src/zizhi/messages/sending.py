"""The sweep that sends what is due: each copy once, as far as the other side allows; none is lost."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Final

import structlog
from django.conf import settings

from zizhi.messages import leases, mail, sms
from zizhi.messages.faults import Outage, Refused, TryLater
from zizhi.messages.models import Delivery
from zizhi.messages.states import OUTAGE_PAUSE, Act, Channel, State, after, on_failure, pause

__all__ = ["configured", "deliver_due"]

_CHUNK: Final = 20
_ERROR: Final = 500  # characters kept
_log = structlog.get_logger(__name__)

Send = Callable[[Delivery, datetime], None]
_CARRIERS: Mapping[Channel, Callable[[], AbstractContextManager[Send]]] = {
    Channel.MAIL: mail.opened,
    Channel.SMS: sms.opened,
}


def configured() -> frozenset[Channel]:
    """The channels this hall has."""
    named = {Channel.MAIL: settings.EMAIL_HOST, Channel.SMS: settings.ZIZHI_SMS}
    return frozenset(channel for channel, value in named.items() if value)


def deliver_due(now: datetime) -> int:
    """Send a chunk of each channel; returns how many were sent. Call it outside any transaction."""
    return sum(_deliver(channel, now) for channel in sorted(configured()))


def _deliver(channel: Channel, now: datetime) -> int:
    """A chunk of one channel. An outage puts off all that waits: a dead server is tried once a minute."""
    waiting = leases.due(channel, now=now)
    ids = list(waiting.order_by("due_at", "pk").values_list("pk", flat=True)[:_CHUNK])
    sent = 0
    try:
        if ids:
            with _CARRIERS[channel]() as send:
                for pk in ids:
                    sent += _one(pk, channel, send, now)
    except Outage as error:
        waiting.update(last_error=str(error)[:_ERROR], due_at=now + OUTAGE_PAUSE)
        _log.error("outage", channel=channel, error=str(error))
    return sent


def _one(pk: int, channel: Channel, send: Send, now: datetime) -> bool:
    lease = leases.take(pk, channel, now=now)
    if not lease:
        return False
    row = Delivery.objects.select_related("message__recipient").get(pk=pk)
    try:
        send(row, now)
    except Outage as error:
        _put_off(row, lease, str(error), now, counted=error.taken_perhaps)
        raise
    except Refused as error:
        _put_off(row, lease, str(error), now, final=True)
    except TryLater as error:
        _put_off(row, lease, str(error), now)
    except Exception as error:  # noqa: BLE001 - one bug must not hold up the other copies
        _log.exception("delivery failed unexpectedly", delivery=pk)
        _put_off(row, lease, repr(error), now)
    else:
        return _keep(row, lease, Act.SEND, sent_at=now, last_error="")
    return False


def _put_off(
    row: Delivery, lease: str, error: str, now: datetime, *, counted: bool = True, final: bool = False
) -> None:
    """Try again later, ever later; after some attempts, or at once where it was refused for good, stop."""
    attempts = row.attempts + counted
    act = on_failure(attempts, final=final)
    due_at = now + (pause(attempts) if counted else OUTAGE_PAUSE)
    _keep(row, lease, act, attempts=attempts, due_at=due_at, last_error=error[:_ERROR] or "没有说明")
    _log.warning("delivery put off", delivery=row.pk, act=act, attempts=attempts, error=error)


def _keep(row: Delivery, lease: str, act: Act, **fields: object) -> bool:
    state = after(State(row.state), act)
    return bool(leases.yours(row.pk, lease).update(state=state.value, lease="", lease_until=None, **fields))
