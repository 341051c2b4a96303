"""Strict DER (GB/T 16263.1-2006, X.690 chapter 10): one encoding for each value, everything else is refused.

Reading works on positions in the received bytes, so what was signed is sliced out and never encoded anew.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import NamedTuple

from openofd.errors import LimitExceeded, MalformedDocument
from openofd.limits import LIMITS, Limits

__all__ = [
    "BIT_STRING",
    "GENERALIZED_TIME",
    "IA5_STRING",
    "INTEGER",
    "OBJECT_IDENTIFIER",
    "OCTET_STRING",
    "PRINTABLE_STRING",
    "SEQUENCE",
    "SET",
    "UTC_TIME",
    "UTF8_STRING",
    "Cursor",
    "Tlv",
    "bits",
    "check",
    "children",
    "dotted",
    "encode",
    "generalized_time",
    "ia5",
    "integer",
    "integer_value",
    "octets",
    "oid",
    "read",
    "sequence",
    "utc_time",
    "utf8",
    "whole",
]

INTEGER = 0x02
BIT_STRING = 0x03
OCTET_STRING = 0x04
OBJECT_IDENTIFIER = 0x06
UTF8_STRING = 0x0C
PRINTABLE_STRING = 0x13
IA5_STRING = 0x16
UTC_TIME = 0x17
GENERALIZED_TIME = 0x18
SEQUENCE = 0x30
SET = 0x31

_CONSTRUCTED = 0x20
_OID_OCTETS = 64  # far beyond any identifier in use; arcs stay small numbers
_INTEGER_OCTETS = 1024  # of RSA of 8192 bits; much larger ones Python refuses to write down
_OID = re.compile(r"[0-2](\.(0|[1-9][0-9]*))+", re.ASCII)


class Tlv(NamedTuple):
    """Where one value stands in its bytes: header from `start`, content up to `end`."""

    tag: int
    start: int
    end: int
    header: int

    def content(self, data: bytes) -> bytes:
        """The content octets."""
        return data[self.start + self.header : self.end]

    def raw(self, data: bytes) -> bytes:
        """Header and content as received."""
        return data[self.start : self.end]


def read(data: bytes, start: int = 0, end: int | None = None) -> Tlv:
    """The value that begins at `start` and must finish by `end`.

    Raises:
        MalformedDocument: DER_TRUNCATED, DER_TAG or DER_LENGTH, with the position.
    """
    end = len(data) if end is None else end
    if end - start < 2:
        raise _malformed("DER_TRUNCATED", "缺少标签或长度", "tag or length is missing", start)
    tag, first = data[start], data[start + 1]
    if tag & 0x1F == 0x1F:  # no structure of these standards needs a tag above 30
        raise _malformed("DER_TAG", "不应出现多字节标签", "a tag of several bytes is not expected", start)
    header, length = (2, first) if first < 0x80 else _long_length(data, start, end)
    if end - start - header < length:
        raise _malformed(
            "DER_TRUNCATED", "内容短于所声明的长度", "the content is shorter than declared", start
        )
    return Tlv(tag, start, start + header + length, header)


def _long_length(data: bytes, start: int, end: int) -> tuple[int, int]:
    count = data[start + 1] & 0x7F
    field = data[start + 2 : min(start + 2 + count, end)]
    length = int.from_bytes(field, "big")
    # X.690 10.1: the definite form with the fewest octets
    if not 0 < count <= 4 or len(field) < count or length < 0x80 or field[0] == 0:
        raise _malformed(
            "DER_LENGTH", "长度不是 DER 的最短定长形式", "the length is not in DER's shortest form", start
        )
    return 2 + count, length


def whole(data: bytes, tag: int) -> Tlv:
    """The one value that `data` consists of; it must carry `tag` and leave no byte over."""
    tlv = read(data)
    if tlv.tag != tag:
        raise _malformed("DER_TAG", f"标签应为 {tag:#04x}", f"the tag should be {tag:#04x}", 0)
    if tlv.end != len(data):
        raise _malformed("DER_TRAILING", "末尾有多余字节", "bytes are left over at the end", tlv.end)
    return tlv


def children(data: bytes, parent: Tlv, *, limits: Limits = LIMITS) -> tuple[Tlv, ...]:
    """The values inside a constructed one, which must fill it exactly.

    Raises:
        MalformedDocument: they do not.
        LimitExceeded: DER_VALUES.
    """
    found: list[Tlv] = []
    position, end = parent.start + parent.header, parent.end
    while position < end:
        tlv = read(data, position, end)
        found.append(tlv)
        position = tlv.end
        if len(found) > limits.der_values:
            raise _too_many()
    return tuple(found)


def _each(data: bytes, parent: Tlv) -> Iterator[Tlv]:
    position = parent.start + parent.header
    while position < parent.end:
        tlv = read(data, position, parent.end)
        yield tlv
        position = tlv.end


def _counted(values: Iterable[Tlv], most: int) -> list[Tlv]:
    found = list(islice(values, most + 1))
    if len(found) > most:
        raise _too_many()
    return found


def _too_many() -> LimitExceeded:
    return LimitExceeded("DER_VALUES", "ASN.1 数据项过多", "the ASN.1 data has too many values")


def check(data: bytes, *, tag: int = SEQUENCE, limits: Limits = LIMITS) -> Tlv:
    """Walk the whole of `data`: one value, strict in every length, no deeper than `limits.der_depth`.

    Raises:
        MalformedDocument: somewhere the bytes are not DER.
        LimitExceeded: DER_BYTES, DER_DEPTH or DER_VALUES.
    """
    if len(data) > limits.der_bytes:
        raise LimitExceeded("DER_BYTES", "ASN.1 数据过大", "the ASN.1 data is too large")
    top = whole(data, tag)
    level, room = [top], limits.der_values
    for _ in range(limits.der_depth):
        inner = (child for tlv in level if tlv.tag & _CONSTRUCTED for child in _each(data, tlv))
        level = _counted(inner, room)
        room -= len(level)
        if not level:
            return top
    raise LimitExceeded("DER_DEPTH", "ASN.1 嵌套过深", "the ASN.1 data is nested too deeply")


def integer_value(content: bytes) -> int:
    """The number of an INTEGER's content octets, which must be the fewest (X.690 8.3.2), and not endless."""
    if len(content) > _INTEGER_OCTETS:
        raise MalformedDocument("DER_INTEGER", "整数过大", "an integer is too large")
    if not content or (len(content) > 1 and content[0] in (0x00, 0xFF) and (content[0] ^ content[1]) < 0x80):
        raise MalformedDocument("DER_INTEGER", "整数不是最短编码", "an integer is not in its shortest form")
    return int.from_bytes(content, "big", signed=True)


def dotted(content: bytes) -> str:
    """The dotted form of an OBJECT IDENTIFIER's content octets, which must be the fewest (X.690 8.19)."""
    arcs, arc, fresh = [], 0, True
    for octet in content[:_OID_OCTETS]:
        if fresh and octet == 0x80:  # a leading zero: not the fewest octets
            fresh = False
            break
        arc = arc << 7 | octet & 0x7F
        fresh = octet < 0x80
        if fresh:
            arcs.append(arc)
            arc = 0
    if not arcs or not fresh or len(content) > _OID_OCTETS:
        raise MalformedDocument("DER_OID", "对象标识符不正确", "an object identifier is broken")
    first = min(arcs[0] // 40, 2)
    return ".".join(map(str, (first, arcs[0] - 40 * first, *arcs[1:])))


class Cursor:
    """The values inside a constructed one, taken one by one.

    Args:
        data: the bytes.
        parent: the constructed value.
        name: of the structure, for messages.
    """

    __slots__ = ("_at", "_name", "_parts", "data")

    def __init__(self, data: bytes, parent: Tlv, name: str) -> None:
        self.data = data
        self._parts = children(data, parent)
        self._at = 0
        self._name = name

    def optional(self, *tags: int) -> Tlv | None:
        """The next value if it carries one of `tags`, any if none are given; None otherwise."""
        part = self._parts[self._at] if self._at < len(self._parts) else None
        if part is None or (tags and part.tag not in tags):
            return None
        self._at += 1
        return part

    def take(self, *tags: int) -> Tlv:
        """The next value.

        Raises:
            MalformedDocument: DER_STRUCTURE, it is missing or carries another tag.
        """
        part = self.optional(*tags)
        if part is None:
            raise self.broken("缺少字段或类型不符", "a field is missing or mistyped")
        return part

    def finish(self) -> None:
        """Refuse what is left over (DER_STRUCTURE)."""
        if self._at != len(self._parts):
            raise self.broken("有未知字段", "there is an unknown field")

    def broken(self, zh: str, en: str) -> MalformedDocument:
        """DER_STRUCTURE of this structure, to be raised."""
        return MalformedDocument(
            "DER_STRUCTURE", f"ASN.1 结构错误：{zh}", f"bad ASN.1: {en}", where=self._name
        )


def encode(tag: int, *parts: bytes) -> bytes:
    """One value of `tag` whose content is `parts` joined."""
    content = b"".join(parts)
    length = len(content)
    if length < 0x80:
        return bytes((tag, length)) + content
    field = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(field))) + field + content


def sequence(*parts: bytes) -> bytes:
    """SEQUENCE of encoded values."""
    return encode(SEQUENCE, *parts)


def integer(value: int) -> bytes:
    """INTEGER in two's complement with the fewest octets."""
    magnitude = value if value >= 0 else ~value
    return encode(INTEGER, value.to_bytes(magnitude.bit_length() // 8 + 1, "big", signed=True))


def octets(value: bytes) -> bytes:
    """OCTET STRING."""
    return encode(OCTET_STRING, value)


def bits(value: bytes) -> bytes:
    """BIT STRING of whole octets."""
    return encode(BIT_STRING, b"\x00", value)


def utf8(value: str) -> bytes:
    """UTF8String."""
    return encode(UTF8_STRING, value.encode())


def ia5(value: str) -> bytes:
    """IA5String; other than ASCII raises UnicodeEncodeError, the caller's mistake."""
    return encode(IA5_STRING, value.encode("ascii"))


def oid(dotted: str) -> bytes:
    """OBJECT IDENTIFIER from its dotted form."""
    first, second, *rest = map(int, dotted.split(".")) if _OID.fullmatch(dotted) else (3, 0)
    if first > 2 or (first < 2 and second > 39):
        raise ValueError(f"not an object identifier: {dotted!r}")
    return encode(OBJECT_IDENTIFIER, *map(_base128, (40 * first + second, *rest)))


def _base128(value: int) -> bytes:
    septets = [value & 0x7F]
    while value := value >> 7:
        septets.append(0x80 | value & 0x7F)
    return bytes(reversed(septets))


def generalized_time(value: datetime) -> bytes:
    """GeneralizedTime `YYYYMMDDHHMMSSZ` of an aware datetime, without fraction (X.690 11.7)."""
    if value.tzinfo is None:
        raise ValueError("the time must be aware of its zone")
    return encode(GENERALIZED_TIME, f"{value.astimezone(UTC):%Y%m%d%H%M%S}Z".rjust(15, "0").encode())


def utc_time(value: datetime) -> bytes:
    """UTCTime `YYMMDDHHMMSSZ` of an aware datetime between 1950 and 2049 (X.690 11.8)."""
    if value.tzinfo is None or not 1950 <= value.astimezone(UTC).year < 2050:
        raise ValueError("the time must be aware of its zone and between 1950 and 2049")
    return encode(UTC_TIME, f"{value.astimezone(UTC):%y%m%d%H%M%S}Z".encode())


def _malformed(code: str, zh: str, en: str, position: int) -> MalformedDocument:
    return MalformedDocument(
        code, f"ASN.1 编码错误：{zh}", f"bad ASN.1 encoding: {en}", where=f"byte {position}"
    )
