"""Status responses: RFC 6960 with SM2."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openofd.errors import MalformedDocument, OpenOfdError, UnsupportedFeature
from openofd.gm import der, sm2
from openofd.gm.ocsp import OCSP_SIGNING, CertificateStatus, OcspResponse
from openofd.gm.ocsp_building import build_response, single_response
from openofd.gm.signer import KeySigner
from openofd.gm.sm3 import new, sm3
from openofd.gm.x509 import Revocation

WHEN = datetime(2026, 6, 1, tzinfo=UTC)
WEEK = timedelta(days=7)
SM2 = der.sequence(der.oid(sm2.SM2_WITH_SM3))
TIME = der.generalized_time(WHEN)


def signer(holder: Any) -> Any:
    return KeySigner(certificate=holder.certificate, key=holder.key)


def said(authority: Any, **more: Any) -> Any:
    given = {"this_update": WHEN, "next_update": WHEN + WEEK}
    return single_response(authority.seal.certificate, authority.ca.certificate, **(given | more))


def response(authority: Any, holder: Any = None, **more: Any) -> Any:
    listed = () if holder is None else [holder.certificate]
    data = build_response(
        [said(authority, **more)],
        responder=signer(holder or authority.ca),
        produced_at=WHEN,
        certificates=listed,
    )
    return OcspResponse.parse(data)


def signed(authority: Any, tbs: Any, algorithm: Any = SM2) -> Any:
    """A BasicOCSPResponse over any ResponseData."""
    key = authority.ca.key
    value = key.sign_digest(sm2.message_digest(key.public_key, tbs))
    return der.sequence(tbs, algorithm, der.bits(value))


def data_of(authority: Any, responder: Any = None, single: Any = None, tail: Any = b"") -> Any:
    name = der.encode(0xA1, authority.ca.certificate.subject.der)
    return der.sequence(responder or name, TIME, der.sequence(single or said(authority)), tail)


def about(found: Any, authority: Any) -> Any:
    return found.about(authority.seal.certificate, authority.ca.certificate)


class TestReading:
    def test_good(self, authority: Any) -> None:
        found = response(authority)
        single = about(found, authority)
        assert (single.status, single.revocation) == (CertificateStatus.GOOD, None)
        assert (single.this_update, single.next_update) == (WHEN, WHEN + WEEK)
        assert found.produced_at == WHEN

    def test_revoked(self, authority: Any) -> None:
        entry = Revocation(at=WHEN - WEEK, reason="keyCompromise")
        single = about(response(authority, status=entry), authority)
        assert (single.status, single.revocation) == (CertificateStatus.REVOKED, entry)

    def test_revoked_without_a_reason(self, authority: Any) -> None:
        named = der.children(said(authority), der.whole(said(authority), der.SEQUENCE))[0].raw(
            said(authority)
        )
        single = der.sequence(named, der.encode(0xA1, TIME), TIME)
        found = about(OcspResponse.parse(signed(authority, data_of(authority, single=single))), authority)
        assert (found.revocation, found.next_update) == (Revocation(at=WHEN, reason="unspecified"), None)

    def test_unknown(self, authority: Any) -> None:
        single = about(response(authority, status=CertificateStatus.UNKNOWN, next_update=None), authority)
        assert (single.status, single.next_update) == (CertificateStatus.UNKNOWN, None)

    def test_nothing_about_another(self, authority: Any) -> None:
        root, ca = authority.root.certificate, authority.ca.certificate
        assert response(authority).about(ca, root) is None
        assert response(authority).about(authority.seal.certificate, root) is None

    @pytest.mark.parametrize(("name", "identifier"), [("sha1", "1.3.14.3.2.26"), ("", "1.2.3")])
    def test_other_digests_of_the_issuer(self, name: Any, identifier: Any, authority: Any) -> None:
        ca, seal = authority.ca.certificate, authority.seal.certificate
        named = der.sequence(
            der.sequence(der.oid(identifier)),
            der.octets(new(ca.subject.der, name=name or "sm3").digest()),
            der.octets(new(b"\x04" + ca.public_key.xy, name=name or "sm3").digest()),
            der.integer(seal.serial),
        )
        single = der.sequence(named, der.encode(0x80), TIME)
        found = about(OcspResponse.parse(signed(authority, data_of(authority, single=single))), authority)
        assert (found is not None) is bool(name)

    def test_the_newest_of_several(self, authority: Any) -> None:
        data = build_response(
            [said(authority), said(authority, this_update=WHEN - WEEK)],
            responder=signer(authority.ca),
            produced_at=WHEN,
        )
        assert about(OcspResponse.parse(data), authority).this_update == WHEN

    @pytest.mark.parametrize(("identifier", "unknown"), [("1.2.3", ("1.2.3",)), ("1.3.6.1.5.5.7.48.1.2", ())])
    def test_critical_extensions(self, identifier: Any, unknown: Any, authority: Any) -> None:
        one = der.sequence(der.oid(identifier), b"\x01\x01\xff", der.octets(b""))
        tail = der.encode(0xA1, der.sequence(one))
        found = OcspResponse.parse(signed(authority, data_of(authority, tail=tail)))
        assert found.critical_unknown == unknown


class TestAuthority:
    def test_the_issuer(self, authority: Any) -> None:
        assert response(authority).is_authorised_by(authority.ca.certificate)

    def test_another_ca_of_that_name(self, authority: Any) -> None:
        other = authority.root.issue("CA", ca=True, key=authority.seal.key)
        assert not response(authority).is_authorised_by(other.certificate)

    def test_somebody_charged_with_it(self, authority: Any) -> None:
        delegate = authority.ca.issue("应答者", extended_key_usage=[OCSP_SIGNING])
        assert response(authority, delegate).is_authorised_by(authority.ca.certificate)
        assert not response(authority, delegate).is_authorised_by(authority.root.certificate)

    @pytest.mark.parametrize(
        "more",
        [
            {},
            {"extended_key_usage": [OCSP_SIGNING], "not_after": WHEN - WEEK},
            {"extended_key_usage": ["1.3.6.1.5.5.7.3.1"]},
        ],
    )
    def test_somebody_who_is_not(self, more: Any, authority: Any) -> None:
        delegate = authority.ca.issue("非应答者", **more)
        assert not response(authority, delegate).is_authorised_by(authority.ca.certificate)

    def test_a_responder_named_by_its_key(self, authority: Any) -> None:
        key = b"\x04" + authority.ca.certificate.public_key.xy
        for digest, authorised in (
            (sm3(key), True),
            (new(key, name="sha1").digest(), True),
            (sm3(b"?"), False),
            (b"?", False),
        ):
            named = der.encode(0xA2, der.octets(digest))
            found = OcspResponse.parse(signed(authority, data_of(authority, named)))
            assert found.is_authorised_by(authority.ca.certificate) is authorised

    def test_a_certificate_that_is_none(self, authority: Any) -> None:
        basic = signed(authority, data_of(authority, der.encode(0xA2, der.octets(b"?"))))
        inside = der.whole(basic, der.SEQUENCE).content(basic)
        found = OcspResponse.parse(der.sequence(inside, der.encode(0xA0, der.sequence(der.sequence()))))
        assert not found.is_authorised_by(authority.ca.certificate)

    def test_another_algorithm_never_verifies(self, authority: Any) -> None:
        basic = signed(authority, data_of(authority), der.sequence(der.oid("1.2.840.10045.4.3.2")))
        assert not OcspResponse.parse(basic).is_authorised_by(authority.ca.certificate)

    def test_rsa_says_so(self, authority: Any) -> None:
        basic = signed(authority, data_of(authority), der.sequence(der.oid("1.2.840.113549.1.1.11")))
        with pytest.raises(UnsupportedFeature, match="ALG_RSA"):
            OcspResponse.parse(basic)


class TestRefusing:
    @pytest.mark.parametrize(
        ("code", "data"),
        [
            ("OCSP_REFUSED", der.sequence(der.encode(0x0A, b"\x06"))),
            ("OCSP_REFUSED", der.sequence(der.encode(0x0A, b"\x00"))),
            ("DER_STRUCTURE", der.sequence()),
            (
                "DER_STRUCTURE",
                der.sequence(
                    der.encode(0x0A, b"\0"),
                    der.encode(0xA0, der.sequence(der.oid("1.2.3"), der.octets(b""))),
                ),
            ),
        ],
    )
    def test_what_is_no_answer(self, code: Any, data: Any) -> None:
        with pytest.raises(MalformedDocument, match=code):
            OcspResponse.parse(data)

    def test_a_broken_time(self, authority: Any) -> None:
        tbs = data_of(authority).replace(b"20260601000000Z", b"20261301000000Z")
        with pytest.raises(MalformedDocument, match="OCSP_TIME"):
            OcspResponse.parse(signed(authority, tbs))


@given(position=st.integers(0, 900), mask=st.integers(1, 255))
def test_a_flipped_byte_is_refused_or_not_authorised(authority: Any, position: Any, mask: Any) -> None:
    data = bytearray(response(authority).der)
    data[position % len(data)] ^= mask
    try:
        found = OcspResponse.parse(bytes(data))
    except OpenOfdError:
        return
    assert not found.is_authorised_by(authority.ca.certificate)


def test_the_openssl_command_reads_it(authority: Any, openssl: Callable[..., Any], tmp_path: Path) -> None:
    entry = Revocation(at=WHEN - WEEK, reason="superseded")
    (tmp_path / "response").write_bytes(response(authority, status=entry).der)
    printed = openssl("ocsp", "-respin", "response", "-resp_text", "-noverify")
    assert "Cert Status: revoked" in printed.stdout, printed.stderr
    assert "Revocation Reason: superseded" in printed.stdout
