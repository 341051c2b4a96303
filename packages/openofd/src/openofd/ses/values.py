"""Seals and seal signatures as values, the same for every version of the structure.

GM/T 0031-2014 (v1), GB/T 38540-2020 (v4), GM/T 0031-2025 (v5). What is hashed or verified is always made of
slices of the received bytes (`raw`, `signed_bytes`); what departs from the standard and was read all the same
is listed.
"""

from dataclasses import dataclass, field
from datetime import datetime

from openofd.gm.deviations import Deviation
from openofd.ses.forms import Form

__all__ = ["Deviation", "Extension", "Picture", "SealData", "SealInfo", "SignatureData"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """ExtData."""

    id: str
    critical: bool
    value: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """SES_ESPictureInfo: type ("PNG", "ofd", …) as written, width and height in mm."""

    type: str
    data: bytes
    width_mm: int
    height_mm: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SealInfo:
    """SES_SealInfo. Who may use the seal stands in one of three lists, as its maker chose."""

    raw: bytes
    version: int
    vid: str
    seal_id: str
    type: int
    name: str
    certificates: tuple[bytes, ...]
    """DER of public-key certificates."""
    digests: tuple[tuple[str, bytes], ...] = ()
    """Digests of public-key certificates: algorithm name as written, value (v4 and v5, list type 2)."""
    certificate_ids: tuple[str, ...] = ()
    """Names that some v1 seals list instead of certificates (certID); nothing can be compared with them."""
    created_at: datetime
    valid_from: datetime
    valid_until: datetime
    picture: Picture
    extensions: tuple[Extension, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SealData:
    """SESeal. The maker signs `signed_bytes`.

    They are eSealInfo alone in v4 and v5 (GB/T 38540-2020 6.2), SEQUENCE { esealInfo, cert, algorithm } in v1
    (GM/T 0031-2014 5.3); what `signed_value` was received as is `received_value`.
    """

    form: Form
    raw: bytes = field(repr=False)
    signed_bytes: bytes = field(repr=False)
    info: SealInfo
    certificate: bytes = field(repr=False)
    algorithm: str
    signed_value: bytes
    """DER of (r, s); the octets received where they are no signature value at all."""
    received_value: bytes
    time_stamp: bytes = b""
    """Token over `received_value` (v5); empty if absent."""
    deviations: tuple[Deviation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureData:
    """SES_Signature, as in SignedValue.dat. The signer signs `signed_bytes`: TBS_Sign as received."""

    form: Form
    raw: bytes = field(repr=False)
    signed_bytes: bytes = field(repr=False)
    seal: SealData
    time: datetime | None
    """Time of signing as the signer states it; None where only a token tells it (v1) or nothing readable."""
    time_info: bytes
    """Content octets of timeInfo: in v1 text, a UTCTime or a time-stamp token."""
    data_hash: bytes
    property_info: str
    extensions: tuple[Extension, ...]
    certificate: bytes = field(repr=False)
    algorithm: str
    signature: bytes
    """DER of (r, s); the octets received where they are no signature value at all."""
    received_signature: bytes
    time_stamp: bytes = b""
    """Token over `received_signature` (v4, v5); empty if absent."""
    deviations: tuple[Deviation, ...] = ()
    """Those outside the seal; the seal's own are in `seal.deviations`."""
