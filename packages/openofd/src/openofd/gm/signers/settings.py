"""What an address says: named settings, percent-encoded (RFC 3986 2.1), and the files it points to."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, unquote, unquote_to_bytes, urlsplit

from openofd.errors import OpenOfdError, SigningFailed
from openofd.gm.x509 import PublicKeyCertificate

__all__ = ["Settings", "bounded", "parse_certificate", "read_file", "refused", "split"]


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one address, still percent-encoded."""

    given: Mapping[str, str]

    @classmethod
    def read(cls, pairs: Iterable[str], known: Iterable[str]) -> "Settings":
        """The settings of `name=value` texts.

        Raises:
            SigningFailed: SIGNER_URI, one is unknown, given twice or no pair: nothing is guessed.
        """
        given: dict[str, str] = {}
        for pair in filter(None, pairs):
            name, equals, value = pair.partition("=")
            if not equals or name not in known or name in given:
                raise refused(name)
            given[name] = value
        return cls(given)

    def __contains__(self, name: str) -> bool:
        return name in self.given

    def octets(self, name: str) -> bytes:
        """The value as bytes.

        Raises:
            SigningFailed: SIGNER_URI, it is not given.
        """
        if name not in self.given:
            raise refused(name)
        return unquote_to_bytes(self.given[name])

    def text(self, name: str) -> str:
        """The value as text."""
        try:
            return self.octets(name).decode()
        except UnicodeDecodeError:
            raise refused(name) from None

    def number(self, name: str, default: int | None = None, *, most: int = 0xFFFF_FFFF) -> int:
        """The value as a number up to `most`, decimal or 0x…; it must be given where there is no default."""
        if default is not None and name not in self:
            return default
        return bounded(name, self.text(name), most)

    def choice(self, name: str, *choices: str) -> str:
        """One of `choices`; the first unless given."""
        value = self.text(name) if name in self else choices[0]
        if value not in choices:
            raise refused(name)
        return value

    def file(self, name: str) -> bytes:
        """What is in the file whose path is the value, or whose `file:` address."""
        value = self.text(name)
        return read_file(Path(unquote(split(value).path) if value.startswith("file:") else value))

    def certificate(self) -> PublicKeyCertificate:
        """The public-key certificate of the file that `certificate` names.

        Raises:
            SigningFailed: SIGNER_CERTIFICATE, it is not named or not readable.
        """
        return parse_certificate(self.file("certificate") if "certificate" in self else None)

    def secret(self, password: bytes | Callable[[], bytes] | None) -> bytes:
        """The PIN: the content of the file `pin-source` (RFC 7512 2.4), or what the caller handed in.

        The address goes first: a caller's one password for all keys, tried on a device, would lock it.
        """
        if "pin-source" in self:
            return self.file("pin-source").rstrip(b"\r\n")
        return (password() if callable(password) else password) or b""


def split(uri: str) -> SplitResult:
    """The parts of an address.

    Raises:
        SigningFailed: SIGNER_URI.
    """
    try:
        return urlsplit(uri)
    except ValueError as error:
        raise refused(str(error)) from None


def bounded(name: str, text: str, most: int) -> int:
    """A number from 0 to `most`, decimal or 0x…: a larger one would be cut on its way to a device.

    Raises:
        SigningFailed: SIGNER_URI.
    """
    try:
        value = int(text, 0)
    except ValueError:
        raise refused(name) from None
    if not 0 <= value <= most:
        raise refused(name)
    return value


def refused(name: str) -> SigningFailed:
    """The error of an address that says too little, too much or nonsense."""
    return SigningFailed(
        "SIGNER_URI",
        "签名者地址缺少这一项，或这一项不认识、写法不对",
        "the signer's address lacks this setting, or it is unknown or malformed",
        where=name[:80],
    )


def parse_certificate(data: bytes | None) -> PublicKeyCertificate:
    """The signer's public-key certificate.

    Raises:
        SigningFailed: SIGNER_CERTIFICATE.
    """
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


def read_file(path: Path) -> bytes:
    """The file's bytes.

    Raises:
        SigningFailed: SIGNER_FILE.
    """
    try:
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise SigningFailed(
            "SIGNER_FILE",
            "文件无法读取，请检查路径与权限",
            "the file cannot be read; check path and permissions",
            where=str(error),
        ) from error
