"""Signers: a private key somewhere and the public-key certificate that goes with it, addressed by URI."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from openofd.errors import OpenOfdError, SigningFailed
from openofd.gm.keys import PrivateKey
from openofd.gm.x509 import PublicKeyCertificate

__all__ = ["KeySigner", "Password", "Signer", "signer_from_uri"]

Password = bytes | Callable[[], bytes] | None


class Signer(Protocol):
    """Whoever can sign a digest: a key file here, a device or a service elsewhere."""

    @property
    def certificate(self) -> PublicKeyCertificate:
        """The signer's public-key certificate."""
        ...

    def sign_digest(self, e: bytes) -> bytes:
        """DER of (r, s) over the 32-byte e = SM3(ZA ‖ M), ZA being of the certificate's key.

        Raises:
            SigningFailed: the key or its device refused.
        """
        ...

    @staticmethod
    def from_uri(uri: str, password: Password = None) -> "Signer":
        """The same as `signer_from_uri`."""
        return signer_from_uri(uri, password)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeySigner(Signer):
    """A signer whose key is in this process.

    Raises:
        SigningFailed: SIGNER_MISMATCH, key and certificate do not belong together.
    """

    certificate: PublicKeyCertificate
    key: PrivateKey

    def __post_init__(self) -> None:
        if self.key.public_key != self.certificate.public_key:  # both are points; the key's is d·G
            raise SigningFailed(
                "SIGNER_MISMATCH",
                "私钥与公钥证书不匹配，请检查两个文件是否成对",
                "the private key is not that of the certificate; check that the two files belong together",
            )

    def sign_digest(self, e: bytes) -> bytes:
        """DER of (r, s) over the 32-byte e."""
        return self.key.sign_digest(e)


def signer_from_uri(uri: str, password: Password = None) -> Signer:
    """The signer that `uri` names.

    `file:/path/key.pem?certificate=/path/cert.pem` is PKCS#8, encrypted or not. `file:/path/signer.p12` is
    PKCS#12, whose certificate may be named in the same way if the file has none.

    Raises:
        SigningFailed: unknown scheme, unreadable file, wrong password, or key and certificate do not match.
    """
    parts = urlsplit(uri)
    if parts.scheme != "file":
        raise SigningFailed(
            "SIGNER_SCHEME",
            "不支持的签名者地址，应以 file: 开头",
            "unknown kind of signer; use file:",
            where=parts.scheme,
        )
    path = Path(unquote(parts.path))
    secret = password() if callable(password) else password
    key, inside = _read_key(path, secret)
    return KeySigner(certificate=_certificate(parts, inside), key=key)


def _read_key(path: Path, password: bytes | None) -> tuple[PrivateKey, bytes | None]:
    data = _read(path)
    if path.suffix.lower() in {".p12", ".pfx"}:
        return PrivateKey.with_certificate(data, password or b"")
    return PrivateKey.from_pem(data, password), None


def _certificate(parts: SplitResult, inside: bytes | None) -> PublicKeyCertificate:
    named = parse_qs(parts.query).get("certificate")
    data = _read(Path(named[-1])) if named else inside
    if data is None:
        raise SigningFailed(
            "SIGNER_CERTIFICATE",
            "缺少公钥证书，请在地址后加 ?certificate=证书路径",
            "the certificate is missing; add ?certificate=PATH to the address",
        )
    try:
        return PublicKeyCertificate.parse(data)
    except OpenOfdError as error:
        raise SigningFailed(
            "SIGNER_CERTIFICATE", "公钥证书无法读取", "the certificate cannot be read", where=str(error)
        ) from error


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SigningFailed(
            "SIGNER_FILE",
            "文件无法读取，请检查路径与权限",
            "the file cannot be read; check path and permissions",
            where=str(error),
        ) from error
