"""Encodings that real files use beside the standard's: accepted knowingly, and every one named.

GB/T 35276-2017 has one encoding of a signature value, DER of (r, s); GB/T 16263.1-2006 one of each number.
"""

from dataclasses import dataclass
from typing import NamedTuple

from openofd.errors import OpenOfdError
from openofd.gm import der, sm2

__all__ = ["Deviation", "SignatureValue", "signature_value"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deviation:
    """One departure from the standard that was read all the same.

    Args:
        code: stable, for machines: SIG_ENCODING_NONSTANDARD, TRAILING_DATA, SES_VERSION_MISMATCH, …
        where: field, by the standard's own name.
        zh: what departs, in Chinese.
        en: the same in English.
    """

    code: str
    where: str
    zh: str
    en: str


class SignatureValue(NamedTuple):
    """A signature value in the standard's encoding, and in what way it was received otherwise."""

    der: bytes
    deviations: tuple[Deviation, ...] = ()


def signature_value(received: bytes, where: str) -> SignatureValue:
    """DER of (r, s) from the octets received.

    Octets that hold no signature value, a truncated one among them, come back unchanged: they never verify.
    """
    try:
        sm2.parse_signature(received)
    except OpenOfdError:
        return _otherwise(received, where)
    return SignatureValue(received)


def _otherwise(received: bytes, where: str) -> SignatureValue:
    try:
        if len(received) == 64:
            zh, en = "签名值为 r‖s 64 字节，未作 DER 编码", "the signature value is r ‖ s, not DER"
            value = sm2.signature_from_raw(received)
        else:
            zh, en = (
                "签名值的整数多或少前导 00",
                "an integer of the signature value lacks or doubles its leading 00",
            )
            value = sm2.encode_signature(*_unsigned(received))
    except OpenOfdError:
        return SignatureValue(received)
    return SignatureValue(value, (Deviation(code="SIG_ENCODING_NONSTANDARD", where=where, zh=zh, en=en),))


def _unsigned(received: bytes) -> tuple[int, int]:
    """Two INTEGERs read without their sign: the curve's 32 octets, the 00 they may need and one needless."""
    parts = der.children(received, der.whole(received, der.SEQUENCE))
    if [part.tag for part in parts] != [der.INTEGER, der.INTEGER]:
        return 0, 0
    r, s = (part.content(received) for part in parts)
    return (_number(r), _number(s))


def _number(content: bytes) -> int:
    return int.from_bytes(content, "big") if len(content) <= 34 else 0
