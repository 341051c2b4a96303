"""Revocation lists: read back what was built; everything out of the standard refused."""

from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from asn1crypto import pem
from hypothesis import given
from hypothesis import strategies as st

from openofd.errors import MalformedDocument, OpenOfdError, UnsupportedFeature
from openofd.gm import der, sm2
from openofd.gm.x509 import CertificateRevocationList, Revocation

MAY = datetime(2026, 5, 1, 12, tzinfo=UTC)
ENTRIES = {7: Revocation(at=MAY, reason="keyCompromise"), 9: Revocation(at=MAY, reason="unspecified")}
_NULL = b"\x05\x00"


def test_what_was_built_is_read(authority: Any) -> None:
    crl = CertificateRevocationList.parse(authority.ca.crl(ENTRIES).der)
    assert crl.revoked == ENTRIES
    assert crl.issuer == authority.ca.certificate.subject
    assert (crl.this_update, crl.next_update) == (
        datetime(2026, 6, 1, tzinfo=UTC),
        datetime(2026, 7, 1, tzinfo=UTC),
    )
    assert crl.authority_key_id == authority.ca.certificate.subject_key_id
    assert crl.critical_unknown == ()


def test_the_signature_is_the_issuers(authority: Any) -> None:
    crl = authority.ca.crl()
    assert crl.is_signed_by(authority.ca.key.public_key)
    assert not crl.is_signed_by(authority.root.key.public_key)


def test_pem_is_read_too(authority: Any) -> None:
    crl = authority.ca.crl(ENTRIES)
    assert CertificateRevocationList.parse(pem.armor("X509 CRL", crl.der)) == crl


def test_the_next_update_may_be_absent(authority: Any) -> None:
    assert authority.ca.crl(next_update=None).next_update is None


def test_revoked_entries_cannot_be_changed(authority: Any) -> None:
    with pytest.raises(TypeError):
        authority.ca.crl().revoked[1] = ENTRIES[7]


def test_critical_extensions_are_listed(authority: Any) -> None:
    extra = [("2.5.29.27", True, der.integer(1)), ("1.2.3", False, _NULL)]
    assert authority.ca.crl(extra=extra).critical_unknown == ("2.5.29.27",)


def test_an_extension_must_not_occur_twice(authority: Any) -> None:
    with pytest.raises(MalformedDocument, match="X509_EXTENSION_TWICE"):
        authority.ca.crl(extra=[("1.2.3", False, _NULL)] * 2)


def _signed(holder: Any, tbs: bytes, algorithm: bytes) -> bytes:
    signature = holder.key.sign_digest(sm2.message_digest(holder.key.public_key, tbs))
    return der.sequence(tbs, algorithm, der.bits(signature))


def _parts(holder: Any) -> list[bytes]:
    tbs = holder.crl(ENTRIES).tbs
    return [part.raw(tbs) for part in der.children(tbs, der.whole(tbs, der.SEQUENCE))]


def test_inner_and_outer_algorithm_must_agree(authority: Any) -> None:
    outer = der.sequence(der.oid(sm2.SM2_WITH_SM3), _NULL)
    with pytest.raises(MalformedDocument, match="X509_ALGORITHM_MISMATCH"):
        CertificateRevocationList.parse(_signed(authority.ca, authority.ca.crl().tbs, outer))


def test_other_algorithms_are_refused(authority: Any) -> None:
    outer = der.sequence(der.oid("1.2.840.10045.4.3.2"))
    with pytest.raises(UnsupportedFeature, match="X509_ALGORITHM"):
        CertificateRevocationList.parse(_signed(authority.ca, authority.ca.crl().tbs, outer))


def test_version_1_lists_without_extensions_are_read(authority: Any) -> None:
    _version, algorithm, issuer, *times, _entries, _extensions = _parts(authority.ca)
    entry = der.sequence(der.integer(7), der.encode(0x17, b"260501120000Z"))
    tbs = der.sequence(algorithm, issuer, *times, der.sequence(entry))
    crl = CertificateRevocationList.parse(_signed(authority.ca, tbs, algorithm))
    assert crl.revoked == {7: Revocation(at=MAY, reason="unspecified")}
    assert crl.authority_key_id is None


def test_a_critical_extension_of_an_entry_is_listed(authority: Any) -> None:
    version, algorithm, issuer, *times, _entries, extensions = _parts(authority.ca)
    issuer_of_entry = der.sequence(
        der.oid("2.5.29.29"), der.encode(0x01, b"\xff"), der.octets(der.sequence())
    )
    entry = der.sequence(der.integer(7), der.encode(0x17, b"260501120000Z"), der.sequence(issuer_of_entry))
    tbs = der.sequence(version, algorithm, issuer, *times, der.sequence(entry), extensions)
    crl = CertificateRevocationList.parse(_signed(authority.ca, tbs, algorithm))
    assert crl.critical_unknown == ("2.5.29.29",)


@pytest.fixture(scope="module")
def sound(authority: Any) -> bytes:
    return authority.ca.crl(ENTRIES).der


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 255)), min_size=1, max_size=3))
def test_damaged_lists_raise_only_our_errors(sound: bytes, damages: list[tuple[int, int]]) -> None:
    raw = bytearray(sound)
    for position, value in damages:
        raw[position % len(raw)] = value
    with suppress(OpenOfdError):
        CertificateRevocationList.parse(bytes(raw))
