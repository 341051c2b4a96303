"""Messages, the copies that mail and SMS carry, and who wants which."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from zizhi.core.ids import new_token
from zizhi.messages.states import MOST_ATTEMPTS, Channel, State

_CHANNELS = sorted(channel.value for channel in Channel)
_STATES = sorted(state.value for state in State)


class Message(models.Model):
    """What one person is told. It never changes, but for being read; nobody removes it.

    `subject` names what it is about ("application:17"), as the audit does; no room below knows those above.
    """

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    topic = models.CharField(max_length=64)
    title = models.CharField("标题", max_length=200)
    text = models.TextField("内容")
    link = models.CharField("厅内链接", max_length=300, blank=True)
    subject = models.CharField(max_length=100, blank=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["recipient", "-created_at", "-id"], name="messages_inbox"),
            models.Index(fields=["recipient"], condition=Q(read_at__isnull=True), name="messages_unread"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(link="") | (Q(link__startswith="/") & ~Q(link__startswith="//")),
                name="messages_link_inside",
            ),
            models.CheckConstraint(condition=~Q(title="") & ~Q(text=""), name="messages_says_something"),
        ]

    def __str__(self) -> str:
        return self.title


class Delivery(models.Model):
    """The copy of a message on one channel. This row is the truth about it; `reference` names it outside."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="deliveries")
    channel = models.CharField(max_length=8)
    state = models.CharField(max_length=8, default=State.QUEUED.value)
    reference = models.CharField(max_length=26, unique=True, default=new_token)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    lease = models.CharField(max_length=32, blank=True)
    lease_until = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["channel", "due_at"],
                condition=Q(state=State.QUEUED.value),
                name="messages_delivery_due",
            ),
            models.Index(
                fields=["id"], condition=Q(state=State.GIVEN_UP.value), name="messages_delivery_given_up"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["message", "channel"], name="messages_one_copy_a_channel"),
            models.CheckConstraint(condition=Q(channel__in=_CHANNELS), name="messages_delivery_channel"),
            models.CheckConstraint(condition=Q(state__in=_STATES), name="messages_delivery_state"),
            models.CheckConstraint(
                condition=Q(state=State.SENT.value, sent_at__isnull=False)
                | (~Q(state=State.SENT.value) & Q(sent_at__isnull=True)),
                name="messages_delivery_sent_at",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.GIVEN_UP.value) | ~Q(last_error=""),
                name="messages_delivery_says_why",
            ),
            models.CheckConstraint(
                condition=Q(lease="", lease_until__isnull=True)
                | (~Q(lease="") & Q(lease_until__isnull=False, state=State.QUEUED.value)),
                name="messages_delivery_lease",
            ),
            models.CheckConstraint(
                condition=Q(attempts__lte=MOST_ATTEMPTS), name="messages_delivery_attempts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.message_id} {self.channel} {self.state}"


class Preference(models.Model):
    """Whether a person wants copies on a channel. SMS needs a number; mail goes to the user's own."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    channel = models.CharField(max_length=8)
    on = models.BooleanField()
    number = models.CharField("手机号码", max_length=11, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "channel"], name="messages_preference_once"),
            models.CheckConstraint(condition=Q(channel__in=_CHANNELS), name="messages_preference_channel"),
            models.CheckConstraint(
                condition=Q(channel=Channel.MAIL.value, number="")
                | (Q(channel=Channel.SMS.value) & (Q(on=False) | ~Q(number=""))),
                name="messages_preference_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.channel} {self.on}"
