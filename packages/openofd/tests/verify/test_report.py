"""The report as value, JSON and sentences."""

import json
from dataclasses import replace
from typing import Any

import pytest

from openofd.errors import MalformedDocument
from openofd.gm.sm3 import sm3
from openofd.verify.advice import ADVICE
from openofd.verify.catalogue import CHECKS, OPTIONAL_CHECKS, SIGNATURE_CHECKS
from openofd.verify.reasons import SENTENCES, from_error, reason
from openofd.verify.report import Outcome, worst


@pytest.fixture(scope="module")
def valid(judge: Any, sealed: Any) -> Any:
    return judge(sealed)


@pytest.fixture(scope="module")
def invalid(judge: Any, sealed: Any, authority_module: Any) -> Any:
    return judge(authority_module.altered(sealed, Doc_0__PublicRes_dot_xml=b"<a/>"))


def test_the_digest_is_that_of_the_file(valid: Any, sealed: Any) -> Any:
    assert (valid.digest, valid.size) == (sm3(sealed), len(sealed))


def test_it_is_plain_json(valid: Any, sealed: Any, authority_module: Any) -> Any:
    found = json.loads(json.dumps(valid.to_json()))
    assert (found["overall"], found["digest"], found["size"]) == ("VALID", sm3(sealed).hex(), len(sealed))
    always = [title.number for title in CHECKS.values() if title.id not in OPTIONAL_CHECKS]
    assert [check["number"] for check in found["checks"]] == always
    assert found["signatures"][0]["signed_at"] == authority_module.SIGNED.isoformat()
    assert found["signatures"][0]["stamps"] == [{"page_id": 1, "boundary": "100 200 42 42"}]
    assert found["at"] == authority_module.SIGNED.isoformat()


def test_reasons_in_json_say_where(invalid: Any) -> Any:
    checks = {check["id"]: check for check in invalid.to_json()["checks"]}
    wrong = checks["reference_digests"]["because"][0]
    assert (wrong["code"], wrong["where"]) == ("REF_DIGEST", "/Doc_0/PublicRes.xml")


def test_an_unreadable_time_is_null(judge: Any, sealed: Any, authority_module: Any) -> Any:
    data = authority_module.altered(sealed, Doc_0__Signs__Sign_0__SignedValue_dot_dat=b"x")
    found = judge(data).to_json()["signatures"][0]
    assert (found["signed_at"], found["signer"], found["form"]) == (None, "", "unknown")


def test_lines_for_a_person(valid: Any) -> Any:
    lines = valid.explain("zh")
    assert lines[0] == "结论：有效"
    assert lines[9] == "5.2 SM2 签名值：通过：SM2 签名值有效"
    assert valid.explain("en")[0] == "Result: valid"
    assert valid.explain("en")[9] == "5.2 SM2 signature value: passed: the SM2 value holds over TBS_Sign"


def test_lines_name_the_place(invalid: Any) -> Any:
    assert (
        "3.1 受保护文件的摘要：不通过：文件内容被改动，与摘要不符（/Doc_0/PublicRes.xml）"
        in invalid.explain("zh")
    )
    assert any("differs (/Doc_0/PublicRes.xml)" in line for line in invalid.explain("en"))


def test_warnings_are_lines_too(judge: Any, sealed: Any, authority: Any) -> Any:
    report = judge(sealed, trust=authority.trusting(crls=()))
    assert report.explain("zh")[-1] == "注意：未检查数字证书吊销状态"
    assert report.because == report.warnings


def test_because_is_why(invalid: Any) -> Any:
    assert "REF_DIGEST" in [r.code for r in invalid.because]
    assert {r.code for r in invalid.because} <= invalid.codes


def test_a_check_without_reasons_is_a_line(valid: Any) -> Any:
    bare = type(valid.checks[0])(id="container", number="1.1", clause="", outcome=Outcome.PASSED, because=())
    assert bare.explain("zh") == "1.1 文件包完整规范：通过"


def test_checks_are_found_by_id(valid: Any) -> Any:
    assert valid.check("coverage").number == "3.2"
    assert valid.signatures[0].check("coverage").number == "3.2"


def test_the_worst_outcome() -> Any:
    assert worst(()) is Outcome.PASSED
    assert worst((Outcome.PASSED, Outcome.FAILED, Outcome.INDETERMINATE)) is Outcome.FAILED


def test_numbers_are_unique_and_ordered() -> Any:
    numbers = [title.number for title in CHECKS.values()]
    assert numbers == sorted(set(numbers))
    assert set(SIGNATURE_CHECKS) == CHECKS.keys() - {"container", "integrity"}


def test_every_sentence_has_both_languages() -> Any:
    assert all(zh and en and zh != en for zh, en in SENTENCES.values())
    assert all(zh.count("{") == en.count("{") for zh, en in SENTENCES.values())


def test_a_reason_is_filled_in() -> Any:
    found = reason("ALG_POLICY", name="MD5")
    assert "MD5" in found.zh
    assert "MD5" in found.en


def test_an_errors_place_wins() -> Any:
    error = MalformedDocument("X", "中", "en", where="here")
    assert from_error(error, "there").where == "here"
    assert from_error(MalformedDocument("X", "中", "en"), "there").where == "there"


def test_a_check_that_does_not_apply_is_not_found(valid: Any) -> Any:
    for listed in (valid, valid.signatures[0]):
        assert listed.find("registry") is None
        assert listed.find("coverage") is listed.check("coverage")
        with pytest.raises(KeyError, match="registry"):
            listed.check("registry")


def test_every_check_has_advice_in_both_languages() -> Any:
    assert ADVICE.keys() == CHECKS.keys()
    sentences = [said for pair in ADVICE.values() for said in pair]
    assert all(zh and en and zh != en for zh, en in sentences)


def test_advice_is_given_where_something_is_to_be_done(valid: Any, invalid: Any) -> Any:
    assert {check.advice() for check in valid.checks} == {""}
    check = invalid.check("reference_digests")
    assert check.advice("zh") == ADVICE["reference_digests"][0][0]
    assert check.advice("en") == ADVICE["reference_digests"][0][1]
    unchecked = replace(check, outcome=Outcome.INDETERMINATE)
    assert unchecked.advice("en") == ADVICE["reference_digests"][1][1]
