"""Strict reading by the declared tables: received bytes are sliced into fields and never encoded anew.

X.690 chapters 8 and 10, with what GB/T 38540-2020 chapter 6 narrows further.
"""

import re
from collections.abc import Hashable
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import cast

from asn1crypto.core import Any as AnyType
from asn1crypto.core import Asn1Value, ObjectIdentifier, Sequence

from openofd.errors import MalformedDocument
from openofd.gm import der
from openofd.gm.der import Tlv

__all__ = ["bits", "boolean", "fields", "integer", "malformed", "octets", "oid", "text", "time", "whole"]

_TIME = re.compile(rb"[0-9]{14}Z")
_PRINTABLE = re.compile(rb"[A-Za-z0-9 '()+,\-./:=?]*")
_CONTEXT = 0xA0


def malformed(code: str, zh: str, en: str, where: str) -> MalformedDocument:
    """The error of a structure that breaks the standard."""
    return MalformedDocument(code, f"签章数据格式错误：{zh}", f"bad seal data: {en}", where=where)


def whole(data: bytes, where: str) -> Tlv:
    """The one SEQUENCE that `data` consists of.

    Raises:
        MalformedDocument: TRAILING_DATA or DER_*.
    """
    top = der.read(data)
    if top.end != len(data):
        raise malformed("TRAILING_DATA", "末尾有多余字节", "bytes follow the structure", where)
    if top.tag != der.SEQUENCE:
        raise malformed("SES_FORMAT", "不是 SEQUENCE", "not a SEQUENCE", where)
    return top


@cache
def _plan(table: Hashable) -> tuple[tuple[str, int | None, bool, bool], ...]:
    """Per field: name, tag expected (None = any), optional, explicitly tagged."""
    plan = []
    for name, spec, *rest in getattr(table, "_fields", ()):  # asn1crypto's declared interface for tables
        options = rest[0] if rest else {}
        optional = "default" in options or bool(options.get("optional"))
        explicit = options.get("explicit")
        tag = _tag(spec) if explicit is None else _CONTEXT | explicit
        plan.append((name, tag, optional, explicit is not None))
    return tuple(plan)


def _tag(spec: type[Asn1Value]) -> int | None:
    if spec is AnyType:
        return None
    return int(spec.tag) | (0x20 if spec.method == 1 else 0)


def fields(table: type[Sequence], data: bytes, parent: Tlv) -> dict[str, Tlv]:
    """The fields of `table` found inside `parent`, in order, nothing left over.

    Raises:
        MalformedDocument: SES_FORMAT, a field is missing, of another type, or unknown.
    """
    if parent.tag != der.SEQUENCE:
        raise malformed("SES_FORMAT", "应为 SEQUENCE", "a SEQUENCE is expected", table.__name__)
    parts = der.children(data, parent)
    found: dict[str, Tlv] = {}
    at = 0
    for name, tag, optional, explicit in _plan(cast("Hashable", table)):
        if at < len(parts) and tag in (None, parts[at].tag):
            found[name] = _inner(data, parts[at], name) if explicit else parts[at]
            at += 1
        elif not optional:
            raise malformed(
                "SES_FORMAT",
                "缺少字段或类型不符",
                "a field is missing or mistyped",
                f"{table.__name__}.{name}",
            )
    if at != len(parts):
        raise malformed("SES_FORMAT", "有未知字段", "there is an unknown field", table.__name__)
    return found


def _inner(data: bytes, tagged: Tlv, name: str) -> Tlv:
    parts = der.children(data, tagged)
    if len(parts) != 1:
        raise malformed("SES_FORMAT", "显式标签应含一个值", "an explicit tag holds one value", name)
    return parts[0]


def _expect(tlv: Tlv, tag: int, where: str) -> None:
    if tlv.tag != tag:
        raise malformed("SES_FORMAT", "字段类型不符", "a field has another type", where)


def octets(data: bytes, tlv: Tlv, where: str) -> bytes:
    """Content of an OCTET STRING."""
    _expect(tlv, der.OCTET_STRING, where)
    return tlv.content(data)


def integer(data: bytes, tlv: Tlv) -> int:
    """Value of an INTEGER in its shortest form."""
    return der.integer_value(tlv.content(data))


def boolean(data: bytes, tlv: Tlv, where: str) -> bool:
    """Value of a BOOLEAN: 00 or FF (X.690 11.1)."""
    content = tlv.content(data)
    if content not in (b"\x00", b"\xff"):
        raise malformed("SES_FORMAT", "布尔值编码不正确", "a BOOLEAN is neither 00 nor FF", where)
    return content == b"\xff"


def bits(data: bytes, tlv: Tlv, where: str) -> bytes:
    """Octets of a BIT STRING without unused bits.

    Raises:
        MalformedDocument: SIG_ENCODING_NONSTANDARD when it claims unused bits.
    """
    _expect(tlv, der.BIT_STRING, where)
    content = tlv.content(data)
    if content[:1] != b"\x00":
        raise malformed(
            "SIG_ENCODING_NONSTANDARD", "BIT STRING 含未用位", "a BIT STRING claims unused bits", where
        )
    return content[1:]


def text(data: bytes, tlv: Tlv, where: str) -> str:
    """Text of an IA5String, PrintableString or UTF8String, by its tag."""
    content = tlv.content(data)
    plain = tlv.tag == der.UTF8_STRING or (
        content.isascii() and (tlv.tag == der.IA5_STRING or _PRINTABLE.fullmatch(content))
    )
    if not plain or b"\x00" in content:
        raise malformed("SES_TEXT", "文字含不允许的字符", "a text holds characters its type forbids", where)
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise malformed("SES_TEXT", "文字不是有效的 UTF-8", "a text is not UTF-8", where) from None


def time(data: bytes, tlv: Tlv, where: str) -> datetime:
    """GeneralizedTime `YYYYMMDDHHMMSSZ` (X.690 11.7, no fraction), as an aware UTC datetime."""
    content = tlv.content(data)
    try:
        if _TIME.fullmatch(content):
            day = int(content[:4]), int(content[4:6]), int(content[6:8])
            return datetime(*day, int(content[8:10]), int(content[10:12]), int(content[12:14]), tzinfo=UTC)
    except ValueError:
        pass
    raise malformed("SES_TIME", "时间格式不正确", "a time is not of the form YYYYMMDDHHMMSSZ", where)


def oid(data: bytes, tlv: Tlv, where: str) -> str:
    """Dotted form of an OBJECT IDENTIFIER."""
    try:
        return _dotted(tlv.raw(data))
    except (ValueError, IndexError):
        raise malformed("SES_FORMAT", "对象标识符不正确", "a broken object identifier", where) from None


@lru_cache(maxsize=256)
def _dotted(raw: bytes) -> str:
    value: str = ObjectIdentifier.load(raw, strict=True).dotted
    if not raw[2:] or der.oid(value) != raw:  # X.690 8.19.2: fewest octets
        raise ValueError("not in its shortest form")
    return value
