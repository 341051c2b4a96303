"""One row against the rules that need no registry."""

from datetime import date

import pytest

from zizhi.certificates.lifecycle import Purpose
from zizhi.certificates.requests import Request
from zizhi.certificates.snapshot import Item
from zizhi.issuing.reading import RawItem
from zizhi.issuing.rows import PURPOSES, check_row

TODAY = date(2026, 11, 22)
BUILDING, BRIDGE = "建筑工程施工总承包", "桥梁工程专业承包"


def _items(*ends):
    return tuple(
        RawItem(category=c, grade="二级", valid_until=e)
        for c, e in zip((BUILDING, BRIDGE), ends, strict=True)
    )


def test_good_row_becomes_a_request(raw_row):
    request = check_row(raw_row(), today=TODAY)
    assert isinstance(request, Request)
    assert (request.purpose, request.kind) == (Purpose.INITIAL, "construction")
    assert request.items == (Item(name="建筑工程施工总承包二级"),)
    assert (request.valid_from, request.valid_until) == (date(2026, 11, 2), date(2031, 11, 1))


@pytest.mark.parametrize("word", PURPOSES)
def test_every_purpose_is_known_by_each_of_its_words(raw_row, word):
    assert check_row(raw_row(purpose=word), today=TODAY).purpose is PURPOSES[word]


def test_all_faults_are_told_at_once(raw_row):
    row = raw_row(purpose="年检", uscc="1", name="", valid_until="明年", items=())
    refusals = check_row(row, today=TODAY)
    assert {r.field for r in refusals} == {"purpose", "uscc", "name", "valid_until", "items"}
    assert all(r.row == row.number and r.reason and r.heading for r in refusals)


def test_common_end_stands_in_the_validity_row(raw_row):
    request = check_row(raw_row(items=_items("2030-01-01", "2030-01-01"), valid_until=""), today=TODAY)
    assert request.valid_until == date(2030, 1, 1)
    assert all(item.valid_until is None for item in request.items)


def test_differing_ends_stand_behind_every_item(raw_row):
    request = check_row(raw_row(items=_items("2030-01-01", "")), today=TODAY)
    assert request.valid_until is None
    assert [item.valid_until for item in request.items] == [date(2030, 1, 1), date(2031, 11, 1)]


def test_change_may_leave_out_items_and_period(raw_row):
    row = raw_row(purpose="变更", items=(), valid_from="", valid_until="")
    request = check_row(row, today=TODAY)
    assert (request.items, request.valid_from, request.valid_until) == ((), None, None)


def test_text_is_normalised(raw_row):
    assert check_row(raw_row(name="示例Ｃafe\u0301"), today=TODAY).holder.name == "示例Ｃaf\u00e9"


def test_grade_may_stand_in_the_category(raw_row):
    row = raw_row(items=(RawItem(category="建筑工程施工总承包二级"),))
    assert check_row(row, today=TODAY).items == (Item(name="建筑工程施工总承包二级"),)


def test_previous_code_and_foreign_funding_are_kept(raw_row):
    previous = raw_row(9).values["uscc"]
    row = raw_row(previous_uscc=previous, foreign_funded="是", paper_number="D221900014")
    request = check_row(row, today=TODAY)
    assert (request.previous_uscc, request.foreign_funded) == (previous, True)
    assert request.paper_number == "D221900014"
