"""Time-stamp tokens: read, and checked by themselves. RFC 3161, GB/T 20520-2006, GM/T 0033-2014.

A token proves that a value existed by a moment, if its authority is trusted: the way up from `certificate` to
an anchor is for `openofd.gm.chain` (with `extended_usage=TIME_STAMPING`), weighing times is for the verifier.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

from openofd.errors import MalformedDocument, OpenOfdError
from openofd.gm import cms, der, sm2
from openofd.gm.cms import SignerInfo
from openofd.gm.der import Cursor, Tlv
from openofd.gm.deviations import Deviation
from openofd.gm.sm3 import OID as SM3
from openofd.gm.sm3 import new, sm3
from openofd.gm.x509 import PublicKeyCertificate
from openofd.limits import LIMITS, Limits

__all__ = [
    "SIGNING_CERTIFICATE",
    "SIGNING_CERTIFICATE_V2",
    "TST_INFO",
    "TimeStamp",
    "TokenFinding",
    "TstInfo",
    "parse",
    "read_imprint",
    "verify_token",
]

TST_INFO: Final = "1.2.840.113549.1.9.16.1.4"
"""Content type of a token."""

SIGNING_CERTIFICATE: Final = "1.2.840.113549.1.9.16.2.12"
SIGNING_CERTIFICATE_V2: Final = "1.2.840.113549.1.9.16.2.47"
_HASHES: Final = {SM3: "sm3", "2.16.840.1.101.3.4.2.1": "sha256"}
_SHA1, _SHA256 = "sha1", "sha256"

_BOOLEAN = 0x01
_TAG_0, _TAG_1 = 0xA0, 0xA1
_MILLIS, _MICROS = 0x80, 0x81
_TIME: Final = re.compile(rb"(\d{14})(?:\.(\d{1,9}))?Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class TstInfo:
    """What the authority states (TSTInfo)."""

    raw: bytes = field(repr=False)
    version: int
    policy: str
    imprint_algorithm: str
    imprint: bytes
    serial: int
    time: datetime
    """genTime."""
    accuracy: timedelta | None
    """How far genTime may be off, either way; None if the token does not say."""
    nonce: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeStamp:
    """A token, read: what is stated, and who signed it."""

    raw: bytes = field(repr=False)
    info: TstInfo
    signer: SignerInfo
    certificate: bytes = field(repr=False)
    """DER of the authority's certificate; empty if it did not come along."""
    certificates: tuple[bytes, ...] = field(repr=False)
    deviations: tuple[Deviation, ...] = ()

    @property
    def time(self) -> datetime:
        """The moment by which the value existed, as the authority states it."""
        return self.info.time


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenFinding:
    """One thing wrong with a token."""

    code: str
    zh: str
    en: str


def parse(data: bytes, *, limits: Limits = LIMITS) -> TimeStamp:
    """Read a token.

    Raises:
        MalformedDocument: DER_*, or TIMESTAMP_STRUCTURE: it is no token.
        LimitExceeded: DER_*.
    """
    found = cms.parse(data, limits=limits)
    # RFC 3161 2.4.2: one signer, the content inside
    if found.content_type != TST_INFO or found.content is None or len(found.signers) != 1:
        raise _no_token("不是单一签名者的时间戳令牌", "not a token of one signer")
    signer = found.signers[0]
    return TimeStamp(
        raw=data,
        info=_read_info(found.content),
        signer=signer,
        certificate=found.certificate_of(signer) or b"",
        certificates=found.certificates,
        deviations=found.deviations,
    )


def _no_token(zh: str, en: str) -> MalformedDocument:
    return MalformedDocument("TIMESTAMP_STRUCTURE", f"时间戳格式错误：{zh}", f"bad time stamp: {en}")


def _read_info(info: bytes) -> TstInfo:
    cursor = Cursor(info, der.whole(info, der.SEQUENCE), "TSTInfo")
    version = _integer(info, cursor.take(der.INTEGER))
    policy = der.dotted(cursor.take(der.OBJECT_IDENTIFIER).content(info))
    algorithm, imprint = read_imprint(info, cursor.take(der.SEQUENCE))
    serial = _integer(info, cursor.take(der.INTEGER))
    time = _time(cursor.take(der.GENERALIZED_TIME).content(info))
    accuracy = cursor.optional(der.SEQUENCE)
    cursor.optional(_BOOLEAN)
    nonce = cursor.optional(der.INTEGER)
    cursor.optional(_TAG_0)
    cursor.optional(_TAG_1)
    cursor.finish()
    return TstInfo(
        raw=info,
        version=version,
        policy=policy,
        imprint_algorithm=algorithm,
        imprint=imprint,
        serial=serial,
        time=time,
        accuracy=None if accuracy is None else _accuracy(info, accuracy),
        nonce=None if nonce is None else _integer(info, nonce),
    )


def read_imprint(data: bytes, tlv: Tlv) -> tuple[str, bytes]:
    """Algorithm and value of a MessageImprint."""
    cursor = Cursor(data, tlv, "messageImprint")
    algorithm = Cursor(data, cursor.take(der.SEQUENCE), "hashAlgorithm").take(der.OBJECT_IDENTIFIER)
    value = cursor.take(der.OCTET_STRING).content(data)
    cursor.finish()
    return der.dotted(algorithm.content(data)), value


def _integer(data: bytes, tlv: Tlv) -> int:
    return der.integer_value(tlv.content(data))


def _accuracy(data: bytes, tlv: Tlv) -> timedelta:
    cursor = Cursor(data, tlv, "accuracy")
    parts = [cursor.optional(tag) for tag in (der.INTEGER, _MILLIS, _MICROS)]
    cursor.finish()
    seconds, millis, micros = (0 if part is None else _integer(data, part) for part in parts)
    if min(seconds, millis, micros) < 0:
        raise _no_token("精度不能为负", "its accuracy is negative")
    try:
        return timedelta(seconds=seconds, milliseconds=millis, microseconds=micros)
    except OverflowError:
        raise _no_token("精度超出范围", "its accuracy is out of range") from None


def _time(content: bytes) -> datetime:
    """GeneralizedTime with or without a fraction, in UTC (RFC 3161 2.4.2)."""
    match = _TIME.fullmatch(content)
    try:
        moment = datetime.strptime(match[1].decode() + "+0000", "%Y%m%d%H%M%S%z") if match else None
    except ValueError:
        moment = None
    if match is None or moment is None:
        raise _no_token("时间格式不正确", "its time is malformed")
    return moment.astimezone(UTC).replace(microsecond=int((match[2] or b"0").ljust(6, b"0")[:6]))


def verify_token(
    token: TimeStamp, imprint_of: bytes, *, certificate: PublicKeyCertificate | None = None
) -> tuple[TokenFinding, ...]:
    """What is wrong with a token as far as it can be told from itself; nothing, if it holds.

    Args:
        token: the token.
        imprint_of: what it should be a stamp on; for a seal signature the octets of its BIT STRING.
        certificate: the authority's, where the token came without.
    """
    authority = certificate or _parsed(token.certificate)
    return tuple(
        _WORDS[code]
        for code in (
            *_imprint(token, imprint_of),
            *_attributes(token),
            *_value(token, authority),
            *(() if authority is None else _named(token, authority.der)),
        )
    )


_WORDS: Final = {
    finding.code: finding
    for finding in (
        TokenFinding(
            code="TIMESTAMP_IMPRINT", zh="时间戳不是对该签名值的", en="the token is not over this value"
        ),
        TokenFinding(
            code="TIMESTAMP_ALGORITHM", zh="时间戳的摘要算法不是 SM3", en="the token's digest is not SM3"
        ),
        TokenFinding(
            code="TIMESTAMP_ATTRIBUTES",
            zh="时间戳的签名属性缺少、重复或与内容不符",
            en="the token's signed attributes are missing, repeated or not those of its content",
        ),
        TokenFinding(
            code="TIMESTAMP_NO_CERT",
            zh="时间戳机构的公钥证书缺失或无法读取",
            en="the authority's certificate is missing or cannot be read",
        ),
        TokenFinding(
            code="TIMESTAMP_SIGNATURE",
            zh="时间戳不是其机构所签",
            en="the token is not signed by its authority",
        ),
        TokenFinding(
            code="TIMESTAMP_CERT_ID",
            zh="时间戳声明的公钥证书不是其机构的",
            en="the token names another certificate than its authority's",
        ),
    )
}


def _parsed(data: bytes) -> PublicKeyCertificate | None:
    try:
        return PublicKeyCertificate.parse(data)
    except OpenOfdError:
        return None


def _imprint(token: TimeStamp, imprint_of: bytes) -> Iterator[str]:
    if token.info.imprint_algorithm != SM3:  # GB/T 20520-2006 leaves the choice; ours is SM3 alone
        yield "TIMESTAMP_ALGORITHM"
    elif token.info.imprint != sm3(imprint_of):
        yield "TIMESTAMP_IMPRINT"


def _attributes(token: TimeStamp) -> Iterator[str]:
    # RFC 5652 5.3: required, for the content is not "data"
    signer = token.signer
    if not signer.signed_attributes or signer.faults or signer.message_digest != sm3(token.info.raw):
        yield "TIMESTAMP_ATTRIBUTES"


def _value(token: TimeStamp, authority: PublicKeyCertificate | None) -> Iterator[str]:
    signer = token.signer
    if authority is None:
        yield "TIMESTAMP_NO_CERT"
    elif signer.algorithm != sm2.SM2_WITH_SM3 or not sm2.verify(
        authority.public_key, signer.signed_attributes, signer.signature
    ):
        yield "TIMESTAMP_SIGNATURE"


def _named(token: TimeStamp, certificate: bytes) -> Iterator[str]:
    """ESSCertID, if there is one, names the certificate by its digest (RFC 5035, RFC 2634)."""
    readers: dict[str, Callable[[bytes], bool]] = {
        SIGNING_CERTIFICATE: lambda value: _first_id(value) == (_SHA1, new(certificate, name=_SHA1).digest()),
        SIGNING_CERTIFICATE_V2: lambda value: _is_digest(_first_id(value, _SHA256), certificate),
    }
    for kind, matches in readers.items():
        for value in token.signer.values(kind):
            if not _safely(matches, value):
                yield "TIMESTAMP_CERT_ID"
                return


def _is_digest(named: tuple[str, bytes], certificate: bytes) -> bool:
    hash_name, digest = named
    return bool(hash_name) and new(certificate, name=hash_name).digest() == digest


def _safely(matches: Callable[[bytes], bool], value: bytes) -> bool:
    try:
        return matches(value)
    except MalformedDocument:
        return False


def _first_id(value: bytes, default: str = _SHA1) -> tuple[str, bytes]:
    """Hash name ("" if unknown) and digest of the first ESSCertID, which is the signer's."""
    identifiers = Cursor(value, der.whole(value, der.SEQUENCE), "SigningCertificate").take(der.SEQUENCE)
    cursor = Cursor(value, Cursor(value, identifiers, "certs").take(der.SEQUENCE), "ESSCertID")
    algorithm = cursor.optional(der.SEQUENCE)
    digest = cursor.take(der.OCTET_STRING).content(value)
    if algorithm is None:
        return default, digest
    name = Cursor(value, algorithm, "hashAlgorithm").take(der.OBJECT_IDENTIFIER)
    return _HASHES.get(der.dotted(name.content(value)), ""), digest
