"""SES versions 4 and 5: the seal and the seal signature read. GB/T 38540-2020 chapter 6, GM/T 0031-2025.

Version 5 has the structure of version 4 and room for a time stamp over the seal's own signature value.
"""

from functools import lru_cache
from typing import Final

from openofd.gm.der import Tlv
from openofd.limits import LIMITS, Limits
from openofd.ses import tables
from openofd.ses.forms import Form
from openofd.ses.parts import check_size, check_version, extensions, header, members, picture
from openofd.ses.slicing import Slices, malformed
from openofd.ses.values import SealData, SealInfo, SignatureData

__all__ = [
    "LIST_OF_CERTIFICATES",
    "LIST_OF_DIGESTS",
    "VERSION",
    "VERSION_2025",
    "read_seal",
    "read_signature",
]

VERSION: Final = 4
VERSION_2025: Final = 5
LIST_OF_CERTIFICATES: Final = 1
LIST_OF_DIGESTS: Final = 2
_CACHED_BYTES: Final = 256 * 1024  # larger seals are decoded each time, so that the cache stays below 16 MiB


def read_signature(data: bytes, *, limits: Limits = LIMITS, lenient: bool = False) -> SignatureData:
    """Read SignedValue.dat.

    Args:
        data: the bytes received.
        limits: ceilings.
        lenient: forgive and list what real files are known to do, instead of refusing it.

    Raises:
        MalformedDocument: SES_*, DER_*, TRAILING_DATA, SIG_ENCODING_NONSTANDARD.
        UnsupportedFeature: SEAL_EXT_CRITICAL_UNKNOWN.
        LimitExceeded: DER_BYTES.
    """
    check_size(data, limits)
    slices = Slices(data, lenient=lenient)
    outer = slices.fields(tables.SealSignature, slices.whole("SES_Signature"))
    signed = outer["to_be_signed"]
    inner = slices.fields(tables.ToBeSigned, signed)
    seal = read_seal(inner["seal"].raw(data), limits=limits, lenient=lenient)
    check_version(slices, inner["version"], "TBS_Sign.version", (seal.info.version,))
    received = slices.bits(outer["signature"], "SES_Signature.signature")
    return SignatureData(
        form=seal.form,
        raw=data,
        signed_bytes=signed.raw(data),
        seal=seal,
        time=slices.time(inner["time"], "TBS_Sign.timeInfo"),
        time_info=inner["time"].content(data),
        data_hash=slices.bits(inner["data_hash"], "TBS_Sign.dataHash"),
        property_info=slices.text(inner["property_info"], "TBS_Sign.propertyInfo"),
        extensions=extensions(slices, inner.get("extensions")),
        certificate=slices.certificate(outer["certificate"], "SES_Signature.cert"),
        algorithm=slices.algorithm(outer["algorithm"], "SES_Signature.signatureAlgID"),
        signature=slices.signature(received, "SES_Signature.signature"),
        received_signature=received,
        time_stamp=_time_stamp(slices, outer, "SES_Signature.timeStamp"),
        deviations=slices.deviations,
    )


def read_seal(data: bytes, *, limits: Limits = LIMITS, lenient: bool = False) -> SealData:
    """Read an SESeal (Seal.esl). The same bytes, met again, are answered from a bounded cache.

    Raises:
        As `read_signature`.
    """
    check_size(data, limits)
    return _cached_seal(data, lenient) if len(data) <= _CACHED_BYTES else _seal(data, lenient)


def _time_stamp(slices: Slices, parts: dict[str, Tlv], where: str) -> bytes:
    stamp = parts.get("time_stamp")
    return b"" if stamp is None else slices.bits(stamp, where)


def _seal(data: bytes, lenient: bool) -> SealData:  # noqa: FBT001 - a key of the cache
    slices = Slices(data, lenient=lenient)
    outer = slices.fields(tables.Seal, slices.whole("SESeal"))
    info = _info(slices, outer["info"])
    newer = info.version == VERSION_2025 or "time_stamp" in outer
    if newer and info.version != VERSION_2025:
        zh, en = "第 5 版以前的印章不含时间戳", "a seal before version 5 has no time stamp"
        slices.deviate("SES_VERSION_MISMATCH", zh, en, "SESeal.timeStamp")
    received = slices.bits(outer["signed_value"], "SESeal.signedValue")
    return SealData(
        form=Form.SES_V5 if newer else Form.SES_V4,
        raw=data,
        signed_bytes=info.raw,
        info=info,
        certificate=slices.certificate(outer["certificate"], "SESeal.cert"),
        algorithm=slices.algorithm(outer["algorithm"], "SESeal.signAlgID"),
        signed_value=slices.signature(received, "SESeal.signedValue"),
        received_value=received,
        time_stamp=_time_stamp(slices, outer, "SESeal.timeStamp"),
        deviations=slices.deviations,
    )


_cached_seal = lru_cache(maxsize=64)(_seal)


def _info(slices: Slices, tlv: Tlv) -> SealInfo:
    parts = slices.fields(tables.SealInfoAsMet if slices.lenient else tables.SealInfo, tlv)
    vid, version = header(slices, parts["header"], (VERSION, VERSION_2025))
    found = slices.fields(tables.Property, parts["property"])
    kind = slices.integer(found["list_type"], "certListType")
    if kind not in (LIST_OF_CERTIFICATES, LIST_OF_DIGESTS):
        raise malformed(
            "SES_FORMAT", "证书列表类型应为 1 或 2", "certListType is neither 1 nor 2", "certListType"
        )
    return SealInfo(
        raw=tlv.raw(slices.data),
        version=version,
        vid=vid,
        seal_id=slices.text(parts["seal_id"], "esID"),
        type=slices.integer(found["type"], "property.type"),
        name=slices.text(found["name"], "property.name"),
        certificates=_certificates(slices, found["list"]) if kind == LIST_OF_CERTIFICATES else (),
        digests=_digests(slices, found["list"]) if kind == LIST_OF_DIGESTS else (),
        created_at=slices.time(found["created_at"], "createDate"),
        valid_from=slices.time(found["valid_from"], "validStart"),
        valid_until=slices.time(found["valid_until"], "validEnd"),
        picture=picture(slices, parts["picture"]),
        extensions=extensions(slices, parts.get("extensions")),
    )


def _certificates(slices: Slices, tlv: Tlv) -> tuple[bytes, ...]:
    # GB/T 38540-2020 6.1.3: certListType 1 holds certificates, and nothing else
    return tuple(slices.certificate(member, "certList") for member in members(slices, tlv))


def _digests(slices: Slices, tlv: Tlv) -> tuple[tuple[str, bytes], ...]:
    found = []
    for member in members(slices, tlv):
        parts = slices.fields(tables.CertificateDigest, member)
        name = slices.text(parts["type"], "CertDigestObj.type")
        found.append((name, slices.octets(parts["value"], "CertDigestObj.value")))
    return tuple(found)
