"""Which seals, keys and anchors exist: the folder `$ZIZHI_HOME/custody/`.

```
custody.toml         demonstration = true|false; signer, claim key and passphrase by URI
anchors/*.pem        roots that verifiers of our seal trust
intermediates/*.pem  issuing authorities
crls/*.crl           revocation lists
seal.esl             the seal in use
claim-keys/*.pub     every claim key ever published, x ‖ y in hexadecimal
```
`{custody}` in a value stands for the folder. The verifying side opens the public half and never sees a key.
"""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, TypeVar
from urllib.parse import quote, unquote, urlsplit

from openofd.errors import OpenOfdError
from openofd.gm.keys import PrivateKey
from openofd.gm.signer import Signer, signer_from_uri
from openofd.gm.sm2 import PublicKey
from openofd.gm.x509 import CertificateRevocationList, PublicKeyCertificate
from openofd.seal.making import Seal
from zizhi.core.errors import RuleViolation

__all__ = ["MARK", "Custody", "PublicCustody", "exists", "folder", "open_custody", "open_public"]

MARK: Final = "演示专用"
"""Stands in the name of everything the software makes itself."""

_Read = TypeVar("_Read")


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicCustody:
    """What anybody may know: whom to trust, what the seal looks like, which keys sign claims."""

    demonstration: bool
    anchors: tuple[PublicKeyCertificate, ...]
    intermediates: tuple[PublicKeyCertificate, ...]
    crls: tuple[CertificateRevocationList, ...]
    seal: Seal
    claim_keys: tuple[PublicKey, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Custody:
    """What the issuing side holds."""

    public: PublicCustody
    signer: Signer
    claim_key: PrivateKey


def folder(home: Path) -> Path:
    """The custody folder of a hall."""
    return home / "custody"


def exists(home: Path) -> bool:
    """Whether a hall has custody; it is made whole or not at all."""
    return (folder(home) / "custody.toml").exists()


@lru_cache(maxsize=4)
def open_public(path: Path, *, production: bool) -> PublicCustody:
    """Read the public half, once a process.

    Raises:
        RuleViolation: CUSTODY_MISSING, CUSTODY_BROKEN, or CUSTODY_DEMONSTRATION under a production profile.
    """
    public = _guarded(path, lambda: _public(path, said_demonstration=bool(_table(path)["demonstration"])))
    if public.demonstration and production:
        raise RuleViolation(
            "CUSTODY_DEMONSTRATION", "演示用印章和密钥不得用于生产环境，请导入正式印章。", "custody"
        )
    return public


@lru_cache(maxsize=4)
def open_custody(path: Path, *, production: bool) -> Custody:
    """Read everything, keys included, once a process. Raises as `open_public`, and CUSTODY_UNENCRYPTED."""
    public = open_public(path, production=production)
    return _guarded(path, lambda: _private(public, _table(path), encrypted_only=production))


def _table(path: Path) -> dict[str, str]:
    try:
        text = (path / "custody.toml").read_text(encoding="utf-8")
    except FileNotFoundError:
        raise RuleViolation(
            "CUSTODY_MISSING", f"还没有印章和密钥（{path}）。演示环境请运行 zizhi demo。", "custody"
        ) from None
    table = tomllib.loads(text)
    place = quote(str(path))
    return {k: v.replace("{custody}", place) if isinstance(v, str) else v for k, v in table.items()}


def _public(path: Path, *, said_demonstration: bool) -> PublicCustody:
    anchors = _each(path / "anchors", PublicKeyCertificate.parse)
    intermediates = _each(path / "intermediates", PublicKeyCertificate.parse)
    seal = Seal.parse((path / "seal.esl").read_bytes())
    # the mark in subjects and seal counts, whatever custody.toml was made to say
    names = [seal.info.name, *(certificate.subject.text for certificate in (*anchors, *intermediates))]
    return PublicCustody(
        demonstration=said_demonstration or any(MARK in name for name in names),
        anchors=anchors,
        intermediates=intermediates,
        crls=_each(path / "crls", CertificateRevocationList.parse),
        seal=seal,
        claim_keys=_each(path / "claim-keys", lambda data: PublicKey(bytes.fromhex(data.decode()))),
    )


def _private(public: PublicCustody, table: dict[str, str], *, encrypted_only: bool) -> Custody:
    if encrypted_only:
        _refuse_unencrypted(table["signer"])
        _refuse_unencrypted(table["claim_key"])
    passphrase = _path(table["passphrase"]).read_bytes().strip()
    signer = signer_from_uri(table["signer"], passphrase)
    claim_key = PrivateKey.from_pem(_path(table["claim_key"]).read_bytes(), passphrase)
    if claim_key.public_key not in public.claim_keys:
        raise ValueError("the claim key is not among the published ones")
    return Custody(public=public, signer=signer, claim_key=claim_key)


def _each(place: Path, read: Callable[[bytes], _Read]) -> tuple[_Read, ...]:
    return tuple(read(file.read_bytes()) for file in sorted(place.iterdir()) if not file.name.startswith("."))


def _path(uri: str) -> Path:
    return Path(unquote(urlsplit(uri).path))


def _refuse_unencrypted(uri: str) -> None:
    path = _path(uri)
    if (
        uri.startswith("file:")
        and path.suffix not in (".p12", ".pfx")
        and b"ENCRYPTED" not in path.read_bytes()
    ):
        raise RuleViolation(
            "CUSTODY_UNENCRYPTED", f"生产环境不得使用未加密的密钥文件：{path.name}。", "custody"
        )


def _guarded(path: Path, read: Callable[[], _Read]) -> _Read:
    try:
        return read()
    except (OSError, ValueError, KeyError, OpenOfdError) as error:
        raise RuleViolation(
            "CUSTODY_BROKEN", f"印章和密钥目录 {path} 无法读取：{error}", "custody"
        ) from error
