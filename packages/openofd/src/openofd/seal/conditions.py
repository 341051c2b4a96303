"""What must go together before anybody signs: seal, signer, time and place. GB/T 38540-2020 7.2."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from openofd.errors import SigningFailed
from openofd.gm.signer import Signer
from openofd.seal.making import Seal
from openofd.seal.stamps import Stamp

__all__ = ["check_act", "check_signer", "odd_stamp"]

_SLACK: Final = 0.01
"""Millimetres by which rounding may carry a clip over the edge."""


def check_act(seal: Seal, signer: Signer, stamps: Sequence[Stamp], at: datetime) -> None:
    """What must go together before a seal is used: GB/T 38540-2020 7.2.

    Raises:
        SigningFailed: CERT_NOT_IN_SEAL, SEAL_PERIOD, SIGN_TIME, STAMP_GEOMETRY.
    """
    if not seal.admits(signer.certificate):
        raise SigningFailed(
            "CERT_NOT_IN_SEAL",
            "签章人不在印章的证书列表中",
            "the signer's certificate is not in the seal's list",
        )
    if not seal.in_period(at):
        raise SigningFailed("SEAL_PERIOD", "印章不在有效期内", "the seal is outside its period")
    check_signer(signer, at)
    if not stamps:
        raise SigningFailed("STAMP_GEOMETRY", "未指定盖章位置", "no place is given for the seal")
    for stamp in stamps:
        _check_shape(stamp)


def check_signer(signer: Signer, at: datetime) -> None:
    """The signer's certificate must be in its period.

    Raises:
        SigningFailed: SIGN_TIME.
    """
    if not signer.certificate.not_before <= at <= signer.certificate.not_after:
        raise SigningFailed(
            "SIGN_TIME", "签章人数字证书不在有效期内", "the signer's certificate is outside its period"
        )


def _check_shape(stamp: Stamp) -> None:
    box, shown = stamp.boundary, stamp.shown
    inside = box.x <= shown.x and box.y <= shown.y and shown.right <= box.right + _SLACK
    if min(shown.w, shown.h) <= 0 or not inside or shown.bottom > box.bottom + _SLACK:
        raise odd_stamp(
            stamp, "盖章尺寸为零，或裁剪超出印章", "a stamp has no size, or is clipped outside itself"
        )


def odd_stamp(stamp: Stamp, zh: str, en: str) -> SigningFailed:
    """The error of a stamp that would show nothing, or nowhere."""
    return SigningFailed("STAMP_GEOMETRY", zh, en, where=str(stamp.page_id))
