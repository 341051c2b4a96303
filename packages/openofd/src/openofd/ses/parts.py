"""What the versions of the seal structure have in common: header, picture, extensions.

GM/T 0031-2014 5.1, GB/T 38540-2020 6.1.
"""

from typing import Final

from openofd.errors import LimitExceeded
from openofd.gm import der
from openofd.gm.der import Tlv
from openofd.limits import Limits
from openofd.ses import tables
from openofd.ses.slicing import Slices, malformed
from openofd.ses.values import Extension, Picture

__all__ = ["TAGGED", "check_size", "check_version", "extensions", "header", "members", "picture"]

TAGGED: Final = 0xA0  # [0] EXPLICIT


def check_size(data: bytes, limits: Limits) -> None:
    """Refuse what is larger than any seal (DER_BYTES)."""
    if len(data) > limits.der_bytes:
        raise LimitExceeded("DER_BYTES", "签章数据过大", "the seal data is too large")


def check_version(slices: Slices, tlv: Tlv, where: str, due: tuple[int, ...]) -> int:
    """A version number, which should be one of those `due`."""
    version = slices.integer(tlv, where)
    if version not in due:
        wanted = " / ".join(map(str, due))
        slices.deviate(
            "SES_VERSION_MISMATCH",
            f"版本号 {version} 应为 {wanted}",
            f"version {version} where {wanted} is due",
            where,
        )
    return version


def header(slices: Slices, tlv: Tlv, due: tuple[int, ...]) -> tuple[str, int]:
    """Vid and version of an SES_Header."""
    parts = slices.fields(tables.Header, tlv)
    if slices.text(parts["id"], "header.ID") != "ES":
        raise malformed("SES_FORMAT", "头标识应为 ES", "the header's ID is not ES", "header.ID")
    version = check_version(slices, parts["version"], "header.version", due)
    return slices.text(parts["vid"], "header.Vid"), version


def members(slices: Slices, tlv: Tlv) -> tuple[Tlv, ...]:
    """The entries of a certList, which has at least one."""
    found = der.children(slices.data, tlv) if tlv.tag == der.SEQUENCE else ()
    if not found:
        raise malformed("SES_FORMAT", "证书列表为空或不是列表", "certList is empty or no list", "certList")
    return found


def picture(slices: Slices, tlv: Tlv) -> Picture:
    """SES_ESPictureInfo."""
    parts = slices.fields(tables.Picture, tlv)
    return Picture(
        type=slices.text(parts["type"], "picture.type"),
        data=slices.octets(parts["data"], "picture.data"),
        width_mm=slices.integer(parts["width"], "picture.width"),
        height_mm=slices.integer(parts["height"], "picture.height"),
    )


def extensions(slices: Slices, tlv: Tlv | None) -> tuple[Extension, ...]:
    """ExtensionDatas; forgiven: an OCTET STRING or a tag [0] around the list, a critical one nobody knows."""
    found = None if tlv is None else _list(slices, tlv)
    return (
        () if found is None else tuple(_extension(slices, part) for part in der.children(slices.data, found))
    )


def _list(slices: Slices, tlv: Tlv) -> Tlv:
    if slices.lenient and tlv.tag in (TAGGED, der.OCTET_STRING):
        zh, en = "extDatas 外多一层封装", "extDatas is wrapped once more"
        slices.encoding(zh, en, "extDatas")
        tlv = slices.inner(tlv, "extDatas")
    if tlv.tag != der.SEQUENCE:
        raise malformed("SES_FORMAT", "扩展应为列表", "extDatas is no list", "extDatas")
    return tlv


def _extension(slices: Slices, tlv: Tlv) -> Extension:
    parts = slices.fields(tables.Extension, tlv)
    flag = parts.get("critical")
    found = Extension(
        id=slices.oid(parts["id"], "extnID"),
        # an explicit FALSE is not DER (X.690 11.5) but common; the raw bytes are what counts
        critical=flag is not None and slices.boolean(flag, "critical"),
        value=slices.octets(parts["value"], "extnValue"),
    )
    if found.critical:  # none is defined, so none is known
        slices.unknown_extension(found.id)
    return found
