"""Checks 4.1 to 5.3 on a genuine signature with one fact changed."""

from dataclasses import replace
from typing import Any

import pytest

from openofd.document.parts import Parts
from openofd.document.reach import reach
from openofd.gm.sm3 import sm3
from openofd.package.reader import Package
from openofd.verify import checks_seal
from openofd.verify.facts import TimeFacts
from openofd.verify.reading import read_file
from openofd.verify.report import Outcome


@pytest.fixture(scope="module")
def facts(sealed: Any, authority: Any, authority_module: Any) -> Any:
    parts = Parts(Package.open(sealed))
    return read_file(parts, reach(parts), authority.trust, authority_module.SIGNED).signatures[0]


def codes(verdict: Any) -> Any:
    return [reason.code for reason in verdict.because]


class TestSeal:
    def test_another_algorithm(self, facts: Any) -> Any:
        seal = replace(facts.seal, data=replace(facts.seal.data, algorithm="1.2.3"))
        assert codes(checks_seal.seal_signature(seal)) == ["ALG_MISMATCH"]

    def test_an_unreadable_maker(self, facts: Any) -> Any:
        assert codes(checks_seal.seal_signature(replace(facts.seal, maker=None))) == ["CERT_FORMAT"]

    def test_a_value_that_does_not_hold(self, facts: Any) -> Any:
        assert codes(checks_seal.seal_signature(replace(facts.seal, maker_holds=False))) == ["SEAL_SIG"]

    def test_signed_outside_the_period(self, facts: Any, authority_module: Any) -> Any:
        early = authority_module.START.replace(year=2025)
        verdict = checks_seal.seal_period(facts.seal, early, TimeFacts(authority_module.SIGNED, None))
        assert codes(verdict) == ["SEAL_PERIOD"]


class TestSealFile:
    @pytest.mark.parametrize(
        ("stored", "code"), [(None, "SEAL_MISSING"), (b"other", "SEAL_MISMATCH"), ("same", "SEAL_MATCH_OK")]
    )
    def test_it_must_equal_the_embedded_seal(self, stored: Any, code: Any, facts: Any) -> Any:
        named = replace(facts.description, seal_file="Seal.esl")
        stored = facts.value.seal.raw if stored == "same" else stored
        verdict = checks_seal.seal_match(replace(facts, seal_file=stored), named, facts.value)
        assert codes(verdict) == [code]


class TestValue:
    def test_another_signature_algorithm(self, facts: Any) -> Any:
        value = replace(facts.value, algorithm="1.2.156.10197.6.1.4.2.2")
        assert codes(checks_seal.signature_value(facts, facts.description, value)) == ["ALG_MISMATCH"]

    def test_another_method_in_the_description(self, facts: Any) -> Any:
        described = replace(facts.description, signature_method="1.2.840.113549.1.1.11")
        assert codes(checks_seal.signature_value(facts, described, facts.value)) == ["ALG_MISMATCH"]

    def test_no_method_in_the_description(self, facts: Any) -> Any:
        described = replace(facts.description, signature_method=None)
        assert checks_seal.signature_value(facts, described, facts.value).outcome is Outcome.PASSED

    def test_an_unreadable_signer(self, facts: Any) -> Any:
        unreadable = replace(facts, signer=None)
        assert codes(checks_seal.signature_value(unreadable, facts.description, facts.value)) == [
            "CERT_FORMAT"
        ]

    def test_a_time_stamp_is_not_checked_and_says_so(self, facts: Any) -> Any:
        verdict = checks_seal.signature_value(facts, facts.description, replace(facts.value, time_stamp=b"x"))
        assert [warning.code for warning in verdict.warnings] == ["TIMESTAMP_NOT_CHECKED"]

    def test_a_signed_path_without_its_slash_is_the_same_path(self, facts: Any) -> Any:
        value = replace(facts.value, property_info=facts.path)
        assert checks_seal.data_hash(facts.path, facts.description, value).outcome is Outcome.PASSED


class TestSignerInSeal:
    def test_another_certificate(self, facts: Any) -> Any:
        assert codes(checks_seal.signer_in_seal(replace(facts.value, certificate=b"x"))) == [
            "CERT_NOT_IN_SEAL"
        ]

    @pytest.mark.parametrize(("of", "code"), [("signer", "CERT_IN_SEAL"), ("other", "CERT_NOT_IN_SEAL")])
    def test_a_list_of_digests(self, of: Any, code: Any, facts: Any) -> Any:
        digest = sm3(facts.value.certificate if of == "signer" else b"other")
        info = replace(facts.value.seal.info, certificates=(), digests=(("SM3", digest),))
        value = replace(facts.value, seal=replace(facts.value.seal, info=info))
        assert codes(checks_seal.signer_in_seal(value)) == [code]
