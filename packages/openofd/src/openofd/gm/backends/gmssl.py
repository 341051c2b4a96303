"""The `gmssl` backend: SM2 by gmssl-pyx (GmSSL 3), through its digest functions only.

For machines whose libcrypto was built without SM2. GmSSL's multiplication depends on the secret in time and
memory access, and each key lies in this process as plain bytes: good for verifying and for development, not
for the keys of real seals (docs/reference/configuration.md). Key files are still read by libcrypto.
"""

from functools import cache, lru_cache
from types import ModuleType

from openofd.errors import CryptoUnavailable, SigningFailed
from openofd.gm.backends import selftest
from openofd.gm.backends.curve import N, point_of
from openofd.gm.backends.selftest import STANDARD_VECTOR, Vector

__all__ = ["Key", "PublicKey", "generate_key", "library", "private_key", "public_key", "self_test"]


@cache
def library() -> ModuleType:
    """The library of this process, loaded and tested at first use.

    Raises:
        CryptoUnavailable: CRYPTO_LIBRARY, it is not installed; CRYPTO_SELF_TEST, it answers wrongly.
    """
    try:
        import gmssl_pyx
    except ImportError as error:
        raise CryptoUnavailable(
            "CRYPTO_LIBRARY",
            "未安装 gmssl-pyx，请执行 pip install gmssl-pyx，或去掉 OPENOFD_BACKEND",
            "gmssl-pyx is not installed; pip install gmssl-pyx, or unset OPENOFD_BACKEND",
            where=str(error),
        ) from error
    found: ModuleType = gmssl_pyx
    self_test(found)
    return found


def self_test(lib: ModuleType, vector: Vector = STANDARD_VECTOR) -> None:
    """Compute `vector` both ways and see a wrong digest refused.

    Raises:
        CryptoUnavailable: CRYPTO_SELF_TEST.
    """
    selftest.check("gmssl-pyx", lambda xy: PublicKey(lib, xy), lambda d: _load_scalar(lib, d), vector)


class PublicKey:
    """A point of the curve; the caller has checked that it is one."""

    __slots__ = ("_lib", "xy")

    def __init__(self, lib: ModuleType, xy: bytes) -> None:
        self._lib, self.xy = lib, xy

    def verify(self, e: bytes, signature: bytes) -> bool:
        """Whether DER `signature` is this key's over the 32-byte e."""
        try:
            return bool(self._lib.sm2_verify_sm3_digest(self.xy, e, signature))
        except self._lib.GmsslInnerError:
            return False


class Key(PublicKey):
    """A private key: its scalar stays in this process until nobody holds the key any more."""

    __slots__ = ("_scalar",)

    def __init__(self, lib: ModuleType, xy: bytes, scalar: bytes) -> None:
        super().__init__(lib, xy)
        self._scalar = scalar

    def __reduce__(self) -> str:
        """Refuse to be pickled or copied."""
        raise TypeError("a private key is not pickled")

    def sign(self, e: bytes) -> bytes:
        """DER of (r, s) over the 32-byte e, with k from the system's random generator."""
        try:
            signature: bytes = self._lib.sm2_sign_sm3_digest(self._scalar, e)
        except self._lib.GmsslInnerError as error:
            raise SigningFailed(
                "SM2_SIGN", "SM2 签名失败，请检查私钥", "signing failed; check the private key"
            ) from error
        return signature

    def scalar(self) -> bytes:
        """The private scalar d, 32 bytes; only for the checks at import and for writing key files."""
        return self._scalar


def _load_scalar(lib: ModuleType, scalar: bytes) -> Key:
    number = int.from_bytes(scalar, "big")
    xy = point_of(number)
    if xy is None or not number < N - 1:  # GB/T 32918.1-2016 6.1
        raise SigningFailed("KEY_RANGE", "私钥超出 SM2 规定的范围", "the private key is out of SM2's range")
    return Key(lib, xy, scalar)


@lru_cache(maxsize=512)
def public_key(xy: bytes) -> PublicKey:
    """The public key of a point."""
    return PublicKey(library(), xy)


def private_key(scalar: bytes) -> Key:
    """The private key of a 32-byte scalar, with the point computed from it."""
    return _load_scalar(library(), scalar)


def generate_key() -> Key:
    """A new private key from GmSSL's random generator."""
    lib = library()
    xy, scalar = lib.sm2_key_generate()
    return Key(lib, xy, scalar)
