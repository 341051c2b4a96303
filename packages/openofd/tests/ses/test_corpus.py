"""Public sample files: every signature is read, and the values hold over the bytes that are handed out."""

import csv
from typing import Any

import pytest

from openofd.gm import sm2
from openofd.gm.sm3 import sm3
from openofd.gm.x509 import PublicKeyCertificate
from openofd.package.reader import Package
from openofd.ses.forms import Form
from openofd.ses.reading import read, read_seal
from openofd.ses.signed_data import SignedData
from openofd.ses.values import SignatureData

FORMS = {"SES v1": Form.SES_V1, "SES v4": Form.SES_V4, "PKCS7/GBT35275": Form.SIGNED_DATA}
BARE = "DigitalSign.ofd"
"""Listed as PKCS #7, but an SM2 value alone."""


def signatures(corpus: Any, file: Any) -> Any:
    """(what SignedValue.dat says, Signature.xml beside it) of each signature, in order."""
    package = Package.open((corpus / file).read_bytes())
    found = sorted(name for name in package.names if name.endswith("/SignedValue.dat"))
    return [
        (read(package.read(name)), package.read(name.replace("SignedValue.dat", "Signature.xml")))
        for name in found
    ]


@pytest.fixture(scope="module")
def signed(corpus: Any) -> Any:
    """The rows of signed files, each with its signatures."""
    with (corpus / "INDEX.tsv").open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines, delimiter="\t") if int(row["signatures"] or 0)]
    return [(row, signatures(corpus, row["file"])) for row in rows]


def holds(certificate: Any, signed_bytes: Any, value: Any) -> Any:
    return sm2.verify(PublicKeyCertificate.parse(certificate).public_key, signed_bytes, value)


def test_every_signature_is_read_and_told_apart(signed: Any) -> None:
    for row, values in signed:
        assert len(values) == int(row["signatures"]), row["file"]
        expected = Form.BARE if row["file"] == BARE else FORMS[row["seal_type"]]
        assert {value.form for value, _ in values} == {expected}, row["file"]


def test_signers_of_seals_hold_where_the_list_says_so(signed: Any) -> None:
    for row, values in signed:
        ours = [value for value, _ in values if isinstance(value, SignatureData)]
        listed = [word.startswith("valid") for word in row["sm2_over_original_bytes"].split(",")]
        if ours:
            found = [holds(value.certificate, value.signed_bytes, value.signature) for value in ours]
            assert found == listed, row["file"]


def test_makers_of_seals_hold(signed: Any) -> None:
    checked = 0
    for row, values in signed:
        for value, _ in values:
            if isinstance(value, SignatureData):
                seal = value.seal
                assert holds(seal.certificate, seal.signed_bytes, seal.signed_value), row["file"]
                checked += 1
    assert checked == 8


def test_the_digest_signed_is_that_of_the_description(signed: Any) -> None:
    for row, values in signed:
        for value, xml in values:
            if isinstance(value, SignatureData) and value.form is Form.SES_V4:
                assert value.data_hash == sm3(xml), row["file"]
                assert (value.deviations, value.seal.deviations) == ((), ()), row["file"]


def test_signatures_without_a_seal_hold(signed: Any) -> None:
    checked = 0
    for row, values in signed:
        for value, xml in values:
            if isinstance(value, SignedData):
                (signer,) = value.signers
                assert signer.faults == (), row["file"]
                assert signer.data_hash == sm3(xml), row["file"]
                assert holds(signer.certificate, signer.signed_bytes, signer.signature), row["file"]
                checked += 1
    assert checked == 7


def test_deviations_of_signatures_without_a_seal_are_named(signed: Any) -> None:
    where = {
        row["file"]: [one.where for value, _ in values for one in value.deviations] for row, values in signed
    }
    assert where["image-signs-2.ofd"] == ["ContentInfo"]
    assert where["testPathClip.ofd"] == ["contentType", "contentType"]
    assert where["26050100800_00002.ofd"] == []


def test_an_integrity_list_signed_without_content_info(corpus: Any) -> None:
    package = Package.open((corpus / "hello-integrity.ofd").read_bytes())
    found = read(package.read("signedvalue.dat"))
    (signer,) = found.signers
    assert signer.data_hash == sm3(package.read("OFDEntries.xml"))
    assert holds(signer.certificate, signer.signed_bytes, signer.signature)


def test_a_maker_who_left_out_a_leading_zero(corpus: Any) -> None:
    (first, _), (second, _) = signatures(corpus, "安证通手动盖章.ofd")
    for value in (first, second):
        seal = value.seal
        assert holds(seal.certificate, seal.signed_bytes, seal.signed_value)
        assert [one.where for one in seal.deviations] == ["SESeal.signedValue"]


def test_seal_files_are_read_like_the_seals_inside(corpus: Any) -> None:
    for file in ("n.ofd", "h.ofd", "draw_param_ref.ofd"):
        package = Package.open((corpus / file).read_bytes())
        name = next(name for name in package.names if name.endswith("Sign_0/Seal.esl"))
        ((value, _), *_) = signatures(corpus, file)
        assert read_seal(package.read(name)) == value.seal, file
