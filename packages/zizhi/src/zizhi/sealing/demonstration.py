"""Makes demonstration custody: root, issuing CA, seal maker, signer, revocation lists, seal, claim key.

Everything made here says 演示专用 in its name, so that it can never pass for the department's own.
"""

import os
import secrets
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from asn1crypto import pem

from openofd.gm.keys import PrivateKey
from openofd.gm.signer import KeySigner
from openofd.gm.x509 import PublicKeyCertificate, build_certificate, build_crl, new_serial
from openofd.seal.making import Seal, SealPicture, make_seal
from zizhi.sealing import custody

__all__ = ["make_demonstration"]

_MARK: Final = custody.MARK
_CA_LIFE: Final = timedelta(days=3650)  # some products refuse more than ten years
_LIFE: Final = timedelta(days=1825)
_BEFORE: Final = timedelta(days=30)
_SEAL_SIZE: Final = 42  # mm, face.md §7
_SETTINGS: Final = """# Made by `zizhi demo`. Nothing sealed with these keys is a certificate.
demonstration = true
signer = "file:{custody}/signer.key?certificate={custody}/signer.pem"
claim_key = "file:{custody}/claim.key"
passphrase = "file:{custody}/passphrase"
"""

Entropy = Callable[[int], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Party:
    certificate: PublicKeyCertificate
    key: PrivateKey


def make_demonstration(
    home: Path, *, organization: str, picture: bytes, now: datetime, entropy: Entropy = os.urandom
) -> bool:
    """Make the custody folder of a hall unless it has one; True where it was made now.

    Args:
        home: the hall's folder.
        organization: the department's name, printed in subjects and seal before 演示专用.
        picture: PNG of the demonstration seal, 42 × 42 mm.
        now: validity is counted from here.
        entropy: source of serial numbers; keys always come from the crypto backend.
    """
    target = custody.folder(home)
    if custody.exists(home):
        return False
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = home / f"custody.{os.getpid()}.{secrets.token_hex(4)}"
    try:
        _fill(_Workshop(draft, organization, now, entropy), picture)
        draft.rename(target)  # whole or not at all
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return True


class _Workshop:
    """The folder being filled, and what everything made in it has in common."""

    def __init__(self, place: Path, organization: str, now: datetime, entropy: Entropy) -> None:
        self.place, self.organization, self.now, self._entropy = place, organization, now, entropy
        self._passphrase = secrets.token_urlsafe(32).encode()
        place.mkdir(mode=0o700)
        for name in ("anchors", "intermediates", "crls", "claim-keys"):
            (place / name).mkdir(mode=0o700)
        self.write("passphrase", self._passphrase + b"\n")

    def write(self, name: str, data: bytes) -> None:
        """A file only its owner can read."""
        descriptor = os.open(self.place / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)

    def write_certificate(self, name: str, party: _Party) -> None:
        self.write(name, pem.armor("CERTIFICATE", party.certificate.der))

    def write_key(self, name: str, key: PrivateKey) -> None:
        self.write(name, key.to_pem(self._passphrase))

    def party(self, role: str, issuer: _Party | None, *, ca: bool, path_length: int | None = None) -> _Party:
        """A key and its certificate; without an issuer it signs itself."""
        key = PrivateKey.generate()
        certificate = build_certificate(
            subject={"C": "CN", "O": self.organization + _MARK, "CN": f"{role}（{_MARK}）"},
            public_key=key.public_key,
            issuer=issuer.certificate if issuer else None,
            issuer_key=issuer.key if issuer else key,
            serial=new_serial(self._entropy(16)),
            not_before=self.now - _BEFORE,
            not_after=self.now - _BEFORE + (_CA_LIFE if ca else _LIFE),
            ca=ca,
            path_length=path_length,
            key_usage=("keyCertSign", "cRLSign") if ca else ("digitalSignature", "nonRepudiation"),
        )
        return _Party(certificate=certificate, key=key)

    def write_crl(self, name: str, issuer: _Party) -> None:
        crl = build_crl(
            issuer=issuer.certificate,
            issuer_key=issuer.key,
            number=1,
            this_update=self.now - _BEFORE,
            next_update=self.now - _BEFORE + _CA_LIFE,
            revoked={},
        )
        self.write(name, crl.der)


def _fill(shop: _Workshop, picture: bytes) -> None:
    root = shop.party("电子证照根证书", None, ca=True, path_length=1)
    issuing = shop.party("电子证照签发机构", root, ca=True, path_length=0)
    maker = shop.party("电子印章制作", issuing, ca=False)
    signer = shop.party("电子证照签章", issuing, ca=False)
    shop.write_certificate("anchors/root.pem", root)
    shop.write_certificate("intermediates/issuing.pem", issuing)
    shop.write_crl("crls/root.crl", root)
    shop.write_crl("crls/issuing.crl", issuing)
    shop.write("seal.esl", _seal(shop, maker, signer, picture).der)
    shop.write_certificate("signer.pem", signer)
    shop.write_key("signer.key", signer.key)
    _claim_key(shop)
    shop.write("custody.toml", _SETTINGS.encode())


def _seal(shop: _Workshop, maker: _Party, signer: _Party, picture: bytes) -> Seal:
    return make_seal(
        seal_id="99210000000001",
        name=f"{shop.organization}（{_MARK}）",
        picture=SealPicture(type="PNG", data=picture, width_mm=_SEAL_SIZE, height_mm=_SEAL_SIZE),
        certificates=[signer.certificate],
        created_at=shop.now,
        valid_from=shop.now - _BEFORE,
        valid_until=shop.now - _BEFORE + _LIFE,
        maker=KeySigner(certificate=maker.certificate, key=maker.key),
        vid="openofd",
    )


def _claim_key(shop: _Workshop) -> None:
    key = PrivateKey.generate()
    shop.write_key("claim.key", key)
    shop.write("claim-keys/1.pub", key.public_key.xy.hex().encode())
