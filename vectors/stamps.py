"""Time stamp tokens (RFC 3161, GB/T 20520) and OCSP responses (RFC 6960) with SM2 and SM3.

Each piece can be replaced by a case.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Final

from openofd.gm import der, sm2
from openofd.gm.sm3 import sm3
from vectors.authority import AT, SIGNED, Person, issuing, person
from vectors.keys import encoded
from vectors.ses import bits
from vectors.signed_data import CONTENT_TYPE, MESSAGE_DIGEST, SM2_WITH_SM3, SM3, attribute, issuer_and_serial

__all__ = ["OCSP_SIGNING", "TIME_STAMPING", "Token", "ocsp", "tsa"]

TIME_STAMPING: Final = "1.3.6.1.5.5.7.3.8"
OCSP_SIGNING: Final = "1.3.6.1.5.5.7.3.9"
_TST_INFO: Final = "1.2.840.113549.1.9.16.1.4"
_SIGNED_DATA: Final = "1.2.840.113549.1.7.2"
_SIGNING_CERTIFICATE: Final = "1.2.840.113549.1.9.16.2.47"
_BASIC_OCSP: Final = "1.3.6.1.5.5.7.48.1.1"
_SET, _ENUMERATED = 0x31, 0x0A


@cache
def tsa() -> Person:
    """The time stamping authority; its purpose is critical as RFC 3161 2.3 wants."""
    purposes = der.sequence(der.oid(TIME_STAMPING))
    return person("演示时间戳机构", issuer=issuing(), extra=[("2.5.29.37", True, purposes)])


@dataclass(frozen=True, kw_only=True)
class Token:
    """Call it with the signature value.

    Attributes:
        at: genTime.
        authority: signs.
        imprint: digest of the value.
        shown: whose certificate is put in, if not the authority's.
        attributes: alters the encoded TSTInfo after its digest was signed.
        content_type: of the envelope: CMS or GB/T 35275.
    """

    at: datetime = SIGNED + timedelta(seconds=30)
    authority: Person = field(default_factory=tsa)
    imprint: Callable[[bytes], bytes] = sm3
    shown: Person | None = None
    rewrite: Callable[[bytes], bytes] = lambda raw: raw
    content_type: str = _SIGNED_DATA

    def __call__(self, value: bytes) -> bytes:
        """The token."""
        info = self._info(value)
        attributes = self._attributes(info)
        certificate = (self.shown or self.authority).certificate
        e = sm2.message_digest(self.authority.certificate.public_key, der.encode(_SET, attributes))
        signer_info = der.sequence(
            der.integer(1),
            issuer_and_serial(self.shown or self.authority),
            _algorithm(SM3),
            der.encode(0xA0, attributes),
            _algorithm(SM2_WITH_SM3),
            der.octets(self.authority.key.sign_digest(e)),
        )
        signed_data = der.sequence(
            der.integer(3),
            der.encode(_SET, _algorithm(SM3)),
            der.sequence(der.oid(_TST_INFO), der.encode(0xA0, der.octets(self.rewrite(info)))),
            der.encode(0xA0, certificate.der),
            der.encode(_SET, signer_info),
        )
        return der.sequence(der.oid(self.content_type), der.encode(0xA0, signed_data))

    def _info(self, value: bytes) -> bytes:
        return der.sequence(
            der.integer(1),
            der.oid("1.2.3.4.1"),
            der.sequence(_algorithm(SM3), der.octets(self.imprint(value))),
            der.integer(1),
            der.generalized_time(self.at),
        )

    def _attributes(self, info: bytes) -> bytes:
        shown = (self.shown or self.authority).certificate
        identifier = der.sequence(_algorithm(SM3), der.octets(sm3(shown.der)))
        made = (
            attribute(CONTENT_TYPE, der.oid(_TST_INFO)),
            attribute(MESSAGE_DIGEST, der.octets(sm3(info))),
            attribute(_SIGNING_CERTIFICATE, der.sequence(der.sequence(identifier))),
        )
        return b"".join(sorted(made))


def _algorithm(identifier: str) -> bytes:
    return der.sequence(der.oid(identifier))


def ocsp(
    about: Person,
    *,
    issuer: Person,
    responder: Person | None = None,
    revoked: datetime | None = None,
    at: datetime = AT - timedelta(hours=1),
    days: float = 7,
    unknown: bool = False,
) -> bytes:
    """An OCSP response about one certificate.

    Args:
        about: whose certificate.
        issuer: its issuer.
        responder: who signs, by default the issuer himself.
        revoked: since when, if it is.
        at: producedAt and thisUpdate.
        days: how long it is fresh.
        unknown: whether the responder does not know the certificate.
    """
    who = responder or issuer
    single = der.sequence(
        _certificate_id(about, issuer),
        _status(revoked, unknown=unknown),
        der.generalized_time(at),
        der.encode(0xA0, der.generalized_time(at + timedelta(days=days))),
    )
    data = der.sequence(
        der.encode(0xA1, who.certificate.subject.der), der.generalized_time(at), der.sequence(single)
    )
    e = sm2.message_digest(who.certificate.public_key, data)
    certificates = b"" if responder is None else der.encode(0xA0, der.sequence(who.certificate.der))
    basic = der.sequence(data, _algorithm(SM2_WITH_SM3), bits(encoded(who.key.pair(e))), certificates)
    return der.sequence(
        der.encode(_ENUMERATED, b"\0"),
        der.encode(0xA0, der.sequence(der.oid(_BASIC_OCSP), der.octets(basic))),
    )


def _certificate_id(about: Person, issuer: Person) -> bytes:
    key = b"\x04" + issuer.certificate.public_key.xy
    return der.sequence(
        _algorithm(SM3),
        der.octets(sm3(issuer.certificate.subject.der)),
        der.octets(sm3(key)),
        der.integer(about.certificate.serial),
    )


def _status(revoked: datetime | None, *, unknown: bool) -> bytes:
    if unknown:
        return der.encode(0x82)
    if revoked is None:
        return der.encode(0x80)
    stamp = f"{revoked.astimezone(UTC):%Y%m%d%H%M%SZ}".encode()
    return der.encode(0xA1, der.encode(der.GENERALIZED_TIME, stamp))
