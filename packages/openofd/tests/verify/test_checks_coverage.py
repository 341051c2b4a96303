"""Check 3.2 from facts."""

from typing import Any

import pytest

from openofd.verify import checks_coverage
from openofd.verify.facts import BodyFacts
from openofd.verify.policy import SEALED_FINAL, STANDARD, STRICT
from openofd.verify.report import Coverage, Outcome


def body(**more: Any) -> Any:
    given = {
        "index": 0,
        "structure": frozenset({"Document.xml"}),
        "visible": frozenset({"Page.xml"}),
        "annotations": frozenset({"Annot.xml"}),
        "attached": frozenset({"a.xml"}),
        "pages": (),
        "signature_list": "Signatures.xml",
    }
    return BodyFacts(**(given | more))


ALL = body().reachable | {"OFD.xml", "Signatures.xml"}


def codes(verdict: Any) -> Any:
    return [reason.code for reason in verdict.because]


def noted(verdict: Any) -> Any:
    return [reason.code for reason in verdict.warnings]


def test_all_is_covered() -> Any:
    assert checks_coverage.coverage(body(), ALL, ALL, SEALED_FINAL).outcome is Outcome.PASSED


@pytest.mark.parametrize(
    ("name", "code", "standard"),
    [
        ("Document.xml", "COVERAGE_STRUCTURE", Outcome.FAILED),
        ("Page.xml", "COVERAGE_VISIBLE", Outcome.INDETERMINATE),
        ("Annot.xml", "COVERAGE_ANNOT", Outcome.INDETERMINATE),
        ("a.xml", "COVERAGE_ATTACHED", Outcome.INDETERMINATE),
    ],
)
def test_a_gap(name: Any, code: Any, standard: Any) -> Any:
    gap = ALL - {name}
    assert checks_coverage.coverage(body(), gap, gap, STANDARD).outcome is standard
    assert codes(checks_coverage.coverage(body(), gap, gap, STANDARD)) == [code]
    assert checks_coverage.coverage(body(), gap, gap, SEALED_FINAL).outcome is Outcome.FAILED


@pytest.mark.parametrize(
    ("name", "code", "warned"),
    [("OFD.xml", "COVERAGE_ENTRY", ["COVERAGE_ENTRY"]), ("Signatures.xml", "COVERAGE_NOT_LOCKED", [])],
)
def test_entry_and_lock_count_for_final_files(name: Any, code: Any, warned: Any) -> Any:
    gap = ALL - {name}
    assert noted(checks_coverage.coverage(body(), gap, gap, STANDARD)) == warned
    assert checks_coverage.coverage(body(), gap, gap, STANDARD).outcome is Outcome.PASSED
    assert codes(checks_coverage.coverage(body(), gap, gap, SEALED_FINAL)) == [code]


def test_what_could_not_be_followed_cannot_be_told() -> Any:
    assert codes(checks_coverage.coverage(body(complete=False), ALL, ALL, STANDARD)) == ["COVERAGE_UNKNOWN"]


@pytest.mark.parametrize(
    ("covered", "level"),
    [
        (ALL, Coverage.FULL),
        (ALL - {"OFD.xml"}, Coverage.CONTENT),
        (ALL - {"a.xml"}, Coverage.PARTIAL),
        (frozenset(), Coverage.NONE),
    ],
)
def test_the_level_of_one_signature(covered: Any, level: Any) -> Any:
    assert checks_coverage.coverage_level(body(), frozenset(covered)) is level


def test_a_strict_verifier_wants_the_entry() -> Any:
    gap = ALL - {"OFD.xml"}
    verdict = checks_coverage.coverage(body(), gap, gap, STRICT)
    assert (verdict.outcome, codes(verdict)) == (Outcome.FAILED, ["COVERAGE_ENTRY"])


def test_where_there_are_versions_the_entry_is_structure() -> Any:
    gap = ALL - {"OFD.xml"}
    verdict = checks_coverage.coverage(body(versions=True), gap, gap, STANDARD)
    assert (verdict.outcome, codes(verdict)) == (Outcome.FAILED, ["COVERAGE_ENTRY"])


@pytest.mark.parametrize(("policy", "outcome"), [(STANDARD, Outcome.PASSED), (SEALED_FINAL, Outcome.FAILED)])
def test_an_older_version_may_be_open(policy: Any, outcome: Any) -> Any:
    verdict = checks_coverage.coverage(body(older=frozenset({"Old.xml"})), ALL, ALL, policy)
    assert verdict.outcome is outcome
    assert codes(verdict) + noted(verdict) in (["COVERAGE_VERSION"], ["COVERAGE_OK", "COVERAGE_VERSION"])


@pytest.mark.parametrize(
    ("own", "outcome"),
    [
        (frozenset({"OFD.xml"}), Outcome.FAILED),
        (frozenset({"Sign_0/Signature.xml"}), Outcome.PASSED),
    ],
)
def test_a_signature_over_trifles_protects_nothing(own: Any, outcome: Any) -> Any:
    signed = body(signature_files=frozenset({"Sign_0/Signature.xml"}))
    verdict = checks_coverage.coverage(signed, own, ALL, STANDARD)
    assert verdict.outcome is outcome
    assert ("COVERAGE_EMPTY" in codes(verdict)) is (outcome is Outcome.FAILED)
