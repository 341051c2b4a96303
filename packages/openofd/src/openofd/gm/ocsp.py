"""Answers about one public-key certificate's status: RFC 6960 chapter 4.2, GM/T 0014-2012, with SM2.

An answer counts if the issuer of the certificate gave it, or somebody whom the issuer charged with it.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum
from functools import lru_cache
from typing import Final

from openofd.errors import MalformedDocument, OpenOfdError
from openofd.gm import der, sm2
from openofd.gm.der import Cursor, Tlv
from openofd.gm.deviations import signature_value
from openofd.gm.sm2 import SM2_WITH_SM3, PublicKey
from openofd.gm.sm3 import OID as SM3
from openofd.gm.sm3 import new
from openofd.gm.x509 import PublicKeyCertificate, Revocation
from openofd.gm.x509.structure import refuse_rsa
from openofd.limits import LIMITS, Limits

__all__ = [
    "BASIC",
    "OCSP_SIGNING",
    "REASON_NUMBERS",
    "CertificateStatus",
    "OcspResponse",
    "SingleResponse",
]

OCSP_SIGNING: Final = "1.3.6.1.5.5.7.3.9"
"""Extended key usage of somebody whom an issuer charged with answering."""

BASIC: Final = "1.3.6.1.5.5.7.48.1.1"
"""The one kind of response in use."""

REASON_NUMBERS: Final = {
    0: "unspecified",
    1: "keyCompromise",
    2: "cACompromise",
    3: "affiliationChanged",
    4: "superseded",
    5: "cessationOfOperation",
    6: "certificateHold",
    8: "removeFromCRL",
    9: "privilegeWithdrawn",
    10: "aACompromise",
}
"""CRLReason (RFC 5280 5.3.1)."""

_HASHES: Final = {SM3: "sm3", "1.3.14.3.2.26": "sha1", "2.16.840.1.101.3.4.2.1": "sha256"}
_KEY_HASHES: Final = {20: "sha1", 32: "sm3"}
_NONCE: Final = "1.3.6.1.5.5.7.48.1.2"
_ENUMERATED, _BOOLEAN = 0x0A, 0x01
_TAG_0, _TAG_1, _TAG_2 = 0xA0, 0xA1, 0xA2
_GOOD, _UNKNOWN = 0x80, 0x82


class CertificateStatus(Enum):
    """What a responder says."""

    GOOD = "good"
    REVOKED = "revoked"
    UNKNOWN = "unknown"
    """The responder does not know the certificate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleResponse:
    """The status of one certificate, which is named by its issuer's digests and its serial number."""

    hash_name: str
    """The digest used in naming: "sm3", "sha1", "sha256"; empty if unknown."""
    issuer_name_hash: bytes
    issuer_key_hash: bytes
    serial: int
    status: CertificateStatus
    revocation: Revocation | None
    this_update: datetime
    next_update: datetime | None

    def concerns(self, certificate: PublicKeyCertificate, issuer: PublicKeyCertificate) -> bool:
        """Whether it is about `certificate`, issued by `issuer`."""
        return bool(self.hash_name) and (self.serial, self.issuer_name_hash, self.issuer_key_hash) == (
            certificate.serial,
            new(issuer.subject.der, name=self.hash_name).digest(),
            new(b"\x04" + issuer.public_key.xy, name=self.hash_name).digest(),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OcspResponse:
    """A signed response; `der` is what was received and alone decides equality."""

    der: bytes = field(repr=False)
    tbs: bytes = field(compare=False, repr=False)
    signature: bytes = field(compare=False, repr=False)
    responder_name: bytes = field(compare=False, repr=False)
    """DER of the responder's name; empty if it is named by key."""
    responder_key_hash: bytes = field(compare=False, repr=False)
    produced_at: datetime = field(compare=False)
    responses: tuple[SingleResponse, ...] = field(compare=False)
    certificates: tuple[bytes, ...] = field(compare=False, repr=False)
    critical_unknown: tuple[str, ...] = field(compare=False)

    @staticmethod
    def parse(data: bytes, *, limits: Limits = LIMITS) -> "OcspResponse":
        """Read an OCSPResponse or a BasicOCSPResponse.

        Raises:
            MalformedDocument: DER_*, or OCSP_REFUSED: the responder gave no answer.
            UnsupportedFeature: ALG_RSA; other foreign algorithms read, but verify never.
            LimitExceeded: DER_*.
        """
        return _parse(data, limits)

    def about(self, certificate: PublicKeyCertificate, issuer: PublicKeyCertificate) -> SingleResponse | None:
        """What it says of one certificate; None if nothing. The newest where there are several."""
        found = [one for one in self.responses if one.concerns(certificate, issuer)]
        return max(found, key=lambda one: one.this_update, default=None)

    def is_authorised_by(self, issuer: PublicKeyCertificate) -> bool:
        """Whether the issuer answered, or somebody with a certificate from the issuer for this (4.2.2.2)."""
        if self._is_responder(issuer):
            return _is_signed(self.tbs, self.signature, issuer.public_key)
        return self.delegate(issuer) is not None

    def delegate(self, issuer: PublicKeyCertificate) -> PublicKeyCertificate | None:
        """Whom the issuer charged with this answer; None if the issuer answered, or nobody of his."""
        if self._is_responder(issuer):
            return None
        found = (self._delegate(one, issuer) for one in self.certificates)
        return next((one for one in found if one is not None), None)

    def _is_responder(self, certificate: PublicKeyCertificate) -> bool:
        if self.responder_name:
            return certificate.subject.der == self.responder_name
        name = _KEY_HASHES.get(len(self.responder_key_hash))
        key = b"\x04" + certificate.public_key.xy
        return name is not None and new(key, name=name).digest() == self.responder_key_hash

    def _delegate(self, data: bytes, issuer: PublicKeyCertificate) -> PublicKeyCertificate | None:
        try:
            delegate = PublicKeyCertificate.parse(data)
        except OpenOfdError:
            return None
        return delegate if self._is_charged(delegate, issuer) else None

    def _is_charged(self, delegate: PublicKeyCertificate, issuer: PublicKeyCertificate) -> bool:
        return (
            self._is_responder(delegate)
            and delegate.issuer == issuer.subject
            and OCSP_SIGNING in delegate.extended_key_usage
            and delegate.not_before <= self.produced_at <= delegate.not_after
            and delegate.is_signed_by(issuer.public_key)
            and _is_signed(self.tbs, self.signature, delegate.public_key)
        )


@lru_cache(maxsize=64)
def _is_signed(tbs: bytes, signature: bytes, key: PublicKey) -> bool:
    return sm2.verify(key, tbs, signature)


def _parse(data: bytes, limits: Limits) -> OcspResponse:
    basic = _basic(data, der.check(data, limits=limits))
    cursor = Cursor(basic, der.check(basic, limits=limits), "BasicOCSPResponse")
    tbs, algorithm, value = cursor.take(der.SEQUENCE), cursor.take(der.SEQUENCE), cursor.take(der.BIT_STRING)
    certificates = cursor.optional(_TAG_0)
    cursor.finish()
    return _Reader(basic, tbs).response(
        data,
        _signature(basic, algorithm, value),
        () if certificates is None else _listed(basic, certificates),
    )


def _basic(data: bytes, top: Tlv) -> bytes:
    """The BasicOCSPResponse inside, or the whole where it is one already."""
    cursor = Cursor(data, top, "OCSPResponse")
    status = cursor.optional(_ENUMERATED)
    if status is None:
        return data
    answer = cursor.optional(_TAG_0)
    cursor.finish()
    if status.content(data) != b"\0" or answer is None:
        number = int.from_bytes(status.content(data)[:1], "big")
        zh, en = f"应答者没有给出状态（{number}）", f"the responder gave no status ({number})"
        raise MalformedDocument("OCSP_REFUSED", zh, en)
    inner = Cursor(data, Cursor(data, answer, "responseBytes").take(der.SEQUENCE), "ResponseBytes")
    kind = der.dotted(inner.take(der.OBJECT_IDENTIFIER).content(data))
    if kind != BASIC:
        raise inner.broken("应答类型不是 basic", "the response is not of the basic type")
    return inner.take(der.OCTET_STRING).content(data)


def _signature(data: bytes, algorithm: Tlv, value: Tlv) -> bytes:
    """The value, if it is of SM2; otherwise nothing that could verify."""
    name = der.dotted(Cursor(data, algorithm, "signatureAlgorithm").take(der.OBJECT_IDENTIFIER).content(data))
    refuse_rsa(name)
    bits = value.content(data)
    return signature_value(bits[1:], "signature").der if name == SM2_WITH_SM3 and bits[:1] == b"\0" else b""


def _listed(data: bytes, tagged: Tlv) -> tuple[bytes, ...]:
    inside = Cursor(data, tagged, "certs").take(der.SEQUENCE)
    return tuple(one.raw(data) for one in der.children(data, inside))


class _Reader:
    """ResponseData being read."""

    def __init__(self, data: bytes, tbs: Tlv) -> None:
        self._data = data
        self._tbs = tbs
        self._critical: list[str] = []

    def response(self, received: bytes, signature: bytes, certificates: tuple[bytes, ...]) -> OcspResponse:
        cursor = Cursor(self._data, self._tbs, "ResponseData")
        cursor.optional(_TAG_0)
        responder = cursor.take(_TAG_1, _TAG_2)
        by_name = responder.tag == _TAG_1
        inside = Cursor(self._data, responder, "responderID").take(
            der.SEQUENCE if by_name else der.OCTET_STRING
        )
        produced_at = self._time(cursor.take(der.GENERALIZED_TIME))
        singles = der.children(self._data, cursor.take(der.SEQUENCE))
        responses = tuple(self._single(one) for one in singles)
        self._extensions(cursor.optional(_TAG_1))
        cursor.finish()
        return OcspResponse(
            der=received,
            tbs=self._tbs.raw(self._data),
            signature=signature,
            responder_name=inside.raw(self._data) if by_name else b"",
            responder_key_hash=b"" if by_name else inside.content(self._data),
            produced_at=produced_at,
            responses=responses,
            certificates=certificates,
            critical_unknown=tuple(self._critical),
        )

    def _single(self, tlv: Tlv) -> SingleResponse:
        cursor = Cursor(self._data, tlv, "SingleResponse")
        named = cursor.take(der.SEQUENCE)
        state = cursor.take(_GOOD, _TAG_1, _UNKNOWN)
        this_update = self._time(cursor.take(der.GENERALIZED_TIME))
        until = cursor.optional(_TAG_0)
        self._extensions(cursor.optional(_TAG_1))
        cursor.finish()
        status = {_GOOD: CertificateStatus.GOOD, _UNKNOWN: CertificateStatus.UNKNOWN}
        hash_name, by_name, by_key, serial = self._certificate_id(named)
        return SingleResponse(
            hash_name=hash_name,
            issuer_name_hash=by_name,
            issuer_key_hash=by_key,
            serial=serial,
            status=status.get(state.tag, CertificateStatus.REVOKED),
            revocation=self._revocation(state) if state.tag == _TAG_1 else None,
            this_update=this_update,
            next_update=None if until is None else self._tagged_time(until),
        )

    def _certificate_id(self, tlv: Tlv) -> tuple[str, bytes, bytes, int]:
        cursor = Cursor(self._data, tlv, "CertID")
        name = Cursor(self._data, cursor.take(der.SEQUENCE), "hashAlgorithm").take(der.OBJECT_IDENTIFIER)
        by_name, by_key = (cursor.take(der.OCTET_STRING).content(self._data) for _ in range(2))
        serial = der.integer_value(cursor.take(der.INTEGER).content(self._data))
        cursor.finish()
        return _HASHES.get(der.dotted(name.content(self._data)), ""), by_name, by_key, serial

    def _revocation(self, tlv: Tlv) -> Revocation:
        cursor = Cursor(self._data, tlv, "RevokedInfo")
        at = self._time(cursor.take(der.GENERALIZED_TIME))
        tagged = cursor.optional(_TAG_0)
        cursor.finish()
        number = 0
        if tagged is not None:
            reason = Cursor(self._data, tagged, "revocationReason").take(_ENUMERATED)
            number = int.from_bytes(reason.content(self._data)[:2], "big")
        known = REASON_NUMBERS.get(number, "unspecified")
        return Revocation(at=at, reason=known, stated=tagged is not None)

    def _extensions(self, tagged: Tlv | None) -> None:
        """Remember the critical ones that nobody here understands."""
        found = () if tagged is None else _children(self._data, tagged)
        for one in found:
            cursor = Cursor(self._data, one, "Extension")
            kind = der.dotted(cursor.take(der.OBJECT_IDENTIFIER).content(self._data))
            if cursor.optional(_BOOLEAN) is not None and kind != _NONCE:
                self._critical.append(kind)

    def _tagged_time(self, tagged: Tlv) -> datetime:
        return self._time(Cursor(self._data, tagged, "nextUpdate").take(der.GENERALIZED_TIME))

    def _time(self, tlv: Tlv) -> datetime:
        try:
            text = tlv.content(self._data).decode("ascii")
            return datetime.strptime(text.removesuffix("Z") + "+0000", "%Y%m%d%H%M%S%z").astimezone(UTC)
        except ValueError:
            zh, en = "在线状态应答的时间格式不正确", "a time of the status response is malformed"
            raise MalformedDocument("OCSP_TIME", zh, en) from None


def _children(data: bytes, tagged: Tlv) -> tuple[Tlv, ...]:
    return der.children(data, Cursor(data, tagged, "extensions").take(der.SEQUENCE))
