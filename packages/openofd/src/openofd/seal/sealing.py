"""Sealing a draft: GB/T 33190-2016 clause 18 outside, GB/T 38540-2020 7.2 inside.

A sealed draft is final: every member, Signatures.xml among them, is in the References: nothing can be added.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from isal import isal_zlib

from openofd.errors import SigningFailed
from openofd.gm import der, sm2, sm3
from openofd.gm.signer import Signer, sign
from openofd.gm.sm2 import PublicKey
from openofd.model.units import Box
from openofd.package.draft import Draft, Member
from openofd.package.writer import write
from openofd.seal.making import Seal
from openofd.seal.signature_xml import signature_list, signature_xml

if TYPE_CHECKING:
    from hashlib import _Hash

__all__ = ["Stamp", "apply_seal"]

_VERSION: Final = der.integer(4)
_ALGORITHM: Final = der.oid(sm2.SM2_WITH_SM3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """Where the seal shows: page id, and the whole picture's place and size on that page in mm."""

    page_id: int
    boundary: Box


def apply_seal(
    draft: Draft,
    *,
    seal: Seal,
    signer: Signer,
    stamps: Sequence[Stamp],
    at: datetime,
    self_check: bool = True,
) -> bytes:
    """Seal a draft and return the finished package.

    Args:
        draft: the unsealed package; its OFD.xml already names Signatures.xml.
        seal: the seal; the signer's public-key certificate must be in its list.
        signer: who seals.
        stamps: where the seal shows, at least once.
        at: signing time, aware; must be in the seal's period and the signer's.
        self_check: verify the signature value before returning. Pass False only where `openofd.verify` judges
            the result right afterwards.

    Raises:
        SigningFailed: seal, signer, time and stamps do not go together, or the signature is wrong.
    """
    _check(draft, seal, signer, stamps, at)
    folder = f"{draft.doc_root}/Signs/"
    listed = signature_list(folder + "Signatures.xml", len(stamps))
    name = folder + "Sign_0/Signature.xml"
    places = [(stamp.page_id, stamp.boundary) for stamp in stamps]
    protected = (*draft.members, listed)
    signed_info = Member.pack(name, signature_xml(protected, places, at))
    value = _signed_value(seal, signer, at, signed_info, self_check=self_check)
    return write((*protected, signed_info, _stored(folder + "Sign_0/SignedValue.dat", value)))


def _check(draft: Draft, seal: Seal, signer: Signer, stamps: Sequence[Stamp], at: datetime) -> None:
    certificate = signer.certificate
    if not seal.admits(certificate):  # GB/T 38540-2020 7.2: the signer's certificate is in the seal's list
        raise SigningFailed(
            "CERT_NOT_IN_SEAL",
            "签章人不在印章的证书列表中",
            "the signer's certificate is not in the seal's list",
        )
    if not seal.in_period(at):
        raise SigningFailed("SEAL_PERIOD", "印章不在有效期内", "the seal is outside its period")
    if not certificate.not_before <= at <= certificate.not_after:
        raise SigningFailed(
            "SIGN_TIME", "签章人数字证书不在有效期内", "the signer's certificate is outside its period"
        )
    _check_stamps(draft, stamps)


def _check_stamps(draft: Draft, stamps: Sequence[Stamp]) -> None:
    if not stamps:
        raise SigningFailed("STAMP_GEOMETRY", "未指定盖章位置", "no place is given for the seal")
    for stamp in stamps:
        if stamp.page_id not in draft.page_ids or min(stamp.boundary.w, stamp.boundary.h) <= 0:
            raise SigningFailed(
                "STAMP_GEOMETRY",
                "盖章页面不存在或尺寸为零",
                "a stamp names no page of the draft or has no size",
                where=str(stamp.page_id),
            )


def _signed_value(
    seal: Seal, signer: Signer, at: datetime, signed_info: Member, *, self_check: bool
) -> bytes:
    # GB/T 38540-2020 7.2: version, seal, time, digest of the original, its place; the member's digest is SM3
    tail = b"".join(
        (
            der.generalized_time(at.astimezone(UTC)),
            der.bits(signed_info.digest),
            der.ia5("/" + signed_info.name),
        )
    )
    key = signer.certificate.public_key
    head, state = _constant_part(seal.der, key, len(tail))
    digest = state.copy()
    digest.update(tail)
    signature = sign(signer, head + tail, e=digest.digest(), check=self_check)
    return der.sequence(head, tail, der.octets(signer.certificate.der), _ALGORITHM, der.bits(signature))


@lru_cache(maxsize=64)
def _constant_part(seal: bytes, key: PublicKey, tail: int) -> "tuple[bytes, _Hash]":
    """TBS_Sign up to timeInfo, and the hash state of ZA and it: the same for all paths of one length."""
    body = _VERSION + seal
    whole = der.sequence(body, b"\0" * tail)
    head = whole[: len(whole) - tail]
    return head, sm3.new(key.za() + head)


def _stored(name: str, raw: bytes) -> Member:
    # certificates and a picture: deflate gains little; nothing refers to it, so its digest is not computed
    crc = isal_zlib.crc32(raw)
    return Member(name=name, size=len(raw), crc=crc, digest=b"", method=0, packed=raw)
