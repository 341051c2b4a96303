"""SES version 1: the seal and the seal signature read. GM/T 0031-2014 chapter 5.

Header and TBS_Sign say 1, 2, 3 or "11" for one and the same structure; the structure counts.
"""

import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final

from openofd.gm import der
from openofd.gm.der import Tlv
from openofd.limits import LIMITS, Limits
from openofd.ses import tables_v1 as tables
from openofd.ses.forms import Form
from openofd.ses.parts import TAGGED, check_size, check_version, extensions, header, members, picture
from openofd.ses.slicing import Slices, generalized_time, malformed, utc_time
from openofd.ses.values import Extension, SealData, SealInfo, SignatureData

__all__ = ["VERSIONS", "read_seal", "read_signature"]

VERSIONS: Final = (1, 2, 3, 11)
_TIME_INFO: Final = "TBS_Sign.timeInfo"
_CACHED_BYTES: Final = 256 * 1024
_TEXT: Final = re.compile(rb"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(\.\d{1,9})?(Z)?")


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
    inner = slices.fields(tables.ToBeSignedAsMet, signed)
    check_version(slices, inner["version"], "TBS_Sign.version", VERSIONS)
    time_info = _time_info(slices, inner["time_info"])
    received = slices.bits(outer["signature"], "SES_Signature.signature")
    return SignatureData(
        form=Form.SES_V1,
        raw=data,
        signed_bytes=signed.raw(data),
        seal=read_seal(inner["seal"].raw(data), limits=limits, lenient=lenient),
        time=_time(slices, time_info),
        time_info=time_info,
        data_hash=slices.bits(inner["data_hash"], "TBS_Sign.dataHash"),
        property_info=slices.text(inner["property_info"], "TBS_Sign.propertyInfo"),
        extensions=(),
        certificate=slices.certificate(inner["certificate"], "TBS_Sign.cert"),
        algorithm=slices.algorithm(inner["algorithm"], "TBS_Sign.signatureAlgorithm"),
        signature=slices.signature(received, "SES_Signature.signature"),
        received_signature=received,
        deviations=slices.deviations,
    )


def read_seal(data: bytes, *, limits: Limits = LIMITS, lenient: bool = False) -> SealData:
    """Read an SESeal (Seal.esl). The same bytes, met again, are answered from a bounded cache.

    Raises:
        As `read_signature`.
    """
    check_size(data, limits)
    return _cached_seal(data, lenient) if len(data) <= _CACHED_BYTES else _seal(data, lenient)


def _seal(data: bytes, lenient: bool) -> SealData:  # noqa: FBT001 - a key of the cache
    slices = Slices(data, lenient=lenient)
    outer = slices.fields(tables.Seal, slices.whole("SESeal"))
    made = slices.fields(tables.SignInfo, outer["sign_info"])
    info = _info(slices, outer["info"])
    received = slices.bits(made["signed_value"], "SES_SignInfo.signData")
    return SealData(
        form=Form.SES_V1,
        raw=data,
        # GM/T 0031-2014 5.3: over seal information, certificate and algorithm
        signed_bytes=der.sequence(info.raw, made["certificate"].raw(data), made["algorithm"].raw(data)),
        info=info,
        certificate=slices.certificate(made["certificate"], "SES_SignInfo.cert"),
        algorithm=slices.algorithm(made["algorithm"], "SES_SignInfo.signatureAlgorithm"),
        signed_value=slices.signature(received, "SES_SignInfo.signData"),
        received_value=received,
        deviations=slices.deviations,
    )


_cached_seal = lru_cache(maxsize=64)(_seal)


def _info(slices: Slices, tlv: Tlv) -> SealInfo:
    parts = slices.fields(tables.SealInfoAsMet, tlv)
    vid, version = header(slices, parts["header"], VERSIONS)
    found = slices.fields(tables.PropertyAsMet, parts["property"])
    certificates, names = _listed(slices, found["list"])
    return SealInfo(
        raw=tlv.raw(slices.data),
        version=version,
        vid=vid,
        seal_id=slices.text(parts["seal_id"], "esID"),
        type=slices.integer(found["type"], "property.type"),
        name=slices.text(found["name"], "property.name"),
        certificates=certificates,
        certificate_ids=names,
        created_at=_date(slices, found["created_at"], "createDate"),
        valid_from=_date(slices, found["valid_from"], "validStart"),
        valid_until=_date(slices, found["valid_until"], "validEnd"),
        picture=picture(slices, parts["picture"]),
        extensions=_extensions(slices, parts.get("extensions")),
    )


def _listed(slices: Slices, tlv: Tlv) -> tuple[tuple[bytes, ...], tuple[str, ...]]:
    # GM/T 0031-2014 5.1: certificates in OCTET STRINGs; its line "certID ::= IA5String" is met too
    found = members(slices, tlv)
    names = tuple(slices.text(one, "certList") for one in found if one.tag == der.IA5_STRING)
    certificates = (one for one in found if one.tag != der.IA5_STRING)
    return tuple(slices.certificate(one, "certList") for one in certificates), names


def _extensions(slices: Slices, tlv: Tlv | None) -> tuple[Extension, ...]:
    # both are readings of the EXPLICIT without a number that is printed there
    tagged = tlv is not None and tlv.tag == TAGGED
    return extensions(slices, slices.inner(tlv, "extDatas") if tlv is not None and tagged else tlv)


def _date(slices: Slices, tlv: Tlv, where: str) -> datetime:
    return _moment(slices, tlv.tag, tlv.content(slices.data), where)


def _moment(slices: Slices, tag: int, content: bytes, where: str) -> datetime:
    """A UTCTime; forgiven: a GeneralizedTime."""
    if tag == der.UTC_TIME:
        return utc_time(content, where)
    if tag != der.GENERALIZED_TIME:
        raise malformed("SES_FORMAT", "字段类型不符", "a field has another type", where)
    slices.encoding("应为 UTCTime 处为 GeneralizedTime", "a GeneralizedTime where a UTCTime is due", where)
    return generalized_time(content, where)


def _time_info(slices: Slices, tlv: Tlv) -> bytes:
    """Octets of timeInfo; forgiven: an OCTET STRING."""
    if tlv.tag != der.OCTET_STRING:
        return slices.bits(tlv, _TIME_INFO)
    zh, en = "应为 BIT STRING 处为 OCTET STRING", "an OCTET STRING where a BIT STRING is due"
    slices.encoding(zh, en, _TIME_INFO)
    return tlv.content(slices.data)


def _time(slices: Slices, octets: bytes) -> datetime | None:
    """The time of a UTCTime or, forgiven, of a text; None for a token, which tells the time itself."""
    if octets[:1] == b"\x30":
        return None
    if octets[:1] in (b"\x17", b"\x18"):
        inside = der.whole(octets, octets[0]).content(octets)
        return _moment(slices, octets[0], inside, _TIME_INFO)
    return _written_time(slices, octets)


def _written_time(slices: Slices, octets: bytes) -> datetime | None:
    found = _parse(octets)
    if found is None:
        slices.deviate("SES_TIME", "timeInfo 无法读取", "timeInfo cannot be read", _TIME_INFO)
        return None
    zh, en = "timeInfo 既非 UTCTime 也非时间戳，是文字", "timeInfo is a text, neither a UTCTime nor a token"
    slices.encoding(zh, en, _TIME_INFO)
    return found


def _parse(octets: bytes) -> datetime | None:
    match = _TEXT.fullmatch(octets)
    if match is None:
        return None
    # toolkits that write no zone write the time of their clock, in China
    zone = "+00:00" if match[4] else "+08:00"
    try:
        return datetime.fromisoformat(f"{match[1].decode()}T{match[2].decode()}{zone}").astimezone(UTC)
    except (ValueError, OverflowError):
        return None
