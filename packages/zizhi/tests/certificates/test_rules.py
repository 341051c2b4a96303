"""What each purpose may change."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from zizhi.certificates.lifecycle import Purpose
from zizhi.certificates.requests import Request
from zizhi.certificates.rules import Content, content_of
from zizhi.certificates.snapshot import CertificateSnapshot, Item
from zizhi.core.errors import RuleViolation

TODAY = date(2026, 11, 22)
END = date(2031, 11, 21)
A, B = Item(name="建筑工程施工总承包二级"), Item(name="钢结构工程专业承包二级")
NO_DATES = {"valid_from": None, "valid_until": None}
MakeRequest = Callable[..., Request]

PREVIOUS = CertificateSnapshot(
    kind="construction",
    certificate_number="D221000015",
    certificate_identifier="",
    version=1,
    holder_name="甲",
    uscc="91990100MA0000001G",
    legal_representative="乙",
    registered_address="丙",
    registered_capital="",
    valid_from=date(2024, 1, 1),
    valid_until=date(2028, 12, 31),
    list_label="资质等级",
    items=(A,),
    issuing_authority="丁",
    issued_on=date(2024, 1, 1),
    purpose="initial",
    decision_document="",
)


def content(request: Request, previous: CertificateSnapshot | None = None) -> Content:
    return content_of(request, previous=previous, today=TODAY, years=5)


def test_a_first_period_counts_from_the_day_of_issue(make_request: MakeRequest) -> None:
    made = content(make_request(**NO_DATES))
    assert (made.valid_from, made.valid_until) == (TODAY, END)


@pytest.mark.parametrize("purpose", [Purpose.RENEWAL, Purpose.EXCHANGE])
def test_renewal_and_exchange_begin_anew(make_request: MakeRequest, purpose: Purpose) -> None:
    assert content(make_request(purpose=purpose), PREVIOUS).valid_until == END


@pytest.mark.parametrize("purpose", [Purpose.CHANGE, Purpose.REPLACEMENT, Purpose.CORRECTION])
def test_change_replacement_correction_keep_the_period(make_request: MakeRequest, purpose: Purpose) -> None:
    made = content(make_request(purpose=purpose, items=(A,), **NO_DATES), PREVIOUS)
    assert (made.valid_from, made.valid_until) == (PREVIOUS.valid_from, PREVIOUS.valid_until)


def test_a_change_cannot_bring_another_period(make_request: MakeRequest) -> None:
    with pytest.raises(RuleViolation, match="PERIOD_KEPT"):
        content(make_request(purpose=Purpose.CHANGE), PREVIOUS)


def test_a_change_cannot_bring_other_items(make_request: MakeRequest) -> None:
    with pytest.raises(RuleViolation, match="ITEMS_KEPT"):
        content(make_request(purpose=Purpose.CHANGE, items=(A, B), **NO_DATES), PREVIOUS)


def test_a_change_need_not_name_the_items(make_request: MakeRequest) -> None:
    assert content(make_request(purpose=Purpose.CHANGE, items=(), **NO_DATES), PREVIOUS).items == (A,)


def test_an_extension_adds_items_to_the_same_period(make_request: MakeRequest) -> None:
    made = content(make_request(purpose=Purpose.EXTENSION, items=(A, B), **NO_DATES), PREVIOUS)
    assert (made.items, made.valid_until) == ((A, B), PREVIOUS.valid_until)


def test_an_added_item_may_have_its_own_end(make_request: MakeRequest) -> None:
    own = replace(B, valid_until=END)
    made = content(make_request(purpose=Purpose.EXTENSION, items=(A, own), **NO_DATES), PREVIOUS)
    assert made.valid_until is None
    assert [item.valid_until for item in made.items] == [PREVIOUS.valid_until, END]


def test_known_items_keep_their_own_ends(make_request: MakeRequest) -> None:
    dated = replace(PREVIOUS, valid_until=None, items=(replace(A, valid_until=END),))
    late = replace(B, valid_until=date(2030, 1, 1))
    made = content(make_request(purpose=Purpose.EXTENSION, items=(A, late), **NO_DATES), dated)
    assert made.items == (replace(A, valid_until=END), late)


def test_equal_ends_become_one_period(make_request: MakeRequest) -> None:
    items = (replace(A, valid_until=END), replace(B, valid_until=END))
    made = content(make_request(items=items, valid_until=None))
    assert (made.items, made.valid_until) == ((A, B), END)


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("ITEMS_MISSING", {"items": ()}),
        ("PERIOD_ORDER", {"valid_until": date(2026, 11, 22)}),
        (
            "PERIOD_ORDER",
            {"valid_until": None, "items": (replace(A, valid_until=TODAY), replace(B, valid_until=END))},
        ),
        ("ITEM_DATE_MISSING", {"valid_until": None, "items": (replace(A, valid_until=END), B)}),
    ],
)
def test_incomplete_periods_are_refused(
    make_request: MakeRequest, code: str, changes: dict[str, object]
) -> None:
    with pytest.raises(RuleViolation, match=code):
        content(make_request(**changes))
