"""Who may do what: one table, one question. Objects are seen through a protocol."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from zizhi.core.errors import RuleViolation

__all__ = ["COMMAND", "Actor", "Command", "Held", "Role", "can", "reach", "require"]


class Role(StrEnum):
    """What a person is in an office."""

    CLERK = "clerk"
    REVIEWER = "reviewer"
    REGISTRAR = "registrar"
    SEAL_KEEPER = "seal_keeper"
    AUDITOR = "auditor"
    OPERATOR = "operator"

    @property
    def label(self) -> str:
        """The Chinese name."""
        return _LABELS[self]


_LABELS: Mapping[Role, str] = {
    Role.CLERK: "受理",
    Role.REVIEWER: "审核",
    Role.REGISTRAR: "登记",
    Role.SEAL_KEEPER: "用印",
    Role.AUDITOR: "审计",
    Role.OPERATOR: "运维",
}

_OFFICE_ACTS: Mapping[str, frozenset[Role]] = {
    "certificate.issue": frozenset({Role.REGISTRAR}),
    "certificate.end": frozenset({Role.REGISTRAR}),
    "certificate.suspend": frozenset({Role.REGISTRAR}),
    "application.accept": frozenset({Role.CLERK}),
    "application.review": frozenset({Role.REVIEWER}),
    "application.decide": frozenset({Role.REGISTRAR, Role.SEAL_KEEPER}),
    "application.complete": frozenset({Role.REGISTRAR, Role.SEAL_KEEPER}),
    "application.read": frozenset(
        {Role.CLERK, Role.REVIEWER, Role.REGISTRAR, Role.SEAL_KEEPER, Role.AUDITOR}
    ),
    "application.clock": frozenset({Role.OPERATOR}),
    "seal.use": frozenset({Role.SEAL_KEEPER, Role.REGISTRAR}),
    "audit.read": frozenset({Role.AUDITOR, Role.OPERATOR}),
    "hall.operate": frozenset({Role.OPERATOR}),
    "workdays.import": frozenset({Role.REGISTRAR, Role.OPERATOR}),
}
_HOLDER_ACTS = frozenset({"certificate.download", "application.apply", "application.read"})


class Actor(Protocol):
    """Who acts: a `User`, or a `Command` of the machine."""

    @property
    def actor_id(self) -> str: ...
    @property
    def roles(self) -> frozenset[Role]: ...
    @property
    def holder_id(self) -> int | None: ...
    def regions_as(self, roles: frozenset[Role]) -> frozenset[str]:
        """Where the actor has one of these roles: beginnings of region codes, "" for everywhere."""


class Held(Protocol):
    """What acts are about, if it belongs to an enterprise."""

    @property
    def holder_id(self) -> int: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command or sweep that an operator started on the machine itself."""

    actor_id: str
    roles: frozenset[Role] = frozenset(Role)
    holder_id: int | None = None
    regions: frozenset[str] = frozenset({""})

    def regions_as(self, roles: frozenset[Role]) -> frozenset[str]:
        """All its regions, where it has one of these roles."""
        return self.regions if self.roles & roles else frozenset()


COMMAND = Command(actor_id="zizhi")


def can(actor: Actor, act: str, thing: Held | None = None) -> bool:
    """Whether the actor may do the act to the thing. An act that no table names is allowed to nobody."""
    if act in _HOLDER_ACTS and thing is not None and actor.holder_id == thing.holder_id:
        return True
    return bool(actor.roles & _OFFICE_ACTS.get(act, frozenset()))


def reach(actor: Actor, act: str) -> frozenset[str]:
    """Beginnings of the region codes in which the actor may do an office's act; empty for nowhere."""
    return actor.regions_as(_OFFICE_ACTS.get(act, frozenset()))


def require(actor: Actor, act: str, thing: Held | None = None) -> None:
    """Stop who may not.

    Raises:
        RuleViolation: `NOT_PERMITTED`.
    """
    if not can(actor, act, thing):
        raise RuleViolation("NOT_PERMITTED", f"「{actor.actor_id}」无权进行此操作（{act}）。", "by")
