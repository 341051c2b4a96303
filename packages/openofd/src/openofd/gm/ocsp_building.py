"""Status answers written, for tests and the demonstration CA: RFC 6960 chapter 4.2."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from openofd.gm import der
from openofd.gm.ocsp import BASIC, REASON_NUMBERS, CertificateStatus
from openofd.gm.signer import Signer
from openofd.gm.sm2 import SM2_WITH_SM3, message_digest
from openofd.gm.sm3 import OID as SM3
from openofd.gm.sm3 import sm3
from openofd.gm.x509 import PublicKeyCertificate, Revocation

__all__ = ["build_response", "single_response"]

_ENUMERATED, _TAG_0, _TAG_1 = 0x0A, 0xA0, 0xA1
_SM3: Final = der.sequence(der.oid(SM3))
_STATES: Final = {CertificateStatus.GOOD: der.encode(0x80), CertificateStatus.UNKNOWN: der.encode(0x82)}
_NUMBERS: Final = {word: number for number, word in REASON_NUMBERS.items()}


def single_response(
    certificate: PublicKeyCertificate,
    issuer: PublicKeyCertificate,
    *,
    this_update: datetime,
    next_update: datetime | None,
    status: CertificateStatus | Revocation = CertificateStatus.GOOD,
) -> bytes:
    """What is said of one certificate; a `Revocation` says that it is revoked, since when and why."""
    named = der.sequence(
        _SM3,
        der.octets(sm3(issuer.subject.der)),
        der.octets(sm3(b"\x04" + issuer.public_key.xy)),
        der.integer(certificate.serial),
    )
    until = b"" if next_update is None else der.encode(_TAG_0, der.generalized_time(next_update))
    return der.sequence(named, _state(status), der.generalized_time(this_update), until)


def _state(status: CertificateStatus | Revocation) -> bytes:
    if isinstance(status, CertificateStatus):
        return _STATES[status]
    reason = der.encode(_ENUMERATED, bytes((_NUMBERS[status.reason],)))
    return der.encode(_TAG_1, der.generalized_time(status.at), der.encode(_TAG_0, reason))


def build_response(
    singles: Iterable[bytes],
    *,
    responder: Signer,
    produced_at: datetime,
    certificates: Iterable[PublicKeyCertificate] = (),
) -> bytes:
    """An OCSPResponse signed by the responder.

    Args:
        singles: what is said, each from `single_response`.
        responder: the issuer, or somebody with its certificate for OCSP signing.
        produced_at: aware.
        certificates: the responder's, unless it is the issuer.
    """
    tbs = der.sequence(
        der.encode(_TAG_1, responder.certificate.subject.der),
        der.generalized_time(produced_at),
        der.sequence(*singles),
    )
    signature = responder.sign_digest(message_digest(responder.certificate.public_key, tbs))
    listed = der.sequence(*(one.der for one in certificates))
    basic = der.sequence(
        tbs,
        der.sequence(der.oid(SM2_WITH_SM3)),
        der.bits(signature),
        der.encode(_TAG_0, listed) if len(listed) > len(der.sequence()) else b"",
    )
    answer = der.sequence(der.oid(BASIC), der.octets(basic))
    return der.sequence(der.encode(_ENUMERATED, b"\0"), der.encode(_TAG_0, answer))
