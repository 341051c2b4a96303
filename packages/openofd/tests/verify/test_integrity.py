"""OFDEntries.xml: a signed list of names, which proves which files there were and nothing about them."""

from typing import Any

import pytest

from openofd.gm import cms_building, sm2
from openofd.gm.sm3 import sm3
from openofd.verify.policy import STRICT
from openofd.verify.report import Outcome, Overall
from openofd.verify.trust import NO_TRUST


@pytest.fixture(scope="module")
def listed(authority: Any, authority_module: Any) -> Any:
    """`listed(parts, …)`: the parts with a list of their names, signed unless told otherwise."""

    def made(parts: Any, *, value: Any = None, loc: Any = "/entries.dat", more: Any = ()) -> Any:
        names = [*parts, "OFD.xml", *more]
        files = "".join(f'<ofd:File ID="{n}" FileLoc="/{name}"/>' for n, name in enumerate(names, 2))
        signed = f"<ofd:SignedValueLoc>{loc}</ofd:SignedValueLoc>" if loc else ""
        xml = authority_module.part(
            "DocEntries",
            f"{signed}<ofd:FileList>{files}</ofd:FileList>",
            ' ID="1" CreationDate="2026-07-01T12:00:00Z"',
        )
        return parts | {"OFDEntries.xml": xml, "entries.dat": (value or sign)(xml)}

    def sign(xml: Any) -> Any:
        signer, content = authority.sealer, sm3(xml)
        signature = signer.sign_digest(sm2.message_digest(signer.certificate.public_key, content))
        return cms_building.signed_data(
            signers=[cms_building.signer_info(signer.certificate, signature)],
            certificates=[signer.certificate],
            content=content,
        )

    return made


@pytest.fixture
def check(listed: Any, forge: Any, told: Any, authority_module: Any) -> Any:
    """`check(…)`: the report on a sealed document with a list."""

    def report(gone: Any = (), *, trust: Any = None, policy: Any = None, **more: Any) -> Any:
        given = {key: value for key, value in (("trust", trust), ("policy", policy)) if value is not None}
        parts = forge.sign(listed(authority_module.tiny_parts(), **more))
        return told({n: raw for n, raw in parts.items() if n not in gone}, **given)

    return report


def codes(report: Any) -> Any:
    return [reason.code for reason in report.check("integrity").because]


def test_a_list_that_is_signed_and_complete(check: Any) -> Any:
    report = check()
    assert (codes(report), report.overall) == (["ENTRIES_OK"], Overall.VALID)
    assert check(policy=STRICT).overall is Overall.VALID


def test_without_a_list_there_is_no_such_check(judge: Any, sealed: Any) -> Any:
    assert judge(sealed).find("integrity") is None


def test_a_file_of_the_list_is_gone(check: Any) -> Any:
    report = check(more=("Doc_0/gone.xml",))
    assert codes(report) == ["ENTRIES_MISSING"]
    assert report.overall is Overall.INVALID


def test_a_list_that_was_altered(check: Any, listed: Any, authority_module: Any) -> Any:
    other = listed({"a": b""})["entries.dat"]
    report = check(value=lambda _: other)
    assert codes(report) == ["DATA_HASH"]
    assert report.overall is Overall.INVALID


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"loc": ""}, "ENTRIES_NOT_SIGNED"),
        ({"loc": "/nowhere.dat"}, "REF_MISSING"),
        ({"value": lambda _: b"\x30\x06\x02\x01\x01\x02\x01\x02"}, "SIG_TYPE_MISMATCH"),
        ({"value": lambda _: b"\x30"}, "DER_TRUNCATED"),
    ],
)
def test_a_list_that_nobody_signed(more: Any, code: Any, check: Any) -> Any:
    report = check(**more)
    assert code in codes(report)
    assert report.check("integrity").outcome is Outcome.FAILED


def test_a_list_signed_by_nobody_we_know(check: Any) -> Any:
    assert check(trust=NO_TRUST).check("integrity").outcome is Outcome.INDETERMINATE


def test_unchecked_revocation_is_minded_as_the_policy_says(check: Any, authority: Any) -> Any:
    unchecked = authority.trusting(crls=())
    report = check(trust=unchecked)
    assert report.check("integrity").outcome is Outcome.PASSED
    assert "REVOCATION_UNKNOWN" in codes(report)
    assert check(trust=unchecked, policy=STRICT).check("integrity").outcome is Outcome.INDETERMINATE


def test_a_list_that_cannot_be_read(forge: Any, told: Any, authority_module: Any) -> Any:
    report = told(forge.sign(authority_module.tiny_parts() | {"OFDEntries.xml": b"<"}))
    assert codes(report) == ["XML_SYNTAX"]


def test_a_list_with_a_time_stamp_of_nobody(check: Any, authority: Any) -> Any:
    def stamped(xml: Any) -> Any:
        signer, content = authority.sealer, sm3(xml)
        signature = signer.sign_digest(sm2.message_digest(signer.certificate.public_key, content))
        unsigned = cms_building.attribute_set({"1.2.840.113549.1.9.16.2.14": b"\x30\x00"})
        info = cms_building.signer_info(signer.certificate, signature, unsigned=unsigned)
        return cms_building.signed_data(signers=[info], certificates=[signer.certificate], content=content)

    assert check(value=stamped).check("integrity").outcome is Outcome.FAILED
