"""BER lengths made DER (X.690 8.1.3 and 10.1): indefinite and padded ones, strings in pieces.

GB/T 35275 toolkits write such lengths around contents that are DER. Only the length octets change, so what
was DER before, such as the attributes that were signed, keeps its bytes (RFC 5652 5.4 signs their DER).
"""

from typing import NamedTuple

from openofd.errors import LimitExceeded, MalformedDocument
from openofd.gm import der
from openofd.limits import LIMITS, Limits

__all__ = ["to_der"]

_CONSTRUCTED = 0x20
_STRING_IN_PIECES = der.OCTET_STRING | _CONSTRUCTED
_END = b"\x00\x00"


class _Header(NamedTuple):
    tag: int
    start: int
    end: int | None
    """None: up to the end-of-contents octets."""


def to_der(data: bytes, *, limits: Limits = LIMITS) -> tuple[bytes, bytes]:
    """The first value of `data` with DER's lengths, and the bytes that follow it.

    Raises:
        MalformedDocument: DER_*, the bytes are not BER either.
        LimitExceeded: DER_BYTES, DER_DEPTH or DER_VALUES.
    """
    if len(data) > limits.der_bytes:
        raise LimitExceeded("DER_BYTES", "ASN.1 数据过大", "the ASN.1 data is too large")
    walk = _Walk(data, limits)
    value, end = walk.value(0, len(data), limits.der_depth)
    return value, data[end:]


class _Walk:
    def __init__(self, data: bytes, limits: Limits) -> None:
        self._data = data
        self._left = limits.der_values

    def value(self, start: int, end: int, depth: int) -> tuple[bytes, int]:
        """The value at `start`, encoded, and where it ends."""
        self._left -= 1
        if self._left < 0:
            raise LimitExceeded("DER_VALUES", "ASN.1 数据项过多", "the ASN.1 data has too many values")
        if depth < 0:
            raise LimitExceeded("DER_DEPTH", "ASN.1 嵌套过深", "the ASN.1 data is nested too deeply")
        header = self._header(start, end)
        if not header.tag & _CONSTRUCTED:
            if header.end is None:
                raise self._broken(start)
            return der.encode(header.tag, self._data[header.start : header.end]), header.end
        parts, stop = self._parts(header, end, depth)
        if header.tag == _STRING_IN_PIECES:
            return der.octets(
                b"".join(der.whole(part, der.OCTET_STRING).content(part) for part in parts)
            ), stop
        return der.encode(header.tag, *parts), stop

    def _parts(self, header: _Header, end: int, depth: int) -> tuple[list[bytes], int]:
        parts: list[bytes] = []
        at = header.start
        limit = end if header.end is None else header.end
        while header.end is None or at < header.end:
            if header.end is None and self._data[at : at + 2] == _END and at + 2 <= limit:
                return parts, at + 2
            part, at = self.value(at, limit, depth - 1)
            parts.append(part)
        return parts, at

    def _header(self, start: int, end: int) -> _Header:
        if end - start < 2 or self._data[start] & 0x1F == 0x1F:
            raise self._broken(start)
        tag, first = self._data[start], self._data[start + 1]
        if first == 0x80:
            return _Header(tag, start + 2, None)
        count = first & 0x7F if first > 0x80 else 0
        begin = start + 2 + count
        length = int.from_bytes(self._data[start + 2 : min(begin, end)], "big") if count else first
        if begin + length > end:
            raise self._broken(start)
        return _Header(tag, begin, begin + length)

    def _broken(self, position: int) -> MalformedDocument:
        zh, en = "ASN.1 编码错误：长度不正确", "bad ASN.1 encoding: a length is wrong"
        return MalformedDocument("DER_LENGTH", zh, en, where=f"byte {position}")
