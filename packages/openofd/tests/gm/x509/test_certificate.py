"""Public-key certificates: read back what was built; everything out of the standard refused."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from asn1crypto import pem
from hypothesis import given
from hypothesis import strategies as st

from openofd.errors import LimitExceeded, MalformedDocument, OpenOfdError, UnsupportedFeature
from openofd.gm import der, sm2
from openofd.gm.chain import TIME_STAMPING
from openofd.gm.keys import PrivateKey
from openofd.gm.x509 import PublicKeyCertificate, build_certificate, new_serial

Make = Callable[..., Any]
MakeKey = Callable[[str], PrivateKey]

_NULL = b"\x05\x00"
_SM2 = der.oid(sm2.SM2_WITH_SM3)
PLAIN, WITH_NULL = der.sequence(_SM2), der.sequence(_SM2, _NULL)
ECDSA = der.sequence(der.oid("1.2.840.10045.4.3.2"))


def _signed(holder: Any, tbs: bytes, algorithm: bytes = PLAIN) -> bytes:
    signature = holder.key.sign_digest(sm2.message_digest(holder.key.public_key, tbs))
    return der.sequence(tbs, algorithm, der.bits(signature))


def _rebuilt(holder: Any, old: bytes, new: bytes) -> bytes:
    """The holder's TBS with one piece exchanged for another, lengths put right, signed anew by itself."""
    tbs = holder.certificate.tbs
    parts = [part.raw(tbs) for part in der.children(tbs, der.whole(tbs, der.SEQUENCE))]
    assert sum(part.count(old) for part in parts) >= 1
    return _signed(holder, der.sequence(*(part.replace(old, new, 1) for part in parts)))


def test_fields_of_a_seal_certificate(authority: Any) -> None:
    seal = PublicKeyCertificate.parse(authority.seal.certificate.der)
    assert (seal.subject.text, str(seal.issuer)) == ("C=CN, O=演示, CN=电子证照专用章", "C=CN, O=演示, CN=CA")
    assert (seal.not_before, seal.not_after) == (
        datetime(2026, 1, 1, tzinfo=UTC),
        datetime(2029, 1, 1, tzinfo=UTC),
    )
    assert seal.key_usage == {"digitalSignature"}
    assert (seal.is_ca, seal.path_length, seal.critical_unknown, seal.extended_key_usage) == (
        False,
        None,
        (),
        frozenset(),
    )
    assert seal.authority_key_id == authority.ca.certificate.subject_key_id
    assert seal.public_key == authority.seal.key.public_key
    assert seal.tbs in seal.der


def test_fields_of_a_ca_certificate(authority: Any) -> None:
    ca = authority.ca.certificate
    assert (ca.is_ca, ca.path_length, ca.key_usage) == (True, 0, {"keyCertSign", "cRLSign"})
    assert not ca.self_issued
    assert authority.root.certificate.self_issued


def test_signatures_are_the_issuers(authority: Any) -> None:
    root, ca, seal = authority.root.certificate, authority.ca.certificate, authority.seal.certificate
    assert root.is_signed_by(root.public_key)
    assert seal.is_signed_by(ca.public_key)
    assert not seal.is_signed_by(root.public_key)


def test_pem_is_read_too(authority: Any) -> None:
    seal = authority.seal.certificate
    assert PublicKeyCertificate.parse(b"\n" + pem.armor("CERTIFICATE", seal.der)) == seal


def test_broken_pem_is_refused() -> None:
    with pytest.raises(MalformedDocument):
        PublicKeyCertificate.parse(b"-----BEGIN CERTIFICATE-----\nAAAA")


def test_equality_is_of_bytes(authority: Any) -> None:
    seal = authority.seal.certificate
    assert len({seal, PublicKeyCertificate.parse(seal.der), authority.ca.certificate}) == 2


def test_parameters_may_be_null_in_both_places(authority: Any) -> None:
    root = authority.root
    tbs = root.certificate.tbs
    parts = [part.raw(tbs) for part in der.children(tbs, der.whole(tbs, der.SEQUENCE))]
    changed = der.sequence(*(WITH_NULL if part == PLAIN else part for part in parts))
    certificate = PublicKeyCertificate.parse(_signed(root, changed, WITH_NULL))
    assert certificate.is_signed_by(root.key.public_key)


def test_inner_and_outer_algorithm_must_agree(authority: Any) -> None:
    with pytest.raises(MalformedDocument, match="X509_ALGORITHM_MISMATCH"):
        PublicKeyCertificate.parse(_signed(authority.root, authority.root.certificate.tbs, WITH_NULL))


def test_other_algorithms_are_refused(authority: Any) -> None:
    with pytest.raises(UnsupportedFeature, match="X509_ALGORITHM"):
        PublicKeyCertificate.parse(_signed(authority.root, authority.root.certificate.tbs, ECDSA))


def test_other_keys_are_refused(authority: Any) -> None:
    p256 = der.oid("1.2.840.10045.3.1.7")
    with pytest.raises(UnsupportedFeature, match="KEY_NOT_SM2"):
        PublicKeyCertificate.parse(
            _rebuilt(authority.root, der.oid("1.2.156.10197.1.301"), p256.ljust(10, b"\0"))
        )


def test_a_point_off_the_curve_is_refused(authority: Any) -> None:
    xy = authority.root.key.public_key.xy
    with pytest.raises(MalformedDocument, match="KEY_POINT"):
        PublicKeyCertificate.parse(_rebuilt(authority.root, xy, xy[:-1] + bytes((xy[-1] ^ 1,))))


@pytest.mark.parametrize("text", [b"260101000000+", b"261301000000Z", b"260101000060Z"])
def test_odd_times_are_refused(authority: Any, text: bytes) -> None:
    with pytest.raises(MalformedDocument, match="X509_STRUCTURE"):
        PublicKeyCertificate.parse(_rebuilt(authority.root, b"260101000000Z", text))


def test_a_time_without_zone_is_refused(authority: Any) -> None:
    old = der.encode(0x17, b"260101000000Z") + der.encode(0x17, b"290101000000Z")
    new = der.encode(0x18, b"20260101000000") + der.encode(0x18, b"2029010100")
    with pytest.raises(MalformedDocument, match="X509_STRUCTURE"):
        PublicKeyCertificate.parse(_rebuilt(authority.root, der.sequence(old), der.sequence(new)))


def test_an_extension_must_not_occur_twice(make_root: Make) -> None:
    with pytest.raises(MalformedDocument, match="X509_EXTENSION_TWICE"):
        make_root("twice", extra=[("1.2.3", False, _NULL), ("1.2.3", False, _NULL)])


def test_critical_extensions_nobody_knows_are_listed(make_root: Make) -> None:
    extra = [("1.2.3", True, _NULL), ("1.2.4", False, _NULL)]
    assert make_root("critical", extra=extra).certificate.critical_unknown == ("1.2.3",)


def test_extended_key_usage_is_read(make_root: Make) -> None:
    certificate = make_root("tsa", extended_key_usage=[TIME_STAMPING, "1.2.3"]).certificate
    assert certificate.extended_key_usage == {TIME_STAMPING, "1.2.3"}
    assert certificate.critical_unknown == ()


@pytest.mark.parametrize(
    "change", [lambda d: d + b"\0", lambda d: d[:-1], lambda _: b"", lambda _: der.sequence(der.integer(1))]
)
def test_other_bytes_are_refused(authority: Any, change: Callable[[bytes], bytes]) -> None:
    with pytest.raises(MalformedDocument):
        PublicKeyCertificate.parse(change(authority.seal.certificate.der))


def test_a_signature_of_broken_octets_is_refused(authority: Any) -> None:
    root = authority.root.certificate
    odd = der.sequence(root.tbs, PLAIN, der.encode(der.BIT_STRING, b"\x01", root.signature))
    with pytest.raises(MalformedDocument, match="X509_STRUCTURE"):
        PublicKeyCertificate.parse(odd)


def test_no_default_is_written(authority: Any) -> None:
    """DER leaves FALSE out; some products refuse it."""
    assert b"\x01\x01\x00" not in authority.seal.certificate.der


def test_a_large_certificate_is_refused(make_root: Make) -> None:
    for size in (65_500, 140_000):
        with pytest.raises(LimitExceeded, match="X509_BYTES"):
            make_root("large", extra=[("1.2.3", False, der.octets(bytes(size)))])


def _nested(depth: int) -> bytes:
    data = b""
    for _ in range(depth):
        data = der.sequence(data)
    return data


@pytest.mark.parametrize("identifier", ["2.5.29.37", "2.5.29.19"])
def test_extensions_nested_without_end_are_refused(make_root: Make, identifier: str) -> None:
    with pytest.raises(LimitExceeded, match="DER_DEPTH"):
        make_root("nested", extra=[(identifier, False, _nested(2000))])


@pytest.mark.parametrize("identifier", ["2.5.29.32", "2.5.29.17", "1.2.3"])
def test_extensions_that_nobody_reads_are_left_alone(make_root: Make, identifier: str) -> None:
    for value in (_nested(2000), b"", b"nonsense"):
        assert make_root("left alone", extra=[(identifier, False, value)]).certificate


@pytest.mark.parametrize("value", [b"", b"\x30", b"\x04\x01", b"\x05\x00"])
def test_broken_extensions_are_refused(make_root: Make, value: bytes) -> None:
    with pytest.raises(MalformedDocument):
        make_root("broken", extra=[("2.5.29.37", False, value)])


def test_names_are_utf8_strings(authority: Any) -> None:
    assert der.utf8("电子证照专用章") in authority.seal.certificate.subject.der
    assert der.utf8("CA") in authority.ca.certificate.subject.der


def test_unknown_name_attributes_are_refused(make_root: Make) -> None:
    with pytest.raises(ValueError, match="unknown name attributes"):
        make_root("x", subject={"CN": "x", "XX": "y"})


def test_years_from_2050_take_the_longer_form(make_root: Make) -> None:
    certificate = make_root("long", not_after=datetime(2050, 1, 1, tzinfo=UTC)).certificate
    assert certificate.not_after.year == 2050
    assert b"\x18\x0f20500101000000Z" in certificate.der


def test_a_serial_number_has_eight_random_bytes(make_root: Make) -> None:
    assert new_serial(bytes(8)) == 0x4000000000000000
    assert new_serial(b"\xff" * 20).bit_length() == 159
    for random in (bytes(7), bytes(21)):
        with pytest.raises(ValueError, match="8 to 20"):
            new_serial(random)
    with pytest.raises(ValueError, match="too short"):
        make_root("short", serial=1)


def test_an_issuer_without_key_identifier_is_still_named(authority: Any, make_key: MakeKey) -> None:
    """The identifier of the authority is then computed from its key."""
    tbs = authority.root.certificate.tbs
    parts = [part.raw(tbs) for part in der.children(tbs, der.whole(tbs, der.SEQUENCE))]
    bare = PublicKeyCertificate.parse(_signed(authority.root, der.sequence(*parts[:-1])))
    assert (bare.subject_key_id, bare.is_ca, bare.key_usage) == (None, False, frozenset())
    below = build_certificate(
        subject={"CN": "below"},
        public_key=make_key("below").public_key,
        issuer=bare,
        issuer_key=authority.root.key,
        serial=new_serial(bytes(8)),
        not_before=bare.not_before,
        not_after=bare.not_after,
        key_usage=["digitalSignature"],
    )
    assert below.authority_key_id == authority.root.certificate.subject_key_id


@given(st.lists(st.tuples(st.integers(0, 600), st.integers(0, 255)), min_size=1, max_size=3))
def test_damaged_certificates_raise_only_our_errors(authority: Any, damages: list[tuple[int, int]]) -> None:
    raw = bytearray(authority.seal.certificate.der)
    for position, value in damages:
        raw[position % len(raw)] = value
    _parse_or_refuse(bytes(raw))


@given(st.binary(max_size=60))
def test_random_contents_raise_only_our_errors(content: bytes) -> None:
    _parse_or_refuse(der.sequence(der.sequence(content), PLAIN, der.bits(b"")))
    _parse_or_refuse(content)


def _parse_or_refuse(data: bytes) -> None:
    with suppress(OpenOfdError):
        PublicKeyCertificate.parse(data)
