"""Who sends which copy. A lease is a conditional UPDATE, one row at a time; it ends by time alone.

A process that dies while it sends leaves one row behind. Whether the other side took that message nobody
knows; it is sent once more when the lease is over, under the same reference.
"""

import secrets
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q, QuerySet

from zizhi.messages.models import Delivery
from zizhi.messages.states import Channel, State

__all__ = ["due", "take", "yours"]

LENGTH: Final = timedelta(hours=1)  # longer than a whole sweep on a server that uses every timeout


def due(channel: Channel, *, now: datetime) -> QuerySet[Delivery]:
    """Copies that wait and that nobody works on."""
    free = Q(lease="") | Q(lease_until__lt=now)
    return Delivery.objects.filter(free, channel=channel.value, state=State.QUEUED.value, due_at__lte=now)


def take(pk: int, channel: Channel, *, now: datetime) -> str:
    """Lease a copy if it is still due; the lease, empty where another was faster."""
    lease = secrets.token_hex(16)
    return lease if due(channel, now=now).filter(pk=pk).update(lease=lease, lease_until=now + LENGTH) else ""


def yours(pk: int, lease: str) -> QuerySet[Delivery]:
    """The row, if the lease still holds it: who lost it must not undo what another did."""
    return Delivery.objects.filter(pk=pk, lease=lease, state=State.QUEUED.value)
