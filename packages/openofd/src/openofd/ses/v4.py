"""SES version 4: the seal and the seal signature as values. GB/T 38540-2020 chapter 6.

What is hashed or verified is always a slice of the received bytes (`raw`, `signed_bytes`).
"""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final

from openofd.errors import LimitExceeded, UnsupportedFeature
from openofd.gm import der
from openofd.gm.der import Tlv
from openofd.limits import LIMITS, Limits
from openofd.ses import slicing, tables
from openofd.ses.slicing import malformed

__all__ = [
    "LIST_OF_CERTIFICATES",
    "LIST_OF_DIGESTS",
    "VERSION",
    "Extension",
    "Picture",
    "SealData",
    "SealInfo",
    "SignatureData",
    "read_seal",
    "read_signature",
]

VERSION: Final = 4
LIST_OF_CERTIFICATES: Final = 1
LIST_OF_DIGESTS: Final = 2
_CACHED_BYTES: Final = 256 * 1024  # larger seals are decoded each time, so that the cache stays below 16 MiB


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
    """SES_SealInfo. Of `certificates` (DER) and `digests` (algorithm name, value) exactly one is filled."""

    raw: bytes
    vid: str
    seal_id: str
    type: int
    name: str
    certificates: tuple[bytes, ...]
    digests: tuple[tuple[str, bytes], ...]
    created_at: datetime
    valid_from: datetime
    valid_until: datetime
    picture: Picture
    extensions: tuple[Extension, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SealData:
    """SESeal. The maker signs `info.raw` alone, not certificate and algorithm (GB/T 38540-2020 6.2)."""

    raw: bytes
    info: SealInfo
    certificate: bytes
    algorithm: str
    signed_value: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureData:
    """SES_Signature. The signer signs `signed_bytes`, the DER of TBS_Sign as received."""

    signed_bytes: bytes
    seal: SealData
    time: datetime
    data_hash: bytes
    property_info: str
    extensions: tuple[Extension, ...]
    certificate: bytes
    algorithm: str
    signature: bytes
    time_stamp: bytes


def read_signature(data: bytes, *, limits: Limits = LIMITS) -> SignatureData:
    """Read SignedValue.dat.

    Raises:
        MalformedDocument: SES_*, DER_*, TRAILING_DATA, SIG_ENCODING_NONSTANDARD.
        UnsupportedFeature: SEAL_EXT_CRITICAL_UNKNOWN.
        LimitExceeded: DER_BYTES.
    """
    _check_size(data, limits)
    outer = slicing.fields(tables.SealSignature, data, slicing.whole(data, "SES_Signature"))
    signed = outer["to_be_signed"]
    inner = slicing.fields(tables.ToBeSigned, data, signed)
    _check_version(slicing.integer(data, inner["version"]), "TBS_Sign.version")
    stamp = outer.get("time_stamp")
    return SignatureData(
        signed_bytes=signed.raw(data),
        seal=read_seal(inner["seal"].raw(data), limits=limits),
        time=slicing.time(data, inner["time"], "TBS_Sign.timeInfo"),
        data_hash=slicing.bits(data, inner["data_hash"], "TBS_Sign.dataHash"),
        property_info=slicing.text(data, inner["property_info"], "TBS_Sign.propertyInfo"),
        extensions=_extensions(data, inner.get("extensions")),
        certificate=slicing.octets(data, outer["certificate"], "SES_Signature.cert"),
        algorithm=slicing.oid(data, outer["algorithm"], "SES_Signature.signatureAlgID"),
        signature=slicing.bits(data, outer["signature"], "SES_Signature.signature"),
        time_stamp=b"" if stamp is None else slicing.bits(data, stamp, "SES_Signature.timeStamp"),
    )


def read_seal(data: bytes, *, limits: Limits = LIMITS) -> SealData:
    """Read an SESeal (Seal.esl). The same bytes, met again, are answered from a bounded cache.

    Raises:
        As `read_signature`.
    """
    _check_size(data, limits)
    return _cached_seal(data) if len(data) <= _CACHED_BYTES else _seal(data)


def _check_size(data: bytes, limits: Limits) -> None:
    if len(data) > limits.der_bytes:
        raise LimitExceeded("DER_BYTES", "签章数据过大", "the seal data is too large")


def _check_version(version: int, where: str) -> None:
    if version != VERSION:
        raise malformed("SES_VERSION_MISMATCH", "版本号应为 4", f"version {version} where 4 is due", where)


def _seal(data: bytes) -> SealData:
    outer = slicing.fields(tables.Seal, data, slicing.whole(data, "SESeal"))
    return SealData(
        raw=data,
        info=_info(data, outer["info"]),
        certificate=slicing.octets(data, outer["certificate"], "SESeal.cert"),
        algorithm=slicing.oid(data, outer["algorithm"], "SESeal.signAlgID"),
        signed_value=slicing.bits(data, outer["signed_value"], "SESeal.signedValue"),
    )


_cached_seal = lru_cache(maxsize=64)(_seal)


def _info(data: bytes, tlv: Tlv) -> SealInfo:
    parts = slicing.fields(tables.SealInfo, data, tlv)
    vid = _header(data, parts["header"])
    found = slicing.fields(tables.Property, data, parts["property"])
    kind = slicing.integer(data, found["list_type"])
    if kind not in (LIST_OF_CERTIFICATES, LIST_OF_DIGESTS):
        raise malformed(
            "SES_FORMAT", "证书列表类型应为 1 或 2", "certListType is neither 1 nor 2", "certListType"
        )
    return SealInfo(
        raw=tlv.raw(data),
        vid=vid,
        seal_id=slicing.text(data, parts["seal_id"], "esID"),
        type=slicing.integer(data, found["type"]),
        name=slicing.text(data, found["name"], "property.name"),
        certificates=_certificates(data, found["list"]) if kind == LIST_OF_CERTIFICATES else (),
        digests=_digests(data, found["list"]) if kind == LIST_OF_DIGESTS else (),
        created_at=slicing.time(data, found["created_at"], "createDate"),
        valid_from=slicing.time(data, found["valid_from"], "validStart"),
        valid_until=slicing.time(data, found["valid_until"], "validEnd"),
        picture=_picture(data, parts["picture"]),
        extensions=_extensions(data, parts.get("extensions")),
    )


def _header(data: bytes, tlv: Tlv) -> str:
    parts = slicing.fields(tables.Header, data, tlv)
    if slicing.text(data, parts["id"], "header.ID") != "ES":
        raise malformed("SES_FORMAT", "头标识应为 ES", "the header's ID is not ES", "header.ID")
    _check_version(slicing.integer(data, parts["version"]), "header.version")
    return slicing.text(data, parts["vid"], "header.Vid")


def _members(data: bytes, tlv: Tlv) -> tuple[Tlv, ...]:
    members = der.children(data, tlv) if tlv.tag == der.SEQUENCE else ()
    if not members:
        raise malformed("SES_FORMAT", "证书列表为空或不是列表", "certList is empty or no list", "certList")
    return members


def _certificates(data: bytes, tlv: Tlv) -> tuple[bytes, ...]:
    # GB/T 38540-2020 6.1.3: certListType 1 holds certificates, and nothing else
    return tuple(slicing.octets(data, member, "certList") for member in _members(data, tlv))


def _digests(data: bytes, tlv: Tlv) -> tuple[tuple[str, bytes], ...]:
    found = []
    for member in _members(data, tlv):
        parts = slicing.fields(tables.CertificateDigest, data, member)
        name = slicing.text(data, parts["type"], "CertDigestObj.type")
        found.append((name, slicing.octets(data, parts["value"], "CertDigestObj.value")))
    return tuple(found)


def _picture(data: bytes, tlv: Tlv) -> Picture:
    parts = slicing.fields(tables.Picture, data, tlv)
    return Picture(
        type=slicing.text(data, parts["type"], "picture.type"),
        data=slicing.octets(data, parts["data"], "picture.data"),
        width_mm=slicing.integer(data, parts["width"]),
        height_mm=slicing.integer(data, parts["height"]),
    )


def _extensions(data: bytes, tlv: Tlv | None) -> tuple[Extension, ...]:
    if tlv is None:
        return ()
    if tlv.tag != der.SEQUENCE:
        raise malformed("SES_FORMAT", "扩展应为列表", "extDatas is no list", "extDatas")
    found = tuple(_extension(data, member) for member in der.children(data, tlv))
    for extension in found:
        if extension.critical:  # none is defined, so none is known
            raise UnsupportedFeature(
                "SEAL_EXT_CRITICAL_UNKNOWN",
                "含有未知的关键扩展",
                "an unknown critical extension",
                where=extension.id,
            )
    return found


def _extension(data: bytes, tlv: Tlv) -> Extension:
    parts = slicing.fields(tables.Extension, data, tlv)
    critical = parts.get("critical")
    return Extension(
        id=slicing.oid(data, parts["id"], "extnID"),
        # an explicit FALSE is not DER (X.690 11.5) but common; the raw bytes are what counts
        critical=critical is not None and slicing.boolean(data, critical, "critical"),
        value=slicing.octets(data, parts["value"], "extnValue"),
    )
