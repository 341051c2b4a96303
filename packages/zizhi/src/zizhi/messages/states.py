"""The life of a delivery, as a table, and when it is tried again.

An attempt is counted when the other side answered about this message, or may have taken it. An outage before
that counts for nothing: it wears out nobody's attempts.
"""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Final

from zizhi.core.errors import RuleViolation

__all__ = [
    "MOST_ATTEMPTS",
    "OUTAGE_PAUSE",
    "TRANSITIONS",
    "Act",
    "Channel",
    "State",
    "after",
    "on_failure",
    "pause",
]

MOST_ATTEMPTS: Final = 10
OUTAGE_PAUSE: Final = timedelta(minutes=1)
_FIRST_PAUSE: Final = timedelta(minutes=1)


class Channel(StrEnum):
    """What carries a copy."""

    MAIL = "mail"
    SMS = "sms"

    @property
    def label(self) -> str:
        """The Chinese name."""
        return {"mail": "邮件", "sms": "短信"}[self.value]


class State(StrEnum):
    """Where a copy stands. GIVEN_UP waits for a person; the message itself is in the notification centre."""

    QUEUED = "queued"
    SENT = "sent"
    GIVEN_UP = "given_up"


class Act(StrEnum):
    """What moves it."""

    SEND = "send"
    POSTPONE = "postpone"
    GIVE_UP = "give_up"
    RETRY = "retry"


TRANSITIONS: Mapping[tuple[State, Act], State] = {
    (State.QUEUED, Act.SEND): State.SENT,
    (State.QUEUED, Act.POSTPONE): State.QUEUED,
    (State.QUEUED, Act.GIVE_UP): State.GIVEN_UP,
    (State.GIVEN_UP, Act.RETRY): State.QUEUED,
}


def after(state: State, act: Act) -> State:
    """The state after the act.

    Raises:
        RuleViolation: `DELIVERY_ACT`.
    """
    if (state, act) not in TRANSITIONS:
        raise RuleViolation(
            "DELIVERY_ACT", f"这件发送的当前状态（{state}）不能进行此操作（{act}）。", "state"
        )
    return TRANSITIONS[state, act]


def on_failure(attempts: int, *, final: bool) -> Act:
    """What follows a failed attempt; `attempts` counts it already, `final` is a refusal for good."""
    return Act.GIVE_UP if final or attempts >= MOST_ATTEMPTS else Act.POSTPONE


def pause(attempts: int) -> timedelta:
    """How long to wait after so many failed attempts: 1, 2, 4 … minutes."""
    return _FIRST_PAUSE * (1 << max(attempts - 1, 0))
