"""SignedData cut into its parts: GB/T 35275-2017 chapter 8, RFC 5652 chapter 5."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openofd.errors import MalformedDocument, OpenOfdError
from openofd.gm import cms, der, sm2
from openofd.gm.cms_building import (
    CMS,
    GM,
    attribute_set,
    signed_attributes,
    signed_data,
    signer_info,
)
from openofd.gm.sm3 import sm3

WHEN = datetime(2026, 5, 6, 7, 8, 9, tzinfo=UTC)
CONTENT = b"c" * 32
DIGEST_OID = "1.2.156.10197.1.401"


def sign(holder: Any, message: Any) -> Any:
    return holder.key.sign_digest(sm2.message_digest(holder.key.public_key, message))


def with_attributes(holder: Any, attributes: Any, **more: Any) -> Any:
    info = signer_info(holder.certificate, sign(holder, attributes), attributes=attributes)
    return signed_data(**({"signers": [info], "certificates": [holder.certificate]} | more))


@pytest.fixture(scope="module")
def attached(authority: Any) -> Any:
    """The content inside, signed as it is."""
    seal = authority.seal
    info = signer_info(seal.certificate, sign(seal, CONTENT))
    return signed_data(signers=[info], certificates=[seal.certificate], content=CONTENT)


@pytest.fixture(scope="module")
def detached(authority: Any) -> Any:
    """The content outside, its digest among the attributes."""
    return with_attributes(authority.seal, signed_attributes(GM.data, sm3(CONTENT), signing_time=WHEN))


def test_the_content_and_its_signer(attached: Any, authority: Any) -> None:
    found = cms.parse(attached)
    assert (found.content, found.content_type) == (CONTENT, GM.data)
    assert (found.digest_algorithms, found.deviations) == ((DIGEST_OID,), ())
    (signer,) = found.signers
    assert found.certificate_of(signer) == authority.seal.certificate.der
    assert (signer.algorithm, signer.digest_algorithm) == (sm2.SM2_WITH_SM3, DIGEST_OID)
    assert sm2.verify(authority.seal.key.public_key, CONTENT, signer.signature)
    assert (signer.signed_attributes, signer.message_digest, signer.signing_time) == (b"", b"", None)


def test_the_attributes_are_signed_as_a_set(detached: Any, authority: Any) -> None:
    found = cms.parse(detached)
    (signer,) = found.signers
    assert found.content is None
    assert sm2.verify(authority.seal.key.public_key, signer.signed_attributes, signer.signature)
    assert (signer.message_digest, signer.signing_time) == (sm3(CONTENT), WHEN)
    assert (signer.faults, found.deviations) == ((), ())


def test_what_is_signed_is_cut_from_the_bytes(detached: Any) -> None:
    assert cms.parse(detached).signers[0].signed_attributes[1:] in detached


def test_both_families_of_identifiers(authority: Any) -> None:
    data = with_attributes(authority.seal, signed_attributes(CMS.data, sm3(CONTENT)), family=CMS)
    found = cms.parse(data)
    assert (found.content_type, found.deviations) == (CMS.data, ())


def test_a_time_stamp_among_the_unsigned_attributes(authority: Any) -> None:
    token = der.sequence(der.integer(7))
    info = signer_info(
        authority.seal.certificate,
        sign(authority.seal, CONTENT),
        unsigned=attribute_set({cms.TIME_STAMP: token}),
    )
    found = cms.parse(signed_data(signers=[info], certificates=[], content=CONTENT))
    assert found.signers[0].time_stamp == token
    assert found.certificate_of(found.signers[0]) is None


def test_several_signers_keep_their_own_certificates(authority: Any) -> None:
    holders = [authority.seal, authority.ca]
    infos = [signer_info(one.certificate, sign(one, CONTENT)) for one in holders]
    found = cms.parse(
        signed_data(signers=infos, certificates=[one.certificate for one in holders], content=CONTENT)
    )
    assert {found.certificate_of(one) for one in found.signers} == {one.certificate.der for one in holders}


def test_what_is_no_certificate_is_nobodys(authority: Any) -> None:
    info = signer_info(authority.seal.certificate, b"?")
    odd = SimpleNamespace(der=der.sequence(der.integer(1)))
    found = cms.parse(signed_data(signers=[info], certificates=[odd]))
    assert found.certificate_of(found.signers[0]) is None


def test_a_signer_named_by_key_identifier(authority: Any) -> None:
    certificate = authority.seal.certificate
    info = der.sequence(
        der.integer(3),
        der.encode(0x80, certificate.subject_key_id),
        der.sequence(der.oid(DIGEST_OID)),
        der.sequence(der.oid(sm2.SM2_WITH_SM3)),
        der.octets(sign(authority.seal, CONTENT)),
    )
    found = cms.parse(signed_data(signers=[info], certificates=[certificate], content=CONTENT))
    assert found.certificate_of(found.signers[0]) == certificate.der


class TestForgiving:
    def test_indefinite_lengths(self, attached: Any) -> None:
        content = der.whole(attached, der.SEQUENCE).content(attached)
        found = cms.parse(b"\x30\x80" + content + b"\0\0")
        assert found.signers == cms.parse(attached).signers
        assert [(one.code, one.where) for one in found.deviations] == [
            ("SIG_ENCODING_NONSTANDARD", "ContentInfo")
        ]

    def test_trailing_bytes(self, attached: Any) -> None:
        assert [one.code for one in cms.parse(attached + b"\0").deviations] == ["TRAILING_DATA"]

    def test_no_content_info_around_it(self, attached: Any) -> None:
        outer = der.children(attached, der.whole(attached, der.SEQUENCE))[1]
        found = cms.parse(outer.content(attached))
        assert found.signers == cms.parse(attached).signers
        assert [one.where for one in found.deviations] == ["ContentInfo"]

    def test_an_algorithm_without_its_sequence(self, attached: Any) -> None:
        bare = attached.replace(der.encode(der.SET, der.sequence(der.oid(DIGEST_OID))), b"")
        assert bare != attached
        body = b"".join(
            (
                der.integer(1),
                der.encode(der.SET, der.oid(DIGEST_OID)),
                der.sequence(der.oid(GM.data)),
                der.encode(der.SET),
            )
        )
        found = cms.parse(der.sequence(body))
        assert "digestAlgorithms" in [one.where for one in found.deviations]

    def test_the_curve_as_the_algorithm(self, authority: Any) -> None:
        info = signer_info(authority.seal.certificate, b"?", algorithm="1.2.156.10197.1.301")
        found = cms.parse(signed_data(signers=[info], certificates=[]))
        assert found.signers[0].algorithm == sm2.SM2_WITH_SM3
        assert [one.where for one in found.deviations] == ["digestEncryptionAlgorithm"]

    def test_r_and_s_without_der(self, authority: Any) -> None:
        raw = sm2.signature_to_raw(sign(authority.seal, CONTENT))
        info = signer_info(authority.seal.certificate, raw)
        found = cms.parse(signed_data(signers=[info], certificates=[], content=CONTENT))
        assert found.signers[0].received_signature == raw
        assert sm2.verify(authority.seal.key.public_key, CONTENT, found.signers[0].signature)
        assert [one.where for one in found.deviations] == ["encryptedDigest"]

    def test_two_identifiers_of_data(self, authority: Any) -> None:
        attributes = signed_attributes(GM.data, sm3(CONTENT))
        found = cms.parse(with_attributes(authority.seal, attributes, content_type=CMS.data))
        assert found.signers[0].faults == ()
        assert [one.where for one in found.deviations] == ["contentType"]


class TestFaults:
    @pytest.mark.parametrize(
        ("where", "attributes"),
        [
            ("messageDigest", attribute_set({cms.CONTENT_TYPE: der.oid(GM.data)})),
            ("contentType", attribute_set({cms.MESSAGE_DIGEST: der.octets(CONTENT)})),
            ("contentType", signed_attributes("1.2.3", CONTENT)),
            (
                "messageDigest",
                attribute_set(
                    {
                        cms.CONTENT_TYPE: der.oid(GM.data),
                        cms.MESSAGE_DIGEST: der.octets(CONTENT) + der.octets(b"other"),
                    }
                ),
            ),
            (
                "contentType",
                attribute_set({cms.CONTENT_TYPE: der.integer(1), cms.MESSAGE_DIGEST: der.octets(CONTENT)}),
            ),
        ],
    )
    def test_attributes_that_prove_nothing(self, where: Any, attributes: Any, authority: Any) -> None:
        (signer,) = cms.parse(with_attributes(authority.seal, attributes)).signers
        assert [(one.code, one.where) for one in signer.faults] == [("SIGNED_ATTRIBUTES", where)]

    def test_a_digest_said_twice_is_none(self, authority: Any) -> None:
        twice = der.octets(CONTENT) + der.octets(b"other")
        attributes = attribute_set({cms.CONTENT_TYPE: der.oid(GM.data), cms.MESSAGE_DIGEST: twice})
        assert cms.parse(with_attributes(authority.seal, attributes)).signers[0].message_digest == b""

    @pytest.mark.parametrize("time", [der.integer(1), der.encode(der.UTC_TIME, b"never")])
    def test_a_time_that_is_none(self, time: Any, authority: Any) -> None:
        attributes = signed_attributes(GM.data, CONTENT, extra={cms.SIGNING_TIME: time})
        assert cms.parse(with_attributes(authority.seal, attributes)).signers[0].signing_time is None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        der.sequence(),
        der.sequence(der.oid("1.2.3"), der.encode(0xA0, der.sequence())),
        der.sequence(der.oid(GM.signed_data)),
        der.sequence(der.oid(GM.signed_data), der.encode(0xA0, der.integer(1))),
        der.sequence(der.oid(GM.signed_data), der.encode(0xA0), der.integer(1)),
    ],
)
def test_what_is_no_signed_data_is_refused(data: Any) -> None:
    with pytest.raises(MalformedDocument):
        cms.parse(data)


@given(position=st.integers(0, 900), mask=st.integers(1, 255))
def test_a_flipped_byte_is_read_or_refused(detached: Any, position: Any, mask: Any) -> None:
    data = bytearray(detached)
    data[position % len(data)] ^= mask
    try:
        found = cms.parse(bytes(data))
        for signer in found.signers:
            found.certificate_of(signer)
            assert signer.signing_time is None or signer.signing_time.tzinfo
            assert isinstance(signer.message_digest, bytes)
    except OpenOfdError:
        return


def test_the_openssl_command_reads_what_is_built(
    authority: Any, openssl: Callable[..., Any], tmp_path: Path
) -> None:
    data = with_attributes(authority.seal, signed_attributes(CMS.data, sm3(CONTENT)), family=CMS)
    (tmp_path / "data.der").write_bytes(data)
    printed = openssl("cms", "-cmsout", "-print", "-inform", "DER", "-in", "data.der")
    assert printed.returncode == 0, printed.stderr
    assert "messageDigest" in printed.stdout
    assert "SM2-with-SM3" in printed.stdout
