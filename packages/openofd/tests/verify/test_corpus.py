"""Public sample files: never an exception, and for SES v4 the values the list of samples states."""

import csv
from typing import Any

import pytest

from openofd.verify.report import Outcome
from openofd.verify.trust import NO_TRUST
from openofd.verify.verify import verify


@pytest.fixture(scope="module")
def index(corpus: Any) -> Any:
    with (corpus / "INDEX.tsv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def test_every_sample_gets_an_answer(index: Any, corpus: Any, authority_module: Any) -> Any:
    for row in index:
        report = verify((corpus / row["file"]).read_bytes(), trust=NO_TRUST, at=authority_module.SIGNED)
        assert "INTERNAL" not in report.codes, row["file"]
        assert report.overall.value != "VALID", row["file"]


def test_values_over_the_original_bytes_hold(index: Any, corpus: Any, authority_module: Any) -> Any:
    rows = [row for row in index if row["seal_type"] == "SES v4"]
    assert rows
    for row in rows:
        report = verify((corpus / row["file"]).read_bytes(), trust=NO_TRUST, at=authority_module.SIGNED)
        holds = ["valid:DER/TBS"] * len(report.signatures)
        assert row["sm2_over_original_bytes"].split(",") == holds
        assert report.check("signature_value").outcome is Outcome.PASSED, row["file"]
        assert report.check("seal_signature").outcome is Outcome.PASSED, row["file"]
        assert report.check("data_hash").outcome is Outcome.PASSED, row["file"]
        assert report.check("signer_in_seal").outcome is Outcome.PASSED, row["file"]


@pytest.mark.parametrize(
    ("file", "outcome"),
    [("999.ofd", Outcome.PASSED), ("allprotected.ofd", Outcome.PASSED), ("h.ofd", Outcome.FAILED)],
)
def test_digests_hold_or_tell_of_the_broken_lock(
    file: Any, outcome: Any, corpus: Any, authority_module: Any
) -> Any:
    report = verify((corpus / file).read_bytes(), trust=NO_TRUST, at=authority_module.SIGNED)
    check = report.check("reference_digests")
    assert check.outcome is outcome
    if outcome is Outcome.FAILED:
        assert [reason.where for reason in check.because] == ["/Doc_0/Signs/Signatures.xml"]
