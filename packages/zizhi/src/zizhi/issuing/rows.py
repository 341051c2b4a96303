"""One row of a decision list against the rules: what it means, or every reason why it is refused."""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final, NoReturn, TypedDict, TypeVar

from zizhi.certificates.kinds import CertificateKind, kind_named
from zizhi.certificates.lifecycle import Purpose
from zizhi.certificates.requests import Holder, Request
from zizhi.certificates.snapshot import Item
from zizhi.certificates.standards import qualifications
from zizhi.core.dates import last_day, parse_day
from zizhi.core.errors import RuleViolation
from zizhi.core.profile import department
from zizhi.core.uscc import Uscc
from zizhi.issuing.reading import COLUMNS, RawItem, RawRow

__all__ = ["PURPOSES", "Refusal", "RowKey", "check_row", "row_key"]

_Value = TypeVar("_Value")

PURPOSES: Final[Mapping[str, Purpose]] = {
    "首次申请": Purpose.INITIAL,
    "新核准": Purpose.INITIAL,
    "增项": Purpose.EXTENSION,
    "升级": Purpose.UPGRADE,
    "延续": Purpose.RENEWAL,
    "变更": Purpose.CHANGE,
    "遗失补办": Purpose.REPLACEMENT,
    "补发": Purpose.REPLACEMENT,
    "换证": Purpose.EXCHANGE,
    "更正": Purpose.CORRECTION,
    **{purpose.value: purpose for purpose in Purpose},
}
"""How a list may write the purposes of architecture §4."""

_LONGEST: Final[Mapping[str, int]] = {
    "decision_document": 100,
    "name": 200,
    "legal_representative": 100,
    "registered_address": 300,
    "registered_capital": 64,
    "paper_number": 64,
}
"""Characters the registry keeps; whether a value fits on the face is judged by the face itself."""

_MAY_BE_EMPTY: Final = frozenset({"registered_capital", "paper_number"})
_KEEPS_ITEMS: Final = frozenset({Purpose.CHANGE, Purpose.REPLACEMENT})
_UNGRADED: Final = frozenset({"不分等级", "不分类别与等级"})
_YES: Final = frozenset({"是", "yes", "true", "1"})
_NO: Final = frozenset({"", "否", "no", "false", "0"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a row was refused; `field` is a key of COLUMNS or empty."""

    row: int
    field: str
    code: str
    reason: str

    @property
    def heading(self) -> str:
        """The column in Chinese."""
        return COLUMNS.get(self.field, "")


def check_row(row: RawRow, *, today: date) -> Request | tuple[Refusal, ...]:
    """All faults of a row at once, so that one correction is enough; what it asks for when there is none.

    Judged here is what needs no registry; conflicts and the room on the face are judged when it is taken in.
    """
    check = _Check(row)
    texts = {field: check.attempt(field, partial(_text, row, field)) or "" for field in _LONGEST}
    purpose = check.attempt("purpose", lambda: _purpose(row.values["purpose"]))
    of_kind = check.attempt("kind", lambda: kind_named(_filled(row, "kind")))
    uscc = check.attempt("uscc", lambda: Uscc.parse(_filled(row, "uscc")))
    previous = check.attempt("previous_uscc", lambda: _previous_uscc(row.values["previous_uscc"]))
    foreign = check.attempt("foreign_funded", lambda: _yes_or_no(row.values["foreign_funded"]))
    period = check.attempt("valid_until", lambda: _period(row))
    items = check.items(of_kind, purpose, today)
    if of_kind and period:
        check.attempt("valid_until", lambda: _check_period(of_kind, period, items, today))
    if check.refusals or not (purpose and of_kind and uscc and period):
        return tuple(check.refusals)
    document, paper = texts.pop("decision_document"), texts.pop("paper_number")
    until, items = _one_end(period[1], items)
    return Request(
        decision_document=document,
        purpose=purpose,
        kind=of_kind.id,
        holder=Holder(uscc=uscc, **texts),
        items=items,
        valid_from=period[0],
        valid_until=until,
        previous_uscc=previous or "",
        paper_number=paper,
        foreign_funded=bool(foreign),
    )


class RowKey(TypedDict):
    """What tells a row of a decision list from every other (architecture §4, purposes)."""

    decision_document: str
    uscc: str
    kind: str
    purpose: Purpose


def row_key(row: RawRow) -> RowKey | None:
    """The key of a row; None where one of its parts breaks a rule."""
    try:
        return RowKey(
            decision_document=_text(row, "decision_document"),
            uscc=Uscc.parse(row.values["uscc"]),
            kind=kind_named(row.values["kind"]).id,
            purpose=_purpose(row.values["purpose"]),
        )
    except RuleViolation:
        return None


class _Check:
    """Collects the refusals of one row."""

    def __init__(self, row: RawRow) -> None:
        self.row = row
        self.refusals: list[Refusal] = []

    def attempt(self, field: str, rule: Callable[[], _Value]) -> _Value | None:
        """What the rule gives; None, and a refusal, where it is broken."""
        try:
            return rule()
        except RuleViolation as error:
            place = error.field if error.field in COLUMNS else field
            self.refusals.append(
                Refusal(row=self.row.number, field=place, code=error.code, reason=error.message)
            )
            return None

    def items(
        self, of_kind: CertificateKind | None, purpose: Purpose | None, today: date
    ) -> tuple[Item, ...]:
        """Every item of the row that keeps the rules."""
        if not self.row.items and purpose not in _KEEPS_ITEMS:
            self.attempt("items", _no_items)
        if of_kind is None:
            return ()
        found = [self.attempt("items", partial(_item, raw, of_kind, today)) for raw in self.row.items]
        items = tuple(item for item in found if item is not None)
        self.attempt("items", lambda: _no_item_twice(items))
        return items


_Period = tuple[date | None, date | None]


def _text(row: RawRow, field: str) -> str:
    value = unicodedata.normalize("NFC", row.values[field])
    if field not in _MAY_BE_EMPTY:
        _filled(row, field)
    if len(value) > _LONGEST[field]:
        _refuse("TEXT_TOO_LONG", f"{COLUMNS[field]}超过 {_LONGEST[field]} 个字符。", field)
    for character in value:
        if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp"):
            _refuse("TEXT_CONTROL", f"{COLUMNS[field]}含有不可见的控制字符 U+{ord(character):04X}。", field)
    return value


def _filled(row: RawRow, field: str) -> str:
    if not row.values[field]:
        _refuse("VALUE_MISSING", f"没有填写{COLUMNS[field]}。", field)
    return row.values[field]


def _purpose(text: str) -> Purpose:
    if text not in PURPOSES:
        known = "、".join(word for word in PURPOSES if not word.isascii())
        _refuse("PURPOSE_UNKNOWN", f"不认识的办理事项「{text}」，可填：{known}。", "purpose")
    return PURPOSES[text]


def _period(row: RawRow) -> _Period:
    first, last = (_day(row, field) for field in ("valid_from", "valid_until"))
    if last and not first:
        _refuse("VALUE_MISSING", "填写了有效期止，没有填写有效期起。", "valid_from")
    return first, last


def _day(row: RawRow, field: str) -> date | None:
    return parse_day(row.values[field], field=field) if row.values[field] else None


def _previous_uscc(text: str) -> str:
    return Uscc.parse(text, field="previous_uscc") if text else ""


def _yes_or_no(text: str) -> bool:
    if text.lower() not in _YES | _NO:
        _refuse("YES_OR_NO", f"外商投资应填 是 或 否，不是「{text}」。", "foreign_funded")
    return text.lower() in _YES


def _item(raw: RawItem, of_kind: CertificateKind, today: date) -> Item:
    """The qualification as it is printed; refused when the department does not grant it."""
    grade = "" if raw.grade in _UNGRADED else raw.grade
    found = qualifications().require_ours(
        of_kind.id, raw.category + grade, on=today, original_route=department().original_route
    )
    until = parse_day(raw.valid_until, field="items") if raw.valid_until else None
    return Item(name=found.name, valid_until=until)


def _no_item_twice(items: tuple[Item, ...]) -> None:
    names = [item.name for item in items]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        _refuse("ITEM_TWICE", f"资质项目重复：{'、'.join(twice)}。", "items")


def _no_items() -> None:
    _refuse("ITEMS_EMPTY", "没有填写资质项目。", "items")


def _check_period(of_kind: CertificateKind, period: _Period, items: tuple[Item, ...], today: date) -> None:
    first, last = period
    ends = [item.valid_until for item in items]
    if last is None and None in ends and (first or any(ends)):
        _refuse("VALID_UNTIL_MISSING", "没有填写有效期止，各资质项目也未分别填写。", "valid_until")
    for end in filter(None, (last, *ends)):
        _check_end(of_kind, first or today, end, today)


def _check_end(of_kind: CertificateKind, first: date, end: date, today: date) -> None:
    if end < first:
        _refuse("PERIOD_REVERSED", f"有效期止 {end} 早于有效期起 {first}。", "valid_until")
    if end > last_day(first, of_kind.validity_years):
        reason = f"有效期止 {end} 超出规定：自 {first} 起最长 {of_kind.validity_years} 年。"
        _refuse("PERIOD_TOO_LONG", reason, "valid_until")
    if end < today:
        _refuse("PERIOD_PAST", f"有效期止 {end} 已过。", "valid_until")


def _one_end(last: date | None, items: tuple[Item, ...]) -> tuple[date | None, tuple[Item, ...]]:
    """One common day stands in the validity row, differing days stand behind every item (face.md §2)."""
    ends = {item.valid_until or last for item in items}
    if len(ends) <= 1:
        return next(iter(ends), last), tuple(Item(name=item.name) for item in items)
    return None, tuple(Item(name=item.name, valid_until=item.valid_until or last) for item in items)


def _refuse(code: str, reason: str, field: str) -> NoReturn:
    raise RuleViolation(code, reason, field)
