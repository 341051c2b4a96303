"""Certificate requests (PKCS#10, RFC 2986) with SM2, and self-signed certificates for demonstrations."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from asn1crypto import csr, keys

from openofd.gm import der
from openofd.gm.keys import PrivateKey
from openofd.gm.sm2 import SM2_WITH_SM3, message_digest
from openofd.gm.x509.building import build_certificate, new_serial
from openofd.gm.x509.certificate import PublicKeyCertificate
from openofd.gm.x509.names import build_name

__all__ = ["DEMONSTRATION", "build_demonstration", "build_request"]

DEMONSTRATION: Final = "演示专用"
"""Stands in the name of everything openofd certifies by itself."""


def build_request(*, subject: Mapping[str, str], key: PrivateKey) -> bytes:
    """DER of a request to certify `key` for `subject` (C, ST, L, O, OU, CN, serialNumber)."""
    wanted = csr.CertificationRequestInfo(
        {
            "version": "v1",
            "subject": build_name(subject),
            "subject_pk_info": keys.PublicKeyInfo.load(key.public_key.spki),
            "attributes": [],
        }
    ).dump()
    signature = key.sign_digest(message_digest(key.public_key, wanted))
    return der.sequence(wanted, der.sequence(der.oid(SM2_WITH_SM3)), der.bits(signature))


def build_demonstration(
    *, name: str, key: PrivateKey, not_before: datetime, not_after: datetime, random: bytes
) -> PublicKeyCertificate:
    """A self-signed certificate that says it is a demonstration: only who anchors it will trust it.

    Args:
        name: the holder; 演示专用 is added where it is not in it already.
        key: the holder's key.
        not_before: aware.
        not_after: likewise.
        random: 8 to 20 random bytes for the serial number.
    """
    marked = name if DEMONSTRATION in name else f"{name}（{DEMONSTRATION}）"
    return build_certificate(
        subject={"C": "CN", "CN": marked},
        public_key=key.public_key,
        issuer=None,
        issuer_key=key,
        serial=new_serial(random),
        not_before=not_before,
        not_after=not_after,
        key_usage=("digitalSignature", "nonRepudiation"),
    )
