"""The lives of a certificate and of its versions, as tables. Expiry is not stored: the date says it."""

from collections.abc import Mapping
from enum import StrEnum

from zizhi.core.errors import RuleViolation

__all__ = [
    "CERTIFICATE_TRANSITIONS",
    "ENDED",
    "LIVE",
    "VERSION_TRANSITIONS",
    "Act",
    "Carrier",
    "Purpose",
    "State",
    "after",
    "states",
]


class State(StrEnum):
    """States of both; PENDING has never been in effect, ABANDONED never will be."""

    PENDING = "pending"
    IN_EFFECT = "in_effect"
    SUPERSEDED = "superseded"
    SUSPENDED = "suspended"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    ANNULLED = "annulled"
    RESCINDED = "rescinded"
    STRIPPED = "stripped"
    ABANDONED = "abandoned"


class Act(StrEnum):
    """What moves them."""

    BRING_INTO_EFFECT = "bring_into_effect"
    SUPERSEDE = "supersede"
    SUSPEND = "suspend"
    REINSTATE = "reinstate"
    CANCEL = "cancel"
    ANNUL = "annul"
    RESCIND = "rescind"
    STRIP = "strip"
    ABANDON = "abandon"


class Carrier(StrEnum):
    """What a version is printed on; versions before the scheme began are paper."""

    ELECTRONIC = "electronic"
    PAPER = "paper"


class Purpose(StrEnum):
    """Why a version is made (architecture §4)."""

    INITIAL = "initial"
    EXTENSION = "extension"
    UPGRADE = "upgrade"
    RENEWAL = "renewal"
    CHANGE = "change"
    REPLACEMENT = "replacement"
    EXCHANGE = "exchange"
    CORRECTION = "correction"


LIVE = frozenset({State.PENDING, State.IN_EFFECT, State.SUSPENDED})
"""A holder has at most one certificate of a kind and authority in these."""

_ENDINGS = {
    Act.CANCEL: State.CANCELLED,
    Act.ANNUL: State.ANNULLED,
    Act.RESCIND: State.RESCINDED,
    Act.STRIP: State.STRIPPED,
}
ENDED = frozenset(_ENDINGS.values())

CERTIFICATE_TRANSITIONS: Mapping[tuple[State, Act], State] = {
    (State.PENDING, Act.BRING_INTO_EFFECT): State.IN_EFFECT,
    (State.PENDING, Act.ABANDON): State.ABANDONED,
    (State.IN_EFFECT, Act.BRING_INTO_EFFECT): State.IN_EFFECT,
    (State.SUSPENDED, Act.BRING_INTO_EFFECT): State.SUSPENDED,  # a new version does not lift the suspension
    (State.IN_EFFECT, Act.SUSPEND): State.SUSPENDED,
    (State.SUSPENDED, Act.REINSTATE): State.IN_EFFECT,
    **{(State.IN_EFFECT, act): end for act, end in _ENDINGS.items()},
    **{(State.SUSPENDED, act): end for act, end in _ENDINGS.items()},
}

VERSION_TRANSITIONS: Mapping[tuple[State, Act], State] = {
    (State.PENDING, Act.BRING_INTO_EFFECT): State.IN_EFFECT,
    (State.PENDING, Act.ABANDON): State.ABANDONED,
    (State.IN_EFFECT, Act.SUPERSEDE): State.SUPERSEDED,
}


def states(table: Mapping[tuple[State, Act], State]) -> frozenset[State]:
    """All states of a table."""
    return frozenset({state for state, _ in table} | set(table.values()))


def after(table: Mapping[tuple[State, Act], State], state: State, act: Act) -> State:
    """The state after the act.

    Raises:
        RuleViolation: `ACT_NOT_POSSIBLE`.
    """
    if (state, act) not in table:
        raise RuleViolation("ACT_NOT_POSSIBLE", f"证书当前状态（{state}）不能进行此操作（{act}）。", "state")
    return table[state, act]
