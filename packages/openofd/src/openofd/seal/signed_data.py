"""Signature without a seal: SignedData of GB/T 35275-2017 chapter 8, as GM/T 0099-2020 7.2.2 asks for.

The content is outside; what is signed are the attributes, as a SET, and one of them is the digest of
Signature.xml: the form that vendors' readers accept.
"""

from datetime import UTC, datetime
from typing import Final

from openofd.gm import der, sm3
from openofd.gm.signer import Signer, sign
from openofd.gm.x509 import PublicKeyCertificate
from openofd.seal.policy import SigningPolicy
from openofd.seal.time_stamps import obtain

__all__ = ["signed_data"]

_SET, _UTC_TIME = 0x31, 0x17
_TAG_0, _TAG_1 = 0xA0, 0xA1
# GB/T 35275-2017 chapter 6: object identifiers
_SIGNED_DATA: Final = der.oid("1.2.156.10197.6.1.4.2.2")
_DATA: Final = der.oid("1.2.156.10197.6.1.4.2.1")
_SM3: Final = der.sequence(der.oid(sm3.OID))
_SM2: Final = der.sequence(der.oid("1.2.156.10197.1.301.1"))
# RFC 2985: attributes; RFC 3161 appendix A: the token
_CONTENT_TYPE: Final = der.oid("1.2.840.113549.1.9.3")
_MESSAGE_DIGEST: Final = der.oid("1.2.840.113549.1.9.4")
_SIGNING_TIME: Final = der.oid("1.2.840.113549.1.9.5")
_TOKEN: Final = der.oid("1.2.840.113549.1.9.16.2.14")
_VERSION: Final = der.integer(1)


def signed_data(*, signer: Signer, at: datetime, digest: bytes, policy: SigningPolicy) -> bytes:
    """The DER of a ContentInfo, which becomes SignedValue.dat.

    Args:
        signer: who signs.
        at: the signing time, aware.
        digest: SM3 of Signature.xml.
        policy: whether to check, and whom to ask for a time stamp.

    Raises:
        SigningFailed: the signer, or the time-stamp authority, failed.
    """
    attributes = _set_of(
        _attribute(_CONTENT_TYPE, _DATA),
        _attribute(_MESSAGE_DIGEST, der.octets(digest)),
        _attribute(_SIGNING_TIME, _time(at)),
    )
    signature = sign(signer, der.encode(_SET, attributes), check=policy.self_check)
    token = b""
    if policy.time_stamp is not None:
        token = _attribute(_TOKEN, obtain(policy.time_stamp, signature, at))
    return _content_info(signer.certificate, attributes, signature, token)


def _content_info(
    certificate: PublicKeyCertificate, attributes: bytes, signature: bytes, token: bytes
) -> bytes:
    signer_info = der.sequence(
        _VERSION,
        der.sequence(certificate.issuer.der, der.integer(certificate.serial)),
        _SM3,
        der.encode(_TAG_0, attributes),
        _SM2,
        der.octets(signature),
        der.encode(_TAG_1, token) if token else b"",
    )
    signed = der.sequence(
        _VERSION,
        der.encode(_SET, _SM3),
        der.sequence(_DATA),
        der.encode(_TAG_0, certificate.der),
        der.encode(_SET, signer_info),
    )
    return der.sequence(_SIGNED_DATA, der.encode(_TAG_0, signed))


def _set_of(*values: bytes) -> bytes:
    return b"".join(sorted(values))  # X.690 11.6: in ascending order


def _attribute(kind: bytes, value: bytes) -> bytes:
    return der.sequence(kind, der.encode(_SET, value))


def _time(value: datetime) -> bytes:
    # RFC 5652 11.3: UTCTime through 2049
    if value.astimezone(UTC).year < 2050:
        return der.encode(_UTC_TIME, f"{value.astimezone(UTC):%y%m%d%H%M%SZ}".encode())
    return der.generalized_time(value)
