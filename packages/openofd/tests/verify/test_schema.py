"""Reports of every kind satisfy the schema that ships with them, and the schema says no less than they do."""

from typing import Any

import jsonschema_rs
import pytest

from openofd.ses.forms import Form
from openofd.verify.catalogue import CHECKS
from openofd.verify.report import Coverage, Outcome, Overall
from openofd.verify.schema import report_schema
from openofd.verify.trust import NO_TRUST

BARE = b"\x30\x06\x02\x01\x01\x02\x01\x02"
LIST = "Doc_0/Signs/Signatures.xml"


@pytest.fixture(scope="module")
def schema() -> Any:
    return jsonschema_rs.validator_for(report_schema(), validate_formats=True)


def faults(schema: Any, report: Any) -> Any:
    return [f"{list(error.instance_path)}: {error.message}" for error in schema.iter_errors(report.to_json())]


def kinds(forge: Any, tiny: Any) -> Any:
    signed = forge.sign(tiny)
    yield "unsigned", tiny
    yield "sealed", signed
    yield "twice, the second building on the first", forge.sign(signed, number=1, relative="s001")
    yield "altered", signed | {"Doc_0/Document.xml": b"<x/>"}
    yield "uncovered", forge.sign(tiny, covers=("OFD.xml",))
    yield "bare", forge.sign(tiny, type="Sign", value=lambda *_: BARE)
    yield "unreadable", forge.sign(tiny, value=lambda *_: b"\x30")
    yield "nowhere", signed | {LIST: signed[LIST].replace(b"Sign_0/", b"../../../")}
    yield (
        "time stamp",
        forge.sign(tiny, value=lambda x, p: forge.value(x, p, tail=(b"\xa0\x04\x03\x02\x00\x30",))),
    )
    yield "no entry", {"a": b""}


def test_reports_of_every_kind(schema: Any, forge: Any, told: Any, authority_module: Any) -> Any:
    for kind, parts in kinds(forge, authority_module.tiny_parts()):
        assert faults(schema, told(parts)) == [], kind
        assert faults(schema, told(parts, trust=NO_TRUST)) == [], kind


def test_no_package_at_all(schema: Any, judge: Any) -> Any:
    assert faults(schema, judge(b"no zip")) == []


def test_of_the_samples(schema: Any, corpus: Any, judge: Any) -> Any:
    for path in sorted(corpus.glob("*.ofd")):
        assert faults(schema, judge(path.read_bytes())) == [], path.name


def test_what_is_no_report(schema: Any, told: Any, forge: Any, authority_module: Any) -> Any:
    found = told(forge.sign(authority_module.tiny_parts())).to_json()
    assert schema.is_valid(found)
    marks = [{"page_id": 1, "box": "0 0 210 297", "label": "签章后被改动"}]
    assert schema.is_valid(found | {"file": "a.ofd", "marks": marks})
    assert not schema.is_valid(found | {"overall": "GOOD"})
    assert not schema.is_valid(found | {"at": "yesterday"})
    assert not schema.is_valid({name: value for name, value in found.items() if name != "documents"})


def test_its_lists_are_those_of_the_source() -> Any:
    terms = report_schema()["$defs"]
    assert terms["check"]["properties"]["id"]["enum"] == list(CHECKS)
    assert terms["outcome"]["enum"] == [outcome.value for outcome in Outcome]
    assert terms["overall"]["enum"] == [overall.value for overall in Overall]
    assert terms["coverage"]["enum"] == [coverage.value for coverage in Coverage]
    assert set(terms["signature"]["properties"]["form"]["enum"]) == {"", *(form.value for form in Form)}
