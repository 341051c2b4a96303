"""The acts of this room: sign a claim, seal a draft. Both use the custody of this hall."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from openofd.errors import CryptoUnavailable
from openofd.gm import sm2
from openofd.gm.keys import PrivateKey
from openofd.model.units import Box
from openofd.package.draft import Draft
from openofd.seal import sealing
from openofd.seal.policy import SigningPolicy
from openofd.seal.stamps import Stamp
from zizhi.certificates.kinds import kind
from zizhi.certificates.snapshot import CertificateSnapshot
from zizhi.sealing import claim, custody

__all__ = ["QrText", "apply_seal", "claim_facts", "current", "current_public", "sign_claim", "try_crypto"]

_JUDGED_AFTERWARDS = SigningPolicy(lock=True, self_check=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class QrText:
    """What is printed as QR code, and the claim in it as the registry keeps it."""

    text: str
    claim: bytes


def current() -> custody.Custody:
    """This hall's custody, keys included. Raises RuleViolation where there is none or it is refused."""
    return custody.open_custody(custody.folder(settings.ZIZHI_HOME), production=_production())


def current_public() -> custody.PublicCustody:
    """The public half of it, for verifying."""
    return custody.open_public(custody.folder(settings.ZIZHI_HOME), production=_production())


def try_crypto() -> None:
    """Sign and verify once with a key that is thrown away. Raises CryptoUnavailable or SigningFailed."""
    key = PrivateKey.generate()
    e = sm2.message_digest(key.public_key, b"")
    if not sm2.verify_digest(key.public_key, e, key.sign_digest(e)):
        raise CryptoUnavailable("SELF_TEST", "SM2 签名自检未通过", "the SM2 self-test failed")


def claim_facts(snapshot: CertificateSnapshot) -> claim.ClaimFacts:
    """What the QR code of a version must say."""
    of_kind = kind(snapshot.kind)
    form, value = claim.number_field(snapshot.certificate_number, forms=of_kind.numbers)
    return claim.ClaimFacts(
        kind=of_kind.code,
        number_form=form,
        number=value,
        version=snapshot.version,
        uscc=snapshot.uscc,
        face_digest=claim.face_digest(snapshot.face_text()),
        issued_on=snapshot.issued_on,
        valid_until=snapshot.valid_until,
    )


def sign_claim(snapshot: CertificateSnapshot, *, token: str) -> QrText:
    """Sign what the QR code asserts, with the claim key, never with the seal's."""
    key = current().claim_key
    signed = claim.seal_claim(
        claim_facts(snapshot), token=token, key=key.public_key, sign_digest=key.sign_digest
    )
    return QrText(text=claim.text(settings.ZIZHI_BASE_URL, token, signed), claim=signed)


def apply_seal(draft: Draft, *, places: Iterable[tuple[int, Box]], at: datetime) -> bytes:
    """Seal a draft with the seal in use, at each (page id, box in mm).

    The caller verifies the bytes as a stranger right afterwards.
    """
    held = current()
    return sealing.apply_seal(
        draft,
        seal=held.public.seal,
        signer=held.signer,
        stamps=[Stamp(page_id=page_id, boundary=box) for page_id, box in places],
        at=at,
        policy=_JUDGED_AFTERWARDS,
    )


def _production() -> bool:
    return bool(settings.ZIZHI_PROFILE == "production")
