"""`file:`: a key file of PKCS#8 (RFC 5958) or PKCS#12 (RFC 7292)."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

from openofd.gm.keys import PrivateKey
from openofd.gm.signers.held import KeySigner
from openofd.gm.signers.settings import Settings, parse_certificate, read_file, split

__all__ = ["open_signer"]


def open_signer(uri: str, password: bytes | Callable[[], bytes] | None) -> KeySigner:
    """The signer of `file:/path/key.pem?certificate=/path/cert.pem` or `file:/path/signer.p12`."""
    parts = split(uri)
    settings = Settings.read(parts.query.split("&"), ("certificate",))
    secret = password() if callable(password) else password
    key, inside = _read_key(Path(unquote(parts.path)), secret)
    named = settings.certificate() if "certificate" in settings else parse_certificate(inside)
    return KeySigner(certificate=named, key=key)


def _read_key(path: Path, password: bytes | None) -> tuple[PrivateKey, bytes | None]:
    data = read_file(path)
    if path.suffix.lower() in {".p12", ".pfx"}:
        return PrivateKey.with_certificate(data, password or b"")
    return PrivateKey.from_pem(data, password), None
