"""Telling people, and what they and the operator can do about it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

from django.db import transaction

from zizhi.accounts.models import Enterprise, User
from zizhi.accounts.policy import Actor, require
from zizhi.audit import services as audit
from zizhi.core.errors import RuleViolation
from zizhi.messages.models import Delivery, Message, Preference
from zizhi.messages.selectors import visible_to
from zizhi.messages.sending import configured
from zizhi.messages.states import Act, Channel, State, after
from zizhi.messages.topics import write

__all__ = ["mark_read", "notify", "retry", "set_preference"]

_LINK: Final = re.compile(r"(?:/(?:[\w.~-]+/)*[\w.~-]*(?:\?[\w.~=&%-]*)?(?:#[\w.~-]*)?)?", re.ASCII)
_LONGEST_LINK: Final = 300
_MOBILE: Final = re.compile(r"1[3-9]\d{9}", re.ASCII)


@transaction.atomic
def notify(
    *, to: User | Enterprise, topic: str, values: Mapping[str, str], link: str, subject: str, now: datetime
) -> Sequence[Message]:
    """Tell a person, or everybody of an enterprise, in the caller's transaction, before its audit record.

    Raises:
        ValueError: unknown topic, other values than it requires, or a link that leads out of the hall.
        RuleViolation: `IDENTITY_NUMBER`.
    """
    said = write(topic, values)
    if len(link) > _LONGEST_LINK or not _LINK.fullmatch(link):
        raise ValueError(f"not a path inside the hall: {link}")
    people = [to] if isinstance(to, User) else list(to.people.filter(is_active=True).order_by("pk"))
    told = Message.objects.bulk_create(
        Message(
            recipient=person,
            topic=topic,
            title=said.title,
            text=said.text,
            link=link,
            subject=subject,
            created_at=now,
        )
        for person in people
    )
    _queue(told, now)
    return told


@transaction.atomic
def mark_read(ids: Iterable[int], *, by: User, now: datetime) -> int:
    """Mark a person's own messages as read; returns how many were unread."""
    return visible_to(by).filter(pk__in=list(ids), read_at__isnull=True).update(read_at=now)


@transaction.atomic
def set_preference(*, channel: Channel, on: bool, number: str = "", by: User, now: datetime) -> Preference:
    """Turn copies on a channel on or off, for oneself. SMS needs a number, forgotten when turned off.

    Raises:
        RuleViolation: `MOBILE_FORM`.
    """
    wanted = "".join(number.split()) if on and channel is Channel.SMS else ""
    if on and channel is Channel.SMS and not _MOBILE.fullmatch(wanted):
        raise RuleViolation("MOBILE_FORM", f"手机号码「{number}」应为 11 位数字，以 1 开头。", "number")
    values = {"on": on, "number": wanted, "changed_at": now}
    return Preference.objects.update_or_create(user=by, channel=channel.value, defaults=values)[0]


@transaction.atomic
def retry(ids: Iterable[int], *, by: Actor, now: datetime) -> int:
    """Queue copies anew that were given up, because somebody has looked; returns how many.

    Raises:
        RuleViolation: `NOT_PERMITTED`.
    """
    require(by, "hall.operate")
    stopped = Delivery.objects.filter(pk__in=list(ids), state=State.GIVEN_UP.value)
    queued = stopped.update(state=after(State.GIVEN_UP, Act.RETRY).value, attempts=0, due_at=now)
    if queued:
        audit.record("deliveries.retry", "messages", at=now, actor=by.actor_id, count=queued)
    return queued


def _queue(told: Sequence[Message], now: datetime) -> None:
    """A copy for each channel that the hall has, the person wants and an address is known for."""
    off = _chosen(told, on=False)
    with_number = _chosen(told, on=True)
    have = configured()
    Delivery.objects.bulk_create(
        Delivery(message=message, channel=channel.value, due_at=now)
        for message in told
        for channel in Channel
        if channel in have and _wants(message.recipient, channel, off, with_number)
    )


def _wants(person: User, channel: Channel, off: set[tuple[int, str]], on: set[tuple[int, str]]) -> bool:
    key = (person.pk, channel.value)
    return key in on if channel is Channel.SMS else bool(person.email) and key not in off


def _chosen(told: Sequence[Message], *, on: bool) -> set[tuple[int, str]]:
    people = [message.recipient_id for message in told]
    return set(Preference.objects.filter(user__in=people, on=on).values_list("user_id", "channel"))
