"""Time-stamp tokens: RFC 3161 with SM2 and SM3."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openofd.errors import MalformedDocument, OpenOfdError
from openofd.gm import der, sm2
from openofd.gm.chain import TIME_STAMPING, ChainOutcome, validate_chain
from openofd.gm.cms_building import CMS, GM, signed_attributes, signed_data, signer_info
from openofd.gm.signer import KeySigner
from openofd.gm.sm3 import new, sm3
from openofd.gm.timestamp import (
    SIGNING_CERTIFICATE,
    SIGNING_CERTIFICATE_V2,
    TST_INFO,
    parse,
    verify_token,
)
from openofd.gm.timestamp_authority import build_request, give_time_stamp, read_request, token_of

VALUE = b"signature value"
WHEN = datetime(2026, 5, 6, 7, 8, 9, tzinfo=UTC)
PURPOSES = der.sequence(der.oid(TIME_STAMPING))
SM3_ALGORITHM = der.sequence(der.oid("1.2.156.10197.1.401"))
SHA256 = der.sequence(der.oid("2.16.840.1.101.3.4.2.1"))


@pytest.fixture(scope="module")
def tsa(authority: Any) -> Any:
    holder = authority.ca.issue("演示时间戳机构", extra=[("2.5.29.37", True, PURPOSES)])
    return KeySigner(certificate=holder.certificate, key=holder.key)


@pytest.fixture(scope="module")
def token(tsa: Any) -> Any:
    return give_time_stamp(build_request(VALUE, nonce=7), authority=tsa, serial=5, at=WHEN)


def codes(data: Any, value: Any = VALUE, **more: Any) -> Any:
    return [finding.code for finding in verify_token(parse(data), value, **more)]


def info(algorithm: Any = SM3_ALGORITHM, time: Any = b"20260506070809Z", tail: Any = b"") -> Any:
    return der.sequence(
        der.integer(1),
        der.oid("1.2.3"),
        der.sequence(algorithm, der.octets(sm3(VALUE))),
        der.integer(5),
        der.encode(der.GENERALIZED_TIME, time),
        tail,
    )


def signed(tsa: Any, content: Any, attributes: Any = None, **more: Any) -> Any:
    """A token of any content and attributes, its value right."""
    attributes = signed_attributes(TST_INFO, sm3(content)) if attributes is None else attributes
    e = sm2.message_digest(tsa.certificate.public_key, attributes or content)
    one = signer_info(tsa.certificate, tsa.sign_digest(e), attributes=attributes)
    given = {"signers": [one], "certificates": [tsa.certificate], "content": content}
    return signed_data(**(given | {"content_type": TST_INFO, "family": CMS} | more))


class TestReading:
    def test_it_reads_every_field(self, token: Any, tsa: Any) -> None:
        found = parse(token)
        assert (found.time, found.info.serial, found.info.nonce) == (WHEN, 5, 7)
        assert (found.info.imprint, found.info.imprint_algorithm) == (sm3(VALUE), "1.2.156.10197.1.401")
        assert (found.info.version, found.info.accuracy, found.deviations) == (1, None, ())
        assert found.certificate == tsa.certificate.der

    def test_accuracy(self, tsa: Any) -> None:
        tail = der.sequence(der.integer(2), der.encode(0x80, b"\x03"), der.encode(0x81, b"\x04"))
        found = parse(signed(tsa, info(tail=tail)))
        assert found.info.accuracy == timedelta(seconds=2, milliseconds=3, microseconds=4)

    def test_what_is_optional(self, tsa: Any) -> None:
        tail = b"\x01\x01\xff" + der.encode(0xA0, der.sequence()) + der.encode(0xA1)
        assert parse(signed(tsa, info(tail=tail))).info.nonce is None

    def test_a_fraction_of_a_second(self, tsa: Any) -> None:
        assert parse(signed(tsa, info(time=b"20260506070809.25Z"))).time == WHEN.replace(microsecond=250_000)

    def test_the_identifiers_of_35275(self, tsa: Any) -> None:
        data = give_time_stamp(build_request(VALUE), authority=tsa, serial=1, at=WHEN, family=GM)
        assert codes(data) == []

    @pytest.mark.parametrize(
        "content",
        [
            info(time=b"20261306070809Z"),
            info(time=b"260506070809Z"),
            info(tail=der.octets(b"?")),
            info(tail=der.sequence(der.integer(2**70))),
            b"",
        ],
    )
    def test_a_broken_content_is_refused(self, content: Any, tsa: Any) -> None:
        with pytest.raises(MalformedDocument):
            parse(signed(tsa, content))

    @pytest.mark.parametrize("more", [{"content_type": "1.2.3"}, {"signers": []}])
    def test_other_signed_data_is_no_token(self, more: Any, tsa: Any) -> None:
        with pytest.raises(MalformedDocument, match="TIMESTAMP_STRUCTURE"):
            parse(signed(tsa, info(), **more))


class TestVerifying:
    def test_a_sound_token(self, token: Any) -> None:
        assert codes(token) == []

    def test_another_value(self, token: Any) -> None:
        assert codes(token, b"other") == ["TIMESTAMP_IMPRINT"]

    def test_another_digest(self, tsa: Any) -> None:
        assert codes(signed(tsa, info(algorithm=SHA256))) == ["TIMESTAMP_ALGORITHM"]

    def test_an_altered_content(self, token: Any) -> None:
        altered = token.replace(b"20260506070809Z", b"20250506070809Z")
        assert codes(altered) == ["TIMESTAMP_ATTRIBUTES"]

    def test_no_attributes(self, tsa: Any) -> None:
        assert "TIMESTAMP_ATTRIBUTES" in codes(signed(tsa, info(), b""))

    def test_an_altered_value(self, token: Any) -> None:
        value = parse(token).signer.signature
        other = sm2.encode_signature(*reversed(sm2.parse_signature(value)))
        assert codes(token.replace(value, other)) == ["TIMESTAMP_SIGNATURE"]

    def test_another_authority(self, token: Any, authority: Any) -> None:
        found = codes(token, certificate=authority.seal.certificate)
        assert found == ["TIMESTAMP_SIGNATURE", "TIMESTAMP_CERT_ID"]

    def test_a_certificate_handed_in(self, tsa: Any) -> None:
        request = build_request(VALUE, wants_certificate=False)
        data = give_time_stamp(request, authority=tsa, serial=1, at=WHEN, accuracy=timedelta(seconds=1))
        assert parse(data).info.accuracy == timedelta(seconds=1)
        assert codes(data) == ["TIMESTAMP_NO_CERT"]
        assert codes(data, certificate=tsa.certificate) == []


@dataclass(frozen=True)
class Identifier:
    """An ESSCertID attribute and whether it names the authority."""

    kind: str
    hash_name: str
    algorithm: bytes
    holds: bool = True


class TestCertificateIdentifier:
    @pytest.mark.parametrize(
        "case",
        [
            Identifier(SIGNING_CERTIFICATE, "sha1", b""),
            Identifier(SIGNING_CERTIFICATE_V2, "sha256", b""),
            Identifier(SIGNING_CERTIFICATE_V2, "sha256", SHA256),
            Identifier(SIGNING_CERTIFICATE_V2, "sm3", SM3_ALGORITHM),
            Identifier(SIGNING_CERTIFICATE_V2, "sm3", b"", holds=False),
            Identifier(SIGNING_CERTIFICATE, "sm3", b"", holds=False),
            Identifier(SIGNING_CERTIFICATE_V2, "sm3", der.sequence(der.oid("1.2.3")), holds=False),
        ],
    )
    def test_it_names_the_authority(self, case: Any, tsa: Any) -> None:
        digest = new(tsa.certificate.der, name=case.hash_name).digest()
        named = der.sequence(der.sequence(der.sequence(case.algorithm, der.octets(digest))))
        attributes = signed_attributes(TST_INFO, sm3(info()), extra={case.kind: named})
        expected = [] if case.holds else ["TIMESTAMP_CERT_ID"]
        assert codes(signed(tsa, info(), attributes)) == expected

    def test_a_broken_one_names_nobody(self, tsa: Any) -> None:
        attributes = signed_attributes(TST_INFO, sm3(info()), extra={SIGNING_CERTIFICATE_V2: der.sequence()})
        assert codes(signed(tsa, info(), attributes)) == ["TIMESTAMP_CERT_ID"]


class TestChain:
    def outcome(self, leaf: Any, authority: Any) -> Any:
        return validate_chain(
            leaf,
            intermediates=[authority.ca.certificate],
            anchors=[authority.root.certificate],
            at=WHEN,
            extended_usage=TIME_STAMPING,
        ).outcome

    def test_an_authority_is_dedicated(self, tsa: Any, authority: Any) -> None:
        assert self.outcome(tsa.certificate, authority) is ChainOutcome.PASSED

    def test_another_purpose_is_refused(self, authority: Any) -> None:
        assert self.outcome(authority.seal.certificate, authority) is ChainOutcome.FAILED

    def test_the_purpose_must_be_critical(self, authority: Any) -> None:
        leaf = authority.ca.issue("非关键", extended_key_usage=[TIME_STAMPING]).certificate
        assert self.outcome(leaf, authority) is ChainOutcome.FAILED


class TestAuthority:
    def test_a_request_is_read_back(self) -> None:
        found = read_request(build_request(VALUE, nonce=9))
        assert (found.imprint, found.nonce, found.wants_certificate, found.policy) == (
            sm3(VALUE),
            9,
            True,
            "",
        )

    def test_a_response_holds_the_token(self, token: Any) -> None:
        assert token_of(der.sequence(der.sequence(der.integer(0)), token)) == token

    @pytest.mark.parametrize("tail", [b"", der.sequence()])
    def test_a_refusal(self, tail: Any) -> None:
        with pytest.raises(MalformedDocument, match="TIMESTAMP_REFUSED"):
            token_of(der.sequence(der.sequence(der.integer(2)), tail))


@given(position=st.integers(0, 1500), mask=st.integers(1, 255))
def test_a_flipped_byte_is_told_or_refused(token: Any, position: Any, mask: Any) -> None:
    data = bytearray(token)
    data[position % len(data)] ^= mask
    try:
        found = parse(bytes(data))
    except OpenOfdError:
        return
    assert isinstance(verify_token(found, VALUE), tuple)


class TestOpenssl:
    def test_it_reads_our_token(self, token: Any, openssl: Callable[..., Any], tmp_path: Path) -> None:
        (tmp_path / "token.der").write_bytes(token)
        printed = openssl("ts", "-reply", "-token_in", "-in", "token.der", "-text", "-token_out")
        assert printed.returncode == 0, printed.stderr
        assert "Hash Algorithm: sm3" in printed.stdout
        assert "May  6 07:08:09 2026 GMT" in printed.stdout

    def test_we_answer_its_request(self, tsa: Any, openssl: Callable[..., Any], tmp_path: Path) -> None:
        (tmp_path / "value").write_bytes(VALUE)
        asked = openssl("ts", "-query", "-data", "value", "-sm3", "-cert", "-out", "query")
        assert asked.returncode == 0, asked.stderr
        request = (tmp_path / "query").read_bytes()
        data = give_time_stamp(request, authority=tsa, serial=1, at=WHEN)
        assert codes(data) == []
        assert parse(data).info.nonce == read_request(request).nonce
