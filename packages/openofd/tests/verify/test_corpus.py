"""Public sample files: never an exception, and every verdict agrees with what the list of samples states."""

import csv
from typing import Any

import pytest

from openofd.verify.policy import POLICIES
from openofd.verify.report import Outcome
from openofd.verify.trust import NO_TRUST
from openofd.verify.verify import verify

TRUST_ONLY = {"maker_chain", "signer_chain", "revocation"}


@pytest.fixture(scope="module")
def reports(corpus: Any, authority_module: Any) -> Any:
    """File → (its line of the list, its report) of every sample."""
    with (corpus / "INDEX.tsv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    at = authority_module.SIGNED
    return {r["file"]: (r, verify((corpus / r["file"]).read_bytes(), trust=NO_TRUST, at=at)) for r in rows}


def of_form(reports: Any, form: Any) -> Any:
    """(file, signature, what the list says of its value) of every signature of a seal type in the list."""
    found = []
    for file, (row, report) in reports.items():
        if row["seal_type"] == form:
            stated = row["sm2_over_original_bytes"].split(",")
            found += [(file, *pair) for pair in zip(report.signatures, stated, strict=True)]
    assert found
    return found


def failed(report: Any) -> Any:
    return {c.id: [r.code for r in c.because] for c in report.checks if c.outcome is Outcome.FAILED}


def open_checks(report: Any) -> Any:
    return {check.id for check in report.checks if check.outcome is Outcome.INDETERMINATE}


def test_every_sample_gets_an_answer_and_none_is_valid_without_trust(reports: Any) -> Any:
    assert len(reports) == 51
    for file, (_, report) in reports.items():
        assert "INTERNAL" not in report.codes, file
        assert report.overall.value != "VALID", file


@pytest.mark.parametrize("name", sorted(POLICIES))
def test_no_policy_is_surprised(name: Any, corpus: Any, authority_module: Any) -> Any:
    for path in sorted(corpus.glob("*.ofd")):
        report = verify(path.read_bytes(), trust=NO_TRUST, at=authority_module.SIGNED, policy=POLICIES[name])
        assert "INTERNAL" not in report.codes, path.name


def test_every_signature_that_is_listed_is_found(reports: Any) -> Any:
    signed = {file for file, (row, _) in reports.items() if row["signatures"] != "0"}
    for file in signed:
        row, report = reports[file]
        assert len(report.signatures) == int(row["signatures"]), file


def test_seal_signatures_of_version_4(reports: Any) -> Any:
    for file, signature, stated in of_form(reports, "SES v4"):
        assert (signature.form, stated) == ("SES v4", "valid:DER/TBS"), file
        for check_id in ("signature_value", "seal_signature", "data_hash", "signer_in_seal", "seal_match"):
            assert signature.check(check_id).outcome is Outcome.PASSED, (file, check_id)


def test_the_one_of_version_1_is_invalid_for_the_reason_stated(reports: Any) -> Any:
    ((file, signature, stated),) = of_form(reports, "SES v1")
    assert (file, signature.form, stated) == ("n.ofd", "SES v1", "invalid")
    assert [r.code for r in signature.check("signature_value").because] == ["SIG_VALUE"]
    # .401.2 is the keyed hash: no key, no digests
    assert [r.code for r in signature.check("reference_digests").because] == ["ALG_UNKNOWN"]


def test_signatures_without_a_seal(reports: Any) -> Any:
    for file, signature, _ in of_form(reports, "PKCS7/GBT35275"):
        if signature.form == "bare SM2 value":
            found = [r.code for r in signature.check("signature_value").because]
            assert (file, found) == ("DigitalSign.ofd", ["SIGNER_CERT_MISSING"])
            continue
        for check_id in ("signature_value", "data_hash", "reference_digests"):
            assert signature.check(check_id).outcome is Outcome.PASSED, (file, check_id)
        assert signature.find("seal_signature") is None


# what is wrong with a signed sample beside that nobody vouches for its signers, and what leaves it open
WRONG = {
    "SESV4SignDoc.ofd": {
        "seal_period": ["SEAL_PERIOD"],
        "signer_chain": ["CHAIN_PERIOD_THEN"],
        "signing_time": ["SIGN_TIME"],
    },
    "h.ofd": {"reference_digests": ["REF_DIGEST"]},
}
OPEN = {
    "draw_param_ref.ofd": {"coverage"},
    "DigitalSign.ofd": {"data_hash", "signature_value", "signing_time"},
}


def test_the_reasons_are_named(reports: Any) -> Any:
    for file, (_, report) in reports.items():
        if not report.signatures or file == "n.ofd":
            continue
        found = failed(report)
        assert {k: v[:6] for k, v in found.items()} == WRONG.get(file, {}), file
        assert open_checks(report) - TRUST_ONLY == OPEN.get(file, set()), file


def test_the_broken_lock_is_named(reports: Any) -> Any:
    _, report = reports["h.ofd"]
    check = report.check("reference_digests")
    assert [(r.code, r.where) for r in check.because] == [("REF_DIGEST", "/Doc_0/Signs/Signatures.xml")]
    assert [s.overall.value for s in report.signatures] == ["INVALID", "INDETERMINATE"]
