"""Which structure a SignedValue.dat has, told by its shape and not by what it claims.

GM/T 0031-2014, GB/T 38540-2020, GM/T 0031-2025, GB/T 35275-2017; the table is in the format notes, 4.5.
"""

from enum import StrEnum

from openofd.errors import OpenOfdError
from openofd.gm import der
from openofd.gm.der import Tlv

__all__ = ["Form", "tell", "tell_seal"]


class Form(StrEnum):
    """The shapes met in signed OFD files."""

    SES_V1 = "SES v1"
    SES_V4 = "SES v4"
    SES_V5 = "SES v5"
    SIGNED_DATA = "GB/T 35275"
    BARE = "bare SM2 value"
    UNKNOWN = "unknown"


def tell(data: bytes) -> Form:
    """The form of `data`; UNKNOWN when it is none of them. Never raises."""
    try:
        return _tell(data)
    except OpenOfdError:
        return Form.SIGNED_DATA if _begins_with_oid(data) else Form.UNKNOWN


def tell_seal(data: bytes) -> Form:
    """The form of a Seal.esl: SES_V1, SES_V4, SES_V5, or UNKNOWN. Never raises."""
    try:
        parts = _first(data, der.read(data), 6)
        if len(parts) == 2:
            return Form.SES_V1
        return _by_version(_seal_version(data, parts)) if len(parts) in (4, 5) else Form.UNKNOWN
    except OpenOfdError:
        return Form.UNKNOWN


def _tell(data: bytes) -> Form:
    top = der.read(data)
    parts = der.children(data, top) if top.tag == der.SEQUENCE else ()
    tags = tuple(part.tag for part in parts)
    # GB/T 35275 8: ContentInfo; or, as one toolkit writes it, the SignedData without it
    if tags[:1] == (der.OBJECT_IDENTIFIER,) or tags[:2] == (der.INTEGER, der.SET):
        return Form.SIGNED_DATA
    if tags == (der.INTEGER, der.INTEGER):
        return Form.BARE
    if tags[:1] == (der.SEQUENCE,):
        return _tell_seal_signature(data, parts)
    return Form.UNKNOWN


def _begins_with_oid(data: bytes) -> bool:
    # GB/T 35275 toolkits write BER: indefinite or padded lengths
    if len(data) < 3 or data[0] != der.SEQUENCE:
        return False
    header = 2 + (data[1] & 0x7F if data[1] & 0x80 else 0)
    return data[header : header + 1] == bytes((der.OBJECT_IDENTIFIER,))


def _tell_seal_signature(data: bytes, parts: tuple[Tlv, ...]) -> Form:
    if len(parts) == 2:
        return Form.SES_V1
    return _by_version(_version(data, parts[0])) if len(parts) in (4, 5) else Form.UNKNOWN


def _by_version(version: int) -> Form:
    return Form.SES_V5 if version == 5 else Form.SES_V4


def _version(data: bytes, signed: Tlv) -> int:
    """That of the seal; what TBS_Sign says where the seal has none to be found."""
    parts = _first(data, signed, 2)
    seal = _first(data, parts[1], 5) if len(parts) == 2 else ()
    return _seal_version(data, seal) or _number(data, parts[:1])


def _seal_version(data: bytes, seal: tuple[Tlv, ...]) -> int:
    """What the seal's header says; a fifth element is of version 5, whatever it says."""
    if len(seal) == 5:
        return 5
    header = [inner for info in seal[:1] for inner in _first(data, info, 1)]
    return _number(data, tuple(part for one in header for part in _first(data, one, 2)[1:]))


def _number(data: bytes, parts: tuple[Tlv, ...]) -> int:
    numbers = [der.integer_value(part.content(data)) for part in parts if part.tag == der.INTEGER]
    return numbers[0] if numbers else 0


def _first(data: bytes, parent: Tlv, most: int) -> tuple[Tlv, ...]:
    """Up to so many values inside a SEQUENCE; the rest is not looked at."""
    found: list[Tlv] = []
    at = parent.start + parent.header
    while parent.tag == der.SEQUENCE and at < parent.end and len(found) < most:
        found.append(der.read(data, at, parent.end))
        at = found[-1].end
    return tuple(found)
