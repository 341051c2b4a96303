"""Signatures without a seal: GB/T 35275-2017 in its two forms, and the bare value."""

import base64
from datetime import UTC, datetime
from typing import Any

import pytest

from openofd.errors import MalformedDocument
from openofd.gm import der, sm2
from openofd.gm.cms_building import CMS, GM, signed_attributes, signed_data, signer_info
from openofd.gm.sm3 import sm3
from openofd.ses.forms import Form
from openofd.ses.reading import read
from openofd.ses.signed_data import Variant

XML = b"<Signature/>"
WHEN = datetime(2026, 5, 6, 7, 8, 9, tzinfo=UTC)


def sign(signer: Any, message: Any) -> Any:
    return signer.sign_digest(sm2.message_digest(signer.certificate.public_key, message))


def built(signer: Any, content: Any, attributes: Any = b"", **more: Any) -> Any:
    info = signer_info(signer.certificate, sign(signer, attributes or content or XML), attributes=attributes)
    given = {"signers": [info], "certificates": [signer.certificate], "content": content}
    return signed_data(**(given | more))


def holds(found: Any, signer: Any) -> Any:
    return sm2.verify(signer.certificate.public_key, found.signed_bytes, found.signature)


def test_form_a_has_the_digest_as_its_content(authority: Any) -> None:
    found = read(built(authority.sealer, sm3(XML)))
    (signer,) = found.signers
    assert (found.form, found.deviations) == (Form.SIGNED_DATA, ())
    assert (signer.variant, signer.data_hash, signer.signing_time) == (Variant.CONTENT, sm3(XML), None)
    assert signer.certificate == authority.sealer.certificate.der
    assert holds(signer, authority.sealer)


def test_form_b_has_it_among_the_attributes(authority: Any) -> None:
    attributes = signed_attributes(GM.data, sm3(XML), signing_time=WHEN)
    found = read(built(authority.sealer, None, attributes))
    (signer,) = found.signers
    assert (signer.variant, signer.data_hash, signer.signing_time) == (Variant.ATTRIBUTES, sm3(XML), WHEN)
    assert (signer.faults, found.deviations) == ((), ())
    assert holds(signer, authority.sealer)


def test_form_c_is_a_value_alone(authority: Any) -> None:
    value = sign(authority.sealer, XML)
    found = read(value)
    assert (found.form, found.signature, found.deviations) == (Form.BARE, value, ())


def test_form_c_out_of_range_is_refused() -> None:
    with pytest.raises(MalformedDocument):
        read(der.sequence(der.integer(0), der.integer(1)))


def test_form_c_in_another_encoding() -> None:
    data = der.sequence(der.encode(der.INTEGER, b"\x80" * 32), der.integer(1))
    assert [one.code for one in read(data).deviations] == ["SIG_ENCODING_NONSTANDARD"]


def test_a_digest_as_base64_text(authority: Any) -> None:
    text = base64.b64encode(sm3(XML))
    found = read(built(authority.sealer, text))
    assert (found.signers[0].data_hash, found.signers[0].signed_bytes) == (sm3(XML), text)
    assert [one.where for one in found.deviations] == ["content"]


@pytest.mark.parametrize("original", [XML, b"bm90IGEgZGlnZXN0"])
def test_the_original_as_the_content(original: Any, authority: Any) -> None:
    found = read(built(authority.sealer, original))
    assert found.signers[0].data_hash == sm3(original)
    assert [one.where for one in found.deviations] == ["content"]


def test_neither_content_nor_attributes(authority: Any) -> None:
    (signer,) = read(built(authority.sealer, None)).signers
    assert (signer.variant, signer.signed_bytes, signer.data_hash) == (Variant.ORIGINAL, None, None)


def test_content_and_attributes_agree(authority: Any) -> None:
    content = sm3(XML)
    good = built(authority.sealer, content, signed_attributes(GM.data, sm3(content)))
    bad = built(authority.sealer, content, signed_attributes(GM.data, content))
    assert read(good).signers[0].faults == ()
    assert [one.code for one in read(bad).signers[0].faults] == ["SIGNED_ATTRIBUTES"]
    assert read(good).signers[0].data_hash == sm3(XML)


def test_attributes_without_the_digest_vouch_for_nothing(authority: Any) -> None:
    attributes = der.encode(der.SET, der.sequence(der.oid("1.2.3"), der.encode(der.SET, der.integer(1))))
    (signer,) = read(built(authority.sealer, None, attributes)).signers
    assert signer.data_hash == b""
    assert len(signer.faults) == 2


def test_every_signer_is_handed_out(authority: Any) -> None:
    infos = [signer_info(one.certificate, sign(one, sm3(XML))) for one in (authority.sealer, authority.maker)]
    found = read(signed_data(signers=infos, certificates=[authority.maker.certificate], content=sm3(XML)))
    assert {one.certificate for one in found.signers} == {b"", authority.maker.certificate.der}


def test_nobody_signed() -> None:
    with pytest.raises(MalformedDocument, match="SIGNED_DATA_EMPTY"):
        read(signed_data(signers=[], certificates=[], content=sm3(XML)))


def test_a_content_of_another_type(authority: Any) -> None:
    with pytest.raises(MalformedDocument, match="SIGNED_DATA_CONTENT"):
        read(built(authority.sealer, sm3(XML), content_type="1.2.3"))


def test_the_identifiers_of_pkcs7(authority: Any) -> None:
    assert read(built(authority.sealer, sm3(XML), family=CMS)).deviations == ()
