"""What a signer is, how it is addressed, and how it is asked."""

from collections.abc import Callable
from importlib import import_module
from typing import Final, Protocol

from openofd.errors import SigningFailed
from openofd.gm import sm2
from openofd.gm.signers.checking import checked
from openofd.gm.signers.settings import split
from openofd.gm.x509 import PublicKeyCertificate

__all__ = ["Password", "Signer", "sign", "signer_from_uri"]

Password = bytes | Callable[[], bytes] | None


class Signer(Protocol):
    """Whoever can sign a digest: a key file here, a device or a service elsewhere.

    One that takes nothing but whole messages has a second method, `sign_message`, which `sign` prefers.
    """

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


def sign(signer: Signer, message: bytes, *, e: bytes | None = None, check: bool = True) -> bytes:
    """DER of the signer's (r, s) over `message`.

    Args:
        signer: who signs.
        message: M.
        e: SM3(ZA ‖ M), where the caller has it already.
        check: verify before returning. Pass False only where somebody else verifies right afterwards.

    Raises:
        SigningFailed: the signer refused, or SELF_CHECK: the signature is not the certificate's.
    """
    key = signer.certificate.public_key
    if e is None:
        e = sm2.message_digest(key, message)
    whole: Callable[[bytes], bytes] | None = getattr(signer, "sign_message", None)
    signature = whole(message) if whole else signer.sign_digest(e)
    return checked(key, e, signature) if check else signature


_SCHEMES: Final = {
    "file": "openofd.gm.signers.files",
    "https": "openofd.gm.signers.remote",
    "pkcs11": "openofd.gm.signers.pkcs11",
    "sdf": "openofd.gm.signers.sdf",
}


def signer_from_uri(uri: str, password: Password = None) -> Signer:
    """The signer that `uri` names.

    - `file:/path/key.pem?certificate=/path/cert.pem` is PKCS#8, encrypted or not; `file:/path/signer.p12` is
      PKCS#12, whose certificate may be named in the same way if the file has none.
    - `pkcs11:token=…;object=…?module-path=/path/module.so&mechanism=0x…` is a key in a PKCS#11 token.
    - `sdf:1?library=/path/libsdf.so&certificate=/path/cert.pem` is key 1 of a GM/T 0018 device.
    - `https://host/path?key=…&certificate=/path/cert.pem&…` is a key with a remote signing service.

    The settings of each are listed in docs/reference/signers.md.

    Args:
        uri: the address.
        password: the key file's password, the device's PIN, or the password of the client's TLS key.

    Raises:
        SigningFailed: unknown scheme, unreadable file, wrong password, or key and certificate do not match;
            devices and services have further reasons, each with its own code.
    """
    scheme = split(uri).scheme
    if scheme not in _SCHEMES:
        raise SigningFailed(
            "SIGNER_SCHEME",
            "不支持的签名者地址，应以 file:、pkcs11:、sdf: 或 https: 开头",
            "unknown kind of signer; use file:, pkcs11:, sdf: or https:",
            where=scheme,
        )
    opened: Signer = import_module(_SCHEMES[scheme]).open_signer(uri, password)
    return opened
