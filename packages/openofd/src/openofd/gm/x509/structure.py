"""What certificates and revocation lists have in common: an envelope signed with SM2, and extensions."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, NamedTuple

from asn1crypto import core, pem

from openofd.errors import MalformedDocument, UnsupportedFeature
from openofd.gm import der, rsa
from openofd.gm.sm2 import SM2_WITH_SM3

__all__ = [
    "Envelope",
    "aware",
    "from_pem",
    "guarded",
    "open_envelope",
    "read_extensions",
    "same_algorithm",
    "to_pem",
]


class Envelope(NamedTuple):
    """SEQUENCE { what was signed, algorithm, signature }: the first as received, the last DER of (r, s)."""

    tbs: bytes
    algorithm: bytes
    signature: bytes


def from_pem(data: bytes) -> bytes:
    """DER, whether `data` is DER or PEM."""
    if not data.lstrip().startswith(b"-----"):
        return data
    with guarded("PEM"):
        _, _, unarmored = pem.unarmor(data)
        return bytes(unarmored)


def to_pem(data: bytes, label: str) -> bytes:
    """PEM of DER (RFC 7468); `label` is "CERTIFICATE", "CERTIFICATE REQUEST" or "X509 CRL"."""
    return bytes(pem.armor(label, data))


def open_envelope(data: bytes) -> Envelope:
    """Split the signed structure; every byte of it must be strict DER.

    Raises:
        MalformedDocument: the bytes are no DER or not this structure.
        UnsupportedFeature: ALG_RSA, X509_ALGORITHM: it is not signed with SM2 and SM3.
    """
    parts = der.children(data, der.check(data))
    if [part.tag for part in parts] != [der.SEQUENCE, der.SEQUENCE, der.BIT_STRING]:
        raise MalformedDocument("X509_STRUCTURE", "不是 X.509 结构", "this is not an X.509 structure")
    tbs, algorithm, signature = parts
    _check_algorithm(algorithm.raw(data))
    bits = signature.content(data)
    if bits[:1] != b"\0":
        raise MalformedDocument("X509_STRUCTURE", "签名值应为整字节", "the signature should be whole octets")
    return Envelope(tbs.raw(data), algorithm.raw(data), bits[1:])


_OID = der.oid(SM2_WITH_SM3)
# GB/T 20518-2018 5.2.3.3: parameters absent; NULL is met and means the same
_ALGORITHMS = (der.sequence(_OID), der.sequence(_OID, b"\x05\x00"))


def _check_algorithm(algorithm: bytes) -> None:
    if algorithm in _ALGORITHMS:
        return
    identifier = der.Cursor(algorithm, der.read(algorithm), "AlgorithmIdentifier").take(der.OBJECT_IDENTIFIER)
    name = der.dotted(identifier.content(algorithm))
    refuse_rsa(name)
    raise UnsupportedFeature(
        "X509_ALGORITHM",
        "公钥证书或吊销列表不是 SM2 签名的",
        "the certificate or revocation list is not signed with SM2",
        where=rsa.algorithm_name(name),
    )


def refuse_rsa(identifier: str) -> None:
    """RSA is reported, never computed with.

    Raises:
        UnsupportedFeature: ALG_RSA, the dotted identifier names it.
    """
    if rsa.is_rsa(identifier):
        zh, en = "使用 RSA 算法，本库只验证 SM2", "this is RSA; only SM2 is verified here"
        raise UnsupportedFeature("ALG_RSA", zh, en, where=rsa.algorithm_name(identifier))


def same_algorithm(inner: core.Sequence, envelope: Envelope) -> None:
    """The algorithm inside what was signed must be the one outside (RFC 5280 4.1.1.2), byte for byte."""
    if inner.dump() != envelope.algorithm:
        raise MalformedDocument(
            "X509_ALGORITHM_MISMATCH", "内外签名算法不一致", "the algorithms inside and outside differ"
        )


def read_extensions(extensions: core.SequenceOf, wanted: frozenset[str]) -> dict[str, Any]:
    """The parsed values of the extensions named in `wanted`; the others are left alone.

    Raises:
        MalformedDocument: an extension occurs twice (RFC 5280 4.2), or a wanted one is not DER.
    """
    identifiers = [extension["extn_id"].dotted for extension in extensions]
    if len(set(identifiers)) != len(identifiers):
        raise MalformedDocument("X509_EXTENSION_TWICE", "扩展项重复", "an extension occurs twice")
    return {
        e["extn_id"].native: _parsed(e["extn_value"]) for e in extensions if e["extn_id"].native in wanted
    }


def _parsed(value: core.ParsableOctetString) -> core.Asn1Value:
    # the walk above saw no further than the OCTET STRING
    inside = bytes(value)
    der.check(inside, tag=inside[0] if inside else 0)
    return value.parsed


def aware(value: object) -> datetime:
    """A time with its zone; other forms are refused."""
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise ValueError("a time without zone or out of range")
    return value


@contextmanager
def guarded(what: str) -> Iterator[None]:
    """Turn what the ASN.1 library raises on bad input into MalformedDocument."""
    try:
        yield
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError) as error:
        raise MalformedDocument(
            "X509_STRUCTURE",
            f"{what} 结构不合规范",
            f"the structure of the {what} is not as specified",
            where=str(error),
        ) from error
