"""What each purpose may change (architecture §4, purposes and dates). Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from zizhi.certificates.lifecycle import Purpose
from zizhi.certificates.requests import Request
from zizhi.certificates.snapshot import CertificateSnapshot, Item
from zizhi.core.dates import last_day
from zizhi.core.errors import RuleViolation

__all__ = ["Content", "content_of"]

_NEW_PERIOD = frozenset({Purpose.INITIAL, Purpose.RENEWAL, Purpose.EXCHANGE})
_SAME_ITEMS = frozenset({Purpose.CHANGE, Purpose.REPLACEMENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Items and period of a version; `valid_until` is None when the items differ, each having its own."""

    items: tuple[Item, ...]
    valid_from: date
    valid_until: date | None


def content_of(request: Request, *, previous: CertificateSnapshot | None, today: date, years: int) -> Content:
    """Items and period for a request.

    Args:
        request: what is asked.
        previous: what the certificate says so far; None for a first version.
        today: day of issue at the department.
        years: length of a new period of this kind.

    Raises:
        RuleViolation: `ITEMS_MISSING`, `ITEMS_KEPT`, `PERIOD_KEPT`, `PERIOD_ORDER`, `ITEM_DATE_MISSING`.
    """
    if previous is None or request.purpose in _NEW_PERIOD:
        content = _new_period(request, today, years)
    else:
        content = _kept_period(request, previous)
    return _checked(content)


def _new_period(request: Request, today: date, years: int) -> Content:
    valid_from = request.valid_from or today
    until = request.valid_until
    if until is None and not any(item.valid_until for item in request.items):
        until = last_day(valid_from, years)
    return _uniform(request.items, valid_from, until)


def _kept_period(request: Request, previous: CertificateSnapshot) -> Content:
    _refuse_other_period(request, previous)
    if request.purpose in _SAME_ITEMS:
        _refuse_other_items(request, previous)
        return Content(items=previous.items, valid_from=previous.valid_from, valid_until=previous.valid_until)
    known = {item.name: item.valid_until for item in previous.items}
    items = [replace(item, valid_until=item.valid_until or known.get(item.name)) for item in request.items]
    return _uniform(items, previous.valid_from, previous.valid_until)


def _refuse_other_period(request: Request, previous: CertificateSnapshot) -> None:
    asked = (request.valid_from or previous.valid_from, request.valid_until or previous.valid_until)
    if asked != (previous.valid_from, previous.valid_until):
        said = previous.printed_validity
        raise RuleViolation("PERIOD_KEPT", f"此事项不改变有效期，登记为「{said}」。", "valid_until")


def _refuse_other_items(request: Request, previous: CertificateSnapshot) -> None:
    asked = {item.name for item in request.items}
    if asked and asked != {item.name for item in previous.items}:
        raise RuleViolation("ITEMS_KEPT", "变更、遗失补办不改变资质项目，所列项目与登记不符。", "items")


def _uniform(items: Sequence[Item], valid_from: date, until: date | None) -> Content:
    """One period when all items end together; else every item carries its own last day (face.md §2)."""
    ends = {item.valid_until or until for item in items}
    if len(ends) == 1:
        bare = tuple(replace(item, valid_until=None) for item in items)
        return Content(items=bare, valid_from=valid_from, valid_until=ends.pop())
    dated = tuple(replace(item, valid_until=item.valid_until or until) for item in items)
    return Content(items=dated, valid_from=valid_from, valid_until=None)


def _checked(content: Content) -> Content:
    if not content.items:
        raise RuleViolation("ITEMS_MISSING", "没有列出资质项目。", "items")
    ends = [content.valid_until or item.valid_until for item in content.items]
    if None in ends:
        raise RuleViolation("ITEM_DATE_MISSING", "各项有效期不同时，每一项都要写明截止日期。", "items")
    if any(end <= content.valid_from for end in ends if end):
        raise RuleViolation("PERIOD_ORDER", "有效期止应晚于有效期起。", "valid_until")
    return content
