"""SignedData, cut into its parts: GB/T 35275-2017 chapter 8, which RFC 5652 chapter 5 resembles.

Time-stamp tokens (RFC 3161) and signatures without a seal (GM/T 0099-2020) are made of it. Read leniently,
with each deviation listed; what makes the attributes worthless stands in `faults`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from asn1crypto.core import GeneralizedTime, UTCTime

from openofd.errors import MalformedDocument, OpenOfdError
from openofd.gm import ber, der
from openofd.gm.der import Cursor, Tlv
from openofd.gm.deviations import Deviation, signature_value
from openofd.gm.sm2 import SM2_WITH_SM3
from openofd.limits import LIMITS, Limits

__all__ = [
    "CONTENT_TYPE",
    "DATA",
    "MESSAGE_DIGEST",
    "SIGNED_DATA",
    "SIGNING_TIME",
    "TIME_STAMP",
    "Attribute",
    "SignedData",
    "SignerInfo",
    "parse",
]

DATA: Final = frozenset({"1.2.156.10197.6.1.4.2.1", "1.2.840.113549.1.7.1"})
"""Content type "data": GB/T 35275's identifier and PKCS #7's, which mean the same."""

SIGNED_DATA: Final = frozenset({"1.2.156.10197.6.1.4.2.2", "1.2.840.113549.1.7.2"})
"""Content type "signedData", likewise."""

TIME_STAMP: Final = "1.2.840.113549.1.9.16.2.14"
"""The unsigned attribute that holds a time-stamp token over the signature (RFC 3161 appendix A)."""

CONTENT_TYPE: Final = "1.2.840.113549.1.9.3"
MESSAGE_DIGEST: Final = "1.2.840.113549.1.9.4"
SIGNING_TIME: Final = "1.2.840.113549.1.9.5"
_SM2: Final = frozenset({SM2_WITH_SM3, "1.2.156.10197.1.301.1"})
_SM2_CURVE: Final = "1.2.156.10197.1.301"

_TAG_0, _TAG_1 = 0xA0, 0xA1
_KEY_ID: Final = 0x80


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """One attribute: its type, dotted, and its values as received."""

    type: str
    values: tuple[bytes, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignerInfo:
    """One signer. The SM2 value is over `signed_attributes` if there are any, else over the content."""

    issuer: bytes = field(repr=False)
    """DER of the issuer's name, as received; empty if the signer is named by key identifier."""
    serial: bytes
    """Content octets of the serial number; the key identifier if `issuer` is empty."""
    digest_algorithm: str
    algorithm: str
    """Dotted; SM2 with SM3 by whichever of its names is `SM2_WITH_SM3`."""
    signed_attributes: bytes = field(repr=False)
    """As received, tagged SET (GB/T 35275-2017 8.1, RFC 5652 5.4); empty if there are none."""
    attributes: tuple[Attribute, ...]
    unsigned: tuple[Attribute, ...]
    signature: bytes
    """DER of (r, s); the octets received where they are no signature value at all."""
    received_signature: bytes
    faults: tuple[Deviation, ...] = ()
    """Why the attributes prove nothing; empty if they are sound or absent."""

    def values(self, kind: str) -> tuple[bytes, ...]:
        """All values of the signed attributes of that type."""
        return tuple(value for one in self.attributes if one.type == kind for value in one.values)

    @property
    def message_digest(self) -> bytes:
        """What the attribute says the content's digest is; empty unless it says so exactly once."""
        found = self.values(MESSAGE_DIGEST)
        return _content(found[0], der.OCTET_STRING) if len(found) == 1 else b""

    @property
    def signing_time(self) -> datetime | None:
        """The time claimed in the attributes."""
        found = self.values(SIGNING_TIME)
        return _time(found[0]) if len(found) == 1 else None

    @property
    def time_stamp(self) -> bytes:
        """The token over the signature, if the unsigned attributes hold one."""
        return next((v for one in self.unsigned if one.type == TIME_STAMP for v in one.values), b"")


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedData:
    """What was signed and by whom, all cut from `raw`.

    `content` is what the inner OCTET STRING holds (of another value the whole), None if it is outside.
    """

    raw: bytes = field(repr=False)
    content_type: str
    content: bytes | None = field(repr=False)
    digest_algorithms: tuple[str, ...]
    certificates: tuple[bytes, ...] = field(repr=False)
    signers: tuple[SignerInfo, ...]
    deviations: tuple[Deviation, ...] = ()

    def certificate_of(self, signer: SignerInfo) -> bytes | None:
        """DER of the signer's certificate, if it came along; nothing to be trusted for that."""
        return next((one for one in self.certificates if _names(one, signer)), None)


def parse(data: bytes, *, limits: Limits = LIMITS) -> SignedData:
    """Cut a ContentInfo with signedData, or a SignedData without it.

    Raises:
        MalformedDocument: DER_*, it is neither.
        LimitExceeded: DER_*.
    """
    return _Reader(data, limits).signed_data()


class _Reader:
    """One SignedData being read, and what had to be forgiven."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._raw = data
        self._found: list[Deviation] = []
        self._data = self._as_der(data, limits)

    def _as_der(self, data: bytes, limits: Limits) -> bytes:
        try:
            der.check(data, limits=limits)
        except MalformedDocument:
            value, rest = ber.to_der(data, limits=limits)
        else:
            return data
        if rest:
            zh, en = "末尾有多余字节", "bytes follow the structure"
            self._found.append(Deviation(code="TRAILING_DATA", where="ContentInfo", zh=zh, en=en))
        if value + rest != data:
            self._note("ContentInfo", "长度用 BER 写法，不是 DER", "lengths are BER, not DER")
        return value

    def _note(self, where: str, zh: str, en: str) -> None:
        self._found.append(Deviation(code="SIG_ENCODING_NONSTANDARD", where=where, zh=zh, en=en))

    def signed_data(self) -> SignedData:
        cursor = self._open()
        cursor.take(der.INTEGER)
        digests = self._algorithms(cursor.take(der.SET))
        content_type, content = self._content(cursor.take(der.SEQUENCE))
        certificates = cursor.optional(_TAG_0)
        cursor.optional(_TAG_1)
        signers = der.children(self._data, cursor.take(der.SET))
        cursor.finish()
        return SignedData(
            raw=self._raw,
            content_type=content_type,
            content=content,
            digest_algorithms=digests,
            certificates=self._raw_values(certificates),
            signers=tuple(self._signer(one, content_type) for one in signers),
            deviations=tuple(dict.fromkeys(self._found)),
        )

    def _open(self) -> Cursor:
        top = der.whole(self._data, der.SEQUENCE)
        outer = Cursor(self._data, top, "ContentInfo")
        kind = outer.optional(der.OBJECT_IDENTIFIER)
        if kind is None:
            self._note(
                "ContentInfo", "SignedData 外缺少 ContentInfo", "SignedData stands without its ContentInfo"
            )
            return Cursor(self._data, top, "SignedData")
        if der.dotted(kind.content(self._data)) not in SIGNED_DATA:
            raise outer.broken("内容类型不是 signedData", "the content type is not signedData")
        content = outer.take(_TAG_0)
        outer.finish()
        inner = Cursor(self._data, content, "ContentInfo")
        return Cursor(self._data, inner.take(der.SEQUENCE), "SignedData")

    def _algorithms(self, tlv: Tlv) -> tuple[str, ...]:
        return tuple(self._algorithm(one, "digestAlgorithms") for one in der.children(self._data, tlv))

    def _algorithm(self, tlv: Tlv, where: str) -> str:
        """Of an AlgorithmIdentifier; one toolkit leaves out its SEQUENCE."""
        if tlv.tag != der.OBJECT_IDENTIFIER:
            tlv = Cursor(self._data, tlv, where).take(der.OBJECT_IDENTIFIER)
        else:
            self._note(where, "算法标识外缺少 SEQUENCE", "an algorithm stands without its SEQUENCE")
        return der.dotted(tlv.content(self._data))

    def _content(self, tlv: Tlv) -> tuple[str, bytes | None]:
        cursor = Cursor(self._data, tlv, "contentInfo")
        kind = der.dotted(cursor.take(der.OBJECT_IDENTIFIER).content(self._data))
        tagged = cursor.optional(_TAG_0)
        cursor.finish()
        if tagged is None:
            return kind, None
        value = Cursor(self._data, tagged, "content").take()
        inside = value.content if value.tag == der.OCTET_STRING else value.raw
        return kind, inside(self._data)

    def _raw_values(self, tlv: Tlv | None) -> tuple[bytes, ...]:
        return () if tlv is None else tuple(one.raw(self._data) for one in der.children(self._data, tlv))

    def _signer(self, tlv: Tlv, content_type: str) -> SignerInfo:
        cursor = Cursor(self._data, tlv, "SignerInfo")
        cursor.take(der.INTEGER)
        issuer, serial = self._identifier(cursor.take(der.SEQUENCE, _KEY_ID))
        digest = self._algorithm(cursor.take(der.SEQUENCE, der.OBJECT_IDENTIFIER), "digestAlgorithm")
        signed = cursor.optional(_TAG_0)
        algorithm = self._sm2(cursor.take(der.SEQUENCE, der.OBJECT_IDENTIFIER))
        received = cursor.take(der.OCTET_STRING).content(self._data)
        unsigned = cursor.optional(_TAG_1)
        cursor.finish()
        attributes = self._attributes(signed)
        value = signature_value(received, "encryptedDigest")
        self._found += value.deviations
        return SignerInfo(
            issuer=issuer,
            serial=serial,
            digest_algorithm=digest,
            algorithm=algorithm,
            signed_attributes=b"" if signed is None else b"\x31" + signed.raw(self._data)[1:],
            attributes=attributes,
            unsigned=self._attributes(unsigned),
            signature=value.der,
            received_signature=received,
            faults=() if signed is None else tuple(self._faults(attributes, content_type)),
        )

    def _identifier(self, tlv: Tlv) -> tuple[bytes, bytes]:
        if tlv.tag == _KEY_ID:
            return b"", tlv.content(self._data)
        cursor = Cursor(self._data, tlv, "issuerAndSerialNumber")
        issuer, serial = cursor.take(der.SEQUENCE), cursor.take(der.INTEGER)
        cursor.finish()
        return issuer.raw(self._data), serial.content(self._data)

    def _sm2(self, tlv: Tlv) -> str:
        name = self._algorithm(tlv, "digestEncryptionAlgorithm")
        if name == _SM2_CURVE:
            zh, en = "签名算法标识为曲线的标识", "the signature algorithm is named by the curve"
            self._note("digestEncryptionAlgorithm", zh, en)
        return SM2_WITH_SM3 if name in _SM2 or name == _SM2_CURVE else name

    def _attributes(self, tlv: Tlv | None) -> tuple[Attribute, ...]:
        found = () if tlv is None else der.children(self._data, tlv)
        return tuple(self._attribute(one) for one in found)

    def _attribute(self, tlv: Tlv) -> Attribute:
        cursor = Cursor(self._data, tlv, "Attribute")
        kind = der.dotted(cursor.take(der.OBJECT_IDENTIFIER).content(self._data))
        values = self._raw_values(cursor.take(der.SET))
        cursor.finish()
        return Attribute(type=kind, values=values)

    def _faults(self, attributes: Iterable[Attribute], content_type: str) -> Iterable[Deviation]:
        # GB/T 35275-2017 8.1, RFC 5652 5.3: both are required once there are attributes, each exactly once
        named = {CONTENT_TYPE: "contentType", MESSAGE_DIGEST: "messageDigest"}
        found = {kind: [v for one in attributes if one.type == kind for v in one.values] for kind in named}
        for kind, values in found.items():
            if len(values) != 1:
                zh, en = "签名属性缺少或重复", "a signed attribute is missing or repeated"
                yield Deviation(code="SIGNED_ATTRIBUTES", where=named[kind], zh=zh, en=en)
        if len(found[CONTENT_TYPE]) == 1:
            yield from self._compare(_dotted(found[CONTENT_TYPE][0]), content_type)

    def _compare(self, claimed: str, content_type: str) -> Iterable[Deviation]:
        if claimed == content_type:
            return
        if {claimed, content_type} <= DATA:
            zh, en = "两处内容类型标识不同，含义相同", "two content types differ and mean the same"
            self._note("contentType", zh, en)
            return
        zh, en = "签名属性中的内容类型与内容不符", "the signed content type is not that of the content"
        yield Deviation(code="SIGNED_ATTRIBUTES", where="contentType", zh=zh, en=en)


def _content(value: bytes, tag: int) -> bytes:
    tlv = der.read(value)
    return tlv.content(value) if tlv.tag == tag else b""


def _dotted(value: bytes) -> str:
    try:
        return der.dotted(_content(value, der.OBJECT_IDENTIFIER))
    except OpenOfdError:
        return ""


def _time(value: bytes) -> datetime | None:
    kind = {der.UTC_TIME: UTCTime, der.GENERALIZED_TIME: GeneralizedTime}.get(value[0])
    try:
        found = None if kind is None else kind.load(value, strict=True).native
        return found.astimezone(UTC) if isinstance(found, datetime) and found.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _names(certificate: bytes, signer: SignerInfo) -> bool:
    """Whether the certificate is the one that the signer names."""
    try:
        tbs = Cursor(certificate, der.read(certificate), "Certificate").take(der.SEQUENCE)
        cursor = Cursor(certificate, tbs, "TBSCertificate")
        cursor.optional(_TAG_0)
        serial = cursor.take(der.INTEGER).content(certificate)
        cursor.take(der.SEQUENCE)
        issuer = cursor.take(der.SEQUENCE).raw(certificate)
    except OpenOfdError:
        return False
    if not signer.issuer:  # RFC 5280 4.2.1.2: the extension, never critical
        return der.oid("2.5.29.14") + der.octets(der.octets(signer.serial)) in certificate
    return (issuer, serial) == (signer.issuer, signer.serial)
