"""Sealing a draft: GB/T 33190-2016 clause 18, GB/T 38540-2020 7.2."""

import subprocess
from base64 import b64decode
from datetime import datetime, timedelta
from typing import Any

import pytest
from lxml import etree

from openofd.errors import SigningFailed
from openofd.gm import sm2
from openofd.gm.signers.elsewhere import MessageSigner
from openofd.gm.sm3 import sm3
from openofd.model.signatures import Signature, Signatures
from openofd.model.units import Box
from openofd.seal.making import Seal
from openofd.seal.policy import SigningPolicy
from openofd.seal.sealing import apply_seal
from openofd.seal.stamps import Stamp
from openofd.ses import forms, tables, v4
from openofd.verify.policy import SEALED_FINAL
from openofd.verify.verify import verify

SIGNATURE = "Doc_0/Signs/Sign_0/Signature.xml"
VALUE = "Doc_0/Signs/Sign_0/SignedValue.dat"
LIST = "Doc_0/Signs/Signatures.xml"


@pytest.fixture
def sealed(authority: Any, authority_module: Any) -> Any:
    return authority_module.unpack(authority.sealed())


def test_everything_is_covered_and_the_list_is_locked(sealed: Any) -> Any:
    references = Signature.parse(sealed[SIGNATURE]).signed_info.references
    assert {r.file_ref[1:] for r in references.items} == sealed.keys() - {SIGNATURE, VALUE}
    assert LIST in {r.file_ref[1:] for r in references.items}
    assert references.check_method == "1.2.156.10197.1.401"


def test_check_values_are_sm3_of_the_unpacked_bytes(sealed: Any) -> Any:
    root = etree.fromstring(sealed[SIGNATURE])
    for reference in root.iter("{*}Reference"):
        assert b64decode(reference.findtext("{*}CheckValue")) == sm3(sealed[reference.get("FileRef")[1:]])


def test_the_draft_is_left_as_it_was(sealed: Any, authority_module: Any) -> Any:
    for name, raw in authority_module.tiny_parts().items():
        assert sealed[name] == raw


def test_ids_are_unique_over_signatures_and_appearances(authority: Any, authority_module: Any) -> Any:
    stamps = [authority_module.STAMP, Stamp(page_id=1, boundary=Box(1, 2, 3.5, 4))]
    parts = authority_module.unpack(authority.sealed(stamps=stamps))
    listed, signature = Signatures.parse(parts[LIST]), Signature.parse(parts[SIGNATURE])
    assert (listed.max_sign_id, [entry.id for entry in listed.items]) == ("s003", ["s001"])
    assert [stamp.id for stamp in signature.signed_info.stamp_annots] == ["s002", "s003"]
    assert signature.signed_info.stamp_annots[1].boundary == Box(1, 2, 3.5, 4)


def test_the_description_says_who_when_and_how(sealed: Any) -> Any:
    info = Signature.parse(sealed[SIGNATURE]).signed_info
    assert info.provider.provider_name == "openofd"
    assert info.signature_method == "1.2.156.10197.1.501"
    assert info.signature_date_time == "20260702120000Z"


def test_the_value_binds_the_description_and_its_place(
    sealed: Any, authority: Any, authority_module: Any
) -> Any:
    value = v4.read_signature(sealed[VALUE])
    assert value.data_hash == sm3(sealed[SIGNATURE])
    assert value.property_info == "/" + SIGNATURE
    assert value.time == authority_module.SIGNED
    assert value.seal.raw == authority.seal.der


def test_asn1crypto_encodes_the_value_to_the_same_bytes(sealed: Any) -> Any:
    value = tables.SealSignature.load(sealed[VALUE], strict=True)
    assert value.dump(force=True) == sealed[VALUE]


def test_no_seal_file_is_stored(sealed: Any) -> Any:
    assert not [name for name in sealed if name.endswith(".esl")]


def test_a_name_with_markup_in_it_is_escaped(authority: Any, authority_module: Any) -> Any:
    parts = authority_module.tiny_parts() | {'Doc_0/Attachs/a&"b".txt': b"x"}
    found = Signature.parse(authority_module.unpack(authority.sealed(parts))[SIGNATURE])
    assert '/Doc_0/Attachs/a&"b".txt' in [r.file_ref for r in found.signed_info.references.items]


@pytest.mark.parametrize("what", ["signature", "seal"])
def test_the_openssl_command_verifies_it(what: Any, sealed: Any, authority: Any, tmp_path: Any) -> Any:
    value = v4.read_signature(sealed[VALUE])
    signed, signature, signer = (
        (value.signed_bytes, value.signature, authority.sealer)
        if what == "signature"
        else (value.seal.info.raw, value.seal.signed_value, authority.maker)
    )
    (tmp_path / "message").write_bytes(signed)
    (tmp_path / "signature").write_bytes(signature)
    (tmp_path / "key.der").write_bytes(signer.certificate.public_key.spki)
    subprocess.run(
        [
            "openssl",
            "pkeyutl",
            "-verify",
            "-pubin",
            "-inkey",
            "key.der",
            "-keyform",
            "DER",
            "-rawin",
            "-digest",
            "sm3",
            "-pkeyopt",
            "distid:1234567812345678",
            "-in",
            "message",
            "-sigfile",
            "signature",
        ],
        check=True,
        capture_output=True,
        cwd=tmp_path,
    )


def code_of(authority: Any, **more: Any) -> Any:
    with pytest.raises(SigningFailed) as caught:
        authority.sealed(**more)
    return caught.value.code


def test_a_signer_outside_the_seals_list_is_refused(authority: Any) -> Any:
    assert code_of(authority, signer=authority.signer()) == "CERT_NOT_IN_SEAL"


def test_a_time_outside_the_seals_period_is_refused(authority: Any, authority_module: Any) -> Any:
    assert code_of(authority, at=authority_module.START - timedelta(seconds=1)) == "SEAL_PERIOD"


def test_a_time_outside_the_signers_period_is_refused(authority: Any, authority_module: Any) -> Any:
    young = authority.signer(start=authority_module.START + 2 * authority_module.YEAR)
    seal = authority.make_seal(certificates=[young.certificate])
    assert code_of(authority, seal=seal, signer=young) == "SIGN_TIME"


@pytest.mark.parametrize(
    "stamps",
    [[], [Stamp(page_id=2, boundary=Box(1, 1, 1, 1))], [Stamp(page_id=1, boundary=Box(1, 1, 0, 1))]],
)
def test_stamps_on_no_page_or_without_size_are_refused(stamps: Any, authority: Any) -> Any:
    assert code_of(authority, stamps=stamps) == "STAMP_GEOMETRY"


def test_a_wrong_signature_is_caught(authority: Any, authority_module: Any) -> Any:
    liar = authority_module.Liar(authority.sealer.certificate, authority.maker)
    assert code_of(authority, signer=liar) == "SELF_CHECK"


def test_without_the_self_check_it_is_the_callers_to_catch(authority: Any, authority_module: Any) -> Any:
    liar = authority_module.Liar(authority.sealer.certificate, authority.maker)
    draft = authority_module.draft_of(authority_module.tiny_parts())
    assert apply_seal(
        draft,
        seal=authority.seal,
        signer=liar,
        stamps=[authority_module.STAMP],
        at=authority_module.SIGNED,
        policy=SigningPolicy(lock=True, self_check=False),
    )


def test_a_stored_seal_works_like_a_made_one(authority: Any) -> Any:
    assert authority.sealed(seal=Seal.parse(authority.seal.der))


def test_a_time_without_zone_is_a_callers_mistake(authority: Any) -> Any:
    with pytest.raises(TypeError):
        authority.sealed(at=datetime(2026, 7, 1))  # noqa: DTZ001 - the point of the test


def test_a_seal_of_version_5_makes_signatures_of_version_5(authority: Any, authority_module: Any) -> Any:
    sealed = authority.sealed(seal=authority.make_seal(version=5))
    value = authority_module.unpack(sealed)[VALUE]
    assert forms.tell(value) is forms.Form.SES_V5
    assert tables.SealSignature.load(value, strict=True)["to_be_signed"]["version"].native == 5
    report = verify(sealed, trust=authority.trust, at=authority_module.SIGNED)
    assert report.overall == "VALID", report.explain("en")


def open_draft(authority: Any, authority_module: Any, **policy: Any) -> Any:
    return apply_seal(
        authority_module.draft_of(authority_module.tiny_parts()),
        seal=authority.seal,
        signer=authority.sealer,
        stamps=[authority_module.STAMP],
        at=authority_module.SIGNED,
        policy=SigningPolicy(**policy),
    )


def test_a_draft_may_be_left_open(authority: Any, authority_module: Any) -> Any:
    sealed = open_draft(authority, authority_module)
    parts = authority_module.unpack(sealed)
    references = Signature.parse(parts[SIGNATURE]).signed_info.references
    assert {r.file_ref[1:] for r in references.items} == parts.keys() - {SIGNATURE, VALUE, LIST}
    assert verify(sealed, trust=authority.trust, at=authority_module.SIGNED).overall == "VALID"


def test_a_drafts_ids_may_be_plain_numbers(authority: Any, authority_module: Any) -> Any:
    parts = authority_module.unpack(open_draft(authority, authority_module, plain_ids=True))
    assert Signatures.parse(parts[LIST]).items[0].id == "1"
    assert Signature.parse(parts[SIGNATURE]).signed_info.stamp_annots[0].id == "2"


def test_a_drafts_seal_may_be_stored(authority: Any, authority_module: Any) -> Any:
    sealed = open_draft(authority, authority_module, lock=True, store_seal=True)
    assert authority_module.unpack(sealed)["Doc_0/Signs/Sign_0/Seal.esl"] == authority.seal.der
    report = verify(sealed, trust=authority.trust, at=authority_module.SIGNED, policy=SEALED_FINAL)
    assert report.overall == "VALID", report.explain("en")


def test_a_signer_that_takes_messages_only_seals_as_well(authority: Any, authority_module: Any) -> None:
    key = authority.sealer.certificate.public_key
    signer = MessageSigner(
        certificate=authority.sealer.certificate,
        ask=lambda message: authority.sealer.sign_digest(sm2.message_digest(key, message)),
    )
    sealed = authority.sealed(signer=signer)
    assert verify(sealed, trust=authority.trust, at=authority_module.SIGNED).overall == "VALID"
