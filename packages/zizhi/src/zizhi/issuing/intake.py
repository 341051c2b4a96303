"""Step 1 of architecture §3: rows become intents. Good ones are taken in, bad ones answered."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final, TypeVar

from django.db import transaction

from zizhi.accounts.policy import Actor, require
from zizhi.certificates import selectors
from zizhi.certificates import services as registry
from zizhi.certificates.kinds import kind
from zizhi.certificates.numbers import with_digits
from zizhi.certificates.requests import Request
from zizhi.certificates.snapshot import CertificateSnapshot, Item
from zizhi.core.clock import today_in_shanghai
from zizhi.core.errors import RuleViolation
from zizhi.core.profile import department
from zizhi.faces.services import check_face
from zizhi.issuing.models import Issuance
from zizhi.issuing.reading import RawRow
from zizhi.issuing.rows import Refusal, check_row, row_key

__all__ = ["CHUNK", "RowAnswer", "take_in"]

CHUNK: Final = 64
_Element = TypeVar("_Element")
_FACE_FIELDS: Final = {"holder_name": "name"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RowAnswer:
    """What became of a row: an issuance, made now or before, or every reason against it."""

    row: int
    name: str
    kind: str
    number: str = ""
    issuance: int | None = None
    fresh: bool = False
    refusals: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    row: RawRow
    request: Request


def take_in(rows: Sequence[RawRow], *, by: Actor, now: datetime) -> tuple[RowAnswer, ...]:
    """Judge every row and register those that are good, 64 a transaction; the answers are in the rows' order.

    Raises:
        RuleViolation: NOT_PERMITTED.
    """
    require(by, "certificate.issue")
    answers: dict[int, RowAnswer] = {}
    wanted = list(_judge(rows, answers, now))
    for chunk in chunks(wanted):
        answers.update(_register(chunk, by, now))
    return tuple(answers[row.number] for row in rows)


def chunks(elements: Sequence[_Element]) -> Iterator[Sequence[_Element]]:
    """Pieces of `CHUNK` elements."""
    for start in range(0, len(elements), CHUNK):
        yield elements[start : start + CHUNK]


def _judge(rows: Sequence[RawRow], answers: dict[int, RowAnswer], now: datetime) -> Iterator[_Wanted]:
    today, seen = today_in_shanghai(now), dict[tuple[str, ...], int]()
    for row in rows:
        judged = _check(row, today)
        refusals = judged if isinstance(judged, tuple) else _second_look(row.number, judged, seen, now)
        if refusals:
            answers[row.number] = _refused(row, refusals)
        elif isinstance(judged, Request):
            yield _Wanted(row=row, request=judged)


def _check(row: RawRow, today: date) -> Request | tuple[Refusal, ...]:
    """A row that was taken in before is judged by the day of that: done stays done when its dates pass."""
    judged = check_row(row, today=today)
    if isinstance(judged, tuple) and (key := row_key(row)) and (day := selectors.taken_in_on(**key)):
        return check_row(row, today=day)
    return judged


def _second_look(
    row: int, request: Request, seen: dict[tuple[str, ...], int], now: datetime
) -> tuple[Refusal, ...]:
    """What concerns more than one value: the row among its neighbours, and the room on the face."""
    key = (request.decision_document, request.holder.uscc, request.kind, request.purpose.value)
    first = seen.setdefault(key, row)
    if first != row:
        reason = f"与第{first}条重复：决定文号、统一社会信用代码、证书类别、办理事项都相同。"
        return (Refusal(row=row, field="", code="ROW_TWICE", reason=reason),)
    try:
        check_face(_provisional(request, now))
    except RuleViolation as error:
        return (_refusal(row, error),)
    return ()


def _provisional(request: Request, now: datetime) -> CertificateSnapshot:
    """The request as it would be printed; number and identifier are of the right length, no more."""
    of_kind, today = kind(request.kind), today_in_shanghai(now)
    return CertificateSnapshot(
        kind=of_kind.id,
        certificate_number=request.paper_number or with_digits(of_kind.numbers[0], 0),
        certificate_identifier="0" * 60,
        version=1,
        holder_name=request.holder.name,
        uscc=request.holder.uscc,
        legal_representative=request.holder.legal_representative,
        registered_address=request.holder.registered_address,
        registered_capital=request.holder.registered_capital,
        valid_from=request.valid_from or today,
        valid_until=request.valid_until or (None if any(i.valid_until for i in request.items) else today),
        list_label=of_kind.list_label,
        items=request.items or (Item(name="照登记"),),
        issuing_authority=department().name,
        issued_on=today,
        purpose=request.purpose.value,
        decision_document=request.decision_document,
    )


@transaction.atomic
def _register(wanted: Sequence[_Wanted], by: Actor, now: datetime) -> dict[int, RowAnswer]:
    allocations = registry.allocate_many([one.request for one in wanted], now=now, by=by)
    fresh = [a.version for a in allocations if a.version and a.fresh]
    Issuance.objects.bulk_create(Issuance(version=version, due_at=now) for version in fresh)
    versions = [a.version.pk for a in allocations if a.version]
    issuances = dict(Issuance.objects.filter(version__in=versions).values_list("version_id", "pk"))
    return {
        one.row.number: _answer(one.row, allocation, issuances)
        for one, allocation in zip(wanted, allocations, strict=True)
    }


def _answer(row: RawRow, allocation: registry.Allocation, issuances: dict[int, int]) -> RowAnswer:
    if allocation.version is None:
        assert allocation.violation
        return _refused(row, (_refusal(row.number, allocation.violation),))
    version = allocation.version
    return replace(
        _refused(row, ()),
        number=version.snapshot.certificate_number,
        issuance=issuances.get(version.pk),
        fresh=allocation.fresh,
    )


def _refused(row: RawRow, refusals: tuple[Refusal, ...]) -> RowAnswer:
    return RowAnswer(row=row.number, name=row.values["name"], kind=row.values["kind"], refusals=refusals)


def _refusal(row: int, error: RuleViolation) -> Refusal:
    field = _FACE_FIELDS.get(error.field, error.field)
    return Refusal(row=row, field=field, code=error.code, reason=error.message)
