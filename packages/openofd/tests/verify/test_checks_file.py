"""Checks 1.1 to 3.2 from facts."""

from typing import Any

import pytest

from openofd.model.units import Box
from openofd.package.findings import Finding
from openofd.verify import checks_file
from openofd.verify.facts import BodyFacts, Description, ReferenceFacts
from openofd.verify.policy import SEALED_FINAL, STANDARD, STRICT
from openofd.verify.report import Outcome, Reason, StampFacts

GOOD = ReferenceFacts("/a", "a", b"1", b"1")
DAMAGED = Reason(code="CONTAINER_CRC", zh="坏", en="damaged", where="/b")
ENCRYPTED = Reason(code="CONTAINER_ENCRYPTED", zh="密", en="encrypted", where="/b")


def described(*references: Any, method: Any = "1.2.156.10197.1.401") -> Any:
    return Description(
        digest=b"",
        check_method=method,
        references=references,
        signature_method=None,
        date_time="",
        stamps=(),
        stamp_ids=(),
        signed_value="",
        seal_file="",
    )


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


def codes(verdict: Any) -> Any:
    return [reason.code for reason in verdict.because]


def noted(verdict: Any) -> Any:
    return [reason.code for reason in verdict.warnings]


class TestContainer:
    def test_an_error_of_the_reader_fails_it(self) -> Any:
        verdict = checks_file.container([Finding(code="X", zh="", en="")], (), None, STANDARD)
        assert (verdict.outcome, codes(verdict)) == (Outcome.FAILED, ["X"])

    def test_a_note_of_the_reader_is_a_warning(self) -> Any:
        finding = Finding(code="X", zh="", en="", severity="note")
        verdict = checks_file.container([finding], (), None, STANDARD)
        assert (verdict.outcome, noted(verdict)) == (Outcome.PASSED, ["X"])

    def test_a_note_of_the_reader_is_no_leniency_to_the_strict(self) -> Any:
        finding = Finding(code="X", zh="", en="", severity="note")
        verdict = checks_file.container([finding], (), None, STRICT)
        assert (verdict.outcome, codes(verdict), noted(verdict)) == (Outcome.FAILED, ["X"], [])

    @pytest.mark.parametrize(
        ("listed", "outcome"),
        [
            (None, Outcome.PASSED),
            (frozenset({"extra"}), Outcome.PASSED),
            (frozenset({"other"}), Outcome.FAILED),
        ],
    )
    def test_an_entry_that_nothing_refers_to(self, listed: Any, outcome: Any) -> Any:
        verdict = checks_file.container([], ["extra"], listed, STANDARD)
        assert verdict.outcome is outcome
        assert [r.code for r in (*verdict.because, *verdict.warnings)][-1] == "CONTAINER_UNREFERENCED"


class TestDocumentStructure:
    @pytest.mark.parametrize(
        ("code", "policy", "outcome"),
        [
            ("XML_SYNTAX", STANDARD, Outcome.FAILED),
            ("LIMIT_EXCEEDED", STANDARD, Outcome.INDETERMINATE),
            ("MULTI_DOCBODY", SEALED_FINAL, Outcome.PASSED),
            ("REF_MISSING", STANDARD, Outcome.PASSED),
            ("REF_MISSING", SEALED_FINAL, Outcome.FAILED),
            ("MULTI_DOCBODY", STRICT, Outcome.PASSED),
        ],
    )
    def test_findings_by_their_weight(self, code: Any, policy: Any, outcome: Any) -> Any:
        assert checks_file.document_structure([Finding(code=code, zh="", en="")], policy).outcome is outcome


class TestListProblems:
    def test_two_signatures_of_one_id(self) -> Any:
        verdict = checks_file.list_problems(body(listed=("s001", "s001")), ())
        assert (verdict.outcome, codes(verdict)) == (Outcome.FAILED, ["SIG_DUPLICATE_ID"])

    @pytest.mark.parametrize(
        ("max_id", "listed", "stamps", "warned"),
        [
            ("s002", ("s001",), ("s002",), []),
            ("s002", ("s002",), (), ["SIG_MAYBE_REMOVED"]),
            ("", ("1",), (), []),
            ("x", ("1",), (), []),
            ("99999999999999999999", ("1",), (), ["SIG_MAYBE_REMOVED"]),
        ],
    )
    def test_a_gap_below_max_sign_id_is_a_hint(
        self, max_id: Any, listed: Any, stamps: Any, warned: Any
    ) -> Any:
        verdict = checks_file.list_problems(body(max_id=max_id, listed=listed), stamps)
        assert (verdict.outcome, noted(verdict)) == (Outcome.PASSED, warned)


class TestReferenceDigests:
    @pytest.mark.parametrize("method", sorted(checks_file.SM3_NAMES))
    def test_every_name_of_sm3(self, method: Any) -> Any:
        assert checks_file.reference_digests(described(GOOD, method=method)).outcome is Outcome.PASSED

    @pytest.mark.parametrize("method", [None, "", "MD5", "md5", "SHA1", "sha-1"])
    def test_broken_digests_are_refused_and_absent_means_md5(self, method: Any) -> Any:
        verdict = checks_file.reference_digests(described(GOOD, method=method))
        assert (verdict.outcome, codes(verdict)) == (Outcome.FAILED, ["ALG_POLICY"])

    def test_an_unknown_digest_cannot_be_told(self) -> Any:
        verdict = checks_file.reference_digests(described(GOOD, method="1.2.156.10197.1.401.2"))
        assert (verdict.outcome, codes(verdict)) == (Outcome.INDETERMINATE, ["ALG_UNKNOWN"])

    def test_no_reference_at_all(self) -> Any:
        assert codes(checks_file.reference_digests(described())) == ["COVERAGE_EMPTY"]

    @pytest.mark.parametrize(
        ("code", "reference"),
        [
            ("REF_DIGEST", ReferenceFacts("/b", "b", b"1", b"2")),
            ("REF_VALUE", ReferenceFacts("/b", "b", None, b"2")),
            ("REF_MISSING", ReferenceFacts("/b", "b", b"1", None)),
            ("CONTAINER_CRC", ReferenceFacts("/b", "b", b"1", DAMAGED)),
            ("REF_PATH", ReferenceFacts("../b", "", None, None)),
        ],
    )
    def test_what_is_wrong_with_a_reference(self, code: Any, reference: Any) -> Any:
        verdict = checks_file.reference_digests(described(GOOD, reference))
        assert [(r.code, r.where) for r in verdict.because] == [(code, reference.file_ref)]

    def test_what_cannot_be_unpacked_is_neither_missing_nor_altered(self) -> Any:
        verdict = checks_file.reference_digests(described(GOOD, ReferenceFacts("/b", "b", b"1", ENCRYPTED)))
        assert (verdict.outcome, codes(verdict)) == (Outcome.INDETERMINATE, ["CONTAINER_ENCRYPTED"])

    @pytest.mark.parametrize(("written", "name"), [("/./a", "a"), ("/A", "A")])
    def test_the_same_file_twice(self, written: Any, name: Any) -> Any:
        twice = ReferenceFacts(written, name, b"1", b"1")
        assert codes(checks_file.reference_digests(described(GOOD, twice))) == ["REF_DUPLICATE"]


class TestStamps:
    PAGES = ((1, Box(0, 0, 210, 297)), (2, None))

    @pytest.mark.parametrize(
        ("stamp", "odd"),
        [
            ((1, Box(100, 200, 42, 42), None), False),
            ((1, Box(190, 200, 42, 42), Box(0, 0, 20, 42)), False),
            ((2, Box(0, 0, 42, 42), None), False),
            ((3, Box(100, 200, 42, 42), None), True),
            ((1, Box(100, 200, 0, 42), None), True),
            ((1, Box(211, 0, 42, 42), None), True),
            ((1, Box(100, 200, 42, 42), Box(0, 0, 0, 42)), True),
            ((1, Box(100, 200, 42, 42), Box(50, 0, 10, 10)), True),
            ((1, Box(0, 0, 210, 297), None), True),
        ],
    )
    def test_where_a_seal_may_show(self, stamp: Any, odd: Any) -> Any:
        page, boundary, clip = stamp
        found = checks_file._stamps([StampFacts(page_id=page, boundary=boundary, clip=clip)], self.PAGES)
        assert [reason.code for reason in found] == ["STAMP_GEOMETRY"] * odd


def test_a_reference_whose_target_differs_in_case_is_an_error() -> None:
    missing = Finding(code="REF_MISSING", zh="缺", en="missing", where="Doc_0/TPLS/a.xml", severity="error")
    assert checks_file.document_structure([missing], STANDARD, ["Doc_0/Tpls/a.xml"]).outcome is Outcome.FAILED
    assert checks_file.document_structure([missing], STANDARD, ["Doc_0/Tpls/b.xml"]).outcome is Outcome.PASSED
