"""Making an electronic seal: GB/T 38540-2020 chapter 6.1 and 7.1 (structure and making of the seal)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final, Literal

from openofd.errors import SigningFailed
from openofd.gm import der, sm2
from openofd.gm.signer import Signer, sign
from openofd.gm.sm3 import sm3
from openofd.gm.x509 import PublicKeyCertificate
from openofd.seal.policy import TimeStamp
from openofd.seal.time_stamps import obtain
from openofd.ses import tables, v4
from openofd.ses.values import SealInfo

__all__ = ["Seal", "SealPicture", "make_seal"]

_UNIT_SEAL: Final = (
    1  # GB/T 38540-2020 6.1.3 leaves `type` to the business; 1 is GM/T 0031's seal of an organisation
)


_TAGGED: Final = 0xA0


@dataclass(frozen=True, slots=True, kw_only=True)
class SealPicture:
    """The picture of a seal.

    Args:
        type: "PNG", "JPG", "SVG" or "OFD", as GB/T 38540-2020 6.1.4 names them.
        data: the picture file.
        width_mm: nominal width in whole millimetres.
        height_mm: nominal height in whole millimetres.
    """

    type: str
    data: bytes
    width_mm: int
    height_mm: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """An electronic seal: `der` is what is stored and embedded, `info` what it says."""

    der: bytes
    info: SealInfo

    @staticmethod
    def parse(data: bytes) -> "Seal":
        """Read a Seal.esl of version 4 or 5.

        Raises:
            MalformedDocument, UnsupportedFeature, LimitExceeded: as `openofd.ses.v4.read_seal`.
        """
        return _parse(data)

    def admits(self, certificate: PublicKeyCertificate) -> bool:
        """Whether the holder of this public-key certificate may use the seal: it is listed, or its SM3 is."""
        digests = [value for _, value in self.info.digests]
        return certificate.der in self.info.certificates or (
            bool(digests) and sm3(certificate.der) in digests
        )

    def in_period(self, at: datetime) -> bool:
        """Whether the seal may be used at that time."""
        return self.info.valid_from <= at <= self.info.valid_until


@lru_cache(maxsize=64)
def _parse(data: bytes) -> Seal:
    return Seal(der=data, info=v4.read_seal(data).info)


def make_seal(  # noqa: PLR0913 - the fields of SES_SealInfo
    *,
    seal_id: str,
    name: str,
    picture: SealPicture,
    certificates: Sequence[PublicKeyCertificate],
    created_at: datetime,
    valid_from: datetime,
    valid_until: datetime,
    maker: Signer,
    vid: str,
    version: Literal[4, 5] = v4.VERSION,
    time_stamp: TimeStamp | None = None,
) -> Seal:
    """Make a seal and have the maker sign it.

    Args:
        seal_id: unique identifier, ASCII.
        name: name of the seal, as people read it.
        picture: its picture.
        certificates: public-key certificates of those who may use it; compared byte for byte when verifying.
        created_at: time of making, aware, like the two limits of its period (inclusive).
        valid_from: first moment of use.
        valid_until: last moment of use.
        maker: the seal maker's signer.
        vid: identifier of the maker's product, ASCII.
        version: 4 (GB/T 38540-2020), or 5 (GM/T 0031-2025).
        time_stamp: asked for a token over the octets of the maker's signature value; in version 5 only.

    Raises:
        SigningFailed: the particulars contradict each other, or the maker's signature is wrong.
    """
    _refuse_contradictions(certificates, (valid_from, valid_until), version, time_stamp)
    info = tables.SealInfo(
        {
            "header": {"id": "ES", "version": version, "vid": vid},
            "seal_id": seal_id,
            "property": {
                "type": _UNIT_SEAL,
                "name": name,
                "list_type": v4.LIST_OF_CERTIFICATES,
                "list": tables.Certificates([certificate.der for certificate in certificates]),
                "created_at": _whole_second(created_at),
                "valid_from": _whole_second(valid_from),
                "valid_until": _whole_second(valid_until),
            },
            "picture": {
                "type": picture.type,
                "data": picture.data,
                "width": picture.width_mm,
                "height": picture.height_mm,
            },
        }
    ).dump()
    signature = sign(maker, info)
    token = b"" if time_stamp is None else obtain(time_stamp, signature, created_at)
    return Seal.parse(_assembled(info, maker, signature, token))


def _refuse_contradictions(
    certificates: Sequence[PublicKeyCertificate],
    period: tuple[datetime, datetime],
    version: int,
    time_stamp: TimeStamp | None,
) -> None:
    if not certificates:
        raise _refused("SEAL_NO_SIGNER", "印章至少要有一名签章人", "a seal needs at least one signer")
    if not period[0] < period[1]:
        raise _refused("SEAL_PERIOD", "印章有效期起止颠倒", "the seal's period ends before it begins")
    if time_stamp is not None and version != v4.VERSION_2025:
        raise _refused(
            "SEAL_VERSION", "只有第 5 版的印章含时间戳", "a seal before version 5 has no time stamp"
        )


def _whole_second(value: datetime) -> datetime:
    return value.replace(microsecond=0)  # X.690 11.7 and the writer's checklist: no fraction


def _assembled(info: bytes, maker: Signer, signature: bytes, token: bytes) -> bytes:
    # GB/T 38540-2020 6.1: the maker signs eSealInfo alone; certificate, algorithm and token stand outside
    return der.sequence(
        info,
        der.octets(maker.certificate.der),
        der.oid(sm2.SM2_WITH_SM3),
        der.bits(signature),
        der.encode(_TAGGED, der.bits(token)) if token else b"",
    )


def _refused(code: str, zh: str, en: str) -> SigningFailed:
    return SigningFailed(code, zh, en)
