"""SignedData written, for signatures and time-stamp tokens: GB/T 35275-2017 chapter 8, RFC 5652 chapter 5."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from openofd.gm import cms, der
from openofd.gm.sm2 import SM2_WITH_SM3
from openofd.gm.sm3 import OID as SM3
from openofd.gm.x509 import PublicKeyCertificate

__all__ = ["CMS", "GM", "Family", "attribute_set", "signed_attributes", "signed_data", "signer_info"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """The identifiers by which one standard calls the same things."""

    data: str
    signed_data: str
    algorithm: str


GM: Final = Family(
    data="1.2.156.10197.6.1.4.2.1",
    signed_data="1.2.156.10197.6.1.4.2.2",
    algorithm="1.2.156.10197.1.301.1",
)
"""GB/T 35275-2017."""

CMS: Final = Family(data="1.2.840.113549.1.7.1", signed_data="1.2.840.113549.1.7.2", algorithm=SM2_WITH_SM3)
"""RFC 5652, with the SM2 identifier of GB/T 33560."""

_TAG_0, _TAG_1 = 0xA0, 0xA1
_SM3: Final = der.sequence(der.oid(SM3))


def attribute_set(values: Mapping[str, bytes]) -> bytes:
    """SET OF Attribute with one value each, sorted as DER wants it (X.690 11.6)."""
    found = [der.sequence(der.oid(kind), der.encode(der.SET, value)) for kind, value in values.items()]
    return der.encode(der.SET, *sorted(found))


def signed_attributes(
    content_type: str,
    digest: bytes,
    *,
    signing_time: datetime | None = None,
    extra: Mapping[str, bytes] | None = None,
) -> bytes:
    """The SET that a signer signs: content type and digest of the content, and what else is given."""
    values = {
        cms.CONTENT_TYPE: der.oid(content_type),
        cms.MESSAGE_DIGEST: der.octets(digest),
        **(extra or {}),
    }
    if signing_time is not None:
        values[cms.SIGNING_TIME] = der.utc_time(signing_time)
    return attribute_set(values)


def signer_info(
    certificate: PublicKeyCertificate,
    signature: bytes,
    *,
    attributes: bytes = b"",
    unsigned: bytes = b"",
    algorithm: str = GM.algorithm,
) -> bytes:
    """One SignerInfo.

    Args:
        certificate: the signer's; it is named by issuer and serial number.
        signature: over `attributes`, or over the content if there are none; usually DER of (r, s).
        attributes: from `signed_attributes`.
        unsigned: from `attribute_set`.
        algorithm: identifier of SM2 with SM3.
    """
    return der.sequence(
        der.integer(1),
        der.sequence(certificate.issuer.der, der.integer(certificate.serial)),
        _SM3,
        _retagged(_TAG_0, attributes),
        der.sequence(der.oid(algorithm)),
        der.octets(signature),
        _retagged(_TAG_1, unsigned),
    )


def _retagged(tag: int, value: bytes) -> bytes:
    return bytes((tag,)) + value[1:] if value else b""


def signed_data(
    *,
    signers: Iterable[bytes],
    certificates: Iterable[PublicKeyCertificate],
    content: bytes | None = None,
    content_type: str = "",
    family: Family = GM,
    version: int = 1,
) -> bytes:
    """A ContentInfo of signedData.

    Args:
        signers: from `signer_info`.
        certificates: those that go along.
        content: octets of the content; None leaves it outside.
        content_type: its type; "data" of the family if empty.
        family: whose identifiers to use.
        version: 1; time-stamp tokens have 3 (RFC 5652 5.1).
    """
    inside = b"" if content is None else der.encode(_TAG_0, der.octets(content))
    body = der.sequence(
        der.integer(version),
        der.encode(der.SET, _SM3),
        der.sequence(der.oid(content_type or family.data), inside),
        der.encode(_TAG_0, *(one.der for one in certificates)),
        der.encode(der.SET, *signers),
    )
    return der.sequence(der.oid(family.signed_data), der.encode(_TAG_0, body))
