"""SM2 signatures: GB/T 32918.2-2016 (algorithm), GB/T 35276-2017 (encoding and default user id)."""

from dataclasses import dataclass
from functools import lru_cache

from openofd.errors import MalformedDocument, OpenOfdError, UnsupportedFeature
from openofd.gm import der
from openofd.gm.backends.chosen import backend
from openofd.gm.backends.curve import SPKI_PREFIX, A, B, G, N, P
from openofd.gm.sm3 import new, sm3

__all__ = [
    "DEFAULT_ID",
    "SM2_WITH_SM3",
    "N",
    "PublicKey",
    "encode_signature",
    "message_digest",
    "parse_signature",
    "signature_from_raw",
    "signature_to_raw",
    "verify",
    "verify_digest",
]

DEFAULT_ID = b"1234567812345678"  # GB/T 35276-2017 chapter 10
SM2_WITH_SM3 = "1.2.156.10197.1.501"

_ABG = A.to_bytes(32, "big") + B.to_bytes(32, "big") + G


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A point of the SM2 curve; `xy` is x and y, 32 bytes each, without the leading 04.

    Raises:
        MalformedDocument: KEY_POINT, the bytes are no point of the curve.
    """

    xy: bytes

    def __post_init__(self) -> None:
        if not _on_curve(self.xy):
            raise MalformedDocument(
                "KEY_POINT", "公钥不是 SM2 曲线上的点", "the public key is not a point of the SM2 curve"
            )

    @classmethod
    def from_spki(cls, spki: bytes) -> "PublicKey":
        """The key of a DER SubjectPublicKeyInfo.

        Raises:
            UnsupportedFeature: KEY_NOT_SM2, the key is of another algorithm or not an uncompressed point.
        """
        if not spki.startswith(SPKI_PREFIX) or len(spki) != len(SPKI_PREFIX) + 64:
            raise UnsupportedFeature("KEY_NOT_SM2", "不是 SM2 公钥", "this is not an SM2 public key")
        return cls(spki[len(SPKI_PREFIX) :])

    @property
    def spki(self) -> bytes:
        """DER SubjectPublicKeyInfo (GM/T 0015-2012), which the `openssl` command reads."""
        return SPKI_PREFIX + self.xy

    def za(self, user_id: bytes = DEFAULT_ID) -> bytes:
        """ZA, 32 bytes: the digest that binds user id, curve and key into every signature."""
        return _za(self.xy, user_id)


def _on_curve(xy: bytes) -> bool:
    x, y = int.from_bytes(xy[:32], "big"), int.from_bytes(xy[32:], "big")
    return len(xy) == 64 and x < P and y < P and (y * y - (x * x + A) * x - B) % P == 0


@lru_cache(maxsize=1024)
def _za(xy: bytes, user_id: bytes) -> bytes:
    # GB/T 32918.2-2016 5.5: ENTL counts bits
    return sm3((8 * len(user_id)).to_bytes(2, "big") + user_id + _ABG + xy)


def message_digest(key: PublicKey, message: bytes, user_id: bytes = DEFAULT_ID) -> bytes:
    """The 32-byte e = SM3(ZA ‖ message)  (GB/T 32918.2-2016 6.1, A1 and A2)."""
    digest = new(key.za(user_id))
    digest.update(message)
    return digest.digest()


def verify(key: PublicKey, message: bytes, signature: bytes, *, user_id: bytes = DEFAULT_ID) -> bool:
    """Whether `signature`, DER of (r, s), is the key's over `message`. A bad one is False, never an error."""
    return verify_digest(key, message_digest(key, message, user_id), signature)


def verify_digest(key: PublicKey, e: bytes, signature: bytes) -> bool:
    """Whether `signature` is the key's over the 32-byte e."""
    try:
        parse_signature(signature)
    except OpenOfdError:
        return False
    return backend().public_key(key.xy).verify(e, signature)


def parse_signature(signature: bytes) -> tuple[int, int]:
    """(r, s) of strict DER `SEQUENCE { INTEGER r, INTEGER s }`, both in [1, n-1].

    Raises:
        MalformedDocument: the encoding is not DER, or a number is out of range.
    """
    parts = der.children(signature, der.whole(signature, der.SEQUENCE))
    if [part.tag for part in parts] != [der.INTEGER, der.INTEGER]:
        raise MalformedDocument("SIG_STRUCTURE", "签名值应为两个整数", "a signature value is two integers")
    r, s = (der.integer_value(part.content(signature)) for part in parts)
    _check_range(r, s)
    return r, s


def _check_range(r: int, s: int) -> None:
    # GB/T 32918.2-2016 7.1, B1 and B2
    if not (0 < r < N and 0 < s < N):
        raise MalformedDocument(
            "SIG_RANGE", "签名值的 r 或 s 超出范围", "r or s of the signature is out of range"
        )


def encode_signature(r: int, s: int) -> bytes:
    """DER of (r, s); both must be in [1, n-1]."""
    _check_range(r, s)
    return der.sequence(der.integer(r), der.integer(s))


def signature_to_raw(signature: bytes) -> bytes:
    """The 64 bytes r ‖ s of a DER signature, the shorter form that tokens and QR claims carry."""
    r, s = parse_signature(signature)
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def signature_from_raw(raw: bytes) -> bytes:
    """DER of the 64 bytes r ‖ s."""
    if len(raw) != 64:
        raise MalformedDocument("SIG_RAW", "r‖s 应为 64 字节", "r ‖ s should be 64 bytes")
    return encode_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
