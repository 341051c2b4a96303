"""Reading the notification centre."""

from django.db.models import QuerySet

from zizhi.accounts.models import User
from zizhi.messages.models import Delivery, Message, Preference
from zizhi.messages.states import Channel, State

__all__ = ["given_up", "inbox", "preferences", "unread_count", "visible_to"]


def visible_to(user: User) -> QuerySet[Message]:
    """A person's own messages, whatever the role: those of others are seen by nobody else."""
    return Message.objects.filter(recipient=user)


def inbox(user: User) -> QuerySet[Message]:
    """Everything a person was told, latest first, each with its copies."""
    return visible_to(user).prefetch_related("deliveries").order_by("-created_at", "-pk")


def unread_count(user: User) -> int:
    """How many of them are unread."""
    return visible_to(user).filter(read_at__isnull=True).count()


def preferences(user: User) -> dict[Channel, bool]:
    """Which copies a person wants: mail unless it was turned off, SMS once it was turned on."""
    chosen = dict(Preference.objects.filter(user=user).values_list("channel", "on"))
    return {channel: chosen.get(channel.value, channel is Channel.MAIL) for channel in Channel}


def given_up() -> QuerySet[Delivery]:
    """Copies that wait for a person, oldest first."""
    return (
        Delivery.objects.filter(state=State.GIVEN_UP.value)
        .select_related("message__recipient")
        .order_by("pk")
    )
