"""Signatures without a seal, as values: GB/T 35275-2017 SignedData, and a bare SM2 value.

GM/T 0099-2020 7.2.2 wants the former for a signature of type Sign. It is made in two ways: the digest of
Signature.xml is the content (form A), or an attribute (form B). Old toolkits store a bare value (form C).
"""

import base64
import binascii
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from openofd.gm import cms, sm2
from openofd.gm.cms import SignerInfo
from openofd.gm.deviations import Deviation, signature_value
from openofd.gm.sm3 import sm3
from openofd.limits import LIMITS, Limits
from openofd.ses.forms import Form
from openofd.ses.slicing import malformed

__all__ = ["BareSignature", "SignedData", "SignerData", "Variant", "read_bare", "read_signed_data"]

_DIGEST_BYTES: Final = 32


class Variant(StrEnum):
    """What the signer's value is over."""

    CONTENT = "A"
    """The content of the SignedData, which is the digest of Signature.xml."""
    ATTRIBUTES = "B"
    """The signed attributes, which hold the digest."""
    ORIGINAL = "original"
    """Signature.xml itself: neither content nor attributes came along."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignerData:
    """One signer of a SignedData."""

    variant: Variant
    signed_bytes: bytes | None = field(repr=False)
    """What the SM2 value is over; None: Signature.xml as it is."""
    data_hash: bytes | None
    """The SM3 of Signature.xml that is vouched for; None: the value is over the file itself."""
    certificate: bytes = field(repr=False)
    """DER of the certificate named by the signer; empty if it did not come along."""
    algorithm: str
    digest_algorithm: str
    signing_time: datetime | None
    """As claimed in the signed attributes."""
    signature: bytes
    """DER of (r, s); the octets received where they are no signature value at all."""
    received_signature: bytes
    time_stamp: bytes
    """Token over `received_signature`; empty if absent."""
    faults: tuple[Deviation, ...]
    """Why this signer proves nothing (SIGNED_ATTRIBUTES); not to be forgiven."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedData:
    """A GB/T 35275 signature: every signer it names, at least one."""

    raw: bytes = field(repr=False)
    signers: tuple[SignerData, ...]
    certificates: tuple[bytes, ...] = field(repr=False)
    """All that came along, DER."""
    deviations: tuple[Deviation, ...]
    form: Form = Form.SIGNED_DATA


@dataclass(frozen=True, slots=True, kw_only=True)
class BareSignature:
    """An SM2 value over Signature.xml and nothing else; the signer's certificate is not in the file."""

    raw: bytes
    signature: bytes
    """DER of (r, s)."""
    deviations: tuple[Deviation, ...]
    form: Form = Form.BARE


def read_signed_data(data: bytes, *, limits: Limits = LIMITS) -> SignedData:
    """Read a SignedValue.dat of GB/T 35275.

    Raises:
        MalformedDocument: DER_*, or SIGNED_DATA_EMPTY: nobody signed.
        LimitExceeded: DER_*.
    """
    found = cms.parse(data, limits=limits)
    if not found.signers:
        raise malformed("SIGNED_DATA_EMPTY", "没有签名者", "there is no signer", "signerInfos")
    if found.content_type not in cms.DATA:
        raise malformed("SIGNED_DATA_CONTENT", "内容类型不是 data", "the content is not data", "contentType")
    content_hash, notes = _content_hash(found.content)
    return SignedData(
        raw=data,
        signers=tuple(_signer(found, one, content_hash) for one in found.signers),
        certificates=found.certificates,
        deviations=(*found.deviations, *notes),
    )


def read_bare(data: bytes) -> BareSignature:
    """Read a SignedValue.dat that is an SM2 value and nothing else (form C).

    Raises:
        MalformedDocument: SIG_STRUCTURE, SIG_RANGE, DER_*: it is none.
    """
    value = signature_value(data, "SignedValue.dat")
    sm2.parse_signature(value.der)
    return BareSignature(raw=data, signature=value.der, deviations=value.deviations)


def _content_hash(content: bytes | None) -> tuple[bytes | None, tuple[Deviation, ...]]:
    """The digest that the content vouches for, and in what way it departs from a plain digest."""
    if content is None or len(content) == _DIGEST_BYTES:
        return content, ()
    decoded = _from_base64(content)
    if decoded is not None:
        return decoded, (_note("内容为摘要的 Base64 文字", "the content is the digest as Base64 text"),)
    return sm3(content), (_note("内容是原文，不是摘要", "the content is the original, not its digest"),)


def _from_base64(content: bytes) -> bytes | None:
    try:
        decoded = base64.b64decode(content, validate=True)
    except (ValueError, binascii.Error):
        return None
    return decoded if len(decoded) == _DIGEST_BYTES else None


def _note(zh: str, en: str) -> Deviation:
    return Deviation(code="SIG_ENCODING_NONSTANDARD", where="content", zh=zh, en=en)


def _signer(data: cms.SignedData, signer: SignerInfo, content_hash: bytes | None) -> SignerData:
    attributes = signer.signed_attributes
    variant = Variant.ORIGINAL
    if attributes:
        variant = Variant.ATTRIBUTES
    elif data.content is not None:
        variant = Variant.CONTENT
    return SignerData(
        variant=variant,
        signed_bytes=attributes or data.content,
        data_hash=content_hash
        if content_hash is not None
        else (signer.message_digest if attributes else None),
        certificate=data.certificate_of(signer) or b"",
        algorithm=signer.algorithm,
        digest_algorithm=signer.digest_algorithm,
        signing_time=signer.signing_time,
        signature=signer.signature,
        received_signature=signer.received_signature,
        time_stamp=signer.time_stamp,
        faults=(*signer.faults, *_other_content(data, signer)),
    )


def _other_content(data: cms.SignedData, signer: SignerInfo) -> tuple[Deviation, ...]:
    """GB/T 35275-2017 8.1: where content and attributes both stand there, one is the digest of the other."""
    if data.content is None or not signer.signed_attributes or signer.message_digest == sm3(data.content):
        return ()
    zh, en = "签名属性中的摘要与内容不符", "the signed digest is not that of the content"
    return (Deviation(code="SIGNED_ATTRIBUTES", where="messageDigest", zh=zh, en=en),)
