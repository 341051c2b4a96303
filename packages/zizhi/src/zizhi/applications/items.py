"""What can be applied for, and what stands in its way. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from zizhi.core.errors import RuleViolation
from zizhi.core.text import canonical
from zizhi.core.uscc import Uscc

__all__ = ["Due", "Field", "Item", "RenewalWindow", "Standing", "Subject", "change_findings", "obstacle"]


class Item(StrEnum):
    """事项: one is one application."""

    CHANGE = "change"
    REPLACEMENT = "replacement"
    RENEWAL = "renewal"
    CANCELLATION = "cancellation"
    CLAIM = "claim"

    @property
    def label(self) -> str:
        """The Chinese name."""
        return _ITEMS[self]


class Field(StrEnum):
    """What a change may change: any of the five in one application (notice, part 2)."""

    NAME = "name"
    REGISTERED_CAPITAL = "registered_capital"
    LEGAL_REPRESENTATIVE = "legal_representative"
    REGISTERED_ADDRESS = "registered_address"
    USCC = "uscc"

    @property
    def label(self) -> str:
        """The Chinese name."""
        return _FIELDS[self]


_ITEMS = {
    Item.CHANGE: "资质证书变更",
    Item.REPLACEMENT: "证书遗失补办",
    Item.RENEWAL: "资质延续",
    Item.CANCELLATION: "资质证书注销",
    Item.CLAIM: "新核准企业领证",
}
_FIELDS = {
    Field.NAME: "企业名称",
    Field.REGISTERED_CAPITAL: "注册资本",
    Field.LEGAL_REPRESENTATIVE: "法定代表人",
    Field.REGISTERED_ADDRESS: "注册地址",
    Field.USCC: "统一社会信用代码",
}


class Standing(StrEnum):
    """Where the certificate of a case stands in the registry."""

    PENDING = "pending"
    LIVE = "live"
    SUSPENDED = "suspended"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The certificate an application is about, as the registry and the open cases have it.

    Args:
        number: 证书编号.
        standing: whether it lives.
        last_day: last day of its period; None while nothing is in effect.
        original_route: the sentence that names another authority's route; empty for our own certificates.
        open_case: number of the case that is open upon it; empty without one.
    """

    number: str
    standing: Standing
    last_day: date | None
    original_route: str = ""
    open_case: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewalWindow:
    """When renewal may be asked for, in days before the last day; `closes` 0 is the last day itself."""

    opens: int
    closes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A day that working days were counted to; provisional (预计) while a year's holidays are unknown."""

    on: date
    provisional: bool = False


class Deadlines(Protocol):
    """Who counts working days."""

    def acceptance(self, item: Item, submitted_on: date) -> Due:
        """The last day for acceptance, its refusal or a correction notice."""

    def decision(self, item: Item, accepted_on: date) -> Due:
        """The last day for the decision."""


def obstacle(item: Item, subject: Subject, *, on: date, window: RenewalWindow) -> RuleViolation | None:
    """Why this certificate cannot be chosen for the item on that day; None when it can."""
    if subject.original_route:
        return RuleViolation("MINISTRY_ISSUED", subject.original_route, "certificate")
    if subject.standing is Standing.ENDED:
        return _cannot("CERTIFICATE_ENDED", f"证书「{subject.number}」已注销或已失去效力，不能办理。")
    if subject.last_day is None or subject.standing is Standing.PENDING:
        return _cannot("CERTIFICATE_NOT_YET", f"证书「{subject.number}」尚未生效，请在生效后办理。")
    if subject.standing is Standing.SUSPENDED and item is not Item.CANCELLATION:
        return _cannot("SUSPENDED", f"证书「{subject.number}」在暂扣期间，暂扣结束后方可办理。")
    if subject.open_case:
        return _cannot(
            "CASE_OPEN", f"证书「{subject.number}」已有办件「{subject.open_case}」，请先办完或撤回。"
        )
    if on > subject.last_day:
        return _cannot(
            "CERTIFICATE_EXPIRED", f"证书「{subject.number}」已于{subject.last_day}到期，不能办理。"
        )
    return _outside(window, subject.last_day, on) if item is Item.RENEWAL else None


def change_findings(old: Mapping[Field, str], new: Mapping[Field, str]) -> Sequence[RuleViolation]:
    """All that is wrong with the new values of a change; the face judges lengths and characters elsewhere."""
    if not new:
        return [RuleViolation("NOTHING_CHANGED", "请至少选择一项变更内容。", "fields")]
    return list(_findings(old, new))


def _findings(old: Mapping[Field, str], new: Mapping[Field, str]) -> Iterator[RuleViolation]:
    for field, value in new.items():
        if not value.strip():
            yield RuleViolation("VALUE_MISSING", f"请填写变更后的{field.label}。", field.value)
        elif canonical(value) == canonical(old.get(field, "")):
            yield RuleViolation("VALUE_UNCHANGED", f"变更后的{field.label}与原登记相同。", field.value)
        elif field is Field.USCC:
            yield from _invalid(value)


def _invalid(value: str) -> Iterator[RuleViolation]:
    try:
        Uscc.parse(value)
    except RuleViolation as violation:
        yield violation


def _outside(window: RenewalWindow, last_day: date, on: date) -> RuleViolation | None:
    first, last = (last_day - timedelta(days=days) for days in (window.opens, window.closes))
    if on < first:
        return _cannot("RENEWAL_TOO_EARLY", f"资质延续自 {first} 起受理，现在还不能申请。")
    if on > last:
        return _cannot("RENEWAL_TOO_LATE", f"资质延续应在 {last} 以前申请，现已超过期限。")
    return None


def _cannot(code: str, message: str) -> RuleViolation:
    return RuleViolation(code, message, "certificate")
