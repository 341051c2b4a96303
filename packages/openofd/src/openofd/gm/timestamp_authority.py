"""Time stamps asked for and given: requests, responses, and an authority for tests and demonstration.

RFC 3161 2.4, GB/T 20520-2006. The authority has no clock and no counter of its own.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from openofd.errors import MalformedDocument
from openofd.gm import der
from openofd.gm.cms_building import CMS, Family, signed_attributes, signed_data, signer_info
from openofd.gm.der import Cursor
from openofd.gm.signer import Signer
from openofd.gm.sm2 import SM2_WITH_SM3, message_digest
from openofd.gm.sm3 import OID as SM3
from openofd.gm.sm3 import sm3
from openofd.gm.timestamp import SIGNING_CERTIFICATE_V2, TST_INFO, read_imprint

__all__ = ["Request", "build_request", "give_time_stamp", "read_request", "token_of"]

_BOOLEAN, _TAG_0 = 0x01, 0xA0
_TRUE: Final = der.encode(_BOOLEAN, b"\xff")
_SM3: Final = der.sequence(der.oid(SM3))
_GRANTED: Final = (0, 1)  # RFC 3161 2.4.2: granted, granted with modifications
_DEMONSTRATION_POLICY: Final = "1.3.6.1.4.1.32473.1"  # RFC 5612: an arc kept for examples


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A TimeStampReq."""

    imprint_algorithm: str
    imprint: bytes
    policy: str
    """Dotted; empty if the authority shall choose."""
    nonce: int | None
    wants_certificate: bool


def build_request(value: bytes, *, nonce: int | None = None, wants_certificate: bool = True) -> bytes:
    """A TimeStampReq for a stamp on `value`, by its SM3 digest."""
    return der.sequence(
        der.integer(1),
        der.sequence(_SM3, der.octets(sm3(value))),
        b"" if nonce is None else der.integer(nonce),
        _TRUE if wants_certificate else b"",
    )


def read_request(data: bytes) -> Request:
    """Read a TimeStampReq.

    Raises:
        MalformedDocument: DER_*.
    """
    cursor = Cursor(data, der.check(data), "TimeStampReq")
    cursor.take(der.INTEGER)
    algorithm, imprint = read_imprint(data, cursor.take(der.SEQUENCE))
    policy, nonce = cursor.optional(der.OBJECT_IDENTIFIER), cursor.optional(der.INTEGER)
    wanted = cursor.optional(_BOOLEAN)
    cursor.optional(_TAG_0)
    cursor.finish()
    return Request(
        imprint_algorithm=algorithm,
        imprint=imprint,
        policy="" if policy is None else der.dotted(policy.content(data)),
        nonce=None if nonce is None else der.integer_value(nonce.content(data)),
        wants_certificate=wanted is not None and wanted.raw(data) == _TRUE,
    )


def token_of(response: bytes) -> bytes:
    """The token inside a TimeStampResp.

    Raises:
        MalformedDocument: DER_*, or TIMESTAMP_REFUSED: the authority gave none.
    """
    cursor = Cursor(response, der.check(response), "TimeStampResp")
    status = Cursor(response, cursor.take(der.SEQUENCE), "PKIStatusInfo").take(der.INTEGER)
    token = cursor.optional(der.SEQUENCE)
    cursor.finish()
    number = der.integer_value(status.content(response))
    if token is None or number not in _GRANTED:
        zh, en = (
            f"时间戳机构拒绝了请求（状态 {number}）",
            f"the authority refused the request (status {number})",
        )
        raise MalformedDocument("TIMESTAMP_REFUSED", zh, en)
    return token.raw(response)


def give_time_stamp(
    request: bytes,
    *,
    authority: Signer,
    serial: int,
    at: datetime,
    policy: str = _DEMONSTRATION_POLICY,
    accuracy: timedelta | None = None,
    family: Family = CMS,
) -> bytes:
    """A token for a request, as an authority gives it.

    Args:
        request: TimeStampReq.
        authority: its key and certificate; the certificate's only purpose should be time stamping, critical.
        serial: of the token, never used twice.
        at: genTime, aware; fractions are cut.
        policy: under which it is given, unless the request names one.
        accuracy: whole seconds that genTime may be off.
        family: identifiers of RFC 5652, or of GB/T 35275.

    Raises:
        MalformedDocument: the request is broken.
        SigningFailed: the authority's key refused.
    """
    asked = read_request(request)
    info = der.sequence(
        der.integer(1),
        der.oid(asked.policy or policy),
        der.sequence(der.sequence(der.oid(asked.imprint_algorithm)), der.octets(asked.imprint)),
        der.integer(serial),
        der.generalized_time(at),
        b"" if accuracy is None else der.sequence(der.integer(int(accuracy.total_seconds()))),
        b"" if asked.nonce is None else der.integer(asked.nonce),
    )
    return _signed(info, authority, at, family, with_certificate=asked.wants_certificate)


def _signed(info: bytes, authority: Signer, at: datetime, family: Family, *, with_certificate: bool) -> bytes:
    certificate = authority.certificate
    named = der.sequence(der.sequence(der.sequence(_SM3, der.octets(sm3(certificate.der)))))
    extra = {SIGNING_CERTIFICATE_V2: named}
    attributes = signed_attributes(TST_INFO, sm3(info), signing_time=at, extra=extra)
    signature = authority.sign_digest(message_digest(certificate.public_key, attributes))
    algorithm = SM2_WITH_SM3 if family is CMS else family.algorithm
    return signed_data(
        signers=[signer_info(certificate, signature, attributes=attributes, algorithm=algorithm)],
        certificates=[certificate] if with_certificate else [],
        content=info,
        content_type=TST_INFO,
        family=family,
        version=3,
    )
