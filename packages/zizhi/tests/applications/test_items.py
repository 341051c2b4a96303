"""What stands in the way of an item, and what is wrong with a change."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zizhi.applications.items import Field, Item, RenewalWindow, Standing, Subject, change_findings, obstacle

LAST = date(2031, 11, 21)
WINDOW = RenewalWindow(opens=180, closes=30)
OLD = dict.fromkeys(Field, "旧")


def _why(item: Item = Item.CHANGE, on: date = date(2026, 11, 22), **changes: Any) -> str:
    values = {"number": "D221000015", "standing": Standing.LIVE, "last_day": LAST, **changes}
    found = obstacle(item, Subject(**values), on=on, window=WINDOW)
    return found.code if found else ""


@pytest.mark.parametrize("item", [Item.CHANGE, Item.REPLACEMENT, Item.CANCELLATION])
def test_a_living_certificate_can_be_chosen(item: Item) -> None:
    assert _why(item) == ""


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"original_route": "按原途径办理。"}, "MINISTRY_ISSUED"),
        ({"standing": Standing.ENDED}, "CERTIFICATE_ENDED"),
        ({"standing": Standing.PENDING}, "CERTIFICATE_NOT_YET"),
        ({"last_day": None}, "CERTIFICATE_NOT_YET"),
        ({"standing": Standing.SUSPENDED}, "SUSPENDED"),
        ({"open_case": "B00000001"}, "CASE_OPEN"),
        ({"on": LAST + timedelta(days=1)}, "CERTIFICATE_EXPIRED"),
    ],
    ids=str,
)
def test_why_it_cannot(changes: dict[str, Any], code: str) -> None:
    assert _why(**changes) == code


def test_the_original_route_is_named_in_its_words() -> None:
    subject = Subject(number="D1", standing=Standing.LIVE, last_day=LAST, original_route="按原途径办理。")
    found = obstacle(Item.CHANGE, subject, on=LAST, window=WINDOW)
    assert found
    assert found.message == "按原途径办理。"


def test_a_suspended_certificate_can_still_be_given_up() -> None:
    assert _why(Item.CANCELLATION, standing=Standing.SUSPENDED) == ""


def test_the_last_day_still_counts() -> None:
    assert _why(on=LAST) == ""


@pytest.mark.parametrize(
    ("before", "code"), [(181, "RENEWAL_TOO_EARLY"), (180, ""), (30, ""), (29, "RENEWAL_TOO_LATE")]
)
def test_renewal_has_its_window(before: int, code: str) -> None:
    assert _why(Item.RENEWAL, LAST - timedelta(days=before)) == code


@pytest.mark.parametrize(
    ("new", "codes"),
    [
        ({}, ["NOTHING_CHANGED"]),
        ({Field.NAME: "新"}, []),
        ({Field.NAME: " "}, ["VALUE_MISSING"]),
        ({Field.NAME: " 旧"}, ["VALUE_UNCHANGED"]),
        ({Field.USCC: "91990100MA0000001X"}, ["USCC_CHECK"]),
        ({Field.USCC: "1", Field.NAME: "旧"}, ["USCC_FORM", "VALUE_UNCHANGED"]),
    ],
    ids=str,
)
def test_what_is_wrong_with_a_change(new: dict[Field, str], codes: list[str]) -> None:
    assert [found.code for found in change_findings(OLD, new)] == codes


@given(st.sets(st.sampled_from(sorted(set(Field) - {Field.USCC})), min_size=1))
def test_any_of_the_particulars_may_change_together(fields: set[Field]) -> None:
    assert change_findings(OLD, dict.fromkeys(fields, "新")) == []


@given(st.dictionaries(st.sampled_from(Field), st.text(max_size=8), min_size=1))
def test_each_finding_names_a_field_that_was_entered(new: dict[Field, str]) -> None:
    assert {found.field for found in change_findings(OLD, new)} <= {field.value for field in new}
