"""SM2 private keys: made, read from PKCS#8 (RFC 5958) and PKCS#12 (RFC 7292), written encrypted."""

from typing import Literal

from openofd.errors import SigningFailed
from openofd.gm.backends import keyfiles, openssl
from openofd.gm.backends.chosen import backend
from openofd.gm.backends.selftest import SigningKey
from openofd.gm.sm2 import N, PublicKey

__all__ = ["Cipher", "PrivateKey"]

Cipher = Literal["sm4-cbc", "aes-256-cbc"]


class PrivateKey:
    """An SM2 private key, held by the backend. It is never printed, copied or pickled."""

    __slots__ = ("_key", "public_key")

    def __init__(self, key: SigningKey) -> None:
        self._key = _checked(key)
        self.public_key = PublicKey(self._key.xy)

    @classmethod
    def generate(cls) -> "PrivateKey":
        """A new key from the backend's private random generator."""
        return cls(backend().generate_key())

    @classmethod
    def from_scalar(cls, scalar: bytes) -> "PrivateKey":
        """The key of a known 32-byte d, as in test vectors."""
        return cls(backend().private_key(scalar))

    @classmethod
    def from_pem(cls, pem: bytes, password: bytes | None = None) -> "PrivateKey":
        """The key of a PEM file: PKCS#8, encrypted or not, or EC PRIVATE KEY.

        Raises:
            SigningFailed: the file or the password is wrong, or the key is no sound SM2 key.
        """
        return cls(keyfiles.read_pem(pem, _usable(password or b"")))

    @classmethod
    def from_pkcs12(cls, data: bytes, password: bytes) -> "PrivateKey":
        """The key of a PKCS#12 file."""
        return cls.with_certificate(data, password)[0]

    @classmethod
    def with_certificate(cls, data: bytes, password: bytes) -> tuple["PrivateKey", bytes | None]:
        """The key of a PKCS#12 file and the DER of its public-key certificate, if it has one."""
        key, certificate = keyfiles.read_pkcs12(data, _usable(password))
        return cls(key), certificate

    def to_pem(self, password: bytes, *, cipher: Cipher = "sm4-cbc", iterations: int = 100_000) -> bytes:
        """PEM of encrypted PKCS#8. There is no way to write a key in the clear."""
        secret = _needed(password)
        return keyfiles.write_pem(self._for_files(), secret, cipher=cipher, iterations=iterations)

    def to_pkcs12(
        self,
        certificate: bytes,
        password: bytes,
        *,
        cipher: Cipher = "sm4-cbc",
        iterations: int = 100_000,
    ) -> bytes:
        """PKCS#12 of the key and the DER of its public-key certificate, both encrypted.

        Raises:
            SigningFailed: KEY_PASSWORD without a password; KEY_UNREADABLE, the certificate is another key's.
        """
        secret = _needed(password)
        return keyfiles.write_pkcs12(
            self._for_files(), certificate, secret, cipher=cipher, iterations=iterations
        )

    def _for_files(self) -> openssl.Key:
        # key files are libcrypto's work, whichever backend signs
        return self._key if isinstance(self._key, openssl.Key) else openssl.private_key(self._key.scalar())

    def sign_digest(self, e: bytes) -> bytes:
        """DER of (r, s) over the 32-byte e = SM3(ZA ‖ M)."""
        if len(e) != 32:
            raise ValueError("e has 32 bytes")
        return self._key.sign(e)


def _checked(key: SigningKey) -> SigningKey:
    # GB/T 32918.1-2016 6.1: d in [1, n-2], and the point is d·G, computed here anew
    scalar = key.scalar()
    if not 0 < int.from_bytes(scalar, "big") < N - 1:
        raise SigningFailed("KEY_RANGE", "私钥超出 SM2 规定的范围", "the private key is out of SM2's range")
    computed = backend().private_key(scalar)
    if computed.xy != key.xy:
        raise SigningFailed(
            "KEY_PAIR",
            "文件中的公钥与私钥不匹配",
            "the public key in the file is not that of the private key",
        )
    return computed


def _needed(password: bytes) -> bytes:
    if not password:
        raise SigningFailed(
            "KEY_PASSWORD", "保存私钥必须设置口令", "a private key is only written under a password"
        )
    return _usable(password)


def _usable(password: bytes) -> bytes:
    # libcrypto takes passwords as C strings of at most 1,024 bytes
    if b"\0" in password or len(password) > 1000:
        raise SigningFailed(
            "KEY_PASSWORD", "口令过长或含空字符", "the password is too long or holds a NUL character"
        )
    return password
