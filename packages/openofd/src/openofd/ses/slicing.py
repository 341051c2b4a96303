"""Reading by the declared tables: received bytes are sliced into fields and never encoded anew.

X.690 chapters 8 and 10, with what GB/T 38540-2020 chapter 6 narrows further. Strict, or lenient in just those
ways that real files need, each of them recorded.
"""

import re
from collections.abc import Hashable
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import Final, cast

from asn1crypto.core import Any as AnyType
from asn1crypto.core import Asn1Value, Sequence

from openofd.errors import MalformedDocument, UnsupportedFeature
from openofd.gm import der
from openofd.gm.der import Tlv
from openofd.gm.deviations import Deviation, signature_value
from openofd.gm.sm2 import SM2_WITH_SM3

__all__ = ["Slices", "generalized_time", "malformed", "utc_time"]

_TIME = re.compile(rb"[0-9]{14}Z")
_SHORT_TIME = re.compile(rb"[0-9]{12}Z")
_PRINTABLE = re.compile(rb"[A-Za-z0-9 '()+,\-./:=?]*")
_CONTEXT = 0xA0
_CONSTRUCTED = 0x20
_MOST_DEVIATIONS: Final = 50  # real files have one or two; a report has to be read
_CERTIFICATE = [der.SEQUENCE, der.SEQUENCE, der.BIT_STRING]

_SM2_BY_OTHER_NAMES: Final = frozenset(
    {
        "1.2.156.10197.6.1.4.2.2",  # GB/T 35275's signedData: a content type
        "1.2.156.10197.1.301",  # the curve
        "1.2.156.10197.1.301.1",  # SM2 signature without its digest
        "1.2.156.10197.501",  # a slip of a widely used toolkit
    }
)


def malformed(code: str, zh: str, en: str, where: str) -> MalformedDocument:
    """The error of a structure that breaks the standard."""
    return MalformedDocument(code, f"签章数据格式错误：{zh}", f"bad seal data: {en}", where=where)


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
    return int(spec.tag) | (_CONSTRUCTED if spec.method == 1 else 0)


class Slices:
    """One structure being read: its bytes, and what had to be forgiven so far.

    Args:
        data: the bytes received.
        lenient: forgive and record, instead of refusing, what `deviate` is called for.
    """

    __slots__ = ("_found", "data", "lenient")

    def __init__(self, data: bytes, *, lenient: bool = False) -> None:
        self.data = data
        self.lenient = lenient
        self._found: dict[tuple[str, str], Deviation] = {}

    @property
    def deviations(self) -> tuple[Deviation, ...]:
        """What was forgiven; one of a kind for each field."""
        return tuple(self._found.values())

    def deviate(self, code: str, zh: str, en: str, where: str) -> None:
        """Something departs from the standard in a way that real files do.

        Raises:
            MalformedDocument: with `code`, when reading strictly.
        """
        if not self.lenient or len(self._found) >= _MOST_DEVIATIONS:
            raise malformed(code, zh, en, where)
        self._found.setdefault((code, where), Deviation(code=code, where=where, zh=zh, en=en))

    def encoding(self, zh: str, en: str, where: str) -> None:
        """A value is encoded otherwise than by the standard."""
        self.deviate("SIG_ENCODING_NONSTANDARD", zh, en, where)

    def unknown_extension(self, identifier: str) -> None:
        """An extension must be understood, and nobody here does.

        Raises:
            UnsupportedFeature: SEAL_EXT_CRITICAL_UNKNOWN, when reading strictly.
        """
        zh, en = "含有未知的关键扩展", "an unknown critical extension"
        if not self.lenient:
            raise UnsupportedFeature("SEAL_EXT_CRITICAL_UNKNOWN", zh, en, where=identifier)
        self.deviate("SEAL_EXT_CRITICAL_UNKNOWN", zh, en, identifier)

    def whole(self, where: str) -> Tlv:
        """The one SEQUENCE that the bytes consist of; forgiven: bytes after it.

        Raises:
            MalformedDocument: TRAILING_DATA or DER_*.
        """
        top = der.read(self.data)
        if top.tag != der.SEQUENCE:
            raise malformed("SES_FORMAT", "不是 SEQUENCE", "not a SEQUENCE", where)
        if top.end != len(self.data):
            self.deviate("TRAILING_DATA", "末尾有多余字节", "bytes follow the structure", where)
        return top

    def fields(self, table: type[Sequence], parent: Tlv) -> dict[str, Tlv]:
        """The fields of `table` found inside `parent`, in order, nothing left over.

        Raises:
            MalformedDocument: SES_FORMAT, a field is missing, of another type, or unknown.
        """
        if parent.tag != der.SEQUENCE:
            raise malformed("SES_FORMAT", "应为 SEQUENCE", "a SEQUENCE is expected", table.__name__)
        parts = der.children(self.data, parent)
        found: dict[str, Tlv] = {}
        at = 0
        for name, tag, optional, explicit in _plan(cast("Hashable", table)):
            if at < len(parts) and (
                tag in (None, parts[at].tag) or self._stands_in(tag, parts[at], optional)
            ):
                found[name] = self.inner(parts[at], name) if explicit else parts[at]
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

    def _stands_in(self, tag: int | None, part: Tlv, optional: bool) -> bool:  # noqa: FBT001 - a column of the plan
        """A SEQUENCE where a primitive is due: how to read it is for the field's own type to say."""
        primitive = tag is not None and not tag & _CONSTRUCTED
        return self.lenient and primitive and not optional and part.tag == der.SEQUENCE

    def inner(self, tagged: Tlv, where: str) -> Tlv:
        """The one value inside an explicit tag."""
        parts = der.children(self.data, tagged)
        if len(parts) != 1:
            raise malformed("SES_FORMAT", "显式标签应含一个值", "an explicit tag holds one value", where)
        return parts[0]

    def _expect(self, tlv: Tlv, tag: int, where: str) -> None:
        if tlv.tag != tag:
            raise malformed("SES_FORMAT", "字段类型不符", "a field has another type", where)

    def _sequence(self, tlv: Tlv, where: str) -> bool:
        """Whether a SEQUENCE stands where a primitive is due."""
        if tlv.tag != der.SEQUENCE:
            return False
        zh, en = "应为基本类型处为 SEQUENCE", "a SEQUENCE stands where a primitive is due"
        self.encoding(zh, en, where)
        return True

    def _first(self, tlv: Tlv, tags: tuple[int, ...], where: str) -> Tlv | None:
        """The first value of one of `tags` in what should be a primitive; None if a SEQUENCE has none."""
        if not self._sequence(tlv, where):
            return tlv
        return next((part for part in der.children(self.data, tlv) if part.tag in tags), None)

    def octets(self, tlv: Tlv, where: str) -> bytes:
        """Content of an OCTET STRING; of a SEQUENCE in its place the whole, as received."""
        if self.lenient and self._sequence(tlv, where):
            return tlv.raw(self.data)
        self._expect(tlv, der.OCTET_STRING, where)
        return tlv.content(self.data)

    def certificate(self, tlv: Tlv, where: str) -> bytes:
        """A certificate in an OCTET STRING; forgiven: without it."""
        if tlv.tag == der.SEQUENCE and [p.tag for p in der.children(self.data, tlv)] != _CERTIFICATE:
            raise malformed("SES_FORMAT", "不是公钥证书", "not a public-key certificate", where)
        return self.octets(tlv, where)

    def integer(self, tlv: Tlv, where: str) -> int:
        """Value of an INTEGER in its shortest form."""
        found = self._first(tlv, (der.INTEGER,), where)
        return 0 if found is None else der.integer_value(found.content(self.data))

    def boolean(self, tlv: Tlv, where: str) -> bool:
        """Value of a BOOLEAN: 00 or FF (X.690 11.1)."""
        content = tlv.content(self.data)
        if content not in (b"\x00", b"\xff"):
            raise malformed("SES_FORMAT", "布尔值编码不正确", "a BOOLEAN is neither 00 nor FF", where)
        return content == b"\xff"

    def bits(self, tlv: Tlv, where: str) -> bytes:
        """Octets of a BIT STRING; forgiven: unused bits although every octet is full."""
        if self.lenient and self._sequence(tlv, where):
            return tlv.raw(self.data)
        self._expect(tlv, der.BIT_STRING, where)
        content = tlv.content(self.data)
        unused = content[0] if content else 8
        if unused > 7:
            raise malformed("SES_FORMAT", "BIT STRING 编码不正确", "a BIT STRING is broken", where)
        if unused:
            self.encoding("BIT STRING 含未用位", "a BIT STRING claims unused bits", where)
        return content[1:]

    def signature(self, received: bytes, where: str) -> bytes:
        """A signature value as DER of (r, s); forgiven: r ‖ s, and integers of another length."""
        value = signature_value(received, where)
        for deviation in value.deviations:
            self.encoding(deviation.zh, deviation.en, where)
        return value.der

    def text(self, tlv: Tlv, where: str) -> str:
        """Text of an IA5String, PrintableString or UTF8String, by its tag."""
        found = self._first(tlv, (der.IA5_STRING, der.PRINTABLE_STRING, der.UTF8_STRING), where)
        return "" if found is None else _text(found.tag, found.content(self.data), where)

    def time(self, tlv: Tlv, where: str) -> datetime:
        """GeneralizedTime `YYYYMMDDHHMMSSZ` (X.690 11.7, no fraction), as an aware UTC datetime.

        Forgiven: the text of a UTCTime in it.
        """
        found = self._first(tlv, (der.GENERALIZED_TIME,), where) or tlv
        content = found.content(self.data)
        if _SHORT_TIME.fullmatch(content):
            zh, en = "GeneralizedTime 中为 UTCTime 的文字", "a GeneralizedTime holds the text of a UTCTime"
            self.encoding(zh, en, where)
            return utc_time(content, where)
        return generalized_time(content, where)

    def oid(self, tlv: Tlv, where: str) -> str:
        """Dotted form of an OBJECT IDENTIFIER."""
        found = self._first(tlv, (der.OBJECT_IDENTIFIER,), where) or tlv
        try:
            return _dotted(found.content(self.data))
        except MalformedDocument:
            raise malformed("SES_FORMAT", "对象标识符不正确", "a broken object identifier", where) from None

    def algorithm(self, tlv: Tlv, where: str) -> str:
        """A signature algorithm; forgiven: SM2 with SM3 called by a neighbour's identifier."""
        name = self.oid(tlv, where)
        if name not in _SM2_BY_OTHER_NAMES:
            return name
        zh, en = f"签名算法标识 {name} 不是 SM2 签名算法的标识", f"{name} does not name SM2 with SM3"
        self.encoding(zh, en, where)
        return SM2_WITH_SM3


def _text(tag: int, content: bytes, where: str) -> str:
    plain = tag == der.UTF8_STRING or (
        content.isascii() and (tag == der.IA5_STRING or _PRINTABLE.fullmatch(content))
    )
    if not plain or b"\x00" in content:
        raise malformed("SES_TEXT", "文字含不允许的字符", "a text holds characters its type forbids", where)
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise malformed("SES_TEXT", "文字不是有效的 UTF-8", "a text is not UTF-8", where) from None


def generalized_time(content: bytes, where: str) -> datetime:
    """The moment of `YYYYMMDDHHMMSSZ`."""
    try:
        if _TIME.fullmatch(content):
            day = int(content[:4]), int(content[4:6]), int(content[6:8])
            return datetime(*day, int(content[8:10]), int(content[10:12]), int(content[12:14]), tzinfo=UTC)
    except ValueError:
        pass
    raise malformed("SES_TIME", "时间格式不正确", "a time is not of the form YYYYMMDDHHMMSSZ", where)


def utc_time(content: bytes, where: str) -> datetime:
    """The moment of `YYMMDDHHMMSSZ`, from 1950 to 2049 (RFC 5280 4.1.2.5.1)."""
    century = b"20" if content < b"5" else b"19"
    return generalized_time(century + content if _SHORT_TIME.fullmatch(content) else b"", where)


_dotted = lru_cache(maxsize=256)(der.dotted)
