"""The start-up self-test every backend must pass: the vector of GB/T 32918.5-2017 annex A, both ways."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from openofd.errors import CryptoUnavailable, SigningFailed
from openofd.gm.sm3 import sm3

__all__ = ["STANDARD_VECTOR", "SigningKey", "Vector", "VerifyingKey", "check"]


class VerifyingKey(Protocol):
    """A public key as a backend holds it; `xy` is its point, 64 bytes."""

    @property
    def xy(self) -> bytes:
        """The coordinates."""
        ...

    def verify(self, e: bytes, signature: bytes) -> bool:
        """Whether the DER signature is this key's over the 32-byte e."""
        ...


class SigningKey(VerifyingKey, Protocol):
    """A private key as a backend holds it."""

    def sign(self, e: bytes) -> bytes:
        """DER of (r, s) over the 32-byte e."""
        ...

    def scalar(self) -> bytes:
        """The private scalar d, 32 bytes."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Vector:
    """One known answer: private scalar, its point, ZA, message, e and a signature over it."""

    scalar: bytes
    xy: bytes
    za: bytes
    message: bytes
    e: bytes
    signature: bytes


# GB/T 32918.5-2017 annex A.2
STANDARD_VECTOR = Vector(
    scalar=bytes.fromhex("3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8"),
    xy=bytes.fromhex(
        "09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"
        "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13"
    ),
    za=bytes.fromhex("B2E14C5C79C6DF5B85F4FE7ED8DB7A262B9DA7E07CCB0EA9F4747B8CCDA8A4F3"),
    message=b"message digest",
    e=bytes.fromhex("F0B43E94BA45ACCAACE692ED534382EB17E6AB5A19CE7B31F4486FDFC0D28640"),
    signature=bytes.fromhex(
        "3046022100F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3"
        "022100B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA"
    ),
)


def check(
    library: str,
    public: Callable[[bytes], VerifyingKey],
    private: Callable[[bytes], SigningKey],
    vector: Vector = STANDARD_VECTOR,
) -> None:
    """Compute `vector` both ways and see a wrong digest refused.

    Args:
        library: whose answers these are, for the message.
        public: makes a public key of its point.
        private: makes a private key of its scalar.
        vector: the known answer.

    Raises:
        CryptoUnavailable: CRYPTO_SELF_TEST, SM2 or SM3 is absent or answers wrongly.
    """
    try:
        passed = _answers(public(vector.xy), private(vector.scalar), vector)
    except SigningFailed as error:
        raise _failed(library) from error
    if not passed:
        raise _failed(library)


def _answers(public: VerifyingKey, private: SigningKey, vector: Vector) -> bool:
    return (
        sm3(vector.za + vector.message) == vector.e
        and private.xy == vector.xy
        and public.verify(vector.e, vector.signature)
        and public.verify(vector.e, private.sign(vector.e))
        and not public.verify(vector.e[::-1], vector.signature)
    )


def _failed(library: str) -> CryptoUnavailable:
    return CryptoUnavailable(
        "CRYPTO_SELF_TEST",
        f"{library} 的 SM2/SM3 自检未通过，请换用带 SM2 的 OpenSSL 3（Debian 12 自带）",
        f"{library} failed the SM2/SM3 self-test; use an OpenSSL 3 with SM2 (Debian 12 has it)",
    )
