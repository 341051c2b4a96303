"""The runner of conformance cases, over a folder of one case."""

import json
import shlex
import sys
from dataclasses import replace

import pytest

from openofd.errors import MalformedDocument
from openofd.verify.conformance import Answer, Command, compare, in_process, load, run


@pytest.fixture
def suite(tmp_path, sealed, authority):
    (tmp_path / "a.ofd").write_bytes(sealed)
    (tmp_path / "root.crt").write_bytes(authority.root.der)
    entry = {
        "id": "0-a",
        "row": "0",
        "title": {"zh": "甲", "en": "a"},
        "file": "a.ofd",
        "trust": {"anchors": ["root.crt"]},
        "at": "2026-07-02T00:00:00+00:00",
        "policy": "standard",
        "expected": {"overall": "INDETERMINATE", "codes": ["CHAIN_INCOMPLETE"], "absent": ["SIG_VALUE"]},
    }
    (tmp_path / "cases.json").write_text(json.dumps({"cases": [entry]}))
    return load(tmp_path)


def test_openofd_is_asked_with_the_trust_of_the_case(suite):
    (result,) = run(suite, {"verify": in_process})
    assert result.agrees


def test_an_unknown_policy_is_an_error_of_the_verifier(suite):
    answer = in_process(suite, replace(suite.cases[0], policy="none"))
    assert answer.overall == "ERROR"


def test_what_nobody_answers_is_skipped_and_neither_agrees_nor_is_wrong(suite):
    (result,) = run(suite, {})
    assert (result.skipped, result.agrees, result.wrong) == (True, False, ())


@pytest.mark.parametrize(
    ("answer", "wrong"),
    [
        (Answer(overall="VALID"), "INDETERMINATE expected, VALID answered"),
        (Answer(overall="INDETERMINATE", codes=frozenset()), "CHAIN_INCOMPLETE is missing"),
        (
            Answer(overall="INDETERMINATE", codes=frozenset({"CHAIN_INCOMPLETE", "SIG_VALUE"})),
            "SIG_VALUE is wrong here",
        ),
    ],
)
def test_says_what_differs(suite, answer, wrong):
    assert compare(suite.cases[0], answer).wrong == (wrong,)


def test_codes_count_only_where_given_and_asked_for(suite):
    assert compare(suite.cases[0], Answer(overall="INDETERMINATE")).agrees
    assert compare(suite.cases[0], Answer(overall="INDETERMINATE", codes=frozenset()), codes=False).agrees


def test_fields_of_a_command_become_arguments(suite):
    command = Command(template="v {anchors:--trust} {crls:--crl} {existed_by:--by} --at={at} {file}")
    assert list(command.arguments(suite, suite.cases[0])) == [
        "v",
        "--trust",
        str(suite.folder / "root.crt"),
        "--at=2026-07-02T00:00:00+00:00",
        str(suite.folder / "a.ofd"),
    ]


def _python(code):
    return Command(template=f"{shlex.quote(sys.executable)} -c {shlex.quote(code)}", seconds=20)


@pytest.mark.parametrize(
    ("code", "answer"),
    [
        ("raise SystemExit(2)", "INDETERMINATE"),
        ("raise SystemExit(9)", "ERROR"),
        ('print("{\\"overall\\": \\"VALID\\"}")', "VALID"),
        ("print([])", "VALID"),
    ],
)
def test_a_command_answers_by_json_or_by_its_exit_code(suite, code, answer):
    assert _python(code)(suite, suite.cases[0]).overall == answer


def test_codes_are_found_however_deep(suite):
    said = json.dumps({"overall": "INVALID", "checks": [{"because": [{"code": "A"}]}], "codes": ["B"]})
    answer = _python(f"print({said!r})")(suite, suite.cases[0])
    assert answer.codes == {"A", "B"}


def test_a_command_that_is_not_there_or_does_not_end_is_told(suite):
    assert Command(template="/nonexistent/verifier")(suite, suite.cases[0]).overall == "ERROR"
    slow = Command(template=_python("import time; time.sleep(60)").template, seconds=0.2)
    assert slow(suite, suite.cases[0]).overall == "TIMEOUT"


def test_a_folder_without_index_is_refused(tmp_path):
    with pytest.raises(MalformedDocument, match="VECTORS_INDEX"):
        load(tmp_path)


def test_results_are_plain_values(suite):
    (result,) = run(suite, {"verify": in_process})
    assert json.loads(json.dumps(result.to_json()))["agrees"] is True
