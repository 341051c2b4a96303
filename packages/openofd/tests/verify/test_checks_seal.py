"""Checks 4.1 to 5.3 on a genuine signature with one fact changed."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from openofd.document.parts import Parts
from openofd.document.reach import reach
from openofd.gm.sm3 import sm3
from openofd.package.reader import Package
from openofd.verify import checks_seal
from openofd.verify.facts import TimeFacts
from openofd.verify.policy import STANDARD, STRICT
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

    @pytest.mark.parametrize(
        ("named", "outcome"),
        [("1.2.840.113549.1.1.11", Outcome.INDETERMINATE), ("1.2.156.10197.1.501", Outcome.FAILED)],
    )
    def test_a_maker_with_another_kind_of_key(self, named: Any, outcome: Any, facts: Any) -> Any:
        seal = replace(facts.seal, data=replace(facts.seal.data, algorithm=named), maker=None, foreign=True)
        assert checks_seal.seal_signature(seal).outcome is outcome

    def test_an_unreadable_maker(self, facts: Any) -> Any:
        assert codes(checks_seal.seal_signature(replace(facts.seal, maker=None))) == ["CERT_FORMAT"]

    def test_a_value_that_does_not_hold(self, facts: Any) -> Any:
        assert codes(checks_seal.seal_signature(replace(facts.seal, maker_holds=False))) == ["SEAL_SIG"]

    def test_signed_outside_the_period(self, facts: Any, authority_module: Any) -> Any:
        early = authority_module.START.replace(year=2025)
        verdict = checks_seal.seal_period(facts.seal, early, TimeFacts(authority_module.SIGNED, None))
        assert codes(verdict) == ["SEAL_PERIOD"]

    @pytest.mark.parametrize(("days", "codes_"), [(1, ["SEAL_PERIOD_OK"]), (2, ["TIME_INCONSISTENT"])])
    def test_used_before_it_was_made(self, facts: Any, days: Any, codes_: Any) -> Any:
        info = facts.seal.data.info
        young = replace(info, created_at=info.valid_from + timedelta(days=days))
        seal = replace(facts.seal, data=replace(facts.seal.data, info=young))
        verdict = checks_seal.seal_period(seal, info.valid_from, TimeFacts(info.valid_until, None))
        assert codes(verdict) == codes_

    def test_an_expiry_is_open_where_nothing_says_when(self, facts: Any, authority_module: Any) -> Any:
        late = TimeFacts(authority_module.START + 9 * authority_module.YEAR, None)
        verdict = checks_seal.seal_period(facts.seal, None, late)
        assert (verdict.outcome, codes(verdict)) == (
            Outcome.INDETERMINATE,
            ["SIGN_TIME_MISSING", "SEAL_PERIOD"],
        )
        now = TimeFacts(authority_module.SIGNED, None)
        assert checks_seal.seal_period(facts.seal, None, now).outcome is Outcome.PASSED


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
    def judged(self, facts: Any, **more: Any) -> Any:
        signer = replace(facts.signers[0], **more)
        return checks_seal.signature_value(replace(facts, signers=(signer,)), facts.description)

    def test_another_signature_algorithm(self, facts: Any) -> Any:
        verdict = self.judged(facts, algorithms=(("signatureAlgID", "1.2.156.10197.6.1.4.2.2"),))
        assert codes(verdict) == ["ALG_MISMATCH"]

    @pytest.mark.parametrize(
        ("method", "outcome"), [("1.2.840.113549.1.1.11", Outcome.FAILED), (None, Outcome.PASSED)]
    )
    def test_the_method_in_the_description(self, method: Any, outcome: Any, facts: Any) -> Any:
        described = replace(facts.description, signature_method=method)
        assert checks_seal.signature_value(facts, described).outcome is outcome

    def test_an_unreadable_signer(self, facts: Any) -> Any:
        assert codes(self.judged(facts, certificate=None)) == ["CERT_FORMAT"]

    @pytest.mark.parametrize(
        ("named", "outcome", "code"),
        [
            ("1.2.840.113549.1.1.11", Outcome.INDETERMINATE, "ALG_UNSUPPORTED"),
            ("1.2.156.10197.1.501", Outcome.FAILED, "ALG_MISMATCH"),
        ],
    )
    def test_another_kind_of_key_is_only_reported(
        self, named: Any, outcome: Any, code: Any, facts: Any
    ) -> Any:
        verdict = self.judged(
            facts, certificate=None, foreign=True, algorithms=(("signatureAlgID", named),), holds=False
        )
        assert (verdict.outcome, codes(verdict)) == (outcome, [code])

    def test_a_value_over_the_description_itself(self, facts: Any) -> Any:
        verdict = self.judged(facts, holds=False, holds_elsewhere=True)
        assert (verdict.outcome, codes(verdict)) == (Outcome.INDETERMINATE, ["SIG_OVER_DESCRIPTION"])

    def test_a_value_that_holds_nowhere(self, facts: Any) -> Any:
        assert codes(self.judged(facts, holds=False)) == ["SIG_VALUE"]

    def test_nobody_signed(self, facts: Any) -> Any:
        verdict = checks_seal.signature_value(replace(facts, signers=()), facts.description)
        assert codes(verdict) == ["SIG_NO_SIGNER"]

    @pytest.mark.parametrize(
        ("named", "standard", "strict"),
        [
            ("Doc_0/Signs/Sign_0/Signature.xml", Outcome.PASSED, Outcome.PASSED),
            ('{"Entry":"Sign_0/Signature.xml"}', Outcome.PASSED, Outcome.FAILED),
            ("Sign_0/Signature.xml", Outcome.PASSED, Outcome.FAILED),
            ("", Outcome.PASSED, Outcome.FAILED),
            ("/Doc_0/Signs/Sign_1/Signature.xml", Outcome.FAILED, Outcome.FAILED),
            ("Sign_1/Signature.xml", Outcome.FAILED, Outcome.FAILED),
        ],
    )
    def test_the_signed_path(self, named: Any, standard: Any, strict: Any, facts: Any) -> Any:
        value = replace(facts.value, property_info=named)
        for policy, outcome in ((STANDARD, standard), (STRICT, strict)):
            verdict = checks_seal.data_hash(facts.path, facts.description, value, policy)
            assert verdict.outcome is outcome


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

    def test_a_list_of_names(self, facts: Any) -> Any:
        info = replace(facts.value.seal.info, certificates=(), certificate_ids=("张三",))
        verdict = checks_seal.signer_in_seal(replace(facts.value, seal=replace(facts.value.seal, info=info)))
        assert (verdict.outcome, codes(verdict)) == (Outcome.INDETERMINATE, ["CERT_LIST_OF_NAMES"])
