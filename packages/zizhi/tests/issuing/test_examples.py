"""The example lists: every good row issues once, every bad row says why."""

import csv
import json
from datetime import timedelta

import pytest

from zizhi.accounts.policy import COMMAND
from zizhi.audit.models import AuditEvent
from zizhi.certificates.kinds import all_kinds
from zizhi.certificates.models import Version
from zizhi.core.uscc import Uscc
from zizhi.issuing.lists import issue_list
from zizhi.issuing.reading import read_rows

REASONS = [
    ("decision_document", "VALUE_MISSING"),
    ("purpose", "PURPOSE_UNKNOWN"),
    ("kind", "KIND_UNKNOWN"),
    ("uscc", "USCC_FORM"),
    ("uscc", "USCC_CHECK"),
    ("legal_representative", "TEXT_CONTROL"),
    ("registered_capital", "TEXT_TOO_LONG"),
    ("name", "TEXT_TOO_LONG"),
    ("name", "FONT_NO_GLYPH"),
    ("items", "ITEMS_EMPTY"),
    ("items", "ITEM_UNKNOWN"),
    ("items", "GRADE_UNKNOWN"),
    ("items", "MINISTRY_ITEM"),
    ("items", "CITY_ITEM"),
    ("items", "ITEM_ABOLISHED"),
    ("items", "ITEM_TWICE"),
    ("valid_until", "DATE_FORM"),
    ("valid_until", "PERIOD_REVERSED"),
    ("valid_until", "PERIOD_TOO_LONG"),
    ("valid_until", "PERIOD_PAST"),
    ("valid_until", "VALID_UNTIL_MISSING"),
    ("valid_from", "VALUE_MISSING"),
    ("foreign_funded", "YES_OR_NO"),
    ("decision_document", "KEY_CONFLICT"),
    ("purpose", "ALREADY_HOLDS"),
    ("purpose", "NO_CERTIFICATE"),
    ("paper_number", "MINISTRY_ISSUED"),
    ("paper_number", "NOT_OUR_NUMBER"),
    ("", "ROW_TWICE"),
]


@pytest.fixture
def decisions(examples):
    return (examples / "decisions.csv").read_bytes()


def _issue(data, now):
    return issue_list(data, by=COMMAND, now=lambda: now)


def test_good_rows_issue_and_bad_rows_say_why(sealing_hall, examples, decisions, now):
    good = _issue(decisions, now)
    assert good.issued == len(good.rows) == 24
    bad = _issue((examples / "refused.csv").read_bytes(), now)
    assert [[(r.field, r.code) for r in row.answer.refusals] for row in bad.rows] == [[r] for r in REASONS]
    assert "𰻝（U+30EDD）" in bad.rows[8].says
    assert "按原申报途径" in bad.rows[12].says
    assert good.rows[0].answer.number in bad.rows[24].says
    assert Version.objects.count() == 24


def test_second_run_does_nothing(sealing_hall, decisions, now):
    first = _issue(decisions, now)
    events = AuditEvent.objects.count()
    again = _issue(decisions, now)
    assert [row.answer.number for row in again.rows] == [row.answer.number for row in first.rows]
    assert not any(row.answer.fresh for row in again.rows)
    assert (Version.objects.count(), AuditEvent.objects.count()) == (24, events)


def test_what_is_done_stays_done_when_its_dates_have_passed(sealing_hall, decisions, now):
    first, later = _issue(decisions, now), _issue(decisions, now + timedelta(days=4000))
    assert [row.digest for row in later.rows] == [row.digest for row in first.rows]
    changed = _issue(decisions.replace(b"2028-08-08", b"2028-08-09"), now + timedelta(days=4000))
    assert [r.code for row in changed.rows for r in row.answer.refusals] == ["KEY_CONFLICT"]


def test_json_reads_as_the_csv_does(decisions):
    records = list(csv.DictReader(decisions.decode().splitlines()))
    for record in records:
        record["资质项目"] = [_item(part) for part in record["资质项目"].split("；")]
    assert read_rows(json.dumps(records).encode()) == read_rows(decisions)


def _item(part):
    return dict(zip(("类别", "等级", "有效期止"), part.split("|"), strict=False))


def test_examples_cover_what_they_should(decisions):
    rows = read_rows(decisions).rows
    names = [row.values["name"] for row in rows]
    assert {row.values["kind"] for row in rows} == {kind.name for kind in all_kinds()}
    assert (min(map(len, names)), max(map(len, names))) == (4, 60)
    assert {min(len(row.items) for row in rows), max(len(row.items) for row in rows)} == {1, 60}
    assert set("䶮㛃𬭎𤩽𠮷𢀖（）·ABC") <= {c for row in rows for c in "".join(row.values.values())}
    assert any(len({item.valid_until for item in row.items}) > 1 for row in rows)
    assert all(Uscc.parse(row.values["uscc"]).is_made_up and "示例" in row.values["name"] for row in rows)
